//! Simulated time: whole seconds since a logical process started, and the English working calendar.
//!
//! This room knows dates, hours, weekends, bank holidays of England and the April financial year.
//! It must not know people, services or the wall clock.

mod short;

pub use short::{ShortSpan, ShortTime};

use jiff::civil::{Date, Weekday};
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// Definitions of the units of time, in seconds.
pub const MINUTE: u64 = 60;
/// Seconds in an hour.
pub const HOUR: u64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: u64 = 24 * HOUR;
/// Seconds in a week.
pub const WEEK: u64 = 7 * DAY;
/// Seconds in a mean Gregorian year (365.2425 days).
pub const YEAR: u64 = 31_556_952;
/// Days in a mean Gregorian year.
pub const DAYS_A_YEAR: f64 = YEAR as f64 / DAY as f64;
/// Mondays to Fridays in a mean year.
pub const WEEKDAYS_A_YEAR: f64 = DAYS_A_YEAR * 5.0 / 7.0;
/// Bank holidays of England in a year, all of which fall or are kept on weekdays.
pub const BANK_HOLIDAYS_A_YEAR: f64 = 8.0;
/// Mondays to Fridays without them.
pub const WORKING_DAYS_A_YEAR: f64 = WEEKDAYS_A_YEAR - BANK_HOLIDAYS_A_YEAR;

/// A moment: whole seconds since the start of the logical process, warm-up included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SimTime(u64);

/// A length of time in whole seconds; never negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span(u64);

impl SimTime {
    /// The start of the logical process.
    pub const START: SimTime = SimTime(0);
    /// Later than every moment an event list can hold (34 bits of ticks).
    pub const NEVER: SimTime = SimTime((1 << 34) - 1);

    /// The moment `ticks` seconds after the start.
    pub const fn from_ticks(ticks: u64) -> Self {
        Self(ticks)
    }

    /// Seconds since the start.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// Whole days since the start.
    pub const fn day(self) -> u64 {
        self.0 / DAY
    }

    /// The first second of this day.
    pub const fn start_of_day(self) -> SimTime {
        SimTime(self.0 - self.0 % DAY)
    }

    /// The hour of the day, 0 to 23. Logical processes start at midnight.
    pub const fn hour(self) -> usize {
        (self.0 % DAY / HOUR) as usize
    }

    /// The time since `earlier`, or zero if `earlier` is later.
    pub const fn since(self, earlier: SimTime) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// Years since the start, as a real number.
    pub fn years(self) -> f64 {
        self.0 as f64 / YEAR as f64
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A length of whole seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Self(seconds)
    }

    /// A length of whole days.
    pub const fn days(days: u64) -> Self {
        Self(days * DAY)
    }

    /// A length from minutes, rounded to a second; negative or not a number counts as zero.
    pub fn from_minutes(minutes: f64) -> Self {
        Self::nearest_second(minutes * MINUTE as f64)
    }

    /// A length from hours, rounded to a second; negative or not a number counts as zero.
    pub fn from_hours(hours: f64) -> Self {
        Self::nearest_second(hours * HOUR as f64)
    }

    /// A length from days, rounded to a second; negative or not a number counts as zero.
    pub fn from_days(days: f64) -> Self {
        Self::nearest_second(days * DAY as f64)
    }

    /// A length rounded to a second; negative or not a number counts as zero.
    #[inline]
    pub fn nearest_second(seconds: f64) -> Self {
        // Cheaper than `round` where the processor cannot be relied on to have an instruction for it.
        const HALF: f64 = 0.5;
        Self((seconds + HALF) as u64)
    }

    /// Whole seconds.
    pub const fn ticks(self) -> u64 {
        self.0
    }

    /// Minutes, as a real number.
    pub fn minutes(self) -> f64 {
        self.0 as f64 / MINUTE as f64
    }

    /// Hours, as a real number.
    pub fn hours(self) -> f64 {
        self.0 as f64 / HOUR as f64
    }

    /// Days, as a real number.
    pub fn in_days(self) -> f64 {
        self.0 as f64 / DAY as f64
    }

    /// Mean Gregorian years, as a real number.
    pub fn years(self) -> f64 {
        self.0 as f64 / YEAR as f64
    }
}

impl Add<Span> for SimTime {
    type Output = SimTime;
    fn add(self, span: Span) -> SimTime {
        SimTime(self.0 + span.0)
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, span: Span) {
        self.0 += span.0;
    }
}

impl Sub<Span> for SimTime {
    type Output = SimTime;
    fn sub(self, span: Span) -> SimTime {
        SimTime(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0 + other.0)
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Span) {
        self.0 += other.0;
    }
}

impl fmt::Debug for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (self.day(), self.0 % DAY);
        write!(f, "day {day} {:02}:{:02}:{:02}", second / HOUR, second % HOUR / MINUTE, second % MINUTE)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}

/// What the calendar says about one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayKind {
    /// 0 is Monday, 6 is Sunday.
    pub weekday: u8,
    /// 1 to 12.
    pub month: u8,
    /// A bank holiday of England and Wales.
    pub bank_holiday: bool,
    /// The calendar year in which this day's financial year began (it starts on 1 April).
    pub financial_year: i16,
    /// Day of the year, 0 on 1 January.
    pub day_of_year: u16,
}

impl DayKind {
    /// Monday to Friday and no bank holiday.
    pub fn is_working(self) -> bool {
        self.weekday < 5 && !self.bank_holiday
    }
}

/// The English working calendar over a run, one entry a day, laid out once.
#[derive(Clone, Debug)]
pub struct Calendar {
    first: Date,
    days: Vec<DayKind>,
}

impl Calendar {
    /// A calendar whose day 0 is `first` and which covers `days` days.
    ///
    /// # Panics
    /// If the calendar would run beyond the year 9999.
    pub fn new(first: Date, days: usize) -> Self {
        let mut date = first;
        let mut holidays = bank_holidays(first.year());
        let mut year = first.year();
        let mut kinds = Vec::with_capacity(days);
        for _ in 0..days {
            if date.year() != year {
                year = date.year();
                holidays = bank_holidays(year);
            }
            kinds.push(DayKind {
                weekday: date.weekday().to_monday_zero_offset() as u8,
                month: date.month() as u8,
                bank_holiday: holidays.contains(&date),
                financial_year: if date.month() >= 4 { year } else { year - 1 },
                day_of_year: (date.day_of_year() - 1) as u16,
            });
            date = date.tomorrow().expect("a calendar within the years of the common era");
        }
        Self { first, days: kinds }
    }

    /// The date of day 0.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The kind of the day of `at`. Beyond the end the last week repeats.
    pub fn day(&self, at: SimTime) -> DayKind {
        let day = at.day() as usize;
        let last = self.days.len() - 1;
        if day <= last { self.days[day] } else { self.days[last - (day - last) % 7] }
    }

    /// The date of `at`.
    pub fn date(&self, at: SimTime) -> Date {
        self.first.saturating_add(jiff::Span::new().days(at.day() as i64))
    }

    /// The midnight that begins `date`, or `None` before day 0.
    pub fn midnight(&self, date: Date) -> Option<SimTime> {
        let days = (date - self.first).get_days();
        u64::try_from(days).ok().map(|days| SimTime::START + Span::days(days))
    }

    /// The number of days laid out.
    pub fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether the calendar has no day.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}

/// The bank holidays of England and Wales in a year, from the rules in force since 1978; one-off
/// holidays proclaimed for a single year are not known.
fn bank_holidays(year: i16) -> Vec<Date> {
    let date = |month, day| jiff::civil::date(year, month, day);
    let nth = |month, n| {
        date(month, 1).nth_weekday_of_month(n, Weekday::Monday).expect("every month has a first and a last Monday")
    };
    let days = |date: Date, days: i64| date.saturating_add(jiff::Span::new().days(days));
    let after_weekend = |day: Date| match day.weekday() {
        Weekday::Saturday => days(day, 2),
        Weekday::Sunday => days(day, 1),
        _ => day,
    };
    let christmas = date(12, 25);
    let (christmas, boxing) = match christmas.weekday() {
        Weekday::Friday => (christmas, days(christmas, 3)),
        Weekday::Saturday => (days(christmas, 2), days(christmas, 3)),
        Weekday::Sunday => (days(christmas, 2), days(christmas, 1)),
        _ => (christmas, days(christmas, 1)),
    };
    let easter = easter_sunday(year);
    vec![
        after_weekend(date(1, 1)),
        days(easter, -2),
        days(easter, 1),
        nth(5, 1),
        nth(5, -1),
        nth(8, -1),
        christmas,
        boxing,
    ]
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 13, 1876, p. 487).
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    jiff::civil::date(year, (n / 31) as i8, (n % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn bank_holidays_follow_the_published_lists() {
        let of = |year| {
            let mut days = bank_holidays(year);
            days.sort();
            days
        };
        assert_eq!(
            of(2027),
            [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)].map(|(m, d)| date(2027, m, d))
        );
        assert_eq!(
            of(2022)[..3],
            [(1, 3), (4, 15), (4, 18)].map(|(m, d)| date(2022, m, d)),
            "New Year's Day on a Saturday moves to Monday"
        );
        assert_eq!(of(2020)[6..], [date(2020, 12, 25), date(2020, 12, 28)], "Boxing Day on a Saturday moves to Monday");
    }

    #[test]
    fn the_financial_year_starts_in_april() {
        let calendar = Calendar::new(date(2027, 3, 31), 3);
        assert_eq!(calendar.day(SimTime::START).financial_year, 2026);
        assert_eq!(calendar.day(SimTime::START + Span::days(1)).financial_year, 2027);
        assert_eq!(calendar.midnight(date(2027, 4, 2)), Some(SimTime::START + Span::days(2)));
        assert_eq!(calendar.midnight(date(2027, 3, 30)), None);
    }

    #[test]
    fn weekends_and_holidays_are_not_worked() {
        let calendar = Calendar::new(date(2027, 12, 24), 10);
        let worked: Vec<bool> = (0..10).map(|d| calendar.day(SimTime::START + Span::days(d)).is_working()).collect();
        assert_eq!(worked, [true, false, false, false, false, true, true, true, false, false]);
    }
}
