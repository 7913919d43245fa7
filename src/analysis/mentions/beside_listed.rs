//! Runs in which a listed name stands beside other words: `Norway Coastal`, `Norwegian Labour Party`, `Assembly Democrats`.
//!
//! Must not decide who is meant.

use super::chunk::Piece;
use super::cues::Cues;
use super::finder::{Finder, What};
use super::people;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::model::EntityKind;

impl Finder<'_> {
    /// Listed names and other words side by side.
    pub(super) fn with_listed(&mut self, pieces: &[Piece], titled: bool) -> bool {
        let Some(at) = pieces.iter().position(|piece| piece.hit.is_some()) else { return false };
        if self.part_of_town(pieces, titled) || self.national_body(pieces) {
            return true;
        }
        let piece = pieces[at];
        if at == 0 && people::is_named_like_a_town(self, pieces) {
            let why = "a town’s name as a first name: what follows is said of people";
            self.push(piece.from, pieces[1].to, What::Kind(EntityKind::Person), why, titled);
            return true;
        }
        let east = at > 0
            && pieces[..at].iter().all(|p| p.cues.any(Cues::DIRECTION))
            && self.is_listed(&piece, &[EntityKind::Place])
            && !self.page.items[pieces[0].from].opens;
        let alone = self.is_demonym(&piece)
            || !east && self.is_listed(&piece, &[EntityKind::Person, EntityKind::Event, EntityKind::Bloc]);
        let rest = &pieces[at + 1..];
        if at == 0 && self.foreign_body(pieces) {
            self.push(
                piece.from,
                rest[0].to,
                What::Kind(EntityKind::Organisation),
                "a body of another country than the listed one of that name",
                false,
            );
            self.settle(&rest[1..], false);
            return true;
        }
        if at == 0 {
            let compound = piece.from > self.line.from && self.page.is_hyphen(piece.from - 1);
            let plain = rest.iter().all(|p| p.hit.is_none() && p.cues.any(Cues::COMMON));
            let next_is_name = rest[0].hit.is_some() || rest[0].joiner || compound || plain;
            if alone || next_is_name || people::is_full_name(self, rest) {
                self.settle(&pieces[..1], titled);
                self.settle(rest, false);
                return true;
            }
            let words = rest.iter().take_while(|piece| piece.hit.is_none() && !piece.joiner).count();
            // `In Britain Okonski spoke`: a country, and a surname of the list or of one who speaks.
            let item = &self.page.items[rest[0].from];
            let said = self
                .page
                .items
                .get(rest[0].to)
                .is_some_and(|next| !next.is_name_like() && next.cues.any(Cues::SPEECH));
            let surname = !self.gazetteer.people_named(fold::join(fold::EMPTY, item.word.hash)).is_empty();
            if words == 1
                && rest[0].to == rest[0].from + 1
                && self.is_listed(&piece, &[EntityKind::Country])
                && (surname && said || rest[0].cues.any(Cues::GIVEN))
            {
                self.settle(&pieces[..1], titled);
                self.settle(rest, false);
                return true;
            }
            let product = rest[..words].iter().any(|p| self.page.items[p.from].word.shape == Shape::Mixed);
            let place = self.is_listed(&piece, &[EntityKind::Place, EntityKind::Country]);
            if product && place {
                self.settle(&pieces[..1], titled);
                self.settle(rest, false);
                return true;
            }
            // `Norway Coastal`, `Boston Globe`: a longer name begins with the listed one. After a company's name it may
            // be a product.
            // `champions Boston Celtics`: a place and a plural are a team, titled or not.
            let last = self.page.words(rest[words - 1].from, rest[words - 1].to);
            let team = place && last.len() > 3 && last.ends_with('s') && !last.ends_with("ss");
            let what = match (titled && !team, place) {
                (true, _) => What::Kind(EntityKind::Person),
                (false, true) => What::Kind(EntityKind::Organisation),
                (false, false) => What::Unsure,
            };
            self.push(pieces[0].from, rest[words - 1].to, what, "a listed name goes on", titled);
            self.settle(&rest[words..], false);
            return true;
        }
        self.ends_listed(pieces, at, alone, titled)
    }

    /// `East Ulm`: a point of the compass, though `the East` is listed, before a listed place is a part of the place.
    fn part_of_town(&mut self, pieces: &[Piece], titled: bool) -> bool {
        let [east, town, rest @ ..] = pieces else { return false };
        let part = east.hit.is_some()
            && east.to == east.from + 1
            && east.cues.any(Cues::DIRECTION)
            && town.to > town.from
            && self.is_listed(town, &[EntityKind::Place])
            && !titled
            && !self.page.items[east.from].opens;
        if part {
            let why = "a point of the compass before a place";
            self.push(east.from, town.to, What::Kind(EntityKind::Place), why, false);
            self.settle(rest, false);
        }
        part
    }

    /// `Norlandic Chess Confederation`: a nationality and the name of a body that ends with a listed one.
    fn national_body(&mut self, pieces: &[Piece]) -> bool {
        let [people, middle @ .., last] = pieces else { return false };
        let plain = |piece: &Piece| {
            piece.hit.is_none() && !piece.joiner && !piece.cues.any(Cues::TITLE.or(Cues::TITLE_MODIFIER))
        };
        let body = !middle.is_empty()
            && middle.iter().all(plain)
            && self.is_demonym(people)
            && people.to == people.from + 1
            && last.hit.is_some()
            && self.page.cues(last.to - 1).any(Cues::ORG_HEAD)
            && self.is_listed(last, &[EntityKind::Organisation]);
        if body {
            let why = "a longer name ends with a listed one";
            self.push(people.from, last.to, What::Kind(EntityKind::Organisation), why, false);
        }
        body
    }

    /// A run in which the listed name stands at `at`, after other words.
    fn ends_listed(&mut self, pieces: &[Piece], at: usize, alone: bool, titled: bool) -> bool {
        let (piece, rest) = (pieces[at], &pieces[at + 1..]);
        let before = &pieces[..at];
        // `National Democratic Party`: a longer body's name, unless the first word only begins the sentence.
        let longer = !alone
            && self.is_listed(&piece, &[EntityKind::Organisation])
            && self.page.cues(piece.to - 1).any(Cues::ORG_HEAD)
            && piece.to > piece.from + 1
            && before.iter().all(|p| !p.joiner && !p.cues.any(Cues::TITLE))
            && !self.page.items[before[0].from].opens
            && before.iter().any(|p| POLITICAL.iter().any(|word| self.page.is_word(p.from, word)));
        if longer {
            let why = "a longer name ends with a listed one";
            self.push(before[0].from, piece.to, What::Kind(EntityKind::Organisation), why, titled);
            self.settle(rest, false);
            return true;
        }
        let weak_before = before.iter().all(|p| p.cues.any(Cues::COMMON.or(Cues::TITLE_MODIFIER)));
        if alone || weak_before || self.is_apart(before, &piece) {
            if !weak_before {
                self.settle(before, titled);
            }
            self.settle(&pieces[at..], false);
            return true;
        }
        let place = self.is_listed(&piece, &[EntityKind::Place, EntityKind::Country]);
        let compass = before.iter().all(|p| p.cues.any(Cues::DIRECTION.or(Cues::PLACE_START)));
        let person = titled || people::by_neighbours(self, pieces[0].from, piece.to);
        let kind = match (person, place && compass) {
            (true, _) => EntityKind::Person,
            (_, true) => EntityKind::Place,
            _ => EntityKind::Organisation,
        };
        self.push(pieces[0].from, piece.to, What::Kind(kind), "a longer name ends with a listed one", titled);
        self.settle(rest, false);
        true
    }

    /// `Assembly Democrats`, `the Okonski FBI`: members of a party, and an acronym after a name, are names of their own.
    fn is_apart(&self, before: &[Piece], piece: &Piece) -> bool {
        let word = self.page.words(piece.from, piece.to);
        let one = piece.to == piece.from + 1 && self.is_listed(piece, &[EntityKind::Organisation]);
        let members = word.ends_with('s') && self.page.items[piece.from].word.shape == Shape::Capital;
        let acronym = self.page.items[piece.from].word.shape == Shape::Upper;
        let name =
            before.iter().all(|p| p.hit.is_none() && self.page.items[p.from].word.shape == Shape::Capital);
        one && (acronym && name
            || members && self.page.cues(before[before.len() - 1].to - 1).any(Cues::ORG_HEAD))
    }

    /// `Norwegian Labour Party`: a country and a name that bodies of many countries have, listed for another one.
    fn foreign_body(&self, pieces: &[Piece]) -> bool {
        let [country, body, ..] = pieces else { return false };
        let table = self.gazetteer.entities();
        let country_of = |piece: &Piece| {
            let sense = self.senses(piece).find(|s| table.get(s.entity).kind == EntityKind::Country)?;
            table.get(sense.entity).country
        };
        let Some(home) = country_of(country).filter(|_| body.hit.is_some()) else { return false };
        let mut owners = self.senses(body).map(|sense| table.get(sense.entity)).peekable();
        let head = NATIONAL_BODIES.iter().any(|head| self.page.is_word(body.to - 1, head));
        let generic = head
            && body.to - body.from == 2
            && !self.page.cues(body.from).any(Cues::GIVEN)
            && body.from == country.to;
        generic
            && owners.peek().is_some()
            && owners.all(|e| e.kind == EntityKind::Organisation && e.country.is_some_and(|c| c != home))
    }
}

/// Bodies that many countries have under one name.
const NATIONAL_BODIES: [&str; 13] = [
    "party",
    "ministry",
    "court",
    "assembly",
    "parliament",
    "senate",
    "army",
    "navy",
    "council",
    "commission",
    "bank",
    "agency",
    "congress",
];

/// What begins the names of parties and states' bodies.
const POLITICAL: [&str; 14] = [
    "national",
    "christian",
    "social",
    "people’s",
    "democratic",
    "liberal",
    "free",
    "new",
    "united",
    "federal",
    "independent",
    "popular",
    "socialist",
    "conservative",
];
