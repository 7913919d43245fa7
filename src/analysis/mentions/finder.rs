//! What in an article looks like a name, and of what kind: listed names, and names by their form and neighbours.
//!
//! Method: rules in the tradition of Mikheev, Moens and Grover (1999): sure-fire rules on form and neighbours first,
//! everything else is left unsure until the whole article has been seen. Must not decide who is meant.

use super::chunk::{self, Piece};
use super::cues::Cues;
use super::page::{Casing, Line, Page};
use super::{ordinary, organisations, people, places};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::lexicon::{Hit, Link, Sense};
use crate::analysis::tokens::TokenKind;
use crate::model::{CountryCode, EntityId, EntityKind, Form};

/// What was found at a place.
#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    /// A name in the gazetteer.
    Listed(Hit),
    /// The first part of a compound of nationalities.
    Combining(CountryCode),
    /// A name of this kind by its form.
    Kind(EntityKind),
    /// A side in a match, with the club of that name in the list.
    Side(Option<EntityId>),
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
            if !self.may_begin(at) {
                at += 1;
                continue;
            }
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
                    if !self.of_title(at, pieces) {
                        self.settle(pieces, self.is_addressed(at));
                    }
                    at = after.max(to);
                }
                None => at += 1,
            }
        }
    }

    /// Whether anything can begin at an item: spares most of a text the rules.
    fn may_begin(&self, at: usize) -> bool {
        let item = &self.page.items[at];
        item.is_name_like()
            || !matches!(item.kind, TokenKind::Punct | TokenKind::Possessive)
                && self.gazetteer.lexicon().may_begin_with(item.word.hash)
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
                let run = pieces.get(..words).filter(|run| run.len() > 1);
                let told = run.is_some_and(|run| people::by_neighbours(self, run[0].from, run[words - 1].to));
                if told || people::is_full_name(self, &pieces[..words]) {
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
        // `Su-30`, `Borvik-200`: a make.
        let listed = matches!(what, What::Listed(_) | What::Combining(_));
        let hyphen =
            to < self.line.to && self.page.is_hyphen(to) && self.page.items[to].word.link == Link::Joint;
        if !listed && hyphen && self.page.items.get(to + 1).is_some_and(|next| next.kind == TokenKind::Number)
        {
            return;
        }
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
        if let [_, rest @ ..] = pieces
            && self.is_department(pieces)
        {
            return self.settle(rest, true);
        }
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
                    && people::is_full_name(self, rest)
                    && (rest[0].hit.is_some()
                        || ordinary::is_ordinary(self.page.words(opener.from, opener.to))) =>
            {
                self.settle(rest, titled);
            }
            _ => {
                let done = organisations::tail(self, pieces, titled)
                    || is_work(self.page, pieces)
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
            let product = number && !self.page.sport && !self.is_year(to);
            if product && self.is_listed(piece, &[EntityKind::Organisation]) {
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

    /// `Mr Tolvik`, `Mrs. Tolvik`: words of courtesy, which begin no name, before it.
    fn is_addressed(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&k| k >= self.line.from) else { return false };
        let word = if self.page.is_mark(before, &["."]) { before.saturating_sub(1) } else { before };
        self.page.items[word].is_name_like()
            && ["mr", "mrs", "ms"].iter().any(|mr| self.page.is_word(word, mr))
    }

    /// `Secretary of State Ann Lee`: what a title is held over is no name; the person after it is.
    fn of_title(&mut self, at: usize, pieces: &[Piece]) -> bool {
        let title = at >= self.line.from + 2
            && self.page.is_word(at - 1, "of")
            && self.page.cues(at - 2).any(Cues::TITLE)
            && self.page.items[at - 2].is_name_like();
        if !title {
            return false;
        }
        let plain =
            pieces.iter().take_while(|p| p.hit.is_none() && !p.joiner && !p.cues.any(Cues::GIVEN)).count();
        let rest = &pieces[plain..];
        let name = people::is_full_name(self, rest)
            || rest.len() == 1 && self.is_listed(&rest[0], &[EntityKind::Person]);
        if plain == 0 || !name {
            return false;
        }
        self.settle(rest, true);
        true
    }

    /// `Secretary of State Moreau`: the run begins with what somebody is minister or secretary of.
    fn is_department(&self, pieces: &[Piece]) -> bool {
        const DEPARTMENTS: [&str; 22] = [
            "State",
            "Defence",
            "Defense",
            "Interior",
            "Finance",
            "Justice",
            "Health",
            "Energy",
            "Labor",
            "Labour",
            "Commerce",
            "Trade",
            "Education",
            "Agriculture",
            "Transport",
            "Transportation",
            "Culture",
            "Environment",
            "Economy",
            "War",
            "Information",
            "Tourism",
        ];
        let [first, second, ..] = pieces else { return false };
        let Some(of) = first.from.checked_sub(1).filter(|&of| of > self.line.from) else { return false };
        let page = self.page;
        first.to == first.from + 1
            && !second.joiner
            && page.is_word(of, "of")
            && ["secretary", "minister"].iter().any(|word| page.is_word(of - 1, word))
            && DEPARTMENTS.iter().any(|word| page.is_word(first.from, word))
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

/// Things people make, contests and wars are none of the kinds; what stands inside belongs to them.
fn is_work(page: &Page<'_>, pieces: &[Piece]) -> bool {
    // `HMS Borvik Castle`
    let is_ship = ["HMS", "USS", "RMS", "INS"].contains(&page.surface(pieces[0].from));
    let last = pieces[pieces.len() - 1];
    last.hit.is_none() && last.cues.any(Cues::WORK) && !pieces[0].cues.any(Cues::GIVEN) || is_ship
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
