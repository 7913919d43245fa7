//! The library that is on the screen, for what comes to it meanwhile.

use super::arrive::{Standing, Under};
use super::own::Own;
use super::sources::{Gathered, library_standing, own_lists};
use crate::analysis::{kept, lists_under};
use crate::app::Library;
use std::sync::{Arc, Mutex, PoisonError};

/// How it stands; nothing where it is held in memory, or is none.
#[derive(Debug, Default)]
pub(super) struct Live(Mutex<Option<Standing>>);

impl Live {
    /// Notes how it stands, without what the screen reads of it: that is for the screen to let go of.
    pub(super) fn put(&self, standing: Option<&Standing>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = standing.map(Standing::lightened);
    }

    /// The library with what came to it since; joined anew where that is the only way.
    pub(super) fn renewed(&self, own: &Own) -> Library {
        let library = self.quick(own).unwrap_or_else(|| library_standing(own, &|_| (), self));
        library.index.warm();
        library
    }

    fn quick(&self, own: &Own) -> Option<Library> {
        let standing = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let (folder, mut warnings) = (own.library.as_deref()?, Vec::new());
        let (lists, corrections) = own_lists(own, &mut warnings);
        let version = kept::version(lists.gazetteer(), &corrections);
        let under = lists_under(lists.gazetteer(), &corrections);
        let under = Under { folder, version: &version, lists: &under, corrections: &corrections };
        let standing = standing.renewed(under, &|_| ())?;
        self.put(Some(&standing));
        let gazetteer = lists.own.map(Arc::new);
        Some(Library { warnings, gazetteer, ..Gathered::standing(standing).into_library() })
    }
}
