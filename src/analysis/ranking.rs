//! Which design had the fewest admissions, and who may be called first.
//!
//! Deaths lower admissions. A design that raises deaths therefore cannot rank first on admissions, whatever it saved.

use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::outcome::{ADMISSIONS, DEATHS, Outcome};
use crate::analysis::trials::{Pair, Scope, Trials};

/// A design in the order of its admissions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The arm.
    pub arm: usize,
    /// Its admissions against the baseline.
    pub admissions: Contrast,
    /// Deaths are higher on average, beyond simulation error: held behind all designs of which this is not so.
    pub raises_deaths: bool,
}

/// Designs by unplanned admissions, fewest first, those that raise deaths after all others.
///
/// Empty when admissions or deaths are not among the outcomes: without deaths nobody can be called first.
pub fn by_admissions(trials: &Trials, scope: Scope) -> Vec<Ranked> {
    let find = |key| Outcome::find(trials.results, key);
    let (Some(admissions), Some(deaths)) = (find(ADMISSIONS), find(DEATHS)) else { return Vec::new() };
    let mut ranked: Vec<Ranked> = trials
        .choices()
        .into_iter()
        .filter_map(|arm| {
            let pair = Pair { arm, against: trials.baseline() };
            let admissions = Contrast::of(trials, pair, scope, &admissions).ok()?;
            let deaths = Contrast::of(trials, pair, scope, &deaths).ok()?;
            Some(Ranked { arm, admissions, raises_deaths: raises(&deaths) })
        })
        .collect();
    ranked.sort_by(|one, other| {
        let means = one.admissions.difference.mean.total_cmp(&other.admissions.difference.mean);
        one.raises_deaths.cmp(&other.raises_deaths).then(means).then(one.arm.cmp(&other.arm))
    });
    ranked
}

/// Whether two designs differ in admissions in nearly every period; `None` when they share no figure.
pub fn told_apart(trials: &Trials, pair: Pair, scope: Scope) -> Option<bool> {
    let admissions = Outcome::find(trials.results, ADMISSIONS)?;
    let verdict = Contrast::of(trials, pair, scope, &admissions).ok()?.verdict();
    Some(matches!(verdict, Verdict::Fewer | Verdict::More))
}

fn raises(deaths: &Contrast) -> bool {
    deaths.differs_on_average() && deaths.difference.mean > 0.0
}
