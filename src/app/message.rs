//! What reaches the state, and what the state asks of the world.

use super::awaited::Work;
use super::chord::Chord;
use super::fetching::News;
use super::find::Look;
use super::loading::Stage;
use super::menu::ExportForm;
use super::portrait::Portrait;
use super::timeline::{Ask, Made};
use super::versions::Revised;
use crate::analysis::Gazetteer;
use crate::index::query::Query;
use crate::index::{Index, Roster, Target};
use crate::library::Past;
use crate::model::text::counted;
use crate::model::{
    Account, ArticleIndex, Comparison, Corpus, CorrectionChange, Corrections, EntityKind, MarkChange, Marks,
    SavedChange, SavedQueries, Span, Warning,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something that happened: a key, the mouse, the end of work.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Chord),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something at a cell.
    Mouse(Mouse, u16, u16),
    /// The screen has this many columns and rows now.
    Resize(u16, u16),
    /// How far it is with the articles.
    Loading(Stage),
    /// Articles were read and joined.
    Loaded(Library),
    /// A filter was run; the number tells which.
    Filtered(u64, Box<crate::index::Hits>),
    /// Two sides were compared; the number tells for which request.
    Compared(u64, Box<Comparison>),
    /// Everyone and everything of some articles was counted; the number tells for which request.
    Counted(u64, Arc<Roster>),
    /// The page of an entity was made; the number tells for which request.
    Portrayed(u64, Box<Portrait>),
    /// The articles were joined anew after a correction; the number tells for which.
    Corrected(u64, Box<Corrected>),
    /// Names, dates and events were looked for in texts that are shown already.
    Searched(Box<Library>),
    /// What came was joined with the rest; the number tells for which request.
    Renewed(u64, Box<Corrected>),
    /// How fetching goes.
    Fetching(News),
    /// Words were looked for in a long article; the number tells for which request.
    Found(u64, Vec<Span>),
    /// The line of events was worked out; the number tells for which request.
    Lined(u64, Box<Made>),
    /// Other accounts were gathered; the number tells for which request.
    Accounted(u64, Box<Account>),
    /// Another program changed marks: all of them as they are now.
    Marked(Marks),
    /// What is saved as queries, at the beginning or as another program changed it.
    Saved(SavedQueries),
    /// The articles of a saved query were counted, and those of them that were not read; the numbers tell for which
    /// request, and which query.
    Tallied(u64, usize, (usize, usize)),
    /// The earlier versions of an article, by its id, oldest first.
    Versions(String, Vec<Past>),
    /// Work has been waited for so long that it is to be told.
    Waited(Work),
    /// Something the person should be told in one line.
    Told(String),
    /// Something that did not work.
    Trouble(Warning),
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click,
    /// It moved with the button down.
    Drag,
    /// The button went up.
    Release,
    /// The wheel turned, down where positive.
    Wheel(isize),
}

/// What is in memory to read in.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The articles with all that was found.
    pub corpus: Arc<Corpus>,
    /// The index over them.
    pub index: Arc<Index>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
    /// The lists the articles were read with, where they are not the bundled ones.
    pub gazetteer: Option<Arc<Gazetteer>>,
    /// The articles of which there were earlier versions, by id.
    pub revised: Arc<BTreeMap<String, Revised>>,
    /// What there is, in a line: `5 articles · 2 named outlets · 12 people · 31 countries`.
    pub census: String,
    /// Whether names, dates and events were looked for; where not, the texts are there and nothing else.
    pub searched: bool,
}

impl Library {
    /// Indexes a corpus and counts what is in it.
    #[must_use]
    pub fn new(corpus: &Arc<Corpus>, warnings: Vec<Warning>) -> Self {
        Self::of(Arc::new(Index::build(corpus)), warnings)
    }

    /// With the index of its corpus.
    #[must_use]
    pub fn of(index: Arc<Index>, warnings: Vec<Warning>) -> Self {
        let corpus = index.corpus().clone();
        let census = census(&corpus, &index, true);
        Self { corpus, index, warnings, census, searched: true, ..Self::default() }
    }

    /// Of texts in which nothing was looked for yet.
    #[must_use]
    pub fn unsearched(corpus: &Arc<Corpus>, warnings: Vec<Warning>) -> Self {
        let index = Arc::new(Index::build(corpus));
        let census = census(corpus, &index, false);
        Self { corpus: corpus.clone(), index, warnings, census, ..Self::default() }
    }
}

fn census(corpus: &Corpus, index: &Index, searched: bool) -> String {
    let mut census = vec![counted(corpus.len(), "article"), counted(index.outlets().len(), "named outlet")];
    if searched {
        let of = |kind| index.mentioned_of(kind);
        let (people, countries) = (of(EntityKind::Person), of(EntityKind::Country));
        census.push(format!("{people} {}", if people == 1 { "person" } else { "people" }));
        census.push(format!("{countries} {}", if countries == 1 { "country" } else { "countries" }));
    }
    census.join(" · ")
}

/// Something the world is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Stop the program until the shell takes it up again.
    Suspend,
    /// Paint every cell anew.
    Repaint,
    /// Take the mouse, or let go of it.
    CaptureMouse(bool),
    /// Put text on the clipboard.
    Copy(String),
    /// Open a link in the browser.
    OpenLink(String),
    /// Keep changes of marks, all or none.
    Record(Vec<MarkChange>),
    /// Keep a change of a saved query.
    Save(SavedChange),
    /// Look up the earlier versions of an article, by its id.
    Versions(String),
    /// Keep a correction.
    Correct(CorrectionChange),
    /// Begin to fetch beside the screen, or stop it.
    Fetch(bool),
    /// Write a comparison or articles into files.
    Export(Export),
    /// Work to be done beside the screen; its end is a [`Message`].
    Work(Job),
}

/// What is written into files.
#[derive(Debug, Clone, PartialEq)]
pub enum Exported {
    /// A comparison, as it is shown.
    Comparison(Arc<Comparison>),
    /// Articles with their texts.
    Articles(Vec<ArticleIndex>),
}

/// What is to be written into files, and how.
#[derive(Clone)]
pub struct Export {
    /// Of which corpus.
    pub corpus: Arc<Corpus>,
    /// What is written.
    pub what: Exported,
    /// As what.
    pub form: ExportForm,
}

impl std::fmt::Debug for Export {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Export({:?})", self.form)
    }
}

impl PartialEq for Export {
    /// Told apart by what is written, and as what.
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.what == other.what
    }
}

/// Work that may take longer than a frame. Pure: the same job has the same end.
#[derive(Clone)]
pub enum Job {
    /// Run a filter.
    Filter {
        /// Which request this is.
        generation: u64,
        /// Over what.
        index: Arc<Index>,
        /// What is asked for.
        query: Query,
        /// The person's marks, which a query may ask about.
        marks: Arc<Marks>,
    },
    /// Compare two sides.
    Compare {
        /// Which request this is.
        generation: u64,
        /// Of which corpus.
        corpus: Arc<Corpus>,
        /// The left side.
        left: Vec<ArticleIndex>,
        /// The right side.
        right: Vec<ArticleIndex>,
    },
    /// Look for words in a long article.
    Look {
        /// Which request this is.
        generation: u64,
        /// For what, and where.
        look: Look,
    },
    /// Work out the line of events.
    Line {
        /// Which request this is.
        generation: u64,
        /// What decides how it looks.
        ask: Ask,
    },
    /// Count everyone and everything of some articles.
    Count {
        /// Which request this is.
        generation: u64,
        /// Over what.
        index: Arc<Index>,
        /// The articles.
        articles: Vec<ArticleIndex>,
    },
    /// Make the page of an entity or outlet.
    Portray {
        /// Which request this is.
        generation: u64,
        /// Over what.
        index: Arc<Index>,
        /// Who and what occurs in which articles.
        roster: Arc<Roster>,
        /// Whose page.
        target: Target,
        /// Columns of the page.
        columns: usize,
    },
    /// Count the articles of a saved query.
    Tally {
        /// Which request this is.
        generation: u64,
        /// Which of them.
        place: usize,
        /// Over what.
        index: Arc<Index>,
        /// What is asked for.
        query: Query,
        /// The person's marks.
        marks: Arc<Marks>,
    },
    /// Gather the other accounts of the story of an article.
    Account {
        /// Which request this is.
        generation: u64,
        /// Of which corpus.
        corpus: Arc<Corpus>,
        /// The article.
        article: ArticleIndex,
    },
    /// Look for names, dates and events in texts that are shown already.
    Search {
        /// Which request this is.
        generation: u64,
        /// The texts.
        library: Library,
        /// All rules.
        corrections: Arc<Corrections>,
    },
    /// List what there is to read after new articles came.
    Renew {
        /// Which request this is.
        generation: u64,
        /// What there is to read now.
        library: Library,
        /// All rules as they are now.
        corrections: Arc<Corrections>,
        /// What the list is filtered by.
        query: Query,
        /// The person's marks, which a query may ask about.
        marks: Arc<Marks>,
    },
    /// Join the articles anew after a correction.
    Correct {
        /// Which request this is.
        generation: u64,
        /// What there is to read.
        library: Library,
        /// All rules.
        corrections: Arc<Corrections>,
        /// What the list is filtered by.
        query: Query,
        /// The person's marks, which a query may ask about.
        marks: Arc<Marks>,
    },
}

/// The articles joined anew, and what of them is listed.
#[derive(Debug)]
pub struct Corrected {
    /// What there is to read now.
    pub library: Library,
    /// What the filter of the list finds in it.
    pub hits: crate::index::Hits,
}

impl Job {
    /// Does the work.
    #[must_use]
    pub fn run(self) -> Message {
        match self {
            Self::Filter { generation, index, query, marks } => {
                Message::Filtered(generation, Box::new(index.run(&query, &marks)))
            }
            Self::Compare { generation, corpus, left, right } => {
                let comparison = crate::analysis::comparison::compare(&corpus, &left, &right);
                Message::Compared(generation, Box::new(comparison))
            }
            Self::Look { generation, look } => Message::Found(generation, look.look()),
            Self::Line { generation, ask } => Message::Lined(generation, Box::new(ask.make())),
            Self::Tally { generation, place, index, query, marks } => {
                Message::Tallied(generation, place, index.tally(&query, &marks))
            }
            Self::Count { generation, index, articles } => {
                Message::Counted(generation, Arc::new(Roster::of(&index, articles)))
            }
            Self::Portray { generation, index, roster, target, columns } => {
                let profile = index.profile(target, &roster.articles);
                Message::Portrayed(generation, Box::new(Portrait::new(&index, profile, columns)))
            }
            Self::Correct { generation, library, corrections, query, marks } => {
                let library = super::update::corrected(library, &corrections);
                let hits = library.index.run(&query, &marks);
                Message::Corrected(generation, Box::new(Corrected { library, hits }))
            }
            Self::Search { library, corrections, .. } => {
                Message::Searched(Box::new(super::update::searched(library, &corrections)))
            }
            Self::Renew { generation, library, corrections, query, marks } => {
                let library = super::update::corrected(library, &corrections);
                let hits = library.index.run(&query, &marks);
                Message::Renewed(generation, Box::new(Corrected { library, hits }))
            }
            Self::Account { generation, corpus, article } => {
                let account = crate::analysis::comparison::account(&corpus, article, &|_| true);
                Message::Accounted(generation, Box::new(account))
            }
        }
    }

    /// Which request this is.
    #[must_use]
    pub const fn generation(&self) -> u64 {
        match self {
            Self::Filter { generation, .. }
            | Self::Compare { generation, .. }
            | Self::Count { generation, .. }
            | Self::Line { generation, .. }
            | Self::Look { generation, .. }
            | Self::Tally { generation, .. }
            | Self::Portray { generation, .. }
            | Self::Correct { generation, .. }
            | Self::Search { generation, .. }
            | Self::Renew { generation, .. }
            | Self::Account { generation, .. } => *generation,
        }
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Filter { generation, query, .. } => write!(f, "Filter({generation}, {query})"),
            Self::Compare { generation, left, right, .. } => {
                write!(f, "Compare({generation}, {left:?}, {right:?})")
            }
            Self::Count { generation, articles, .. } => {
                write!(f, "Count({generation}, {} articles)", articles.len())
            }
            Self::Look { generation, .. } => write!(f, "Look({generation})"),
            Self::Line { generation, .. } => write!(f, "Line({generation})"),
            Self::Tally { generation, place, .. } => write!(f, "Tally({generation}, {place})"),
            Self::Portray { generation, target, .. } => write!(f, "Portray({generation}, {target:?})"),
            Self::Correct { generation, corrections, .. } => {
                write!(f, "Correct({generation}, {} rules)", corrections.rules.len())
            }
            Self::Search { generation, .. } => write!(f, "Search({generation})"),
            Self::Renew { generation, query, .. } => write!(f, "Renew({generation}, {query})"),
            Self::Account { generation, article, .. } => write!(f, "Account({generation}, {article:?})"),
        }
    }
}

impl PartialEq for Job {
    /// Jobs are told apart by kind and request.
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && self.generation() == other.generation()
    }
}
