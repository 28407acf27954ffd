//! A second kind of meeting, and hours that differ between the parts of a team.

use crate::reactive::service;
use crate::together::{Side, count, meets, raises, share, team};
use mdtsim::model::design::{Hours, Meeting, MeetingMode, Role};
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::time::SimTime;

const WEEKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

fn day(at: SimTime) -> u64 {
    at.day() % 7
}

/// Days of the week, counted from any, on which cases were discussed.
fn days_of_discussion(history: &[Fact]) -> usize {
    let discussed = history.iter().filter(|fact| fact.kind == FactKind::Settled { at_meeting: true });
    let mut days: Vec<u64> = discussed.map(|fact| day(fact.at)).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

fn mean_days_to_plan(history: &[Fact]) -> f64 {
    let waits: Vec<f64> = history
        .iter()
        .filter_map(|fact| if let FactKind::Planned { waited, .. } = fact.kind { Some(waited.hours()) } else { None })
        .collect();
    waits.iter().sum::<f64>() / waits.len() as f64
}

/// A weekly meeting, with a board of a quarter of an hour on the other days or without.
fn weekly(board: bool) -> Side {
    const QUARTER_OF_AN_HOUR: f64 = 900.0;
    const DAY: f64 = 86_400.0;
    let daily = Meeting { every: share(DAY), length: share(QUARTER_OF_AN_HOUR), cases: 3, mode: MeetingMode::InPerson };
    team("integrated-care-team").among(3_000).designed(|design| {
        design.meeting = meets(7.0, MeetingMode::InPerson);
        design.board = board.then_some(daily);
    })
}

#[test]
fn a_daily_board_plans_for_people_between_the_weekly_meetings() {
    let [without, with] =
        [false, true].map(weekly).map(|side| (0..4).map(|seed| side.history(seed)).collect::<Vec<_>>());
    for (without, with) in without.iter().zip(&with) {
        // A bank holiday puts a meeting off to the next working day.
        assert!(days_of_discussion(without) <= 3, "{}", days_of_discussion(without));
        assert_eq!(days_of_discussion(with), 5, "on every working day");
    }
    raises("days to a plan without a board", &weekly(true), &weekly(false), mean_days_to_plan);
}

#[test]
fn the_part_of_a_team_that_answers_crises_may_keep_hours_of_its_own() {
    let everyday = Hours { days: [true; 7], from: 8, to: 20 };
    let weekdays = Hours { days: WEEKDAYS, from: 9, to: 17 };
    let urgent = |hours, urgent_hours| {
        service(Role::CommunityMatron, 20.0, |design| design.urgent_share = share(1.0))
            .designed(|design| (design.hours, design.urgent_hours) = (hours, urgent_hours))
    };
    let (none, own, all) = (urgent(weekdays, None), urgent(weekdays, Some(everyday)), urgent(everyday, None));
    let came = |side: &Side| -> f64 {
        (0..4).map(|seed| count(&side.history(seed), |kind| matches!(kind, FactKind::UrgentCame { .. }))).sum()
    };
    assert!(own.history(1) == all.history(1), "nobody of this team works but those who answer crises");
    assert!(came(&own) > came(&none));
}
