//! Recognition by form on sentences made for each rule: bodies, units, teams, short forms, spellings.

use super::tests::{check, find, marks};
use crate::model::EntityKind;

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
            "He joined the Danish Labour Party in Aarhus.",
            "Danish Labour Party=danish-labor-party | Aarhus=aarhus",
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
fn nationalities_and_parts_of_places_belong_to_longer_names() {
    check(&[
        (
            "She led the Brazilian Chess Confederation.",
            "Brazilian Chess Confederation=brazilian-chess-confederation",
        ),
        ("A Brazilian spoke for the Chess Club.", "Brazilian=~BR | Chess Club=chess-club"),
        ("They live in East Leipzig now.", "East Leipzig=east-leipzig"),
        ("They fled Vistra Province of Poland.", "Vistra Province=vistra-province | Poland=PL"),
        ("Roads in Bosnia and Herzegovina were cut.", "Bosnia and Herzegovina=BA"),
        ("After the war in Bosnia and Herzegovina he left.", "Bosnia and Herzegovina=BA"),
    ]);
}

#[test]
fn words_of_the_language_are_no_people() {
    check(&[
        ("We saw Hidden Mask in May.", ""),
        ("We saw Ann Bridge in May.", "Ann Bridge=ann-bridge"),
        ("We saw Zuvra Tolvik in May.", "Zuvra Tolvik=zuvra-tolvik"),
        ("Zuvra Peter Tolvik sang.", "Zuvra Peter Tolvik=zuvra-peter-tolvik"),
        ("Remember Ann Tolvik today.", "Ann Tolvik=ann-tolvik"),
        // Without its dot a state is not cut short.
        ("The court heard Okon Lind Ark in May.", "Okon Lind Ark=okon-lind-ark"),
        ("They met in Little Rock, Ark., in May.", "Little Rock=little-rock | Ark=+arkansas"),
        ("Don Tolvik left.", "Don Tolvik=don-tolvik"),
    ]);
}

#[test]
fn what_is_said_of_another_noun_tells_nothing() {
    for (text, expected) in [
        ("He met Tolvik, who sang.", Some(EntityKind::Person)),
        // A capital inside a word is a make or a company, whoever “who” is.
        ("He called LumoTank, who lease ships.", None),
        ("She is the sister of Zuvra Tolvik, the singer of a band.", Some(EntityKind::Person)),
    ] {
        let (_, entities, mentions) = find(text, None);
        let kind = mentions.first().map(|mention| entities.get(mention.entity).kind);
        assert_eq!(kind, expected, "{text}");
    }
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
        ("They walked in the Warren Park on Monday.", "Warren Park=warren-park"),
    ]);
}

#[test]
fn titles_that_are_surnames_departments_and_french_honorifics() {
    check(&[
        ("Aisha Khan met Omar Khan there.", "Aisha Khan=aisha-khan | Omar Khan=omar-khan"),
        ("Nadia Shah, the baker, spoke.", "Nadia Shah=nadia-shah"),
        ("Secretary of State Borvik spoke.", "Borvik=borvik"),
        ("The Minister of Defence Anna Borvik spoke.", "Anna Borvik=anna-borvik"),
        ("M. Macron spoke.", "M. Macron=+emmanuel-macron"),
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

#[test]
fn sides_in_a_match() {
    check(&[
        (
            "The league game was rough. Leeds beat visiting Hull 3-0, and Borvik lost to Derby.",
            "Leeds=leeds-organisation | Hull=hull | Borvik=borvik | Derby=derby-organisation",
        ),
        (
            "It rained in the league match. Leeds drew 1-1 with Hull in Derby. Leeds, who had lost, rested.",
            "Leeds=leeds-organisation | Hull=hull | Derby=derby | Leeds=leeds-organisation",
        ),
        ("Mali beat Niger 3-0 in the final game of the league.", "Mali=ML | Niger=NE"),
        ("The talks went on. Leeds beat Bergen to the contract.", "Leeds=leeds | Bergen=bergen"),
        (
            "He scored twice for the Borvik Otters in the league, and the Otters won 2-1.",
            "Borvik Otters=borvik-otters | Otters=otters",
        ),
    ]);
}

#[test]
fn bodies_with_numbers_possessives_and_countries() {
    check(&[
        (
            "The 9th Circuit Court of Appeals ruled.",
            "9th Circuit Court of Appeals=9th-circuit-court-of-appeals",
        ),
        ("They sailed with the Sixth Fleet.", "Sixth Fleet=sixth-fleet"),
        ("It joined Okonski’s Brigade in May.", "Okonski’s Brigade=okonskis-brigade"),
        (
            "The Democratic Party of Ivory Coast (PDCI) won. The PDCI rested.",
            "Democratic Party of Ivory Coast=democratic-party-of-ivory-coast | PDCI=#democratic-party-of-ivory-coast \
             | PDCI=#democratic-party-of-ivory-coast",
        ),
        ("The US voted. On Monday Assembly Democrats met.", "US=#US | Democrats=+democratic-party"),
    ]);
}

#[test]
fn names_at_the_start_of_a_sentence() {
    check(&[
        ("Zelmar said it would sell.", "Zelmar=zelmar"),
        ("Villagers said it would rain. Remember, Mali has no sea.", "Mali=ML"),
        ("Firefighters had come. Lawmakers said no. Rescuers were there.", ""),
    ]);
}

#[test]
fn people_by_what_surrounds_their_names() {
    check(&[
        ("We met Shih Shun-wen. Then Shih said no.", "Shih Shun-wen=shih-shun-wen | Shih=.shih-shun-wen"),
        (
            "We met Ruth Lund-Okonski. Later Lund-Okonski left.",
            "Ruth Lund-Okonski=ruth-lund-okonski | Lund-Okonski=.ruth-lund-okonski",
        ),
        ("We met Ruth Banda-Phiri there.", "Ruth Banda-Phiri=ruth-banda-phiri"),
        ("Last week John May, an economist, spoke.", "John May=john-may"),
        ("On Monday Jan von Okonski spoke.", "Jan von Okonski=jan-von-okonski"),
        ("They met in Jan and in May.", ""),
        ("Zuvra Tolvik, Mali’s deputy envoy, spoke.", "Zuvra Tolvik=zuvra-tolvik | Mali=ML"),
        ("They saw Christian Okonski there.", "Christian Okonski=christian-okonski"),
        ("On Friday Mr Tolvik and Mrs. Borvik spoke.", "Tolvik=tolvik | Borvik=borvik"),
        ("We met Secretary of State Ruth Okonski there.", "Ruth Okonski=ruth-okonski"),
        ("Yesterday Paris Okonski, who sings, spoke.", "Paris Okonski=paris-okonski"),
        ("They had asked about Don’t Ask, Don’t Tell.", ""),
        ("Let us begin, they said. Militants of LeT struck.", "LeT=#lashkar-e-taiba"),
        ("They live in Sandy Reach, not far away.", "Sandy Reach=sandy-reach"),
        ("Two Su-30s and a Borvik-200 flew by.", ""),
    ]);
}

#[test]
fn a_headline_repeats_a_name_of_several_words() {
    check(&[(
        "# BORVIK MARINE TO CUT JOBS\nThe firm Borvik Marine said so.",
        "BORVIK MARINE=borvik-marine | Borvik Marine=borvik-marine",
    )]);
}

#[test]
fn a_country_and_a_state_of_one_name() {
    check(&[
        ("They met in Atlanta, Georgia, on Monday.", "Atlanta=atlanta | Georgia=+georgia-us"),
        (
            "Atlanta slept. Georgia sent its premier Irakli Kobakhidze.",
            "Atlanta=atlanta | Georgia=GE | Irakli Kobakhidze=irakli-kobakhidze",
        ),
        ("Tbilisi slept. We asked the governor of Georgia.", "Tbilisi=^GE | Georgia=+georgia-us"),
    ]);
}
