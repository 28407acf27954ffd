//! The outcomes of the question over the points of a sweep: where a design differs least and most, and at how many points it
//! can be told. A question about what something depends on is not answered by one point.

use crate::analysis::contrast::Contrast;
use crate::analysis::finding::Units;
use crate::analysis::outcome::Outcome;
use crate::analysis::short;
use crate::analysis::standing::Standing;
use crate::analysis::tornado::{self, Swing, Tornado};
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::Row;
use crate::statistics::interval::Interval;
use std::collections::BTreeMap;

/// A sentence for each outcome and design; none where nothing is swept, or one thing at a time, which is told otherwise.
pub fn lead(trials: &Trials, place: Option<usize>, outcomes: &[Outcome]) -> Vec<String> {
    if trials.results.study.points.len() < 2 || tornado::of(trials).is_some() {
        return Vec::new();
    }
    let mut units = Units::default();
    let designs = trials.designs();
    let first = outcomes.first().zip(designs.iter().find(|&&arm| arm != trials.baseline()));
    let axes = first.and_then(|(outcome, &arm)| along_axes(trials, place, outcome, arm, &mut units));
    let pairs = outcomes.iter().flat_map(|outcome| designs.iter().map(move |&arm| (outcome, arm)));
    let ranges = pairs.filter_map(|(outcome, arm)| sentence(trials, place, outcome, arm, &mut units));
    axes.into_iter().chain(ranges.collect::<Vec<_>>()).collect()
}

/// Where one thing at a time was changed: the largest difference that a design makes as all is, and what of that which was
/// changed shifts it, the widest swing first.
pub fn one_at_a_time(trials: &Trials) -> Option<String> {
    /// So many are given with their swings.
    const NAMED: usize = 3;
    let Tornado { outcome, arm, usual, swings } = tornado::of(trials)?;
    let pair = Pair { arm, against: trials.baseline() };
    let contrast = Contrast::of(trials, pair, Scope { point: 0, place: None }, &outcome).ok()?;
    let digits = words::difference_digits(&outcome, &contrast.difference);
    let swing = |swing: &Swing| {
        let all = || swing.ends.iter().map(|end| end.1).chain([usual]);
        let (low, high) = (all().fold(f64::MAX, f64::min), all().fold(f64::MIN, f64::max));
        format!("{} ({})", swing.key(), words::range(&outcome, Interval { low, high }, digits))
    };
    let clear: Vec<&Swing> = swings.iter().filter(|swing| swing.is_clear()).collect();
    let shift = match (clear.as_slice(), swings.first()) {
        ([], first) => {
            let first = first.map(|first| format!(" ({} came first)", first.key())).unwrap_or_default();
            format!("none can be told to shift it{first}")
        }
        (clear, _) => {
            let named: Vec<String> = clear.iter().take(NAMED).map(|one| swing(one)).collect();
            let most = match clear.len() {
                0 | 1 => ": ",
                2..=NAMED => ", the strongest first: ",
                _ => ", most of all ",
            };
            format!("{} shifted it beyond simulation error{most}{}", clear.len(), words::list(&named))
        }
    };
    let parameters = swings.iter().all(|swing| swing.key() != swing.path);
    let (what, done) = if parameters { ("parameter", "moved") } else { ("setting", "changed") };
    let were = if swings.len() == 1 { "was" } else { "were" };
    Some(format!(
        "{}: {} with {} ({}). {} {were} {done} one at a time: {shift}.",
        short::brief(&outcome.label),
        words::difference(&outcome, &contrast.difference),
        trials.title(arm),
        words::short_verdict(&contrast),
        words::at_start(&words::counted(swings.len(), what)),
    ))
}

/// What going from the first to the last value of each axis does to a design, over all settings of the others; and of the
/// first of two axes, what it does at either end of the second.
fn along_axes(
    trials: &Trials,
    place: Option<usize>,
    outcome: &Outcome,
    arm: usize,
    units: &mut Units,
) -> Option<String> {
    let points = &trials.results.study.points;
    let (begin, end) = (points.first()?, points.last()?);
    let mut told = Vec::new();
    for (axis, (path, first)) in begin.iter().enumerate() {
        let (_, last) = end.get(axis)?;
        if first == last {
            return None;
        }
        let contrast = along(trials, place, (outcome, arm), (axis, last), None)?;
        told.push(format!(
            "{} {} against {}: {} ({})",
            own(path),
            last.trim_matches('"'),
            first.trim_matches('"'),
            words::bare_difference(outcome, &contrast.difference),
            words::short_verdict(&contrast),
        ));
    }
    let unit = units.first_time(outcome).map(|unit| format!(", {unit}")).unwrap_or_default();
    let label = short::brief(&outcome.label);
    let over_all = format!("{label} with {}{unit}, over all other settings: {}.", trials.title(arm), told.join("; "));
    let [(path, from), (other, low)] = begin.as_slice() else { return Some(over_all) };
    let [(_, to), (_, high)] = end.as_slice() else { return Some(over_all) };
    let ends = [low, high].map(|at| along(trials, place, (outcome, arm), (0, to), Some((1, at))));
    let [Some(at_low), Some(at_high)] = &ends else { return Some(over_all) };
    let told = |contrast: &Contrast, at: &str| {
        let difference = words::bare_difference(outcome, &contrast.difference);
        format!("{difference} at {} ({})", at.trim_matches('"'), words::short_verdict(contrast))
    };
    Some(format!(
        "{over_all} By {}, {} {} against {}: {}, {}.",
        own(other),
        own(path),
        to.trim_matches('"'),
        from.trim_matches('"'),
        told(at_low, low),
        told(at_high, high),
    ))
}

/// The last value of an axis against its first in the same luck, the points alike in all else taken together: all of them, or
/// those `at` a value of another axis.
fn along(
    trials: &Trials,
    place: Option<usize>,
    (outcome, arm): (&Outcome, usize),
    (axis, last): (usize, &String),
    at: Option<(usize, &String)>,
) -> Option<Contrast> {
    let points = &trials.results.study.points;
    let first = &points.first()?[axis].1;
    let mut sums: BTreeMap<(u32, u32), (&Row, [f64; 2], f64)> = BTreeMap::new();
    let counts = |settings: &[(String, String)]| at.is_none_or(|(other, value)| settings[other].1 == *value);
    let begins = points.iter().enumerate().filter(|(_, settings)| settings[axis].1 == *first && counts(settings));
    for (from, settings) in begins {
        let alike = |other: &Vec<(String, String)>| {
            let mut pairs = other.iter().zip(settings).enumerate();
            other[axis].1 == *last && pairs.all(|(at, (one, two))| at == axis || one == two)
        };
        let to = points.iter().position(alike)?;
        let rows = |point: usize| trials.rows(arm, Scope { point, place });
        for (one, other) in rows(from).iter().flat_map(|one| rows(to).iter().map(move |other| (one, other))) {
            if (one.draw, one.replication) == (other.draw, other.replication) {
                let (_, sum, count) = sums.entry((one.draw, one.replication)).or_insert((one, [0.0; 2], 0.0));
                sum[0] += outcome.value(other);
                sum[1] += outcome.value(one);
                *count += 1.0;
            }
        }
    }
    let pairs: Vec<(f64, f64)> = sums.values().map(|(_, [last, first], count)| (last / count, first / count)).collect();
    let mut contrast = Contrast::of_pairs(&pairs, outcome.direction).ok()?;
    if trials.are_drawn() {
        let figures = sums.values().zip(&pairs).map(|((row, ..), (last, first))| (*row, last - first));
        contrast.difference = trials.estimate(figures)?;
    }
    contrast.shown = words::half_of_the_last_digit(outcome, &contrast.difference);
    Some(contrast)
}

fn sentence(trials: &Trials, place: Option<usize>, outcome: &Outcome, arm: usize, units: &mut Units) -> Option<String> {
    let pair = Pair { arm, against: trials.baseline() };
    let points = trials.results.study.points.len();
    let at = |point: usize| Some((point, Contrast::of(trials, pair, Scope { point, place }, outcome).ok()?));
    let found: Vec<(usize, Contrast)> = (0..points).filter_map(at).collect();
    let by_mean = |(_, one): &&(usize, Contrast), (_, other): &&(usize, Contrast)| {
        one.difference.mean.total_cmp(&other.difference.mean)
    };
    let (low, high) = (found.iter().min_by(by_mean)?, found.iter().max_by(by_mean)?);
    let end = |(point, contrast): &(usize, Contrast)| {
        format!("{} at {}", words::bare_difference(outcome, &contrast.difference), settings(trials, *point))
    };
    let told = |which: Standing| found.iter().filter(|(_, contrast)| Standing::of(contrast) == which).count();
    let (apart, average) = (told(Standing::Apart), told(Standing::OnAverage));
    let unit = units.first_time(outcome).map(|unit| format!(", {unit}")).unwrap_or_default();
    Some(format!(
        "{} with {} against {}{unit}: from {} to {}, told from none in nearly every period at {apart} and only on average \
         at {average} of {points} points.",
        short::brief(&outcome.label),
        trials.title(arm),
        words::within_sentence(trials.title(trials.baseline())),
        end(low),
        end(high),
    ))
}

/// The last words of a path: a design or an arm is named after its kind; what is set of it follows.
fn own(path: &str) -> &str {
    match path.splitn(3, '.').collect::<Vec<_>>().as_slice() {
        ["design" | "arm" | "shock", _, own] => own,
        _ => path,
    }
}

/// What is set at a point: "meeting.every 7 days and money 20 GBP per person per year".
fn settings(trials: &Trials, point: usize) -> String {
    let one = |(path, value): &(String, String)| format!("{} {}", own(path), value.trim_matches('"'));
    words::list(&trials.results.study.points[point].iter().map(one).collect::<Vec<_>>())
}
