//! What can differ about one person between two worlds, as far as an intensity or a service asks for it.
//!
//! An aspect names the difference and can be carried over from one state to the other, so that its part in a
//! difference of intensity is found by asking the intensity again. No formula of an intensity is repeated here.

use crate::model::people::traits::{Condition, DOMAINS, Mark};
use crate::model::people::{Package, State};
use crate::time::SimTime;

/// An aspect of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// An unmet need in the domain with this index.
    Need(usize),
    /// The frailty band.
    Frailty,
    /// Living at home or in a care home, alone or not.
    Residence,
    /// A destabilised spell.
    Spell,
    /// The days in which an illness or a broken hip may kill.
    Grave,
    /// The weeks after an illness or injury was treated.
    Convalescence,
    /// The protection that regained function gives.
    Exercise,
    /// A review of medicines, in a care home or at home.
    Medicines,
    /// Hazards in the home that have been dealt with.
    HomeAdapted,
    /// A coordinator keeps regular contact.
    Coordinated,
    /// A long-term condition.
    Condition(Condition),
    /// An unpaid carer, old or not.
    Carer,
    /// The carer's strain.
    Strain,
    /// The last days.
    LastDays,
    /// Being planned for at the end of life.
    EndPlan,
    /// A plan that the person was told of.
    Plan,
    /// Being at home, in hospital or elsewhere.
    Whereabouts,
    /// Home care.
    HomeCare,
}

impl Aspect {
    /// All aspects in which two states differ at a moment.
    pub fn differing(one: &State, other: &State, at: SimTime) -> Vec<Self> {
        let needs = (0..DOMAINS).map(Self::Need);
        let conditions = Condition::ALL.into_iter().map(Self::Condition);
        let single = [
            Self::Frailty,
            Self::Residence,
            Self::Spell,
            Self::Grave,
            Self::Convalescence,
            Self::Exercise,
            Self::Medicines,
            Self::HomeAdapted,
            Self::Coordinated,
            Self::Carer,
            Self::Strain,
            Self::LastDays,
            Self::EndPlan,
            Self::Plan,
            Self::Whereabouts,
            Self::HomeCare,
        ];
        let all = needs.chain(conditions).chain(single);
        all.filter(|aspect| aspect.mark(one, at) != aspect.mark(other, at)).collect()
    }

    /// How it stands with a person at a moment: a number that is equal in two states exactly when the aspect is.
    pub fn mark(self, state: &State, at: SimTime) -> u8 {
        let on = |until: u32| u8::from(at.ticks() < u64::from(until));
        match self {
            Self::Need(domain) => state.needs.has(domain).into(),
            Self::Frailty => state.frailty as u8,
            Self::Residence => state.residence as u8 * 2 + u8::from(state.alone),
            Self::Spell => on(state.destabilised_until),
            Self::Grave => on(state.grave_until),
            Self::Convalescence => u8::from(at.day() < u64::from(state.convalescent_until)),
            Self::Exercise => on(state.exercise_until) * (1 + u8::from(state.marks.has(Mark::AfterStay))),
            Self::Medicines => {
                let home = u8::from(at.day() < u64::from(state.medicines_until));
                home * 2 + u8::from(state.marks.has(Mark::MedicinesReviewed))
            }
            Self::HomeAdapted => state.marks.has(Mark::HomeAdapted).into(),
            Self::Coordinated => on(state.in_touch_until),
            Self::Condition(condition) => state.conditions.has(condition).into(),
            Self::Carer => u8::from(state.carer) * 2 + u8::from(state.marks.has(Mark::OldCarer)),
            Self::Strain => state.strain,
            Self::LastDays => state.marks.has(Mark::Dying).into(),
            Self::EndPlan => state.marks.has(Mark::EndOfLife).into(),
            Self::Plan => state.knows_plan.into(),
            Self::Whereabouts => state.whereabouts as u8,
            Self::HomeCare => u8::from(matches!(state.package, Package::Active(_))),
        }
    }

    /// Makes `into` like `from` in this aspect.
    pub fn carry(self, from: &State, into: &mut State) {
        match self {
            Self::Need(domain) if from.needs.has(domain) => into.needs.add(domain),
            Self::Need(domain) => into.needs.remove(domain),
            Self::Frailty => into.frailty = from.frailty,
            Self::Residence => (into.residence, into.alone) = (from.residence, from.alone),
            Self::Spell => into.destabilised_until = from.destabilised_until,
            Self::Grave => into.grave_until = from.grave_until,
            Self::Convalescence => into.convalescent_until = from.convalescent_until,
            Self::Exercise => {
                into.exercise_until = from.exercise_until;
                into.marks.set(Mark::AfterStay, from.marks.has(Mark::AfterStay));
            }
            Self::Medicines => {
                into.medicines_until = from.medicines_until;
                into.marks.set(Mark::MedicinesReviewed, from.marks.has(Mark::MedicinesReviewed));
            }
            Self::HomeAdapted => into.marks.set(Mark::HomeAdapted, from.marks.has(Mark::HomeAdapted)),
            Self::Coordinated => into.in_touch_until = from.in_touch_until,
            Self::Condition(condition) if from.conditions.has(condition) => into.conditions.add(condition),
            Self::Condition(condition) => into.conditions = into.conditions.without(condition),
            Self::Carer => {
                into.carer = from.carer;
                into.marks.set(Mark::OldCarer, from.marks.has(Mark::OldCarer));
            }
            Self::Strain => into.strain = from.strain,
            Self::LastDays => into.marks.set(Mark::Dying, from.marks.has(Mark::Dying)),
            Self::EndPlan => into.marks.set(Mark::EndOfLife, from.marks.has(Mark::EndOfLife)),
            Self::Plan => into.knows_plan = from.knows_plan,
            Self::Whereabouts => into.whereabouts = from.whereabouts,
            Self::HomeCare => into.package = from.package,
        }
    }
}
