//! Where the spread of a figure comes from: chance, what is not known, and too few runs.
//!
//! Every draw of the parameters is run with the same replications, and the same luck belongs to the same replication in
//! every draw: draws and replications are crossed, and a two-way analysis of variance takes them apart. What draws and
//! replications do only together counts as chance, since it is gone in another period. Where replications take the draws
//! in turn, each lives with one of them and with luck of its own: they are nested, and the analysis has one way.

use crate::statistics::interval::{Interval, t_quantile};
use std::collections::{BTreeMap, BTreeSet};

/// A figure for each replication of each draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Sources {
    /// Mean over all.
    pub mean: f64,
    /// Draws, at least 2.
    pub draws: usize,
    /// Values: replications over all draws.
    pub values: usize,
    /// Variance of single periods at one set of parameters.
    pub chance: Component,
    /// Variance, between sets of parameters, of what the mean over many periods would be.
    pub knowledge: Component,
    /// Variance of single periods at parameters that are not known: both together.
    pub both: Component,
    /// Variance of the mean that is shown, which more draws and replications make small.
    pub simulation: Component,
    /// Whether a part came out below zero, as it can by luck when it is small, and was taken as zero.
    pub cut: bool,
}

/// A variance and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// The variance, not negative.
    pub variance: f64,
    /// Degrees of freedom, by Satterthwaite's approximation.
    pub freedom: f64,
}

/// Shares of the whole variance of a single period as it is forecast here; they add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Of chance.
    pub chance: f64,
    /// Of what is not known about the world.
    pub knowledge: f64,
    /// Of the finite number of runs.
    pub simulation: f64,
    /// Whether a part came out below zero and was taken as zero.
    pub cut: bool,
    /// Whether chance was told from so few further lives of one draw that the parts by themselves say little.
    pub rough: bool,
}

/// Degrees of freedom of chance from which on the parts are worth an interval of their own: with fewer, the interval of
/// chance alone is often wider than that of both together.
const FEWEST_FOR_PARTS: f64 = 4.0;

/// A mean square and its degrees of freedom.
type MeanSquare = (f64, f64);

impl Sources {
    /// From values by (draw, replication), NaN where the figure does not exist. Replications that any draw lacks are
    /// left out, unless each belongs to one draw alone. `None` with fewer than two draws, or too few replications to tell
    /// the parts from one another.
    pub fn of(cells: &BTreeMap<(u32, u32), f64>) -> Option<Self> {
        let mut seen = BTreeSet::new();
        let in_turn = cells.keys().all(|(_, replication)| seen.insert(*replication));
        if in_turn { Self::nested(cells) } else { Self::crossed(cells) }
    }

    /// Replications that took the draws in turn.
    fn nested(cells: &BTreeMap<(u32, u32), f64>) -> Option<Self> {
        let mut by_draw: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        let present = cells.iter().filter(|(_, value)| !value.is_nan());
        present.for_each(|((draw, _), value)| by_draw.entry(*draw).or_default().push(*value));
        let count: usize = by_draw.values().map(Vec::len).sum();
        if by_draw.len() < 2 || count <= by_draw.len() {
            return None;
        }
        let (d, n) = (by_draw.len() as f64, count as f64);
        let mean = by_draw.values().flatten().sum::<f64>() / n;
        let (mut between, mut within, mut squared) = (0.0, 0.0, 0.0);
        for values in by_draw.values() {
            let size = values.len() as f64;
            let own = values.iter().sum::<f64>() / size;
            between += size * (own - mean) * (own - mean);
            within += values.iter().map(|value| (value - own) * (value - own)).sum::<f64>();
            squared += size * size;
        }
        let all: MeanSquare = ((between + within) / (n - 1.0), n - 1.0);
        let (between, within): (MeanSquare, MeanSquare) = ((between / (d - 1.0), d - 1.0), (within / (n - d), n - d));
        // Replications of a draw, as the mean square between draws counts them.
        let each = (n - squared / n) / (d - 1.0);
        let knowledge = (between.0 - within.0) / each;
        let cut = knowledge < 0.0;
        let sum = |parts: &[(f64, MeanSquare)]| Component {
            variance: parts.iter().map(|(weight, (square, _))| weight * square).sum(),
            freedom: satterthwaite(parts),
        };
        // What the share of the mean that hangs on draws is worth in mean squares between them.
        let shared = squared / (n * n) / each;
        Some(Self {
            mean,
            draws: by_draw.len(),
            values: count,
            chance: sum(&[(1.0, within)]),
            knowledge: Component { variance: knowledge.max(0.0), freedom: between.1 },
            both: if cut { sum(&[(1.0, all)]) } else { sum(&[(1.0 / each, between), (1.0 - 1.0 / each, within)]) },
            simulation: if cut {
                sum(&[(1.0 / n, all)])
            } else {
                sum(&[(shared, between), ((1.0 / n - shared).max(0.0), within)])
            },
            cut,
        })
    }

    /// Draws that all have the same replications.
    fn crossed(cells: &BTreeMap<(u32, u32), f64>) -> Option<Self> {
        let table = complete(cells);
        let (draws, replications) = (table.len(), table.first()?.len());
        if draws < 2 || replications < 2 {
            return None;
        }
        let (d, r) = (draws as f64, replications as f64);
        let mean = table.iter().flatten().sum::<f64>() / (d * r);
        let by_draw: Vec<f64> = table.iter().map(|row| row.iter().sum::<f64>() / r).collect();
        let by_replication: Vec<f64> =
            (0..replications).map(|k| table.iter().map(|row| row[k]).sum::<f64>() / d).collect();
        let squares = |means: &[f64]| means.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        let rest = table.iter().zip(&by_draw).flat_map(|(row, own)| {
            row.iter().zip(&by_replication).map(move |(value, common)| value - own - common + mean)
        });
        let between: MeanSquare = (r * squares(&by_draw) / (d - 1.0), d - 1.0);
        let periods: MeanSquare = (d * squares(&by_replication) / (r - 1.0), r - 1.0);
        let freedom = (d - 1.0) * (r - 1.0);
        let rest: MeanSquare = (rest.map(|residual| residual * residual).sum::<f64>() / freedom, freedom);
        let (knowledge, common) = ((between.0 - rest.0) / r, (periods.0 - rest.0) / d);
        let (known, shared) = (knowledge.max(0.0), common.max(0.0));
        let freedom_of = |parts: &[(f64, MeanSquare)]| satterthwaite(parts);
        Some(Self {
            mean,
            draws,
            values: draws * replications,
            chance: Component {
                variance: shared + rest.0,
                freedom: freedom_of(&[(1.0 / d, periods), ((d - 1.0) / d, rest)]),
            },
            knowledge: Component { variance: known, freedom: between.1 },
            both: Component {
                variance: known + shared + rest.0,
                freedom: freedom_of(&[(1.0 / r, between), (1.0 / d, periods), (1.0 - 1.0 / r - 1.0 / d, rest)]),
            },
            simulation: Component {
                variance: known / d + shared / r + rest.0 / (d * r),
                freedom: freedom_of(&[
                    (known / between.0 / d, between),
                    (shared / periods.0 / r, periods),
                    (1.0 / (d * r), rest),
                ]),
            },
            cut: knowledge < 0.0 || common < 0.0,
        })
    }

    /// Shares of the variance of a single forecast period.
    pub fn shares(&self) -> Option<Shares> {
        // A part that was taken as zero leaves the others with more than all of it, so that they are held against their sum.
        let all = self.chance.variance + self.knowledge.variance + self.simulation.variance;
        (all > 0.0).then(|| Shares {
            chance: self.chance.variance / all,
            knowledge: self.knowledge.variance / all,
            simulation: self.simulation.variance / all,
            cut: self.cut,
            rough: self.chance.freedom < FEWEST_FOR_PARTS,
        })
    }

    /// Where the mean lies that endless runs would give, with confidence `level`.
    pub fn simulation_interval(&self, level: f64) -> Option<Interval> {
        self.around(self.simulation, 1.0, level)
    }

    /// Where one more period falls at one set of parameters.
    pub fn chance_interval(&self, level: f64) -> Option<Interval> {
        self.around(self.chance, 1.0 + 1.0 / self.values as f64, level)
    }

    /// Where the mean over many periods lies at one more set of parameters.
    pub fn knowledge_interval(&self, level: f64) -> Option<Interval> {
        self.around(self.knowledge, 1.0 + 1.0 / self.draws as f64, level)
    }

    /// Where one more period falls at one more set of parameters.
    pub fn both_interval(&self, level: f64) -> Option<Interval> {
        self.around(self.both, 1.0 + 1.0 / self.draws as f64, level)
    }

    fn around(&self, part: Component, widened: f64, level: f64) -> Option<Interval> {
        if part.variance == 0.0 {
            return Some(Interval::around(self.mean, 0.0));
        }
        let half = t_quantile(0.5 + level / 2.0, part.freedom.max(1.0))? * (part.variance * widened).sqrt();
        Some(Interval::around(self.mean, half))
    }
}

/// The values draw by draw, without the replications that some draw lacks.
fn complete(cells: &BTreeMap<(u32, u32), f64>) -> Vec<Vec<f64>> {
    let mut draws: Vec<u32> = cells.keys().map(|(draw, _)| *draw).collect();
    draws.dedup();
    let mut replications: Vec<u32> = cells.keys().map(|(_, replication)| *replication).collect();
    replications.sort_unstable();
    replications.dedup();
    let value = |draw: u32, replication: u32| cells.get(&(draw, replication)).copied().filter(|value| !value.is_nan());
    replications.retain(|&replication| draws.iter().all(|&draw| value(draw, replication).is_some()));
    let of_draw = |&draw: &u32| replications.iter().filter_map(|&replication| value(draw, replication)).collect();
    draws.iter().map(of_draw).collect()
}

/// Degrees of freedom of a sum of mean squares with weights.
fn satterthwaite(parts: &[(f64, MeanSquare)]) -> f64 {
    let sum: f64 = parts.iter().filter(|part| part.0.is_finite()).map(|(weight, (square, _))| weight * square).sum();
    let spread = |(weight, (square, freedom)): &(f64, MeanSquare)| (weight * square) * (weight * square) / freedom;
    let spread: f64 = parts.iter().filter(|part| part.0.is_finite()).map(spread).sum();
    if spread > 0.0 { sum * sum / spread } else { f64::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(draws: u32, replications: u32, value: impl Fn(u32, u32) -> f64) -> BTreeMap<(u32, u32), f64> {
        let all = (0..draws).flat_map(|draw| (0..replications).map(move |replication| (draw, replication)));
        all.map(|(draw, replication)| ((draw, replication), value(draw, replication))).collect()
    }

    #[test]
    fn parts_worked_by_hand() {
        // Rows 1 2 | 3 6: mean 3, draws 1.5 and 4.5, periods 2 and 4; squares 9, 4 and 1 with one degree each.
        let sources = Sources::of(&table(2, 2, |d, r| [[1.0, 2.0], [3.0, 6.0]][d as usize][r as usize])).unwrap();
        assert_eq!(sources.mean, 3.0);
        assert_eq!(sources.knowledge.variance, (9.0 - 1.0) / 2.0);
        assert_eq!(sources.chance.variance, (4.0 - 1.0) / 2.0 + 1.0);
        assert_eq!(sources.both.variance, 4.0 + 2.5);
        assert_eq!(sources.simulation.variance, 4.0 / 2.0 + 1.5 / 2.0 + 1.0 / 4.0);
        assert!(!sources.cut);
        let shares = sources.shares().unwrap();
        assert!((shares.chance + shares.knowledge + shares.simulation - 1.0).abs() < 1e-12);
    }

    #[test]
    fn shares_make_a_whole_where_a_part_was_below_zero_too() {
        let draws_are_too_much_alike =
            |d: u32, r: u32| if (d + r).is_multiple_of(2) { 1.0 } else { 5.0 + f64::from(r) };
        let sources = Sources::of(&table(4, 6, draws_are_too_much_alike)).unwrap();
        let shares = sources.shares().unwrap();
        assert!(shares.cut && shares.knowledge == 0.0, "{sources:?}");
        assert!((shares.chance + shares.knowledge + shares.simulation - 1.0).abs() < 1e-12, "{shares:?}");
    }

    /// Numbers that look random: the fractional part of multiples of the golden ratio.
    fn noise(key: u32) -> f64 {
        (f64::from(key) * 0.618_033_988_749_895).fract() - 0.5
    }

    #[test]
    fn known_parts_are_found_again() {
        // Uniform noise of width w has variance w²/12.
        let value = |d: u32, r: u32| 6.0 * noise(d + 1) + 3.0 * noise(977 + r) + 1.5 * noise(7919 + 631 * d + r);
        let sources = Sources::of(&table(200, 100, value)).unwrap();
        let near = |variance: f64, width: f64| (variance / (width * width / 12.0) - 1.0).abs() < 0.1;
        assert!(near(sources.knowledge.variance, 6.0), "{sources:?}");
        assert!((sources.chance.variance / ((9.0 + 2.25) / 12.0) - 1.0).abs() < 0.1, "{sources:?}");
        assert!(sources.simulation.variance < sources.knowledge.variance / 50.0);
    }

    #[test]
    fn more_replications_in_a_draw_do_not_pass_for_knowledge() {
        // Nothing but chance: draw means differ, but no more than chance makes them.
        let sources = Sources::of(&table(24, 4, |d, r| noise(13 + 4 * d + r))).unwrap();
        assert!(sources.knowledge.variance < 0.3 * sources.chance.variance, "{sources:?}");
        let none =
            Sources::of(&table(5, 4, |d, r| noise(r) + if (d + r).is_multiple_of(2) { 1.0 } else { -1.0 })).unwrap();
        assert!(none.cut && none.knowledge.variance == 0.0);
        assert_eq!(none.knowledge_interval(0.95).unwrap().half_width(), 0.0);
    }

    fn in_turn(draws: u32, replications: u32, value: impl Fn(u32, u32) -> f64) -> BTreeMap<(u32, u32), f64> {
        (0..replications).map(|r| ((r % draws, r), value(r % draws, r))).collect()
    }

    #[test]
    fn draws_in_turn_worked_by_hand() {
        // Draws 1 3 | 5 9: means 2 and 7, mean square between 25, within (2 + 8) / 2 = 5.
        let sources = Sources::of(&in_turn(2, 4, |_, r| [1.0, 5.0, 3.0, 9.0][r as usize])).unwrap();
        assert_eq!((sources.mean, sources.draws, sources.values), (4.5, 2, 4));
        assert_eq!((sources.chance.variance, sources.chance.freedom), (5.0, 2.0));
        assert_eq!(sources.knowledge.variance, (25.0 - 5.0) / 2.0);
        assert_eq!(sources.both.variance, 10.0 + 5.0);
        assert_eq!((sources.simulation.variance, sources.simulation.freedom), (25.0 / 4.0, 1.0));
        // One draw has one replication more: three and two.
        let uneven = Sources::of(&in_turn(2, 5, |_, r| f64::from(r))).unwrap();
        assert!(
            (uneven.simulation.variance - uneven.knowledge.variance * 13.0 / 25.0 - uneven.chance.variance / 5.0).abs()
                < 1e-12
                || uneven.cut
        );
        assert_eq!(
            Sources::of(&in_turn(4, 4, |_, r| f64::from(r))),
            None,
            "one replication of each tells nothing apart"
        );
    }

    /// A number from the normal distribution, nearly: a sum of twelve even ones, each by a hash of its own.
    fn normal(key: u64) -> f64 {
        let even = |k: u64| {
            let mut x = (key * 12 + k).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
        };
        (0..12).map(even).sum::<f64>() - 6.0
    }

    #[test]
    fn intervals_of_draws_in_turn_hold_nineteen_periods_in_twenty() {
        const STUDIES: u64 = 4_000;
        for (draws, spread) in [4, 6].into_iter().flat_map(|draws| [0.0, 0.5, 1.0, 2.0].map(|spread| (draws, spread))) {
            let inside = |study: u64| {
                let key = |part: u64, number: u32| study * 64 + part * 16 + u64::from(number);
                let period = |d: u32, r: u32| spread * normal(key(0, d)) + normal(key(1, r));
                let sources = Sources::of(&in_turn(draws, 8, period)).unwrap();
                let interval = sources.both_interval(0.95).unwrap();
                let next = spread * normal(key(2, 0)) + normal(key(3, 0));
                interval.low <= next && next <= interval.high
            };
            let share = (0..STUDIES).filter(|&study| inside(study)).count() as f64 / STUDIES as f64;
            assert!((0.925..0.985).contains(&share), "{draws} draws, spread {spread}: {share}");
        }
    }

    #[test]
    fn replications_that_a_draw_lacks_are_left_out() {
        let mut cells = table(3, 3, |d, r| f64::from(d * 10 + r));
        cells.remove(&(1, 2));
        assert_eq!(Sources::of(&cells).unwrap().values, 6);
        cells.insert((2, 0), f64::NAN);
        assert_eq!(Sources::of(&cells), None);
        assert_eq!(Sources::of(&BTreeMap::new()), None);
    }
}
