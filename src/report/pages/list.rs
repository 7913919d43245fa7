//! The list of articles.

use super::words::{count, provenance};
use crate::model::{ArticleIndex, EntityKind, Mark};
use crate::report::View;
use crate::report::document::{Document, Item, Line, Look};

/// Names of entities shown under a title.
const NAMES: usize = 5;

/// The page.
pub(crate) fn page(view: &View<'_>) -> Document {
    let mut page = Document::new("Articles");
    page.heading(1, Line::facts(totals(view).iter().map(String::as_str)));
    let shared = shared_events(view);
    page.items(view.articles().iter().map(|&index| item(view, index, shared[index.get()])).collect());
    page
}

/// How many articles, outlets, people and countries there are.
fn totals(view: &View<'_>) -> Vec<String> {
    let corpus = view.corpus();
    let named = view.articles().iter().filter(|&&i| corpus.head(i).outlet.name.is_some());
    let mut facts = vec![count(view.articles().len(), "article", "articles")];
    facts.push(count(view.outlets(named.copied()).len(), "named outlet", "named outlets"));
    let entities = view.entities();
    let of = |kind| entities.iter().filter(|one| view.kind(one.entity) == kind).count();
    facts.push(count(of(EntityKind::Person), "person", "people"));
    facts.push(count(of(EntityKind::Country), "country", "countries"));
    facts
}

/// For each article of the corpus, how many events it shares with another outlet of the view; reprints share nothing.
fn shared_events(view: &View<'_>) -> Vec<usize> {
    let mut shared = vec![0; view.corpus().len()];
    for told in view.events().iter().chain(&view.undated()) {
        if told.accounts(view) < 2 {
            continue;
        }
        let mut last = None;
        for mention in &told.mentions {
            if last != Some(mention.article) {
                shared[mention.article.get()] += 1;
                last = Some(mention.article);
            }
        }
    }
    shared
}

fn item(view: &View<'_>, index: ArticleIndex, shared: usize) -> Item {
    let [outlet, country, date] = provenance(view, index);
    let shared = if shared > 0 { count(shared, "shared event", "shared events") } else { String::new() };
    let marks = marks(view, index);
    let mut under = vec![Line::facts([&*outlet, &country, &date, &shared, &marks])];
    let names = names(view, index);
    if !names.0.is_empty() {
        under.push(names);
    }
    let title = view.corpus().head(index).display_title();
    Item { marker: format!("{}.", index.get() + 1), first: Line::strong(&short(title)), under }
}

/// The person's star, tags and notes on an article; nothing where there are none.
fn marks(view: &View<'_>, index: ArticleIndex) -> String {
    let Some(marks) = view.marks() else { return String::new() };
    let id = view.corpus().head(index).id.as_str();
    let star = marks.has(Mark::Star, id).then(|| "★".to_owned());
    let tags = marks.tags_of(id).map(|tag| format!("#{}", tag.text()));
    let notes = marks.notes_of(id).count();
    let notes = (notes > 0).then(|| count(notes, "note", "notes"));
    star.into_iter().chain(tags).chain(notes).collect::<Vec<_>>().join(" ")
}

/// The people and countries mentioned most.
fn names(view: &View<'_>, index: ArticleIndex) -> Line {
    let counts = view.corpus().annotated(index).entity_counts();
    let told = counts
        .into_iter()
        .filter(|(id, _)| matches!(view.kind(*id), EntityKind::Person | EntityKind::Country))
        .take(NAMES);
    let mut line = Line::default();
    for (i, (entity, count)) in told.enumerate() {
        if i > 0 {
            line = line.plain(", ");
        }
        line = line.with(view.name(entity), Look::Entity(view.kind(entity))).plain(&format!(" {count}"));
    }
    line
}

/// A title of at most two rows; the first line of an article without a headline can be a whole paragraph.
pub(crate) fn short(title: &str) -> String {
    crate::model::width::fit(title, 150)
}
