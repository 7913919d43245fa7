//! The gazetteer on small tables of its own, and the bundled tables' fitness.

use super::*;
use crate::model::EntityKind;

fn tables() -> Tables {
    Tables {
        countries: "code\tname\taliases\tformer\tdemonyms\tcapital\tinstitutions\tregion\nML\tMali\tRepublic of Mali\tFrench Sudan\tMalian|Malians\tBamako\tKoulouba\tAfrica\nXXX\tNowhere\n",
        people: "key\tname\taliases\tcountry\toffices\tfamily\nanna-berg\tAnna Berg\t\tML\tpresident@2001-02-03..2005|minister@old-club@2006..\t\nboris-cold\tBoris Cold\t\tML\tpresident@2005..2009|mayor\t\n",
        organisations: "key\tname\taliases\tacronyms\tkind\tcountry\tnote\nold-club\tOld Club\tthe Club\tOC\torganisation\tML\t\nodd\tOdd\t\t\tgang\t\t\n",
        places: "key\tname\taliases\tcountry\tkind\nbig-bend\tBig Bend\t\tML\tcity\n",
        events: "key\tname\taliases\tfrom\tto\tplace\tcountry\tkind\nfish-war\tFish War\t\t1990\t1991-05\tBig Bend\tML\twar\n",
        outlets: "name\taliases\tcountry\tdomain\nThe Bend Post\tBend Post Weekly\tML\tbendpost.example\n",
        given_names: "name\tsex\nAnna\tf\n",
    }
}

#[test]
fn small_tables_make_a_gazetteer_and_bad_lines_are_told() {
    let gazetteer = build::build(&tables());
    let reasons: Vec<_> =
        gazetteer.mistakes().iter().map(|m| (&*m.file, m.line, m.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("countries.tsv", 3, "no country code"),
            ("organisations.tsv", 3, "the kind “gang” is neither organisation nor bloc"),
            ("people.tsv", 3, "the office “mayor” has no dates"),
        ]
    );
    let kinds: Vec<_> = gazetteer.entities().iter().map(|(_, e)| (e.key.to_string(), e.kind)).collect();
    assert_eq!(
        kinds.iter().map(|(k, kind)| (k.as_str(), *kind)).collect::<Vec<_>>(),
        [
            ("ML", EntityKind::Country),
            ("old-club", EntityKind::Organisation),
            ("big-bend", EntityKind::Place),
            ("bamako", EntityKind::Place),
            ("anna-berg", EntityKind::Person),
            ("boris-cold", EntityKind::Person),
            ("fish-war", EntityKind::Event),
        ]
    );
}

#[test]
fn offices_are_found_by_holder_and_by_day() {
    let gazetteer = build::build(&tables());
    let id = |key: &str| gazetteer.entities().find(key).unwrap();
    let mali = gazetteer.country("french sudan").unwrap();
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    for (on, expected) in [
        (day(2001, 2, 2), vec![]),
        (day(2001, 2, 3), vec![id("anna-berg")]),
        (day(2005, 6, 1), vec![id("boris-cold"), id("anna-berg")]),
        (day(2010, 1, 1), vec![]),
    ] {
        assert_eq!(gazetteer.holders("president", mali, on), expected, "{on}");
    }
    let held: Vec<_> =
        gazetteer.tenures_of(id("anna-berg")).iter().map(|t| (&*t.title, t.organisation)).collect();
    assert_eq!(held, [("president", None), ("minister", Some(id("old-club")))]);
    assert_eq!(gazetteer.tenures_of(id("ML")), []);
    assert_eq!(gazetteer.people_named(phrase("Berg")), [id("anna-berg")]);
}

#[test]
fn events_outlets_countries_and_first_names() {
    let gazetteer = build::build(&tables());
    let id = |key: &str| gazetteer.entities().find(key).unwrap();
    let war = gazetteer.known_event_of(id("fish-war")).unwrap();
    assert_eq!((war.place, &*war.kind, war.days.days()), (Some(id("big-bend")), "war", 365 + 151));
    for name in ["bend post", "The Bend Post", "BEND POST WEEKLY"] {
        assert!(gazetteer.outlet(name).is_some(), "{name}");
    }
    assert!(gazetteer.outlet("Post").is_none());
    for (domain, known) in
        [("www.bendpost.example", true), ("a.b.bendpost.example.", true), ("example", false)]
    {
        assert_eq!(gazetteer.outlet_of_domain(domain).is_some(), known, "{domain}");
    }
    for (name, known) in [("the Republic of Mali", true), ("ml", true), ("MALI", true), ("Mal", false)] {
        assert_eq!(gazetteer.country(name).is_some(), known, "{name}");
    }
    assert!(gazetteer.is_given_name("ANNA") && !gazetteer.is_given_name("Berg"));
}

#[test]
fn the_bundled_tables_have_no_mistakes() {
    let gazetteer = Gazetteer::bundled();
    assert_eq!(gazetteer.mistakes(), []);
    for (name, code) in [("Russia", "RU"), ("Ivory Coast", "CI"), ("Czechia", "CZ"), ("us", "US")] {
        assert_eq!(gazetteer.country(name), CountryCode::new(code), "{name}");
    }
}

#[test]
fn slugs() {
    for (name, expected) in [
        ("Vladimir Putin", "vladimir-putin"),
        ("Côte d’Ivoire", "cote-divoire"),
        ("  U.S. — x ", "us-x"),
        ("北京", "北京"),
    ] {
        assert_eq!(slug(name), expected, "{name}");
    }
}

#[test]
fn heads_of_state_are_known_by_their_highest_office() {
    let entities = Gazetteer::bundled().entities();
    for (key, note) in [
        ("kim-jong-un", "supreme leader"),
        ("vladimir-putin", "president"),
        ("xi-jinping", "president"),
        ("cornel-west", "scholar"),
    ] {
        let entity = entities.get(entities.find(key).unwrap());
        assert_eq!(entity.note.as_str(), note, "{key}");
    }
}
