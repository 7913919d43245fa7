use super::*;
use crate::analysis::testing::{article, corpus};
use crate::analysis::{Gazetteer, kept::NoShelf};
use crate::model::{Bodies, Briefs, Columns, Correction, Corrections, Kept, Matter, Rule};

/// Gives what a corpus holds.
#[derive(Debug)]
struct Held(Corpus);

impl Bodies for Held {
    fn article(&self, index: ArticleIndex) -> Arc<Article> {
        self.0.article(index)
    }

    fn annotated(&self, index: ArticleIndex) -> Arc<Annotations> {
        self.0.annotated(index)
    }
}

/// The same corpus as one whose articles are kept elsewhere; `held` has at least its articles.
fn kept_elsewhere(corpus: &Corpus, held: &Corpus) -> Corpus {
    let heads = corpus.indices().map(|i| KeptHead::of(&corpus.article(i), &corpus.annotated(i))).collect();
    let columns = Arc::new(Columns::of(corpus));
    let kept = Kept { heads, columns, reprints: Arc::default(), bodies: Arc::new(Held(held.clone())) };
    Corpus {
        kept: Some(kept),
        articles: [].into_iter().collect(),
        annotations: [].into_iter().collect(),
        ..corpus.clone()
    }
}

fn articles() -> Vec<Article> {
    let talks =
        "Vladimir Putin met Xi Jinping in Beijing on 4 February 2022, and they signed an agreement on gas.";
    let again =
        "Xi Jinping met Vladimir Putin in Beijing on 4 February 2022. Gas was the matter of the agreement.";
    let third = "In Beijing Putin met Xi on 4 February 2022 and signed an agreement on gas, said Harvey Quillfeather.";
    let rain =
        "Rain fell on the hills of Harnwick all day, said Olaf Scholz, who was in Berlin on 3 February 2022.";
    let ferry =
        "A ferry ran aground off Turku on 5 February 2022, and Emmanuel Macron sent divers. Nobody was hurt.";
    vec![
        article("a", Some("2022-02-04"), "Putin meets Xi over gas", talks),
        article("b", Some("2022-02-04"), "A day of rain", rain),
        article("c", Some("2022-02-05"), "Gas agreement as Putin meets Xi", again),
        article("d", Some("2022-02-05"), "Putin and Xi sign gas agreement", third),
        article("e", Some("2022-02-06"), "Ferry aground", ferry),
    ]
}

fn all_of(corpus: &Corpus) -> impl Fn(&Article, &Annotations) -> Vec<ArticleIndex> + Sync {
    let all: Vec<ArticleIndex> = corpus.indices().collect();
    move |_, _| all.clone()
}

#[test]
fn what_comes_in_one_go_or_several_is_what_is_assembled() {
    let whole = corpus(articles());
    for parts in [&[2][..], &[1, 1], &[3]] {
        let mut rest = articles();
        let came = rest.split_off(5 - parts.iter().sum::<usize>());
        let mut now = kept_elsewhere(&corpus(rest), &whole);
        let mut came = came.into_iter().map(Arc::new);
        for &count in parts {
            let some: Vec<Arc<Article>> = came.by_ref().take(count).collect();
            let arrival = arrive(&now, &some, Gazetteer::bundled(), &NoShelf, &all_of(&now)).unwrap();
            assert_eq!(arrival.heads.len(), count);
            let bodies: Arc<dyn Bodies> = Arc::new(Held(whole.clone()));
            now = now.with(&[arrival], &bodies).unwrap();
        }
        assert_eq!((&now.stories, &now.story_of), (&whole.stories, &whole.story_of), "{parts:?}");
        let told = |corpus: &Corpus| -> Vec<_> {
            let all = corpus.timeline.events.iter().chain(&corpus.timeline.undated);
            all.map(|event| (event.label.to_string(), event.days, event.mentions.len())).collect()
        };
        assert_eq!(told(&now), told(&whole), "{parts:?}");
        assert!(told(&whole).iter().any(|(.., mentions)| *mentions == 3), "{:?}", told(&whole));
        assert_eq!(**now.briefs(), Briefs::of(&now), "what is copied is what would be worked out");
        assert_eq!(now.entities.len(), whole.entities.len());
        for index in whole.indices() {
            assert_eq!((now.dated(index), now.head(index).id), (whole.dated(index), whole.head(index).id));
        }
    }
}

#[test]
fn where_the_reader_corrected_events_all_is_to_be_joined_anew() {
    let whole = corpus(articles());
    let rules = vec![Correction {
        rule: Rule::NotEvent { event: Matter::default(), only: false },
        when: String::new(),
        why: String::new(),
    }];
    let corrections = Arc::new(Corrections { rules });
    let corrected = Corpus { corrections, ..kept_elsewhere(&whole, &whole) };
    let more = [Arc::new(article("f", None, "", "Snow fell on Oslo."))];
    assert!(arrive(&corrected, &more, Gazetteer::bundled(), &NoShelf, &all_of(&whole)).is_none());
    assert!(
        arrive(&kept_elsewhere(&whole, &whole), &more, Gazetteer::bundled(), &NoShelf, &all_of(&whole))
            .is_some()
    );
}

#[test]
fn an_arrival_fits_the_corpus_it_is_of_only() {
    let whole = corpus(articles());
    let before = kept_elsewhere(&corpus(articles().into_iter().take(4).collect()), &whole);
    let more = [Arc::new(articles().remove(4))];
    let arrival = arrive(&before, &more, Gazetteer::bundled(), &NoShelf, &all_of(&before)).unwrap();
    assert!(
        arrival.fits(&before)
            && before.with(std::slice::from_ref(&arrival), &before.kept.as_ref().unwrap().bodies).is_some()
    );
    let fewer = kept_elsewhere(&corpus(articles().into_iter().take(1).collect()), &whole);
    assert!(!arrival.fits(&fewer));
    let mut other = arrival;
    other.story_of = vec![99];
    assert!(!other.fits(&before));
}
