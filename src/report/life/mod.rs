//! One life told in two worlds: as text for a terminal and as one page that opens anywhere.
//!
//! Everything that is said is said in `words` and `causes`; this room only puts it in order. It finds no cause of its
//! own and computes no cost.

pub mod causes;
mod limits;
pub mod page;
pub mod telling;
pub mod text;
pub mod words;
