//! The gamma distribution, by inverting the regularised incomplete gamma function. It knows nothing of what it
//! stands for.

use super::{SamplerError, between, positive, standard_normal_quantile};
use std::f64::consts::{PI, SQRT_2};

/// Shapes outside this range are refused: below, draws are zero or enormous; above, it is a normal distribution.
const LEAST_SHAPE: f64 = 0.01;
const GREATEST_SHAPE: f64 = 1e4;
/// A step doubles the number of right digits; once one is this small its successor would not be seen.
const SMALL_STEP: f64 = 1e-8;
/// Twice the number that the hardest of the tested cases takes.
const MOST_STEPS: usize = 12;
/// Below this root the cube is no longer near, and the series near zero is.
const SAFE_CUBE_ROOT: f64 = 0.3;
/// Values below e^-2 count as near zero.
const LOG_OF_SMALL: f64 = -2.0;
/// Terms of the series below this share of the sum, and factors of the fraction this near to one, no longer count.
const SERIES_END: f64 = 1e-17;
const FRACTION_END: f64 = 1e-15;
/// Both take some multiple of the root of the shape; this is far beyond.
const MOST_TERMS: u32 = 100_000;
/// A table reaches so many standard deviations to either side of the median, and has so many pieces for each.
const REACH: f64 = 5.0;
const PIECES_PER_DEVIATION: f64 = 32.0;
/// Stands in for a vanishing denominator of the continued fraction.
const TINY: f64 = 1e-300;

/// The gamma distribution: a positive quantity, such as a lasting difference between people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    scale: f64,
    shape: f64,
    log_gamma: f64,
}

impl Gamma {
    /// From its mean, above zero, and its shape (1 / cv²), between 0.01 and 10^4.
    ///
    /// # Errors
    /// If either is outside.
    pub fn new(mean: f64, shape: f64) -> Result<Self, SamplerError> {
        let shape = between("shape", shape, LEAST_SHAPE, GREATEST_SHAPE)?;
        Ok(Self { scale: positive("mean", mean)? / shape, shape, log_gamma: libm::lgamma(shape) })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below, to about one part in 10^12 (10^10 at shapes
    /// above 1,000).
    ///
    /// Newton's method for the logarithm of the smaller tail as a function of the logarithm of the value, where
    /// both tails are nearly straight lines; it is concave, so the search cannot swing.
    pub fn quantile(&self, u: f64) -> f64 {
        self.scale * libm::exp(self.log_unscaled(u))
    }

    /// The same distribution for many draws.
    pub fn laid_out(self) -> GammaTable {
        let knot = |number: u32| {
            let z = f64::from(number) / PIECES_PER_DEVIATION - REACH;
            let log_x = self.log_unscaled(libm::erfc(-z / SQRT_2) / 2.0);
            let normal_density = libm::exp(-z * z / 2.0) / (2.0 * PI).sqrt();
            let rise = normal_density / self.slope(libm::exp(log_x), log_x) / PIECES_PER_DEVIATION;
            [libm::log(self.scale) + log_x, rise]
        };
        GammaTable { gamma: self, knots: (0..=(2.0 * REACH * PIECES_PER_DEVIATION) as u32).map(knot).collect() }
    }

    /// Logarithm of the quantile where the scale is one.
    fn log_unscaled(&self, u: f64) -> f64 {
        let wanted = if u < 0.5 { u } else { 1.0 - u };
        let mut log_x = self.guess(u);
        for _ in 0..MOST_STEPS {
            let x = libm::exp(log_x);
            let slope = self.slope(x, log_x);
            let step = if u < 0.5 {
                let below = self.below(x, slope);
                libm::log(wanted / below) * below / slope
            } else {
                let above = self.above(x, slope);
                libm::log(above / wanted) * above / slope
            };
            log_x += step;
            if step.abs() < SMALL_STEP {
                break;
            }
        }
        log_x
    }

    /// Logarithm of a first guess: Wilson and Hilferty's cube, or the leading term of the series near zero, or for
    /// the upper tail of small shapes the exponential distribution, which lies above.
    fn guess(&self, u: f64) -> f64 {
        let ninth = 1.0 / (9.0 * self.shape);
        let cube_root = 1.0 - ninth + standard_normal_quantile(u) * ninth.sqrt();
        if self.shape >= 1.0 && cube_root > SAFE_CUBE_ROOT {
            return libm::log(self.shape) + 3.0 * libm::log(cube_root);
        }
        let near_zero = (libm::log(u) + self.log_gamma + libm::log(self.shape)) / self.shape;
        if u < 0.5 || near_zero < LOG_OF_SMALL { near_zero } else { libm::log(-libm::log1p(-u)) }
    }

    /// The two tails at `x`, each worked out directly where it is the smaller.
    fn below(&self, x: f64, slope: f64) -> f64 {
        if x < self.shape + 1.0 { slope * lower_series(self.shape, x) } else { 1.0 - self.above(x, slope) }
    }

    fn above(&self, x: f64, slope: f64) -> f64 {
        if x < self.shape + 1.0 { 1.0 - self.below(x, slope) } else { slope * upper_fraction(self.shape, x) }
    }

    /// Derivative of the distribution function by the logarithm of the value: x^shape e^-x / Γ(shape).
    fn slope(&self, x: f64, log_x: f64) -> f64 {
        libm::exp(self.shape * log_x - x - self.log_gamma)
    }
}

/// A gamma distribution laid out for many draws: the logarithm of its quantile is nearly a straight line over that of the
/// normal distribution, and here it is cubic pieces that meet with their slopes.
#[derive(Clone, Debug, PartialEq)]
pub struct GammaTable {
    gamma: Gamma,
    /// Value and rise to the next knot, at equal steps of the normal quantile.
    knots: Vec<[f64; 2]>,
}

impl GammaTable {
    /// The logarithm of the value that a share `u` in (0, 1) of all draws stay below, right to 10^-8 at shapes from 0.25
    /// on and to 10^-5 at all others.
    pub fn log_quantile(&self, u: f64) -> f64 {
        let place = (standard_normal_quantile(u) + REACH) * PIECES_PER_DEVIATION;
        let Some(&[[from, rise], [to, next_rise]]) = self.knots.get(place as usize..).and_then(<[_]>::first_chunk)
        else {
            return libm::log(self.gamma.quantile(u));
        };
        if place < 0.0 {
            return libm::log(self.gamma.quantile(u));
        }
        let part = place - libm::floor(place);
        let (step, bend) = (to - from, rise + next_rise);
        from + part * (rise + part * (3.0 * step - bend - rise + part * (bend - 2.0 * step)))
    }
}

/// Σ xⁿ / (a (a+1) … (a+n)): the lower incomplete gamma function over x^a e^-x.
fn lower_series(a: f64, x: f64) -> f64 {
    let (mut term, mut n) = (1.0 / a, a);
    let mut sum = term;
    for _ in 0..MOST_TERMS {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term <= SERIES_END * sum {
            break;
        }
    }
    sum
}

/// The upper incomplete gamma function over x^a e^-x, by its continued fraction in Lentz's form.
fn upper_fraction(a: f64, x: f64) -> f64 {
    let keep_away_from_zero = |y: f64| if y.abs() < TINY { TINY } else { y };
    let mut partial = x + 1.0 - a;
    let mut over = 1.0 / TINY;
    let mut under = 1.0 / partial;
    let mut value = under;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let numerator = n * (a - n);
        partial += 2.0;
        under = 1.0 / keep_away_from_zero(partial + numerator * under);
        over = keep_away_from_zero(partial + numerator / over);
        let factor = over * under;
        value *= factor;
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
    fn shape_one_is_the_exponential_distribution() {
        let gamma = Gamma::new(2.0, 1.0).unwrap();
        for i in 1..1_000 {
            let u = f64::from(i) / 1_000.0;
            let exact = -2.0 * libm::log1p(-u);
            assert!((gamma.quantile(u) / exact - 1.0).abs() < 1e-13, "{u}");
        }
    }

    #[test]
    fn the_quantile_is_the_inverse_of_the_distribution_function() {
        for shape in [0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.99, 1.0, 1.1, 1.7, 2.5, 4.0, 25.0, 300.0, 1e4] {
            let gamma = Gamma::new(shape, shape).unwrap();
            let tails = (1..=150).map(|i| libm::pow(10.0, -f64::from(i) / 10.0) * 0.999);
            for u in tails.flat_map(|tail| [tail, 1.0 - tail]) {
                let x = gamma.quantile(u);
                if x < 1e-290 {
                    continue;
                }
                let slope = gamma.slope(x, libm::log(x));
                let (tail, wanted) =
                    if u < 0.5 { (gamma.below(x, slope), u) } else { (gamma.above(x, slope), 1.0 - u) };
                assert!((tail / wanted - 1.0).abs() < 1e-9, "shape {shape}, u {u}: {x}, tail {tail:e}");
            }
        }
    }

    #[test]
    fn a_table_gives_what_it_was_laid_out_from() {
        for (shape, allowed) in
            [(0.01, 1e-5), (0.1, 1e-5), (0.25, 1e-8), (1.0, 1e-8), (2.5, 1e-8), (30.0, 1e-8), (1e4, 1e-8)]
        {
            let gamma = Gamma::new(3.0, shape).unwrap();
            let table = gamma.laid_out();
            let tails = (1..=600).map(|i| libm::pow(10.0, -f64::from(i) / 60.0) * 0.999);
            for u in tails.flat_map(|tail| [tail, 1.0 - tail]) {
                let exact = libm::log(gamma.quantile(u));
                assert!(
                    (table.log_quantile(u) - exact).abs() < allowed || exact < -600.0,
                    "shape {shape}, u {u}: {exact}"
                );
            }
        }
    }

    /// Chi-squared quantiles from printed tables.
    #[test]
    fn the_quantiles_agree_with_printed_tables() {
        for (degrees, u, value) in [(1.0, 0.95, 3.841), (5.0, 0.05, 1.145), (10.0, 0.99, 23.209), (30.0, 0.5, 29.336)] {
            let x = Gamma::new(degrees, degrees / 2.0).unwrap().quantile(u);
            assert!((x - value).abs() < 5e-4, "{degrees} degrees, {u}: {x}");
        }
    }
}
