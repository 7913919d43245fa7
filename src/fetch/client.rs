//! One address asked for: every redirect checked, everything with a limit.

use super::address::Address;
use super::failure::{Failure, Reason};
use super::resolver::Careful;
use super::slots::{Slot, Slots};
use super::{Cancel, Limits, header};
use crate::model::SafeText;
use std::io::Read;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;

/// How the program calls itself.
const NAME: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"));

/// What is welcome, feeds before pages.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
                      application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, application/xhtml+xml;q=0.8, */*;q=0.5";

/// Bytes that are read at a time.
const PIECE: usize = 64 << 10;

/// The least time for a step: `ureq` takes no time at all for no limit.
const LEAST: Duration = Duration::from_millis(1);

/// What to ask for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The address.
    pub address: Address,
    /// The address that the person wrote, where one did: if it is in their own network by its words, its host and port
    /// may be asked, also by a redirect.
    pub named: Option<Address>,
    /// What is known from the last time.
    pub conditions: Conditions,
}

impl Request {
    /// An address that the person wrote, for the first time.
    #[must_use]
    pub fn named(address: Address) -> Self {
        Self { named: Some(address.clone()), address, conditions: Conditions::default() }
    }
}

/// What the server said of its last answer, for it to say whether there is another by now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is there; `None` where it is what it was the last time.
    pub body: Option<Body>,
    /// What to ask with the next time.
    pub conditions: Conditions,
    /// Where it is from now on, if the server says that it has moved for good.
    pub moved: Option<Address>,
    /// What a person should know of the way.
    pub notes: Vec<SafeText>,
}

/// The bytes of an answer, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Where they came from in the end.
    pub address: Address,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The character set that the server names.
    pub charset: Option<String>,
}

/// Asks for addresses on behalf of one that the person named.
#[derive(Debug)]
pub struct Client {
    limits: Limits,
    agent: Agent,
    slots: Slots,
    cancel: Cancel,
    /// Seconds since 1970, by universal time.
    now: i64,
}

impl Client {
    /// A client with these limits that shares its politeness with others. `now` is in seconds since 1970, by universal
    /// time.
    #[must_use]
    pub fn new(limits: Limits, slots: Slots, cancel: Cancel, now: i64) -> Self {
        Self { limits, agent: agent(&limits, None), slots, cancel, now }
    }

    /// Asks for an address, and follows where that leads.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn get(&self, request: &Request) -> Result<Answer, Failure> {
        self.get_with(request, &mut None)
    }

    /// As [`get`](Self::get), with the right to ask a host if one has it already; the right to ask the last one is left
    /// there.
    pub(super) fn get_with(&self, request: &Request, slot: &mut Option<Slot>) -> Result<Answer, Failure> {
        let own = request.named.as_ref().filter(|named| named.names_own_network());
        let door = own.map(|named| (named.host().to_owned(), named.door().1));
        let agent = door.as_ref().map(|door| agent(&self.limits, Some(door.clone())));
        let mut way = Way {
            client: self,
            agent: agent.as_ref().unwrap_or(&self.agent),
            careful: Careful::new(self.limits.private, door),
            here: request.address.clone(),
            slot,
            spent: Duration::ZERO,
            moved: None,
            for_good: true,
            notes: Vec::new(),
        };
        for _ in 0..=self.limits.redirects {
            let began = Instant::now();
            let response = way.ask(&request.conditions)?;
            way.spent += began.elapsed();
            match response.status().as_u16() {
                code @ (301 | 302 | 303 | 307 | 308) => way.follow(code, &response)?,
                _ => return way.end(response, &request.conditions),
            }
        }
        Err(Reason::Redirects(self.limits.redirects + 1).into())
    }
}

/// A client of `ureq` that leaves to us what we do ourselves.
fn agent(limits: &Limits, named: Option<(String, u16)>) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(NAME)
        .accept(ACCEPT)
        .timeout_connect(Some(limits.connect))
        .timeout_resolve(Some(limits.connect))
        .max_idle_connections(4)
        .max_idle_connections_per_host(1)
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Careful::new(limits.private, named))
}

/// The way from the address asked for to what it gives.
struct Way<'c> {
    client: &'c Client,
    agent: &'c Agent,
    careful: Careful,
    /// Where it is.
    here: Address,
    /// The right to ask there; `None` while it is waited for.
    slot: &'c mut Option<Slot>,
    spent: Duration,
    /// Where the steps so far lead for good.
    moved: Option<Address>,
    /// Whether all steps so far were for good.
    for_good: bool,
    notes: Vec<SafeText>,
}

impl Way<'_> {
    /// One step.
    fn ask(&mut self, conditions: &Conditions) -> Result<Response<ureq::Body>, Failure> {
        self.check_number()?;
        if self.slot.as_ref().is_none_or(|slot| slot.host() != self.here.host()) {
            // Let go first: two that wait for each other's host would wait for ever.
            *self.slot = None;
            let slot = self.client.slots.take(self.here.host(), &self.client.cancel);
            *self.slot = Some(slot.ok_or(Reason::Cancelled)?);
        }
        let left = self.client.limits.whole.saturating_sub(self.spent);
        if left.is_zero() {
            return Err(Reason::Slow(self.client.limits.whole.as_secs()).into());
        }
        let request =
            self.agent.get(self.here.as_str()).config().timeout_global(Some(left.max(LEAST))).build();
        let fields = [("if-none-match", &conditions.etag), ("if-modified-since", &conditions.modified)];
        let given = fields.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let request = given.fold(request, |request, (name, value)| request.header(name, value));
        request.call().map_err(|error| Failure::of(error, self.here.host(), &self.client.limits))
    }

    /// A host that is written as a number is checked here too: behind a proxy nobody else looks at it.
    fn check_number(&self) -> Result<(), Failure> {
        let (host, port) = self.here.door();
        let loopback = Ipv4Addr::LOCALHOST.into();
        let number = self.here.number();
        if !self.here.names_own_network() || self.careful.allows(host, port, number.unwrap_or(loopback)) {
            return Ok(());
        }
        let found = number.map_or_else(|| "this machine".to_owned(), |ip| ip.to_string());
        Err(Reason::Private { host: SafeText::line(host), found: SafeText::line(&found) }.into())
    }

    /// A step on, to where an answer points.
    fn follow(&mut self, code: u16, response: &Response<ureq::Body>) -> Result<(), Failure> {
        let to = field(response, "location").ok_or(Reason::Nowhere)?;
        let next = self.here.join(&to).map_err(|refused| {
            let shown: String = to.chars().take(100).collect();
            Reason::Redirect { to: SafeText::line(&shown), refused }
        })?;
        let unsafer = self.here.is_https() && !next.is_https();
        if unsafer {
            let told = format!("leads from {} to {next}, which is not encrypted", self.here);
            self.notes.push(SafeText::line(&told));
        }
        // What is not encrypted may come from anybody: it is followed, but not believed for the future.
        self.for_good &= matches!(code, 301 | 308) && !unsafer;
        if self.for_good {
            self.moved = Some(next.clone());
        }
        self.here = next;
        Ok(())
    }

    /// What stands at the end of the way.
    fn end(self, mut response: Response<ureq::Body>, asked: &Conditions) -> Result<Answer, Failure> {
        let code = response.status().as_u16();
        let kept = |name| field(&response, name).and_then(|value| header::to_return(&value));
        let conditions = Conditions { etag: kept("etag"), modified: kept("last-modified") };
        if code == 304 && *asked != Conditions::default() {
            let or = |new: Option<String>, old: &Option<String>| new.or_else(|| old.clone());
            let conditions = Conditions {
                etag: or(conditions.etag, &asked.etag),
                modified: or(conditions.modified, &asked.modified),
            };
            return Ok(Answer { body: None, conditions, moved: self.moved, notes: self.notes });
        }
        if !(200..300).contains(&code) {
            let wait =
                field(&response, "retry-after").and_then(|value| header::wait(&value, self.client.now));
            let reason = if code == 410 { Reason::Gone } else { Reason::Status(code) };
            return Err(Failure { reason, wait });
        }
        // What `ureq` unpacks has lost this field.
        let packed = field(&response, "content-encoding");
        if let Some(other) = packed.filter(|packed| !packed.trim().eq_ignore_ascii_case("identity")) {
            return Err(Reason::Packed(SafeText::line(&other)).into());
        }
        let charset = field(&response, "content-type").and_then(|kind| header::charset(&kind));
        let bytes = self.bytes(&mut response)?;
        let body = Body { address: self.here, bytes, charset };
        Ok(Answer { body: Some(body), conditions, moved: self.moved, notes: self.notes })
    }

    /// The bytes of an answer as they are when they are unpacked, up to the limit.
    fn bytes(&self, response: &mut Response<ureq::Body>) -> Result<Vec<u8>, Failure> {
        let limit = self.client.limits.bytes;
        let mut reader = response.body_mut().as_reader().take(limit.saturating_add(1));
        let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
        loop {
            if self.client.cancel.is_set() {
                return Err(Reason::Cancelled.into());
            }
            match reader.read(&mut piece) {
                Ok(0) => return Ok(bytes),
                Ok(count) => bytes.extend_from_slice(&piece[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Failure::of_io(error, self.here.host(), &self.client.limits)),
            }
            if bytes.len() as u64 > limit {
                return Err(Reason::Large(limit).into());
            }
        }
    }
}

/// The value of a field; bytes that are no UTF-8 are shown as such.
fn field(response: &Response<ureq::Body>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}
