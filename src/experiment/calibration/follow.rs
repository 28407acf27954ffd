//! How fitted values follow the parameters that are drawn beside them.
//!
//! A parameter that was not fitted is in doubt all the same. Were it drawn alone, the model would leave the targets that
//! the fit was held to, and a draw would be a world that the published figures exclude. So each such parameter is moved
//! to either side, the targets' answers are seen, and what was fitted makes up for them as far as the targets, their
//! widths and the ranges let it: the mean of the fitted values given the drawn one, to first order.

use crate::experiment::calibration::observe::{Observed, Onlooker};
use crate::experiment::calibration::{FitError, InDoubt, Point, Task};
use crate::scenario::fit::Follows;
use crate::scenario::register::{Register, uncertain};
use crate::statistics::least_squares::{Coordinate, Solution, answer};
use std::collections::BTreeMap;

/// A parameter is moved by so many standard deviations of its own to either side.
pub const SCORE: f64 = 1.5;
/// An answer counts beyond so many times what answers to parameters without effect on a target are like: worlds that
/// differ anywhere differ a little everywhere.
const BEYOND_NOISE: f64 = 3.0;
/// The median distance from zero of normal numbers is so much of their standard deviation.
const MEDIAN_OF_DEVIATION: f64 = 0.674_489_750_196_081_7;
/// Draws that are tried, alone and followed, to see what following does.
const TRIED: u32 = 12;
/// What is less than this part of a knob's width is left out.
const LEAST: f64 = 0.005;

/// What following comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Following {
    /// How the knobs follow each parameter that moves a target.
    pub follows: Vec<Follows>,
    /// Parameters in doubt that act on usual care, and were moved.
    pub moved: usize,
    /// Medians over some draws of how many targets hold what the model shows: each parameter drawn alone, and followed.
    pub held: [f64; 2],
}

/// Moves every parameter in doubt, and works out how the knobs follow it.
///
/// # Errors
/// When somebody stopped it or a world failed.
pub(super) fn follow(
    task: &Task,
    doubt: &InDoubt,
    (coordinates, found): (&[Coordinate], &Solution),
    threads: usize,
    onlooker: &dyn Onlooker,
) -> Result<Following, FitError> {
    let mut of_doubt = task.clone();
    of_doubt.laboratory.replications = doubt.replications;
    of_doubt.earlier.iter_mut().for_each(|earlier| earlier.laboratory.replications = doubt.replications);
    let screen = Task { laboratory: doubt.screen.clone(), earlier: None, ..task.clone() };
    let bench = |task| Bench { task, found, threads, onlooker };
    let keys = acting(&bench(&screen), &doubt.keys)?;
    onlooker.told(&format!("{} of {} parameters in doubt act on usual care", keys.len(), doubt.keys.len()));
    let bench = bench(&of_doubt);
    let (above, below) = (bench.beside(&keys, SCORE)?, bench.beside(&keys, -SCORE)?);
    let slope = |(above, below): (&f64, &f64)| (above - below) / (2.0 * SCORE);
    let slopes = above.iter().zip(&below).map(|(above, below)| above.iter().zip(below).map(slope).collect());
    let slopes = beyond_noise(slopes.collect());
    let follows: Vec<Follows> = keys
        .iter()
        .zip(&slopes)
        .filter_map(|(key, slopes)| {
            let shifts = answer(coordinates, &found.at, &found.slopes, slopes);
            let named = task.knobs.iter().zip(coordinates).zip(shifts);
            let shifts: BTreeMap<_, _> = named
                .filter(|((_, coordinate), shift)| shift.abs() > LEAST * coordinate.width)
                .map(|((knob, _), shift)| (knob.name.clone(), shift))
                .collect();
            (!shifts.is_empty()).then(|| Follows { parameter: key.clone(), shifts })
        })
        .collect();
    let held = [bench.held(&keys, &[])?, bench.held(&keys, &follows)?];
    Ok(Following { follows, moved: keys.len(), held })
}

/// The parameters that change anything that targets are held against, in a small world.
fn acting(screen: &Bench, keys: &[String]) -> Result<Vec<String>, FitError> {
    let here = screen.residuals(&[(screen.found.at.clone(), BTreeMap::new())])?.pop().unwrap_or_default();
    let beside = screen.beside(keys, SCORE)?;
    Ok(keys.iter().zip(beside).filter(|(_, there)| *there != here).map(|(key, _)| key.clone()).collect())
}

/// Slopes (by parameter, then target) with only those left that stand out among all parameters' for the same target.
fn beyond_noise(mut slopes: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    for target in 0..slopes.first().map_or(0, Vec::len) {
        let mut sizes: Vec<f64> = slopes.iter().map(|of| of[target].abs()).filter(|&size| size > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        let noise = sizes.get(sizes.len() / 2).map_or(0.0, |median| median / MEDIAN_OF_DEVIATION);
        let within = |slope: &&mut f64| slope.abs() <= BEYOND_NOISE * noise;
        slopes.iter_mut().map(|of| &mut of[target]).filter(within).for_each(|slope| *slope = 0.0);
    }
    slopes
}

/// Where points beside the fitted one are tried.
struct Bench<'a> {
    task: &'a Task,
    found: &'a Solution,
    threads: usize,
    onlooker: &'a dyn Onlooker,
}

impl Bench<'_> {
    /// The residuals with each parameter by itself so many standard deviations from its middle.
    fn beside(&self, keys: &[String], score: f64) -> Result<Vec<Vec<f64>>, FitError> {
        let point = |key: &String| (self.found.at.clone(), Register::built_in().at_scores([(key.as_str(), score)]));
        self.residuals(&keys.iter().map(point).collect::<Vec<_>>())
    }

    fn residuals(&self, points: &[Point]) -> Result<Vec<Vec<f64>>, FitError> {
        let seen = self.task.observe_beside(points, self.threads, self.onlooker)?;
        Ok(seen.iter().map(|seen| self.task.residuals(seen)).collect())
    }

    /// How many targets hold what the model shows, the median over some draws of all parameters in doubt with the knobs
    /// following.
    fn held(&self, keys: &[String], follows: &[Follows]) -> Result<f64, FitError> {
        let register = Register::built_in();
        let scores: Vec<(&String, Vec<f64>)> =
            keys.iter().map(|key| (key, uncertain::scores(self.task.laboratory.seed, TRIED, key))).collect();
        let point = |draw: usize| {
            let mut shifts = self.found.at.clone();
            for (key, scores) in &scores {
                for follows in follows.iter().filter(|follows| follows.parameter == **key) {
                    for (knob, shift) in self.task.knobs.iter().zip(&mut shifts) {
                        *shift += scores[draw] * follows.shifts.get(&knob.name).copied().unwrap_or_default();
                    }
                }
            }
            (shifts, register.at_scores(scores.iter().map(|(key, scores)| (key.as_str(), scores[draw]))))
        };
        let points: Vec<Point> = (0..TRIED as usize).map(point).collect();
        let held = |seen: &Observed| self.task.targets.iter().filter(|target| target.holds((target.of)(seen))).count();
        let seen = self.task.observe_beside(&points, self.threads, self.onlooker)?;
        let mut held: Vec<usize> = seen.iter().map(held).collect();
        held.sort_unstable();
        Ok((held[held.len() / 2] + held[(held.len() - 1) / 2]) as f64 / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_out_among_all_parameters_is_an_answer() {
        let slopes: Vec<Vec<f64>> =
            (0..20).map(|k| vec![if k == 7 { -9.0 } else { 0.1 * f64::from(k % 5) }, 0.0]).collect();
        let kept = beyond_noise(slopes);
        let standing: Vec<_> = (0..20).filter(|&k| kept[k][0] != 0.0).collect();
        assert_eq!(standing, [7]);
        assert_eq!(kept[7], [-9.0, 0.0]);
    }
}
