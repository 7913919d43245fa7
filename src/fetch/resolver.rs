//! From the name of a host to its numbers, and no others than may be connected to: what is checked here is what `ureq`
//! connects to, so that a name cannot mean one thing when it is looked at and another when it is used.

use super::address::{is_link_local, is_public};
use std::fmt;
use std::net::IpAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Which doors in one's own network may be knocked at.
#[derive(Debug, Default)]
pub(super) struct Careful {
    /// All of them.
    pub(super) private: bool,
    /// The one that the person named: host and port.
    pub(super) named: Option<(String, u16)>,
    inner: DefaultResolver,
}

impl Careful {
    pub(super) fn new(private: bool, named: Option<(String, u16)>) -> Self {
        Self { private, named, inner: DefaultResolver::default() }
    }

    /// Whether a host may have a number: the one that the person named any, others one of the open internet, and of
    /// the own network where that is allowed, but for the addresses of a single line: machines in the clouds are told
    /// their secrets there.
    pub(super) fn allows(&self, host: &str, port: u16, number: IpAddr) -> bool {
        let named = self.named.as_ref().is_some_and(|(name, door)| name == host && *door == port);
        named || is_public(number) || self.private && !is_link_local(number)
    }
}

/// A host has no number but this one, of one's own network.
#[derive(Debug)]
pub(super) struct Private(pub(super) IpAddr);

impl fmt::Display for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is in your own network", self.0)
    }
}

impl std::error::Error for Private {}

impl Resolver for Careful {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if https { 443 } else { 80 });
        let host = uri.host().unwrap_or_default();
        // The proxy is the person's choice, and is often in the own network; what it connects to is for it to decide.
        let proxy = config.proxy().is_some_and(|proxy| proxy.host() == host && proxy.port() == port);
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| proxy || self.allows(host, port, address.ip())) {
            allowed.push(*address);
        }
        match found.first() {
            Some(refused) if allowed.is_empty() => Err(ureq::Error::Other(Box::new(Private(refused.ip())))),
            _ => Ok(allowed),
        }
    }
}
