//! The outcomes that only two worlds together have: what those use who are alive in both.
//!
//! Of money only what follows a person is there: crews, departments, practices in a crisis and days in hospital. Posts are paid
//! whoever they see.

use super::{Row, row};
use crate::outcomes::figures::{DAYS_A_WEEK, Figures, THOUSAND};
use crate::outcomes::metric::Direction::{Lower, Neither};
use crate::outcomes::used::Use;
use crate::time::HOUR;

const OF_THEM: &str = "per 1,000 of them a year";

/// Outcomes of an arm's world beside the baseline's; 0 in the baseline itself.
pub(super) const PAIRED: &[Row] = &[
    row(
        "admissions_alive_in_both_per_1000",
        "Unplanned admissions beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Lower,
        1,
        |f, _| beyond(f, |used| used.admissions as f64 * THOUSAND),
    ),
    row(
        "ed_attendances_alive_in_both_per_1000",
        "Emergency department attendances beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Lower,
        1,
        |f, _| beyond(f, |used| used.attendances as f64 * THOUSAND),
    ),
    row(
        "bed_days_alive_in_both_per_person",
        "Emergency bed-days beyond the baseline's, of those alive in both worlds",
        "days a year for each of them",
        Lower,
        3,
        |f, _| beyond(f, |used| used.hospital_days as f64),
    ),
    row(
        "home_care_hours_alive_in_both_per_person",
        "Hours of home care beyond the baseline's, of those alive in both worlds",
        "hours a year for each of them",
        Neither,
        2,
        |f, _| beyond(f, |used| used.home_care as f64 / DAYS_A_WEEK),
    ),
    row(
        "contact_hours_alive_in_both_per_person",
        "Hours with community staff beyond the baseline's, of those alive in both worlds",
        "hours a year for each of them",
        Neither,
        2,
        |f, _| beyond(f, |used| used.contact_seconds as f64 / HOUR as f64),
    ),
    row(
        "crisis_cost_alive_in_both_per_person",
        "Cost of crises and of days in hospital beyond the baseline's, of those alive in both worlds",
        "GBP a year for each of them",
        Lower,
        1,
        |_, bill| bill.of_alive_in_both,
    ),
];

fn beyond(figures: &Figures, of: impl Fn(&Use) -> f64) -> f64 {
    figures.alive_in_both.beyond_the_baseline(of)
}
