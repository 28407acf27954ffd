//! From rows to claims: estimates, paired contrasts, ledger sums, ranking and the answer in words.
//!
//! This room judges what an experiment left behind; it runs nothing, draws nothing and reads no file. Outcomes are
//! looked up by key, so that an absent one is said to be absent.

pub mod alone;
pub mod answer;
pub mod by_place;
pub mod by_point;
pub mod contrast;
mod cuts;
pub mod estimate;
pub mod felt;
pub mod finding;
pub mod influence;
pub mod lead;
pub mod ledger;
pub mod loops;
pub mod outcome;
pub mod patterns;
pub mod precision;
pub mod ranking;
pub mod short;
pub mod sources;
pub mod spill;
pub mod standing;
pub mod tornado;
pub mod trials;
pub mod validation;
pub mod variation;
pub mod views;
pub mod words;
pub mod worth;
