//! Recognition and resolution on sentences made for each rule.

use super::*;
use crate::analysis::{sentences, tokens};
use crate::model::{DateBasis, Form, Precision, Role, SafeText, testing};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::Arc;

/// An article of one part a line; a line that begins with `# ` is a headline.
fn article(text: &str) -> Article {
    let mut article = testing::article("a", text);
    for part in article.parts.iter_mut().filter(|part| text[part.span.range()].starts_with("# ")) {
        part.role = Role::Title;
    }
    article
}

pub(super) fn find(text: &str, day: Option<(i32, u32, u32)>) -> (Article, EntityTable, Vec<Mention>) {
    let article = article(text);
    let gazetteer = Gazetteer::bundled();
    let tokens = tokens::tokenise(&article.text, Span::of(0, article.text.len()));
    let sentences = sentences::split(&article);
    let mut entities = EntityTable::over(gazetteer.entities());
    let mut mentions = recognise(&article, &tokens, &sentences, gazetteer, &mut entities);
    let published = day.map(|(y, m, d)| Published {
        date: NaiveDate::from_ymd_opt(y, m, d).unwrap(),
        precision: Precision::Day,
        basis: DateBasis::Stated,
        why: SafeText::default(),
    });
    resolve_offices(&article, &tokens, published.as_ref(), gazetteer, &mut mentions, &mut entities);
    (article, entities, mentions)
}

/// Every mention as `words=key`, with a mark for its form: `~` demonym, `^` capital, `!` institution, `@` office,
/// `.` surname, `#` acronym, `+` alias.
pub(super) fn marks(text: &str) -> String {
    let (article, entities, mentions) = find(text, Some((2024, 6, 1)));
    let mark = |form| match form {
        Form::Name => "",
        Form::Alias => "+",
        Form::Surname => ".",
        Form::Acronym => "#",
        Form::Demonym => "~",
        Form::Capital => "^",
        Form::Institution => "!",
        Form::Office => "@",
    };
    let all: Vec<String> = mentions
        .iter()
        .map(|m| format!("{}={}{}", article.words(m.span), mark(m.form), entities.get(m.entity).key))
        .collect();
    all.join(" | ")
}

pub(super) fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, marks(text)))
        .filter(|(_, expected, got)| *expected != got)
        .map(|(text, expected, got)| format!("{text:?}\n  expected {expected}\n  got      {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn countries_in_all_their_names() {
    check(&[
        ("Aid went to Mali and Niger.", "Mali=ML | Niger=NE"),
        ("He spoke against US’ ‘malign’ influence.", "US=#US"),
        ("He left the U.S. for the United States’ ally.", "U.S.=#US | United States=US"),
        ("Give us time; us and them.", ""),
        ("A Sino-Russian pact and China-Russia trade.", "Sino=~CN | Russian=~RU | China=CN | Russia=RU"),
        ("Prices rose in Cote d'Ivoire and in Côte d’Ivoire.", "Cote d'Ivoire=+CI | Côte d’Ivoire=+CI"),
        ("North Korean troops were seen.", "North Korean=~KP"),
        ("It cost US$5 million.", ""),
    ]);
}

#[test]
fn capitals_and_institutions_stand_for_countries_when_they_act() {
    check(&[
        ("Talks were held in Moscow on Monday.", "Moscow=moscow"),
        ("On Monday Moscow rejected the offer.", "Moscow=^RU"),
        ("Ties between Moscow and Beijing are close.", "Moscow=^RU | Beijing=^CN"),
        ("She travelled to Moscow and Beijing.", "Moscow=moscow | Beijing=beijing"),
        ("A Moscow-backed group and a Moscow-based bank.", "Moscow=^RU | Moscow=moscow"),
        ("Moscow (Agency) It rained.", "Moscow=moscow"),
        ("Moscow’s position is known.", "Moscow=^RU"),
        ("Officials thanked Pyongyang for the shells.", "Pyongyang=^KP"),
        ("Yesterday the Kremlin denied it.", "Kremlin=!RU"),
    ]);
}

#[test]
fn people_by_title_first_name_and_role() {
    check(&[
        ("Last week Ruth Okonski spoke.", "Ruth Okonski=ruth-okonski"),
        ("We met Defence Minister Tarvo Ilmaste there.", "Tarvo Ilmaste=tarvo-ilmaste"),
        ("We asked Zbrnk, a historian, about it.", "Zbrnk=zbrnk"),
        ("The judge, Olu Adebayo, 54, agreed.", "Olu Adebayo=olu-adebayo"),
        (
            "It was written by Maria de la Vega and John van der Berg.",
            "Maria de la Vega=maria-de-la-vega | John van der Berg=john-van-der-berg",
        ),
        ("A book by J. K. Olsson sold well.", "J. K. Olsson=j-k-olsson"),
        ("He praised Anna Tomásdóttir’s work.", "Anna Tomásdóttir=anna-tomasdottir"),
        ("Then Mary Lund Jr. left.", "Mary Lund Jr.=mary-lund-jr"),
        (
            "They saw Putin‘s plane; Vladimir Putin waved.",
            "Putin=.vladimir-putin | Vladimir Putin=vladimir-putin",
        ),
        (
            "We met Pak Sung-hu and Pak Sung Hu, who are one.",
            "Pak Sung-hu=pak-sung-hu | Pak Sung Hu=pak-sung-hu",
        ),
    ]);
}

#[test]
fn a_surname_is_the_last_full_name_with_it() {
    check(&[
        (
            "Last week Ruth Okonski spoke. Later Okonski left.",
            "Ruth Okonski=ruth-okonski | Okonski=.ruth-okonski",
        ),
        (
            "Last week Ruth Okonski spoke to Peter Okonski. Later Okonski left.",
            "Ruth Okonski=ruth-okonski | Peter Okonski=peter-okonski | Okonski=.peter-okonski",
        ),
        (
            "# Okonski quits\nLast week Ruth Okonski quit.",
            "Okonski=.ruth-okonski | Ruth Okonski=ruth-okonski",
        ),
        (
            "In Moscow, Putin told Russia’s parliament so.",
            "Moscow=moscow | Putin=.vladimir-putin | Russia=RU",
        ),
        ("Last week Ruth Okonski spoke. Ruth was tired.", "Ruth Okonski=ruth-okonski | Ruth=+ruth-okonski"),
    ]);
}

#[test]
fn a_surname_that_is_a_common_word_is_nobody_by_itself() {
    check(&[
        ("He blamed the United States and the entire West.", "United States=US | West=west"),
        (
            "They spoke of the so-called collective West in the United States.",
            "collective West=+west | United States=US",
        ),
        ("The whole East opposed the whole West.", "East=east | West=west"),
        (
            "In the United States Cornel West spoke. Then West left.",
            "United States=US | Cornel West=cornel-west | West=.cornel-west",
        ),
    ]);
    for text in [
        "In the United States they asked Rice to come.",
        "In the United States they met Young and Brown there.",
        "In Britain they asked King about it.",
    ] {
        let (_, entities, mentions) = find(text, Some((2024, 6, 1)));
        let person = |m: &Mention| entities.get(m.entity).listed && m.form == Form::Surname;
        assert!(!mentions.iter().any(person), "{text}: {mentions:?}");
    }
}

#[test]
fn a_name_in_capitals_is_known_in_small_letters() {
    for (text, surface, name) in [
        ("A report by PAVEL BYRKIN on the war.", "PAVEL BYRKIN", "Pavel Byrkin"),
        ("A report by MARIA O’NEILL on the war.", "MARIA O’NEILL", "Maria O’Neill"),
        ("A report by Pavel Byrkin on the war.", "Pavel Byrkin", "Pavel Byrkin"),
    ] {
        let (article, entities, mentions) = find(text, None);
        let names: Vec<_> =
            mentions.iter().map(|m| (article.words(m.span), entities.get(m.entity).name.as_str())).collect();
        assert_eq!(names, [(surface, name)], "{text}");
    }
}

#[test]
fn organisations_by_head_suffix_and_abbreviation() {
    check(&[
        ("She works at the Lund Ocean Institute.", "Lund Ocean Institute=lund-ocean-institute"),
        ("He studied at the University of Uppsala.", "University of Uppsala=university-of-uppsala"),
        ("Shares of Borvik Tools Inc. fell.", "Borvik Tools Inc.=borvik-tools-inc"),
        (
            "The Northern Grain Board (NGB) met. Later the NGB voted.",
            "Northern Grain Board=northern-grain-board | NGB=#northern-grain-board | NGB=#northern-grain-board",
        ),
        (
            "It joined the Shanghai Cooperation Organization.",
            "Shanghai Cooperation Organization=shanghai-cooperation-organisation",
        ),
        (
            "They asked the Department of Health and Human Dignity.",
            "Department of Health and Human Dignity=department-of-health-and-human-dignity",
        ),
    ]);
}

#[test]
fn places_by_head_and_neighbours() {
    check(&[
        ("They crossed the Ostra River at dawn.", "Ostra River=ostra-river"),
        ("A fire broke out near Gorvik, France.", "Gorvik=gorvik | France=FR"),
        ("He was born in Gorvik. From Gorvik he moved.", "Gorvik=gorvik | Gorvik=gorvik"),
        ("It lies in northern Iraq.", "Iraq=IQ"),
    ]);
}

#[test]
fn names_inside_names_belong_to_the_longer_one() {
    check(&[
        ("The National People’s Congress met.", "National People’s Congress=national-peoples-congress"),
        ("They saw the China-Russia Alliance grow.", "China=CN | Russia=RU"),
        ("She left the Lund Moscow Center in May.", "Lund Moscow Center=lund-moscow-center"),
        ("Bombers flew over the Sea of Japan.", "Sea of Japan=sea-of-japan"),
        ("A meeting of the Women’s Choir Union ended.", "Women’s Choir Union=womens-choir-union"),
        ("We heard the Aisling Lund Foundation’s plea.", "Aisling Lund Foundation=aisling-lund-foundation"),
        ("They met at the Great Hall of the People.", "Great Hall of the People=great-hall-of-the-people"),
    ]);
}

#[test]
fn what_a_listed_name_is_part_of_decides_what_it_is() {
    check(&[
        ("Then Henry Ford spoke to Paris Lund.", "Henry Ford=henry-ford | Paris Lund=paris-lund"),
        (
            "The Trump administration agreed; Trump smiled in the US.",
            "Trump administration=trump-administration | Trump=.donald-trump | US=#US",
        ),
        ("They met in the Kremlin on Monday.", "Kremlin=kremlin"),
        ("He flew a Boeing 747 to Mali.", "Mali=ML"),
        ("We met Aidan O’ Gorvik there.", "Aidan O’ Gorvik=aidan-o-gorvik"),
    ]);
}

#[test]
fn one_name_of_two_things_is_decided_by_the_article_or_left_open() {
    let (_, entities, mentions) = find("Tbilisi is calm. In Georgia people voted.", None);
    let georgia = mentions.last().unwrap();
    assert_eq!(entities.get(georgia.entity).key.as_ref(), "GE", "{}", georgia.why);
    let (_, entities, mentions) = find("In Congo people voted.", None);
    assert!(!mentions[0].rivals.is_empty(), "{} {}", entities.get(mentions[0].entity).name, mentions[0].why);
    let (_, entities, mentions) = find("Brazzaville is calm. In Congo people voted.", None);
    assert_eq!(entities.get(mentions.last().unwrap().entity).key.as_ref(), "CG");
}

#[test]
fn offices_stand_for_their_holders_at_the_date() {
    check(&[
        ("On Friday the Russian president spoke.", "the Russian president=@vladimir-putin"),
        ("On Friday Russia’s president spoke.", "Russia’s president=@vladimir-putin"),
        (
            "On Friday the Russian president Vladimir Putin spoke.",
            "Russian=~RU | Vladimir Putin=vladimir-putin",
        ),
        ("Vladimir Putin, the Russian president, spoke.", "Vladimir Putin=vladimir-putin | Russian=~RU"),
        ("A former Russian president spoke.", "Russian=~RU"),
        // The year with which the sentence begins decides, not the day of the article.
        ("In 2003 the British prime minister rang.", "the British prime minister=@tony-blair"),
        ("On 3 June 1990, the Soviet president rang.", "the Soviet president=@mikhail-gorbachev"),
        ("Late in December 2020 the US president rang.", "the US president=@donald-trump"),
        ("In 1802 the Iraqi president slept.", "Iraqi=~IQ"),
        ("The Soviet president slept.", "Soviet=~RU"),
        ("It was quiet. In 2024 the US president slept.", "the US president=@joe-biden"),
        ("The US president, first chosen in 1946, slept.", "The US president=@joe-biden"),
        ("In a speech of 2011 the US president slept.", "the US president=@joe-biden"),
    ]);
    for (day, holder) in
        [((2016, 5, 1), "barack-obama"), ((2018, 5, 1), "donald-trump"), ((2022, 5, 1), "joe-biden")]
    {
        let (_, entities, mentions) = find("On Friday the US president spoke.", Some(day));
        assert_eq!(entities.get(mentions[0].entity).key.as_ref(), holder);
        assert!(mentions[0].why.contains("president of United States"), "{}", mentions[0].why);
    }
}

#[test]
fn an_office_without_a_date_is_its_holder_named_in_the_article() {
    let (_, entities, mentions) = find("Joe Biden flew home. Later the US president spoke.", None);
    let keys: Vec<_> = mentions.iter().map(|m| entities.get(m.entity).key.as_ref()).collect();
    assert_eq!(keys, ["joe-biden", "joe-biden"]);
    let (_, entities, mentions) = find("Later the US president spoke.", None);
    assert_eq!(entities.get(mentions[0].entity).key.as_ref(), "US", "nobody is guessed");
}

#[test]
fn capital_letters_alone_are_no_names() {
    check(&[
        ("Yesterday it rained. Apparently nobody cared.", ""),
        ("# Why Nobody Wants To Buy Old Houses Today\nHouses are cheap.", ""),
        ("On Monday in May the CEO left at 10 GMT.", ""),
        ("He agreed, and so I’m told I'll go, I’d say.", ""),
        (
            "We asked Ruth Okonski (D-N.Y.) and Ruth Lund (R-Iowa).",
            "Ruth Okonski=ruth-okonski | Ruth Lund=ruth-lund",
        ),
        ("We asked Ruth Lund, R-Ark., at home.", "Ruth Lund=ruth-lund"),
        ("# RUSSIA WARNS OF WAR\nIt was a warning.", "RUSSIA=RU"),
    ]);
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Vladimir Putin"),
        Just("the Russian president"),
        Just("Moscow"),
        Just("US’"),
        Just("("),
        Just("UN)"),
        Just("Inc."),
        Just("University of"),
        Just("al-"),
        Just("de la"),
        Just("Xi"),
        Just("-"),
        Just("Jr."),
        Just("“"),
        Just("\n"),
        Just("# NEWS"),
        Just("é"),
        Just("Kim Jong-un"),
        Just("’s"),
        Just("&"),
        Just("in"),
        Just("$"),
        Just(","),
        Just("Sino-"),
        Just("J."),
    ];
    prop::collection::vec(prop_oneof![4 => word.prop_map(str::to_owned), 1 => "\\PC{0,8}"], 0..40)
        .prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn mentions_are_in_order_apart_and_whole_words(text in text(), joined in any::<bool>()) {
        let text = if joined { text.replace(' ', "") } else { text };
        let (article, entities, mentions) = find(&text, Some((2024, 6, 1)));
        let mut at = 0;
        for mention in &mentions {
            prop_assert!(mention.span.start >= at && !mention.span.is_empty());
            at = mention.span.end;
            prop_assert!(!article.words(mention.span).is_empty(), "on character boundaries");
            prop_assert!((mention.entity.0 as usize) < entities.len());
            prop_assert!(!mention.rivals.contains(&mention.entity));
        }
        let again = find(&text, Some((2024, 6, 1))).2;
        prop_assert_eq!(mentions, again);
        prop_assert!(entities.own().iter().all(|entity: &Arc<_>| !entity.listed));
    }
}
