//! The query language: what a person types to narrow the articles, the same in the filter and in `--query`.
//!
//! This module knows words, not articles: it turns typed text into a [`Query`] and back. What a term means for a
//! corpus is decided when the query is run.

pub(crate) mod dates;
pub(crate) mod fields;
mod parse;
mod saved;
mod whole;

pub use fields::{FIELDS, Field, FieldInfo, SORTS, Sort};
pub use parse::parse;
pub use whole::parse_whole;

use std::fmt;
use std::ops::Range;

/// One condition.
#[derive(Debug, Clone, Eq)]
pub struct Term {
    /// What it speaks of.
    pub field: Field,
    /// What was typed for it, without quotation marks. Empty while nothing was typed: it then narrows nothing.
    pub value: String,
    /// Where it stands in what was typed, in bytes.
    pub span: Range<usize>,
    /// Whether it is still being typed: a phrase whose closing quotation mark is missing.
    pub open: bool,
    /// What a saved query stands for, once that was looked up.
    pub inside: Option<std::sync::Arc<Query>>,
}

impl PartialEq for Term {
    /// The same condition, wherever it stands.
    fn eq(&self, other: &Self) -> bool {
        (self.field, &self.value) == (other.field, &other.value)
    }
}

/// Conditions and how they are joined. No list is empty or of one, none holds another of its own sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One condition.
    Term(Term),
    /// All must hold.
    And(Vec<Node>),
    /// One must hold.
    Or(Vec<Node>),
    /// Must not hold.
    Not(Box<Node>),
}

impl Node {
    /// The terms in the order typed, with whether each excludes.
    pub(crate) fn terms<'n>(&'n self, excluded: bool, out: &mut Vec<(&'n Term, bool)>) {
        match self {
            Self::Term(term) => out.push((term, excluded)),
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().for_each(|node| node.terms(excluded, out)),
            Self::Not(node) => node.terms(!excluded, out),
        }
    }

    /// All of the nodes, flattened.
    fn all(nodes: Vec<Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::And(inner) => inner,
            other => vec![other],
        });
        Self::several(flat.collect(), Self::And)
    }

    /// Any of the nodes, flattened.
    fn any(nodes: Vec<Self>) -> Option<Self> {
        let flat = nodes.into_iter().flat_map(|node| match node {
            Self::Or(inner) => inner,
            other => vec![other],
        });
        Self::several(flat.collect(), Self::Or)
    }

    fn several(mut nodes: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Option<Self> {
        if nodes.len() < 2 { nodes.pop() } else { Some(join(nodes)) }
    }

    /// The contrary.
    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The same with every term changed.
    fn map(self, change: &impl Fn(Term) -> Term) -> Self {
        match self {
            Self::Term(term) => Self::Term(change(term)),
            Self::And(nodes) => Self::And(nodes.into_iter().map(|node| node.map(change)).collect()),
            Self::Or(nodes) => Self::Or(nodes.into_iter().map(|node| node.map(change)).collect()),
            Self::Not(node) => Self::Not(Box::new(node.map(change))),
        }
    }
}

/// What a person asks for. The default asks for everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The conditions; `None` matches every article.
    pub root: Option<Node>,
    /// The order asked for with `sort:`.
    pub sort: Option<Sort>,
}

impl Query {
    /// Whether it narrows nothing and orders nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none() && self.sort.is_none()
    }

    /// The query with that order, where it does not ask for one itself.
    #[must_use]
    pub fn or_sort(mut self, sort: Sort) -> Self {
        self.sort = self.sort.or(Some(sort));
        self
    }

    /// The same conditions with bare words looked for in the texts, as a search of full text means them.
    #[must_use]
    pub fn in_full_text(self) -> Self {
        let change = |term: Term| match term.field {
            Field::Any => Term { field: Field::Text, ..term },
            _ => term,
        };
        Self { root: self.root.map(|root| root.map(&change)), ..self }
    }

    /// The terms in the order typed, with whether each excludes.
    #[must_use]
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        let mut terms = Vec::new();
        if let Some(root) = &self.root {
            root.terms(false, &mut terms);
        }
        terms
    }
}

/// What cannot be understood, with its place and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Where, in bytes of what was typed.
    pub span: Range<usize>,
    /// What is wrong, in words.
    pub message: String,
    /// What to put at that place instead.
    pub suggestion: Option<String>,
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = self.field == Field::Text
            || self.value.is_empty()
            || self.value.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
        if !matches!(self.field, Field::Any | Field::Text) {
            write!(f, "{}:", self.field.name())?;
        }
        if quoted { write!(f, "\"{}\"", self.value) } else { f.write_str(&self.value) }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |f: &mut fmt::Formatter<'_>, nodes: &[Self], between: &str, wrap: fn(&Self) -> bool| {
            for (i, node) in nodes.iter().enumerate() {
                let between = if i == 0 { "" } else { between };
                if wrap(node) { write!(f, "{between}({node})")? } else { write!(f, "{between}{node}")? }
            }
            Ok(())
        };
        match self {
            Self::Term(term) => term.fmt(f),
            Self::And(nodes) => join(f, nodes, " ", |node| matches!(node, Self::Or(_))),
            Self::Or(nodes) => join(f, nodes, " OR ", |_| false),
            Self::Not(node) if matches!(**node, Self::Term(_)) => write!(f, "-{node}"),
            Self::Not(node) => write!(f, "-({node})"),
        }
    }
}

impl fmt::Display for Query {
    /// In a form that parses to the same query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(root) = &self.root {
            root.fmt(f)?;
        }
        match self.sort {
            Some(sort) if self.root.is_some() => write!(f, " sort:{}", sort.name()),
            Some(sort) => write!(f, "sort:{}", sort.name()),
            None => Ok(()),
        }
    }
}
