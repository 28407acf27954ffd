//! Health-related quality of life: what a day is worth by frailty band, setting and need, and what an injury takes.
//!
//! The weights add up, so that sums over midnights are enough. They value the lives of frail people less, by
//! construction; fairness and experience are to be read beside them.

use crate::model::parameters::Parameters;
use crate::outcomes::event_kind::EventKind;
use crate::outcomes::figures::DAYS_A_YEAR;
use crate::outcomes::year::Year;

/// Weights of days (1 is full health, 0 is death) and losses by event (years).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Utility {
    by_frailty: [f64; 4],
    in_hospital: f64,
    in_care_home: f64,
    unmet_need: f64,
    fall_with_help: f64,
    hip_fracture: f64,
    other_fracture: f64,
}

impl Utility {
    /// The weights of a set of parameters.
    pub fn new(parameters: &Parameters) -> Self {
        let utility = &parameters.utility;
        Self {
            by_frailty: utility.by_frailty.all().map(|weight| weight.get()),
            in_hospital: utility.in_hospital.get(),
            in_care_home: utility.in_care_home.get(),
            unmet_need: utility.unmet_need.get(),
            fall_with_help: utility.fall_with_help.get(),
            hip_fracture: utility.hip_fracture.get(),
            other_fracture: utility.other_fracture.get(),
        }
    }

    /// Years of life weighted with their quality.
    pub fn years(&self, year: &Year) -> f64 {
        let nights = &year.nights;
        let lived: f64 =
            nights.by_frailty.iter().zip(self.by_frailty).map(|(&days, weight)| days as f64 * weight).sum();
        let lost = nights.in_hospital as f64 * self.in_hospital
            + nights.in_care_home as f64 * self.in_care_home
            + nights.unmet_needs as f64 * self.unmet_need;
        let events = |kind: EventKind, loss: f64| year.events.of(kind) as f64 * loss;
        let injuries = year.falls_with_help as f64 * self.fall_with_help
            + events(EventKind::BrokeHip, self.hip_fracture)
            + events(EventKind::BrokeOtherBone, self.other_fracture);
        (lived - lost) / DAYS_A_YEAR - injuries
    }
}
