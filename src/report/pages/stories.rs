//! Stories: which articles tell the same happening.

use super::words::{count, provenance};
use crate::model::{ArticleIndex, Story};
use crate::report::View;
use crate::report::document::{Document, Item, Line};

/// The page: stories told by several articles first, then the articles that stand alone.
pub(crate) fn page(view: &View<'_>) -> Document {
    let all: Vec<(&Story, Vec<ArticleIndex>)> = view.stories().collect();
    let (together, alone): (Vec<_>, Vec<_>) = all.iter().partition(|(_, articles)| articles.len() > 1);
    let mut page = Document::new("Stories");
    page.heading(
        1,
        Line::facts([
            &*count(all.len(), "story", "stories"),
            &format!("{} told by several articles", together.len()),
        ]),
    );
    for (story, articles) in together {
        page.heading(2, Line::of(&super::list::short(&story.label)));
        let accounts = story.accounts(|index| view.holds(index));
        let mut fields = vec![("Joined by", Line::of(&story.why))];
        if accounts < articles.len() {
            let told = count(accounts, "account of its own", "accounts of their own");
            let copies = count(articles.len() - accounts, "copy", "copies");
            fields.push(("Told by", Line::facts([&*told, &copies])));
        }
        page.fields(fields);
        page.items(articles.iter().map(|&index| item(view, index)).collect());
        reprints(&mut page, view, story);
    }
    if !alone.is_empty() {
        page.heading(2, "Told by one article");
        page.items(alone.iter().flat_map(|(_, articles)| articles).map(|&index| item(view, index)).collect());
    }
    page
}

fn item(view: &View<'_>, index: ArticleIndex) -> Item {
    let [outlet, country, date] = provenance(view, index);
    Item {
        marker: format!("{}.", index.get() + 1),
        first: Line::of(&super::list::short(view.corpus().head(index).display_title())),
        under: vec![Line::facts([&*outlet, &country, &date])],
    }
}

/// One sentence for each group of reprints: who shares how much of whose text.
fn reprints(page: &mut Document, view: &View<'_>, story: &Story) {
    for reprint in &story.reprints {
        let Some((first, others)) = reprint.articles.split_first() else { continue };
        for (other, (share, _)) in others.iter().zip(&reprint.shared) {
            page.paragraph(Line::of(&format!(
                "Articles {} and {} are largely one text: {:.0} % of the shorter one's five-word runs stand in the other.",
                first.get() + 1,
                other.get() + 1,
                share * 100.0
            )));
            debug_assert!(view.corpus().len() > other.get(), "reprints point into the corpus");
        }
    }
}
