//! A correction that is shown while something else is open already.

use super::{opened_with, press, settle};
use crate::analysis::{Gazetteer, assemble_corrected};
use crate::app::chord::parse_keys;
use crate::app::{App, Effect, Job, Library, Message, Screen};
use crate::model::testing;
use std::sync::Arc;

/// The line of two events, one of which was struck; the articles are still to be joined anew.
fn struck() -> (App, Job) {
    let articles = [
        ("a", "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018 to talk about the budget."),
        ("b", "Vladimir Putin visited Helsinki in Finland on 16 July 2018."),
    ];
    let articles = articles.map(|(id, text)| Arc::new(testing::article(id, text))).to_vec();
    let corpus = assemble_corrected(articles, Gazetteer::bundled(), &Arc::default());
    let mut app = opened_with(Library::new(&Arc::new(corpus), Vec::new()));
    press(&mut app, "<tab><tab>");
    assert_eq!(app.timeline.len(), 2);
    let strike = parse_keys("E").unwrap().remove(0);
    let job = app.update(Message::Key(strike)).into_iter().find_map(|effect| match effect {
        Effect::Work(job @ Job::Correct { .. }) => Some(job),
        _ => None,
    });
    (app, job.expect("the articles are joined anew"))
}

/// What is on top of the panes.
fn on_top(app: &App) -> (Vec<Screen>, Option<String>, Option<String>, Option<String>) {
    let menu = app.menu.as_ref().map(|menu| menu.title.clone());
    let page = app.page.as_ref().map(|page| page.title.clone());
    (app.screens.clone(), menu, page, app.prompt.as_ref().map(|prompt| prompt.input.value().to_owned()))
}

#[test]
fn what_was_opened_meanwhile_stays_open() {
    for keys in [":", "?", "i", "c", "/\"budget", "t"] {
        let (mut app, job) = struck();
        press(&mut app, keys);
        let before = on_top(&app);
        settle(&mut app, job.run());
        assert_eq!(on_top(&app), before, "{keys}");
        assert_eq!(
            app.library.as_ref().unwrap().corpus.timeline.events.len(),
            1,
            "{keys}: it is shown at once"
        );
    }
}

#[test]
fn what_speaks_of_it_as_it_was_is_left_first() {
    for (on, off) in [("e", "e"), ("c<enter>", "q"), ("J", "<esc>")] {
        let (mut app, job) = struck();
        press(&mut app, on);
        let before = on_top(&app);
        assert!(before.0.len() > 1 || before.1.is_some(), "{on} opens something");
        settle(&mut app, job.run());
        assert_eq!((on_top(&app), app.timeline.len()), (before, 2), "{on}");
        press(&mut app, off);
        assert_eq!(
            (on_top(&app), app.timeline.len()),
            ((vec![Screen::Main], None, None, None), 1),
            "{on}{off}"
        );
    }
}

#[test]
fn what_was_fetched_meanwhile_comes_with_it() {
    let (mut app, job) = struck();
    press(&mut app, "e");
    let more = [
        ("a", "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018 to talk about the budget."),
        ("c", "A third."),
    ];
    let more = more.map(|(id, text)| Arc::new(testing::article(id, text))).to_vec();
    let more =
        Library::new(&Arc::new(assemble_corrected(more, Gazetteer::bundled(), &Arc::default())), Vec::new());
    settle(&mut app, Message::Fetching(crate::app::fetching::News::Renewed(Box::new(more))));
    settle(&mut app, job.run());
    press(&mut app, "e");
    let corpus = &app.library.as_ref().unwrap().corpus;
    assert!(corpus.find("c").is_some(), "it is not lost");
    assert_eq!(*corpus.corrections, app.corrections);
}
