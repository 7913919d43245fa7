//! The index over a small corpus built in code.

use super::query::parse;
use super::*;
use crate::model::testing;
use crate::model::{
    Anchor, Annotations, Article, ArticleIndex, Basis, CountryCode, DateBasis, Entity, EntityKind, Form,
    MarkChange, Marking, Marks, Mention, Outlet, Part, Precision, Published, Quote, Role, SafeText, Span,
    Story, Tag, Title,
};
use chrono::NaiveDate;

fn entity(key: &str, name: &str, kind: EntityKind, country: &str, aliases: &[&str]) -> Arc<Entity> {
    Arc::new(Entity {
        key: key.into(),
        name: SafeText::line(name),
        kind,
        country: CountryCode::new(country),
        aliases: aliases.iter().map(|alias| SafeText::line(alias)).collect(),
        note: SafeText::default(),
        listed: true,
    })
}

/// The entities of the test corpus; Iran and Cyprus are listed, Iran is mentioned nowhere.
fn entities() -> crate::model::EntityTable {
    use EntityKind::{Bloc, Country, Organisation, Person, Place};
    let mut table = crate::model::EntityTable::default();
    for entity in [
        entity("vladimir-putin", "Vladimir Putin", Person, "RU", &["Putin"]),
        entity("xi-jinping", "Xi Jinping", Person, "CN", &["Xi"]),
        entity("friedrich-merz", "Friedrich Merz", Person, "DE", &[]),
        entity("volodymyr-zelenskyy", "Volodymyr Zelenskyy", Person, "UA", &["Zelensky"]),
        entity("RU", "Russia", Country, "", &["Russian", "Kremlin", "Moscow", "Russian Federation"]),
        entity("CN", "China", Country, "", &["Chinese", "Beijing"]),
        entity("GR", "Greece", Country, "", &["Greek", "Athens"]),
        entity("CY", "Cyprus", Country, "", &["Cypriot", "Nicosia"]),
        entity("IR", "Iran", Country, "", &["Iranian"]),
        entity("IQ", "Iraq", Country, "", &["Iraqi"]),
        entity("KP", "North Korea", Country, "", &["DPRK"]),
        entity("KR", "South Korea", Country, "", &["Seoul"]),
        entity("nato", "NATO", Organisation, "", &["Atlantic Alliance"]),
        entity("brics", "BRICS", Bloc, "", &[]),
        entity("vladivostok", "Vladivostok", Place, "RU", &[]),
        entity("elysee", "Élysée", Place, "FR", &[]),
    ] {
        table.intern(entity);
    }
    table
}

struct Piece<'a> {
    title: &'a str,
    outlet: &'a str,
    country: &'a str,
    date: &'a str,
    body: &'a str,
    /// Keys of what is mentioned, with the words; each word is found from the last on.
    mentions: &'a [(&'a str, &'a str)],
}

const PIECES: &[Piece<'_>] = &[
    Piece {
        title: "Putin and Xi toast a new alliance",
        outlet: "The Harbour Post",
        country: "GR",
        date: "2025-09-03",
        body: "Vladimir Putin met Xi Jinping in Beijing. “We need no\nlimits,” the Russian said. Merz was not amused.",
        mentions: &[
            ("vladimir-putin", "Vladimir Putin"),
            ("xi-jinping", "Xi Jinping"),
            ("CN", "Beijing"),
            ("RU", "Russian"),
            ("friedrich-merz", "Merz"),
        ],
    },
    Piece {
        title: "Gas talks in Vladivostok",
        outlet: "Eastern Wire",
        country: "RU",
        date: "2023-03",
        body: "The Kremlin wants more gas sold to China. Talks about gas go on. Russia is patient.",
        mentions: &[("RU", "Kremlin"), ("CN", "China"), ("RU", "Russia")],
    },
    Piece {
        title: "Zelenskyy at the Élysée",
        outlet: "",
        country: "",
        date: "2024-05-20",
        body: "Volodymyr Zelenskyy came to the Élysée. NATO listened; so did Cyprus and Iraq.",
        mentions: &[
            ("volodymyr-zelenskyy", "Volodymyr Zelenskyy"),
            ("elysee", "Élysée"),
            ("nato", "NATO"),
            ("CY", "Cyprus"),
            ("IQ", "Iraq"),
        ],
    },
    Piece {
        title: "Two Koreas, one river",
        outlet: "Eastern Wire",
        country: "RU",
        date: "",
        body: "North Korea and South Korea share a river. BRICS do not. The port of Vladivostok is near.",
        mentions: &[
            ("KP", "North Korea"),
            ("KR", "South Korea"),
            ("brics", "BRICS"),
            ("vladivostok", "Vladivostok"),
        ],
    },
];

fn published(date: &str) -> Option<Published> {
    let (precision, full) = match date.len() {
        10 => (Precision::Day, date.to_owned()),
        7 => (Precision::Month, format!("{date}-01")),
        _ => return None,
    };
    let date = NaiveDate::parse_from_str(&full, "%Y-%m-%d").ok()?;
    Some(Published { date, precision, basis: DateBasis::Stated, why: SafeText::default() })
}

pub(super) fn corpus() -> Arc<Corpus> {
    let mut corpus = Corpus { entities: entities(), ..Corpus::default() };
    for (i, piece) in PIECES.iter().enumerate() {
        let text = format!("{}\n\n{}\nShare on kremlin social", piece.title, piece.body);
        let (head, body) = (piece.title.len(), piece.title.len() + 2);
        let end = body + piece.body.len();
        let part = |from, to, role| Part { span: Span::of(from, to), role, why: SafeText::default() };
        let mut at = body;
        let mention = |(key, words): &(&str, &str)| {
            let start = at + text[at..].find(words).expect("the words are in the text");
            at = start + words.len();
            let entity = corpus.entities.find(key).expect("listed above");
            Mention {
                span: Span::of(start, at),
                entity,
                form: Form::Name,
                why: "".into(),
                rivals: Vec::new(),
            }
        };
        let mentions: Vec<Mention> = piece.mentions.iter().map(mention).collect();
        let quotes = text.find("We need").map(|start| Quote {
            span: Span::of(start, start + 18),
            direct: true,
            speaker: corpus.entities.find("vladimir-putin"),
            speaker_name: None,
            cue: None,
            why: "".into(),
        });
        let outlet = Outlet {
            name: Some(piece.outlet).filter(|name| !name.is_empty()).map(SafeText::line),
            country: CountryCode::new(piece.country),
            basis: Basis::Stated,
            why: SafeText::default(),
        };
        let article = Article {
            title: Some(Title { text: SafeText::line(piece.title), span: Some(Span::of(0, head)) }),
            outlet,
            language: Some("en".into()),
            tags: if i == 1 { vec!["Energy policy".into()] } else { Vec::new() },
            parts: vec![
                part(0, head, Role::Title),
                part(body, end, Role::Body),
                part(end + 1, text.len(), Role::Furniture),
            ],
            ..testing::article(&format!("a{i}"), &text)
        };
        corpus.articles.push(Arc::new(article));
        corpus.annotations.push(Arc::new(Annotations {
            published: published(piece.date),
            mentions,
            quotes: quotes.into_iter().collect(),
            ..Annotations::default()
        }));
        corpus.story_of.push(u32::from(i > 1));
    }
    for (label, articles) in [("Allies toast in Beijing", 0..2), ("Elsewhere", 2..4)] {
        corpus.stories.push(Story {
            key: label.to_lowercase().replace(' ', "-").into(),
            label: SafeText::line(label),
            articles: articles.map(ArticleIndex).collect(),
            days: None,
            reprints: Vec::new(),
            why: SafeText::default(),
        });
    }
    Arc::new(corpus)
}

pub(super) fn run(index: &Index, typed: &str) -> Hits {
    let mut marks =
        Marks { read: ["a0".to_owned()].into(), starred: ["a2".to_owned()].into(), ..Marks::default() };
    for (article, words) in [("a2", "Reading list"), ("a3", "reading LIST"), ("a3", "Énergie"), ("a0", "🔥")]
    {
        marks.apply(&MarkChange::new(article, Marking::Tag(Tag::new(words).unwrap(), true)));
    }
    let note = Some(SafeText::new("Ask the port\nabout cranes"));
    marks.apply(&marks.noting("a3", Anchor::Article, note));
    index.run(&parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}")), &marks)
}

fn places(hits: &Hits) -> Vec<u32> {
    hits.articles.iter().map(|article| article.0).collect()
}

#[test]
fn queries_find_articles_in_order() {
    let index = Index::build(&corpus());
    for (typed, expected) in [
        ("", &[0, 2, 1, 3][..]),
        ("country:", &[0, 2, 1, 3]),
        ("putin", &[0]),
        ("who:putn", &[0]),
        ("who:merz", &[0]),
        ("who:xi", &[0]),
        ("zelinsky", &[2]),
        ("who:zelensky", &[2]),
        ("country:greece", &[0]),
        ("about:greece", &[]),
        ("from:greece", &[0]),
        ("country:rus", &[1, 0, 3]),
        ("about:russia", &[1, 0]),
        ("kremlin", &[1, 0, 3]),
        ("country:CN", &[0, 1]),
        ("country:cypris", &[2]),
        ("country:iran", &[]),
        ("elysee", &[2]),
        ("org:nat", &[2]),
        ("org:brics", &[3]),
        ("north korea", &[3]),
        ("north kor", &[3]),
        ("place:vladivostok", &[3]),
        ("place:russia", &[1, 0, 3]),
        ("vladivostok", &[3, 1]),
        ("talks", &[1]),
        ("tal", &[1]),
        ("gas -country:greece", &[1]),
        ("outlet:harbor", &[0]),
        ("wire", &[1, 3]),
        ("\"no limits\"", &[0]),
        ("\"limits no\"", &[]),
        ("\"social\"", &[]),
        ("\"gas\"", &[1]),
        ("said:putin", &[0]),
        ("said:\"no limits\"", &[0]),
        ("said:gas", &[]),
        ("tag:energy", &[1]),
        ("tag:list", &[2, 3]),
        ("tag:\"reading li\"", &[2, 3]),
        ("tag:energ", &[1, 3]),
        ("tag:energie", &[3]),
        ("tag:🔥", &[0]),
        ("-tag:list", &[0, 1]),
        ("is:tagged", &[0, 2, 3]),
        ("is:noted", &[3]),
        ("note:cranes", &[3]),
        ("note:\"port about\"", &[3]),
        ("note:ship", &[]),
        ("lang:english sort:oldest", &[1, 2, 0, 3]),
        ("lang:fr", &[]),
        ("story:toast", &[0, 1]),
        ("is:unread", &[2, 1, 3]),
        ("is:starred", &[2]),
        ("is:shared", &[0, 2, 1, 3]),
        ("is:s", &[0, 2, 1, 3]),
        ("after:2024", &[0, 2]),
        ("before:2024", &[1]),
        ("on:2023-03-15", &[1]),
        ("on:2023..2024", &[2, 1]),
        ("after:7d", &[0]),
        ("who:putin OR who:zelenskyy", &[0, 2]),
        ("(putin OR zelenskyy) -is:starred", &[0]),
        ("putin zelenskyy", &[]),
        ("sort:title", &[1, 0, 3, 2]),
        ("sort:outlet", &[1, 3, 0, 2]),
        ("-country:russia", &[2]),
        ("qqqq", &[]),
    ] {
        assert_eq!(places(&run(&index, typed)), expected, "{typed}");
    }
}

#[test]
fn chips_say_what_was_taken() {
    let index = Index::build(&corpus());
    for (typed, expected) in [
        ("kremlin", "kremlin → Russia 3 of 4"),
        ("who:putn", "who:putn → Vladimir Putin 1 of 4"),
        ("zelinsky", "zelinsky → Volodymyr Zelenskyy 1 of 4"),
        ("-russian", "-russian → Russia 1 of 4"),
        ("putin", "Vladimir Putin 1 of 4"),
        ("country:CN", "country:CN → China 2 of 4"),
        ("beijing", "beijing → China 2 of 4"),
        ("country:rus", "country:Russia 3 of 4"),
        ("-country:greece", "-country:Greece 3 of 4"),
        ("country:korea", "country:North Korea | South Korea 1 of 4"),
        ("xi merz", "Xi Jinping 1 of 4; Friedrich Merz 1 of 4"),
        ("\"no limits\"", "“no limits” 1 of 4"),
        ("is:starred", "is:starred 1 of 4"),
        ("talks", "talks 1 of 4"),
        ("country: xi", "country:xi 0 of 4"),
        ("is:", ""),
    ] {
        let chips: Vec<String> = run(&index, typed).chips.iter().map(ToString::to_string).collect();
        assert_eq!(chips.join("; "), expected, "{typed}");
    }
    let chip = run(&index, "country:ira").chips.remove(0);
    assert_eq!(chip.took[0].name.as_str(), "Iraq");
    let others: Vec<_> = run(&index, "country:rus").chips.remove(0).alternatives;
    assert_eq!(others.iter().map(|took| took.name.as_str()).collect::<Vec<_>>(), ["Cyprus"]);
}

#[test]
fn an_empty_result_says_why_and_how_to_widen() {
    let index = Index::build(&corpus());
    for (typed, why, widen) in [
        ("country:iran", "Iran is not mentioned in any of these articles", "Iraq instead = country:Iraq"),
        (
            "country:irann",
            "nothing here is called “irann”; Iran is not mentioned either",
            "Iraq instead = country:Iraq",
        ),
        ("from:china", "no outlet here is from China", "China, as any name = china"),
        ("who:greece", "nobody called “greece” is mentioned here", "Greece, as any name = greece"),
        ("putin zelenskyy", "no article matches all of these together", "without putin = zelenskyy"),
        ("merz qqqq", "no name and no title here has “qqqq”", "“qqqq” in the texts = merz \"qqqq\""),
        ("\"qqqq\" xi", "“qqqq” is not in any text here", "without \"qqqq\" = xi"),
        ("tag:redding", "no tag here is “redding”", "Reading list instead = tag:\"Reading list\""),
        ("tag:enregie", "no tag here is “enregie”", "Énergie instead = tag:Énergie"),
        ("tag:enrgy", "no tag here is “enrgy”", "Energy policy instead = tag:\"Energy policy\""),
        ("note:ship", "no note of yours has “ship”", "“ship” in the texts = \"ship\""),
        ("after:2026", "no article here is dated after 2026", ""),
    ] {
        let empty = run(&index, typed).empty.unwrap_or_else(|| panic!("{typed} finds something"));
        let first = empty.widen.first().map(|wider| format!("{} = {}", wider.label, wider.query));
        assert_eq!((empty.why.as_str(), first.unwrap_or_default().as_str()), (why, widen), "{typed}");
        for wider in empty.widen.iter().filter(|wider| wider.articles.is_some()) {
            assert_eq!(
                Some(run(&index, &wider.query).articles.len()),
                wider.articles,
                "{typed}: {}",
                wider.query
            );
        }
    }
    for (typed, widen) in
        [("-is:unread", "is:unread, not excluded = is:unread"), ("xi -is:unread", "without -is:unread = xi")]
    {
        let hits = index.run(&parse(typed).unwrap(), &Marks::default());
        let empty = hits.empty.unwrap();
        let told = format!("{} = {}", empty.widen[0].label, empty.widen[0].query);
        assert_eq!((empty.why.as_str(), told.as_str()), ("all 4 articles match is:unread", widen), "{typed}");
    }
    assert_eq!(run(&index, "putin").empty, None);
}

#[test]
fn what_matched_is_highlighted_in_the_title_and_the_text() {
    let index = Index::build(&corpus());
    for (typed, place, title, phrases, outlet) in [
        ("alliance", 0, "alliance", "", (false, false)),
        ("all", 0, "all", "", (false, false)),
        ("elysee", 2, "Élysée", "", (false, false)),
        ("country:greece", 0, "", "", (false, true)),
        ("outlet:harbour", 0, "", "", (true, false)),
        ("\"no limits\"", 0, "", "no\nlimits", (false, false)),
        ("\"gas\"", 1, "Gas", "Gas|gas|gas", (false, false)),
        ("-alliance", 1, "", "", (false, false)),
    ] {
        let hits = run(&index, typed);
        let matched = index.matched(&hits, ArticleIndex(place));
        let article = index.corpus().article(ArticleIndex(place));
        let titles: Vec<_> = matched.title.iter().map(|r| &article.display_title()[r.clone()]).collect();
        let found: Vec<_> = matched.phrases.iter().map(|span| article.words(*span)).collect();
        let got = (titles.join("|"), found.join("|"), (matched.outlet, matched.outlet_country));
        assert_eq!(got, (title.to_owned(), phrases.to_owned(), outlet), "{typed}");
    }
}

#[test]
fn snippets_show_the_phrase_on_one_line() {
    let index = Index::build(&corpus());
    let hits = run(&index, "\"no limits\"");
    let snippets = index.snippets(&hits, ArticleIndex(0), 3, 24);
    let shown: Vec<_> = snippets.iter().map(|s| (s.text.as_str(), &s.text[s.marked[0].clone()])).collect();
    assert_eq!(shown, [("…need no limits,” the…", "no limits")]);
    let wide = index.snippets(&run(&index, "merz"), ArticleIndex(0), 3, 200);
    assert_eq!(wide[0].text, "limits,” the Russian said. Merz was not amused.");
}

#[test]
fn an_empty_corpus_answers_everything_with_nothing() {
    let index = Index::build(&Arc::new(Corpus::default()));
    for typed in ["", "putin", "after:7d", "\"x\"", "-is:read", "sort:title", "story:x"] {
        let hits = run(&index, typed);
        assert!(hits.articles.is_empty() && hits.empty.is_none(), "{typed}");
        assert!(Roster::of(&index, hits.articles.clone()).narrow(&index, Facet::People, "x").is_empty());
        assert_eq!(index.matched(&hits, ArticleIndex(0)), Matched::default());
    }
}
