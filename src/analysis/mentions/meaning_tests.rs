//! Who and what is meant: surnames by title, office and date, one name of two countries, what stays open.

use super::tests::find;

/// Every mention of a word as `key`, with rivals after a question mark, on a day.
fn meant(text: &str, day: (i32, u32, u32), word: &str) -> Vec<String> {
    let (article, entities, mentions) = find(text, Some(day));
    let key = |id| entities.get(id).key.to_string();
    let of_word = mentions.iter().filter(|m| article.words(m.span) == word);
    of_word
        .map(|m| {
            let rivals: Vec<String> = m.rivals.iter().map(|&id| key(id)).collect();
            if rivals.is_empty() { key(m.entity) } else { format!("{}?{}", key(m.entity), rivals.join(",")) }
        })
        .collect()
}

const DAY: (i32, u32, u32) = (2024, 6, 1);

#[test]
fn one_name_of_several_things() {
    for (text, word, expected) in [
        ("Voters in Georgia chose. The governor spoke in Atlanta.", "Georgia", "georgia-us"),
        ("Georgia applied again. Tbilisi hopes for talks.", "Georgia", "GE"),
        ("Georgia is on his mind.", "Georgia", "GE?georgia-us"),
        ("Jordan closed the border. Aides met in Amman.", "Jordan", "JO"),
        ("Michael Jordan won again. Jordan scored 40 points.", "Jordan", "michael-jordan?JO"),
        ("A coup in Niger toppled him. Niamey fell silent.", "Niger", "NE"),
        ("Troops in the Congo fought near Goma.", "Congo", "CD"),
        ("In Brazzaville the president of Congo spoke.", "Congo", "CG"),
        ("Congo is rich in cobalt.", "Congo", "CD?CG"),
        ("Ireland voted, and Northern Ireland did not.", "Ireland", "IE"),
        ("Korea fired a missile.", "Korea", "KP?KR"),
        (
            "Michael Jordan flew to Amman. Amman greeted him, and Jordanian papers wrote of it. Jordan closed the airport.",
            "Jordan",
            "JO",
        ),
        ("On Monday Washington warned Tehran.", "Washington", "US"),
        ("He flew to Washington on Monday.", "Washington", "washington-d-c"),
        ("He lives in Lebanon, Pennsylvania.", "Lebanon", "lebanon-pennsylvania"),
        ("She lives in Paris, Texas.", "Paris", "paris-texas"),
        ("He works in Cambridge, Massachusetts.", "Cambridge", "cambridge-us"),
        (
            "Victoria Nuland spoke. Victoria was dry, said Australian police.",
            "Victoria",
            "victoria-australia?victoria-nuland",
        ),
    ] {
        assert_eq!(meant(text, DAY, word), [expected], "{text}");
    }
}

#[test]
fn a_surname_without_a_full_name_is_the_office_holder_of_the_day() {
    let britain = "In the United Kingdom Johnson spoke to parliament.";
    for (text, day, word, expected) in [
        (britain, (2021, 6, 1), "Johnson", "boris-johnson"),
        (britain, (2023, 8, 1), "Johnson", "boris-johnson"),
        ("In Britain and the United States Blair was praised.", (2005, 6, 1), "Blair", "tony-blair"),
        ("In Britain, May said no.", (2018, 6, 1), "May", "theresa-may"),
        ("In Britain, May said no.", (2024, 6, 1), "May", "may"),
        ("In Germany, Schroeder said no.", (2003, 6, 1), "Schroeder", "gerhard-schroder"),
        ("In Ukraine, Zelenskiy said no.", DAY, "Zelenskiy", "volodymyr-zelenskyy"),
    ] {
        assert_eq!(meant(text, day, word), [expected], "{text} {day:?}");
    }
    let (_, entities, mentions) = find(britain, Some((2024, 6, 1)));
    let nobody = mentions.last().unwrap();
    assert!(!entities.get(nobody.entity).listed && nobody.rivals.len() > 1, "{nobody:?}");
}

#[test]
fn a_surname_without_a_country_is_not_guessed() {
    for (text, word, listed, rivals) in [
        ("Yesterday Kim greeted the reporters.", "Kim", false, true),
        ("Yesterday Putin greeted the reporters.", "Putin", true, false),
    ] {
        let (article, entities, mentions) = find(text, None);
        let mention = mentions.iter().find(|m| article.words(m.span) == word).unwrap();
        assert_eq!(
            (entities.get(mention.entity).listed, mention.rivals.len() > 1),
            (listed, rivals),
            "{text}"
        );
        assert!(!mention.why.contains("countries"), "{}", mention.why);
    }
}

#[test]
fn two_of_one_surname_in_one_article() {
    for (text, word, expected) in [
        ("Joe Biden met Jill Biden. Later Biden smiled.", "Biden", "joe-biden?jill-biden"),
        ("Joe Biden met Jill Biden. Later Mrs Biden smiled.", "Biden", "jill-biden"),
        ("Li Qiang and Li Shangfu met in China. Premier Li smiled.", "Li", "li-qiang"),
        ("Li Qiang and Li Shangfu met in China. Later Li smiled.", "Li", "li-shangfu?li-qiang"),
        ("Melania Trump sang. President Trump smiled.", "Trump", "donald-trump"),
        ("Hillary Clinton sang. Former President Clinton smiled.", "Clinton", "bill-clinton"),
        ("Hillary Clinton sang. Mrs Clinton smiled.", "Clinton", "hillary-clinton"),
        ("President Hillary Clinton sang. President Clinton smiled.", "Clinton", "hillary-clinton"),
        (
            "Ruth Okonski, the mayor, met Peter Okonski. Later Okonski, the mayor, left.",
            "Okonski",
            "ruth-okonski",
        ),
        ("We saw Ruth Okonski and Peter Okonski. Mr. Okonski smiled.", "Okonski", "peter-okonski"),
        (
            "We saw Ruth Okonski and Peter Okonski. Then Okonski smiled.",
            "Okonski",
            "peter-okonski?ruth-okonski",
        ),
    ] {
        assert_eq!(meant(text, DAY, word), [expected], "{text}");
    }
}

#[test]
fn people_of_no_list_have_the_country_of_their_role() {
    for (text, key, country, note) in [
        ("Norwegian foreign minister Tarvo Ilmaste spoke.", "tarvo-ilmaste", Some("NO"), "foreign minister"),
        (
            "We met Tarvo Ilmaste, the Norwegian foreign minister, there.",
            "tarvo-ilmaste",
            Some("NO"),
            "foreign minister",
        ),
        ("They met Norway’s defence chief Tarvo Ilmaste.", "tarvo-ilmaste", Some("NO"), "defence chief"),
        ("In Norway, Tarvo Ilmaste, a pianist, spoke.", "tarvo-ilmaste", None, ""),
    ] {
        let (_, entities, _) = find(text, Some(DAY));
        let person = entities.get(entities.find(key).unwrap_or_else(|| panic!("{text}")));
        assert_eq!(
            (person.country.as_ref().map(crate::model::CountryCode::as_str), person.note.as_str()),
            (country, note),
            "{text}"
        );
    }
}
