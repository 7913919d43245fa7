//! What the person did to articles: read, starred. Never lost, never guessed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The person's own marks, by article id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// Articles that were opened, or marked read.
    pub read: BTreeSet<String>,
    /// Articles with a star.
    pub starred: BTreeSet<String>,
}
