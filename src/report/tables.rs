//! CSV: one table a result, with a header row; offsets count characters, as in the JSON forms.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe, because titles come from strangers.

use super::view::{EntityCount, ToldEvent};
use super::{Found, View};
use crate::model::dates::iso;
use crate::model::{Account, Comparison, DayRange, Grade, Passage, SafeText};
use std::io::{self, Write};

/// A CSV writer that disarms formulas.
pub(super) struct Rows<'w>(csv::Writer<&'w mut dyn Write>);

impl<'w> Rows<'w> {
    pub(super) fn new(out: &'w mut dyn Write, header: &[&str]) -> io::Result<Self> {
        let mut rows = Self(csv::Writer::from_writer(out));
        rows.0.write_record(header).map_err(into_io)?;
        Ok(rows)
    }

    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        for cell in cells {
            if cell.starts_with(['=', '+', '-', '@']) {
                self.0.write_field(format!("'{cell}")).map_err(into_io)?;
            } else {
                self.0.write_field(cell).map_err(into_io)?;
            }
        }
        self.0.write_record(None::<&[u8]>).map_err(into_io)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The error of the output itself: the caller must see a broken pipe as one.
fn into_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// One row an article with its text, blank lines and all.
pub(crate) fn texts(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "id",
        "title",
        "outlet",
        "outlet_basis",
        "country",
        "author",
        "date",
        "date_basis",
        "url",
        "language",
        "tags",
        "text",
    ];
    let mut rows = Rows::new(out, &header)?;
    for &index in view.articles() {
        let article = view.corpus().article(index);
        let published = view.corpus().published(index);
        let tags: Vec<&str> = article.tags.iter().map(crate::model::SafeText::as_str).collect();
        rows.row(&[
            &article.id,
            article.title.as_ref().map_or("", |title| &title.text),
            article.outlet.name.as_deref().unwrap_or_default(),
            &name(article.outlet.basis),
            article.outlet.country.as_ref().map_or("", |code| code.as_str()),
            article.byline.as_deref().unwrap_or_default(),
            &published.map(|one| iso(one.date, one.precision)).unwrap_or_default(),
            &published.map(|one| name(one.basis)).unwrap_or_default(),
            article.url.as_deref().unwrap_or_default(),
            article.language.as_deref().unwrap_or_default(),
            &tags.join(", "),
            &article.text,
        ])?;
    }
    rows.end()
}

/// One row an article.
pub(crate) fn list(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "number",
        "id",
        "title",
        "outlet",
        "outlet_basis",
        "country",
        "date",
        "precision",
        "date_basis",
        "byline",
        "language",
        "story",
        "path",
        "url",
    ];
    let mut rows = Rows::new(out, &header)?;
    for &index in view.articles() {
        let corpus = view.corpus();
        let article = corpus.article(index);
        let published = corpus.published(index);
        let date = published.map(|one| iso(one.date, one.precision)).unwrap_or_default();
        rows.row(&[
            &(index.get() + 1).to_string(),
            &article.id,
            article.title.as_ref().map_or("", |title| &title.text),
            article.outlet.name.as_deref().unwrap_or_default(),
            &name(article.outlet.basis),
            article.outlet.country.as_ref().map_or("", |code| code.as_str()),
            &date,
            &published.map(|one| name(one.precision)).unwrap_or_default(),
            &published.map(|one| name(one.basis)).unwrap_or_default(),
            article.byline.as_deref().unwrap_or_default(),
            article.language.as_deref().unwrap_or_default(),
            &corpus.story(index).key,
            article.path.as_deref().unwrap_or_default(),
            article.url.as_deref().unwrap_or_default(),
        ])?;
    }
    rows.end()
}

/// One row a mention of an entity.
pub(crate) fn mentions(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header = ["article", "path", "start", "end", "surface", "type", "entity", "name", "form"];
    let mut rows = Rows::new(out, &header)?;
    for &index in view.articles() {
        let article = view.corpus().article(index);
        for mention in &view.corpus().annotated(index).mentions {
            let span = view.span(index, mention.span);
            rows.row(&[
                &article.id,
                article.path.as_deref().unwrap_or_default(),
                &span.start.to_string(),
                &span.end.to_string(),
                article.words(mention.span),
                view.kind(mention.entity).name(),
                view.key(mention.entity),
                view.name(mention.entity),
                &name(mention.form),
            ])?;
        }
    }
    rows.end()
}

/// One row an article, by story.
pub(crate) fn stories(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows =
        Rows::new(out, &["story", "label", "article", "outlet", "country", "date", "title", "path"])?;
    for (story, articles) in view.stories() {
        for index in articles {
            let article = view.corpus().article(index);
            let published = view.corpus().published(index);
            rows.row(&[
                &story.key,
                &story.label,
                &article.id,
                view.label(index),
                article.outlet.country.as_ref().map_or("", |code| code.as_str()),
                &published.map(|one| iso(one.date, one.precision)).unwrap_or_default(),
                article.title.as_ref().map_or("", |title| &title.text),
                article.path.as_deref().unwrap_or_default(),
            ])?;
        }
    }
    rows.end()
}

/// One row a sentence that tells an event.
pub(crate) fn timeline(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "event",
        "kind",
        "date",
        "end",
        "precision",
        "basis",
        "guessed",
        "label",
        "place",
        "participants",
        "confidence",
        "article",
        "path",
        "outlet",
        "start",
        "span_end",
        "sentence",
        "why",
    ];
    let mut rows = Rows::new(out, &header)?;
    for told in view.events().iter().chain(&view.undated()) {
        event(view, told, &mut rows)?;
    }
    rows.end()
}

fn event(view: &View<'_>, told: &ToldEvent<'_>, rows: &mut Rows<'_>) -> io::Result<()> {
    let event = told.event;
    let participants: Vec<&str> = event.participants.iter().map(|&id| view.key(id)).collect();
    let dated = event.days.is_some();
    let date = |day| iso(day, event.precision);
    for mention in &told.mentions {
        let span = view.span(mention.article, mention.span);
        rows.row(&[
            &event.key,
            &name(event.happening),
            &event.days.map(|days| date(days.from)).unwrap_or_default(),
            &event.days.and_then(DayRange::end).map(date).unwrap_or_default(),
            &if dated { name(event.precision) } else { String::new() },
            &if dated { name(event.basis) } else { String::new() },
            if event.guessed { "true" } else { "false" },
            &event.label,
            event.place.map(|id| view.key(id)).unwrap_or_default(),
            &participants.join(" "),
            &name(mention.confidence),
            view.id(mention.article),
            view.corpus().head(mention.article).path.map_or("", SafeText::as_str),
            view.label(mention.article),
            &span.start.to_string(),
            &span.end.to_string(),
            &view.words(Passage { article: mention.article, span: mention.span }).replace('\n', " "),
            &mention.why,
        ])?;
    }
    Ok(())
}

/// One row an aligned pair, then one a sentence that only one side has.
pub(crate) fn comparison(view: &View<'_>, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "grade",
        "score",
        "left_article",
        "left_start",
        "left_end",
        "left",
        "right_article",
        "right_start",
        "right_end",
        "right",
        "why",
    ];
    let mut rows = Rows::new(out, &header)?;
    let cells = |passage: Option<Passage>| match passage {
        None => [const { String::new() }; 4],
        Some(passage) => {
            let span = view.span(passage.article, passage.span);
            let words = view.words(passage).replace('\n', " ");
            [view.id(passage.article).to_owned(), span.start.to_string(), span.end.to_string(), words]
        }
    };
    let mut write = |grade: &str, score: &str, left, right, why: &str| {
        let (left, right) = (cells(left), cells(right));
        let mut row = vec![grade, score];
        row.extend(left.iter().chain(&right).map(String::as_str));
        row.push(why);
        rows.row(&row)
    };
    for pair in &comparison.pairs {
        let score = format!("{:.4}", pair.score);
        write(grade(pair.grade), &score, Some(pair.left), Some(pair.right), &pair.why)?;
    }
    for only in &comparison.only_left {
        write("only-left", "", Some(only.passage), None, "not found in the right side")?;
    }
    for only in &comparison.only_right {
        write("only-right", "", None, Some(only.passage), "not found in the left side")?;
    }
    rows.end()
}

/// One row a sentence: those that stand for an outlet's account, then those of each statement that several make.
pub(crate) fn account(view: &View<'_>, account: &Account, out: &mut dyn Write) -> io::Result<()> {
    let header = [
        "kind",
        "statement",
        "outlets",
        "countries",
        "article",
        "path",
        "outlet",
        "country",
        "date",
        "start",
        "end",
        "sentence",
        "why",
    ];
    let mut rows = Rows::new(out, &header)?;
    let mut write = |kind: &str, [number, outlets, countries]: [&str; 3], passage: Passage, why: &str| {
        let corpus = view.corpus();
        let (article, span) = (corpus.article(passage.article), view.span(passage.article, passage.span));
        let published = corpus.published(passage.article);
        rows.row(&[
            kind,
            number,
            outlets,
            countries,
            &article.id,
            article.path.as_deref().unwrap_or_default(),
            view.label(passage.article),
            article.outlet.country.as_ref().map_or("", |code| code.as_str()),
            &published.map(|one| iso(one.date, one.precision)).unwrap_or_default(),
            &span.start.to_string(),
            &span.end.to_string(),
            &view.words(passage).replace('\n', " "),
            why,
        ])
    };
    for take in &account.takes {
        write(if take.copy_of.is_some() { "copy" } else { "take" }, ["", "", ""], take.passage, &take.why)?;
    }
    for (i, told) in account.common.iter().enumerate() {
        let (number, outlets) = ((i + 1).to_string(), told.outlets.to_string());
        let countries: Vec<&str> = told.countries.iter().map(crate::model::CountryCode::as_str).collect();
        for source in &told.sources {
            let kind = if source.differs { "otherwise" } else { "common" };
            write(kind, [&number, &outlets, &countries.join(" ")], source.passage, &source.why)?;
        }
    }
    rows.end()
}

/// One row a place where the words stand; an article whose title or names alone fit has one row without a place.
pub(crate) fn search(view: &View<'_>, found: &[Found], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(out, &["article", "path", "outlet", "title", "start", "end", "snippet"])?;
    for Found { article, snippets } in found {
        let about = view.corpus().article(*article);
        let (path, title) = (about.path.as_deref().unwrap_or_default(), about.display_title());
        if snippets.is_empty() {
            rows.row(&[&about.id, path, view.label(*article), title, "", "", ""])?;
        }
        for snippet in snippets {
            let span = view.span(*article, snippet.span);
            let (start, end) = (span.start.to_string(), span.end.to_string());
            rows.row(&[&about.id, path, view.label(*article), title, &start, &end, &snippet.text])?;
        }
    }
    rows.end()
}

const fn grade(grade: Grade) -> &'static str {
    super::pages::words::grade(grade)
}

/// One row an entity.
pub(crate) fn entities(view: &View<'_>, entities: &[EntityCount], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(out, &["entity", "name", "type", "country", "mentions", "articles", "note"])?;
    for one in entities {
        let entity = view.corpus().entities.get(one.entity);
        rows.row(&[
            &entity.key,
            &entity.name,
            entity.kind.name(),
            entity.country.as_ref().map_or("", |code| code.as_str()),
            &one.mentions.to_string(),
            &one.articles.to_string(),
            &entity.note,
        ])?;
    }
    rows.end()
}

/// The name of a value in the contract: the one its JSON form has.
fn name(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        let mut out: Vec<u8> = Vec::new();
        let mut rows = Rows::new(&mut out, &["a", "b"]).unwrap();
        rows.row(&["=HYPERLINK(\"x\")", "plain, with \"quotes\""]).unwrap();
        rows.end().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "a,b\n\"'=HYPERLINK(\"\"x\"\")\",\"plain, with \"\"quotes\"\"\"\n");
    }
}
