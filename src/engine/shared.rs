//! A resource whose answers can be recorded, or come from a recording instead.
//!
//! As a rule it is the resource and nothing else. While it records, it also writes down whom it made wait and when its
//! units were to be had. While it answers from a recording, everybody is told there when they begin; what they take is
//! counted, but it is missing to nobody. This room must not know who asks, nor schedule any event.

use crate::engine::queue::Ticket;
use crate::engine::resource::{Demand, Outcome, Resource};
use crate::engine::tape::{Recorder, Request, Tape};
use crate::time::{SimTime, Span};
use std::ops::Deref;
use std::sync::Arc;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The units are taken; service begins now.
    Started,
    /// The customer waits in line; with the ticket it can leave.
    InLine(Ticket),
    /// The customer begins at this moment, which is to come, and then takes its units with [`Shared::take`].
    Told(SimTime),
}

/// Who answers.
#[derive(Clone, Debug, Default)]
enum Mode {
    /// The resource.
    #[default]
    Own,
    /// The resource, and somebody writes it down.
    Recording(Box<Recorder>),
    /// A recording.
    Told(Arc<Tape>),
}

/// A resource with its line, which many share.
#[derive(Clone, Debug)]
pub struct Shared<T: Copy> {
    resource: Resource<T>,
    mode: Mode,
}

impl<T: Copy> Deref for Shared<T> {
    type Target = Resource<T>;

    fn deref(&self) -> &Resource<T> {
        &self.resource
    }
}

impl<T: Copy> Shared<T> {
    /// A resource with `capacity` free units and nobody in line.
    pub fn new(capacity: u32) -> Self {
        Self { resource: Resource::new(capacity), mode: Mode::Own }
    }

    /// A customer asks for units. The key tells its request apart from others of the same moment.
    pub fn request(&mut self, now: SimTime, demand: Demand, key: u64, customer: T) -> Answer {
        let Demand { class, order, units } = demand;
        self.answer(Request { now, class, order, key, goes_on: false }, units, customer)
    }

    /// A customer who has just given its units back asks for them again, to go on.
    pub fn go_on(&mut self, now: SimTime, demand: Demand, key: u64, customer: T) -> Answer {
        let Demand { class, order, units } = demand;
        self.answer(Request { now, class, order, key, goes_on: true }, units, customer)
    }

    fn answer(&mut self, request: Request, units: u32, customer: T) -> Answer {
        let Request { now, class, order, .. } = request;
        if let Mode::Told(tape) = &self.mode {
            let start = tape.start(request);
            if start > now {
                return Answer::Told(start);
            }
            self.resource.take(now, units);
            return Answer::Started;
        }
        let outcome = self.resource.request(now, Demand { class, order, units }, customer);
        match (&mut self.mode, outcome) {
            (Mode::Recording(recorder), Outcome::Waiting(ticket)) => recorder.waits(request, ticket),
            (Mode::Recording(recorder), Outcome::Started) => recorder.starts(request),
            _ => {}
        }
        self.watch(now);
        match outcome {
            Outcome::Started => Answer::Started,
            Outcome::Waiting(ticket) => Answer::InLine(ticket),
        }
    }

    /// Takes a unit if one is free and nobody waits; never queues. Returns whether it did.
    pub fn take_if_free(&mut self, now: SimTime, key: u64) -> bool {
        let free = match &self.mode {
            Mode::Told(tape) => tape.accepts(now, key),
            _ => available(&self.resource),
        };
        match &mut self.mode {
            _ if free => self.take(now, 1),
            Mode::Recording(recorder) => recorder.refuses(now, key),
            _ => {}
        }
        free
    }

    /// Takes units whether or not there are any to be had.
    pub fn take(&mut self, now: SimTime, units: u32) {
        self.resource.take(now, units);
        self.watch(now);
    }

    /// As [`Resource::release`].
    ///
    /// # Panics
    /// Likewise.
    pub fn release(&mut self, now: SimTime, units: u32) {
        self.resource.release(now, units);
        self.watch(now);
    }

    /// As [`Resource::set_capacity`].
    pub fn set_capacity(&mut self, now: SimTime, capacity: u32) {
        self.resource.set_capacity(now, capacity);
        self.watch(now);
    }

    /// As [`Resource::start_next`].
    pub fn start_next(&mut self, now: SimTime) -> Option<(T, u32, Span)> {
        let head = self.resource.head()?;
        let started = self.resource.start_next(now)?;
        if let Mode::Recording(recorder) = &mut self.mode {
            recorder.begins(now, head);
        }
        self.watch(now);
        Some(started)
    }

    /// As [`Resource::renege`].
    pub fn renege(&mut self, now: SimTime, ticket: Ticket) {
        self.resource.renege(now, ticket);
        if let Mode::Recording(recorder) = &mut self.mode {
            recorder.leaves(now, ticket);
        }
        self.watch(now);
    }

    /// Units in use and units there are, for somebody who goes by them.
    pub fn read(&mut self, now: SimTime, key: u64) -> [u32; 2] {
        let own = [self.resource.in_use(), self.resource.capacity()];
        match &mut self.mode {
            Mode::Own => own,
            Mode::Recording(recorder) => {
                recorder.reads(now, key, own);
                own
            }
            Mode::Told(tape) => tape.read(now, key).unwrap_or(own),
        }
    }

    /// Whether it is the resource alone that answers, and nobody writes down what it says.
    pub fn is_its_own(&self) -> bool {
        matches!(self.mode, Mode::Own)
    }

    /// Whether anybody is on duty from now on; in a recorded world, whether anybody was.
    pub fn on_duty(&mut self, now: SimTime, on_duty: bool) -> bool {
        match &mut self.mode {
            Mode::Own => on_duty,
            Mode::Recording(recorder) => {
                recorder.on_duty(now, on_duty);
                on_duty
            }
            Mode::Told(tape) => tape.on_duty(now),
        }
    }

    /// Begins to record; `key_of` gives the key of what somebody in line has asked for.
    pub fn record(&mut self, on_duty: bool, key_of: impl Fn(T) -> u64) {
        let mut recorder = Recorder::new(available(&self.resource), on_duty);
        for (ticket, customer, since) in self.resource.tickets() {
            recorder.waits(asked(ticket, since, key_of(customer)), ticket);
        }
        self.mode = Mode::Recording(Box::new(recorder));
    }

    /// Ends a recording, if there is one.
    pub fn recorded(&mut self) -> Option<Tape> {
        match std::mem::take(&mut self.mode) {
            Mode::Recording(recorder) => Some(recorder.finish()),
            mode => {
                self.mode = mode;
                None
            }
        }
    }

    /// Answers from a recording from now on. Gives everybody who is in line, and when they will begin; they are in line
    /// no longer.
    pub fn answer_from(&mut self, tape: Arc<Tape>, now: SimTime, key_of: impl Fn(T) -> u64) -> Vec<(T, SimTime)> {
        let in_line: Vec<_> = self.resource.tickets().collect();
        let told = |(ticket, customer, since): (Ticket, T, SimTime)| {
            self.resource.renege(now, ticket);
            (customer, tape.start(asked(ticket, since, key_of(customer))).max(now))
        };
        let told = in_line.into_iter().map(told).collect();
        self.mode = Mode::Told(tape);
        told
    }

    fn watch(&mut self, now: SimTime) {
        if let Mode::Recording(recorder) = &mut self.mode {
            recorder.available(now, available(&self.resource));
        }
    }
}

fn available<T: Copy>(resource: &Resource<T>) -> bool {
    resource.free() > 0 && resource.waiting() == 0
}

fn asked(ticket: Ticket, since: SimTime, key: u64) -> Request {
    Request { now: since, class: ticket.class(), order: ticket.order(), key, goes_on: false }
}
