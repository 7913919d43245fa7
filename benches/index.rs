//! From a key to an answer over 100,000 articles: what a person types into the filter must never wait.

use dateline::index::query::parse;
use dateline::index::{Facet, Hits, Index, Roster};
use dateline::model::{
    Annotations, Article, Basis, Corpus, CountryCode, DateBasis, Entity, EntityId, EntityKind, Form, Marks,
    Mention, Outlet, Part, Precision, Published, Role, SafeText, Span, Story, Title,
};
use std::sync::{Arc, LazyLock};

const ARTICLES: u32 = 100_000;
const PEOPLE: u32 = 20_000;
const COUNTRIES: u32 = 200;

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::build(&Arc::new(corpus())));
static ALL: LazyLock<Hits> = LazyLock::new(|| run(""));
static ROSTER: LazyLock<Roster> = LazyLock::new(|| Roster::of(&INDEX, ALL.articles.clone()));

fn main() {
    LazyLock::force(&INDEX);
    divan::main();
}

/// A made-up word of some syllables, the same for the same number.
fn word(number: u32) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "cor", "di", "fen", "gu", "hal", "ji", "kov", "li", "mar", "nes", "or", "pu", "rus", "tin",
        "zel",
    ];
    let mut state = number.wrapping_mul(2_654_435_761) ^ 0x5bd1;
    let count = 2 + state % 3;
    (0..count)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            SYLLABLES[(state >> 28) as usize]
        })
        .collect()
}

fn entity(number: u32) -> Arc<Entity> {
    let person = number < PEOPLE;
    let name = if person { format!("{} {}", word(number), word(number + 7)) } else { word(number) };
    let code = char::from(b'a' + (number % 26) as u8).to_string()
        + &char::from(b'a' + (number / 26 % 26) as u8).to_string();
    Arc::new(Entity {
        key: if person { format!("p{number}").into() } else { code.to_uppercase().into() },
        name: SafeText::line(&name),
        kind: if person { EntityKind::Person } else { EntityKind::Country },
        country: None,
        aliases: vec![SafeText::line(&word(number + 13))],
        note: SafeText::default(),
        listed: true,
    })
}

fn corpus() -> Corpus {
    let mut corpus = Corpus::default();
    (0..PEOPLE + COUNTRIES).for_each(|number| {
        corpus.entities.intern(entity(number));
    });
    let size = corpus.entities.len() as u32;
    let text: SafeText =
        "A sentence about gas and no limits, told again and again. ".repeat(20).as_str().into();
    for i in 0..ARTICLES {
        let words: Vec<String> =
            (0..8).map(|k| word(i.wrapping_mul(31).wrapping_add(k * 977) % 40_000)).collect();
        let mention = |k: u32| Mention {
            span: Span::new(k * 4, k * 4 + 3),
            entity: EntityId(i.wrapping_mul(40_503).wrapping_add(k * k * 7919) % size),
            form: Form::Name,
            why: "".into(),
            rivals: Vec::new(),
        };
        let date = chrono::NaiveDate::from_num_days_from_ce_opt(738_000 + (i % 3000).cast_signed());
        corpus.annotations.push(Arc::new(Annotations {
            published: date.map(|date| Published {
                date,
                precision: Precision::Day,
                basis: DateBasis::Stated,
                why: SafeText::default(),
            }),
            mentions: (0..15).map(mention).collect(),
            ..Annotations::default()
        }));
        corpus.articles.push(Arc::new(Article {
            id: SafeText::line(&i.to_string()),
            path: None,
            url: None,
            title: Some(Title { text: SafeText::line(&words.join(" ")), span: None }),
            outlet: Outlet {
                name: Some(SafeText::line(&word(i % 500))),
                country: CountryCode::new("AA"),
                basis: Basis::Stated,
                why: SafeText::default(),
            },
            byline: None,
            language: None,
            tags: Vec::new(),
            given_date: None,
            parts: vec![Part { span: Span::of(0, text.len()), role: Role::Body, why: SafeText::default() }],
            text: text.clone(),
        }));
        corpus.story_of.push(i);
        corpus.stories.push(Story {
            key: i.to_string().into(),
            label: SafeText::line(&words[0]),
            articles: vec![dateline::model::ArticleIndex(i)],
            days: None,
            reprints: Vec::new(),
            why: SafeText::default(),
        });
    }
    corpus
}

fn run(typed: &str) -> Hits {
    INDEX.run(&parse(typed).expect("a query"), &Marks::default())
}

#[divan::bench(args = [
    "", "r", "rus", "putin zel", "who:putn", "who:zelinsky", "qqqqq", "country:rus -who:pu", "outlet:mar after:2023",
    "is:unread", "sort:title", "putin OR zel OR mar",
], sample_count = 10)]
fn query(typed: &str) -> usize {
    run(typed).articles.len()
}

#[divan::bench(sample_count = 5)]
fn phrase() -> usize {
    run("\"no limits\"").articles.len()
}

#[divan::bench(args = ["", "ru", "putn", "zelinsky"], sample_count = 10)]
fn narrow_names(typed: &str) -> usize {
    Facet::ALL.into_iter().map(|facet| ROSTER.narrow(&INDEX, facet, typed).len()).sum()
}

#[divan::bench(sample_count = 5)]
fn count_names() -> usize {
    Roster::of(&INDEX, ALL.articles.clone()).section(Facet::People).len()
}

/// The page of the entity that most articles mention.
#[divan::bench(sample_count = 5)]
fn page_of_one() -> usize {
    let most = Facet::ALL.into_iter().filter_map(|facet| ROSTER.section(facet).first());
    let most =
        most.max_by_key(|entry| entry.mentions).map(|entry| entry.target).expect("somebody is mentioned");
    INDEX.profile(most, &ROSTER.articles).beside.len()
}

#[divan::bench(sample_count = 3)]
fn build() -> usize {
    Index::build(INDEX.corpus()).len()
}
