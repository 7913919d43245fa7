//! The real program without a screen, in a folder of its own: commands, formats, mistakes, hostile input.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod catalogue;
mod colour;
mod contract;
mod corrections;
mod entities;
mod export;
mod feeds;
mod formats;
mod hostile;
mod house;
mod imports;
mod library;
#[path = "../loopback/mod.rs"]
mod loopback;
mod marks;
mod mistakes;
mod names;
mod queries;
mod versions;
