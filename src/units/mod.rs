//! Quantities with units: what a scenario file may say, and nothing that makes no sense.
//!
//! This room knows how each quantity is written (`"90 min"`, `"0.62 per year"`, `0.3`), which values it can have and
//! how to show it again. Every quantity is held as one number in one canonical unit, and its accessors name the unit.
//! It must not know which parameter or staff member a quantity belongs to.

mod choice;
mod kinds;
mod quantity;

pub use choice::Choice;
pub use kinds::{
    Coefficient, Count, HoursPerWeek, Money, MoneyPerDay, MoneyPerHour, MoneyPerPersonYear, MoneyPerYear, OddsRatio,
    PerThousand, Period, Probability, Rate, RateRatio, Ratio, Share, Wte,
};
pub use quantity::{Quantity, Refusal, Unit, split_text};
