//! Corrections over miniature articles: what they do, that they hold for articles read later, and what they promise.

use crate::analysis::testing::article;
use crate::analysis::{Gazetteer, assemble_corrected, reassemble};
use crate::model::{
    Article, Corpus, Correction, CorrectionChange, Corrections, Event, Happening, Matter, Rule, Telling,
};
use proptest::prelude::*;
use std::sync::Arc;

const MET: &str = "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018 to talk about the budget.";
const RECEIVED: &str =
    "Emmanuel Macron received Angela Merkel in Paris on 4 May 2018 for talks on the budget.";
const AGAIN: &str =
    "Angela Merkel met Emmanuel Macron in Paris on 4 May 2018, and the budget was the subject.";
const FAIR: &str = "Emmanuel Macron visited Berlin on 2 June 2018.";

fn articles(bodies: &[&str]) -> Vec<Arc<Article>> {
    let all = bodies.iter().enumerate();
    all.map(|(i, body)| Arc::new(article(&format!("a{i}"), Some("2018-06-20"), "", body))).collect()
}

fn corrections(rules: Vec<Rule>) -> Arc<Corrections> {
    let mut corrections = Corrections::default();
    for rule in rules {
        let correction = Correction { rule, when: String::new(), why: String::new() };
        corrections.apply(&CorrectionChange { correction, on: true });
    }
    Arc::new(corrections)
}

fn read(bodies: &[&str], rules: Vec<Rule>) -> Corpus {
    assemble_corrected(articles(bodies), Gazetteer::bundled(), &corrections(rules))
}

fn matter(sentences: &[&str]) -> Matter {
    let told =
        sentences.iter().map(|sentence| Telling { sentence: (*sentence).to_owned(), word: String::new() });
    Matter { told: told.collect(), ..Matter::default() }
}

fn split(this: &[&str], from: &[&str]) -> Rule {
    Rule::Split { this: matter(this), from: matter(from) }
}

fn join(this: &[&str], with: &[&str]) -> Rule {
    Rule::Join { this: matter(this), with: matter(with) }
}

fn not_event(sentences: &[&str], only: bool) -> Rule {
    Rule::NotEvent { event: matter(sentences), only }
}

/// The events as the articles that tell them.
fn told(corpus: &Corpus) -> Vec<Vec<u32>> {
    let of = |event: &Event| event.articles().iter().map(|article| article.0).collect();
    let mut all: Vec<Vec<u32>> = corpus.timeline.events.iter().map(of).collect();
    all.sort();
    all
}

#[test]
fn events_are_split_joined_and_struck() {
    for (bodies, rules, expected) in [
        (&[MET, RECEIVED][..], vec![], vec![vec![0, 1]]),
        (&[MET, RECEIVED], vec![split(&[MET], &[RECEIVED])], vec![vec![0], vec![1]]),
        // What is read later goes with the one it is nearer to.
        (&[MET, RECEIVED, AGAIN], vec![split(&[MET], &[RECEIVED])], vec![vec![0, 2], vec![1]]),
        // The later word counts.
        (&[MET, RECEIVED], vec![split(&[MET], &[RECEIVED]), join(&[MET], &[RECEIVED])], vec![vec![0, 1]]),
        (
            &[MET, RECEIVED],
            vec![join(&[MET], &[RECEIVED]), split(&[MET], &[RECEIVED])],
            vec![vec![0], vec![1]],
        ),
        (&[MET, FAIR], vec![], vec![vec![0], vec![1]]),
        (&[MET, FAIR], vec![join(&[FAIR], &[MET])], vec![vec![0, 1]]),
        // Joined events take up what either takes up.
        (&[MET, FAIR, RECEIVED], vec![join(&[FAIR], &[MET])], vec![vec![0, 1, 2]]),
        (&[MET, RECEIVED, FAIR], vec![not_event(&[RECEIVED], true)], vec![vec![0], vec![2]]),
        (&[MET, RECEIVED, FAIR], vec![not_event(&[RECEIVED], false)], vec![vec![2]]),
        // The same words in another article, with other marks.
        (&[FAIR, "Emmanuel Macron visited “Berlin” on 2 June 2018"], vec![not_event(&[FAIR], false)], vec![]),
        // What is not there does nothing.
        (
            &[MET, RECEIVED],
            vec![not_event(&["Nobody came."], false), split(&[MET], &[FAIR])],
            vec![vec![0, 1]],
        ),
    ] {
        let corpus = read(bodies, rules.clone());
        assert_eq!(told(&corpus), expected, "{rules:?}");
    }
}

#[test]
fn an_event_is_known_again_by_its_day_people_and_word() {
    let other = "On 2 June 2018 Emmanuel Macron visited Berlin with a large staff.";
    let told_there = vec![Telling { sentence: FAIR.to_owned(), word: "visited".to_owned() }];
    for (day, gone) in [("2018-06-02", true), ("2018-06-03", false)] {
        let event = Matter {
            label: String::new(),
            date: day.to_owned(),
            participants: vec!["emmanuel-macron".to_owned()],
            told: told_there.clone(),
        };
        let corpus = read(&[other], vec![Rule::NotEvent { event, only: false }]);
        assert_eq!(corpus.timeline.events.is_empty(), gone, "{day}: {:?}", corpus.timeline.events);
    }
}

#[test]
fn what_was_corrected_says_so() {
    let corpus = read(&[MET, FAIR, RECEIVED], vec![join(&[FAIR], &[MET])]);
    let [event] = corpus.timeline.events.iter().collect::<Vec<_>>()[..] else {
        panic!("{:?}", corpus.timeline)
    };
    let said: Vec<&str> =
        corpus.corrections_of(event).iter().map(|corrected| corrected.told.as_str()).collect();
    assert_eq!(said, ["you corrected this: join"]);
    assert!(event.mentions.iter().any(|mention| &*mention.why == "joined by you"), "{event:?}");
    let struck = read(&[MET, FAIR], vec![not_event(&[FAIR], false)]);
    let places: Vec<u32> = struck.corrected.iter().map(|corrected| corrected.article.0).collect();
    assert_eq!(places, [1], "the article still tells what was taken out");
}

#[test]
fn words_that_are_no_date_place_nothing() {
    let body = "Angela Merkel opened the fair Summer 2017 in Berlin. Two days later she left.";
    let dates = |rules: Vec<Rule>| -> Vec<String> {
        let corpus = read(&[body], rules);
        let found = &corpus.annotations[0].expressions;
        found.iter().map(|found| found.span.slice(&corpus.articles[0].text).to_owned()).collect()
    };
    let rule = |words: &str, sentence: &str| Rule::NotDate { words: words.into(), sentence: sentence.into() };
    assert_eq!(dates(vec![]), ["Summer 2017", "Two days later"]);
    for (rule, gone) in [
        (rule("summer 2017", ""), true),
        (rule("Summer 2017", "Angela Merkel opened the fair Summer 2017 in Berlin."), true),
        (rule("Summer 2017", "She came back in Summer 2017."), false),
    ] {
        assert_eq!(dates(vec![rule.clone()]).len() == 1, gone, "{rule:?}");
    }
    let corpus = read(&[body], vec![rule("Summer 2017", "")]);
    assert_eq!(corpus.corrected.len(), 1);
    assert_eq!(corpus.corrected[0].span.slice(body), "Summer 2017");
}

#[test]
fn one_person_has_one_entity() {
    let body = "Emmanuel Macron met Angela Merkel in Paris on 4 May 2018.";
    let rule = Rule::SamePerson { this: "emmanuel-macron".into(), is: "angela-merkel".into() };
    let corpus = read(&[body], vec![rule]);
    let found = corpus.annotations[0].mentions.iter();
    let people: Vec<&str> = found.map(|mention| &*corpus.entities.get(mention.entity).key).collect();
    assert_eq!(people.iter().filter(|key| **key == "angela-merkel").count(), 2, "{people:?}");
    assert!(!people.contains(&"emmanuel-macron"));
}

/// Any of some rules about five sentences.
fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let sentence = prop::sample::select(vec![MET, RECEIVED, AGAIN, FAIR, "Nobody came."]);
    let rule = (sentence.clone(), sentence, 0..4).prop_map(|(one, other, kind)| match kind {
        0 => split(&[one], &[other]),
        1 => join(&[one], &[other]),
        2 => not_event(&[one], true),
        _ => not_event(&[one], false),
    });
    prop::collection::vec(rule, 0..5)
}

/// Whether two events are told in the same sentences.
fn same(one: &Corpus, other: &Corpus) -> bool {
    one.timeline == other.timeline
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rules_that_are_there_twice_do_nothing_more(rules in rules()) {
        let bodies = [MET, RECEIVED, AGAIN, FAIR];
        let mut twice = Corrections::default();
        for rule in rules.iter().chain(&rules) {
            let correction = Correction { rule: rule.clone(), when: String::new(), why: String::new() };
            twice.apply(&CorrectionChange { correction, on: true });
        }
        let once = read(&bodies, rules);
        let again = reassemble(&once, Gazetteer::bundled(), &once.corrections.clone());
        prop_assert!(same(&once, &again) && once.corrected == again.corrected);
        let twice = assemble_corrected(articles(&bodies), Gazetteer::bundled(), &Arc::new(twice));
        prop_assert!(same(&once, &twice), "{:?}\n{:?}", told(&once), told(&twice));
    }

    #[test]
    fn rules_of_one_kind_may_stand_in_any_order(rules in rules(), kind in 0..3) {
        let of_kind = |rule: &Rule| match kind {
            0 => matches!(rule, Rule::Split { .. }),
            1 => matches!(rule, Rule::Join { .. }),
            _ => matches!(rule, Rule::NotEvent { .. }),
        };
        let forward: Vec<Rule> = rules.into_iter().filter(of_kind).collect();
        let backward: Vec<Rule> = forward.iter().rev().cloned().collect();
        let bodies = [MET, RECEIVED, AGAIN, FAIR];
        prop_assert!(same(&read(&bodies, forward), &read(&bodies, backward)));
    }

    #[test]
    fn what_was_told_apart_is_never_together(rules in rules()) {
        let mut rules = rules;
        // The last word counts, and a rule that is made again keeps its place.
        rules.retain(|rule| *rule != split(&[MET], &[RECEIVED]));
        rules.push(split(&[MET], &[RECEIVED]));
        let corpus = read(&[MET, RECEIVED, AGAIN, FAIR], rules);
        prop_assert!(!told(&corpus).iter().any(|event| event.contains(&0) && event.contains(&1)));
        prop_assert!(corpus.timeline.events.iter().all(|event| event.happening == Happening::Event));
    }
}
