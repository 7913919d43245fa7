//! Running a query: sets of articles joined as the query says, in order, with what was understood.

use super::Index;
use super::chips::{Chip, Empty, What, Wider};
use super::fuzzy::{INSIDE, Strength};
use super::names::Target;
use super::query::{Field, Node, Query, Sort, Term};
use super::resolve::Resolved;
use super::set::ArticleSet;
use crate::model::{ArticleIndex, Marks};
use rayon::prelude::*;

/// Quality from which a rough fit is worth telling as what was perhaps meant.
const LIKELY: u8 = 70;

/// The articles a query matches, in order, with what each term was taken for.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// The articles, first to last.
    pub articles: Vec<ArticleIndex>,
    /// One chip a term that narrows, in the order typed.
    pub chips: Vec<Chip>,
    /// Why nothing is left; `None` where something is, or where the corpus is empty.
    pub empty: Option<Empty>,
    /// The order in which the articles stand.
    pub sort: Option<Sort>,
    /// Articles of the whole corpus.
    pub of: usize,
    pub(crate) terms: Vec<Resolved>,
}

impl Index {
    /// Runs a query. With words or names in it the best fit stands first and the newest breaks ties, else the newest
    /// stands first; `sort:` overrides both.
    #[must_use]
    pub fn run(&self, query: &Query, marks: &Marks) -> Hits {
        let (root, mut terms, set) = self.understood(query, marks);
        let by_words = terms.iter().any(|term| term.weights.iter().any(|(_, weight)| *weight > 1.0));
        let sort = query.sort.unwrap_or(if by_words { Sort::Relevance } else { Sort::Date });
        let articles = self.in_order(set.as_ref(), sort, &terms);
        let empty = root.as_ref().filter(|_| articles.is_empty() && !self.is_empty());
        let empty = empty.map(|root| self.explain(root, &terms));
        let chips = terms.iter().filter(|term| term.set.is_some()).map(|term| term.chip.clone()).collect();
        // What a saved query asks for is marked in titles and texts like what was typed.
        let mut inside: Vec<Resolved> =
            terms.iter_mut().flat_map(|term| std::mem::take(&mut term.inside)).collect();
        terms.append(&mut inside);
        Hits { articles, chips, empty, sort: Some(sort), of: self.len(), terms }
    }

    /// How many articles a query matches, and how many of them were not read.
    #[must_use]
    pub fn tally(&self, query: &Query, marks: &Marks) -> (usize, usize) {
        let set = self.understood(query, marks).2.unwrap_or_else(|| ArticleSet::all(self.len()));
        let places = (0..self.len() as u32).filter(|&place| set.holds(place));
        let unread =
            places.filter(|&place| !marks.read.contains(self.corpus.head(ArticleIndex(place)).id.as_str()));
        (set.count(), unread.count())
    }

    /// A query as it is understood: its conditions, what their terms stand for, and the articles; `None` where nothing
    /// narrows.
    fn understood(&self, query: &Query, marks: &Marks) -> (Option<Node>, Vec<Resolved>, Option<ArticleSet>) {
        let root = query.root.clone().map(|root| self.join_words(root));
        let mut typed = Vec::new();
        if let Some(root) = &root {
            root.terms(false, &mut typed);
        }
        let terms: Vec<Resolved> =
            typed.into_par_iter().map(|(term, excluded)| self.resolve(term, excluded, marks)).collect();
        let set = root.as_ref().and_then(|root| evaluate(root, &mut terms.iter()));
        (root, terms, set)
    }

    /// A saved query: its articles, with how much each has of what it asks for.
    pub(super) fn resolve_saved(&self, resolved: &mut Resolved, marks: &Marks) {
        let Some(inside) = resolved.term.inside.clone() else { return };
        let (_, terms, set) = self.understood(&inside, marks);
        let set = set.unwrap_or_else(|| ArticleSet::all(self.len()));
        let places: Vec<u32> = (0..self.len() as u32).filter(|&place| set.holds(place)).collect();
        let name = resolved.term.value.clone();
        resolved.add(self.len(), std::iter::empty());
        resolved.take(self.len(), What::Other, &name, places.into_iter().map(|place| (place, 0.0)));
        let holds = |&&(place, _): &&(u32, f32)| set.holds(place);
        for term in terms.iter().filter(|term| !term.excluded) {
            resolved.weights.extend(term.weights.iter().filter(holds));
        }
        let excluded = resolved.excluded;
        resolved.inside = terms
            .into_iter()
            .flat_map(|mut term| {
                let inner = std::mem::take(&mut term.inside);
                std::iter::once(term).chain(inner)
            })
            .map(|term| Resolved { excluded: term.excluded != excluded, ..term })
            .collect();
    }

    fn in_order(&self, set: Option<&ArticleSet>, sort: Sort, terms: &[Resolved]) -> Vec<ArticleIndex> {
        let standing = self.postings.order(sort).iter().copied();
        let mut articles: Vec<u32> =
            standing.filter(|&place| set.is_none_or(|set| set.holds(place))).collect();
        if sort == Sort::Relevance {
            let scores = self.scores(terms);
            let recency = &self.postings.recency;
            // Scores are not negative, so that their bits are in the order of their values.
            articles.sort_unstable_by_key(|&place| {
                (std::cmp::Reverse(scores[place as usize].to_bits()), recency[place as usize])
            });
        }
        articles.into_iter().map(ArticleIndex).collect()
    }

    /// For each article the sum over the terms of what it has most of.
    fn scores(&self, terms: &[Resolved]) -> Vec<f32> {
        let mut scores = vec![0.0; self.len()];
        let mut best: Vec<f32> = vec![0.0; self.len()];
        for term in terms.iter().filter(|term| !term.excluded) {
            for &(place, weight) in &term.weights {
                best[place as usize] = best[place as usize].max(weight);
            }
            for &(place, _) in &term.weights {
                scores[place as usize] += std::mem::take(&mut best[place as usize]);
            }
        }
        scores
    }

    /// Bare words in a row that together are, or begin, a name of several words become one term: `north korea`.
    fn join_words(&self, node: Node) -> Node {
        match node {
            Node::And(nodes) => {
                let nodes: Vec<Node> = nodes.into_iter().map(|node| self.join_words(node)).collect();
                let mut joined: Vec<Node> = self.joined(&nodes);
                if joined.len() == 1 { joined.remove(0) } else { Node::And(joined) }
            }
            Node::Or(nodes) => Node::Or(nodes.into_iter().map(|node| self.join_words(node)).collect()),
            Node::Not(node) => Node::Not(Box::new(self.join_words(*node))),
            term @ Node::Term(_) => term,
        }
    }

    fn joined(&self, nodes: &[Node]) -> Vec<Node> {
        let word = |node: &Node| matches!(node, Node::Term(term) if term.field == Field::Any);
        let mut out = Vec::with_capacity(nodes.len());
        let mut at = 0;
        while at < nodes.len() {
            let run = nodes[at..].iter().take_while(|node| word(node)).count().min(5);
            let length = (2..=run).rev().find(|&length| self.is_name(&values(&nodes[at..at + length])));
            let Some((length, Node::Term(first))) = length.map(|length| (length, &nodes[at])) else {
                out.push(nodes[at].clone());
                at += 1;
                continue;
            };
            let end = nodes[at..at + length].last().map_or(first.span.end, end_of);
            let value = values(&nodes[at..at + length]);
            out.push(Node::Term(Term { value, span: first.span.start..end, ..first.clone() }));
            at += length;
        }
        out
    }

    /// Whether words are, or begin, a name that occurs, or are one that is listed: who asks for the Ivory Coast is to
    /// be told that it is not mentioned, not that no title has “ivory”.
    fn is_name(&self, words: &str) -> bool {
        self.names().begins_with(words) || self.names().listed(&self.corpus, words, |_| true).is_some()
    }

    /// Why nothing is left: a condition that matches nothing by itself, else conditions that exclude one another.
    fn explain(&self, root: &Node, terms: &[Resolved]) -> Empty {
        let parts: Vec<&Node> = match root {
            Node::And(nodes) => nodes.iter().collect(),
            other => vec![other],
        };
        let mut rest = terms.iter();
        let sets: Vec<Option<ArticleSet>> = parts.iter().map(|part| evaluate(part, &mut rest)).collect();
        let dead = sets.iter().position(|set| set.as_ref().is_some_and(|set| set.count() == 0));
        let mut empty = Empty::default();
        let of_span = |term: &Term| terms.iter().find(|resolved| resolved.term.span == term.span);
        let dead_term = dead.and_then(|i| match parts[i] {
            Node::Term(term) => of_span(term),
            _ => None,
        });
        let excluded = dead.and_then(|i| match parts[i] {
            Node::Not(inner) => match &**inner {
                Node::Term(term) => of_span(term),
                _ => None,
            },
            _ => None,
        });
        empty.why = match (dead, dead_term, excluded) {
            (_, Some(term), _) => self.why_nothing(term),
            (_, None, Some(term)) => self.why_all(term),
            (Some(i), None, None) => format!("nothing matches {}", parts[i]),
            (None, ..) => "no article matches all of these together".to_owned(),
        };
        if let Some(term) = dead_term {
            self.other_readings(term, &parts, &mut empty.widen);
        }
        if let (Some(excluded), 1) = (excluded, parts.len()) {
            empty.widen.push(Wider {
                label: format!("{}, not excluded", excluded.term),
                query: excluded.term.to_string(),
                articles: Some(self.len()),
            });
        }
        let mut without: Vec<(usize, usize)> = Vec::new();
        for i in (0..parts.len()).filter(|_| parts.len() > 1) {
            let mut left = ArticleSet::all(self.len());
            let others = sets.iter().enumerate().filter(|(j, _)| *j != i).filter_map(|(_, set)| set.as_ref());
            others.for_each(|set| left.narrow(set));
            if left.count() > 0 {
                without.push((i, left.count()));
            }
        }
        without.sort_by_key(|&(i, left)| (std::cmp::Reverse(left), i));
        empty.widen.extend(without.into_iter().map(|(i, left)| Wider {
            label: format!("without {}", parts[i]),
            query: print(parts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, part)| (*part).clone())),
            articles: Some(left),
        }));
        empty
    }

    /// Why nothing is left where a term excludes every article: `all 5 articles mention Russia`.
    fn why_all(&self, resolved: &Resolved) -> String {
        let mentioned = resolved.targets.iter().find(|target| match target {
            Target::Entity(id) => {
                resolved.term.field != Field::Said && self.postings.entity(*id).len() == self.len()
            }
            Target::Outlet(_) => false,
        });
        let (verbs, what) = match mentioned {
            Some(&target) => (["mentions", "mention"], self.target_name(target).to_string()),
            None => (["matches", "match"], resolved.term.to_string()),
        };
        match self.len() {
            1 => format!("the only article {} {what}", verbs[0]),
            n => format!("all {n} articles {} {what}", verbs[1]),
        }
    }

    fn why_nothing(&self, resolved: &Resolved) -> String {
        let typed = &resolved.chip.typed;
        let field = resolved.term.field;
        let kind = |target| self.is_kind(field, target);
        if let Some(known) = self.names().listed(&self.corpus, typed, kind) {
            let name = &self.corpus.entities.get(known).name;
            return match field {
                Field::From => format!("no outlet here is from {name}"),
                Field::Said => format!("nobody quotes {name} here"),
                _ => format!("{name} is not mentioned in any of these articles"),
            };
        }
        let near = self.names().listed_nearly(&self.corpus, typed, kind);
        // A surname alone means the person; a word of a longer name, or letters inside one, mean nothing by themselves.
        let near = near.filter(|near| match near.strength {
            Strength::Exact => true,
            Strength::Word => field == Field::Who,
            Strength::Prefix => false,
            Strength::Rough => near.quality >= LIKELY && near.quality != INSIDE,
        });
        if let Some(near) = near {
            let name = self.target_name(near.target);
            return format!("nothing here is called “{typed}”; {name} is not mentioned either");
        }
        match field {
            Field::Any => format!("no name and no title here has “{typed}”"),
            Field::Text => format!("“{typed}” is not in any text here"),
            Field::Who => format!("nobody called “{typed}” is mentioned here"),
            Field::Org => format!("no organisation called “{typed}” is mentioned here"),
            Field::Place => format!("no place called “{typed}” is mentioned here"),
            Field::Outlet => format!("no outlet here is called “{typed}”"),
            Field::Country | Field::From => format!("no country here is called “{typed}”"),
            Field::Tag => format!("no tag here is “{typed}”"),
            Field::Note => format!("no note of yours has “{typed}”"),
            Field::Said => format!("no quotation has “{typed}”, and nobody called so is quoted"),
            Field::After | Field::Before | Field::On => {
                format!("no article here is dated {} {typed}", field.name())
            }
            Field::Saved => format!("the saved query “{}” matches nothing here", resolved.term.value),
            _ => format!("no article here has {}", resolved.term),
        }
    }

    /// Other ways to read a term that matched nothing: near names, the same word in another field, the texts.
    fn other_readings(&self, resolved: &Resolved, parts: &[&Node], widen: &mut Vec<Wider>) {
        let mut offer = |label: String, field: Field, value: &str, articles: Option<usize>| {
            let term = Term { field, value: value.to_owned(), span: 0..0, open: false, inside: None };
            let replaced = parts.iter().map(|part| match part {
                Node::Term(old) if old.span == resolved.term.span => Node::Term(term.clone()),
                other => (*other).clone(),
            });
            widen.push(Wider { label, query: print(replaced), articles });
        };
        for near in resolved.chip.alternatives.iter().take(3) {
            let label = format!("{} instead", near.name);
            offer(label, resolved.term.field, &near.name, Some(near.articles));
        }
        let value = resolved.term.value.as_str();
        if matches!(
            resolved.term.field,
            Field::Who
                | Field::Org
                | Field::Place
                | Field::Outlet
                | Field::Country
                | Field::From
                | Field::Said
        ) {
            let elsewhere = self.find(Field::Any, value);
            if let Some(fit) = elsewhere.taken.first() {
                let name = self.target_name(fit.target);
                offer(format!("{name}, as any name"), Field::Any, value, None);
            }
        }
        if !matches!(
            resolved.term.field,
            Field::Text | Field::Is | Field::Saved | Field::After | Field::Before | Field::On
        ) {
            offer(format!("“{value}” in the texts"), Field::Text, value, None);
        }
    }
}

/// The articles a node stands for; `None` where nothing in it narrows. Takes its terms from `terms`, in order.
fn evaluate(node: &Node, terms: &mut std::slice::Iter<'_, Resolved>) -> Option<ArticleSet> {
    let mut fold = |nodes: &[Node], join: fn(&mut ArticleSet, &ArticleSet)| {
        let mut all: Option<ArticleSet> = None;
        for node in nodes {
            let set = evaluate(node, terms);
            match (&mut all, set) {
                (Some(all), Some(set)) => join(all, &set),
                (None, set) => all = set,
                (Some(_), None) => {}
            }
        }
        all
    };
    match node {
        Node::And(nodes) => fold(nodes, ArticleSet::narrow),
        Node::Or(nodes) => fold(nodes, ArticleSet::join),
        Node::Not(node) => evaluate(node, terms).map(ArticleSet::inverse),
        Node::Term(_) => terms.next().and_then(|resolved| resolved.set.clone()),
    }
}

/// The query that asks for all of the parts.
fn print(parts: impl Iterator<Item = Node>) -> String {
    let parts: Vec<Node> = parts.collect();
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.to_string(),
        _ => Node::And(parts).to_string(),
    }
}

fn values(nodes: &[Node]) -> String {
    let words = nodes.iter().filter_map(|node| match node {
        Node::Term(term) => Some(term.value.as_str()),
        _ => None,
    });
    words.collect::<Vec<_>>().join(" ")
}

fn end_of(node: &Node) -> usize {
    match node {
        Node::Term(term) => term.span.end,
        _ => 0,
    }
}
