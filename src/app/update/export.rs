//! Writing into files: which articles or which comparison, and in which form. Must not write: that is an effect.

use crate::app::layout::Pane;
use crate::app::menu::{Choice, ExportForm, Item, Menu};
use crate::app::message::{Effect, Export, Exported};
use crate::app::state::{App, Screen};
use crate::model::ArticleIndex;
use crate::model::text::counted;
use std::sync::Arc;

impl App {
    /// Asks what to write the comparison as, or the articles that are meant and all that are listed.
    pub(super) fn export_menu(&self) -> Option<Menu> {
        if self.screen() == Screen::Compare {
            self.compare.as_ref()?;
            let items = [ExportForm::Markdown, ExportForm::Html]
                .map(|form| item(form, 1, None, Choice::Export(form)));
            return Some(Menu::new(
                "Write this comparison into a file of the folder you are in, as",
                items.into(),
            ));
        }
        let meant = self.subjects();
        let listing = self.screen() == Screen::Main && self.focus == Pane::List;
        let listed: Vec<ArticleIndex> = if listing { self.list.order().to_vec() } else { Vec::new() };
        let mut items = Vec::new();
        if !meant.is_empty() {
            let label = (meant.len() > 1).then(|| counted(meant.len(), "article"));
            items.extend(of_articles(&meant, label.as_deref()));
        }
        if listed.len() > 1 && listed.len() != meant.len() {
            let label = format!("all {} listed", listed.len());
            items.extend(of_articles(&listed, Some(&label)));
        }
        let title = match meant.len() {
            0 | 1 => "Write this article into a file of the folder you are in, as".to_owned(),
            n => format!("Write {} into files of the folder you are in, as", counted(n, "article")),
        };
        (!items.is_empty()).then(|| Menu::new(&title, items))
    }

    pub(super) fn export_comparison(&self, form: ExportForm) -> Vec<Effect> {
        let Some(shown) = &self.compare else { return Vec::new() };
        self.export(Exported::Comparison(Arc::new(shown.comparison.clone())), form)
    }

    pub(super) fn export(&self, what: Exported, form: ExportForm) -> Vec<Effect> {
        let Some(library) = &self.library else { return Vec::new() };
        vec![Effect::Export(Export { corpus: library.corpus.clone(), what, form })]
    }
}

fn of_articles(articles: &[ArticleIndex], which: Option<&str>) -> [Item; ExportForm::ALL.len()] {
    let of = |form| item(form, articles.len(), which, Choice::ExportArticles(articles.to_vec(), form));
    ExportForm::ALL.map(of)
}

fn item(form: ExportForm, count: usize, which: Option<&str>, choice: Choice) -> Item {
    let (name, detail) = match form {
        ExportForm::Markdown if count > 1 => ("Markdown", "a folder with a file for each, with front matter"),
        ExportForm::Markdown => ("Markdown", "text with marks, for notes and editors"),
        ExportForm::JsonLines => ("JSON Lines", "for programs, and to be taken in again"),
        ExportForm::Csv => ("CSV", "a row an article, for spreadsheets"),
        ExportForm::Html => ("HTML", "one page with nothing outside it; prints well"),
        ExportForm::Text => ("Text", "plain, for reading"),
    };
    let label = which.map_or_else(|| name.to_owned(), |which| format!("{name}, {which}"));
    Item { label, detail: detail.to_owned(), aside: String::new(), choice }
}
