//! The outcomes that only two worlds together have: what those use who are alive in both.
//!
//! Of money only what follows a person is there: crews, departments, practices in a crisis and days in hospital. Posts are paid
//! whoever they see.

use super::{Row, row};
use crate::outcomes::figures::{DAYS_A_WEEK, Figures, THOUSAND};
use crate::outcomes::metric::Direction::{Lower, Neither};
use crate::outcomes::used::Use;
use crate::time::{DAY, HOUR};

const OF_THEM: &str = "per 1,000 of them a year";

const DAYS_OF_THEM: &str = "days a year for each of them";

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
        "ambulance_visits_alive_in_both_per_1000",
        "Visits of ambulance crews beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Lower,
        1,
        |f, _| beyond(f, |used| (used.conveyed + used.not_conveyed) as f64 * THOUSAND),
    ),
    row(
        "gp_contacts_alive_in_both_per_1000",
        "Consultations in general practice in a crisis beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Neither,
        1,
        |f, _| beyond(f, |used| used.consultations as f64 * THOUSAND),
    ),
    row(
        "urgent_responses_alive_in_both_per_1000",
        "Visits of urgent response beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Neither,
        1,
        |f, _| beyond(f, |used| used.urgent as f64 * THOUSAND),
    ),
    row(
        "conveyances_alive_in_both_per_1000",
        "Ambulance conveyances beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Lower,
        1,
        |f, _| beyond(f, |used| used.conveyed as f64 * THOUSAND),
    ),
    row(
        "practitioner_visits_alive_in_both_per_1000",
        "Calls answered by paramedic practitioners beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Neither,
        1,
        |f, _| beyond(f, |used| used.practitioners as f64 * THOUSAND),
    ),
    row(
        "hospital_at_home_starts_alive_in_both_per_1000",
        "Stays in hospital at home beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Neither,
        1,
        |f, _| beyond(f, |used| used.hospital_at_home as f64 * THOUSAND),
    ),
    row(
        "readmissions_alive_in_both_per_1000",
        "Readmissions within 30 days beyond the baseline's, of those alive in both worlds",
        OF_THEM,
        Lower,
        1,
        |f, _| beyond(f, |used| used.readmissions as f64 * THOUSAND),
    ),
    row(
        "delayed_days_alive_in_both_per_person",
        "Delayed days in hospital beyond the baseline's, of those alive in both worlds (stays that have ended)",
        DAYS_OF_THEM,
        Lower,
        3,
        |f, _| beyond(f, |used| used.delayed_seconds as f64 / DAY as f64),
    ),
    row(
        "care_home_days_alive_in_both_per_person",
        "Days in a care home entered since time zero beyond the baseline's, of those alive in both worlds",
        DAYS_OF_THEM,
        Lower,
        3,
        |f, _| beyond(f, |used| used.care_home_days as f64),
    ),
    row(
        "bed_days_alive_in_both_per_person",
        "Emergency bed-days beyond the baseline's, of those alive in both worlds",
        DAYS_OF_THEM,
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
