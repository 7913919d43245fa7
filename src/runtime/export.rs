//! A comparison written into a file: a new one each time, whole or not at all.

use super::files;
use crate::app::menu::ExportForm;
use crate::app::message::Export;
use crate::report::{Format, Layout, Paint, Report, View};
use std::io::{self, Write};
use std::path::Path;

/// Names tried before giving up.
const TRIES: usize = 1000;

/// Writes it into a folder; returns what to tell the person.
pub(crate) fn export(what: &Export, folder: &Path) -> String {
    match to_file(what, folder) {
        Ok(name) => format!("written to {name}"),
        Err(error) => format!("not written: {error}"),
    }
}

/// The name of the file, without a number.
pub(crate) fn name(what: &Export) -> String {
    file_name(&[&what.comparison.left.label, &what.comparison.right.label], what.form, 0)
}

fn to_file(what: &Export, folder: &Path) -> io::Result<String> {
    let view = View::new(&what.corpus);
    let format = match what.form {
        ExportForm::Markdown => Format::Md,
        ExportForm::Html => Format::Html,
    };
    let layout = Layout { columns: 100, paint: Paint::off() };
    let sides = [what.comparison.left.label.as_str(), what.comparison.right.label.as_str()];
    for number in 0..TRIES {
        let name = file_name(&sides, what.form, number);
        let fill = |out: &mut dyn Write| {
            crate::report::write(Report::Comparison(&what.comparison), &view, format, layout, out)
        };
        match files::write(&folder.join(&name), false, fill) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => return written.map(|()| name),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `compare-to-vima-daily-sabah-2.md`.
fn file_name(sides: &[&str], form: ExportForm, number: usize) -> String {
    let slug = files::slug(std::iter::once("compare").chain(sides.iter().copied()));
    let number = if number == 0 { String::new() } else { format!("-{}", number + 1) };
    let ending = match form {
        ExportForm::Markdown => "md",
        ExportForm::Html => "html",
    };
    format!("{slug}{number}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Comparison, Corpus, SafeText};
    use std::fs;
    use std::sync::Arc;

    fn of(left: &str, right: &str, form: ExportForm) -> Export {
        let mut comparison = Comparison::default();
        comparison.left.label = SafeText::line(left);
        comparison.right.label = SafeText::line(right);
        Export { corpus: Arc::new(Corpus::default()), comparison: Arc::new(comparison), form }
    }

    #[test]
    fn names_of_files_are_plain() {
        for (left, right, expected) in [
            ("To Vima", "Daily Sabah", "compare-to-vima-daily-sabah.md"),
            ("../../etc/passwd", "-rf *", "compare-etc-passwd-rf.md"),
            ("Ελλάδα", "日本", "compare.md"),
            ("a\0b", "", "compare-a-b.md"),
        ] {
            assert_eq!(name(&of(left, right, ExportForm::Markdown)), expected);
        }
        assert!(name(&of(&"long ".repeat(90), "x", ExportForm::Html)).len() < 90);
    }

    #[test]
    fn nothing_is_written_over_and_nothing_half_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let page = of("A", "B", ExportForm::Html);
        assert_eq!(export(&page, folder.path()), "written to compare-a-b.html");
        assert_eq!(export(&page, folder.path()), "written to compare-a-b-2.html");
        let html = fs::read_to_string(folder.path().join("compare-a-b.html")).unwrap();
        assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        assert!(export(&page, &folder.path().join("nowhere")).starts_with("not written: "));
    }
}
