//! What the words beside a name say of its kind, in points; the article's points for one name are added up.
//!
//! Method: weighted evidence from form and neighbours, counted over all occurrences in the article (the “one sense per
//! discourse” of Gale, Church and Yarowsky 1992). The points are set by hand from what the words mean; ten points are
//! one good reason.

use super::cues::{self, Cues};
use super::ordinary;
use super::page::Page;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::analysis::tokens::TokenKind;
use crate::model::EntityKind;

/// Points for each reading of a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) person: i32,
    pub(super) place: i32,
    pub(super) organisation: i32,
    /// None of these: a product, a people, a work, a word.
    pub(super) other: i32,
}

/// Endings of place names.
const PLACE_ENDINGS: [&str; 20] = [
    "ville", "burg", "burgh", "shire", "stan", "abad", "grad", "polis", "pur", "bury", "hausen", "heim",
    "borough", "stadt", "furt", "holm", "chester", "pool", "mouth", "istan",
];
/// Endings of words for people, beliefs and languages.
const OTHER_ENDINGS: [&str; 9] = ["ism", "ists", "ist", "ians", "ish", "ese", "isms", "tion", "ity"];
/// What a person has: stand before “of” and a person.
const OF_A_PERSON: [&str; 20] = [
    "sister",
    "brother",
    "son",
    "daughter",
    "wife",
    "husband",
    "father",
    "mother",
    "widow",
    "friend",
    "cousin",
    "nephew",
    "niece",
    "uncle",
    "aunt",
    "biography",
    "life",
    "death",
    "murder",
    "works",
];
/// Verbs of moving, before “to”, “from” or “into” and a place.
const MOTIONS: [&str; 28] = [
    "fled",
    "flee",
    "flew",
    "fly",
    "travelled",
    "traveled",
    "travel",
    "travelling",
    "traveling",
    "returned",
    "return",
    "went",
    "drove",
    "marched",
    "sailed",
    "crossed",
    "withdrew",
    "withdrawn",
    "retreated",
    "headed",
    "heading",
    "arrived",
    "came",
    "walked",
    "escaped",
    "deported",
    "evacuated",
    "emigrated",
];
/// Endings of surnames.
const SURNAME_ENDINGS: [&str; 15] = [
    "sson", "ssen", "ovic", "ević", "ović", "enko", "ski", "sky", "skaya", "ova", "wicz", "dze", "shvili",
    "yan", "oglu",
];

impl Evidence {
    /// The reading with the most points and how far it is ahead of “none of these”; `None` where that leads.
    pub(super) fn best(&self) -> Option<EntityKind> {
        let readings = [
            (self.organisation, EntityKind::Organisation),
            (self.person, EntityKind::Person),
            (self.place, EntityKind::Place),
        ];
        let (points, kind) =
            readings.into_iter().max_by_key(|&(points, kind)| (points, std::cmp::Reverse(kind)))?;
        (points > self.other.max(0)).then_some(kind)
    }

    /// Adds the points of another occurrence.
    pub(super) fn add(&mut self, other: Self) {
        self.person += other.person;
        self.place += other.place;
        self.organisation += other.organisation;
        self.other += other.other;
    }

    /// Points for one reading.
    pub(super) fn favour(&mut self, kind: EntityKind, points: i32) {
        match kind {
            EntityKind::Person => self.person += points,
            EntityKind::Place | EntityKind::Country => self.place += points,
            EntityKind::Organisation => self.organisation += points,
            EntityKind::Bloc | EntityKind::Event => self.other += points,
        }
    }

    /// What the name's form says; counted once an article.
    /// In a line of capitals they say nothing.
    pub(super) fn of_form(page: &Page<'_>, from: usize, to: usize, caps: bool) -> Self {
        let mut points = Self { other: 4, ..Self::default() };
        let first = &page.items[from];
        let surface = page.words(from, to);
        if surface.contains(|c: char| c.is_ascii_digit()) {
            points.other += 15;
        }
        let has_joint = page.items[from..to].iter().any(|item| item.kind == TokenKind::Punct);
        if to == from + 1 {
            points.other += 30 * i32::from(first.cues.any(Cues::PEOPLE));
            match if caps { Shape::Capital } else { first.word.shape } {
                // `Part III`, `John Paul II`.
                Shape::Upper if surface.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) => {
                    points.other += 20;
                }
                Shape::Upper => points.organisation += if first.span.len() >= 3 { 10 } else { 3 },
                Shape::Mixed if surface.starts_with(char::is_lowercase) => points.other += 25,
                Shape::Mixed => points.other += 8,
                _ => {}
            }
            let ends = |endings: &[&str]| {
                endings.iter().any(|end| surface.len() > end.len() + 1 && surface.ends_with(end))
            };
            points.place += 8 * i32::from(ends(&PLACE_ENDINGS));
            points.other += 12 * i32::from(ends(&OTHER_ENDINGS));
            points.person +=
                8 * i32::from(ends(&SURNAME_ENDINGS)) + i32::from(first.word.shape == Shape::Capital);
        } else {
            let words = page.items[from..to].iter().filter(|item| item.kind == TokenKind::Word).count();
            let plain = page.items[from..to]
                .iter()
                .all(|item| item.kind != TokenKind::Word || item.word.shape != Shape::Upper);
            points.person += if (2..=3).contains(&words) && plain { 5 } else { 0 };
            // `Shih Shun-wen`
            let last = &page.items[to - 1];
            points.person += 8 * i32::from(to == from + 4 && last.word.shape == Shape::Lower && has_joint);
            points.organisation += 4 + i32::from(words > 3) * 3;
            let common = (from..to)
                .any(|i| page.cues(i).any(Cues::COMMON.or(Cues::DIRECTION).or(Cues::TITLE_MODIFIER)));
            points.person -= 6 * i32::from(common);
            let plural =
                ["ings", "ments", "tions", "ics", "ers", "ness"].iter().any(|end| surface.ends_with(end));
            points.person -= 4 * i32::from(plural);
            points.person -= 8 * i32::from(is_made_of_words(page, from, to));
            let many = surface.ends_with('s')
                && !["ss", "is", "us", "as", "os"].iter().any(|end| surface.ends_with(end));
            if many && !first.cues.any(Cues::GIVEN) {
                points.person -= 2;
                points.organisation += 1;
            }
            if page.is_word(from, "the") {
                // With its article in capitals it is as often a work as a newspaper.
                points.person -= 10;
                points.organisation += 2;
                points.other += 3;
            }
        }
        let lower: i32 = (from..to).map(|i| i32::from(page.is_lower_elsewhere(i))).sum();
        points.other += 5 * lower.min(2);
        points.person -= 4 * lower.min(2);
        if page.items[from..to].iter().any(|item| item.cues.any(Cues::WORK)) {
            points.other += 10;
        }
        if first.cues.any(Cues::GIVEN) && !first.cues.any(Cues::COMMON) {
            points.person += 9;
        }
        points.place += 6 * i32::from(first.cues.any(Cues::DIRECTION.or(Cues::PLACE_START)));
        points.person += 2 * i32::from(has_joint && to > from + 1 && surface.contains('.'));
        points
    }

    /// What stands before and after it in one place.
    pub(super) fn of_neighbours(page: &Page<'_>, from: usize, to: usize) -> Self {
        let mut points = Self::default();
        points.before(page, from);
        points.after(page, to);
        points
    }

    fn before(&mut self, page: &Page<'_>, from: usize) {
        let Some(k) = from.checked_sub(1) else { return };
        if page.items[from].opens && !page.is_mark(k, &["“", "\"", "‘"]) {
            return;
        }
        let item = &page.items[k];
        if item.kind == TokenKind::Punct {
            let quoted = page.is_mark(k, &["“", "\"", "‘", "«"])
                && page
                    .items
                    .iter()
                    .skip(from)
                    .take(8)
                    .any(|i| matches!(i.span.slice(page.text), "”" | "\"" | "’" | "»"));
            self.other += 6 * i32::from(quoted);
            return;
        }
        if item.kind == TokenKind::Number {
            self.other += 4;
            return;
        }
        let word = page.surface(k);
        self.small_word(page, k, word);
        if item.is_name_like() {
            return;
        }
        let cues = item.cues;
        self.person += 12 * i32::from(cues.any(Cues::TITLE) && !cues.any(Cues::COMMON));
        self.organisation += 11 * i32::from(cues.any(Cues::BODY_NOUN) && !cues.any(Cues::TITLE));
        self.place += 11 * i32::from(cues.any(Cues::PLACE_NOUN));
        self.other += 9 * i32::from(cues.any(Cues::NOTHING_NOUN) && !cues.any(Cues::PLACE_NOUN));
        self.organisation += 5 * i32::from(cues.any(Cues::MEMBER_VERB));
        if word == "of"
            && let Some(j) = k.checked_sub(1)
        {
            let head = if page.surface(j).ends_with('s') { singular(page, j) } else { page.cues(j) };
            self.place += 10 * i32::from(page.is_word(j, "out"));
            self.place += 12
                * i32::from(head.any(Cues::PLACE_NOUN.or(Cues::DIRECTION)) && !page.items[j].is_name_like());
            let ruler = [
                "mayor",
                "governor",
                "king",
                "queen",
                "duke",
                "earl",
                "bishop",
                "archbishop",
                "prince",
                "count",
                "battle",
                "siege",
            ];
            if ruler.iter().any(|word| page.is_word(j, word)) {
                self.place += 12;
                return;
            }
            if OF_A_PERSON.iter().any(|word| page.is_word(j, word)) {
                self.person += 11;
                return;
            }
            self.organisation += 9 * i32::from(head.any(Cues::ROLE) && !head.any(Cues::PLACE_NOUN));
        }
    }

    /// What an article, preposition or conjunction before a name says.
    fn small_word(&mut self, page: &Page<'_>, k: usize, word: &str) {
        match word {
            "the" | "The" => {
                self.person -= 10;
                self.organisation += 3;
                self.other += 5;
                self.place -= 1;
                self.organisation += the_plural(page, k);
                if let Some(j) = k.checked_sub(1) {
                    self.place += 3 * i32::from(page.is_word(j, "in"));
                }
            }
            "a" | "an" | "A" | "An" => {
                self.other += 7;
                self.person -= 5;
                self.place -= 5;
            }
            "in" => self.place += 10,
            "like" | "as" | "including" if self.one_of(page, k) => {}
            "near" | "outside" | "across" | "throughout" => self.place += 13,
            "at" => {
                self.place += 4;
                self.organisation += 4;
            }
            "from" | "to" | "around" | "into" => {
                // `fled to Rumbek`: who moves comes to a place.
                let moves =
                    k.checked_sub(1).is_some_and(|j| MOTIONS.iter().any(|word| page.is_word(j, word)));
                self.place += if moves { 12 } else { 4 };
                self.organisation += 1;
            }
            "of" => {
                self.place += 2;
                self.organisation += 1;
            }
            "by" => {
                self.person += 4;
                self.organisation += 2;
            }
            "with" => {
                self.person += 2;
                self.organisation += 1;
            }
            "that" | "when" | "because" | "as" | "but" | "while" => self.person += 2,
            "for" => {
                // `MP for Stroud`.
                let seat = ["mp", "mpp", "msp", "mep", "senator", "deputy", "congressman", "congresswoman"];
                let member = k.checked_sub(1).is_some_and(|j| seat.iter().any(|word| page.is_word(j, word)));
                self.place += 10 * i32::from(member);
                self.organisation += i32::from(!member);
            }
            _ => {}
        }
    }

    /// `bands like X`, `cities such as X`, `companies including X`: the noun before tells the kind.
    fn one_of(&mut self, page: &Page<'_>, k: usize) -> bool {
        let noun = if page.is_word(k, "as") { k.checked_sub(2) } else { k.checked_sub(1) };
        let such = !page.is_word(k, "as") || k > 0 && page.is_word(k - 1, "such");
        let Some(noun) = noun.filter(|_| such) else { return false };
        let many = page.surface(noun).ends_with('s') && !page.items[noun].is_name_like();
        let cues = singular(page, noun);
        if !many {
            return false;
        }
        self.organisation += 11 * i32::from(cues.any(Cues::BODY_NOUN) && !cues.any(Cues::TITLE));
        self.place += 11 * i32::from(cues.any(Cues::PLACE_NOUN));
        self.person += 11 * i32::from(cues.any(Cues::TITLE.or(Cues::ROLE)) && !cues.any(Cues::BODY_NOUN));
        true
    }

    fn after(&mut self, page: &Page<'_>, to: usize) {
        let Some(item) = page.items.get(to) else { return };
        if item.opens {
            return;
        }
        match item.kind {
            TokenKind::Possessive => {
                self.person += 3;
                self.organisation += 3;
                self.place += 2;
                let owned = page.cues(to + 1);
                self.organisation += 8 * i32::from(owned.any(Cues::BODY_NOUN));
            }
            TokenKind::Number => self.other += 6,
            TokenKind::Word if !item.is_name_like() => {
                let cues = item.cues;
                // Who speaks by one name alone, nowhere given in full, is as often a company as a person.
                self.person += 6 * i32::from(cues.any(Cues::SPEECH));
                self.organisation += 5 * i32::from(cues.any(Cues::SPEECH));
                self.organisation += 10 * i32::from(cues.any(Cues::BODY_NOUN));
                self.place += 8 * i32::from(cues.any(Cues::PLACE_NOUN) && !cues.any(Cues::BODY_NOUN));
                self.other += 8 * i32::from(cues.any(Cues::NOTHING_NOUN) && !cues.any(Cues::BODY_NOUN));
                if matches!(
                    page.surface(to),
                    "has" | "have" | "had" | "is" | "was" | "will" | "would" | "who"
                ) {
                    self.person += 2;
                    self.organisation += 2;
                }
                self.is_a(page, to);
            }
            TokenKind::Punct if page.is_mark(to, &[","]) => self.is_a(page, to),
            // `Jane Doe/Agency`: a credit.
            TokenKind::Punct if page.is_mark(to, &["/"]) => self.person += 6,
            TokenKind::Punct if page.is_hyphen(to) => self.organisation += 1,
            _ => {}
        }
    }

    /// `X is a company`, `X, a town in …`: the noun within four words tells the kind.
    fn is_a(&mut self, page: &Page<'_>, at: usize) {
        let article = page.is_word(at + 1, "a") || page.is_word(at + 1, "an") || page.is_word(at + 1, "the");
        let verb = page.is_mark(at, &[","]) || page.is_word(at, "is") || page.is_word(at, "was");
        if !article || !verb {
            return;
        }
        for i in at + 2..(at + 7).min(page.items.len()) {
            let item = &page.items[i];
            if item.kind == TokenKind::Punct && !page.is_hyphen(i) || item.opens {
                return;
            }
            // `X, the singer of a band`: what follows is no longer said of X.
            if ["of", "for", "from", "with", "at", "by", "who", "whose", "which", "that"]
                .iter()
                .any(|word| page.is_word(i, word))
            {
                return;
            }
            let cues = if item.is_name_like() { Cues::default() } else { item.cues };
            let kind = if cues.any(Cues::NOTHING_NOUN) {
                EntityKind::Event
            } else if cues.any(Cues::PLACE_NOUN) {
                EntityKind::Place
            } else if cues.any(Cues::TITLE) && !cues.any(Cues::TITLE_MODIFIER) {
                EntityKind::Person
            } else if cues.any(Cues::BODY_NOUN) {
                EntityKind::Organisation
            } else {
                continue;
            };
            return self.favour(kind, 13);
        }
    }
}

/// `Amber Deck`, `Self Portrait`: words of the language alone, none of them a first name: hardly a person.
fn is_made_of_words(page: &Page<'_>, from: usize, to: usize) -> bool {
    let words = || page.items[from..to].iter().filter(|item| item.kind == TokenKind::Word);
    words().all(|item| item.word.shape == Shape::Capital && !item.cues.any(Cues::GIVEN))
        && words().all(|item| ordinary::is_listed_word(item.span.slice(page.text)))
}

/// The cues of a plural by its singular: `cities`, `bands`.
fn singular(page: &Page<'_>, i: usize) -> Cues {
    let word = page.surface(i);
    let stem = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let stem = stem.or_else(|| word.strip_suffix('s').map(str::to_owned)).unwrap_or_default();
    let listed = |word: &str| cues::table().get(&fold::word(word)).copied().unwrap_or_default();
    page.cues(i).or(listed(&stem)).or(word.strip_suffix("es").map_or(Cues::default(), listed))
}

/// `the Falcons`: points for a team, a band, a party by a plural after “the” at `k`; more where somebody plays for or
/// against it, fewer where somebody is in it.
fn the_plural(page: &Page<'_>, k: usize) -> i32 {
    // `the Borvik Otters`: in a report of sport the town may stand before it.
    let second = page.items.get(k + 2).is_some_and(|next| next.is_name_like() && next.spaced && !next.opens);
    let k = if page.sport && second && page.items[k + 1].is_name_like() { k + 1 } else { k };
    let name = page.surface(k + 1);
    let plural = name.len() > 4 && name.ends_with('s') && !name.ends_with("ss");
    let goes_on =
        page.items.get(k + 2).is_some_and(|next| next.is_name_like() || next.kind == TokenKind::Possessive);
    let capital = page.items[k + 1].word.shape == Shape::Capital && !page.is_lower_elsewhere(k + 1);
    if !plural || !capital || goes_on || page.is_word(k + 2, "of") {
        return 0;
    }
    // Outside of sport it is as often a people.
    let plain = if page.sport { 9 } else { 6 };
    let Some(before) = k.checked_sub(1) else { return plain };
    let side = ["for", "against", "by", "with", "beat", "over"].iter().any(|word| page.is_word(before, word));
    if page.cues(before).any(Cues::AT) {
        0
    } else if side || page.cues(before).any(Cues::MEMBER_VERB.or(Cues::BODY_NOUN)) {
        plain + 3
    } else {
        plain
    }
}
