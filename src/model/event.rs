//! What will happen: the events of a place and their keys in its event list.
//!
//! An event is a moment, a rank and a slot. The slot's upper three bits say what kind of thing it belongs to, the
//! lower 24 bits which one. Each thing has at most one event pending that counts; a thing that changes its plans
//! simply files a new event, and the old entry is skipped because the thing no longer waits for that moment.

use crate::engine::event_list::{EventList, Rank, Slot};
use crate::ids::{CaseId, JourneyId, PersonId, TaskId};
use crate::time::{HOUR, SimTime, Span};

/// Bits of a slot that number the things of one kind.
const INDEX_BITS: u32 = 24;
const INDEX_MASK: u32 = (1 << INDEX_BITS) - 1;

/// What is due. Ties in time go in the order of this list (the rank), then by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The calendar of the place: hours, days and months turn.
    Calendar,
    /// A piece of staff work ends, or a request made earlier reaches its service.
    Task(TaskId),
    /// A crisis journey takes its next step.
    Journey(JourneyId),
    /// A stay in reablement or rehabilitation takes its next step.
    Recovery(u32),
    /// A team's case takes its next step.
    Case(CaseId),
    /// A home-care package of this person starts or ends.
    Package(PersonId),
    /// One of the person's own clocks may strike.
    Person(PersonId),
}

/// What each rank of the event list belongs to, in words.
pub const KINDS: [&str; 7] = [
    "hours of the calendar",
    "work of staff",
    "steps of crises",
    "recoveries",
    "cases of teams",
    "packages of home care",
    "clocks of people",
];

/// Entries of an event list that have come up, stale ones included, by kind.
pub type Handled = [u64; KINDS.len()];

impl Event {
    /// The number of its kind, in the order of [`KINDS`].
    pub const fn kind(self) -> usize {
        self.parts().0 as usize
    }

    const fn parts(self) -> (u8, u32) {
        match self {
            Event::Calendar => (0, 0),
            Event::Task(TaskId(index)) => (1, index),
            Event::Journey(JourneyId(index)) => (2, index),
            Event::Recovery(index) => (3, index),
            Event::Case(CaseId(index)) => (4, index),
            Event::Package(PersonId(index)) => (5, index),
            Event::Person(PersonId(index)) => (6, index),
        }
    }

    /// The event of a slot.
    fn of(slot: Slot) -> Self {
        let index = slot.0 & INDEX_MASK;
        match slot.0 >> INDEX_BITS {
            0 => Event::Calendar,
            1 => Event::Task(TaskId(index)),
            2 => Event::Journey(JourneyId(index)),
            3 => Event::Recovery(index),
            4 => Event::Case(CaseId(index)),
            5 => Event::Package(PersonId(index)),
            _ => Event::Person(PersonId(index)),
        }
    }
}

/// The pending events of one place.
#[derive(Clone, Debug)]
pub struct Agenda {
    list: EventList,
}

impl Default for Agenda {
    fn default() -> Self {
        Self::new()
    }
}

impl Agenda {
    /// An empty agenda.
    pub fn new() -> Self {
        Self { list: EventList::new(Span::seconds(AGENDA_BUCKET_HOURS * HOUR)) }
    }

    /// Files an event.
    pub fn file(&mut self, at: SimTime, event: Event) {
        let (rank, index) = event.parts();
        debug_assert!(index <= INDEX_MASK, "at most 2^24 things of a kind in one place");
        self.list.push(at, Rank(rank), Slot(u32::from(rank) << INDEX_BITS | index));
    }

    /// The earliest event before `limit`.
    pub fn next_before(&mut self, limit: SimTime) -> Option<(SimTime, Event)> {
        self.list.pop_before(limit).map(|key| (key.at(), Event::of(key.slot())))
    }

    /// The event about `ahead` events on, if that much is already sorted: for fetching what it needs early.
    pub fn upcoming(&self, ahead: usize) -> Option<Event> {
        self.list.upcoming(ahead).map(Event::of)
    }

    /// How many entries are pending, stale ones included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing is pending.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Width of a bucket of the event list, chosen by measurement: places of 10 to 100 thousand people then have a few
/// hundred to a few thousand events in an open bucket.
const AGENDA_BUCKET_HOURS: u64 = 3;
