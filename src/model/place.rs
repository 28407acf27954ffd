//! A place: a logical process with its people, hospital, community services and one exact event list.
//!
//! This file alone sees everything. Each arm of its matches hands an event to the room it belongs to, with the
//! columns that room may change.

mod hands;
mod packages;

use crate::ids::{JourneyId, PersonId, TaskId};
use crate::model::event::{Agenda, Event, Handled};
use crate::model::fact::views::Views;
use crate::model::fact::{Answer, Caller, Census, DeathPlace, Errand, Fact, FactKind};
use crate::model::funding::Funding;
use crate::model::people::birth::Entry;
use crate::model::people::clocks::{Clock, Happening, Rescan};
use crate::model::people::happenings::{self, Consequence};
use crate::model::people::traits::{Acuity, Mark, Residence, Trigger, Whereabouts};
use crate::model::people::{NEVER, People};
use crate::model::recording::returns::Returns;
use crate::model::services::background::Background;
use crate::model::services::care_homes::{self, Rounds};
use crate::model::services::community::{Community, ServiceKind, Task, Work};
use crate::model::services::discharge;
use crate::model::services::home_care::HomeCare;
use crate::model::services::journey::{Journeys, Stage};
use crate::model::services::lines::{Line, Lines};
use crate::model::services::recovery::Recoveries;
use crate::model::services::team::answers::Route;
use crate::model::services::team::process::{experience, information};
use crate::model::services::team::{Teams, casework, list, referral, ward};
use crate::model::services::usual::Means;
use crate::model::services::worse::{self, Crisis};
use crate::model::services::{ambulance, contact, emergency, hospital, practitioner, urgent, usual};
use crate::model::step::{Context, Step};
use crate::model::workforce::care_workers::CareWorkers;
use crate::model::workforce::circle::Circle;
use crate::model::workforce::posts::Posts;
use crate::random::embedding::Point;
use crate::random::luck::mix;
use crate::time::SimTime;
use std::sync::Arc;

/// How many events ahead the row that an event is about is fetched from memory.
const FETCH_AHEAD: usize = 12;
/// How many events ahead the person is fetched whose journey or task it is; the row that tells who is near by then.
const FETCH_OWNER_AHEAD: usize = 6;

/// A logical process.
#[derive(Clone, Debug)]
pub struct Place {
    /// What does not change, shared by all arms of a replication.
    pub context: Arc<Context>,
    /// Pending events.
    pub(super) agenda: Agenda,
    /// People, services and staff.
    pub(super) locality: Locality,
    changed: Vec<(PersonId, Rescan)>,
    handled: Handled,
}

/// The people, services and staff of a place, each in columns of its own.
#[derive(Clone, Debug)]
pub struct Locality {
    pub(super) people: People,
    pub(super) journeys: Journeys,
    pub(super) lines: Lines,
    pub(super) home_care: HomeCare,
    pub(super) community: Community,
    pub(super) recoveries: Recoveries,
    pub(super) posts: Posts,
    /// The members of each team of the arm's design.
    pub(super) circles: Vec<Circle>,
    pub(super) background: Background,
    pub(super) teams: Teams,
    /// Rounds of care homes.
    pub(super) rounds: Rounds,
    pub(super) care_workers: CareWorkers,
    pub(super) funding: Funding,
    /// What is written down of what befalls residents.
    pub(super) returns: Returns,
    /// What leaders and staff see.
    pub(super) views: Views,
    /// What a census last counted of posts.
    pub(super) staffing: Census,
    /// Places in care homes.
    pub(super) care_home_places: u32,
    /// Places in hospital at home of the base supply.
    pub(super) ward_places: u32,
}

impl Place {
    /// A place at the start of its warm-up.
    pub(super) fn new(context: Arc<Context>, locality: Locality) -> Self {
        Self { context, agenda: Agenda::new(), locality, changed: Vec::new(), handled: Handled::default() }
    }

    /// Runs to a moment; what happens is appended to `facts`.
    pub fn run_until(&mut self, until: SimTime, facts: &mut Vec<Fact>) {
        // The step that settled everybody has left much room behind.
        self.changed.shrink_to_fit();
        while let Some((now, event)) = self.agenda.next_before(until) {
            if let Some(event) = self.agenda.upcoming(FETCH_AHEAD) {
                self.locality.fetch(event);
            }
            if let Some(event) = self.agenda.upcoming(FETCH_OWNER_AHEAD) {
                self.locality.fetch_owner(event);
            }
            self.handled[event.kind()] += 1;
            self.step(now, facts, |locality, step| locality.handle(step, event));
        }
    }

    /// Takes one step at a moment, then looks again at the clocks of everybody it changed.
    pub(super) fn step(&mut self, now: SimTime, facts: &mut Vec<Fact>, act: impl FnOnce(&mut Locality, &mut Step)) {
        let before = facts.len();
        let mut step =
            Step { now, context: &self.context, agenda: &mut self.agenda, facts, changed: &mut self.changed };
        act(&mut self.locality, &mut step);
        self.locality.look_again(&mut step);
        if facts.len() > before {
            self.locality.returns.see(&self.context, &facts[before..]);
        }
    }

    /// What has come up in the event list since this was last asked.
    pub fn take_handled(&mut self) -> Handled {
        std::mem::take(&mut self.handled)
    }

    /// The residents.
    pub fn people(&self) -> &People {
        &self.locality.people
    }
}

impl Locality {
    /// Has the row near that an event is about.
    #[inline]
    fn fetch(&self, event: Event) {
        match event {
            Event::Person(person) | Event::Package(person) => self.people.fetch(person),
            Event::Journey(id) => self.journeys.fetch(id),
            Event::Task(id) => self.community.fetch(id),
            Event::Calendar | Event::Recovery(_) | Event::Case(_) => {}
        }
    }

    /// Has the person near whose journey or task an event is about.
    #[inline]
    fn fetch_owner(&self, event: Event) {
        let person = match event {
            Event::Journey(id) => self.journeys.get(id).person,
            Event::Task(id) => self.community.task(id).person().map(|(person, _)| person),
            _ => None,
        };
        if let Some(person) = person {
            self.people.fetch(person);
        }
    }

    fn handle(&mut self, step: &mut Step, event: Event) {
        match event {
            Event::Calendar => self.turn_of_hour(step),
            Event::Person(person) => self.strike(step, person),
            Event::Journey(id) => self.journey(step, id),
            Event::Task(id) => self.task(step, id),
            Event::Recovery(number) => self.recovery(step, number),
            Event::Package(person) => self.package(step, person),
            Event::Case(id) => casework::turn(step, &mut self.hands(), id),
        }
    }

    /// Looks again at the clocks of everybody whose intensities may have risen, and files their next moment.
    fn look_again(&mut self, step: &mut Step) {
        while let Some((person, mut which)) = step.changed.pop() {
            while let Some((_, more)) = step.changed.pop_if(|(other, _)| *other == person) {
                which = which.and(more);
            }
            if self.people.state(person).resident() {
                if self.people.weigh_carer(step.parameters(), person) {
                    which = which.and(Rescan::of(Clock::Social));
                }
                let before = self.people.clocks(person).due;
                let due = step.context.scanner().rescan(&mut self.people, person, step.now, which);
                if due != before && due != NEVER {
                    step.agenda.file(SimTime::from_ticks(u64::from(due)), Event::Person(person));
                }
            }
        }
    }

    /// A person's clocks strike, one after another and point by point.
    fn strike(&mut self, step: &mut Step, person: PersonId) {
        if u64::from(self.people.clocks(person).due) != step.now.ticks() {
            return;
        }
        let now = step.now.ticks() as u32;
        for clock in Clock::ALL {
            let clocks = self.people.clocks_mut(person);
            if clocks.next[clock as usize] != now {
                continue;
            }
            clocks.next[clock as usize] = NEVER;
            let key = clocks.key;
            if clock == Clock::Death && self.people.state(person).marks.has(Mark::Dying) {
                self.dies(step, person);
                return;
            }
            let scanner = step.context.scanner();
            for point in scanner.due(self.people.state(person), key, clock, step.now) {
                if let Some(happening) = scanner.accept(self.people.state(person), clock, step.now, point) {
                    self.happens(step, person, happening, point);
                }
                if !self.people.state(person).resident() {
                    return;
                }
            }
            step.look_again(person, Rescan::of(clock));
        }
    }

    fn happens(&mut self, step: &mut Step, person: PersonId, happening: Happening, point: Point) {
        let root = point.id.key();
        match happenings::happens(step, &mut self.people, person, happening, point) {
            Consequence::None => {}
            Consequence::Crisis(trigger, acuity) => self.crisis(step, person, root, trigger, acuity),
            Consequence::Need(domain) => self.need(step, person, domain, root),
            Consequence::CrisisAndNeed(trigger, acuity, domain) => {
                self.need(step, person, domain, root);
                self.crisis(step, person, root, trigger, acuity);
            }
            Consequence::MovesAway => {
                step.fact(self.people.key(person), FactKind::MovedAway);
                self.remove(step, person);
            }
            Consequence::Dies => self.dies(step, person),
        }
    }

    /// Help will be sought, unless the person is in a crisis already: then the graver of the two goes on.
    fn crisis(&mut self, step: &mut Step, person: PersonId, root: u64, trigger: Trigger, acuity: Acuity) {
        match self.people.state(person).journey() {
            None => contact::begin(step, &mut self.journeys, &mut self.people, person, root, trigger, acuity),
            Some(id) => worse::befalls(step, &mut self.ways(), id, Crisis { person, root, trigger, acuity }),
        }
    }

    fn need(&mut self, step: &mut Step, person: PersonId, domain: usize, onset: u64) {
        usual::need_arose(step, &self.people, &mut self.community, person, domain, onset);
    }

    fn dies(&mut self, step: &mut Step, person: PersonId) {
        let state = self.people.state(person);
        let place = match (state.whereabouts, state.residence) {
            (Whereabouts::Hospital | Whereabouts::EmergencyCare, _) => DeathPlace::Hospital,
            (Whereabouts::Rehabilitation, _) => DeathPlace::Rehabilitation,
            (_, Residence::CareHome) => DeathPlace::CareHome,
            _ => DeathPlace::Home,
        };
        step.fact(self.people.key(person), FactKind::Died(place));
        self.remove(step, person);
    }

    /// Takes a person out of everything they are part of.
    fn remove(&mut self, step: &mut Step, person: PersonId) {
        if let Some(id) = self.people.state(person).journey() {
            let journey = *self.journeys.get(id);
            worse::withdraw(step, &mut self.ways(), id);
            if matches!(journey.stage, Stage::Stay | Stage::AwaitingExit | Stage::Leaving) {
                let stay = step.now.since(journey.in_bed_from);
                let delay = step.now.since(journey.ready_from);
                step.fact(self.people.key(person), FactKind::LeftBed { stay, delay });
            }
            let answer = if journey.admissions > 0 { Answer::Admitted } else { Answer::Otherwise };
            self.journeys.end(step, &mut self.people, &mut self.lines, id, answer);
        }
        list::lost(step, &mut self.hands(), person);
        self.recoveries.finish(step, &mut self.people, &mut self.journeys, &mut self.lines, person);
        self.home_care.stop(step, &mut self.people, person);
        if self.people.state(person).residence == Residence::CareHome {
            self.lines.release(step, &mut self.journeys, Line::CareHomes);
        }
        self.people.remove(person);
    }

    fn journey(&mut self, step: &mut Step, id: JourneyId) {
        self.lines.begin_if_told(step, &mut self.journeys, id);
        if self.journeys.get(id).due != step.now {
            return;
        }
        let journey = *self.journeys.get(id);
        let Self { people, journeys, lines, community, teams, .. } = self;
        match journey.stage {
            Stage::Seeking if journey.trigger == Trigger::Elective => {
                hospital::call_elective(step, journeys, people, lines, id);
            }
            Stage::Seeking => contact::seek(step, journeys, people, lines, community, id),
            Stage::OnTelephone => contact::advised(step, journeys, people, lines, community, id),
            Stage::AwaitingCrew if journey.holds == 0 => ambulance::call(step, journeys, lines, id),
            Stage::AwaitingCrew => ambulance::set_out(step, journeys, id),
            Stage::OnScene => ambulance::decide(step, journeys, people, lines, community, teams, id),
            Stage::ToHospital => emergency::arrive(step, journeys, people, lines, id),
            Stage::AwaitingSpace => emergency::enter_space(step, journeys, id),
            Stage::Handover => emergency::handed_over(step, journeys, people, lines, id),
            Stage::Treating => {
                emergency::decide(step, journeys, people, lines, id);
                self.came_in(step, id);
            }
            Stage::AwaitingBed if journey.waits.is_some() => {
                step.fact(0, FactKind::ElectiveCancelled);
                journeys.end(step, people, lines, id, Answer::Otherwise);
            }
            Stage::AwaitingBed => {
                hospital::reach_bed(step, journeys, people, lines, id);
                self.came_in(step, id);
            }
            Stage::Stay => {
                discharge::ready(step, &mut self.ways(), id);
                if let Some(person) = journey.person {
                    let occasion = mix(journey.root, journey.admissions.into());
                    referral::seen(step, &mut self.hands(), person, Route::InReach, occasion);
                }
            }
            Stage::AwaitingExit => discharge::open(step, journeys, id),
            Stage::Leaving => {
                discharge::leave(step, &mut self.ways(), id);
                if let Some(person) = journey.person.filter(|&person| self.people.state(person).resident()) {
                    let occasion = mix(journey.root, journey.admissions.into());
                    information::left_hospital(step, &mut self.hands(), person, occasion);
                }
            }
            Stage::WithCommunity => urgent::too_late(step, journeys, people, lines, community, id),
            Stage::HospitalAtHome => urgent::end_hospital_at_home(step, journeys, people, lines, id),
        }
    }

    /// What others do when somebody has come into a bed: home care stops, and a team may go to the ward.
    fn came_in(&mut self, step: &mut Step, id: JourneyId) {
        let journey = self.journeys.get(id);
        if let Some(person) = journey.person.filter(|_| journey.stage == Stage::Stay) {
            self.home_care.hold(step, &mut self.people, person);
            ward::visit(step, &mut self.hands(), id);
            experience::admitted(&mut self.hands(), id);
        }
    }

    fn task(&mut self, step: &mut Step, id: TaskId) {
        let Some(task) = self.community.event(step, &self.people, id) else { return };
        if self.overtaken(id, &task) {
            return;
        }
        let still_here =
            |(person, key): (PersonId, u64)| self.people.key(person) == key && self.people.state(person).resident();
        if !task.person().is_none_or(still_here) {
            return;
        }
        self.done(step, &task);
        self.seen(step, &task);
    }

    /// Whether work for a crisis is no longer what the journey waits for: a worse one has taken over since.
    fn overtaken(&mut self, id: TaskId, task: &Task) -> bool {
        let Some(journey) = task.work.journey() else { return false };
        let journey = self.journeys.get_mut(journey);
        let awaited = journey.task == Some(id) && journey.person == task.person().map(|(person, _)| person);
        if awaited {
            journey.task = None;
        }
        !awaited
    }

    /// Whoever has just seen somebody may refer them to a team.
    fn seen(&mut self, step: &mut Step, task: &Task) {
        let route = match task.work {
            Work::Consultation(_) | Work::Need(..) | Work::HandedOn(..) => Route::Professional,
            Work::UrgentVisit(_) | Work::PractitionerVisit(_) | Work::HomeCall(_) => Route::SinglePoint,
            _ => return,
        };
        let Some((person, key)) = task.person() else { return };
        if self.people.key(person) == key && self.people.state(person).resident() {
            referral::seen(step, &mut self.hands(), person, route, task.luck);
        }
    }

    /// A piece of work is done.
    fn done(&mut self, step: &mut Step, task: &Task) {
        let Self { people, journeys, lines, community, home_care, teams, rounds, .. } = self;
        match task.work {
            Work::Consultation(id) => contact::consulted(step, journeys, people, lines, community, id, task),
            Work::UrgentVisit(id) => urgent::visited(step, journeys, people, lines, community, id, task),
            Work::PractitionerVisit(_) => {
                practitioner::visited(step, journeys, people, lines, community, teams, task);
            }
            Work::HomeCall(id) => care_homes::answered(step, journeys, people, lines, id, task),
            Work::HomeRound(_) => care_homes::went_round(step, rounds, journeys, people, task),
            Work::UrgentFollowUp(person) => {
                let minutes = task.whole().minutes() as f32;
                let by = Caller { role: ServiceKind::UrgentResponse.role(), team: false };
                let (errand, visit) = (Errand::UrgentFollowUp, Some(task.visit()));
                step.fact(people.key(person), FactKind::Contact { minutes, by, errand, visit });
            }
            Work::DischargeAssessment(id) => discharge::assessed(step, &mut self.ways(), id),
            Work::Need(person, domain) => {
                let unmet = usual::dealt_with(
                    step,
                    &mut Means { people, home_care, lines, agrees_to: 0.0 },
                    person,
                    domain.into(),
                    task,
                );
                if unmet && people.state(person).residence == Residence::Home {
                    // The next attempt at the same need draws anew, whenever this one was made.
                    usual::need_arose(step, people, community, person, domain.into(), task.luck);
                }
            }
            Work::HandedOn(person, domain) => {
                // Usual care will notice by itself what is still there.
                usual::dealt_with(
                    step,
                    &mut Means { people, home_care, lines, agrees_to: 0.0 },
                    person,
                    domain.into(),
                    task,
                );
            }
            Work::InReach(person) => ward::found(step, &mut self.hands(), person, task),
            Work::Case(id, what) => casework::done(step, &mut self.hands(), id, what, task),
            Work::AtMeeting => {}
        }
    }

    fn recovery(&mut self, step: &mut Step, number: u32) {
        let Self { people, journeys, lines, home_care, recoveries, .. } = self;
        recoveries.planned_end(step, people, journeys, lines, home_care, number);
    }

    /// Somebody turns 65 or moves in.
    pub(super) fn enter(&mut self, step: &mut Step, entry: Entry) -> PersonId {
        let cohort = self.people.cohort;
        let key = step.context.cradle.key(cohort);
        let state = step.context.cradle.person(step.parameters(), key, entry, step.now);
        let needs = state.needs;
        let person = self.people.settle(key, state);
        for domain in needs.iter() {
            self.need(step, person, domain, key);
        }
        step.look_again(person, Rescan::ALL);
        person
    }
}
