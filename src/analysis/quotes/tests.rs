//! Tables of quotations. In the texts `[p Anna Berg]` is a mention of a person, `[c Norland]` of a country, `[d Norlander]`
//! of a country by its people, `[o Acme]` of an organisation.

use super::*;
use crate::analysis::{sentences, tokens::tokenise};
use crate::model::{Entity, EntityKind, Form, SafeText, testing};
use proptest::prelude::*;
use std::sync::Arc;

/// The article that a marked text stands for, with its mentions.
fn read(marked: &str) -> (Article, Vec<Mention>, EntityTable) {
    let mut entities = EntityTable::default();
    let mut mentions = Vec::new();
    let mut text = String::new();
    for piece in marked.split('[') {
        let (inner, rest) = piece.split_once(']').unwrap_or(("", piece));
        if let Some((letter, name)) = inner.split_once(' ') {
            let kind = match letter {
                "p" => EntityKind::Person,
                "c" | "d" => EntityKind::Country,
                _ => EntityKind::Organisation,
            };
            // A surname refers to the last full name that ends with it.
            let known = entities.iter().find(|(_, known)| known.name.ends_with(name)).map(|(id, _)| id);
            let entity = known.unwrap_or_else(|| {
                let key = name.to_lowercase().replace(' ', "-");
                entities.intern(Arc::new(Entity {
                    name: SafeText::line(name),
                    kind,
                    ..testing::person(&key)
                }))
            });
            let span = Span::of(text.len(), text.len() + name.len());
            let form = if letter == "d" { Form::Demonym } else { Form::Name };
            mentions.push(Mention { span, entity, form, why: "".into(), rivals: Vec::new() });
            text.push_str(name);
        }
        text.push_str(rest);
    }
    let article = testing::article("test", &text);
    (article, mentions, entities)
}

/// Each quotation as `speaker (cue): content`, with `“` before the content where the words are the speaker's own.
fn quotes(marked: &str) -> Vec<String> {
    let (article, mentions, entities) = read(marked);
    let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
    let found =
        find(&article, &sentences::split(&article), &tokens, &mentions, &entities, Gazetteer::bundled());
    let show = |quote: &Quote| {
        let name = quote.speaker_name.as_ref().map_or("?", |name| name.as_str());
        let cue = quote.cue.map_or("-", |cue| article.words(cue));
        let open = if quote.direct { "“" } else { "" };
        format!("{name} ({cue}): {open}{}", article.words(quote.span))
    };
    found.iter().map(show).collect()
}

#[test]
fn marked_speech_and_its_speaker() {
    for (text, expected) in [
        ("“We stay,” [p Anna Berg] said.", vec!["Anna Berg (said): “We stay,"]),
        ("“We stay,” said [p Anna Berg], head of the board.", vec!["Anna Berg (said): “We stay,"]),
        ("“We stay,” said the group’s head, [p Anna Berg].", vec!["Anna Berg (said): “We stay,"]),
        ("[p Anna Berg] said: “We stay.”", vec!["Anna Berg (said): “We stay."]),
        ("[p Anna Berg]: “We all stay here.”", vec!["Anna Berg (-): “We all stay here."]),
        (
            "“We stay,” [p Anna Berg] said. “We have no choice.”",
            vec!["Anna Berg (said): “We stay,", "Anna Berg (-): “We have no choice."],
        ),
        (
            "[p Anna Berg] told reporters the plan had failed. “Nobody is to blame,” she added.",
            vec!["Anna Berg (told): the plan had failed", "Anna Berg (added): “Nobody is to blame,"],
        ),
        (
            "“It was late,” [p Tom Oak], who met [p Anna Berg] on Friday, said.",
            vec!["Tom Oak (said): “It was late,"],
        ),
        (
            "[p Anna Berg] condemned the “cruel and needless” ban.",
            vec!["Anna Berg (condemned): “cruel and needless"],
        ),
        (
            "“The first part,” [p Anna Berg] said. “It was long.\n“And this goes on.”",
            vec![
                "Anna Berg (said): “The first part,",
                "Anna Berg (-): “It was long.",
                "Anna Berg (-): “And this goes on.",
            ],
        ),
        (
            "[p Anna Berg] met [p Peter Oak] on Friday. “Nobody is to blame,” she added.",
            vec!["Anna Berg (added): “Nobody is to blame,"],
        ),
        (
            "[p Anna Berg] met [p Peter Oak] on Friday. “Nobody is to blame,” he added.",
            vec!["Peter Oak (added): “Nobody is to blame,"],
        ),
        // Pieces of a clause are no speaker.
        ("The new bridge is a far cry from what the town had hoped for.", vec![]),
        // Whom it is about does not say it.
        ("Of [p Peter Oak], he said, “He is a friend of mine.”", vec!["? (-): “He is a friend of mine."]),
        ("Of [p Peter Oak], [p Tom Ash] said, “He stays.”", vec!["Tom Ash (said): “He stays."]),
        ("They spoke of a ‘special’ case.", vec![]),
        ("He joined the project “Green Roads” in May.", vec![]),
        ("“I will sign it,” the minister said.", vec!["the minister (said): “I will sign it,"]),
        (
            "[p Anna Berg] left. “It was late,” the [d Norlander] said.",
            vec!["Anna Berg (said): “It was late,"],
        ),
        ("“It was late,” the [d Norlander] said.", vec!["the Norlander (said): “It was late,"]),
        ("“A fair deal,” according to [p Anna Berg].", vec!["Anna Berg (according to): “A fair deal,"]),
    ] {
        assert_eq!(quotes(text), expected, "{text}");
    }
}

#[test]
fn reported_speech_and_its_speaker() {
    for (text, expected) in [
        ("[p Anna Berg] said that the road was closed.", vec!["Anna Berg (said): the road was closed"]),
        ("[p Anna Berg] said the road was closed.", vec!["Anna Berg (said): the road was closed"]),
        (
            "[p Anna Berg] said the road was closed, while prices rose in all towns.",
            vec!["Anna Berg (said): the road was closed"],
        ),
        (
            "The ministry said the road was closed. It added that nobody was hurt.",
            vec!["The ministry (said): the road was closed", "The ministry (added): nobody was hurt"],
        ),
        (
            "[p Anna Berg] of the [o Road Board] said on Monday that the road was closed.",
            vec!["Anna Berg (said): the road was closed"],
        ),
        ("We go on together, [p Anna Berg] said.", vec!["Anna Berg (said): “We go on together"]),
        (
            "The road would stay closed, [p Anna Berg] said on Monday.",
            vec!["Anna Berg (said): The road would stay closed"],
        ),
        (
            "According to [p Anna Berg], the road was closed for a week.",
            vec!["Anna Berg (According to): the road was closed for a week"],
        ),
        (
            "The road was closed for a week, according to [p Anna Berg].",
            vec!["Anna Berg (according to): The road was closed for a week"],
        ),
        (
            "Analysts, such as [p Tom Oak], director of the institute, have argued that prices will fall.",
            vec!["Tom Oak (argued): prices will fall"],
        ),
        (
            "There are many analysts who argue that prices will fall.",
            vec!["many analysts (argue): prices will fall"],
        ),
        (
            "[c Norland] denied planning an attack but urged its neighbours to disarm.",
            vec!["Norland (denied): planning an attack", "Norland (urged): its neighbours to disarm"],
        ),
        (
            "[p Anna Berg] voiced support for the plan, saying that it was fair.",
            vec!["Anna Berg (voiced): support for the plan", "Anna Berg (saying): it was fair"],
        ),
        (
            "While, as the [o Morning Post] rightly reports, prices are about to fall.",
            vec!["Morning Post (reports): prices are about to fall"],
        ),
        (
            "[p Anna Berg] told [p Tom Oak] in a call last week that the road was closed.",
            vec!["Anna Berg (told): the road was closed"],
        ),
        (
            "In talks that [p Anna Berg] had with [p Tom Oak], she described him as a dear friend.",
            vec!["Anna Berg (described): him as a dear friend"],
        ),
        (
            "[c Norland] and [c Sudland] met. The two countries affirmed that their tie was close.",
            vec!["Norland and Sudland (affirmed): their tie was close"],
        ),
        (
            "[p Anna Berg]'s proposal to make the harbour free was heard.",
            vec!["Anna Berg (proposal): to make the harbour free was heard"],
        ),
        (
            "It is noted that [p Anna Berg] stated on Monday that the road was closed.",
            vec!["Anna Berg (stated): the road was closed"],
        ),
        ("It was noted that prices fall.", vec!["? (noted): prices fall"]),
        ("The reported attack was denied. Claims of fraud grew.", vec![]),
        ("[p Anna Berg] praised her side.", vec![]),
        ("[p Anna Berg] accused [c Norland] of lying.", vec!["Anna Berg (accused): Norland of lying"]),
        ("The vote, which [p Anna Berg] says was rigged, is over.", vec![]),
        (
            "After [p Anna Berg] denied the report, it rained for a week.",
            vec!["Anna Berg (denied): the report"],
        ),
        (
            "[p Anna Berg] called for more roads, and Senator [p Tom Oak] of [c Norland] said he would help.",
            vec!["Anna Berg (called for): more roads", "Tom Oak (said): he would help"],
        ),
        (
            "OSLO: The road was closed on Friday, [p Anna Berg] said.",
            vec!["Anna Berg (said): The road was closed on Friday"],
        ),
        (
            "[c Norland] Sen. [p Tom Oak], the top member of the [o Road Board], said that it was so.",
            vec!["Tom Oak (said): it was so"],
        ),
        ("[p Anna Berg] did not say whether it was so. She could say that it rains.", vec![]),
        ("[p Anna Berg] walked to the road.", vec![]),
    ] {
        assert_eq!(quotes(text), expected, "{text}");
    }
}

#[test]
fn a_cue_has_its_place() {
    let (article, mentions, entities) = read("“We stay,” [p Anna Berg] said.");
    let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
    let found =
        find(&article, &sentences::split(&article), &tokens, &mentions, &entities, Gazetteer::bundled());
    assert_eq!(found[0].cue.map(|cue| article.words(cue)), Some("said"));
    assert_eq!(found[0].speaker, Some(mentions[0].entity));
}

proptest! {
    #[test]
    fn quotations_are_in_order_and_inside_the_text(
        marked in "(\\[p Anna Berg\\]|\\[c Norland\\]|[a-z]{1,6}|said|that|says|told|according to|as|who|he|they|the|“|”|\"|,|\\.|:|;|\n| ){0,40}"
    ) {
        let (article, mentions, entities) = read(&marked);
        let tokens = tokenise(&article.text, Span::of(0, article.text.len()));
        let mut at = 0;
        for quote in find(&article, &sentences::split(&article), &tokens, &mentions, &entities, Gazetteer::bundled()) {
            prop_assert!(quote.span.start >= at && !quote.span.is_empty());
            prop_assert!(!article.words(quote.span).is_empty());
            at = quote.span.end;
        }
    }
}
