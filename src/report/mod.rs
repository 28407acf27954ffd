//! What people read: tables, pictures, and one page that opens anywhere.
//!
//! This room shows what the analysis found; it computes no claim of its own and runs nothing. Everything shown comes
//! from the results, the register and the provenance it is given.

pub mod error;
pub mod figures;
pub mod page;
pub mod tables;
