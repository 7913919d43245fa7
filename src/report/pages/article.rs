//! One article: what is known of it, its text with names marked, and what was found in it.

use super::words::{self, count, heading};
use crate::model::{
    Anchor, Annotations, Article, ArticleIndex, EntityKind, Mark, Mention, Part, Place, Role, SafeText, Span,
};
use crate::report::View;
use crate::report::document::{Align, Block, Document, Item, Line, Look, Table};

/// The page of one article with its text.
pub(crate) fn page(view: &View<'_>, index: ArticleIndex) -> Document {
    let mut page = Document::new(view.corpus().head(index).display_title());
    head(&mut page, view, index, 1);
    marks(&mut page, view, index);
    body(&mut page, view, index);
    findings(&mut page, view, index);
    page
}

/// What the person did to it: star, read, tags, and each note in full.
fn marks(page: &mut Document, view: &View<'_>, index: ArticleIndex) {
    let Some(marks) = view.marks() else { return };
    let article = view.corpus().article(index);
    let has = |mark, word: &'static str| marks.has(mark, &article.id).then_some(word);
    let tags: Vec<&str> = marks.tags_of(&article.id).map(|tag| tag.text().as_str()).collect();
    page.fields(vec![
        (
            "Your marks",
            Line::facts([has(Mark::Star, "starred"), has(Mark::Read, "read")].into_iter().flatten()),
        ),
        ("Your tags", Line::of(&tags.join(", "))),
    ]);
    let note = |(on, text): (&Anchor, &SafeText)| {
        let on = match (on.words(), on.locate(&article.text)) {
            (None, _) => "on the whole article".to_owned(),
            (Some(words), Place::Gone) => format!("on “{words}”, which is no longer in the text"),
            (Some(words), _) => format!("on “{words}”"),
        };
        Item {
            marker: "✎".to_owned(), first: Line::faint(&on), under: text.lines().map(Line::of).collect()
        }
    };
    let notes: Vec<Item> = marks.notes_of(&article.id).map(note).collect();
    if !notes.is_empty() {
        page.heading(3, "Your notes");
        page.items(notes);
    }
}

/// The findings of all articles, without their texts.
pub(crate) fn analysis(view: &View<'_>) -> Document {
    let mut page = Document::new("What is in the articles");
    page.heading(1, Line::of(&count(view.articles().len(), "article", "articles")));
    for &index in view.articles() {
        head(&mut page, view, index, 2);
        findings(&mut page, view, index);
    }
    page
}

/// All articles with their texts.
pub(crate) fn texts(view: &View<'_>) -> Document {
    let mut page = Document::new("Articles");
    page.heading(1, Line::of(&count(view.articles().len(), "article", "articles")));
    for &index in view.articles() {
        head(&mut page, view, index, 2);
        body(&mut page, view, index);
    }
    page
}

/// Headline and provenance, with the reasons.
fn head(page: &mut Document, view: &View<'_>, index: ArticleIndex, level: u8) {
    let corpus = view.corpus();
    let article = corpus.head(index);
    page.heading(level, Line::of(&super::list::short(article.display_title())));
    let [outlet, country, date] = words::provenance(view, index);
    let because = |value: &str, why: &str| Line::of(value).with(&bracket(why), Look::Faint);
    let why_date = article.published.map_or("", |published| published.why.as_str());
    let text = |field: Option<&str>| field.map(Line::of).unwrap_or_default();
    page.fields(vec![
        ("Outlet", because(&outlet, &article.outlet.why)),
        ("Country", Line::of(&country)),
        ("Published", because(&date, why_date)),
        ("By", text(article.byline.map(SafeText::as_str))),
        ("Tags", Line::of(&article.tags.iter().map(SafeText::as_str).collect::<Vec<_>>().join(", "))),
        ("Language", text(article.language.map(SafeText::as_str))),
        ("File", text(article.path.map(SafeText::as_str))),
        ("Link", article.url.map(|url| Line::default().with(url, Look::Link)).unwrap_or_default()),
        ("Id", Line::of(article.id)),
    ]);
}

fn bracket(why: &str) -> String {
    if why.is_empty() { String::new() } else { format!(" ({why})") }
}

/// The text without page furniture and without the lines that the head already tells.
fn body(page: &mut Document, view: &View<'_>, index: ArticleIndex) {
    let (article, found) = (view.article(index), view.annotated(index));
    let mut hidden = 0;
    for part in &article.parts {
        let line = marked(view, article, found, part.span);
        match part.role {
            Role::Title | Role::Outlet | Role::Byline | Role::Dateline | Role::Tag => {}
            Role::Furniture => hidden += article.words(part.span).lines().count(),
            Role::Heading => page.heading(3, line),
            Role::Body | Role::Quote => page.paragraph(line),
            Role::Caption => page.paragraph(Line::faint("Picture: ").plain(&line.text())),
            Role::List => list_item(page, line, part, article),
        }
    }
    if hidden > 0 {
        let left_out = count(hidden, "line of page furniture left out", "lines of page furniture left out");
        page.paragraph(Line::faint(&format!("({left_out})")));
    }
}

/// Neighbouring list lines become one list.
fn list_item(page: &mut Document, line: Line, part: &Part, article: &Article) {
    let words = article.words(part.span);
    let bullets = ['-', '*', '•', '–'];
    let bare = words.trim_start_matches(bullets);
    let first = if bare.len() < words.len() { Line::of(bare.trim_start()) } else { line };
    let item = Item { marker: String::new(), first, under: Vec::new() };
    match page.blocks.last_mut() {
        Some(Block::Items(items)) => items.push(item),
        _ => page.items(vec![item]),
    }
}

/// The words of a span with the names in it marked by kind.
pub(crate) fn marked(view: &View<'_>, article: &Article, found: &Annotations, span: Span) -> Line {
    let mut line = Line::default();
    let mut at = span.start;
    for Mention { span: name, entity, .. } in found.mentions_in(span) {
        if !span.contains(*name) || name.start < at {
            continue;
        }
        line = line.plain(article.words(Span::new(at, name.start)));
        line = line.with(article.words(*name), Look::Entity(view.kind(*entity)));
        at = name.end;
    }
    line.plain(article.words(Span::new(at, span.end)))
}

/// Names by kind, dates, quotations, and the articles of the same story.
fn findings(page: &mut Document, view: &View<'_>, index: ArticleIndex) {
    let (article, found) = (view.article(index), view.annotated(index));
    names(page, view, found);
    dates(page, article, found);
    quotes(page, article, found);
    let story = view.corpus().story(index);
    let others: Vec<Item> =
        story.articles.iter().filter(|&&other| other != index).map(|&other| sibling(view, other)).collect();
    if !others.is_empty() {
        page.heading(3, "Same story");
        page.items(others);
    }
}

fn names(page: &mut Document, view: &View<'_>, found: &Annotations) {
    let counts = found.entity_counts();
    let fields = EntityKind::ALL.map(|kind| {
        let mut line = Line::default();
        for (entity, count) in counts.iter().filter(|(entity, _)| view.kind(*entity) == kind) {
            let comma = if line.0.is_empty() { "" } else { ", " };
            line = line.plain(comma).with(view.name(*entity), Look::Entity(kind)).plain(&format!(" {count}"));
        }
        (heading(kind), line)
    });
    if !counts.is_empty() {
        page.heading(3, "Names");
        page.fields(fields.into());
    }
}

fn dates(page: &mut Document, article: &Article, found: &Annotations) {
    if found.expressions.is_empty() {
        return;
    }
    page.heading(3, "Dates");
    let row = |expression: &crate::model::Expression| {
        let days = expression.range.map(|range| match range.end() {
            None => format!("since {}", range.from),
            Some(to) if to == range.from => to.to_string(),
            Some(to) => format!("{} to {to}", range.from),
        });
        let value = expression.value.as_deref().unwrap_or("open");
        vec![Line::of(article.words(expression.span)), Line::of(value), Line::of(&days.unwrap_or_default())]
    };
    page.push(Block::Table(Table {
        columns: vec![("words", Align::Left), ("value", Align::Left), ("days", Align::Left)],
        rows: found.expressions.iter().map(row).collect(),
    }));
}

fn quotes(page: &mut Document, article: &Article, found: &Annotations) {
    if found.quotes.is_empty() {
        return;
    }
    page.heading(3, "Quotations");
    for quote in &found.quotes {
        let speaker = quote.speaker_name.as_deref().unwrap_or("speaker not found");
        let source = if quote.direct { speaker.to_owned() } else { format!("{speaker}, reported") };
        let words = article.words(quote.span);
        let words = if quote.direct { format!("“{words}”") } else { words.to_owned() };
        page.push(Block::Quote(Line::of(&words), Line::of(&source)));
    }
}

fn sibling(view: &View<'_>, index: ArticleIndex) -> Item {
    let [outlet, country, date] = words::provenance(view, index);
    Item {
        marker: format!("{}.", index.get() + 1),
        first: Line::of(&super::list::short(view.corpus().head(index).display_title())),
        under: vec![Line::facts([&*outlet, &country, &date])],
    }
}
