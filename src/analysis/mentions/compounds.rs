//! Names that go on over a small word or a hyphen: `University of Ulm`, `Battle of Marengo`, `Sino-Russian`.
//!
//! Must not decide the kind of what it joins beyond the head's own.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::finder::{Finder, What};
use crate::model::{CountryCode, EntityKind, Form};

/// First parts of compounds such as `Sino-Russian`.
const COMBINING_FORMS: [(&str, &str); 12] = [
    ("Sino", "CN"),
    ("Russo", "RU"),
    ("Anglo", "GB"),
    ("Franco", "FR"),
    ("Indo", "IN"),
    ("Turco", "TR"),
    ("Greco", "GR"),
    ("Italo", "IT"),
    ("Hispano", "ES"),
    ("Luso", "PT"),
    ("Nippo", "JP"),
    ("Austro", "AT"),
];

/// Parts of a country that have names of their own before them.
const DISTRICTS: [&str; 4] = ["district", "province", "county", "territory"];

/// Happenings and papers that are named after a place: the place belongs to the name.
const EVENTS_OF: [&str; 11] = [
    "battle",
    "battles",
    "siege",
    "treaty",
    "massacre",
    "peace",
    "campaign",
    "declaration",
    "convention",
    "edict",
    "armistice",
];

impl Finder<'_> {
    /// Takes `Battle of Marengo`, `Treaty of Rome` as the name of a happening, where the list has none of that name.
    pub(super) fn event_of(&mut self, at: usize) -> Option<usize> {
        let of = self.page.items[at].is_name_like() && self.page.is_word(at + 1, "of");
        if !of || !EVENTS_OF.iter().any(|word| self.page.is_word(at, word)) {
            return None;
        }
        let from = at + 2 + usize::from(self.page.is_word(at + 2, "the"));
        let mut parts = Vec::new();
        let to = chunk::read(self.page, self.gazetteer, from, self.line.to, false, &mut parts)?;
        let listed = chunk::look(self.page, self.gazetteer, at, self.line.to, false);
        if listed.is_some() || parts.iter().any(|part| part.cues.any(Cues::TITLE)) {
            return None;
        }
        self.push(at, to, What::Kind(EntityKind::Event), "a happening named after a place", false);
        Some(to)
    }

    /// Reads on after “of” where the chunk ends with a head that takes it: `University of Ulm`, `Strait of Hormuz`.
    pub(super) fn with_complement(&mut self, pieces: &mut [Piece]) -> Option<usize> {
        let last = *pieces.last()?;
        let place_of = pieces.len() > 1 && last.cues.any(Cues::PLACE_OF);
        if last.hit.is_some() {
            return self.of_country(pieces);
        }
        if !last.cues.any(Cues::ORG_OF.or(Cues::PLACE_START)) && !place_of {
            return None;
        }
        let place_only = !last.cues.any(Cues::ORG_OF);
        let mut to = last.to;
        let mut parts = Vec::new();
        for _ in 0..3 {
            let mut at = to;
            let of = self.page.is_word(at, "of") || !place_only && self.page.is_word(at, "for");
            let and = to > last.to && self.page.is_word(at, "and") && !place_only && self.takes_and(at + 1);
            if at >= self.line.to || !(of || and) {
                break;
            }
            at += 1 + usize::from(self.page.is_word(at + 1, "the"));
            let Some(end) = chunk::read(self.page, self.gazetteer, at, self.line.to, false, &mut parts)
            else {
                break;
            };
            // `Vistra Province of Poland`: a part of a country or region, and where it lies.
            let part_of = pieces.len() > 1
                && DISTRICTS.iter().any(|word| self.page.is_word(last.to - 1, word))
                && parts
                    .first()
                    .is_some_and(|part| self.is_listed(part, &[EntityKind::Place, EntityKind::Country]));
            if part_of {
                break;
            }
            // `Corps of the Army of the North`: what has its own “of” is a body of its own.
            let own = matches!(parts.as_slice(), [part] if part.hit.is_none() && part.cues.any(Cues::ORG_OF));
            if own && self.page.is_word(end, "of") {
                break;
            }
            // `Court of Justice`: a title by itself is a word like others.
            let title = parts
                .iter()
                .position(|p| p.hit.is_none() && p.cues.any(Cues::TITLE) && !p.cues.any(Cues::SURNAME_TOO))
                .filter(|_| parts.len() > 1);
            if title == Some(0) {
                break;
            }
            to = title.map_or(end, |t| parts[t - 1].to);
            if title.is_some() {
                break;
            }
        }
        if to == last.to {
            return None;
        }
        if let Some(end) = pieces.last_mut() {
            end.to = to;
            end.cues = if place_only { Cues::PLACE_TAIL } else { Cues::ORG_HEAD };
        }
        Some(to)
    }

    /// `Democratic Party of Ivory Coast`: a listed name that bodies of many countries have, and whose it is. The list’s own
    /// country keeps the list’s name.
    fn of_country(&mut self, pieces: &mut [Piece]) -> Option<usize> {
        let last = pieces.last_mut()?;
        let head = last.to > last.from + 1 && self.page.cues(last.to - 1).any(Cues::ORG_OF);
        if !head || !self.page.is_word(last.to, "of") {
            return None;
        }
        let at = last.to + 1 + usize::from(self.page.is_word(last.to + 1, "the"));
        let country = chunk::look(self.page, self.gazetteer, at, self.line.to, false)?;
        let table = self.gazetteer.entities();
        let lexicon = self.gazetteer.lexicon();
        let home = lexicon.senses(&country).find(|sense| {
            sense.form != Form::Demonym && table.get(sense.entity).kind == EntityKind::Country
        })?;
        let code = table.get(home.entity).country;
        let mut owners =
            last.hit.iter().flat_map(|hit| lexicon.senses(hit)).map(|sense| table.get(sense.entity));
        if !owners.all(|owner| owner.kind == EntityKind::Organisation && owner.country != code) {
            return None;
        }
        last.to = at + country.tokens;
        (last.hit, last.cues) = (None, Cues::ORG_HEAD);
        Some(last.to)
    }

    /// Whether “and” in a body's name may go on at this item: with a plain word, not with a name of its own.
    fn takes_and(&self, at: usize) -> bool {
        at < self.line.to
            && self.page.items[at].is_name_like()
            && !self.page.cues(at).any(Cues::TITLE.or(Cues::GIVEN).or(Cues::ORG_OF))
            && chunk::look(self.page, self.gazetteer, at, self.line.to, false).is_none()
    }

    /// `Sino-Russian`: the country that a first part before a hyphen stands for.
    pub(super) fn combining_form(&self, at: usize) -> Option<CountryCode> {
        let hyphen =
            at + 2 < self.line.to && self.page.is_hyphen(at + 1) && self.page.items[at + 2].is_name_like();
        if !hyphen {
            return None;
        }
        let form = self.page.surface(at);
        let (_, code) = COMBINING_FORMS.iter().find(|(known, _)| *known == form)?;
        CountryCode::new(code)
    }
}
