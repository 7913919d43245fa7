//! What is written into files, and in which form.

use super::{opened, press};
use crate::app::Effect;
use crate::app::menu::ExportForm::{Csv, Html, JsonLines, Markdown};
use crate::app::message::Exported;
use crate::model::ArticleIndex;

#[test]
fn a_comparison_is_written_in_the_form_chosen() {
    let mut app = opened();
    assert!(press(&mut app, "c<enter>E").is_empty());
    let effects = press(&mut app, "<down><enter>");
    let [Effect::Export(export)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(export.form, Html);
    let Exported::Comparison(comparison) = &export.what else { panic!("{:?}", export.what) };
    assert_eq!(comparison.left.articles, [ArticleIndex(0)]);
}

#[test]
fn articles_are_written_in_the_form_chosen() {
    for (keys, form, articles) in [
        ("gw<enter>", Markdown, vec![0]),
        ("jgw<down><enter>", JsonLines, vec![1]),
        ("<enter>gw<down><enter>", JsonLines, vec![0]),
        ("vjjvgwcsv<enter>", Csv, vec![0, 2]),
        ("gwlisted<enter>", Markdown, vec![0, 1, 2]),
        ("/gamma<enter>gwjson<enter>", JsonLines, vec![1]),
    ] {
        let mut app = opened();
        let effects = press(&mut app, keys);
        let Some(Effect::Export(export)) = effects.last() else { panic!("{keys}: {effects:?}") };
        let articles = articles.into_iter().map(ArticleIndex).collect();
        assert_eq!((&export.what, export.form), (&Exported::Articles(articles), form), "{keys}");
    }
}
