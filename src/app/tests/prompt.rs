//! A line being typed where something stood before.

use super::{article, opened, opened_with, press};
use crate::analysis::{Gazetteer, unsearched};
use crate::app::chord::parse_keys;
use crate::app::{Effect, Job, Library, Message};
use std::sync::Arc;

#[test]
fn what_stands_in_a_line_is_selected_until_it_is_changed() {
    for (keys, query) in [
        ("", "alpha"),
        ("be", "be"),
        ("<space>be", "alpha be"),
        ("<right>be", "alphabe"),
        ("<home>be", "bealpha"),
        ("<c-e>be", "alphabe"),
        ("<bs>", ""),
        ("<bs>be", "be"),
        ("<c-w>", ""),
        ("<c-u>", ""),
        ("<right><bs>", "alph"),
        ("<enter>", "alpha"),
        ("be<esc>", "alpha"),
        ("be<c-c>", "alpha"),
        ("<bs><bs>", ""),
    ] {
        let mut app = opened();
        press(&mut app, "/alpha<enter>/");
        assert!(app.prompt.as_ref().is_some_and(|prompt| prompt.selected));
        press(&mut app, keys);
        assert_eq!(app.list.query, query, "{keys}");
    }
    let mut app = opened();
    press(&mut app, "/alpha<enter>/");
    app.update(Message::Paste("gamma".to_owned()));
    assert_eq!(app.list.query, "gamma", "what is pasted takes its place");
}

#[test]
fn an_interrupt_leaves_the_line_first_and_the_program_then() {
    for keys in ["/x", "xlater", "/alpha<enter>F", ";note", ":"] {
        let mut app = opened();
        press(&mut app, keys);
        assert!(!press(&mut app, "<c-c>").contains(&Effect::Quit), "{keys}");
        assert!(app.prompt.is_none() && app.note.is_none() && app.menu.is_none(), "{keys}");
        assert!(press(&mut app, "<c-c>").contains(&Effect::Quit), "{keys}");
    }
}

#[test]
fn words_looked_for_in_a_long_text_are_told_until_the_answer_is_there() {
    let long = vec![Arc::new(article("a", "Alpha", &"One word of many. ".repeat(80_000)))];
    let library =
        Library::new(&Arc::new(unsearched(long, Gazetteer::bundled(), &Arc::default())), Vec::new());
    for (words, told) in [("qqqqq", Some("“qqqqq” is not in this article")), ("many", None)] {
        let mut app = opened_with(library.clone());
        press(&mut app, "<tab>");
        let mut looks: Vec<Job> = Vec::new();
        for chord in parse_keys(&format!("/{words}<enter>")).unwrap() {
            looks.extend(app.update(Message::Key(chord)).into_iter().filter_map(|effect| match effect {
                Effect::Work(job @ Job::Look { .. }) => Some(job),
                _ => None,
            }));
        }
        assert_eq!(app.told, Some(format!("still looking for “{words}”")));
        app.update(looks.pop().expect("work to do").run());
        assert_eq!(app.told.as_deref(), told, "{words}");
    }
}
