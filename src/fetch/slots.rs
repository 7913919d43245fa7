//! Politeness: of one host one thing is asked at a time, with a pause between.

use super::Cancel;
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often one who waits looks whether the wait is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// The hosts that are being asked, and those that have just been. Copies share it.
#[derive(Debug, Clone)]
pub struct Slots(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    hosts: Mutex<HashMap<String, Use>>,
    changed: Condvar,
    pause: Duration,
}

#[derive(Debug, Clone, Copy)]
enum Use {
    Busy,
    /// Nobody asks it; it may be asked from then on.
    Free(Instant),
}

/// The right to ask a host, until it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Slots,
    host: String,
}

impl Slots {
    /// With this pause between two requests to one host.
    #[must_use]
    pub fn new(pause: Duration) -> Self {
        Self(Arc::new(Inner { hosts: Mutex::default(), changed: Condvar::new(), pause }))
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Use>> {
        // A thread that died holding it has written whole entries only.
        self.0.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The right to ask a host, if nobody has it and the pause is over.
    pub(super) fn try_take(&self, host: &str) -> Option<Slot> {
        let mut hosts = self.hosts();
        match hosts.get(host) {
            Some(Use::Busy) => None,
            Some(Use::Free(from)) if *from > Instant::now() => None,
            _ => {
                hosts.insert(host.to_owned(), Use::Busy);
                Some(Slot { slots: self.clone(), host: host.to_owned() })
            }
        }
    }

    /// The right to ask a host, waited for; `None` where that is not wanted any more.
    pub(super) fn take(&self, host: &str, cancel: &Cancel) -> Option<Slot> {
        while !cancel.is_set() {
            if let Some(slot) = self.try_take(host) {
                return Some(slot);
            }
            self.wait();
        }
        None
    }

    /// Waits until something may have changed.
    pub(super) fn wait(&self) {
        let hosts = self.hosts();
        drop(self.0.changed.wait_timeout(hosts, LOOK));
    }

    /// Wakes all who wait.
    pub(super) fn wake(&self) {
        self.0.changed.notify_all();
    }
}

impl Slot {
    pub(super) fn host(&self) -> &str {
        &self.host
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let from = Instant::now() + self.slots.0.pause;
        self.slots.hosts().insert(std::mem::take(&mut self.host), Use::Free(from));
        self.slots.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_with_a_pause() {
        let hour = Slots::new(Duration::from_secs(3600));
        let held = hour.try_take("a.example").unwrap();
        assert!(hour.try_take("a.example").is_none(), "somebody asks it");
        assert!(hour.try_take("b.example").is_some(), "another host is another matter");
        drop(held);
        assert!(hour.try_take("a.example").is_none(), "the pause is not over");
        let none = Slots::new(Duration::ZERO);
        drop(none.try_take("a.example"));
        assert!(none.take("a.example", &Cancel::default()).is_some());
        let cancel = Cancel::default();
        cancel.set();
        assert!(none.take("a.example", &cancel).is_none());
    }
}
