//! The rows of an article in the reading pane: which parts, how deep, and where blank rows part them.

use crate::model::wrap::wrap;
use crate::model::{Article, Role, Span};

/// A row of the reading pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The words on it; empty for a blank row.
    pub span: Span,
    /// The role of the part it belongs to.
    pub role: Role,
    /// Whether it is the first row of its part.
    pub first: bool,
}

/// Columns that a role is set in by.
#[must_use]
pub const fn indent(role: Role) -> u16 {
    match role {
        Role::Quote | Role::Caption | Role::List => 2,
        _ => 0,
    }
}

/// The rows of an article at a measure, with a blank row between parts. Furniture is left out unless asked for.
#[must_use]
pub fn article_rows(article: &Article, measure: u16, furniture: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<Role> = None;
    for part in &article.parts {
        if part.role == Role::Furniture && !furniture {
            continue;
        }
        if before.is_some_and(|before| parted(before, part.role)) {
            rows.push(Row {
                span: Span::new(part.span.start, part.span.start),
                role: part.role,
                first: false,
            });
        }
        before = Some(part.role);
        let columns = usize::from(measure.saturating_sub(indent(part.role)));
        let lines = wrap(&article.text, part.span, columns);
        let row = |(i, span): (usize, Span)| Row { span, role: part.role, first: i == 0 };
        rows.extend(lines.into_iter().enumerate().map(row));
    }
    rows
}

/// Whether a blank row stands between two parts: lines about the article stand together, and so do list items.
fn parted(before: Role, after: Role) -> bool {
    let about = |role| matches!(role, Role::Outlet | Role::Byline | Role::Dateline | Role::Tag);
    let together = (about(before) && about(after))
        || matches!((before, after), (Role::List, Role::List) | (Role::Furniture, Role::Furniture));
    !together
}
