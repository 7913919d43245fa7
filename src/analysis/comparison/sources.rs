//! Who is quoted on each side, and the weight each side gives to what both name.

use crate::model::comparison::{Emphasis, Source, Weight};
use crate::model::{ArticleIndex, Corpus, EntityId, SafeText, Span};
use std::collections::HashMap;

/// Entities shown by weight.
const MOST: usize = 40;

/// Who is quoted or reported in the articles, most often first, ties in reading order. Speakers without an entity are
/// joined by their words (“analysts”, “the report”), those without a name as “not named”.
pub(super) fn speakers(corpus: &Corpus, articles: &[ArticleIndex]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut place: HashMap<String, usize> = HashMap::new();
    for &article in articles {
        for quote in &corpus.annotated(article).quotes {
            let name = quote.speaker_name.clone().unwrap_or_else(|| SafeText::line("not named"));
            let key = match quote.speaker {
                Some(id) => format!("#{}", id.0),
                None => bare(&name),
            };
            let i = *place.entry(key).or_insert_with(|| {
                sources.push(Source { name, entity: quote.speaker, direct: 0, reported: 0 });
                sources.len() - 1
            });
            if quote.direct {
                sources[i].direct += 1;
            } else {
                sources[i].reported += 1;
            }
        }
    }
    sources.sort_by_key(|source| std::cmp::Reverse(source.direct + source.reported));
    sources
}

/// A common noun phrase without article and case: “The minister” and “the minister” are one.
fn bare(name: &str) -> String {
    let lower = name.to_lowercase();
    let cut = ["the ", "a ", "an ", "some "].iter().find_map(|article| lower.strip_prefix(article));
    cut.map_or(lower.clone(), str::to_owned)
}

/// The entities both sides mention, by their joint share of sentences.
pub(super) fn emphasis(corpus: &Corpus, left: &[ArticleIndex], right: &[ArticleIndex]) -> Vec<Emphasis> {
    let (left, right) = (weights(corpus, left), weights(corpus, right));
    let mut shared: Vec<Emphasis> = left
        .iter()
        .filter_map(|(&entity, &left)| Some(Emphasis { entity, left, right: *right.get(&entity)? }))
        .collect();
    let joint = |emphasis: &Emphasis| {
        emphasis.left.share.min(emphasis.right.share) + 0.01 * (emphasis.left.share + emphasis.right.share)
    };
    shared.sort_by(|a, b| joint(b).total_cmp(&joint(a)).then(a.entity.cmp(&b.entity)));
    shared.truncate(MOST);
    shared
}

fn weights(corpus: &Corpus, articles: &[ArticleIndex]) -> HashMap<EntityId, Weight> {
    let mut weights: HashMap<EntityId, Weight> = HashMap::new();
    let total: usize = articles.iter().map(|&article| corpus.annotated(article).sentences.len()).sum();
    let mut before = 0;
    let mut last_sentence: HashMap<EntityId, usize> = HashMap::new();
    for &article in articles {
        let found = corpus.annotated(article);
        let title = corpus.article(article).title.as_ref().and_then(|title| title.span).unwrap_or_default();
        for mention in &found.mentions {
            let weight = weights.entry(mention.entity).or_insert(Weight {
                share: 0.0,
                first: 1.0,
                headline: false,
                count: 0,
            });
            weight.count += 1;
            weight.headline |= title.contains(mention.span);
            let Some(i) = sentence_index(&found.sentences, mention.span).map(|i| before + i) else {
                continue;
            };
            if last_sentence.insert(mention.entity, i) != Some(i) {
                weight.share += 1.0 / total as f64;
            }
            if total > 1 {
                weight.first = weight.first.min(i as f64 / (total - 1) as f64);
            } else {
                weight.first = 0.0;
            }
        }
        before += found.sentences.len();
    }
    weights
}

fn sentence_index(sentences: &[Span], span: Span) -> Option<usize> {
    let i = sentences.partition_point(|sentence| sentence.end <= span.start);
    sentences.get(i).filter(|sentence| sentence.overlaps(span)).map(|_| i)
}
