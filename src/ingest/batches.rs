//! Inputs a piece at a time, for whoever keeps the articles elsewhere: never more in memory than a piece. Reads what
//! [`load`] reads, in the same order; ids stay as they are given, so that a second article of one id can
//! be known for what it is. Must not keep anything.

use super::format::Format;
use super::load::{self, Item, Outcome};
use super::source::MAX_BYTES;
use super::{Input, OutletDirectory, charset};
use crate::model::{Article, Warning};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// Bytes of a piece: enough to keep all cores busy, little beside what a program needs anyway.
const PIECE: u64 = 8 << 20;

/// The most files of a piece: pages are compared with one another, and many small ones should not wait for more.
const FILES: usize = 512;

/// One article with how it stood in its input.
#[derive(Debug)]
pub struct Arrival {
    /// The article.
    pub article: Article,
    /// Whether it is all that its file holds and its id is not given: the file is then what tells it from others.
    pub alone: bool,
}

/// What one piece gave.
#[derive(Debug, Default)]
pub struct Batch {
    /// The articles, in input order.
    pub arrivals: Vec<Arrival>,
    /// Everything the person must hear about.
    pub warnings: Vec<Warning>,
    /// Bytes of input that this and the pieces before it were made from.
    pub read: u64,
    /// Bytes of all inputs, as far as they can be known beforehand.
    pub total: u64,
}

/// Reads all inputs and hands on piece after piece, until `each` asks for no more. Nothing that is wrong with one
/// input costs another.
pub fn in_batches(
    inputs: &[Input],
    directory: &dyn OutletDirectory,
    each: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) {
    let items: Vec<Item> = inputs.iter().flat_map(load::items).collect();
    let sizes: Vec<u64> = items.iter().map(size).collect();
    let total = sizes.iter().sum();
    let mut reader = Reader { directory, each, read: 0, total, held: Vec::new(), bytes: 0 };
    for (item, size) in items.into_iter().zip(sizes) {
        let lines = if size > PIECE { lines_of(&item) } else { None };
        let goes_on = match (&item, lines) {
            (Item::File(path), Some(lines)) => reader.lines(path, lines),
            _ => reader.hold(item, size),
        };
        if goes_on.is_break() {
            return;
        }
    }
    let _ = reader.let_go();
}

/// Bytes of a file; 0 where that is not known before it is read.
fn size(item: &Item) -> u64 {
    match item {
        Item::Bundled(_, bytes) => bytes.len() as u64,
        Item::File(path) => {
            std::fs::metadata(path).map_or(0, |meta| if meta.is_file() { meta.len() } else { 0 })
        }
        Item::Fetched(fetched) => fetched.bytes.len() as u64,
        Item::Stdin | Item::Warning(_) => 0,
    }
}

/// A file of one record a line, open at its beginning; `None` for any other.
fn lines_of(item: &Item) -> Option<BufReader<File>> {
    let Item::File(path) = item else { return None };
    let mut start = Vec::new();
    let mut file = BufReader::new(File::open(path).ok()?).take(PIECE);
    while start.trim_ascii().is_empty() && file.read_until(b'\n', &mut start).ok()? > 0 {}
    if !matches!(start.trim_ascii().first(), Some(b'{' | 0xef)) {
        return None;
    }
    let text = charset::decode(start).ok()?.text;
    let lines = Format::of(Format::of_name(path), &text) == Format::JsonLines;
    if lines { File::open(path).ok().map(|file| BufReader::with_capacity(1 << 16, file)) } else { None }
}

/// What is on the way.
struct Reader<'r> {
    directory: &'r dyn OutletDirectory,
    each: &'r mut dyn FnMut(Batch) -> ControlFlow<()>,
    read: u64,
    total: u64,
    /// Files that wait for others to be read with.
    held: Vec<Item>,
    /// Their bytes.
    bytes: u64,
}

impl Reader<'_> {
    /// Takes a file to those that wait; reads them where they are enough.
    fn hold(&mut self, item: Item, size: u64) -> ControlFlow<()> {
        self.held.push(item);
        self.bytes += size;
        if self.bytes >= PIECE || self.held.len() >= FILES {
            self.let_go()
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Reads what waits.
    fn let_go(&mut self) -> ControlFlow<()> {
        if self.held.is_empty() {
            return ControlFlow::Continue(());
        }
        let outcomes = load::read_items(std::mem::take(&mut self.held));
        self.read += std::mem::take(&mut self.bytes);
        self.hand_on(outcomes)
    }

    /// Reads a file of one record a line, so many whole lines at a time.
    fn lines(&mut self, path: &Path, mut lines: BufReader<File>) -> ControlFlow<()> {
        self.let_go()?;
        let mut before = 0;
        loop {
            let piece = match whole_lines(&mut lines) {
                Ok(piece) if piece.is_empty() => return ControlFlow::Continue(()),
                Ok(piece) => piece,
                Err(error) => {
                    let reason = format!("cannot be read further: {error}");
                    let warning = Warning::unreadable(&path.display().to_string(), &reason);
                    return self.hand_on(vec![(Vec::new(), vec![warning.at_line(before + 1)])]);
                }
            };
            self.read += piece.len() as u64;
            let count = memchr::memchr_iter(b'\n', &piece).count();
            if !piece.iter().all(u8::is_ascii_whitespace) {
                let (mut drafts, mut warnings) = load::read_bytes(Some(path), Ok(piece));
                for draft in &mut drafts {
                    draft.line = draft.line.map(|line| line + before);
                }
                for warning in &mut warnings {
                    warning.line = warning.line.map(|line| line + before);
                }
                self.hand_on(vec![(drafts, warnings)])?;
            }
            before += count;
        }
    }

    fn hand_on(&mut self, outcomes: Vec<Outcome>) -> ControlFlow<()> {
        let (finished, warnings) = load::finish(outcomes, self.directory);
        let arrival = |(article, origin): (Article, load::Origin)| Arrival {
            alone: origin.line.is_none() && !origin.given,
            article,
        };
        let arrivals = finished.into_iter().map(arrival).collect();
        (self.each)(Batch { arrivals, warnings, read: self.read, total: self.total.max(self.read) })
    }
}

/// About as many bytes as a piece has, up to the end of a line.
fn whole_lines(from: &mut BufReader<File>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(PIECE).read_to_end(&mut bytes)?;
    if bytes.last().is_some_and(|&byte| byte != b'\n') {
        from.take(MAX_BYTES).read_until(b'\n', &mut bytes)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::testing::NoDirectory;
    use std::fmt::Write;

    fn batches(path: &Path) -> Vec<Batch> {
        let mut all = Vec::new();
        in_batches(&[Input::Path(path.to_owned())], &NoDirectory, &mut |batch| {
            all.push(batch);
            ControlFlow::Continue(())
        });
        all
    }

    /// More than two pieces of records, the last line without its end, one bad line in the second piece.
    fn many(path: &Path) -> (usize, usize) {
        let filler = "Rain fell on the hills. ".repeat(400);
        let (mut lines, mut count, mut bad) = (String::new(), 0, 0);
        while (lines.len() as u64) < 2 * PIECE + PIECE / 2 {
            count += 1;
            if bad == 0 && lines.len() as u64 > PIECE + PIECE / 2 {
                lines.push_str("no record\n");
                bad = count;
            } else {
                let _ = writeln!(lines, "{{\"id\":\"{count}\",\"text\":\"{filler}\"}}");
            }
        }
        std::fs::write(path, lines.trim_end()).unwrap();
        (count, bad)
    }

    #[test]
    fn a_long_file_of_records_comes_in_pieces_with_its_own_lines() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.jsonl");
        let (count, bad) = many(&path);
        let all = batches(&path);
        assert_eq!(all.len(), 3);
        let ids: Vec<String> =
            all.iter().flat_map(|batch| &batch.arrivals).map(|a| a.article.id.to_string()).collect();
        let expected: Vec<String> = (1..=count).filter(|i| *i != bad).map(|i| i.to_string()).collect();
        assert_eq!(ids, expected);
        let told: Vec<_> = all.iter().flat_map(|batch| &batch.warnings).map(|warning| warning.line).collect();
        assert_eq!(told, [Some(bad)]);
        let last = &all[2];
        assert_eq!((last.read, last.total), (std::fs::metadata(&path).unwrap().len(), last.read));
        assert!(all.iter().flat_map(|batch| &batch.arrivals).all(|arrival| !arrival.alone));
    }

    #[test]
    fn who_asks_for_no_more_gets_no_more() {
        let home = tempfile::tempdir().unwrap();
        many(&home.path().join("a.jsonl"));
        let mut pieces = 0;
        in_batches(&[Input::Path(home.path().to_owned())], &NoDirectory, &mut |_| {
            pieces += 1;
            ControlFlow::Break(())
        });
        assert_eq!(pieces, 1);
    }

    #[test]
    fn small_files_come_together_and_ids_stay() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(
            home.path().join("a.jsonl"),
            "{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"x\",\"text\":\"Two.\"}",
        )
        .unwrap();
        std::fs::write(home.path().join("b.txt"), "Three.").unwrap();
        let all = batches(home.path());
        let [batch] = all.as_slice() else { panic!("{all:?}") };
        let ids: Vec<(&str, bool)> =
            batch.arrivals.iter().map(|a| (a.article.id.as_str(), a.alone)).collect();
        assert_eq!(ids[..2], [("x", false), ("x", false)]);
        assert!(batch.arrivals[2].alone);
    }
}
