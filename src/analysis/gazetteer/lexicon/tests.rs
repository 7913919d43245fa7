use super::*;

fn lexicon(names: &[&str]) -> Lexicon {
    let mut lexicon = Lexicon::default();
    for (i, name) in names.iter().enumerate() {
        let form = if Shape::of(name) == Shape::Upper { Form::Acronym } else { Form::Name };
        lexicon.add(
            name,
            Sense { entity: EntityId(i as u32), form, weak: false, after_the: false, cut_short: false },
        );
    }
    lexicon
}

fn look(lexicon: &Lexicon, text: &str) -> Option<(String, u32)> {
    let caps = text.chars().all(|c| !c.is_lowercase());
    let tokens = tokens::tokenise(text, Span::of(0, text.len()));
    let words: Vec<_> = (0..tokens.len())
        .map(|i| {
            let previous = i.checked_sub(1).map(|p| &tokens[p]);
            let line = previous
                .is_some_and(|p| text[p.span.end as usize..tokens[i].span.start as usize].contains('\n'));
            Word::of(text, &tokens[i], previous, line)
        })
        .collect();
    let hit = lexicon.longest(words.into_iter(), caps)?;
    let span = tokens[0].span.cover(tokens[hit.tokens - 1].span);
    Some((span.slice(text).to_owned(), lexicon.senses(&hit).next()?.entity.0))
}

#[test]
fn the_longest_name_in_any_of_its_spellings() {
    let lexicon = lexicon(&[
        "China",
        "East China Sea",
        "Kim Jong Un",
        "US",
        "Côte d’Ivoire",
        "St. Petersburg",
        "People’s Republic of China",
        "al-Qaeda",
        "Guinea-Bissau",
        "Guinea",
        "WHO",
    ]);
    for (text, expected) in [
        ("China and Russia", Some(("China", 0))),
        ("East China Sea drills", Some(("East China Sea", 1))),
        ("Kim Jong-un said", Some(("Kim Jong-un", 2))),
        ("Kim Jong Un said", Some(("Kim Jong Un", 2))),
        ("Kim Jong", None),
        ("US’ aims", Some(("US", 3))),
        ("U.S. aims", Some(("U.S.", 3))),
        ("us and them", None),
        ("Us and them", None),
        ("Cote D'Ivoire", Some(("Cote D'Ivoire", 4))),
        ("St Petersburg", Some(("St Petersburg", 5))),
        ("St. Petersburg", Some(("St. Petersburg", 5))),
        ("St.\nPetersburg", None),
        ("People's Republic of China", Some(("People's Republic of China", 6))),
        ("al Qaeda", Some(("al Qaeda", 7))),
        ("Al-Qaeda", Some(("Al-Qaeda", 7))),
        ("Guinea Bissau", Some(("Guinea Bissau", 8))),
        ("Guinea. Bissau", Some(("Guinea", 9))),
        ("CHINA WARNS", Some(("CHINA", 0))),
        ("Chinatown", None),
        ("who", None),
        ("Who", None),
    ] {
        assert_eq!(look(&lexicon, text), expected.map(|(s, i)| (s.to_owned(), i)), "{text}");
    }
}

#[test]
fn one_name_of_several_things_keeps_all_senses() {
    let mut lexicon = lexicon(&["Georgia"]);
    let other =
        Sense { entity: EntityId(7), form: Form::Name, weak: true, after_the: false, cut_short: false };
    lexicon.add("Georgia", other);
    lexicon.add("Georgia", other);
    let word = Word { hash: fold::word("Georgia"), shape: Shape::Capital, link: Link::Word };
    let hit = lexicon.longest(std::iter::once(word), false).unwrap();
    assert_eq!(lexicon.senses(&hit).map(|s| s.entity.0).collect::<Vec<_>>(), [0, 7]);
    assert_eq!(lexicon.len(), 2);
}
