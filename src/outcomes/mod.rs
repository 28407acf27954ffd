//! What is worth counting, folded from facts.
//!
//! This room turns the stream of facts of a world into the figures of a row and the classes of the ledger. It knows
//! what happened, never why; it reads no file and knows neither arms nor intervals.

pub mod alive_in_both;
pub mod bed_days;
pub mod catalogue;
pub mod chronicle;
pub mod cohort;
pub mod event_kind;
pub mod fairness;
mod felt;
pub mod figures;
pub mod from_need;
pub mod group_sums;
pub mod groups;
pub mod ledger;
pub mod ledger_class;
pub mod life;
pub mod lives;
pub mod metric;
pub mod month;
pub mod pairing;
pub mod risks;
pub mod roster;
pub mod staff;
pub mod strata;
pub mod tally;
pub mod tariff;
pub mod ties_lost;
pub mod together;
pub mod used;
pub mod utility;
pub mod views;
pub mod waits;
pub mod window;
pub mod year;
