//! Where the time of a run goes: `--timings`. By part, by thread, how evenly windows are shared out, and how much
//! happens in a person-year for it.
//!
//! It looks on from outside and decides nothing. This file must not know what a part does.

use crate::analysis::words::{counted, number};
use crate::experiment::results::Row;
use crate::experiment::watch::{Part, TrialName, Watch};
use crate::model::event::{Handled, KINDS};
use crate::outcomes::event_kind::Nature;
use crate::time::DAYS_A_YEAR;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

const NANOSECONDS: f64 = 1e9;

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
    handled: Handled,
    person_days: u64,
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
    pub fn words(&self, rows: &[Row]) -> String {
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
        lines.extend(books.events());
        lines.extend(happened(rows));
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

    /// How many entries of event lists came up in a person-year, and how long each took, all that follows included.
    fn events(&self) -> Vec<String> {
        let years = self.person_days as f64 / DAYS_A_YEAR;
        let all: u64 = self.handled.iter().sum();
        if years <= 0.0 || all == 0 {
            return Vec::new();
        }
        let lived = [Part::WarmUp, Part::World, Part::Counting, Part::Barrier];
        let busy = self.threads.iter().flat_map(|thread| lived.map(|part| thread.by_part[part as usize]));
        let seconds = busy.sum::<Duration>().as_secs_f64();
        let each = number(seconds / all as f64 * NANOSECONDS, 0);
        let rate = number(years / seconds.max(f64::MIN_POSITIVE), 0);
        let mut lines = vec![format!("  {rate} person-years for each second of a thread, {each} ns for each event")];
        let a_year = |events: u64| number(events as f64 / years, 2);
        lines.push(format!("  {:<30}{:>7} a person-year", "events that came up", a_year(all)));
        let by_kind = KINDS.iter().zip(self.handled);
        lines.extend(by_kind.map(|(kind, events)| format!("    {kind:<28}{:>7}", a_year(events))));
        lines
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
        self.books().person_days += person_days;
        self.also.advanced(person_days);
    }

    fn handled(&self, events: &Handled) {
        self.books().handled.iter_mut().zip(events).for_each(|(sum, more)| *sum += more);
        self.also.handled(events);
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

/// What happened to people aged 65 and over in a person-year of the horizon, over all trials, by its nature.
fn happened(rows: &[Row]) -> Vec<String> {
    let rows: Vec<_> = rows.iter().filter(|row| row.place.is_none()).collect();
    let years: f64 = rows.iter().map(|row| row.person_years).sum();
    if years <= 0.0 {
        return Vec::new();
    }
    let of = |(nature, words): &(Nature, &str)| {
        let events = rows.iter().flat_map(|row| row.events.iter().enumerate());
        let all: u64 = events.filter(|(kind, _)| Nature::of(*kind) == *nature).map(|(_, (_, count))| count).sum();
        format!("    {words:<32}{:>7}", number(all as f64 / years, 2))
    };
    let mut lines = vec!["  what happened to people aged 65 and over, a person-year".to_owned()];
    lines.extend(Nature::ALL.iter().map(of));
    lines.push("  of that, events of persons by kind".to_owned());
    lines.extend(
        by_kind(&rows)
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(label, count)| format!("    {label:<40}{:>7}", number(count as f64 / years, 3))),
    );
    lines
}

/// The kinds of events of persons with how many there were, in the order of the events table.
fn by_kind(rows: &[&Row]) -> Vec<(&'static str, u64)> {
    let Some(first) = rows.first() else { return Vec::new() };
    let kinds = first.events.iter().enumerate().filter(|(kind, _)| Nature::of(*kind) == Nature::Person);
    kinds.map(|(kind, (label, _))| (*label, rows.iter().map(|row| row.events[kind].1).sum())).collect()
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
        timings.handled(&[1; KINDS.len()]);
        timings.advanced(730);
        let words = timings.words(&[]);
        assert!(words.contains("1 window: the busiest thread took"), "{words}");
        assert!(KINDS.iter().all(|kind| words.contains(kind)), "{words}");
        assert!(words.contains("3.50 a person-year"), "seven in two years: {words}");
        assert!(Part::ALL.iter().all(|part| words.contains(name(*part))), "{words}");
        assert_eq!(words.matches("idle for").count(), 1, "{words}");
    }
}
