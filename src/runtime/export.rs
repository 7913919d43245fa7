//! A comparison or articles written into files: new ones each time, each whole or not at all.

use super::files;
use super::queue::Incoming;
use crate::app::Message;
use crate::app::menu::ExportForm;
use crate::app::message::{Export, Exported};
use crate::model::ArticleIndex;
use crate::model::dates::iso;
use crate::model::text::counted;
use crate::report::{Format, Layout, Paint, Report, View, exported};
use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

/// Names tried before giving up.
const TRIES: usize = 1000;

/// Writes beside the screen. What is being written is finished before the program ends.
pub(crate) struct Exporter {
    queue: Sender<Incoming>,
    at_work: Vec<JoinHandle<()>>,
}

impl Exporter {
    pub(crate) const fn new(queue: Sender<Incoming>) -> Self {
        Self { queue, at_work: Vec::new() }
    }

    /// Begins to write into the folder one is in; what became of it comes as a message. Where it cannot begin, returns
    /// what to tell the person.
    pub(crate) fn begin(&mut self, what: Export) -> Option<String> {
        self.at_work.retain(|work| !work.is_finished());
        let queue = self.queue.clone();
        let work = move || {
            let told = export(&what, Path::new("."));
            // The receiver is gone where the person left; the file is there all the same.
            let _ = queue.send(Incoming::Message(Message::Told(told)));
        };
        match thread::Builder::new().name("export".to_owned()).spawn(work) {
            Ok(work) => self.at_work.push(work),
            Err(error) => return Some(format!("not written: {error}")),
        }
        None
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        for work in self.at_work.drain(..) {
            // A panic there has been told; nothing waits for its result.
            let _ = work.join();
        }
    }
}

/// Writes it into a folder; returns what to tell the person.
pub(crate) fn export(what: &Export, folder: &Path) -> String {
    let written = match &what.what {
        Exported::Articles(articles) if what.form == ExportForm::Markdown && articles.len() > 1 => {
            to_files(&View::of(&what.corpus, articles.clone()), folder)
        }
        _ => to_file(what, folder),
    };
    match written {
        Ok(told) => format!("written to {told}"),
        Err(error) => format!("not written: {error}"),
    }
}

/// The name of the file or folder, without a number.
pub(crate) fn name(what: &Export) -> String {
    let ending = format_of(what.form).ending();
    match &what.what {
        Exported::Comparison(comparison) => {
            let sides = [comparison.left.label.as_str(), comparison.right.label.as_str()];
            format!("{}.{ending}", files::slug(std::iter::once("compare").chain(sides)))
        }
        Exported::Articles(articles) => match articles.as_slice() {
            &[one] => article_name(&View::new(&what.corpus), one, ending, &mut HashSet::new()),
            _ if what.form == ExportForm::Markdown => "articles".to_owned(),
            _ => format!("articles.{ending}"),
        },
    }
}

const fn format_of(form: ExportForm) -> Format {
    match form {
        ExportForm::Markdown => Format::Md,
        ExportForm::JsonLines => Format::Jsonl,
        ExportForm::Csv => Format::Csv,
        ExportForm::Html => Format::Html,
        ExportForm::Text => Format::Text,
    }
}

fn to_file(what: &Export, folder: &Path) -> io::Result<String> {
    let format = format_of(what.form);
    let layout = Layout { columns: 100, paint: Paint::off() };
    first_free(&name(what), |name| {
        files::write(&folder.join(name), false, |out: &mut dyn Write| match &what.what {
            Exported::Comparison(comparison) => {
                let view = View::new(&what.corpus);
                crate::report::write(Report::Comparison(comparison), &view, format, layout, out)
            }
            Exported::Articles(articles) => {
                let view = View::of(&what.corpus, articles.clone());
                match articles.as_slice() {
                    &[one] if format == Format::Md => {
                        out.write_all(exported::markdown(&view, one).as_bytes())
                    }
                    _ => crate::report::write(Report::Texts, &view, format, layout, out),
                }
            }
        })
    })
}

/// One file an article, in a folder of their own.
fn to_files(view: &View<'_>, folder: &Path) -> io::Result<String> {
    let name = first_free("articles", |name| fs::create_dir(folder.join(name)))?;
    let mut taken = HashSet::new();
    for &index in view.articles() {
        let file = folder.join(&name).join(article_name(view, index, Format::Md.ending(), &mut taken));
        let text = exported::markdown(view, index);
        files::write(&file, false, |out| out.write_all(text.as_bytes()))?;
    }
    Ok(format!("{name}/, {}", counted(view.articles().len(), "file")))
}

/// Makes something under a name that nothing has yet, with a number before the ending where it must have one; returns
/// that name.
fn first_free(name: &str, mut make: impl FnMut(&str) -> io::Result<()>) -> io::Result<String> {
    let (stem, ending) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    for number in 1..=TRIES {
        let tried = if number == 1 { name.to_owned() } else { format!("{stem}-{number}{ending}") };
        match make(&tried) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => return done.map(|()| tried),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `2025-09-03-to-vima-china-russia-alliance.md`: the same for the same articles, each once.
pub(crate) fn article_name(
    view: &View<'_>,
    index: ArticleIndex,
    ending: &str,
    taken: &mut HashSet<String>,
) -> String {
    let article = view.corpus().article(index);
    let published = view.corpus().published(index);
    let date = published.map(|one| iso(one.date, one.precision)).unwrap_or_default();
    let outlet = article.outlet.name.as_deref().unwrap_or_default();
    // A title in another script leaves too little to know the article by.
    let words = files::slug([article.display_title()]);
    let slug = if words.len() < 8 {
        files::slug([&*date, outlet, &words, &article.id])
    } else {
        files::slug([&*date, outlet, &words])
    };
    let slug = if slug.is_empty() { "article".to_owned() } else { slug };
    let numbered =
        |n: usize| if n == 1 { format!("{slug}.{ending}") } else { format!("{slug}-{n}.{ending}") };
    let free = (1..=taken.len() + 1).map(numbered).find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};
    use crate::model::{Comparison, Corpus, SafeText};
    use std::sync::Arc;

    fn of(left: &str, right: &str, form: ExportForm) -> Export {
        let mut comparison = Comparison::default();
        comparison.left.label = SafeText::line(left);
        comparison.right.label = SafeText::line(right);
        let what = Exported::Comparison(Arc::new(comparison));
        Export { corpus: Arc::new(Corpus::default()), what, form }
    }

    fn articles(which: &[u32], form: ExportForm) -> Export {
        let all = [("a", "The ferry sank off Oslo on Monday."), ("b", "The mayor of Turku spoke.")];
        let corpus = corpus(all.map(|(id, text)| article(id, Some("2024-05-06"), text, text)).into());
        let what = Exported::Articles(which.iter().map(|&i| ArticleIndex(i)).collect());
        Export { corpus: Arc::new(corpus), what, form }
    }

    #[test]
    fn articles_are_written_one_a_file_or_all_in_one() {
        let folder = tempfile::tempdir().unwrap();
        let one = "2024-05-06-the-ferry-sank-off-oslo-on-monday";
        for (which, form, told, file, words) in [
            (&[0][..], ExportForm::Markdown, format!("{one}.md"), format!("{one}.md"), "---\nid: \"a\""),
            (&[0], ExportForm::Markdown, format!("{one}-2.md"), format!("{one}-2.md"), "id: \"a\""),
            (&[0], ExportForm::Text, format!("{one}.txt"), format!("{one}.txt"), "ferry"),
            (
                &[0, 1],
                ExportForm::Markdown,
                "articles/, 2 files".into(),
                format!("articles/{one}.md"),
                "ferry",
            ),
            (
                &[0, 1],
                ExportForm::Markdown,
                "articles-2/, 2 files".into(),
                format!("articles-2/{one}.md"),
                "Oslo",
            ),
            (
                &[0, 1],
                ExportForm::JsonLines,
                "articles.jsonl".into(),
                "articles.jsonl".into(),
                "{\"id\":\"b\"",
            ),
            (&[1, 0], ExportForm::Csv, "articles.csv".into(), "articles.csv".into(), "Turku"),
            (&[0, 1], ExportForm::Html, "articles.html".into(), "articles.html".into(), "</html>"),
        ] {
            assert_eq!(export(&articles(which, form), folder.path()), format!("written to {told}"));
            let written = fs::read_to_string(folder.path().join(&file)).unwrap();
            assert!(written.contains(words), "{file}: {written}");
        }
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
