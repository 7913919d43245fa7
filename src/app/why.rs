//! Why: what the program claims about the selected thing, and on what evidence. Read-only pages on top of the screen.

use super::compare::RowKind;
use super::known::why_selected;
use super::layout::Pane;
use super::scroll::Scroll;
use super::spoken::why_quote;
use super::state::{App, Screen};
use crate::index::Index;
use crate::model::dates::{iso, show_day_range};
use crate::model::text::counted;
use crate::model::{
    Annotations, Article, ArticleIndex, Basis, Corpus, DateBasis, Event, Expression, Mention, Role, Rule,
    SafeText, Span,
};
use std::collections::BTreeMap;

/// How a line of a page is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Heading,
    /// Plain words.
    Plain,
    /// Words of an article.
    Words,
    /// Less important.
    Faint,
}

/// A page to read, on top of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<(Tone, SafeText)>,
    /// What stands out in them, by paragraph.
    marked: BTreeMap<usize, Vec<Span>>,
    /// The first row in view.
    pub scroll: Scroll,
}

impl Page {
    pub(super) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            lines: Vec::new(),
            marked: BTreeMap::new(),
            scroll: Scroll::default(),
        }
    }

    pub(super) fn add(&mut self, tone: Tone, words: impl AsRef<str>) {
        self.lines.push((tone, SafeText::line(words.as_ref())));
    }

    /// Adds a paragraph in which some words, told by their bytes, stand out.
    pub(super) fn add_marked(&mut self, tone: Tone, words: &str, marked: Vec<Span>) {
        self.marked.insert(self.lines.len(), marked);
        self.lines.push((tone, SafeText::new(words)));
    }

    /// The paragraphs as rows of a width in columns, with what stands out in each.
    #[must_use]
    pub fn rows(&self, columns: usize) -> Vec<(Tone, &str, Vec<Span>)> {
        let mut rows = Vec::new();
        for (i, (tone, words)) in self.lines.iter().enumerate() {
            if words.is_empty() {
                rows.push((*tone, "", Vec::new()));
            }
            let marked = self.marked.get(&i).map(Vec::as_slice).unwrap_or_default();
            let marked_in = |row: Span| {
                let inside = marked.iter().map(|span| Span {
                    start: span.start.clamp(row.start, row.end) - row.start,
                    end: span.end.clamp(row.start, row.end) - row.start,
                });
                inside.filter(|span| span.start < span.end).collect::<Vec<_>>()
            };
            let wrapped = crate::model::wrap::wrap(words, Span::of(0, words.len()), columns.max(10));
            rows.extend(wrapped.into_iter().map(|row| (*tone, row.slice(words), marked_in(row))));
        }
        rows
    }

    /// The page of everything that could not be read.
    #[must_use]
    pub fn warnings(app: &App) -> Self {
        let mut page = Self::new("Warnings");
        if app.warnings.is_empty() {
            page.add(Tone::Plain, "Everything was read; nothing went wrong.");
        }
        for warning in &app.warnings {
            page.add(Tone::Plain, warning.to_string());
        }
        page
    }

    /// Why the selected thing is claimed; `None` where nothing is selected.
    #[must_use]
    pub fn why(app: &App) -> Option<Self> {
        let corpus = &app.library.as_ref()?.corpus;
        match app.screen() {
            Screen::Entities => why_selected(app, corpus),
            Screen::Compare => why_row(app, corpus),
            Screen::Takes => super::takes::why(app, corpus),
            Screen::Event => {
                let screen = app.event.as_ref()?;
                Some(why_event(corpus, screen.event.of(corpus), screen.mention(screen.scroll.selected)))
            }
            Screen::Matrix => Some(why_event(corpus, app.timeline.selected()?.of(corpus), None)),
            Screen::Main => match app.focus {
                Pane::Timeline => Some(why_event(corpus, app.timeline.selected()?.of(corpus), None)),
                Pane::Reader => why_words(app, corpus).or_else(|| why_article(app, corpus)),
                Pane::List => why_article(app, corpus),
            },
        }
    }
}

fn why_words(app: &App, corpus: &Corpus) -> Option<Page> {
    let (article, cursor) = (app.reader.article?, app.reader.cursor?);
    let annotations = corpus.annotated(article);
    let mention = annotations.mentions_in(cursor).iter().find(|mention| mention.span == cursor);
    if let Some(mention) = mention {
        return Some(why_mention(&app.library.as_ref()?.index, article, mention));
    }
    if let Some(quote) = annotations.quotes.iter().find(|quote| quote.span == cursor) {
        return Some(why_quote(corpus, article, quote));
    }
    let events: Vec<&Event> =
        super::reader::dated_events(corpus, article).filter(|event| tells(event, article, cursor)).collect();
    let mut page = events.first().map(|event| why_event(corpus, event, None))?;
    for event in &events[1..] {
        page.add(Tone::Faint, "");
        page.lines.extend(why_event(corpus, event, None).lines);
    }
    Some(page)
}

fn tells(event: &Event, article: ArticleIndex, span: Span) -> bool {
    event.mentions.iter().any(|mention| mention.article == article && mention.span == span)
}

fn why_mention(index: &Index, article: ArticleIndex, mention: &Mention) -> Page {
    let corpus = index.corpus();
    let entity = corpus.entities.get(mention.entity);
    let body = corpus.article(article);
    let words = body.words(mention.span);
    let mut page = Page::new(&format!("Why “{words}” is {}", entity.name));
    let kind = entity.kind.name();
    let country = entity.country.map(|code| format!(", {code}")).unwrap_or_default();
    let listed = if entity.listed { "listed" } else { "not listed, recognised by its form" };
    page.add(Tone::Heading, format!("{}: {kind}{country} ({listed})", entity.name));
    if !entity.note.is_empty() {
        page.add(Tone::Plain, &*entity.note);
    }
    page.add(Tone::Plain, format!("Evidence: {}.", mention.why.trim_end_matches('.')));
    for correction in &corpus.corrections.rules {
        if matches!(&correction.rule, Rule::SamePerson { is, .. } if *is == *entity.key || *is == *entity.name)
        {
            page.add(Tone::Plain, sentence(&correction.told()));
        }
    }
    if !mention.rivals.is_empty() {
        let rivals: Vec<&str> =
            mention.rivals.iter().map(|id| corpus.entities.get(*id).name.as_str()).collect();
        page.add(Tone::Plain, format!("It could also be {}.", rivals.join(", ")));
    }
    let count = corpus.annotated(article).mentions.iter().filter(|m| m.entity == mention.entity).count();
    let elsewhere = index.counts(mention.entity).0.saturating_sub(1);
    page.add(
        Tone::Faint,
        format!("{} here, and in {}.", counted(count, "mention"), counted(elsewhere, "other article")),
    );
    page
}

fn why_article(app: &App, corpus: &Corpus) -> Option<Page> {
    let index = match app.focus {
        Pane::List => app.list.selected(),
        _ => app.reader.article,
    }?;
    let (article, found) = (corpus.article(index), corpus.annotated(index));
    let mut page = Page::new("What is known about this article, and why");
    about_outlet(&mut page, &article);
    about_date(&mut page, &found);
    let story = corpus.story(index);
    if story.articles.len() > 1 {
        page.add(
            Tone::Heading,
            format!("In one story with {}", counted(story.articles.len() - 1, "other article")),
        );
        page.add(Tone::Plain, format!("{}.", story.why.trim_end_matches('.')));
    }
    about_filter(&mut page, app, index);
    about_corrections(&mut page, corpus, index);
    about_findings(&mut page, &article, &found);
    about_lines(&mut page, &article);
    Some(page)
}

/// What the reader corrected in the article.
fn about_corrections(page: &mut Page, corpus: &Corpus, index: ArticleIndex) {
    let article = corpus.article(index);
    let mut here = corpus.corrected_in(index, Span::of(0, article.text.len())).peekable();
    if here.peek().is_some() {
        page.add(Tone::Heading, "What you corrected");
    }
    for corrected in here {
        page.add(Tone::Words, format!("“{}”", article.words(corrected.span)));
        page.add(Tone::Plain, sentence(&corrected.told));
    }
}

/// Words as a sentence: with a capital and a stop.
fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

fn about_outlet(page: &mut Page, article: &Article) {
    let outlet = &article.outlet;
    let country = outlet.country.map(|code| format!(" ({code})")).unwrap_or_default();
    let name = outlet.name.as_deref().unwrap_or("unknown");
    let basis = match outlet.basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
        Basis::Unknown => "not stated",
    };
    page.add(Tone::Heading, format!("Outlet: {name}{country}, {basis}"));
    page.add(Tone::Plain, &*outlet.why);
    if let Some(byline) = &article.byline {
        page.add(Tone::Plain, format!("By {byline}"));
    }
}

fn about_date(page: &mut Page, found: &Annotations) {
    match &found.published {
        Some(published) => {
            page.add(Tone::Heading, format!("Published: {}", iso(published.date, published.precision)));
            page.add(Tone::Plain, &*published.why);
            if let Some(contradiction) = &found.contradiction {
                page.add(Tone::Plain, format!("Doubtful: {contradiction}."));
            }
        }
        None => page.add(Tone::Heading, "Published: unknown; nothing in the text tells"),
    }
}

fn about_filter(page: &mut Page, app: &App, index: ArticleIndex) {
    let Some(library) = app.library.as_ref().filter(|_| !app.list.query.is_empty()) else { return };
    page.add(Tone::Heading, format!("Why it fits “{}”", app.list.query));
    for chip in &app.list.hits.chips {
        page.add(Tone::Plain, format!("“{}” was taken for {chip}", chip.typed));
        let next: Vec<&str> = chip.alternatives.iter().map(|took| took.name.as_str()).collect();
        if !next.is_empty() {
            page.add(Tone::Faint, format!("next best: {}", next.join(", ")));
        }
    }
    let matched = library.index.matched(&app.list.hits, index);
    let names = matched.entities.iter().map(|id| library.corpus.entities.get(*id).name.as_str());
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        page.add(Tone::Plain, format!("It mentions {}.", names.join(", ")));
    }
    for (holds, told) in
        [(matched.outlet, "Its outlet was named."), (matched.outlet_country, "Its outlet is from there.")]
    {
        if holds {
            page.add(Tone::Plain, told);
        }
    }
}

fn about_findings(page: &mut Page, article: &Article, found: &Annotations) {
    if !found.expressions.is_empty() {
        page.add(Tone::Heading, "Dates in the text");
    }
    for expression in &found.expressions {
        page.add(Tone::Plain, date_line(article, expression));
    }
    if !found.quotes.is_empty() {
        page.add(Tone::Heading, "Who is quoted");
    }
    for quote in &found.quotes {
        let speaker = quote.speaker_name.as_deref().unwrap_or("speaker not named");
        let kind = if quote.direct { "own words" } else { "reported" };
        page.add(Tone::Plain, format!("{speaker} ({kind}): {}", article.words(quote.span)));
        page.add(Tone::Faint, &quote.why);
    }
}

fn date_line(article: &Article, expression: &Expression) -> String {
    let words = article.words(expression.span);
    let value = expression.value.as_deref().unwrap_or("left open");
    let basis = match expression.basis {
        DateBasis::Stated => "stated",
        DateBasis::Published => "from the publication date",
        DateBasis::Text => "from another date in the text",
        DateBasis::Anniversary => "from an anniversary",
        DateBasis::KnownEvent => "from a known event",
    };
    let why = if expression.why.is_empty() { String::new() } else { format!(": {}", expression.why) };
    format!("“{words}” = {value}, {basis}{why}")
}

fn about_lines(page: &mut Page, article: &Article) {
    let about: Vec<_> = article.parts.iter().filter(|part| !part.role.is_prose()).collect();
    if !about.is_empty() {
        page.add(Tone::Heading, "Lines that are not the article's own words");
    }
    for part in about {
        let role = if part.role == Role::Furniture { "hidden" } else { role_name(part.role) };
        let words = crate::model::width::fit(article.words(part.span), 60);
        page.add(Tone::Plain, format!("{role}: “{words}” – {}", part.why));
    }
}

/// What a person calls a role.
const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Title => "headline",
        Role::Outlet => "outlet",
        Role::Byline => "author",
        Role::Dateline => "date line",
        Role::Tag => "topic",
        Role::Heading => "heading",
        Role::Caption => "caption",
        Role::Body | Role::Quote | Role::List => "text",
        Role::Furniture => "furniture",
    }
}

fn why_event(corpus: &Corpus, event: &Event, mention: Option<usize>) -> Page {
    let mut page = Page::new("Why this event");
    page.add(Tone::Heading, &*event.label);
    let when = event.days.map_or_else(|| "no date".to_owned(), |days| show_day_range(days, event.precision));
    let basis = match (event.guessed, event.basis) {
        (true, _) => "guessed: only the article's own date places it",
        (_, DateBasis::Stated) => "the text states it",
        (_, DateBasis::Published) => "worked out from the publication date",
        (_, DateBasis::Text) => "worked out from another date in the text",
        (_, DateBasis::Anniversary) => "counted from an anniversary",
        (_, DateBasis::KnownEvent) => "known from the list of events",
    };
    page.add(Tone::Plain, format!("When: {when}; {basis}. Confidence: {}.", confidence(event.confidence)));
    if let Some(place) = event.place {
        page.add(Tone::Plain, format!("Where: {}.", corpus.entities.get(place).name));
    }
    let people: Vec<&str> =
        event.participants.iter().map(|id| corpus.entities.get(*id).name.as_str()).collect();
    if !people.is_empty() {
        page.add(Tone::Plain, format!("Who: {}.", people.join(", ")));
    }
    for corrected in corpus.corrections_of(event) {
        page.add(Tone::Plain, sentence(&corrected.told));
    }
    page.add(
        Tone::Heading,
        format!(
            "{} in {}",
            counted(event.mentions.len(), "sentence"),
            counted(event.articles().len(), "article")
        ),
    );
    for (i, told) in event.mentions.iter().enumerate() {
        if mention.is_some_and(|wanted| wanted != i) {
            continue;
        }
        let body = corpus.article(told.article);
        let words = body.words(told.span);
        page.add(Tone::Words, format!("{}: “{words}”", corpus.outlet_label(told.article)));
        page.add(
            Tone::Plain,
            format!("{}: {}.", confidence(told.confidence), told.why.trim_end_matches('.')),
        );
    }
    page
}

const fn confidence(confidence: crate::model::Confidence) -> &'static str {
    match confidence {
        crate::model::Confidence::Certain => "certain",
        crate::model::Confidence::Likely => "likely",
        crate::model::Confidence::Weak => "weak",
    }
}

fn why_row(app: &App, corpus: &Corpus) -> Option<Page> {
    let screen = app.compare.as_ref()?;
    let comparison = &screen.comparison;
    let mut page = Page::new("Why this is so");
    match screen.selected() {
        Some(RowKind::Pair(i)) => {
            let pair = &comparison.pairs[i];
            page.add(Tone::Heading, format!("{:?}, score {:.2}", pair.grade, pair.score));
            page.add(Tone::Plain, &*pair.why);
            for passage in [pair.left, pair.right] {
                page.add(Tone::Words, corpus.article(passage.article).words(passage.span));
            }
        }
        Some(RowKind::Only(..)) => page.add(
            Tone::Plain,
            "No sentence of the other side shares enough words, names and numbers with it. That says nothing about \
             intent: it was not found in the other text.",
        ),
        Some(RowKind::Naming(i)) => {
            page.add(Tone::Plain, format!("Phrases that stand for {} on each side, with counts.", comparison.naming[i].slot));
        }
        Some(RowKind::Number(i)) => {
            page.add(Tone::Plain, format!("Both sides give {}, with different values.", comparison.numbers[i].quantity));
        }
        Some(RowKind::Weight(_)) => {
            page.add(Tone::Plain, "Sentences that mention it, as a share of all sentences of that side.");
        }
        Some(RowKind::Event(_)) => {
            page.add(Tone::Plain, "Sentences that tell the event, as a share of all sentences of that side.");
        }
        Some(RowKind::Fold(_)) => page.add(
            Tone::Plain,
            "Sentences that follow one another on both sides and are the same but for blanks, marks and case.",
        ),
        Some(RowKind::Story(i)) => page.add(Tone::Plain, &*comparison.stories[i].why),
        Some(RowKind::Distinctive(..)) => page.add(
            Tone::Plain,
            "Log-odds of the word on the two sides, smoothed by how often both use it (a Dirichlet prior), in standard \
             deviations; words used seldom or in one article only are left out.",
        ),
        Some(RowKind::Source(..)) => page.add(Tone::Plain, "Quotations found on each side, by speaker."),
        None => {}
    }
    page.add(Tone::Heading, "The two sides");
    page.add(Tone::Plain, &*comparison.why);
    Some(page)
}
