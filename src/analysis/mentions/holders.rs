//! Surnames that only the publication date decides: who of that name held a high office within a year of it.
//!
//! Rule: where the article gives no full name, a surname is that of the office holder of a country the article speaks of;
//! else of the only one of that name in the list; else nobody's. Two who fit alike are both told. Must not look beyond
//! the list.

use super::surnames::{BY_LIST, BY_NAME, SEVERAL, is_high};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::{phrase, slug};
use crate::model::{
    Article, CountryCode, Entity, EntityId, EntityKind, EntityTable, Form, Mention, Published, SafeText,
};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Offices whose holders are spoken of by surname all over the world.
const TOP: [&str; 8] =
    ["president", "prime minister", "premier", "chancellor", "king", "queen", "pope", "supreme leader"];

/// Decides the surnames that the date can decide.
pub(super) fn resolve(
    article: &Article,
    published: Option<&Published>,
    gazetteer: &Gazetteer,
    mentions: &mut [Mention],
    entities: &mut EntityTable,
) {
    let Some(day) = published.map(|published| published.date) else { return };
    let countries = countries(mentions, entities);
    for mention in mentions {
        let entity = entities.get(mention.entity);
        if entity.kind != EntityKind::Person {
            continue;
        }
        let words = mention.span.slice(&article.text);
        let single = !words.contains([' ', '\n', '-']);
        let date = Date { day, countries: &countries, gazetteer };
        let by_list = mention.why.ends_with(BY_LIST) || mention.why.ends_with(BY_NAME);
        let guessed = mention.form == Form::Surname && by_list || mention.why == SEVERAL;
        let nobody = !entity.listed && single && !entity.name.contains(' ');
        let shared = !mention.rivals.is_empty() && entity.listed;
        if guessed || nobody {
            date.of_surname(words, guessed, mention, entities);
        } else if shared {
            date.of_rivals(mention, entities);
        }
    }
}

/// The countries that the article names, or whose places, bodies and fully named people it names.
fn countries(mentions: &[Mention], entities: &EntityTable) -> BTreeSet<CountryCode> {
    let surname = |mention: &&Mention| {
        mention.form != Form::Surname || entities.get(mention.entity).kind != EntityKind::Person
    };
    mentions.iter().filter(surname).filter_map(|mention| entities.get(mention.entity).country).collect()
}

/// What is known of the day an article is from.
struct Date<'a> {
    day: NaiveDate,
    countries: &'a BTreeSet<CountryCode>,
    gazetteer: &'a Gazetteer,
}

impl Date<'_> {
    /// How well a person fits the day: 0 not at all, 1 held a high office within a year, 2 on the day, 3 a top one on the day. Of
    /// countries that the article does not speak of only those in a top office count.
    fn fit(&self, person: EntityId, anywhere: bool) -> u8 {
        let year = Days::new(366);
        let (early, late) = (self.day.checked_sub_days(year), self.day.checked_add_days(year));
        let (early, late) = (early.unwrap_or(NaiveDate::MIN), late.unwrap_or(NaiveDate::MAX));
        let held = self.gazetteer.tenures_of(person).iter().filter(|tenure| is_high(&tenure.title));
        let fits = held.map(|tenure| {
            let near = tenure.days.from <= late && early <= tenure.days.to;
            let on_the_day = tenure.days.from <= self.day && self.day <= tenure.days.to;
            // The president of a party, a bank or a club is no head of state.
            let top = TOP.contains(&&*tenure.title) && tenure.organisation.is_none() && on_the_day;
            let country = self.gazetteer.country_of(tenure);
            let here = country.is_none_or(|country| self.countries.contains(&country));
            if !near || !(here || anywhere && top) { 0 } else { 1 + u8::from(on_the_day) + u8::from(top) }
        });
        fits.max().unwrap_or(0)
    }

    /// Those who fit best, in the order of the list.
    fn best(&self, people: &[EntityId], anywhere: bool) -> Vec<EntityId> {
        let best = people.iter().map(|&person| self.fit(person, anywhere)).max().unwrap_or(0);
        let fits = |person: &&EntityId| best > 0 && self.fit(**person, anywhere) == best;
        people.iter().filter(fits).copied().collect()
    }

    /// A surname that the article does not explain.
    fn of_surname(&self, words: &str, guessed: bool, mention: &mut Mention, entities: &mut EntityTable) {
        let known = self.gazetteer.people_named(phrase(words));
        let known = if known.is_empty() { self.gazetteer.people_sounding(words) } else { known };
        match (self.best(known, guessed).as_slice(), known) {
            ([one], _) => {
                let name = entities.get(*one).name.clone();
                mention.why = format!("surname of {name}, {}", self.office(*one)).into();
                (mention.entity, mention.form) = (*one, Form::Surname);
                mention.rivals.clear();
            }
            ([first, rest @ ..], _) => {
                let name = entities.get(*first).name.clone();
                mention.why = format!(
                    "surname of {name} or another who held office about {}; the article does not settle it",
                    self.day
                )
                .into();
                (mention.entity, mention.form) = (*first, Form::Surname);
                mention.rivals = rest.to_vec();
            }
            // The only one of that name is meant, also after the end of the office.
            ([], [_] | []) => {}
            ([], several) if guessed => {
                mention.entity = nobody(words, entities);
                mention.form = Form::Name;
                mention.rivals = several.iter().take(4).copied().collect();
                mention.why =
                    format!("a surname of several in the list, none in office within a year of {}", self.day)
                        .into();
            }
            _ => {}
        }
    }

    /// A name of several people: the one who was in office, where only one was.
    fn of_rivals(&self, mention: &mut Mention, entities: &EntityTable) {
        let all: Vec<EntityId> =
            std::iter::once(mention.entity).chain(mention.rivals.iter().copied()).collect();
        if all.iter().any(|&id| entities.get(id).kind != EntityKind::Person) {
            return;
        }
        let [one] = self.best(&all, true)[..] else { return };
        // In one article with two of a surname, only an office on the day outweighs who was named last.
        let named = mention.form == Form::Surname;
        if named && (self.fit(one, true) < 3 || all.iter().any(|&id| id != one && self.fit(id, true) > 0)) {
            return;
        }
        mention.why = format!("{}, {}", entities.get(one).name, self.office(one)).into();
        mention.rivals = if named { all.into_iter().filter(|&id| id != one).collect() } else { Vec::new() };
        mention.entity = one;
    }

    /// Which office made somebody the one who is meant.
    fn office(&self, person: EntityId) -> String {
        let held = self.gazetteer.tenures_of(person).iter().filter(|tenure| is_high(&tenure.title));
        let distance = |days: crate::model::DayRange| {
            let (before, after) = ((days.from - self.day).num_days(), (self.day - days.to).num_days());
            before.max(after).max(0)
        };
        match held.min_by_key(|tenure| distance(tenure.days)) {
            Some(tenure) if distance(tenure.days) == 0 => format!("{} on {}", tenure.title, self.day),
            Some(tenure) => format!("{} within a year of {}", tenure.title, self.day),
            None => format!("in office about {}", self.day),
        }
    }
}

/// Somebody of whom no more than the surname is known.
fn nobody(surname: &str, entities: &mut EntityTable) -> EntityId {
    let key = slug(surname);
    let taken = entities.find(&key).is_some_and(|id| entities.get(id).kind != EntityKind::Person);
    let key = if taken { format!("{key}-{}", EntityKind::Person.name()) } else { key };
    entities.intern(Arc::new(Entity {
        key: key.into(),
        name: SafeText::line(surname),
        kind: EntityKind::Person,
        country: None,
        aliases: Vec::new(),
        note: SafeText::default(),
        listed: false,
    }))
}
