//! Records: what organisations have written down, late and incomplete, each in a record of its own.
//!
//! A book counts what was written, by month and by how much later it was coded, and keeps nothing else. Who counted it
//! for what, and what anybody concludes, is not known here.

pub mod returns;

use crate::model::design::Organisation;
use crate::model::step::Context;
use crate::random::luck::{Purpose, mix};
use crate::time::SimTime;

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// An emergency admission.
    Admission,
    /// Days in a bed of people ready to leave.
    DelayedDays,
    /// Urgent response was asked for.
    UrgentAsked,
    /// It came within two hours.
    UrgentInTime,
    /// A box was ticked for an admission avoided.
    Claimed,
    /// A team's first contact; the amount is the days since referral.
    FirstContact,
    /// A plan.
    Plan,
    /// A contact of a team.
    Contact,
}

const MEASURES: usize = 8;
/// Months in which something may still be coded: that of the fact and those after it. What comes later is never counted.
const CODED_WITHIN: usize = 6;

/// So many entries, and what they add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// Entries.
    pub count: f64,
    /// Their amounts.
    pub amount: f64,
}

/// What one keeper of records has written, by month.
#[derive(Clone, Debug, Default)]
pub struct Book {
    months: Vec<[[Sum; CODED_WITHIN]; MEASURES]>,
}

/// The number of a month, counted from that in which the run began.
pub fn month(context: &Context, at: SimTime) -> usize {
    const MONTHS_A_YEAR: i32 = 12;
    let number = |at| {
        let date = context.calendar.date(at);
        i32::from(date.year()) * MONTHS_A_YEAR + i32::from(date.month())
    };
    (number(at) - number(SimTime::START)) as usize
}

impl Book {
    /// Something has happened that belongs to an organisation's record. `key` names it alike in all worlds: the root of a
    /// crisis or the piece of casework, and not the moment.
    pub fn write(&mut self, context: &Context, now: SimTime, what: Measure, by: Organisation, key: u64, amount: f64) {
        let recorded = context.parameters.recording.recorded.all()[by as usize].get();
        self.write_with(context, now, what, by, key, (recorded, amount));
    }

    /// The same with a chance of its own that it is written down.
    fn write_with(
        &mut self,
        context: &Context,
        now: SimTime,
        what: Measure,
        by: Organisation,
        key: u64,
        (recorded, amount): (f64, f64),
    ) {
        let fact = mix(key, what as u64);
        if !context.luck.chance(Purpose::Recorded, fact, by as u64, recorded) {
            return;
        }
        let mean = context.parameters.recording.coded_after.all()[by as usize].span();
        let late = context.exponential(Purpose::RecordLag, fact, by as u64, mean);
        let this = month(context, now);
        self.add(what, this, month(context, now + late) - this, amount);
    }

    fn add(&mut self, what: Measure, month: usize, late: usize, amount: f64) {
        self.months.resize(self.months.len().max(month + 1), Default::default());
        if let Some(sum) = self.months[month][what as usize].get_mut(late) {
            sum.count += 1.0;
            sum.amount += amount;
        }
    }

    /// What is known of a month at the beginning of another.
    pub fn known(&self, what: Measure, month: usize, as_of: usize) -> Sum {
        let Some(columns) = self.months.get(month) else { return Sum::default() };
        let coded = columns[what as usize].iter().take(as_of.saturating_sub(month));
        coded.fold(Sum::default(), |all, sum| Sum { count: all.count + sum.count, amount: all.amount + sum.amount })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_coded_late_is_known_late_and_what_is_coded_too_late_never() {
        let mut book = Book::default();
        for late in [0, 0, 1, 3, CODED_WITHIN] {
            book.add(Measure::Plan, 2, late, 10.0);
        }
        let known = |as_of| book.known(Measure::Plan, 2, as_of).count;
        assert_eq!([2, 3, 4, 5, 6, 60].map(known), [0.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
        assert_eq!(book.known(Measure::Plan, 2, 4).amount, 30.0);
        assert_eq!(book.known(Measure::Plan, 9, 60), Sum::default());
        assert_eq!(book.known(Measure::Contact, 2, 60), Sum::default());
    }
}
