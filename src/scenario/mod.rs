//! Scenarios: what a run is about, read from files and checked before anything runs.
//!
//! This room knows the scenario file, the built-in places and designs, and the evidence register with the default
//! value of every parameter. It must not know how a world runs or what is counted in it.

pub mod places;
pub mod register;
mod suggest;
