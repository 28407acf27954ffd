//! The books of a service's time: what was asked of it, worked and given up, in whole seconds, so that it adds up.
//!
//! This file reads and changes no work; it must not know what any of it is for.

use crate::model::services::community::{Community, Service, Task};
use crate::time::{SimTime, Span};

/// Seconds of work of one service since the place began.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Books {
    /// Asked for.
    pub asked: u64,
    /// Done, stretch by stretch.
    pub worked: u64,
    /// Still to be done when it was withdrawn, sent back or dropped.
    pub given_up: u64,
}

/// Staff time of one service since the place began, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffTime {
    /// That staff on duty had.
    pub offered: u64,
    /// That staff spent on work, the end of a stretch after closing time included.
    pub spent: u64,
}

impl Community {
    /// Work that waits in the line of a service, in the order in which it will be taken up.
    pub fn in_line(&self, service: usize) -> impl Iterator<Item = &Task> {
        self.services[service].line.line().map(|(id, _)| self.tasks.get(id.0))
    }

    /// Seconds of work that were asked of a service until now.
    pub fn work_asked(&self, service: usize) -> u64 {
        self.services[service].books.asked
    }

    /// Staff time of a service until now.
    pub fn staff_time(&self, service: usize, now: SimTime) -> StaffTime {
        let usage = self.services[service].line.usage(now);
        StaffTime { offered: usage.capacity_unit_seconds, spent: usage.busy_unit_seconds }
    }

    /// Whether all work asked for is done, given up or still to be done, whether the time of staff is the time of the
    /// work they did, and whether nobody is idle while work waits.
    ///
    /// # Errors
    /// The first disagreement, in words.
    pub fn agree(&self, now: SimTime, longest_stretch: Span) -> Result<(), String> {
        let mut held = vec![Held::default(); self.services.len()];
        for (_, task) in self.tasks.all() {
            let held = &mut held[usize::from(task.service)];
            held.left += task.left.span().ticks();
            held.waiting += usize::from(task.ticket.is_some());
            if task.in_work {
                held.at_work += 1;
                held.stretch += task.left.span().min(longest_stretch).ticks() - task.due.time().since(now).ticks();
            }
        }
        self.services.iter().zip(held).enumerate().try_for_each(|(index, (service, held))| {
            service.agrees(now, held).map_err(|words| format!("service {index}: {words}"))
        })
    }
}

/// What the tasks of a service say.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    left: u64,
    /// Seconds of the stretches that are under way.
    stretch: u64,
    at_work: u32,
    waiting: usize,
}

impl Service {
    fn agrees(&self, now: SimTime, held: Held) -> Result<(), String> {
        let line = &self.line;
        let books = &self.books;
        let told = (books.worked + books.given_up + held.left, books.worked + held.stretch, held.at_work, held.waiting);
        let kept = (books.asked, line.usage(now).busy_unit_seconds, line.in_use(), line.waiting());
        if told != kept {
            return Err(format!("work asked for, time spent, at work and waiting: {told:?} and {kept:?}"));
        }
        if line.waiting() > 0 && line.free() > 0 {
            return Err(format!("{} idle while {} wait", line.free(), line.waiting()));
        }
        Ok(())
    }
}
