//! Quantiles of a sample. Knows no model.

/// The values in rising order, NaN left out.
pub fn sorted(sample: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = sample.into_iter().filter(|value| !value.is_nan()).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Quantile of a sorted sample by linear interpolation between order statistics (type 7 of Hyndman and Fan).
///
/// `share` lies between 0 and 1 and is clamped to it. `None` for an empty sample.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = share.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (position - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_seven_as_worked_by_hand() {
        let sample = sorted([4.0, 1.0, f64::NAN, 3.0, 2.0]);
        assert_eq!(sample, [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(quantile(&sample, 0.0), Some(1.0));
        assert_eq!(quantile(&sample, 0.25), Some(1.75));
        assert_eq!(quantile(&sample, 0.5), Some(2.5));
        assert!((quantile(&sample, 0.9).unwrap() - 3.7).abs() < 1e-12);
        assert_eq!(quantile(&sample, 1.0), Some(4.0));
    }

    #[test]
    fn one_value_is_every_quantile_and_none_is_none() {
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0, 2.0], 1.7), Some(2.0));
    }
}
