//! What is a person's own in a run: the folder of the library, the file of entities and the file of corrections.

use super::args::{Files, LibraryFolder};
use super::entities::EntitiesFile;
use crate::library::{CorrectionStore, data_folder};
use crate::model::Warning;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Which files of a person a run takes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Own {
    pub(crate) entities: EntitiesFile,
    /// The file of corrections; `None` takes none in.
    pub(crate) corrections: Option<PathBuf>,
    /// The folder of the library; `None` does without one.
    pub(crate) library: Option<PathBuf>,
}

impl Own {
    /// Nobody's files: the result is the same on any machine.
    pub(crate) const NOBODYS: Self =
        Self { entities: EntitiesFile::Nobodys, corrections: None, library: None };

    /// Those that are named, else the usual ones; corrections stand in the folder of the library.
    pub(crate) fn of(files: &Files) -> Self {
        let library = named_or_usual(&files.home);
        let usual = || library.as_deref().map(CorrectionStore::file_in);
        Self {
            entities: EntitiesFile::or_usual(files.entities.as_ref()),
            corrections: files.corrections.clone().or_else(usual),
            library,
        }
    }

    /// Only those that are named.
    pub(crate) fn named(files: &Files) -> Self {
        let in_library = || files.home.library.as_deref().map(CorrectionStore::file_in);
        Self {
            entities: files.entities.clone().map_or(EntitiesFile::Nobodys, EntitiesFile::Named),
            corrections: files.corrections.clone().or_else(in_library),
            library: files.home.library.clone(),
        }
    }

    /// The folder of the library.
    ///
    /// # Errors
    /// Where none is named and there is no home folder.
    pub(crate) fn folder(&self) -> Result<&Path> {
        self.library.as_deref().map_or_else(|| bail!(NO_HOME), Ok)
    }

    /// What is wrong with the file of corrections, where it was named and its folder does not exist.
    pub(crate) fn lost(&self) -> Option<Warning> {
        let file = self.corrections.as_deref()?;
        let usual = self.library.as_deref().map(CorrectionStore::file_in);
        if usual.is_some_and(|usual| usual == file) { None } else { lost(file) }
    }
}

const NO_HOME: &str = "there is no home folder: name the folder of the library with --library";

fn named_or_usual(home: &LibraryFolder) -> Option<PathBuf> {
    home.library.clone().or_else(data_folder)
}

/// The folder of the library that is named, else the usual one.
///
/// # Errors
/// Where none is named and there is no home folder.
pub(crate) fn folder(home: &LibraryFolder) -> Result<PathBuf> {
    named_or_usual(home).map_or_else(|| bail!(NO_HOME), Ok)
}

/// What is wrong with a file of corrections, where its folder does not exist. A file is made when the first rule is,
/// and so may be missing; a folder that is missing was written wrong.
fn lost(file: &Path) -> Option<Warning> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists())?;
    let reason = format!("not read: there is no folder {}", folder.display());
    Some(Warning::unreadable(&file.display().to_string(), &reason))
}
