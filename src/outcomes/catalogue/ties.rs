//! Outcomes of ties that are gone: what turnover and reorganisations cost in people who know each other's work.

use super::{Row, row};
use crate::outcomes::figures::THOUSAND;
use crate::outcomes::metric::Direction::Lower;

const FULL_TIES: &str = "full ties a year per 1,000 people 65+";

/// Ties of teams lost, in the order in which they are shown.
pub(super) const TIES: &[Row] = &[
    row("team_ties_lost_per_1000", "Ties between members of teams lost with leavers", FULL_TIES, Lower, 2, |f, _| {
        f.per_person(f.ties_lost.with_leavers * THOUSAND)
    }),
    row(
        "team_outside_ties_lost_per_1000",
        "Ties of teams to organisations lost with leavers",
        FULL_TIES,
        Lower,
        2,
        |f, _| f.per_person(f.ties_lost.to_organisations * THOUSAND),
    ),
    row(
        "team_ties_broken_by_change_per_1000",
        "Ties between members of teams broken by reorganisation",
        FULL_TIES,
        Lower,
        2,
        |f, _| f.per_person(f.ties_lost.by_reorganisation * THOUSAND),
    ),
];
