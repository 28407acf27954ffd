//! A resource with a whole number of units (servers, beds, quarter-hours of home care a week) and the waiting line
//! in front of it.
//!
//! A customer asks for some units, starts when they are free and it stands at the head of the line, and gives them
//! back later. Nobody overtakes the head: a head that asks for more units than are free holds up all behind it. Only a
//! newcomer who would itself stand at the head, being of a more urgent class or of an earlier order key, may start past
//! those who wait.
//!
//! The resource never starts anybody by itself. After a release, a change of capacity or a renege the model calls
//! [`Resource::start_next`] until it returns `None`, and hands each started customer on.
//!
//! Use and waiting are integrated over time in whole numbers, so that Little's law holds to the last second. This room
//! must not know who a customer is, nor schedule any event.

use crate::engine::queue::{Queue, Ticket};
use crate::time::{SimTime, Span};

/// What a customer asks of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Priority class, 0 the most urgent.
    pub class: u8,
    /// Order within the class, the lowest first.
    pub order: u64,
    /// Units needed at once. A demand above the capacity waits, and holds up the line, until the capacity grows.
    pub units: u32,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The units are taken; service begins now.
    Started,
    /// The customer waits; with the ticket it can renege.
    Waiting(Ticket),
}

/// A customer in line.
#[derive(Clone, Copy, Debug)]
struct Waiter<T> {
    customer: T,
    units: u32,
    since: SimTime,
}

/// Units, who holds them and who waits for them.
#[derive(Clone, Debug)]
pub struct Resource<T: Copy> {
    capacity: u32,
    in_use: u32,
    line: Queue<Waiter<T>>,
    /// Up to when `totals` is integrated.
    counted_to: SimTime,
    totals: Usage,
}

impl<T: Copy> Resource<T> {
    /// A resource with `capacity` free units and nobody in line, observed from the start of the logical process.
    pub fn new(capacity: u32) -> Self {
        Self { capacity, in_use: 0, line: Queue::new(), counted_to: SimTime::START, totals: Usage::NONE }
    }

    /// A customer asks for units: it starts at once if they are free and nobody is ahead of it, or joins the line.
    pub fn request(&mut self, now: SimTime, demand: Demand, customer: T) -> Outcome {
        self.count_to(now);
        let Demand { class, order, units } = demand;
        if units <= self.free() && !self.line.has_ahead_of(class, order) {
            self.in_use += units;
            return Outcome::Started;
        }
        Outcome::Waiting(self.line.enqueue(class, order, Waiter { customer, units, since: now }))
    }

    /// Takes units whether or not there are any to be had: more may then be in use than there are.
    pub fn take(&mut self, now: SimTime, units: u32) {
        self.count_to(now);
        self.in_use += units;
    }

    /// Gives back units that are in use.
    ///
    /// # Panics
    /// If more units are given back than are in use: a fault of the model that would falsify everything after it.
    pub fn release(&mut self, now: SimTime, units: u32) {
        self.count_to(now);
        assert!(units <= self.in_use, "{units} units given back, but only {} are in use", self.in_use);
        self.in_use -= units;
    }

    /// Changes the number of units. It may fall below those in use: nobody is thrown out, but nobody starts either
    /// until enough has been given back.
    pub fn set_capacity(&mut self, now: SimTime, capacity: u32) {
        self.count_to(now);
        self.capacity = capacity;
    }

    /// Starts the customer at the head of the line if its units are free: who, how many units, how long it waited.
    pub fn start_next(&mut self, now: SimTime) -> Option<(T, u32, Span)> {
        let (_, head) = self.line.peek()?;
        if head.units > self.free() {
            return None;
        }
        self.count_to(now);
        let (_, head) = self.line.next()?;
        self.in_use += head.units;
        Some((head.customer, head.units, now.since(head.since)))
    }

    /// A waiting customer leaves unserved; `None` if it no longer waits. Those behind it may now be able to start.
    pub fn renege(&mut self, now: SimTime, ticket: Ticket) -> Option<T> {
        self.count_to(now);
        self.line.renege(ticket).map(|waiter| waiter.customer)
    }

    /// Units in use; above the capacity for a while after it was lowered.
    pub fn in_use(&self) -> u32 {
        self.in_use
    }

    /// Units there are.
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// Units that could be taken now.
    pub fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.in_use)
    }

    /// Customers in line.
    pub fn waiting(&self) -> usize {
        self.line.len()
    }

    /// The customers in line, in the order in which they would start, and since when each waits.
    pub fn line(&self) -> impl Iterator<Item = (T, SimTime)> {
        self.line.iter().map(|(_, waiter)| (waiter.customer, waiter.since))
    }

    /// The ticket at the head of the line.
    pub fn head(&self) -> Option<Ticket> {
        self.line.peek().map(|(ticket, _)| ticket)
    }

    /// The customers in line with their tickets, in the order in which they would start, and since when each waits.
    pub fn tickets(&self) -> impl Iterator<Item = (Ticket, T, SimTime)> {
        self.line.iter().map(|(ticket, waiter)| (ticket, waiter.customer, waiter.since))
    }

    /// Use and waiting from the last restart, or the start of the logical process, until `now`.
    pub fn usage(&self, now: SimTime) -> Usage {
        let elapsed = now.since(self.counted_to);
        let seconds = elapsed.ticks();
        Usage {
            observed: self.totals.observed + elapsed,
            busy_unit_seconds: self.totals.busy_unit_seconds + u64::from(self.in_use) * seconds,
            waiting_customer_seconds: self.totals.waiting_customer_seconds + self.line.len() as u64 * seconds,
            capacity_unit_seconds: self.totals.capacity_unit_seconds + u64::from(self.capacity) * seconds,
        }
    }

    /// Forgets use and waiting until `now`, as at the end of a warm-up. Those in line keep their time of arrival.
    pub fn restart_usage(&mut self, now: SimTime) {
        debug_assert!(now >= self.counted_to, "time went backwards, to {now:?}");
        self.totals = Usage::NONE;
        self.counted_to = now;
    }

    fn count_to(&mut self, now: SimTime) {
        debug_assert!(now >= self.counted_to, "time went backwards, to {now:?}");
        self.totals = self.usage(now);
        self.counted_to = now;
    }
}

/// Time integrals of a resource over a stretch of time, in whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The time observed.
    pub observed: Span,
    /// Units in use, summed over seconds.
    pub busy_unit_seconds: u64,
    /// Customers in line, summed over seconds.
    pub waiting_customer_seconds: u64,
    /// Units there were, summed over seconds.
    pub capacity_unit_seconds: u64,
}

impl Usage {
    const NONE: Usage =
        Usage { observed: Span::ZERO, busy_unit_seconds: 0, waiting_customer_seconds: 0, capacity_unit_seconds: 0 };

    /// The share of unit-time in use: 0 to 1, above 1 only where the capacity was lowered under units in use, and 0
    /// where there was no capacity at all.
    pub fn utilisation(&self) -> f64 {
        ratio(self.busy_unit_seconds, self.capacity_unit_seconds)
    }

    /// The mean number of units in use.
    pub fn mean_in_use(&self) -> f64 {
        ratio(self.busy_unit_seconds, self.observed.ticks())
    }

    /// The mean number of customers in line.
    pub fn mean_waiting(&self) -> f64 {
        ratio(self.waiting_customer_seconds, self.observed.ticks())
    }
}

/// The quotient, or 0 where nothing was observed.
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests;
