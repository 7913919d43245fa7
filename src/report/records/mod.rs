//! The shapes of the JSON output. Offsets count characters into the article's `text`.
//!
//! These names and meanings are a contract with other programs.

mod account;
mod article;
mod comparison;
mod event;
mod exported;
mod profile;
mod story;
mod summary;

pub(crate) use account::AccountRecord;
pub(crate) use article::ArticleRecord;
pub(crate) use comparison::ComparisonRecord;
pub(crate) use event::{EventRecord, TimelineRecord};
pub(crate) use exported::ExportRecord;
pub(crate) use profile::ProfileRecord;
pub(crate) use story::StoryRecord;
pub(crate) use summary::{EntityRecord, FoundRecord, MarkedRecord, SummaryRecord};
