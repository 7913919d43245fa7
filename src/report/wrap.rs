//! Breaking lines of runs into rows: the model's wrapping over the words, the looks laid over the rows.

use super::document::{Line, Look};
use crate::model::Span;

/// One row: words with their look, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wrapped(pub(crate) Vec<(String, Look)>);

/// The rows of a line at a width in columns; at least one, which is empty for an empty line.
pub(crate) fn wrap(line: &Line, columns: usize) -> Vec<Wrapped> {
    // A line end inside a run is one of the article's own; here the paragraph is filled anew.
    let text = line.text().replace('\n', " ");
    let rows = crate::model::wrap::wrap(&text, Span::of(0, text.len()), columns);
    if rows.is_empty() {
        return vec![Wrapped::default()];
    }
    let mut runs = Vec::with_capacity(line.0.len());
    let mut at = 0;
    for run in &line.0 {
        runs.push((Span::of(at, at + run.text.len()), run.look));
        at += run.text.len();
    }
    rows.into_iter().map(|row| cut(&text, &runs, row)).collect()
}

/// The parts of the runs that lie on a row.
fn cut(text: &str, runs: &[(Span, Look)], row: Span) -> Wrapped {
    let here = crate::model::span::within(runs, row, |run| run.0).iter();
    Wrapped(
        here.map(|&(run, look)| {
            let part = Span::new(run.start.max(row.start), run.end.min(row.end));
            (part.slice(text).to_owned(), look)
        })
        .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::width::width;
    use proptest::prelude::*;

    fn rows(line: &Line, columns: usize) -> Vec<String> {
        wrap(line, columns).into_iter().map(|row| row.0.into_iter().map(|(text, _)| text).collect()).collect()
    }

    #[test]
    fn looks_stay_with_their_words() {
        let line = Line::of("see ").with("Xi", Look::Strong).plain("’s\nvisit");
        assert_eq!(rows(&line, 8), ["see Xi’s", "visit"]);
        assert_eq!(wrap(&line, 40)[0].0[1], ("Xi".to_owned(), Look::Strong));
        assert_eq!(rows(&Line::default(), 8), [""]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_wide(text in "[a-zé東\n ]{0,80}", columns in 2usize..30) {
            let rows = rows(&Line::of(&text), columns);
            prop_assert!(rows.iter().all(|row| width(row) <= columns));
            let bare = |s: &str| s.replace([' ', '\n'], "");
            prop_assert_eq!(bare(&rows.concat()), bare(&text));
        }
    }
}
