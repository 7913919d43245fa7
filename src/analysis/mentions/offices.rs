//! Offices that stand for their holders: “the Russian president”, “the Kremlin spokesman”, “Germany’s chancellor”.
//!
//! The holder is who held the office on the publication date, by the gazetteer, or in the year with which the sentence
//! begins (“In 1990 the Soviet president”); where the date is unknown, the one holder whom the article names. A title beside a name is no mention of its own. Must not guess between holders.

use crate::analysis::Gazetteer;
use crate::analysis::tokens::{self, Token, TokenKind};
use crate::analysis::words::Words;
use crate::model::{Article, CountryCode, EntityId, EntityKind, Form, Mention, Published, Span};
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::LazyLock;

/// An office as it is spoken of, and the titles it can be in the list; the first that has a holder counts.
const OFFICES: [(&str, &[&str]); 24] = [
    ("president", &["president", "state president"]),
    ("prime minister", &["prime minister", "premier", "taoiseach"]),
    ("premier", &["premier", "prime minister"]),
    ("chancellor", &["chancellor"]),
    ("leader", &["leader", "supreme leader", "president", "prime minister", "chancellor", "king"]),
    ("supreme leader", &["supreme leader", "leader"]),
    ("head of state", &["president", "king", "queen", "leader", "emperor"]),
    ("head of government", &["prime minister", "chancellor", "premier"]),
    ("foreign minister", &["foreign minister", "secretary of state", "foreign secretary"]),
    ("foreign secretary", &["foreign secretary", "foreign minister"]),
    ("secretary of state", &["secretary of state"]),
    ("top diplomat", &["foreign minister", "secretary of state", "foreign secretary"]),
    ("defence minister", &["defence minister", "defence secretary", "defense secretary"]),
    ("defense minister", &["defence minister", "defence secretary", "defense secretary"]),
    ("defence secretary", &["defence secretary", "defense secretary", "defence minister"]),
    ("defense secretary", &["defence secretary", "defense secretary", "defence minister"]),
    ("finance minister", &["finance minister", "chancellor of the exchequer"]),
    ("interior minister", &["interior minister"]),
    ("vice president", &["vice president"]),
    ("king", &["king"]),
    ("queen", &["queen"]),
    ("spokesman", &["spokesman", "spokesperson", "press secretary"]),
    ("spokeswoman", &["spokeswoman", "spokesperson", "spokesman", "press secretary"]),
    ("spokesperson", &["spokesperson", "spokesman", "spokeswoman", "press secretary"]),
];

/// Adds a mention for each office that stands alone for its holder on the publication date.
pub(super) fn resolve(
    article: &Article,
    tokens: &[Token],
    published: Option<&Published>,
    gazetteer: &Gazetteer,
    mentions: &mut [Mention],
) {
    let text: &str = &article.text;
    let day = published.map(|published| published.date);
    let named = Named { mentions, entities: OnceCell::new() };
    let mut offices = Vec::new();
    let mut at = 0;
    for (i, mention) in mentions.iter().enumerate() {
        at = tokens::from(tokens, at, mention.span.start);
        let Some(office) = Office::at(text, tokens, at, mention, gazetteer) else { continue };
        let overlaps = mentions.get(i + 1).is_some_and(|next| next.span.overlaps(office.span));
        // `Ann Lee, the French president`: the office is said of the name before it.
        let apposition = i.checked_sub(1).is_some_and(|before| {
            let gap = Span::new(mentions[before].span.end, office.span.start).slice(text);
            gap.trim() == ","
        });
        if overlaps || apposition {
            continue;
        }
        let then = year_before(text, tokens, at, day);
        let of_old = office.soviet && then.or(day).is_none_or(|day| day.year() > SOVIET_END);
        if let Some((holder, title)) = office.holder(gazetteer, then.or(day), &named).filter(|_| !of_old) {
            offices.push((i, office.mention(gazetteer, holder, title, then.or(day))));
        }
    }
    // The adjective inside belongs to the longer mention.
    for (i, office) in offices {
        mentions[i] = office;
    }
}

/// The last year of the Soviet Union.
const SOVIET_END: i32 = 1991;

/// Words before the year with which a sentence begins.
const FRAMES: [&str; 7] = ["In", "On", "By", "During", "Early", "Late", "Back"];

/// The months by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `In 1990 the Soviet president`, `On 3 June 2003, …`: the middle of the earlier year, or of its month, with which the
/// sentence of token `at` begins. A year elsewhere in it may be of something else: `the president, born in 1946,`.
fn year_before(text: &str, tokens: &[Token], at: usize, day: Option<NaiveDate>) -> Option<NaiveDate> {
    let ends = |token: &Token| matches!(token.text(text), "." | "!" | "?");
    let begins = |i: &usize| {
        i.checked_sub(1).is_none_or(|before| {
            let between = Span::new(tokens[before].span.end, tokens[*i].span.start).slice(text);
            ends(&tokens[before]) || between.contains('\n')
        })
    };
    let first = (0..at).rev().find(begins)?;
    let words = || tokens[first..at].iter().map(|token| token.text(text));
    if !FRAMES.contains(&words().next()?) {
        return None;
    }
    let (mut month, mut year) = (None, None);
    for word in words().skip(1).take(5) {
        if word.len() == 4
            && let Ok(number) = word.parse::<i32>()
        {
            year = Some(number);
            break;
        }
        let lower = word.to_lowercase();
        let named = MONTHS.iter().zip(1..).find(|(name, _)| lower.starts_with(*name));
        month = named.map(|(_, number)| number).or(month);
        let small = word.len() <= 2 || word == "," || lower == "the" || lower == "early" || lower == "late";
        if named.is_none() && !small {
            return None;
        }
    }
    let year = year.filter(|&year| year > 1800 && day.is_none_or(|day| year < day.year()))?;
    month
        .map_or_else(|| NaiveDate::from_ymd_opt(year, 7, 1), |month| NaiveDate::from_ymd_opt(year, month, 15))
}

/// Whom the article names; counted when first asked.
struct Named<'m> {
    mentions: &'m [Mention],
    entities: OnceCell<HashSet<EntityId>>,
}

impl Named<'_> {
    fn has(&self, id: EntityId) -> bool {
        let all = || self.mentions.iter().map(|mention| mention.entity).collect();
        self.entities.get_or_init(all).contains(&id)
    }
}

/// An office named in the text.
struct Office {
    span: Span,
    country: CountryCode,
    titles: &'static [&'static str],
    /// The institution whose office it is, in its own words: `Kremlin`.
    institution: bool,
    /// Of the Soviet Union, which is listed as Russia.
    soviet: bool,
}

impl Office {
    /// The office that a country's mention begins, which begins with token `before`: `the Russian president`, `Russia’s
    /// president`.
    fn at(
        text: &str,
        tokens: &[Token],
        before: usize,
        mention: &Mention,
        gazetteer: &Gazetteer,
    ) -> Option<Self> {
        if !matches!(
            mention.form,
            Form::Demonym | Form::Name | Form::Alias | Form::Acronym | Form::Institution
        ) {
            return None;
        }
        // Only listed entities lie in the gazetteer's own table.
        let listed = gazetteer.entities();
        let entity = ((mention.entity.0 as usize) < listed.len()).then(|| listed.get(mention.entity))?;
        let country = entity.country.filter(|_| entity.kind == EntityKind::Country)?;
        let words = mention.span.slice(text);
        let soviet = words.starts_with("Soviet") || words == "USSR";
        let mut at = tokens::from(tokens, before, mention.span.end);
        let possessive = tokens.get(at).is_some_and(|token| token.kind == TokenKind::Possessive);
        if mention.form == Form::Demonym || mention.form == Form::Institution || !possessive {
            // `the Russian president`, `the US president`: the article is part of the mention and must be there.
            let the = before
                .checked_sub(1)
                .map(|i| &tokens[i])
                .filter(|token| token.text(text).eq_ignore_ascii_case("the"))?;
            let (titles, last) = title_at(text, tokens, at)?;
            let span = the.span.cover(tokens[last].span);
            let institution = mention.form == Form::Institution;
            return alone(text, tokens, last).then_some(Self { span, country, titles, institution, soviet });
        }
        at += 1;
        let (titles, last) = title_at(text, tokens, at)?;
        let span = mention.span.cover(tokens[last].span);
        alone(text, tokens, last).then_some(Self { span, country, titles, institution: false, soviet })
    }

    /// Who held it, and under which title; `None` where nobody or more than one did and the article names neither.
    fn holder(
        &self,
        gazetteer: &Gazetteer,
        day: Option<NaiveDate>,
        named: &Named<'_>,
    ) -> Option<(EntityId, &'static str)> {
        let named = |id: &EntityId| named.has(*id);
        for title in self.titles {
            let holders = match day {
                Some(day) => gazetteer.holders(title, self.country, day),
                None => gazetteer.ever_held(title, self.country).into_iter().filter(named).collect(),
            };
            let one = match holders.as_slice() {
                [] => continue,
                [one] => *one,
                several => {
                    let mut in_article = several.iter().filter(|id| named(id));
                    match (in_article.next(), in_article.next()) {
                        (Some(&one), None) => one,
                        _ => return None,
                    }
                }
            };
            return Some((one, title));
        }
        None
    }

    fn mention(
        &self,
        gazetteer: &Gazetteer,
        holder: EntityId,
        title: &str,
        day: Option<NaiveDate>,
    ) -> Mention {
        let name = &gazetteer.entities().get(holder).name;
        let country = gazetteer
            .entities()
            .find(self.country.as_str())
            .map(|id| gazetteer.entities().get(id).name.clone());
        let country = country.unwrap_or_default();
        let of = if self.institution { "for the institution of" } else { "of" };
        let why = match day {
            Some(day) => format!("{name} was {title} {of} {country} on {day}"),
            None => format!("{name}, named in this article, was {title} {of} {country}"),
        };
        Mention {
            span: self.span,
            entity: holder,
            form: Form::Office,
            why: Cow::Owned(why),
            rivals: Vec::new(),
        }
    }
}

/// The office whose words begin at a token, the longest that fits, with the index of its last token.
fn title_at(text: &str, tokens: &[Token], at: usize) -> Option<(&'static [&'static str], usize)> {
    static FIRST: LazyLock<Words<bool>> = LazyLock::new(|| {
        let mut first = Words::default();
        for (office, _) in OFFICES {
            *first.entry(office.split(' ').next().unwrap_or(office)) = true;
        }
        first
    });
    // Nearly all words begin no office.
    FIRST.get(tokens.get(at)?.text(text))?;
    let fits = |office: &str| {
        let mut words = 0;
        let all = office.split(' ').enumerate().all(|(i, word)| {
            words = i + 1;
            tokens.get(at + i).is_some_and(|token| token.text(text).eq_ignore_ascii_case(word))
        });
        all.then_some(words)
    };
    let best = OFFICES.iter().filter_map(|(office, titles)| fits(office).map(|words| (words, *titles)));
    best.max_by_key(|&(words, _)| words).map(|(words, titles)| (titles, at + words - 1))
}

/// Whether no name follows the office, in which case it would be that name's title.
fn alone(text: &str, tokens: &[Token], last: usize) -> bool {
    let Some(next) = tokens.get(last + 1) else { return true };
    let touching = tokens[last].span.end == next.span.start;
    if touching && next.text(text) == "-" {
        return false;
    }
    let comma = next.text(text) == ",";
    let name = if comma { tokens.get(last + 2) } else { Some(next) };
    !name.is_some_and(|token| token.is_capitalised(text))
}
