//! What one world is like, where no design stands beside it: the levels of the outcomes that are asked for. Knows no
//! comparison.

use crate::analysis::outcome::{Outcome, TWO_HOUR};
use crate::analysis::short::brief;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::statistics::interval::Interval;

/// The levels of these outcomes in the baseline's world, those that share a unit together, with the interval of single periods
/// where there is one; `None` where no figure exists.
pub fn levels(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let mut by_unit: Vec<(String, Vec<String>)> = Vec::new();
    for outcome in outcomes {
        let Some(level) = trials.level(trials.baseline(), scope, outcome) else { continue };
        let range = |interval: Interval| {
            format!(" ({} to {})", words::value(outcome, interval.low), words::value(outcome, interval.high))
        };
        let range = level.period().map(range).unwrap_or_default();
        let label = words::within_sentence(brief(&outcome.label));
        let figure = format!("{label} {}{range}", words::value(outcome, level.mean));
        let unit = words::unit(outcome);
        match by_unit.iter_mut().find(|(other, _)| *other == unit) {
            Some((_, figures)) => figures.push(figure),
            None => by_unit.push((unit, vec![figure])),
        }
    }
    let parts: Vec<String> = by_unit
        .iter()
        .map(|(unit, figures)| format!("{} {unit}", words::list(figures)).trim_end().to_string())
        .collect();
    (!parts.is_empty()).then(|| format!("{}.", words::at_start(&parts.join("; "))))
}

/// Waits that tell how fast help comes, the most urgent first.
const WAITS: [&str; 9] = [
    TWO_HOUR,
    "urgent_response_median_minutes",
    "ambulance_wait_median_minutes",
    "consultation_wait_median_hours",
    "bed_wait_median_hours",
    "nursing_wait_median_days",
    "physiotherapy_wait_median_days",
    "social_work_wait_median_days",
    "home_care_wait_median_days",
];

/// How fast help comes: the share of urgent responses within two hours and the waits, in so far as they exist and `told` has
/// not said so already.
pub fn how_fast(trials: &Trials, scope: Scope, told: &[String]) -> Option<String> {
    let told = told.join(" ").to_lowercase();
    let all = WAITS.iter().filter_map(|key| Outcome::find(trials.results, key));
    let new: Vec<Outcome> = all.filter(|outcome| !told.contains(&brief(&outcome.label).to_lowercase())).collect();
    let levels = levels(trials, scope, &new)?;
    Some(format!("How fast help comes, of waits the median: {}", words::within_sentence(&levels)))
}

/// What the brackets hold; where there are none, that nothing is known of chance, nor in one world of what is not known, and how
/// far the first outcome differs from place to place, without their names.
pub fn spread(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Vec<String> {
    let mut levels = outcomes.iter().filter_map(|outcome| trials.level(trials.baseline(), scope, outcome));
    if levels.any(|level| level.period().is_some()) {
        return vec![format!("In brackets lie {} of single periods.", words::coverage())];
    }
    let unknown = match trials.results.study.replications {
        1 => "Of one world there is no interval, neither of chance nor of knowledge.",
        _ => "So few replications do not show what is chance.",
    };
    std::iter::once(unknown.to_string()).chain(by_place(trials, scope, outcomes)).collect()
}

fn by_place(trials: &Trials, scope: Scope, outcomes: &[Outcome]) -> Option<String> {
    let outcome = outcomes.first().filter(|_| scope.place.is_none())?;
    let places = trials.scopes(scope.point).into_iter().skip(1);
    let level = |place: Scope| trials.level(trials.baseline(), place, outcome);
    let means: Vec<f64> = places.filter_map(level).map(|level| level.mean).collect();
    let (low, high) = (means.iter().copied().reduce(f64::min)?, means.iter().copied().reduce(f64::max)?);
    Some(format!(
        "From place to place, {} lie between {} and {}, luck included.",
        words::within_sentence(brief(&outcome.label)),
        words::value(outcome, low),
        words::value(outcome, high)
    ))
}
