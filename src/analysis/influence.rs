//! Which uncertain parameters move a difference: forward rank regression of its mean in each draw on what was drawn.
//!
//! The parameter with the strongest rank correlation is taken first, what it explains is taken away, and so on. With
//! many parameters some correlation arises by luck, so each is held against the largest that luck alone would give.

use crate::analysis::contrast::Contrast;
use crate::analysis::outcome::Outcome;
use crate::analysis::short::brief;
use crate::analysis::standing;
use crate::analysis::trials::{Pair, Scope, Trials};
use crate::analysis::words;
use crate::statistics::interval::t_quantile;
use crate::statistics::ranks::ranks;
use std::collections::BTreeMap;

/// So many parameters are named for each difference.
pub const NAMED: usize = 5;
const PER_CENT: f64 = 100.0;
/// Chance, over all parameters and outcomes together, that luck alone passes for an influence.
const FALSE_ALARM: f64 = 0.05;

/// One parameter's influence on one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    /// Key of the parameter.
    pub key: String,
    /// Partial rank correlation with the mean difference of a draw, -1 to 1: above zero, more of the parameter comes
    /// with more of the outcome in the design than in the baseline.
    pub correlation: f64,
    /// The largest that luck alone would give among so many parameters and outcomes, but for one time in twenty.
    pub noise: f64,
    clear: bool,
}

impl Influence {
    /// Whether draws are so few that luck alone gives any correlation.
    pub fn is_hopeless(&self) -> bool {
        self.noise >= 1.0
    }

    /// Whether it can be told from luck, and all that are stronger too: once luck has been taken for an influence, what is left
    /// looks like whatever was taken next.
    pub fn is_clear(&self) -> bool {
        self.clear
    }
}

/// The parameters that matter most for one difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences {
    /// The outcome.
    pub outcome: Outcome,
    /// The design that moves it most.
    pub arm: usize,
    /// Strongest first; those that luck could have made are among them.
    pub parameters: Vec<Influence>,
}

/// For each leading outcome, what moves the largest difference that a design makes; empty where nothing was drawn.
pub fn leading(trials: &Trials, scope: Scope) -> Vec<Influences> {
    if !trials.are_drawn() {
        return Vec::new();
    }
    Outcome::leading(trials.results).into_iter().filter_map(|outcome| of(trials, scope, outcome)).collect()
}

/// What moves the largest difference that a design makes in one of the leading outcomes.
fn of(trials: &Trials, scope: Scope, outcome: Outcome) -> Option<Influences> {
    let compared = standing::compared(trials, scope, &outcome, trials.baseline());
    let size = |contrast: &Contrast| contrast.difference.mean.abs();
    let (arm, _) = compared.into_iter().max_by(|(_, one), (_, other)| size(one).total_cmp(&size(other)))?;
    let means = means_by_draw(trials, Pair { arm, against: trials.baseline() }, scope, &outcome);
    let parameters = strongest(trials, &means, Outcome::leading(trials.results).len());
    (!parameters.is_empty()).then_some(Influences { outcome, arm, parameters })
}

/// Where every draw was lived in several periods, for the first outcome: the largest difference that a design makes, of what its
/// doubt is made, and the parameters that it hangs on as far as they can be told from luck, or else the strongest.
pub fn lead(trials: &Trials, scope: Scope, first: &Outcome) -> Option<String> {
    let study = &trials.results.study;
    if !trials.are_drawn() || study.draws_in_turn || study.replications < 2 {
        return None;
    }
    let Influences { arm, parameters, .. } = of(trials, scope, first.clone())?;
    let contrast = Contrast::of(trials, Pair { arm, against: trials.baseline() }, scope, first).ok()?;
    let shares = contrast.difference.shares?;
    let per_cent = |share: f64| format!("{} %", words::number(PER_CENT * share, 0));
    let clear: Vec<&str> = parameters.iter().filter(|one| one.is_clear()).map(|one| one.key.as_str()).collect();
    let strongest = &parameters.first()?.key;
    let hangs = match clear.as_slice() {
        [] if parameters.iter().any(Influence::is_hopeless) => {
            "with so few draws no parameter could be told from luck".to_string()
        }
        [] => format!("no single parameter could be told from luck ({strongest} came first)"),
        clear => format!("it hangs most on {}", words::list(clear)),
    };
    Some(format!(
        "{}: {} with {} ({}). Of the doubt about this {} is what is not known, {} the chance of one period and {} simulation; \
         {hangs}.",
        brief(&first.label),
        words::bare_difference(first, &contrast.difference),
        trials.title(arm),
        words::short_verdict(&contrast),
        per_cent(shares.knowledge),
        per_cent(shares.chance),
        per_cent(shares.simulation),
    ))
}

/// Mean difference in each draw that has one.
fn means_by_draw(trials: &Trials, pair: Pair, scope: Scope, outcome: &Outcome) -> BTreeMap<u32, f64> {
    let mut by_draw: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for (arm, against) in trials.pairs(pair, scope) {
        let difference = outcome.value(arm) - outcome.value(against);
        if difference.is_finite() {
            let (sum, count) = by_draw.entry(arm.draw).or_default();
            *sum += difference;
            *count += 1.0;
        }
    }
    by_draw.into_iter().map(|(draw, (sum, count))| (draw, sum / count)).collect()
}

/// `told`: for how many outcomes this is done.
fn strongest(trials: &Trials, means: &BTreeMap<u32, f64>, told: usize) -> Vec<Influence> {
    let drawn = &trials.results.study.drawn;
    let means: Vec<(usize, f64)> = means.iter().map(|(draw, mean)| (*draw as usize, *mean)).collect();
    let of_parameter = |values: &[f64]| -> Vec<f64> { means.iter().map(|(draw, _)| values[*draw]).collect() };
    let parameters: Vec<Vec<f64>> = drawn.iter().map(|parameter| of_parameter(&parameter.values)).collect();
    let outcome: Vec<f64> = means.iter().map(|(_, mean)| *mean).collect();
    let found = forward(&parameters, &outcome, (NAMED, told));
    let mut clear = true;
    let named = found.into_iter().map(|(index, correlation, noise)| {
        clear &= correlation.abs() > noise;
        Influence { key: drawn[index].key.clone(), correlation, noise, clear }
    });
    named.collect()
}

/// Up to `most` columns by forward selection: index, partial rank correlation, and the largest by luck where it is done for `told`
/// outcomes.
fn forward(columns: &[Vec<f64>], outcome: &[f64], (most, told): (usize, usize)) -> Vec<(usize, f64, f64)> {
    let mut left = centred(ranks(outcome));
    let mut columns: Vec<(usize, Vec<f64>)> =
        columns.iter().enumerate().map(|(index, column)| (index, centred(ranks(column)))).collect();
    let mut found = Vec::new();
    while found.len() < most {
        let Some(noise) = largest_by_luck(outcome.len(), found.len(), told * columns.len()) else { break };
        let strength = |column: &[f64]| correlation(column, &left);
        let by_strength = |one: &(usize, f64), other: &(usize, f64)| one.1.abs().total_cmp(&other.1.abs());
        let best = columns.iter().enumerate().map(|(at, (_, column))| (at, strength(column))).max_by(by_strength);
        let Some((at, correlation)) = best.filter(|(_, correlation)| *correlation != 0.0) else { break };
        let (index, taken) = columns.remove(at);
        found.push((index, correlation, noise));
        left = without(&left, &taken);
        columns.iter_mut().for_each(|(_, column)| *column = without(column, &taken));
    }
    found
}

/// The largest correlation that luck gives among so many columns of so many values once `taken` were taken away;
/// `None` where there are too few values.
fn largest_by_luck(values: usize, taken: usize, columns: usize) -> Option<f64> {
    let freedom = values.checked_sub(2 + taken)? as f64;
    let t = t_quantile(1.0 - FALSE_ALARM / 2.0 / columns.max(1) as f64, freedom)?;
    // Few values have few orders: among many columns one has the very order of the outcome, or its reverse, by luck.
    let orders: f64 = (1..=values - taken).map(|number| number as f64).product();
    if 2.0 * columns as f64 / orders > FALSE_ALARM {
        return Some(1.0);
    }
    Some(t / (freedom + t * t).sqrt())
}

/// The fewest draws of so many parameters with which one that alone makes this share of what differs between draws of an outcome,
/// one of so many, could be told from luck, or more than that where it is unlucky; `None` if no number of draws that anybody would
/// run could.
pub fn fewest_draws(share: f64, parameters: usize, outcomes: usize) -> Option<usize> {
    const MOST: usize = 10_000;
    let luck = |draws: usize| largest_by_luck(draws, 0, parameters * outcomes);
    let told = |draws: &usize| luck(*draws).is_some_and(|luck| luck < share.sqrt());
    (1..=MOST).find(told)
}

fn centred(mut values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter_mut().for_each(|value| *value -= mean);
    values
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    // What is left of a column that others explain whole is rounding.
    const NOTHING: f64 = 1e-9;
    let size = product(one, one) * product(other, other);
    if size > NOTHING { (product(one, other) / size.sqrt()).clamp(-1.0, 1.0) } else { 0.0 }
}

/// What of `values` is not explained by `taken`.
fn without(values: &[f64], taken: &[f64]) -> Vec<f64> {
    let slope = product(values, taken) / product(taken, taken);
    values.iter().zip(taken).map(|(value, taken)| value - slope * taken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random.
    fn noise(key: usize) -> f64 {
        let mixed = (key as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((key as u64) << 17);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        ((mixed ^ (mixed >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn columns(number: usize, values: usize) -> Vec<Vec<f64>> {
        (0..number).map(|column| (0..values).map(|row| noise(1 + column * 1_009 + row * 31)).collect()).collect()
    }

    #[test]
    fn the_columns_that_make_the_outcome_are_found_in_their_order_and_no_other_is_clear() {
        let columns = columns(100, 60);
        // A strong push upwards, a weaker one downwards and bent, and noise.
        let outcome: Vec<f64> = (0..60)
            .map(|row| {
                4.0 * columns[7][row] - 2.0 * columns[42][row] * columns[42][row] * columns[42][row]
                    + 0.2 * noise(999_983 + row)
            })
            .collect();
        let found = forward(&columns, &outcome, (NAMED, 1));
        assert_eq!((found[0].0, found[1].0), (7, 42), "{found:?}");
        assert!(found[0].1 > 0.8 && found[1].1 < -0.7);
        let clear: Vec<bool> = found.iter().map(|(_, correlation, noise)| correlation.abs() > *noise).collect();
        assert_eq!(clear, [true, true, false, false, false], "{found:?}");
    }

    #[test]
    fn with_few_draws_luck_gives_large_correlations_and_is_said_to() {
        let found = forward(
            &columns(600, 12),
            &columns(1, 12)[0].iter().map(|x| x * 0.5 + noise(5)).collect::<Vec<_>>(),
            (1, 1),
        );
        assert_eq!(found[0].0, 0, "the column itself");
        let luck = largest_by_luck(12, 0, 600).unwrap();
        assert!(luck > 0.85 && luck < 1.0, "{luck}");
        assert_eq!(largest_by_luck(2, 0, 600), None);
    }

    #[test]
    fn the_fewest_draws_are_the_first_whose_luck_is_weaker_than_the_parameter() {
        for (share, parameters) in [(0.5, 800), (0.25, 800), (0.5, 10)] {
            let draws = fewest_draws(share, parameters, 1).unwrap();
            assert!(largest_by_luck(draws, 0, parameters).unwrap() < share.sqrt(), "{draws}");
            assert!(largest_by_luck(draws - 1, 0, parameters).unwrap() >= share.sqrt(), "{draws}");
        }
        assert!(
            fewest_draws(0.25, 800, 1) > fewest_draws(0.5, 800, 1)
                && fewest_draws(0.5, 800, 1) > fewest_draws(0.5, 10, 1)
        );
        assert!(fewest_draws(0.5, 800, 6) > fewest_draws(0.5, 800, 1), "more outcomes, more that luck can do");
        assert_eq!(fewest_draws(0.0, 800, 1), None);
    }

    /// Three values have six orders, so that a hundred of six hundred columns follow the outcome exactly.
    #[test]
    fn among_many_columns_of_very_few_draws_not_even_the_same_order_is_more_than_luck() {
        for draws in 3..8 {
            let columns = columns(600, draws);
            let found = forward(&columns, &columns[17], (NAMED, 1));
            assert!(found.iter().all(|(_, correlation, noise)| correlation.abs() <= *noise), "{draws}: {found:?}");
        }
        assert!(largest_by_luck(9, 0, 600).unwrap() < 1.0, "nine draws have orders enough");
    }
}
