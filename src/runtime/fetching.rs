//! Fetching beside the screen: one at a time, on a thread of its own, stopped by a flag. How it is done is for whoever
//! started the screen to say.

use super::queue::Incoming;
use crate::app::Message;
use crate::app::fetching::News;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

/// Fetches until it is done or the flag is set, and tells how it goes. The last news is [`News::Ended`].
pub type Fetch = Arc<dyn Fn(&Arc<AtomicBool>, &dyn Fn(News)) + Send + Sync>;

/// Whoever fetches, and how it is stopped.
pub(crate) struct Fetcher {
    fetch: Option<Fetch>,
    queue: Sender<Incoming>,
    stop: Arc<AtomicBool>,
}

impl Fetcher {
    /// `None` fetches nothing.
    pub(crate) fn new(fetch: Option<Fetch>, queue: Sender<Incoming>) -> Self {
        Self { fetch, queue, stop: Arc::default() }
    }

    /// Begins, on a thread of its own.
    pub(crate) fn begin(&mut self) {
        // The one before has ended, or is about to: it keeps its own flag.
        self.stop = Arc::default();
        let (stop, queue) = (self.stop.clone(), self.queue.clone());
        let tell = move |news| {
            // The receiver is gone where the person has left.
            let _ = queue.send(Incoming::Message(Message::Fetching(news)));
        };
        let ended = tell.clone();
        let started = self
            .fetch
            .clone()
            .map(|fetch| thread::Builder::new().name("fetch".to_owned()).spawn(move || fetch(&stop, &tell)));
        match started {
            Some(Ok(_)) => {}
            Some(Err(error)) => ended(News::Ended(format!("nothing can be fetched: {error}"))),
            None => ended(News::Ended("nothing can be fetched here".to_owned())),
        }
    }

    /// Stops what was begun; that it has ended is told.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
