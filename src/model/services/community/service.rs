//! One service: who works in it, when, and how many of them are on duty on a day.
//!
//! This file must not know what the work is.

use crate::engine::shared::Shared;
use crate::engine::tape::Tape;
use crate::ids::TaskId;
use crate::model::design::Hours;
use crate::model::services::community::books::Books;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::{DayKind, SimTime, Span};

/// One service.
#[derive(Clone, Debug)]
pub struct Service {
    pub(super) line: Shared<TaskId>,
    /// When it works.
    pub hours: Hours,
    /// Whether it works on bank holidays that fall on its days.
    pub holidays: bool,
    /// Productive staff in post, as far as their time is for the work of this line, WTE.
    pub staff: f64,
    /// The same with the time that they spend in meetings, WTE.
    pub in_post: f64,
    /// The part of its staff that is not off sick, 0 to 1, where sickness is not in the number of staff already.
    pub at_work: f64,
    /// Time that its staff spend in meetings, relative to what their posts say.
    pub meetings: f64,
    /// Whether its staff are posts that fall vacant; else their number stays as it is.
    pub posted: bool,
    /// The service in whose line its staff work, where that is not its own: a shift, with hours and staff of its own.
    pub works_for: Option<u16>,
    /// The key of its luck: which staff are on duty on a day.
    pub key: u64,
    pub(super) open: bool,
    /// Whether anybody is on duty; in a world that is answered from a recording, whether anybody was.
    pub(super) on_duty: bool,
    /// Staff of its own who are on duty now.
    pub(super) present: u32,
    /// Whether the hour has brought staff to its line or taken them from it.
    pub(super) turned: bool,
    /// Work asked for since its load was last read.
    pub(super) asked: Span,
    /// Staff time that there was until then, in seconds.
    counted: u64,
    pub(super) books: Books,
}

impl Service {
    /// A service that is closed until the calendar opens it.
    pub fn new(hours: Hours, holidays: bool, key: u64) -> Self {
        Self {
            line: Shared::new(0),
            hours,
            holidays,
            staff: 0.0,
            in_post: 0.0,
            at_work: 1.0,
            meetings: 1.0,
            posted: true,
            works_for: None,
            key,
            open: false,
            on_duty: false,
            present: 0,
            turned: false,
            asked: Span::ZERO,
            counted: 0,
            books: Books::default(),
        }
    }

    /// Work asked for against the staff time that there was, since this was last read; `None` if there was no time.
    pub fn read_load(&mut self, now: SimTime) -> Option<f64> {
        let so_far = self.line.usage(now).capacity_unit_seconds;
        let time = so_far - std::mem::replace(&mut self.counted, so_far);
        let asked = std::mem::take(&mut self.asked);
        (time > 0).then(|| asked.ticks() as f64 / time as f64)
    }

    /// What a recording of its line holds, if there is one.
    pub fn recorded(&mut self) -> Option<Tape> {
        self.line.recorded()
    }

    /// Opens or closes as the hour turns. Returns whether its staff on duty may be others than before.
    pub(super) fn turn_of_hour(&mut self, step: &Step, day: DayKind, hour: u8) -> bool {
        let works = self.works(day, hour);
        if works == self.open && (hour != 0 || !works) {
            return false;
        }
        self.open = works;
        self.present = if works { self.roster(step) } else { 0 };
        true
    }

    /// Whether it works at a moment.
    fn works(&self, day: DayKind, hour: u8) -> bool {
        self.hours.covers(day.weekday, hour) && (self.holidays || !day.bank_holiday)
    }

    /// Staff on duty and facing people on this day: the expected number, rounded up or down by the day's luck.
    fn roster(&self, step: &Step) -> u32 {
        let staff = &step.parameters().staff;
        let present = self.at_work * staff.not_on_leave(self.holidays);
        let weekly = staff.week.hours_per_week() / f64::from(self.hours.per_week().max(1));
        let expected = self.staff * present * (1.0 - staff.not_facing.get()) * weekly;
        (expected + step.luck().uniform(Purpose::WorkingDay, self.key, step.now.day())) as u32
    }
}
