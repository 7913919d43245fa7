//! Why an address gave nothing, in words a person can act on.

use super::Limits;
use super::address::Refused;
use crate::model::SafeText;
use std::io;
use ureq::Timeout;

/// Why an address gave nothing, and when it may be asked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was wrong.
    pub reason: Reason,
    /// For how many seconds the server wants to be left alone; at least 1.
    pub wait: Option<u64>,
}

/// What was wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A redirect leads where nothing is asked for.
    #[error("leads to {to}, which {refused}")]
    Redirect {
        /// Where it leads.
        to: SafeText,
        /// Why that is not asked for.
        refused: Refused,
    },
    /// The host is in one's own network, and nobody named it.
    #[error(
        "{host} is in your own network ({found}), and is not asked for unless you name it or allow it with private = true under [fetch]"
    )]
    Private {
        /// The host.
        host: SafeText,
        /// The number it has.
        found: SafeText,
    },
    /// Redirects lead back to where they came from, or are too many.
    #[error("is redirected {0} times and does not end")]
    Redirects(usize),
    /// A redirect that says not where to.
    #[error("is redirected without saying where to")]
    Nowhere,
    /// The page is gone for good.
    #[error("is gone for good, the server says (410)")]
    Gone,
    /// Another answer than the thing asked for.
    #[error("{}", status(*.0))]
    Status(u16),
    /// The answer did not come in time.
    #[error("did not answer within {0} s")]
    Slow(u64),
    /// The answer is larger than may be.
    #[error("is larger than {} MiB when it is unpacked, the most it may have", .0 >> 20)]
    Large(u64),
    /// The answer is packed in a way that was not asked for.
    #[error("is packed as “{0}”, which was not asked for")]
    Packed(SafeText),
    /// The answer broke off, or cannot be unpacked.
    #[error("broke off or is damaged: {0}")]
    Broken(SafeText),
    /// The host has no number.
    #[error("the host {0} is not known")]
    Unknown(SafeText),
    /// Connecting failed.
    #[error("{0}")]
    Network(SafeText),
    /// Nothing more was wanted.
    #[error("was stopped")]
    Cancelled,
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self { reason, wait: None }
    }
}

impl Failure {
    /// What `ureq` met with.
    pub(super) fn of(error: ureq::Error, host: &str, limits: &Limits) -> Self {
        let line = |text: &dyn ToString| SafeText::line(&text.to_string());
        match error {
            ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
                Reason::Slow(limits.connect.as_secs())
            }
            ureq::Error::Timeout(_) => Reason::Slow(limits.whole.as_secs()),
            ureq::Error::HostNotFound => Reason::Unknown(line(&host)),
            ureq::Error::Io(error) => return Self::of_io(error, host, limits),
            ureq::Error::Decompress(_, error) => Reason::Broken(line(&error)),
            ureq::Error::Protocol(error) => Reason::Broken(line(&error)),
            ureq::Error::Rustls(error) => Reason::Network(line(&format!("no safe connection: {error}"))),
            ureq::Error::Other(error) => match error.downcast::<super::resolver::Private>() {
                Ok(private) => Reason::Private { host: line(&host), found: line(&private.0) },
                Err(error) => Reason::Network(line(&error)),
            },
            other => Reason::Network(line(&other)),
        }
        .into()
    }

    /// What reading met with.
    pub(super) fn of_io(error: io::Error, host: &str, limits: &Limits) -> Self {
        let line = |text: &dyn ToString| SafeText::line(&text.to_string());
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<ureq::Error>) {
            return Self::of(ureq::Error::from(error), host, limits);
        }
        match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Reason::Slow(limits.whole.as_secs()),
            io::ErrorKind::UnexpectedEof => Reason::Broken(line(&"the connection was closed")),
            io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => {
                Reason::Broken(line(&"the connection was broken off"))
            }
            io::ErrorKind::ConnectionRefused => Reason::Network(line(&format!("{host} takes no connection"))),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Reason::Broken(line(&error)),
            // The resolver of the system has no kind for it.
            _ if error.to_string().contains("lookup address") => Reason::Unknown(line(&host)),
            _ => Reason::Network(line(&error)),
        }
        .into()
    }
}

/// What a status says to a person.
fn status(code: u16) -> String {
    let words = match code {
        401 | 407 => "wants a name and a password",
        402 => "wants to be paid",
        403 => "does not let this program in",
        404 => "is not there",
        429 => "was asked too often",
        451 => "is withheld for legal reasons",
        500 | 501 | 502 | 504 => "fails on the server’s side",
        503 => "is out of service at the moment",
        _ => "gave another answer than a page",
    };
    format!("{words} ({code})")
}
