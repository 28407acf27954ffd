//! The workforce: posts, who holds them, leaving and hiring.
//!
//! Posts are funded or not, filled or vacant. Vacancies come out of leaving and the time it takes to hire; they are
//! never put in. This room knows no person who is cared for.

mod beginning;
pub mod care_workers;
pub mod circle;
pub mod climate;
pub mod exposure;
pub mod hiring;
pub mod leaving;
pub mod market;
pub mod output;
pub mod posts;
pub mod satisfaction;
pub mod sickness;
pub mod ties;
pub mod turnover;
