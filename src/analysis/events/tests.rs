//! The timeline over miniature articles.

use crate::analysis::testing::{article, corpus};
use crate::model::{Chunked, Corpus, Event, Happening};
use proptest::prelude::*;

fn one(day: &str, body: &str) -> Corpus {
    corpus(vec![article("a", Some(day), "", body)])
}

fn labels(events: &Chunked<Event>) -> Vec<&str> {
    events.iter().map(|event| event.label.as_str()).collect()
}

#[test]
fn what_happened_stands_on_the_line_with_its_date() {
    for (body, label, day) in [
        (
            "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018.",
            "Merkel meets Macron in Paris",
            "2018-05-04",
        ),
        ("Emmanuel Macron visited Berlin on 2 June 2018.", "Macron visits Berlin", "2018-06-02"),
        (
            "WARSAW (AP) - Emmanuel Macron visited Berlin on 2 June 2018.",
            "Macron visits Berlin",
            "2018-06-02",
        ),
        ("Angela Merkel invited Emmanuel Macron on 9 May 2018.", "Merkel invites Macron", "2018-05-09"),
        (
            "Emmanuel Macron and Angela Merkel spoke by phone, and the call on 11 May 2018 was long.",
            "Macron and Merkel speak by phone",
            "2018-05-11",
        ),
        (
            "Germany and France held joint naval exercises on 12 May 2018.",
            "Germany and France hold naval exercises",
            "2018-05-12",
        ),
    ] {
        let corpus = one("2018-06-20", body);
        let [event] = corpus.timeline.events.iter().collect::<Vec<_>>()[..] else {
            panic!("{body}: {:?} {:?}", labels(&corpus.timeline.events), labels(&corpus.timeline.undated));
        };
        let from = event.days.map(|days| days.from.to_string()).unwrap_or_default();
        assert_eq!((event.label.as_str(), from.as_str(), event.guessed), (label, day, false), "{body}");
    }
}

#[test]
fn who_acts_is_the_subject_of_the_verb() {
    for (body, expected) in [
        (
            "The man who killed Angela Merkel was sentenced on Monday.",
            &["The man kills Merkel", "The man who killed Merkel sentenced"][..],
        ),
        ("Angela Merkel spoke of a dispute with Poland that threatened the peace on Monday.", &[]),
        (
            "Emmanuel Macron, who led the party, said on Monday that the constitution had been suspended in Paris.",
            &["The constitution suspended in Paris"],
        ),
        (
            "A Warsaw court sentenced the former mayor to nine years on Monday.",
            &["A Warsaw court sentences the former mayor to nine years"],
        ),
        (
            "Angela Merkel resigned on Monday as protesters stormed her palace in Berlin.",
            &["Merkel resigns", "Protesters storm her palace in Berlin"],
        ),
        (
            "After Angela Merkel left the party, police arrested Emmanuel Macron on Monday.",
            &["Merkel leaves the party", "Police arrest Macron"],
        ),
        ("France said Germany attacked Poland on Monday.", &["Germany attacks Poland"]),
        (
            "Soldiers seized power in Mali on Sunday and suspended the law.",
            &["Soldiers seize power in Mali", "Soldiers suspend the law"],
        ),
        (
            "On 2 May 2018 more than 300 people were arrested in Paris; Macron arrested nobody.",
            &["More than 300 people arrested in Paris"],
        ),
    ] {
        let corpus = one("2018-06-20", body);
        let mut got = labels(&corpus.timeline.events);
        got.extend(labels(&corpus.timeline.undated));
        got.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(got, expected, "{body}");
    }
}

#[test]
fn what_is_planned_wished_usual_or_denied_is_no_event() {
    for body in [
        "Angela Merkel will meet Emmanuel Macron in Paris next week.",
        "Angela Merkel plans to visit Warsaw.",
        "Emmanuel Macron proposed a summit with Angela Merkel in Berlin.",
        "Angela Merkel could meet Emmanuel Macron in Paris.",
        "Every year Angela Merkel visits Warsaw.",
        "Angela Merkel did not meet Emmanuel Macron in Paris.",
        "France is expected to impose sanctions on Belarus.",
        "Whether Angela Merkel met Emmanuel Macron in Paris is not known.",
        "If France attacks Belarus, the price will be high.",
        "Angela Merkel was shot down in parliament on Monday.",
        "Angela Merkel took a veiled shot at Emmanuel Macron on Monday.",
    ] {
        let corpus = one("2018-06-20", body);
        assert!(corpus.timeline.events.is_empty(), "{body}: {:?}", labels(&corpus.timeline.events));
        assert!(corpus.timeline.undated.iter().all(|event| event.happening != Happening::Event), "{body}");
    }
}

#[test]
fn what_is_not_told_so_is_not_in_a_label() {
    for (body, never) in [
        // The denial happened, not what is denied.
        ("Angela Merkel denied on Monday that she had met Emmanuel Macron in Paris.", "meets"),
        ("Angela Merkel denied she had met Emmanuel Macron in Paris on Monday.", "meets"),
        ("Two Danish hikers were killed in Poland on Monday.", "Denmark"),
        ("Critics accused Angela Merkel of killing the reform on Monday.", "Killing"),
    ] {
        let corpus = one("2018-06-20", body);
        let all = corpus.timeline.events.iter().chain(&corpus.timeline.undated);
        let labels: Vec<&str> = all.map(|event| event.label.as_str()).collect();
        assert!(!labels.iter().any(|label| label.contains(never)), "{body}: {labels:?}");
    }
}

#[test]
fn what_is_usual_is_kept_apart_from_what_is_planned() {
    for (body, happening) in [
        ("Every year Angela Merkel visits Warsaw.", Happening::Habit),
        ("Angela Merkel plans to visit Warsaw.", Happening::Proposal),
    ] {
        let corpus = one("2018-06-20", body);
        let kinds: Vec<Happening> = corpus.timeline.undated.iter().map(|event| event.happening).collect();
        assert_eq!(kinds, [happening], "{body}");
    }
}

#[test]
fn labels_end_where_their_phrase_does() {
    for (body, label) in [
        (
            "Germany and France affirm that their new partnership, which began in spring, is strong.",
            "Germany and France affirm",
        ),
        (
            "Thousands marched in Warsaw in protest over the mayor of Warsaw and his handling of the \
             long and costly repair of the old bridge over the river.",
            "and his handling",
        ),
    ] {
        let corpus = one("2018-06-20", body);
        let cut = |event: &Event| event.label.ends_with("partnership") || event.label.ends_with(label);
        let all = corpus.timeline.events.iter().chain(&corpus.timeline.undated);
        assert!(!all.clone().any(cut), "{body}: {:?}", all.map(|event| &event.label).collect::<Vec<_>>());
    }
}

#[test]
fn a_state_of_things_is_no_event() {
    for body in ["France is a large country.", "The partnership of Germany and France is important.", ""] {
        let corpus = one("2018-06-20", body);
        assert!(corpus.timeline.events.is_empty(), "{body}: {:?}", labels(&corpus.timeline.events));
    }
}

#[test]
fn two_outlets_meet_in_one_event_and_clashes_keep_apart() {
    let met = "Angela Merkel met Emmanuel Macron in Paris on Friday to talk about the budget.";
    for (day, other, linked) in [
        (
            "2018-05-05",
            "Emmanuel Macron received Angela Merkel in Paris on Friday for talks on the budget.",
            true,
        ),
        (
            "2019-05-04",
            "Angela Merkel met Emmanuel Macron in Paris on Friday to talk about the budget.",
            false,
        ),
        (
            "2018-05-05",
            "Angela Merkel met Emmanuel Macron in Berlin on Friday to talk about the budget.",
            false,
        ),
        (
            "2018-05-05",
            "Angela Merkel met Vladimir Putin in Paris on Friday to talk about the budget.",
            false,
        ),
    ] {
        let corpus =
            corpus(vec![article("a", Some("2018-05-05"), "", met), article("b", Some(day), "", other)]);
        let both = corpus.timeline.events.iter().any(|event| event.articles().len() == 2);
        assert_eq!(both, linked, "{other}: {:?}", labels(&corpus.timeline.events));
    }
}

/// Whether two articles of one day that say this tell one event.
fn assert_linked(one: &str, other: &str, linked: bool) {
    let corpus =
        corpus(vec![article("a", Some("2018-05-05"), "", one), article("b", Some("2018-05-05"), "", other)]);
    let both = corpus.timeline.events.iter().any(|event| event.articles().len() == 2);
    assert_eq!(both, linked, "{one} {other}: {:?}", labels(&corpus.timeline.events));
}

#[test]
fn a_country_and_a_day_alone_link_nothing() {
    for (one, other, linked) in [
        ("Norway banned mink farms on Friday.", "Norway banned plastic bags on Friday.", false),
        ("Norway opened an embassy in Malta on Friday.", "Norway launched a satellite on Friday.", false),
        (
            "A Norwegian court jailed a smuggler on Friday.",
            "A Norwegian court jailed a banker on Friday.",
            false,
        ),
        ("Norway banned mink farms on Friday.", "On Friday Norway banned all farms that breed mink.", true),
        (
            "Angela Merkel met lawmakers on Friday.",
            "Angela Merkel met pensioners in a park on Friday.",
            false,
        ),
        (
            "The World Health Organization approved a scanner for fevers that tells in minutes.",
            "The fever pill is cheap and has already been approved by the World Health Organization.",
            false,
        ),
        (
            "Angela Merkel won just over 43 percent of the vote.",
            "Angela Merkel won the island caucus.",
            false,
        ),
        ("A quake hit Bergen on Friday, killing nine.", "A strong earthquake shook Bergen on Friday.", true),
    ] {
        assert_linked(one, other, linked);
    }
}

#[test]
fn opposite_happenings_are_two() {
    for (one, other, linked) in [
        (
            "Macron won the election in France on Friday.",
            "Macron lost the election in France on Friday.",
            false,
        ),
        (
            "A court in Warsaw convicted Donald Tusk of fraud on Friday.",
            "A court in Warsaw acquitted Donald Tusk of fraud on Friday.",
            false,
        ),
        (
            "Merkel imposed sanctions on Belarus on Friday.",
            "Merkel lifted sanctions on Belarus on Friday.",
            false,
        ),
        (
            "Norway accepted the truce in Oslo on Friday.",
            "Norway rejected the truce in Oslo on Friday.",
            false,
        ),
        (
            "A ferry crash killed 10 people in Oslo on Friday.",
            "A bus crash killed 10 people in Oslo on Friday.",
            false,
        ),
        (
            "A plane crash killed 150 people in Oslo on Friday.",
            "A plane crash killed 90 people in Oslo on Friday.",
            false,
        ),
        (
            "A plane crash killed 150 people in Oslo on Friday.",
            "A plane crash killed 145 people in Oslo on Friday.",
            true,
        ),
        (
            "A bus crash killed 10 people in Oslo on Friday.",
            "A coach crash killed 10 people in Oslo on Friday.",
            true,
        ),
    ] {
        assert_linked(one, other, linked);
    }
}

#[test]
fn what_came_before_has_the_earlier_day() {
    for (body, label, day) in [
        (
            "Emmanuel Macron met Angela Merkel in Berlin on 4 May 2018, two days after her visit to Rome.",
            "visit",
            "2018-05-02",
        ),
        (
            "An aftershock hit Rome on 24 May 2018, three weeks after a quake killed 14 people there.",
            "14 people",
            "2018-05-03",
        ),
    ] {
        let corpus = one("2018-06-20", body);
        let found = corpus.timeline.events.iter().find(|event| event.label.contains(label));
        let found = found.unwrap_or_else(|| panic!("{body}: {:?}", labels(&corpus.timeline.events)));
        assert_eq!(found.days.map(|days| days.from.to_string()).as_deref(), Some(day), "{body}");
    }
}

#[test]
fn speech_alone_is_no_event() {
    for body in [
        "Angela Merkel declined to say on Monday whether she would go.",
        "Angela Merkel said on Monday that it was late.",
        "Angela Merkel agreed that the weather was bad on Monday.",
        "“I met Emmanuel Macron in Paris and he was very kind,” Angela Merkel said.",
        "The plan was met with anger by Angela Merkel on Monday.",
    ] {
        let corpus = one("2018-06-20", body);
        assert!(corpus.timeline.events.is_empty(), "{body}: {:?}", labels(&corpus.timeline.events));
    }
}

#[test]
fn who_does_it_to_whom_matters() {
    let corpus = corpus(vec![
        article("a", Some("2018-05-05"), "", "Angela Merkel invited Emmanuel Macron to Germany on Friday."),
        article("b", Some("2018-05-05"), "", "Emmanuel Macron invited Angela Merkel to France on Friday."),
    ]);
    assert!(corpus.timeline.events.iter().all(|event| event.articles().len() == 1));
    assert_eq!(corpus.timeline.events.len(), 2, "{:?}", labels(&corpus.timeline.events));
}

#[test]
fn an_event_told_twice_in_an_article_is_one() {
    let corpus = one(
        "2018-05-05",
        "Angela Merkel visited Warsaw on Friday.\nThe visit was her first since the election there.\nAngela Merkel's \
         visit to Warsaw ended with a dinner.",
    );
    let visits: Vec<_> =
        corpus.timeline.events.iter().filter(|event| event.label.contains("Warsaw")).collect();
    assert_eq!(visits.len(), 1, "{:?}", labels(&corpus.timeline.events));
    assert!(visits[0].mentions.len() >= 2);
}

#[test]
fn a_guess_says_that_it_is_one() {
    let corpus = one("2018-05-05", "Angela Merkel met Emmanuel Macron in Paris.");
    let [event] = corpus.timeline.events.iter().collect::<Vec<_>>()[..] else {
        panic!("{:?}", labels(&corpus.timeline.events))
    };
    assert!(event.guessed && event.days.is_some());
    let undated = corpus_without_date();
    assert!(undated.timeline.events.is_empty() && undated.timeline.undated.len() == 1);
}

fn corpus_without_date() -> Corpus {
    corpus(vec![article("a", None, "", "Angela Merkel met Emmanuel Macron in Paris.")])
}

#[test]
fn known_wars_are_background_with_their_own_days() {
    let corpus = one("2018-05-05", "The town was rebuilt after World War II.");
    let [event] = corpus.timeline.events.iter().collect::<Vec<_>>()[..] else {
        panic!("{:?}", labels(&corpus.timeline.events))
    };
    assert_eq!(event.label.as_str(), "World War II");
    assert_eq!(event.days.map(|days| days.to.to_string()).as_deref(), Some("1945-09-02"));
}

#[test]
fn a_strike_in_a_country_at_war_is_not_the_war() {
    for body in [
        "Teachers held a strike in Sudan on 1 May 2024.",
        "A bombing in Sudan killed eight people on 1 May 2024.",
    ] {
        let corpus = one("2024-05-05", body);
        let found = labels(&corpus.timeline.events);
        assert!(!found.iter().any(|label| label.to_lowercase().contains("war")), "{body}: {found:?}");
    }
}

#[test]
fn a_sentence_without_end_is_read_in_pieces() {
    let body = "Angela Merkel met Emmanuel Macron in Paris on Friday ".repeat(300);
    let corpus = one("2018-06-20", &body);
    let timeline = &corpus.timeline;
    assert_eq!(labels(&timeline.events)[0], "Merkel meets Macron in Paris");
    for mention in timeline.events.iter().chain(&timeline.undated).flat_map(|event| &event.mentions) {
        assert!(corpus.annotated(mention.article).sentences.contains(&mention.span), "the sentence is whole");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn mentions_lie_in_sentences_and_the_line_is_in_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "Merkel", "Angela Merkel", "Putin", "France", "Germany", "met", "visited", "in", "Paris", "on Friday",
                "the", "summit", "talks", "will", "that", "who", "“", "”", ",", ".", "attacked", "signed", "a", "to",
                "and", "’s", "World War II", "in 2014", "second", "two leaders", "he", "é", "中", "\n",
            ]),
            0..60,
        ),
    ) {
        let body = words.join(" ");
        let corpus = corpus(vec![
            article("a", Some("2018-05-05"), "Merkel meets Macron", &body),
            article("b", Some("2018-05-06"), "", &body),
        ]);
        let timeline = &corpus.timeline;
        prop_assert!(timeline.events.iter().is_sorted_by_key(|event| event.days));
        let mut keys: Vec<_> = timeline.events.iter().chain(&timeline.undated).map(|e| e.key.clone()).collect();
        let all = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), all);
        for event in timeline.events.iter().chain(&timeline.undated) {
            prop_assert!(!event.mentions.is_empty() && !event.label.is_empty());
            for mention in &event.mentions {
                prop_assert!(mention.span.contains(mention.trigger));
                prop_assert!(corpus.annotated(mention.article).sentences.contains(&mention.span));
            }
        }
    }
}
