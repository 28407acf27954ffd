//! Where a series settles: MSER-5, the cut that leaves the mean of the rest best known. Knows no model.

/// Values that are put together before the cut is looked for.
pub const BATCH: usize = 5;

/// How many values at the beginning to leave out, so that the marginal standard error of the mean of the rest is least
/// (White, Cobb and Spratt 2000). `None` for a series that is too short, or whose best cut lies in its second half: then
/// it has not settled.
pub fn cut(series: &[f64]) -> Option<usize> {
    const FEWEST: usize = 4;
    let batches: Vec<f64> = series.chunks_exact(BATCH).map(|batch| batch.iter().sum::<f64>() / BATCH as f64).collect();
    if batches.len() < FEWEST {
        return None;
    }
    let error = |cut: usize| {
        let rest = &batches[cut..];
        let (count, sum) = (rest.len() as f64, rest.iter().sum::<f64>());
        let mean = sum / count;
        rest.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count * count)
    };
    // The last few batches are always alike; a cut there says nothing.
    let cuts = 0..=batches.len() - FEWEST;
    let best = cuts.min_by(|&one, &other| error(one).total_cmp(&error(other)).then(one.cmp(&other)))?;
    (best <= batches.len() / 2).then_some(best * BATCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random.
    fn noise(key: u32) -> f64 {
        (f64::from(key + 1) * 0.754_877_666_246_693).fract() - 0.5
    }

    #[test]
    fn a_climb_is_cut_off_where_it_ends() {
        let series: Vec<f64> = (0..400).map(|day| f64::from(day.min(100)) * 0.1 + noise(day)).collect();
        let cut = cut(&series).unwrap();
        assert!((75..=110).contains(&cut), "{cut}");
    }

    #[test]
    fn what_is_settled_from_the_start_is_hardly_cut_and_what_climbs_on_is_not_settled() {
        let settled: Vec<f64> = (0..400).map(noise).collect();
        assert!(cut(&settled).unwrap() <= 50, "{:?}", cut(&settled));
        let climbing: Vec<f64> = (0..400).map(|day| f64::from(day) + noise(day)).collect();
        assert_eq!(cut(&climbing), None);
        assert_eq!(cut(&[1.0, 2.0]), None);
    }
}
