//! Work beside the screen, one piece at a time: of requests that wait, only the newest of each kind is done. Filters,
//! which a person waits for while typing, do not stand in line behind the rest, and nothing behind the search of
//! long texts. What may take long goes on threads of its own: the screen itself lets short work be done by those that all
//! share, and would wait until they are free.

use super::queue::Incoming;
use crate::app::Job;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io;
use std::mem::discriminant;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// Those who do the work.
pub(crate) struct Workers {
    filters: Sender<Job>,
    search: Sender<Job>,
    rest: Sender<Job>,
}

impl Workers {
    /// Starts them. They end when this is dropped.
    ///
    /// # Errors
    /// Where a thread cannot be started.
    pub(crate) fn start(queue: Sender<Incoming>) -> io::Result<Self> {
        let filters = worker("filter", queue.clone(), None)?;
        let search = worker("search", queue.clone(), Some(own_threads("search")?))?;
        Ok(Self { filters, search, rest: worker("work", queue, Some(own_threads("work")?))? })
    }

    /// Hands on a request.
    pub(crate) fn send(&self, job: Job) {
        let worker = match job {
            Job::Filter { .. } => &self.filters,
            Job::Search { .. } => &self.search,
            _ => &self.rest,
        };
        // A worker ends only when this end is dropped.
        let _ = worker.send(job);
    }
}

/// As many threads as there are cores. The kernel shares the cores out between them and others.
fn own_threads(name: &'static str) -> io::Result<ThreadPool> {
    let name = move |number| format!("{name} {number}");
    ThreadPoolBuilder::new().thread_name(name).build().map_err(io::Error::other)
}

fn worker(name: &str, queue: Sender<Incoming>, threads: Option<ThreadPool>) -> io::Result<Sender<Job>> {
    let (sender, jobs) = channel();
    let work = move || {
        while let Ok(first) = jobs.recv() {
            for job in newest(first, &jobs) {
                let answer = match &threads {
                    Some(threads) => threads.install(|| job.run()),
                    None => job.run(),
                };
                if queue.send(Incoming::Message(answer)).is_err() {
                    return;
                }
            }
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(sender)
}

/// What waits, with older requests of a kind left out: their answers would be dropped.
fn newest(first: Job, jobs: &Receiver<Job>) -> Vec<Job> {
    let mut waiting = vec![first];
    for job in jobs.try_iter() {
        waiting.retain(|older| discriminant(older) != discriminant(&job));
        waiting.push(job);
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Index, Query};
    use crate::model::{Corpus, Marks};
    use std::sync::Arc;

    fn filter(generation: u64) -> Job {
        Job::Filter {
            generation,
            index: Arc::new(Index::build(&Arc::new(Corpus::default()))),
            query: Query::default(),
            marks: Marks::default().into(),
        }
    }

    fn compare(generation: u64) -> Job {
        Job::Compare { generation, corpus: Arc::new(Corpus::default()), left: Vec::new(), right: Vec::new() }
    }

    #[test]
    fn only_the_newest_request_of_a_kind_is_done() {
        let (sender, jobs) = channel();
        for job in [compare(2), filter(3), filter(4)] {
            sender.send(job).unwrap();
        }
        assert_eq!(newest(filter(1), &jobs), [compare(2), filter(4)]);
        assert_eq!(newest(filter(5), &jobs), [filter(5)]);
    }
}
