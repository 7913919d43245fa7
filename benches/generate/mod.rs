//! A library of generated news: any number of articles of real length, with known stories, names and days.
//!
//! The same seed and number give the same articles, each made by itself, so that a hundred thousand need no memory
//! until they are asked for. Names come from the tables in `assets/gazetteer/`, sentences from `templates.txt`, and
//! words follow Zipf's law with a long tail of rare ones, so that what is measured here holds for real text.
//!
//! ```ignore
//! #[path = "generate/mod.rs"]
//! mod generate;
//!
//! let library = generate::Library::new(1, 100_000);
//! let written = library.article(0);   // written.text, .story, .day, .people, .copy_of: what is known of it
//! let article = written.article();    // as ingest would have it, with the roles of its lines
//! ```
//!
//! `cargo run --release --example library -- 100000 > library.jsonl` writes the same for whole runs of the program.

mod grammar;
mod random;
mod story;
mod tables;

use chrono::{Datelike, Days, NaiveDate};
use dateline::model::{Article, Basis, GivenDate, Outlet, Part, Precision, Role, SafeText, Span, Title};
use grammar::Grammar;
use random::{Random, whole};
use std::fmt::Write as _;
use story::Story;
use tables::Tables;

/// Days over which the stories begin for each thousand articles: about fifty articles a day.
const DAYS_PER_THOUSAND: u32 = 20;

/// Articles that can be made, one at a time and in any order.
pub(crate) struct Library {
    seed: u64,
    tables: Tables,
    grammar: Grammar,
    /// By day, as they would come in.
    plan: Vec<Plan>,
}

/// What is settled of an article before it is written.
#[derive(Clone, Copy)]
struct Plan {
    story: u32,
    /// Its number in the story, from 0.
    number: u32,
    /// The number in the story of the article it is a copy of.
    copy_of: Option<u32>,
    day: NaiveDate,
}

/// An article with what is known of it.
pub(crate) struct Written {
    /// Unlike any other in the library; tells nothing of the story.
    pub(crate) id: String,
    /// The story it belongs to, from 0.
    pub(crate) story: u32,
    /// When it was published.
    pub(crate) day: NaiveDate,
    /// Whether it is another outlet's article in most of its words.
    pub(crate) is_copy: bool,
    /// Headline.
    pub(crate) title: String,
    /// Where it appeared.
    pub(crate) outlet: String,
    /// Names of the people in it, in order of first mention.
    pub(crate) people: Vec<String>,
    /// The text: paragraphs parted by blank lines.
    pub(crate) text: String,
    /// Byte ranges of the headings in the text.
    headings: Vec<Span>,
}

impl Library {
    /// Plans a library of `count` articles.
    pub(crate) fn new(seed: u64, count: u32) -> Self {
        let begin = NaiveDate::from_ymd_opt(2015, 1, 1).expect("a date");
        let days = u64::from(count * DAYS_PER_THOUSAND / 1000).max(1);
        let mut random = Random::of(&[seed, 1]);
        let mut plan: Vec<Plan> = Vec::with_capacity(count as usize);
        let mut story = 0;
        while plan.len() < count as usize {
            let first = begin + Days::new(random.below(days));
            // Most stories are told once or twice, a few by very many.
            let size = whole((1.0 / (1.0 - random.share() * 0.985)).powf(1.1)) as u32;
            for number in 0..size.min(count - plan.len() as u32) {
                let later = random.below(4).min(random.below(4));
                let copied = number > 0 && random.below(8) == 0;
                let copy_of = copied.then(|| random.below(u64::from(number)) as u32);
                plan.push(Plan { story, number, copy_of, day: first + Days::new(later) });
            }
            story += 1;
        }
        plan.sort_by_key(|plan| {
            (plan.day, Random::of(&[seed, 2, plan.story.into(), plan.number.into()]).next())
        });
        Self { seed, tables: Tables::read(), grammar: Grammar::read(), plan }
    }

    /// How many articles there are.
    pub(crate) fn len(&self) -> usize {
        self.plan.len()
    }

    /// The article of that number, from 0 and below [`len`](Self::len).
    pub(crate) fn article(&self, i: usize) -> Written {
        let plan = self.plan[i];
        let story = Story::of(self.seed, plan.story, &self.tables, &self.grammar);
        let source = plan.copy_of.unwrap_or(plan.number);
        let mut own = Random::of(&[self.seed, 3, plan.story.into(), plan.number.into()]);
        let mut random = Random::of(&[self.seed, 4, plan.story.into(), source.into()]);
        let length = whole((7.7 + 0.75 * random.bell()).exp().clamp(500.0, 30_000.0));
        let mut body = Body::default();
        let mut page = story.page(plan.day, length);
        if plan.copy_of.is_some() {
            body.paragraph(&page.lead(&mut own));
        }
        while body.text.len() < length {
            body.next(&mut page, &mut random);
        }
        Written {
            id: format!("{:012x}", Random::of(&[self.seed, 5, i as u64]).next() >> 16),
            story: plan.story,
            day: plan.day,
            is_copy: plan.copy_of.is_some(),
            title: page.headline(&mut own),
            outlet: own.pick(&self.tables.outlets).clone(),
            people: page.into_people(),
            text: body.text,
            headings: body.headings,
        }
    }

    /// Articles from the beginning of the library, about so many bytes of text in all.
    pub(crate) fn bytes(&self, bytes: usize) -> Vec<Article> {
        let mut left = bytes.cast_signed();
        let articles = (0..self.len()).map(|i| self.article(i).article());
        articles
            .take_while(|article| {
                let more = left > 0;
                left -= article.text.len().cast_signed();
                more
            })
            .collect()
    }

    /// One article of about so many bytes, made of the paragraphs of many.
    pub(crate) fn long(&self, bytes: usize) -> Article {
        let mut whole = self.article(0);
        let mut i = 1;
        while whole.text.len() < bytes {
            let next = self.article(i % self.len());
            let at = whole.text.len() as u32 + 2;
            let _ = write!(whole.text, "\n\n{}", next.text);
            whole.headings.extend(next.headings.iter().map(|span| Span::new(span.start + at, span.end + at)));
            i += 1;
        }
        let end = whole.text[..bytes.min(whole.text.len())].rfind(". ").map_or(bytes, |stop| stop + 1);
        whole.text.truncate(end);
        whole.article()
    }
}

impl Written {
    /// The article as the program has it after reading.
    pub(crate) fn article(&self) -> Article {
        let mut parts = Vec::new();
        let mut at = 0;
        for paragraph in self.text.split("\n\n") {
            let span = Span::of(at, at + paragraph.len());
            let role = if self.headings.contains(&span) { Role::Heading } else { Role::Body };
            parts.push(Part { span, role, why: SafeText::default() });
            at += paragraph.len() + 2;
        }
        Article {
            id: SafeText::line(&self.id),
            path: None,
            url: None,
            title: Some(Title { text: SafeText::line(&self.title), span: None }),
            outlet: Outlet {
                name: Some(SafeText::line(&self.outlet)),
                country: None,
                basis: Basis::Stated,
                why: SafeText::default(),
            },
            byline: None,
            language: Some(SafeText::line("en")),
            tags: Vec::new(),
            given_date: Some(GivenDate {
                date: self.day,
                precision: Precision::Day,
                minute: None,
                source: SafeText::line("the field “date”"),
            }),
            text: SafeText::new(&self.text),
            parts,
        }
    }

    /// The article as a line of JSON that the program reads.
    pub(crate) fn json(&self) -> String {
        let day = format!("{:04}-{:02}-{:02}", self.day.year(), self.day.month(), self.day.day());
        let fields = [
            ("id", &self.id),
            ("title", &self.title),
            ("outlet", &self.outlet),
            ("date", &day),
            ("text", &self.text),
        ];
        let record: serde_json::Map<String, serde_json::Value> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
        serde_json::Value::Object(record).to_string()
    }
}

/// The text of an article as it grows.
#[derive(Default)]
struct Body {
    text: String,
    headings: Vec<Span>,
}

impl Body {
    fn paragraph(&mut self, words: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(words);
    }

    /// One paragraph more, in the manner of the news: the happening first, then what was said and what went before.
    fn next(&mut self, page: &mut story::Page<'_>, random: &mut Random) {
        if self.text.is_empty() {
            let lead = page.lead(random);
            return self.paragraph(&lead);
        }
        if random.below(14) == 0 {
            let heading = page.heading(random);
            self.paragraph(&heading);
            let end = self.text.len();
            self.headings.push(Span::of(end - heading.len(), end));
        }
        let mut sentences = page.sentence(random);
        for _ in 0..random.below(4) {
            sentences.push(' ');
            sentences.push_str(&page.sentence(random));
        }
        self.paragraph(&sentences);
    }
}
