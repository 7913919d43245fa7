//! Texts of a hundred megabytes, of many lines and of one, opened and gone through on the screen.

use super::generate::Library;
use super::screen::{Start, leave, median, start};
use super::{keys, proc};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

const BYTES: usize = 100 << 20;

/// How often each is opened.
const OPENED: usize = 3;

/// After so long without a frame everything in the text was found.
const QUIET: Duration = Duration::from_secs(3);

/// What they take, in lines.
pub(crate) fn told() -> String {
    let mut told = String::new();
    for (name, joint) in [("100 MB in paragraphs", "\n\n"), ("100 MB in one line", " ")] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(&folder.path().join("long.txt"), joint).expect("the text can be written");
        let mut starts: Vec<Start> = Vec::new();
        let (mut most, mut page) = (0, Vec::new());
        for _ in 0..OPENED {
            let (mut session, start) = start(folder.path(), &["long.txt"], 1, QUIET);
            starts.push(start);
            page = keys::pages(&mut session, 200);
            let memory = session.process().and_then(|process| proc::memory(process, "VmHWM"));
            most = most.max(memory.unwrap_or(0));
            leave(session);
        }
        let start = median(&starts);
        let page = [50, 99].map(|at| keys::hundredth(page.clone(), at) * 1e3);
        let _ = writeln!(
            told,
            "{name}: on the screen after {:.0} ms, all found in it after {:.0} ms; a page {:.1} ms, {:.1} at p99; \
             {:.0} MB at most",
            start.shown * 1e3,
            start.settled * 1e3,
            page[0],
            page[1],
            most as f64 / 1e6
        );
    }
    told
}

fn write(path: &Path, joint: &str) -> std::io::Result<()> {
    let library = Library::new(1, 2_000);
    let mut out = BufWriter::new(File::create(path)?);
    let mut written = 0;
    for i in (0..library.len()).cycle() {
        for paragraph in library.article(i).text.split("\n\n") {
            written += paragraph.len() + joint.len();
            write!(out, "{paragraph}{joint}")?;
        }
        if written >= BYTES {
            break;
        }
    }
    out.flush()
}
