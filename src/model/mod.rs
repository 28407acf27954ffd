//! The model: what happens to people, staff and money in a place, as a pure function of parameters and luck.
//!
//! It reads no file, prints nothing and knows no thread.

pub mod arm;
mod audit;
pub mod design;
pub mod event;
pub mod fact;
pub mod funding;
pub mod indicator;
pub mod load;
pub mod parameters;
pub mod people;
pub mod place;
pub mod place_figures;
pub mod recording;
pub mod region;
pub mod round;
pub mod services;
pub mod shock;
pub mod start;
pub mod step;
pub mod tables;
mod turning;
pub mod untouched;
pub mod witness;
pub mod workforce;
pub mod years;
