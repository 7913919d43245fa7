//! The first and the last line: what there is, what is filtered, which keys apply.

use super::paint::{Painter, rect, row, spread};
use super::theme::Paint;
use crate::app::awaited::Work;
use crate::app::command::{Command, Scope, Spec, table};
use crate::app::entities::Side;
use crate::app::find::MOST_HITS;
use crate::app::layout::Area;
use crate::app::loading::Step;
use crate::app::state::{Prompt, PromptKind};
use crate::index::Chip;
use crate::model::text::counted;
use crate::model::width::{fit, width};
use ratatui::Frame;
use ratatui::layout::Position;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::ops::Range;

/// The name of the program, at the left of the line at the top.
const NAME: &str = " dateline ";

/// The line at the top.
pub(super) fn header(frame: &mut Frame<'_>, painter: &Painter<'_>, area: Area) {
    let app = painter.app;
    let columns = usize::from(area.width);
    let mut right = Vec::new();
    if let Err(error) = app.read_query(&app.list.query) {
        // What is listed is not what was asked for.
        let wrong = app.list.query.get(error.span).unwrap_or_default();
        right.push(painter.span(Paint::Warning, format!(" not understood: {}  ", fit(wrong, 24))));
    }
    if app.is_searching() {
        right.push(painter.span(Paint::Faint, " looking for names, dates and events …  "));
    }
    if let Some(words) = app.awaited.words() {
        right.push(painter.span(Paint::Faint, format!(" {words}  ")));
    }
    if let Some(told) = app.fetching.told() {
        right.push(painter.span(Paint::Faint, format!(" {told}  ")));
    }
    // One chip says it all; several narrow together, so their common count stands at the end.
    let total = app.library.as_ref().filter(|_| app.list.hits.chips.len() != 1).map(|library| {
        let listed = app.list.order().len();
        painter.span(Paint::Faint, format!("{listed} of {} ", library.corpus.len()))
    });
    let taken = right.iter().chain(&total).map(|span| width(&span.content)).sum::<usize>();
    right.extend(chips(painter, columns, columns.saturating_sub(taken + width(NAME))));
    right.extend(total);
    let room = columns.saturating_sub(right.iter().map(|span| width(&span.content)).sum::<usize>());
    let mut left = vec![painter.span(Paint::Title, NAME)];
    if let Some(library) = app.library.as_ref().filter(|_| room > 24) {
        left.push(painter.span(Paint::Faint, fit(&format!("  {}", library.census), room.saturating_sub(12))));
    }
    frame.render_widget(Paragraph::new(spread(left, right, columns)), rect(area));
}

/// What the words of the filter were taken for, with counts. Where there is no room for all, the first ones give way to
/// their number: what was typed last is what one looks for.
fn chips(painter: &Painter<'_>, columns: usize, room: usize) -> Vec<Span<'static>> {
    let chips = &painter.app.list.hits.chips;
    let mut shown: Vec<Span<'static>> = Vec::new();
    let mut left = room;
    for (i, chip) in chips.iter().enumerate().rev() {
        let label = fit(&chip.label(), if columns >= 100 { 48 } else { 36 });
        let count = format!(" {} of {}", chip.articles, chip.of);
        let more = others(painter, chip, columns / 3).filter(|_| columns >= 100);
        let more = more.map(|more| format!(" · {more}")).unwrap_or_default();
        let hidden = if i > 0 { format!("+{i}  ") } else { String::new() };
        let bare = width(&label) + 2 + width(&count) + 2;
        let more = if bare + width(&more) + width(&hidden) > left { String::new() } else { more };
        let needs = bare + width(&more);
        if needs + width(&hidden) > left && !shown.is_empty() {
            shown.insert(0, painter.span(Paint::Faint, format!("+{}  ", i + 1)));
            break;
        }
        left = left.saturating_sub(needs);
        shown.splice(
            0..0,
            [
                painter.span(Paint::Chip, format!(" {label} ")),
                painter.span(Paint::Faint, format!("{count}{more}  ")),
            ],
        );
    }
    shown
}

/// Whom else a chip's word could stand for, and the key that takes the next of them: `or: Olena Zelenska · Ctrl-n next`.
fn others(painter: &Painter<'_>, chip: &Chip, room: usize) -> Option<String> {
    if chip.excluded {
        return None;
    }
    let key = painter.app.keymap.keys_of(Scope::List, Command::NextReading).into_iter().next()?;
    let several: Vec<&str> = chip.names().map(|took| took.name.as_str()).collect();
    let several = if several.len() > 2 { several } else { Vec::new() };
    let names = several.into_iter().chain(chip.alternatives.iter().map(|took| took.name.as_str()));
    let mut told = String::new();
    for name in names {
        let more = if told.is_empty() { format!("or: {name}") } else { format!(" · {name}") };
        // The first is always told, cut where it must be.
        if !told.is_empty() && width(&told) + width(&more) + width(&key) + 8 > room {
            break;
        }
        told.push_str(&fit(&more, room.saturating_sub(width(&key) + 8).max(12)));
    }
    (!told.is_empty()).then(|| format!("{told} · {key} next"))
}

/// The line at the bottom: what is being typed, what was told, or the keys.
pub(super) fn footer(frame: &mut Frame<'_>, painter: &Painter<'_>, area: Area) {
    let app = painter.app;
    if let Some(prompt) = &app.prompt {
        let lead = match prompt.kind {
            PromptKind::Filter => " filter: ",
            PromptKind::Find => " find: ",
            PromptKind::Name => " name: ",
            PromptKind::Tags => " tags: ",
            PromptKind::Save => " save the filter as: ",
            PromptKind::Rename => " rename to: ",
        };
        let room = usize::from(area.width).saturating_sub(width(lead) + 1);
        let scroll = prompt.input.visual_scroll(room);
        let value = prompt.input.value();
        let from = value.char_indices().nth(scroll).map_or(value.len(), |(at, _)| at);
        let typed = &value[from..];
        let cursor = width(lead) + prompt.input.visual_cursor().max(scroll) - scroll;
        let mut spans = vec![painter.span(Paint::Key, lead)];
        let wrong = (prompt.kind == PromptKind::Filter).then(|| app.read_query(value).err()).flatten();
        if prompt.selected {
            spans.push(painter.span(Paint::Selection, typed));
        } else {
            spans.extend(marked(painter, value, from, wrong.map(|error| error.span)));
        }
        spans.push(painter.span(Paint::Faint, aside(painter, prompt, room.saturating_sub(width(typed) + 2))));
        frame.render_widget(Paragraph::new(Line::from(spans)), rect(area));
        let x = area.x + u16::try_from(cursor).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
        frame.set_cursor_position(Position { x, y: area.y });
        return;
    }
    let line = match &app.told {
        Some(words) => {
            Line::from(painter.span(Paint::Warning, fit(&format!(" {words}"), usize::from(area.width))))
        }
        // The box of a note says its keys itself.
        None if app.note.is_some() => Line::default(),
        None => match picked(painter).or_else(|| noted(painter)) {
            Some(words) => Line::from(painter.span(Paint::Mark, fit(&words, usize::from(area.width)))),
            None => Line::from(keys(painter, usize::from(area.width))),
        },
    };
    frame.render_widget(Paragraph::new(line), rect(area));
}

/// How many articles are picked in the list, and what can be done to them; `None` where none is, or elsewhere.
fn picked(painter: &Painter<'_>) -> Option<String> {
    let app = painter.app;
    if app.scope() != Scope::List || app.picked.is_empty() || !app.pending.keys.is_empty() {
        return None;
    }
    let corpus = &app.library.as_ref()?.corpus;
    let marked = app.picked.len();
    let key = |command| app.keymap.keys_of(Scope::List, command).into_iter().next_back();
    let compares = (marked == 2).then_some((Command::Compare, "compares"));
    let acts = [(Command::Star, "stars"), (Command::Tag, "tags"), (Command::Unread, "reads")];
    let does = compares.into_iter().chain(acts).chain([(Command::Back, "clears")]);
    let does: Vec<String> =
        does.filter_map(|(command, word)| Some(format!("{} {word}", key(command)?))).collect();
    let listed = app.list.order().iter().filter(|&&article| app.picked.has(corpus.head(article).id));
    let hidden = match marked.saturating_sub(listed.count()) {
        0 => String::new(),
        hidden => format!(" ({hidden} of them not listed)"),
    };
    Some(format!(" {marked} marked{hidden}: {}", does.join(", ")))
}

/// A line being typed from a byte on, with what is not understood in it marked at its place.
fn marked<'t>(
    painter: &Painter<'_>,
    value: &'t str,
    from: usize,
    wrong: Option<Range<usize>>,
) -> Vec<Span<'t>> {
    let plain = |part: &'t str| painter.span(Paint::Text, part);
    let wrong = wrong.map(|wrong| wrong.start.max(from)..wrong.end.max(from));
    let parts = wrong.and_then(|wrong| {
        Some((value.get(from..wrong.start)?, value.get(wrong.clone())?, value.get(wrong.end..)?))
    });
    let Some((before, wrong, after)) = parts else { return vec![plain(&value[from..])] };
    let style = painter.style(Paint::Warning).add_modifier(Modifier::UNDERLINED);
    vec![plain(before), Span::styled(wrong, style), plain(after)]
}

/// What the note on what is selected in the article says; `None` where there is none.
fn noted(painter: &Painter<'_>) -> Option<String> {
    let app = painter.app;
    if app.scope() != Scope::Reader || !app.pending.keys.is_empty() || app.note.is_some() {
        return None;
    }
    let text = app.noted.text(app.noted.on(app.reader.selection()?)?)?;
    let key = app.keymap.keys_of(Scope::Reader, Command::Note).into_iter().next();
    let opens = key.map(|key| format!("  ({key} opens it)")).unwrap_or_default();
    let room = usize::from(app.size.0).saturating_sub(width(&opens) + 4);
    Some(format!(" ✎ {}{opens}", fit(text.lines().next().unwrap_or_default(), room)))
}

/// What stands behind the line being typed: what it does so far, or what is wrong with it.
fn aside(painter: &Painter<'_>, prompt: &Prompt, room: usize) -> String {
    let app = painter.app;
    let words = match (prompt.kind, &app.told) {
        (_, Some(told)) => told.clone(),
        (_, None) if prompt.selected => {
            "what you type takes its place; Space or → goes on with it".to_owned()
        }
        (PromptKind::Filter, None) => match &app.list.hits.empty {
            Some(empty) => empty.why.clone(),
            None if !app.list.hits.chips.is_empty() => understood(painter, room),
            None => "names, countries, outlets, titles; who: country: org: outlet: said: narrow".to_owned(),
        },
        (PromptKind::Name, None) => match app.entities.names().len() {
            0 => format!("no {} called so", app.entities.facet.name()),
            1 => format!("1 {}; Enter, and Enter again filters by it", app.entities.facet.one()),
            n => format!(
                "{n} {}; Enter, and Enter again filters by the one selected",
                app.entities.facet.name()
            ),
        },
        (PromptKind::Tags, None) => app.tags_aside(),
        (PromptKind::Save, None) => format!("Enter saves {}", app.list.query),
        (PromptKind::Rename, None) => "Enter renames".to_owned(),
        (PromptKind::Find, None) => match (app.reader.find.needle.is_empty(), app.reader.find.hits.len()) {
            (true, _) => "words to find in this article".to_owned(),
            (false, 0) if app.reader.find.is_waiting() => "looking …".to_owned(),
            (false, MOST_HITS) => {
                format!("more than {MOST_HITS} times in this article; n N step through the first")
            }
            (false, 0) => "not in this article".to_owned(),
            (false, 1) => "once in this article".to_owned(),
            (false, n) => format!("{n} times in this article; n N step through them"),
        },
    };
    format!("  {}", fit(&words, room))
}

/// What the last word of a filter was taken for, how many articles that leaves, and what else it could be.
fn understood(painter: &Painter<'_>, room: usize) -> String {
    let Some(chip) = painter.app.list.hits.chips.last() else { return String::new() };
    let said = format!("{chip}");
    match others(painter, chip, room.saturating_sub(width(&said) + 5)) {
        Some(others) if width(&said) + width(&others) + 3 <= room => format!("{said} · {others}"),
        _ => said,
    }
}

/// The keys of where one is, as many as fit, and always the way to all of them.
fn keys<'t>(painter: &Painter<'_>, columns: usize) -> Vec<Span<'t>> {
    let app = painter.app;
    if !app.pending.keys.is_empty() || app.pending.count.is_some() {
        return pending(painter);
    }
    let scope = app.scope();
    let mut offers: Vec<(String, &str)> = Vec::new();
    if scope == Scope::Menu {
        let page = app.page.is_some();
        offers.push((if page { "q" } else { "Esc" }.to_owned(), "close"));
        offers.push(("↑ ↓".to_owned(), if page { "scroll" } else { "choose" }));
        if !page {
            offers.push(("Enter".to_owned(), "take"));
        }
        if app.menu.as_ref().is_some_and(|menu| menu.pages.len() > 1) {
            offers.push(("Tab".to_owned(), "next kind"));
        }
    }
    for spec in table().iter().filter(|spec| scope != Scope::Menu && spec.scopes.contains(&scope)) {
        let word = footer_word(painter, scope, spec);
        if let Some(key) = app.keymap.keys_of(scope, spec.command).first().filter(|_| !word.is_empty()) {
            offers.push((key.clone(), word));
        }
    }
    let mut spans = vec![Span::raw(" ")];
    let mut used = 1;
    for (i, (key, word)) in offers.iter().enumerate() {
        let wide = width(key) + width(word) + 3;
        // Room is kept for the last two, commands and help, which lead to all others.
        let last = i + 2 >= offers.len();
        let kept: usize = offers.iter().rev().take(2).map(|(key, word)| width(key) + width(word) + 3).sum();
        if used + wide > columns || !last && used + wide + kept > columns {
            continue;
        }
        used += wide;
        spans.push(painter.span(Paint::Key, key.clone()));
        spans.push(painter.span(Paint::Faint, format!(" {word}  ")));
    }
    spans
}

/// The word for a command at the foot; on the entity screen some commands mean something of their own.
fn footer_word(painter: &Painter<'_>, scope: Scope, spec: &Spec) -> &'static str {
    let names = painter.app.entities.side == Side::Names;
    match (scope, spec.command) {
        (Scope::Entities, Command::Open) if names => "filter by it",
        (Scope::Entities, Command::NextPane) => {
            if names {
                "its page"
            } else {
                "names"
            }
        }
        (Scope::Entities, Command::Entities) => "back",
        _ => spec.footer,
    }
}

/// A count or a prefix, and what may follow it.
fn pending<'t>(painter: &Painter<'_>) -> Vec<Span<'t>> {
    let app = painter.app;
    let typed: String = app.pending.keys.iter().map(|chord| chord.label()).collect();
    let count = app.pending.count.map(|n| n.to_string()).unwrap_or_default();
    let mut spans = vec![painter.span(Paint::Key, format!(" {count}{typed}"))];
    if !app.pending.keys.is_empty() {
        for (rest, command) in app.keymap.following(app.scope(), &app.pending.keys) {
            let rest: String = rest.iter().map(|chord| chord.label()).collect();
            spans.push(painter.span(Paint::Key, format!("  {rest}")));
            spans.push(painter.span(Paint::Faint, format!(" {}", command.name().replace('-', " "))));
        }
    }
    spans
}

/// What is shown before there is anything to read.
pub(super) fn waiting(frame: &mut Frame<'_>, painter: &Painter<'_>, body: Area) {
    let inner = painter.border(frame, body, true, "", "");
    if !painter.app.awaited.is_told(Work::Load) {
        return;
    }
    let mut lines = Vec::new();
    match painter.app.loading {
        None => lines.push((Paint::Text, " Reading the articles …".to_owned())),
        Some(stage) => {
            let all = format!(" Joining {}:", counted(stage.of, "article"));
            lines.extend([(Paint::Text, all), (Paint::Text, String::new())]);
            let past = Step::ALL.into_iter().take_while(|step| *step < stage.step);
            lines.extend(past.map(|step| (Paint::Faint, format!(" ✓ {}", step.words()))));
            lines.push((Paint::Text, format!(" · {} …", stage.told())));
        }
    }
    for (y, (paint, words)) in lines.into_iter().enumerate() {
        if let Some(place) = row(inner, y) {
            let words = fit(&words, usize::from(inner.width));
            frame.render_widget(Paragraph::new(Line::from(painter.span(paint, words))), place);
        }
    }
}
