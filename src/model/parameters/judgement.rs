//! Parameters of what is written down, what a dashboard makes of it, and how leaders and staff come to believe.
//!
//! Values, ranges and sources stand in the evidence register; here are kinds and meanings only. What leaders and staff
//! believe is never what is true, so nothing here says what a team changes.

use super::shapes::ByOrganisation;
use crate::units::{Coefficient, Count, Period, Probability, Rate, Ratio, Share};
use serde::{Deserialize, Serialize};

/// What organisations write down, each in a record of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// Chance that something is written down so that it can be counted, by the organisation whose record it is.
    pub recorded: ByOrganisation<Probability>,
    /// Mean time until it is coded.
    pub coded_after: ByOrganisation<Period>,
    /// Chance that an entry is filed as what it is mistaken for; 0 turns this off.
    pub miscoded: ByOrganisation<Probability>,
    /// Chance that an entry that was miscoded is put right.
    pub corrected: ByOrganisation<Probability>,
    /// Mean time from coding until then.
    pub corrected_after: Period,
    /// People on the registers of practices for each resident aged 65+: some have died or moved and are not taken off.
    pub registered: Ratio,
    /// Chance that whoever came instead of a hospital ticks the box of an admission avoided, knowing no other world.
    pub claimed: Probability,
}

/// One value for each indicator of a dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByIndicator<T> {
    /// Emergency admissions for every 1,000 registered people aged 65+.
    pub emergency_admissions: T,
    /// Delayed days in hospital for every 1,000 registered people.
    pub delayed_days: T,
    /// Urgent response within two hours, of those who asked.
    pub two_hour_share: T,
    /// Days from referral to the team's first contact.
    pub first_contact: T,
    /// People with a plan for every 1,000 registered people.
    pub plans: T,
    /// Contacts of the team for every 1,000 registered people.
    pub contacts: T,
    /// Admissions claimed as avoided for every 1,000 registered people.
    pub claimed: T,
}

impl<T: Copy> ByIndicator<T> {
    /// The values in the order of the fields.
    pub fn all(&self) -> [T; 7] {
        [
            self.emergency_admissions,
            self.delayed_days,
            self.two_hour_share,
            self.first_contact,
            self.plans,
            self.contacts,
            self.claimed,
        ]
    }
}

/// What a dashboard shows, and what the national framework makes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// Months that a figure is taken over.
    pub window: Count,
    /// Months from the end of a month until it is shown.
    pub lag: ByIndicator<Count>,
    /// Weight in the national framework; 0: not looked at.
    pub weight: ByIndicator<Ratio>,
    /// Weight once another framework has come (a shock of the kind policy change).
    pub after_change: ByIndicator<Ratio>,
    /// What counts as good where there is no earlier year to compare with.
    pub standard: Standard,
}

/// Standards of indicators that are held against no earlier year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Urgent response within two hours.
    pub two_hour_share: Share,
    /// From referral to first contact.
    pub first_contact: Period,
    /// People with a plan, of registered people.
    pub plans: Rate,
    /// Contacts of the team, of registered people.
    pub contacts: Rate,
    /// Admissions claimed as avoided, of registered people.
    pub claimed: Rate,
}

/// How leaders and staff come to believe that a team helps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belief {
    /// Whether leaders go by indicators and by what teams tell of their cases; else by the actions that teams report as
    /// done.
    pub on: bool,
    /// Weight of indicators with leaders; the rest is what teams tell.
    pub indicators: Share,
    /// Change of the log odds that an indicator looks good when it is better by a factor of 2.718.
    pub steepness: Coefficient,
    /// Log of the weight of a vivid case, one whose goals are met, relative to any other, in what staff remember.
    pub vivid: Coefficient,
    /// Weight of somebody who died or moved away, relative to any other, in what staff remember.
    pub lost: Share,
    /// Part of the way that staff's belief goes in a month towards the cases of that month.
    pub learning: Share,
    /// Length of a review in which a small set of outcomes is collected.
    pub review_with_outcomes: Period,
}
