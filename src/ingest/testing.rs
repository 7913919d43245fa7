//! Stand-ins for the tests of this room.

use super::OutletDirectory;
use crate::model::CountryCode;

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
