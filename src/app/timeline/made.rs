//! The line of events of some articles, worked out as a whole: by a worker where there are very many events.

use super::Choice;
use super::about::About;
use super::fold::Folding;
use super::lay::{self, Group, Laid};
use super::lines::Lines;
use super::order::Order;
use super::volume::Volume;
use crate::analysis::coverage::Coverage;
use crate::model::{ArticleIndex, Corpus, OutletLabels, Precision, SafeText};
use rayon::prelude::*;
use std::sync::Arc;

/// What decides how the line looks.
#[derive(Debug, Clone)]
pub struct Ask {
    pub(super) corpus: Arc<Corpus>,
    /// Outlet labels of the whole corpus, where they are known already.
    pub(super) labels: Option<Arc<OutletLabels>>,
    pub(super) listed: Vec<ArticleIndex>,
    pub(super) about: About,
    pub(super) choice: Choice,
    pub(super) folding: Folding,
}

/// The line as it was worked out.
#[derive(Debug)]
pub struct Made {
    pub(super) corpus: Arc<Corpus>,
    pub(super) labels: Arc<OutletLabels>,
    pub(super) coverage: Arc<Coverage>,
    pub(super) outlets: Vec<(SafeText, usize)>,
    pub(super) volume: Volume,
    pub(super) of: usize,
    pub(super) order: Order,
    pub(super) groups: Vec<Group>,
    pub(super) zoom: Precision,
    pub(super) lines: Lines,
}

impl Ask {
    /// Works the line out.
    #[must_use]
    pub fn make(self) -> Made {
        let Self { corpus, labels, listed, about, choice, folding } = self;
        let label = || labels.unwrap_or_else(|| corpus.outlet_labels().into());
        let covered = |labels: Arc<OutletLabels>| (Coverage::of(&corpus, &listed, &labels), labels);
        let (briefs, (all, labels)) = rayon::join(|| corpus.briefs().clone(), || covered(label()));
        let outlets: Vec<(SafeText, usize)> =
            all.columns.iter().map(|column| (column.label.clone(), column.articles.len())).collect();
        let coverage = if outlets.iter().any(|(label, _)| choice.off.contains(label)) {
            let on = |article: &ArticleIndex| !choice.off.contains(&labels[*article]);
            let on: Vec<ArticleIndex> = listed.iter().copied().filter(on).collect();
            Coverage::of(&corpus, &on, &labels)
        } else {
            all
        };
        let (volume, mut told) = rayon::join(
            || Volume::of(&corpus, &listed, &coverage, choice.zoom),
            || lay::told(&briefs, &coverage, &listed, corpus.len()),
        );
        let of = told.len();
        if choice.shared {
            told.retain(|told| told.shared);
        }
        if choice.about && !about.is_empty() {
            let asked = about.asked(&corpus);
            let holds = |told: &lay::Told| asked.holds(&corpus, &coverage, briefs.get(told.place as usize));
            told = told.into_par_iter().with_min_len(lay::AT_LEAST).filter(holds).collect();
        }
        let Laid { order, mut groups, lines } = lay::lay(&briefs, &told, volume.first, choice.zoom, &folding);
        for group in &mut groups {
            group.articles = volume.articles(group.period);
        }
        let zoom = choice.zoom;
        Made { zoom, labels, coverage: coverage.into(), outlets, volume, of, order, groups, lines, corpus }
    }
}
