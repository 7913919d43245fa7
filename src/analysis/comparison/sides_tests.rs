//! Comparisons of whole sides: topics, third outlets, words, folds, languages.

use super::*;
use crate::analysis::testing::{article, corpus};
use crate::model::comparison::SourceKind;
use crate::model::{Article, Basis, Outlet, Relation, Span};

fn of_outlet(id: &str, outlet: &str, date: &str, text: &str) -> Article {
    let outlet =
        Outlet { name: Some(SafeText::line(outlet)), basis: Basis::Stated, ..Outlet::unknown("a test") };
    Article { outlet, ..article(id, Some(date), "", text) }
}

fn side(corpus: &Corpus, outlet: &str) -> Vec<ArticleIndex> {
    corpus.indices().filter(|&i| corpus.head(i).outlet.name.as_deref() == Some(outlet)).collect()
}

fn between(texts: [&str; 2]) -> (Corpus, Comparison) {
    let [left, right] = texts;
    let corpus = corpus(vec![
        of_outlet("l", "The Left Post", "2024-02-02", left),
        of_outlet("r", "The Right Herald", "2024-02-02", right),
    ]);
    let comparison = compare(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)]);
    (corpus, comparison)
}

const FIRE: &str = "A fire destroyed the paper mill of Lindau on Friday night. Forty workers fled through the roof. \
    The owner of the mill promised to build it again.";

#[test]
fn what_only_one_side_has_is_told_by_topic() {
    let more = "Emmanuel Macron sent his condolences from Paris. The orchard nearby was spared. Olaf Scholz came on \
        Saturday. Macron will come next week.";
    let (_, comparison) = between([&format!("{FIRE} {more}"), FIRE]);
    let topics: Vec<_> =
        comparison.topics_left.iter().map(|topic| (topic.label.as_str(), topic.absent)).collect();
    assert!(topics[0].0.starts_with("Emmanuel Macron") && topics[0].1, "{topics:?}");
    let order: Vec<_> = comparison.only_left.iter().map(|only| only.topic).collect();
    assert!(order.is_sorted() && order.len() == 4, "topics follow one another: {order:?}");
    assert_eq!(order.iter().filter(|topic| **topic == 0).count(), 3, "what follows a name goes with it");
    assert!(comparison.topics_right.iter().all(|topic| topic.label.is_empty()));
    let names: Vec<_> = comparison.named_left.iter().map(|one| one.count).collect();
    assert!(names.is_sorted_by(|a, b| a >= b) && names[0] == 2);
}

#[test]
fn what_a_third_outlet_tells_too_is_marked() {
    let left = format!("{FIRE} The mayor opened the school gym for the families.");
    let third = "On Friday night a fire destroyed the paper mill of Lindau. The mayor opened the gym of the school \
        for families.";
    let corpus = corpus(vec![
        of_outlet("l", "The Left Post", "2024-02-02", &left),
        of_outlet("r", "The Right Herald", "2024-02-02", FIRE),
        of_outlet("t", "The Third Mail", "2024-02-02", third),
    ]);
    let third = [ArticleIndex(2)];
    let comparison = compare_beside(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)], &third);
    assert_eq!(comparison.others.len(), 1);
    assert_eq!(comparison.others[0].label.as_str(), "The Third Mail");
    let told: Vec<_> = comparison.only_left.iter().map(|only| only.elsewhere.len()).collect();
    assert_eq!(told, [1], "the school gym");
    let counts: Vec<_> = comparison.pairs.iter().map(|pair| pair.elsewhere.len()).collect();
    assert_eq!(counts, [1, 0, 0]);
}

#[test]
fn two_outlets_are_told_story_by_story() {
    let flood =
        "The river Elbe flooded the old town of Meissen on Monday. The bridge was closed to all traffic.";
    let corpus = corpus(vec![
        of_outlet("l1", "The Left Post", "2024-02-02", FIRE),
        of_outlet("l2", "The Left Post", "2024-06-10", flood),
        of_outlet("r1", "The Right Herald", "2024-02-02", FIRE),
        of_outlet("r2", "The Right Herald", "2024-06-10", &format!("{flood} Cellars are full of mud.")),
    ]);
    let comparison = compare(&corpus, &side(&corpus, "The Left Post"), &side(&corpus, "The Right Herald"));
    assert_eq!(comparison.stories.len(), 2);
    assert_eq!(comparison.relation, Relation::SameEvent);
    assert!(comparison.why.contains("2 stories"), "{}", comparison.why);
    let [fire, river] = &comparison.stories[..] else { panic!("two stories") };
    assert_eq!((fire.pairs.clone(), fire.only_right.clone()), (0..3, 0..0));
    assert_eq!((river.pairs.clone(), river.only_right.clone()), (3..5, 0..1));
    assert!(comparison.distinctive.is_empty(), "too few words");
}

#[test]
fn sentences_shared_word_for_word_are_folded_and_measured() {
    let (corpus, comparison) =
        between([&format!("{FIRE} Rain is expected."), &format!("Good evening. {FIRE}")]);
    let fold = &comparison.verbatim.folds[0];
    assert_eq!(fold.pairs, [0, 1, 2]);
    let article = corpus.article(ArticleIndex(0));
    let words = article.words(fold.left.span);
    assert!(words.starts_with("A fire") && words.ends_with("again."), "{words}");
    assert!(comparison.verbatim.left > 0.8 && comparison.verbatim.right > 0.8);
    let (_, apart) =
        between([FIRE, "Nothing of that is here, and nobody was asked about it in the village."]);
    assert!(apart.verbatim.folds.is_empty() && apart.verbatim.left < 1e-9);
}

#[test]
fn other_languages_are_told_of() {
    let told = |languages: [&str; 2]| {
        let mut articles = vec![article("a", None, "", FIRE), article("b", None, "", FIRE)];
        for (article, language) in articles.iter_mut().zip(languages) {
            article.language = Some(SafeText::line(language));
        }
        compare(&corpus(articles), &[ArticleIndex(0)], &[ArticleIndex(1)]).notice.to_string()
    };
    assert_eq!(told(["en", "en"]), "");
    assert!(
        told(["de", "de"]).contains("German") && told(["de", "de"]).contains("the words they share, not")
    );
    assert!(told(["en", "el"]).contains("different languages"));
    assert!(told(["xx", "en"]).contains("xx"));
}

#[test]
fn sources_are_told_apart_by_kind() {
    let (_, comparison) = between([
        "“It is over,” Emmanuel Macron said. Analysts said it was not. Reuters reported that the mill was sold. The \
         Guardian reported that nobody bought it.",
        FIRE,
    ]);
    let kinds: Vec<_> =
        comparison.speakers_left.iter().map(|source| (source.name.as_str(), source.kind)).collect();
    for (name, kind) in [
        ("Emmanuel Macron", SourceKind::Named),
        ("Analysts", SourceKind::Unnamed),
        ("Reuters", SourceKind::Agency),
        ("The Guardian", SourceKind::Media),
    ] {
        assert!(kinds.contains(&(name, kind)), "{name}: {kinds:?}");
    }
}

#[test]
fn each_cut_of_a_quotation_stands_with_its_cue() {
    let (corpus, comparison) = between([
        "“We shall build the old mill again by spring,” Emmanuel Macron said.",
        "Angry voices were heard. Emmanuel Macron claimed: “We shall build the old mill again.”",
    ]);
    let (left, right) = comparison.pairs[0].quotation.as_ref().expect("a shared quotation");
    let words = |article: u32, span: Span| corpus.article(ArticleIndex(article)).words(span).to_owned();
    assert!(
        words(0, left.words.span).contains("by spring") && !words(1, right.words.span).contains("spring")
    );
    let cue = |cut: &crate::model::comparison::Cut, article| cut.cue.map(|span| words(article, span));
    assert_eq!((cue(left, 0).as_deref(), cue(right, 1).as_deref()), (Some("said"), Some("claimed")));
}

#[test]
fn one_quotation_of_two_speakers_differs() {
    let (corpus, comparison) = between([
        "“We shall build the old mill again by spring,” Emmanuel Macron said.",
        "“We shall build the old mill again by spring,” Olaf Scholz said.",
    ]);
    let pair = &comparison.pairs[0];
    assert_eq!(pair.grade, Grade::Differs);
    assert!(pair.why.starts_with("attributed to Emmanuel Macron against Olaf Scholz"), "{}", pair.why);
    assert_eq!(corpus.article(ArticleIndex(1)).words(pair.clash.right[0]), "Olaf Scholz");
}

#[test]
fn a_long_sentence_meets_a_short_one_in_its_clause() {
    let (corpus, comparison) = between([
        "Before breakfast the band of the fire brigade marched twice around the market square with drums and torches, \
         while the mayor opened the rebuilt wooden bridge for all traffic.",
        "The mayor opened the rebuilt wooden bridge. Tickets were sold out within an hour.",
    ]);
    let pair = &comparison.pairs[0];
    let (left, _) = pair.clauses.expect("clauses");
    assert!(corpus.article(ArticleIndex(0)).words(left).starts_with("while the mayor"), "{}", pair.why);
}

#[test]
fn articles_of_very_different_length_and_none_at_all() {
    let long = "Villages of the valley counted their geese again. ".repeat(700);
    for (left, right) in [(FIRE.to_owned(), format!("{long}{FIRE}")), (String::new(), FIRE.to_owned())] {
        let (_, comparison) = between([&left, &right]);
        let same = comparison.pairs.iter().filter(|pair| pair.grade == Grade::Same).count();
        assert_eq!(same, if left.is_empty() { 0 } else { 3 });
        assert!(!comparison.why.is_empty());
    }
}

#[test]
fn words_chosen_are_nouns_that_differ() {
    let phrases = |text: &str| -> Vec<String> {
        let other = "The bloc met. Analysts doubt the pact. A clash followed. Ships sail.";
        let slots = between([text, other]).1.naming.into_iter();
        slots.flat_map(|slot| slot.left.into_iter().map(|phrase| phrase.text.to_string())).collect()
    };
    for (text, expected) in [
        ("Norway and Sweden praised a deal on fish.", vec!["deal"]),
        ("Several analysts doubt it.", vec![]),
        ("Norway included agreements.", vec!["agreements"]),
        ("They signed it after in-person agreements.", vec!["in-person agreements"]),
    ] {
        assert_eq!(phrases(text), expected, "{text}");
    }
}
