//! The normal distribution and its exponential. They know nothing of what they stand for.
#![allow(clippy::excessive_precision, reason = "the digits of the coefficients are the published ones")]

use super::{SamplerError, finite, not_negative, positive};

/// The normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    /// From its mean and standard deviation, zero or above.
    ///
    /// # Errors
    /// If a number is not finite, or the deviation is below zero.
    pub fn new(mean: f64, deviation: f64) -> Result<Self, SamplerError> {
        Ok(Self { mean: finite("mean", mean)?, deviation: not_negative("standard deviation", deviation)? })
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        self.mean + self.deviation * standard_normal_quantile(u)
    }
}

/// The lognormal distribution: positive, with a long right tail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

impl LogNormal {
    /// From its mean (above zero) and coefficient of variation (standard deviation over mean, zero or above).
    ///
    /// # Errors
    /// If a number is outside.
    pub fn from_mean_cv(mean: f64, cv: f64) -> Result<Self, SamplerError> {
        let variance_of_log = libm::log1p(not_negative("coefficient of variation", cv)? * cv);
        let median = positive("mean", mean)? / libm::exp(variance_of_log / 2.0);
        Self::from_median_sigma(median, variance_of_log.sqrt())
    }

    /// From its median (above zero) and the standard deviation of its logarithm (zero or above).
    ///
    /// # Errors
    /// If a number is outside.
    pub fn from_median_sigma(median: f64, sigma: f64) -> Result<Self, SamplerError> {
        Ok(Self { median: positive("median", median)?, sigma: not_negative("sigma", sigma)? })
    }

    /// From its median (above zero) and the ratio of two values (1 or above) that lie so many standard deviations of
    /// the logarithm (above zero) apart.
    ///
    /// # Errors
    /// If a number is outside.
    pub fn from_median_ratio(median: f64, ratio: f64, deviations: f64) -> Result<Self, SamplerError> {
        Self::from_median_sigma(median, libm::log(positive("ratio", ratio)?) / positive("deviations", deviations)?)
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    pub fn quantile(&self, u: f64) -> f64 {
        self.median * libm::exp(self.sigma * standard_normal_quantile(u))
    }
}

/// The standard normal value that a share `u` in (0, 1) stays below, to about one part in 10^15.
///
/// Rational approximations in three ranges with the coefficients published by Wichura (algorithm AS 241, Applied
/// Statistics 37, 1988, pp. 477-484); a test holds them against the error function.
pub fn standard_normal_quantile(u: f64) -> f64 {
    let from_middle = u - 0.5;
    if from_middle.abs() <= MIDDLE {
        let x = MIDDLE * MIDDLE - from_middle * from_middle;
        return from_middle * polynomial(&MIDDLE_OVER, x) / polynomial(&MIDDLE_UNDER, x);
    }
    let tail = if from_middle < 0.0 { u } else { 1.0 - u };
    let depth = (-libm::log(tail)).sqrt();
    let distance = if depth <= FAR {
        polynomial(&TAIL_OVER, depth - NEAR) / polynomial(&TAIL_UNDER, depth - NEAR)
    } else {
        polynomial(&FAR_OVER, depth - FAR) / polynomial(&FAR_UNDER, depth - FAR)
    };
    distance.copysign(from_middle)
}

/// c₀ + c₁ x + c₂ x² + …
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Half-width of the middle range, in u.
const MIDDLE: f64 = 0.425;
/// Centre of the tail range and beginning of the far one, in √(-ln u).
const NEAR: f64 = 1.6;
const FAR: f64 = 5.0;

const MIDDLE_OVER: [f64; 8] = [
    3.387_132_872_796_366_608,
    1.331_416_678_917_843_774_5e2,
    1.971_590_950_306_551_442_7e3,
    1.373_169_376_550_946_112_5e4,
    4.592_195_393_154_987_145_7e4,
    6.726_577_092_700_870_085_3e4,
    3.343_057_558_358_812_810_5e4,
    2.509_080_928_730_122_672_7e3,
];
const MIDDLE_UNDER: [f64; 8] = [
    1.0,
    4.231_333_070_160_091_125_2e1,
    6.871_870_074_920_579_083e2,
    5.394_196_021_424_751_107_7e3,
    2.121_379_430_158_659_586_7e4,
    3.930_789_580_009_271_061e4,
    2.872_908_573_572_194_267_4e4,
    5.226_495_278_852_854_561e3,
];
const TAIL_OVER: [f64; 8] = [
    1.423_437_110_749_683_577_34,
    4.630_337_846_156_545_295_9,
    5.769_497_221_460_691_405_5,
    3.647_848_324_763_204_605_04,
    1.270_458_252_452_368_382_58,
    2.417_807_251_774_506_117_7e-1,
    2.272_384_498_926_918_458_33e-2,
    7.745_450_142_783_414_076_4e-4,
];
const TAIL_UNDER: [f64; 8] = [
    1.0,
    2.053_191_626_637_758_821_87,
    1.676_384_830_183_803_849_4,
    6.897_673_349_851_000_045_5e-1,
    1.481_039_764_274_800_745_9e-1,
    1.519_866_656_361_645_719_66e-2,
    5.475_938_084_995_344_946e-4,
    1.050_750_071_644_416_843_24e-9,
];
const FAR_OVER: [f64; 8] = [
    6.657_904_643_501_103_777_2,
    5.463_784_911_164_114_369_9,
    1.784_826_539_917_291_335_8,
    2.965_605_718_285_048_912_3e-1,
    2.653_218_952_657_612_309_3e-2,
    1.242_660_947_388_078_438_6e-3,
    2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7,
];
const FAR_UNDER: [f64; 8] = [
    1.0,
    5.998_322_065_558_879_376_9e-1,
    1.369_298_809_227_358_053_1e-1,
    1.487_536_129_085_061_485_25e-2,
    7.868_691_311_456_132_591e-4,
    1.846_318_317_510_054_681_8e-5,
    1.421_511_758_316_445_888_7e-7,
    2.044_263_103_389_939_785_64e-15,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares from the deepest tail to the middle, and their mirror images.
    fn shares() -> impl Iterator<Item = f64> {
        (1..=1_200).map(|i| libm::pow(10.0, -300.0 + f64::from(i) / 4.0) * 0.999)
    }

    #[test]
    fn the_quantile_is_the_inverse_of_the_error_function() {
        for share in shares().filter(|&share| share < 0.5) {
            let x = standard_normal_quantile(share);
            let back = libm::erfc(-x / std::f64::consts::SQRT_2) / 2.0;
            // An error of one part in 10^15 in x moves a share in the tail by x² parts in 10^15.
            let allowed = 4e-15 * (1.0 + x * x);
            assert!((back / share - 1.0).abs() < allowed, "{share:e}: {x} gives {back:e}");
        }
        assert_eq!(standard_normal_quantile(0.5), 0.0);
    }

    #[test]
    fn the_two_sides_mirror_each_other() {
        for i in 1..512 {
            let share = f64::from(i) / 1_024.0;
            assert_eq!(standard_normal_quantile(share), -standard_normal_quantile(1.0 - share));
        }
    }
}
