//! Tables of texts with what must be found in them, and what must not.

use super::*;
use crate::analysis::tokens::tokenise;
use crate::model::{Basis, DateBasis, Form, GivenDate, Outlet, Part, Precision, Role, SafeText};
use chrono::NaiveDate;
use proptest::prelude::*;

/// An article of one body part, published on a day where one is given.
pub(super) fn article(text: &str, date: Option<&str>) -> Article {
    Article {
        id: SafeText::line("a"),
        path: None,
        url: None,
        title: None,
        outlet: Outlet { name: None, country: None, basis: Basis::Unknown, why: SafeText::default() },
        byline: None,
        language: None,
        tags: Vec::new(),
        given_date: date.map(|date| GivenDate {
            date: date.parse().unwrap(),
            precision: Precision::Day,
            minute: None,
            source: SafeText::line("the field “date”"),
        }),
        text: SafeText::new(text),
        parts: vec![Part { span: Span::of(0, text.len()), role: Role::Body, why: SafeText::default() }],
    }
}

/// The same, with a part for each line, the roles given by a letter before a tab: `D`ateline, `T`itle, `C`aption.
pub(super) fn lines(text: &str) -> Article {
    let mut plain = String::new();
    let mut parts = Vec::new();
    for line in text.lines() {
        let (role, words) = match line.split_once('\t') {
            Some(("D", words)) => (Role::Dateline, words),
            Some(("T", words)) => (Role::Title, words),
            Some(("C", words)) => (Role::Caption, words),
            _ => (Role::Body, line),
        };
        let start = plain.len();
        plain += words;
        parts.push(Part { span: Span::of(start, plain.len()), role, why: SafeText::default() });
        plain.push('\n');
    }
    Article { parts, ..article(&plain, None) }
}

fn found(text: &str, date: Option<&str>) -> Vec<Expression> {
    let article = article(text, date);
    all(&article, &[], &Gazetteer::default()).1
}

pub(super) fn all(
    article: &Article,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> (Option<Published>, Vec<Expression>) {
    let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
    let not_dates = NotDates::default();
    let reader = Reader::new(article, &tokens, gazetteer, &not_dates);
    let published = reader.publication(mentions);
    let sentences: Vec<Span> = crate::analysis::sentences::split(article);
    let found = reader.expressions(&sentences, mentions, published.as_ref());
    (published, found.expressions)
}

/// `surface = value` of all expressions, with the days in brackets where they are not the value's own.
fn shown(text: &str, date: Option<&str>) -> Vec<String> {
    let show = |e: &Expression| format!("{} = {}", e.span.slice(text), e.value.as_deref().unwrap_or("?"));
    found(text, date).iter().map(show).collect()
}

/// Published on Wednesday 3 September 2025 unless a table says otherwise.
pub(super) const DAY: &str = "2025-09-03";

#[test]
fn dates_that_say_everything() {
    for (text, expected) in [
        ("Signed on 3 September 2025 in Geneva.", "3 September 2025 = 2025-09-03"),
        ("Signed on September 3rd, 2025, in Geneva.", "September 3rd, 2025 = 2025-09-03"),
        ("Signed on Sept. 7, 2024, in Geneva.", "Sept. 7, 2024 = 2024-09-07"),
        ("7 September, 2025", "7 September, 2025 = 2025-09-07"),
        ("Signed on the 3rd of May, 1999.", "the 3rd of May, 1999 = 1999-05-03"),
        ("Signed 2025-09-03.", "2025-09-03 = 2025-09-03"),
        ("Signed 2025/9/3.", "2025/9/3 = 2025-09-03"),
        ("Signed on 31.10.1974.", "31.10.1974 = 1974-10-31"),
        ("Signed on 25/12/2019.", "25/12/2019 = 2019-12-25"),
        ("Signed on 3-Sep-2025.", "3-Sep-2025 = 2025-09-03"),
        ("Friday, 5 March 2021", "Friday, 5 March 2021 = 2021-03-05"),
        ("The fourth of July 1995 was hot.", "The fourth of July 1995 = 1995-07-04"),
        ("It began in June 2005.", "June 2005 = 2005-06"),
        ("It began in 1998.", "1998 = 1998"),
        ("It began in the 1990s.", "the 1990s = 199X"),
        ("It began in the 19th century.", "the 19th century = 18XX"),
        ("Sales in the first quarter of 2009 rose.", "the first quarter of 2009 = 2009-Q1"),
        ("Sales in Q3 2019 rose.", "Q3 2019 = 2019-Q3"),
        ("It rained in the summer of 2019.", "the summer of 2019 = 2019-SU"),
        ("Prices fell in late 2006.", "late 2006 = 2006"),
        ("Born in the mid-1990s.", "the mid-1990s = 199X"),
        ("On Easter Sunday 2024 he spoke.", "Easter Sunday 2024 = 2024-03-31"),
        ("The first Monday of May 2020 was cold.", "The first Monday of May 2020 = 2020-05-04"),
        ("The last week of March 2009 was cold.", "The last week of March 2009 = 2009-W13"),
        ("The attacks of 9/11 changed much.", "9/11 = 2001-09-11"),
        ("Films of the 4 Sept. 11 attacks were shown.", "Sept. 11 = 2001-09-11"),
        ("The 12 March 2019 session was long.", "The 12 March 2019 = 2019-03-12"),
        ("At 08:30 UTC on April 27, 2005, it took off.", "08:30 UTC on April 27, 2005 = 2005-04-27T08:30Z"),
    ] {
        assert_eq!(shown(text, None), [expected], "{text}");
    }
}

#[test]
fn a_noun_after_a_date_in_digits_is_no_month() {
    assert!(
        !shown("Anna Berg walked in the 5/12 march in town.", None)
            .iter()
            .any(|shown| shown.contains("march"))
    );
}

#[test]
fn dates_seen_from_the_publication() {
    for (text, expected) in [
        ("He stated in an interview on Tuesday that it was over.", "Tuesday = 2025-09-02"),
        ("He spoke on Wednesday.", "Wednesday = 2025-09-03"),
        ("The leaders will meet on Friday.", "Friday = 2025-09-05"),
        ("Leaders to meet Monday", "Monday = 2025-09-08"),
        ("They met last Friday.", "last Friday = 2025-08-29"),
        ("They will meet next Friday.", "next Friday = 2025-09-12"),
        ("This week the talks resumed.", "This week = 2025-W36"),
        ("They spoke last week.", "last week = 2025-W35"),
        ("They spoke two weeks ago.", "two weeks ago = 2025-W34"),
        ("It began three days ago.", "three days ago = 2025-08-31"),
        ("It began five years ago.", "five years ago = 2020"),
        ("It ended yesterday.", "yesterday = 2025-09-02"),
        ("It ended the day before yesterday.", "the day before yesterday = 2025-09-01"),
        ("It will end in three weeks.", "three weeks = 2025-W39"),
        ("It took shape in three weeks.", "three weeks = P3W"),
        ("In December, troops crossed the river.", "December = 2024-12"),
        ("In December, they will vote.", "December = 2025-12"),
        ("The army withdrew on March 21.", "March 21 = 2025-03-21"),
        ("The vote will be held on March 21.", "March 21 = 2026-03-21"),
        ("The deal should be completed in October.", "October = 2025-10"),
        ("Earlier this month he flew home.", "Earlier this month = 2025-09"),
        ("Sales fell early last year.", "early last year = 2024"),
        ("Sales fell in the third quarter of last year.", "the third quarter of last year = 2024-Q3"),
        ("He spoke on Friday morning.", "Friday morning = 2025-08-29TMO"),
        ("He spoke last night.", "last night = 2025-09-02TNI"),
        ("He will speak at 4 pm on Friday.", "4 pm on Friday = 2025-09-05T16:00"),
        ("They will meet before Christmas.", "Christmas = 2025-12-25"),
        ("They met two days before Christmas.", "two days before Christmas = 2024-12-23"),
        ("Rain fell on the 18th.", "the 18th = 2025-08-18"),
        ("He was born in ’82.", "’82 = 1982"),
        ("The second Monday of last month was quiet.", "The second Monday of last month = 2025-08-11"),
        ("The week of September 15 will decide.", "The week of September 15 = 2025-W38"),
        ("Over the weekend they met.", "the weekend = 2025-W35-WE"),
        ("They will meet at the weekend.", "the weekend = 2025-W36-WE"),
        ("Shares ended the day lower.", "the day = 2025-09-03"),
        ("Profit in last year's third quarter fell.", "last year's third quarter = 2024-Q3"),
        ("Sales grew in the year to date.", "the year to date = 2025"),
        ("The king concluded a busy week abroad.", "a busy week = 2025-W36"),
    ] {
        assert_eq!(shown(text, Some(DAY)), [expected], "{text}");
    }
}

#[test]
fn ranges_and_their_days() {
    for (text, surface, value, from, to) in [
        (
            "From 3 to 5 May 2020 they met.",
            "From 3 to 5 May 2020",
            "2020-05-03/2020-05-05",
            "2020-05-03",
            "2020-05-05",
        ),
        ("On 3–5 May 2020 they met.", "3–5 May 2020", "2020-05-03/2020-05-05", "2020-05-03", "2020-05-05"),
        ("On May 3-5, 2020, they met.", "May 3-5, 2020", "2020-05-03/2020-05-05", "2020-05-03", "2020-05-05"),
        ("Between 2010 and 2012 it grew.", "Between 2010 and 2012", "2010/2012", "2010-01-01", "2012-12-31"),
        ("The war of 1914–18 ended.", "1914–18", "1914/1918", "1914-01-01", "1918-12-31"),
        ("It closed May–June 2020.", "May–June 2020", "2020-05/2020-06", "2020-05-01", "2020-06-30"),
        ("It has grown since 2019.", "2019", "2019", "2019-01-01", "2025-09-03"),
        ("He fell ill over the past three years.", "the past three years", "P3Y", "2022-09-03", "2025-09-02"),
        ("In early March it rained.", "early March", "2025-03", "2025-03-01", "2025-03-10"),
        (
            "It rained from Monday to Wednesday.",
            "from Monday to Wednesday",
            "2025-09-01/2025-09-03",
            "2025-09-01",
            "2025-09-03",
        ),
        (
            "In the first three months of 2009 it rained.",
            "the first three months of 2009",
            "2009-01/2009-03",
            "2009-01-01",
            "2009-03-31",
        ),
    ] {
        let got = found(text, Some(DAY));
        let [only] = got.as_slice() else { panic!("{text}: {got:?}") };
        let range = only.range.unwrap_or_else(|| panic!("{text}"));
        let days = (range.from.to_string(), range.to.to_string());
        assert_eq!((only.span.slice(text), only.value.as_deref()), (surface, Some(value)), "{text}");
        assert_eq!(days, (from.to_owned(), to.to_owned()), "{text}");
    }
}

#[test]
fn each_day_of_a_list_and_words_that_lean_on_others() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("They met on 18 and 19 June 2020.", &["18 = 2020-06-18", "19 June 2020 = 2020-06-19"][..]),
        (
            "They met on 3, 4 and 5 May 2020.",
            &["3 = 2020-05-03", "4 = 2020-05-04", "5 May 2020 = 2020-05-05"],
        ),
        (
            "They will meet on October 17th, 18th, or 19th.",
            &["October 17th = 2025-10-17", "18th = 2025-10-18", "19th = 2025-10-19"],
        ),
        ("On May 3, 20 people were hurt.", &["May 3 = 2025-05-03"]),
        ("It will open on Monday 15 at noon.", &["Monday 15 at noon = 2025-09-15T12:00"]),
        ("On Monday 21 people were hurt.", &["Monday = 2025-09-01"]),
        ("It began in the 1980's and ended.", &["the 1980's = 198X"]),
        ("Sales fell in the latest quarter.", &["the latest quarter = 2025-Q2"]),
        ("The year-earlier period was better.", &["The year-earlier period = 2024"]),
        ("It was agreed late Tuesday night.", &["late Tuesday night = 2025-09-02TNI"]),
        ("It will begin at 2030 hours on Friday.", &["2030 hours on Friday = 2025-09-05T20:30"]),
        ("They flew 2030 hours in all.", &["2030 hours = PT2030H"]),
        ("He was freed two days later.", &["two days later = ?"]),
        ("Profit rose in fiscal 2024-25.", &["fiscal 2024-25 = FY2024"]),
        ("The deadline is midnight Friday.", &["midnight Friday = 2025-09-05T00:00"]),
        ("They marched on the night of May 3.", &["the night of May 3 = 2025-05-03TNI"]),
        ("The Sept. 11 attacks changed it.", &["Sept. 11 = 2001-09-11"]),
        ("The custom dates back to 1865, it is said.", &["1865 = 1865"]),
        (
            "He came at half past seven in the evening.",
            &["half past seven in the evening = 2025-09-03T19:30"],
        ),
        ("It began at ten to nine.", &["ten to nine = 2025-09-03T08:50"]),
        ("It rose from five to ten.", &[]),
        ("The office opens at six o'clock.", &["six o'clock = 2025-09-03T06:00"]),
        ("It will close tomorrow before 4 pm.", &["tomorrow before 4 pm = 2025-09-04T16:00"]),
        (
            "The hall is free between 3 and 8 pm next Monday.",
            &["between 3 and 8 pm next Monday = 2025-09-08T15:00/2025-09-08T20:00"],
        ),
        (
            "On January twenty-five, nineteen eighty-six, it fell.",
            &["January twenty-five, nineteen eighty-six = 1986-01-25"],
        ),
        ("She was born in nineteen hundred ninety-three.", &["nineteen hundred ninety-three = 1993"]),
        ("Many travelled over Labor Day weekend 2021.", &["Labor Day weekend 2021 = 2021-W35-WE"]),
        ("In the week ended May 4, 2025, it fell.", &["the week ended May 4, 2025 = 2025-W18"]),
        ("We are closed on Sunday early morning.", &["Sunday early morning = 2025-08-31TMO"]),
        (
            "The hall is taken this evening from 7 to 7:30.",
            &["this evening from 7 to 7:30 = 2025-09-03T19:00/2025-09-03T19:30"],
        ),
        ("They meet every day at 7:13 p.m. in town.", &["every day at 7:13 p.m. = T19:13"]),
        ("They meet each Monday at 4 pm.", &["each Monday at 4 pm = XXXX-WXX-1T16:00"]),
        ("He works in the evenings.", &["evenings = TEV"]),
        ("It rained all day and all week.", &["all day = P1D", "all week = P1W"]),
        ("They need another week.", &["another week = P1W"]),
        ("It is open everyday.", &["everyday = P1D"]),
        ("It is part of everyday life.", &[]),
        ("It grew between August 2019 and now.", &["between August 2019 and now = 2019-08/2025-09-03"]),
    ] {
        let got = shown(text, Some(DAY));
        if got != expected {
            wrong.push((text, got));
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn lengths_sets_and_open_expressions_have_no_days() {
    for (text, expected) in [
        ("The talks lasted two and a half hours.", "two and a half hours = PT2H30M"),
        ("It was a three-day visit.", "three-day = P3D"),
        ("A 27-year-old man won.", "27-year-old = P27Y"),
        ("They have worked together for many decades.", "many decades = PXY"),
        ("It rains every Monday.", "every Monday = XXXX-WXX-1"),
        ("They meet twice a year.", "twice a year = P1Y"),
        ("In recent years it grew.", "recent years = PAST_REF"),
        ("It will grow in the coming months.", "the coming months = ?"),
        ("In the past, it was colder.", "the past = PAST_REF"),
        ("The week-long talks ended badly.", "week-long = P1W"),
        ("Profit rose in FY19.", "FY19 = FY2019"),
        ("Last fiscal year was poor.", "fiscal year = FY2024"),
        ("It is growing now.", "now = PRESENT_REF"),
        ("It is growing at the moment.", "the moment = PRESENT_REF"),
        ("The shop is closed on Mondays.", "Mondays = XXXX-WXX-1"),
        ("Prices in today's world are high.", "today = PRESENT_REF"),
        ("Revenue in fiscal 2019 fell.", "fiscal 2019 = FY2019"),
    ] {
        assert_eq!(shown(text, Some(DAY)), [expected], "{text}");
        assert_eq!(found(text, Some(DAY))[0].range, None, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_date() {
    for text in [
        "This may take longer than expected, and they may march on.",
        "He came second and read The Sun.",
        "2,019 people and 2000 troops were there.",
        "He read “1984” and installed Windows 2000.",
        "She won gold at the 2020 Olympics and at Euro 2004.",
        "It costs $2000 and weighs 1900 kg.",
        "Call +86 2010-2015-86 for version 1.2.3 of 2015:11.",
        "Bloody Sunday is read in the Sunday Times.",
        "They fall and spring up again.",
        "Three quarters voted 50/50 on 24/7 service.",
        "An august assembly heard from Mar Thoma.",
        "Chapter 3:16 of a book; the score was 2-1.",
    ] {
        assert_eq!(shown(text, Some(DAY)), [""; 0], "{text}");
    }
}

#[test]
fn what_refers_to_a_date_just_named() {
    for (text, expected) in [
        ("On 3 May 2011 he resigned. Two days later he fled.", "2011-05-05"),
        ("On 3 May 2011 he resigned. The day before, he had met the king.", "2011-05-02"),
        ("They met in March 2012. The following month the war ended.", "2012-04"),
        ("They met in 2012. Two years later the war ended.", "2014"),
        ("They met in 2012. Two days later the war ended.", "?"),
        ("The fleet sailed on 3 May 1982. It was sunk on 14 June.", "1982-06-14"),
    ] {
        let got = found(text, Some(DAY));
        assert_eq!(got.len(), 2, "{text}");
        assert_eq!(got[1].value.as_deref().unwrap_or("?"), expected, "{text}");
        if expected != "?" {
            assert_eq!(got[1].basis, DateBasis::Text, "{text}");
        }
    }
}

#[test]
fn far_from_any_named_date_the_day_before_stays_open() {
    let text = "On 3 May 2011 he resigned. Nobody knew why. Nobody asked. Nothing was said. The day before, the king had \
                spoken.";
    let got = found(text, None);
    assert_eq!(got.last().unwrap().value, None);
}

#[test]
fn the_order_of_digits_follows_the_outlets_country_and_the_other_dates() {
    for (text, country, expected) in [
        ("Signed on 3/9/2025.", Some("US"), "2025-03-09"),
        ("Signed on 3/9/2025.", Some("GB"), "2025-09-03"),
        ("Signed on 3/9/2025.", None, "2025-03-09"),
        ("Signed on 3/9/2025, in force 25/9/2025.", None, "2025-09-03"),
        ("Signed on 3.9.2025.", None, "2025-09-03"),
    ] {
        let mut article = article(text, None);
        article.outlet.country = country.and_then(crate::model::CountryCode::new);
        let (_, got) = all(&article, &[], &Gazetteer::default());
        assert_eq!(got[0].value.as_deref(), Some(expected), "{text} {country:?}");
    }
}

#[test]
fn the_reason_names_the_words_and_the_anchor() {
    let got = found("He stated on Tuesday that it was over.", Some(DAY));
    assert_eq!(got[0].why, "“Tuesday” seen from the publication, Wednesday 2025 Sep 3 (past: “stated”)");
    let got = found("On 3 May 2011 he resigned. Two days later he fled.", Some(DAY));
    assert_eq!(got[1].why, "“Two days later” counted from “3 May 2011” just before");
}

pub(super) fn mention(text: &str, name: &str, key: &str) -> Mention {
    let at = text.find(name).unwrap();
    Mention {
        span: Span::of(at, at + name.len()),
        entity: Gazetteer::bundled().entities().find(key).unwrap_or_else(|| panic!("{key}")),
        form: Form::Name,
        why: "listed".into(),
        rivals: Vec::new(),
    }
}

#[test]
fn names_are_not_searched() {
    let text = "Theresa May spoke. Reporters of the Daily Sabah listened in 2017.";
    let mut article = article(text, None);
    article.given_date = None;
    let person = Mention { span: Span::of(8, 11), ..mention("Donald Trump", "Donald Trump", "donald-trump") };
    let (_, got) = all(&article, &[person], Gazetteer::bundled());
    assert_eq!(got.len(), 1);
    assert_eq!(got[0].span.slice(text), "2017");
}

#[test]
fn furniture_is_not_searched() {
    let mut article = lines("Home 3 May 2020\nThey met on 4 May 2020.");
    article.parts[0].role = Role::Furniture;
    let (_, got) = all(&article, &[], &Gazetteer::default());
    assert_eq!(got.len(), 1);
}

proptest! {
    #[test]
    fn any_text_gives_ordered_disjoint_spans_and_ordered_days(
        words in prop::collection::vec(
            prop_oneof![
                "[0-9]{1,9}", "[0-9]{1,4}[-/.:][0-9]{1,4}([-/.:][0-9]{1,4})?", "[0-9]{1,4}(st|th|s|pm|h30)", "[a-zé’'“”]{1,9}",
                prop::sample::select(vec![
                    "May", "March", "Sept.", "Monday", "Sun", "last", "next", "this", "the", "of", "first", "last", "week",
                    "years", "ago", "later", "before", "after", "from", "to", "between", "and", "two", "hundred", "thousand",
                    "million", "quarter", "half", "century", "decade", "early", "mid", "end", "-", "–", ",", ".", "'", "80th",
                    "anniversary", "Easter", "every", "in", "since", "by", "a", "past", "9999", "0000", "1", "31", "February",
                    "29", "99999", "millennia", "day", "hours", "year", "BC", "noon", "at", "on", "will", "said",
                ]).prop_map(str::to_owned),
            ],
            0..40,
        ),
        day in prop::option::of(0i32..3_700_000),
    ) {
        let text = words.join(" ");
        let mut article = article(&text, None);
        article.given_date = day.and_then(NaiveDate::from_num_days_from_ce_opt).map(|date| GivenDate {
            date, precision: Precision::Day, minute: None, source: SafeText::line("a field"),
        });
        let (_, got) = all(&article, &[], Gazetteer::bundled());
        let mut at = 0;
        for expression in got {
            prop_assert!(expression.span.start >= at && !expression.span.is_empty(), "{text}");
            at = expression.span.end;
            prop_assert!(!expression.span.slice(&article.text).is_empty());
            if let Some(range) = expression.range {
                prop_assert!(range.from <= range.to, "{text}");
            }
        }
    }
}
