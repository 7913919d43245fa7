//! The two sides of `compare`: two articles, or the articles of two outlets in the stories both cover.

use super::args::Compare;
use super::own::Own;
use super::sources::{Gathered, gather, gather_apart};
use super::{Outcome, find, outcome, select, terminal, usage};
use crate::analysis::{Gazetteer, comparison};
use crate::model::{ArticleIndex, Corpus, SafeText};
use crate::report::{self, Report, View};
use anyhow::{Result, bail};
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The articles of one side.
type Side = Vec<ArticleIndex>;

/// Compares and writes.
pub(crate) fn run(arguments: &Compare, out: &mut dyn Write) -> Result<Outcome> {
    let inputs = &arguments.common.over.inputs;
    let own = &Own::of(&arguments.common.over.files);
    let (gathered, left, right) = match (&arguments.left, &arguments.right) {
        (Some(left), Some(right)) => outlets(gather(inputs, own), left, right)?,
        _ => match inputs.as_slice() {
            [left, right, inputs @ ..] => articles(left, right, inputs, own)?,
            _ => usage::wrong("compare takes two articles, or --left OUTLET and --right OUTLET"),
        },
    };
    let matching: HashSet<ArticleIndex> =
        select::articles(&gathered, arguments.common.over.query.as_ref()).into_iter().collect();
    let of_query = |side: Side| side.into_iter().filter(|article| matching.contains(article)).collect();
    let (left, right): (Side, Side) = (of_query(left), of_query(right));
    if left.is_empty() || right.is_empty() {
        bail!("no article of the {} side matches the query", if left.is_empty() { "left" } else { "right" });
    }
    let view = View::new(&gathered.corpus);
    let comparison = comparison::compare(&gathered.corpus, &left, &right);
    let report = Report::Comparison(&comparison);
    report::write(report, &view, arguments.common.format, terminal::layout(), out)?;
    Ok(Outcome::of(true, &gathered.warnings))
}

/// Two articles: of the inputs, or two files, or of the bundled articles.
fn articles(left: &Path, right: &Path, inputs: &[PathBuf], own: &Own) -> Result<(Gathered, Side, Side)> {
    let (left_name, right_name) = (left.to_string_lossy(), right.to_string_lossy());
    let files = [&left_name, &right_name].map(|name| find::is_file(name));
    match files {
        [true, true] if inputs.is_empty() => {
            let (gathered, left_count) = gather_apart(left, right, own);
            let (left, right): (Side, Side) = gathered.corpus.indices().partition(|i| i.get() < left_count);
            for (name, side) in [(left_name, &left), (right_name, &right)] {
                if side.is_empty() {
                    bail!("{name}: holds no article to compare");
                }
            }
            Ok((gathered, left, right))
        }
        _ => {
            let gathered = gather(inputs, own);
            let left = find::within(&left_name, &gathered.corpus)?;
            let right = find::within(&right_name, &gathered.corpus)?;
            Ok((gathered, vec![left], vec![right]))
        }
    }
}

/// The articles of two outlets in the stories both cover; all of both where they share none.
fn outlets(gathered: Gathered, left: &str, right: &str) -> Result<(Gathered, Side, Side)> {
    let corpus = &gathered.corpus;
    let (left, right) = (of_outlet(corpus, left)?, of_outlet(corpus, right)?);
    let (left, right, shared) = comparison::covered(corpus, &left, &right);
    // With one article each there is nothing else that could be compared.
    if !shared && left.len() + right.len() > 2 {
        outcome::complain("the two outlets share no story; all of their articles are compared");
    }
    Ok((gathered, left, right))
}

/// The articles of an outlet by its name, an alias of it, or the stand-in of an unnamed one.
fn of_outlet(corpus: &Corpus, name: &str) -> Result<Side> {
    let labels = corpus.outlet_labels();
    let canonical = Gazetteer::bundled().outlet(name).map(|outlet| outlet.name.to_lowercase());
    // Text output calls `unknown 2` an unknown outlet; both are understood.
    let wanted = name.to_lowercase().replacen("unknown outlet ", "unknown ", 1);
    let fits = |label: &str| {
        let label = label.to_lowercase();
        label == wanted || Some(&label) == canonical.as_ref()
    };
    let side: Side = corpus.indices().filter(|i| fits(&labels[*i])).collect();
    if side.is_empty() {
        let mut seen = HashSet::new();
        let known: Vec<&str> =
            labels.outlets().iter().map(SafeText::as_str).filter(|l| seen.insert(*l)).take(12).collect();
        bail!("no article is from “{name}”; the outlets here are: {}", known.join(", "));
    }
    Ok(side)
}
