//! A story: whom and what it is about. Its articles share these, as accounts of one happening do.

use super::grammar::{Filler, Grammar};
use super::random::Random;
use super::tables::{Country, Tables};
use chrono::{Datelike, Days, NaiveDate};

/// Nouns that are a story's own, taken every second time a noun is wanted.
const OWN_NOUNS: usize = 14;
/// Rare words that are a story's own.
const OWN_RARE: usize = 6;

/// What the articles of a story have in common.
pub(super) struct Story<'t> {
    grammar: &'t Grammar,
    country: &'t Country,
    other: &'t Country,
    cities: [&'t str; 2],
    place: &'t str,
    people: Vec<Person>,
    organisations: Vec<&'t str>,
    event: &'t str,
    nouns: Vec<&'t str>,
    rare: Vec<String>,
    numbers: Vec<u64>,
}

struct Person {
    name: String,
    role: String,
}

impl<'t> Story<'t> {
    /// The story of that number.
    pub(super) fn of(seed: u64, number: u32, tables: &'t Tables, grammar: &'t Grammar) -> Self {
        let random = &mut Random::of(&[seed, 6, number.into()]);
        let country = &tables.countries[random.rank(tables.countries.len())];
        let other = random.pick(&tables.countries);
        let city = |country: &'t Country, random: &mut Random| -> &'t str {
            if random.below(2) == 0 { country.capital } else { random.word(&country.cities) }
        };
        let mut people: Vec<Person> = (0..2 + random.below(2))
            .map(|i| {
                let of = if i == 1 { other } else { country };
                Person { name: random.word(&of.people).to_owned(), role: office(of, grammar, random) }
            })
            .collect();
        for _ in 0..=random.below(3) {
            let name = unknown_name(tables, random);
            people.push(Person { name, role: office(country, grammar, random) });
        }
        let nouns = grammar.words("noun");
        Self {
            grammar,
            country,
            other,
            cities: [city(country, random), city(other, random)],
            place: random.word(&country.cities),
            people,
            organisations: vec![random.word(&country.organisations), random.word(&other.organisations)],
            event: random.word(&tables.events),
            nouns: (0..OWN_NOUNS).map(|_| *random.pick(nouns)).collect(),
            rare: (0..OWN_RARE).map(|_| made_up(random)).collect(),
            numbers: (0..6).map(|_| number_like(random)).collect(),
        }
    }

    /// An article of the story, to be filled.
    pub(super) fn page(&self, day: NaiveDate, length: usize) -> Page<'_> {
        Page { story: self, day, length, told: Vec::new() }
    }
}

/// An article of a story while it is written.
pub(super) struct Page<'s> {
    story: &'s Story<'s>,
    day: NaiveDate,
    length: usize,
    /// People named so far, with all of their name.
    told: Vec<usize>,
}

impl Page<'_> {
    /// The first paragraph.
    pub(super) fn lead(&mut self, random: &mut Random) -> String {
        self.make("lead", random)
    }

    /// A sentence of the rest.
    pub(super) fn sentence(&mut self, random: &mut Random) -> String {
        let kind = match random.below(10) {
            0..=5 => "detail",
            6..=7 => "quote",
            _ => "background",
        };
        self.make(kind, random)
    }

    /// A headline.
    pub(super) fn headline(&mut self, random: &mut Random) -> String {
        let told = self.told.clone();
        let line = self.make("headline", random);
        self.told = told;
        line
    }

    /// A heading between paragraphs.
    pub(super) fn heading(&mut self, random: &mut Random) -> String {
        self.make("heading", random)
    }

    /// The people named.
    pub(super) fn into_people(self) -> Vec<String> {
        self.told.iter().map(|&i| self.story.people[i].name.clone()).collect()
    }

    fn make(&mut self, name: &str, random: &mut Random) -> String {
        self.story.grammar.make(name, self, random)
    }

    /// A person: by name and office the first time, by surname mostly after that.
    fn person(&mut self, random: &mut Random) -> String {
        let i = random.rank(self.story.people.len());
        let person = &self.story.people[i];
        if self.told.contains(&i) {
            let whole = random.below(5) == 0;
            return if whole { person.name.clone() } else { surname(&person.name).to_owned() };
        }
        self.told.push(i);
        match random.below(3) {
            0 => format!("{}, {}", person.name, person.role),
            1 => person.name.clone(),
            _ => format!("{}, {},", person.name, person.role),
        }
    }

    fn year(&self, random: &mut Random) -> i32 {
        self.day.year() - (random.rank(30) as u32).cast_signed()
    }

    /// A day near that of the article.
    fn near(&self, random: &mut Random) -> NaiveDate {
        self.day - Days::new(random.rank(120) as u64)
    }
}

impl Filler for Page<'_> {
    fn fill(&mut self, slot: &str, random: &mut Random) -> Option<String> {
        let story = self.story;
        Some(match slot {
            "p" => self.person(random),
            "surname" => surname(&story.people[random.rank(story.people.len())].name).to_owned(),
            "c" => story.country.name.to_owned(),
            "c2" => story.other.name.to_owned(),
            "dem" => story.country.demonym.to_owned(),
            "dem2" => story.other.demonym.to_owned(),
            "city" => story.cities[0].to_owned(),
            "city2" => story.cities[1].to_owned(),
            "place" => story.place.to_owned(),
            "o" => story.organisations[random.rank(2)].to_owned(),
            "event" => story.event.to_owned(),
            "number" if random.below(2) == 0 => written(*random.pick(&story.numbers)),
            "number" => written(number_like(random)),
            "digits" => (10 + random.below(900)).to_string(),
            "noun" if random.below(2) == 0 => (*random.pick(&story.nouns)).to_owned(),
            "rare" if random.below(2) == 0 => random.pick(&story.rare).clone(),
            "rare" => made_up(random),
            "rare_name" => capital(&made_up(random)),
            "year" => self.year(random).to_string(),
            "decade" => (self.year(random) / 10 * 10).to_string(),
            "weekday" => self.near(random).format("%A").to_string(),
            "daymonth" => self.near(random).format("%-d %B").to_string(),
            "monthday" => self.near(random).format("%B %-d").to_string(),
            _ => return None,
        })
    }

    fn choose(&mut self, count: usize, random: &mut Random) -> usize {
        // Long articles reach further into the vocabulary.
        if self.length > 8_000 && random.below(3) == 0 {
            random.below(count as u64) as usize
        } else {
            random.rank(count)
        }
    }
}

/// An office of a country or elsewhere, as it stands behind a name.
fn office(country: &Country, grammar: &Grammar, random: &mut Random) -> String {
    let noun = grammar.words("noun")[random.rank(100)];
    match random.below(5) {
        0 => format!("the {} president", country.demonym),
        1 => format!("the foreign minister of {}", country.name),
        2 => format!("the {} minister for {noun}", country.demonym),
        3 => format!("an analyst at {}", random.word(&country.organisations)),
        _ => format!("who leads the {} {noun} agency", country.demonym),
    }
}

fn unknown_name(tables: &Tables, random: &mut Random) -> String {
    format!("{} {}", random.word(&tables.given_names), capital(&made_up(random)))
}

fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// A word nobody knows; the commoner ones come again.
fn made_up(random: &mut Random) -> String {
    const HEADS: [&str; 24] = [
        "bar", "cor", "dal", "fen", "gor", "hal", "ist", "jar", "kov", "lam", "mer", "nor", "ost", "pel",
        "quin", "ras", "sol", "tam", "ulm", "vor", "wend", "yar", "zel", "brin",
    ];
    const TAILS: [&str; 24] = [
        "a", "en", "ick", "ov", "ins", "ard", "eth", "ino", "ula", "ost", "ane", "ier", "ock", "und", "esh",
        "ari", "ment", "ling", "ton", "dor", "wick", "sen", "ska", "vale",
    ];
    let mut number = Random::of(&[random.rank(200_000) as u64]);
    let middle = if number.below(2) == 0 { "" } else { number.pick(&["an", "er", "il", "om", "ud", "ent"]) };
    format!("{}{middle}{}", number.pick(&HEADS), number.pick(&TAILS))
}

fn number_like(random: &mut Random) -> u64 {
    let size = 10_u64.pow(1 + random.rank(5) as u32);
    2 + random.below(size)
}

/// A number as the news writes it.
fn written(number: u64) -> String {
    const SMALL: [&str; 8] = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match number {
        2..=9 => SMALL[number as usize - 2].to_owned(),
        1000.. => format!("{},{:03}", number / 1000, number % 1000),
        _ => number.to_string(),
    }
}
