//! Ctrl-C and the like: long work that keeps what it has done is asked to end, instead of being ended.

use crate::fetch::Cancel;
use anyhow::Result;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Set by Ctrl-C; a second one ends the program at once.
pub(super) fn asked_to_end() -> Result<Cancel> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, flag.clone())?;
        signal_hook::flag::register(signal, flag.clone())?;
    }
    Ok(Cancel::of(flag))
}
