//! From what looks like a name to mentions: each find gets its entity, with the article's own evidence.

use super::cues::Cues;
use super::evidence::Evidence;
use super::finder::{Found, What};
use super::junk;
use super::memory::{self, Memory};
use super::metonyms::{self, Choice, Context};
use super::page::{Casing, Page};
use crate::analysis::Gazetteer;
use crate::analysis::gazetteer::fold::{self, Shape};
use crate::analysis::gazetteer::lexicon::{Folded, FoldedSet, Hit};
use crate::analysis::gazetteer::slug;
use crate::analysis::tokens::TokenKind;
use crate::model::{Entity, EntityId, EntityKind, EntityTable, Form, Mention, SafeText};
use std::borrow::Cow;
use std::sync::Arc;

/// So many items at most make a name that a headline repeats.
const LONGEST: usize = 6;

/// Decides what each find refers to.
pub(super) struct Settler<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) gazetteer: &'p Gazetteer,
    pub(super) entities: &'p mut EntityTable,
    pub(super) context: Context,
    pub(super) memory: Memory,
    /// Words with a capital in mid-sentence: what a capital elsewhere is worth.
    pub(super) capitalised: FoldedSet,
    /// The evidence for each name of which the form does not tell the kind.
    pub(super) evidence: Folded<Evidence>,
    /// For each find what the list alone makes of it, where it is listed.
    choices: Vec<Option<Choice>>,
    /// The people of the full names seen, by their words.
    pub(super) full_names: Folded<EntityId>,
}

impl<'p> Settler<'p> {
    /// Looks at the whole article first.
    pub(super) fn new(
        page: &'p Page<'p>,
        gazetteer: &'p Gazetteer,
        entities: &'p mut EntityTable,
        found: &[Found],
    ) -> Self {
        let context = Context::of(page, found, gazetteer);
        let mut settler = Self {
            page,
            gazetteer,
            entities,
            context,
            memory: Memory::default(),
            capitalised: FoldedSet::default(),
            evidence: Folded::default(),
            choices: Vec::with_capacity(found.len()),
            full_names: Folded::default(),
        };
        for found in found {
            let choice = settler.choose(found);
            settler.remember(found, choice.as_ref());
            settler.choices.push(choice);
        }
        settler.share_evidence(found);
        settler.remember_people(found);
        settler
    }

    /// The mentions, in order.
    pub(super) fn run(mut self, found: &[Found]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
        let choices = std::mem::take(&mut self.choices);
        for (found, choice) in found.iter().zip(choices) {
            let found = &self.in_full(found);
            let mention = match &found.what {
                What::Listed(hit) => self.listed(found, hit, choice),
                What::Combining(country) => self
                    .entities
                    .find(country.as_str())
                    .map(|entity| self.mention(found, entity, Form::Demonym, found.why)),
                What::Side(club) => Some(self.side(found, *club)),
                What::Kind(EntityKind::Person) => self.person(found),
                What::Kind(kind) => Some(self.formed(found, *kind)),
                What::Unsure => self.unsure(found),
            };
            let mention = mention.map(|mention| self.administration(found, mention));
            if let Some(mention) = mention
                && (self.entities.get(mention.entity).listed
                    || !junk::is_no_name(self.page, found.from, mention.span))
                && mentions.last().is_none_or(|last| last.span.end <= mention.span.start)
            {
                mentions.push(mention);
            }
        }
        self.describe_people(&mentions);
        mentions
    }

    /// A word of a headline with those after it, where the article gives all of them as one name.
    fn in_full(&self, found: &Found) -> Found {
        let page = self.page;
        // A word of a headline is doubtful.
        if !found.doubtful || !matches!(found.what, What::Unsure) {
            return *found;
        }
        let Some(line) = page.line(found.from).filter(|line| line.casing != Casing::Sentence) else {
            return *found;
        };
        let end = line.to.min(found.from + LONGEST);
        let known = |to: &usize| {
            let name = memory::phrase(page, found.from, *to);
            let told = self.evidence.get(&name).is_some_and(|points| points.best().is_some());
            page.items[to - 1].is_name_like() && (told || self.memory.name(name).is_some())
        };
        let to = (found.to + 1..=end).rev().find(known);
        Found { to: to.unwrap_or(found.to), ..*found }
    }

    /// `Trump administration`: a government named after its head.
    fn administration(&mut self, found: &Found, mention: Mention) -> Mention {
        let person = self.entities.get(mention.entity).kind == EntityKind::Person;
        if !person || !self.page.is_word(found.to, "administration") {
            return mention;
        }
        let found = Found { to: found.to + 1, ..*found };
        let entity = self.intern(found.from, found.to, EntityKind::Organisation);
        self.mention(&found, entity, Form::Name, "a government named after its head")
    }

    /// What the list and the words beside a find make of it.
    fn choose(&self, found: &Found) -> Option<Choice> {
        let What::Listed(hit) = &found.what else { return None };
        self.context.choose(self.page, found, hit, self.gazetteer)
    }

    /// Notes names that are sure by themselves.
    fn remember(&mut self, found: &Found, choice: Option<&Choice>) {
        let (from, to) = (found.from, found.to);
        if !found.doubtful && to == from + 1 {
            self.capitalised.insert(self.page.items[from].word.hash);
        }
        match &found.what {
            What::Listed(_) => {
                let Some(choice) = choice else { return self.gather(from, to) };
                let entity = choice.sense.entity;
                match self.entities.get(entity).kind {
                    EntityKind::Person => {
                        let surname = self.listed_surname(from, to, entity);
                        self.memory.note_person(self.page, from, to, surname, entity);
                    }
                    EntityKind::Organisation => self.remember_heads(from, to, entity),
                    _ => {}
                }
            }
            What::Kind(EntityKind::Person) if to - from > 1 => {
                let entity = self.full_name(from, to);
                let surname = self.listed_surname(from, to, entity);
                self.memory.note_person(self.page, from, to, surname, entity);
                let first = memory::surname(self.page, from);
                let family = self.gazetteer.has_family_first(self.page.items[from].word.hash);
                if first != surname && (family || self.is_given_in_two_parts(from, to)) {
                    self.memory.note_person(self.page, from, to, first, entity);
                }
                if let Some(whole) = self.hyphenated(from, to) {
                    self.memory.note_person(self.page, from, to, whole, entity);
                }
                self.memory.note(memory::phrase(self.page, from, to), entity, EntityKind::Person);
            }
            What::Kind(kind) if *kind != EntityKind::Person => {
                let entity = self.intern(from, to, *kind);
                self.memory.note(memory::phrase(self.page, from, to), entity, *kind);
                self.remember_short_forms(from, to, entity, *kind);
                if *kind == EntityKind::Organisation {
                    self.remember_heads(from, to, entity);
                }
            }
            What::Unsure => self.gather(from, to),
            What::Kind(_) | What::Combining(_) | What::Side(_) => {}
        }
    }

    /// Adds up the evidence for a name of which neither the list nor the form tells the kind.
    fn gather(&mut self, from: usize, to: usize) {
        let page = self.page;
        let form = || Evidence::of_form(page, from, to, page.casing(from) == Casing::Capitals);
        let points = self.evidence.entry(memory::phrase(page, from, to)).or_insert_with(form);
        points.add(Evidence::of_neighbours(page, from, to));
    }

    /// Names in a row (`Ulm, Bonn and Kehl`) are of one kind: what is known of one tells of the next.
    fn share_evidence(&mut self, found: &[Found]) {
        for pair in found.windows(2) {
            let [left, right] = pair else { continue };
            let owner = self.page.items.get(right.to).is_some_and(|next| next.kind == TokenKind::Possessive);
            if owner || !self.in_a_row(left.to, right.from) {
                continue;
            }
            let (a, b) = (self.kind_so_far(left), self.kind_so_far(right));
            for (found, kind) in [(left, b), (right, a)] {
                let hash = memory::phrase(self.page, found.from, found.to);
                if matches!(found.what, What::Unsure)
                    && let (Some(kind), Some(points)) = (kind, self.evidence.get_mut(&hash))
                {
                    points.favour(kind, 8);
                }
            }
        }
    }

    /// Whether only a comma, “and” or the like stands between two items.
    fn in_a_row(&self, from: usize, to: usize) -> bool {
        let joins = |i: usize| {
            self.page.is_mark(i, &[",", "/", ";"])
                || ["and", "or"].iter().any(|word| self.page.is_word(i, word))
        };
        (1..=2).contains(&to.saturating_sub(from)) && (from..to).all(joins) && !self.page.items[to].opens
    }

    /// The kind of a find, as far as it is known before it is settled.
    fn kind_so_far(&self, found: &Found) -> Option<EntityKind> {
        match &found.what {
            What::Listed(hit) => {
                let mut senses = self.gazetteer.lexicon().senses(hit);
                let sense = senses.find(|sense| !sense.weak && sense.form != Form::Demonym)?;
                Some(self.entities.get(sense.entity).kind)
            }
            What::Kind(kind) => Some(*kind),
            What::Combining(_) => Some(EntityKind::Country),
            What::Side(_) => Some(EntityKind::Organisation),
            What::Unsure => self.evidence.get(&memory::phrase(self.page, found.from, found.to))?.best(),
        }
    }

    /// Abbreviations in brackets after a name, and a company's name without its legal form.
    fn remember_short_forms(&mut self, from: usize, to: usize, entity: EntityId, kind: EntityKind) {
        let page = self.page;
        if page.is_mark(to, &["("])
            && page.is_mark(to + 2, &[")"])
            && page.items[to + 1].word.shape == Shape::Upper
        {
            self.memory.note(memory::surname(page, to + 1), entity, kind);
        }
        if kind != EntityKind::Organisation
            || to - from < 2
            || page.items[from].cues.any(Cues::GIVEN.or(Cues::COMMON).or(Cues::ORG_HEAD))
        {
            return;
        }
        let mut end = to;
        while end > from + 1 && page.items[end - 1].cues.any(Cues::ORG_SUFFIX.or(Cues::ORG_HEAD)) {
            end -= 1;
        }
        if end < to && page.items[from].word.shape != Shape::Lower {
            self.memory.note(memory::phrase(page, from, end), entity, kind);
        }
    }

    /// The unlisted entity of these words.
    pub(super) fn intern(&mut self, from: usize, to: usize, kind: EntityKind) -> EntityId {
        let name = SafeText::line(self.page.words(from, to));
        // `PAVEL BYRKIN` in a headline or a dateline is Pavel Byrkin.
        let name = if kind == EntityKind::Person { title_case(name) } else { name };
        let mut key = slug(&name);
        // `Organisation` and `Organization` are one, also where neither is listed.
        if key.split('-').any(|word| fold::one_spelling(word) != word) {
            key = key.split('-').map(fold::one_spelling).collect::<Vec<_>>().join("-");
        }
        if key.is_empty() {
            key = name.to_string();
        }
        if let Some(id) = self.entities.find(&key) {
            if self.entities.get(id).kind == kind {
                return id;
            }
            key = format!("{key}-{}", kind.name());
        }
        self.entities.intern(Arc::new(Entity {
            key: key.into(),
            name,
            kind,
            country: None,
            aliases: Vec::new(),
            note: SafeText::default(),
            listed: false,
        }))
    }

    pub(super) fn mention(
        &self,
        found: &Found,
        entity: EntityId,
        form: Form,
        why: impl Into<Cow<'static, str>>,
    ) -> Mention {
        Mention {
            span: self.page.span(found.from, found.to),
            entity,
            form,
            why: why.into(),
            rivals: Vec::new(),
        }
    }

    fn listed(&mut self, found: &Found, hit: &Hit, chosen: Option<Choice>) -> Option<Mention> {
        let single = found.to == found.from + 1;
        // A person of that surname in the article, and nothing that says “place”: the person.
        if single && !self.page.cues(found.from.wrapping_sub(1)).any(Cues::AT) {
            let country = chosen.as_ref().map(|choice| choice.sense.entity);
            let country = country.filter(|&id| self.entities.get(id).kind == EntityKind::Country);
            if country.is_none_or(|id| self.rather_a_surname(found, id))
                && let Some(mut mention) = self.by_surname(found)
            {
                mention.rivals.extend(country);
                return Some(mention);
            }
        }
        if let Some(mention) = self.elsewhere(found, hit) {
            return Some(mention);
        }
        if metonyms::is_building(self.page, found, hit, self.gazetteer) {
            let entity = self.intern(found.from, found.to, EntityKind::Place);
            return Some(self.mention(found, entity, Form::Name, "the building: somebody is in it"));
        }
        let Some(Choice { sense, why, rivals }) = chosen else { return self.weak(found, hit) };
        Some(Mention { rivals, ..self.mention(found, sense.entity, sense.form, why) })
    }

    /// A listed name that is also a common word or the name of something else: what the words beside it say in the
    /// whole article decides.
    fn weak(&mut self, found: &Found, hit: &Hit) -> Option<Mention> {
        let hash = memory::phrase(self.page, found.from, found.to);
        let gazetteer = self.gazetteer;
        let after_the = self.page.is_after_the(found.from);
        let senses = || gazetteer.lexicon().senses(hit).filter(|sense| after_the || !sense.after_the);
        // Being listed is half a good reason.
        let mut points = *self.evidence.get(&hash)?;
        if let Some(sense) = senses().next() {
            points.favour(gazetteer.entities().get(sense.entity).kind, 6);
        }
        let kind = points.best();
        let fits = senses().find(|sense| Some(gazetteer.entities().get(sense.entity).kind) == kind);
        let Some(sense) = fits else { return self.unsure(found) };
        if found.doubtful && !self.capitalised.contains(&self.page.items[found.from].word.hash) {
            return None;
        }
        Some(self.mention(
            found,
            sense.entity,
            sense.form,
            "in the list of names, and so by the words beside it",
        ))
    }

    /// An organisation or place by its form.
    fn formed(&mut self, found: &Found, kind: EntityKind) -> Mention {
        let hash = memory::phrase(self.page, found.from, found.to);
        let single = found.to == found.from + 1;
        let (entity, form) = match self.memory.name(hash) {
            Some((entity, _))
                if single
                    && self.entities.get(entity).name.as_str() != self.page.words(found.from, found.to) =>
            {
                (entity, Form::Acronym)
            }
            Some((entity, _)) => (entity, Form::Name),
            None => (self.intern(found.from, found.to, kind), Form::Name),
        };
        self.mention(found, entity, form, found.why)
    }

    /// A side in a match: the club in the list, or in the article, else a new one.
    fn side(&mut self, found: &Found, club: Option<EntityId>) -> Mention {
        if let Some(club) = club {
            return self.mention(found, club, Form::Alias, found.why);
        }
        // A player of that name in the report.
        let player = self.by_surname(found).filter(|_| found.to == found.from + 1);
        player.unwrap_or_else(|| self.formed(found, EntityKind::Organisation))
    }

    /// A capitalised word of which the form says nothing: what the article shows elsewhere.
    fn unsure(&mut self, found: &Found) -> Option<Mention> {
        let single = found.to == found.from + 1;
        let hash = memory::phrase(self.page, found.from, found.to);
        if let Some((entity, _)) = self.memory.name(hash) {
            let full = slug(self.page.words(found.from, found.to)) == slug(&self.entities.get(entity).name);
            let acronym = self.page.items[found.from].word.shape == Shape::Upper;
            let (form, why) = match (full, acronym) {
                (true, _) => (Form::Name, "a name that its neighbours tell of elsewhere in this article"),
                (false, true) => (Form::Acronym, "the abbreviation of a name in this article"),
                (false, false) => (Form::Alias, "a short form of a name in this article"),
            };
            return Some(self.mention(found, entity, form, why));
        }
        if let Some(mention) = self.by_head(found) {
            return Some(mention);
        }
        let whole = single || found.to == found.from + 3 && self.page.is_hyphen(found.from + 1);
        if whole && let Some(mention) = self.by_surname(found) {
            return Some(mention);
        }
        if single && let Some(mention) = self.listed_person(found, hash) {
            return Some(mention);
        }
        if single && let Some(mention) = self.by_first_name(found, hash) {
            return Some(mention);
        }
        if found.doubtful
            && !single
            && !self.is_known_person(found)
            && self.page.casing(found.from) == Casing::Sentence
            && let Some(rest) = self.without_opener(found)
        {
            return self.unsure(&rest);
        }
        let item = &self.page.items[found.from];
        let seen = self.capitalised.contains(&item.word.hash);
        if found.doubtful && single && !seen && !self.acts_as_name(found) || item.span.len() < 2 {
            return None;
        }
        let kind = self.evidence.get(&hash)?.best()?;
        let entity = self.intern(found.from, found.to, kind);
        Some(self.mention(found, entity, Form::Name, "a name by its form and the words beside it"))
    }

    /// `Apparently Hitzig`: at a sentence's start the first word may be an ordinary one before a name known without it.
    fn without_opener(&self, found: &Found) -> Option<Found> {
        let from = found.from + 1;
        let hash = memory::phrase(self.page, from, found.to);
        let known = self.memory.name(hash).is_some()
            || self.memory.person(hash, from).is_some()
            || self.evidence.contains_key(&hash);
        known.then_some(Found { from, doubtful: false, ..*found })
    }
}

/// A person's name in capitals throughout, with a capital at each word's start only; other names as they are.
fn title_case(name: SafeText) -> SafeText {
    let capitals = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        (letters > 1 && !word.contains('.'), word.chars().all(|c| !c.is_lowercase()))
    };
    // One word alone may be a nickname or an abbreviation.
    let words = || name.split(' ').map(capitals);
    if words().filter(|&(long, _)| long).count() < 2 || !words().all(|(_, upper)| upper) {
        return name;
    }
    let mut cased = String::with_capacity(name.len());
    let mut inside = false;
    for word in name.split_inclusive(' ') {
        let keep = matches!(word.trim_end(), "II" | "III" | "IV") || word.contains('.');
        for c in word.chars() {
            if inside && !keep {
                cased.extend(c.to_lowercase());
            } else {
                cased.push(c);
            }
            // An apostrophe or hyphen begins a new capital: `O’NEILL`, `PAK SUNG-HU`.
            inside = c.is_alphanumeric();
        }
    }
    SafeText::line(&cased)
}
