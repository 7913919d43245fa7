//! The line of events of some articles, worked out as a whole: by a worker where there are very many events.

use super::Choice;
use super::EventRef;
use super::about::About;
use super::fold::Folding;
use super::lines::{self, Group, Line};
use super::volume::Volume;
use crate::analysis::coverage::Coverage;
use crate::model::{ArticleIndex, Briefs, Corpus, SafeText};
use std::sync::Arc;

/// What decides how the line looks.
#[derive(Debug, Clone)]
pub struct Ask {
    pub(super) corpus: Arc<Corpus>,
    /// Outlet labels of the whole corpus, where they are known already.
    pub(super) labels: Option<Arc<[SafeText]>>,
    pub(super) listed: Vec<ArticleIndex>,
    pub(super) about: About,
    pub(super) choice: Choice,
    pub(super) folding: Folding,
}

/// The line as it was worked out.
#[derive(Debug)]
pub struct Made {
    pub(super) corpus: Arc<Corpus>,
    pub(super) labels: Arc<[SafeText]>,
    pub(super) coverage: Arc<Coverage>,
    pub(super) outlets: Vec<(SafeText, usize)>,
    pub(super) volume: Volume,
    pub(super) of: usize,
    pub(super) order: Vec<EventRef>,
    pub(super) groups: Vec<Group>,
    pub(super) lines: Vec<Line>,
    pub(super) places: Places,
}

impl Ask {
    /// Works the line out.
    #[must_use]
    pub fn make(self) -> Made {
        let Self { corpus, labels, listed, about, choice, folding } = self;
        let labels = labels.unwrap_or_else(|| corpus.outlet_labels().into());
        let briefs = corpus.briefs().clone();
        let all = Coverage::of(&corpus, &listed, &labels);
        let outlets: Vec<(SafeText, usize)> =
            all.columns.iter().map(|column| (column.label.clone(), column.articles.len())).collect();
        let coverage = if outlets.iter().any(|(label, _)| choice.off.contains(label)) {
            let on = |article: &ArticleIndex| !choice.off.contains(&labels[article.get()]);
            let on: Vec<ArticleIndex> = listed.iter().copied().filter(on).collect();
            Coverage::of(&corpus, &on, &labels)
        } else {
            all
        };
        let volume = Volume::of(&corpus, &coverage, choice.zoom);
        let mut told = lines::told(&briefs, &coverage);
        let of = told.len();
        let narrowed = choice.about && !about.is_empty();
        let asked = about.asked(&corpus);
        told.retain(|told| {
            (!choice.shared || told.telling > 1)
                && (!narrowed || asked.holds(&corpus, &coverage, briefs.get(told.event.place(&briefs))))
        });
        let laid = lines::lay(&corpus, &briefs, &coverage, told, choice.zoom, &folding);
        let (order, mut groups, lines) = (laid.order, laid.groups, laid.lines);
        for group in &mut groups {
            group.articles = volume.articles(group.period);
        }
        let places = Places::of(&corpus, &briefs, &order, &lines);
        Made { labels, coverage: coverage.into(), outlets, volume, of, order, groups, lines, places, corpus }
    }
}

/// Where on the line events stand, and which of them each article tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    dated: usize,
    /// For each event of the corpus its place in the order of the line, or [`NOWHERE`].
    in_order: Vec<u32>,
    /// The lines that can be selected.
    pub(super) stops: Vec<usize>,
    /// The place in the order at which each of those begins.
    begins: Vec<u32>,
    /// For each article where its events begin in `told`, and where the last one's end.
    of_article: Vec<u32>,
    /// Places in the order.
    told: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Places {
    fn of(corpus: &Corpus, briefs: &Briefs, order: &[EventRef], lines: &[Line]) -> Self {
        let mut in_order = vec![NOWHERE; briefs.len()];
        let mut of_article = vec![0; corpus.len() + 1];
        let tellers = |event: &EventRef| {
            let mentions = briefs.get(event.place(briefs)).mentions();
            // By article, so that those of one stand together.
            mentions.chunk_by(|a, b| a.article == b.article).map(|run| run[0].article.get())
        };
        for (place, event) in order.iter().enumerate() {
            in_order[event.place(briefs)] = place as u32;
            tellers(event).for_each(|article| of_article[article + 1] += 1);
        }
        for article in 1..of_article.len() {
            of_article[article] += of_article[article - 1];
        }
        let (mut told, mut next) =
            (vec![0; of_article.last().map_or(0, |&all| all as usize)], of_article.clone());
        for (place, event) in order.iter().enumerate() {
            for article in tellers(event) {
                told[next[article] as usize] = place as u32;
                next[article] += 1;
            }
        }
        let (mut stops, mut begins, mut place) = (Vec::new(), Vec::new(), 0);
        for (i, line) in lines.iter().enumerate() {
            let events = match line {
                Line::Heading(_) => continue,
                Line::Event(_) => 1,
                Line::Fold(fold) => fold.events.len(),
            };
            stops.push(i);
            begins.push(place);
            place += events as u32;
        }
        Self { dated: briefs.dated(), in_order, stops, begins, of_article, told }
    }

    /// The place of an event in the order of the line.
    pub(super) fn in_order(&self, event: EventRef) -> Option<usize> {
        let place = match event {
            EventRef::Dated(i) => i,
            EventRef::Undated(i) => self.dated + i,
        };
        self.in_order.get(place).filter(|&&place| place != NOWHERE).map(|&place| place as usize)
    }

    /// Which of the lines that can be selected holds a place in the order.
    pub(super) fn stop_of(&self, place: usize) -> Option<usize> {
        self.begins.partition_point(|&begin| begin as usize <= place).checked_sub(1)
    }

    /// The events shown that an article tells, by their places in the order.
    pub(super) fn told_by(&self, article: ArticleIndex) -> impl Iterator<Item = usize> + '_ {
        let bounds = self.of_article.get(article.get()).zip(self.of_article.get(article.get() + 1));
        let told = bounds.map_or(&[][..], |(&from, &to)| &self.told[from as usize..to as usize]);
        told.iter().map(|&place| place as usize)
    }
}
