//! dateline: a terminal reader for people who follow one matter through many outlets.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod fetch;
pub mod index;
pub mod ingest;
pub mod library;
pub mod model;
pub mod report;
pub mod runtime;
pub mod ui;
