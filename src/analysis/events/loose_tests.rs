//! What is to come, what led to the news, and what has a date that is not its own, over miniature articles.

use crate::analysis::testing::{article, corpus};
use crate::model::{Corpus, Happening};

/// A text published on 20 June 2018, behind three sentences that tell no event.
fn further_down(body: &str) -> Corpus {
    let text = format!("Rain is dull. Bread is dear. Boats are slow. {body}");
    corpus(vec![article("a", Some("2018-06-20"), "", &text)])
}

fn on_the_line(corpus: &Corpus) -> Vec<(String, String)> {
    let dated = corpus.timeline.events.iter().filter(|event| event.happening == Happening::Event);
    let first =
        |event: &crate::model::Event| event.days.map(|days| days.from.to_string()).unwrap_or_default();
    dated.map(|event| (event.label.to_string(), first(event))).collect()
}

#[test]
fn what_led_to_the_news_is_not_given_its_day() {
    for body in [
        "Angela Merkel criticised Norway over the deal with Japan in Oslo last month, and the crash in Bergen is remembered.",
        "Emmanuel Macron had met Angela Merkel in Oslo.",
        "The seat won by Angela Merkel, who founded a party in Norway, is vacant.",
        "Critics recalled the previous election in Norway.",
        "Songs recall the visit of Angela Merkel to Norway.",
    ] {
        let corpus = further_down(body);
        let guessed: Vec<&str> = corpus
            .timeline
            .events
            .iter()
            .filter(|event| event.guessed)
            .map(|event| event.label.as_str())
            .collect();
        assert!(guessed.is_empty(), "{body}: {guessed:?}");
    }
}

#[test]
fn what_is_still_to_come_is_a_plan() {
    for body in [
        "A meeting between Angela Merkel and Emmanuel Macron is planned.",
        "Ahead of a summit in Geneva, Norway was silent.",
        "Talks between Norway and Japan are expected in Geneva.",
        "Angela Merkel is meeting Emmanuel Macron on Saturday.",
        "Angela Merkel is due to meet Emmanuel Macron in Oslo.",
    ] {
        let corpus = further_down(body);
        assert_eq!(on_the_line(&corpus), [], "{body}");
        assert!(corpus.timeline.undated.iter().all(|event| event.happening == Happening::Proposal), "{body}");
    }
}

#[test]
fn a_year_before_another_noun_dates_that_noun() {
    let corpus = further_down("Angela Merkel endorsed his 2004 campaign in Oslo.");
    assert!(
        on_the_line(&corpus).iter().all(|(_, day)| !day.starts_with("2004")),
        "{:?}",
        on_the_line(&corpus)
    );
    let corpus = further_down("Angela Merkel spoke of the 2011 earthquake in Bergen.");
    assert!(
        on_the_line(&corpus).iter().any(|(_, day)| day.starts_with("2011")),
        "{:?}",
        on_the_line(&corpus)
    );
}

#[test]
fn one_sentence_tells_what_is_done_to_a_thing_once() {
    let corpus = further_down("Russia condemned the trade agreement on Wednesday.");
    assert_eq!(on_the_line(&corpus).len(), 1, "{:?}", on_the_line(&corpus));
}

#[test]
fn nobody_meets_himself_in_a_label() {
    let corpus = further_down("Angela Merkel met Bernd Merkel and King Charles III in Oslo on Monday.");
    let lines = on_the_line(&corpus);
    let odd = |line: &str| line.contains("Merkel meets Merkel") || line.contains("meets III");
    assert!(lines.iter().all(|(line, _)| !odd(line)), "{lines:?}");
}
