//! Community services: finite staff with hours, and the work that waits for them.
//!
//! A service is a line of tasks in front of the staff on duty. Base services stand first, in the order of
//! `ServiceKind`; the professions of teams follow. Long work is taken up in stretches, so that nobody works through
//! the night on one assessment; what has begun is finished before new work.

use crate::engine::queue::Ticket;
use crate::engine::resource::{Demand, Outcome, Resource};
use crate::ids::{CaseId, JourneyId, PersonId, TaskId};
use crate::model::design::{Hours, Role};
use crate::model::event::Event;
use crate::model::people::People;
use crate::model::services::slab::Slab;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::{DayKind, SimTime, Span};

/// Services of the base supply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// General practice, for acute illness.
    Practice,
    /// Community nursing.
    Nursing,
    /// Community physiotherapy.
    Physiotherapy,
    /// Occupational therapy.
    OccupationalTherapy,
    /// Adult social work.
    SocialWork,
    /// Community mental health.
    MentalHealth,
    /// Pharmacists in primary care.
    Pharmacy,
    /// Social prescribing.
    LinkWork,
    /// Two-hour urgent community response.
    UrgentResponse,
}

impl ServiceKind {
    /// All base services.
    pub const ALL: [ServiceKind; 9] = [
        ServiceKind::Practice,
        ServiceKind::Nursing,
        ServiceKind::Physiotherapy,
        ServiceKind::OccupationalTherapy,
        ServiceKind::SocialWork,
        ServiceKind::MentalHealth,
        ServiceKind::Pharmacy,
        ServiceKind::LinkWork,
        ServiceKind::UrgentResponse,
    ];

    /// The profession that most of its staff belong to.
    pub const fn role(self) -> Role {
        match self {
            ServiceKind::Practice => Role::Gp,
            ServiceKind::Nursing => Role::CommunityNurse,
            ServiceKind::Physiotherapy => Role::Physiotherapist,
            ServiceKind::OccupationalTherapy => Role::OccupationalTherapist,
            ServiceKind::SocialWork => Role::SocialWorker,
            ServiceKind::MentalHealth => Role::MentalHealthPractitioner,
            ServiceKind::Pharmacy => Role::Pharmacist,
            ServiceKind::LinkWork => Role::LinkWorker,
            ServiceKind::UrgentResponse => Role::CommunityMatron,
        }
    }
}

/// What a team's staff do for a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseWork {
    /// Decides whether to take the person on.
    Triage,
    /// Assesses at home, by one profession.
    Assessment(Role),
    /// Writes the plan after the meeting.
    Plan,
    /// Carries out an action in the domain with this index.
    Action(usize),
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
    /// A later visit by urgent community response.
    UrgentFollowUp(PersonId),
    /// A social worker's assessment of somebody who is to leave hospital for a care home.
    DischargeAssessment(JourneyId),
    /// Usual care for a need in the domain with this index: assessment and action in one.
    Need(PersonId, usize),
    /// A team's work for a case.
    Case(CaseId, CaseWork),
}

/// Whose work it is, for as long as they live here.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// What is to be done.
    pub work: Work,
    /// For whom: slot and luck key, which tells a later resident of the slot apart.
    pub person: Option<(PersonId, u64)>,
    /// Index of the service.
    pub service: u16,
    /// What its draws are keyed by.
    pub luck: u64,
    /// When it was asked for.
    pub asked: SimTime,
    /// When it began.
    pub began: Option<SimTime>,
    /// Time it still takes.
    pub left: Span,
    /// Time it takes in all.
    pub whole: Span,
    class: u8,
    /// Its pending event; never while it waits in line.
    due: SimTime,
    ticket: Option<Ticket>,
}

/// One service.
#[derive(Clone, Debug)]
pub struct Service {
    line: Resource<TaskId>,
    /// When it works.
    pub hours: Hours,
    /// Whether it works on bank holidays that fall on its days.
    pub holidays: bool,
    /// Productive staff in post, as far as their time is for the work of this line, WTE.
    pub staff: f64,
    /// The same with the time that they spend in meetings, WTE.
    pub in_post: f64,
    /// Whether its staff are posts that fall vacant; else their number stays as it is.
    pub posted: bool,
    /// The key of its luck: which staff are on duty on a day.
    pub key: u64,
    open: bool,
}

impl Service {
    /// A service that is closed until the calendar opens it.
    pub fn new(hours: Hours, holidays: bool, key: u64) -> Self {
        Self { line: Resource::new(0), hours, holidays, staff: 0.0, in_post: 0.0, posted: true, key, open: false }
    }

    /// Whether it works at a moment.
    fn works(&self, day: DayKind, hour: u8) -> bool {
        self.hours.covers(day.weekday, hour) && (self.holidays || !day.bank_holiday)
    }

    /// Staff on duty and facing people on this day: the expected number, rounded up or down by the day's luck.
    fn on_duty(&self, step: &Step) -> u32 {
        // Working days of a year: five in seven of 365.25.
        const WORKING_DAYS: f64 = 260.9;
        let staff = &step.parameters().staff;
        let present = (1.0 - staff.sickness.get()) * (1.0 - staff.leave_days.get() / WORKING_DAYS);
        let weekly = staff.week.hours_per_week() / f64::from(self.hours.per_week().max(1));
        let expected = self.staff * present * (1.0 - staff.not_facing.get()) * weekly;
        (expected + step.luck().uniform(Purpose::WorkingDay, self.key, step.now.day())) as u32
    }
}

/// All community services and their work.
#[derive(Clone, Debug)]
pub struct Community {
    /// Base services first, in the order of `ServiceKind`.
    pub services: Vec<Service>,
    tasks: Slab<Task>,
}

impl Community {
    /// The base services.
    pub fn new(services: Vec<Service>) -> Self {
        Self { services, tasks: Slab::default() }
    }

    /// Whether a base service is open.
    pub fn open(&self, kind: ServiceKind) -> bool {
        self.services[kind as usize].open
    }

    /// The task with this number.
    pub fn task(&self, id: TaskId) -> &Task {
        self.tasks.get(id.0)
    }

    /// Opens and closes services as the hour turns.
    pub fn turn_of_hour(&mut self, step: &mut Step, people: &People) {
        let (day, hour) = (step.context.calendar.day(step.now), step.now.hour() as u8);
        for index in 0..self.services.len() {
            let service = &mut self.services[index];
            let works = service.works(day, hour);
            if works == service.open && (hour != 0 || !works) {
                continue;
            }
            service.open = works;
            let capacity = if works { service.on_duty(step) } else { 0 };
            service.line.set_capacity(step.now, capacity);
            self.start_waiting(step, people, index);
        }
    }

    /// Asks a base service for work that takes so long, ready to be started after `delay`.
    pub fn request(&mut self, step: &mut Step, work: Work, person: Option<(PersonId, u64)>, order: Order) -> TaskId {
        let id = TaskId(self.tasks.add(Task {
            work,
            person,
            service: order.service as u16,
            luck: order.luck,
            asked: step.now + order.delay,
            began: None,
            left: order.length,
            whole: order.length,
            class: order.class,
            due: step.now + order.delay,
            ticket: None,
        }));
        if order.delay == Span::ZERO {
            self.join_line(step, id);
        } else {
            step.file(step.now + order.delay, Event::Task(id));
        }
        id
    }

    /// A task's event. Returns the task when it is done; its number is then free.
    pub fn event(&mut self, step: &mut Step, people: &People, id: TaskId) -> Option<Task> {
        let task = self.tasks.get_mut(id.0);
        if task.due != step.now {
            return None;
        }
        if task.began.is_none() {
            self.join_line(step, id);
            return None;
        }
        let chunk = task.left.min(step.parameters().work.chunk.span());
        task.left = Span::seconds(task.left.ticks() - chunk.ticks());
        let index = task.service as usize;
        let unfinished = task.left > Span::ZERO;
        let done = *task;
        if unfinished {
            // What has begun goes on before new work, as soon as somebody is on duty.
            task.class = 0;
            self.tasks.get_mut(id.0).due = SimTime::NEVER;
        }
        self.services[index].line.release(step.now, 1);
        if unfinished {
            self.join_line(step, id);
        } else {
            self.forget(id);
        }
        self.start_waiting(step, people, index);
        (!unfinished).then_some(done)
    }

    /// Withdraws a task that has not begun. Returns whether it was withdrawn.
    pub fn withdraw(&mut self, step: &mut Step, people: &People, id: TaskId) -> bool {
        let task = self.tasks.get_mut(id.0);
        let Some(ticket) = task.ticket.take() else { return false };
        let index = task.service as usize;
        self.services[index].line.renege(step.now, ticket);
        self.forget(id);
        self.start_waiting(step, people, index);
        true
    }

    /// People and work waiting in a service's line.
    pub fn waiting(&self, service: usize) -> usize {
        self.services[service].line.waiting()
    }

    fn forget(&mut self, id: TaskId) {
        self.tasks.get_mut(id.0).due = SimTime::NEVER;
        self.tasks.free(id.0);
    }

    fn join_line(&mut self, step: &mut Step, id: TaskId) {
        let task = self.tasks.get_mut(id.0);
        task.due = SimTime::NEVER;
        let demand = Demand { class: task.class, order: task.asked.ticks(), units: 1 };
        match self.services[task.service as usize].line.request(step.now, demand, id) {
            Outcome::Started => self.begin(step, id),
            Outcome::Waiting(ticket) => task.ticket = Some(ticket),
        }
    }

    /// Begins, or takes up again, a stretch of work.
    fn begin(&mut self, step: &mut Step, id: TaskId) {
        let task = self.tasks.get_mut(id.0);
        task.ticket = None;
        task.began.get_or_insert(step.now);
        task.due = step.now + task.left.min(step.parameters().work.chunk.span());
        step.file(task.due, Event::Task(id));
    }

    /// Starts whoever is next, as long as staff are free; work for people who have died or moved is dropped.
    fn start_waiting(&mut self, step: &mut Step, people: &People, index: usize) {
        while let Some((id, _, _)) = self.services[index].line.start_next(step.now) {
            let task = self.tasks.get(id.0);
            let gone =
                task.person.is_some_and(|(person, key)| people.key(person) != key || !people.state(person).resident());
            if gone {
                self.services[index].line.release(step.now, 1);
                self.forget(id);
            } else {
                self.begin(step, id);
            }
        }
    }
}

/// Where, how urgently, for how long and from when on.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Index of the service.
    pub service: usize,
    /// Class in its line, 0 the most urgent (and kept for work that has begun).
    pub class: u8,
    /// Staff time it takes.
    pub length: Span,
    /// Time until it reaches the line.
    pub delay: Span,
    /// What draws about it are keyed by: a root, or a need and the attempt at it.
    pub luck: u64,
}

impl Order {
    /// Work of a base service that is ready now.
    pub fn of(kind: ServiceKind, class: u8, length: Span, luck: u64) -> Self {
        Self { service: kind as usize, class, length, delay: Span::ZERO, luck }
    }

    /// The same, ready only after `delay`.
    pub fn after(self, delay: Span) -> Self {
        Self { delay, ..self }
    }
}
