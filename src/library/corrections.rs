//! The reader's corrections on disk: `corrections.jsonl`, one rule a line, to be read and changed by hand.
//!
//! Written as marks are: at once, under a lock, the file read again first and replaced in one step. A line that is no
//! rule is told with its number and reason and left as it stands, as are blank lines and those that begin with `#`.

use super::plain::{self, KeepError};
use crate::model::{Correction, CorrectionChange, Corrections, Warning};
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The file's name in the data folder.
const FILE: &str = "corrections.jsonl";

/// Bytes of a line beyond which it is no rule.
const LONGEST_LINE: usize = 1 << 20;

/// Where corrections are kept.
#[derive(Debug)]
pub struct CorrectionStore {
    /// `None` keeps them in memory only.
    file: Option<PathBuf>,
    corrections: Corrections,
    /// Changes that are not on disk yet.
    pending: Vec<CorrectionChange>,
}

impl CorrectionStore {
    /// The file in a data folder.
    #[must_use]
    pub fn file_in(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Opens a file, which need not exist yet. What is no rule is told in the warnings.
    #[must_use]
    pub fn open(file: &Path) -> (Self, Vec<Warning>) {
        let place = file.display().to_string();
        let (corrections, warnings) = match plain::read(file) {
            Ok(bytes) => parse(&place, &bytes.unwrap_or_default()),
            Err(source) => {
                let error = KeepError::Read { file: file.to_owned(), source };
                (Corrections::default(), vec![Warning::unreadable(&place, &error.to_string())])
            }
        };
        (Self { file: Some(file.to_owned()), corrections, pending: Vec::new() }, warnings)
    }

    /// A store that forgets with the program.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { file: None, corrections: Corrections::default(), pending: Vec::new() }
    }

    /// All rules as this session knows them, those of other programs as of the last change included.
    #[must_use]
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// Keeps a change, on disk before it returns. A rule without a day gets today's.
    ///
    /// # Errors
    /// Where the change could not be written; it is held and written with the next one.
    pub fn record(&mut self, change: &CorrectionChange) -> Result<(), KeepError> {
        let mut change = change.clone();
        if change.on && change.correction.when.is_empty() {
            change.correction.when = today();
        }
        self.corrections.apply(&change);
        let Some(file) = self.file.clone() else { return Ok(()) };
        self.pending.push(change);
        self.save(&file)?;
        self.pending.clear();
        Ok(())
    }

    fn save(&mut self, file: &Path) -> Result<(), KeepError> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            fs::create_dir_all(folder)
                .map_err(|source| KeepError::Folder { folder: folder.to_owned(), source })?;
        }
        let _lock = plain::lock(file.with_extension("lock"))?;
        let bytes = plain::read(file).map_err(|source| KeepError::Read { file: file.to_owned(), source })?;
        let mut bytes = bytes.unwrap_or_default();
        for change in &self.pending {
            bytes = changed(bytes, change);
        }
        plain::replace(file, &bytes).map_err(|source| KeepError::Write { file: file.to_owned(), source })?;
        self.corrections = parse("", &bytes).0;
        Ok(())
    }
}

/// What a line of the file is.
enum Line {
    /// Blank, or a remark.
    Nothing,
    Rule(Box<Correction>),
    /// Something else, for this reason.
    Bad(String),
}

fn read_line(line: &[u8]) -> Line {
    if line.len() > LONGEST_LINE {
        return Line::Bad("is too long for a rule".to_owned());
    }
    let Ok(text) = std::str::from_utf8(line) else { return Line::Bad("is not UTF-8".to_owned()) };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() || text.starts_with('#') {
        return Line::Nothing;
    }
    match serde_json::from_str::<Correction>(text) {
        Ok(correction) => match correction.rule.fault() {
            Some(fault) => Line::Bad(format!("the rule “{}” {fault}", correction.rule.name())),
            None => Line::Rule(Box::new(correction)),
        },
        Err(error) => {
            // Each rule is one line of the file: the parser's own line says nothing.
            let told = error.to_string();
            let told = told.split(" at line ").next().unwrap_or(&told);
            Line::Bad(format!("is no rule: {told}"))
        }
    }
}

fn parse(place: &str, bytes: &[u8]) -> (Corrections, Vec<Warning>) {
    let (mut corrections, mut warnings) = (Corrections::default(), Vec::new());
    for (i, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        match read_line(line) {
            Line::Nothing => {}
            Line::Rule(correction) => {
                corrections.apply(&CorrectionChange { correction: *correction, on: true });
            }
            Line::Bad(reason) => warnings.push(Warning::notice(place, &reason).at_line(i + 1)),
        }
    }
    (corrections, warnings)
}

/// The file with a rule at its end, or without it; every other line as it stands.
fn changed(bytes: Vec<u8>, change: &CorrectionChange) -> Vec<u8> {
    let is_it = |line: &[u8]| matches!(read_line(line), Line::Rule(c) if c.rule == change.correction.rule);
    let there = bytes.split(|&byte| byte == b'\n').any(is_it);
    match (change.on, there) {
        (true, true) | (false, false) => bytes,
        (true, false) => {
            let mut bytes = bytes;
            if bytes.last().is_some_and(|&byte| byte != b'\n') {
                bytes.push(b'\n');
            }
            if let Ok(line) = serde_json::to_vec(&change.correction) {
                bytes.extend(line);
                bytes.push(b'\n');
            }
            bytes
        }
        (false, true) => {
            let kept: Vec<&[u8]> = bytes.split(|&byte| byte == b'\n').filter(|line| !is_it(line)).collect();
            kept.join(&b'\n')
        }
    }
}

/// The day it is, by universal time.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let day = NaiveDate::from_ymd_opt(1970, 1, 1)
        .and_then(|first| first.checked_add_days(chrono::Days::new(seconds / 86_400)));
    day.map_or_else(String::new, |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rule;
    use proptest::prelude::*;

    fn same(this: &str, is: &str, on: bool) -> CorrectionChange {
        let rule = Rule::SamePerson { this: this.to_owned(), is: is.to_owned() };
        CorrectionChange { correction: Correction { rule, when: String::new(), why: String::new() }, on }
    }

    fn names(corrections: &Corrections) -> Vec<String> {
        let name = |correction: &Correction| match &correction.rule {
            Rule::SamePerson { this, .. } => this.clone(),
            other => other.name().to_owned(),
        };
        corrections.rules.iter().map(name).collect()
    }

    #[test]
    fn what_is_said_is_there_next_time_and_what_is_taken_back_is_not() {
        let home = tempfile::tempdir().unwrap();
        let file = CorrectionStore::file_in(&home.path().join("deep"));
        let (mut store, warnings) = CorrectionStore::open(&file);
        assert!(warnings.is_empty() && store.corrections().is_empty());
        for change in
            [same("a", "x", true), same("b", "x", true), same("a", "x", true), same("a", "x", false)]
        {
            store.record(&change).unwrap();
        }
        let (again, warnings) = CorrectionStore::open(&file);
        assert!(warnings.is_empty());
        assert_eq!(names(again.corrections()), ["b"]);
        assert_eq!(again.corrections(), store.corrections());
        let when = &again.corrections().rules[0].when;
        assert!(when.parse::<NaiveDate>().is_ok_and(|day| day.to_string() == *when), "{when}");
    }

    #[test]
    fn what_is_no_rule_is_told_and_stays() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("mine.jsonl");
        let written = concat!(
            "# what I know better\n",
            "{\"rule\":\"same-person\",\"this\":\"a\",\"is\":\"x\",\"why\":\"one and the same\"}\n",
            "\n",
            "{\"rule\":\"same-person\",\"this\":\"a\"}\n",
            "{\"rule\":\"fly\"}\n",
            "half a li\n",
            "{\"rule\":\"not-date\",\"words\":\"\"}\n",
            "{\"rule\":\"not-date\",\"words\":\"May\"}",
        );
        fs::write(&file, written).unwrap();
        let (mut store, warnings) = CorrectionStore::open(&file);
        let told: Vec<(Option<usize>, &str)> =
            warnings.iter().map(|warning| (warning.line, warning.reason.as_str())).collect();
        assert_eq!(told[0], (Some(4), "is no rule: missing field `is`"));
        assert!(told[1].1.starts_with("is no rule: unknown variant `fly`"), "{told:?}");
        assert!(told[2].0 == Some(6) && told[2].1.starts_with("is no rule: "), "{told:?}");
        assert_eq!(told[3], (Some(7), "the rule “not a date” names no words"));
        assert_eq!(names(store.corrections()), ["a", "not a date"]);
        store.record(&same("b", "x", true)).unwrap();
        let after = fs::read_to_string(&file).unwrap();
        assert!(
            after.starts_with(&format!("{written}\n{{\"rule\":\"same-person\",\"this\":\"b\"")),
            "{after}"
        );
        store.record(&same("b", "x", false)).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{written}\n"));
    }

    #[test]
    fn many_writers_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let file = CorrectionStore::file_in(home.path());
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let file = &file;
                scope.spawn(move || {
                    let (mut store, _) = CorrectionStore::open(file);
                    for i in 0..8 {
                        // A busy lock holds the change back; it is written with the next.
                        let _ = store.record(&same(&format!("{writer}-{i}"), "x", true));
                    }
                    while store.record(&same(&format!("{writer}-0"), "x", true)).is_err() {}
                });
            }
        });
        assert_eq!(CorrectionStore::open(&file).0.corrections().rules.len(), 32);
    }

    #[test]
    fn a_file_that_cannot_be_read_or_written_is_told_and_the_change_is_held() {
        let home = tempfile::tempdir().unwrap();
        let file = CorrectionStore::file_in(home.path());
        fs::create_dir(&file).unwrap();
        let (mut store, warnings) = CorrectionStore::open(&file);
        assert_eq!(warnings.len(), 1);
        assert!(matches!(store.record(&same("a", "x", true)), Err(KeepError::Read { .. })));
        assert_eq!(names(store.corrections()), ["a"], "the session goes on with it");
        fs::remove_dir(&file).unwrap();
        store.record(&same("b", "x", true)).unwrap();
        assert_eq!(names(CorrectionStore::open(&file).0.corrections()), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_and_none_is_lost(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let before = bytes.clone();
            let after = changed(bytes, &same("a", "x", true));
            prop_assert!(after.starts_with(&before));
            prop_assert!(names(&parse("", &after).0).contains(&"a".to_owned()));
        }
    }
}
