//! The state of the program and how it changes.
//!
//! [`App::update`](state::App::update) alone changes state and does no I/O: what the world must do it returns as effects.

pub mod awaited;
pub mod chord;
pub mod command;
pub mod compare;
pub mod editor;
pub mod entities;
pub mod event;
pub mod fetching;
pub mod find;
pub mod folders;
pub mod keymap;
mod known;
pub mod layout;
pub mod list;
pub mod loading;
pub mod menu;
pub mod message;
#[cfg(test)]
mod note_tests;
pub mod notes;
pub mod picked;
pub mod portrait;
pub mod reader;
pub mod reading;
pub mod rows;
pub mod scroll;
pub mod session;
mod spoken;
pub mod state;
pub mod tabs;
pub mod tagging;
pub mod takes;
#[cfg(test)]
mod tests;
pub mod timeline;
mod update;
pub mod versions;
pub mod why;

pub use message::{Effect, Job, Library, Message, Mouse};
pub use state::{App, Screen, Settings};
