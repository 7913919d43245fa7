//! What a search found: articles with the sentences the words stand in.

use super::list::short;
use super::words::{count, provenance};
use crate::report::document::{Document, Item, Line, Look};
use crate::report::{Found, View};

/// The page.
pub(crate) fn page(view: &View<'_>, found: &[Found]) -> Document {
    let mut page = Document::new("Search");
    page.heading(1, Line::of(&count(found.len(), "article", "articles")));
    page.items(found.iter().map(|found| item(view, found)).collect());
    page
}

fn item(view: &View<'_>, found: &Found) -> Item {
    let [outlet, country, date] = provenance(view, found.article);
    let title = view.corpus().head(found.article).display_title();
    let mut under = vec![Line::facts([&*outlet, &country, &date])];
    under.extend(found.snippets.iter().map(|snippet| {
        let (mut line, mut at) = (Line::default(), 0);
        for range in &snippet.marked {
            line = line.plain(&snippet.text[at..range.start]).with(&snippet.text[range.clone()], Look::Hit);
            at = range.end;
        }
        line.plain(&snippet.text[at..])
    }));
    Item { marker: format!("{}.", found.article.get() + 1), first: Line::strong(&short(title)), under }
}
