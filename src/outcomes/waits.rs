//! Waits of one kind, kept one by one so that those of several places can be pooled exactly.

use crate::time::Span;

/// Pooled waits, in whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    seconds: Vec<u32>,
}

impl Waits {
    /// Adds one wait.
    pub fn push(&mut self, waited: Span) {
        self.seconds.push(u32::try_from(waited.ticks()).unwrap_or(u32::MAX));
    }

    /// Adds the waits of another place.
    pub fn add(&mut self, other: &Self) {
        self.seconds.extend_from_slice(&other.seconds);
    }

    /// The wait that a share `p` (0 to 1) of all do not exceed, in seconds, interpolated between neighbours; NaN when
    /// nobody waited.
    pub fn quantile(&self, p: f64) -> f64 {
        if self.seconds.is_empty() {
            return f64::NAN;
        }
        let mut seconds = self.seconds.clone();
        let rank = p.clamp(0.0, 1.0) * (seconds.len() - 1) as f64;
        let (_, &mut low, above) = seconds.select_nth_unstable(rank as usize);
        let next = above.iter().min().copied().unwrap_or(low);
        f64::from(low) + rank.fract() * f64::from(next - low)
    }

    /// The part of all waits that are longer than this; NaN when nobody waited.
    pub fn longer_than(&self, limit: Span) -> f64 {
        let longer = self.seconds.iter().filter(|&&seconds| u64::from(seconds) > limit.ticks()).count();
        if self.seconds.is_empty() { f64::NAN } else { longer as f64 / self.seconds.len() as f64 }
    }

    /// Counts the waits in `bins` bins of this width; the last bin holds everything longer.
    pub fn histogram(&self, width: Span, bins: usize) -> Vec<u32> {
        let mut counts = vec![0; bins];
        for &seconds in &self.seconds {
            let bin = u64::from(seconds) / width.ticks().max(1);
            counts[(bin as usize).min(bins - 1)] += 1;
        }
        counts
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
