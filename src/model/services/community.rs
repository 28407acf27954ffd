//! Community services: finite staff with hours, and the work that waits for them.
//!
//! A service is a line of tasks in front of the staff on duty. Base services stand first, in the order of
//! `ServiceKind`; the professions of teams follow. Long work is taken up in stretches, so that nobody works through
//! the night on one assessment; what has begun is finished before new work.

mod books;
mod kind;
mod order;
mod service;
mod task;
mod told;

pub use books::StaffTime;
pub use kind::ServiceKind;
pub use order::{Length, Order, WorkPlace};
pub use service::Service;
pub use task::{CaseWork, Task, Work};

use crate::engine::prefetch::prefetch;
use crate::engine::resource::Demand;
use crate::engine::shared::{Answer, Shared};
use crate::ids::{PersonId, TaskId};
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::{NONE, People};
use crate::model::services::community::order::Chance;
use crate::model::services::slab::Slab;
use crate::model::services::trusted::Accepted;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::{ShortSpan, ShortTime, SimTime, Span};

/// All community services and their work.
#[derive(Clone, Debug)]
pub struct Community {
    /// Base services first, in the order of `ServiceKind`.
    pub services: Vec<Service>,
    /// How far the team of each neighbourhood shares the risk of leaving somebody at home, relative to usual; a
    /// neighbourhood that is missing has the usual.
    pub backing: Vec<f64>,
    /// What of others' assessments is accepted.
    pub accepted: Accepted,
    /// How often the loads of services have been read, until there is no more need to count.
    pub months_read: u8,
    tasks: Slab<Task>,
    /// Referrals that lapsed since somebody last asked.
    lapsed: Vec<Task>,
}

impl Community {
    /// The base services.
    pub fn new(services: Vec<Service>) -> Self {
        Self {
            services,
            backing: Vec::new(),
            accepted: Accepted::default(),
            months_read: 0,
            tasks: Slab::default(),
            lapsed: Vec::new(),
        }
    }

    /// Whether anybody is on duty for a base service.
    pub fn open(&self, kind: ServiceKind) -> bool {
        self.on_duty(kind as usize)
    }

    /// Whether a base service has staff in post, on duty or not, those of shifts included.
    pub fn staffed(&self, kind: ServiceKind) -> bool {
        self.services[kind as usize].staff > 0.0 || self.has_shift(kind)
    }

    /// Whether a team's shift in the line of a base service has staff in post.
    pub fn has_shift(&self, kind: ServiceKind) -> bool {
        self.services.iter().any(|service| service.works_for == Some(kind as u16) && service.staff > 0.0)
    }

    /// Whether anybody is on duty in a service's line.
    pub fn on_duty(&self, service: usize) -> bool {
        self.services[service].on_duty
    }

    /// The task with this number.
    pub fn task(&self, id: TaskId) -> &Task {
        self.tasks.get(id.0)
    }

    /// Has a task near for when its event comes.
    #[inline]
    pub fn fetch(&self, id: TaskId) {
        prefetch(self.tasks.get(id.0));
    }

    /// Opens and closes services as the hour turns.
    pub fn turn_of_hour(&mut self, step: &mut Step, people: &People) {
        let (day, hour) = (step.context.calendar.day(step.now), step.now.hour() as u8);
        for index in 0..self.services.len() {
            if self.services[index].turn_of_hour(step, day, hour) {
                let line = self.services[index].works_for.map_or(index, usize::from);
                self.services[line].turned = true;
            }
        }
        for line in 0..self.services.len() {
            let turned = std::mem::take(&mut self.services[line].turned);
            if turned {
                let capacity = self.present(line);
                self.services[line].line.set_capacity(step.now, capacity);
                self.start_waiting(step, people, line);
            }
            // Of a line that nobody records or has recorded, who is on duty hangs on its staff alone.
            if turned || !self.services[line].line.is_its_own() {
                self.look_who_is_on_duty(step.now, line);
            }
        }
    }

    /// Staff on duty in a line: those of its service, and those of shifts that work for it.
    fn present(&self, line: usize) -> u32 {
        let shifts = self.services.iter().filter(|shift| shift.works_for == Some(line as u16));
        self.services[line].present + shifts.map(|shift| shift.present).sum::<u32>()
    }

    /// Work asked of each service against the staff time that there was, since this was last read; that of a shift is
    /// the one of the line in which it works.
    pub fn read_loads(&mut self, now: SimTime) -> Vec<f64> {
        let own: Vec<f64> = self.services.iter_mut().map(|service| service.read_load(now).unwrap_or(1.0)).collect();
        let lines = self.services.iter().enumerate();
        lines.map(|(index, service)| own[service.works_for.map_or(index, usize::from)]).collect()
    }

    pub(super) fn look_who_is_on_duty(&mut self, now: SimTime, index: usize) {
        let service = &mut self.services[index];
        let anybody = service.line.capacity() > 0;
        service.on_duty = service.line.on_duty(now, anybody);
    }

    /// Asks a service for work, of which it learns after the order's delay.
    pub fn request(
        &mut self,
        step: &mut Step,
        people: &People,
        work: Work,
        person: Option<(PersonId, u64)>,
        order: Order,
    ) -> TaskId {
        let service = &mut self.services[order.service];
        let length = order.length.whole;
        service.asked += length;
        service.books.asked += length.ticks();
        let (ready, length) = (ShortTime::of(step.now + order.delay), ShortSpan::of(length));
        let id = TaskId(self.tasks.add(Task {
            work,
            person: person.map_or(NONE, |(person, _)| person.0),
            key: person.map_or(0, |(_, key)| key),
            luck: order.luck,
            asked: if order.on_its_way { ShortTime::of(step.now) } else { ready },
            ready,
            began: ShortTime::NEVER,
            due: ready,
            left: length,
            whole: length,
            searched: u16::try_from(order.length.searched.ticks()).unwrap_or(u16::MAX),
            ticket: None,
            service: order.service as u16,
            place: order.place,
            class: order.class,
            in_work: false,
            told: false,
        }));
        if order.delay == Span::ZERO {
            self.join_line(step, people, id);
        } else {
            step.file(step.now + order.delay, Event::Task(id));
        }
        id
    }

    /// A task's event. Returns the task when it is done; its number is then free.
    pub fn event(&mut self, step: &mut Step, people: &People, id: TaskId) -> Option<Task> {
        let task = self.tasks.get_mut(id.0);
        if task.due.time() != step.now {
            return None;
        }
        if !task.in_work {
            if std::mem::take(&mut task.told) {
                self.begin_as_told(step, people, id);
            } else {
                self.join_line(step, people, id);
            }
            return None;
        }
        task.in_work = false;
        let left = task.left.span();
        let chunk = left.min(step.parameters().work.chunk.span());
        task.left = ShortSpan::of(Span::seconds(left.ticks() - chunk.ticks()));
        let index = task.service as usize;
        self.services[index].books.worked += chunk.ticks();
        let unfinished = task.left != ShortSpan::ZERO;
        let done = *task;
        if unfinished {
            // What has begun goes on before new work, as soon as somebody is on duty.
            task.class = 0;
            self.tasks.get_mut(id.0).due = ShortTime::NEVER;
        }
        self.services[index].line.release(step.now, 1);
        if unfinished {
            self.join_line(step, people, id);
        } else {
            self.forget(id);
        }
        self.start_waiting(step, people, index);
        (!unfinished).then_some(done)
    }

    /// Withdraws a task that has not begun. Returns whether it was withdrawn.
    pub fn withdraw(&mut self, step: &mut Step, people: &People, id: TaskId) -> bool {
        let task = self.tasks.get_mut(id.0);
        let index = task.service as usize;
        match task.ticket() {
            Some(ticket) => self.services[index].line.renege(step.now, ticket),
            None if task.told => {}
            None => return false,
        }
        self.forget(id);
        self.start_waiting(step, people, index);
        true
    }

    /// Takes all the work out of a service's line, for somebody else to answer; work for those who are gone is dropped.
    pub fn send_back(&mut self, step: &mut Step, people: &People, service: usize) -> Vec<Task> {
        let waiting: Vec<TaskId> = self.services[service].line.line().map(|(id, _)| id).collect();
        let mut sent_back = Vec::new();
        for id in waiting {
            let task = *self.tasks.get(id.0);
            let Some(ticket) = task.ticket() else { continue };
            self.services[service].line.renege(step.now, ticket);
            self.forget(id);
            if !matches!(chance(people, &task), Chance::Never) {
                sent_back.push(task);
            }
        }
        sent_back
    }

    /// Referrals that have lapsed since this was last asked, the first one first.
    pub fn take_lapsed(&mut self) -> Vec<Task> {
        std::mem::take(&mut self.lapsed)
    }

    /// People and work waiting in a service's line. A referral that has lapsed stands in it until its turn comes, as
    /// nobody takes it off before.
    pub fn waiting(&self, service: usize) -> usize {
        self.services[service].line.waiting()
    }

    fn forget(&mut self, id: TaskId) {
        let task = self.tasks.get_mut(id.0);
        task.due = ShortTime::NEVER;
        task.ticket = None;
        task.told = false;
        let given_up = std::mem::replace(&mut task.left, ShortSpan::ZERO);
        self.services[usize::from(task.service)].books.given_up += given_up.span().ticks();
        self.tasks.free(id.0);
    }

    fn join_line(&mut self, step: &mut Step, people: &People, id: TaskId) {
        if !self.can_begin(step, people, id) {
            return;
        }
        let task = self.tasks.get_mut(id.0);
        task.due = ShortTime::NEVER;
        let demand = Demand { class: task.class, order: task.order(), units: 1 };
        let line = &mut self.services[task.service as usize].line;
        let goes_on = task.began().is_some() && task.class == 0;
        let ask = if goes_on { Shared::go_on } else { Shared::request };
        match ask(line, step.now, demand, task.luck, id) {
            Answer::Started => self.begin(step, id),
            Answer::InLine(ticket) => task.ticket = Some(ticket.number()),
            Answer::Told(start) => {
                (task.told, task.due) = (true, ShortTime::of(start));
                step.file_unless_never(start, Event::Task(id));
            }
        }
    }

    /// The moment has come of which a recording has told.
    fn begin_as_told(&mut self, step: &mut Step, people: &People, id: TaskId) {
        if self.can_begin(step, people, id) {
            let service = self.tasks.get(id.0).service;
            self.services[usize::from(service)].line.take(step.now, 1);
            self.begin(step, id);
        }
    }

    /// Whether a piece of work can be begun. What cannot is put off while the person is away, and dropped when they
    /// are gone or have given up waiting; none of this takes anybody's time.
    fn can_begin(&mut self, step: &mut Step, people: &People, id: TaskId) -> bool {
        let task = self.tasks.get_mut(id.0);
        match chance(people, task) {
            Chance::Now => match lapsed_referral(step, task) {
                Some(fact) => {
                    step.fact(task.key, fact);
                    self.lapsed.push(*task);
                    self.forget(id);
                    false
                }
                None => true,
            },
            Chance::NotThere => {
                task.ticket = None;
                let again = step.now + step.parameters().visits.try_again.span();
                task.due = ShortTime::of(again);
                step.file(again, Event::Task(id));
                step.fact(task.key, FactKind::NotAtHome);
                false
            }
            Chance::Never => {
                self.forget(id);
                false
            }
        }
    }

    /// Begins, or takes up again, a stretch of work.
    fn begin(&mut self, step: &mut Step, id: TaskId) {
        let task = self.tasks.get_mut(id.0);
        task.ticket = None;
        task.in_work = true;
        task.began = task.began.min(ShortTime::of(step.now));
        let end = step.now + task.left.span().min(step.parameters().work.chunk.span());
        task.due = ShortTime::of(end);
        step.file(end, Event::Task(id));
    }

    /// Starts whoever is next, as long as staff are free.
    fn start_waiting(&mut self, step: &mut Step, people: &People, index: usize) {
        while let Some((id, _, _)) = self.services[index].line.start_next(step.now) {
            if self.can_begin(step, people, id) {
                self.begin(step, id);
            } else {
                self.services[index].line.release(step.now, 1);
            }
        }
        self.fetch_heads(people, index);
    }

    /// Has the work at the head of a line near for when staff become free, and whom the next but one is for.
    fn fetch_heads(&self, people: &People, index: usize) {
        let mut line = self.services[index].line.line();
        if let Some((head, _)) = line.next()
            && let Some((person, _)) = self.tasks.get(head.0).person()
        {
            people.fetch(person);
        }
        if let Some((second, _)) = line.next() {
            self.fetch(second);
        }
    }
}

/// Whether the person of a task still lives here, and is where it is done.
fn chance(people: &People, task: &Task) -> Chance {
    let Some((person, key)) = task.person() else { return Chance::Now };
    let state = people.state(person);
    if people.key(person) != key || !state.resident() { Chance::Never } else { task.place.chance(state.whereabouts) }
}

/// That a referral has waited for longer than it lasts, if so. A line that is asked for more than it can do thus comes to
/// rest.
fn lapsed_referral(step: &Step, task: &Task) -> Option<FactKind> {
    let domain = task.work.referred_for().filter(|_| task.began().is_none())?;
    let waited = step.now.since(task.asked());
    let lasts =
        step.context.exponential(Purpose::ReferralLapse, task.luck, 0, step.parameters().needs.lapses_after.span());
    (waited > lasts).then_some(FactKind::ReferralLapsed { domain, waited })
}
