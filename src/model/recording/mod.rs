//! Records: what organisations have written down, late, incomplete and in part as something else, each in a record of
//! its own.
//!
//! A book counts what was written, by month and by how much later it was coded or put right, and keeps nothing else. Who
//! counted it for what, and what anybody concludes, is not known here.

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
    /// Emergency care without a bed: seen in the department and sent home.
    SameDay,
    /// Urgent response came after two hours.
    UrgentLate,
    /// That a team's contact was not the first; the amount is the days since referral.
    FollowUp,
}

const MEASURES: usize = 11;
/// Months in which something may still be coded or put right: that of the fact and those after it. What comes later is
/// never counted.
const CODED_WITHIN: usize = 6;

/// So many entries, and what they add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// Entries.
    pub count: f64,
    /// Their amounts.
    pub amount: f64,
}

impl Sum {
    fn one(amount: f64) -> Self {
        Self { count: 1.0, amount }
    }

    fn plus(self, other: Self) -> Self {
        Self { count: self.count + other.count, amount: self.amount + other.amount }
    }

    fn taken_back(self) -> Self {
        Self { count: -self.count, amount: -self.amount }
    }
}

/// What one keeper of records has written, by month of the fact. What was put right is taken back in the column of the
/// month in which that was done, so that a month is known otherwise than before, and not as it was never filed.
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
        let coded = now + context.exponential(Purpose::RecordLag, fact, by as u64, mean);
        let (this, entry) = (month(context, now), Sum::one(amount));
        let later = |at| month(context, at) - this;
        let Some(wrong) = filed_instead(context, what, by, fact) else {
            return self.add(what, this, later(coded), entry);
        };
        self.add(wrong, this, later(coded), entry);
        if let Some(corrected) = corrected(context, by, fact, coded) {
            self.add(wrong, this, later(corrected), entry.taken_back());
            self.add(what, this, later(corrected), entry);
        }
    }

    fn add(&mut self, what: Measure, month: usize, late: usize, entry: Sum) {
        self.months.resize(self.months.len().max(month + 1), Default::default());
        if let Some(sum) = self.months[month][what as usize].get_mut(late) {
            *sum = sum.plus(entry);
        }
    }

    /// What is known of a month at the beginning of another.
    pub fn known(&self, what: Measure, month: usize, as_of: usize) -> Sum {
        let Some(columns) = self.months.get(month) else { return Sum::default() };
        let coded = columns[what as usize].iter().take(as_of.saturating_sub(month));
        let Sum { count, amount } = coded.fold(Sum::default(), |all, &sum| all.plus(sum));
        // What was taken back may leave a rounding of the amounts behind.
        Sum { count, amount: amount.max(0.0) }
    }
}

/// What an entry is filed as by whoever mistakes it for something else; nothing where no two entries look alike.
///
/// Somebody seen in same-day emergency care and somebody admitted to an assessment unit have the same trolley, notes and
/// clinician, and which of the two data sets they go to is a matter of the local template. The clock of urgent response
/// starts when the request was typed in or when it was accepted, and stops on arrival or when the visit was typed in. A
/// referral that was closed and opened again makes a first contact of a follow-up, and one that was never closed a
/// follow-up of a first contact. A plan is written as the note of a contact where nobody opened its template; nobody
/// opens it by mistake, so no contact is filed as a plan. A box is ticked or not, beds are counted each night, and a
/// request for urgent response starts its own record: none of these is mistaken for anything.
fn mistaken_for(what: Measure) -> Option<Measure> {
    match what {
        Measure::Admission => Some(Measure::SameDay),
        Measure::SameDay => Some(Measure::Admission),
        Measure::UrgentInTime => Some(Measure::UrgentLate),
        Measure::UrgentLate => Some(Measure::UrgentInTime),
        Measure::FirstContact => Some(Measure::FollowUp),
        Measure::FollowUp => Some(Measure::FirstContact),
        Measure::Plan => Some(Measure::Contact),
        Measure::DelayedDays | Measure::UrgentAsked | Measure::Claimed | Measure::Contact => None,
    }
}

/// What an entry about a fact is filed as, if not as what it is.
fn filed_instead(context: &Context, what: Measure, by: Organisation, fact: u64) -> Option<Measure> {
    let miscoded = context.parameters.recording.miscoded.all()[by as usize].get();
    mistaken_for(what).filter(|_| context.luck.chance(Purpose::Miscoded, fact, by as u64, miscoded))
}

/// When a miscoded entry is put right, if ever.
fn corrected(context: &Context, by: Organisation, fact: u64, coded: SimTime) -> Option<SimTime> {
    let rules = &context.parameters.recording;
    let right = context.luck.chance(Purpose::Corrected, fact, by as u64, rules.corrected.all()[by as usize].get());
    let mean = rules.corrected_after.span();
    right.then(|| coded + context.exponential(Purpose::CorrectionLag, fact, by as u64, mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_coded_late_is_known_late_and_what_is_coded_too_late_never() {
        let mut book = Book::default();
        for late in [0, 0, 1, 3, CODED_WITHIN] {
            book.add(Measure::Plan, 2, late, Sum::one(10.0));
        }
        let known = |as_of| book.known(Measure::Plan, 2, as_of).count;
        assert_eq!([2, 3, 4, 5, 6, 60].map(known), [0.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
        assert_eq!(book.known(Measure::Plan, 2, 4).amount, 30.0);
        assert_eq!(book.known(Measure::Plan, 9, 60), Sum::default());
        assert_eq!(book.known(Measure::Contact, 2, 60), Sum::default());
    }
}
