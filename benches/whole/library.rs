//! A generated library taken in, joined, listed and asked.

use super::child::{Ran, best, run};
use super::generate::Library;
use super::table::{Figure, Unit};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// The folder of the library below that of everything.
pub(crate) const FOLDER: &str = "library";

/// How often what is short is run.
const RUNS: usize = 3;

/// Articles that are made at once.
const AT_ONCE: usize = 4096;

/// What is asked of the library, with the words of the table.
const QUERIES: [(&str, &str); 5] = [
    ("country:russia", "`list -q country:russia`"),
    ("who:merkel", "`list -q who:merkel`"),
    ("\"prime minister\"", "`list -q '\"prime minister\"'`"),
    ("said:inflation", "`list -q said:inflation`"),
    ("is:unread", "`list -q is:unread`"),
];

/// Imports so many articles and joins them.
pub(crate) fn import_and_join(folder: &Path, articles: u32) -> Vec<Figure> {
    let (lines, library) = (folder.join("library.jsonl"), folder.join(FOLDER));
    eprintln!("{articles} articles: making them");
    let text = write(&lines, articles).expect("the articles can be written");
    eprintln!("{articles} articles: import");
    let of = |path: &Path| path.to_str().expect("a temporary path is text").to_owned();
    let import = run(folder, &["import", "--library", &of(&library), &of(&lines)]);
    fs::remove_file(&lines).expect("the file is ours");
    eprintln!("{articles} articles: joining");
    let join = run(folder, &["list", "--library", &of(&library)]);
    let rate = text as f64 / import.seconds;
    let mut figures = vec![
        Figure::new("text", Unit::Bytes, text as f64),
        Figure::new("import: text a second", Unit::Rate, rate),
    ];
    figures.extend(told("import", "import", &import));
    figures.extend(told("first joining, with the catalogue", "first joining", &join));
    figures.push(Figure::new("library on disk", Unit::Bytes, size(&library) as f64).per_article("disk"));
    figures
}

/// All articles listed.
pub(crate) fn lists(folder: &Path) -> Vec<Figure> {
    let library = folder.join(FOLDER);
    let library = library.to_str().expect("a temporary path is text");
    told("`list`", "`list`", &best(folder, &["list", "--library", library], RUNS))
}

/// Queries over the library, each a process.
pub(crate) fn queries(folder: &Path) -> Vec<Figure> {
    let library = folder.join(FOLDER);
    let library = library.to_str().expect("a temporary path is text");
    let asked = |(query, name): (&str, &str)| {
        times(name, &best(folder, &["list", "--library", library, "-q", query], RUNS))
    };
    QUERIES.into_iter().flat_map(asked).collect()
}

/// Time and memory of a run; `curve` names it where its cost per article is told, by processor time where that is known.
fn told(name: &str, curve: &'static str, ran: &Ran) -> Vec<Figure> {
    let mut figures = times(name, ran);
    let last = figures.pop();
    figures.extend(last.map(|time| time.per_article(curve)));
    let peak = ran.peak.map(|peak| Figure::new(&format!("{name}: most memory"), Unit::Bytes, peak as f64));
    figures.extend(peak.map(|peak| peak.per_article(curve)));
    figures
}

/// How long a run took by the clock, and its processor time, where that is known.
fn times(name: &str, ran: &Ran) -> Vec<Figure> {
    let cpu = ran.cpu.map(|cpu| Figure::new(&format!("{name}: cpu"), Unit::Seconds, cpu));
    std::iter::once(Figure::new(name, Unit::Seconds, ran.seconds)).chain(cpu).collect()
}

/// Writes so many articles as lines of JSON; returns the bytes of their texts.
fn write(path: &Path, articles: u32) -> std::io::Result<usize> {
    let library = Library::new(1, articles);
    let mut out = BufWriter::new(File::create(path)?);
    let mut text = 0;
    for from in (0..library.len()).step_by(AT_ONCE) {
        let to = library.len().min(from + AT_ONCE);
        let written: Vec<(usize, String)> = (from..to)
            .into_par_iter()
            .map(|i| library.article(i))
            .map(|written| (written.text.len(), written.json()))
            .collect();
        for (bytes, line) in written {
            text += bytes;
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(text)
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).expect("the library is there").flatten();
    files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
}
