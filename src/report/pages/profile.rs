//! The page of one entity: what it is, what outlets call it, when, with whom, and what it said.

use super::words::{self, count};
use crate::index::{Profile, Target};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Line, Look, Table};

/// Those named together with it that are listed; JSON has all.
const BESIDE: usize = 20;

/// The page.
pub(crate) fn page(view: &View<'_>, profile: &Profile) -> Document {
    let Target::Entity(id) = profile.target else { return Document::new("Outlet") };
    let entity = view.corpus().entities.get(id);
    let mut page = Document::new(&entity.name);
    page.heading(1, Line::default().with(&entity.name, Look::Entity(entity.kind)));
    let country = entity.country.and_then(|code| view.corpus().entities.find(code.as_str()));
    let country = country.filter(|country| *country != id).map_or("", |country| view.name(country));
    let note = if profile.offices.is_empty() { entity.note.as_str() } else { "" };
    let listed = if entity.listed { "" } else { "not listed, recognised by its form" };
    page.paragraph(Line::facts([entity.kind.name(), country, note, listed]));
    for office in &profile.offices {
        page.paragraph(Line::of(office));
    }
    let mentions = count(profile.mentions, "mention", "mentions");
    let articles = count(profile.of, "article", "articles");
    page.paragraph(Line::of(&format!("{mentions} in {} of {articles}", profile.articles)));
    called(&mut page, profile);
    over_time(&mut page, profile);
    outlets(&mut page, profile);
    beside(&mut page, view, profile);
    said(&mut page, view, profile, &entity.name);
    page
}

fn called(page: &mut Document, profile: &Profile) {
    let row = |naming: &crate::index::Naming| {
        let outlets = naming.outlets.iter();
        let outlets =
            outlets.map(|&(at, count)| format!("{} {count}", words::outlet(&profile.outlets[at].label)));
        let by = outlets.collect::<Vec<_>>().join(", ");
        vec![Line::of(&naming.words), Line::of(&naming.count.to_string()), Line::of(&by)]
    };
    table(
        page,
        "Called",
        vec![("words", Align::Left), ("times", Align::Right), ("by", Align::Left)],
        profile.names.iter().map(row).collect(),
    );
}

fn over_time(page: &mut Document, profile: &Profile) {
    let row = |stretch: &crate::index::Stretch| {
        vec![
            Line::of(&stretch.label),
            Line::of(&stretch.mentions.to_string()),
            Line::of(&stretch.articles.to_string()),
        ]
    };
    let columns = vec![("when", Align::Left), ("mentions", Align::Right), ("articles", Align::Right)];
    table(page, "Over time", columns, profile.over.iter().map(row).collect());
}

fn outlets(page: &mut Document, profile: &Profile) {
    let row = |teller: &crate::index::Teller| {
        vec![
            Line::of(&words::outlet(&teller.label)),
            Line::of(&teller.mentions.to_string()),
            Line::of(&teller.articles.to_string()),
        ]
    };
    let columns = vec![("outlet", Align::Left), ("mentions", Align::Right), ("articles", Align::Right)];
    table(page, "Mentioned by", columns, profile.outlets.iter().map(row).collect());
}

fn beside(page: &mut Document, view: &View<'_>, profile: &Profile) {
    let row = |one: &crate::index::Beside| {
        vec![
            Line::default().with(view.name(one.entity), Look::Entity(view.kind(one.entity))),
            Line::of(&one.sentences.to_string()),
            Line::of(&one.articles.to_string()),
        ]
    };
    let columns = vec![("name", Align::Left), ("sentences", Align::Right), ("articles", Align::Right)];
    table(page, "Named together with", columns, profile.beside.iter().take(BESIDE).map(row).collect());
    if profile.beside.len() > BESIDE {
        page.paragraph(Line::faint(&format!("and {} more", profile.beside.len() - BESIDE)));
    }
}

fn table(page: &mut Document, title: &str, columns: Vec<(&'static str, Align)>, rows: Vec<Vec<Line>>) {
    if !rows.is_empty() {
        page.heading(2, Line::of(title));
        page.push(Block::Table(Table { columns, rows }));
    }
}

fn said(page: &mut Document, view: &View<'_>, profile: &Profile, name: &str) {
    if !profile.said.is_empty() {
        page.heading(2, Line::of(&format!("What {name} said")));
    }
    let mut outlet = None;
    for said in &profile.said {
        if outlet != Some(said.outlet) {
            outlet = Some(said.outlet);
            page.heading(3, Line::of(&words::outlet(&profile.outlets[said.outlet].label)));
        }
        let article = said.passage.article;
        let found = view.annotated(article);
        let Some(quote) = found.quotes.get(said.quote) else { continue };
        let text = view.words(said.passage);
        let text = if quote.direct { format!("“{text}”") } else { text.to_owned() };
        let cue = quote.cue.map_or("", |cue| view.article(article).words(cue));
        let how = if quote.direct { "own words" } else { "reported" };
        let source = Line::facts([&*words::published(found.published.as_ref()), cue, how]);
        page.push(Block::Quote(Line::of(&text), source));
    }
}
