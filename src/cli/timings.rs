//! Where the time of a run goes: `--timings`. By part, by thread, and how evenly windows are shared out.
//!
//! It looks on from outside and decides nothing. This file must not know what a part does.

use crate::analysis::words::{counted, number};
use crate::experiment::watch::{Part, TrialName, Watch};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// Passes everything on to another watcher and keeps the times of all threads.
pub struct Timings<'a> {
    begun: Instant,
    threads: usize,
    books: Mutex<Books>,
    also: &'a dyn Watch,
}

#[derive(Default)]
struct Books {
    threads: Vec<Thread>,
    /// Barriers that were come to, and the times between them of the busiest thread and of all together.
    barriers: u32,
    busiest: Duration,
    all: Duration,
}

/// What one thread has done.
struct Thread {
    id: ThreadId,
    since: Instant,
    by_part: [Duration; Part::ALL.len()],
    /// Since the last barrier.
    in_window: Duration,
}

impl<'a> Timings<'a> {
    /// From now on, on so many threads.
    pub fn begin(threads: usize, also: &'a dyn Watch) -> Self {
        Self { begun: now(), threads, books: Mutex::default(), also }
    }

    /// What has been seen, in words of a few lines.
    pub fn words(&self) -> String {
        let (wall, books) = (self.begun.elapsed(), self.books());
        let mut lines = vec![format!("timings: {} s on {}", seconds(wall), counted(self.threads, "thread"))];
        let part = |part: &Part| books.threads.iter().map(|thread| thread.by_part[*part as usize]).sum::<Duration>();
        lines.extend(Part::ALL.iter().map(|of| format!("  {:<22}{:>9} s", name(*of), seconds(part(of)))));
        for (index, thread) in books.threads.iter().enumerate() {
            let idle = wall.saturating_sub(thread.by_part.iter().sum());
            lines.push(format!("  thread {:<4}idle for{:>13} s", index + 1, seconds(idle)));
        }
        if books.barriers > 0 {
            let mean = books.all.as_secs_f64() / self.threads as f64;
            let imbalance = number(books.busiest.as_secs_f64() / mean.max(f64::MIN_POSITIVE), 3);
            let windows = counted(books.barriers as usize, "window");
            lines.push(format!("  {windows}: the busiest thread took {imbalance} times the mean of all"));
        }
        lines.join("\n")
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    fn own(&mut self) -> &mut Thread {
        let id = thread::current().id();
        let at = self.threads.iter().position(|thread| thread.id == id).unwrap_or_else(|| {
            let new = Thread { id, since: now(), by_part: Default::default(), in_window: Duration::ZERO };
            self.threads.push(new);
            self.threads.len() - 1
        });
        &mut self.threads[at]
    }

    /// All have come to a barrier: the window is over.
    fn close_window(&mut self) {
        let times = self.threads.iter_mut().map(|thread| std::mem::take(&mut thread.in_window));
        let (busiest, all) =
            times.fold((Duration::ZERO, Duration::ZERO), |(most, all), time| (most.max(time), all + time));
        self.barriers += 1;
        self.busiest += busiest;
        self.all += all;
    }
}

impl Watch for Timings<'_> {
    fn trial_begins(&self, trial: &TrialName) {
        self.also.trial_begins(trial);
    }

    fn advanced(&self, person_days: u64) {
        self.also.advanced(person_days);
    }

    fn trial_ended(&self, trial: &TrialName, failed: Option<&str>) {
        self.also.trial_ended(trial, failed);
    }

    fn work_begins(&self, part: Part) {
        let mut books = self.books();
        if part == Part::Barrier {
            books.close_window();
        }
        books.own().since = now();
    }

    fn work_ended(&self, part: Part) {
        let ended = now();
        let mut books = self.books();
        let own = books.own();
        let time = ended.saturating_duration_since(own.since);
        own.by_part[part as usize] += time;
        if matches!(part, Part::WarmUp | Part::World | Part::Counting) {
            own.in_window += time;
        }
    }

    fn wants_to_stop(&self) -> bool {
        self.also.wants_to_stop()
    }
}

#[allow(clippy::disallowed_methods)] // times need a clock; nothing of it reaches a row
fn now() -> Instant {
    Instant::now()
}

fn seconds(time: Duration) -> String {
    number(time.as_secs_f64(), 2)
}

const fn name(part: Part) -> &'static str {
    match part {
        Part::Beginning => "beginnings and forks",
        Part::WarmUp => "warm-up",
        Part::World => "worlds",
        Part::Counting => "counting",
        Part::Barrier => "barriers",
        Part::Pairing => "pairing of lives",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::watch::Unwatched;

    #[test]
    fn a_window_ends_at_its_barrier_and_every_part_is_told() {
        let timings = Timings::begin(1, &Unwatched);
        for part in [Part::World, Part::Counting, Part::Barrier] {
            timings.work_begins(part);
            timings.work_ended(part);
        }
        let words = timings.words();
        assert!(words.contains("1 window: the busiest thread took"), "{words}");
        assert!(Part::ALL.iter().all(|part| words.contains(name(*part))), "{words}");
        assert_eq!(words.matches("idle for").count(), 1, "{words}");
    }
}
