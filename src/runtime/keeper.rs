//! Keeps the session: now and then while the program runs, and when it ends in whichever way. Writing is a thread's, so
//! that no frame waits for the disk.

use crate::library::SessionStore;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long a change waits, so that moving about is written once.
const PAUSE: Duration = Duration::from_secs(10);

/// What is to be kept, and the thread that does it.
#[derive(Debug)]
pub(crate) struct Keeper {
    /// `None` where no session is kept.
    thread: Option<(Sender<String>, Receiver<()>)>,
    /// Where one is now, and where one was when it was last handed on.
    now: Option<String>,
    kept: Option<String>,
    /// When what has changed is handed on.
    due: Option<Instant>,
}

impl Keeper {
    /// Starts the thread, where there is somewhere to keep a session.
    ///
    /// # Errors
    /// Where the thread cannot be started.
    pub(crate) fn start(store: Option<SessionStore>) -> io::Result<Self> {
        let thread = store.map(|store| {
            let (sender, sessions) = channel::<String>();
            let (done, end) = channel();
            let work = move || {
                while let Ok(first) = sessions.recv() {
                    let newest = sessions.try_iter().last().unwrap_or(first);
                    store.keep(&newest, seconds());
                }
                // Nobody may be waiting any more.
                let _ = done.send(());
            };
            thread::Builder::new().name("session".to_owned()).spawn(work).map(|_| (sender, end))
        });
        Ok(Self { thread: thread.transpose()?, now: None, kept: None, due: None })
    }

    /// Takes in where one is now; `None` says nothing new.
    pub(crate) fn note(&mut self, session: Option<String>) {
        if self.thread.is_none() || session.is_none() {
            return;
        }
        self.now = session;
        if self.now == self.kept {
            self.due = None;
        } else if self.due.is_none() {
            self.due = Some(Instant::now() + PAUSE);
        }
    }

    /// How long until something is to be kept; `None` while nothing is.
    pub(crate) fn wait(&self) -> Option<Duration> {
        self.due.map(|due| due.saturating_duration_since(Instant::now()))
    }

    /// Hands on what has changed.
    pub(crate) fn keep(&mut self) {
        self.due = None;
        if self.now == self.kept {
            return;
        }
        if let (Some((sender, _)), Some(now)) = (&self.thread, &self.now) {
            // The thread ends only when this end is dropped.
            let _ = sender.send(now.clone());
            self.kept.clone_from(&self.now);
        }
    }
}

impl Drop for Keeper {
    /// The end of the program, also by a panic: what was on the screen last is kept. A disk or another program that
    /// takes too long is not waited for.
    fn drop(&mut self) {
        self.keep();
        if let Some((sender, end)) = self.thread.take() {
            drop(sender);
            let _ = end.recv_timeout(super::GRACE);
        }
    }
}

fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::MarkStore;

    #[test]
    fn what_was_noted_last_is_kept_at_the_end() {
        let home = tempfile::tempdir().unwrap();
        MarkStore::open(home.path(), 1).0.begin().unwrap();
        let store = SessionStore::of(home.path(), "library");
        let mut keeper = Keeper::start(Some(store.clone())).unwrap();
        keeper.note(None);
        assert_eq!(keeper.wait(), None, "nothing is waited for while nothing has changed");
        keeper.note(Some("one".to_owned()));
        assert!(keeper.wait().is_some_and(|wait| wait <= PAUSE));
        keeper.keep();
        keeper.note(Some("one".to_owned()));
        assert_eq!(keeper.wait(), None);
        keeper.note(Some("two".to_owned()));
        drop(keeper);
        assert_eq!(store.last().as_deref(), Some("two"));
    }

    #[test]
    fn a_panic_keeps_it_too_and_no_store_keeps_nothing() {
        let home = tempfile::tempdir().unwrap();
        MarkStore::open(home.path(), 1).0.begin().unwrap();
        let store = SessionStore::of(home.path(), "library");
        let kept = store.clone();
        let ended = thread::spawn(move || {
            let mut keeper = Keeper::start(Some(kept)).unwrap();
            keeper.note(Some("here".to_owned()));
            panic!("on purpose");
        });
        assert!(ended.join().is_err());
        assert_eq!(store.last().as_deref(), Some("here"));
        let mut none = Keeper::start(None).unwrap();
        none.note(Some("x".to_owned()));
        assert_eq!(none.wait(), None);
    }
}
