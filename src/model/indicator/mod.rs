//! Indicators: what a dashboard makes of records, by the definition of each: what is counted, over what, how late.
//!
//! They see records and nothing else. What is not counted has no place here, whatever it did for anybody.

mod score;

pub use score::score;

use crate::model::fact::views::{Dashboard, Indicator, Shown};
use crate::model::parameters::judgement::Indicators;
use crate::model::recording::returns::Returns;
use crate::model::recording::{Book, Measure};

const MONTHS_A_YEAR: usize = 12;

/// What an indicator is a count of, and over what.
enum Definition {
    /// Entries, over registered people and years.
    OfRegistered(Measure),
    /// Amounts, over registered people and years.
    AmountOfRegistered(Measure),
    /// Entries, of other entries.
    Of(Measure, Measure),
    /// The mean amount of entries.
    Mean(Measure),
}

fn definition(indicator: Indicator) -> Definition {
    match indicator {
        Indicator::EmergencyAdmissions => Definition::OfRegistered(Measure::Admission),
        Indicator::DelayedDays => Definition::AmountOfRegistered(Measure::DelayedDays),
        Indicator::TwoHourShare => Definition::Of(Measure::UrgentInTime, Measure::UrgentAsked),
        Indicator::FirstContact => Definition::Mean(Measure::FirstContact),
        Indicator::Plans => Definition::OfRegistered(Measure::Plan),
        Indicator::Contacts => Definition::OfRegistered(Measure::Contact),
        Indicator::Claimed => Definition::OfRegistered(Measure::Claimed),
    }
}

/// Whether an indicator is about a team rather than its place.
fn of_team(indicator: Indicator) -> bool {
    matches!(indicator, Indicator::FirstContact | Indicator::Plans | Indicator::Contacts)
}

/// The beginning of a month, from which a dashboard looks back.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The month that begins.
    pub month: usize,
    /// That in which the design began.
    pub zero: usize,
}

/// What a dashboard shows of a place without its teams.
pub fn of_place(rules: &Indicators, returns: &Returns, moment: Moment) -> Dashboard {
    let mut dashboard = Dashboard::default();
    for indicator in Indicator::ALL.into_iter().filter(|&indicator| !of_team(indicator)) {
        let shown = |before| figure(rules, indicator, (&returns.book, returns, 1.0), moment, before);
        dashboard.now[indicator as usize] = shown(false);
        dashboard.before[indicator as usize] = shown(true);
    }
    dashboard
}

/// Puts the indicators of one team on a dashboard, out of those registered in its part (0 to 1) of the place.
pub fn of_one_team(rules: &Indicators, book: &Book, returns: &Returns, part: f64, moment: Moment) -> Dashboard {
    let mut dashboard = Dashboard::default();
    for indicator in Indicator::ALL.into_iter().filter(|&indicator| of_team(indicator)) {
        dashboard.now[indicator as usize] = figure(rules, indicator, (book, returns, part), moment, false);
    }
    dashboard
}

/// Both together: figures add up.
pub fn together(one: &Dashboard, other: &Dashboard) -> Dashboard {
    let plus = |one: &[Shown], other: &[Shown]| std::array::from_fn(|at| one[at].plus(other[at]));
    Dashboard { now: plus(&one.now, &other.now), before: plus(&one.before, &other.before) }
}

/// An indicator over its window, as far as it is known; or over the same months of the year before the design began.
fn figure(
    rules: &Indicators,
    indicator: Indicator,
    (book, returns, part): (&Book, &Returns, f64),
    moment: Moment,
    before: bool,
) -> Shown {
    let lag = rules.lag.all()[indicator as usize].get() as usize;
    let window = rules.window.get() as usize;
    let Some(end) = moment.month.checked_sub(lag) else { return Shown::default() };
    let Some(begin) = end.checked_sub(window) else { return Shown::default() };
    let mut shown = Shown::default();
    for month in begin..end {
        let Some(month) = (if before { year_before(month, moment.zero) } else { Some(month) }) else {
            return Shown::default();
        };
        let known = |what| book.known(what, month, moment.month);
        let people = returns.registered(month) * part / MONTHS_A_YEAR as f64;
        let (count, of) = match definition(indicator) {
            Definition::OfRegistered(what) => (known(what).count, people),
            Definition::AmountOfRegistered(what) => (known(what).amount, people),
            Definition::Of(what, all) => (known(what).count, known(all).count),
            Definition::Mean(what) => (known(what).amount, known(what).count),
        };
        shown = shown.plus(Shown { count: count as f32, of: of as f32 });
    }
    shown
}

/// The same month of the year before the design began; `None` where records do not go back so far.
fn year_before(month: usize, zero: usize) -> Option<usize> {
    let first = zero.checked_sub(MONTHS_A_YEAR)?;
    Some(first + month.checked_sub(first)? % MONTHS_A_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_held_against_the_same_one_of_the_year_before_the_design() {
        let same = |month| year_before(month, 14);
        assert_eq!([13, 14, 20, 25, 26, 38].map(same), [13, 2, 8, 13, 2, 2].map(Some));
        assert_eq!(year_before(14, 6), None, "records of half a year");
        assert_eq!(same(1), None, "before the year in question");
    }
}
