//! Inputs a piece at a time, for whoever keeps the articles elsewhere: never more in memory than a piece. Reads what
//! [`load`] reads, in the same order; ids stay as they are given, so that a second article of one id can
//! be known for what it is. Must not keep anything.

use super::format::Format;
use super::load::{self, Item, Outcome};
use super::pack::{self, Counted, Grown, Unpacked};
use super::pieces::{Framing, PIECE, Pieces};
use super::source::MAX_BYTES;
use super::{Input, OutletDirectory};
use crate::model::{Article, Warning};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

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
        let goes_on = match stream(&item, size) {
            Some((from, taken)) => reader.stream(item, size, from, &taken),
            None => reader.hold(item, size),
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

/// An input that is open at its beginning, and the bytes taken from it.
type Stream = (Box<dyn Read>, Rc<Cell<u64>>);

/// A long or packed file, or standard input; `None` for any other.
fn stream(item: &Item, size: u64) -> Option<Stream> {
    let taken = Rc::new(Cell::new(0));
    let from: Box<dyn Read> = match item {
        Item::Stdin => Box::new(Counted { from: io::stdin().lock(), taken: taken.clone() }),
        Item::File(path) if size > PIECE || size > 0 && pack::is_packed(path) => {
            Box::new(Counted { from: File::open(path).ok()?, taken: taken.clone() })
        }
        _ => return None,
    };
    Some((from, taken))
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

    /// Reads a long input, so many whole records at a time; one that has no records is read as a whole.
    fn stream(&mut self, item: Item, size: u64, from: impl Read, taken: &Cell<u64>) -> ControlFlow<()> {
        let path = if let Item::File(path) = &item { Some(path.clone()) } else { None };
        let place = load::place(path.as_deref());
        let (plain, packed) = match pack::reader(from, u64::MAX) {
            Ok(Unpacked { plain, packed }) => (plain, packed),
            // Read as a whole it tells what is wrong with it.
            Err(_) if path.is_some() => return self.hold(item, size),
            Err(error) => return self.told(Warning::unreadable(&place, &error.to_string())),
        };
        let mut pieces = Pieces::begin(plain, PIECE);
        let named = path.as_deref().and_then(Format::of_name);
        let framing = (!pieces.is_all()).then(|| Framing::of(named, pieces.held())).flatten();
        let Some(mut framing) = framing else {
            if path.is_some() {
                return self.hold(item, size);
            }
            // What was taken from standard input cannot be read again.
            self.let_go()?;
            let bytes = pieces.whole(MAX_BYTES).map_err(|error| error.to_string());
            return self.hand_on(vec![load::read_bytes(None, bytes)]);
        };
        self.let_go()?;
        let before = self.read;
        while let Some(piece) = pieces.next(&framing) {
            let mut warnings = Vec::new();
            let mut drafts = framing.read(&place, piece, &mut warnings);
            for draft in &mut drafts {
                draft.path = path.as_ref().map(|path| path.display().to_string());
            }
            self.read = before + taken.get();
            self.hand_on(vec![(drafts, warnings)])?;
        }
        let Some(error) = pieces.failure() else { return ControlFlow::Continue(()) };
        let warning = match Grown::of(&error) {
            Some(grown) => Warning::unreadable(&place, &grown.to_string()),
            None if packed => Warning::unreadable(&place, &pack::damaged(&error)),
            None => Warning::unreadable(&place, &format!("cannot be read further: {error}")),
        };
        self.told(warning)
    }

    fn told(&mut self, warning: Warning) -> ControlFlow<()> {
        self.hand_on(vec![(Vec::new(), vec![warning])])
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::testing::NoDirectory;
    use std::fmt::Write;
    use std::path::Path;

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
    fn a_packed_array_comes_in_pieces_and_its_damaged_end_is_told() {
        let home = tempfile::tempdir().unwrap();
        let lines = home.path().join("a.jsonl");
        let (count, _) = many(&lines);
        let records = std::fs::read_to_string(&lines).unwrap().trim_end().replace('\n', ",\n");
        let path = home.path().join("a.json.gz");
        let packed = crate::ingest::pack::tests::gzip(format!("[{records}\n]").as_bytes());
        for (bytes, least, told) in [
            (&packed[..], count - 1, 1),
            // Its last bytes hold some of the records.
            (&packed[..packed.len() - 200], 1, 2),
        ] {
            std::fs::write(&path, bytes).unwrap();
            let all = batches(&path);
            assert!(all.len() >= 3, "{}", all.len());
            let articles: usize = all.iter().map(|batch| batch.arrivals.len()).sum();
            assert!((least..count).contains(&articles), "{articles}");
            let warnings: Vec<_> = all.iter().flat_map(|batch| &batch.warnings).collect();
            assert!(warnings.len() >= told, "{warnings:?}");
            assert!(all.iter().all(|batch| batch.read <= bytes.len() as u64));
        }
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
