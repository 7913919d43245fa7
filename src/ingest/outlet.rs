//! Which outlet an article is from: a field, else a line of the text, else the domain of its URL, else unknown.

use super::OutletDirectory;
use super::fields::Fields;
use crate::model::{Basis, Outlet, SafeText};

/// Decides between the fields and what the lines of the text say.
pub(crate) fn decide(fields: &Fields, read: Option<Outlet>, directory: &dyn OutletDirectory) -> Outlet {
    let country = fields.country.as_deref().and_then(|name| directory.country(name));
    let mut outlet =
        stated(fields, directory).or(read).or_else(|| from_domain(fields, directory)).unwrap_or_else(|| {
            Outlet::unknown("no line of the text names the outlet, and there is no web address")
        });
    outlet.country = country.or(outlet.country);
    outlet
}

fn stated(fields: &Fields, directory: &dyn OutletDirectory) -> Option<Outlet> {
    let name = SafeText::line(fields.outlet.as_deref()?);
    if name.is_empty() {
        return None;
    }
    let known = directory.outlet(&name);
    let field = || format!("the field “outlet” of {}", fields.source);
    let why = SafeText::line(&fields.outlet_from.map_or_else(field, str::to_owned));
    let country = known.as_ref().and_then(|(_, country)| *country);
    let name = known.map_or(name, |(canonical, _)| SafeText::line(&canonical));
    Some(Outlet { name: Some(name), country, basis: Basis::Stated, why })
}

fn from_domain(fields: &Fields, directory: &dyn OutletDirectory) -> Option<Outlet> {
    let domain = domain(fields.url.as_deref()?)?;
    let (name, country) = directory.outlet_of_domain(&domain)?;
    let why = SafeText::line(&format!("the web address is at {domain}"));
    Some(Outlet { name: Some(SafeText::line(&name)), country, basis: Basis::Inferred, why })
}

/// The host of a URL without user, port and `www.`, in lower case.
pub(crate) fn domain(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_addresses() {
        for (url, expected) in [
            ("https://www.example.org/a?b#c", Some("example.org")),
            ("http://user@News.Example.co.uk:8080", Some("news.example.co.uk")),
            ("example.org/path", Some("example.org")),
            ("not an address", None),
            ("https://localhost/x", None),
        ] {
            assert_eq!(domain(url).as_deref(), expected, "{url:?}");
        }
    }
}
