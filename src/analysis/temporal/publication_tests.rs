//! When an article was published, and when its text says otherwise: tables of cases.

use super::tests::{DAY, all, article, lines, mention};
use super::*;
use crate::analysis::tokens::tokenise;
use crate::model::{DateBasis, Precision};

#[test]
fn the_ladder_of_the_publication_date() {
    for (text, expected, precision, basis) in [
        ("D\t7 September, 2025\nThe leaders met.", "2025-09-07", Precision::Day, DateBasis::Stated),
        ("T\tA headline\nMarch 27, 2008\nThe leaders met.", "2008-03-27", Precision::Day, DateBasis::Stated),
        ("D\tPublished at 4 pm on 3 May 2020\nThey met.", "2020-05-03", Precision::Day, DateBasis::Stated),
        (
            "C\tThe two shake hands on March 21.\nTuesday was the highlight of the visit. The congress was held on \
             March 10, 2023.",
            "2023-03-01",
            Precision::Month,
            DateBasis::Text,
        ),
        (
            "The two had failed, and by 2025 the alliance was strong.",
            "2025-01-01",
            Precision::Year,
            DateBasis::Text,
        ),
        (
            "The bridge was closed in May 2019. In August 2019 it was opened again.",
            "2019-01-01",
            Precision::Year,
            DateBasis::Text,
        ),
        (
            "They marked the 75th anniversary of the founding of the state in 1949.",
            "2024-01-01",
            Precision::Year,
            DateBasis::Anniversary,
        ),
    ] {
        let (published, _) = all(&lines(text), &[], &Gazetteer::default());
        let published = published.unwrap_or_else(|| panic!("{text}"));
        assert_eq!(published.date.to_string(), expected, "{text}: {}", published.why);
        assert_eq!((published.precision, published.basis), (precision, basis), "{text}");
    }
    for text in [
        "The leaders met on Tuesday.",
        "D\tWednesday, September 3\nThe leaders met.",
        "",
        "They will meet in 2030.",
        // What lies ahead, or long past, dates nothing.
        "The engineers forecast a loss of half the glaciers by 2100. The council voted on Tuesday.",
        "The deadline was pushed back to 1 October 2031 and again to 1 May 2032, the ministry said on Monday.",
        "The school was founded in 1889. Its choir sang on Tuesday.",
        "She won the prize in June 2011 and sang on Tuesday.",
        "Shelters in Los Angeles were full on Tuesday, the mayor said.",
    ] {
        assert_eq!(all(&lines(text), &[], &Gazetteer::default()).0, None, "{text}");
    }
}

#[test]
fn a_date_line_without_a_year_takes_the_one_that_fits_those_in_office() {
    let article = lines("D\tWednesday, September 3\nFriedrich Merz spoke to Donald Trump on Tuesday.");
    let mentions = [
        mention(&article.text, "Friedrich Merz", "friedrich-merz"),
        mention(&article.text, "Donald Trump", "donald-trump"),
    ];
    let (published, expressions) = all(&article, &mentions, Gazetteer::bundled());
    let published = published.unwrap();
    assert_eq!(published.date.to_string(), "2025-09-03");
    assert_eq!(published.basis, DateBasis::Text);
    assert!(published.why.contains("Friedrich Merz") && published.why.contains("Wednesday, September 3"));
    assert_eq!(expressions.last().unwrap().value.as_deref(), Some("2025-09-02"));
}

#[test]
fn a_date_that_the_text_contradicts_is_doubted() {
    for (text, doubted) in [
        ("The bridge was opened on 4 May 2026.", true),
        ("The bridge was opened on 4 May 2025.", false),
        ("The bridge will be opened on 4 May 2026.", false),
        ("They agreed to open the bridge on 4 May 2026.", false),
        ("The opening was planned for 4 May 2026.", false),
        ("The bridge was opened on Friday.", false),
    ] {
        let article = article(text, Some(DAY));
        let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
        let (gazetteer, none) = (Gazetteer::default(), NotDates::default());
        let reader = Reader::new(&article, &tokens, &gazetteer, &none);
        let published = reader.publication(&[]);
        let sentences = crate::analysis::sentences::split(&article);
        let found = reader.expressions(&sentences, &[], published.as_ref());
        assert_eq!(found.contradiction.is_some(), doubted, "{text}: {:?}", found.contradiction);
    }
}
