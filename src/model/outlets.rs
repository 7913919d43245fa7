//! The outlets of a corpus' articles, each with a number: what goes by outlet over very many articles counts.

use super::{ArticleIndex, SafeText};
use std::collections::HashMap;
use std::ops::Index;

/// The label of each article's outlet: its name, or a stand-in that tells unknown outlets apart. Outlets of one label
/// are one outlet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletLabels {
    /// In order of their first articles.
    labels: Vec<SafeText>,
    /// By article.
    of: Vec<u32>,
}

impl OutletLabels {
    /// The number of an article's outlet.
    #[must_use]
    pub fn number(&self, article: ArticleIndex) -> usize {
        self.of[article.get()] as usize
    }

    /// The outlets, by their numbers, in order of their first articles.
    #[must_use]
    pub fn outlets(&self) -> &[SafeText] {
        &self.labels
    }
}

impl Index<ArticleIndex> for OutletLabels {
    type Output = SafeText;

    fn index(&self, article: ArticleIndex) -> &SafeText {
        &self.labels[self.number(article)]
    }
}

/// Of the labels of the articles in order.
impl<'l> FromIterator<&'l SafeText> for OutletLabels {
    fn from_iter<I: IntoIterator<Item = &'l SafeText>>(labels: I) -> Self {
        let (mut all, mut numbers) = (Self::default(), HashMap::new());
        for label in labels {
            let number = *numbers.entry(label).or_insert_with(|| {
                all.labels.push(label.clone());
                all.labels.len() as u32 - 1
            });
            all.of.push(number);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_of_one_label_have_one_number() {
        let labels: Vec<SafeText> = ["Post", "unknown 1", "Post", "Herald"].map(SafeText::line).into();
        let outlets: OutletLabels = labels.iter().collect();
        let articles: Vec<ArticleIndex> = (0..4).map(ArticleIndex).collect();
        assert_eq!(articles.iter().map(|&i| outlets.number(i)).collect::<Vec<_>>(), [0, 1, 0, 2]);
        assert!(articles.iter().all(|&i| outlets[i] == labels[i.get()]));
        assert_eq!(outlets.outlets().len(), 3);
    }
}
