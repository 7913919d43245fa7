//! Recognition by form on sentences made for each rule: bodies, units, teams, short forms, spellings.

use super::tests::{check, marks};

#[test]
fn units_of_armed_forces_keep_their_number() {
    check(&[
        ("It saw the 82nd Borvik Brigade there.", "82nd Borvik Brigade=82nd-borvik-brigade"),
        ("It saw the 65th Regiment there.", "65th Regiment=65th-regiment"),
        (
            "He led the IX Corps of the Army of the Vistra.",
            "IX Corps=ix-corps | Army of the Vistra=army-of-the-vistra",
        ),
        ("In 1999 Borvik Division was sold.", "Borvik Division=borvik-division"),
        ("They held the Western Front for weeks.", "Western Front=western-front"),
    ]);
}

#[test]
fn bodies_of_several_words() {
    check(&[
        ("He was judge at the Court of Justice there.", "Court of Justice=court-of-justice"),
        ("She bought Lund’s Shipping Pty Ltd last year.", "Lund’s Shipping Pty Ltd=lunds-shipping-pty-ltd"),
        (
            "He joined the Norwegian Labour Party in Oslo.",
            "Norwegian Labour Party=norwegian-labor-party | Oslo=oslo",
        ),
        ("He wrote for the Borvik Bay Times.", "Borvik Bay Times=borvik-bay-times"),
        ("He wrote to Tampa Bay Otters today.", "Tampa Bay Otters=tampa-bay-otters"),
    ]);
}

#[test]
fn a_body_named_before_goes_on_by_its_head() {
    check(&[
        (
            "The Northern Grain Commission met. Later the Commission voted, and the commission rested.",
            "Northern Grain Commission=northern-grain-commission | Commission=+northern-grain-commission",
        ),
        ("Later the Commission voted.", ""),
    ]);
}

#[test]
fn happenings_named_after_places() {
    check(&[
        ("He fell at the Battle of Vistra Hill.", "Battle of Vistra Hill=battle-of-vistra-hill"),
        ("The battle of Leipzig was lost.", "Leipzig=leipzig"),
    ]);
}

#[test]
fn people_whose_first_names_are_in_no_list() {
    check(&[
        (
            "Last week Zuvra Tolvik spoke. Later Tolvik said no, and Tolvik left.",
            "Zuvra Tolvik=zuvra-tolvik | Tolvik=.zuvra-tolvik | Tolvik=.zuvra-tolvik",
        ),
        (
            "Zuvra Tolvik spoke. Later Tolvik said no, and Tolvik left.",
            "Zuvra Tolvik=zuvra-tolvik | Tolvik=.zuvra-tolvik | Tolvik=.zuvra-tolvik",
        ),
        ("We met Jane Borvik & Ruth Okonski there.", "Jane Borvik=jane-borvik | Ruth Okonski=ruth-okonski"),
        ("We met Sheriff Don Okonski there.", "Don Okonski=don-okonski"),
        ("We read Madame de Borvik there.", "de Borvik=de-borvik"),
        ("They walked in the Lincoln Park on Monday.", "Lincoln Park=lincoln-park"),
    ]);
}

#[test]
fn adjectives_of_places_are_no_places() {
    check(&[
        ("He met European and Asian leaders.", "European=~europe | Asian=~asia"),
        (
            "The Victorian government and Catalan parties agreed.",
            "Victorian=~victoria-australia | Catalan=~catalonia",
        ),
    ]);
}

#[test]
fn spellings_lead_to_one_entity() {
    for (texts, key) in [
        (
            &["the Shanghai Cooperation Organization", "the Shanghai Cooperation Organisation"][..],
            "shanghai-cooperation-organisation",
        ),
        (
            &["the North Atlantic Treaty Organisation", "the North Atlantic Treaty Organization", "NATO"],
            "nato",
        ),
        (
            &["President Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"],
            "volodymyr-zelenskyy",
        ),
        (&["a hall in Kyiv", "a hall in Kiev"], "kyiv"),
        (&["Muammar Gaddafi", "Muammar Qaddafi", "Moammar Gadhafi"], "muammar-gaddafi"),
        (&["Aleksandr Lukashenko", "Alexander Lukashenko", "Alyaksandr Lukashenka"], "alexander-lukashenko"),
        (&["Sergei Lavrov", "Sergey Lavrov"], "sergei-lavrov"),
        (&["Sergei Shoigu", "Sergey Shoygu"], "sergei-shoigu"),
        (&["a hall in Kharkiv", "a hall in Kharkov"], "kharkiv"),
        (&["the Mill Defence Centre", "the Mill Defense Center"], "mill-defense-center"),
    ] {
        for text in texts {
            let found = marks(&format!("On Monday they came to see {text} again."));
            let ends = found.split('=').nth(1).map(|key| key.trim_start_matches(['+', '#', '^', '.']));
            assert_eq!(ends, Some(key), "{text}: {found}");
        }
    }
}
