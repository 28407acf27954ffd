//! The model: what happens to people, staff and money in a place, as a pure function of parameters and luck.
//!
//! It reads no file, prints nothing and knows no thread.

pub mod design;
pub mod place_figures;
pub mod shock;
