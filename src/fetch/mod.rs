//! The client of the web: one address asked for with conditions and limits, many of them politely side by side.
//!
//! Follows redirects itself, so that the address is checked at every step; connects to the very addresses that were
//! checked; counts what an answer grows to when it is unpacked. Knows no feed and no article, keeps nothing, asks for
//! nothing that it was not told to. Only this room opens a connection.

mod address;
mod client;
mod crew;
mod failure;
mod header;
#[cfg(test)]
#[path = "../../tests/loopback/mod.rs"]
mod loopback;
mod resolver;
mod slots;
#[cfg(test)]
mod tests;

pub use address::{Address, Refused};
pub use client::{Answer, Body, Client, Conditions, Request};
pub use crew::{Crew, Done};
pub use failure::{Failure, Reason};
pub use slots::Slots;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How far the client goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For one address with all its redirects, from the first byte sent to the last one received.
    pub whole: Duration,
    /// For one connection.
    pub connect: Duration,
    /// The most bytes of an answer, unpacked.
    pub bytes: u64,
    /// The most redirects that are followed.
    pub redirects: usize,
    /// How many answers are waited for at a time; one at a time of each host.
    pub parallel: usize,
    /// Between two requests to one host.
    pub pause: Duration,
    /// Whether addresses in one's own network may be asked for that nobody named.
    pub private: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            whole: Duration::from_secs(30),
            connect: Duration::from_secs(10),
            bytes: 32 << 20,
            redirects: 5,
            parallel: 8,
            pause: Duration::from_millis(500),
            private: false,
        }
    }
}

/// Asked between any two steps of long work, whether it is still wanted.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// One that another part of the program may set, as a signal does.
    #[must_use]
    pub fn of(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    /// Nothing more is wanted.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nothing more is wanted.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
