//! How likely a comparison of two groups is to show a difference that is there. Knows no model.

/// The chance that a two-sided test at 5 % of two means shows a difference, with so many in each group; from the means
/// and variances of single values, the sample being large enough for means to be normal.
pub fn of_two_means(means: [f64; 2], variances: [f64; 2], each: f64) -> f64 {
    const CRITICAL: f64 = 1.959_963_984_540_054;
    let error = ((variances[0] + variances[1]) / each).sqrt();
    let distance = (means[0] - means[1]).abs() / error;
    normal(distance - CRITICAL) + normal(-distance - CRITICAL)
}

/// The normal distribution function.
fn normal(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_is_the_level_without_a_difference_and_as_tabled_with_one() {
        assert!((of_two_means([1.0, 1.0], [1.0, 1.0], 50.0) - 0.05).abs() < 1e-9);
        // A difference of half a standard deviation with 64 in each group has a power of about .80.
        let power = of_two_means([0.0, 0.5], [1.0, 1.0], 64.0);
        assert!((power - 0.807).abs() < 0.002, "{power}");
    }
}
