//! A world followed for validation: charts of its people, portraits on the first of months, and what midnights show.
//!
//! Looking changes nothing. What is kept is counted in the files beside this one.

use crate::experiment::unit::{Halt, in_windows};
use crate::experiment::watch::Watch;
use crate::model::fact::{Census, Fact, FactKind};
use crate::model::people::traits::Whereabouts;
use crate::model::place::Place;
use crate::model::services::journey::Exit;
use crate::model::step::Context;
use crate::outcomes::cohort::chart::Charts;
use crate::outcomes::cohort::portrait::{Portraits, portraits};
use crate::outcomes::strata::Strata;
use crate::time::{SimTime, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// How closely a world is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Only what registers and hospital records hold.
    Records,
    /// And in the year of follow-up every midnight.
    Midnights,
}

/// Months after time zero in which people enter an evaluation.
const ENTRY: Range<usize> = 6..18;
/// Months between time zero and the index date.
const PAST: usize = 12;
/// Months for which people are followed from then on.
const FOLLOWED: usize = 12;

impl Look {
    /// The months, counted from time zero, on the first of which portraits are taken.
    fn months(self) -> Range<usize> {
        match self {
            Self::Records => ENTRY,
            Self::Midnights => PAST..PAST + FOLLOWED,
        }
    }
}

/// The month of a figure that was counted in December.
pub(super) const DECEMBER: i8 = 12;

/// A world that has been followed.
#[derive(Clone)]
pub(super) struct Followed {
    /// From a year before time zero on.
    pub charts: Charts,
    /// The first of each month on which people enter, or of each from the index date on.
    pub months: Vec<(SimTime, Portraits)>,
    /// The midnights of follow-up.
    pub nights: Vec<(SimTime, Census)>,
    /// How those who were ready to leave a bed were to leave it, at the midnights of December.
    pub ways_out: Vec<Exit>,
    /// Who began reablement (true) or rehabilitation (false) in follow-up, and at which midnight it was seen.
    pub recoveries: Vec<(u64, bool, SimTime)>,
    /// First visits of urgent response in follow-up: within the time that is promised, and all.
    pub urgent: (u32, u32),
    /// Days in bed after being ready to leave, of those who left one in December of follow-up, and how many left.
    pub delay_in_december: (f64, u32),
    /// Hours of home care a week delivered and awaited, at the midnights from January to March of follow-up.
    pub home_care: (f64, f64),
    /// People of 65 and over in acute beds, summed over the midnights of follow-up.
    pub in_beds: u64,
    /// Events and time of follow-up by what people are on the first of each month, as a fit counts them.
    pub strata: Strata,
    recovering: BTreeSet<u64>,
}

/// What is promised by urgent community response.
const TWO_HOURS: f64 = 2.0;

impl Followed {
    /// Of a world at time zero, whose charts go back a year.
    pub fn new(charts: Charts, place: &Place) -> Self {
        Self {
            charts,
            months: Vec::new(),
            nights: Vec::new(),
            ways_out: Vec::new(),
            recoveries: Vec::new(),
            urgent: (0, 0),
            delay_in_december: (0.0, 0),
            home_care: (0.0, 0.0),
            in_beds: 0,
            strata: Strata::new(index_date(place), place.context.horizon),
            recovering: BTreeSet::new(),
        }
    }

    /// Runs the world from time zero to the horizon, and shows it to `stop_at` wherever it is looked at.
    pub fn run(
        &mut self,
        place: &mut Place,
        look: Look,
        watch: &dyn Watch,
        mut stop_at: impl FnMut(&Place, SimTime),
    ) -> Result<(), Halt> {
        let (mut now, horizon) = (place.context.zero, place.context.horizon);
        let (index, context) = (index_date(place), Arc::clone(&place.context));
        let mut month = 0;
        self.portray(place, now, look, month);
        while now < horizon {
            let closely = look == Look::Midnights && now >= index;
            let next = if closely { now + Span::days(1) } else { first_of_next_month(place, now) };
            let next = next.min(horizon);
            if closely && (now == index || context.calendar.date(now).day() == 1) {
                let month_ends = first_of_next_month(place, now).min(horizon);
                self.strata.sort(place.inhabitants(now), now, month_ends);
            }
            in_windows(place, now, next, watch, |facts| self.see(facts, closely, &context))?;
            if closely {
                self.look_at_midnight(place, next);
            }
            if context.calendar.date(next).day() == 1 {
                month += 1;
                self.portray(place, next, look, month);
            }
            stop_at(place, next);
            now = next;
        }
        self.strata.close(place.inhabitants(horizon));
        Ok(())
    }

    fn portray(&mut self, place: &Place, at: SimTime, look: Look, month: usize) {
        if look.months().contains(&month) {
            self.months.push((at, portraits(place.residents(), at)));
            // Who is recovering by then has not begun in follow-up.
            self.recovering = place.recovering().map(|(key, _)| key).collect();
        }
    }

    fn see(&mut self, facts: &[Fact], closely: bool, context: &Context) {
        self.charts.see(facts);
        if closely {
            self.strata.see(facts);
        }
        for fact in facts.iter().filter(|_| closely) {
            match &fact.kind {
                FactKind::Census(census) => self.nights.push((fact.at, **census)),
                FactKind::UrgentCame { waited, .. } => {
                    self.urgent.0 += u32::from(waited.hours() <= TWO_HOURS);
                    self.urgent.1 += 1;
                }
                FactKind::LeftBed { delay, .. } if context.calendar.date(fact.at).month() == DECEMBER => {
                    self.delay_in_december.0 += delay.in_days();
                    self.delay_in_december.1 += 1;
                }
                _ => {}
            }
        }
    }

    fn look_at_midnight(&mut self, place: &Place, at: SimTime) {
        let now: BTreeSet<u64> = place.recovering().map(|(key, _)| key).collect();
        let new = place.recovering().filter(|(key, _)| !self.recovering.contains(key));
        self.recoveries.extend(new.map(|(key, reablement)| (key, reablement, at)));
        self.recovering = now;
        self.in_beds += u64::from(place.people().tally().at(Whereabouts::Hospital));
        match place.context.calendar.date(at).month() {
            DECEMBER => self.ways_out.extend(place.ways_out()),
            1..=3 => {
                let (delivered, awaited) = place.home_care_hours();
                self.home_care.0 += f64::from(delivered);
                self.home_care.1 += f64::from(awaited);
            }
            _ => {}
        }
    }

    /// Who lives here on the first of the month that begins at a moment; nobody, if it was not looked at.
    pub fn people_at(&self, at: SimTime) -> &Portraits {
        static NOBODY: Portraits = Portraits::new();
        self.months.iter().find(|(month, _)| *month == at).map_or(&NOBODY, |(_, people)| people)
    }
}

/// The date from which people are followed: half of the time that is counted lies before it.
pub(super) fn index_date(place: &Place) -> SimTime {
    let calendar = &place.context.calendar;
    let zero = calendar.date(place.context.zero);
    let date = zero.saturating_add(jiff::Span::new().months(PAST as i32));
    calendar.midnight(date).unwrap_or(place.context.zero)
}

fn first_of_next_month(place: &Place, now: SimTime) -> SimTime {
    let calendar = &place.context.calendar;
    let date = calendar.date(now);
    let next = date.first_of_month().saturating_add(jiff::Span::new().months(1));
    calendar.midnight(next).unwrap_or(place.context.horizon)
}
