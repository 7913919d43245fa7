//! What is in the text: sentences, entities, dates, quotations, events, stories, comparisons.
//!
//! Pure functions over [`model`](crate::model): no clock, no file, no thread but those of [`assemble()`]. The same
//! articles give the same findings in the same order on any machine.

pub mod arrival;
pub mod assemble;
pub mod assembly;
mod bytes;
pub mod comparison;
pub mod coverage;
mod dateline;
mod elsewhere;
pub mod events;
pub mod gazetteer;
mod joined;
pub mod kept;
pub mod mentions;
mod opposites;
pub mod quotes;
pub mod sentences;
pub mod stories;
pub mod temporal;
pub mod terms;
#[cfg(test)]
pub(crate) mod testing;
pub mod tokens;
pub mod versions;
pub(crate) mod words;

pub use arrival::arrive;
pub use assemble::{
    annotate, assemble, assemble_corrected, assemble_kept, lists_under, reassemble, unsearched,
};
pub use assembly::Assembly;
pub use gazetteer::Gazetteer;
