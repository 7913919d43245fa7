//! From state to cells. Draws what [`App`](crate::app::App) holds; never parses, never queries, never changes state.

pub mod layers;
pub mod theme;
