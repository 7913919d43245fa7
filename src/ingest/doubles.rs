//! Articles that came twice in one reading: the second is left out, and the person hears of it. The same words from
//! two outlets are no double but a reprint, and stay.

use super::load::Origin;
use crate::model::{Article, SafeText, Warning};
use std::collections::HashMap;

/// Leaves out the doubles among the articles, which keep their order.
pub(super) fn leave_out(finished: &mut Vec<(Article, Origin)>, warnings: &mut Vec<Warning>) {
    if finished.len() < 2 {
        return;
    }
    let mut keep = vec![true; finished.len()];
    let mut known = Known::default();
    for i in 0..finished.len() {
        let Some((first, reason)) = known.find(finished, i) else { continue };
        // Of two versions under one address the longer is the article, the shorter what announces it.
        let longer = finished[i].0.text.len() > finished[first].0.text.len();
        let (kept, left) = if longer { (i, first) } else { (first, i) };
        keep[left] = false;
        if longer {
            known.replace(&finished[i].0, i);
        }
        let told = format!("{reason} as {}; it is taken once", called(&finished[kept]));
        let origin = &finished[left].1;
        let warning = Warning::notice(&origin.place, &told);
        warnings.push(match origin.line {
            Some(line) => warning.at_line(line),
            None => warning,
        });
    }
    let mut keep = keep.into_iter();
    finished.retain(|_| keep.next().unwrap_or(true));
}

/// What an article is called beside one that is its double.
fn called((article, origin): &(Article, Origin)) -> String {
    let line = origin.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line} (“{}”)", origin.place, super::format::head(article.display_title(), 80))
}

/// The articles seen so far, by what tells one from another.
#[derive(Default)]
struct Known {
    ids: HashMap<SafeText, usize>,
    urls: HashMap<SafeText, usize>,
    texts: HashMap<SafeText, usize>,
}

impl Known {
    /// The earlier article that this one doubles, and why; else it is known from now on.
    fn find(&mut self, all: &[(Article, Origin)], i: usize) -> Option<(usize, &'static str)> {
        let (article, origin) = &all[i];
        let id = (origin.given && !article.id.is_empty()).then(|| self.ids.get(&article.id)).flatten();
        if let Some(&first) = id.filter(|first| all[**first].0.text == article.text) {
            return Some((first, "the same id and text"));
        }
        let url = article.url.as_ref().and_then(|url| self.urls.get(url));
        // Other ids say that they are not one; another headline, that it has changed.
        if let Some(&first) =
            url.filter(|first| !(origin.given && all[**first].1.given) && alike(&all[**first].0, article))
        {
            return Some((first, "the same address"));
        }
        let plain = !origin.given && !article.text.trim().is_empty();
        if let Some(&first) = plain.then(|| self.texts.get(&article.text)).flatten()
            && one_source(&all[first].0, article)
        {
            return Some((first, "the same text"));
        }
        if origin.given {
            self.ids.entry(article.id.clone()).or_insert(i);
        } else {
            self.texts.entry(article.text.clone()).or_insert(i);
        }
        if let Some(url) = &article.url {
            self.urls.entry(url.clone()).or_insert(i);
        }
        None
    }

    /// From now on this article stands for its address.
    fn replace(&mut self, article: &Article, i: usize) {
        if let Some(url) = &article.url {
            self.urls.insert(url.clone(), i);
        }
    }
}

/// Whether two texts under one address are one article: the same words, or the same headline.
fn alike(a: &Article, b: &Article) -> bool {
    let title = |article: &Article| article.title.as_ref().map(|title| title.text.clone());
    a.text == b.text || title(a).is_some_and(|headline| Some(headline) == title(b))
}

/// Whether nothing says that two articles are from different outlets, places or days.
fn one_source(a: &Article, b: &Article) -> bool {
    let differ = |a: Option<&SafeText>, b: Option<&SafeText>| a.is_some() && b.is_some() && a != b;
    let day = |article: &Article| article.given_date.as_ref().map(|given| given.date);
    !differ(a.outlet.name.as_ref(), b.outlet.name.as_ref())
        && !differ(a.url.as_ref(), b.url.as_ref())
        && (day(a).is_none() || day(b).is_none() || day(a) == day(b))
}

#[cfg(test)]
mod tests {
    use crate::ingest::testing::NoDirectory;
    use crate::ingest::{Input, load};

    #[test]
    fn what_comes_twice_is_taken_once_and_told() {
        let records = [
            r#"{"id":"a","text":"Ships wait."}"#,
            r#"{"id":"a","text":"Ships wait."}"#,
            r#"{"id":"a","text":"Ships sail."}"#,
            r#"{"id":"b","text":"Ships wait."}"#,
            r#"{"text":"Fares rise.","outlet":"Post"}"#,
            r#"{"text":"Fares rise.","outlet":"Courier"}"#,
            r#"{"text":"Fares rise.","outlet":"Post"}"#,
            r#"{"text":"Short.","title":"Ice","url":"https://a.example/1"}"#,
            r#"{"text":"Short, but longer.","title":"Ice","url":"https://a.example/1"}"#,
            r#"{"text":"Other.","title":"Thaw","url":"https://a.example/1"}"#,
            r#"{"text":""}"#,
            r#"{"text":""}"#,
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, records.join("\n")).unwrap();
        let loaded = load(&[Input::Path(path)], &NoDirectory);
        let texts: Vec<_> = loaded
            .articles
            .iter()
            .map(|article| format!("{} {}", article.outlet.name.as_deref().unwrap_or("-"), article.text))
            .collect();
        assert_eq!(
            texts,
            [
                "- Ships wait.",
                "- Ships sail.",
                "- Ships wait.",
                "Post Fares rise.",
                "Courier Fares rise.",
                "- Short, but longer.",
                "- Other.",
                "- ",
                "- "
            ]
        );
        let told: Vec<_> = loaded
            .warnings
            .iter()
            .filter(|warning| warning.reason.contains("taken once"))
            .map(|warning| warning.line.unwrap())
            .collect();
        assert_eq!(told, [2, 7, 8]);
    }

    #[test]
    fn one_file_given_twice_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "The ferry sailed again on Thursday.").unwrap();
        let loaded = load(&[Input::Path(path.clone()), Input::Path(folder.path().to_owned())], &NoDirectory);
        assert_eq!((loaded.articles.len(), loaded.warnings.len()), (1, 1));
    }
}
