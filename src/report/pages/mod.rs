//! What each command's page says, as a [`Document`](super::document::Document). No layout, no markup.

pub(crate) mod account;
pub(crate) mod article;
pub(crate) mod comparison;
pub(crate) mod entities;
pub(crate) mod list;
pub(crate) mod profile;
pub(crate) mod search;
pub(crate) mod stories;
pub(crate) mod timeline;
pub(crate) mod words;
