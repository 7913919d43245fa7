use super::*;
use crate::analysis::testing::{article, corpus};
use crate::model::testing::told_by;
use crate::model::{Article, Outlet};

/// Articles of outlets on days; each a text of its own, so that every article is its own story.
fn several(all: &[(&str, Option<&str>)]) -> Corpus {
    let words =
        ["harbour ferry", "quarry dust", "violin prize", "glacier melt", "tram strike", "honey market"];
    let articles = all.iter().zip(words).enumerate().map(|(i, (&(outlet, day), words))| {
        let body =
            format!("The {words} was the talk of the town for a while. Nobody spoke of any other {words}.");
        Article {
            outlet: Outlet { name: Some(SafeText::line(outlet)), ..Outlet::unknown("") },
            ..article(&i.to_string(), day, "", &body)
        }
    });
    corpus(articles.collect())
}

/// How many outlets tell an event in words of their own; both ways of asking agree.
fn telling(coverage: &Coverage, event: &Event) -> usize {
    let telling = coverage.telling(event);
    let several =
        coverage.told_by_several(event.mentions.iter().map(|mention| (mention.article, mention.span)));
    assert_eq!(several, (telling > 0).then_some(telling > 1));
    telling
}

fn coverage(corpus: &Corpus) -> Coverage {
    Coverage::of(corpus, &corpus.indices().collect::<Vec<_>>(), &corpus.outlet_labels())
}

#[test]
fn silence_is_not_absence() {
    let corpus = several(&[
        ("Teller", Some("2024-05-10")),
        ("Beside", Some("2024-05-17")),
        ("Later", Some("2024-05-18")),
        ("Undated", None),
        ("Both", Some("2023-01-01")),
        ("Both", Some("2024-05-08")),
    ]);
    let coverage = coverage(&corpus);
    let row = coverage.row(&corpus, &told_by(&[0]), 0..9);
    let told: Vec<(&str, Told)> =
        coverage.columns.iter().map(|column| column.label.as_str()).zip(row).collect();
    assert_eq!(
        told,
        [
            ("Both", Told::Silent),
            ("Teller", Told::Sentences(1)),
            ("Beside", Told::Silent),
            ("Later", Told::NoArticle),
            ("Undated", Told::Silent),
        ]
    );
    let told_by_undated = coverage.row(&corpus, &told_by(&[3]), 0..9);
    assert!(!told_by_undated.contains(&Told::NoArticle), "without a date nothing can be out of reach");
    assert_eq!((telling(&coverage, &told_by(&[4, 5, 0])), telling(&coverage, &told_by(&[]))), (2, 0));
}

#[test]
fn one_text_in_two_outlets_counts_once() {
    let text = "A ferry ran aground in the harbour of Harnwick during the night, and forty passengers were taken \
                off by boat before it was light, the harbour master said, while divers looked for a leak.";
    let own = format!("{text}\nNobody of the crew wanted to talk to our reporter about the captain.");
    let of = |outlet: &str, body: &str| Article {
        outlet: Outlet { name: Some(SafeText::line(outlet)), ..Outlet::unknown("") },
        ..article(outlet, Some("2024-05-10"), "Ferry aground in Harnwick", body)
    };
    let corpus = corpus(vec![of("Agency", text), of("Paper", &own), of("Other", "Snow fell on the hills.")]);
    assert_eq!(corpus.stories[0].reprints.len(), 1);
    let tale = |article: u32, from: &str| {
        let text = &corpus.article(ArticleIndex(article)).text;
        let at = text.find(from).unwrap();
        let mut event = told_by(&[article]);
        event.mentions[0].span = Span::of(at, at + 60);
        event.mentions.remove(0)
    };
    let mut event = told_by(&[]);
    event.mentions = vec![tale(0, "A ferry"), tale(1, "A ferry")];
    let coverage = coverage(&corpus);
    let row = |event: &Event| coverage.row(&corpus, event, 0..9);
    assert_eq!(telling(&coverage, &event), 1);
    assert_eq!(row(&event)[..2], [Told::Sentences(1), Told::Copied(1)]);
    let alone = Event { mentions: vec![tale(1, "A ferry")], ..told_by(&[]) };
    assert_eq!(
        row(&alone)[..2],
        [Told::Silent, Told::Sentences(1)],
        "a copy of what the original does not tell"
    );
    event.mentions.push(tale(1, "Nobody of"));
    assert_eq!(telling(&coverage, &event), 2);
    assert_eq!(row(&event)[..2], [Told::Sentences(1), Told::Sentences(2)]);
}

#[test]
fn the_earliest_is_claimed_no_more_exactly_than_known() {
    let mut articles: Vec<Article> = [
        ("A", Some("2024-05-10"), Some((9, 30))),
        ("B", Some("2024-05-10"), Some((8, 15))),
        ("C", Some("2024-05-10"), None),
        ("D", Some("2024-05-11"), Some((1, 0))),
        ("E", None, None),
    ]
    .into_iter()
    .map(|(name, day, minute)| {
        let mut one = article(name, day, "", &format!("Words of {name} about a matter of its own."));
        if let Some(given) = &mut one.given_date {
            given.minute = minute;
        }
        one
    })
    .collect();
    articles.push(Article {
        given_date: Some(crate::model::GivenDate {
            date: "2024-01-01".parse().unwrap(),
            precision: Precision::Year,
            minute: None,
            source: SafeText::default(),
        }),
        ..article("F", None, "", "Words of F about a matter of its own.")
    });
    let corpus = corpus(articles);
    let coverage = coverage(&corpus);
    for (told, first) in [
        (&[0, 1, 3][..], &[1][..]),
        (&[0, 1, 2, 3], &[0, 1, 2]),
        (&[3, 4], &[3]),
        (&[4], &[]),
        (&[3, 5], &[3]),
        (&[5], &[5]),
    ] {
        let found: Vec<u32> =
            earliest(&corpus, &coverage, &told_by(told)).iter().map(|(article, _)| article.0).collect();
        assert_eq!(found, first, "of {told:?}");
    }
}
