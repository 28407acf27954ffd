//! Calibration: moving parameters within their ranges until worlds of usual care show what was published, or what a
//! place knows of itself.
//!
//! Every point is tried with the same luck. Targets are rows of the evidence with the role *calibration* and nothing
//! else; rows of the role *check* are unknown here. This room must not know how a fit is shown or where it is kept.

pub mod follow;
pub mod knobs;
pub mod local;
pub mod observe;
mod spread;
mod standard;
pub mod targets;
pub mod why;

use crate::experiment::calibration::follow::{Following, follow};
use crate::experiment::calibration::knobs::{Knob, Stand};
use crate::experiment::calibration::observe::{Laboratory, Observed, Onlooker, TrialError};
use crate::experiment::calibration::targets::Target;
use crate::scenario::fit::{self, Joint};
use crate::scenario::register::{Register, RegisterError};
use crate::statistics::interval::t_quantile;
use crate::statistics::least_squares::{Coordinate, Solution, search};
use crate::statistics::moments::Moments;
use std::collections::BTreeMap;

/// What is to be fitted to what.
#[derive(Clone, Debug)]
pub struct Task {
    /// The worlds.
    pub laboratory: Laboratory,
    /// What they are held against.
    pub targets: Vec<Target>,
    /// What may be moved.
    pub knobs: Vec<Knob>,
    /// Parameters that are given, and not moved.
    pub given: BTreeMap<String, toml::Value>,
    /// An earlier year whose supply was another: the worlds of its targets, and its parameters over all others.
    pub earlier: Option<Earlier>,
    /// Parameters that are not moved, and that what is fitted is to follow when they are drawn.
    pub in_doubt: Option<InDoubt>,
    /// Most rounds of differences; with none, fitted values are kept as they are built in.
    pub rounds: usize,
    /// Whether worlds are so few and small that most of what a small move of a knob does is luck.
    pub rough: bool,
}

/// Parameters that are drawn and were not fitted.
#[derive(Clone, Debug)]
pub struct InDoubt {
    /// Their keys.
    pub keys: Vec<String>,
    /// A small world, in which it shows whether a parameter does anything at all under usual care.
    pub screen: Laboratory,
    /// Worlds at every point.
    pub replications: u32,
}

/// Worlds of an earlier year.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The worlds.
    pub laboratory: Laboratory,
    /// What was otherwise then.
    pub parameters: BTreeMap<String, toml::Value>,
}

/// What a fit has come to.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The parameters that were moved.
    pub parameters: Vec<Moved>,
    /// How what moved them goes together, on the knobs' own scales; those at an end of their range are not among them.
    pub joint: Vec<Joint>,
    /// How what was moved follows parameters that were not, where it was asked for.
    pub following: Option<Following>,
    /// The targets.
    pub targets: Vec<Met>,
    /// Sum of squared distances from the targets, in standard deviations, with nothing moved and with the fitted values.
    pub objective: [f64; 2],
    /// Rounds of differences.
    pub rounds: usize,
    /// Whether the search came to rest.
    pub settled: bool,
    /// Whether most of the slopes is luck.
    pub rough: bool,
    /// Where each knob stands, with its slopes, for saying why a target is missed.
    pub knobs: Vec<Moves>,
}

/// A parameter that was moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: f64,
    /// Interval that holds it with 95 %, given the targets, their widths and the range of the register.
    pub interval: [f64; 2],
    /// The knob that moved it.
    pub knob: String,
    /// Whether it touches an end of its range.
    pub stand: Stand,
}

/// A target and what became of it.
#[derive(Clone, Debug)]
pub struct Met {
    /// The target.
    pub target: Target,
    /// What the model showed with nothing moved: the values typed into the register, or of a place the built-in ones.
    pub before: f64,
    /// What it shows with the fitted ones.
    pub after: f64,
    /// Interval that holds with 95 % what it shows with the fitted ones and other luck, were there no end to the worlds.
    pub luck: [f64; 2],
}

impl Met {
    /// Whether it is missed by no more than chance may do, taken by itself.
    pub fn is_chance(&self) -> bool {
        let [low, high] = self.luck;
        !self.target.holds(self.after) && low <= self.target.high && self.target.low <= high
    }
}

/// A knob after the fit.
#[derive(Clone, Debug)]
pub struct Moves {
    /// Its name.
    pub name: String,
    /// How far it is moved, on its own scale.
    pub shift: f64,
    /// Whether it touches an end of its range.
    pub stand: Stand,
    /// Change of each target's distance (in standard deviations) when it is moved by its width.
    pub slopes: Vec<f64>,
}

/// Where the knobs stand, and parameters beside them.
type Point = (Vec<f64>, BTreeMap<String, toml::Value>);

/// Fewest worlds from which it is told how much of a figure is luck.
const TO_TELL_LUCK: u32 = 8;
/// Coverage of what luck leaves open.
const LEVEL: f64 = 0.95;

/// Why there is no fit.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// Points could not be tried.
    #[error("{0}")]
    Trial(#[from] TrialError),
    /// Parameters could not be made.
    #[error("{0}")]
    Register(#[from] RegisterError),
}

/// Fits.
///
/// # Errors
/// When somebody stopped it or a world failed.
pub fn fit(task: &Task, threads: usize, onlooker: &dyn Onlooker) -> Result<Fit, FitError> {
    let coordinates: Vec<Coordinate> = task.knobs.iter().map(Knob::coordinate).collect();
    let typed = task.observe(&[coordinates.iter().map(|c| c.centre).collect()], threads, onlooker)?;
    let (mut trouble, mut nearest) = (None, f64::INFINITY);
    let acts = |knob: usize, target: usize| task.knobs[knob].acts_on.contains(&task.targets[target].field);
    let found = search(&coordinates, task.rounds, &acts, &mut |points: &[Vec<f64>]| match task
        .observe(points, threads, onlooker)
    {
        Ok(seen) => {
            let residuals: Vec<Vec<f64>> = seen.iter().map(|seen| task.residuals(seen)).collect();
            if let [only] = &residuals[..] {
                let distance: f64 = only.iter().map(|r| r * r).sum();
                let beside = match distance < nearest {
                    true => String::new(),
                    false => format!(", no nearer than {nearest:.1}, which is kept so far"),
                };
                nearest = nearest.min(distance);
                onlooker.told(&format!("sum of squared distances from the targets: {distance:.1}{beside}"));
            }
            Some(residuals)
        }
        Err(error) => {
            trouble = Some(error);
            None
        }
    });
    let Some(found) = found else { return Err(trouble.unwrap_or(FitError::Trial(TrialError::Stopped))) };
    let worlds = task.worlds_at(&found.at, threads, onlooker)?;
    let as_everywhere = &worlds[..task.laboratory.replications as usize];
    let after = Observed::together(as_everywhere).ok_or(FitError::Trial(TrialError::Stopped))?;
    let following = task.in_doubt.as_ref().map(|doubt| follow(task, doubt, (&coordinates, &found), threads, onlooker));
    Ok(Fit { following: following.transpose()?, ..task.told([&typed[0], &after], &worlds, &coordinates, &found) })
}

impl Task {
    fn observe(&self, points: &[Vec<f64>], threads: usize, onlooker: &dyn Onlooker) -> Result<Vec<Observed>, FitError> {
        let points: Vec<_> = points.iter().map(|shifts| (shifts.clone(), BTreeMap::new())).collect();
        self.observe_beside(&points, threads, onlooker)
    }

    /// The same with other parameters beside the knobs at each point.
    fn observe_beside(
        &self,
        points: &[Point],
        threads: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<Vec<Observed>, FitError> {
        let worlds = self.worlds_beside(points, threads, onlooker)?;
        Ok(worlds.iter().filter_map(|of_point| Observed::together(of_point)).collect())
    }

    /// The worlds of a point one by one: as many as everywhere, or more if those were too few to tell luck by.
    fn worlds_at(&self, shifts: &[f64], threads: usize, onlooker: &dyn Onlooker) -> Result<Vec<Observed>, FitError> {
        let more = |laboratory: &Laboratory| {
            let replications = laboratory.replications.max(TO_TELL_LUCK);
            Laboratory { replications, ..laboratory.clone() }
        };
        let earlier = self.earlier.as_ref().map(|then| Earlier { laboratory: more(&then.laboratory), ..then.clone() });
        let larger = Self { laboratory: more(&self.laboratory), earlier, ..self.clone() };
        let worlds = larger.worlds_beside(&[(shifts.to_vec(), BTreeMap::new())], threads, onlooker)?;
        Ok(worlds.into_iter().flatten().collect())
    }

    fn worlds_beside(
        &self,
        points: &[Point],
        threads: usize,
        onlooker: &dyn Onlooker,
    ) -> Result<Vec<Vec<Observed>>, FitError> {
        let at = |given: &BTreeMap<String, toml::Value>| -> Result<Vec<_>, RegisterError> {
            let under = |(shifts, beside): &Point| {
                let mut all = beside.clone();
                all.extend(given.clone());
                knobs::parameters(&self.knobs, shifts, &all)
            };
            points.iter().map(under).collect()
        };
        let mut seen = self.laboratory.worlds(at(&self.given)?, threads, onlooker)?;
        if let Some(Earlier { laboratory, parameters }) = &self.earlier {
            let mut then = self.given.clone();
            then.extend(parameters.clone());
            let before = laboratory.worlds(at(&then)?, threads, onlooker)?;
            let pairs = seen.iter_mut().flatten().zip(before.into_iter().flatten());
            pairs.for_each(|(seen, before)| seen.earlier = Some(before.sums));
        }
        Ok(seen)
    }

    fn residuals(&self, seen: &Observed) -> Vec<f64> {
        self.targets.iter().map(|target| target.residual((target.of)(seen))).collect()
    }

    /// What a point would show of a target with any luck, from its worlds one by one; the figure itself is of the first
    /// of them, as many as at every other point.
    fn luck(&self, target: &Target, after: f64, worlds: &[Observed]) -> [f64; 2] {
        let distances = Moments::of(worlds.iter().map(|world| target.residual((target.of)(world))));
        let t = t_quantile((1.0 + LEVEL) / 2.0, worlds.len() as f64 - 1.0);
        let half = t.zip(distances.deviation()).map_or(f64::INFINITY, |(t, deviation)| {
            t * deviation * target.width() / f64::from(self.laboratory.replications).sqrt()
        });
        [-half, half].map(|by| after * libm::exp(by))
    }

    /// The knobs that lie within their ranges, each with its deviation and its correlations with those before it. One that
    /// touches an end stays there, although the search may have left it free.
    fn joint(&self, found: &Solution) -> Vec<Joint> {
        let covariance = &found.covariance;
        let inside = |k: usize| covariance[k][k] > 0.0 && self.knobs[k].stand(found.at[k]) == Stand::Inside;
        let free: Vec<usize> = (0..self.knobs.len()).filter(|&k| inside(k)).collect();
        let deviation = |k: usize| covariance[k][k].sqrt();
        let of = |(place, &k): (usize, &usize)| Joint {
            moved_by: self.knobs[k].name.clone(),
            deviation: deviation(k),
            correlations: free[..place].iter().map(|&j| covariance[k][j] / deviation(k) / deviation(j)).collect(),
        };
        free.iter().enumerate().map(of).collect()
    }

    fn told(
        &self,
        [before, after]: [&Observed; 2],
        worlds: &[Observed],
        coordinates: &[Coordinate],
        found: &Solution,
    ) -> Fit {
        let mut parameters = Vec::new();
        for ((knob, &shift), &spread) in self.knobs.iter().zip(&found.at).zip(&found.spread) {
            let stand = knob.stand(shift);
            let moved = knob.values(shift, spread).into_iter();
            let kept =
                |key: &str| Register::built_in().entry(key).map(|entry| entry.value).filter(|_| found.rounds == 0);
            parameters.extend(moved.map(|(key, value, interval)| Moved {
                // Several parameters of one knob lie where rounding left them, not all by quite the same shift.
                value: kept(&key).unwrap_or(value),
                key,
                interval,
                knob: knob.name.clone(),
                stand,
            }));
        }
        let met = |target: &Target| {
            let shown = (target.of)(after);
            let luck = self.luck(target, shown, worlds);
            Met { before: (target.of)(before), after: shown, luck, target: target.clone() }
        };
        let moves = self.knobs.iter().zip(&found.at).zip(&found.slopes).zip(coordinates);
        let squares = |seen: &Observed| self.residuals(seen).iter().map(|r| r * r).sum::<f64>();
        // Values that are kept are those of the search before, and what it left open stays open.
        let earlier = fit::Fit::built_in().provenance.as_ref().filter(|_| found.rounds == 0);
        let (rounds, settled) =
            earlier.map_or((found.rounds, found.settled), |earlier| (earlier.rounds as usize, earlier.settled));
        Fit {
            parameters,
            joint: self.joint(found),
            following: None,
            targets: self.targets.iter().map(met).collect(),
            objective: [squares(before), squares(after)],
            rounds,
            settled,
            rough: self.rough,
            knobs: moves
                .map(|(((knob, &shift), slopes), coordinate)| Moves {
                    name: knob.name.clone(),
                    shift,
                    stand: knob.stand(shift),
                    slopes: slopes.iter().map(|slope| slope * coordinate.width).collect(),
                })
                .collect(),
        }
    }
}
