//! Who a surname, first name or full name refers to: somebody named in full in the article, else a listed holder of
//! office whose country the article speaks of, else somebody new. Must not decide whether words are a name.

use super::cues::Cues;
use super::finder::{Found, What};
use super::memory;
use super::settle::Settler;
use crate::analysis::gazetteer::fold::Shape;
use crate::analysis::gazetteer::lexicon::FoldedSet;
use crate::analysis::gazetteer::{Gazetteer, Sex, Tenure, fold, sound};
use crate::model::{EntityId, EntityKind, Form, Mention};
use std::sync::OnceLock;

/// Surnames that are as often a bloc, a direction, a month or a common word: never a person by themselves.
const COMMON_WORDS: [&str; 43] = [
    "Baker", "Banks", "Bell", "Best", "Black", "Blue", "Brown", "Bush", "Church", "Cook", "Cross", "Day",
    "East", "Field", "Fox", "Green", "Grey", "Hill", "Hope", "House", "Hunt", "King", "Law", "Long", "Love",
    "March", "May", "North", "Page", "Power", "Price", "Prince", "Rice", "Rose", "Short", "South", "Stone",
    "Street", "West", "White", "Wise", "Wood", "Young",
];

/// Offices high enough that the news speaks of their holders by surname alone.
const HIGH_OFFICES: [&str; 35] = [
    "president",
    "prime minister",
    "premier",
    "taoiseach",
    "chancellor",
    "leader",
    "supreme leader",
    "opposition leader",
    "head of state",
    "head of government",
    "king",
    "queen",
    "emperor",
    "crown prince",
    "pope",
    "vice president",
    "deputy prime minister",
    "foreign minister",
    "deputy foreign minister",
    "foreign secretary",
    "secretary of state",
    "defence minister",
    "defence secretary",
    "defense secretary",
    "finance minister",
    "interior minister",
    "national security adviser",
    "chief of the general staff",
    "secretary general",
    "general secretary",
    "director general",
    "speaker",
    "spokesman",
    "spokeswoman",
    "press secretary",
];

/// The reason of a surname that no full name in the article explains.
pub(super) const BY_LIST: &str = "by the list of office holders and the countries in this article";

/// The reason of a surname that one in office bears, where the article names nothing of that one's country.
pub(super) const BY_NAME: &str = "the only holder of a high office of that surname in the list";

/// The reason of a surname that several in office bear, where the article names nothing of their countries.
pub(super) const SEVERAL: &str = "a surname of several in the list; nothing in this article tells which";

/// Whether a title of the list is a high office, also one held for the time being.
pub(super) fn is_high(title: &str) -> bool {
    let title = title.strip_prefix("acting ").or_else(|| title.strip_prefix("interim ")).unwrap_or(title);
    HIGH_OFFICES.contains(&title)
}

/// Whether a high office can end with the word of that folded hash.
fn ends_high(word: u64) -> bool {
    static LAST: OnceLock<FoldedSet> = OnceLock::new();
    let last = |title: &&str| fold::word(title.rsplit(' ').next().unwrap_or(title));
    LAST.get_or_init(|| HIGH_OFFICES.iter().map(last).collect()).contains(&word)
}

/// Whether an office is that of a party, a bank or another body of one country: known by surname only where that country
/// is spoken of.
fn of_a_body(gazetteer: &Gazetteer, tenure: &Tenure) -> bool {
    tenure.organisation.is_some() && gazetteer.country_of(tenure).is_some()
}

impl Settler<'_> {
    /// A surname or first name of somebody named in full in this article.
    pub(super) fn by_surname(&self, found: &Found) -> Option<Mention> {
        let hash = memory::phrase(self.page, found.from, found.to);
        // A company that bears its founder's name.
        let body = self.evidence.get(&hash).is_some_and(|points| points.organisation >= points.person + 12);
        if body && !found.titled {
            return None;
        }
        let (entity, rivals) = self.memory.person(hash, found.from)?;
        if !rivals.is_empty()
            && let Some((entity, what)) = self.by_title(found, hash)
        {
            let name = &self.entities.get(entity).name;
            let why = format!("surname of {name}, the one of that name in this article who {what}");
            return Some(self.mention(found, entity, Form::Surname, why));
        }
        if rivals.is_empty()
            && let Some((holder, rivals, what)) = self.relative_in_office(found, hash, entity)
        {
            let why = format!("surname of {}, who {what}", self.entities.get(holder).name);
            return Some(Mention { rivals, ..self.mention(found, holder, Form::Surname, why) });
        }
        let name = self.entities.get(entity).name.as_str();
        let why = ["surname of ", name, ", named in this article"].concat();
        Some(Mention { rivals, ..self.mention(found, entity, Form::Surname, why) })
    }

    /// `Premier Li`, `Mrs Biden`: which of several of one surname in the article the title before it fits.
    fn by_title(&self, found: &Found, surname: u64) -> Option<(EntityId, String)> {
        if let Some(one) = self.introduced_as(found, surname) {
            return Some(one);
        }
        let before = found.from.checked_sub(1)?;
        let at = if self.page.is_mark(before, &["."]) { before.checked_sub(1)? } else { before };
        let title = self.page.surface(at).to_lowercase();
        let sex = match title.as_str() {
            "mr" | "sir" | "lord" | "king" | "prince" => Sex::Male,
            "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "madame" => Sex::Female,
            _ => Sex::Unknown,
        };
        let people = self.memory.people(surname);
        let fits = |id: &EntityId| {
            if sex != Sex::Unknown {
                return self.gazetteer.sex_of_person(&self.entities.get(*id).name) == sex;
            }
            let held = self.gazetteer.tenures_of(*id);
            held.iter().any(|tenure| {
                let of = if title == "premier" { "prime minister" } else { title.as_str() };
                is_high(&tenure.title)
                    && [title.as_str(), of]
                        .iter()
                        .any(|t| tenure.title.split(' ').any(|word| word == *t) || *tenure.title == **t)
            })
        };
        let mut fitting = people.iter().filter(|id| fits(id));
        let one = fitting.next().copied().filter(|_| fitting.next().is_none())?;
        let what = if sex == Sex::Unknown { format!("was {title}") } else { format!("“{title}” fits") };
        Some((one, what))
    }

    /// `Melania Trump spoke. President Trump left.`: the listed one of that surname and country who held the office before
    /// the surname, the last first, where the one named in full never did.
    fn relative_in_office(
        &self,
        found: &Found,
        surname: u64,
        named: EntityId,
    ) -> Option<(EntityId, Vec<EntityId>, String)> {
        let relative = self.entities.get(named);
        if !relative.listed || found.to != found.from + 1 {
            return None;
        }
        let title_before = |at: usize| {
            // Most of all surnames stand after no office: its last word alone tells it.
            at.checked_sub(1).filter(|&last| ends_high(self.page.items[last].word.hash))?;
            let titles = (1..=3).rev().filter_map(|words| at.checked_sub(words));
            titles.map(|from| self.page.words(from, at).to_lowercase()).find(|title| is_high(title))
        };
        let title = title_before(found.from)?;
        let same = |held: &str| held == title || title == "premier" && held == "prime minister";
        let since = |id: EntityId| {
            let held = self.gazetteer.tenures_of(id).iter().filter(|held| same(&held.title));
            held.filter(|held| held.organisation.is_none()).map(|held| held.days.from).max()
        };
        let called = |(at, _, _): (usize, usize, EntityId)| title_before(at).is_some_and(|it| it == title);
        if since(named).is_some() || self.memory.full_names(surname).any(called) {
            return None;
        }
        let people = self.gazetteer.people_named(surname).iter().copied();
        let mut holders: Vec<_> = people
            .filter(|&id| self.entities.get(id).country == relative.country)
            .filter_map(|id| since(id).map(|since| (since, id)))
            .collect();
        holders.sort_unstable_by_key(|&held| std::cmp::Reverse(held));
        let (&(_, holder), rivals) = holders.split_first()?;
        Some((holder, rivals.iter().map(|&(_, id)| id).collect(), format!("was {title}")))
    }

    /// `Mr. Kim, the prime minister,`: the one of that surname whom the article or the list calls so.
    fn introduced_as(&self, found: &Found, surname: u64) -> Option<(EntityId, String)> {
        let role = self.role_after(found.to)?;
        let fits = |id: &EntityId| {
            let mut seen = self.memory.full_names(surname).filter(|(_, _, entity)| entity == id);
            let called = seen.any(|(from, to, _)| {
                let words = role.split(' ').count();
                let before = from.checked_sub(words).map(|at| self.page.words(at, from).to_lowercase());
                self.role_after(to).as_deref() == Some(&role) || before.as_deref() == Some(&role)
            });
            called || self.gazetteer.tenures_of(*id).iter().any(|held| *held.title == *role)
        };
        let mut fitting = self.memory.people(surname).iter().filter(|id| fits(id));
        let one = fitting.next().copied().filter(|_| fitting.next().is_none())?;
        Some((one, format!("is “{role}”")))
    }

    /// The role between two commas after a name: `, the prime minister,`.
    fn role_after(&self, comma: usize) -> Option<String> {
        let page = self.page;
        let the = usize::from(page.is_word(comma + 1, "the"));
        let from = comma + 1 + the;
        let to = (from..page.items.len().min(from + 4)).find(|&i| page.is_mark(i, &[",", "."]))?;
        let role = (from..to).any(|i| page.cues(i).any(Cues::ROLE.or(Cues::TITLE)));
        (page.is_mark(comma, &[","]) && role).then(|| page.words(from, to).to_lowercase())
    }

    pub(super) fn person(&mut self, found: &Found) -> Option<Mention> {
        if found.to == found.from + 3
            && self.page.is_hyphen(found.from + 1)
            && let Some(mention) = self.by_surname(found)
        {
            return Some(mention);
        }
        if found.to - found.from > 1 {
            let entity = self.full_name(found.from, found.to);
            let form = if self.entities.get(entity).listed { Form::Alias } else { Form::Name };
            return Some(self.mention(found, entity, form, found.why));
        }
        if let Some(mention) = self.by_surname(found) {
            return Some(mention);
        }
        let hash = memory::surname(self.page, found.from);
        if !found.titled
            && let Some(mention) = self.by_first_name(found, hash)
        {
            return Some(mention);
        }
        if let Some(mention) = self.listed_person(found, hash) {
            return Some(mention);
        }
        if found.doubtful
            && !found.titled
            && !self.capitalised.contains(&self.page.items[found.from].word.hash)
        {
            return None;
        }
        let entity = self.intern(found.from, found.to, EntityKind::Person);
        Some(self.mention(found, entity, Form::Name, found.why))
    }

    /// Whether a single word is something else as well, so that by itself it tells of no person.
    fn is_common(&self, found: &Found) -> bool {
        let surface = self.page.surface(found.from);
        let word = COMMON_WORDS.iter().any(|word| word.eq_ignore_ascii_case(surface));
        let listed = if let What::Listed(hit) = &found.what {
            let mut senses = self.gazetteer.lexicon().senses(hit);
            senses.any(|sense| self.entities.get(sense.entity).kind != EntityKind::Person)
        } else {
            false
        };
        word || listed
    }

    /// A listed holder of a high office, of that surname, whose country the article speaks of.
    /// Nothing of the country of any: the only holder of a high office of that name, else nobody, with all of them as rivals.
    pub(super) fn listed_person(&mut self, found: &Found, surname: u64) -> Option<Mention> {
        if found.to == found.from + 1 && self.page.items[found.from].span.len() < 2 {
            return None;
        }
        if !found.titled && found.to == found.from + 1 && self.is_common(found) {
            return None;
        }
        let single = found.to == found.from + 1;
        let spelled = self.gazetteer.people_named(surname);
        let people = if spelled.is_empty() && single && !found.doubtful {
            self.gazetteer.people_sounding(self.page.surface(found.from))
        } else {
            spelled
        };
        let score = |&id: &EntityId| {
            let weight = self.context.weight(self.entities.get(id).country);
            let held = self.gazetteer.tenures_of(id);
            let open = held.iter().any(|tenure| tenure.days.to == chrono::NaiveDate::MAX);
            let top = held.iter().any(|t| {
                matches!(
                    &*t.title,
                    "president" | "prime minister" | "chancellor" | "leader" | "king" | "pope" | "premier"
                ) && !of_a_body(self.gazetteer, t)
            });
            let high = held.iter().any(|tenure| is_high(&tenure.title));
            if !high || weight == 0 && !(open && top) {
                0
            } else {
                weight.min(3) + 2 * u32::from(open) + 2 * u32::from(top)
            }
        };
        let best = people.iter().map(score).max().filter(|&best| best > 0)?;
        let mut of_best = people.iter().filter(|id| score(id) + 1 >= best).copied().collect::<Vec<_>>();
        of_best.sort_by_key(|id| std::cmp::Reverse(score(id)));
        let (&entity, rivals) = of_best.split_first()?;
        if self.context.weight(self.entities.get(entity).country) == 0 {
            return self.without_a_country(found, surname, entity, people);
        }
        let why = format!("surname of {}, {BY_LIST}", self.entities.get(entity).name);
        Some(Mention { rivals: rivals.to_vec(), ..self.mention(found, entity, Form::Surname, why) })
    }

    /// A surname of the list in an article that names nothing of the country of `best`, who fits it best.
    fn without_a_country(
        &mut self,
        found: &Found,
        surname: u64,
        best: EntityId,
        people: &[EntityId],
    ) -> Option<Mention> {
        if !found.titled && self.memory.first_name(surname).is_some() {
            return self.by_first_name(found, surname);
        }
        let gazetteer = self.gazetteer;
        let high = |id: &&EntityId| {
            let mut held = gazetteer.tenures_of(**id).iter();
            held.any(|held| is_high(&held.title) && !of_a_body(gazetteer, held))
        };
        let bearers: Vec<EntityId> = people.iter().filter(high).copied().collect();
        if bearers.len() < 2 {
            let why = format!("surname of {}, {BY_NAME}", self.entities.get(best).name);
            return Some(self.mention(found, best, Form::Surname, why));
        }
        let entity = self.intern(found.from, found.to, EntityKind::Person);
        Some(Mention { rivals: bearers, ..self.mention(found, entity, Form::Name, SEVERAL) })
    }

    /// The surname inside a person's full name: the one the list gives, else the last word.
    pub(super) fn listed_surname(&self, from: usize, to: usize, entity: EntityId) -> u64 {
        let words = (from..to).filter(|&i| self.page.items[i].is_name_like());
        let listed = words
            .clone()
            .map(|i| memory::surname(self.page, i))
            .find(|&hash| self.gazetteer.people_named(hash).contains(&entity));
        let last = words.rev().find(|&i| !matches!(self.page.surface(i), "Jr" | "Sr" | "II" | "III" | "IV"));
        listed.unwrap_or_else(|| memory::surname(self.page, last.unwrap_or(to - 1)))
    }

    /// `Shih Shun-wen`: a first name in two parts, the second in small letters, stands after the surname.
    pub(super) fn is_given_in_two_parts(&self, from: usize, to: usize) -> bool {
        to == from + 4 && self.page.is_hyphen(to - 2) && self.page.items[to - 1].word.shape == Shape::Lower
    }

    /// The whole of a surname of two parts with a hyphen: `Vasquez-Hale`.
    pub(super) fn hyphenated(&self, from: usize, to: usize) -> Option<u64> {
        let page = self.page;
        let both = to - from > 3
            && page.is_hyphen(to - 2)
            && page.items[to - 1].is_name_like()
            && page.items[to - 3].is_name_like();
        both.then(|| memory::phrase(page, to - 3, to))
    }

    /// The entity of a full name: a listed person with the same first and last word, else a new one.
    pub(super) fn full_name(&mut self, from: usize, to: usize) -> EntityId {
        let words = memory::phrase(self.page, from, to);
        if let Some(&known) = self.full_names.get(&words) {
            return known;
        }
        let entity = self.full_name_anew(from, to);
        self.full_names.insert(words, entity);
        entity
    }

    fn full_name_anew(&mut self, from: usize, to: usize) -> EntityId {
        let last = memory::surname(self.page, to - 1);
        let first = self.page.items[from].word.hash;
        let same = self.gazetteer.people_named(last).iter().find(|&&id| {
            let name = &self.entities.get(id).name;
            name.split([' ', '-']).next().is_some_and(|word| fold::word(word) == first)
        });
        match same.copied().or_else(|| self.by_initial(from, to)).or_else(|| self.sounds_like(from, to)) {
            Some(id) => id,
            None => self.intern(from, to, EntityKind::Person),
        }
    }

    /// `E. Macron`, and `M. Macron`, which is French for “Mr”: the one of that surname in the article or, of the list, in a
    /// high office whom the initial fits.
    fn by_initial(&self, from: usize, to: usize) -> Option<EntityId> {
        let initial = self.page.surface(from);
        let one = to == from + 3 && initial.chars().count() == 1 && self.page.is_mark(from + 1, &["."]);
        let surname = memory::surname(self.page, to - 1);
        let fits = |id: &&EntityId| initial == "M" || self.entities.get(**id).name.starts_with(initial);
        let high = |id: &&EntityId| self.gazetteer.tenures_of(**id).iter().any(|held| is_high(&held.title));
        let named: Vec<EntityId> = self.memory.people(surname).iter().filter(fits).copied().collect();
        let listed = self.gazetteer.people_named(surname).iter().filter(fits).filter(high).copied();
        let all = if named.is_empty() { listed.collect() } else { named };
        match all[..] {
            [only] if one => Some(only),
            _ => None,
        }
    }

    /// The one listed person of whose full name this is another spelling.
    fn sounds_like(&self, from: usize, to: usize) -> Option<EntityId> {
        let people = self.gazetteer.people_sounding(self.page.surface(to - 1));
        let first = sound(self.page.surface(from));
        let mut same = people.iter().filter(|&&id| {
            let name = &self.entities.get(id).name;
            name.split([' ', '-']).next().is_some_and(|word| sound(word) == first)
        });
        same.next().copied().filter(|_| same.next().is_none())
    }
}
