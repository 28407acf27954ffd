//! Outcomes of experience: who came, how often the same, who knew what, and what people and staff would say of it.
//!
//! All of it is read off facts. What somebody says follows from what they lived through and from nothing else.

use super::{DAYS_EACH, PER_1000, Row, SHARE, row};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::figures::{THOUSAND, ratio};
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};

/// Experience of care, in the order in which it is shown.
pub(super) const EXPERIENCE: &[Row] = &[
    row("coordinated_days_per_person", "Days in touch with a named coordinator", DAYS_EACH, Higher, 2, |f, _| {
        f.per_person(f.lives.all().coordinated_days as f64)
    }),
    row("same_service_share", "Visits by the service that had made the visit before", SHARE, Higher, 3, |f, _| {
        let all = f.lives.all();
        ratio(all.by_same_service as f64, all.later_visits as f64)
    }),
    row("same_team_share", "Visits by the same service or the same team as before", SHARE, Higher, 3, |f, _| {
        let all = f.lives.all();
        ratio(all.by_same_team as f64, all.later_visits as f64)
    }),
    row(
        "stories_retold_per_person_assessed",
        "Assessments told over again, per person assessed",
        "per person assessed",
        Lower,
        3,
        |f, _| {
            let all = f.lives.all();
            ratio(all.assessed_again as f64, all.assessed as f64)
        },
    ),
    row(
        "story_told_once_share",
        "People assessed who never had to tell their story again",
        SHARE,
        Higher,
        3,
        |f, _| {
            let all = f.lives.all();
            ratio((all.assessed - all.told_again) as f64, all.assessed as f64)
        },
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
        |f, _| {
            let all = f.lives.all();
            ratio(all.never_reached as f64, all.in_need as f64)
        },
    ),
    row(
        "experience_score",
        "Statements on their care that people agree with, of those frail and in need at the start",
        SHARE,
        Higher,
        3,
        |f, _| {
            let all = f.lives.all();
            ratio(all.agreed as f64, all.said as f64)
        },
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
