//! Many addresses side by side: so many at a time, one at a time of each host. More may be asked for while some are
//! under way; whoever asked takes the answers as they come, and may stop at any moment without waiting for them.

use super::client::{Answer, Client, Request};
use super::failure::Failure;
use super::slots::{Slot, Slots};
use super::{Cancel, Limits};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How often one who waits for an answer looks whether it is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// Threads that ask, and what they are to ask.
#[derive(Debug)]
pub struct Crew<T> {
    shared: Arc<Shared<T>>,
    answers: Receiver<Done<T>>,
    /// How many are asked for and not yet answered.
    under_way: usize,
}

/// What became of one address.
#[derive(Debug)]
pub struct Done<T> {
    /// What it was asked for.
    pub what: T,
    /// What it gave; where it was not asked for, what its host said to somebody else.
    pub answer: Result<Answer, Failure>,
    /// Whether it was asked for: a host that wants to be left alone is not.
    pub asked: bool,
}

#[derive(Debug)]
struct Shared<T> {
    waiting: Mutex<Waiting<T>>,
    slots: Slots,
    cancel: Cancel,
    /// Whoever asked is gone.
    closed: Cancel,
}

/// What is to be asked.
#[derive(Debug)]
struct Waiting<T> {
    /// By host, in the order in which these came up first.
    hosts: BTreeMap<usize, (String, VecDeque<(Request, T)>)>,
    /// Where a host stands.
    places: HashMap<String, usize>,
    /// The place of the next one.
    next: usize,
}

impl<T> Waiting<T> {
    fn push(&mut self, request: Request, what: T) {
        let host = request.address.host();
        let place = self.places.get(host).copied().unwrap_or_else(|| {
            self.next += 1;
            self.places.insert(host.to_owned(), self.next);
            self.hosts.insert(self.next, (host.to_owned(), VecDeque::new()));
            self.next
        });
        if let Some((_, all)) = self.hosts.get_mut(&place) {
            all.push_back((request, what));
        }
    }

    /// What waits for a host, which is not asked any more.
    fn of_host(&mut self, host: &str) -> Vec<T> {
        let all = self.places.remove(host).and_then(|place| self.hosts.remove(&place));
        all.map(|(_, all)| all).unwrap_or_default().into_iter().map(|(_, what)| what).collect()
    }

    /// The first that may be asked now, with the right to.
    fn pop(&mut self, slots: &Slots) -> Option<(Slot, Request, T)> {
        let free = |(&place, (host, _)): (&usize, &(String, _))| Some((place, slots.try_take(host)?));
        let (place, slot) = self.hosts.iter().find_map(free)?;
        let (host, all) = self.hosts.get_mut(&place)?;
        let (request, what) = all.pop_front()?;
        if all.is_empty() {
            self.places.remove(host);
            self.hosts.remove(&place);
        }
        Some((slot, request, what))
    }
}

impl<T: Send + 'static> Crew<T> {
    /// Starts the threads. `now` is in seconds since 1970, by universal time.
    ///
    /// # Errors
    /// Where not even one thread can be had.
    pub fn start(limits: Limits, cancel: &Cancel, now: i64) -> io::Result<Self> {
        let slots = Slots::new(limits.pause);
        let shared = Arc::new(Shared {
            waiting: Mutex::new(Waiting { hosts: BTreeMap::new(), places: HashMap::new(), next: 0 }),
            slots: slots.clone(),
            cancel: cancel.clone(),
            closed: Cancel::default(),
        });
        let (sender, answers) = channel();
        for number in 0..limits.parallel.max(1) {
            let client = Client::new(limits, slots.clone(), cancel.clone(), now);
            let (shared, sender) = (shared.clone(), sender.clone());
            let started = thread::Builder::new()
                .name(format!("fetch-{number}"))
                .spawn(move || shared.work(&client, &sender));
            match started {
                Err(error) if number == 0 => return Err(error),
                // With fewer it takes longer.
                Err(_) => break,
                Ok(_) => {}
            }
        }
        Ok(Self { shared, answers, under_way: 0 })
    }

    /// Has an address asked for, after those of the same host that wait already.
    pub fn ask(&mut self, request: Request, what: T) {
        self.shared.waiting().push(request, what);
        self.under_way += 1;
        self.shared.slots.wake();
    }

    /// How many are asked for and not yet answered.
    #[must_use]
    pub fn under_way(&self) -> usize {
        self.under_way
    }

    /// The next answer, waited for; `None` where there is none to come, or no more is wanted.
    pub fn answer(&mut self) -> Option<Done<T>> {
        while self.under_way > 0 {
            match self.answers.recv_timeout(LOOK) {
                Ok(done) => {
                    self.under_way -= 1;
                    return Some(done);
                }
                Err(RecvTimeoutError::Timeout) if !self.shared.cancel.is_set() => {}
                Err(_) => return None,
            }
        }
        None
    }
}

impl<T> Shared<T> {
    fn work(&self, client: &Client, answers: &Sender<Done<T>>) {
        while let Some((slot, request, what)) = self.next() {
            let mut slot = Some(slot);
            let answer = client.get_with(&request, &mut slot);
            // Nobody else asks that host before what waits for it is taken away.
            let refused = answer.as_ref().err().filter(|failure| failure.wait.is_some()).cloned();
            let left = refused.map(|failure| (failure, self.waiting().of_host(request.address.host())));
            drop(slot);
            if answers.send(Done { what, answer, asked: true }).is_err() {
                return;
            }
            if let Some((failure, left)) = left {
                for what in left {
                    let _ = answers.send(Done { what, answer: Err(failure.clone()), asked: false });
                }
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<T>> {
        // A thread that died holding it has written whole entries only.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next that may be asked, waited for; `None` where nothing more is wanted.
    fn next(&self) -> Option<(Slot, Request, T)> {
        while !self.cancel.is_set() && !self.closed.is_set() {
            let next = self.waiting().pop(&self.slots);
            if next.is_some() {
                return next;
            }
            self.slots.wait();
        }
        None
    }
}

impl<T> Drop for Crew<T> {
    fn drop(&mut self) {
        self.shared.closed.set();
        self.shared.slots.wake();
    }
}
