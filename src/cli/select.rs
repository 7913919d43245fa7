//! `--query`: which of the gathered articles a command is about.

use super::shelf::now;
use super::sources::Gathered;
use super::{outcome, queries, usage};
use crate::index::query::{Field, Sort, parse_whole};
use crate::index::{Hits, Index, Profile, Query, QueryError, Roster};
use crate::library::MarkStore;
use crate::model::width::width;
use crate::model::{ArticleIndex, Marks, SafeText};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

/// A query as an argument: parsed when the arguments are, so that a mistake in it ends the program before any work.
#[derive(Debug, Clone)]
pub(crate) struct QueryArgument(pub(crate) Query, String);

/// For clap: the parsed query, or what is wrong with it, where, and what to write instead.
pub(crate) fn argument(text: &str) -> Result<QueryArgument, String> {
    let query = parse_whole(text).map_err(|error| explain(text, &error))?;
    Ok(QueryArgument(query, text.to_owned()))
}

/// The words searched for, or the end of the program with what is wrong with them.
pub(crate) fn words(text: &str) -> QueryArgument {
    match parse_whole(text) {
        Ok(query) if query.root.is_none() => usage::wrong("search needs words to look for"),
        Ok(query) => QueryArgument(query.in_full_text(), text.to_owned()),
        Err(error) => usage::wrong(&format!("“{text}”: {}", explain(text, &error))),
    }
}

/// What is wrong with a query, what to write instead, and where in it that stands.
pub(super) fn explain(text: &str, error: &QueryError) -> String {
    let mut told = error.message.clone();
    let before = text.get(..error.span.start).unwrap_or_default();
    if let Some(suggestion) = &error.suggestion {
        let after = text.get(error.span.end..).unwrap_or_default();
        let _ = write!(told, "; try “{before}{suggestion}{after}”");
    }
    // A line has no blanks at its end, and these count here.
    let place = width(&SafeText::line(&format!("{before}|"))).saturating_sub(1);
    let line = SafeText::line(text);
    let wrong = SafeText::line(text.get(error.span.clone()).unwrap_or_default());
    if width(&line) <= POINTED {
        let carets = "^".repeat(width(&wrong).max(1));
        let _ = write!(told, "\n\n    {line}\n    {}{carets}", " ".repeat(place));
    }
    told
}

/// Columns of a query up to which its mistake is pointed at: in a longer one the terminal breaks the lines elsewhere.
const POINTED: usize = 74;

/// The query of an argument with what is saved in the library put in, or the end of the program with what is wrong.
pub(super) fn filled(argument: &QueryArgument, library: Option<&Path>) -> Query {
    let QueryArgument(query, text) = argument;
    let asks = query.terms().iter().any(|(term, _)| term.field == Field::Saved);
    if !asks {
        return query.clone();
    }
    let filled = query.clone().with_saved(&queries::saved(library));
    match filled.and_then(|query| query.undecided().map_or(Ok(query), Err)) {
        Ok(query) => query,
        Err(error) => usage::wrong(&format!("“{text}”: {}", explain(text, &error))),
    }
}

/// The articles a query matches, in input order unless it asks for another; all of them without a query. Where
/// nothing is left, the person is told why and what would bring something back.
pub(crate) fn articles(gathered: &Gathered, query: Option<&QueryArgument>) -> Vec<ArticleIndex> {
    let Some(query) = query else {
        return gathered.corpus.indices().collect();
    };
    let query = filled(query, gathered.library.as_deref());
    let hits = gathered.index().run(&query, &marks(gathered));
    tell_taken(&hits);
    tell_empty(&hits);
    let mut articles = hits.articles;
    if query.sort.is_none() {
        articles.sort_unstable();
    }
    articles
}

/// The index with what a search finds in it, best first; with a query beside it, only what that matches too.
pub(crate) fn search(
    gathered: &Gathered,
    words: &QueryArgument,
    query: Option<&QueryArgument>,
) -> (Arc<Index>, Hits) {
    let words = filled(words, gathered.library.as_deref());
    let index = gathered.index().clone();
    let mut hits = index.run(&words.clone().or_sort(Sort::Relevance), &marks(gathered));
    tell_empty(&hits);
    if let Some(query) = query {
        let query = filled(query, gathered.library.as_deref());
        let narrowed = index.run(&query, &marks(gathered));
        tell_taken(&narrowed);
        tell_empty(&narrowed);
        let kept: HashSet<ArticleIndex> = narrowed.articles.into_iter().collect();
        hits.articles.retain(|article| kept.contains(article));
    }
    (index, hits)
}

/// All that some articles have on whoever is called so. Whom that was taken for is told where the name does not show
/// it; where nobody is called so, that is told.
pub(crate) fn profile(gathered: &Gathered, name: &str, articles: &[ArticleIndex]) -> Option<Profile> {
    let index = gathered.index();
    let roster = Roster::of(index, articles.to_vec());
    let Some((target, others)) = roster.called(index, name) else {
        outcome::complain(&format!("nobody and nothing in these articles is called “{name}”"));
        return None;
    };
    let took = index.target_name(target);
    if !Index::shows(&took, name) {
        let others: Vec<String> = others.iter().map(|&other| index.target_name(other).to_string()).collect();
        let next =
            if others.is_empty() { String::new() } else { format!("; next best: {}", others.join(", ")) };
        outcome::complain(&format!("“{name}” is taken for {took}{next}"));
    }
    Some(index.profile(target, articles))
}

/// What the person read and starred, for `is:starred` and the like. Damage is the screen's to tell.
pub(crate) fn marks(gathered: &Gathered) -> Marks {
    let folder = gathered.library.as_deref();
    folder.map(|folder| MarkStore::open(folder, now()).1).unwrap_or_default()
}

/// Tells whom a word was taken for, where the name does not show it, and who is next best.
fn tell_taken(hits: &Hits) {
    for chip in hits.chips.iter().filter(|chip| chip.renamed) {
        let names: Vec<&str> = chip.names().map(|took| took.name.as_str()).collect();
        let others: Vec<&str> = chip.alternatives.iter().map(|took| took.name.as_str()).collect();
        let next =
            if others.is_empty() { String::new() } else { format!("; next best: {}", others.join(", ")) };
        let count = format!("{} of {}", chip.articles, chip.of);
        outcome::complain(&format!("“{}” is taken for {} ({count}){next}", chip.typed, names.join(", ")));
    }
}

fn tell_empty(hits: &Hits) {
    let Some(empty) = &hits.empty else { return };
    outcome::complain(&empty.why);
    for wider in &empty.widen {
        let count = wider.articles.map(|n| format!(" ({n} of {})", hits.of)).unwrap_or_default();
        outcome::complain(&format!("try {}{count}: {}", wider.label, wider.query));
    }
}
