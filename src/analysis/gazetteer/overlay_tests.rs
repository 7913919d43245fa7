//! A person's own changes over the bundled lists, seen through the whole analysis.

use super::{Addition, Gazetteer, Origin, Overlay};
use crate::analysis::assemble;
use crate::analysis::testing::{self, article};
use crate::model::{Corpus, CountryCode, EntityKind};

fn line(line: usize) -> Origin {
    Origin { file: "entities.toml".into(), line }
}

fn addition(name: &str, kind: EntityKind) -> Addition {
    let (aliases, offices) = (Vec::new(), Vec::new());
    Addition { name: name.to_owned(), kind, aliases, country: None, offices, note: String::new() }
}

/// Every mention of an article as `words=key`.
fn marks(corpus: &Corpus) -> String {
    let text = &corpus.articles[0].text;
    let mentions = corpus.annotations[0].mentions.iter();
    let mark =
        |m: &crate::model::Mention| format!("{}={}", m.span.slice(text), corpus.entities.get(m.entity).key);
    mentions.map(mark).collect::<Vec<_>>().join(" ")
}

fn read(overlay: &Overlay, text: &str) -> Corpus {
    assemble(vec![article("a", Some("2024-06-01"), "", text)], &Gazetteer::bundled().with(overlay))
}

#[test]
fn nothing_changes_nothing() {
    let text = "Vladimir Putin met Angela Merkel in Ulm. Putin smiled.";
    let plain = testing::corpus(vec![article("a", Some("2024-06-01"), "", text)]);
    let overlaid = read(&Overlay::default(), text);
    assert_eq!(plain.annotations[0].mentions, overlaid.annotations[0].mentions);
}

#[test]
fn an_entity_is_added_with_its_names_and_office() {
    let mut overlay = Overlay::default();
    overlay.add(
        line(1),
        Addition {
            aliases: vec!["Blue Heron Pact".to_owned(), "BHP7".to_owned()],
            ..addition("Heron Accord", EntityKind::Organisation)
        },
    );
    overlay.add(
        line(5),
        Addition {
            country: CountryCode::new("TV"),
            offices: vec!["defence minister@2023..".to_owned()],
            ..addition("Tane Loku", EntityKind::Person)
        },
    );
    assert_eq!(overlay.len(), 2);
    let corpus = read(
        &overlay,
        "The blue heron pact is not meant. The Blue Heron Pact, or BHP7, met in Tuvalu. The Tuvaluan defence minister left. Loku waved.",
    );
    assert_eq!(
        marks(&corpus),
        "Blue Heron Pact=heron-accord BHP7=heron-accord Tuvalu=TV The Tuvaluan defence minister=tane-loku Loku=tane-loku"
    );
    let whys: Vec<&str> = corpus.annotations[0].mentions.iter().map(|m| &*m.why).collect();
    assert!(whys[0].ends_with("; a name from your entities.toml, line 1"), "{}", whys[0]);
    assert!(whys[4].ends_with("; from your entities.toml, line 5"), "{}", whys[4]);
}

#[test]
fn a_new_name_is_shown_and_the_old_one_still_found() {
    let mut overlay = Overlay::default();
    overlay.rename(line(1), "Turkey", "Türkiye of mine");
    overlay.alias(line(2), "vladimir-putin", vec!["Vovan the Great".to_owned()]);
    let corpus = read(&overlay, "Turkey spoke to Vovan the Great, and Türkiye of mine listened.");
    assert_eq!(marks(&corpus), "Turkey=TR Vovan the Great=vladimir-putin Türkiye of mine=TR");
    let turkey = corpus.entities.get(corpus.entities.find("TR").unwrap());
    assert_eq!(turkey.name.as_str(), "Türkiye of mine");
    assert!(turkey.aliases.iter().any(|alias| alias.as_str() == "Turkey"));
}

#[test]
fn two_are_one_listed_or_not() {
    let mut overlay = Overlay::default();
    overlay.merge(line(1), "Olena Prytulak", "Olena Pritulak");
    overlay.merge(line(2), "NATO", "European Union");
    overlay.merge(line(3), "European Union", "UN");
    let corpus = read(&overlay, "Mayor Olena Prytulak thanked NATO. Prytulak left for the European Union.");
    assert_eq!(
        marks(&corpus),
        "Olena Prytulak=olena-pritulak NATO=united-nations Prytulak=olena-pritulak European Union=united-nations"
    );
    let first = &corpus.annotations[0].mentions[0];
    assert_eq!(corpus.entities.get(first.entity).name.as_str(), "Olena Pritulak");
    assert!(
        first.why.contains("Olena Prytulak is Olena Pritulak by your entities.toml, line 1"),
        "{}",
        first.why
    );
}

#[test]
fn the_muted_are_gone_and_their_names_free_for_others() {
    let mut overlay = Overlay::default();
    overlay.mute(line(1), "Vladimir Putin");
    overlay.mute(line(2), "Marta Ilvesk");
    overlay.mute(line(3), "GE");
    let text = "Vladimir Putin and Mayor Marta Ilvesk met in Georgia, near Atlanta. Putin and Ilvesk ate.";
    let corpus = read(&overlay, text);
    let marks = marks(&corpus);
    assert!(
        !marks.contains("vladimir-putin") && !marks.contains("ilvesk") && !marks.contains("=GE"),
        "{marks}"
    );
    assert!(marks.contains("Georgia="), "{marks}");
}

#[test]
fn mistakes_are_told_with_file_line_and_reason_and_the_rest_is_done() {
    let mut overlay = Overlay::default();
    overlay.add(line(1), addition("Vladimir Putin", EntityKind::Person));
    overlay.add(
        line(2),
        Addition { offices: vec!["mayor".to_owned()], ..addition("Ann Oddly", EntityKind::Person) },
    );
    overlay.add(line(3), addition("—", EntityKind::Place));
    overlay.rename(line(4), "Nobody Known At All", "X");
    overlay.merge(line(5), "RU", "Russia");
    overlay.merge(line(6), "NATO", "UN");
    overlay.merge(line(7), "united-nations", "nato");
    for id in ["ML", "TD"] {
        overlay.alias(line(8), id, vec!["Sahel Twin".to_owned()]);
    }
    overlay.rename(line(8), "Sahel Twin", "Elder Twin");
    overlay.add(line(8), addition("the", EntityKind::Person));
    overlay.alias(line(8), "FR", vec!["Q".to_owned()]);
    overlay.mute(line(9), "FR");
    let gazetteer = Gazetteer::bundled().with(&overlay);
    let told: Vec<String> =
        gazetteer.mistakes().iter().map(|m| format!("{}:{}: {}", m.file, m.line, m.reason)).collect();
    let begins = [
        "entities.toml:1: Vladimir Putin is in the lists already (id vladimir-putin)",
        "entities.toml:2: the office “mayor” is not written as title@from..to",
        "entities.toml:3: “—” is no name",
        "entities.toml:8: “the” is made of function words alone",
        "entities.toml:4: nothing in the lists is called “Nobody Known At All”",
        "entities.toml:5: “RU” would become itself",
        "entities.toml:7: “united-nations” would become itself",
        "entities.toml:8: “Sahel Twin” is the name of several; write the id of one: ML, TD",
        "entities.toml:8: “Q” is one letter",
    ];
    assert_eq!(told.len(), begins.len(), "{told:#?}");
    for (told, begin) in told.iter().zip(begins) {
        assert!(told.starts_with(begin), "{told} / {begin}");
    }
    let corpus = assemble(vec![article("a", None, "", "France and NATO.")], &gazetteer);
    assert_eq!(marks(&corpus), "NATO=united-nations");
}
