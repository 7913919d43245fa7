//! What is a person's own in a run besides the articles: the file of entities and the file of corrections.

use super::args::{Common, Screen};
use super::entities::EntitiesFile;
use crate::library::{CorrectionStore, data_folder};
use crate::model::Warning;
use std::path::{Path, PathBuf};

/// Which files of a person a run takes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Own {
    pub(crate) entities: EntitiesFile,
    /// The file of corrections; `None` takes none in.
    pub(crate) corrections: Option<PathBuf>,
}

impl Own {
    /// Nobody's files: the result is the same on any machine.
    pub(crate) const NOBODYS: Self = Self { entities: EntitiesFile::Nobodys, corrections: None };

    /// Those a command names, else the usual ones.
    pub(crate) fn of(common: &Common) -> Self {
        Self::or_usual(common.entities.as_ref(), common.corrections.as_ref())
    }

    /// Those the screen is started with, else the usual ones.
    pub(crate) fn of_screen(screen: &Screen) -> Self {
        Self::or_usual(screen.entities.as_ref(), screen.corrections.as_ref())
    }

    /// Only those the screen is started with.
    pub(crate) fn named(screen: &Screen) -> Self {
        Self {
            entities: screen.entities.clone().map_or(EntitiesFile::Nobodys, EntitiesFile::Named),
            corrections: screen.corrections.clone(),
        }
    }

    fn or_usual(entities: Option<&PathBuf>, corrections: Option<&PathBuf>) -> Self {
        let entities = EntitiesFile::or_usual(entities);
        Self { entities, corrections: corrections.cloned().or_else(corrections_file) }
    }
}

/// What is wrong with a file of corrections that was named, where its folder does not exist. A file is made when the
/// first rule is, and so may be missing; a folder that is missing was written wrong. That of the usual file is made.
pub(crate) fn lost(file: &Path) -> Option<Warning> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())?;
    if corrections_file().is_some_and(|usual| usual == file) {
        return None;
    }
    let reason = format!("not read: there is no folder {}", folder.display());
    Some(Warning::unreadable(&file.display().to_string(), &reason))
}

/// Where corrections are usually kept; `None` where there is no home.
pub(crate) fn corrections_file() -> Option<PathBuf> {
    data_folder().map(|folder| CorrectionStore::file_in(&folder))
}
