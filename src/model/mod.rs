//! The model: what happens to people, staff and money in a place, as a pure function of parameters and luck.
//!
//! It reads no file, prints nothing and knows no thread.

pub mod arm;
mod audit;
pub mod design;
pub mod event;
pub mod fact;
pub mod funding;
pub mod load;
pub mod parameters;
pub mod people;
pub mod place;
pub mod place_figures;
pub mod region;
pub mod services;
pub mod shock;
pub mod start;
pub mod step;
pub mod tables;
mod turning;
pub mod witness;
pub mod workforce;
pub mod years;
