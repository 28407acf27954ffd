//! The model: what happens to people, staff and money in a place, as a pure function of parameters and luck.
//!
//! It reads no file, prints nothing and knows no thread.

pub mod design;
pub mod event;
pub mod fact;
pub mod parameters;
pub mod people;
pub mod place;
pub mod place_figures;
pub mod services;
pub mod shock;
pub mod step;
pub mod tables;
pub mod workforce;
