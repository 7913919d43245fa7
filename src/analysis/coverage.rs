//! Who tells an event, who had the chance and does not, and who has no article of those days at all.
//!
//! An outlet that has no article of the days in which the others told an event is not silent about it: there is
//! nothing of it to look into. That must never be mistaken for “not told”, so it is a state of its own.

use crate::model::{ArticleIndex, Corpus, DayRange, Event, OutletLabels, Precision, SafeText, Span};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Days before and after a story's own in which an outlet can still be expected to tell it.
const NEARBY: u64 = 7;

/// More outlets than this are not told one by one: for thousands of them that would take longer than reading.
const MOST_LOOKED_OVER: usize = 200;

/// An outlet with its articles: a column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The outlet, or `unknown 2`.
    pub label: SafeText,
    /// Its articles, in order.
    pub articles: Vec<ArticleIndex>,
    /// Worked out when an event is looked at: a line of very many articles does without.
    days: OnceLock<Days>,
}

/// The days on which an outlet's articles were published.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Days {
    /// By first day.
    all: Vec<DayRange>,
    /// At each of them the latest last day so far.
    latest: Vec<NaiveDate>,
    /// Whether one of its articles has no date, and could be of any day.
    undated: bool,
}

impl Days {
    fn of(corpus: &Corpus, articles: &[ArticleIndex]) -> Self {
        let around = |(date, precision)| DayRange::around(date, precision);
        let days: Vec<Option<DayRange>> = articles.iter().map(|&i| corpus.dated(i).map(around)).collect();
        let undated = days.iter().any(Option::is_none);
        let mut all: Vec<DayRange> = days.into_iter().flatten().collect();
        all.sort_unstable();
        let mut latest = NaiveDate::MIN;
        let rise = |days: &DayRange| {
            latest = latest.max(days.to);
            latest
        };
        let latest = all.iter().map(rise).collect();
        Self { all, latest, undated }
    }

    /// Whether one of the articles may be of the window.
    fn hold(&self, window: DayRange) -> bool {
        let before = self.all.partition_point(|days| days.from <= window.to);
        before > 0 && self.latest[before - 1] >= window.from
    }
}

/// What an outlet has on an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// So many sentences.
    Sentences(usize),
    /// So many sentences, all of them in what it has from another of the outlets word for word.
    Copied(usize),
    /// Nothing, though it has an article of those days.
    Silent,
    /// Nothing, and no article of those days in which it could stand.
    NoArticle,
}

/// The outlets of some articles.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Those with most articles first, ties in order of their first article.
    pub columns: Vec<Column>,
    /// The column of each article, by its index in the corpus.
    column_of: Vec<Option<u32>>,
    /// Those of the articles that are largely another's text.
    copies: Vec<Copied>,
    /// The place among them of each article, by its index in the corpus.
    copy_of: Vec<Option<u32>>,
}

/// An outlet that tells an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Teller {
    /// Its column.
    pub column: usize,
    /// Its sentences.
    pub sentences: usize,
    /// Whether they stand all in what it has from another of the outlets.
    pub is_copy: bool,
}

impl Coverage {
    /// The outlets of these articles. `labels` are the corpus' [outlet labels](Corpus::outlet_labels).
    #[must_use]
    pub fn of(corpus: &Corpus, articles: &[ArticleIndex], labels: &OutletLabels) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        let mut places = vec![None; labels.outlets().len()];
        for &article in articles {
            let place = *places[labels.number(article)].get_or_insert_with(|| {
                let label = labels[article].clone();
                columns.push(Column { label, articles: Vec::new(), days: OnceLock::new() });
                columns.len() - 1
            });
            columns[place].articles.push(article);
        }
        columns.sort_by_key(|column| Reverse(column.articles.len()));
        let mut column_of = vec![None; corpus.len()];
        for (i, column) in columns.iter_mut().enumerate() {
            column.articles.sort_unstable();
            for article in &column.articles {
                column_of[article.get()] = Some(i as u32);
            }
        }
        let copies = copies(corpus, &column_of);
        let mut copy_of = vec![None; if copies.is_empty() { 0 } else { corpus.len() }];
        for (place, copy) in (0..).zip(&copies) {
            copy_of[copy.article.get()] = Some(place);
        }
        Self { columns, column_of, copies, copy_of }
    }

    /// The column of an article, where its outlet is among them.
    #[must_use]
    pub fn column_of(&self, article: ArticleIndex) -> Option<usize> {
        self.column_of.get(article.get()).copied().flatten().map(|column| column as usize)
    }

    /// Whether one of the articles tells the event.
    #[must_use]
    pub fn holds(&self, event: &Event) -> bool {
        event.mentions.iter().any(|mention| self.column_of(mention.article).is_some())
    }

    /// How many of the outlets tell the event in words of their own: those that print one text count once.
    #[must_use]
    pub fn telling(&self, event: &Event) -> usize {
        self.telling_by(event.mentions.iter().map(|mention| (mention.article, mention.span)))
    }

    /// As [`telling`](Self::telling), of the sentences that tell an event.
    fn telling_by(&self, told: impl Iterator<Item = (ArticleIndex, Span)>) -> usize {
        let listed = told.filter_map(|(article, span)| Some((self.column_of(article)?, article, span)));
        let (mut columns, mut texts): (Vec<usize>, Vec<ArticleIndex>) =
            listed.map(|(column, article, span)| (column, self.text_of(article, span).0)).unzip();
        columns.sort_unstable();
        columns.dedup();
        texts.sort_unstable();
        texts.dedup();
        columns.len().min(texts.len())
    }

    /// Whether several of the outlets tell an event in words of their own, by the sentences that tell it; `None` where
    /// none does. To be asked of very many events.
    pub(crate) fn told_by_several(
        &self,
        told: impl Iterator<Item = (ArticleIndex, Span)> + Clone,
    ) -> Option<bool> {
        let mut columns = told.clone().filter_map(|(article, _)| self.column_of(article));
        let first = columns.next()?;
        // Most events are told by one outlet, whose texts then do not matter.
        if columns.all(|column| column == first) {
            return Some(false);
        }
        let listed = told.filter(|(article, _)| self.column_of(*article).is_some());
        let mut texts = listed.map(|(article, span)| self.text_of(article, span).0);
        let first = texts.next()?;
        Some(texts.any(|text| text != first))
    }

    /// The outlets that tell the event, by their columns.
    #[must_use]
    pub fn tellers(&self, event: &Event) -> Vec<Teller> {
        self.tellers_by(event.mentions.iter().map(|mention| (mention.article, mention.span)))
    }

    fn tellers_by(&self, all: impl Iterator<Item = (ArticleIndex, Span)>) -> Vec<Teller> {
        // Of those that print one text the oldest has it of its own.
        let mut owners: HashMap<ArticleIndex, (u32, usize)> = HashMap::new();
        let mut told: Vec<(usize, ArticleIndex)> = Vec::new();
        for (article, span) in all {
            let Some(column) = self.column_of(article) else { continue };
            let (text, place) = self.text_of(article, span);
            let owner = owners.entry(text).or_insert((place, column));
            *owner = (*owner).min((place, column));
            told.push((column, text));
        }
        told.sort_unstable();
        let teller = |run: &[(usize, ArticleIndex)]| Teller {
            column: run[0].0,
            sentences: run.len(),
            is_copy: run.iter().all(|(column, text)| owners[text].1 != *column),
        };
        told.chunk_by(|a, b| a.0 == b.0).map(teller).collect()
    }

    /// The article whose text a sentence is: an older one's where it was copied, else its own; and how many have that
    /// text before it.
    fn text_of(&self, article: ArticleIndex, sentence: Span) -> (ArticleIndex, u32) {
        let place = self.copy_of.get(article.get()).copied().flatten();
        match place.and_then(|place| self.copies.get(place as usize)) {
            Some(copy) if copy.has(sentence) => (copy.of, copy.place),
            _ => (article, 0),
        }
    }

    /// What each outlet has on an event, in order of the columns; only of some columns, where not all are looked at.
    #[must_use]
    pub fn row(&self, corpus: &Corpus, event: &Event, columns: Range<usize>) -> Vec<Told> {
        let tellers = self.tellers(event);
        let windows = windows(corpus, event);
        let open = |column: &Column| {
            let days = column.days.get_or_init(|| Days::of(corpus, &column.articles));
            days.undated || windows.is_empty() || windows.iter().any(|window| days.hold(*window))
        };
        let told = |i: usize| match tellers.binary_search_by_key(&i, |teller| teller.column) {
            Ok(place) if tellers[place].is_copy => Told::Copied(tellers[place].sentences),
            Ok(place) => Told::Sentences(tellers[place].sentences),
            Err(_) if open(&self.columns[i]) => Told::Silent,
            Err(_) => Told::NoArticle,
        };
        (columns.start..columns.end.min(self.columns.len())).map(told).collect()
    }

    /// The outlets that are silent on an event, and those without an article of those days; `None` where there are more
    /// outlets than anybody could look over.
    #[must_use]
    pub fn others(&self, corpus: &Corpus, event: &Event) -> Option<[Vec<&Column>; 2]> {
        if self.columns.len() > MOST_LOOKED_OVER {
            return None;
        }
        let row = self.row(corpus, event, 0..self.columns.len());
        let of = |wanted: Told| {
            let columns = self.columns.iter().zip(&row).filter(|(_, told)| **told == wanted);
            columns.map(|(column, _)| column).collect()
        };
        Some([of(Told::Silent), of(Told::NoArticle)])
    }
}

/// An article that is largely another's text.
#[derive(Debug, Clone)]
struct Copied {
    article: ArticleIndex,
    of: ArticleIndex,
    /// Its place among those of the text, oldest first.
    place: u32,
    /// What of it is shared.
    shared: Vec<Span>,
}

/// Share of a sentence that must be another's for it to be copied.
const COPIED: f64 = 0.8;

impl Copied {
    /// Whether a sentence is copied.
    fn has(&self, sentence: Span) -> bool {
        let common =
            |stretch: &Span| stretch.end.min(sentence.end).saturating_sub(stretch.start.max(sentence.start));
        let shared: u32 = self.shared.iter().map(common).sum();
        f64::from(shared) >= COPIED * f64::from(sentence.end - sentence.start)
    }
}

/// The copies among the articles that have a column.
fn copies(corpus: &Corpus, column_of: &[Option<u32>]) -> Vec<Copied> {
    let mut copies = Vec::new();
    for reprint in corpus.reprints() {
        let of = reprint.articles[0];
        for (place, (copy, (_, shared))) in (1..).zip(reprint.articles[1..].iter().zip(&reprint.shared)) {
            if column_of.get(copy.get()).is_some_and(Option::is_some) {
                copies.push(Copied { article: *copy, of, place, shared: shared.clone() });
            }
        }
    }
    copies
}

/// The days in which an event was told: for each story whose articles tell it the story's days and a few around them.
/// Empty where none of those articles is dated.
#[must_use]
pub fn windows(corpus: &Corpus, event: &Event) -> Vec<DayRange> {
    let mut stories: Vec<u32> = event
        .mentions
        .iter()
        .filter_map(|mention| corpus.story_of.get(mention.article.get()).copied())
        .collect();
    stories.sort_unstable();
    stories.dedup();
    let mut windows: Vec<DayRange> = stories
        .into_iter()
        .filter_map(|story| window(corpus, &corpus.stories[story as usize].articles))
        .collect();
    windows.sort_unstable();
    windows
}

/// The days of some articles' publication, with those nearby. Where some dates are more exact than others, the exact
/// ones alone decide: an article of “2025” does not stretch the story of a week over a year.
fn window(corpus: &Corpus, articles: &[ArticleIndex]) -> Option<DayRange> {
    let dated = || articles.iter().filter_map(|&i| corpus.published(i));
    let finest: Precision = dated().map(|published| published.precision).min()?;
    let exact = dated().filter(|published| published.precision == finest).map(crate::model::Published::days);
    let whole = exact.reduce(|a, b| DayRange { from: a.from.min(b.from), to: a.to.max(b.to) })?;
    Some(DayRange {
        from: whole.from.checked_sub_days(chrono::Days::new(NEARBY)).unwrap_or(whole.from),
        to: whole.to.checked_add_days(chrono::Days::new(NEARBY)).unwrap_or(whole.to),
    })
}

/// When an article came out, for asking which was first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant {
    /// The first day it can mean.
    pub date: NaiveDate,
    /// How exact the date is.
    pub precision: Precision,
    /// Hour and minute in UTC, where stated.
    pub minute: Option<(u8, u8)>,
}

impl Instant {
    /// When an article came out; `None` where it is undated.
    #[must_use]
    pub fn of(corpus: &Corpus, article: ArticleIndex) -> Option<Self> {
        let head = corpus.head(article);
        let published = head.published?;
        let given = head.given_date.filter(|given| given.date == published.date);
        let minute = given.and_then(|given| given.minute).filter(|_| published.precision == Precision::Day);
        Some(Self { date: published.date, precision: published.precision, minute })
    }
}

/// The earliest of the articles that tell an event, among those of the coverage, with all that may be as early: on the
/// same day where one of them states no time. A date that is less exact than a day is never the earliest beside one
/// that is exact. Empty where none is dated.
#[must_use]
pub fn earliest(corpus: &Corpus, coverage: &Coverage, event: &Event) -> Vec<(ArticleIndex, Instant)> {
    let mut dated: Vec<(ArticleIndex, Instant)> = event
        .articles()
        .into_iter()
        .filter(|&article| coverage.column_of(article).is_some())
        .filter_map(|article| Some((article, Instant::of(corpus, article)?)))
        .collect();
    let Some(finest) = dated.iter().map(|(_, at)| at.precision).min() else { return Vec::new() };
    dated.retain(|(_, at)| at.precision == finest);
    let Some(first) = dated.iter().map(|(_, at)| at.date).min() else { return Vec::new() };
    dated.retain(|(_, at)| at.date == first);
    if let Some(minute) = dated.iter().map(|(_, at)| at.minute).min().flatten() {
        // All of them state a time: none is `None`, which would be the least.
        dated.retain(|(_, at)| at.minute == Some(minute));
    }
    dated
}

/// The same in words: `To Vima, 2025 Sep 3, 08:15 UTC`, `A and B, 2025 Sep 3, no times stated`. Never more than is
/// known: what is not among these articles may have been earlier.
#[must_use]
pub fn earliest_in_words(corpus: &Corpus, coverage: &Coverage, event: &Event) -> Option<String> {
    let first = earliest(corpus, coverage, event);
    let (_, at) = *first.first()?;
    let mut columns: Vec<usize> =
        first.iter().filter_map(|(article, _)| coverage.column_of(*article)).collect();
    columns.sort_unstable();
    columns.dedup();
    let names: Vec<&str> = columns.iter().map(|&column| coverage.columns[column].label.as_str()).collect();
    let who = match names.as_slice() {
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, rest @ ..] => format!("{one} and {} others", rest.len()),
        [] => return None,
    };
    let date = crate::model::dates::show(at.date, at.precision);
    let timed = first.iter().all(|(_, at)| at.minute.is_some());
    Some(match at.minute.filter(|_| timed) {
        Some((hour, minute)) => format!("{who}, {date}, {hour:02}:{minute:02} UTC"),
        None if names.len() > 1 => format!("{who}, {date}, which of them first is not known"),
        None => format!("{who}, {date}"),
    })
}

#[cfg(test)]
mod tests;
