//! A feed to follow, as a list of feeds names it.

use super::SafeText;

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSource {
    /// Where the feed is: an address of the web.
    pub url: SafeText,
    /// What the list calls it.
    pub title: Option<SafeText>,
    /// The site that it is the feed of.
    pub site: Option<SafeText>,
    /// The folders it stands in, outermost first, and its topics.
    pub folders: Vec<SafeText>,
}
