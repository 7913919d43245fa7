//! What keys and the mouse do to the state, and which effects they ask for.

use super::chord::parse_keys;
use super::keymap::Keymap;
use super::layout::Pane;
use super::{App, Effect, Job, Library, Message, Mouse, Screen, Settings};
use crate::model::testing;
use crate::model::{
    Annotations, Article, ArticleIndex, Corpus, Mark, MarkChange, Marking, Marks, Part, Role, SafeText, Span,
    Title,
};
use std::sync::Arc;

mod corrected;
mod export;
mod folders;
mod prompt;

fn article(id: &str, title: &str, body: &str) -> Article {
    let text = format!("{title}\n\n{body}");
    let part =
        |start: usize, end: usize, role| Part { span: Span::of(start, end), role, why: SafeText::default() };
    Article {
        path: Some(SafeText::line(&format!("{id}.txt"))),
        url: (id == "a").then(|| SafeText::line("https://news.example/a")),
        title: Some(Title { text: SafeText::line(title), span: Some(Span::of(0, title.len())) }),
        parts: vec![part(0, title.len(), Role::Title), part(title.len() + 2, text.len(), Role::Body)],
        ..testing::article(id, &text)
    }
}

fn library() -> Library {
    let articles: Vec<Arc<Article>> = [
        article("a", "Alpha meets Beta", "The first article tells of a meeting. It goes on."),
        article("b", "Gamma alone", "The second article tells of somebody else."),
        article("c", "Delta at last", "The third article is about delta. Delta again."),
    ]
    .into_iter()
    .map(Arc::new)
    .collect();
    let corpus = Corpus {
        annotations: articles.iter().map(|_| Arc::new(Annotations::default())).collect(),
        articles: articles.into(),
        stories: (0..3).map(testing::own_story).collect(),
        story_of: vec![0, 1, 2].into(),
        ..Corpus::default()
    };
    Library::new(&Arc::new(corpus), Vec::new())
}

/// Takes a message in, does the work it asks for, and returns the other effects.
pub(super) fn settle(app: &mut App, message: Message) -> Vec<Effect> {
    let mut queue = vec![message];
    let mut effects = Vec::new();
    while let Some(message) = queue.pop() {
        for effect in app.update(message) {
            match effect {
                Effect::Work(job) => queue.push(job.run()),
                effect => effects.push(effect),
            }
        }
    }
    effects
}

pub(super) fn opened() -> App {
    opened_with(library())
}

fn opened_with(library: Library) -> App {
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (140, 40));
    settle(&mut app, Message::Loaded(library));
    app
}

pub(super) fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    parse_keys(keys).unwrap().into_iter().flat_map(|chord| settle(app, Message::Key(chord))).collect()
}

fn listed(app: &App) -> Vec<u32> {
    app.list.order().iter().map(|article| article.0).collect()
}

#[test]
fn counts_and_sequences_move() {
    for (keys, selected) in
        [("j", 1), ("2j", 2), ("99j", 2), ("Gk", 1), ("Ggg", 0), ("2G", 1), ("jg#j", 2), ("10k", 0)]
    {
        let mut app = opened();
        press(&mut app, keys);
        assert_eq!(app.list.scroll.selected, selected, "{keys}");
        assert_eq!(app.reader.article, app.list.selected(), "the reading pane follows the list: {keys}");
    }
}

#[test]
fn a_filter_narrows_while_it_is_typed() {
    let mut app = opened();
    press(&mut app, "/delta");
    assert_eq!(listed(&app), [2]);
    press(&mut app, "<enter>");
    assert!(app.prompt.is_none());
    assert_eq!(app.list.query, "delta");
    press(&mut app, "<esc>");
    assert_eq!((listed(&app).len(), app.list.query.as_str()), (3, ""));
    press(&mut app, "/gamma<esc>");
    assert_eq!(listed(&app).len(), 3, "escape takes back what was typed");
}

#[test]
fn a_mistake_in_the_filter_is_told_after_enter_too() {
    let mut app = opened();
    for (typed, told) in [
        ("after:2025-13", Some("did you mean after:2025-12?")),
        ("contry:x", Some("did you mean country:?")),
        ("after:2025-1", Some("dates are 2025, 2025-09, 2025-09-03 or 7d")),
        ("delta AND", Some("nothing stands after AND")),
        ("(delta OR gamma", Some("the parenthesis is not closed")),
        ("is:unred", Some("there is no state “unred”; did you mean is:unread?")),
        ("after:2025-10", None),
    ] {
        press(&mut app, &format!("/<c-u>{typed}<enter>"));
        let said = app.told.clone();
        assert_eq!(said.is_some(), told.is_some(), "{typed}: {said:?}");
        assert!(said.unwrap_or_default().ends_with(told.unwrap_or_default()), "{typed}");
    }
    press(&mut app, "w");
    assert!(app.told.is_some_and(|told| told.starts_with("w does nothing here; ")));
}

#[test]
fn typing_a_filter_keeps_the_place() {
    // Of three articles the second alone has “gamma”, the third “delta”; all have “e”.
    for (keys, selected, query) in [
        ("j/delta<c-u>", 1, ""),
        ("j/delta<c-u><enter>", 1, ""),
        ("j/delta<esc>", 1, ""),
        ("j/gamma<enter>", 1, "gamma"),
        ("j/delta<enter>", 2, "delta"),
        // What stood before is past once the filter stands.
        ("j/delta<enter><esc>", 2, ""),
        // What is chosen while typing counts, and escape leads back all the same.
        ("j/<down><c-u>delta<c-u>", 2, ""),
        ("j/<down>x<backspace><esc>", 1, ""),
        ("/<down><down>gamma<c-u><enter>", 2, ""),
        ("G/alpha<esc>k", 1, ""),
        ("/delta<enter>/gamma<esc>", 2, "delta"),
    ] {
        let mut app = opened();
        press(&mut app, keys);
        assert_eq!(app.list.selected().map(|article| article.0), Some(selected), "{keys}");
        assert_eq!(app.list.query, query, "{keys}");
        assert_eq!(app.reader.article, app.list.selected(), "{keys}");
    }
}

#[test]
fn answers_to_old_filters_are_dropped() {
    let mut app = opened();
    press(&mut app, "/");
    let old = app.update(Message::Key(parse_keys("d").unwrap()[0]));
    let new = app.update(Message::Key(parse_keys("z").unwrap()[0]));
    let answer = |effects: Vec<Effect>| match effects.into_iter().next() {
        Some(Effect::Work(job)) => job.run(),
        other => panic!("no work: {other:?}"),
    };
    app.update(answer(new));
    let after = listed(&app);
    app.update(answer(old));
    assert_eq!(listed(&app), after);
}

#[test]
fn marks_are_recorded_and_undone() {
    let mut app = opened();
    let change = |mark, on| Effect::Record(vec![MarkChange::new("a", Marking::Mark(mark, on))]);
    assert_eq!(press(&mut app, "s"), [change(Mark::Star, true)]);
    assert_eq!(press(&mut app, "<enter>"), [change(Mark::Read, true)]);
    assert_eq!(app.focus, Pane::Reader);
    assert_eq!(press(&mut app, "<c-z>"), [change(Mark::Read, false)]);
    assert_eq!(press(&mut app, "<c-z>"), [change(Mark::Star, false)]);
    assert_eq!(press(&mut app, "<c-z>"), []);
    assert_eq!(*app.marks, Marks::default());
    assert_eq!(press(&mut app, "<c-y>"), [change(Mark::Star, true)]);
    assert_eq!(press(&mut app, "<c-y>"), [change(Mark::Read, true)]);
    assert_eq!(press(&mut app, "<c-y>"), [], "nothing else was undone");
    assert_eq!(press(&mut app, "<c-z><c-z>").len(), 2);
    assert_eq!(press(&mut app, "u"), [change(Mark::Read, true)]);
    assert_eq!(press(&mut app, "<c-y>"), [], "what is done anew cannot be done again");
}

#[test]
fn back_goes_one_step_at_a_time() {
    let mut app = opened();
    press(&mut app, "/alpha<enter><enter>t");
    assert_eq!((app.screen(), app.focus), (Screen::Matrix, Pane::Reader));
    press(&mut app, "W");
    assert!(app.page.is_some());
    press(&mut app, "q");
    assert!(app.page.is_none() && app.screen() == Screen::Matrix);
    press(&mut app, "q");
    assert_eq!((app.screen(), app.focus), (Screen::Main, Pane::Reader));
    press(&mut app, "q");
    assert_eq!((app.focus, app.list.query.as_str()), (Pane::List, "alpha"));
    press(&mut app, "q");
    assert_eq!(app.list.query, "");
    assert_eq!(press(&mut app, "q"), [], "back never leaves the program");
    assert_eq!(press(&mut app, "Q"), [Effect::Quit]);
}

#[test]
fn leaving_works_from_everywhere() {
    for keys in ["", "<enter>", "t", "/abc", "?", ":", "i", "e", "c"] {
        let mut app = opened();
        press(&mut app, keys);
        let mut left = Vec::new();
        // A line being typed and a menu take the first interrupt for themselves.
        for _ in 0..2 {
            left.extend(press(&mut app, "<c-c>"));
        }
        assert!(left.contains(&Effect::Quit), "{keys}");
    }
}

#[test]
fn effects_on_the_world_are_values() {
    for (keys, expected) in [
        ("o", Some(Effect::OpenLink("https://news.example/a".to_owned()))),
        ("jo", None),
        ("y", Some(Effect::Copy("https://news.example/a".to_owned()))),
        ("jy", Some(Effect::Copy("b.txt".to_owned()))),
        ("M", Some(Effect::CaptureMouse(false))),
        ("<c-l>", Some(Effect::Repaint)),
        (":suspend<enter>", Some(Effect::Suspend)),
    ] {
        let mut app = opened();
        assert_eq!(press(&mut app, keys).into_iter().next(), expected, "{keys}");
    }
    let mut app = opened();
    let copied = press(&mut app, "j<enter>Y").pop();
    assert_eq!(copied, Some(Effect::Copy("“Gamma alone” (unknown outlet, “Gamma alone”, b.txt)".to_owned())));
}

#[test]
fn words_are_found_in_the_article() {
    let mut app = opened();
    press(&mut app, "jj<enter>/delta<enter>");
    assert_eq!(app.reader.find.hits.len(), 3);
    let first = app.reader.cursor;
    press(&mut app, "n");
    assert!(app.reader.cursor > first);
    press(&mut app, "nn");
    assert_eq!(app.reader.cursor, first, "around the end");
    press(&mut app, "/Delta<enter>");
    assert_eq!(app.reader.find.hits.len(), 2, "a capital counts");
}

#[test]
fn two_articles_are_compared() {
    let mut app = opened();
    press(&mut app, "c<enter>");
    assert_eq!(app.screen(), Screen::Compare);
    let sides = |app: &App| {
        let comparison = &app.compare.as_ref().unwrap().comparison;
        (comparison.left.articles.clone(), comparison.right.articles.clone())
    };
    let (left, right) = sides(&app);
    assert_eq!(left, [ArticleIndex(0)]);
    press(&mut app, "x");
    assert_eq!(sides(&app), (right, left));
    let effects = app.update(Message::Key(parse_keys("x").unwrap()[0]));
    assert!(matches!(effects.as_slice(), [Effect::Work(Job::Compare { .. })]));
}

#[test]
fn two_marked_articles_are_laid_side_by_side() {
    let mut app = opened();
    press(&mut app, "v");
    assert_eq!(app.picked.of(&app.library.as_ref().unwrap().corpus), [ArticleIndex(0)]);
    press(&mut app, "v");
    assert!(app.picked.is_empty(), "the same again: no longer marked");
    press(&mut app, "jjvggvc");
    let comparison = &app.compare.as_ref().unwrap().comparison;
    assert_eq!(
        (comparison.left.articles.as_slice(), comparison.right.articles.as_slice()),
        (&[ArticleIndex(2)][..], &[ArticleIndex(0)][..]),
        "in the order in which they were marked"
    );
    assert!(app.picked.is_empty());
    press(&mut app, "qvjvjvc");
    assert_eq!((app.screen(), app.picked.len()), (Screen::Main, 3));
    assert_eq!(app.told.as_deref(), Some("two can be laid side by side; 3 are marked"));
    press(&mut app, "<esc>");
    assert!(app.picked.is_empty());
}

/// What is kept of each effect: article and what was done to it.
fn recorded(effects: &[Effect]) -> Vec<(&str, String)> {
    let changes = effects.iter().flat_map(|effect| match effect {
        Effect::Record(changes) => changes.as_slice(),
        _ => &[],
    });
    let told = |change: &MarkChange| match &change.marking {
        Marking::Mark(mark, on) => format!("{mark:?} {on}"),
        Marking::Tag(tag, on) => format!("{} {on}", tag.text()),
        Marking::Note { after, .. } => format!("{after:?}"),
    };
    changes.map(|change| (change.article.as_str(), told(change))).collect()
}

#[test]
fn what_is_marked_is_acted_on_as_one_step() {
    let mut app = opened();
    press(&mut app, "s");
    let effects = press(&mut app, "vjjVs");
    assert_eq!(app.picked.len(), 3, "all from the one marked last to here");
    assert_eq!(recorded(&effects), [("b", "Star true".to_owned()), ("c", "Star true".to_owned())]);
    assert_eq!(effects.len(), 1, "kept at once");
    assert_eq!(press(&mut app, "s").len(), 1);
    assert!(app.marks.starred.is_empty(), "all had one");
    press(&mut app, "<c-z>");
    assert_eq!(app.marks.starred.len(), 3);
    press(&mut app, "<c-z>");
    assert_eq!(app.marks.starred.len(), 1);
    press(&mut app, "<c-y>");
    assert_eq!(app.marks.starred.len(), 3);
    press(&mut app, "/gamma<enter>");
    assert_eq!(app.subjects().len(), 3, "the filter hides them, but they stay marked");
    press(&mut app, "<esc>");
    assert_eq!((app.subjects().len(), app.list.query.as_str()), (1, "gamma"));
}

#[test]
fn all_that_is_listed_is_marked_read() {
    let mut app = opened();
    press(&mut app, "/gamma OR delta<enter>");
    assert_eq!(recorded(&press(&mut app, "A")).len(), 2);
    assert!(!app.marks.read.contains("a"));
    assert_eq!(app.told.as_deref(), Some("2 articles read; Ctrl-z takes it back"));
    assert_eq!(press(&mut app, "A"), []);
    press(&mut app, "<c-z>");
    assert_eq!(*app.marks, Marks::default());
}

#[test]
fn articles_are_tagged() {
    let mut app = opened();
    let effects = press(&mut app, "xLater, china<space>trip<enter>");
    assert_eq!(recorded(&effects), [("a", "Later true".to_owned()), ("a", "china trip true".to_owned())]);
    assert!(app.prompt.is_none());
    for (keys, tags) in [
        ("jxlater<enter>", "Later"),
        ("x<tab><enter>", "Later"),
        ("x<tab><tab><enter>", "china trip, Later"),
        ("x-l<tab>, new<enter>", "china trip, new"),
        ("xch<tab>, -new<enter>", "china trip"),
        ("x-china<space>trip<enter>", ""),
        ("<c-z>", "china trip"),
        ("<c-z>", "china trip, new"),
        ("<c-y>", "china trip"),
        ("xx<esc>", "china trip"),
        ("xx<bs><bs>", "china trip"),
        ("xx<c-c>", "china trip"),
        ("x<enter>", "china trip"),
        ("kvjv", "china trip"),
    ] {
        press(&mut app, keys);
        let tags_of: Vec<&str> = app.marks.tags_of("b").map(|tag| tag.text().as_str()).collect();
        assert_eq!(tags_of.join(", "), tags, "{keys}");
        assert!(app.prompt.is_none(), "{keys}");
    }
    press(&mut app, "x");
    assert_eq!(
        app.tags_aside(),
        "2 articles · has china trip, Later (1 of 2) · -word takes one away, Tab completes"
    );
    press(&mut app, "--x<enter>");
    assert!(app.prompt.is_some(), "what is wrong stays to be set right");
    assert!(app.told.as_deref().unwrap().contains("dash"));
    press(&mut app, "<c-u>-later<enter>");
    assert_eq!(app.told.as_deref(), Some("2 articles: tag Later taken away"));
    press(&mut app, "x-nobody<enter>");
    assert_eq!(app.told.as_deref(), Some("there is no tag nobody here to take away"));
    press(&mut app, "xzz<tab>");
    assert_eq!(app.told.as_deref(), Some("no tag begins so"));
}

#[test]
fn the_palette_understands_two_outlets() {
    let mut app = opened();
    press(&mut app, ":compare<space>unknown<space>2<space>/<space>unknown<space>3");
    let label = |app: &App| {
        let menu = app.menu.as_ref().unwrap();
        menu.items[menu.shown[0].0].label.clone()
    };
    assert_eq!(label(&app), "compare unknown 2 / unknown 3");
    press(&mut app, "<enter>");
    let comparison = &app.compare.as_ref().unwrap().comparison;
    assert_eq!(
        (comparison.left.articles[0], comparison.right.articles[0]),
        (ArticleIndex(1), ArticleIndex(2))
    );
    press(&mut app, ":compare<space>unknown<space>3");
    assert_eq!(label(&app), "compare unknown 3 / unknown 1", "without the second all others are offered");
}

#[test]
fn the_mouse_selects_opens_and_scrolls() {
    let mut app = opened();
    let rows = u16::try_from(app.list_view().rows).unwrap();
    let at = |app: &mut App, mouse, x, y| settle(app, Message::Mouse(mouse, x, y));
    at(&mut app, Mouse::Click, 3, 2 + rows);
    assert_eq!((app.focus, app.list.scroll.selected), (Pane::List, 1));
    at(&mut app, Mouse::Click, 3, 2 + rows);
    assert_eq!(app.focus, Pane::Reader, "a second click opens");
    at(&mut app, Mouse::Wheel(1), 3, 5);
    assert_eq!(app.list.scroll.selected, 2, "the wheel scrolls what it is over");
    let border = app.pane_area(Pane::List).width - 1;
    at(&mut app, Mouse::Click, border, 10);
    at(&mut app, Mouse::Drag, 60, 10);
    at(&mut app, Mouse::Release, 60, 10);
    assert!((58..=63).contains(&app.pane_area(Pane::List).width), "a drag moves the border");
}

#[test]
fn settings_change_and_stay_in_bounds() {
    let mut app = opened();
    press(&mut app, "<enter>99-");
    for _ in 0..40 {
        press(&mut app, "-");
    }
    assert_eq!(app.settings.measure, 24);
    press(&mut app, "+++fm");
    assert_eq!((app.settings.measure, app.settings.furniture, app.settings.panel), (36, true, false));
    let themes: Vec<String> = (0..4)
        .map(|_| {
            press(&mut app, "T");
            app.settings.theme.clone()
        })
        .collect();
    assert_eq!(themes, ["light", "ansi", "mono", "dark"]);
}

#[test]
fn corrections_are_kept_and_taken_back() {
    let articles = [
        "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018.",
        "Merkel visited Berlin on 2 June 2018.",
    ];
    let articles =
        articles.into_iter().enumerate().map(|(i, body)| article(&i.to_string(), "News", body)).collect();
    let corpus = crate::analysis::assemble(articles, crate::analysis::Gazetteer::bundled());
    let before = corpus.timeline.clone();
    assert_eq!(before.events.len(), 2);
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (140, 40));
    settle(&mut app, Message::Loaded(Library::new(&Arc::new(corpus), Vec::new())));
    let line = |app: &App| app.library.as_ref().unwrap().corpus.timeline.clone();
    for (keys, events) in [
        ("<tab><tab>E", 1),
        ("<c-z>", 2),
        ("<c-y>", 1),
        ("<c-z>", 2),
        ("J<enter>", 1),
        ("<c-z>", 2),
        ("J<enter>J", 1),
    ] {
        let effects = press(&mut app, keys);
        let kept = effects.iter().filter(|effect| matches!(effect, Effect::Correct(_))).count();
        assert_eq!((line(&app).events.len(), kept), (events, 1), "{keys}");
    }
    press(&mut app, "<esc><c-z>");
    assert_eq!(line(&app), before);
    assert!(press(&mut app, "<c-z>").is_empty() && app.corrections.is_empty());

    // A filter that is typed while the articles are joined anew is not lost, whichever answer comes first.
    for correction_first in [true, false] {
        let key = |app: &mut App, keys: &str| -> Vec<Effect> {
            parse_keys(keys).unwrap().into_iter().flat_map(|key| app.update(Message::Key(key))).collect()
        };
        let corrected = key(&mut app, "E");
        let filtered = key(&mut app, "/berlin<enter>");
        let (first, second) = if correction_first { (corrected, filtered) } else { (filtered, corrected) };
        for effect in first.into_iter().chain(second) {
            if let Effect::Work(job) = effect {
                settle(&mut app, job.run());
            }
        }
        assert_eq!((app.list.query.as_str(), app.list.hits.articles.len()), ("berlin", 1));
        press(&mut app, "<c-z>/<c-u><enter>");
        assert_eq!((line(&app).events.len(), app.list.hits.articles.len()), (2, 2));
    }
}
