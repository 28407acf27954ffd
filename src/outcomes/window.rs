//! The stretch of time whose facts count, and the months into which pictures divide it.

use crate::time::{Calendar, DAY, SimTime, Span};

/// What counts: from time zero up to, but without, the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    zero: SimTime,
    horizon: SimTime,
    /// The first moment of each month; the first is time zero.
    months: Vec<SimTime>,
}

impl Window {
    /// The window from `zero` (a midnight) up to `horizon`.
    ///
    /// A month begins whenever the day of the month on which time zero falls comes round; a start after the 28th
    /// counts as the 28th, which every month has.
    pub fn new(zero: SimTime, horizon: SimTime, calendar: &Calendar) -> Self {
        // The last day that every month has.
        const LATEST: i8 = 28;
        let turns_on = calendar.date(zero).day().min(LATEST);
        let midnights = (1..).map(|day| zero + Span::days(day)).take_while(|&midnight| midnight < horizon);
        let turns = midnights.filter(|&midnight| calendar.date(midnight).day() == turns_on);
        Self { zero, horizon, months: std::iter::once(zero).chain(turns).collect() }
    }

    /// Time zero, when arms part and counting begins.
    pub fn zero(&self) -> SimTime {
        self.zero
    }

    /// The first moment that no longer counts.
    pub fn horizon(&self) -> SimTime {
        self.horizon
    }

    /// Whether a moment counts.
    pub fn holds(&self, at: SimTime) -> bool {
        self.zero <= at && at < self.horizon
    }

    /// Months, the last of them perhaps not whole.
    pub fn months(&self) -> usize {
        self.months.len()
    }

    /// The month of a moment that counts, from 0.
    pub fn month(&self, at: SimTime) -> usize {
        self.months.partition_point(|&first| first <= at).saturating_sub(1)
    }

    /// Midnights after `at` and before the horizon.
    pub fn midnights_after(&self, at: SimTime) -> u64 {
        let last = self.horizon.ticks().saturating_sub(1) / DAY;
        last.saturating_sub(at.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_turn_on_the_day_of_the_start() {
        let calendar = Calendar::new(date(2027, 1, 31), 120);
        let zero = SimTime::START;
        let window = Window::new(zero, zero + Span::days(60), &calendar);
        let starts: Vec<u64> = window.months.iter().map(|first| first.day()).collect();
        assert_eq!(starts, [0, 28, 56], "31 January, 28 February, 28 March");
        assert_eq!([0, 27, 28, 59].map(|day| window.month(zero + Span::days(day))), [0, 0, 1, 2]);
    }

    #[test]
    fn midnights_are_counted_up_to_the_horizon() {
        let window = Window::new(SimTime::START, SimTime::START + Span::days(3), &Calendar::new(date(2027, 4, 1), 9));
        let noon = SimTime::START + Span::from_hours(12.0);
        assert_eq!([SimTime::START, noon, noon + Span::days(2)].map(|at| window.midnights_after(at)), [2, 2, 0]);
        assert!(window.holds(noon) && !window.holds(SimTime::START + Span::days(3)));
    }
}
