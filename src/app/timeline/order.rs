//! The events of a line in its order, found by their place and by themselves.

use super::EventRef;
use crate::model::Briefs;

/// The events of a line in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// How many events of the corpus are dated.
    dated: usize,
    /// By their places among all events in brief.
    places: Vec<u32>,
    /// For each event of the corpus its place in the order, or [`NOWHERE`].
    of: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Order {
    /// Of events by their places among all in brief.
    pub(super) fn new(briefs: &Briefs, places: Vec<u32>) -> Self {
        let mut of = vec![NOWHERE; briefs.len()];
        for (place, event) in (0..).zip(&places) {
            of[*event as usize] = place;
        }
        Self { dated: briefs.dated(), places, of }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The event at a place of the order.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<EventRef> {
        let place = *self.places.get(place)? as usize;
        Some(place.checked_sub(self.dated).map_or(EventRef::Dated(place), EventRef::Undated))
    }

    /// The events in order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = EventRef> {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// The place of an event in the order.
    #[must_use]
    pub fn place(&self, event: EventRef) -> Option<usize> {
        let place = match event {
            EventRef::Dated(i) => i,
            EventRef::Undated(i) => self.dated + i,
        };
        self.of.get(place).filter(|&&place| place != NOWHERE).map(|&place| place as usize)
    }
}
