//! A feed to follow: as a list of feeds names it, and what became of following it.

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

impl FeedSource {
    /// What to call it: its title, else its address.
    #[must_use]
    pub fn name(&self) -> &SafeText {
        self.title.as_ref().unwrap_or(&self.url)
    }
}

/// A feed that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it is.
    pub source: FeedSource,
    /// Whether the person wrote its address, so that it may be in their own network.
    pub named: bool,
    /// Whether the pages of its entries are fetched too.
    pub full_text: bool,
    /// How it goes.
    pub state: FeedState,
}

/// How following a feed goes. Times are seconds since 1970, by universal time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// What its server calls its last answer (`ETag`).
    pub etag: Option<String>,
    /// When that was changed, as the server writes it (`Last-Modified`).
    pub modified: Option<String>,
    /// When it was last asked for.
    pub tried: Option<i64>,
    /// When it last answered.
    pub fetched: Option<i64>,
    /// Until when its server wants to be left alone.
    pub wait_until: Option<i64>,
    /// How often in a row it has failed.
    pub failures: u32,
    /// Why it failed the last time.
    pub reason: Option<SafeText>,
    /// Whether it is gone for good, as its server says: it is not asked for any more unless it is named.
    pub gone: bool,
    /// How many articles came from it.
    pub articles: u32,
}
