//! Parameters of what outcomes are worth: quality of life, discounting, thresholds, and which costs follow use.
//!
//! Nothing here acts on what happens; it only weighs what has happened.

use super::shapes::ByFrailty;
use crate::units::{Coefficient, Money, Period, Probability, Share};
use serde::{Deserialize, Serialize};

/// Health-related quality of life: 1 is full health, 0 is death.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Utility {
    /// Quality of life by frailty band.
    pub by_frailty: ByFrailty<Coefficient>,
    /// Loss while in hospital.
    pub in_hospital: Coefficient,
    /// Loss while in a care home, beyond what frailty takes.
    pub in_care_home: Coefficient,
    /// Loss for each unmet need, beyond what frailty takes.
    pub unmet_need: Coefficient,
    /// Years of full health lost by a fall for which help is sought, without a broken bone.
    pub fall_with_help: Coefficient,
    /// Years of full health lost by a broken hip in the time after it.
    pub hip_fracture: Coefficient,
    /// Years of full health lost by another broken bone in the time after it.
    pub other_fracture: Coefficient,
}

/// How outcomes are weighed against money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Discount on costs and on quality of life for each year after the first.
    pub discount_rate: Share,
    /// Lower value of a year of full health.
    pub threshold_low: Money,
    /// Higher value of a year of full health.
    pub threshold_high: Money,
    /// Part of the price of an attendance that follows use at once.
    pub marginal_attendance: Share,
    /// Part of the price of an ambulance response that follows use at once.
    pub marginal_ambulance: Share,
    /// Part of the price of a consultation in general practice that follows use at once.
    pub marginal_consultation: Share,
    /// Part of the price of an acute bed-day that follows use at once.
    pub marginal_bed_day: Share,
    /// Part of the price of a day of reablement, rehabilitation or hospital at home that follows use at once.
    pub marginal_intermediate_day: Share,
    /// Time with an unmet need and without a visit after which a person counts as left alone.
    pub left_alone_after: Period,
    /// Time on a team's list after which a case counts as stuck.
    pub stuck_after: Period,
    /// Part of its cohesion before a shock that a team must have again to count as recovered.
    pub recovered: Share,
    /// Chance that staff who came instead of a hospital claim an admission avoided, where one was.
    pub claimed_if_avoided: Probability,
    /// The same chance where none was.
    pub claimed_if_not: Probability,
    /// Stay at which an admission that a dashboard shows is valued.
    pub shown_stay: Period,
}
