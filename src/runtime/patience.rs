//! Patience with work beside the screen: when what is waited for has taken so long that it is to be told.

use crate::app::awaited::Work;
use std::time::{Duration, Instant};

/// What takes no longer seems to happen at once; to tell of it would only flicker.
const LONG: Duration = Duration::from_millis(100);

/// Since when each work is waited for. The clock is the caller's.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    since: Vec<(Work, Instant)>,
}

impl Patience {
    /// Takes note of what is waited for and not told of at this time.
    pub(crate) fn note(&mut self, untold: impl Iterator<Item = Work>, now: Instant) {
        let before = std::mem::take(&mut self.since);
        let since = |work| before.iter().find(|(other, _)| *other == work).map_or(now, |(_, since)| *since);
        self.since = untold.map(|work| (work, since(work))).collect();
    }

    /// How long until something is to be told; `None` where nothing is waited for.
    pub(crate) fn wait(&self, now: Instant) -> Option<Duration> {
        self.since.iter().map(|(_, since)| LONG.saturating_sub(now.saturating_duration_since(*since))).min()
    }

    /// What is to be told now, once.
    pub(crate) fn due(&mut self, now: Instant) -> Option<Work> {
        let due = |(_, since): &(Work, Instant)| now.saturating_duration_since(*since) >= LONG;
        let place = self.since.iter().position(due)?;
        Some(self.since.remove(place).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_work_is_told_once_when_its_time_is_up() {
        let begin = Instant::now();
        let after = |milliseconds| begin + Duration::from_millis(milliseconds);
        let mut patience = Patience::default();
        assert_eq!((patience.wait(begin), patience.due(begin)), (None, None));
        patience.note([Work::Filter].into_iter(), after(0));
        patience.note([Work::Filter, Work::Line].into_iter(), after(60));
        assert_eq!(patience.wait(after(60)), Some(Duration::from_millis(40)));
        assert_eq!(patience.due(after(99)), None);
        assert_eq!(patience.due(after(100)), Some(Work::Filter));
        assert_eq!(patience.due(after(100)), None);
        assert_eq!(patience.wait(after(100)), Some(Duration::from_millis(60)));
        // Answered before its time: nothing wakes for it.
        patience.note(std::iter::empty(), after(120));
        assert_eq!((patience.wait(after(120)), patience.due(after(500))), (None, None));
    }

    #[test]
    fn what_is_asked_for_again_after_an_answer_is_waited_for_anew() {
        let begin = Instant::now();
        let after = |milliseconds| begin + Duration::from_millis(milliseconds);
        let mut patience = Patience::default();
        patience.note([Work::Line].into_iter(), after(0));
        patience.note(std::iter::empty(), after(90));
        patience.note([Work::Line].into_iter(), after(95));
        assert_eq!(patience.due(after(150)), None);
        assert_eq!(patience.due(after(195)), Some(Work::Line));
    }
}
