//! JSON and JSON Lines.

use super::records::{
    AccountRecord, ArticleRecord, ComparisonRecord, EntityRecord, EventRecord, ExportRecord, FoundRecord,
    MarkedRecord, ProfileRecord, StoryRecord, SummaryRecord, TimelineRecord,
};
use super::{Report, View};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};

/// Articles serialised at a time: enough for all cores, few enough to hold in memory.
const BATCH: usize = 64;

/// Writes a result as one document, or one object a line.
pub(crate) fn write(report: Report<'_>, view: &View<'_>, lines: bool, out: &mut dyn Write) -> io::Result<()> {
    match report {
        Report::List => each(view.articles().iter().map(|&i| SummaryRecord::new(view, i)), lines, out),
        Report::Analysis => analysis(view, lines, out),
        Report::Texts => texts(view, lines, out),
        Report::Article(index) => one(&MarkedRecord::new(view, index), lines, out),
        Report::Stories => {
            let stories: Vec<_> = view.stories().collect();
            each(stories.iter().map(|(story, articles)| StoryRecord::new(view, story, articles)), lines, out)
        }
        Report::Timeline => {
            let (events, undated) = (view.events(), view.undated());
            if lines {
                let all = events.iter().chain(&undated);
                each(all.map(|told| EventRecord::new(view, told)), lines, out)
            } else {
                one(&TimelineRecord::new(view, &events, &undated), lines, out)
            }
        }
        Report::Comparison(comparison) => one(&ComparisonRecord::new(view, comparison), lines, out),
        Report::Account(account) => one(&AccountRecord::new(view, account), lines, out),
        Report::Search(found) => each(found.iter().map(|found| FoundRecord::new(view, found)), lines, out),
        Report::Entity(profile) => {
            ProfileRecord::new(view, profile).map_or(Ok(()), |record| one(&record, lines, out))
        }
        Report::Entities(kind) => {
            each(view.entities_of(kind).iter().map(|&one| EntityRecord::new(view, one)), lines, out)
        }
    }
}

/// All articles with their texts, one in memory at a time.
fn texts(view: &View<'_>, lines: bool, out: &mut dyn Write) -> io::Result<()> {
    let corpus = view.corpus();
    let mut between = Between::new(lines);
    for &index in view.articles() {
        let article = corpus.article(index);
        between.before(out)?;
        serde_json::to_writer(&mut *out, &ExportRecord::new(corpus, index, &article))?;
    }
    between.end(out)
}

/// All articles with what was found in them, serialised on all cores and written in order.
fn analysis(view: &View<'_>, lines: bool, out: &mut dyn Write) -> io::Result<()> {
    let corpus = view.corpus();
    let mut between = Between::new(lines);
    for batch in view.articles().chunks(BATCH) {
        let records: Vec<Vec<u8>> = batch
            .par_iter()
            .map(|&index| {
                let read = (corpus.article(index), corpus.annotated(index));
                serde_json::to_vec(&ArticleRecord::new(corpus, index, (&read.0, &read.1)))
            })
            .collect::<Result<_, _>>()?;
        for record in records {
            between.before(out)?;
            out.write_all(&record)?;
        }
    }
    between.end(out)
}

/// Records as one array, or one a line.
pub(super) fn each<T: Serialize>(
    records: impl Iterator<Item = T>,
    lines: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut between = Between::new(lines);
    for record in records {
        between.before(out)?;
        serde_json::to_writer(&mut *out, &record)?;
    }
    between.end(out)
}

/// One record: on a line of its own, or indented for reading.
fn one<T: Serialize>(record: &T, lines: bool, out: &mut dyn Write) -> io::Result<()> {
    if lines {
        serde_json::to_writer(&mut *out, record)?;
    } else {
        serde_json::to_writer_pretty(&mut *out, record)?;
    }
    out.write_all(b"\n")
}

/// What stands before, between and after records.
struct Between {
    lines: bool,
    any: bool,
}

impl Between {
    const fn new(lines: bool) -> Self {
        Self { lines, any: false }
    }

    fn before(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mark = match (self.lines, self.any) {
            (true, false) => "",
            (true, true) => "\n",
            (false, false) => "[\n",
            (false, true) => ",\n",
        };
        self.any = true;
        out.write_all(mark.as_bytes())
    }

    fn end(self, out: &mut dyn Write) -> io::Result<()> {
        let mark = match (self.lines, self.any) {
            (true, false) => "",
            (true, true) => "\n",
            (false, false) => "[]\n",
            (false, true) => "\n]\n",
        };
        out.write_all(mark.as_bytes())
    }
}
