//! Why a stretch of text is taken for a quotation: who speaks, how, and by which pattern.

use super::why::{Page, Tone};
use crate::model::dates::show;
use crate::model::{ArticleIndex, Corpus, Quote};

/// The page of one quotation.
pub(super) fn why_quote(corpus: &Corpus, article: ArticleIndex, quote: &Quote) -> Page {
    let text = corpus.article(article);
    let speaker = quote.speaker_name.as_deref().unwrap_or("somebody who is not named");
    let mut page = Page::new(&format!("Why {speaker} is said to have said this"));
    page.add(Tone::Words, text.words(quote.span));
    page.add(
        Tone::Heading,
        if quote.direct { "Own words, in quotation marks" } else { "Reported, in the outlet’s words" },
    );
    page.add(Tone::Plain, format!("Speaker: {}.", who(corpus, quote)));
    match quote.cue {
        Some(cue) => page.add(Tone::Plain, format!("Introduced by “{}”.", text.words(cue))),
        None => page.add(Tone::Plain, "No verb of saying introduces it."),
    }
    page.add(Tone::Plain, format!("Found by: {}.", quote.why.trim_end_matches('.')));
    let published = corpus.published(article);
    let date = published.map_or_else(|| "undated".to_owned(), |p| show(p.date, p.precision));
    page.add(Tone::Faint, format!("{}, {date}.", corpus.outlet_label(article)));
    page
}

/// The speaker as an entity, or as the words of the text.
fn who(corpus: &Corpus, quote: &Quote) -> String {
    match (quote.speaker, &quote.speaker_name) {
        (Some(id), _) => {
            let entity = corpus.entities.get(id);
            let note = if entity.note.is_empty() { entity.kind.name() } else { &entity.note };
            format!("{}, {note}", entity.name)
        }
        (None, Some(name)) => format!("“{name}”, nobody the lists or the text know by name"),
        (None, None) => "not named in the text".to_owned(),
    }
}
