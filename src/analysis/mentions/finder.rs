//! What in an article looks like a name, and of what kind: listed names, and names by their form and neighbours.
//!
//! Method: rules in the tradition of Mikheev, Moens and Grover (1999): sure-fire rules on form and neighbours first,
//! everything else is left unsure until the whole article has been seen. Must not decide who is meant.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::page::{Casing, Line, Page};
use super::{organisations, people, places};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::analysis::gazetteer::lexicon::{Hit, Sense};
use crate::analysis::tokens::TokenKind;
use crate::model::{CountryCode, EntityKind, Form};

/// What was found at a place.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// A name in the gazetteer.
    Listed(Hit),
    /// The first part of a compound of nationalities.
    Combining(CountryCode),
    /// A name of this kind by its form.
    Kind(EntityKind),
    /// A name of which the form does not tell the kind.
    Unsure,
}

/// A run of items that looks like a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) what: What,
    /// Which rule found it.
    pub(super) why: &'static str,
    /// Whether a title stands before it.
    pub(super) titled: bool,
    /// Whether its capital letter says little: a sentence's start, a headline.
    pub(super) doubtful: bool,
}

/// Goes over the lines of a page and collects what looks like a name, in order, not overlapping.
pub(super) struct Finder<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) gazetteer: &'p Gazetteer,
    pub(super) line: Line,
    pub(super) found: Vec<Found>,
}

impl<'p> Finder<'p> {
    /// Everything on the page.
    pub(super) fn run(page: &'p Page<'p>, gazetteer: &'p Gazetteer) -> Vec<Found> {
        let Some(&line) = page.lines.first() else { return Vec::new() };
        let mut finder = Self { page, gazetteer, line, found: Vec::with_capacity(page.items.len() / 12) };
        let mut pieces = Vec::new();
        for &line in &page.lines {
            finder.line = line;
            if line.casing == Casing::Sentence {
                finder.sentence_line(&mut pieces);
            } else {
                finder.headline(&mut pieces);
            }
        }
        finder.found
    }

    fn sentence_line(&mut self, pieces: &mut Vec<Piece>) {
        let mut at = self.line.from;
        while at < self.line.to {
            if let Some(country) = self.combining_form(at) {
                self.push(
                    at,
                    at + 1,
                    What::Combining(country),
                    "the first part of a compound of nationalities",
                    false,
                );
                at += 1;
                continue;
            }
            if let Some(to) = self.event_of(at) {
                at = to;
                continue;
            }
            if people::is_month_who_speaks(self, at) {
                let why = "what stands beside it is said of people";
                self.push(at, at + 1, What::Kind(EntityKind::Person), why, false);
                at += 1;
                continue;
            }
            match chunk::read(self.page, self.gazetteer, at, self.line.to, false, pieces) {
                Some(to) => {
                    let after = self.with_complement(pieces).unwrap_or(to);
                    self.settle(pieces, false);
                    at = after.max(to);
                }
                None => at += 1,
            }
        }
    }

    /// In a headline or a line of capitals only listed names are sure; other words wait for the article's evidence.
    fn headline(&mut self, pieces: &mut Vec<Piece>) {
        let caps = self.line.casing == Casing::Capitals;
        let mut at = self.line.from;
        while at < self.line.to {
            if let Some(hit) = chunk::look(self.page, self.gazetteer, at, self.line.to, caps) {
                self.push(at, at + hit.tokens, What::Listed(hit), "listed", false);
                at += hit.tokens;
            } else if let Some(to) = chunk::read(self.page, self.gazetteer, at, self.line.to, caps, pieces) {
                let words = pieces.iter().take_while(|piece| piece.hit.is_none()).count();
                if people::is_full_name(self, &pieces[..words]) {
                    self.push(
                        at,
                        pieces[words - 1].to,
                        What::Kind(EntityKind::Person),
                        "a first name and a surname",
                        false,
                    );
                    at = pieces[words - 1].to;
                } else {
                    let first = pieces[0];
                    self.push(first.from, first.to, What::Unsure, "a word of a headline", false);
                    at = first.to.min(to);
                }
            } else {
                at += 1;
            }
        }
    }

    /// Notes a find.
    pub(super) fn push(&mut self, from: usize, to: usize, what: What, why: &'static str, titled: bool) {
        let item = &self.page.items[from];
        let doubtful = item.opens || self.line.casing != Casing::Sentence;
        self.found.push(Found { from, to, what, why, titled, doubtful });
    }

    /// The senses of a piece's listed name.
    pub(super) fn senses(&self, piece: &Piece) -> impl Iterator<Item = Sense> + use<'p> {
        let lexicon = self.gazetteer.lexicon();
        piece.hit.into_iter().flat_map(move |hit| lexicon.senses(&hit)).filter(|sense| !sense.weak)
    }

    /// Whether a piece is a listed name of that kind (in a form that is a name of its own).
    pub(super) fn is_listed(&self, piece: &Piece, kinds: &[EntityKind]) -> bool {
        self.senses(piece).any(|sense| {
            sense.form != Form::Demonym && kinds.contains(&self.gazetteer.entities().get(sense.entity).kind)
        })
    }

    /// Whether a piece is an adjective of nationality.
    pub(super) fn is_demonym(&self, piece: &Piece) -> bool {
        self.senses(piece).any(|sense| sense.form == Form::Demonym)
    }

    /// Decides a run of pieces, left to right. `titled` tells whether a title stands before it.
    pub(super) fn settle(&mut self, pieces: &[Piece], titled: bool) {
        // `Madame de Staël`, `General van Dam`: after a title the particle belongs to the surname.
        if let [particle, name] = pieces
            && titled
            && particle.joiner
            && !self.page.is_mark(particle.from, &["&"])
            && !["of", "and", "y", "e", "the"].iter().any(|word| self.page.is_word(particle.from, word))
            && name.hit.is_none()
        {
            return self.push(
                particle.from,
                name.to,
                What::Kind(EntityKind::Person),
                "a title stands before it",
                true,
            );
        }
        let pieces = trim(pieces);
        match pieces {
            [] => {}
            [one] => self.settle_one(one, titled),
            // `The Netherlands`: the article belongs to unlisted names only.
            [the, rest @ ..]
                if self.page.is_word(the.from, "the") && rest.iter().any(|p| p.hit.is_some()) =>
            {
                self.settle(rest, titled);
            }
            // `See Ann Lee`: a word before a first name at a sentence's start.
            [opener, rest @ ..]
                if rest.len() > 1
                    && opener.hit.is_none()
                    && self.page.items[opener.from].opens
                    && !opener.cues.any(Cues::GIVEN.or(Cues::TITLE).or(Cues::TITLE_MODIFIER))
                    && people::is_full_name(self, rest) =>
            {
                self.settle(rest, titled);
            }
            _ => {
                let done = organisations::tail(self, pieces, titled)
                    || is_work(pieces)
                    || places::tail(self, pieces, titled)
                    || !(titled && pieces[0].cues.any(Cues::GIVEN)) && self.title(pieces)
                    || people::full_name(self, pieces, titled)
                    || self.with_listed(pieces, titled);
                if !done {
                    self.unlisted(pieces, titled);
                }
            }
        }
    }

    fn settle_one(&mut self, piece: &Piece, titled: bool) {
        let (from, to) = (piece.from, piece.to);
        if let Some(hit) = piece.hit {
            let to = organisations::with_dot(self.page, to);
            // `Boeing 747`: a product.
            let number = self
                .page
                .items
                .get(to)
                .is_some_and(|next| next.kind == TokenKind::Number && next.spaced && !next.opens);
            if number && self.is_listed(piece, &[EntityKind::Organisation]) && !self.is_year(to) {
                return;
            }
            return self.push(from, to, What::Listed(hit), "listed", titled);
        }
        let plain = Cues::TITLE.or(Cues::TITLE_MODIFIER).or(Cues::COMMON).or(Cues::WORK).or(Cues::DIRECTION);
        if piece.joiner || !titled && piece.cues.any(plain) && !piece.cues.any(Cues::GIVEN) {
            return;
        }
        if titled && !piece.cues.any(Cues::ORG_HEAD.or(Cues::COMMON)) {
            return self.push(from, to, What::Kind(EntityKind::Person), "a title stands before it", true);
        }
        if people::single(self, piece) || places::single(self, piece) || organisations::single(self, piece) {
            return;
        }
        self.push(from, to, What::Unsure, "a capitalised word", false);
    }

    /// Whether an item is a number that can be a year.
    fn is_year(&self, at: usize) -> bool {
        self.page.surface(at).parse::<u32>().is_ok_and(|number| (1800..2100).contains(&number))
    }

    /// A title inside the run: what stands before it and what follows are names of their own.
    fn title(&mut self, pieces: &[Piece]) -> bool {
        let is_title = |piece: &Piece| piece.hit.is_none() && piece.cues.any(Cues::TITLE);
        let Some(at) = pieces.iter().position(is_title) else { return false };
        let surname = at > 0
            && pieces[at].cues.any(Cues::SURNAME_TOO)
            && pieces[at - 1].cues.any(Cues::GIVEN)
            && pieces[at - 1].hit.is_none();
        if surname {
            return false;
        }
        let is_modifier =
            |piece: &&Piece| piece.hit.is_none() && piece.cues.any(Cues::TITLE_MODIFIER.or(Cues::TITLE));
        let before = at - pieces[..at].iter().rev().take_while(is_modifier).count();
        let mut after = at + pieces[at..].iter().take_while(is_modifier).count();
        // `Sheriff Don Abel`, `King Judge`: a title that is a first name as well, between a title and a surname.
        let last = pieces[after - 1];
        let whole = !self.page.words(last.from, last.to).ends_with('.');
        if after - at > 1
            && after < pieces.len()
            && whole
            && last.cues.any(Cues::GIVEN)
            && !pieces[after].joiner
        {
            after -= 1;
        }
        self.settle(&pieces[..before], false);
        self.settle(&pieces[after..], true);
        true
    }

    /// Listed names and other words side by side.
    fn with_listed(&mut self, pieces: &[Piece], titled: bool) -> bool {
        let Some(at) = pieces.iter().position(|piece| piece.hit.is_some()) else { return false };
        let piece = pieces[at];
        let alone = self.is_demonym(&piece)
            || self.is_listed(&piece, &[EntityKind::Person, EntityKind::Event, EntityKind::Bloc]);
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
            // `China Eastern`, `Boston Globe`: a longer name begins with the listed one. After a company's name it may
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
        if alone || weak_before {
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

    /// Nothing is listed and no word tells the kind: the neighbours do, or nothing yet.
    fn unlisted(&mut self, pieces: &[Piece], titled: bool) {
        let (from, to) = (pieces[0].from, pieces[pieces.len() - 1].to);
        if titled {
            return self.push(from, to, What::Kind(EntityKind::Person), "a title stands before it", true);
        }
        let whole = Piece { from, to, hit: None, cues: Cues::default(), joiner: false };
        if people::by_neighbours(self, from, to) {
            return self.push(
                from,
                to,
                What::Kind(EntityKind::Person),
                "what stands beside it is said of people",
                false,
            );
        }
        if places::by_neighbours(self, from, to) {
            return self.push(
                from,
                to,
                What::Kind(EntityKind::Place),
                "a place by what stands beside it",
                false,
            );
        }
        if organisations::single(self, &whole) {
            return;
        }
        self.push(from, to, What::Unsure, "capitalised words", false);
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

/// Things people make, contests and wars are none of the kinds; what stands inside belongs to them.
fn is_work(pieces: &[Piece]) -> bool {
    let last = pieces[pieces.len() - 1];
    last.hit.is_none() && last.cues.any(Cues::WORK) && !pieces[0].cues.any(Cues::GIVEN)
}

/// The pieces without joiners at the ends.
fn trim(mut pieces: &[Piece]) -> &[Piece] {
    while let [first, rest @ ..] = pieces
        && first.joiner
    {
        pieces = rest;
    }
    while let [rest @ .., last] = pieces
        && last.joiner
    {
        pieces = rest;
    }
    pieces
}
