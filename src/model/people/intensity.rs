//! How likely things are at a moment: the intensity of each clock, and a bound on it over a stretch of time.
//!
//! An intensity is base (age, sex) × frailty × conditions × hidden severity × spell × exp(Σ β of unmet needs) ×
//! season × effects of what the person has received. A clock that has several causes splits its points by fixed
//! shares; a cause's own intensity divided by its share is held against the point's height, so that the points of
//! each cause are nested on their own.

use crate::model::design::NeedDomain;
use crate::model::parameters::Parameters;
use crate::model::people::State;
use crate::model::people::carers::WHOLE;
use crate::model::people::causes::{IllnessCause, SocialCause};
use crate::model::people::traits::{AgeBand, Condition, Frailty, Mark, Residence, Sex};
use crate::model::tables::{Tables, YOUNGEST};
use crate::time::SimTime;

/// What an intensity is read from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Parameters.
    pub parameters: &'a Parameters,
    /// Laid-out tables.
    pub tables: &'a Tables,
}

/// Whether a need in the domain with this index can arise by itself: care at the end of life is no need of people who
/// are not severely frail, unless their last days have begun.
pub fn arises(domain: usize, frailty: Frailty) -> bool {
    domain != NeedDomain::EndOfLife as usize || frailty == Frailty::Severe
}

/// The circumstances at a moment, or the worst of a stretch of time.
#[derive(Clone, Copy)]
pub struct Moment {
    /// Index into the tables by age.
    age: usize,
    destabilised: bool,
    /// Whether a severe illness or a broken hip has just begun.
    grave: bool,
    /// Whether an illness or injury has been treated not long ago.
    convalescent: bool,
    season: f64,
    /// Factor of the day on death.
    deadly: f64,
    /// Whether the time-limited effects of exercise and of a coordinator's contact are on.
    exercise: bool,
    in_touch: bool,
    /// Whether a review of medicines is felt.
    reviewed: bool,
}

impl View<'_> {
    /// The circumstances at a moment.
    #[inline(always)]
    pub fn now(&self, state: &State, at: SimTime) -> Moment {
        Moment {
            age: state.age(at) - YOUNGEST,
            destabilised: state.destabilised(at),
            grave: at.ticks() < u64::from(state.grave_until),
            convalescent: at.day() < u64::from(state.convalescent_until),
            season: self.tables.season(at),
            deadly: self.tables.deadly(at),
            exercise: at.ticks() < u64::from(state.exercise_until),
            in_touch: state.in_touch(at),
            reviewed: at.day() < u64::from(state.medicines_until),
        }
    }

    /// The worst that can come between two moments if the state does not change: age at the end, spells and effects
    /// as at the beginning, the worst day. An effect that lowers a rate is left out unless it lasts.
    #[inline(always)]
    pub fn worst(&self, state: &State, from: SimTime, to: SimTime) -> Moment {
        let when = |harmful: bool| if harmful { from } else { to };
        let exercise = when(self.exercise(state) > 1.0);
        let contact = when(self.parameters.team.stabilised_by_contact.get() > 1.0);
        let review = when(self.parameters.care_homes.review_on_falls.get() > 1.0);
        Moment {
            age: state.age(to) - YOUNGEST,
            destabilised: state.destabilised(from),
            grave: from.ticks() < u64::from(state.grave_until),
            convalescent: from.day() < u64::from(state.convalescent_until),
            season: self.tables.season_peak,
            deadly: self.tables.deadly_peak,
            exercise: exercise.ticks() < u64::from(state.exercise_until),
            in_touch: state.in_touch(contact),
            reviewed: review.day() < u64::from(state.medicines_until),
        }
    }

    /// Falls per year.
    pub fn falls(&self, state: &State, moment: Moment) -> f64 {
        let falls = &self.parameters.falls;
        if state.residence == Residence::CareHome {
            let review = if moment.reviewed { self.parameters.care_homes.review_on_falls.get() } else { 1.0 };
            return falls.care_home.per_year() * review;
        }
        let mut rate = self.tables.falls[moment.age]
            * falls.frailty.all()[state.frailty as usize].get()
            * f64::from(state.severity[0])
            * self.tables.needs_on_falls[state.needs.0 as usize];
        if state.alone {
            rate *= falls.alone.get();
        }
        if moment.destabilised {
            rate *= self.parameters.destabilised.on_falls.get();
        }
        if moment.exercise {
            rate *= self.exercise(state);
        }
        rate * self.dealt_with(state)
    }

    /// What the lasting effects of single actions do to falls at home.
    pub fn dealt_with(&self, state: &State) -> f64 {
        let effects = &self.parameters.effects;
        let when = |mark, ratio: f64| if state.marks.has(mark) { ratio } else { 1.0 };
        when(Mark::HomeAdapted, effects.home_hazards_on_falls.get())
            * when(Mark::MedicinesReviewed, effects.medicines_on_falls.get())
    }

    /// What exercise does to falls while it lasts.
    pub fn exercise(&self, state: &State) -> f64 {
        let effects = &self.parameters.effects;
        let after_stay = if state.marks.has(Mark::AfterStay) { effects.exercise_after_discharge.get() } else { 1.0 };
        effects.exercise_on_falls.get() * after_stay
    }

    /// Acute illness by all causes of somebody with no condition, before conditions tilt it towards a cause.
    pub fn illness_level(&self, state: &State, moment: Moment) -> f64 {
        let illness = &self.parameters.illness;
        let mut rate = self.tables.illness[moment.age]
            * illness.frailty.all()[state.frailty as usize].get()
            * f64::from(state.severity[1])
            * self.tables.needs_on_illness[state.needs.0 as usize]
            * moment.season;
        if moment.destabilised {
            rate *= self.parameters.destabilised.on_illness.get();
        }
        if moment.convalescent {
            rate *= self.parameters.course.relapse.get();
        }
        rate
    }

    /// Factor that conditions put on a cause of acute illness.
    pub fn conditions_on(&self, state: &State, cause: IllnessCause) -> f64 {
        let illness = &self.parameters.illness;
        let has = |condition| state.conditions.has(condition);
        let when = |on: bool, ratio: f64| if on { ratio } else { 1.0 };
        match cause {
            IllnessCause::Respiratory => when(has(Condition::Copd), illness.copd_on_respiratory.get()),
            IllnessCause::Cardiac => {
                let disease = has(Condition::Coronary) || has(Condition::AtrialFibrillation) || has(Condition::Stroke);
                when(has(Condition::HeartFailure), illness.heart_failure_on_cardiac.get())
                    * when(disease, illness.heart_disease_on_cardiac.get())
            }
            IllnessCause::Infection => {
                let kidney = has(Condition::Kidney) || has(Condition::Diabetes);
                when(kidney, illness.kidney_or_diabetes_on_infection.get())
                    * when(has(Condition::Dementia), illness.dementia_on_infection.get())
            }
            IllnessCause::MedicineHarm | IllnessCause::Other => 1.0,
        }
    }

    /// Onset of destabilised spells per year.
    pub fn destabilisation(&self, state: &State, moment: Moment) -> f64 {
        let rate = self.parameters.destabilised.onset.all()[state.frailty as usize].per_year();
        if moment.in_touch { rate * self.parameters.team.stabilised_by_contact.get() } else { rate }
    }

    /// New needs per year, all domains together.
    pub fn needs(&self, state: &State, moment: Moment) -> f64 {
        let rate = self.parameters.needs.onset.all()[state.frailty as usize].per_year();
        if moment.destabilised { rate * self.parameters.destabilised.on_needs.get() } else { rate }
    }

    /// The least number that the onset of no condition (over its share of the points) exceeds up to an age, per year.
    pub fn conditions(&self, _state: &State, moment: Moment) -> f64 {
        self.tables.onset_bound[moment.age]
    }

    /// Onset of a condition per year; nobody who has it gets it again.
    pub fn onset(&self, state: &State, moment: Moment, condition: Condition) -> f64 {
        if state.conditions.has(condition) { 0.0 } else { self.tables.onset[condition as usize][moment.age] }
    }

    /// Frailty steps per year, up or down.
    pub fn step(&self, state: &State, moment: Moment, up: bool) -> f64 {
        let frailty = &self.parameters.frailty;
        if !up {
            return frailty.recovery.per_year();
        }
        let band = AgeBand::of(moment.age + YOUNGEST) as usize;
        let rates = match state.frailty {
            Frailty::Fit => frailty.to_mild.all(),
            Frailty::Mild => frailty.to_moderate.all(),
            Frailty::Moderate => frailty.to_severe.all(),
            Frailty::Severe => return 0.0,
        };
        let mut rate = rates[..=band].iter().map(|rate| rate.per_year()).fold(0.0, f64::max)
            * self.tables.deprivation_on_frailty[state.fifth as usize]
            * self.tables.needs_on_frailty[state.needs.0 as usize];
        if state.sex == Sex::Female {
            rate *= frailty.female.get();
        }
        rate
    }

    /// Breakdowns, illnesses and deaths of carers, social crises or moves away per year.
    pub fn social(&self, state: &State, cause: SocialCause) -> f64 {
        let (crisis, carers) = (&self.parameters.crisis, &self.parameters.carers);
        let old = state.marks.has(Mark::OldCarer);
        let effect = self.tables.needs_on_crisis[state.needs.0 as usize];
        match cause {
            SocialCause::MoveAway => self.parameters.people.move_in.per_year(),
            _ if state.residence == Residence::CareHome => 0.0,
            SocialCause::Social => crisis.social.all()[state.frailty as usize].per_year() * effect,
            _ if !state.carer || state.frailty == Frailty::Fit => 0.0,
            SocialCause::CarerBreakdown => {
                let strain = f64::from(state.strain) / WHOLE - carers.usual_strain.get();
                crisis.carer_breakdown.per_year() * effect * libm::exp(carers.strain_on_breakdown.get() * strain)
            }
            SocialCause::CarerIllness => carers.illness.by(old).per_year(),
            SocialCause::CarerDeath => carers.death.by(old).per_year(),
        }
    }

    /// Hazard of death per year.
    pub fn death(&self, state: &State, moment: Moment) -> f64 {
        let death = &self.parameters.death;
        let mut rate = self.tables.death[state.sex as usize][moment.age]
            * death.frailty.all()[state.frailty as usize].get()
            * f64::from(state.severity[2])
            * self.tables.conditions_on_death[state.conditions.index()]
            * moment.deadly;
        if moment.destabilised {
            rate *= self.parameters.destabilised.on_death.get();
        }
        if state.residence == Residence::CareHome {
            rate *= death.care_home.get();
        }
        if moment.grave {
            rate *= death.grave_illness.get();
        }
        if moment.convalescent {
            rate *= death.convalescence.get();
        }
        rate
    }
}
