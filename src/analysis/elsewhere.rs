//! Names that one article leaves open and another of the corpus explains: a surname alone whose bearer another gives in full,
//! an acronym that another writes out.
//!
//! The two articles must share another name, and all of the corpus must know only one of that surname or acronym; several
//! are told as rivals. The order of the articles decides nothing but which article the reason speaks of. Must not look at
//! texts: it goes by what was found in them.

use super::gazetteer::phrase;
use crate::model::{Annotations, Article, ArticleIndex, EntityId, EntityKind, EntityTable, Form, Mention};
use std::collections::HashMap;
use std::ops::Index;
use std::sync::Arc;

/// So many articles that give a name are kept: any of them may be the one with a name in common.
const MOST_ARTICLES: usize = 12;
/// Rivals told at most.
const MOST_RIVALS: usize = 4;

/// The articles of a corpus, by place.
pub(super) trait Articles: Index<usize, Output = Arc<Article>> {}
impl<T: Index<usize, Output = Arc<Article>>> Articles for T {}

/// What was found in each, by place.
pub(super) trait Findings: Index<usize, Output = Arc<Annotations>> {}
impl<T: Index<usize, Output = Arc<Annotations>>> Findings for T {}

/// One who bears a name, and where it is given.
#[derive(Debug, Clone)]
struct Given {
    entity: EntityId,
    articles: Vec<ArticleIndex>,
}

/// The surnames and acronyms that articles explain.
#[derive(Debug, Clone, Default)]
pub(super) struct Elsewhere {
    /// By the folded hash of the surname.
    people: HashMap<u64, Vec<Given>>,
    /// By the letters of the acronym.
    acronyms: HashMap<Box<str>, Vec<Given>>,
}

impl Elsewhere {
    /// What all articles of a corpus explain.
    pub(super) fn of<'a>(
        articles: impl Iterator<Item = &'a Arc<Article>>,
        annotations: impl Iterator<Item = &'a Arc<Annotations>>,
        entities: &EntityTable,
    ) -> Self {
        let mut elsewhere = Self::default();
        for (i, (article, found)) in articles.zip(annotations).enumerate() {
            elsewhere.learn(ArticleIndex(i as u32), article, found, entities);
        }
        elsewhere
    }

    /// Takes in what one article explains.
    pub(super) fn learn(
        &mut self,
        index: ArticleIndex,
        article: &Article,
        found: &Annotations,
        entities: &EntityTable,
    ) {
        for mention in &found.mentions {
            let entity = entities.get(mention.entity);
            let in_full = entity.kind == EntityKind::Person
                && matches!(mention.form, Form::Name | Form::Alias)
                && article.words(mention.span).contains(' ');
            if in_full && let Some(surname) = entity.name.split(' ').next_back() {
                note(self.people.entry(phrase(surname)).or_default(), mention.entity, index);
            }
            let written_out =
                entity.kind == EntityKind::Organisation && !entity.listed && mention.form == Form::Acronym;
            if written_out {
                let letters = article.words(mention.span);
                note(self.acronyms.entry(letters.into()).or_default(), mention.entity, index);
            }
        }
    }

    /// Whom an article's open names mean; nothing where no other article tells.
    pub(super) fn explain(
        &self,
        index: ArticleIndex,
        (article, found): (&Article, &Annotations),
        articles: &impl Articles,
        annotations: &impl Findings,
        entities: &EntityTable,
    ) -> Option<Annotations> {
        let mut changed: Option<Annotations> = None;
        for (i, mention) in found.mentions.iter().enumerate() {
            let Some((given, form)) = self.open(article, mention, entities) else { continue };
            let related = |given: &&Given| {
                let mut others = given.articles.iter().filter(|&&other| other != index);
                others.any(|other| in_common(found, &annotations[other.0 as usize], mention.entity, entities))
            };
            let mut fitting = given.iter().filter(related);
            let Some(one) = fitting.next() else { continue };
            let annotations = changed.get_or_insert_with(|| found.clone());
            if given.len() > 1 {
                let several = given.iter().map(|given| given.entity).take(MOST_RIVALS);
                annotations.mentions[i].rivals = several.filter(|&id| id != mention.entity).collect();
                continue;
            }
            let other = one.articles.iter().find(|&&other| other != index);
            let other = other.map_or("", |other| &*articles[other.0 as usize].id);
            explain_by(annotations, i, (one.entity, form), other, entities);
        }
        changed
    }

    /// The bearers of a name that its own article leaves open: a word by itself, of no list.
    fn open(&self, article: &Article, mention: &Mention, entities: &EntityTable) -> Option<(&[Given], Form)> {
        let entity = entities.get(mention.entity);
        let words = article.words(mention.span);
        let alone = !entity.listed
            && mention.form == Form::Name
            && mention.rivals.is_empty()
            && !words.contains([' ', '\n'])
            && entity.name.eq_ignore_ascii_case(words);
        if !alone {
            return None;
        }
        if entity.kind == EntityKind::Organisation {
            let known = self.acronyms.get(words).filter(|_| words.chars().all(char::is_uppercase))?;
            return Some((known, Form::Acronym));
        }
        let known = self.people.get(&phrase(words)).filter(|_| entity.kind == EntityKind::Person)?;
        Some((known, Form::Surname))
    }
}

/// Notes that an article gives a name.
fn note(known: &mut Vec<Given>, entity: EntityId, index: ArticleIndex) {
    let at = known.iter().position(|given| given.entity == entity).unwrap_or_else(|| {
        known.push(Given { entity, articles: Vec::new() });
        known.len() - 1
    });
    let articles = &mut known[at].articles;
    if articles.len() < MOST_ARTICLES && articles.last() != Some(&index) {
        articles.push(index);
    }
}

/// Whether two articles name the same person, body or place besides one name; a country is too little.
fn in_common(here: &Annotations, other: &Annotations, besides: EntityId, entities: &EntityTable) -> bool {
    let mut ids: Vec<EntityId> = other.mentions.iter().map(|mention| mention.entity).collect();
    ids.sort_unstable();
    here.mentions.iter().any(|mention| {
        let kind = entities.get(mention.entity).kind;
        mention.entity != besides && kind != EntityKind::Country && ids.binary_search(&mention.entity).is_ok()
    })
}

/// Gives a mention, and the quotations of its entity, to the one whom the article of that id gives in full.
fn explain_by(
    annotations: &mut Annotations,
    at: usize,
    (entity, form): (EntityId, Form),
    other: &str,
    entities: &EntityTable,
) {
    let name = &entities.get(entity).name;
    let what = if form == Form::Surname { "surname" } else { "abbreviation" };
    let mention = &mut annotations.mentions[at];
    let open = std::mem::replace(&mut mention.entity, entity);
    mention.form = form;
    mention.why = format!("{what} of {name}, given in full in another article ({other})").into();
    for quote in annotations.quotes.iter_mut().filter(|quote| quote.speaker == Some(open)) {
        quote.speaker = Some(entity);
        quote.speaker_name = Some(name.clone());
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::assembly::Assembly;
    use crate::analysis::testing::{article, corpus};
    use crate::model::{Article, Corpus};
    use std::sync::Arc;

    /// The mentions of the article of that id as `words=key`, the doubtful with a question mark.
    fn marks(corpus: &Corpus, id: &str) -> Vec<String> {
        let at = corpus.articles.iter().position(|article| article.id.to_string() == id).unwrap();
        let of = |mention: &crate::model::Mention| {
            let key = &corpus.entities.get(mention.entity).key;
            let open = if mention.rivals.is_empty() { "" } else { "?" };
            format!("{}={key}{open}", corpus.articles[at].words(mention.span))
        };
        corpus.annotations[at].mentions.iter().map(of).collect()
    }

    fn pair(full: &str, short: &str) -> Vec<Article> {
        vec![article("short", Some("2022-02-05"), "A", short), article("full", Some("2022-02-04"), "B", full)]
    }

    #[test]
    fn what_another_article_gives_in_full() {
        let short = "On Friday Mr Tolvik spoke in Bergen.";
        for (full, expected) in [
            // Whichever comes first.
            ("Last week Ruth Tolvik came to Bergen.", "Tolvik=ruth-tolvik"),
            // Nothing else in common.
            ("Last week Ruth Tolvik came to Derby.", "Tolvik=tolvik"),
            // Two of that name.
            ("Last week Ruth Tolvik and Zuvra Tolvik, who sings, came to Bergen.", "Tolvik=tolvik?"),
        ] {
            let found = marks(&corpus(pair(full, short)), "short");
            assert!(found.iter().any(|mark| mark == expected), "{full}: {found:?}");
        }
    }

    #[test]
    fn an_acronym_that_another_article_writes_out() {
        let full = "The Borvik Grain Bureau (BGB) met in Bergen. The BGB rested.";
        let found = marks(&corpus(pair(full, "In Bergen the BGB said no.")), "short");
        assert!(found.iter().any(|mark| mark == "BGB=borvik-grain-bureau"), "{found:?}");
    }

    #[test]
    fn an_article_more_is_explained_by_those_before() {
        let mut assembly = Assembly::of(Vec::new(), None, &Arc::default());
        let mut articles =
            pair("Last week Ruth Tolvik came to Bergen.", "On Friday Mr Tolvik spoke in Bergen.");
        articles.reverse();
        for article in articles {
            assembly.add(Arc::new(article));
        }
        let found = marks(assembly.corpus(), "short");
        assert!(found.iter().any(|mark| mark == "Tolvik=ruth-tolvik"), "{found:?}");
    }
}
