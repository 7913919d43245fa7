//! The one way to merge style ranges: layers of styled spans over a text become the styled runs of one row.

use crate::model::Span;
use ratatui::style::Style;
use ratatui::text::Span as Run;

/// Styled ranges over a text, each sorted by start and not overlapping; later layers go over earlier ones.
#[derive(Debug, Default, Clone)]
pub struct Layers {
    layers: Vec<Vec<(Span, Style)>>,
}

impl Layers {
    /// Puts a layer on top.
    pub fn push(&mut self, ranges: impl IntoIterator<Item = (Span, Style)>) {
        self.layers.push(ranges.into_iter().collect());
    }

    /// The same of a text that does not outlive the drawing.
    #[must_use]
    pub fn own_runs(&self, text: &str, row: Span, base: Style) -> Vec<Run<'static>> {
        let own = |run: Run<'_>| Run::styled(run.content.into_owned(), run.style);
        self.runs(text, row, base).into_iter().map(own).collect()
    }

    /// The runs of `row`, from `base` upwards. Their words, one after another, are those of the row.
    #[must_use]
    pub fn runs<'t>(&self, text: &'t str, row: Span, base: Style) -> Vec<Run<'t>> {
        let mut cuts = vec![row.start, row.end];
        for layer in &self.layers {
            let from = layer.partition_point(|(span, _)| span.end <= row.start);
            for (span, _) in layer[from..].iter().take_while(|(span, _)| span.start < row.end) {
                cuts.extend([span.start.max(row.start), span.end.min(row.end)]);
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
        let style_at = |at: u32| {
            self.layers.iter().fold(base, |style, layer| {
                let i = layer.partition_point(|(span, _)| span.end <= at);
                match layer.get(i) {
                    Some((span, over)) if span.holds(at) => style.patch(*over),
                    _ => style,
                }
            })
        };
        cuts.windows(2)
            .map(|pair| Run::styled(Span::new(pair[0], pair[1]).slice(text), style_at(pair[0])))
            .filter(|run| !run.content.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier};

    #[test]
    fn later_layers_go_over_earlier_ones() {
        let mut layers = Layers::default();
        layers.push([(Span::new(0, 5), Style::new().fg(Color::Red))]);
        layers.push([(Span::new(3, 8), Style::new().add_modifier(Modifier::BOLD))]);
        let runs = layers.runs("abcdefghij", Span::new(1, 9), Style::new());
        let words: Vec<_> = runs.iter().map(|run| run.content.as_ref()).collect();
        assert_eq!(words, ["bc", "de", "fgh", "i"]);
        assert_eq!(runs[1].style, Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        assert_eq!(runs[3].style, Style::new());
    }

    proptest! {
        #[test]
        fn runs_together_are_the_row(
            text in "[a-zé日]{1,40}", spans in proptest::collection::vec((0u32..60, 0u32..20), 0..6),
        ) {
            let bound = |at: u32| {
                let mut at = (at as usize).min(text.len());
                while !text.is_char_boundary(at) { at -= 1; }
                at as u32
            };
            let mut layers = Layers::default();
            for (start, len) in spans {
                layers.push([(Span::new(bound(start), bound(start + len)), Style::new().fg(Color::Red))]);
            }
            let runs = layers.runs(&text, Span::of(0, text.len()), Style::new());
            prop_assert_eq!(runs.iter().map(|run| run.content.as_ref()).collect::<String>(), text);
        }
    }
}
