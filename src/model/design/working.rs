//! How a team works together, as far as a design decides it: who chairs, who is drawn in, what time is given to it.

use super::Role;
use crate::units::{Period, Rate, Share};
use std::collections::BTreeMap;

/// Ways of working together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Working {
    /// Who chairs meetings.
    pub chair: Chair,
    /// Part of a meeting given to how the team works rather than to cases, 0 to 1.
    pub reflection: Share,
    /// Professions that do not belong to the team, each with the chance that it is drawn into a meeting.
    pub guests: BTreeMap<Role, Share>,
    /// Whether the team changes cadence, attendance and threshold by its own records; else it keeps to the design.
    pub adapts: bool,
    /// Whether simple cases are settled between two people without waiting for a meeting.
    pub dyads: bool,
    /// Whether a small set of outcomes is collected at reviews, of every person alike.
    pub outcome_set: bool,
    /// When the team is reorganised, counted from the start of the design; `None`: never.
    pub reorganised_after: Option<Period>,
    /// Rate at which practice drifts away from the design; `None`: as anywhere (`process.adoption.drift`).
    pub drift: Option<Rate>,
}

/// Who chairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chair {
    /// Always the same profession.
    #[default]
    Fixed,
    /// Two professions together, or in turn.
    Shared,
}
