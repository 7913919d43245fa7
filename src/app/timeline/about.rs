//! Which events of the listed articles concern what the filter names: a person who reads all on one person wants the
//! events with that person, not all that stands in the same articles.

use crate::analysis::coverage::Coverage;
use crate::index::query::{Field, Node, parse};
use crate::index::{Chip, Target, What};
use crate::model::{Brief, Corpus, CountryCode, EntityId};

/// The names a filter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// For each term that names somebody or something: what it was taken for.
    terms: Vec<Vec<EntityId>>,
    /// Whether one term is enough.
    any: bool,
}

impl About {
    /// What a filter names, by what its terms were taken for.
    #[must_use]
    pub fn of(query: &str, chips: &[Chip]) -> Self {
        let names = |chip: &Chip| -> Vec<EntityId> {
            let entity = |what| match what {
                What::Name(Target::Entity(id)) => Some(id),
                _ => None,
            };
            chip.took.iter().filter_map(|took| entity(took.what)).collect()
        };
        let by_name = |chip: &&Chip| {
            let fields = [Field::Any, Field::Who, Field::Org, Field::Place, Field::Country, Field::About];
            !chip.excluded && fields.contains(&chip.field)
        };
        let terms = chips.iter().filter(by_name).map(names).filter(|names| !names.is_empty()).collect();
        let any = parse(query).ok().and_then(|query| query.root).is_some_and(|root| has_or(&root));
        Self { terms, any }
    }

    /// Whether it names nobody and nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The same, to be asked about many events of a corpus.
    pub(super) fn asked(&self, corpus: &Corpus) -> Asked {
        let term = |names: &Vec<EntityId>| {
            let mut meant = vec![false; corpus.entities.len()];
            for id in names {
                meant[id.0 as usize] = true;
            }
            let code = |id: &EntityId| {
                let key = &corpus.entities.get(*id).key;
                CountryCode::new(key).filter(|code| corpus.entities.find(code.as_str()) == Some(*id))
            };
            Term { meant, homes: names.iter().filter_map(code).collect() }
        };
        Asked { terms: self.terms.iter().map(term).collect(), any: self.any }
    }
}

/// What a filter asks for, in a form that answers at once.
pub(super) struct Asked {
    terms: Vec<Term>,
    any: bool,
}

/// Whom and what one term was taken for.
struct Term {
    /// For each entity of the corpus whether it is meant.
    meant: Vec<bool>,
    /// The codes of the countries among them.
    homes: Vec<CountryCode>,
}

impl Asked {
    /// Whether an event concerns what is named: it takes part, it is the place, it stands in a sentence of these
    /// articles that tells the event, or it is the country of an outlet that does.
    pub(super) fn holds(&self, corpus: &Corpus, coverage: &Coverage, event: Brief<'_>) -> bool {
        let mut terms = self.terms.iter().map(|term| term.concerns(corpus, coverage, event));
        self.terms.is_empty() || if self.any { terms.any(|holds| holds) } else { terms.all(|holds| holds) }
    }
}

impl Term {
    fn concerns(&self, corpus: &Corpus, coverage: &Coverage, event: Brief<'_>) -> bool {
        let any = |names: &[EntityId]| names.iter().any(|id| self.meant[id.0 as usize]);
        let home = |article| corpus.outlet_country(article).is_some_and(|code| self.homes.contains(&code));
        any(event.names())
            || event.mentions().iter().enumerate().any(|(i, mention)| {
                coverage.column_of(mention.article).is_some()
                    && (any(event.names_in(i)) || !self.homes.is_empty() && home(mention.article))
            })
    }
}

fn has_or(node: &Node) -> bool {
    match node {
        Node::Term(_) => false,
        Node::Or(_) => true,
        Node::And(nodes) => nodes.iter().any(has_or),
        Node::Not(node) => has_or(node),
    }
}
