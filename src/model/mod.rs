//! The plain data of the house: what an article is, what was found in it, and how accounts relate.
//!
//! Nothing here reads a file, asks the time, draws, or decides. Every type that points into an article does so by
//! [`Span`], a byte range over the article's untouched [`SafeText`]; the text itself is never rewritten.

pub mod account;
mod arrival;
pub mod article;
pub mod brief;
pub mod chunked;
pub mod comparison;
pub mod corpus;
pub mod correction;
pub mod dates;
pub mod deferred;
pub mod entity;
pub mod event;
pub mod feed;
pub(crate) mod fold;
pub mod head;
pub mod marks;
pub mod note;
pub mod outlets;
pub mod quote;
mod rarity;
mod reason;
pub mod saved;
pub mod span;
pub mod spelling;
pub mod story;
pub mod tag;
pub mod temporal;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod warning;
pub mod width;
pub mod wrap;

pub use account::{Account, Ground, Statement, Take};
pub use arrival::{Arrival, Replaced};
pub use article::{Article, ArticleIndex, Basis, CountryCode, GivenDate, Outlet, Part, Role, Title};
pub use brief::{Brief, BriefMention, Briefs, EventColumns, EventRef, Stamp};
pub use chunked::Chunked;
pub use comparison::{Comparison, Grade, Pair, Passage, Relation};
pub use corpus::{Annotations, Bodies, Columns, Corpus, Kept, Published};
pub use correction::{Corrected, Correction, CorrectionChange, Corrections, Matter, Rule, Telling};
pub use deferred::Deferred;
pub use entity::{Entity, EntityId, EntityKind, EntityTable, Form, Mention};
pub use event::{Confidence, Event, EventMention, Happening, Timeline};
pub use feed::{Feed, FeedSource, FeedState};
pub use head::{Head, KeptHead};
pub use marks::{Mark, MarkChange, Marking, Marks};
pub use note::{Anchor, Place};
pub use outlets::OutletLabels;
pub use quote::Quote;
pub use rarity::{Counts, Rarities};
pub use saved::{SavedChange, SavedQueries, SavedQuery};
pub use span::Span;
pub use story::{Reprint, Story};
pub use tag::Tag;
pub use temporal::{DateBasis, DayRange, Expression, Precision};
pub use text::SafeText;
pub use warning::{Warning, WarningKind};
