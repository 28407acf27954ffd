//! Samplers: each agrees with rand_distr's in moments and distribution, and gives the same bits on every processor.

use mdtsim::random::luck::{mix, open_unit};
use mdtsim::random::samplers::{
    Categorical, Empirical, Exponential, Gamma, Geometric, LogNormal, NegativeBinomial, Normal, Poisson, SamplerError,
    Triangular, Uniform, Weibull,
};
use rand::TryRng;
use rand::distr::Distribution;
use std::convert::Infallible;
use std::process::Command;

/// Draws of each kind in a comparison.
const DRAWS: usize = 200_000;
/// Largest accepted distance from expectation, in standard errors.
const LIMIT: f64 = 4.0;
/// Kolmogorov's distribution puts less than 10^-5 above this.
const KOLMOGOROV_LIMIT: f64 = 2.5;

/// A fixed stream of words for both sides.
struct Words(u64);

impl TryRng for Words {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 += 1;
        Ok(mix(0x5EED, self.0))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

fn draws<T: Into<f64>>(distribution: &impl Distribution<T>, start: u64) -> Vec<f64> {
    let mut words = Words(start);
    (0..DRAWS).map(|_| distribution.sample(&mut words).into()).collect()
}

/// Mean and variance, and the variances of both as estimates.
fn moments(values: &[f64]) -> [(f64, f64); 2] {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let square = |x: f64| (x - mean) * (x - mean);
    let variance = values.iter().map(|&x| square(x)).sum::<f64>() / n;
    let fourth = values.iter().map(|&x| square(x) * square(x)).sum::<f64>() / n;
    [(mean, variance / n), (variance, (fourth - variance * variance) / n)]
}

/// Kolmogorov and Smirnov's distance between two samples of equal size, in units in which its law is standard.
fn distance(mut left: Vec<f64>, mut right: Vec<f64>) -> f64 {
    left.sort_by(f64::total_cmp);
    right.sort_by(f64::total_cmp);
    let (mut i, mut j, mut widest) = (0, 0, 0_usize);
    while i < left.len() && j < right.len() {
        let value = left[i].min(right[j]);
        i += left[i..].iter().take_while(|&&x| x == value).count();
        j += right[j..].iter().take_while(|&&x| x == value).count();
        widest = widest.max(i.abs_diff(j));
    }
    let n = left.len() as f64;
    widest as f64 / n * (n / 2.0).sqrt()
}

fn expect_alike(name: &str, ours: Vec<f64>, theirs: Vec<f64>) {
    for ((our, our_error), (their, their_error)) in moments(&ours).into_iter().zip(moments(&theirs)) {
        let z = (our - their) / (our_error + their_error).sqrt();
        assert!(z.abs() <= LIMIT, "{name}: {our} against {their}, z = {z:.2}");
    }
    let distance = distance(ours, theirs);
    assert!(distance < KOLMOGOROV_LIMIT, "{name}: Kolmogorov-Smirnov {distance:.2}");
}

fn expect_same_law<T: Into<f64>>(name: &str, ours: &impl Distribution<T>, theirs: &impl Distribution<f64>) {
    expect_alike(name, draws(ours, 0), draws(theirs, 1 << 40));
}

/// Counts as numbers that convert without loss.
struct Count<D>(D);

impl<D: Distribution<u64>> Distribution<f64> for Count<D> {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.0.sample(rng) as f64
    }
}

#[test]
fn continuous_samplers_agree_with_rand_distr() {
    expect_same_law("exponential", &Exponential::new(7.0).unwrap(), &rand_distr::Exp::new(1.0 / 7.0).unwrap());
    for (shape, scale) in [(0.7, 3.0), (2.5, 0.4)] {
        let theirs = rand_distr::Weibull::new(scale, shape).unwrap();
        expect_same_law("Weibull", &Weibull::new(shape, scale).unwrap(), &theirs);
    }
    expect_same_law("normal", &Normal::new(-3.0, 2.0).unwrap(), &rand_distr::Normal::new(-3.0, 2.0).unwrap());
    let theirs = rand_distr::LogNormal::from_mean_cv(9.0, 0.8).unwrap();
    expect_same_law("lognormal", &LogNormal::from_mean_cv(9.0, 0.8).unwrap(), &theirs);
    let theirs = rand_distr::LogNormal::new(std::f64::consts::LN_2, 0.5).unwrap();
    expect_same_law("lognormal", &LogNormal::from_median_sigma(2.0, 0.5).unwrap(), &theirs);
    for (mean, shape) in [(1.0, 0.2), (1.0, 1.5), (30.0, 12.0), (5.0, 400.0)] {
        let theirs = rand_distr::Gamma::new(shape, mean / shape).unwrap();
        expect_same_law("gamma", &Gamma::new(mean, shape).unwrap(), &theirs);
    }
    for (low, mode, high) in [(1.0, 2.0, 6.0), (0.0, 0.0, 1.0), (-1.0, 3.0, 3.0)] {
        let theirs = rand_distr::Triangular::new(low, high, mode).unwrap();
        expect_same_law("triangular", &Triangular::new(low, mode, high).unwrap(), &theirs);
    }
    let theirs = rand_distr::Uniform::new(-2.0, 5.0).unwrap();
    expect_same_law("uniform", &Uniform::new(-2.0, 5.0).unwrap(), &theirs);
}

#[test]
fn counting_samplers_agree_with_rand_distr() {
    for mean in [0.05, 3.3, 40.0, 550.0] {
        let ours = Count(Poisson::new(mean).unwrap());
        expect_same_law("Poisson", &ours, &rand_distr::Poisson::new(mean).unwrap());
    }
    for success in [0.03, 0.4] {
        let theirs = Count(rand_distr::Geometric::new(success).unwrap());
        let ours = Count(Geometric::new(success).unwrap());
        expect_alike("geometric", draws(&ours, 0), draws(&theirs, 1 << 40));
    }
}

/// rand_distr has no negative binomial: it is a Poisson count of a gamma mean.
#[test]
fn the_negative_binomial_is_a_gamma_mixture() {
    for (mean, shape) in [(0.6, 0.5), (12.0, 3.0)] {
        let multiplier = rand_distr::Gamma::new(shape, mean / shape).unwrap();
        let mut words = Words(1 << 41);
        let mut mixed =
            || rand_distr::Poisson::new(f64::max(multiplier.sample(&mut words), 1e-12)).unwrap().sample(&mut words);
        let theirs = (0..DRAWS).map(|_| mixed()).collect();
        expect_alike("negative binomial", draws(&Count(NegativeBinomial::new(mean, shape).unwrap()), 0), theirs);
    }
}

#[test]
fn choices_come_in_their_shares() {
    let weights = [2.0, 0.0, 5.0, 1.0, 0.0];
    let choice = Categorical::new(&weights).unwrap();
    let mut counts = [0.0; 5];
    let mut words = Words(0);
    for _ in 0..DRAWS {
        counts[choice.sample(&mut words)] += 1.0;
    }
    for (count, weight) in counts.into_iter().zip(weights) {
        let share = weight / 8.0;
        let expected = DRAWS as f64 * share;
        let error = (expected * (1.0 - share)).sqrt();
        assert!((count - expected).abs() <= LIMIT * error, "{count} of {expected}");
    }
    assert_eq!(choice.quantile(1.0 - f64::EPSILON / 2.0), 3, "the last alternative with any weight");
}

#[test]
fn empirical_quantiles_pass_through_their_points() {
    let points = [(0.0, 1.0), (0.5, 4.0), (0.9, 4.0), (1.0, 20.0)];
    let empirical = Empirical::new(&points).unwrap();
    for (u, value) in [(0.0, 1.0), (0.25, 2.5), (0.5, 4.0), (0.7, 4.0), (0.95, 12.0), (1.0, 20.0)] {
        assert!((empirical.quantile(u) - value).abs() < 1e-12, "{u}");
    }
}

#[test]
fn a_weibull_and_a_lognormal_keep_the_mean_they_were_given() {
    for values in [
        draws(&Weibull::from_mean(5.0, 0.8).unwrap(), 0),
        draws(&LogNormal::from_mean_cv(5.0, 1.3).unwrap(), 0),
        draws(&Gamma::new(5.0, 0.6).unwrap(), 0),
    ] {
        let [(mean, variance), _] = moments(&values);
        assert!((mean - 5.0).abs() <= LIMIT * variance.sqrt(), "{mean}");
    }
}

#[test]
fn nonsense_is_refused_with_a_reason() {
    let nan = f64::NAN;
    assert!(Exponential::new(0.0).is_err());
    assert!(Weibull::new(-1.0, 1.0).is_err() && Weibull::from_mean(1.0, 1e-4).is_err());
    assert!(Normal::new(nan, 1.0).is_err() && Normal::new(0.0, -1.0).is_err());
    assert!(LogNormal::from_mean_cv(0.0, 1.0).is_err() && LogNormal::from_mean_cv(1.0, f64::INFINITY).is_err());
    assert!(Gamma::new(1.0, 0.0).is_err() && Gamma::new(nan, 1.0).is_err());
    assert!(Triangular::new(0.0, 2.0, 1.0).is_err() && Triangular::new(1.0, 1.0, 1.0).is_err());
    assert!(Uniform::new(2.0, 1.0).is_err());
    assert!(Empirical::new(&[(0.0, 1.0)]).is_err() && Empirical::new(&[(0.0, 2.0), (1.0, 1.0)]).is_err());
    assert!(Empirical::new(&[(0.1, 1.0), (1.0, 2.0)]).is_err());
    assert!(Empirical::new(&[(0.0, 1.0), (nan, 1.5), (1.0, 2.0)]).is_err());
    assert!(Poisson::new(-1.0).is_err() && Poisson::new(nan).is_err() && Poisson::new(1e4).is_err());
    assert!(Geometric::new(0.0).is_err() && Geometric::new(1.1).is_err());
    assert!(NegativeBinomial::new(1e6, 1e6).is_err() && NegativeBinomial::new(1.0, 0.0).is_err());
    assert!(Categorical::new(&[]).is_err() && Categorical::new(&[0.0]).is_err());
    assert!(Categorical::new(&[1.0, -1.0]).is_err());
    assert_eq!(Gamma::new(2.0, -3.0).unwrap_err().to_string(), "the shape must lie between 0.01 and 10000, not -3",);
    let rising = SamplerError::NotRising { what: "bounds", before: 2.0, after: 1.0 };
    assert_eq!(rising.to_string(), "the bounds must rise, but 1 follows 2");
}

#[test]
fn counts_at_the_ends_of_the_scale_are_small_and_large() {
    let (least, most) = (open_unit(0), open_unit(u64::MAX));
    let poisson = Poisson::new(3.0).unwrap();
    assert_eq!((poisson.quantile(least), Poisson::new(0.0).unwrap().quantile(most)), (0, 0));
    assert!((20..40).contains(&poisson.quantile(most)));
    assert!((200..1_000).contains(&NegativeBinomial::new(2.0, 0.1).unwrap().quantile(most)));
    assert_eq!(Geometric::new(1.0).unwrap().quantile(most), 0);
}

type Quantile = Box<dyn Fn(f64) -> f64>;

fn samplers() -> Vec<(&'static str, Quantile)> {
    fn boxed(quantile: impl Fn(f64) -> f64 + 'static) -> Quantile {
        Box::new(quantile)
    }
    let exponential = Exponential::new(7.0).unwrap();
    let weibull = Weibull::from_mean(3.0, 0.7).unwrap();
    let normal = Normal::new(1.0, 2.0).unwrap();
    let lognormal = LogNormal::from_mean_cv(9.0, 0.8).unwrap();
    let gammas = [0.3, 1.4, 60.0].map(|shape| Gamma::new(1.0, shape).unwrap());
    let triangular = Triangular::new(1.0, 2.0, 6.0).unwrap();
    let uniform = Uniform::new(-2.0, 5.0).unwrap();
    let empirical = Empirical::new(&[(0.0, 1.0), (0.5, 4.0), (1.0, 20.0)]).unwrap();
    let poisson = Poisson::new(12.5).unwrap();
    let negative_binomial = NegativeBinomial::new(4.0, 0.6).unwrap();
    let geometric = Geometric::new(0.07).unwrap();
    let categorical = Categorical::new(&[0.1, 0.7, 0.3]).unwrap();
    vec![
        ("exponential", boxed(move |u| exponential.quantile(u))),
        ("weibull", boxed(move |u| weibull.quantile(u))),
        ("normal", boxed(move |u| normal.quantile(u))),
        ("lognormal", boxed(move |u| lognormal.quantile(u))),
        ("gamma", boxed(move |u| gammas.iter().map(|gamma| gamma.quantile(u)).sum())),
        ("triangular", boxed(move |u| triangular.quantile(u))),
        ("uniform", boxed(move |u| uniform.quantile(u))),
        ("empirical", boxed(move |u| empirical.quantile(u))),
        ("poisson", boxed(move |u| poisson.quantile(u) as f64)),
        ("negative binomial", boxed(move |u| negative_binomial.quantile(u) as f64)),
        ("geometric", boxed(move |u| geometric.quantile(u) as f64)),
        ("categorical", boxed(move |u| categorical.quantile(u) as f64)),
    ]
}

/// A digest of the bits of 10,000 quantiles of each sampler.
fn digests() -> Vec<String> {
    let digest = |quantile: Quantile| {
        (0..10_000).fold(0, |digest, i| mix(digest, quantile(open_unit(mix(0xD16E, i))).to_bits()))
    };
    samplers().into_iter().map(|(name, quantile)| format!("{name} {:016x}", digest(quantile))).collect()
}

#[test]
fn digests_of_all_bits_are_pinned() {
    let pinned = [
        "exponential d3f1c4ec1ac0b893",
        "weibull 6460d999f6a138a1",
        "normal ab7f1571d5558f5e",
        "lognormal 745e02bd0452c79d",
        "gamma 7c2abda7dcccfa5b",
        "triangular 2bb48c964060ad2b",
        "uniform 21914fe9f83f9eb6",
        "empirical 696ecf4203a919a7",
        "poisson 7b5fb72dca0cd94e",
        "negative binomial 9cdae7ede4b88950",
        "geometric d3ed13a0bbb00792",
        "categorical 557fc70c0e6b2bbf",
    ];
    assert_eq!(digests(), pinned);
}

/// The same test in a process whose C library may not use fused multiplication: the bits must not move.
#[test]
fn digests_hold_where_the_processor_hides_its_fused_multiplication() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "digests_of_all_bits_are_pinned"])
        .env("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-AVX2")
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && words.contains("1 passed"), "{words}");
}

#[test]
fn quantiles_never_fall() {
    for (name, quantile) in samplers() {
        let values: Vec<f64> = (1..20_000).map(|i| quantile(f64::from(i) / 20_000.0)).collect();
        for pair in values.windows(2) {
            assert!(pair[1] >= pair[0] - 1e-12 * pair[0].abs(), "{name}: {} after {}", pair[1], pair[0]);
        }
    }
}
