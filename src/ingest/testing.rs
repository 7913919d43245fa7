//! Stand-ins for the tests of this room.

use super::OutletDirectory;
use crate::model::CountryCode;

/// A directory of a few outlets and countries.
pub(crate) struct FewNames;

impl OutletDirectory for FewNames {
    fn outlet(&self, name: &str) -> Option<(String, Option<CountryCode>)> {
        let name = name.to_lowercase();
        let listed = [
            ("the guardian", "The Guardian", "GB"),
            ("guardian", "The Guardian", "GB"),
            ("bbc news", "BBC News", "GB"),
            ("le monde", "Le Monde", "FR"),
            ("the kyiv independent", "The Kyiv Independent", "UA"),
        ];
        listed
            .iter()
            .find(|(alias, ..)| *alias == name)
            .map(|(_, name, code)| ((*name).to_owned(), CountryCode::new(code)))
    }
    fn outlet_of_domain(&self, domain: &str) -> Option<(String, Option<CountryCode>)> {
        (domain == "theguardian.com").then(|| ("The Guardian".to_owned(), CountryCode::new("GB")))
    }
    fn country(&self, name: &str) -> Option<CountryCode> {
        let listed = [("Greece", "GR"), ("France", "FR"), ("India", "IN"), ("GR", "GR"), ("Germany", "DE")];
        listed.iter().find(|(listed, _)| *listed == name).and_then(|(_, code)| CountryCode::new(code))
    }
}

/// A directory that knows nothing.
pub(crate) struct NoDirectory;

impl OutletDirectory for NoDirectory {
    fn outlet(&self, _: &str) -> Option<(String, Option<CountryCode>)> {
        None
    }
    fn outlet_of_domain(&self, _: &str) -> Option<(String, Option<CountryCode>)> {
        None
    }
    fn country(&self, _: &str) -> Option<CountryCode> {
        None
    }
}
