//! Parameters of two services that answer calls instead of ambulance crews: paramedic practitioners, and the support of
//! care homes. Without staff neither does anything.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only.

use super::shapes::ByAcuity;
use crate::units::{Count, PerThousand, Period, Probability, RateRatio};
use serde::{Deserialize, Serialize};

/// Paramedic practitioners, who are sent to suitable calls instead of a crew, see and treat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practitioners {
    /// Practitioners of the base supply, WTE; 0 means none but those of a design.
    pub staff: PerThousand,
    /// First hour of the day at which those of the base supply work.
    pub from: Count,
    /// Hour at which they stop.
    pub until: Count,
    /// Share of calls for an ambulance to which a practitioner is sent instead while one is on duty.
    pub suits: ByAcuity<Probability>,
    /// Mean time on scene: assessment, treatment and arranging what follows.
    pub on_scene: Period,
    /// Share whom a practitioner has conveyed.
    pub conveys: ByAcuity<Probability>,
    /// Of those not conveyed, the share referred on to urgent community response while it is open.
    pub refers: ByAcuity<Probability>,
    /// Wait for a practitioner after which a crew is sent.
    pub late: Period,
}

/// Support of care homes: regular rounds, reviews of medicines, advance plans, and a line to call before 999.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareHomes {
    /// Staff of the base supply, WTE; 0 means none but those of a design.
    pub staff: PerThousand,
    /// Residents of one home.
    pub size: Count,
    /// Time from one round of a home to the next.
    pub round_every: Period,
    /// Staff time for each resident at a round.
    pub round_minutes: Period,
    /// Chance that a resident without an advance plan is given one at a round.
    pub plans: Probability,
    /// Time after which the medicines of a resident are reviewed again, and for which a review is felt.
    pub review_every: Period,
    /// Falls while a review of medicines is felt, relative to without.
    pub review_on_falls: RateRatio,
    /// Share of residents in a crisis for whom a home calls its line first, of those for whom it would call 999 or 111 or send to hospital while somebody answers the line.
    pub calls_first: ByAcuity<Probability>,
}
