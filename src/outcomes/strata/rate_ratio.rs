//! Comparing like with like: ratios of rates within age and sex.

use crate::outcomes::strata::{Counts, Strata, Stratum};

/// The rate of events in some people over that in others of the same age (by five years) and sex, by the method of
/// Mantel and Haenszel.
pub fn rate_ratio(
    strata: &Strata,
    events: fn(&Counts) -> u64,
    these: impl Fn(&Stratum) -> bool,
    those: impl Fn(&Stratum) -> bool,
) -> f64 {
    const YOUNGEST: usize = 65;
    const WIDTH: usize = 5;
    const GROUPS: usize = 20;
    // By age and sex: events and years of these, events and years of those.
    let mut groups = [[0.0; 4]; GROUPS];
    for (stratum, counts) in strata.all() {
        let group = &mut groups[((stratum.age - YOUNGEST) / WIDTH) * 2 + stratum.sex as usize];
        let at = if these(&stratum) {
            0
        } else if those(&stratum) {
            2
        } else {
            continue;
        };
        group[at] += events(counts) as f64;
        group[at + 1] += counts.years();
    }
    let (above, below) = groups.iter().fold((0.0, 0.0), |(above, below), [a, at, b, bt]| {
        let all = (at + bt).max(f64::MIN_POSITIVE);
        (above + a * bt / all, below + b * at / all)
    });
    above / below
}
