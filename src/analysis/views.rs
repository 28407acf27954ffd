//! Two views of what a design did, leaders' and staff's, each held against the truth that only paired worlds show.
//!
//! Leaders see a dashboard against the year before; what it has no indicator for seems to them not to have changed.
//! Staff see their own people; what does not pass before them seems to them not to have changed.

use crate::analysis::estimate::{Estimate, LEVEL};
use crate::analysis::outcome::Outcome;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::Row;
use crate::statistics::interval::Interval;
use crate::statistics::paired::Ratio;
use std::cmp::Ordering;

/// An outcome, and the keys under which each side sees it change; `None` where it does not.
struct Sight {
    truth: &'static str,
    leaders: Option<&'static str>,
    staff: Option<&'static str>,
}

const SIGHTS: [Sight; 3] = [
    Sight {
        truth: "unplanned_admissions_per_1000",
        leaders: Some("dashboard_admissions_change"),
        staff: Some("staff_admissions_change"),
    },
    Sight { truth: "delayed_days_per_person", leaders: Some("dashboard_delayed_days_change"), staff: None },
    Sight { truth: "unmet_need_days_per_person", leaders: None, staff: Some("staff_unmet_change") },
];

const BELIEF_OF_LEADERS: &str = "team_belief";
const BELIEF_OF_STAFF: &str = "team_staff_belief";
const VALUE_OF_ALL: &str = "value_all_per_person";
const VALUE_SHOWN: &str = "value_shown_per_person";
/// Belief above which somebody would go on with a design.
const EVEN: f64 = 0.5;

/// What both sides saw of one outcome under one design, as relative changes, and what was so.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The design.
    pub arm: usize,
    /// The outcome.
    pub outcome: Outcome,
    /// Change against the other world.
    pub truth: Estimate,
    /// Change on the dashboard; `None` where it has no such indicator.
    pub leaders: Option<Estimate>,
    /// Change that staff saw among their own people; `None` where they see nothing of it.
    pub staff: Option<Estimate>,
    /// Staff's change less leaders', where no change is seen taken as none.
    pub gap: Estimate,
    /// Replications in which leaders were nearer the truth, in which staff were, and all of them. Whoever has no view of
    /// the outcome sees no change.
    pub nearer: [usize; 3],
    /// Replications in which leaders saw it change in the right direction, and in which staff did.
    pub right: [usize; 2],
}

/// The views of every design that has a team.
pub fn views(trials: &Trials, scope: Scope) -> Vec<View> {
    let of_arm = |arm: usize| SIGHTS.iter().filter_map(move |sight| view(trials, scope, arm, sight));
    trials.designs().into_iter().flat_map(of_arm).collect()
}

fn view(trials: &Trials, scope: Scope, arm: usize, sight: &Sight) -> Option<View> {
    let find = |key: &str| Outcome::find(trials.results, key);
    let (outcome, has_team) = (find(sight.truth)?, find(BELIEF_OF_STAFF)?);
    let leaders = sight.leaders.map(find);
    let staff = sight.staff.map(find);
    let change = |view: &Option<Option<Outcome>>, row: &Row| match view {
        Some(Some(outcome)) => outcome.value(row),
        _ => 0.0,
    };
    let pairs = trials.pairs(Pair { arm, against: trials.baseline() }, scope);
    let seen: Vec<[f64; 3]> = pairs
        .iter()
        .filter(|(row, _)| !has_team.value(row).is_nan())
        .map(|(row, other)| {
            [outcome.value(row) / outcome.value(other) - 1.0, change(&leaders, row), change(&staff, row)]
        })
        .filter(|seen| seen.iter().all(|change| change.is_finite()))
        .collect();
    let column = |at: usize| Estimate::of(&seen.iter().map(|seen| seen[at]).collect::<Vec<_>>());
    let off = |seen: &[f64; 3], who: usize| (seen[who] - seen[0]).abs();
    let nearer = |one: usize, other: usize| seen.iter().filter(|seen| off(seen, one) < off(seen, other)).count();
    let right = |one: usize| seen.iter().filter(|seen| seen[one] * seen[0] > 0.0).count();
    Some(View {
        arm,
        truth: column(0)?,
        leaders: leaders.flatten().and_then(|_| column(1)),
        staff: staff.flatten().and_then(|_| column(2)),
        gap: Estimate::of(&seen.iter().map(|seen| seen[2] - seen[1]).collect::<Vec<_>>())?,
        nearer: [nearer(1, 2), nearer(2, 1), seen.len()],
        right: [right(1), right(2)],
        outcome,
    })
}

/// For each outcome, what was so, what each side saw, and which of the two was nearer, over all designs that have a team.
pub fn nearer(trials: &Trials, scope: Scope) -> Vec<String> {
    let all = views(trials, scope);
    let about = |sight: &Sight| {
        let of_sight: Vec<&View> = all.iter().filter(|view| view.outcome.key == sight.truth).collect();
        Some(sentence(&words::within_sentence(&of_sight.first()?.outcome.label), &of_sight))
    };
    SIGHTS.iter().filter_map(about).collect()
}

fn sentence(label: &str, of_sight: &[&View]) -> String {
    let sum = |of: &dyn Fn(&View) -> usize| of_sight.iter().map(|view| of(view)).sum::<usize>();
    let [leaders, staff, worlds] = [0, 1, 2].map(|at| sum(&|view| view.nearer[at]));
    let mean = |of: &dyn Fn(&View) -> Option<f64>| {
        let seen: Vec<f64> = of_sight.iter().filter_map(|view| of(view)).collect();
        Estimate::of(&seen).map(|estimate| per_cent(estimate.mean))
    };
    let truth = mean(&|view| Some(view.truth.mean)).unwrap_or_default();
    let shown = mean(&|view| view.leaders.as_ref().map(|seen| seen.mean));
    let lived = mean(&|view| view.staff.as_ref().map(|seen| seen.mean));
    let right = [0, 1].map(|at| sum(&|view| view.right[at]));
    let dashboard = |shown: &str| format!("the dashboard showed {shown} (the right direction in {})", right[0]);
    let people =
        |lived: &str| format!("staff saw {lived} among their own people (the right direction in {})", right[1]);
    let told = match (&shown, &lived) {
        (Some(shown), Some(lived)) => {
            let verdict = match leaders.cmp(&staff) {
                Ordering::Greater => {
                    format!("The dashboard was nearer the truth more often, in {leaders} against {staff}")
                }
                Ordering::Less => format!("Staff were nearer the truth more often, in {staff} against {leaders}"),
                Ordering::Equal => format!("Neither was nearer the truth more often, each in {leaders}"),
            };
            format!("{} and {}. {verdict}.", dashboard(shown), people(lived))
        }
        (Some(shown), None) => format!(
            "{}, and staff have no view of it. Whoever had seen no change would have been nearer the truth in {staff} of {worlds}.",
            dashboard(shown)
        ),
        (None, Some(lived)) => format!(
            "{}, and the dashboard has no indicator of it. Whoever had seen no change would have been nearer the truth in {leaders} of {worlds}.",
            people(lived)
        ),
        (None, None) => "nobody has a view of it.".to_string(),
    };
    format!(
        "What leaders and staff saw of {label}, in {}: in truth it changed by {truth} in all residents; {told}",
        words::counted(worlds, "trial")
    )
}

/// A relative change in words.
pub fn per_cent(change: f64) -> String {
    const PER_CENT: f64 = 100.0;
    format!("{} %", words::signed(PER_CENT * change, 1))
}

/// What becomes of a design's value on the way to the dashboard, and how often a decision by belief would be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The design.
    pub arm: usize,
    /// One less the value shown over the value there was, with its interval (simulation error); `None` where the value
    /// that there was cannot be told from nothing.
    pub undervaluation: Option<(f64, Option<Interval>)>,
    /// Replications in which leaders' belief lay on the wrong side, in which staff's did, and all of them.
    pub wrong: [usize; 3],
}

/// The judgement on every design that has a team.
pub fn judgements(trials: &Trials, scope: Scope) -> Vec<Judgement> {
    trials.designs().into_iter().filter_map(|arm| judgement(trials, scope, arm)).collect()
}

fn judgement(trials: &Trials, scope: Scope, arm: usize) -> Option<Judgement> {
    let find = |key: &str| Outcome::find(trials.results, key);
    let (leaders, staff) = (find(BELIEF_OF_LEADERS)?, find(BELIEF_OF_STAFF)?);
    let (all, shown) = (find(VALUE_OF_ALL)?, find(VALUE_SHOWN)?);
    let pairs = trials.pairs(Pair { arm, against: trials.baseline() }, scope);
    let gain = |of: &Outcome, (row, other): &(&Row, &Row)| of.value(row) - of.value(other);
    let judged: Vec<&(&Row, &Row)> = pairs.iter().filter(|(row, _)| !leaders.value(row).is_nan()).collect();
    let wrong = |belief: &Outcome| {
        judged.iter().filter(|pair| (belief.value(pair.0) > EVEN) != (gain(&all, pair) > 0.0)).count()
    };
    let values: Vec<(f64, f64)> = judged.iter().map(|pair| (gain(&shown, pair), gain(&all, pair))).collect();
    (!judged.is_empty()).then(|| Judgement {
        arm,
        undervaluation: share(&values).map(|(share, interval)| (1.0 - share, interval.map(complement))),
        wrong: [wrong(&leaders), wrong(&staff), judged.len()],
    })
}

/// The ratio of two paired means with its interval, where the second can be told from nothing.
pub(super) fn share(pairs: &[(f64, f64)]) -> Option<(f64, Option<Interval>)> {
    let whole = Estimate::of(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>())?;
    let told = whole.simulation.is_some_and(|interval| !interval.contains(0.0));
    let ratio = Ratio::of(pairs).filter(|_| told)?;
    Some((ratio.value, ratio.interval(LEVEL)))
}

fn complement(interval: Interval) -> Interval {
    Interval { low: 1.0 - interval.high, high: 1.0 - interval.low }
}
