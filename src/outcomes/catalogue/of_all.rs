//! What people use, a year for each who was ever there: the days after a death count too, so that all are followed for as
//! long as each other. A design that raises deaths lowers these, since the dead use nothing. The same per day alive stands
//! among the outcomes of hospital and access. Deaths have no such direct hold on it, but are not without one: those who die
//! are those who used much, so that more deaths lower the mean of whoever is left too. Least of it is in the use of those
//! alive in both worlds, among the paired outcomes, where the same people stand on either side; but who they are depends
//! on who died in either.

use super::{MINUTES_AN_HOUR, Row, row};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::figures::{DAYS_A_WEEK, Figures, THOUSAND};
use crate::outcomes::metric::Direction::{Lower, Neither};

const PER_1000: &str = "per 1,000 people a year, dead or alive";
const DAYS_EACH: &str = "days a year per person, dead or alive";
const HOURS_EACH: &str = "hours a year per person, dead or alive";

/// Use per person, in the order in which it is shown.
pub(super) const OF_ALL: &[Row] = &[
    row("admissions_of_all_per_1000", "Unplanned admissions of all, dead or alive", PER_1000, Lower, 1, |f, _| {
        per_1000(f, &[Kind::Admitted])
    }),
    row(
        "ed_attendances_of_all_per_1000",
        "Emergency department attendances of all, dead or alive",
        PER_1000,
        Lower,
        1,
        |f, _| per_1000(f, &[Kind::Attended]),
    ),
    row(
        "ambulance_visits_of_all_per_1000",
        "Visits of ambulance crews of all, dead or alive",
        PER_1000,
        Lower,
        1,
        |f, _| per_1000(f, &[Kind::CrewConveyed, Kind::CrewTreatedAtHome]),
    ),
    row(
        "gp_contacts_of_all_per_1000",
        "Consultations in general practice in a crisis of all, dead or alive",
        PER_1000,
        Neither,
        1,
        |f, _| per_1000(f, &[Kind::Consulted]),
    ),
    row(
        "urgent_responses_of_all_per_1000",
        "Visits of urgent response of all, dead or alive",
        PER_1000,
        Neither,
        1,
        |f, _| per_1000(f, &[Kind::UrgentCame]),
    ),
    row("conveyances_of_all_per_1000", "Ambulance conveyances of all, dead or alive", PER_1000, Lower, 1, |f, _| {
        per_1000(f, &[Kind::CrewConveyed])
    }),
    row(
        "practitioner_visits_of_all_per_1000",
        "Calls answered by paramedic practitioners of all, dead or alive",
        PER_1000,
        Neither,
        1,
        |f, _| per_1000(f, &[Kind::PractitionerConveyed, Kind::PractitionerTreated]),
    ),
    row(
        "hospital_at_home_starts_of_all_per_1000",
        "Stays in hospital at home of all, dead or alive",
        PER_1000,
        Neither,
        1,
        |f, _| per_1000(f, &[Kind::HospitalAtHomeBegan]),
    ),
    row(
        "care_home_entries_of_all_per_1000",
        "Moves into a care home of all, dead or alive",
        PER_1000,
        Lower,
        1,
        |f, _| per_1000(f, &[Kind::EnteredCareHome]),
    ),
    row(
        "readmissions_of_all_per_1000",
        "Readmissions within 30 days of all, dead or alive",
        PER_1000,
        Lower,
        1,
        |f, _| f.per_possible_year(f.readmissions as f64 * THOUSAND),
    ),
    row("bed_days_of_all_per_person", "Emergency bed-days of all, dead or alive", DAYS_EACH, Lower, 2, |f, _| {
        f.per_possible_year(f.nights.in_hospital as f64)
    }),
    row("delayed_days_of_all_per_person", "Delayed days of all, dead or alive", DAYS_EACH, Lower, 3, |f, _| {
        f.per_possible_year(f.nights.delayed as f64)
    }),
    row(
        "care_home_days_of_all_per_person",
        "Days in a care home of all, dead or alive",
        DAYS_EACH,
        Lower,
        2,
        |f, _| f.per_possible_year(f.nights.in_care_home as f64),
    ),
    row(
        "home_care_hours_of_all_per_person",
        "Hours of home care of all, dead or alive",
        HOURS_EACH,
        Neither,
        2,
        |f, _| f.per_possible_year(f.nights.home_care_hours as f64 / DAYS_A_WEEK),
    ),
    row(
        "contact_hours_of_all_per_person",
        "Hours with community staff of all, dead or alive",
        HOURS_EACH,
        Neither,
        2,
        |f, _| f.per_possible_year(f.contact_minutes / MINUTES_AN_HOUR),
    ),
    row(
        "cost_public_of_all_per_person",
        "Cost to the NHS and the council for all, dead or alive",
        "GBP a year per person, dead or alive",
        Lower,
        0,
        |f, bill| f.per_possible_year(bill.nhs + bill.council),
    ),
];

fn per_1000(figures: &Figures, kinds: &[Kind]) -> f64 {
    figures.per_possible_year(figures.events.sum(kinds) as f64 * THOUSAND)
}
