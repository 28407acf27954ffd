//! Tables: one row a trial for machines, summaries for both, and a few lines for a terminal.

pub mod flat;
mod lean;
pub mod spill;
pub mod staff;
pub mod summary;
pub mod terminal;
pub mod trials;

pub use terminal::terminal;
