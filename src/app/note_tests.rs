//! Notes as they are written, found again, listed and undone.

use super::tests::{opened, press, settle};
use super::{App, Effect, Message};
use crate::model::{Anchor, MarkChange, Marking, Marks, Place, SafeText};

/// What the notes of an article say, with the words they are on.
fn notes(app: &App, article: &str) -> Vec<(String, String)> {
    let words = |on: &Anchor| on.words().map(ToString::to_string).unwrap_or_default();
    app.marks.notes_of(article).map(|(on, text)| (words(on), text.to_string())).collect()
}

#[test]
fn notes_are_written_changed_deleted_and_undone() {
    let mut app = opened();
    let title = "Alpha meets Beta";
    for (keys, expected) in [
        (";on the whole<enter>", &[("", "on the whole")][..]),
        ("<enter>.;first<c-j>second<enter>", &[("", "on the whole"), (title, "first\nsecond")]),
        (";, more<enter>", &[("", "on the whole"), (title, "first\nsecond, more")]),
        (";<c-u><bs><c-u><enter>", &[("", "on the whole")]),
        ("<c-z>", &[("", "on the whole"), (title, "first\nsecond, more")]),
        ("<c-z>", &[("", "on the whole"), (title, "first\nsecond")]),
        ("<c-y>", &[("", "on the whole"), (title, "first\nsecond, more")]),
        (";lost<esc>", &[("", "on the whole"), (title, "first\nsecond, more")]),
        (";<enter>", &[("", "on the whole"), (title, "first\nsecond, morelost")]),
        (";<enter>", &[("", "on the whole"), (title, "first\nsecond, morelost")]),
        ("<esc>;!<enter>", &[("", "on the whole!"), (title, "first\nsecond, morelost")]),
        ("<esc>;?<c-c>", &[("", "on the whole!"), (title, "first\nsecond, morelost")]),
    ] {
        press(&mut app, keys);
        assert!(app.note.is_none(), "{keys}");
        let expected: Vec<_> =
            expected.iter().map(|(on, text)| ((*on).to_owned(), (*text).to_owned())).collect();
        assert_eq!(notes(&app, "a"), expected, "{keys}");
    }
    for _ in 0..20 {
        press(&mut app, "<c-z>");
    }
    assert_eq!(*app.marks, Marks::default(), "everything is undone");
}

#[test]
fn keys_in_a_note_mean_nothing_else() {
    let mut app = opened();
    let effects = press(&mut app, ";sQq;A:x<c-z>");
    assert_eq!(app.note.as_ref().unwrap().editor.text(), "sQq;A:x");
    assert!(effects.is_empty());
    settle(&mut app, Message::Paste("one\r\ntwo\u{1b}[2J".to_owned()));
    assert_eq!(app.note.as_ref().unwrap().editor.text(), "sQq;A:xone\ntwo␛[2J");
}

#[test]
fn a_longer_passage_is_chosen() {
    let mut app = opened();
    press(&mut app, "<enter>.v.");
    let whole = app.reader.selection().unwrap();
    assert_eq!((whole.start, whole.end), (0, 67), "title and text");
    let copied = press(&mut app, "Y").pop();
    assert!(
        matches!(&copied, Some(Effect::Copy(words)) if words.contains("Beta\n\nThe first")),
        "{copied:?}"
    );
    press(&mut app, ";long<enter>");
    assert!(notes(&app, "a")[0].0.ends_with("It goes on."));
    press(&mut app, "v");
    assert_eq!(app.reader.selection(), app.reader.cursor, "a single one again");
    press(&mut app, "v<esc>");
    assert_eq!((app.reader.selection(), app.reader.from), (None, None));
    press(&mut app, "v");
    assert!(app.told.as_deref().unwrap().contains("step to a sentence first"));
}

/// Another program's note on words of an article.
fn noted(article: &str, on: Anchor, text: &str) -> Message {
    let mut marks = Marks::default();
    let after = Some(SafeText::new(text));
    marks.apply(&MarkChange::new(article, Marking::Note { on, before: None, after }));
    Message::Marked(marks)
}

#[test]
fn a_note_is_found_again_and_never_lost() {
    let mut app = opened();
    settle(&mut app, noted("a", Anchor::quoting(400, "IT GOES on"), "moved"));
    assert_eq!(app.noted.spans.iter().map(|span| (span.start, span.end)).collect::<Vec<_>>(), [(56, 66)]);
    press(&mut app, "<enter>..;!<enter>");
    assert_eq!(notes(&app, "a"), [("IT GOES on".to_owned(), "moved!".to_owned())], "the same note");
    settle(&mut app, noted("a", Anchor::quoting(3, "no longer there"), "one\ntwo"));
    assert_eq!(app.noted.places[0].0, Place::Gone);
    assert_eq!(app.noted.told().as_deref(), Some("1 note, 1 without the passage it was on"));
    press(&mut app, "gn");
    let menu = app.menu.as_ref().unwrap();
    assert_eq!((menu.items[0].label.as_str(), menu.items[0].aside.as_str()), ("one", "passage gone"));
    press(&mut app, "<enter>");
    assert_eq!(app.note.as_ref().unwrap().editor.text(), "one\ntwo");
    press(&mut app, " three<enter>");
    assert_eq!(notes(&app, "a")[0].1, "one\ntwo three");
}

#[test]
fn notes_are_listed_and_gone_to() {
    let mut app = opened();
    press(&mut app, "gn");
    assert_eq!(app.told.as_deref(), Some("there are no notes yet; ; writes one"));
    settle(&mut app, noted("c", Anchor::quoting(0, "Delta at last"), "headline"));
    press(&mut app, "gn");
    let menu = app.menu.as_ref().unwrap();
    assert_eq!((menu.page, menu.items[0].detail.as_str()), (1, "Delta at last · “Delta at last”"));
    press(&mut app, "<enter>");
    assert_eq!(app.reader.article.map(|article| article.0), Some(2));
    assert_eq!(app.note.as_ref().unwrap().title(), "Note on “Delta at last”");
    settle(&mut app, noted("elsewhere", Anchor::Article, "of another library"));
    press(&mut app, "<esc>gn");
    assert_eq!(
        app.menu.as_ref().unwrap().items[0].detail,
        "of “elsewhere”, which is not here · the whole article"
    );
    press(&mut app, "<enter>");
    assert!(app.note.is_none());
}

#[test]
fn what_another_program_writes_meanwhile_stays() {
    let mut app = opened();
    press(&mut app, ";mine");
    settle(&mut app, noted("a", Anchor::Article, "theirs"));
    press(&mut app, "<enter>");
    assert_eq!(notes(&app, "a")[0].1, "theirs\n\nmine");
}
