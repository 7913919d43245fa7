//! Why an entity is taken for who it is: which words stand for it, on what evidence, and who else could be meant.

use super::entities::Side;
use super::portrait::Item;
use super::spoken::why_quote;
use super::state::App;
use super::why::{Page, Tone};
use crate::index::Target;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Corpus, EntityId, Mention, SafeText};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

/// Kinds of evidence and rivals that are told.
const MOST: usize = 12;

/// Why the selected name or line of the entity screen is claimed.
pub(super) fn why_selected(app: &App, corpus: &Corpus) -> Option<Page> {
    let screen = &app.entities;
    let articles = &screen.roster.as_ref()?.articles;
    let item =
        screen.portrait.as_ref().filter(|_| screen.side == Side::Page).and_then(|p| Some((p, p.selected()?)));
    match item {
        Some((portrait, Item::Said(i))) => {
            let said = &portrait.profile.said[i];
            let findings = corpus.annotated(said.passage.article);
            let quote = findings.quotes.get(said.quote)?;
            return Some(why_quote(corpus, said.passage.article, quote));
        }
        Some((portrait, Item::Name(i))) => {
            let Target::Entity(entity) = portrait.profile.target else { return None };
            let words = portrait.profile.names[i].words.to_lowercase();
            return Some(why_entity(corpus, entity, articles, Some(&words)));
        }
        _ => {}
    }
    match screen.selected()? {
        Target::Entity(entity) => Some(why_entity(corpus, entity, articles, None)),
        Target::Outlet(_) => why_outlet(app, corpus),
    }
}

/// The evidence for all mentions of an entity in some articles, or for those with certain words.
fn why_entity(corpus: &Corpus, entity: EntityId, articles: &[ArticleIndex], words: Option<&str>) -> Page {
    let known = corpus.entities.get(entity);
    let mut page = Page::new(&match words {
        Some(words) => format!("Why “{words}” is {}", known.name),
        None => format!("Why these mentions are {}", known.name),
    });
    let listed = if known.listed { "listed" } else { "not listed, recognised by its form" };
    page.add(Tone::Heading, format!("{}: {} ({listed})", known.name, known.kind.name()));
    if !known.note.is_empty() {
        page.add(Tone::Plain, &*known.note);
    }
    let mut evidence: HashMap<(String, Cow<'static, str>), usize> = HashMap::new();
    let mut rivals: HashMap<EntityId, usize> = HashMap::new();
    for &article in articles {
        let text = corpus.article(article);
        let findings = corpus.annotated(article);
        let here = findings.mentions.iter().filter(|mention| mention.entity == entity);
        let meant =
            |mention: &&Mention| words.is_none_or(|words| text.words(mention.span).to_lowercase() == words);
        for mention in here.filter(meant) {
            *evidence.entry((text.words(mention.span).to_owned(), mention.why.clone())).or_insert(0) += 1;
            mention.rivals.iter().for_each(|rival| *rivals.entry(*rival).or_insert(0) += 1);
        }
    }
    let mut evidence: Vec<_> = evidence.into_iter().collect();
    evidence.sort_unstable_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    for ((words, why), count) in evidence.iter().take(MOST) {
        page.add(
            Tone::Plain,
            format!("“{words}”, {}: {}.", counted(*count, "time"), why.trim_end_matches('.')),
        );
    }
    if evidence.len() > MOST {
        page.add(Tone::Faint, format!("and {} more", counted(evidence.len() - MOST, "kind")));
    }
    let mut rivals: Vec<_> = rivals.into_iter().collect();
    rivals.sort_unstable_by_key(|&(id, count)| (Reverse(count), id));
    if !rivals.is_empty() {
        page.add(Tone::Heading, "Who else could be meant");
    }
    for (rival, count) in rivals.iter().take(MOST) {
        page.add(
            Tone::Plain,
            format!("{}, in {}", corpus.entities.get(*rival).name, counted(*count, "mention")),
        );
    }
    if !known.aliases.is_empty() {
        let names: Vec<&str> = known.aliases.iter().take(24).map(SafeText::as_str).collect();
        page.add(Tone::Faint, format!("It is also looked for as {}.", names.join(", ")));
    }
    page
}

/// How an outlet is known, by its first article.
fn why_outlet(app: &App, corpus: &Corpus) -> Option<Page> {
    let outlet = &app.entities.portrait.as_ref()?.profile.outlets.first()?.first;
    let outlet = &corpus.head(*outlet).outlet;
    let mut page = Page::new("Why these articles are of this outlet");
    page.add(Tone::Heading, outlet.name.as_deref().unwrap_or("unknown outlet"));
    page.add(Tone::Plain, format!("Of its first article: {}", outlet.why));
    Some(page)
}
