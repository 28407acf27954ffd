//! How events are spread over people: what hidden severity is fitted to.
//!
//! The evidence has no row on how admissions of one year go with those of the next. What it has are the share of older
//! people with any admission in a year, that of people with two or more further ones after a first, the odds of a fall
//! after a fall, how many fall within half a year, and how unlike people are in falls that call for help.

use crate::experiment::calibration::observe::Observed;
use crate::experiment::calibration::targets::{Field, Target};
use crate::scenario::register::Register;

/// The odds of falling in the second of two years by whether one fell in the first.
pub(super) fn fall_after_fall(o: &Observed) -> f64 {
    let [[none, second], [first, both]] = o.strata.clusters.fell.map(|row| row.map(|count| count as f64));
    both * none / (first * second).max(1.0)
}

/// The share of people of 70 and over with an emergency admission in a year.
pub(super) fn admitted_at_seventy(o: &Observed) -> f64 {
    share(o.strata.clusters.seventy)
}

/// Of people who left hospital after a first emergency admission, those with two or more further ones in a year.
pub(super) fn two_more(o: &Observed) -> f64 {
    share(o.strata.clusters.index)
}

/// Standard deviation of the logarithm of what makes one person's falls with help more frequent than those of others of
/// their age, sex and frailty, year after year: from products of the counts of two years, which chance leaves alone.
pub(super) fn unlike_in_falls(o: &Observed) -> f64 {
    let [seen, alike] = o.strata.clusters.fall_pairs;
    libm::sqrt(libm::log((seen / alike).max(1.0)))
}

/// The share of people at home who fell within half a year lies between that of the countries with the fewest and the
/// most; England was not among them.
pub(super) fn fell_in_half_a_year(register: &Register) -> Target {
    /// Falls are forgotten within months, and nobody knows how many: a loose target, as a part of it.
    const FORGOTTEN: f64 = 0.3;
    const ROWS: [&str; 2] = ["cal_fall6m_low", "cal_fall6m_high"];
    let [low, high] = ROWS.map(|row| {
        let value = register.evidence(row).and_then(|row| row.value.parse::<f64>().ok());
        value.unwrap_or(f64::NAN)
    });
    Target {
        field: Field::Falls,
        id: "fell_in_half_a_year".to_string(),
        rows: ROWS.map(str::to_string).into(),
        meaning: "Fell in the last six months, at home, between the lowest and the highest country".to_string(),
        unit: "share",
        value: libm::sqrt(low * high),
        low,
        high,
        least: FORGOTTEN,
        of: |o| share(o.strata.clusters.half_year),
    }
}

fn share([all, some]: [u64; 2]) -> f64 {
    some as f64 / all as f64
}
