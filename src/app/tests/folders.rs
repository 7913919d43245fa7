//! Saved queries as keys make them: folders above the list with counts.

use super::{library, press, settle};
use crate::app::folders::Tally;
use crate::app::keymap::Keymap;
use crate::app::{App, Effect, Message, Settings};
use crate::model::{Marks, SavedQueries, saved::name_of};

fn saved(pairs: &[(&str, &str)]) -> SavedQueries {
    let mut saved = SavedQueries::default();
    for (name, query) in pairs {
        saved.apply(&saved.saving(&name_of(name).unwrap(), query));
    }
    saved
}

fn opened(pairs: &[(&str, &str)]) -> App {
    let mut app = App::new(Settings::default(), Keymap::default(), Marks::default(), (140, 40));
    settle(&mut app, Message::Saved(saved(pairs)));
    settle(&mut app, Message::Loaded(library()));
    app
}

fn tallies(app: &App) -> Vec<(usize, usize)> {
    let counts = |tally: &Tally| match tally {
        Tally::Of(articles, unread) => (*articles, *unread),
        other => panic!("{other:?}"),
    };
    app.folders.tallies.iter().map(counts).collect()
}

fn names(app: &App) -> Vec<&str> {
    app.folders.saved.all().iter().map(|query| query.name.as_str()).collect()
}

const TWO: &[(&str, &str)] = &[("Meetings", "alpha OR delta"), ("Not read", "is:unread")];

#[test]
fn keys_go_from_the_list_to_the_folders_and_back() {
    for (keys, folder, article) in [
        ("", None, 0),
        ("k", Some(1), 0),
        ("kk", Some(0), 0),
        ("kkk", Some(0), 0),
        ("kkj", Some(1), 0),
        ("kj", None, 0),
        ("kjj", None, 1),
        ("jk", None, 0),
        ("jkk", Some(1), 0),
        ("gg", Some(0), 0),
        ("kG", None, 2),
        ("k2G", None, 1),
        ("k<c-d>", None, 0),
        ("Ggg", None, 0),
    ] {
        let mut app = opened(TWO);
        press(&mut app, keys);
        assert_eq!((app.folders.at, app.list.scroll.selected), (folder, article), "{keys}");
    }
    let mut app = opened(&[]);
    press(&mut app, "kgg");
    assert_eq!(app.folders.at, None, "without folders there is nowhere to go");
}

#[test]
fn a_folder_shows_its_articles_and_escape_leads_back() {
    let mut app = opened(TWO);
    press(&mut app, "/gamma<enter>kk<enter>");
    assert_eq!((app.list.query.as_str(), app.list.order().len()), ("saved:\"Meetings\"", 2));
    assert_eq!((app.folders.at, app.list.scroll.selected), (None, 0));
    press(&mut app, "<esc>");
    assert_eq!((app.list.query.as_str(), app.list.order().len()), ("gamma", 1), "the filter of before");
    press(&mut app, "<esc>");
    assert_eq!(app.list.order().len(), 3);
    press(&mut app, ":saved: not<enter>");
    assert_eq!(app.list.query, "saved:\"Not read\"", "the palette finds them too");
    press(&mut app, "/ -alpha<enter>");
    assert_eq!(app.list.order().len(), 2, "it can be narrowed like any filter");
}

#[test]
fn counts_go_along_with_marks() {
    let mut app = opened(TWO);
    assert_eq!(tallies(&app), [(2, 2), (3, 3)]);
    press(&mut app, "<enter>");
    assert_eq!(tallies(&app), [(2, 1), (2, 2)]);
    press(&mut app, "<esc>u");
    assert_eq!(tallies(&app), [(2, 2), (3, 3)]);
    press(&mut app, "jj<enter><c-z>");
    assert_eq!(tallies(&app), [(2, 2), (3, 3)]);
}

#[test]
fn a_folder_is_no_article() {
    let mut app = opened(TWO);
    assert_eq!(press(&mut app, "ks"), [], "nothing gets a star");
    assert_eq!(press(&mut app, "u"), []);
}

#[test]
fn a_filter_is_saved_renamed_and_removed_and_each_can_be_undone() {
    let mut app = opened(&[]);
    press(&mut app, "F");
    assert!(app.prompt.is_none() && app.told.is_some(), "there is nothing to save");
    press(&mut app, "/contry:x<enter>F");
    assert!(app.prompt.is_none(), "what is not understood is not saved");
    press(&mut app, "<c-c>");
    let mut app = opened(&[]);
    let effects = press(&mut app, "/delta<enter>F<c-u>The  delta<enter>");
    let [Effect::Save(change)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(change.after.as_ref().map(|query| query.query.as_str()), Some("delta"));
    assert_eq!((names(&app), tallies(&app)), (vec!["The delta"], vec![(1, 1)]));
    press(&mut app, "F<c-u>Another<esc>");
    assert_eq!(names(&app), ["The delta"], "escape saves nothing");
    press(&mut app, "<bs>ggk<f2><right>2<enter>");
    assert_eq!(names(&app), ["The delta2"]);
    press(&mut app, "<enter><f2><c-u>Third<enter>");
    assert_eq!((names(&app), app.list.query.as_str()), (vec!["Third"], "saved:\"Third\""));
    press(&mut app, "<del>");
    assert!(names(&app).is_empty());
    for expected in ["Third", "The delta2", "The delta"] {
        let effects = press(&mut app, "<c-z>");
        assert!(matches!(effects.as_slice(), [Effect::Save(_)]), "{effects:?}");
        assert_eq!(names(&app), [expected]);
    }
    press(&mut app, "<c-z>");
    assert!(names(&app).is_empty());
}

#[test]
fn a_name_that_is_taken_is_replaced_or_refused_and_undone() {
    let mut app = opened(TWO);
    press(&mut app, "/gamma<enter>F<c-u>MEETINGS<enter>");
    assert_eq!((names(&app), tallies(&app)[0].0), (vec!["MEETINGS", "Not read"], 1));
    assert!(app.told.as_deref().is_some_and(|told| told.contains("alpha OR delta")), "{:?}", app.told);
    press(&mut app, "<c-z>");
    assert_eq!((names(&app), tallies(&app)[0].0), (vec!["Meetings", "Not read"], 2));
    press(&mut app, "<bs>ggk<f2><c-u>meetings<enter>");
    assert_eq!(names(&app), ["Meetings", "Not read"]);
    press(&mut app, "F<c-u> <enter>");
    assert_eq!(names(&app), ["Meetings", "Not read"]);
}

#[test]
fn a_query_that_is_not_understood_is_shown_with_its_mistake() {
    let mut app = opened(&[("Old", "contry:x"), ("Fine", "delta"), ("Round", "saved:round")]);
    let tallies = &app.folders.tallies;
    assert_eq!(tallies[0], Tally::Wrong("there is no field “contry:”".to_owned()));
    assert_eq!(tallies[1], Tally::Of(1, 1));
    assert!(matches!(tallies[2], Tally::Wrong(_)));
    press(&mut app, "gg<enter>");
    assert!(app.told.as_deref().is_some_and(|told| told.contains("contry")), "{:?}", app.told);
    assert_eq!(app.list.order().len(), 3, "what is listed stays");
}

#[test]
fn answers_to_old_counts_are_dropped_and_queries_of_another_program_are_shown() {
    let mut app = opened(TWO);
    app.update(Message::Tallied(0, 0, (99, 99)));
    assert_eq!(tallies(&app)[0], (2, 2));
    settle(&mut app, Message::Saved(saved(&[("Gamma", "gamma"), ("Meetings", "alpha OR delta")])));
    assert_eq!((names(&app), tallies(&app)), (vec!["Gamma", "Meetings"], vec![(1, 1), (2, 2)]));
    press(&mut app, "k");
    settle(&mut app, Message::Saved(SavedQueries::default()));
    assert_eq!(app.folders.at, None);
}

#[test]
fn the_mouse_opens_folders_and_articles_below_them() {
    use crate::app::Mouse;
    let mut app = opened(TWO);
    app.update(Message::Mouse(Mouse::Click, 3, 3));
    assert_eq!(app.folders.at, Some(1), "the second row of the pane");
    settle(&mut app, Message::Mouse(Mouse::Click, 3, 3));
    assert_eq!(app.list.query, "saved:\"Not read\"");
    app.update(Message::Mouse(Mouse::Click, 3, 4));
    assert_eq!((app.folders.at, app.list.scroll.selected), (None, 0), "the rule");
    app.update(Message::Mouse(Mouse::Click, 3, 8));
    assert_eq!((app.folders.at, app.list.scroll.selected), (None, 1));
}

#[test]
fn a_low_pane_keeps_its_rows_for_articles() {
    let many: Vec<(String, String)> = (0..30).map(|i| (format!("q{i}"), "delta".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let mut app = opened(&many);
    for (height, shown) in [(40, 12), (20, 5), (14, 3), (13, 0), (5, 0)] {
        app.update(Message::Resize(140, height));
        assert_eq!(app.folders_shown(), shown, "{height} rows");
        press(&mut app, "ggG");
    }
    app.update(Message::Resize(140, 20));
    press(&mut app, "gggg");
    for place in 0..30 {
        let first = app.folders.first(5);
        assert_eq!(app.folders.at, Some(place));
        assert!((first..first + 5).contains(&place), "the selected one is in view");
        press(&mut app, "j");
    }
    assert_eq!(app.folders.at, None);
}
