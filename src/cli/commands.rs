//! What each command does: gather the articles, choose what to write, write it.

use super::args::{Arguments, Command, Common, Entities, Over, Screen, Search, Show, ShowArticle, What};
use super::own::Own;
use super::select::{self, QueryArgument};
use super::sources::{Gathered, gather};
use super::{
    Outcome, add, compare, doctor, feeds, fetch, find, import, marks, note, outcome, papers, star, tag,
    terminal, usage, versions,
};
use crate::analysis::comparison;
use crate::model::text::counted;
use crate::model::{ArticleIndex, Ground, Mark};
use crate::report::{self, Format, Found, Report, View};
use anyhow::{Result, bail};
use std::collections::HashSet;
use std::io::Write;

/// Runs a command and writes its result.
pub(crate) fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<Outcome> {
    match &arguments.command {
        None => screen(&arguments.screen, out),
        Some(Command::List(common)) => whole(common, Report::List, out),
        Some(Command::Show(show)) if show.versions => versions::run(show, What::Versions, out),
        Some(Command::Show(show)) if show.diff => versions::run(show, What::Diff, out),
        Some(Command::Show(ShowArticle { show, .. })) => self::show(show, out),
        Some(Command::Search(search)) => self::search(search, out),
        Some(Command::Analyze(common)) => whole(common, Report::Analysis, out),
        Some(Command::Stories(common)) => whole(common, Report::Stories, out),
        Some(Command::Timeline(common)) => whole(common, Report::Timeline, out),
        Some(Command::Compare(compare)) => compare::run(compare, out),
        Some(Command::Entities(Entities { name: Some(name), common, .. })) => entity(name, common, out),
        Some(Command::Entities(Entities { kind, common, .. })) => whole(common, Report::Entities(*kind), out),
        Some(Command::Takes(show)) => takes(show, out),
        Some(Command::Import(import)) => import::run(import, out),
        Some(Command::Export(export)) => super::export::run(export, out),
        Some(Command::Star(star)) => star::run(Mark::Star, star, out),
        Some(Command::Read(read)) => star::run(Mark::Read, read, out),
        Some(Command::Tag(tagging)) => tag::run(tagging, out),
        Some(Command::Note(noting)) => note::run(noting, out),
        Some(Command::Marks { command }) => marks::run(command, out),
        Some(Command::Queries(queries)) => super::queries::run(queries, out),
        Some(Command::Add(add)) => add::run(add, out),
        Some(Command::Feeds(feeds)) => feeds::run(feeds, out),
        Some(Command::Fetch(fetch)) => fetch::run(fetch, out),
        Some(Command::Doctor(doctor)) => doctor::run(doctor, out),
        Some(Command::Config) => {
            write!(out, "{}", super::config::DEFAULTS)?;
            Ok(Outcome::Done)
        }
        Some(Command::Completions { shell }) => papers::completions(*shell, out),
        Some(Command::Man { command }) => papers::man(command.as_deref(), out),
    }
}

/// The screen where there is a terminal for it; else the list as text.
fn screen(screen: &Screen, out: &mut dyn Write) -> Result<Outcome> {
    if screen.print {
        return super::screen::print(screen, out);
    }
    if !screen.plain && super::screen::is_possible() {
        return super::screen::open(screen);
    }
    let gathered = gather(&screen.inputs, &Own::of(&screen.files));
    write(&gathered, screen.query.as_ref(), Report::List, Format::Text, out)
}

/// A result over all articles that match.
fn whole(common: &Common, report: Report<'_>, out: &mut dyn Write) -> Result<Outcome> {
    let gathered = gather(&common.over.inputs, &Own::of(&common.over.files));
    write(&gathered, common.over.query.as_ref(), report, common.format, out)
}

/// Writes a result over the articles that match. Where none does, the forms for people stay empty: the reason has
/// been told; those for programs are empty tables and arrays.
fn write(
    gathered: &Gathered,
    query: Option<&QueryArgument>,
    report: Report<'_>,
    format: Format,
    out: &mut dyn Write,
) -> Result<Outcome> {
    let mut view = View::of(&gathered.corpus, select::articles(gathered, query));
    // The list is one's own; what is found in the articles is the same for everybody.
    if matches!(report, Report::List) {
        view = view.with_marks(select::marks(gathered));
    }
    let mut found = !view.articles().is_empty();
    if found && matches!(report, Report::Timeline) && !view.tells_events() {
        outcome::complain(&format!("no event in {}", counted(view.articles().len(), "article")));
        found = false;
    }
    if found || matches!(format, Format::Json | Format::Jsonl | Format::Csv) {
        report::write(report, &view, format, terminal::layout(), out)?;
    }
    Ok(Outcome::of(found, &gathered.warnings))
}

/// Sentences shown of one article, and characters of each.
const SNIPPETS: (usize, usize) = (3, 200);

fn search(search: &Search, out: &mut dyn Write) -> Result<Outcome> {
    let words = select::words(&search.words);
    let Common { format, over: Over { query, inputs, .. } } = &search.common;
    let gathered = gather(inputs, &Own::of(&search.common.over.files));
    let (index, hits) = select::search(&gathered, &words, query.as_ref());
    let found: Vec<Found> = hits
        .articles
        .iter()
        .map(|&article| Found { article, snippets: index.snippets(&hits, article, SNIPPETS.0, SNIPPETS.1) })
        .collect();
    let any = !found.is_empty();
    if any || matches!(format, Format::Json | Format::Jsonl | Format::Csv) {
        let view = View::of(&gathered.corpus, hits.articles.clone()).with_marks(select::marks(&gathered));
        report::write(Report::Search(&found), &view, *format, terminal::layout(), out)?;
    }
    Ok(Outcome::of(any, &gathered.warnings))
}

/// All there is on whoever a name is taken for; who else it could be is told beside.
fn entity(name: &str, common: &Common, out: &mut dyn Write) -> Result<Outcome> {
    let Common { format, over: Over { query, inputs, .. } } = common;
    if *format == Format::Csv {
        use Format::{Html, Json, Jsonl, Md, Text};
        usage::unsupported("entities --name", *format, &[Text, Json, Jsonl, Md, Html]);
    }
    let gathered = gather(inputs, &Own::of(&common.over.files));
    let view = View::of(&gathered.corpus, select::articles(&gathered, query.as_ref()));
    let Some(profile) = select::profile(&gathered, name, view.articles()) else {
        if *format == Format::Json {
            writeln!(out, "null")?;
        }
        return Ok(Outcome::Nothing);
    };
    report::write(Report::Entity(&profile), &view, *format, terminal::layout(), out)?;
    Ok(Outcome::of(true, &gathered.warnings))
}

fn show(show: &Show, out: &mut dyn Write) -> Result<Outcome> {
    let Common { format, over: Over { query, inputs, .. } } = &show.common;
    if *format == Format::Csv {
        use Format::{Html, Json, Jsonl, Md, Text};
        usage::unsupported("show", *format, &[Text, Json, Jsonl, Md, Html]);
    }
    let (gathered, index) = find::one(&show.article, inputs, &Own::of(&show.common.over.files))?;
    if !select::articles(&gathered, query.as_ref()).contains(&index) {
        bail!("article “{}” does not match the query", show.article);
    }
    let view = View::new(&gathered.corpus).with_marks(select::marks(&gathered));
    report::write(Report::Article(index), &view, *format, terminal::layout(), out)?;
    Ok(Outcome::of(true, &gathered.warnings))
}

/// What others make of the story of an article; with a query only the accounts that match it.
fn takes(show: &Show, out: &mut dyn Write) -> Result<Outcome> {
    let Common { format, over: Over { query, inputs, .. } } = &show.common;
    let (gathered, index) = find::one(&show.article, inputs, &Own::of(&show.common.over.files))?;
    let matching: HashSet<ArticleIndex> = select::articles(&gathered, query.as_ref()).into_iter().collect();
    let keep = |article: ArticleIndex| article == index || matching.contains(&article);
    let account = comparison::account(&gathered.corpus, index, &keep);
    let found = account.ground != Ground::Nothing;
    if !found {
        let of = gathered.corpus.len();
        outcome::complain(&format!("no other outlet among {} tells it", counted(of, "article")));
    }
    if found || matches!(format, Format::Json | Format::Jsonl | Format::Csv) {
        let view = View::new(&gathered.corpus);
        report::write(Report::Account(&account), &view, *format, terminal::layout(), out)?;
    }
    Ok(Outcome::of(found, &gathered.warnings))
}
