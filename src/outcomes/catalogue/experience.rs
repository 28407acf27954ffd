//! Outcomes of experience: who came, how often the same, who knew what, and what people and staff would say of it.
//!
//! All of it is read off facts. What somebody says follows from what they lived through and from nothing else.

use super::{DAYS_EACH, PER_1000, Row, SHARE, row};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::figures::{Figures, THOUSAND, ratio};
use crate::outcomes::group_sums::GroupSums;
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};

/// Experience of care, in the order in which it is shown.
pub(super) const EXPERIENCE: &[Row] = &[
    row("coordinated_days_per_person", "Days in touch with a named coordinator", DAYS_EACH, Higher, 2, |f, _| {
        f.per_person(f.lives.all().coordinated_days as f64)
    }),
    row("same_service_share", "Visits by the service that had made the visit before", SHARE, Higher, 3, |f, _| {
        part(f, |all| all.by_same_service, |all| all.later_visits)
    }),
    row("same_team_share", "Visits by the same service or the same team as before", SHARE, Higher, 3, |f, _| {
        part(f, |all| all.by_same_team, |all| all.later_visits)
    }),
    row(
        "stories_retold_per_person_assessed",
        "Assessments told over again, per person assessed",
        "per person assessed",
        Lower,
        3,
        |f, _| part(f, |all| all.assessed_again, |all| all.assessed),
    ),
    row(
        "story_told_once_share",
        "People assessed who never had to tell their story again",
        SHARE,
        Higher,
        3,
        |f, _| part(f, |all| all.assessed - all.told_again, |all| all.assessed),
    ),
    row("told_of_plan_per_1000", "People told of their plan", PER_1000, Higher, 1, |f, _| {
        f.per_1000(&[Kind::PlannedAndTold])
    }),
    row("left_alone_days_per_person", "Days left alone with an unmet need", DAYS_EACH, Lower, 1, |f, _| {
        f.per_person(f.lives.all().left_alone_days as f64)
    }),
    row(
        "never_reached_share",
        "Never reached, of those moderately or severely frail with an unmet need at the start",
        SHARE,
        Lower,
        3,
        |f, _| part(f, |all| all.never_reached, |all| all.in_need),
    ),
    row(
        "experience_score",
        "Statements on their care that people agree with, of those frail and in need at the start",
        SHARE,
        Higher,
        3,
        |f, _| part(f, |all| all.agreed, |all| all.said),
    ),
    row("needs_met_per_1000", "Needs met", PER_1000, Higher, 1, |f, _| f.per_1000(&[Kind::NeedMet])),
    row(
        "needs_credited_per_1000",
        "Needs met while on a team's list, with which people credit it",
        PER_1000,
        Neither,
        1,
        |f, _| f.per_person(f.lives.all().met_on_list as f64 * THOUSAND),
    ),
    row("staff_benefit_share", "Benefit as team staff see it: own actions carried out", SHARE, Neither, 3, |f, _| {
        f.rounds.benefit_seen()
    }),
];

/// One sum over all lives as a part of another.
fn part(figures: &Figures, of: fn(&GroupSums) -> u64, among: fn(&GroupSums) -> u64) -> f64 {
    let all = figures.lives.all();
    ratio(of(&all) as f64, among(&all) as f64)
}
