//! What of an article matched, for the rows and pages that are visible.

use super::fold::Folded;
use super::fulltext::{Snippet, find_in, snippet};
use super::names::Target;
use super::{Hits, Index};
use crate::model::span::within;
use crate::model::{ArticleIndex, EntityId, Span};
use std::ops::Range;

/// What of one article the query matched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// Entities it mentions that the query was taken for, each once, in order of id.
    pub entities: Vec<EntityId>,
    /// Whether its outlet was named.
    pub outlet: bool,
    /// Whether its outlet's country was named.
    pub outlet_country: bool,
    /// Byte ranges of its [display title](crate::model::Article::display_title), in order, disjoint.
    pub title: Vec<Range<usize>>,
    /// Where phrases stand in its text, in order.
    pub phrases: Vec<Span>,
}

impl Index {
    /// What of an article the query of `hits` matched. Reads the article's text only where the query has a phrase.
    #[must_use]
    pub fn matched(&self, hits: &Hits, article: ArticleIndex) -> Matched {
        let mut matched = Matched::default();
        if article.get() >= self.len() {
            return matched;
        }
        let title = self.corpus.head(article).display_title();
        for term in hits.terms.iter().filter(|term| !term.excluded) {
            for &target in &term.targets {
                match target {
                    Target::Outlet(id) => {
                        matched.outlet |= self.postings.outlet_of[article.get()] == Some(id);
                    }
                    Target::Entity(id) => {
                        matched.outlet_country |= self.home_of(id).binary_search(&article.0).is_ok();
                        let mentioned =
                            self.postings.entity(id).binary_search_by_key(&article.0, |p| p.article);
                        matched.entities.extend(mentioned.is_ok().then_some(id));
                    }
                }
            }
            if let Some((words, beginning)) = &term.titles {
                matched.title.extend(title_words(title, words, *beginning));
            }
            if let Some(phrase) = &term.phrase {
                matched.phrases.extend(find_in(&self.corpus.article(article), phrase));
                matched.title.extend(phrase.find(title));
            }
        }
        matched.entities.sort_unstable();
        matched.entities.dedup();
        matched.title.extend(self.mentions_in_title(article, &matched.entities));
        join_ranges(&mut matched.title);
        matched.phrases.sort_unstable();
        matched.phrases.dedup();
        matched
    }

    /// Where the headline mentions any of some entities.
    fn mentions_in_title(&self, article: ArticleIndex, entities: &[EntityId]) -> Vec<Range<usize>> {
        let Some(title) = self.corpus.head(article).title else { return Vec::new() };
        if entities.is_empty() {
            return Vec::new();
        }
        let place = self.corpus.article(article);
        // A headline that was put on one line has other offsets than the text; those stay unmarked.
        let Some(span) = title.span.filter(|span| place.words(*span) == title.text.as_str()) else {
            return Vec::new();
        };
        let findings = self.corpus.annotated(article);
        let mentions = within(&findings.mentions, span, |mention| mention.span);
        let wanted = mentions.iter().filter(|m| entities.contains(&m.entity) && span.contains(m.span));
        wanted.map(|m| (m.span.start - span.start) as usize..(m.span.end - span.start) as usize).collect()
    }

    /// The best snippets of an article for the query of `hits`: around its phrases, else around the first mentions of
    /// the entities asked for. At most `most`, in order of the text, each of about `width` characters.
    #[must_use]
    pub fn snippets(&self, hits: &Hits, article: ArticleIndex, most: usize, width: usize) -> Vec<Snippet> {
        if article.get() >= self.len() {
            return Vec::new();
        }
        let place = self.corpus.article(article);
        let annotations = self.corpus.annotated(article);
        let matched = self.matched(hits, article);
        let mut marks = matched.phrases;
        if marks.is_empty() {
            let mentions = annotations.mentions.iter().filter(|m| matched.entities.contains(&m.entity));
            marks = mentions.map(|mention| mention.span).collect();
        }
        let mut snippets: Vec<Snippet> = Vec::new();
        let mut shown_to = None;
        for &mark in &marks {
            if snippets.len() == most {
                break;
            }
            // One snippet a sentence is enough.
            let sentence = annotations.sentence_at(mark.start).unwrap_or(mark);
            if shown_to.is_some_and(|end| sentence.start < end) {
                continue;
            }
            shown_to = Some(sentence.end);
            snippets.push(snippet(&place, &annotations, mark, &marks, width));
        }
        snippets
    }
}

/// The words of a title that fit the folded words asked for.
fn title_words(title: &str, words: &[String], beginning: bool) -> Vec<Range<usize>> {
    let folded = Folded::new(title);
    let mut ranges = Vec::new();
    let mut at = 0;
    for have in folded.text.split(' ') {
        let fits =
            words.iter().filter(|word| have == word.as_str() || beginning && have.starts_with(word.as_str()));
        if let Some(longest) = fits.map(String::len).max() {
            ranges.extend(folded.source_of_bytes(at..at + longest));
        }
        at += have.len() + 1;
    }
    ranges
}

/// Sorts ranges and joins those that overlap or touch.
fn join_ranges(ranges: &mut Vec<Range<usize>>) {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges.drain(..) {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    *ranges = joined;
}
