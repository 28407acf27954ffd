//! Waits of one kind, kept one by one so that those of several places can be pooled exactly.

use crate::engine::growth::{extend_tightly, push_tightly};
use crate::time::Span;

/// Pooled waits, in whole seconds. Most are short or none at all, so that they are kept by their length: a country has
/// several for each of its people every year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    none: u32,
    short: Vec<u16>,
    long: Vec<u32>,
}

impl Waits {
    /// Adds one wait.
    pub fn push(&mut self, waited: Span) {
        match (u16::try_from(waited.ticks()), u32::try_from(waited.ticks())) {
            (Ok(0), _) => self.none += 1,
            (Ok(short), _) => push_tightly(&mut self.short, short),
            (_, Ok(long)) => push_tightly(&mut self.long, long),
            _ => push_tightly(&mut self.long, u32::MAX),
        }
    }

    /// Adds the waits of another place.
    pub fn add(&mut self, other: &Self) {
        self.none += other.none;
        extend_tightly(&mut self.short, &other.short);
        extend_tightly(&mut self.long, &other.long);
    }

    /// The wait that a share `p` (0 to 1) of all do not exceed, in seconds, interpolated between neighbours; NaN when
    /// nobody waited.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.count() == 0 {
            return f64::NAN;
        }
        let rank = p.clamp(0.0, 1.0) * (self.count() - 1) as f64;
        let (low, next) = (self.in_order(rank as usize), self.in_order((rank as usize + 1).min(self.count() - 1)));
        f64::from(low) + rank.fract() * f64::from(next - low)
    }

    /// The part of all waits that are longer than this; NaN when nobody waited.
    pub fn longer_than(&self, limit: Span) -> f64 {
        let longer = self.seconds().filter(|&seconds| u64::from(seconds) > limit.ticks()).count();
        if self.count() == 0 { f64::NAN } else { longer as f64 / self.count() as f64 }
    }

    /// Counts the waits in `bins` bins of this width; the last bin holds everything longer.
    pub fn histogram(&self, width: Span, bins: usize) -> Vec<u32> {
        let mut counts = vec![0; bins];
        for seconds in self.seconds() {
            let bin = u64::from(seconds) / width.ticks().max(1);
            counts[(bin as usize).min(bins - 1)] += 1;
        }
        counts
    }

    /// How many waits there are.
    pub fn count(&self) -> usize {
        self.none as usize + self.short.len() + self.long.len()
    }

    /// All waits, in no order that means anything.
    fn seconds(&self) -> impl Iterator<Item = u32> {
        let none = std::iter::repeat_n(0, self.none as usize);
        none.chain(self.short.iter().map(|&seconds| seconds.into())).chain(self.long.iter().copied())
    }

    /// The wait with this number, from 0, among all in the order of their length.
    fn in_order(&self, number: usize) -> u32 {
        match number.checked_sub(self.none as usize) {
            None => 0,
            Some(number) if number < self.short.len() => u32::from(*self.short.clone().select_nth_unstable(number).1),
            Some(number) => *self.long.clone().select_nth_unstable(number - self.short.len()).1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(seconds: &[u64]) -> Waits {
        let mut waits = Waits::default();
        seconds.iter().for_each(|&wait| waits.push(Span::seconds(wait)));
        waits
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        let waits = waits(&[40, 10, 30, 20]);
        assert_eq!([0.0, 0.5, 0.9, 1.0].map(|p| waits.quantile(p)), [10.0, 25.0, 37.0, 40.0]);
        assert!(Waits::default().quantile(0.5).is_nan(), "nobody waited");
    }

    #[test]
    fn short_and_long_waits_and_none_are_in_one_order() {
        let all = [0, 90_000, 0, 65_536, 7, 65_535, u64::from(u32::MAX) + 9];
        let mut ordered = all;
        ordered.sort_unstable();
        for (number, &wait) in ordered.iter().enumerate() {
            let expected = wait.min(u32::MAX.into()) as f64;
            assert_eq!(waits(&all).quantile(number as f64 / 6.0), expected, "{number}");
        }
        assert_eq!(waits(&all).quantile(4.5 / 6.0), 77_768.0, "between neighbours");
        assert_eq!(waits(&all).longer_than(Span::seconds(65_535)), 3.0 / 7.0);
    }

    #[test]
    fn pooling_is_the_same_as_waiting_in_one_place() {
        let mut pooled = waits(&[5, 90]);
        pooled.add(&waits(&[70]));
        assert_eq!(pooled.quantile(0.5), 70.0);
    }

    #[test]
    fn the_last_bin_is_open() {
        assert_eq!(waits(&[0, 59, 60, 179, 5_000]).histogram(Span::seconds(60), 3), [2, 1, 2]);
    }
}
