//! An average week of one service, hour by hour from Monday: work asked for, and staff time for it.
//!
//! A week in which there is time enough may still have hours in which there is not: what is asked for at night waits for
//! the morning. This file knows no service and no place.

use crate::time::{DayKind, SimTime};

/// Hours of a day.
const A_DAY: usize = 24;
/// Hours of a week.
pub const HOURS: usize = 7 * A_DAY;

/// Mean hours of work asked for and of staff time in each hour of the week; hour 0 begins on Monday at midnight.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// Work asked for.
    pub asked: [f64; HOURS],
    /// Time of staff on duty.
    pub offered: [f64; HOURS],
}

/// The hour of the week of a moment.
pub fn hour_of_week(day: DayKind, at: SimTime) -> usize {
    usize::from(day.weekday) * A_DAY + at.hour()
}

/// Day (0 is Monday) and hour of the day of an hour of the week.
pub fn day_and_hour(hour: usize) -> (usize, usize) {
    (hour / A_DAY % (HOURS / A_DAY), hour % A_DAY)
}

impl Week {
    /// A week in which nothing happens.
    pub const EMPTY: Self = Self { asked: [0.0; HOURS], offered: [0.0; HOURS] };

    /// Work asked for over staff time.
    pub fn ratio(&self) -> f64 {
        self.asked.iter().sum::<f64>() / self.offered.iter().sum::<f64>()
    }

    /// The share of the work that is asked for in hours in which nobody is on duty, 0 to 1.
    pub fn while_closed(&self) -> f64 {
        let closed = self.asked.iter().zip(&self.offered).filter(|(_, offered)| **offered == 0.0);
        closed.map(|(asked, _)| asked).sum::<f64>() / self.asked.iter().sum::<f64>()
    }

    /// Hours of work that wait at the end of each hour if every week is this one, and work flows like water; `None` where
    /// a week asks for as much as it gives, so that the line has no end.
    pub fn waiting(&self) -> Option<[f64; HOURS]> {
        if !self.ratio().is_finite() || self.ratio() >= 1.0 {
            return None;
        }
        let mut waiting = [0.0; HOURS];
        let mut now = 0.0_f64;
        // With time to spare in a week, what waits at its end does not depend on the week before: two are enough.
        for hour in (0..HOURS).chain(0..HOURS) {
            now = (now + self.asked[hour] - self.offered[hour]).max(0.0);
            waiting[hour] = now;
        }
        Some(waiting)
    }

    /// The share of the hours on duty at whose end work still waits, 0 to 1; `None` as in [`Self::waiting`].
    pub fn behind(&self) -> Option<f64> {
        let waiting = self.waiting()?;
        let on_duty = || (0..HOURS).filter(|&hour| self.offered[hour] > 0.0);
        Some(on_duty().filter(|&hour| waiting[hour] > 0.0).count() as f64 / on_duty().count() as f64)
    }

    /// The hour of the week whose work waits longest, and how many hours pass from its end until that work is taken up;
    /// `None` as in [`Self::waiting`], or where no work waits beyond its hour.
    pub fn longest(&self) -> Option<(usize, usize)> {
        let waiting = self.waiting()?;
        let until = |hour: usize| {
            let mut left = waiting[hour];
            (1..=HOURS).find(|after| {
                left -= self.offered[(hour + after) % HOURS];
                left <= 0.0
            })
        };
        let late = (0..HOURS).filter(|&hour| self.asked[hour] > 0.0 && waiting[hour] > 0.0);
        late.filter_map(|hour| Some((hour, until(hour)?))).max_by_key(|&(hour, after)| (after, std::cmp::Reverse(hour)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On duty from 8 to 18 on working days.
    fn office(asked: f64, offered: f64) -> Week {
        let open = |hour: usize| hour / A_DAY < 5 && (8..18).contains(&(hour % A_DAY));
        let given = std::array::from_fn(|hour| if open(hour) { offered } else { 0.0 });
        Week { asked: [asked; HOURS], offered: given }
    }

    #[test]
    fn work_of_the_weekend_waits_for_monday() {
        let week = office(1.0, 4.0);
        assert!((week.ratio() - 168.0 / 200.0).abs() < 1e-12);
        assert!((week.while_closed() - 118.0 / 168.0).abs() < 1e-12);
        let waiting = week.waiting().unwrap();
        // Friday at 18:00 nothing waits: a day asks for 24 hours and gives 40, and Monday's line is gone by Thursday.
        assert_eq!(waiting[4 * A_DAY + 17], 0.0);
        assert_eq!(waiting[7], 62.0, "from Friday at 18:00 to Monday at 08:00");
        let (hour, after) = week.longest().unwrap();
        assert_eq!(day_and_hour(hour), (4, 18), "what comes first after closing on Friday waits longest");
        assert_eq!(after, 62, "until the first hour on Monday");
        assert!(week.behind().unwrap() > 0.5);
    }

    #[test]
    fn nothing_waits_where_staff_are_there_when_work_comes() {
        let week = Week { asked: [1.0; HOURS], offered: [2.0; HOURS] };
        assert_eq!((week.while_closed(), week.behind(), week.longest()), (0.0, Some(0.0), None));
    }

    #[test]
    fn a_week_that_asks_for_more_than_it_gives_has_no_end_of_its_line() {
        assert_eq!(office(1.0, 3.0).waiting(), None);
        assert_eq!(Week::EMPTY.waiting(), None);
    }
}
