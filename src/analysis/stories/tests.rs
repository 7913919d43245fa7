//! Stories over miniature articles.

use crate::analysis::testing::{article, corpus};
use crate::model::{Article, ArticleIndex, Chunked, Corpus};
use proptest::prelude::*;

const FLOOD: &str = "Heavy rain flooded the lower town of Harnwick on Monday, and firefighters carried forty people \
                     out of their houses by boat.\nThe river Teele rose by three metres overnight, the mayor said.";
const FLOOD_AGAIN: &str = "Firefighters in boats rescued forty people from flooded houses in Harnwick's lower town \
                           after heavy rain.\nThe Teele had risen three metres during the night, said the mayor.";
const RATES: &str = "The central bank kept its interest rate at four percent, citing stubborn inflation in food \
                     prices.\nEconomists had expected a cut of a quarter point.";

fn groups(corpus: &Corpus) -> Vec<Vec<&str>> {
    let id = |i: &crate::model::ArticleIndex| corpus.head(*i).id.as_str();
    corpus.stories.iter().map(|story| story.articles.iter().map(id).collect()).collect()
}

fn sample() -> Vec<Article> {
    vec![
        article("flood-a", Some("2021-03-02"), "Boats carry forty from flooded Harnwick", FLOOD),
        article("rates", Some("2021-03-02"), "Central bank leaves rate alone", RATES),
        article("flood-b", Some("2021-03-03"), "Forty rescued by boat in Harnwick flood", FLOOD_AGAIN),
        article("flood-later", Some("2021-09-20"), "Boats carry forty from flooded Harnwick", FLOOD_AGAIN),
    ]
}

#[test]
fn the_same_happening_is_one_story_and_a_later_one_another() {
    let corpus = corpus(sample());
    assert_eq!(groups(&corpus), [vec!["flood-a", "flood-b"], vec!["rates"], vec!["flood-later"]]);
    let story = &corpus.stories[0];
    assert!(story.why.contains("day"), "{}", story.why);
    assert!(corpus.stories[1].why.is_empty());
}

#[test]
fn the_order_of_input_does_not_change_the_groups() {
    let mut articles = sample();
    articles.reverse();
    let corpus = corpus(articles);
    let mut sets: Vec<Vec<&str>> = groups(&corpus);
    sets.sort();
    assert_eq!(sets, [vec!["flood-a", "flood-b"], vec!["flood-later"], vec!["rates"]]);
}

#[test]
fn the_undated_join_by_their_words_alone() {
    let mut articles = sample();
    articles.truncate(2);
    articles.push(article("copy", None, "Boats carry forty from flooded Harnwick", FLOOD));
    let corpus = corpus(articles);
    assert_eq!(groups(&corpus)[0], ["flood-a", "copy"]);
}

#[test]
fn a_reprint_is_told_with_the_stretches_it_shares() {
    let long = "Heavy rain flooded the lower town of Harnwick on Monday, and firefighters carried forty people out of \
                their houses by boat while the river Teele rose by three metres during the night and cut the road to \
                the north.";
    let copy = format!("{long}\nThis paper's own reporter adds that the school stays closed until Friday.");
    let corpus = corpus(vec![
        article("agency", Some("2021-03-02"), "Harnwick under water", long),
        article("paper", Some("2021-03-02"), "Harnwick under water, school closed", &copy),
    ]);
    let [story] = corpus.stories.iter().collect::<Vec<_>>()[..] else {
        panic!("one story: {:?}", groups(&corpus))
    };
    let [reprint] = &story.reprints[..] else { panic!("one reprint") };
    let (share, spans) = &reprint.shared[0];
    assert!(*share > 0.99, "{share}");
    let copy = corpus.article(reprint.articles[1]);
    let copied = copy.words(spans[0]);
    assert!(copied.starts_with("Heavy rain") && copied.ends_with("the north"), "{copied}");
}

#[test]
fn the_clearest_headline_names_the_story() {
    let corpus = corpus(vec![
        article("a", Some("2021-03-02"), "What happened in Harnwick?", FLOOD),
        article("b", Some("2021-03-02"), "Forty people rescued by boat in Harnwick flood", FLOOD_AGAIN),
    ]);
    assert_eq!(corpus.stories[0].label.as_str(), "Forty people rescued by boat in Harnwick flood");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_article_is_in_exactly_one_story(
        bodies in prop::collection::vec("[a-e]{1,3}( [a-e]{1,3}){0,12}|\\PC{0,60}", 0..9),
        days in prop::collection::vec(prop::option::of(1..28_u32), 9),
    ) {
        let articles: Vec<Article> = bodies.iter().zip(&days).enumerate().map(|(i, (body, day))| {
            let day = day.map(|day| format!("2020-05-{day:02}"));
            article(&format!("n{i}"), day.as_deref(), "", body)
        }).collect();
        let count = articles.len();
        let corpus = corpus(articles);
        let mut seen: Vec<u32> = corpus.stories.iter().flat_map(|s| s.articles.iter().map(|a| a.0)).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..count as u32).collect::<Vec<_>>());
        for (i, story) in corpus.story_of.iter().enumerate() {
            prop_assert!(corpus.stories[*story as usize].articles.iter().any(|a| a.get() == i));
        }
    }
}

/// A corpus that takes in one article after another gives the stories it would have had from the beginning.
#[test]
fn an_article_more_gives_the_stories_of_all() {
    let mut articles = sample();
    articles.push(article("flood-c", Some("2021-03-03"), "Harnwick flood: forty rescued", FLOOD));
    articles.push(article("rates-b", Some("2021-09-20"), "Bank keeps rate", RATES));
    articles.push(article("flood-d", Some("2021-09-21"), "Forty rescued by boat in Harnwick flood", FLOOD));
    articles.push(article("alone", None, "", "Cats."));
    let whole = corpus(articles);
    let mut grown = Corpus {
        stories: Chunked::default(),
        story_of: Chunked::default(),
        articles: Chunked::default(),
        ..whole.clone()
    };
    let (mut stories, _) = super::Stories::of(&Chunked::default(), &Chunked::default(), &grown.entities);
    grown.annotations = Chunked::default();
    for i in 0..whole.articles.len() {
        grown.articles.push(whole.articles[i].clone());
        grown.annotations.push(whole.annotations[i].clone());
        let before: Vec<_> = grown.stories.iter().map(|story| story.key.clone()).collect();
        let joined = stories.add(&mut grown);
        let after: Vec<_> = grown.stories.iter().map(|story| story.key.clone()).collect();
        assert_eq!(
            joined.gone,
            before.iter().filter(|key| !after.contains(key)).cloned().collect::<Vec<_>>()
        );
        assert_eq!(
            joined.made,
            after.iter().filter(|key| !before.contains(key)).cloned().collect::<Vec<_>>()
        );
        assert!(grown.stories[joined.story as usize].articles.contains(&ArticleIndex(i as u32)));
        for (place, story) in grown.stories.iter().enumerate() {
            assert!(story.articles.iter().all(|article| grown.story_of[article.get()] == place as u32));
        }
    }
    assert_eq!(groups(&grown), groups(&whole));
    assert_eq!(grown.stories, whole.stories);
}

/// A report of an agency, long enough to be told from its words.
const AGENCY: &str = "Heavy rain flooded the lower town of Harnwick on Monday, and firefighters carried forty people \
                      out of their houses by boat while the river Teele rose by three metres during the night and cut \
                      the road to the north.\nThe mayor asked for help from the army, which promised two hundred \
                      soldiers and pumps, and said that the school would stay closed until the water had gone.";

#[test]
fn a_text_in_fifty_outlets_is_one_account() {
    let own =
        ["Our reporter adds that the bakery has burnt bread.", "(Agency)", "Read more on the rain below."];
    let articles = (0..50).map(|i| {
        let body = format!("{AGENCY}\n{}", own[i % own.len()]);
        article(&format!("n{i:02}"), Some("2021-03-02"), "Harnwick under water", &body)
    });
    let corpus = corpus(articles.collect());
    let [story] = corpus.stories.iter().collect::<Vec<_>>()[..] else {
        panic!("one story: {:?}", groups(&corpus))
    };
    let [reprint] = &story.reprints[..] else { panic!("one set of copies: {}", story.reprints.len()) };
    assert_eq!((reprint.articles.len(), reprint.shared.len(), story.accounts(|_| true)), (50, 49, 1));
    for (i, (share, spans)) in reprint.articles[1..].iter().zip(&reprint.shared) {
        assert!(*share > 0.85 && corpus.article(*i).words(spans[0]).starts_with("Heavy rain"), "{share}");
    }
}

#[test]
fn what_is_largely_one_text_and_what_is_not() {
    let edited = AGENCY.replace("Monday", "Tuesday").replace("forty", "50").replace("promised", "sent");
    let half = AGENCY.split('\n').next().expect("a line");
    let rewritten = "Forty residents of Harnwick had to be taken from their homes by boat after a night of rain. The \
                     Teele stands three metres higher than usual, the northern road is under water, lessons are \
                     cancelled, and soldiers are on their way with pumps, as the town's mayor had wished.";
    for (other, is_copy) in [(AGENCY, true), (&edited, true), (half, true), (rewritten, false)] {
        let corpus = corpus(vec![
            article("a", Some("2021-03-02"), "Harnwick under water", AGENCY),
            article("b", Some("2021-03-02"), "Harnwick under water", other),
        ]);
        assert_eq!(corpus.stories.len(), 1, "{other}");
        assert_eq!(corpus.stories[0].reprints.len(), usize::from(is_copy), "{other}");
    }
}

#[test]
fn a_notice_is_too_short_to_be_a_copy() {
    let notice = "Subscribe to read the rest of this story. Log in if you have an account.";
    let articles = ["a", "b", "c"].map(|id| article(id, Some("2021-03-02"), "Harnwick under water", notice));
    let corpus = corpus(articles.to_vec());
    assert!(corpus.stories.iter().all(|story| story.reprints.is_empty()));
}

#[test]
fn articles_without_words_stand_alone() {
    let mut articles: Vec<Article> = (0..40).map(|i| article(&format!("e{i}"), None, "", "")).collect();
    articles.extend((0..40).map(|i| article(&format!("w{i}"), Some("2021-03-02"), "", &"rain ".repeat(90))));
    let corpus = corpus(articles);
    let mut sizes: Vec<usize> = corpus.stories.iter().map(|story| story.articles.len()).collect();
    sizes.sort_unstable();
    assert_eq!((sizes.len(), sizes.last()), (41, Some(&40)));
}
