//! The beta distribution, by inverting the regularised incomplete beta function. It knows nothing of what it stands
//! for.

use super::{SamplerError, between, positive};

/// Factors of the continued fraction this near to one no longer count.
const FRACTION_END: f64 = 1e-15;
/// The fraction takes some multiple of the root of the larger shape; this is far beyond.
const MOST_TERMS: u32 = 10_000;
/// Stands in for a vanishing denominator of the continued fraction.
const TINY: f64 = 1e-300;
/// Halvings alone would need about sixty steps; a step this small no longer changes the value.
const MOST_STEPS: u32 = 100;
const SMALL_STEP: f64 = 1e-14;
/// Shapes outside this range are refused: below, draws are nearly all 0 or 1; above, all nearly alike.
const LEAST_SHAPE: f64 = 1e-3;
const GREATEST_SHAPE: f64 = 1e7;

/// The beta distribution: a share or a probability that is not known exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
    /// Logarithm of the complete beta function.
    log_beta: f64,
}

impl Beta {
    /// From its two shapes, each between 0.001 and 10^7.
    ///
    /// # Errors
    /// If either is outside.
    pub fn new(a: f64, b: f64) -> Result<Self, SamplerError> {
        let a = between("first shape", a, LEAST_SHAPE, GREATEST_SHAPE)?;
        let b = between("second shape", b, LEAST_SHAPE, GREATEST_SHAPE)?;
        Ok(Self { a, b, log_beta: libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b) })
    }

    /// From its mean, between 0 and 1, and its standard deviation, above zero.
    ///
    /// # Errors
    /// If no such distribution exists: the deviation is too large for the mean.
    pub fn from_mean_deviation(mean: f64, deviation: f64) -> Result<Self, SamplerError> {
        let mean = between("mean", mean, 0.0, 1.0)?;
        let deviation = positive("standard deviation", deviation)?;
        let both = mean * (1.0 - mean) / (deviation * deviation) - 1.0;
        Self::new(mean * both, (1.0 - mean) * both)
    }

    /// The value that a share `u` in (0, 1) of all draws stay below, to about one part in 10^12.
    ///
    /// Newton's method between two ends that close in on the value; where a step leads outside, the middle is taken.
    pub fn quantile(&self, u: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = self.a / (self.a + self.b);
        for _ in 0..MOST_STEPS {
            let above = self.below(x) - u;
            if above < 0.0 {
                low = x
            } else {
                high = x
            }
            let newton = x - above / (self.front(x) / (x * (1.0 - x)));
            let next = if newton > low && newton < high { newton } else { low + (high - low) / 2.0 };
            let step = (next - x).abs();
            x = next;
            if step <= SMALL_STEP * x {
                break;
            }
        }
        x
    }

    /// x^a (1 - x)^b over the complete beta function.
    fn front(&self, x: f64) -> f64 {
        libm::exp(self.a * libm::log(x) + self.b * libm::log1p(-x) - self.log_beta)
    }

    /// The share of all draws that stay below `x`.
    fn below(&self, x: f64) -> f64 {
        if x <= 0.0 || x >= 1.0 {
            return if x <= 0.0 { 0.0 } else { 1.0 };
        }
        let front = self.front(x);
        // The fraction is short on the side of the mean that it is used on.
        if x < (self.a + 1.0) / (self.a + self.b + 2.0) {
            front * fraction(self.a, self.b, x) / self.a
        } else {
            1.0 - front * fraction(self.b, self.a, 1.0 - x) / self.b
        }
    }
}

/// The continued fraction of the incomplete beta function, in Lentz's form.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let away = |y: f64| if y.abs() < TINY { TINY } else { y };
    let mut over = 1.0;
    let mut under = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut value = under;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for numerator in [even, odd] {
            under = 1.0 / away(1.0 + numerator * under);
            over = away(1.0 + numerator / over);
            factor = over * under;
            value *= factor;
        }
        if (factor - 1.0).abs() < FRACTION_END {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_whose_distribution_function_is_known_are_inverted() {
        for i in 1..1_000 {
            let u = f64::from(i) / 1_000.0;
            let near = |x: f64, exact: f64| assert!((x / exact - 1.0).abs() < 1e-12, "{u}: {x} and {exact}");
            near(Beta::new(1.0, 1.0).unwrap().quantile(u), u);
            near(Beta::new(3.0, 1.0).unwrap().quantile(u), libm::cbrt(u));
            near(Beta::new(0.5, 0.5).unwrap().quantile(u), libm::pow(libm::sin(u * std::f64::consts::PI / 2.0), 2.0));
        }
    }

    #[test]
    fn mean_and_deviation_are_those_asked_for() {
        for (mean, deviation) in [(0.02, 0.01), (0.5, 0.2), (0.94, 0.03), (0.35, 0.0005)] {
            let beta = Beta::from_mean_deviation(mean, deviation).unwrap();
            const DRAWS: u32 = 4_000;
            let draws: Vec<f64> = (0..DRAWS).map(|i| beta.quantile((f64::from(i) + 0.5) / f64::from(DRAWS))).collect();
            let average = draws.iter().sum::<f64>() / f64::from(DRAWS);
            let square = draws.iter().map(|x| (x - average) * (x - average)).sum::<f64>() / f64::from(DRAWS);
            assert!((average / mean - 1.0).abs() < 1e-3, "{mean}: {average}");
            assert!((square.sqrt() / deviation - 1.0).abs() < 0.01, "{deviation}: {}", square.sqrt());
        }
        assert!(Beta::from_mean_deviation(0.5, 0.6).is_err());
    }
}
