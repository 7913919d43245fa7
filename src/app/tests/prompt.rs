//! A line being typed where something stood before.

use super::{opened, press};
use crate::app::{Effect, Message};

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
