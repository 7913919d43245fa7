//! The record of one entity with all that the articles have on it: `entities --name`.

use super::summary::EntityRecord;
use crate::index::{Beside, Naming, Profile, Said, Stretch, Target, Teller};
use crate::model::dates::iso;
use crate::model::{EntityKind, Form, SafeText};
use crate::report::View;
use crate::report::offsets::CharSpan;
use crate::report::view::EntityCount;
use serde::Serialize;

/// One entity of `entities --name`: the row of the table and what lies behind it.
#[derive(Serialize)]
pub(crate) struct ProfileRecord<'a> {
    #[serde(flatten)]
    entity: EntityRecord<'a>,
    offices: &'a [SafeText],
    names: Vec<NamingRecord<'a>>,
    outlets: Vec<TellerRecord<'a>>,
    over_time: Vec<StretchRecord<'a>>,
    together: Vec<BesideRecord<'a>>,
    quotes: Vec<SaidRecord<'a>>,
}

/// What it is called, with counts.
#[derive(Serialize)]
struct NamingRecord<'a> {
    text: &'a str,
    form: Form,
    count: usize,
    outlets: Vec<CountRecord<'a>>,
}

#[derive(Serialize)]
struct CountRecord<'a> {
    outlet: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct TellerRecord<'a> {
    outlet: &'a str,
    articles: usize,
    mentions: usize,
}

/// `when` is a day, month or year in ISO 8601; null for the undated.
#[derive(Serialize)]
struct StretchRecord<'a> {
    when: Option<&'a str>,
    articles: usize,
    mentions: usize,
}

#[derive(Serialize)]
struct BesideRecord<'a> {
    entity: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    kind: EntityKind,
    sentences: usize,
    articles: usize,
}

#[derive(Serialize)]
struct SaidRecord<'a> {
    article: &'a str,
    outlet: &'a str,
    published: Option<String>,
    #[serde(flatten)]
    span: CharSpan,
    text: &'a str,
    direct: bool,
    cue: Option<&'a str>,
}

impl<'a> ProfileRecord<'a> {
    /// The record of a profile; `None` for that of an outlet, which is no entity.
    pub(crate) fn new(view: &'a View<'_>, profile: &'a Profile) -> Option<Self> {
        let Target::Entity(entity) = profile.target else { return None };
        let count = EntityCount { entity, mentions: profile.mentions, articles: profile.articles };
        let stretches = profile.over.iter().filter(|stretch| stretch.articles > 0);
        Some(Self {
            entity: EntityRecord::new(view, count),
            offices: &profile.offices,
            names: profile.names.iter().map(|naming| NamingRecord::new(profile, naming)).collect(),
            outlets: profile.outlets.iter().map(TellerRecord::from).collect(),
            over_time: stretches.map(StretchRecord::from).collect(),
            together: profile.beside.iter().map(|beside| BesideRecord::new(view, beside)).collect(),
            quotes: profile.said.iter().filter_map(|said| SaidRecord::new(view, profile, said)).collect(),
        })
    }
}

impl<'a> NamingRecord<'a> {
    fn new(profile: &'a Profile, naming: &'a Naming) -> Self {
        let outlets = naming.outlets.iter();
        let outlets = outlets.map(|&(at, count)| CountRecord { outlet: &profile.outlets[at].label, count });
        Self { text: &naming.words, form: naming.form, count: naming.count, outlets: outlets.collect() }
    }
}

impl<'a> From<&'a Teller> for TellerRecord<'a> {
    fn from(teller: &'a Teller) -> Self {
        Self { outlet: &teller.label, articles: teller.articles, mentions: teller.mentions }
    }
}

impl<'a> From<&'a Stretch> for StretchRecord<'a> {
    fn from(stretch: &'a Stretch) -> Self {
        Self { when: stretch.on.as_deref(), articles: stretch.articles, mentions: stretch.mentions }
    }
}

impl<'a> BesideRecord<'a> {
    fn new(view: &'a View<'_>, beside: &Beside) -> Self {
        Self {
            entity: view.key(beside.entity),
            name: view.name(beside.entity),
            kind: view.kind(beside.entity),
            sentences: beside.sentences,
            articles: beside.articles,
        }
    }
}

impl<'a> SaidRecord<'a> {
    fn new(view: &'a View<'_>, profile: &'a Profile, said: &Said) -> Option<Self> {
        let article = said.passage.article;
        let found = view.annotated(article);
        let quote = found.quotes.get(said.quote)?;
        Some(Self {
            article: view.id(article),
            outlet: &profile.outlets.get(said.outlet)?.label,
            published: found.published.as_ref().map(|published| iso(published.date, published.precision)),
            span: view.span(article, said.passage.span),
            text: view.words(said.passage),
            direct: quote.direct,
            cue: quote.cue.map(|cue| view.article(article).words(cue)),
        })
    }
}
