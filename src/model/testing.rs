//! Small articles, stories and events of which nothing is stated, for the tests of every room.

use super::{
    Article, ArticleIndex, Confidence, DateBasis, Entity, EntityKind, Event, EventMention, Happening, Outlet,
    Part, Precision, Role, SafeText, Span, Story,
};

/// An article with a body part a line that is not blank.
pub(crate) fn article(id: &str, text: &str) -> Article {
    let text = SafeText::new(text);
    let mut parts = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let lead = line.len() - line.trim_start().len();
        let span = Span::of(at + lead, at + lead + line.trim().len());
        if !span.is_empty() {
            parts.push(Part { span, role: Role::Body, why: SafeText::default() });
        }
        at += line.len() + 1;
    }
    Article {
        id: SafeText::line(id),
        path: None,
        url: None,
        title: None,
        outlet: Outlet::unknown("a test"),
        byline: None,
        language: None,
        tags: Vec::new(),
        given_date: None,
        text,
        parts,
    }
}

/// The story of an article that nobody else tells.
pub(crate) fn own_story(i: u32) -> Story {
    Story {
        key: format!("story-{i}").into(),
        label: SafeText::default(),
        articles: vec![ArticleIndex(i)],
        days: None,
        reprints: Vec::new(),
        why: SafeText::default(),
    }
}

/// An undated event that the first word of some articles tells.
pub(crate) fn told_by(articles: &[u32]) -> Event {
    let mention = |&article: &u32| EventMention {
        article: ArticleIndex(article),
        span: Span::new(0, 5),
        trigger: Span::new(0, 5),
        why: SafeText::default(),
        confidence: Confidence::Likely,
    };
    Event {
        key: "e".into(),
        label: SafeText::default(),
        happening: Happening::Event,
        days: None,
        precision: Precision::Day,
        basis: DateBasis::Stated,
        guessed: false,
        place: None,
        participants: Vec::new(),
        confidence: Confidence::Likely,
        mentions: articles.iter().map(mention).collect(),
    }
}

/// Somebody of whom only the name is known.
pub(crate) fn person(key: &str) -> Entity {
    Entity {
        key: key.into(),
        name: SafeText::line(key),
        kind: EntityKind::Person,
        country: None,
        aliases: Vec::new(),
        note: SafeText::default(),
        listed: true,
    }
}

/// That the parts of an article follow one another and cover all that is not blank.
pub(crate) fn assert_covered(article: &Article) {
    let mut end = 0;
    for part in &article.parts {
        assert!(part.span.start >= end && !part.span.is_empty(), "{:?}", article.parts);
        assert!(
            article.text[end as usize..part.span.start as usize].trim().is_empty(),
            "{:?}",
            article.parts
        );
        end = part.span.end;
    }
    assert!(article.text[end as usize..].trim().is_empty(), "{:?}", article.parts);
}
