//! What of an article tells its happening: weighted terms, its day, and the names in headline and lead.
//!
//! Nothing here compares; it only reads one article.

use super::runs::{Reader, Sample};
use crate::analysis::terms::{Extractor, TermId};
use crate::analysis::tokens::{Token, tokenise};
use crate::model::{Annotations, Article, EntityId, EntityKind, EntityTable, Precision, Role, Span};
use chrono::{Datelike, NaiveDate};

/// The headline says what the article is about; news writing puts the rest of it into the first paragraphs.
const TITLE: f32 = 3.0;
const LEAD: f32 = 2.0;
const BODY: f32 = 1.0;

/// Paragraphs that count as the lead.
const LEAD_PARAGRAPHS: usize = 2;

/// A file may be one huge line; what follows these many bytes does not change what the article is about.
const READ: u32 = 60_000;

/// What of one article decides its story.
pub(super) struct Profile {
    /// The terms, sorted, each once, with how much its occurrences count together.
    pub terms: Vec<(TermId, f32)>,
    /// Day of publication counted from the common era; `None` where it is not known to the day.
    pub day: Option<i32>,
    /// Countries, places and people of headline and lead, sorted.
    pub names: Names,
    /// By which copies are found.
    pub sample: Sample,
}

/// The listed names of a headline and lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Countries and places.
    pub places: Box<[EntityId]>,
    /// People and organisations.
    pub actors: Box<[EntityId]>,
}

/// Reads one article.
pub(super) fn profile(
    article: &Article,
    annotations: &Annotations,
    entities: &EntityTable,
    extractor: &mut Extractor,
) -> Profile {
    let mut terms: Vec<(TermId, f32)> = Vec::new();
    let (mut places, mut actors) = (Vec::new(), Vec::new());
    let mut runs: Vec<u32> = Vec::new();
    let mut read = |text: &str, span: Span, weight: f32, placed: bool, reader: Option<&mut Reader>| {
        let tokens: Vec<Token> = tokenise(text, span);
        if let Some(reader) = reader {
            runs.extend(tokens.iter().filter_map(|token| reader.run(token, text)));
        }
        let mentions = if placed { &annotations.mentions[..] } else { &[] };
        let features = extractor.features(text, &tokens, mentions, entities);
        terms.extend(features.into_iter().map(|feature| (feature.term, weight)));
        for mention in annotations.mentions_in(span).iter().filter(|_| placed && weight > BODY) {
            match entities.get(mention.entity).kind {
                EntityKind::Country | EntityKind::Place => places.push(mention.entity),
                EntityKind::Person | EntityKind::Organisation => actors.push(mention.entity),
                EntityKind::Bloc | EntityKind::Event => {}
            }
        }
    };
    if let Some(title) = &article.title {
        match title.span {
            Some(span) => read(&article.text, span, TITLE, true, None),
            None => read(&title.text, Span::of(0, title.text.len()), TITLE, false, None),
        }
    }
    let mut paragraphs = 0;
    for part in article.parts.iter().filter(|part| part.role.is_prose() || part.role == Role::Heading) {
        let mut reader = Reader::default();
        for span in lines(&article.text, part.span) {
            let lead = part.role.is_prose() && paragraphs < LEAD_PARAGRAPHS;
            paragraphs += usize::from(part.role.is_prose());
            let reader = part.role.is_prose().then_some(&mut reader);
            read(&article.text, span, if lead { LEAD } else { BODY }, true, reader);
        }
        if part.span.end > READ {
            break;
        }
    }
    terms.sort_unstable_by_key(|&(term, _)| term);
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    let names = Names { places: settled(places), actors: settled(actors) };
    Profile { terms, day: day(annotations), names, sample: Sample::of(runs) }
}

/// Sorted, each once.
fn settled(mut list: Vec<EntityId>) -> Box<[EntityId]> {
    list.sort_unstable();
    list.dedup();
    list.into()
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

/// The day of publication as [`Profile::day`] has it.
pub(super) fn day(annotations: &Annotations) -> Option<i32> {
    let published = annotations.published.as_ref()?;
    (published.precision == Precision::Day).then(|| number(published.date))
}

/// Days from the common era: differences are days.
pub(super) fn number(date: NaiveDate) -> i32 {
    date.num_days_from_ce()
}

impl Names {
    /// Whether both name places and have none in common, and neither an actor: happenings of one kind in two places
    /// share their words.
    pub(super) fn clash(&self, other: &Self) -> bool {
        let apart = |a: &[EntityId], b: &[EntityId]| {
            !a.is_empty() && !b.is_empty() && !a.iter().any(|id| b.binary_search(id).is_ok())
        };
        let nobody = self.actors.is_empty() && other.actors.is_empty();
        apart(&self.places, &other.places) && (nobody || apart(&self.actors, &other.actors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_places_clash_with_other_actors_or_with_none() {
        let names = |places: &[u32], actors: &[u32]| Names {
            places: places.iter().map(|&id| EntityId(id)).collect(),
            actors: actors.iter().map(|&id| EntityId(id)).collect(),
        };
        for (a, b, clash) in [
            (names(&[1], &[]), names(&[2], &[]), true),
            (names(&[1], &[7]), names(&[2], &[8]), true),
            (names(&[1], &[7]), names(&[2], &[7]), false),
            (names(&[1], &[7]), names(&[2], &[]), false),
            (names(&[1, 2], &[]), names(&[2], &[]), false),
            (names(&[], &[]), names(&[2], &[]), false),
        ] {
            assert_eq!((a.clash(&b), b.clash(&a)), (clash, clash), "{a:?} {b:?}");
        }
    }
}
