//! Sources and weights of a comparison in words and bars.

use crate::model::comparison::{EntityCount, Source, SourceKind, Weight};
use crate::model::width::{bar, fit, pad, width};
use crate::model::{ArticleIndex, Corpus, EntityId, EntityKind, Form};
use std::collections::HashMap;

/// Articles of a side that are read for the short names in its head.
const MOST_READ: usize = 40;

/// Who is quoted and who is named only on one side, in the words its articles use most: “Putin” for the president.
#[derive(Debug, Clone, Default)]
pub struct Heads {
    /// Whom the side quotes, most often first.
    pub quotes: String,
    /// Whom and what only this side names.
    pub alone: String,
}

impl Heads {
    /// The heads of one side.
    pub(super) fn of(
        corpus: &Corpus,
        articles: &[ArticleIndex],
        speakers: &[Source],
        named: &[EntityCount],
    ) -> Self {
        let short = short_names(corpus, articles);
        let name = |id: EntityId| {
            short.get(&id).cloned().unwrap_or_else(|| corpus.entities.get(id).name.to_string())
        };
        let with_count =
            |name: String, count: usize| if count > 1 { format!("{name} {count}") } else { name };
        let quotes = speakers.iter().map(|source| {
            let words = source.entity.map_or_else(|| source.name.to_string(), name);
            with_count(words, source.direct + source.reported)
        });
        let alone = named.iter().map(|one| with_count(name(one.entity), one.count));
        let list =
            |all: Vec<String>, none: &str| if all.is_empty() { none.to_owned() } else { all.join(", ") };
        Self { quotes: list(quotes.collect(), "nobody"), alone: list(alone.take(24).collect(), "no name") }
    }
}

/// The words people are called by most in some articles; of equally frequent ones the shortest.
fn short_names(corpus: &Corpus, articles: &[ArticleIndex]) -> HashMap<EntityId, String> {
    let mut forms: HashMap<EntityId, HashMap<String, usize>> = HashMap::new();
    for &article in articles.iter().take(MOST_READ) {
        let body = corpus.article(article);
        for mention in &corpus.annotated(article).mentions {
            let called = matches!(mention.form, Form::Name | Form::Surname | Form::Alias);
            if called && corpus.entities.get(mention.entity).kind == EntityKind::Person {
                let words = body.words(mention.span).to_owned();
                *forms.entry(mention.entity).or_default().entry(words).or_default() += 1;
            }
        }
    }
    let best = |forms: HashMap<String, usize>| {
        forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.len().cmp(&a.0.len())).then(b.0.cmp(&a.0)))
    };
    forms.into_iter().filter_map(|(id, forms)| Some((id, best(forms)?.0))).collect()
}

/// Columns of a bar.
const BAR: usize = 10;
/// Columns of what stands behind a bar.
const BEHIND: usize = 22;

/// Names with bars that stand below one another.
pub(super) struct Bars {
    name: usize,
}

impl Bars {
    /// For these names in so many columns.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, columns: usize) -> Self {
        let room = columns.saturating_sub(BAR + BEHIND).max(8);
        Self { name: names.map(width).max().unwrap_or(0).min(room) }
    }

    /// “Xi Jinping  ███▌        24 %, in the headline”.
    pub(super) fn row(&self, name: &str, weight: Weight) -> String {
        let percent = (weight.share * 100.0).round().clamp(0.0, 100.0);
        let place = if weight.headline {
            "in the headline".to_owned()
        } else if weight.count == 0 {
            "not mentioned".to_owned()
        } else {
            format!("from {:.0} % on", weight.first * 100.0)
        };
        let name = pad(&fit(name, self.name), self.name);
        format!("{name} {} {percent:>3.0} %, {place}", pad(&bar(weight.share, BAR), BAR))
    }
}

/// “Dmitry Peskov: 1 in own words, 2 reported”.
pub(super) fn source(source: &Source) -> String {
    let direct = (source.direct > 0).then(|| format!("{} in own words", source.direct));
    let reported = (source.reported > 0).then(|| format!("{} reported", source.reported));
    let counts: Vec<String> = [direct, reported].into_iter().flatten().collect();
    let kind = match source.kind {
        SourceKind::Named => "",
        SourceKind::Agency => " (news agency)",
        SourceKind::Media => " (other media)",
        SourceKind::Unnamed if source.name.as_str() == "not named" => "",
        SourceKind::Unnamed => " (not named)",
    };
    format!("{}{kind}: {}", source.name, counts.join(", "))
}

/// Sources of both sides in rows: those both have first and on one row, then the others, each side's in its order.
pub(super) fn beside(left: &[Source], right: &[Source]) -> Vec<(Option<usize>, Option<usize>)> {
    let key = |source: &Source| match source.entity {
        Some(id) => format!("#{}", id.0),
        None => source.name.to_lowercase(),
    };
    let on_right: HashMap<String, usize> =
        right.iter().enumerate().rev().map(|(i, source)| (key(source), i)).collect();
    let mut rows: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    let mut alone: Vec<usize> = Vec::new();
    for (i, source) in left.iter().enumerate() {
        match on_right.get(&key(source)) {
            Some(&j) => rows.push((Some(i), Some(j))),
            None => alone.push(i),
        }
    }
    let met: Vec<usize> = rows.iter().filter_map(|row| row.1).collect();
    let others: Vec<usize> = (0..right.len()).filter(|j| !met.contains(j)).collect();
    for k in 0..alone.len().max(others.len()) {
        rows.push((alone.get(k).copied(), others.get(k).copied()));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SafeText;

    fn named(name: &str) -> Source {
        Source { name: SafeText::line(name), kind: SourceKind::Named, entity: None, direct: 1, reported: 0 }
    }

    #[test]
    fn whom_both_quote_stands_on_one_row_and_first() {
        let left = ["Ann", "Bob", "Cid"].map(named);
        let right = ["Dan", "cid"].map(named);
        assert_eq!(beside(&left, &right), [(Some(2), Some(1)), (Some(0), Some(0)), (Some(1), None)]);
        assert_eq!(beside(&[], &right), [(None, Some(0)), (None, Some(1))]);
    }

    #[test]
    fn bars_stand_below_one_another() {
        let weight = |share| Weight { share, first: 0.5, headline: false, count: 1 };
        let bars = Bars::new(["Xi", "Vladimir Putin"].into_iter(), 60);
        let (a, b) = (bars.row("Xi", weight(0.5)), bars.row("Vladimir Putin", weight(0.25)));
        assert!(a.starts_with("Xi             █████"), "{a}");
        assert!(b.ends_with("25 %, from 50 % on"), "{b}");
        let narrow = Bars::new(["A very long name indeed of somebody"].into_iter(), 40);
        assert!(width(&narrow.row("A very long name indeed of somebody", weight(1.0))) <= 44);
    }
}
