//! Progress of a run: a bar with rate and time left on a terminal, a plain line now and then elsewhere.

use crate::analysis::words::number;
use crate::cli::interrupt::Interrupt;
use crate::cli::log::Log;
use crate::cli::options::StudyOptions;
use crate::cli::terminal;
use crate::experiment::watch::{TrialName, Watch};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const DAYS_A_YEAR: f64 = 365.2425;
/// Plain lines come no more often than this.
const PLAIN_EVERY: Duration = Duration::from_secs(5);
const DRAWN_A_SECOND: u8 = 5;

/// Shows how far a run is, and passes on what another watcher should see.
pub struct Progress<'a> {
    total: u64,
    done: AtomicU64,
    begun: Instant,
    /// When the last plain line was written, in milliseconds from the beginning.
    last_line: AtomicU64,
    bar: Option<ProgressBar>,
    plain: bool,
    verbose: bool,
    log: &'a Log,
    interrupt: &'a Interrupt,
    also: &'a dyn Watch,
}

impl<'a> Progress<'a> {
    /// Progress towards `person_days`.
    #[allow(clippy::disallowed_methods)] // time left needs a clock; nothing of it reaches a row
    pub fn towards(
        person_days: u64,
        options: &StudyOptions,
        log: &'a Log,
        interrupt: &'a Interrupt,
        also: &'a dyn Watch,
    ) -> Self {
        let live = terminal::is_live() && !options.quiet;
        Self {
            total: person_days,
            done: AtomicU64::new(0),
            begun: Instant::now(),
            last_line: AtomicU64::new(0),
            bar: live.then(|| bar(person_days)),
            plain: !live && !options.quiet,
            verbose: options.verbose,
            log,
            interrupt,
            also,
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn say(&self, words: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::note(words)),
            None => terminal::note(words),
        }
    }

    /// A line with share, rate and time left, if the last one was long enough ago.
    fn plain_line(&self, done: u64) {
        let elapsed = self.begun.elapsed();
        let (now, last) = (elapsed.as_millis() as u64, self.last_line.load(Ordering::Relaxed));
        if done == 0 || now < last + PLAIN_EVERY.as_millis() as u64 {
            return;
        }
        let taken = self.last_line.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed);
        if taken.is_err() {
            return;
        }
        let share = done as f64 / self.total.max(1) as f64;
        let left = elapsed.as_secs_f64() * (1.0 - share).max(0.0) / share;
        let rate = done as f64 / DAYS_A_YEAR / elapsed.as_secs_f64();
        terminal::note(&format!(
            "{:3.0} % done, {} person-years a second, about {} s left",
            share * 100.0,
            number(rate, 0),
            number(left, 0)
        ));
    }
}

impl Watch for Progress<'_> {
    fn trial_begins(&self, trial: &TrialName) {
        self.also.trial_begins(trial);
    }

    fn advanced(&self, person_days: u64) {
        let done = self.done.fetch_add(person_days, Ordering::Relaxed) + person_days;
        match &self.bar {
            Some(bar) => bar.set_position(done),
            None if self.plain => self.plain_line(done),
            None => {}
        }
        self.also.advanced(person_days);
    }

    fn trial_ended(&self, trial: &TrialName, failed: Option<&str>) {
        let TrialName { point, draw, arm, replication, place } = trial;
        let draw = draw.map(|draw| format!("draw {draw}, ")).unwrap_or_default();
        let name = format!("point {point}, {draw}arm {arm}, replication {replication}, {place}");
        let words = match failed {
            Some(reason) => format!("failed: {name}: {reason}"),
            None => format!("done: {name}"),
        };
        self.log.line(&words);
        if failed.is_some() || self.verbose {
            self.say(&words);
        }
        self.also.trial_ended(trial, failed);
    }

    fn wants_to_stop(&self) -> bool {
        self.interrupt.is_asked() || self.also.wants_to_stop()
    }
}

fn bar(person_days: u64) -> ProgressBar {
    let rate = |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{}", number(state.per_sec() / DAYS_A_YEAR, 0));
    };
    let template = "{bar:30} {percent:>3} %  {rate} person-years a second  {eta} left";
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::with_draw_target(Some(person_days), ProgressDrawTarget::stderr_with_hz(DRAWN_A_SECOND));
    bar.set_style(style.progress_chars("=> ").with_key("rate", rate));
    bar
}
