//! The state of the program and how it changes.
//!
//! `update` alone changes state and does no I/O: what the world must do it returns as effects.

pub mod chord;
pub mod command;
pub mod keymap;
pub mod layout;
pub mod wrap;
