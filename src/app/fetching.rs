//! What the screen knows of fetching that goes on beside it.

use super::message::Library;
use crate::model::Warning;

/// What comes from whoever fetches.
#[derive(Debug)]
pub enum News {
    /// So many feeds are done, of so many.
    Progress(usize, usize),
    /// A feed could not be fetched.
    Failed(Warning),
    /// What there is to read now, with what came.
    Renewed(Box<Library>),
    /// It is over, in a line.
    Ended(String),
}

/// The state of fetching.
#[derive(Debug, Clone, Default)]
pub struct Fetching {
    /// Why nothing can be fetched into what is shown; `None` where it can.
    pub refused: Option<&'static str>,
    /// How many feeds are done, of how many, while it goes on; 0 of 0 before that is known.
    pub under_way: Option<(usize, usize)>,
    /// How many feeds failed.
    pub(super) failed: usize,
    /// What there is to read now, until it can be shown without taking away what is on the screen.
    pub(super) held: Option<Library>,
    /// The filter that what is held is listed by, by its request.
    pub(super) listed: u64,
}

impl Fetching {
    /// What is told of it while it goes on.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        Some(match self.under_way? {
            (_, 0) => "fetching …".to_owned(),
            (done, of) => format!("fetching, {done} of {of}"),
        })
    }
}
