//! Figures of several sizes beside one another, and what they are for each article.

use std::fmt::Write as _;

/// In what a figure is told.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Unit {
    /// Seconds, told in what suits their size.
    Seconds,
    /// Bytes, told in millions.
    Bytes,
    /// Bytes a second, told in millions.
    Rate,
    /// A plain number.
    Count,
    /// A share, told in hundredths.
    Share,
}

/// Something that was measured.
#[derive(Clone)]
pub(crate) struct Figure {
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) value: f64,
    /// The name it has where its cost per article is told.
    pub(crate) curve: Option<&'static str>,
}

impl Figure {
    pub(crate) fn new(name: &str, unit: Unit, value: f64) -> Self {
        Self { name: name.to_owned(), unit, value, curve: None }
    }

    /// Tells of it for each article, too.
    pub(crate) fn per_article(self, curve: &'static str) -> Self {
        Self { curve: Some(curve), ..self }
    }
}

/// What was measured of a library.
pub(crate) struct Column {
    pub(crate) articles: u32,
    pub(crate) figures: Vec<Figure>,
}

/// Width of the names, and of the figures of one size.
const WIDTHS: (usize, usize) = (54, 11);

/// All figures, a column for each size.
pub(crate) fn figures(columns: &[Column]) -> String {
    let mut out = head("articles", columns);
    for name in names(columns, |figure| Some(figure.name.clone())) {
        line(&mut out, &name, columns, |column| {
            column
                .figures
                .iter()
                .find(|figure| figure.name == name)
                .map(|figure| shown(figure.unit, figure.value))
        });
    }
    out
}

/// What of them costs more the more articles there are, for one article.
pub(crate) fn per_article(columns: &[Column]) -> String {
    let mut out = head("for each article", columns);
    for (unit, curve) in curves(columns) {
        let name = if unit == Unit::Seconds {
            format!("{curve}: µs of processor time")
        } else {
            format!("{curve}: KB")
        };
        line(&mut out, &name, columns, |column| cost(column, unit, curve).map(significant));
    }
    out
}

/// What is told for each article, in the order in which it was measured.
pub(crate) fn curves(columns: &[Column]) -> Vec<(Unit, &'static str)> {
    let mut all = Vec::new();
    for figure in columns.iter().flat_map(|column| &column.figures) {
        if let Some(curve) = figure.curve.filter(|curve| !all.contains(&(figure.unit, *curve))) {
            all.push((figure.unit, curve));
        }
    }
    all
}

/// Microseconds or thousands of bytes for each article.
pub(crate) fn cost(column: &Column, unit: Unit, curve: &str) -> Option<f64> {
    let of = |figure: &&Figure| figure.unit == unit && figure.curve == Some(curve);
    let value = column.figures.iter().find(of)?.value / f64::from(column.articles);
    // What the system does not tell is 0.
    (value > 0.0).then_some(if unit == Unit::Seconds { value * 1e6 } else { value / 1e3 })
}

fn names(columns: &[Column], of: impl Fn(&Figure) -> Option<String>) -> Vec<String> {
    let mut all = Vec::new();
    for name in columns.iter().flat_map(|column| &column.figures).filter_map(of) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn head(what: &str, columns: &[Column]) -> String {
    let mut out = String::from("\n");
    line(&mut out, what, columns, |column| Some(column.articles.to_string()));
    out
}

fn line(out: &mut String, name: &str, columns: &[Column], cell: impl Fn(&Column) -> Option<String>) {
    let _ = write!(out, "{name:<0$}", WIDTHS.0);
    for column in columns {
        let _ = write!(out, " {:>1$}", cell(column).unwrap_or_default(), WIDTHS.1);
    }
    out.push('\n');
}

fn shown(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Seconds if value < 1.0 => format!("{} ms", significant(value * 1e3)),
        Unit::Seconds => format!("{} s", significant(value)),
        Unit::Bytes => format!("{} MB", significant(value / 1e6)),
        Unit::Rate => format!("{} MB/s", significant(value / 1e6)),
        Unit::Count => format!("{value:.0}"),
        Unit::Share => format!("{:.3} %", value * 100.0),
    }
}

/// As many digits behind the point as say something.
fn significant(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
