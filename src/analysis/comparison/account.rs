//! The accounts of one story: one sentence for each other outlet, and what most outlets say.
//!
//! The sentence that stands for an outlet is the one nearest to the terms its story shares, weighed down by what it
//! has word for word from others or others say too, by a late place and by an odd length (after centroid-based
//! extraction, Radev et al. 2004, with the novelty of Carbonell and Goldstein 1998). What most say is [`common`](super::common).

use super::units::{self, Unit};
use super::{common, told};
use crate::analysis::terms::{Extractor, Rarity, TermId, TermMap, Vector};
use crate::analysis::tokens::{TokenKind, tokenise};
use crate::model::{Account, ArticleIndex, Corpus, Ground, OutletLabels, Passage, SafeText, Span, Take};
use std::collections::{BTreeMap, HashSet};

/// Articles of a story that are read; more are counted, and that is told.
const MOST_ARTICLES: usize = 80;
/// Sentences of one article that are read: beyond these a text is no news account.
const MOST_SENTENCES: usize = 150;
/// First sentences of an article that tell what its story is.
const LEAD: usize = 3;
/// Words in a row that are another's words.
const RUN: usize = 5;
/// What a sentence keeps of its weight when all of it is in another's words.
const BORROWED: f64 = 0.3;
/// What it keeps when several outlets say the same: it stands for all of them, not for this one.
const SHARED: f64 = 0.45;
/// What each sentence before it takes from a sentence's weight, down to a least.
const LATER: f64 = 0.03;
const LATEST: f64 = 0.6;
/// Words of a sentence that can stand alone.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=45;
/// What a shorter or longer one keeps.
const ODD_LENGTH: f64 = 0.7;

/// The accounts of the story of an article, by those articles that are to be kept.
#[must_use]
pub fn account(corpus: &Corpus, article: ArticleIndex, keep: &dyn Fn(ArticleIndex) -> bool) -> Account {
    let labels = corpus.outlet_labels();
    let label = |i: ArticleIndex| &labels[i];
    let elsewhere = |articles: &[ArticleIndex]| articles.iter().any(|&i| label(i) != label(article));
    let kept = |mut articles: Vec<ArticleIndex>| {
        articles.retain(|&i| keep(i));
        articles
    };
    let of_story = kept(corpus.story(article).articles.clone());
    let mut all = kept(told::sharing_events(corpus, &[article]));
    all.extend(of_story.iter().copied().filter(|i| !all.contains(i)).collect::<Vec<_>>());
    sort_by_day(corpus, &mut all);
    let ground = match (elsewhere(&of_story), elsewhere(&all)) {
        (true, _) if all.len() > of_story.len() => Ground::StoryAndEvent,
        (true, _) => Ground::Story,
        (false, true) => Ground::Event,
        (false, false) => Ground::Nothing,
    };
    let of = all.len();
    let articles = chosen(&all, article, &labels);
    let copies = copies(corpus, &articles);
    let mut extractor = Extractor::default();
    let read = read(corpus, &articles, &copies, &mut extractor);
    let mut outlets: Vec<&SafeText> =
        articles.iter().map(|&i| label(*copies.get(&i).unwrap_or(&i))).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let (common, shared) = common::statements(corpus, &read.rarity, &read.units, &labels, &copies);
    Account {
        article,
        ground,
        of,
        outlets: outlets.len(),
        takes: takes(corpus, article, &articles, &Read { shared, ..read }, &labels, &copies),
        common,
        articles,
    }
}

/// By the day of publication, undated ones last.
fn sort_by_day(corpus: &Corpus, articles: &mut [ArticleIndex]) {
    let day = |i: &ArticleIndex| corpus.published(*i).map(|published| published.date);
    articles.sort_by_key(|i| (day(i).is_none(), day(i), *i));
}

/// The articles that are read: the article itself, then one more of each outlet in turn, in the order given.
fn chosen(all: &[ArticleIndex], article: ArticleIndex, labels: &OutletLabels) -> Vec<ArticleIndex> {
    if all.len() <= MOST_ARTICLES {
        return all.to_vec();
    }
    let mut rounds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(bool, usize, usize)> = Vec::with_capacity(all.len());
    for (place, i) in all.iter().enumerate() {
        let round = rounds.entry(labels[*i].as_str()).or_default();
        ranked.push((*i != article, *round, place));
        *round += 1;
    }
    ranked.sort_unstable();
    let mut places: Vec<usize> = ranked.into_iter().take(MOST_ARTICLES).map(|(.., place)| place).collect();
    places.sort_unstable();
    places.into_iter().map(|place| all[place]).collect()
}

/// For each article that is largely another's text the article it is measured against.
fn copies(corpus: &Corpus, articles: &[ArticleIndex]) -> BTreeMap<ArticleIndex, ArticleIndex> {
    let mut copies = BTreeMap::new();
    let mut stories: Vec<u32> = articles.iter().map(|i| corpus.story_of[i.get()]).collect();
    stories.sort_unstable();
    stories.dedup();
    for reprint in stories.iter().flat_map(|&story| &corpus.stories[story as usize].reprints) {
        if let Some((first, others)) = reprint.articles.split_first() {
            copies.extend(others.iter().map(|&copy| (copy, *first)));
        }
    }
    copies
}

/// The articles made ready.
struct Read {
    /// The sentences of each article.
    units: Vec<Vec<Unit>>,
    rarity: Rarity,
    /// What the headlines and first sentences of all say.
    story: Vector,
    /// The text in which a run of words stands, copies taken for what they are copies of; `None` where several have it.
    runs: TermMap<TermId, Option<ArticleIndex>>,
    /// Sentences of what several outlets say.
    shared: HashSet<Passage>,
}

fn read(
    corpus: &Corpus,
    articles: &[ArticleIndex],
    copies: &BTreeMap<ArticleIndex, ArticleIndex>,
    extractor: &mut Extractor,
) -> Read {
    let sentences = |&i: &ArticleIndex, extractor: &mut Extractor| {
        let mut units = units::read(corpus, i, extractor);
        units.truncate(MOST_SENTENCES);
        units
    };
    let mut units: Vec<Vec<Unit>> = articles.iter().map(|i| sentences(i, extractor)).collect();
    let mut rarity = Rarity::default();
    for unit in units.iter().flatten() {
        rarity.add(&unit.features);
    }
    let few = articles.len() <= super::BACKGROUND;
    for i in few.then(|| super::background(corpus, |i| articles.contains(i))).into_iter().flatten() {
        for unit in units::read(corpus, i, extractor) {
            rarity.add(&unit.features);
        }
    }
    let origins: Vec<ArticleIndex> = articles.iter().map(|i| *copies.get(i).unwrap_or(i)).collect();
    let mut holders: TermMap<TermId, Option<ArticleIndex>> = TermMap::default();
    for (&origin, article) in origins.iter().zip(&units) {
        for feature in article.iter().flat_map(|unit| &unit.features) {
            hold(&mut holders, feature.term, origin);
        }
    }
    // What one text alone says has no partner anywhere.
    let foreign = |term: TermId| holders.get(&term).is_some_and(Option::is_some);
    let told = super::events(corpus, articles.iter().copied());
    for unit in units.iter_mut().flatten() {
        unit.weigh(&rarity);
        unit.events = told.get(&unit.passage).cloned().unwrap_or_default();
    }
    let leads = units.iter().flat_map(|units| units.iter().take(LEAD)).flat_map(|unit| &unit.features);
    let shared = leads.filter(|feature| !foreign(feature.term));
    let story = rarity.weighted(shared.map(|feature| (feature.term, 1.0)));
    let mut runs = TermMap::default();
    for (&origin, article) in origins.iter().zip(&units) {
        for unit in article {
            for run in word_runs(corpus, unit.passage) {
                hold(&mut runs, run, origin);
            }
        }
    }
    Read { units, rarity, story, runs, shared: HashSet::new() }
}

/// Notes that a text has something.
fn hold(holders: &mut TermMap<TermId, Option<ArticleIndex>>, term: TermId, origin: ArticleIndex) {
    let holder = holders.entry(term).or_insert(Some(origin));
    if *holder != Some(origin) {
        *holder = None;
    }
}

/// The runs of words of a sentence.
fn word_runs(corpus: &Corpus, passage: Passage) -> Vec<TermId> {
    let text = &corpus.article(passage.article).text;
    let words: Vec<String> = tokenise(text, passage.span)
        .iter()
        .filter(|token| token.kind != TokenKind::Punct)
        .map(|token| token.text(text).to_lowercase())
        .collect();
    words.windows(RUN).map(|run| TermId::of_stem(&run.join(" "))).collect()
}

/// One sentence for each other outlet.
fn takes(
    corpus: &Corpus,
    article: ArticleIndex,
    articles: &[ArticleIndex],
    read: &Read,
    labels: &OutletLabels,
    copies: &BTreeMap<ArticleIndex, ArticleIndex>,
) -> Vec<Take> {
    let label = |i: ArticleIndex| &labels[i];
    let known: HashSet<TermId> = articles
        .iter()
        .zip(&read.units)
        .filter(|(i, _)| **i == article)
        .flat_map(|(_, units)| units)
        .flat_map(|unit| unit.features.iter().map(|feature| feature.term))
        .collect();
    let mut outlets: BTreeMap<&SafeText, Vec<usize>> = BTreeMap::new();
    for (place, &i) in articles.iter().enumerate().filter(|&(_, &i)| label(i) != label(article)) {
        outlets.entry(label(i)).or_default().push(place);
    }
    let mut takes: Vec<(bool, usize, Take)> = Vec::new();
    for (label, places) in outlets {
        let sentences = places.iter().flat_map(|&place| read.units[place].iter().enumerate());
        let ranked = sentences.map(|(at, unit)| (Standing::of(corpus, read, unit, at), unit));
        let best =
            ranked.max_by(|(a, x), (b, y)| a.score.total_cmp(&b.score).then(y.passage.cmp(&x.passage)));
        let Some((standing, unit)) = best else { continue };
        let own = unit.features.iter().filter(|feature| !known.contains(&feature.term));
        let own: Vec<Span> = super::grade::merged(own.map(|feature| feature.span).collect());
        let from = copies.get(&unit.passage.article).copied().filter(|&from| labels[from] != *label);
        let take = Take {
            label: label.clone(),
            country: corpus.head(unit.passage.article).outlet.country,
            passage: unit.passage,
            own,
            articles: places.iter().map(|&place| articles[place]).collect(),
            copy_of: from,
            why: SafeText::line(&standing.describe(corpus, read, unit)),
        };
        takes.push((from.is_some(), places[0], take));
    }
    takes.sort_by_key(|(copy, place, _)| (*copy, *place));
    takes.into_iter().map(|(.., take)| take).collect()
}

/// How well a sentence stands for its article's account.
struct Standing {
    score: f64,
    /// Share of its runs of words that stand in another article too, 0 to 1.
    borrowed: f64,
    /// Whether several outlets say the same.
    shared: bool,
    /// How many sentences stand before it.
    at: usize,
}

impl Standing {
    fn of(corpus: &Corpus, read: &Read, unit: &Unit, at: usize) -> Self {
        let runs = word_runs(corpus, unit.passage);
        let elsewhere = runs.iter().filter(|run| matches!(read.runs.get(run), Some(None))).count();
        let borrowed = elsewhere as f64 / runs.len().max(1) as f64;
        let length = runs.len() + RUN - 1;
        let fit = if LENGTH.contains(&length) { 1.0 } else { ODD_LENGTH };
        let place = (1.0 - LATER * at as f64).max(LATEST);
        let near = unit.vector.cosine(&read.story);
        let own = 1.0 - (1.0 - BORROWED) * borrowed;
        let shared = read.shared.contains(&unit.passage);
        Self { score: near * own * fit * place * if shared { SHARED } else { 1.0 }, borrowed, shared, at }
    }

    fn describe(&self, corpus: &Corpus, read: &Read, unit: &Unit) -> String {
        let text = &corpus.article(unit.passage.article).text;
        let mut shared: Vec<(f64, &str)> = unit
            .features
            .iter()
            .map(|feature| {
                (read.story.weight(feature.term) * unit.vector.weight(feature.term), feature.span.slice(text))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut words: Vec<&str> = Vec::new();
        for (_, word) in shared {
            if words.len() < 5 && !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                words.push(word);
            }
        }
        let near = if words.is_empty() {
            "nothing in it is what the story's beginnings share".to_owned()
        } else {
            format!("nearest to how the accounts of the story begin: {}", words.join(", "))
        };
        let own = match (self.borrowed * 100.0).round() {
            0.0 => "no run of five words stands in another account".to_owned(),
            share => format!("{share:.0} % of its runs of five words stand in another account"),
        };
        let shared =
            if self.shared { "; other outlets say the same, and nothing else in it is as near" } else { "" };
        format!("{near}; {own}{shared}; sentence {} of its article", self.at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{article, corpus};
    use crate::model::{Article, CountryCode, Outlet};

    /// Paragraphs of one accident, as different desks would tell it.
    const RUDDER: &str = "The rudder of the ferry that ran aground off Nordhavn had failed, the captain told the port authority.";
    const SAVED: &str = "All passengers of the ferry were taken off by lifeboats, the coast guard said.";

    fn of(id: &str, outlet: &str, country: &str, day: &str, body: &[&str]) -> Article {
        let outlet = Outlet {
            name: Some(SafeText::line(outlet)),
            country: CountryCode::new(country),
            ..Outlet::unknown("")
        };
        Article { outlet, ..article(id, Some(day), "Ferry aground off Nordhavn", &body.join("\n")) }
    }

    fn ferry() -> Corpus {
        let unions = "Maritime unions had warned of worn rudders on the Nordhavn ferry, union leader Paul Mercier said.";
        let saved = "The company saved on repairs of the ferry and the passengers paid for it, he added.";
        corpus(vec![
            of(
                "a",
                "Times",
                "GB",
                "2024-05-10",
                &[
                    "A ferry carrying 212 passengers ran aground on a sandbank off Nordhavn, the coast guard said.",
                    "Lifeboats took off all passengers of the ferry, said the coast guard.",
                    "Captain Ingrid Dahl told the port authority that the rudder of the ferry had failed.",
                    "It was the second accident of the ferry on the route since March.",
                ],
            ),
            of(
                "b",
                "Bote",
                "DE",
                "2024-05-10",
                &[
                    "All passengers of the ferry aground off Nordhavn were taken off by lifeboats, the coast guard said.",
                    "Travellers on the ferry told of hours off Nordhavn without any announcement from the crew.",
                    "The rudder of the ferry had failed, its captain told the port authority.",
                ],
            ),
            of("c", "Agence", "FR", "2024-05-10", &[RUDDER, unions, saved, SAVED]),
            of("d", "Matin", "FR", "2024-05-11", &[RUDDER, unions, saved, SAVED]),
            of(
                "e",
                "Times",
                "GB",
                "2024-05-11",
                &[
                    "Divers will look at the rudder of the ferry off Nordhavn on Sunday, the coast guard said.",
                    "By lifeboats all passengers were taken off the ferry.",
                ],
            ),
            of(
                "f",
                "Other",
                "SE",
                "2023-01-01",
                &["The council of Lund voted for a new school near the old mill."],
            ),
        ])
    }

    fn whole(corpus: &Corpus, article: u32) -> Account {
        account(corpus, ArticleIndex(article), &|_| true)
    }

    #[test]
    fn each_other_outlet_has_one_sentence_of_its_own() {
        let corpus = ferry();
        let account = whole(&corpus, 0);
        assert_eq!((account.ground, account.articles.len(), account.of), (Ground::Story, 5, 5));
        let told: Vec<(&str, Option<u32>)> =
            account.takes.iter().map(|take| (take.label.as_str(), take.copy_of.map(|i| i.0))).collect();
        assert_eq!(told, [("Bote", None), ("Agence", None), ("Matin", Some(2))], "the copy last");
        for take in &account.takes {
            assert_eq!(corpus.outlet_label(take.passage.article), take.label);
            assert!(take.own.iter().all(|own| take.passage.span.contains(*own)));
        }
        assert!(account.takes.iter().all(|take| !take.why.is_empty()));
    }

    #[test]
    fn what_others_say_too_stands_less_for_an_account() {
        let corpus = ferry();
        let articles: Vec<ArticleIndex> = corpus.indices().take(5).collect();
        let copies = copies(&corpus, &articles);
        assert_eq!(copies, BTreeMap::from([(ArticleIndex(3), ArticleIndex(2))]));
        let mut read = read(&corpus, &articles, &copies, &mut Extractor::default());
        let [rudder, unions] = [0, 1].map(|at| read.units[2][at].clone());
        let [alone, before] = [&rudder, &unions].map(|unit| Standing::of(&corpus, &read, unit, 0));
        assert!(
            before.borrowed < 0.01,
            "that a copy has it too does not make it another's: {}",
            before.borrowed
        );
        read.shared.insert(rudder.passage);
        let shared = Standing::of(&corpus, &read, &rudder, 0);
        assert!(alone.score > 0.0 && (shared.score / alone.score - SHARED).abs() < 1e-9);
        let later = Standing::of(&corpus, &read, &unions, 9);
        assert!(later.score < before.score, "a late place counts less");
    }

    #[test]
    fn what_most_say_comes_first_and_copies_count_once() {
        let corpus = ferry();
        let account = whole(&corpus, 0);
        assert_eq!(account.outlets, 3, "Matin prints the text of Agence");
        let told: Vec<(usize, usize, String)> = account
            .common
            .iter()
            .map(|told| {
                let passage = told.sources[0].passage;
                let article = corpus.article(passage.article);
                let second = article.words(passage.span).split(' ').nth(1).unwrap_or_default().to_owned();
                (told.outlets, told.countries.len(), second)
            })
            .collect();
        let mut first: Vec<(usize, usize, &str)> =
            told[..2].iter().map(|(outlets, countries, word)| (*outlets, *countries, &**word)).collect();
        first.sort_unstable();
        assert_eq!(first, [(3, 3, "passengers"), (3, 3, "rudder")], "{told:?}");
        assert!(told.is_sorted_by_key(|(outlets, ..)| std::cmp::Reverse(*outlets)));
        for told in &account.common {
            let mut articles: Vec<u32> = told.sources.iter().map(|source| source.passage.article.0).collect();
            articles.sort_unstable();
            let all = articles.len();
            articles.dedup();
            assert_eq!(articles.len(), all, "an article is a source once");
            assert!(told.sources.iter().all(|source| !source.why.is_empty()));
        }
    }

    #[test]
    fn where_nobody_else_tells_it_that_is_said() {
        let corpus = ferry();
        let alone = whole(&corpus, 5);
        assert_eq!((alone.ground, alone.takes.len(), alone.common.len()), (Ground::Nothing, 0, 0));
        let kept = account(&corpus, ArticleIndex(0), &|i| i.0 == 0 || i.0 == 4);
        assert_eq!(kept.ground, Ground::Nothing, "one outlet alone, twice");
    }

    #[test]
    fn a_very_large_story_is_read_in_part_and_says_so() {
        let [often, seldom] = ["Often", "Seldom"].map(SafeText::line);
        let labels = (0..300).map(|i| if i < 200 { &often } else { &seldom }).collect();
        let all: Vec<ArticleIndex> = (0..300).map(ArticleIndex).collect();
        let read = chosen(&all, ArticleIndex(150), &labels);
        assert_eq!(read.len(), MOST_ARTICLES);
        assert!(read.contains(&ArticleIndex(150)) && read.is_sorted());
        let seldom = read.iter().filter(|i| i.0 >= 200).count();
        assert!((MOST_ARTICLES / 2 - 1..=MOST_ARTICLES / 2).contains(&seldom), "outlets in turn: {seldom}");
    }
}
