//! A piece of work for a service, from being asked for to its end, in one cache line.

use crate::engine::queue::Ticket;
use crate::ids::{CaseId, JourneyId, PersonId};
use crate::model::design::Role;
use crate::model::fact::Visit;
use crate::model::people::NONE;
use crate::model::services::community::WorkPlace;
use crate::time::{ShortSpan, ShortTime, SimTime, Span};
use std::num::NonZeroU32;

/// What a team's staff do for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseWork {
    /// Decides whether to take the person on.
    Triage,
    /// Assesses at home, by one profession.
    Assessment(Role),
    /// Goes to the ward where the person lies, to prepare the way out.
    WardVisit,
    /// Prepares the case for the meeting.
    Preparation,
    /// Writes the plan after the meeting.
    Plan,
    /// Carries out an action in the domain with this index.
    Action(u8),
    /// Keeps in touch.
    Contact,
    /// Reviews the case.
    Review,
}

/// A piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// A consultation in general practice for a crisis.
    Consultation(JourneyId),
    /// A visit by urgent community response.
    UrgentVisit(JourneyId),
    /// A visit by a paramedic practitioner, sent instead of a crew.
    PractitionerVisit(JourneyId),
    /// A visit to a resident for whom a care home has called its line.
    HomeCall(JourneyId),
    /// The round of the care home with this number.
    HomeRound(u16),
    /// A later visit by urgent community response.
    UrgentFollowUp(PersonId),
    /// A social worker's assessment of somebody who is to leave hospital for a care home.
    DischargeAssessment(JourneyId),
    /// Usual care for a need in the domain with this index: assessment and action in one.
    Need(PersonId, u8),
    /// Work on a need in the domain with this index that urgent response has assessed for whoever acts on it.
    HandedOn(PersonId, u8),
    /// A team that keeps no list goes to the ward for somebody whom it has found there.
    InReach(PersonId),
    /// A team's work for a case.
    Case(CaseId, CaseWork),
    /// Sits in the meeting of a team that they do not belong to.
    AtMeeting,
}

impl Work {
    /// The domain of a need that usual care has referred somebody for: nobody is in a crisis, and no team follows it up.
    pub fn referred_for(self) -> Option<usize> {
        match self {
            Work::Need(_, domain) | Work::HandedOn(_, domain) => Some(domain.into()),
            _ => None,
        }
    }

    /// The journey that waits for it, if one does.
    pub fn journey(self) -> Option<JourneyId> {
        match self {
            Work::Consultation(id)
            | Work::UrgentVisit(id)
            | Work::PractitionerVisit(id)
            | Work::HomeCall(id)
            | Work::DischargeAssessment(id) => Some(id),
            _ => None,
        }
    }
}

/// Somebody's work, for as long as they live here; in one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Task {
    /// What is to be done.
    pub work: Work,
    /// For whom, or `NONE`.
    pub(super) person: u32,
    /// Their luck key, which tells a later resident of the slot apart.
    pub(super) key: u64,
    /// What its draws are keyed by.
    pub luck: u64,
    pub(super) asked: ShortTime,
    /// When the service learns of it.
    pub(super) ready: ShortTime,
    /// When it began, or never until then.
    pub(super) began: ShortTime,
    /// Its pending event; never while it waits in line.
    pub(super) due: ShortTime,
    /// Time it still takes.
    pub(super) left: ShortSpan,
    pub(super) whole: ShortSpan,
    /// The part of it in which others' knowledge is looked for, s, of at most 18 hours.
    pub(super) searched: u16,
    /// The number of its ticket, while it waits in line.
    pub(super) ticket: Option<NonZeroU32>,
    /// Index of the service.
    pub service: u16,
    /// Where the person must be for it.
    pub(super) place: WorkPlace,
    pub(super) class: u8,
    /// Whether somebody is at it, and its event is the end of a stretch.
    pub(super) in_work: bool,
    /// Whether its event is the beginning that a recording of the line has told.
    pub(super) told: bool,
}

const _: () = assert!(size_of::<Task>() <= 64, "a task takes one cache line: a place has one for every other person");

impl Task {
    /// For whom: slot and luck key.
    pub fn person(&self) -> Option<(PersonId, u64)> {
        (self.person != NONE).then_some((PersonId(self.person), self.key))
    }

    /// When it was asked for.
    pub fn asked(&self) -> SimTime {
        self.asked.time()
    }

    /// When it began, if it has.
    pub fn began(&self) -> Option<SimTime> {
        (self.began != ShortTime::NEVER).then(|| self.began.time())
    }

    /// Time it takes in all.
    pub fn whole(&self) -> Span {
        self.whole.span()
    }

    /// The ticket, while it waits in line: work stands there by its class and the moment the service learnt of it.
    pub(super) fn ticket(&self) -> Option<Ticket> {
        self.ticket.map(|number| Ticket::numbered(self.class, self.order(), number))
    }

    /// What orders it within its class.
    pub(super) fn order(&self) -> u64 {
        self.ready.time().ticks()
    }

    /// The visit, where whoever did the work was with the person.
    pub fn visit(&self) -> Visit {
        Visit { by: self.service, waited: self.waited(), searched: self.searched }
    }

    /// From being asked for to its beginning.
    pub fn waited(&self) -> Span {
        self.began().map_or(Span::ZERO, |began| began.since(self.asked()))
    }
}
