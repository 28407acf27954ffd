//! Outcomes of services that answer calls instead of ambulance crews: paramedic practitioners and the support of care
//! homes. They do not exist where there are no such staff.

use super::{MEDIAN, PER_1000, Row, SHARE, row, wait};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::figures::{DAYS_A_YEAR, THOUSAND, ratio};
use crate::outcomes::metric::Direction::{Lower, Neither};
use crate::time::MINUTE;

const VISITS: [Kind; 2] = [Kind::PractitionerConveyed, Kind::PractitionerTreated];
const PER_RESIDENTS: &str = "per 1,000 residents of care homes a year";

/// What practitioners and the support of care homes do, in the order in which it is shown.
pub(super) const REACTIVE: &[Row] = &[
    row("practitioner_visits_per_1000", "Calls answered by paramedic practitioners", PER_1000, Neither, 2, |f, _| {
        f.per_1000(&VISITS)
    }),
    row("practitioner_wait_median_minutes", "Wait for a practitioner, median", "minutes", Lower, 0, |f, _| {
        wait(&f.waits.practitioner, MEDIAN, MINUTE)
    }),
    row("practitioner_conveyed_share", "Practitioners' patients who are conveyed", SHARE, Neither, 3, |f, _| {
        f.share(&[Kind::PractitionerConveyed], &VISITS)
    }),
    row("care_home_calls_per_1000", "Calls of care homes answered by their support", PER_1000, Neither, 2, |f, _| {
        f.per_1000(&[Kind::HomeCallAnswered])
    }),
    row("care_home_call_wait_median_minutes", "Wait of care homes that call, median", "minutes", Lower, 0, |f, _| {
        wait(&f.waits.home_call, MEDIAN, MINUTE)
    }),
    row("care_home_round_visits_per_1000", "Residents seen on rounds of care homes", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&[Kind::HomeRound])
    }),
    row(
        "care_home_conveyances_per_1000_residents",
        "Ambulance conveyances from care homes",
        PER_RESIDENTS,
        Lower,
        1,
        |f, _| {
            let years = f.nights.care_home_residents as f64 / DAYS_A_YEAR;
            ratio(f.conveyed_from_homes as f64 * THOUSAND, years)
        },
    ),
];
