//! The tables of outcomes: leading ones by design, all of them by heading, by place and by design point.

use crate::analysis::contrast::Contrast;
use crate::analysis::estimate::Estimate;
use crate::analysis::outcome::{ADMISSIONS, Outcome};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::outcomes::metric::{Direction, Group};
use crate::report::figures::DataTable;
use crate::statistics::interval::Interval;

/// The leading outcomes: one row a design, its difference from the baseline and the verdict.
pub fn leading(trials: &Trials, scope: Scope) -> DataTable {
    let outcomes = Outcome::leading(trials.results);
    let baseline = trials.title(trials.baseline());
    let mut header = vec![if trials.is_alone() { "Arm" } else { "Design" }.to_string()];
    header.extend(outcomes.iter().map(with_unit));
    let level = outcomes.iter().map(|outcome| level(trials, trials.baseline(), scope, outcome));
    let mut rows = vec![std::iter::once(format!("{baseline} (level)")).chain(level).collect()];
    for arm in trials.designs() {
        let pair = Pair { arm, against: trials.baseline() };
        let cells = outcomes.iter().map(|outcome| match Contrast::of(trials, pair, scope, outcome) {
            Ok(contrast) => {
                let lines = words::with_intervals(outcome, &contrast.difference);
                let lines: Vec<String> = lines.iter().map(|line| unbroken(line)).collect();
                format!("{}\n{}", lines.join("\n"), words::short_verdict(&contrast))
            }
            Err(reason) => reason.to_string(),
        });
        rows.push(std::iter::once(trials.title(arm).to_string()).chain(cells).collect());
    }
    let caption = match trials.are_drawn() {
        _ if trials.is_alone() => format!(
            "Levels with {}, with the interval in which {} of single periods fall ({})",
            words::within_sentence(baseline),
            words::coverage(),
            words::in_doubt(trials.are_drawn())
        ),
        false => format!(
            "Difference from {} by design, with the interval in which {} of single periods fall (chance)",
            words::within_sentence(baseline),
            words::coverage()
        ),
        true => format!(
            "Difference from {} by design, with the intervals in which {} of single periods fall at one set of \
             parameters (chance), and {} of the means over many periods by what is not known of the parameters \
             (knowledge); judged on both together",
            words::within_sentence(baseline),
            words::coverage(),
            words::coverage()
        ),
    };
    DataTable::new(&caption, &header, rows)
}

/// All outcomes under one heading each, with what they mean: the level of every arm with its chance interval, and its difference.
pub fn by_heading(trials: &Trials, scope: Scope) -> Vec<(&'static str, String, DataTable)> {
    let all = Outcome::all(trials.results);
    HEADINGS
        .iter()
        .filter_map(|(group, heading, meaning)| {
            let outcomes: Vec<&Outcome> = all.iter().filter(|outcome| outcome.group == *group).collect();
            let unseen = if *group == Group::Views && !trials.is_alone() { UNSEEN } else { "" };
            let table = || heading_table(trials, scope, heading, &outcomes);
            (!outcomes.is_empty()).then(|| (*heading, format!("{meaning}{unseen}"), table()))
        })
        .collect()
}

/// Emergency admissions in each place; `None` with a single place or without that outcome.
pub fn by_place(trials: &Trials, point: usize) -> Option<DataTable> {
    let outcome = Outcome::find(trials.results, ADMISSIONS)?;
    let scopes: Vec<Scope> = trials.scopes(point).into_iter().filter(|scope| scope.place.is_some()).collect();
    if scopes.is_empty() {
        return None;
    }
    let mut header = vec!["Arm".to_string()];
    header.extend(scopes.iter().map(|scope| trials.place_name(scope.place)));
    let arms = std::iter::once(trials.baseline()).chain(trials.designs());
    let rows = arms.map(|arm| {
        let cells = scopes.iter().map(|scope| cell(trials, arm, *scope, &outcome));
        std::iter::once(trials.title(arm).to_string()).chain(cells).collect()
    });
    let caption = format!("{} in each place", with_unit(&outcome));
    Some(DataTable::new(&caption, &header, rows))
}

/// The leading outcomes at every design point of a sweep; `None` when nothing is swept.
pub fn by_point(trials: &Trials) -> Option<DataTable> {
    let points = &trials.results.study.points;
    if points.len() < 2 {
        return None;
    }
    // Where one thing is changed at a time, one column says what.
    let one_at_a_time = points[0].is_empty();
    let paths: Vec<&str> = match one_at_a_time {
        true => vec!["What is changed"],
        false => points[0].iter().map(|(path, _)| path.as_str()).collect(),
    };
    let outcomes = Outcome::leading(trials.results);
    let mut header: Vec<String> = vec!["Design point".to_string()];
    header.extend(paths.iter().map(|path| path.to_string()));
    header.push("Design".to_string());
    header.extend(outcomes.iter().map(with_unit));
    let shown = if trials.is_alone() { vec![trials.baseline()] } else { trials.designs() };
    let mut rows = Vec::new();
    for (point, settings) in points.iter().enumerate() {
        for arm in shown.iter().copied() {
            let mut row = vec![point.to_string()];
            match settings.as_slice() {
                [] => row.push("nothing".to_string()),
                [(path, value)] if one_at_a_time => row.push(format!("{path} = {value}")),
                settings => row.extend(settings.iter().map(|(_, value)| value.clone())),
            }
            row.push(trials.title(arm).to_string());
            let scope = Scope { point, place: None };
            row.extend(outcomes.iter().map(|outcome| at_point(trials, arm, scope, outcome)));
            rows.push(row);
        }
    }
    let what = if trials.is_alone() { "Levels" } else { "Differences from the baseline" };
    let caption = format!(
        "{what} at every design point, with the interval of single periods ({})",
        words::in_doubt(trials.are_drawn())
    );
    Some(DataTable::new(&caption, &header, rows))
}

/// A design's difference from the baseline at a design point, or the level of the baseline itself.
fn at_point(trials: &Trials, arm: usize, scope: Scope, outcome: &Outcome) -> String {
    if arm == trials.baseline() {
        return level(trials, arm, scope, outcome);
    }
    Contrast::of(trials, Pair { arm, against: trials.baseline() }, scope, outcome)
        .map_or(words::NO_FIGURE.to_string(), |contrast| words::with_period(outcome, &contrast.difference))
}

/// The headings, each with what its outcomes mean; outcomes by group have a section of their own.
const HEADINGS: [(Group, &str, &str); 9] = [
    (
        Group::Hospital,
        "Hospital and ambulance",
        "What people aged 65 and over use in an emergency, and what others lose by it.",
    ),
    (
        Group::Access,
        "Waits and response",
        "Waits come out of queues and staff. The wait of a profession runs from its being asked to its visit, in the \
         services that were there already; visits by the team’s own staff are told apart. A handover lasts from a \
         crew’s arrival at the department to its release.",
    ),
    (
        Group::People,
        "People",
        "All residents aged 65 and over, not only those on a list. Function is seen in the days with an unmet need in \
         function and in the steps of frailty.",
    ),
    (
        Group::Experience,
        "Experience of care",
        "What the facts tell of it: whether somebody is named who keeps in touch, whether the same team or service comes again, \
         whether a story has to be told again, who knows their plan, and who waits alone. A person counts as left \
         alone from the day on which an unmet need has gone without a visit for the time set by \
         evaluation.left_alone_after. How anybody felt about it is not in the model.",
    ),
    (Group::Team, "Team", "What the team did, and what was lost between organisations."),
    (
        Group::Views,
        "What leaders and staff saw",
        "What a dashboard showed, out of records that are late, incomplete and in part miscoded, and what staff saw of their own people.",
    ),
    (Group::Workforce, "Staff and posts", "Invented posts; no yardstick for managing anybody."),
    (
        Group::Money,
        "Money",
        "Full cost shares out staff and buildings; marginal cost is what follows use at once; cashable is only what \
         leaves a budget. Unpaid care is valued at the price of home care and enters no other sum.",
    ),
    (
        Group::Worth,
        "Money’s worth",
        "Years of life weighted with quality of life against what they cost. The weights value the lives of frail \
         people less.",
    ),
];

/// What is said besides of what leaders and staff saw.
const UNSEEN: &str = " Neither saw the other world that this report compares with.";

fn heading_table(trials: &Trials, scope: Scope, heading: &str, outcomes: &[&Outcome]) -> DataTable {
    let arms: Vec<usize> = std::iter::once(trials.baseline()).chain(trials.designs()).collect();
    let mut header = vec!["Outcome".to_string(), "Better".to_string()];
    header.extend(arms.iter().map(|arm| trials.title(*arm).to_string()));
    let rows = outcomes.iter().map(|outcome| {
        let mut row = vec![with_unit(outcome), better(outcome.direction).to_string()];
        row.extend(arms.iter().map(|arm| cell(trials, *arm, scope, outcome)));
        row
    });
    let designs = match trials.is_alone() {
        true => "",
        false => "; for each design its mean, then its difference with such an interval",
    };
    let caption = format!(
        "{heading}: mean and interval of single periods ({}) of {}{designs}",
        words::in_doubt(trials.are_drawn()),
        words::within_sentence(trials.title(trials.baseline()))
    );
    DataTable::new(&caption, &header, rows)
}

/// The level of the baseline, or the mean of a design with its difference.
pub(super) fn cell(trials: &Trials, arm: usize, scope: Scope, outcome: &Outcome) -> String {
    if arm == trials.baseline() {
        return level(trials, arm, scope, outcome);
    }
    let Some(estimate) = trials.level(arm, scope, outcome) else { return words::NO_FIGURE.to_string() };
    match Contrast::of(trials, Pair { arm, against: trials.baseline() }, scope, outcome) {
        Ok(contrast) => {
            format!("{}\n{}", words::value(outcome, estimate.mean), lines(outcome, &contrast))
        }
        // Teams have figures that usual care has not: then the level is all there is.
        Err(_) => with_interval(outcome, &estimate),
    }
}

fn level(trials: &Trials, arm: usize, scope: Scope, outcome: &Outcome) -> String {
    trials.level(arm, scope, outcome).map_or(words::NO_FIGURE.to_string(), |estimate| with_interval(outcome, &estimate))
}

fn with_interval(outcome: &Outcome, estimate: &Estimate) -> String {
    let range = |chance: Interval| {
        unbroken(&format!("({} to {})", words::value(outcome, chance.low), words::value(outcome, chance.high)))
    };
    let mean = words::value(outcome, estimate.mean);
    estimate.period().map(range).map_or(mean.clone(), |range| format!("{mean}\n{range}"))
}

/// A difference and its chance interval on lines of their own.
fn lines(outcome: &Outcome, contrast: &Contrast) -> String {
    let text = words::with_period(outcome, &contrast.difference);
    match text.split_once(' ') {
        Some((mean, interval)) => format!("{mean}\n{}", unbroken(interval)),
        None => text,
    }
}

/// The same text with spaces that no line breaks at.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Label and unit of an outcome.
pub(super) fn with_unit(outcome: &Outcome) -> String {
    format!("{}, {}", outcome.label, words::axis_unit(outcome))
}

fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "more",
        Direction::Lower => "less",
        Direction::Neither => words::NO_FIGURE,
    }
}
