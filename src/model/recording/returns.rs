//! The returns of a place: what its organisations write down of what befalls all its residents, and how many of them
//! are on registers.

use crate::model::design::Organisation;
use crate::model::fact::{Answer, Census, Fact, FactKind};
use crate::model::recording::{Book, Measure, Sum, month};
use crate::model::step::Context;
use crate::random::luck::mix;
use crate::time::{HOUR, SimTime, Span};

/// The national standard for urgent community response.
const TWO_HOURS: Span = Span::seconds(2 * HOUR);

/// What is known of all residents.
#[derive(Clone, Debug, Default)]
pub struct Returns {
    /// Records of the hospital and of those who come instead of it.
    pub book: Book,
    /// People on registers at the beginning of each month.
    registered: Vec<f64>,
}

impl Returns {
    /// Looks at what has just happened: whose record it belongs to, and whether it gets there.
    pub fn see(&mut self, context: &Context, facts: &[Fact]) {
        for Fact { at, kind, .. } in facts {
            let mut write = |what, by, key| self.book.write(context, *at, what, by, key, 1.0);
            match kind {
                FactKind::Admitted { root, ordinal, .. } => {
                    write(Measure::Admission, Organisation::Hospital, mix(*root, u64::from(*ordinal)));
                }
                FactKind::UrgentAsked { root } => write(Measure::UrgentAsked, Organisation::Trust, *root),
                FactKind::CrisisAnswered { root, answer: Answer::Department } => {
                    write(Measure::SameDay, Organisation::Hospital, *root);
                }
                FactKind::UrgentCame { root, waited } => {
                    let what = if *waited <= TWO_HOURS { Measure::UrgentInTime } else { Measure::UrgentLate };
                    write(what, Organisation::Trust, *root);
                }
                FactKind::CrisisAnswered { root, answer: Answer::Substituted } => self.tick(context, *at, *root),
                FactKind::Census(census) => self.count(context, *at, census),
                _ => {}
            }
        }
    }

    /// Whoever came instead of a hospital may tick the box of an admission avoided.
    fn tick(&mut self, context: &Context, at: SimTime, root: u64) {
        let claimed = context.parameters.recording.claimed.get();
        self.book.write_with(context, at, Measure::Claimed, Organisation::Trust, root, (claimed, 1.0));
    }

    /// A night's count: people in beds who are ready to leave are reported each day, and registers at month's turn.
    fn count(&mut self, context: &Context, at: SimTime, census: &Census) {
        let this = month(context, at);
        let recording = &context.parameters.recording;
        let reported = recording.recorded.hospital.get() * f64::from(census.delayed);
        self.book.add(Measure::DelayedDays, this, 0, Sum::one(reported));
        if self.registered.len() <= this {
            self.registered.resize(this + 1, recording.registered.get() * f64::from(census.alive));
        }
    }

    /// People on registers in a month; 0 where nothing is known.
    pub fn registered(&self, month: usize) -> f64 {
        self.registered.get(month).copied().unwrap_or(0.0)
    }
}
