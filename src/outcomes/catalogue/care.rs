//! Outcomes of what home care and therapists gave: hours and visits, whoever they were for and however long they waited.

use super::{PER_1000, Row, row};
use crate::model::services::community::ServiceKind as Service;
use crate::outcomes::figures::{DAYS_A_WEEK, Figures, THOUSAND};
use crate::outcomes::metric::Direction::Neither;

/// Care that was given, in the order in which it is shown.
pub(super) const CARE: &[Row] = &[
    row("home_care_hours_per_person", "Home care given", "hours a year per person 65+", Neither, 2, |f, _| {
        f.per_person(f.nights.home_care_hours as f64 / DAYS_A_WEEK)
    }),
    row(
        "therapy_visits_per_1000",
        "Visits by physiotherapists and occupational therapists",
        PER_1000,
        Neither,
        1,
        |f, _| {
            f.per_person(
                (visits(f, Service::Physiotherapy) + visits(f, Service::OccupationalTherapy)) as f64 * THOUSAND,
            )
        },
    ),
];

/// Visits by the staff of one base service.
fn visits(figures: &Figures, by: Service) -> usize {
    figures.waits.visits[by as usize].count()
}
