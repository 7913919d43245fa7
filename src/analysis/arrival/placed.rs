//! Where the events that new articles make or change stand among those of the corpus.

use crate::analysis::events::near::Made;
use crate::analysis::events::{is_placed, order};
use crate::model::{Corpus, Event, EventRef, Replaced};
use std::collections::HashSet;
use std::sync::Arc;

/// What becomes of the dated and of the other events.
pub(super) fn placed(corpus: &Corpus, made: Vec<Made>) -> (Replaced, Replaced) {
    let (mut dated, mut undated) = (Replaced::default(), Replaced::default());
    let mut taken: HashSet<Arc<str>> = HashSet::new();
    let gone: HashSet<EventRef> = made.iter().flat_map(|made| &made.of).copied().collect();
    let (mut on_line, mut others): (Vec<Event>, Vec<(u32, Event)>) = (Vec::new(), Vec::new());
    let end = corpus.timeline.undated.len() as u32;
    for Made { mut event, of } in made {
        name_apart(corpus, &mut event, &gone, &mut taken);
        if is_placed(&event) {
            on_line.push(event);
        } else {
            // In the place of the first that it was; what is new stands behind all others.
            let place = of.iter().filter_map(|of| match of {
                EventRef::Undated(place) => Some(*place as u32),
                EventRef::Dated(_) => None,
            });
            others.push((place.min().unwrap_or(end), event));
        }
    }
    for of in gone {
        match of {
            EventRef::Dated(place) => dated.gone.push(place as u32),
            EventRef::Undated(place) => undated.gone.push(place as u32),
        }
    }
    dated.gone.sort_unstable();
    undated.gone.sort_unstable();
    on_line.sort_by(|a, b| order(a).cmp(&order(b)));
    let on_line = on_line.into_iter().map(|event| (before(corpus, &event), event)).collect();
    others.sort_by_key(|&(place, _)| place);
    dated.made = settled(on_line, &dated.gone);
    undated.made = settled(others, &undated.gone);
    (dated, undated)
}

/// How many kept events stand before one on the line.
fn before(corpus: &Corpus, event: &Event) -> u32 {
    let (briefs, events) = (corpus.briefs(), &corpus.timeline.events);
    let (mut from, mut to) = (0, briefs.dated());
    while from < to {
        let middle = from.midpoint(to);
        let days = briefs.get(middle).days();
        // Those of other days need not be read.
        let stands =
            if days == event.days { order(&events[middle]) < order(event) } else { days < event.days };
        if stands { from = middle + 1 } else { to = middle }
    }
    from as u32
}

/// Places before which events stand in the list as it was, in order, as the places that they have in the list as it
/// becomes.
fn settled(made: Vec<(u32, Event)>, gone: &[u32]) -> Vec<(u32, Event)> {
    let place = |(number, (before, event)): (usize, (u32, Event))| {
        let left = gone.partition_point(|&place| place < before);
        (before - left as u32 + number as u32, event)
    };
    made.into_iter().enumerate().map(place).collect()
}

/// Puts a number to a key that another event has.
fn name_apart(corpus: &Corpus, event: &mut Event, gone: &HashSet<EventRef>, taken: &mut HashSet<Arc<str>>) {
    let is_called = |key: &str| {
        let mut alike = corpus.briefs().perhaps_called(key).filter(|other| !gone.contains(other));
        alike.any(|other| *other.of(corpus).key == *key)
    };
    let (plain, mut number) = (event.key.clone(), 1);
    while taken.contains(&event.key) || is_called(&event.key) {
        number += 1;
        event.key = format!("{plain}-{number}").into();
    }
    taken.insert(event.key.clone());
}
