//! What each command does.

use super::args::{Arguments, Command, Common, Compare};
use super::{Outcome, sources};
use crate::analysis::comparison;
use crate::model::{ArticleIndex, Corpus};
use crate::report::{self, Format, View};
use anyhow::{Result, bail};
use std::io::Write;

/// Runs a command and writes its result.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome> {
    match &arguments.command {
        None => bail!("name a command: analyze, stories, timeline or compare"),
        Some(Command::Analyze(common)) => analyze(common, out),
        Some(Command::Stories(common)) => stories(common, out),
        Some(Command::Timeline(common)) => timeline(common, out),
        Some(Command::Compare(arguments)) => compare(arguments, out),
    }
}

fn analyze(common: &Common, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = sources::gather(&common.inputs);
    report::json::articles(&gathered.corpus, common.format.unwrap_or(Format::Jsonl), out)?;
    Ok(Outcome::of(!gathered.corpus.articles.is_empty(), &gathered.warnings))
}

fn stories(common: &Common, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = sources::gather(&common.inputs);
    report::json::stories(&View::new(&gathered.corpus), common.format.unwrap_or(Format::Jsonl), out)?;
    Ok(Outcome::of(!gathered.corpus.articles.is_empty(), &gathered.warnings))
}

fn timeline(common: &Common, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = sources::gather(&common.inputs);
    report::json::timeline(&View::new(&gathered.corpus), common.format.unwrap_or(Format::Json), out)?;
    Ok(Outcome::of(!gathered.corpus.articles.is_empty(), &gathered.warnings))
}

fn compare(arguments: &Compare, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = sources::gather(&arguments.common.inputs);
    let corpus = &gathered.corpus;
    let (left, right) = match (&arguments.left, &arguments.right) {
        (Some(left), Some(right)) => (by_outlet(corpus, left), by_outlet(corpus, right)),
        _ => (vec![ArticleIndex(0)], vec![ArticleIndex(1)]),
    };
    if corpus.articles.len() < 2 || left.is_empty() || right.is_empty() {
        bail!("two articles are needed to compare");
    }
    let comparison = comparison::compare(corpus, &left, &right);
    report::json::comparison(&View::new(corpus), &comparison, out)?;
    Ok(Outcome::of(true, &gathered.warnings))
}

fn by_outlet(corpus: &Corpus, name: &str) -> Vec<ArticleIndex> {
    let labels = corpus.outlet_labels();
    corpus.indices().filter(|i| labels[i.get()].eq_ignore_ascii_case(name)).collect()
}
