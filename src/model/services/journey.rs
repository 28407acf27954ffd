//! A journey: one call for help from its beginning to its end, or one patient of the background load.

use crate::engine::prefetch::prefetch;
use crate::ids::{JourneyId, PersonId, TaskId};
use crate::model::event::Event;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::happenings::{convalesce, go_back};
use crate::model::people::traits::{Acuity, Frailty, Trigger, Whereabouts};
use crate::model::people::{NONE, People};
use crate::model::services::lines::{Lines, Waits};
use crate::model::services::slab::Slab;
use crate::model::step::Step;
use crate::time::{SimTime, Span};

/// Where a journey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The crisis has begun; help is not yet sought.
    Seeking,
    /// On the telephone to 111.
    OnTelephone,
    /// With general practice, urgent response or a social worker: their work decides what comes next.
    WithCommunity,
    /// Waits for an ambulance crew.
    AwaitingCrew,
    /// A crew is on its way or on the scene.
    OnScene,
    /// On the way to hospital.
    ToHospital,
    /// Waits for a space in the emergency department (with the crew, if one came).
    AwaitingSpace,
    /// Being handed over.
    Handover,
    /// Being treated in a space.
    Treating,
    /// Waits in the space for a bed, or at home for an elective one.
    AwaitingBed,
    /// In a bed, not yet ready to leave.
    Stay,
    /// In a bed, ready to leave, waiting for the way out.
    AwaitingExit,
    /// The way out is open; leaves at the next hour of discharge.
    Leaving,
    /// In hospital at home, or waiting for a place there.
    HospitalAtHome,
}

/// The ways out of hospital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Home without new support.
    Home,
    /// Home, with a package of home care: a new one, or the old one started again.
    HomeCare,
    /// Home with reablement.
    Reablement,
    /// To a bed for rehabilitation.
    Rehabilitation,
    /// To a care home, for good.
    CareHome,
}

/// One journey, in whole cache lines.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Journey {
    /// Whose it is; `None` for the background load.
    pub person: Option<PersonId>,
    /// The luck key of its draws: the root point, or the scheduled origin.
    pub root: u64,
    /// What set it off.
    pub trigger: Trigger,
    /// How urgent it is.
    pub acuity: Acuity,
    /// Frailty when it began.
    pub frailty: Frailty,
    /// Where it stands.
    pub stage: Stage,
    /// Its pending event; other entries of the agenda are stale.
    pub due: SimTime,
    /// When the present stage began.
    pub since: SimTime,
    /// Emergency admissions so far in the chain of this root.
    pub admissions: u8,
    /// Way out of hospital, once known.
    pub exit: Exit,
    /// When it reached a bed, and when it was ready to leave it.
    pub in_bed_from: SimTime,
    /// When it was ready to leave the bed.
    pub ready_from: SimTime,
    /// Mean length of stay of such a background patient, should there be one.
    pub mean_stay: Span,
    /// From the call until the crew came.
    pub waited_for_crew: Span,
    /// When it came to the emergency department.
    pub arrived: SimTime,
    /// Whether a crew brought it.
    pub by_ambulance: bool,
    /// Whether a professional who has seen the person sends them to hospital: then a crew only drives.
    pub sent: bool,
    /// Whether somebody of a team has been to the ward to prepare the way out.
    pub prepared: bool,
    /// Whether it has been assessed for a care home.
    pub assessed: bool,
    /// Whether urgent response or hospital at home took part.
    pub community_answer: bool,
    /// Whether the stay in hospital is one with delirium.
    pub delirium: bool,
    /// The consultation, urgent visit or assessment that it waits for.
    pub task: Option<TaskId>,
    /// The line in which it waits.
    pub waits: Option<Waits>,
    /// The lines of which it holds a unit, one bit each.
    pub holds: u8,
}

impl Journey {
    /// A journey that is about to begin.
    pub fn new(person: Option<PersonId>, root: u64, trigger: Trigger, acuity: Acuity, frailty: Frailty) -> Self {
        Self {
            person,
            root,
            trigger,
            acuity,
            frailty,
            stage: Stage::Seeking,
            due: SimTime::NEVER,
            since: SimTime::START,
            admissions: 0,
            exit: Exit::Home,
            in_bed_from: SimTime::NEVER,
            ready_from: SimTime::NEVER,
            mean_stay: Span::ZERO,
            waited_for_crew: Span::ZERO,
            arrived: SimTime::START,
            by_ambulance: false,
            sent: false,
            prepared: false,
            assessed: false,
            community_answer: false,
            delirium: false,
            task: None,
            waits: None,
            holds: 0,
        }
    }
}

/// All journeys of a place.
#[derive(Clone, Debug, Default)]
pub struct Journeys {
    slab: Slab<Journey>,
    /// Residents who are in an acute bed although ready to leave.
    pub delayed: u32,
    /// Part of those in a crisis that is not severe who put off seeking help at present.
    pub stay_away: f64,
}

impl Journeys {
    /// Begins a journey; it has no event yet.
    pub fn begin(&mut self, journey: Journey) -> JourneyId {
        JourneyId(self.slab.add(journey))
    }

    /// A journey.
    pub fn get(&self, id: JourneyId) -> &Journey {
        self.slab.get(id.0)
    }

    /// Has a journey near for when its event comes.
    #[inline]
    pub fn fetch(&self, id: JourneyId) {
        prefetch(self.slab.get(id.0));
    }

    /// A journey, to be changed.
    pub fn get_mut(&mut self, id: JourneyId) -> &mut Journey {
        self.slab.get_mut(id.0)
    }

    /// Moves on to a stage that ends after `length`, when the journey's event comes.
    pub fn enter(&mut self, step: &mut Step, id: JourneyId, stage: Stage, length: Span) {
        let journey = self.slab.get_mut(id.0);
        journey.stage = stage;
        journey.since = step.now;
        journey.due = step.now + length;
        step.file(journey.due, Event::Journey(id));
    }

    /// Moves on to a stage that ends when somebody else says so.
    pub fn wait_in(&mut self, step: &Step, id: JourneyId, stage: Stage) {
        let journey = self.slab.get_mut(id.0);
        journey.stage = stage;
        journey.since = step.now;
        journey.due = SimTime::NEVER;
    }

    /// Ends a journey: whatever it holds or waits for is given back, its crisis is answered, its number freed.
    pub fn end(&mut self, step: &mut Step, people: &mut People, lines: &mut Lines, id: JourneyId, answer: Answer) {
        lines.let_go(step, self, id);
        let journey = self.slab.get_mut(id.0);
        journey.due = SimTime::NEVER;
        let ready = matches!(journey.stage, Stage::AwaitingExit | Stage::Leaving);
        self.delayed -= u32::from(ready && journey.person.is_some());
        if let Some(person) = journey.person {
            people.state_mut(person).journey = NONE;
            if !matches!(journey.trigger, Trigger::Crisis | Trigger::OnFloor) {
                convalesce(step, people, person, journey.root, journey.acuity);
            }
            if matches!(people.state(person).whereabouts, Whereabouts::EmergencyCare | Whereabouts::Hospital) {
                go_back(step, people, person);
            }
            step.fact(people.key(person), FactKind::CrisisAnswered { root: journey.root, answer });
        }
        self.slab.free(id.0);
    }

    /// All journeys by number, with ended ones that nothing has written over yet: these hold and await nothing.
    pub fn all(&self) -> impl Iterator<Item = (JourneyId, &Journey)> {
        self.slab.all().map(|(number, journey)| (JourneyId(number), journey))
    }

    /// Journeys in hand.
    pub fn in_hand(&self) -> usize {
        self.slab.in_use()
    }
}
