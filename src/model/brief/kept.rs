//! The columns of all events in bytes of a fixed width, which are read as fast as they can be copied: a line of hundreds
//! of thousands of events waits for them. They are told apart by their number; those that only some questions need are
//! read when they are asked for.

use super::{BriefMention, Briefs, Entry, Names, Stamp};
use crate::model::{ArticleIndex, DateBasis, Deferred, EntityId, Happening, Precision, Span};
use std::sync::Arc;

/// How many columns there are.
const COLUMNS: usize = 8;
const EVENTS: usize = 0;
const MENTIONS: usize = 1;
const TOLD: usize = 2;
const ENDS: usize = 3;
const OWN: usize = 4;
const NAME_ENDS: usize = 5;
const IDS: usize = 6;
const KEYS: usize = 7;

/// In place of the first day where there is none.
const NO_DAY: i32 = i32::MIN;
/// The bit of a mention's article that says that it is likely.
const LIKELY: u32 = 1 << 31;

const HAPPENINGS: [Happening; 3] = [Happening::Event, Happening::Proposal, Happening::Habit];
const PRECISIONS: [Precision; 3] = [Precision::Day, Precision::Month, Precision::Year];
const BASES: [DateBasis; 5] =
    [DateBasis::Stated, DateBasis::Published, DateBasis::Text, DateBasis::Anniversary, DateBasis::KnownEvent];

/// Gives a column by its number; `None` where it cannot be read.
pub type EventColumns = Arc<dyn Fn(usize) -> Option<Vec<u8>> + Send + Sync>;

impl Briefs {
    /// The columns in bytes, for [`Briefs::kept`] to read.
    #[must_use]
    pub fn columns(&self) -> [Vec<u8>; COLUMNS] {
        let Names { own, ends, ids } = self.names.get();
        [
            self.events.iter().flat_map(|event| bytes(&event.words())).collect(),
            self.mentions.iter().flat_map(|mention| bytes(&mention.words())).collect(),
            bytes(&self.told),
            bytes(&self.ends),
            own.iter().flat_map(|&(from, to)| bytes(&[from, to])).collect(),
            bytes(ends),
            ids.iter().flat_map(|id| id.0.to_le_bytes()).collect(),
            bytes(self.keys.get()),
        ]
    }

    /// Of the columns of so many dated and undated events that so many articles tell; `None` where what the line of
    /// events needs cannot be read, or is not of these. Without the other columns no name and no key is known.
    #[must_use]
    pub fn kept(column: &EventColumns, dated: usize, undated: usize, articles: usize) -> Option<Self> {
        let (events, (mentions, (told, ends))) = rayon::join(
            || column(EVENTS).map(|bytes| records(&bytes, Entry::of)),
            || {
                let mentions = column(MENTIONS).map(|bytes| records(&bytes, BriefMention::of));
                (
                    mentions,
                    (column(TOLD).map(|bytes| numbers(&bytes)), column(ENDS).map(|bytes| numbers(&bytes))),
                )
            },
        );
        let (events, mentions, told, ends) = (events?, mentions?, told?, ends?);
        let fits = events.len() == dated + undated
            && events.is_sorted_by_key(|event| event.mentions)
            && events.last().map_or(0, |event| event.mentions as usize) == mentions.len()
            && mentions.iter().all(|one| one.article.get() < articles)
            && ends.len() == articles
            && ends.is_sorted()
            && ends.last().map_or(0, |&end| end as usize) == told.len()
            && told.iter().all(|&place| (place as usize) < events.len());
        fits.then(|| Self {
            dated: dated as u32,
            events,
            mentions,
            told,
            ends,
            names: Deferred::by({
                let column = column.clone();
                move || Names::kept(&column).unwrap_or_default()
            }),
            keys: Deferred::by({
                let (column, len) = (column.clone(), dated + undated);
                move || {
                    let keys = column(KEYS).map(|bytes| numbers(&bytes));
                    keys.filter(|keys| keys.len() == len).unwrap_or_default()
                }
            }),
        })
    }
}

impl Names {
    fn kept(column: &EventColumns) -> Option<Self> {
        Some(Self {
            own: records(&column(OWN)?, |[from, to]| (from, to)),
            ends: numbers(&column(NAME_ENDS)?),
            ids: records(&column(IDS)?, |[id]| EntityId(id)),
        })
    }
}

impl Entry {
    fn words(&self) -> [u32; 4] {
        let Self { stamp: Stamp { days, happening, precision }, basis, mentions } = *self;
        let (from, to) = days.unwrap_or((NO_DAY, NO_DAY));
        let kind = happening as u32 | (precision as u32) << 8 | (basis as u32) << 16;
        [from.cast_unsigned(), to.cast_unsigned(), kind, mentions]
    }

    fn of([from, to, kind, mentions]: [u32; 4]) -> Self {
        // A number that stands for nothing is taken for the first: the sum of the bytes was right.
        let at = |shift: u32| (kind >> shift & 0xff) as usize;
        let days = (from.cast_signed() != NO_DAY).then_some((from.cast_signed(), to.cast_signed()));
        let stamp = Stamp {
            days,
            happening: HAPPENINGS[at(0) % HAPPENINGS.len()],
            precision: PRECISIONS[at(8) % PRECISIONS.len()],
        };
        Self { stamp, basis: BASES[at(16) % BASES.len()], mentions }
    }
}

impl BriefMention {
    fn words(&self) -> [u32; 3] {
        [self.article.0 | if self.likely { LIKELY } else { 0 }, self.span.start, self.span.end]
    }

    const fn of([article, start, end]: [u32; 3]) -> Self {
        Self {
            article: ArticleIndex(article & !LIKELY),
            span: Span { start, end },
            likely: article & LIKELY != 0,
        }
    }
}

fn bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    records(bytes, |[number]| number)
}

/// What is made of each so many words; bytes at the end that are fewer are left out.
fn records<T, const WORDS: usize>(bytes: &[u8], of: impl Fn([u32; WORDS]) -> T) -> Vec<T> {
    let record = |bytes: &[u8]| {
        let mut words = [0; WORDS];
        for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        of(words)
    };
    bytes.chunks_exact(4 * WORDS).map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_entry() -> impl Strategy<Value = Entry> {
        let days = prop::option::of((-100_000..3_000_000, -100_000..3_000_000));
        (days, 0..3_usize, 0..3_usize, 0..5_usize, any::<u32>()).prop_map(
            |(days, happening, precision, basis, mentions)| Entry {
                stamp: Stamp { days, happening: HAPPENINGS[happening], precision: PRECISIONS[precision] },
                basis: BASES[basis],
                mentions,
            },
        )
    }

    proptest! {
        #[test]
        fn an_event_is_the_same_in_bytes(entry in any_entry()) {
            prop_assert_eq!(Entry::of(entry.words()), entry);
        }

        #[test]
        fn a_mention_is_the_same_in_bytes(article in 0..LIKELY, start: u32, end: u32, likely: bool) {
            let mention = BriefMention { article: ArticleIndex(article), span: Span { start, end }, likely };
            prop_assert_eq!(BriefMention::of(mention.words()), mention);
        }

        #[test]
        fn numbers_are_the_same_in_bytes(words: Vec<u32>) {
            prop_assert_eq!(numbers(&bytes(&words)), words);
        }
    }

    #[test]
    fn each_number_stands_for_what_it_is() {
        for (place, happening) in HAPPENINGS.iter().enumerate() {
            assert_eq!(*happening as usize, place);
        }
        for (place, precision) in PRECISIONS.iter().enumerate() {
            assert_eq!(*precision as usize, place);
        }
        for (place, basis) in BASES.iter().enumerate() {
            assert_eq!(*basis as usize, place);
        }
    }
}
