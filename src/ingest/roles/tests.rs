//! Pages of many kinds, with the role every line must get.

use super::*;
use crate::ingest::testing::FewNames;
use proptest::prelude::*;

fn read_page(text: &str) -> (SafeText, Read) {
    let text = SafeText::new(text);
    let read = read(&text, 0, &[], &Fields::default(), &Recurring::default(), &FewNames);
    (text, read)
}

/// The letter of a role in the fixtures.
fn letter(role: Role) -> char {
    match role {
        Role::Title => 'T',
        Role::Outlet => 'O',
        Role::Byline => 'A',
        Role::Dateline => 'D',
        Role::Tag => 'G',
        Role::Heading => 'H',
        Role::Body => 'B',
        Role::Caption => 'C',
        Role::Quote => 'Q',
        Role::List => 'L',
        Role::Furniture => 'F',
    }
}

/// The page without its letters, and the same page with the letters it got.
fn relabel(fixture: &str) -> (String, Read) {
    let lines: Vec<&str> = fixture.lines().map(|line| line.get(2..).unwrap_or("")).collect();
    let (text, read) = read_page(&lines.join("\n"));
    let mut labels: Vec<String> = Vec::new();
    let mut start = 0u32;
    for line in text.split('\n') {
        let part = read.parts.iter().find(|part| part.span.holds(start) && !line.trim().is_empty());
        labels.push(part.map_or(String::new(), |part| format!("{} {line}", letter(part.role))));
        start += line.len() as u32 + 1;
    }
    (labels.join("\n"), read)
}

/// Each page is in `fixtures/`: one letter and one blank before each line, an optional last line with the outlet.
macro_rules! pages {
    ($($name:ident: $outlet:expr, $byline:expr;)*) => {$(
        #[test]
        fn $name() {
            let fixture = include_str!(concat!("fixtures/", stringify!($name), ".txt")).trim_end();
            let (labelled, read) = relabel(fixture);
            for (got, expected) in labelled.lines().zip(fixture.lines()) {
                let role = read.parts.iter().find(|part| got.len() > 2 && part.why.len() > 2);
                assert_eq!(got, expected, "{role:?}");
            }
            let outlet = read.outlet.and_then(|outlet| outlet.name);
            assert_eq!(outlet.as_deref(), $outlet);
            assert_eq!(read.byline.as_deref(), $byline);
        }
    )*};
}

#[test]
fn the_title_of_a_short_text() {
    for (text, expected) in [
        ("Harbour talks\n\nThe ministers met in the harbour on 3 May 2024.", Some("Harbour talks")),
        ("Harbour talks\r\n\r\nThe ministers met in the harbour on 3 May 2024.\r\n", Some("Harbour talks")),
        ("Harbour\n\nThe ministers met in the harbour.", Some("Harbour")),
        ("Harbour talks\nThe ministers met in the harbour.", Some("Harbour talks")),
        ("The Guardian\n\nThe ministers met in the harbour.", None),
        ("3 May 2024\n\nThe ministers met in the harbour.", None),
        ("By Jane Doe\n\nThe ministers met in the harbour.", None),
        ("France\n\nThe ministers met in the harbour.", None),
        ("Share\n\nThe ministers met in the harbour.", None),
        ("It rained.\n\nThe ministers met in the harbour.", None),
        ("World\nSport\nWeather\n\nThe ministers met in the harbour.", None),
    ] {
        let title = read_page(text).1.title.map(|title| title.text.to_string());
        assert_eq!(title.as_deref(), expected, "{text:?}");
    }
}

pages! {
    british_daily: Some("The Guardian"), Some("Jane Doe in Tbilisi");
    french_daily: Some("Le Monde"), Some("Anne Petit");
    german_site: None, Some("Karl Muster");
    agency_copy: None, Some("Jane Doe; Editing by John Roe");
    blog: None, None;
    live_report: None, None;
    interview: None, Some("Mira Stone");
    poem: None, None;
    very_short: None, None;
    shouting_headline: Some("Harbour Herald"), Some("STAFF REPORTER");
    no_blank_lines: Some("The Kyiv Independent"), Some("Olena Hrytsenko");
    transcript: None, None;
    listicle: None, Some("Tom Field");
    aggregator: Some("Ta Chronika"), None;
    wrapped_by_hand: None, None;
    russian_site: None, None;
    bare_body: None, None;
    dialogue_with_advertisement: None, None;
    spanish_daily: None, Some("Lucía Campo");
    wordpress_repost: Some("Lakeside Review"), Some("admin");
    opinion_in_second_person: None, Some("Ruth Vale");
}

#[test]
fn the_bundled_articles() {
    let expected = [
        ("F F T O O D F F F G B B H B B B H B B B H B B B F F F F F F F F F F", Some("To Vima"), None),
        ("F T C A B F B B B B B B B B B B B B F F", None, Some("Agencies")),
        ("B B B B B B B B B B F", None, None),
        ("D F B B H B B H B B B", None, None),
        ("T F B B B B B B B B B B B B B B B B B B B B B B B F F F F F F", Some("Daily Sabah"), None),
    ];
    for ((path, bytes), (roles, outlet, byline)) in crate::ingest::bundled::ARTICLES.iter().zip(expected) {
        let (_, read) = read_page(std::str::from_utf8(bytes).unwrap());
        let got: Vec<String> = read.parts.iter().map(|part| letter(part.role).to_string()).collect();
        assert_eq!(got.join(" "), roles, "{path}");
        assert_eq!(read.outlet.and_then(|outlet| outlet.name).as_deref(), outlet, "{path}");
        assert_eq!(read.byline.as_deref(), byline, "{path}");
    }
}

#[test]
fn a_title_that_a_field_states_is_found_in_the_text() {
    let fields = Fields { title: Some("Bridge opens".into()), ..Fields::default() };
    let text = SafeText::new(
        "Bridge OPENS!\n\nThe bridge over the river was opened on Monday after nine years of work.",
    );
    let read = read(&text, 0, &[], &fields, &Recurring::default(), &FewNames);
    assert_eq!(read.parts[0].role, Role::Title);
}

#[test]
fn a_text_longer_than_any_page_is_covered_to_its_end() {
    for (line, lines) in
        [("Go on\n", 50_010), ("Short line here\n", 100_000), ("A line without end. ", 100_000)]
    {
        let text = SafeText::new(&line.repeat(lines));
        let read = read(&text, 0, &[], &Fields::default(), &Recurring::default(), &FewNames);
        assert_eq!(read.parts.len(), if line.ends_with('\n') { lines } else { 1 });
        assert_eq!(read.parts.last().map(|part| part.span.end as usize), Some(text.len() - 1));
    }
}

#[test]
fn the_outlet_as_the_furniture_names_it() {
    let body = "The ministers of the three countries met on Monday to talk about grain and left without a word.\n\n\
        A second round is planned for the coming week, a spokesman said, but nobody knows where it will be held.";
    for (line, expected) in [
        ("© 2024 Guardian News & Media Limited", Some("The Guardian")),
        ("Copyright 2019 Valley Courier Ltd. All rights reserved.", Some("Valley Courier")),
        ("This article was originally published by the Kyiv Independent.", Some("The Kyiv Independent")),
        (
            "This story first appeared in The Kyiv Independent and is used with leave.",
            Some("The Kyiv Independent"),
        ),
        ("Originally published by Lakeside Review.", Some("Lakeside Review")),
        ("The Lakeside Gazette Newsletter", Some("Lakeside Gazette")),
        ("Sign up for the Guardian newsletter", Some("The Guardian")),
        ("Subscribe to Le Monde", Some("Le Monde")),
        ("Sign up for our daily newsletter", None),
        ("The Morning Newsletter", None),
        ("guardian_logo_2", None),
        ("The Guardian Logo", None),
        ("Photo: Jane Doe/The Guardian", None),
        ("(Reuters)", None),
        ("All rights reserved.", None),
        ("© 2024", None),
    ] {
        let (_, read) = read_page(&format!("{body}\n\n{line}\n"));
        assert_eq!(read.outlet.and_then(|outlet| outlet.name).as_deref(), expected, "{line:?}");
    }
    let (_, read) = read_page(&format!(
        "Grain talks go on in Ankara | BBC News\n\nGrain talks go on in Ankara\n\n{body}"
    ));
    assert_eq!(read.outlet.and_then(|outlet| outlet.name).as_deref(), Some("BBC News"));
    assert_eq!(
        read.title.map(|title| title.text.to_string()).as_deref(),
        Some("Grain talks go on in Ankara")
    );
}

#[test]
fn what_recurs_on_many_pages_is_furniture() {
    let page = |day: &str| {
        SafeText::new(&format!(
            "Grain talks on {day} end early\n\nHarbour lights\n\nThe ministers of three countries met on {day} to talk \
             about grain, and after two hours they left the hall without a word.\n\nHarbour lights\n\nNobody was surprised by it, on {day} least of all."
        ))
    };
    let pages: Vec<SafeText> = ["Monday", "Tuesday", "Friday"].iter().map(|day| page(day)).collect();
    let tallies: Vec<Tally> = pages.iter().map(|text| Tally::of(text, 0)).collect();
    let recurring = Recurring::of(&tallies);
    let read = read(&pages[0], 0, &[], &Fields::default(), &recurring, &FewNames);
    let got: String = read.parts.iter().map(|part| letter(part.role)).collect();
    assert_eq!(got, "TFBFB");
}

proptest! {
    #[test]
    fn parts_are_disjoint_ordered_and_cover_every_line(text in "(\\PC{0,30}|[A-Za-z ,.!?“”:/|@_0-9-]{0,60}|\n|Share\n|By Jane Doe\n|3 May 2024\n){0,30}") {
        let (text, read) = read_page(&text);
        let mut end = 0;
        for part in &read.parts {
            prop_assert!(part.span.start >= end && !part.span.is_empty());
            prop_assert!(text[end as usize..part.span.start as usize].trim().is_empty());
            let words = part.span.slice(&text);
            prop_assert_eq!(words, words.trim());
            prop_assert!(!words.is_empty());
            end = part.span.end;
        }
        prop_assert!(text[end as usize..].trim().is_empty());
    }
}
