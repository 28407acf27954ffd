//! The two kinds of meeting of a design and the time that they take.

use crate::model::design::Meeting;
use crate::model::design::MeetingMode::{Hybrid, Virtual};
use crate::time::Span;

/// Days between two, length, and cases in one.
pub type Sitting = (u64, Span, u32);

/// What is asked of a meeting.
pub fn of(meeting: Meeting) -> Sitting {
    (meeting.every.whole_days().max(1), meeting.length.span(), meeting.cases)
}

/// Whether it is held on screens, for all or some.
pub fn on_screens(meeting: &Meeting) -> bool {
    matches!(meeting.mode, Virtual | Hybrid)
}

/// When one that is due is held: on the first working day, and a board on none on which there is a meeting. Returns whether
/// the meeting is held, or else whether the board is.
pub fn today(day: u64, meeting_due: u64, board_due: Option<u64>) -> (bool, bool) {
    let meets = day >= meeting_due;
    (meets, !meets && board_due.is_some_and(|due| day >= due))
}

/// Hours a week in both, in the mean over weeks without bank holidays.
pub fn hours_a_week(meeting: Option<Sitting>, board: Option<Sitting>) -> f64 {
    // So many weeks that intervals of up to a quarter come out even.
    const WEEKS: u64 = 13 * 12;
    const WEEK: u64 = 7;
    const WORKING: u64 = 5;
    let Some((every, length, _)) = meeting else { return 0.0 };
    let (mut next, mut next_board, mut hours) = (0, board.map(|_| 0), 0.0);
    for day in (0..WEEKS * WEEK).filter(|day| day % WEEK < WORKING) {
        let (meets, sits) = today(day, next, next_board);
        if meets {
            next = day + every;
            hours += length.hours();
        }
        if let Some((every, length, _)) = board.filter(|_| sits) {
            next_board = Some(day + every);
            hours += length.hours();
        }
    }
    hours / WEEKS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn sitting(every: u64, minutes: u64) -> Option<Sitting> {
        Some((every, Span::seconds(minutes * 60), 10))
    }

    #[test]
    fn a_daily_meeting_is_held_on_working_days() {
        assert!((hours_a_week(sitting(1, 30), None) - 2.5).abs() < 1e-12);
        assert!((hours_a_week(sitting(7, 90), None) - 1.5).abs() < 1e-12);
        assert!((hours_a_week(sitting(14, 120), None) - 1.0).abs() < 1e-12);
        assert_eq!(hours_a_week(None, sitting(1, 30)), 0.0);
    }

    #[test]
    fn a_board_is_held_on_the_other_days() {
        assert!((hours_a_week(sitting(7, 60), sitting(1, 15)) - (1.0 + 4.0 * 0.25)).abs() < 1e-12);
        assert_eq!(today(8, 8, Some(8)), (true, false));
        assert_eq!(today(9, 15, Some(8)), (false, true));
        assert_eq!(today(9, 15, None), (false, false));
    }
}
