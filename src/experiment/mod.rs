//! Experiments: which trials to run, how arms are paired, and what came of them.
//!
//! This room lays out the trials of a scenario, runs them in parallel and keeps what they leave behind. It must not
//! know how a result is shown, and no thread or clock of its own reaches a row.

pub mod calibration;
pub mod estimate;
pub mod fingerprint;
mod gather;
mod grid;
mod guard;
pub mod journal;
pub mod lives;
pub mod manifest;
pub mod offered;
pub mod plan;
pub mod results;
pub mod run;
pub mod settling;
pub mod spill;
pub mod threads;
mod together;
mod unit;
pub mod validation;
pub mod watch;
