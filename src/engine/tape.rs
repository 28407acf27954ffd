//! A recording of one waiting line: what each request that had to wait was answered, and when units were to be had.
//!
//! From it another world can be answered as the recorded one would have answered, without anything being used up. A
//! request that the recorded line has met itself (the same class, order, moment and key) is given the very same
//! answer. Any other is told what it would have met there: it begins when the last of those who waited ahead of it
//! began, or, where nobody was ahead, as soon as a unit was free or went to somebody less urgent.
//!
//! A recording holds one entry of 24 bytes, and one of 4, for each request that waited or that began while others
//! waited, none for those that found an idle unit, and 4 bytes for each change between units to be had and none. This room must not know who asks, nor what for.

use crate::engine::queue::Ticket;
use crate::time::SimTime;
use std::collections::BTreeMap;

/// A moment in seconds, as it is kept; the last one stands for never.
type Moment = u32;
const NEVER: Moment = Moment::MAX;

/// What was asked of a line, and when.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The moment.
    pub now: SimTime,
    /// Priority class, 0 the most urgent.
    pub class: u8,
    /// Order within the class, the lowest first: a moment.
    pub order: u64,
    /// What tells the request apart from others of the same moment; the same in every world.
    pub key: u64,
    /// Whether the asker has had a unit until this very moment, and goes on with it if the line is served at all.
    pub goes_on: bool,
}

/// A request that had to wait. Sorted by order, then by moment and key.
#[derive(Clone, Copy, Debug)]
struct Wait {
    order: Moment,
    at: Moment,
    key: u32,
    /// When it began, or, if it left before, when it would have begun.
    start: Moment,
    /// The latest start of all entries up to this one.
    latest: Moment,
    served: bool,
}

impl Wait {
    /// Of somebody who is still waiting.
    fn of(request: Request) -> Self {
        let (order, at, key) = kept(request);
        Self { order, at, key, start: NEVER, latest: NEVER, served: false }
    }

    fn place(&self) -> (Moment, Moment, u32) {
        (self.order, self.at, self.key)
    }
}

/// Something read off a line: units in use and units there are.
#[derive(Clone, Copy, Debug)]
struct Reading {
    at: Moment,
    key: u32,
    units: [u32; 2],
}

/// A recording in the making.
#[derive(Clone, Debug)]
pub struct Recorder {
    tape: Tape,
    /// Those who wait: class and index of their entry.
    pending: BTreeMap<Ticket, (u8, usize)>,
    available: bool,
    on_duty: bool,
}

/// A finished recording.
#[derive(Clone, Debug, Default)]
pub struct Tape {
    /// By class.
    waits: Vec<Vec<Wait>>,
    /// When somebody who had waited began.
    begins: Vec<Moment>,
    /// Whether a newcomer would have been served at once at the beginning, and when that changed.
    available: bool,
    changes: Vec<Moment>,
    /// Those who would not have waited and were turned away.
    refused: Vec<(Moment, u32)>,
    readings: Vec<Reading>,
    /// Whether anybody was on duty at the beginning, and when that changed.
    on_duty: bool,
    shifts: Vec<Moment>,
}

impl Recorder {
    /// Begins to record a line at which a newcomer would be served at once, or not.
    pub fn new(available: bool, on_duty: bool) -> Self {
        let tape = Tape { available, on_duty, ..Tape::default() };
        Self { tape, pending: BTreeMap::new(), available, on_duty }
    }

    /// A request has to wait.
    pub fn waits(&mut self, request: Request, ticket: Ticket) {
        let of_class = self.of_class(request.class);
        of_class.push(Wait::of(request));
        let index = of_class.len() - 1;
        self.pending.insert(ticket, (request.class, index));
    }

    fn of_class(&mut self, class: u8) -> &mut Vec<Wait> {
        let class = usize::from(class);
        let classes = self.tape.waits.len().max(class + 1);
        self.tape.waits.resize(classes, Vec::new());
        &mut self.tape.waits[class]
    }

    /// A request is served at once. That goes without saying where a newcomer of any class would have been.
    pub fn starts(&mut self, request: Request) {
        if !self.available {
            let start = moment(request.now);
            self.of_class(request.class).push(Wait { start, served: true, ..Wait::of(request) });
        }
    }

    /// Somebody who waited begins.
    pub fn begins(&mut self, now: SimTime, ticket: Ticket) {
        self.tape.begins.push(moment(now));
        self.ends(now, ticket, true);
    }

    /// Somebody who waited leaves unserved.
    pub fn leaves(&mut self, now: SimTime, ticket: Ticket) {
        self.ends(now, ticket, false);
    }

    fn ends(&mut self, now: SimTime, ticket: Ticket, served: bool) {
        if let Some((class, index)) = self.pending.remove(&ticket) {
            let wait = &mut self.tape.waits[usize::from(class)][index];
            (wait.start, wait.served) = (moment(now), served);
        }
    }

    /// Whether a newcomer would be served at once from now on.
    pub fn available(&mut self, now: SimTime, available: bool) {
        if available != self.available {
            self.available = available;
            self.tape.changes.push(moment(now));
        }
    }

    /// Whether anybody is on duty from now on.
    pub fn on_duty(&mut self, now: SimTime, on_duty: bool) {
        if on_duty != self.on_duty {
            self.on_duty = on_duty;
            self.tape.shifts.push(moment(now));
        }
    }

    /// Somebody who does not wait is turned away.
    pub fn refuses(&mut self, now: SimTime, key: u64) {
        self.tape.refused.push((moment(now), short(key)));
    }

    /// Somebody has looked at how full the line's units are.
    pub fn reads(&mut self, now: SimTime, key: u64, units: [u32; 2]) {
        self.tape.readings.push(Reading { at: moment(now), key: short(key), units });
    }

    /// Ends the recording.
    pub fn finish(mut self) -> Tape {
        let mut waits = std::mem::take(&mut self.tape.waits);
        for of_class in &mut waits {
            of_class.sort_unstable_by_key(Wait::place);
            self.tape.imagine_starts(of_class);
            let mut latest = 0;
            for wait in of_class.iter_mut() {
                latest = latest.max(wait.start);
                wait.latest = latest;
            }
            of_class.shrink_to_fit();
        }
        self.tape.waits = waits;
        self.tape
    }
}

impl Tape {
    /// When a request begins: at once, later, or, as far as the recording goes, never.
    pub fn start(&self, request: Request) -> SimTime {
        let (order, at, key) = kept(request);
        let class = usize::from(request.class);
        let own = self.waits.get(class).map_or(&[][..], Vec::as_slice);
        if let Ok(index) = own.binary_search_by_key(&(order, at, key), Wait::place) {
            return as_time(own[index].start);
        }
        if request.goes_on && self.on_duty(request.now) {
            return request.now;
        }
        let more_urgent = self.waits.iter().take(class).filter_map(|waits| last_ahead(waits, at, at));
        let ahead = more_urgent.chain(last_ahead(own, order, at)).max();
        // Whoever asks in the second in which the line closes finds it closed: its staff go home before anything else happens.
        let from = if self.on_duty(request.now) { at } else { at.saturating_add(1) };
        as_time(ahead.unwrap_or_else(|| self.next_available(from).min(self.next_begin(from))))
    }

    /// Whether somebody who would not wait is served.
    pub fn accepts(&self, now: SimTime, key: u64) -> bool {
        let (at, key) = (moment(now), short(key));
        let from = self.refused.partition_point(|refused| refused.0 < at);
        let refused = self.refused[from..].iter().take_while(|refused| refused.0 == at).any(|refused| refused.1 == key);
        !refused && self.next_available(at) == at
    }

    /// Units in use and units there are, as they were read by the same reader or, failing that, last; `None` where
    /// nobody has read them yet.
    pub fn read(&self, now: SimTime, key: u64) -> Option<[u32; 2]> {
        let (at, key) = (moment(now), short(key));
        let from = self.readings.partition_point(|reading| reading.at < at);
        let same =
            self.readings[from..].iter().take_while(|reading| reading.at == at).find(|reading| reading.key == key);
        let before = from.checked_sub(1).map(|last| &self.readings[last]);
        same.or(before).map(|reading| reading.units)
    }

    /// Whether anybody was on duty.
    pub fn on_duty(&self, now: SimTime) -> bool {
        let changes = self.shifts.partition_point(|&shift| shift <= moment(now));
        self.on_duty ^ (changes % 2 == 1)
    }

    /// The first moment, not before `at`, at which a newcomer would have been served at once. What changed in that very
    /// second counts as it was before: units that others took then were there.
    fn next_available(&self, at: Moment) -> Moment {
        let before = self.changes.partition_point(|&change| change < at);
        if self.available ^ (before % 2 == 1) { at } else { self.changes.get(before).copied().unwrap_or(NEVER) }
    }

    /// The first moment, not before `at`, at which somebody in line was served.
    fn next_begin(&self, at: Moment) -> Moment {
        self.begins.get(self.begins.partition_point(|&begin| begin < at)).copied().unwrap_or(NEVER)
    }

    /// Those who left unserved would have begun no later than the next behind them who was served, nor than the first
    /// moment at which nobody waited for free units; and not before they left.
    fn imagine_starts(&self, of_class: &mut [Wait]) {
        let mut next = NEVER;
        for wait in of_class.iter_mut().rev() {
            if !wait.served {
                let left = wait.start;
                wait.start = next.min(self.next_available(left)).max(left.saturating_add(1));
            }
            next = wait.start;
        }
    }
}

/// The start of the last entry, up to an order, that was in line just before a moment and still was at it.
fn last_ahead(waits: &[Wait], order: Moment, at: Moment) -> Option<Moment> {
    let ahead = &waits[..waits.partition_point(|wait| wait.order <= order)];
    let in_question = ahead.iter().rev().take_while(|wait| wait.latest > at);
    in_question.filter(|wait| wait.at < at && wait.start > at).map(|wait| wait.start).next()
}

fn kept(request: Request) -> (Moment, Moment, u32) {
    (moment(SimTime::from_ticks(request.order)), moment(request.now), short(request.key))
}

/// Later moments than can be kept count as never.
fn moment(time: SimTime) -> Moment {
    Moment::try_from(time.ticks()).unwrap_or(NEVER)
}

fn as_time(moment: Moment) -> SimTime {
    if moment == NEVER { SimTime::NEVER } else { SimTime::from_ticks(moment.into()) }
}

fn short(key: u64) -> u32 {
    const HALF: u32 = u64::BITS / 2;
    (key ^ (key >> HALF)) as u32
}

#[cfg(test)]
mod tests;
