//! What of an article tells its happening: weighted terms, its day, and the names in headline and lead.
//!
//! Nothing here compares; it only reads one article.

use crate::analysis::terms::{Extractor, Feature};
use crate::analysis::tokens::{Token, tokenise};
use crate::model::{Annotations, Article, EntityId, EntityKind, EntityTable, Precision, Role, Span};
use chrono::{Datelike, NaiveDate};

/// The headline says what the article is about; news writing puts the rest of it into the first paragraphs.
const TITLE: f64 = 3.0;
const LEAD: f64 = 2.0;
const BODY: f64 = 1.0;

/// Paragraphs that count as the lead.
const LEAD_PARAGRAPHS: usize = 2;

/// A file may be one huge line; what follows these many bytes does not change what the article is about.
const READ: u32 = 60_000;

/// What of one article decides its story.
pub(super) struct Profile {
    /// Terms with how much each occurrence counts.
    pub terms: Vec<(Feature, f64)>,
    /// Day of publication counted from the common era; `None` where it is not known to the day.
    pub day: Option<i32>,
    /// Countries, places and people of headline and lead, sorted.
    pub names: Names,
}

/// The listed names of a headline and lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Countries and places.
    pub places: Vec<EntityId>,
    /// People and organisations.
    pub actors: Vec<EntityId>,
}

/// Reads one article.
pub(super) fn profile(
    article: &Article,
    annotations: &Annotations,
    entities: &EntityTable,
    extractor: &mut Extractor,
) -> Profile {
    let mut profile = Profile { terms: Vec::new(), day: day(annotations), names: Names::default() };
    let mut read = |text: &str, span: Span, weight: f64, placed: bool| {
        let tokens: Vec<Token> = tokenise(text, span);
        let mentions = if placed { &annotations.mentions[..] } else { &[] };
        let features = extractor.features(text, &tokens, mentions, entities);
        profile.terms.extend(features.into_iter().map(|feature| (feature, weight)));
        if placed && weight > BODY {
            profile.names.collect(annotations, span, entities);
        }
    };
    if let Some(title) = &article.title {
        match title.span {
            Some(span) => read(&article.text, span, TITLE, true),
            None => read(&title.text, Span::of(0, title.text.len()), TITLE, false),
        }
    }
    let mut paragraphs = 0;
    for part in article.parts.iter().filter(|part| part.role.is_prose() || part.role == Role::Heading) {
        for span in lines(&article.text, part.span) {
            let lead = part.role.is_prose() && paragraphs < LEAD_PARAGRAPHS;
            paragraphs += usize::from(part.role.is_prose());
            read(&article.text, span, if lead { LEAD } else { BODY }, true);
        }
        if part.span.end > READ {
            break;
        }
    }
    profile.names.settle();
    profile
}

/// The lines of a part that hold something; the last is cut where reading stops.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start;
    span.slice(text).split('\n').filter_map(move |line| {
        let from = start;
        start += line.len() as u32 + 1;
        let mut end = (from as usize + line.len()).min((from + READ) as usize);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        (!line.trim().is_empty()).then(|| Span::of(from as usize, end))
    })
}

fn day(annotations: &Annotations) -> Option<i32> {
    let published = annotations.published.as_ref()?;
    (published.precision == Precision::Day).then(|| number(published.date))
}

/// Days from the common era: differences are days.
pub(super) fn number(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

impl Names {
    fn collect(&mut self, annotations: &Annotations, span: Span, entities: &EntityTable) {
        for mention in annotations.mentions_in(span) {
            match entities.get(mention.entity).kind {
                EntityKind::Country | EntityKind::Place => self.places.push(mention.entity),
                EntityKind::Person | EntityKind::Organisation => self.actors.push(mention.entity),
                EntityKind::Bloc | EntityKind::Event => {}
            }
        }
    }

    fn settle(&mut self) {
        for list in [&mut self.places, &mut self.actors] {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Whether both name places and actors, and have none of either in common.
    pub(super) fn clash(&self, other: &Self) -> bool {
        let apart = |a: &[EntityId], b: &[EntityId]| {
            !a.is_empty() && !b.is_empty() && !a.iter().any(|id| b.binary_search(id).is_ok())
        };
        apart(&self.places, &other.places) && apart(&self.actors, &other.actors)
    }
}
