//! Folds the facts of one world of one place into its figures.
//!
//! Facts are seen once, in order, and need not be kept. Only those within the window count.

use crate::model::fact::{Census, Fact, FactKind};
use crate::model::people::traits::Trigger;
use crate::outcomes::event_kind::EventKind;
use crate::outcomes::figures::Figures;
use crate::outcomes::month::MonthSums;
use crate::outcomes::window::Window;
use crate::outcomes::year::Year;
use crate::time::{HOUR, SimTime, Span, YEAR};
use std::collections::BTreeMap;

/// The national standard for urgent community response.
const TWO_HOURS: Span = Span::seconds(2 * HOUR);
/// The national definition of a readmission: so soon after leaving a bed.
pub(super) const READMISSION: Span = Span::days(30);

/// A world of one place while it is being counted.
#[derive(Clone, Debug)]
pub struct Tally {
    window: Window,
    figures: Figures,
    /// Who left an acute bed within the window, and when last, as long as it matters.
    left_bed: BTreeMap<u64, SimTime>,
    midnights: u64,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(window: Window) -> Self {
        let months = vec![MonthSums::default(); window.months()];
        Self { window, figures: Figures { months, ..Figures::default() }, left_bed: BTreeMap::new(), midnights: 0 }
    }

    /// Counts the facts that lie within the window.
    pub fn see(&mut self, facts: &[Fact]) {
        if let Some(first) = facts.first() {
            self.left_bed.retain(|_, left| *left + READMISSION >= first.at);
        }
        for fact in facts {
            if self.window.holds(fact.at) {
                self.count(fact);
            }
        }
    }

    fn count(&mut self, fact: &Fact) {
        let number = self.year_of(fact.at);
        let (figures, window) = (&mut self.figures, &self.window);
        let year = &mut figures.years[number];
        if let Some(kind) = EventKind::of(&fact.kind) {
            figures.events.count(kind);
            year.events.count(kind);
        }
        let waits = &mut figures.waits;
        match fact.kind {
            FactKind::Census(ref census) => self.midnight(fact.at, census),
            FactKind::SoughtHelp { trigger: Trigger::Fall, .. } => year.falls_with_help += 1,
            FactKind::HandedOver { waited } => waits.handover.push(waited),
            FactKind::Admitted { .. } => {
                figures.months[window.month(fact.at)].admissions += 1;
                let left = self.left_bed.get(&fact.key);
                figures.readmissions += u64::from(left.is_some_and(|&left| fact.at.since(left) <= READMISSION));
            }
            FactKind::LeftBed { .. } => {
                self.left_bed.insert(fact.key, fact.at);
            }
            FactKind::Entered => figures.possible_days += window.midnights_after(fact.at) as i64,
            FactKind::MovedAway => figures.possible_days -= window.midnights_after(fact.at) as i64,
            FactKind::ReachedBed { waited } => waits.bed.push(waited),
            FactKind::UrgentCame { waited, .. } => {
                waits.urgent_response.push(waited);
                figures.within_two_hours += u64::from(waited <= TWO_HOURS);
            }
            FactKind::Consulted { waited } => waits.consultation.push(waited),
            FactKind::CrewArrived { waited, conveyed, care_home } => {
                waits.ambulance.push(waited);
                figures.conveyed_from_homes += u64::from(conveyed && care_home);
            }
            FactKind::PractitionerCame { waited, .. } => waits.practitioner.push(waited),
            FactKind::HomeCallAnswered { waited } => waits.home_call.push(waited),
            FactKind::HomeCareBegan { waited } => waits.home_care.push(waited),
            FactKind::FirstContact { waited } => waits.first_contact.push(waited),
            FactKind::Planned { waited, .. } => waits.plan.push(waited),
            FactKind::OthersActed { waited } => waits.others.push(waited),
            FactKind::StaffLeft { team, wte } => figures.left[usize::from(team.is_some())] += f64::from(wte),
            FactKind::StaffStarted { team, from_local } => figures.emptied += u64::from(team && from_local),
            FactKind::TiesLost { within, outside, reorganised, .. } => {
                figures.ties_lost.count(within, outside, reorganised);
            }
            FactKind::RiskJudged { support } => figures.risks.count(support.into()),
            FactKind::Contact { minutes, visit, .. } => {
                figures.contact_minutes += f64::from(minutes);
                if let Some(visit) = visit {
                    waits.visit(visit.by.into(), visit.waited);
                    figures.searched += u64::from(visit.searched);
                }
            }
            // Counted by kind alone; a new kind of fact has to be put in its place here.
            FactKind::Died(_)
            | FactKind::Fell
            | FactKind::BrokeBone(_)
            | FactKind::FellIll(_)
            | FactKind::LastDays
            | FactKind::EndPlanned
            | FactKind::CarerLost
            | FactKind::CarerIll
            | FactKind::BecameDelirious
            | FactKind::Destabilised
            | FactKind::NeedArose(_)
            | FactKind::NeedMet(_)
            | FactKind::ConditionBegan(_)
            | FactKind::FrailtyStep(_)
            | FactKind::SocialCrisis
            | FactKind::SoughtHelp { .. }
            | FactKind::CrisisBegan { .. }
            | FactKind::Telephoned
            | FactKind::CrisisAnswered { .. }
            | FactKind::Attended
            | FactKind::ElectiveCancelled
            | FactKind::UrgentAsked { .. }
            | FactKind::MedicinesReviewed
            | FactKind::HospitalAtHomeBegan
            | FactKind::HomeCareAsked
            | FactKind::EnteredCareHome
            | FactKind::NotAtHome
            | FactKind::ReferralLapsed { .. }
            | FactKind::SentBack
            | FactKind::Assessed { .. }
            | FactKind::Referred { .. }
            | FactKind::Round(_)
            | FactKind::ShockFell
            | FactKind::GoodwillRanOut { .. }
            | FactKind::Accepted
            | FactKind::Refused
            | FactKind::Action(_)
            | FactKind::HandOffLost
            | FactKind::HandOffLostWithin
            | FactKind::Observation { .. }
            | FactKind::Decision { .. }
            | FactKind::Tension { .. }
            | FactKind::Escalated
            | FactKind::StoryRetold
            | FactKind::StaleFact
            | FactKind::Alert { .. }
            | FactKind::Settled { .. }
            | FactKind::Discharged
            | FactKind::Profiled(_)
            | FactKind::WentBack(_)
            | FactKind::HomeCareHours(_)
            | FactKind::KeptInTouch { .. } => {}
        }
    }

    /// The year of the window in which a moment lies, from 0, opened if nothing has happened in it yet.
    fn year_of(&mut self, at: SimTime) -> usize {
        let year = (at.since(self.window.zero()).ticks() / YEAR) as usize;
        let years = &mut self.figures.years;
        years.resize_with(years.len().max(year + 1), Year::default);
        year
    }

    fn midnight(&mut self, at: SimTime, census: &Census) {
        let figures = &mut self.figures;
        if self.midnights == 0 {
            figures.needs_at_zero = census.unmet_needs.into();
            figures.possible_days += i64::from(census.alive) * (self.window.midnights_after(at) + 1) as i64;
        }
        self.midnights += 1;
        figures.nights.midnight(census);
        let year = self.year_of(at);
        self.figures.years[year].nights.midnight(census);
        let figures = &mut self.figures;
        figures.months[self.window.month(at)].midnight(census);
    }

    /// The figures of a world that has reached the horizon.
    pub fn close(self) -> Figures {
        self.figures
    }
}
