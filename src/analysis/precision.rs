//! How many replications a half-width takes: a pilot, then as many as its spread asks for, until it is narrow enough.

use crate::analysis::contrast::Contrast;
use crate::analysis::estimate::{Estimate, LEVEL};
use crate::analysis::outcome::Outcome;
use crate::analysis::standing::compared;
use crate::analysis::trials::{Scope, Trials};
use crate::analysis::words;
use crate::experiment::results::AskedWidth;
use crate::statistics::interval::t_quantile;

/// How far an experiment is from the half-width that was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    /// The widest half-width of a design's simulation error at any design point, in the outcome's unit.
    pub reached: f64,
    /// Replications that the spread so far asks for, not more than the most allowed.
    pub needed: u32,
}

/// Where an experiment stands; `None` when no half-width was asked for or no design has the figure.
pub fn of(trials: &Trials) -> Option<Precision> {
    let study = &trials.results.study;
    let asked = study.half_width.as_ref()?;
    let outcome = Outcome::find(trials.results, &asked.outcome)?;
    let points = 0..study.points.len().max(1);
    let scopes = points.map(|point| Scope { point, place: None });
    let contrasts = scopes.flat_map(|scope| compared(trials, scope, &outcome, trials.baseline()));
    let each = contrasts.filter_map(|(_, contrast)| stands(&contrast, asked, study.replications));
    each.reduce(|one, other| Precision {
        reached: one.reached.max(other.reached),
        needed: one.needed.max(other.needed),
    })
}

fn stands(contrast: &Contrast, asked: &AskedWidth, replications: u32) -> Option<Precision> {
    let difference = &contrast.difference;
    let reached = difference.simulation?.half_width();
    let needed = if reached <= asked.of { replications } else { enough(difference, reached, asked, replications) };
    Some(Precision { reached, needed: needed.min(asked.most).max(replications) })
}

/// The fewest replications, more than there are, with which this spread gives the half-width.
fn enough(difference: &Estimate, reached: f64, asked: &AskedWidth, replications: u32) -> u32 {
    let narrow = |number: u32| match (difference.shares, difference.deviation) {
        // Replications alone: the spread between them over the root of their number.
        (None, Some(deviation)) => {
            let t = t_quantile(0.5 + LEVEL / 2.0, f64::from(number) - 1.0).unwrap_or(f64::INFINITY);
            t * deviation / f64::from(number).sqrt() <= asked.of
        }
        // With draws only a part of the error falls with replications; as if all did is the least that it takes.
        _ => reached * (f64::from(replications) / f64::from(number)).sqrt() <= asked.of,
    };
    (replications + 1..asked.most).find(|&number| narrow(number)).unwrap_or(asked.most)
}

/// What came of a half-width that was asked for, in a sentence.
pub fn sentence(trials: &Trials) -> Option<String> {
    let study = &trials.results.study;
    let (asked, precision) = (study.half_width.as_ref()?, of(trials)?);
    let outcome = Outcome::find(trials.results, &asked.outcome)?;
    let told = if precision.reached <= asked.of {
        format!("{} were needed", words::counted(study.replications as usize, "replication"))
    } else {
        format!(
            "{} were not enough: it is {}",
            words::counted(study.replications as usize, "replication"),
            words::number(precision.reached, outcome.digits + 1)
        )
    };
    Some(format!(
        "For a simulation error of at most {} to either side in {} ({}), for every design, {told}.",
        asked.of,
        words::within_sentence(&outcome.label),
        words::axis_unit(&outcome),
    ))
}
