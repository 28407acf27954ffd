//! A person's eight clocks: when each may strike next, and what it brings when it does.
//!
//! Each clock is a process of the Poisson embedding. The row of a person keeps the next point that lies below the
//! intensity of its moment as the person is now; when it comes up, it is an event if it still does. Whatever raises an
//! intensity must have the clock looked at again (`rescan`); looking too often changes nothing.

use crate::ids::PersonId;
use crate::model::people::causes::{IllnessCause, STEP_SHARES, SocialCause, pick};
use crate::model::people::intensity::{View, arises};
use crate::model::people::traits::{Condition, Mark};
use crate::model::people::{CLOCKS, NEVER, People, Row, State};
use crate::random::embedding::{Point, Process};
use crate::random::luck::Luck;
use crate::time::{DAY, SimTime, Span};

/// The clocks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Clock {
    /// Falls.
    Falls,
    /// Acute illness.
    Illness,
    /// Destabilised spells.
    Destabilisation,
    /// New needs.
    Needs,
    /// New conditions.
    Conditions,
    /// Frailty steps.
    Frailty,
    /// Carer and social crises, and moves away.
    Social,
    /// Death.
    Death,
}

impl Clock {
    /// All clocks, by number.
    pub const ALL: [Clock; CLOCKS] = [
        Clock::Falls,
        Clock::Illness,
        Clock::Destabilisation,
        Clock::Needs,
        Clock::Conditions,
        Clock::Frailty,
        Clock::Social,
        Clock::Death,
    ];

    /// The last moment, not after `until`, of the stretch of time after `after` in which none of the passing states ends
    /// that raise this clock's intensity.
    fn end_of_piece(self, state: &State, after: SimTime, until: SimTime) -> SimTime {
        let [spell, grave, convalescence] = ends_of_passing_states(state);
        let ends = match self {
            Clock::Falls | Clock::Needs => [spell; 3],
            Clock::Illness => [spell, convalescence, convalescence],
            Clock::Death => [spell, convalescence, grave],
            Clock::Destabilisation | Clock::Conditions | Clock::Frailty | Clock::Social => return until,
        };
        let last_seconds = ends.map(|end| end.ticks().saturating_sub(1));
        let ahead = last_seconds.into_iter().filter(|&last| last > after.ticks());
        ahead.map(SimTime::from_ticks).fold(until, SimTime::min)
    }
}

/// When the states end that pass by themselves and raise intensities while they last: a destabilised spell, the days of
/// grave illness, convalescence.
fn ends_of_passing_states(state: &State) -> [SimTime; 3] {
    let convalescence = u64::from(state.convalescent_until) * DAY;
    [state.destabilised_until.into(), state.grave_until.into(), convalescence].map(SimTime::from_ticks)
}

/// A set of clocks to be looked at again: up to the end of the run, or as far as passing states reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rescan {
    to_the_end: u8,
    while_passing: u8,
}

impl Rescan {
    /// None.
    pub const NONE: Rescan = Rescan { to_the_end: 0, while_passing: 0 };
    /// All.
    pub const ALL: Rescan = Rescan { to_the_end: u8::MAX, while_passing: 0 };

    /// The clocks that strike more often in a destabilised spell.
    pub const OF_SPELLS: Rescan = Rescan::of(Clock::Falls)
        .and(Rescan::of(Clock::Illness))
        .and(Rescan::of(Clock::Needs))
        .and(Rescan::of(Clock::Death));

    /// One clock.
    pub const fn of(clock: Clock) -> Self {
        Rescan { to_the_end: 1 << clock as u8, while_passing: 0 }
    }

    /// Both sets.
    pub const fn and(self, other: Rescan) -> Self {
        Rescan {
            to_the_end: self.to_the_end | other.to_the_end,
            while_passing: self.while_passing | other.while_passing,
        }
    }

    /// The same clocks, where nothing has changed but that a passing state has begun or lasts longer. What lies beyond
    /// its end was held against the very same intensities when it was last looked at.
    pub const fn while_passing(self) -> Self {
        Rescan { to_the_end: 0, while_passing: self.to_the_end | self.while_passing }
    }

    /// The clocks of both kinds.
    fn clocks(self) -> impl Iterator<Item = Clock> {
        let mut left = self.to_the_end | self.while_passing;
        std::iter::from_fn(move || {
            let clock = Clock::ALL.get(left.trailing_zeros() as usize).copied();
            left &= left.wrapping_sub(1);
            clock
        })
    }

    /// How far one of its clocks is to be looked at: `end` is that of the run, `passing` that of all passing states.
    fn reach(self, clock: Clock, end: SimTime, passing: SimTime) -> SimTime {
        if self.to_the_end & 1 << clock as u8 != 0 { end } else { end.min(passing) }
    }
}

/// What a clock brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// A fall.
    Fall,
    /// Acute illness.
    Illness(IllnessCause),
    /// A destabilised spell.
    Destabilised,
    /// A new need in the domain with this index.
    Need(usize),
    /// A new condition.
    Condition(Condition),
    /// A step to the next worse band of frailty.
    Worse,
    /// A step to the next better band.
    Better,
    /// A carer or social crisis, or a move away.
    Social(SocialCause),
    /// Death.
    Death,
}

/// How each clock's half-plane is tiled: block and first layer (events per year). Of the tilings these took the least
/// work in runs of one to five years: about a point to a cell, and bounds as they come, usually in the lowest layers.
static PROCESSES: [Process; CLOCKS] = [
    Process::new(0, Span::days(750), 0.5),
    Process::new(1, Span::days(380), 1.0),
    Process::new(2, Span::days(1_500), 0.17),
    Process::new(3, Span::days(750), 0.42),
    Process::new(4, Span::days(750), 0.6),
    Process::new(5, Span::days(1_500), 0.2),
    Process::new(6, Span::days(1_500), 0.3),
    Process::new(7, Span::days(1_500), 0.2),
];

/// The luck and the end of a run, for looking at clocks.
#[derive(Clone, Copy)]
pub struct Scanner<'a> {
    /// What intensities are read from.
    pub view: View<'a>,
    /// The luck of the place.
    pub luck: Luck,
    /// The last moment of the run.
    pub end: SimTime,
}

impl Scanner<'_> {
    /// Looks at some clocks of a person again, from `now` on, and returns the person's next moment.
    pub fn rescan(&self, people: &mut People, person: PersonId, now: SimTime, which: Rescan) -> u32 {
        let Row { clocks, state } = people.row_mut(person);
        let passing = ends_of_passing_states(state).into_iter().fold(now, SimTime::max);
        for clock in which.clocks() {
            // A point due in this very second has still to strike, and the hour of somebody dying is settled.
            let settled = clock == Clock::Death && state.marks.has(Mark::Dying);
            let known = clocks.next[clock as usize];
            if !settled && u64::from(known) != now.ticks() {
                let until = which.reach(clock, self.end, passing).min(SimTime::from_ticks(known.into()));
                let found = self.next(state, clocks.key, clock, (now, until), passing);
                clocks.next[clock as usize] = found.map_or(known, |point| point.at.ticks() as u32);
            }
        }
        clocks.due = clocks.next.iter().copied().min().unwrap_or(NEVER);
        clocks.due
    }

    /// The next point, not after `until`, that is an event unless the state changes; a point that was found earlier ends
    /// the search, as it will be looked at in any case. A change of state that raises an intensity has its clock looked
    /// at again; after any other, the points left out here would be no events either. `passing` is when the last of the
    /// passing states ends.
    fn next(
        &self,
        state: &State,
        key: u64,
        clock: Clock,
        (mut after, until): (SimTime, SimTime),
        passing: SimTime,
    ) -> Option<Point> {
        let tilt = self.tilt(state, clock);
        let bound = |from, to| self.bound(state, clock, tilt, from, to);
        let accepts = |point: &Point| self.accept(state, clock, point.at, *point).is_some();
        // Piece by piece, so that the bound of a spell of weeks does not hold for the years after it.
        loop {
            let last = if after < passing { clock.end_of_piece(state, after, until) } else { until };
            let point = PROCESSES[clock as usize].next_accepted(self.luck, key, after, last, bound, accepts);
            if point.is_some() || last >= until {
                return point;
            }
            after = last;
        }
    }

    /// The points of one clock at `now` that may be events: those below the intensity that the second finds.
    pub fn due(&self, state: &State, key: u64, clock: Clock, now: SimTime) -> impl Iterator<Item = Point> + use<> {
        let process = &PROCESSES[clock as usize];
        let bound = self.bound(state, clock, self.tilt(state, clock), now, now);
        process.at(self.luck, key, now, bound.min(process.ceiling()))
    }

    /// The largest factor that conditions put on any cause of the clock; it does not change while the state does not.
    fn tilt(&self, state: &State, clock: Clock) -> f64 {
        match clock {
            Clock::Illness => {
                IllnessCause::ALL.iter().map(|&cause| self.view.conditions_on(state, cause)).fold(0.0, f64::max)
            }
            _ => 1.0,
        }
    }

    /// The least number that no intensity of the clock (over the share of its cause) exceeds between two moments.
    fn bound(&self, state: &State, clock: Clock, tilt: f64, from: SimTime, to: SimTime) -> f64 {
        let view = self.view;
        // Asked for in each arm, so that no clock works out what it does not read.
        let worst = || view.worst(state, from, to);
        match clock {
            Clock::Falls => view.falls(state, worst()),
            Clock::Illness => view.illness_level(state, worst()) * tilt,
            Clock::Destabilisation => view.destabilisation(state, worst()),
            Clock::Needs => view.needs(state, worst()),
            Clock::Conditions => view.conditions(state, worst()),
            Clock::Frailty => {
                let worst = worst();
                let (up, down) = (view.step(state, worst, true), view.step(state, worst, false));
                (up / STEP_SHARES[0]).max(down / STEP_SHARES[1])
            }
            Clock::Social => (0..SocialCause::ALL.len())
                .map(|cause| view.social(state, SocialCause::ALL[cause]) / SocialCause::SHARES[cause])
                .fold(0.0, f64::max),
            Clock::Death => view.death(state, worst()),
        }
    }

    /// What a point brings in this world, if anything.
    pub fn accept(&self, state: &State, clock: Clock, now: SimTime, point: Point) -> Option<Happening> {
        let (happening, intensity) = self.weigh(state, clock, now, point);
        (point.height < intensity).then_some(happening)
    }

    /// The points of a clock in one second that lie below the highest intensity of either state.
    pub fn points(&self, states: [&State; 2], key: u64, clock: Clock, at: SimTime) -> Vec<Point> {
        let bound = |state| self.bound(state, clock, self.tilt(state, clock), at, at);
        let process = &PROCESSES[clock as usize];
        let below = bound(states[0]).max(bound(states[1])).min(process.ceiling());
        process.at(self.luck, key, at, below).collect()
    }

    /// What a point would bring, and the intensity (per year, over the share of its cause) that its height is held
    /// against: it happens when the intensity is the greater.
    pub fn weigh(&self, state: &State, clock: Clock, now: SimTime, point: Point) -> (Happening, f64) {
        let view = self.view;
        let moment = || view.now(state, now);
        match clock {
            Clock::Falls => (Happening::Fall, view.falls(state, moment())),
            Clock::Illness => {
                let shares = view.parameters.illness.cause_share.all().map(|share| share.get());
                let cause = IllnessCause::ALL[pick(point.mark, &shares)];
                (Happening::Illness(cause), view.illness_level(state, moment()) * view.conditions_on(state, cause))
            }
            Clock::Destabilisation => (Happening::Destabilised, view.destabilisation(state, moment())),
            Clock::Needs => {
                let shares = view.parameters.needs.domain_share.all().map(|share| share.get());
                let domain = pick(point.mark, &shares);
                let intensity = if arises(domain, state.frailty) { view.needs(state, moment()) } else { 0.0 };
                (Happening::Need(domain), intensity)
            }
            Clock::Conditions => {
                let shares = &view.tables.onset_shares;
                let which = pick(point.mark, shares);
                let condition = Condition::ALL[which];
                (Happening::Condition(condition), view.onset(state, moment(), condition) / shares[which])
            }
            Clock::Frailty => {
                let direction = pick(point.mark, &STEP_SHARES);
                let happening = [Happening::Worse, Happening::Better][direction];
                (happening, view.step(state, moment(), direction == 0) / STEP_SHARES[direction])
            }
            Clock::Social => {
                let cause = pick(point.mark, &SocialCause::SHARES);
                let happening = Happening::Social(SocialCause::ALL[cause]);
                (happening, view.social(state, SocialCause::ALL[cause]) / SocialCause::SHARES[cause])
            }
            Clock::Death => (Happening::Death, view.death(state, moment())),
        }
    }
}
