//! What of two articles speaks for one happening: their days, the events both tell, the names both begin with.

use crate::model::{
    ArticleIndex, Confidence, Corpus, DayRange, Entity, EntityId, EntityKind, Event, EventMention, Happening,
    Precision, Role,
};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Events that ended this many days before the publication, or last longer, are background.
const BACKGROUND_DAYS: u64 = 30;
/// Sentences at the beginning that tell what an article is about.
pub(super) const LEAD: usize = 5;

/// For each article the events of the timeline it tells, with the first sentence that does.
pub(super) type Told<'a> = BTreeMap<ArticleIndex, BTreeMap<&'a str, (&'a Event, usize)>>;

pub(super) fn by_article(corpus: &Corpus, articles: impl IntoIterator<Item = ArticleIndex>) -> Told<'_> {
    let mut told = Told::new();
    let articles: BTreeSet<ArticleIndex> = articles.into_iter().collect();
    let events = corpus.briefs().told_by_any(articles.iter().copied());
    for event in events.into_iter().map(|event| event.of(corpus)) {
        if event.happening != Happening::Event {
            continue;
        }
        let sure = |mention: &&EventMention| {
            mention.confidence >= Confidence::Likely && articles.contains(&mention.article)
        };
        for mention in event.mentions.iter().filter(sure) {
            let sentences = &corpus.annotated(mention.article).sentences;
            let place = sentences.partition_point(|sentence| sentence.end <= mention.span.start);
            let first = told.entry(mention.article).or_default().entry(&*event.key).or_insert((event, place));
            first.1 = first.1.min(place);
        }
    }
    told
}

/// The days of the events that the beginning of an article tells, where its words state them: no background, and
/// nothing that only the article's own date places.
pub(super) fn days_told(
    corpus: &Corpus,
    article: ArticleIndex,
    told: &BTreeMap<&str, (&Event, usize)>,
) -> Vec<DayRange> {
    let since =
        covered(corpus, article).and_then(|days| days.from.checked_sub_days(Days::new(BACKGROUND_DAYS)));
    let of_lead = told.values().filter(|(event, place)| *place < LEAD && !event.guessed);
    let stated =
        of_lead.filter(|(event, _)| event.precision == Precision::Day).filter_map(|(event, _)| event.days);
    stated.filter(|days| since.is_none_or(|since| days.to >= since)).collect()
}

/// Days between the publications; `None` where one is not dated well enough to tell.
pub(super) fn gap(corpus: &Corpus, left: ArticleIndex, right: ArticleIndex) -> Option<i64> {
    let (a, b) = (covered(corpus, left)?, covered(corpus, right)?);
    let between = if a.from > b.to { a.from - b.to } else { b.from - a.to };
    Some(between.num_days().max(0))
}

/// How far apart two articles were published, with a blank in front, no more exact than either date nor `least` is;
/// empty where one is undated.
pub(super) fn apart(corpus: &Corpus, left: ArticleIndex, right: ArticleIndex, least: Precision) -> String {
    let (Some((a, a_precision)), Some((b, b_precision))) = (dated(corpus, left), dated(corpus, right)) else {
        return String::new();
    };
    let years = i64::from((a.year() - b.year()).abs());
    let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let (count, unit) = match a_precision.max(b_precision).max(least) {
        Precision::Day => ((a - b).num_days().abs(), "day"),
        Precision::Month => ((month(a) - month(b)).abs(), "month"),
        Precision::Year => (years, "year"),
    };
    match count {
        0 if unit == "day" => " on one day".to_owned(),
        0 => format!(" in one {unit}"),
        1 => format!(" one {unit} apart"),
        _ => format!(" {count} {unit}s apart"),
    }
}

/// The first day an article can have been published on, and how exact that is.
fn dated(corpus: &Corpus, article: ArticleIndex) -> Option<(NaiveDate, Precision)> {
    let found = corpus.dated(article);
    let given = || corpus.head(article).given_date.map(|given| (given.date, given.precision));
    found.or_else(given)
}

/// The days on which an article can have been published.
fn covered(corpus: &Corpus, article: ArticleIndex) -> Option<DayRange> {
    let (from, precision) = dated(corpus, article)?;
    let days = match precision {
        Precision::Day => 0,
        Precision::Month => 30,
        Precision::Year => 365,
    };
    Some(DayRange { from, to: from.checked_add_days(Days::new(days)).unwrap_or(from) })
}

/// Events both tell that are news in both and no background, with the later of their first places, the earliest first.
pub(super) fn shared_events<'a>(
    corpus: &Corpus,
    left: ArticleIndex,
    right: ArticleIndex,
    told: &Told<'a>,
) -> Vec<(&'a Event, usize)> {
    let (Some(a), Some(b)) = (told.get(&left), told.get(&right)) else { return Vec::new() };
    let news_since = [(left, a), (right, b)]
        .into_iter()
        .filter_map(|(article, events)| {
            let published = covered(corpus, article).map(|days| days.from);
            let last = events.values().filter_map(|(event, _)| event.days).map(|days| days.from).max();
            published.or(last)?.checked_sub_days(Days::new(BACKGROUND_DAYS))
        })
        .max();
    let is_news = |event: &Event| match (event.days, news_since) {
        (Some(days), Some(since)) => days.to >= since && days.days() <= BACKGROUND_DAYS.cast_signed(),
        _ => true,
    };
    let mut shared: Vec<_> = a
        .iter()
        .filter_map(|(key, &(event, i))| b.get(key).map(|&(_, j)| (event, i.max(j))))
        .filter(|(event, _)| is_news(event))
        .collect();
    shared.sort_by(|x, y| x.1.cmp(&y.1).then(x.0.key.cmp(&y.0.key)));
    shared
}

/// Two people and a place or country in the beginnings of both, where the same people meet at the same place.
pub(super) fn shared_lead(corpus: &Corpus, left: ArticleIndex, right: ArticleIndex) -> Option<String> {
    let (a, b) = (lead(corpus, left), lead(corpus, right));
    let both: Vec<EntityId> = a.intersection(&b).copied().collect();
    let kind = |id: &EntityId| corpus.entities.get(*id).kind;
    let people: Vec<_> = both.iter().filter(|id| kind(id) == EntityKind::Person).collect();
    let places: Vec<_> = both.iter().filter(|id| kind(id) == EntityKind::Place).collect();
    if people.len() < 2 || places.is_empty() {
        return None;
    }
    let name = |id: &EntityId| corpus.entities.get(*id).name.as_str();
    let people: Vec<&str> = people.into_iter().take(3).map(name).collect();
    Some(format!("{} in {}", people.join(", "), name(places[0])))
}

/// A person and a place abroad in the beginnings of both: a visit.
pub(super) fn shared_visit(corpus: &Corpus, left: ArticleIndex, right: ArticleIndex) -> Option<String> {
    let (a, b) = (lead(corpus, left), lead(corpus, right));
    let entity = |id: &EntityId| corpus.entities.get(*id);
    let both = |kind| a.intersection(&b).map(entity).filter(move |entity| entity.kind == kind);
    both(EntityKind::Person).find_map(|person| {
        let abroad = |place: &&Entity| place.country.is_some() && place.country != person.country;
        let place = both(EntityKind::Place).find(abroad).filter(|_| person.country.is_some())?;
        Some(format!("{} in {}", person.name, place.name))
    })
}

/// The entities of the headline and the first sentences.
pub(super) fn lead(corpus: &Corpus, article: ArticleIndex) -> BTreeSet<EntityId> {
    let found = corpus.annotated(article);
    let end =
        found.sentences[..found.sentences.len().min(LEAD)].last().map_or(u32::MAX, |sentence| sentence.end);
    let text = corpus.article(article);
    let in_lead = found.mentions.iter().filter(|mention| {
        let role = text.role_at(mention.span.start);
        mention.span.end <= end && role.is_some_and(|role| role.is_prose() || role == Role::Title)
    });
    in_lead.map(|mention| mention.entity).collect()
}

/// Entities that both name often enough to be what they are about: the ten most named of each.
pub(super) fn shared(corpus: &Corpus, left: ArticleIndex, right: ArticleIndex) -> Vec<EntityId> {
    let top = |article| -> Vec<EntityId> {
        corpus.annotated(article).entity_counts().into_iter().take(10).map(|(id, _)| id).collect()
    };
    let (a, b) = (top(left), top(right));
    a.into_iter().filter(|id| b.contains(id)).collect()
}

pub(super) fn names(corpus: &Corpus, ids: &[EntityId]) -> String {
    let names: Vec<&str> = ids.iter().take(4).map(|&id| corpus.entities.get(id).name.as_str()).collect();
    names.join(", ")
}
