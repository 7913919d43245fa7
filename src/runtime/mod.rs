//! The world around the state: the terminal, signals, work beside the screen, and the screen in memory.

pub mod headless;
