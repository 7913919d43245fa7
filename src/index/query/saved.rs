//! `saved:` in a query: the queries that are meant are put into their terms, before the query is run.

use super::{Field, Node, Query, QueryError, Term, parse};
use crate::model::spelling::nearest;
use crate::model::{SavedQueries, SavedQuery};
use std::sync::Arc;

/// What a name after `saved:` means.
enum Meant<'s> {
    One(&'s SavedQuery),
    /// It may become the name of one.
    Open,
    None,
}

fn meant<'s>(saved: &'s SavedQueries, name: &str) -> Meant<'s> {
    if let Some(one) = saved.named(name) {
        return Meant::One(one);
    }
    let mut begun = saved.begun(name);
    match (begun.next(), begun.next()) {
        (None, _) => Meant::None,
        (Some(one), None) if !name.trim().is_empty() => Meant::One(one),
        _ => Meant::Open,
    }
}

impl Query {
    /// The query with what its `saved:` terms stand for. One that is all of a query hands its order on, too.
    ///
    /// # Errors
    /// For a name that nothing is saved under and that cannot become one, for a saved query that is not understood
    /// itself, and for one that asks for itself.
    pub fn with_saved(self, saved: &SavedQueries) -> Result<Self, QueryError> {
        let Some(root) = self.root else { return Ok(self) };
        let root = filled(root, saved, &[])?;
        let sort = self.sort.or(match &root {
            Node::Term(Term { inside: Some(inside), .. }) => inside.sort,
            _ => None,
        });
        Ok(Self { root: Some(root), sort })
    }
}

/// The node with its saved queries; `within` are the names of those it stands in.
fn filled(node: Node, saved: &SavedQueries, within: &[&str]) -> Result<Node, QueryError> {
    let all = |nodes: Vec<Node>| -> Result<Vec<Node>, QueryError> {
        nodes.into_iter().map(|node| filled(node, saved, within)).collect()
    };
    Ok(match node {
        Node::Term(term) if term.field == Field::Saved => Node::Term(fill(term, saved, within)?),
        Node::Term(term) => Node::Term(term),
        Node::And(nodes) => Node::And(all(nodes)?),
        Node::Or(nodes) => Node::Or(all(nodes)?),
        Node::Not(node) => Node::Not(Box::new(filled(*node, saved, within)?)),
    })
}

fn fill(term: Term, saved: &SavedQueries, within: &[&str]) -> Result<Term, QueryError> {
    let wrong = |message: String, suggestion: Option<String>| {
        Err(QueryError { span: term.span.clone(), message, suggestion })
    };
    let one = match meant(saved, &term.value) {
        Meant::One(one) => one,
        Meant::Open => return Ok(term),
        Meant::None => {
            let near = nearest(&term.value, saved.all().iter().map(|query| query.name.as_str()));
            let near = near.map(|name| format!("saved:\"{name}\""));
            return wrong(format!("no query is saved as “{}”", term.value.trim()), near);
        }
    };
    let name = one.name.as_str();
    if within.contains(&name) {
        return wrong(format!("the saved query “{name}” asks for itself"), None);
    }
    let inside = parse(&one.query).and_then(|query| {
        let root = query.root.map(|root| filled(root, saved, &[within, &[name]].concat())).transpose()?;
        Ok(Query { root, sort: query.sort })
    });
    match inside {
        Ok(inside) => Ok(Term { inside: Some(Arc::new(inside)), value: name.to_owned(), ..term }),
        Err(error) => wrong(format!("in the saved query “{name}”: {}", error.message), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::saved::name_of;

    fn saved() -> SavedQueries {
        let mut saved = SavedQueries::default();
        for (name, query) in [
            ("Ukraine talks", "country:ukraine \"peace talks\" sort:oldest"),
            ("Ukraine grain", "country:ukraine about:grain"),
            ("mine", "saved:\"ukraine talks\" OR is:starred"),
            ("wrong", "contry:x"),
            ("itself", "who:xi saved:other"),
            ("other", "-saved:itself"),
            ("empty", ""),
        ] {
            saved.apply(&saved.saving(&name_of(name).unwrap(), query));
        }
        saved
    }

    /// The terms of a query with those inside them.
    fn terms(query: &Query) -> Vec<String> {
        query
            .terms()
            .into_iter()
            .flat_map(|(term, _)| match &term.inside {
                Some(inside) => [vec![format!("[{}]", term.value)], terms(inside)].concat(),
                None => vec![term.to_string()],
            })
            .collect()
    }

    #[test]
    fn names_stand_for_what_is_saved() {
        for (typed, expected) in [
            ("saved:\"ukraine talks\"", "[Ukraine talks] country:ukraine \"peace talks\""),
            ("saved:MINE xi", "[mine] [Ukraine talks] country:ukraine \"peace talks\" is:starred xi"),
            ("-saved:m", "[mine] [Ukraine talks] country:ukraine \"peace talks\" is:starred"),
            ("saved:ukr", "saved:ukr"),
            ("saved:", "saved:\"\""),
            ("saved:empty", "[empty]"),
        ] {
            let query = parse(typed).unwrap().with_saved(&saved()).unwrap();
            assert_eq!(terms(&query).join(" "), expected, "{typed}");
        }
        let whole = parse("saved:\"Ukraine talks\"").unwrap().with_saved(&saved()).unwrap();
        assert_eq!(whole.sort, Some(super::super::Sort::Oldest));
        let own = parse("saved:\"Ukraine talks\" sort:title").unwrap().with_saved(&saved()).unwrap();
        assert_eq!(own.sort, Some(super::super::Sort::Title));
        assert_eq!(own.to_string(), "saved:\"Ukraine talks\" sort:title");
    }

    #[test]
    fn mistakes_stand_at_the_name() {
        for (typed, at, message, suggestion) in [
            ("a saved:grian", "saved:grian", "no query is saved as “grian”", None),
            (
                "saved:\"ukraine grian\"",
                "saved:\"ukraine grian\"",
                "no query is saved as",
                Some("saved:\"Ukraine grain\""),
            ),
            ("saved:wrong x", "saved:wrong", "in the saved query “wrong”: there is no field “contry:”", None),
            (
                "saved:itself",
                "saved:itself",
                "in the saved query “itself”: in the saved query “other”: the saved query “itself” asks for itself",
                None,
            ),
        ] {
            let error = parse(typed).unwrap().with_saved(&saved()).unwrap_err();
            assert_eq!(&typed[error.span.clone()], at, "{typed}");
            assert!(error.message.starts_with(message), "{typed}: {}", error.message);
            assert_eq!(error.suggestion.as_deref(), suggestion, "{typed}");
        }
        let none = parse("saved:x").unwrap().with_saved(&SavedQueries::default()).unwrap_err();
        assert_eq!(none.message, "no query is saved as “x”");
    }
}
