//! The one measure of text on a screen: columns, by grapheme cluster.
//!
//! A cluster's width is that of `unicode-width` for the cluster as a whole, as the screen library counts it; the sum
//! over clusters is the width of a text. Nothing in the program counts characters where it means columns.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of one grapheme cluster, at most 2.
#[must_use]
pub fn cluster_width(cluster: &str) -> usize {
    if cluster.len() == 1 { usize::from(cluster >= " ") } else { cluster.width().min(2) }
}

/// Columns of a text.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| *byte >= b' ').count();
    }
    text.graphemes(true).map(cluster_width).sum()
}

/// The longest beginning of `text` that fits into `columns`, cut between clusters.
#[must_use]
pub fn prefix(text: &str, columns: usize) -> &str {
    if text.is_ascii() && text.len() <= columns {
        return text;
    }
    let mut used = 0;
    for (i, cluster) in text.grapheme_indices(true) {
        used += cluster_width(cluster);
        if used > columns {
            return &text[..i];
        }
    }
    text
}

/// The text, cut with `…` where it is wider than `columns`.
#[must_use]
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    match columns {
        0 => String::new(),
        _ => format!("{}…", prefix(text, columns - 1).trim_end()),
    }
}

/// The text cut or filled with blanks to exactly `columns`.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let used = width(&out);
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

/// A bar for a share from 0 to 1 in a space of `columns`; a share above 0 has at least one cell.
#[must_use]
pub fn bar(share: f64, columns: usize) -> String {
    let cells = (1..=columns).filter(|cell| share > (*cell as f64 - 1.0) / columns as f64).count();
    "█".repeat(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_not_characters() {
        for (text, columns) in [("abc", 3), ("日本", 4), ("e\u{301}", 1), ("👩\u{200d}🚀", 2), ("", 0)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
        assert_eq!(fit("日本語", 5), "日本…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(pad("日本語", 4), "日… ");
        assert_eq!(
            (bar(0.0, 4), bar(0.01, 4), bar(0.5, 4), bar(1.0, 4)),
            (String::new(), "█".into(), "██".into(), "████".into())
        );
        assert_eq!(fit("word and", 6), "word…");
    }

    proptest! {
        #[test]
        fn fitted_text_is_never_wider(text in any::<String>(), columns in 0usize..40) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
