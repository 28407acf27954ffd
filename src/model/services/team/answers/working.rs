//! What a design answers about how a team works together.

use super::{Answers, professions_of};
use crate::model::design::aims::Aims;
use crate::model::design::working::Chair;
use crate::model::design::{MeetingMode, NeedDomain, Role};
use crate::time::Span;
use crate::units::Choice;

impl Answers {
    /// What the team is for.
    pub fn aims(&self) -> Aims {
        self.design.purpose.aims()
    }

    /// Whether the chair of meetings is shared.
    pub fn shares_chair(&self) -> bool {
        self.design.working.chair == Chair::Shared
    }

    /// Part of a meeting given to how the team works, 0 to 1.
    pub fn reflection(&self) -> f64 {
        self.design.working.reflection.get()
    }

    /// Professions of other services that may be drawn into a meeting, each with the chance that it is.
    pub fn guests(&self) -> impl Iterator<Item = (Role, f64)> + '_ {
        let invited = self.design.working.guests.iter().map(|(&role, chance)| (role, chance.get()));
        invited.filter(|&(role, _)| !self.has(role))
    }

    /// Whether the team changes its ways by its own records.
    pub fn adapts(&self) -> bool {
        self.design.working.adapts
    }

    /// Whether the team collects a small set of outcomes at reviews.
    pub fn collects_outcomes(&self) -> bool {
        self.design.working.outcome_set
    }

    /// Autonomy of its staff, 0 to 1: one half under a blueprint, more with each of two freedoms: to change its ways, and
    /// to settle simple cases between two. `adaptation`: whether teams that may change their ways do so at all.
    pub fn autonomy(&self, adaptation: bool) -> f64 {
        const BLUEPRINT: f64 = 0.5;
        let freedoms = [adaptation && self.design.working.adapts, self.design.working.dyads];
        let taken = freedoms.iter().filter(|&&free| free).count() as f64 / freedoms.len() as f64;
        BLUEPRINT + (1.0 - BLUEPRINT) * taken
    }

    /// Friction of records, 0 to 1: what the team's roles do not see of what other organisations know, mean of roles.
    pub fn friction(&self) -> f64 {
        let roles: Vec<Role> = self.design.roster.keys().copied().filter(|&role| self.has(role)).collect();
        let unseen: f64 = roles.iter().map(|&role| 1.0 - self.sees(role)).sum();
        unseen / (roles.len() as f64).max(1.0)
    }

    /// Whether a case with so many needs is settled between two people without a meeting.
    pub fn settles_between_two(&self, needs: u32, simple: f64) -> bool {
        self.design.working.dyads && f64::from(needs) <= simple
    }

    /// When the team is reorganised, counted from its start.
    pub fn reorganised_after(&self) -> Option<Span> {
        self.design.working.reorganised_after.map(|after| after.span())
    }

    /// Whether staff share a base.
    pub fn shares_base(&self) -> bool {
        self.design.meeting.is_some_and(|meeting| meeting.mode == MeetingMode::CoLocated)
    }

    /// How far the roles of the team overlap: the part of all pairs that have a domain in common, 0 to 1.
    pub fn role_overlap(&self) -> f64 {
        let roles: Vec<Role> = self.design.roster.keys().copied().filter(|&role| self.has(role)).collect();
        let pairs =
            roles.iter().enumerate().flat_map(|(at, one)| roles[at + 1..].iter().map(move |other| (one, other)));
        let (mut all, mut shared) = (0.0, 0.0);
        for (one, other) in pairs {
            all += 1.0;
            shared += if NeedDomain::ALL.iter().any(|&domain| both(domain, *one, *other)) { 1.0 } else { 0.0 };
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

fn both(domain: NeedDomain, one: Role, other: Role) -> bool {
    let own = professions_of(domain);
    own.contains(&one) && own.contains(&other)
}
