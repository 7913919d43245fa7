//! A corpus and its index in a catalogue: written once they were made, opened again without reading the articles.
//!
//! In memory come what every question needs; heads, entities, stories and events come in pieces when one of them is
//! looked at, and what occurs where when it is first asked for. A piece that turns out to be damaged is told of
//! by what stands in for it; the catalogue is then removed, so that the next start makes it anew.

use super::Index;
use super::postings::{Occurring, Postings, Standing};
use super::texts::Texts;
use crate::library::Catalogue;
use crate::library::catalogue::Writer;
use crate::model::chunked::CHUNK;
use crate::model::{
    Annotations, ArticleIndex, Bodies, Chunked, Columns, Confidence, Corpus, Corrected, Corrections,
    DateBasis, Deferred, Entity, EntityKind, EntityTable, Event, EventColumns, Happening, Kept, KeptHead,
    Precision, SafeText, Story, Timeline,
};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// The findings of so many articles are one piece: enough to be packed well, few enough to be unpacked for one of them.
const FINDINGS: usize = 8;

/// What stands in for an element that cannot be read.
trait StandIn {
    fn stand_in() -> Self;
}

fn encode<T: Serialize + ?Sized>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(io::Error::other)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Writes what [`open`] needs, and the words of the texts; the texts are for others to keep.
///
/// # Errors
/// Where it cannot be written.
pub fn write(index: &Index, out: &mut Writer) -> io::Result<()> {
    let corpus = index.corpus();
    put(out, "standing", index.postings.standing())?;
    put(out, "occurring", index.postings.occurring())?;
    put(out, "kinds", &EntityKind::ALL.map(|kind| index.mentioned_of(kind) as u64))?;
    let heads: Chunked<KeptHead> =
        corpus.indices().map(|i| KeptHead::of(&corpus.article(i), &corpus.annotated(i))).collect();
    list(out, "heads", &heads)?;
    put(out, "columns", &Columns::of(corpus))?;
    out.begin("columns of events");
    corpus.briefs().columns().iter().try_for_each(|column| out.piece("columns of events", column))?;
    put(out, "reprints", &corpus.reprints().collect::<Vec<_>>())?;
    list(out, "entities", corpus.entities.own())?;
    put(out, "slots", &corpus.entities.slots())?;
    list(out, "stories", &corpus.stories)?;
    list(out, "story of", &corpus.story_of)?;
    list(out, "events", &corpus.timeline.events)?;
    list(out, "undated", &corpus.timeline.undated)?;
    put(out, "corrected", &corpus.corrected)?;
    put(out, "rarities", corpus.rarities.get())?;
    let lengths = [
        heads.len(),
        corpus.entities.own().len(),
        corpus.stories.len(),
        corpus.timeline.events.len(),
        corpus.timeline.undated.len(),
        corpus.entities.len(),
    ];
    put(out, "lengths", &lengths.map(|length| length as u64))?;
    findings(out, corpus)?;
    Texts::write(corpus, out)
}

fn put<T: Serialize + ?Sized>(out: &mut Writer, name: &str, value: &T) -> io::Result<()> {
    out.put(name, &encode(value)?)
}

/// A list, each of its chunks a piece.
fn list<T: Serialize + Sync>(out: &mut Writer, name: &str, all: &Chunked<T>) -> io::Result<()> {
    let chunks: Vec<Vec<&T>> = all.even_chunks().collect();
    let pieces: Vec<Vec<u8>> = chunks.par_iter().map(encode).collect::<io::Result<_>>()?;
    out.begin(name);
    pieces.iter().try_for_each(|piece| out.piece(name, piece))
}

fn findings(out: &mut Writer, corpus: &Corpus) -> io::Result<()> {
    const NAME: &str = "findings";
    out.begin(NAME);
    let all: Vec<ArticleIndex> = corpus.indices().collect();
    // A part at a time, so that no more than it is in memory.
    for part in all.chunks(64 * FINDINGS) {
        let pieces: Vec<Vec<u8>> = part
            .par_chunks(FINDINGS)
            .map(|articles| {
                let found: Vec<Arc<Annotations>> = articles.iter().map(|&i| corpus.annotated(i)).collect();
                let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
                packed.write_all(&encode(&found)?)?;
                packed.finish()
            })
            .collect::<io::Result<_>>()?;
        pieces.iter().try_for_each(|piece| out.piece(NAME, piece))?;
    }
    Ok(())
}

/// The findings of the articles of a catalogue.
#[derive(Debug)]
pub struct Findings(pub Arc<Catalogue>);

impl Findings {
    /// The columns of the events in brief.
    #[must_use]
    pub fn event_columns(&self) -> EventColumns {
        let catalogue = self.0.clone();
        Arc::new(move |number| catalogue.piece("columns of events", number))
    }

    /// What was found in an article and its neighbours, which are kept together, with the first of them; `None` where
    /// it cannot be read.
    #[must_use]
    pub fn around(&self, article: ArticleIndex) -> Option<(ArticleIndex, Vec<Annotations>)> {
        let number = article.get() / FINDINGS;
        let packed = self.0.piece("findings", number)?;
        let mut bytes = Vec::with_capacity(packed.len() * 4);
        DeflateDecoder::new(&packed[..]).read_to_end(&mut bytes).ok()?;
        Some((ArticleIndex((number * FINDINGS) as u32), decode(&bytes)?))
    }
}

/// The index of what a catalogue holds: over the listed entities it was made with, under the corrections it was made
/// under. `None` where it does not hold it.
#[must_use]
pub fn open(
    catalogue: &Arc<Catalogue>,
    listed: &Arc<EntityTable>,
    corrections: Arc<Corrections>,
    bodies: Arc<dyn Bodies>,
) -> Option<Index> {
    let lengths: [u64; 6] = decode(&catalogue.section("lengths")?)?;
    let [heads, own, stories, events, undated, entities] = lengths.map(|length| length as usize);
    let slots: Vec<(u32, u32)> = decode(&catalogue.section("slots")?)?;
    let table = EntityTable::kept(listed, deferred(catalogue, "entities", own)?, slots);
    if table.len() != entities {
        return None;
    }
    let columns: Columns = decode(&catalogue.section("columns")?)?;
    if !columns.fits(heads) {
        return None;
    }
    let dated = deferred(catalogue, "events", events)?;
    let timeline = Timeline::new(dated, deferred(catalogue, "undated", undated)?);
    let reprints = Arc::new(read_when_asked(catalogue, "reprints"));
    let heads = deferred(catalogue, "heads", heads)?;
    let rarities = read_when_asked(catalogue, "rarities");
    let corpus = Corpus {
        story_of: deferred(catalogue, "story of", heads.len())?,
        kept: Some(Kept { heads, columns: Arc::new(columns), reprints, bodies }),
        entities: table,
        stories: deferred(catalogue, "stories", stories)?,
        timeline,
        corrections,
        corrected: decode::<Vec<Corrected>>(&catalogue.section("corrected")?)?,
        rarities: Arc::new(rarities),
        ..Corpus::default()
    };
    let standing: Standing = decode(&catalogue.section("standing")?)?;
    let occurring = read_when_asked::<Occurring>(catalogue, "occurring");
    let postings = Arc::new(Postings::kept(standing, occurring));
    let kinds: [u64; EntityKind::ALL.len()] = decode(&catalogue.section("kinds")?)?;
    Some(Index {
        whole: corpus.len(),
        came: Vec::new(),
        corpus: Arc::new(corpus),
        postings,
        kinds: kinds.map(|count| count as usize).into(),
        names: Arc::default(),
        texts: Arc::default(),
        catalogue: Some(catalogue.clone()),
    })
}

/// A section that is read when it is first asked for; what cannot be read is empty.
fn read_when_asked<T>(catalogue: &Arc<Catalogue>, name: &'static str) -> Deferred<T>
where
    T: DeserializeOwned + Default,
{
    let catalogue = catalogue.clone();
    Deferred::by(move || catalogue.section(name).and_then(|bytes| decode(&bytes)).unwrap_or_default())
}

/// A list whose chunks are read when they are looked at. `None` where there are not as many pieces as it has chunks.
fn deferred<T>(catalogue: &Arc<Catalogue>, name: &'static str, len: usize) -> Option<Chunked<T>>
where
    T: DeserializeOwned + StandIn + 'static,
{
    if catalogue.pieces(name) != len.div_ceil(CHUNK) {
        return None;
    }
    let catalogue = catalogue.clone();
    Some(Chunked::deferred(len, move |number| {
        let kept: Option<Vec<T>> = catalogue.piece(name, number).and_then(|bytes| decode(&bytes));
        let mut all = kept.unwrap_or_default();
        all.resize_with(CHUNK.min(len - number * CHUNK), T::stand_in);
        all
    }))
}

impl StandIn for KeptHead {
    fn stand_in() -> Self {
        Self::lost()
    }
}

impl StandIn for u32 {
    fn stand_in() -> Self {
        0
    }
}

impl StandIn for Arc<Entity> {
    fn stand_in() -> Self {
        Self::new(Entity {
            key: "?".into(),
            name: SafeText::line("(cannot be read)"),
            kind: EntityKind::Person,
            country: None,
            aliases: Vec::new(),
            note: SafeText::default(),
            listed: false,
        })
    }
}

impl StandIn for Story {
    fn stand_in() -> Self {
        Self {
            key: "?".into(),
            label: SafeText::line("(cannot be read)"),
            articles: Vec::new(),
            days: None,
            reprints: Vec::new(),
            why: SafeText::default(),
        }
    }
}

/// One that no article tells, and so none that is ever shown.
impl StandIn for Event {
    fn stand_in() -> Self {
        Self {
            key: "?".into(),
            label: SafeText::default(),
            happening: Happening::Event,
            days: None,
            precision: Precision::Day,
            basis: DateBasis::Text,
            guessed: true,
            place: None,
            participants: Vec::new(),
            confidence: Confidence::Weak,
            mentions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;
    use crate::analysis::testing::{article, corpus};
    use crate::model::{Article, Marks};

    /// Gives what a corpus holds.
    #[derive(Debug)]
    struct Held(Arc<Corpus>, Findings);

    impl Bodies for Held {
        fn article(&self, index: ArticleIndex) -> Arc<Article> {
            self.0.article(index)
        }

        fn annotated(&self, index: ArticleIndex) -> Arc<Annotations> {
            let (first, all) = self.1.around(index).expect("its findings are kept");
            Arc::new(all[(index.0 - first.0) as usize].clone())
        }

        fn event_columns(&self) -> Option<EventColumns> {
            Some(self.1.event_columns())
        }
    }

    fn made() -> Arc<Corpus> {
        let told = |i: usize| {
            let name = ["Olaf Scholz", "Emmanuel Macron", "Harvey Quillfeather"][i % 3];
            let body = format!(
                "{name} met Mira Tollund in Vienna on Monday. “We agreed on {i} points,” {name} said."
            );
            article(&i.to_string(), (!i.is_multiple_of(7)).then_some("2024-03-12"), "Talks in Vienna", &body)
        };
        Arc::new(corpus((0..CHUNK + 40).map(told).collect()))
    }

    fn opened(home: &std::path::Path, corpus: &Arc<Corpus>) -> Index {
        let catalogue = Catalogue::open(home, &[7; 16]).unwrap();
        let bodies = Arc::new(Held(corpus.clone(), Findings(catalogue.clone())));
        let listed = crate::analysis::Gazetteer::bundled().entities();
        open(&catalogue, listed, Arc::default(), bodies).unwrap()
    }

    #[test]
    fn what_is_opened_is_what_was_written() {
        let home = tempfile::tempdir().unwrap();
        let corpus = made();
        let index = Index::build(&corpus);
        let mut writer = Writer::new(home.path()).unwrap();
        write(&index, &mut writer).unwrap();
        writer.finish(&[7; 16]).unwrap();
        let again = opened(home.path(), &corpus);
        let kept = again.corpus();
        assert_eq!((kept.len(), kept.entities.len()), (corpus.len(), corpus.entities.len()));
        assert_eq!((&kept.stories, &kept.story_of), (&corpus.stories, &corpus.story_of));
        assert_eq!((&kept.timeline, kept.briefs()), (&corpus.timeline, corpus.briefs()));
        assert_eq!(kept.outlet_labels(), corpus.outlet_labels());
        for i in corpus.indices() {
            assert_eq!(kept.annotated(i), corpus.annotated(i));
            assert_eq!((kept.head(i).id, kept.dated(i)), (corpus.head(i).id, corpus.dated(i)));
            assert_eq!(kept.head(i).display_title(), corpus.head(i).display_title());
            assert_eq!((kept.published(i), kept.bytes(i)), (corpus.published(i), corpus.bytes(i)));
        }
        for (_, entity) in corpus.entities.iter() {
            assert_eq!(kept.entities.find(&entity.key), corpus.entities.find(&entity.key));
        }
        alike(&index, &again);
    }

    /// Both find the same, and something, whatever is asked for.
    fn alike(index: &Index, again: &Index) {
        let mut marks = Marks::default();
        marks.read.extend(["3", "7", "299", "not there"].map(str::to_owned));
        for typed in [
            "macron",
            "said:scholz",
            "said:points",
            "quillfeather",
            "\"we agreed\"",
            "on:2024-03",
            "is:unread vienna",
            "is:read",
            "is:shared",
            "story:talks",
        ] {
            let query = parse(typed).unwrap();
            let (a, b) = (index.run(&query, &marks), again.run(&query, &marks));
            assert_eq!(a.articles, b.articles, "{typed}");
            assert!(!a.articles.is_empty(), "{typed}");
        }
    }

    #[test]
    fn what_was_read_can_be_let_go_of() {
        let home = tempfile::tempdir().unwrap();
        let corpus = made();
        let index = Index::build(&corpus);
        let mut writer = Writer::new(home.path()).unwrap();
        write(&index, &mut writer).unwrap();
        writer.finish(&[7; 16]).unwrap();
        let mut again = opened(home.path(), &corpus);
        assert_eq!((corpus.weight(), again.corpus().weight()), (0, 0));
        for _ in 0..3 {
            assert_eq!(again.corpus().heads().count(), corpus.len());
            assert_eq!(again.corpus().timeline, corpus.timeline);
            assert!(again.corpus().weight() > corpus.len() * 100);
            alike(&index, &again);
            let before = Arc::downgrade(again.corpus());
            again = again.lightened();
            assert!(before.upgrade().is_none(), "nothing else holds it");
            assert_eq!(again.corpus().weight(), 0);
        }
        alike(&index, &again);
    }

    #[test]
    fn a_piece_that_is_damaged_costs_no_other() {
        let home = tempfile::tempdir().unwrap();
        let corpus = made();
        let mut writer = Writer::new(home.path()).unwrap();
        write(&Index::build(&corpus), &mut writer).unwrap();
        writer.finish(&[7; 16]).unwrap();
        let file = std::fs::read_dir(home.path()).unwrap().next().unwrap().unwrap().path();
        let mut bytes = std::fs::read(&file).unwrap();
        let title = b"Talks in Vienna";
        let again = opened(home.path(), &corpus);
        // The last head of all is in the second piece.
        let place = bytes.windows(title.len()).rposition(|words| words == title).unwrap();
        bytes[place] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let heads = again.corpus();
        let titles = heads.indices().map(|i| heads.head(i).display_title() == "Talks in Vienna");
        let good = titles.filter(|good| *good).count();
        assert!(good >= 40 && good <= corpus.len(), "{good}");
        assert!(heads.timeline.events.iter().count() == corpus.timeline.events.len());
    }
}
