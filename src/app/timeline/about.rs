//! Which events of the listed articles concern what the filter names: a person who reads all on one person wants the
//! events with that person, not all that stands in the same articles.

use super::EventRef;
use crate::analysis::coverage::Coverage;
use crate::index::query::{Field, Node, parse};
use crate::index::{Chip, Target, What};
use crate::model::{Corpus, EntityId, Event};

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

    /// Whether an event concerns what is named: it takes part, it is the place, it stands in a sentence of these
    /// articles that tells the event, or it is the country of an outlet that does.
    #[must_use]
    pub fn holds(&self, corpus: &Corpus, coverage: &Coverage, event: EventRef) -> bool {
        let event = event.of(corpus);
        let mut terms = self.terms.iter().map(|names| concerns(corpus, coverage, event, names));
        self.terms.is_empty() || if self.any { terms.any(|holds| holds) } else { terms.all(|holds| holds) }
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

fn concerns(corpus: &Corpus, coverage: &Coverage, event: &Event, names: &[EntityId]) -> bool {
    let meant = |id: &EntityId| names.contains(id);
    if event.participants.iter().any(meant) || event.place.iter().any(meant) {
        return true;
    }
    let listed = event.mentions.iter().filter(|mention| coverage.column_of(mention.article).is_some());
    listed.into_iter().any(|mention| {
        let home = corpus.head(mention.article).outlet.country;
        let home = home.and_then(|code| corpus.entities.find(code.as_str()));
        let findings = corpus.annotated(mention.article);
        let inside = findings.mentions_in(mention.span);
        home.iter().any(meant) || inside.iter().any(|mention| meant(&mention.entity))
    })
}
