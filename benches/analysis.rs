//! Bytes of text a second, on one core: the whole analysis and each of its stages, on generated news of real length;
//! the same for one article of growing size and for texts made to be slow; and how long the gazetteer takes to load.

#[path = "generate/mod.rs"]
#[allow(dead_code, reason = "each program takes what it needs")]
mod generate;

use dateline::analysis::temporal::NotDates;
use dateline::analysis::tokens::Token;
use dateline::analysis::{
    Gazetteer, annotate, assemble, events, mentions, quotes, sentences, stories, temporal, tokens,
};
use dateline::model::{Article, Corpus, EntityTable, Mention, Part, Published, Role, SafeText, Span};
use divan::Bencher;
use divan::counter::BytesCount;
use generate::Library;
use std::sync::LazyLock;

/// Bytes of text in the corpus that is measured.
const CORPUS: usize = 2 << 20;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(1, 2_000));
static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| LIBRARY.bytes(CORPUS));

fn main() {
    LazyLock::force(&ARTICLES);
    // Else the first sample of all would build it.
    let _ = Gazetteer::bundled();
    divan::main();
}

/// An article with all that stages take from those before them.
struct Prepared {
    article: &'static Article,
    /// The same without a date in a field: it has to be found in the text.
    undated: Article,
    tokens: Vec<Token>,
    sentences: Vec<Span>,
    mentions: Vec<Mention>,
    entities: EntityTable,
    published: Option<Published>,
}

static NONE: LazyLock<NotDates> = LazyLock::new(NotDates::default);
static PREPARED: LazyLock<Vec<Prepared>> = LazyLock::new(|| ARTICLES.iter().map(Prepared::of).collect());

impl Prepared {
    fn of(article: &'static Article) -> Self {
        let gazetteer = Gazetteer::bundled();
        let tokens = tokens::tokenise(&article.text, Span::of(0, article.text.len()));
        let sentences = sentences::split(article);
        let mut entities = EntityTable::over(gazetteer.entities());
        let mut mentions = mentions::recognise(article, &tokens, &sentences, gazetteer, &mut entities);
        let published = temporal::Reader::new(article, &tokens, gazetteer, &NONE).publication(&mentions);
        mentions::resolve_offices(
            article,
            &tokens,
            published.as_ref(),
            gazetteer,
            &mut mentions,
            &mut entities,
        );
        let undated = Article { given_date: None, ..article.clone() };
        Self { article, undated, tokens, sentences, mentions, entities, published }
    }
}

/// Measures a stage over the corpus, article by article.
fn stage<T>(bencher: Bencher<'_, '_>, run: impl Fn(&Prepared) -> T) {
    let bytes: usize = PREPARED.iter().map(|prepared| prepared.article.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for prepared in PREPARED.iter() {
            divan::black_box(run(prepared));
        }
    });
}

/// Sentences, entities, dates and quotations: all that one article alone tells.
#[divan::bench(sample_count = 10)]
fn analysis(bencher: Bencher<'_, '_>) {
    stage(bencher, |p| annotate(p.article, Gazetteer::bundled(), &NONE));
}

/// The same where no field states the publication date: it has to be found in the text.
#[divan::bench(sample_count = 10)]
fn undated(bencher: Bencher<'_, '_>) {
    stage(bencher, |p| annotate(&p.undated, Gazetteer::bundled(), &NONE));
}

mod stages {
    use super::{
        Bencher, EntityTable, Gazetteer, NONE, Span, mentions, quotes, sentences, stage, temporal, tokens,
    };

    #[divan::bench(sample_count = 20)]
    fn tokens(bencher: Bencher<'_, '_>) {
        stage(bencher, |p| tokens::tokenise(&p.article.text, Span::of(0, p.article.text.len())));
    }

    #[divan::bench(sample_count = 20)]
    fn sentences(bencher: Bencher<'_, '_>) {
        stage(bencher, |p| sentences::split(p.article));
    }

    #[divan::bench(sample_count = 10)]
    fn mentions(bencher: Bencher<'_, '_>) {
        let gazetteer = Gazetteer::bundled();
        stage(bencher, |p| {
            let mut entities = EntityTable::over(gazetteer.entities());
            mentions::recognise(p.article, &p.tokens, &p.sentences, gazetteer, &mut entities)
        });
    }

    #[divan::bench(sample_count = 10)]
    fn publication(bencher: Bencher<'_, '_>) {
        stage(bencher, |p| {
            temporal::Reader::new(&p.undated, &p.tokens, Gazetteer::bundled(), &NONE).publication(&p.mentions)
        });
    }

    #[divan::bench(sample_count = 10)]
    fn dates(bencher: Bencher<'_, '_>) {
        stage(bencher, |p| {
            let reader = temporal::Reader::new(p.article, &p.tokens, Gazetteer::bundled(), &NONE);
            reader.expressions(&p.sentences, &p.mentions, p.published.as_ref())
        });
    }

    #[divan::bench(sample_count = 10)]
    fn quotations(bencher: Bencher<'_, '_>) {
        stage(bencher, |p| {
            quotes::find(p.article, &p.sentences, &p.tokens, &p.mentions, &p.entities, Gazetteer::bundled())
        });
    }
}

/// What joins the articles, also on one core.
mod corpus {
    use super::{ARTICLES, Bencher, BytesCount, Corpus, Gazetteer, LazyLock, assemble, events, stories};

    static WHOLE: LazyLock<Corpus> = LazyLock::new(|| assemble(ARTICLES.clone(), Gazetteer::bundled()));

    fn one_core<T: Send>(bencher: Bencher<'_, '_>, run: impl Fn(&Corpus) -> T + Sync) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let bytes: usize = WHOLE.articles.iter().map(|article| article.text.len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench_local(|| pool.install(|| run(&WHOLE)));
    }

    #[divan::bench(sample_count = 5)]
    fn stories(bencher: Bencher<'_, '_>) {
        one_core(bencher, |corpus| {
            stories::cluster(&corpus.articles, &corpus.annotations, &corpus.entities).len()
        });
    }

    #[divan::bench(sample_count = 5)]
    fn events(bencher: Bencher<'_, '_>) {
        one_core(bencher, |corpus| {
            let Corpus { articles, annotations, entities, stories, corrections, .. } = corpus;
            let gazetteer = Gazetteer::bundled();
            events::timeline(articles, annotations, entities, stories, gazetteer, corrections).0.events.len()
        });
    }
}

/// One article of growing size: the rate must not fall.
#[divan::bench(args = [1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 2 << 20], sample_count = 10)]
fn size(bencher: Bencher<'_, '_>, bytes: usize) {
    one(bencher, &LIBRARY.long(bytes));
}

fn one(bencher: Bencher<'_, '_>, article: &Article) {
    let bytes = BytesCount::new(article.text.len());
    bencher.counter(bytes).bench_local(|| annotate(article, Gazetteer::bundled(), &NONE));
}

/// A megabyte of what real text never has: the rate may be lower, but a quadratic pass would take minutes.
#[divan::bench(args = [
    "opening marks", "closing marks", "straight marks", "one line", "capitals", "digits", "brackets", "names",
    "one word", "dates", "stops", "apostrophes", "cues", "addresses",
], sample_count = 1)]
fn hostile(bencher: Bencher<'_, '_>, kind: &str) {
    const BYTES: usize = 1 << 20;
    let of = |piece: &str| piece.repeat(BYTES / piece.len() + 1);
    let text = match kind {
        "opening marks" => of("“He said ‘yes, «no "),
        "closing marks" => of("he said” and’ so» "),
        "straight marks" => of("\"He' said \"so' and "),
        "one line" => LIBRARY.long(BYTES).text.replace('\n', " "),
        "capitals" => LIBRARY.long(BYTES).text.to_uppercase(),
        "digits" => of("2023 11 5 1,000,000 08 "),
        "brackets" => of("([{(["),
        "names" => of("Vladimir Putin of Russia and Xi Jinping "),
        "one word" => of("a"),
        "dates" => of("from 3 May to "),
        "apostrophes" => of("rock 'n roll "),
        "cues" => of("he said that it was said "),
        "addresses" => of("www.Example.Com"),
        _ => of(". "),
    };
    one(bencher, &flat(&text));
}

/// An article that is one paragraph.
fn flat(text: &str) -> Article {
    let part = Part { span: Span::of(0, text.trim_end().len()), role: Role::Body, why: SafeText::default() };
    Article { text: SafeText::new(text), parts: vec![part], ..LIBRARY.article(0).article() }
}

/// Building the gazetteer from its tables, as at the start of the program.
#[divan::bench(sample_count = 10)]
fn gazetteer() -> Gazetteer {
    Gazetteer::build()
}
