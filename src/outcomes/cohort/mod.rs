//! People followed over a year, as a cohort study does: what they were at a date, and what happened to them after it.
//!
//! This room folds facts and states into charts and portraits and counts on them; it reads what happened, never why, and
//! knows neither arms nor what anybody published. Nothing here is kept unless somebody asks for it.

pub mod chart;
pub mod matching;
pub mod portrait;
pub mod rates;
pub mod survival;
