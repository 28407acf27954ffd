//! Outcomes of what makes staff a team: how they hold together, who is heard, what is lost between them.

use super::{MEDIAN, PER_1000, Row, SHARE, row, wait};
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::figures::THOUSAND;
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};
use crate::time::DAY;

const FROM_0_TO_1: &str = "0 to 1, mean of teams and days";

/// How teams work together, in the order in which it is shown.
pub(super) const TOGETHER: &[Row] = &[
    row("team_cohesion", "Cohesion: mean tie between members", FROM_0_TO_1, Higher, 3, |f, _| {
        f.nights.together.mean(|sum| sum.cohesion)
    }),
    row("team_shared_purpose", "Shared purpose of members", FROM_0_TO_1, Higher, 3, |f, _| {
        f.nights.together.mean(|sum| sum.alignment)
    }),
    row("team_voice", "Voice of those of low standing", FROM_0_TO_1, Higher, 3, |f, _| {
        f.nights.together.mean(|sum| sum.voice)
    }),
    row("team_tension", "Tension not worked through", FROM_0_TO_1, Lower, 3, |f, _| {
        f.nights.together.mean(|sum| sum.tension)
    }),
    row("team_fidelity", "Practice that follows the design", FROM_0_TO_1, Neither, 3, |f, _| {
        f.nights.together.mean(|sum| sum.fidelity)
    }),
    row("team_belief", "Belief of leaders that the team helps", FROM_0_TO_1, Neither, 3, |f, _| {
        f.nights.together.mean(|sum| sum.belief)
    }),
    row("team_goodwill", "Goodwill left for unpaid hours", FROM_0_TO_1, Higher, 3, |f, _| {
        f.nights.together.mean(|sum| sum.reserve)
    }),
    row("team_unpaid_hours_per_1000", "Unpaid hours of team staff", PER_1000, Lower, 1, |f, _| {
        f.per_person(f.nights.together.unpaid_hours * THOUSAND)
    }),
    row("discussed_share", "Cases settled in a meeting", SHARE, Neither, 3, |f, _| {
        f.share(&[Kind::SettledAtMeeting], &[Kind::SettledAtMeeting, Kind::SettledWithoutMeeting])
    }),
    row("observations_heard_share", "Observations of professions that reached the plan", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::ObservationHeard], &[Kind::ObservationHeard, Kind::ObservationUnheard])
    }),
    row(
        "decisions_found_share",
        "Needs decided at once: the first discussion saw what to do",
        SHARE,
        Higher,
        3,
        |f, _| f.share(&[Kind::DecisionFound], &[Kind::DecisionFound, Kind::DecisionOpen]),
    ),
    row("tensions_worked_through_share", "Tensions worked through", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::TensionWorkedThrough], &[Kind::TensionWorkedThrough, Kind::TensionStayed])
    }),
    row("team_hand_offs_lost_per_1000", "Requests within teams lost", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::HandOffLostWithin])
    }),
    row("others_response_median_days", "Wait for what a team asks of others (median)", "days", Lower, 1, |f, _| {
        wait(&f.waits.others, MEDIAN, DAY)
    }),
    row("escalations_per_1000", "Sent to hospital by a team's assessment", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::Escalated])
    }),
    row("stories_retold_per_1000", "Stories told again to a further profession", PER_1000, Lower, 1, |f, _| {
        f.per_1000(&[Kind::StoryRetold])
    }),
    row("stale_facts_per_1000", "Actions resting on a fact out of date", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::StaleFact])
    }),
    row(
        "team_purpose_likeness",
        "Likeness of purpose between designs",
        "0 to 1, as members state it",
        Neither,
        3,
        |f, _| f.rounds.mean_likeness(),
    ),
    row(
        "team_recovery_days",
        "Until cohesion is back after a shock (or the horizon)",
        "days, mean of teams",
        Lower,
        0,
        |f, _| f.rounds.mean_recovery(),
    ),
    row(
        "team_leaver_missed_days",
        "Until ties are back after a leaver (or the horizon)",
        "days, mean of leavers",
        Lower,
        0,
        |f, _| f.rounds.mean_missed(),
    ),
    row(
        "team_goodwill_lasts_days",
        "Until goodwill first runs out (or the horizon)",
        "days, mean of teams",
        Higher,
        0,
        |f, _| f.rounds.mean_goodwill(),
    ),
    row(
        "risk_borne_alone_share",
        "Risk that staff bore alone when judging who can stay at home",
        "0 to 1, mean of judgements",
        Lower,
        3,
        |f, _| f.risks.alone(),
    ),
    row("list_days_mean", "Days on the list so far", "days, mean of those on it", Neither, 1, |f, _| {
        f.rounds.mean_days()
    }),
    row("list_stuck_share", "Of those on lists, there for too long", SHARE, Lower, 3, |f, _| f.rounds.stuck_share()),
    row("alerts_reached_share", "Discharges from hospital that the team learnt of", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::AlertReached], &[Kind::AlertReached, Kind::AlertMissed])
    }),
];
