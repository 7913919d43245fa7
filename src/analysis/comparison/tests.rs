//! Comparisons of small articles, from alignment to relation.

use super::*;
use crate::analysis::{Gazetteer, assemble};
use crate::model::{Article, GivenDate, Grade, Precision, Relation, Span, testing};
use chrono::NaiveDate;
use proptest::prelude::*;

/// An article of paragraphs, published on a day of January 2024.
fn article(id: &str, day: u32, text: &str) -> Article {
    let date = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(u64::from(day));
    let given = GivenDate { date, precision: Precision::Day, minute: None, source: "a test".into() };
    Article { given_date: Some(given), ..testing::article(id, text) }
}

fn compared(left: &str, right: &str) -> (Corpus, Comparison) {
    apart(left, 1, right, 1)
}

fn apart(left: &str, left_day: u32, right: &str, right_day: u32) -> (Corpus, Comparison) {
    let articles = vec![article("left", left_day, left), article("right", right_day, right)];
    let corpus = assemble(articles, Gazetteer::bundled());
    let comparison = compare(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)]);
    (corpus, comparison)
}

const FERRY: &str = "The ferry Aurora sank off the harbour of Port Ellin on Tuesday night. At least 20 passengers \
    drowned when the hull broke. The captain was detained by the coast guard. Bakers complained about flour prices.";

#[test]
fn the_same_fact_in_other_words_is_aligned_and_the_rest_is_not() {
    let other = "A violinist won the national prize. The ferry Aurora sank on Tuesday night off Port Ellin harbour, \
        officials said. The coast guard detained the captain of the ferry.";
    let (corpus, comparison) = compared(FERRY, other);
    let pairs: Vec<_> = comparison
        .pairs
        .iter()
        .map(|pair| {
            let words = |passage: &Passage| corpus.article(passage.article).words(passage.span).to_owned();
            (words(&pair.left)[..14].to_owned(), words(&pair.right)[..14].to_owned())
        })
        .collect();
    let expected = [("The ferry Auro", "The ferry Auro"), ("The captain wa", "The coast guar")];
    assert_eq!(pairs, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!((comparison.only_left.len(), comparison.only_right.len()), (2, 1));
}

#[test]
fn another_number_is_a_difference_with_both_values() {
    let (corpus, comparison) = compared(
        "Ahead of the vote 20 passengers of the ferry drowned.",
        "The ferry sank and 35 passengers drowned.",
    );
    assert_eq!(comparison.pairs[0].grade, Grade::Differs);
    assert!(
        comparison.pairs[0].why.contains("“20 passengers” against “35 passengers”"),
        "{:?}",
        comparison.pairs[0].why
    );
    let clash = &comparison.numbers[0];
    let words = |passage: Passage| corpus.article(passage.article).words(passage.span).to_owned();
    assert_eq!(
        (words(clash.left), words(clash.right), clash.quantity.as_str()),
        ("20 passengers".to_owned(), "35 passengers".to_owned(), "passengers")
    );
}

#[test]
fn an_equal_number_on_the_other_side_is_no_difference() {
    for (left, right, differs) in [
        (
            "In the poll on the ferry 21 percent chose Berg, and Oak came second on the island.",
            "In the poll on the ferry Oak came second with 17 percent to Berg and his 21.",
            false,
        ),
        (
            "In the poll on the ferry 21 percent of the island chose Berg over Oak.",
            "In the poll on the ferry 17 percent of the island chose Berg over Oak.",
            true,
        ),
    ] {
        let (_, comparison) = compared(left, right);
        let told = comparison.pairs.iter().any(|pair| pair.grade == Grade::Differs);
        assert_eq!(told, differs, "{:?}", comparison.pairs);
    }
}

#[test]
fn the_name_of_an_office_in_quotation_marks_is_no_anchor() {
    let (_, comparison) = compared(
        "The baker got a letter from the “northern harbour inspectors office” and burned it.",
        "Two sailors now mean to work with the “northern harbour inspectors office”, their lawyer said.",
    );
    assert!(comparison.pairs.iter().all(|pair| pair.grade == Grade::Related), "{:?}", comparison.pairs);
}

#[test]
fn opposites_are_not_of_like_meaning() {
    let (_, comparison) = compared(
        "The council of the island passed the ferry law after the debate.",
        "The mayor of the island vetoed the ferry law after the debate.",
    );
    assert!(
        comparison.pairs.iter().all(|pair| !pair.why.contains("like meaning: passed")),
        "{:?}",
        comparison.pairs
    );
}

#[test]
fn a_shared_quotation_anchors_its_sentences() {
    let (_, comparison) = compared(
        "“We shall rebuild the old bridge by spring,” the mayor of the town said.",
        "Angry voices were heard all day. The mayor promised again: “We shall rebuild the old bridge.”",
    );
    assert_eq!(comparison.pairs.len(), 1);
    assert_eq!(comparison.pairs[0].grade, Grade::Same);
    assert!(
        comparison.pairs[0].why.starts_with("the same quotation, 6 words in a row"),
        "{:?}",
        comparison.pairs[0].why
    );
}

#[test]
fn a_slogan_quoted_on_two_occasions_is_not_the_same_fact() {
    let (_, comparison) = compared(
        "She wrote in her book “From Hope to Higher Ground” that farming taught her patience with the weather.",
        "The rally opened with music, and the crowd sang “hope to higher ground” until the buses left at midnight.",
    );
    assert!(comparison.pairs.iter().all(|pair| pair.grade == Grade::Related), "{:?}", comparison.pairs);
}

#[test]
fn one_word_in_common_is_no_fact() {
    let (_, comparison) = compared("“Wait until when?”", "And I say wait for what?");
    assert!(comparison.pairs.iter().all(|pair| pair.grade == Grade::Related), "{:?}", comparison.pairs);
}

#[test]
fn a_theme_alone_makes_few_rows() {
    let visit = "Vladimir Putin met Xi Jinping in Beijing. Russia and China signed an accord on gas. Trade between the \
        two countries grew. The strategic partnership was praised.";
    let later = "Xi Jinping received Vladimir Putin at the games. China and Russia spoke of trade with Europe. Analysts \
        see a strategic alliance against the West.";
    let (_, near) = apart(visit, 1, later, 1);
    let (_, far) = apart(visit, 1, later, 300);
    assert_eq!((near.relation, far.relation), (Relation::SameEvent, Relation::ThemeOnly));
    assert!(near.pairs.len() > far.pairs.len(), "{:?}", far.pairs);
    let once = |side: fn(&Pair) -> Passage| {
        let mut all: Vec<_> = far.pairs.iter().map(side).collect();
        all.sort_unstable();
        all.windows(2).all(|two| two[0] != two[1])
    };
    assert!(once(|pair| pair.left) && once(|pair| pair.right), "mutual best matches only");
}

#[test]
fn one_sentence_may_answer_to_two() {
    let (_, comparison) = compared(
        "The council closed the old theatre and sold its library to a museum in the capital.",
        "The council closed the old theatre on Monday. The library was sold to a museum. Rain is likely.",
    );
    assert_eq!(comparison.pairs.len(), 2);
    assert_eq!((comparison.only_left.len(), comparison.only_right.len()), (0, 1));
}

#[test]
fn a_denial_against_a_statement_differs() {
    let (_, comparison) = compared(
        "The ministry did not approve the sale of the harbour to the consortium.",
        "The ministry did approve the sale of the harbour to the consortium.",
    );
    assert_eq!(comparison.pairs[0].grade, Grade::Differs);
}

#[test]
fn opposite_words_and_other_times_differ() {
    for (left, right, why) in [
        ("Norway agreed to send ferries.", "Norway refused to send ferries.", "“agreed” against “refused”"),
        (
            "Chad accepted the offer of grain.",
            "Chad rejected the offer of grain.",
            "“accepted” against “rejected”",
        ),
        (
            "Exports of tin rose 5 percent in April.",
            "Exports of tin fell 5 percent in April.",
            "“rose” against “fell”",
        ),
        (
            "Merkel lifted the toll on lorries.",
            "Merkel imposed the toll on lorries.",
            "“lifted” against “imposed”",
        ),
        (
            "The talks on rail were held in Paris in 2022.",
            "The talks on rail were held in Paris in 2023.",
            "“2022” against “2023”",
        ),
        (
            "The death toll of the fire rose to 21.",
            "The death toll of the fire rose to 22.",
            "“21” against “22”",
        ),
        ("Norway did not accept the offer of grain.", "Norway rejected the offer of grain.", ""),
    ] {
        let (corpus, comparison) = compared(left, right);
        let pair = &comparison.pairs[0];
        assert_eq!(pair.grade == Grade::Differs, !why.is_empty(), "{left} {}", pair.why);
        assert!(pair.why.starts_with(why), "{left} {}", pair.why);
        let marked = |article: u32, spans: &[Span]| -> String {
            spans.iter().map(|&span| corpus.article(ArticleIndex(article)).words(span).to_owned()).collect()
        };
        let both = format!("“{}” against “{}”", marked(0, &pair.clash.left), marked(1, &pair.clash.right));
        assert!(why.is_empty() || both == why, "{both}");
    }
}

#[test]
fn words_for_one_thing_and_words_without_partner() {
    let (corpus, comparison) = compared(
        "The unholy alliance of tyrants alarmed the neighbours.",
        "The growing partnership alarmed the neighbours on Monday.",
    );
    let naming = comparison.naming.iter().find(|naming| naming.slot.as_str() == "relationship").unwrap();
    assert_eq!(naming.left[0].text.as_str(), "unholy alliance of tyrants");
    assert_eq!(naming.right[0].text.as_str(), "growing partnership");
    let pair = &comparison.pairs[0];
    let left: Vec<_> = pair
        .differing_left
        .iter()
        .map(|&span| corpus.article(ArticleIndex(0)).words(span).to_owned())
        .collect();
    assert_eq!(left, ["unholy", "tyrants"]);
}

#[test]
fn a_phrase_ends_where_its_names_end() {
    for (left, expected) in [
        (
            "The partnership between Norway and Chad poses new questions.",
            "partnership between Norway and Chad",
        ),
        (
            "The alliance between Chad and Norwegian firms grew.",
            "alliance between Chad and Norwegian firms grew",
        ),
        (
            "A fragile alliance between Western countries that nobody knew.",
            "fragile alliance between Western countries",
        ),
    ] {
        let (_, comparison) = compared(left, "The growing collaboration alarmed the neighbours.");
        let naming = comparison.naming.iter().find(|naming| naming.slot.as_str() == "relationship").unwrap();
        assert_eq!(naming.left[0].text.as_str(), expected);
    }
}

#[test]
fn relations() {
    let visit = "Vladimir Putin met Xi Jinping in Beijing. They signed accords on gas.";
    let later = "Vladimir Putin met Xi Jinping in Beijing. The talks were about gas and rail.";
    for (left, left_day, right, right_day, expected) in [
        (visit, 1, later, 2, Relation::SameEvent),
        (visit, 1, later, 300, Relation::ThemeOnly),
        (visit, 1, "A bakery in Lisbon burned down. Nobody was hurt.", 1, Relation::Unrelated),
        (visit, 1, visit, 1, Relation::SameEvent),
        (
            "Vladimir Putin came to Beijing for a parade. Old friends were greeted.",
            1,
            "The journey of Vladimir Putin to Beijing is a signal. Rail and gas are the matter.",
            20,
            Relation::SameStory,
        ),
        (
            "Vladimir Putin gave a speech in Moscow. Old friends were greeted.",
            1,
            "Snow fell in Moscow. Vladimir Putin is the matter of a new book.",
            20,
            Relation::ThemeOnly,
        ),
    ] {
        let (_, comparison) = apart(left, left_day, right, right_day);
        assert_eq!(comparison.relation, expected, "{right} on {right_day}: {}", comparison.why);
        assert!(!comparison.why.is_empty());
    }
}

#[test]
fn two_meetings_of_one_story_are_two_events() {
    let met = |day: &str, place: &str, count: u32| {
        format!(
            "Emmanuel Macron met Angela Merkel in {place} on {day}. They spoke about the fishing quota of the North Sea. \
             At least {count} trawlers blocked the harbour. The fishing quota is what the trawlers want raised."
        )
    };
    for (left, left_day, right, right_day, expected, clashes) in [
        (met("Tuesday", "Berlin", 30), 2, met("Tuesday", "Berlin", 45), 2, Relation::SameEvent, 1),
        (met("Tuesday", "Berlin", 30), 2, met("Tuesday", "Berlin", 45), 3, Relation::SameEvent, 1),
        (met("Tuesday", "Berlin", 30), 2, met("Monday", "Calais", 45), 8, Relation::SameStory, 0),
    ] {
        let (mut corpus, _) = apart(&left, left_day, &right, right_day);
        corpus.story_of = vec![0, 0].into();
        let comparison = compare(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)]);
        let told = format!("{right}: {}; {:?}", comparison.why, comparison.pairs);
        assert_eq!((comparison.relation, comparison.numbers.len()), (expected, clashes), "{told}");
        let differing = comparison.pairs.iter().filter(|pair| pair.grade == Grade::Differs);
        assert_eq!(differing.count() > 0, clashes > 0, "{told}");
    }
}

#[test]
fn who_speaks_and_what_weighs() {
    let (corpus, comparison) = compared(
        "Vladimir Putin said the road was closed. “It is closed,” Putin said. Analysts said it was open.",
        "In Moscow rain fell. Vladimir Putin slept.",
    );
    let speakers: Vec<_> = comparison
        .speakers_left
        .iter()
        .map(|source| (source.name.as_str(), source.direct, source.reported))
        .collect();
    assert_eq!(speakers, [("Vladimir Putin", 1, 1), ("Analysts", 0, 1)]);
    let putin =
        comparison.emphasis.iter().find(|e| &*corpus.entities.get(e.entity).key == "vladimir-putin").unwrap();
    assert_eq!((putin.left.count, putin.right.count), (2, 1));
    assert!((putin.right.share - 0.5).abs() < 1e-9 && (putin.right.first - 1.0).abs() < 1e-9);
}

#[test]
fn odd_sides_are_sensible() {
    let long = FERRY.repeat(60);
    for (left, right) in
        [("", ""), ("", FERRY), (FERRY, FERRY), ("One word", &*long), ("今日は晴れです。", "明日は雨です。")]
    {
        let (_, comparison) = compared(left, right);
        let total = |article: u32| {
            let mut passages: Vec<_> =
                comparison.pairs.iter().flat_map(|pair| [pair.left, pair.right]).collect();
            passages
                .extend(comparison.only_left.iter().chain(&comparison.only_right).map(|only| only.passage));
            passages.retain(|passage| passage.article.0 == article);
            passages.sort_unstable();
            passages.dedup();
            passages.len()
        };
        let corpus_sentences = |text: &str| {
            let corpus = assemble(vec![article("a", 1, text)], Gazetteer::bundled());
            corpus.annotations[0].sentences.len()
        };
        assert_eq!(
            (total(0), total(1)),
            (corpus_sentences(left), corpus_sentences(right)),
            "every sentence is somewhere"
        );
    }
    let (_, same) = compared(FERRY, FERRY);
    assert!(same.only_left.is_empty() && same.pairs.iter().all(|pair| pair.grade == Grade::Same));
}

#[test]
fn the_reason_names_only_words_that_stand_there() {
    let (_, comparison) = compared(
        "The war in the valley ruined the harvest.",
        "The conflict in the valley ruined the harvests.",
    );
    let why = comparison.pairs[0].why.as_str();
    let clause = |head: &str| why.split("; ").find_map(|part| part.strip_prefix(head)).unwrap_or_default();
    let alike: Vec<_> = clause("of like meaning: ").split(", ").collect();
    assert!(alike.contains(&"war / conflict") && alike.contains(&"harvest / harvests"), "{why}");
    let shared = clause("shared words: ");
    assert!(!shared.is_empty() && !shared.contains("war") && !shared.contains("conflict"), "{why}");
}

#[test]
fn no_reason_is_more_exact_than_the_dates() {
    let text = "Vladimir Putin met Xi Jinping in Beijing. They signed accords on gas.";
    for (precision, other_day, expected) in [
        (Precision::Day, 1, "on one day"),
        (Precision::Day, 3, "2 days apart"),
        (Precision::Month, 3, "in one month"),
        (Precision::Year, 40, "in one year"),
    ] {
        let (mut left, right) = (article("left", 1, text), article("right", other_day, text));
        if let Some(given) = left.given_date.as_mut() {
            given.precision = precision;
        }
        let corpus = assemble(vec![left, right], Gazetteer::bundled());
        let why = compare(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)]).why;
        let untrue =
            ["day", "month", "year"].iter().any(|unit| !expected.contains(unit) && why.contains(unit));
        assert!(why.ends_with(expected) && !untrue, "{precision:?} {other_day}: {why}");
    }
}

#[test]
fn sides_changed_over_give_the_same_pairs() {
    let war = "The war alarmed the allies. The conflict between Russia and Ukraine alarmed partners of the war \
        alliance. Putin said the partnership would grow. Putin signed accords on gas in Beijing.";
    let talks = "Allies feared the war and the conflict. The Russian president signed an accord on gas. Vladimir \
        Putin said the alliance grows. The partners and allies were alarmed by war.";
    for (left, right) in [(war, talks), (FERRY, talks), (FERRY, FERRY), (war, war)] {
        assert_mirrored(left, right);
    }
}

fn assert_mirrored(left: &str, right: &str) {
    let corpus = assemble(vec![article("left", 1, left), article("right", 1, right)], Gazetteer::bundled());
    let there = compare(&corpus, &[ArticleIndex(0)], &[ArticleIndex(1)]);
    let back = compare(&corpus, &[ArticleIndex(1)], &[ArticleIndex(0)]);
    let mut expected: Vec<_> = there.pairs.iter().map(|p| (p.right, p.left, p.grade)).collect();
    expected.sort_by_key(|&(l, r, _)| (l, r));
    let found: Vec<_> = back.pairs.iter().map(|p| (p.left, p.right, p.grade)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_side_without_name_has_a_short_label() {
    let (_, comparison) = compared(&FERRY.replace(". ", ", "), FERRY);
    assert!(crate::model::width::width(&comparison.left.label) <= LABEL_COLUMNS);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn spans_are_ordered_and_inside(
        left in "([A-Z][a-z]{1,6}( [a-z]{1,7}| 12 men| not| “no deal at all”| Putin){0,8}\\. ?){0,6}",
        right in "([A-Z][a-z]{1,6}( [a-z]{1,7}| 15 men| never| “no deal at all”| Putin){0,8}\\. ?){0,6}|\\PC{0,60}",
    ) {
        let (corpus, comparison) = compared(&left, &right);
        for pair in &comparison.pairs {
            prop_assert!((0.0..=1.0).contains(&pair.score));
            for (passage, spans) in [(pair.left, &pair.differing_left), (pair.right, &pair.differing_right)] {
                prop_assert!(spans.iter().all(|span| passage.span.contains(*span)));
                prop_assert!(spans.windows(2).all(|two| two[0].end <= two[1].start));
                prop_assert!(!corpus.article(passage.article).words(passage.span).is_empty());
            }
        }
        assert_mirrored(&left, &right);
        prop_assert!(comparison.pairs.windows(2).all(|two| two[0].left <= two[1].left));
    }
}

/// The grade of the first pair of two articles of one sentence.
fn graded(left: &str, right: &str) -> Option<Grade> {
    compared(left, right).1.pairs.first().map(|pair| pair.grade)
}

#[test]
fn who_somebody_is_and_what_is_to_come_are_not_the_fact() {
    for (left, right, same) in [
        (
            "Veteran harbour master Ana Moreau said on Thursday that she doubts the survey.",
            "Veteran harbour master Ana Moreau opened a bakery on Thursday.",
            false,
        ),
        (
            "The senate is set to override the veto of the shipping law.",
            "The senate overrode the veto of the shipping law.",
            false,
        ),
        (
            "The senate overrode the veto of the shipping law on Thursday.",
            "On Thursday the senate overrode the veto of the shipping law.",
            true,
        ),
    ] {
        assert_eq!(graded(left, right) == Some(Grade::Same), same, "{left} / {right}");
    }
}

#[test]
fn years_since_when_differ_and_dates_of_other_happenings_do_not() {
    for (left, right, differs) in [
        ("She has led the ferry company since 2001.", "She has led the ferry company since 2004.", true),
        (
            "The ministers met in Oslo on Tuesday, after dockers had walked out.",
            "The ministers met in Oslo, and bakers opened a new hall on Friday.",
            false,
        ),
    ] {
        assert_eq!(graded(left, right) == Some(Grade::Differs), differs, "{left} / {right}");
    }
}
