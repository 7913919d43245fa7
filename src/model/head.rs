//! What is known of an article besides its text and what was found in it: all that a list shows, a filter by outlet,
//! date or language asks, and a count needs. It is in memory for every article of a corpus, whatever is not.

use super::{Annotations, Article, GivenDate, Outlet, Published, SafeText, Title};
use serde::{Deserialize, Serialize};

/// What is known of an article besides its text.
#[derive(Debug, Clone, Copy)]
pub struct Head<'c> {
    /// See [`Article::id`].
    pub id: &'c SafeText,
    /// The file it came from, as named by the person.
    pub path: Option<&'c SafeText>,
    /// Where it is on the web.
    pub url: Option<&'c SafeText>,
    /// The headline.
    pub title: Option<&'c Title>,
    /// Who published it.
    pub outlet: &'c Outlet,
    /// Who wrote it.
    pub byline: Option<&'c SafeText>,
    /// ISO 639-1 code of the language of the body.
    pub language: Option<&'c SafeText>,
    /// Topic labels.
    pub tags: &'c [SafeText],
    /// The publication date, where a field states it.
    pub given_date: Option<&'c GivenDate>,
    /// When it was published.
    pub published: Option<&'c Published>,
    /// See [`Annotations::contradiction`](super::Annotations::contradiction).
    pub contradiction: Option<&'c SafeText>,
    article: &'c Article,
}

impl<'c> Head<'c> {
    /// Of an article with its text, or of what stands in for it.
    pub(super) fn of(
        article: &'c Article,
        published: Option<&'c Published>,
        contradiction: Option<&'c SafeText>,
    ) -> Self {
        Self {
            id: &article.id,
            path: article.path.as_ref(),
            url: article.url.as_ref(),
            title: article.title.as_ref(),
            outlet: &article.outlet,
            byline: article.byline.as_ref(),
            language: article.language.as_ref(),
            tags: &article.tags,
            given_date: article.given_date.as_ref(),
            published,
            contradiction,
            article,
        }
    }

    /// What to call the article: see [`Article::display_title`].
    #[must_use]
    pub fn display_title(self) -> &'c str {
        self.article.display_title()
    }
}

/// The id of what stands in for an article that cannot be read. Nothing is marked under it.
pub const LOST: &str = "\u{fffd}";

/// A head as it is kept: the article with no more of its text than [`Head::display_title`] shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptHead {
    article: Article,
    published: Option<Published>,
    contradiction: Option<SafeText>,
    bytes: u32,
}

/// Bytes of the first words of an article without a headline that are kept with its head.
const OPENING: usize = 400;

impl KeptHead {
    /// Of an article.
    #[must_use]
    pub fn of(article: &Article, found: &Annotations) -> Self {
        let opening = if article.title.is_some() { "" } else { article.display_title() };
        let mut end = opening.len().min(OPENING);
        while !opening.is_char_boundary(end) {
            end -= 1;
        }
        let opening = &opening[..end];
        let mut kept = Article { text: opening.into(), parts: Vec::new(), ..article.clone() };
        kept.parts.extend(super::Part::body(opening));
        Self {
            article: kept,
            published: found.published.clone(),
            contradiction: found.contradiction.clone(),
            bytes: article.text.len() as u32,
        }
    }

    /// What stands in for a head that could not be read.
    #[must_use]
    pub fn lost() -> Self {
        let article = Article::stand_in(LOST, "(cannot be read)");
        Self { article, published: None, contradiction: None, bytes: 0 }
    }

    /// The head.
    #[must_use]
    pub fn head(&self) -> Head<'_> {
        Head::of(&self.article, self.published.as_ref(), self.contradiction.as_ref())
    }

    /// Bytes of the article's text.
    #[must_use]
    pub const fn bytes(&self) -> u32 {
        self.bytes
    }
}
