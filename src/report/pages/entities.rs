//! The table of entities.

use super::words::count;
use crate::report::View;
use crate::report::document::{Align, Block, Document, Line, Look, Table};
use crate::report::view::EntityCount;

/// The page of these entities.
pub(crate) fn page(view: &View<'_>, entities: &[EntityCount]) -> Document {
    let mut page = Document::new("Entities");
    let names = count(entities.len(), "name", "names");
    let articles = count(view.articles().len(), "article", "articles");
    page.heading(1, Line::of(&format!("{names} in {articles}")));
    if entities.is_empty() {
        return page;
    }
    let row = |one: &EntityCount| {
        let entity = view.corpus().entities.get(one.entity);
        vec![
            Line::default().with(&entity.name, Look::Entity(entity.kind)),
            Line::of(entity.kind.name()),
            Line::of(entity.country.as_ref().map_or("", |code| code.as_str())),
            Line::of(&one.mentions.to_string()),
            Line::of(&one.articles.to_string()),
            Line::of(&entity.note),
        ]
    };
    page.push(Block::Table(Table {
        columns: vec![
            ("name", Align::Left),
            ("type", Align::Left),
            ("in", Align::Left),
            ("mentions", Align::Right),
            ("articles", Align::Right),
            ("note", Align::Left),
        ],
        rows: entities.iter().map(row).collect(),
    }));
    page
}
