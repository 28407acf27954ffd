//! Draws of the parameters that are not known exactly, from the distributions of the register.
//!
//! A range of the register is read as the middle 95 % of what is thought possible. Each parameter is stratified over
//! the draws (a Latin hypercube) by luck that is keyed by its name and the draw, so that one parameter more moves no
//! other. Parameters are drawn independently of one another, but for shares that make up a whole and for what was fitted:
//! fitted values go together as the fit found them to, and follow what is drawn beside them, so that a draw stays near the
//! targets. What was fitted to an end of its range stays there.

use super::scale::Scale;
use super::{Entry, Register, Status, leaf};
use crate::random::luck::{Luck, Purpose, subject_of_name};
use crate::random::samplers::{Beta, Gamma, LogNormal, Normal, standard_normal_quantile};
use crate::scenario::fit::{Fit, Follows, Joint};
use crate::statistics::least_squares::lower_triangle;
use std::collections::{BTreeMap, BTreeSet};

/// Deviations from the middle to either end of a range, which holds 95 % of a normal distribution.
const DEVIATIONS_TO_AN_END: f64 = 1.959_963_984_540_054;
/// The sum of shares that make up a whole may miss 1 by so much, which is what rounding in a table loses.
const WHOLE: f64 = 1e-6;

/// One uncertain parameter and its value in each draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its key.
    pub key: String,
    /// Its values in the unit of the register, draw by draw.
    pub values: Vec<f64>,
}

impl Entry {
    /// Whether the value is in doubt and its doubt is its own: what was fitted moves together, and drawing one such
    /// parameter without the others would leave the targets it was fitted to. What was set by hand is drawn from what the
    /// row that it returns leaves open (docs/decisions.md).
    pub fn is_uncertain(&self) -> bool {
        let tied = matches!(self.status, Status::Fitted | Status::Definition);
        !tied && self.distribution != "fixed" && self.low < self.high
    }

    /// Whether it has a range with two different ends, fitted or not.
    pub fn has_a_range(&self) -> bool {
        self.status != Status::Definition && self.low < self.high
    }

    /// The value that a share `u` in (0, 1) of all draws stay below.
    fn quantile(&self, u: f64) -> f64 {
        let (Some(low), Some(high)) = (self.low, self.high) else { return self.value };
        let deviation = (high - low) / (2.0 * DEVIATIONS_TO_AN_END);
        let even = low + u * (high - low);
        let normal = || Normal::new(self.value, deviation).map_or(even, |normal| normal.quantile(u));
        let gamma = || {
            let shape = (self.value / deviation) * (self.value / deviation);
            Gamma::new(self.value, shape).map_or_else(|_| normal(), |gamma| gamma.quantile(u))
        };
        let drawn = match self.distribution.as_str() {
            "beta" => Beta::from_mean_deviation(self.value, deviation).map_or(even, |beta| beta.quantile(u)),
            "lognormal" if low > 0.0 => {
                let lognormal = LogNormal::from_median_ratio(self.value, high / low, 2.0 * DEVIATIONS_TO_AN_END);
                lognormal.map_or(even, |lognormal| lognormal.quantile(u))
            }
            "gamma" | "dirichlet" | "lognormal" => gamma(),
            "normal" => normal(),
            _ => even,
        };
        self.possible(drawn, [low, high])
    }

    /// Its value moved by so much on its own scale, within its range.
    fn moved(&self, by: f64) -> f64 {
        let scale = Scale::of(self);
        let value = scale.back(scale.there(self.value) + by);
        value.clamp(self.low.unwrap_or(value), self.high.unwrap_or(value))
    }

    /// A draw that its unit forbids is taken back to the nearer end of the range.
    fn possible(&self, drawn: f64, [low, high]: [f64; 2]) -> f64 {
        match leaf::check(&self.unit, &leaf::value(&self.unit, drawn)) {
            Ok(()) => drawn,
            Err(_) => drawn.clamp(low, high),
        }
    }
}

impl Register {
    /// `draws` draws of every uncertain parameter but those `held` at a value of their own, in the register's order.
    pub fn drawn(&self, seed: u64, draws: u32, held: &BTreeMap<String, toml::Value>) -> Vec<Drawn> {
        let Fit { joint, follows, .. } = Fit::built_in();
        let mut moved = moves(seed, draws, joint);
        let in_doubt = |key: &str| self.entry(key).is_some_and(Entry::is_uncertain) && !held.contains_key(key);
        for follows in follows.iter().filter(|follows| in_doubt(&follows.parameter)) {
            follow(&scores(seed, draws, &follows.parameter), &mut moved, follows);
        }
        let values = |entry: &Entry| -> Option<Vec<f64>> {
            if entry.is_uncertain() {
                return Some(strata(seed, draws, &entry.key).into_iter().map(|u| entry.quantile(u)).collect());
            }
            let moved = moved.get(entry.moved_by.as_deref()?)?;
            Some(moved.iter().map(|&by| entry.moved(by)).collect())
        };
        let free = self.entries().iter().filter(|entry| !held.contains_key(&entry.key));
        let mut drawn: Vec<Drawn> =
            free.filter_map(|entry| Some(Drawn { key: entry.key.clone(), values: values(entry)? })).collect();
        self.make_wholes(&mut drawn, held);
        drawn
    }

    /// The parameters that were fitted and that no draw moves, since the fit took them to an end of their range.
    pub fn at_an_end(&self) -> impl Iterator<Item = &Entry> {
        let joint = &Fit::built_in().joint;
        let drawn = move |by: &String| joint.iter().any(|one| one.moved_by == *by);
        let fitted = self.entries().iter().filter(|entry| entry.status == Status::Fitted && entry.fitted.is_some());
        fitted.filter(move |entry| !entry.moved_by.as_ref().is_some_and(drawn))
    }

    /// The parameters that are drawn and were not fitted.
    pub fn in_doubt(&self) -> impl Iterator<Item = &Entry> {
        self.entries().iter().filter(|entry| entry.is_uncertain())
    }

    /// Parameters in doubt so many standard deviations from their middles, with the other parts of their wholes, as
    /// overrides; what the register does not know is left out.
    pub fn at_scores<'a>(&self, scores: impl IntoIterator<Item = (&'a str, f64)>) -> BTreeMap<String, toml::Value> {
        let drawn = |entry: &Entry, value: f64| Drawn { key: entry.key.clone(), values: vec![value] };
        let below = |score: f64| 0.5 * libm::erfc(-score * std::f64::consts::FRAC_1_SQRT_2);
        let scored = |(key, score)| self.entry(key).map(|entry| drawn(entry, entry.quantile(below(score))));
        let mut all: Vec<Drawn> = scores.into_iter().filter_map(scored).collect();
        let keys: BTreeSet<String> = all.iter().map(|drawn| drawn.key.clone()).collect();
        let wholes: BTreeSet<&str> = keys.iter().map(|key| parent(key)).collect();
        let others = self.entries().iter().filter(|entry| entry.distribution == "dirichlet");
        let others = others.filter(|entry| wholes.contains(parent(&entry.key)) && !keys.contains(&entry.key));
        all.extend(others.map(|other| drawn(other, other.value)));
        self.make_wholes(&mut all, &BTreeMap::new());
        self.at_draw(&all, 0, &BTreeMap::new())
    }

    /// One draw as overrides, under those that `held` already stand.
    pub fn at_draw(
        &self,
        drawn: &[Drawn],
        draw: u32,
        held: &BTreeMap<String, toml::Value>,
    ) -> BTreeMap<String, toml::Value> {
        let value = |drawn: &Drawn| {
            let value = *drawn.values.get(draw as usize)?;
            Some((drawn.key.clone(), leaf::value(&self.entry(&drawn.key)?.unit, value)))
        };
        let mut overrides: BTreeMap<_, _> = drawn.iter().filter_map(value).collect();
        overrides.extend(held.iter().map(|(key, value)| (key.clone(), value.clone())));
        overrides
    }

    /// Shares of one whole (`dirichlet`, all siblings together 1) are brought back to 1 in every draw.
    fn make_wholes(&self, drawn: &mut [Drawn], held: &BTreeMap<String, toml::Value>) {
        let mut wholes: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
        for entry in self.entries().iter().filter(|entry| entry.distribution == "dirichlet") {
            let whole = wholes.entry(parent(&entry.key)).or_default();
            *whole = (whole.0 + entry.value, whole.1 + 1);
        }
        for (name, (sum, parts)) in wholes {
            let mine = |drawn: &&mut Drawn| parent(&drawn.key) == name;
            let mut shares: Vec<&mut Drawn> = drawn.iter_mut().filter(mine).collect();
            // Where the scenario holds some of the parts, only the scenario can say what the others come to.
            let all = shares.len() == parts && held.keys().all(|key| parent(key) != name);
            if (sum - 1.0).abs() > WHOLE || !all {
                continue;
            }
            for draw in 0..shares.first().map_or(0, |share| share.values.len()) {
                let sum: f64 = shares.iter().map(|share| share.values[draw]).sum();
                shares.iter_mut().for_each(|share| share.values[draw] /= sum);
            }
        }
    }
}

/// How far each thing that a fit moved lies from where it was fitted, draw by draw, on its own scale: normal, with the
/// spread and the correlations that the fit came to.
fn moves(seed: u64, draws: u32, joint: &[Joint]) -> BTreeMap<String, Vec<f64>> {
    let correlation = |i: usize, j: usize| joint[i].correlations.get(j).copied().unwrap_or(f64::from(u8::from(i == j)));
    let matrix: Vec<Vec<f64>> =
        (0..joint.len()).map(|i| (0..joint.len()).map(|j| correlation(i.max(j), i.min(j))).collect()).collect();
    let lower = lower_triangle(&matrix);
    let standard: Vec<Vec<f64>> = joint.iter().map(|one| scores(seed, draws, &one.moved_by)).collect();
    let at = |i: usize, draw: usize| lower[i].iter().zip(&standard).map(|(part, own)| part * own[draw]).sum::<f64>();
    let of = |(i, one): (usize, &Joint)| {
        let moves = (0..draws as usize).map(|draw| one.deviation * at(i, draw)).collect();
        (one.moved_by.clone(), moves)
    };
    joint.iter().enumerate().map(of).collect()
}

/// Has what was fitted follow a parameter whose draws lie so many standard deviations from its middle.
fn follow(scores: &[f64], moved: &mut BTreeMap<String, Vec<f64>>, follows: &Follows) {
    for (name, shift) in &follows.shifts {
        if let Some(moves) = moved.get_mut(name) {
            moves.iter_mut().zip(scores).for_each(|(by, score)| *by += shift * score);
        }
    }
}

/// How many standard deviations from its middle a parameter is drawn, draw by draw.
pub fn scores(seed: u64, draws: u32, key: &str) -> Vec<f64> {
    strata(seed, draws, key).into_iter().map(standard_normal_quantile).collect()
}

fn parent(key: &str) -> &str {
    key.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// One uniform number in each of `draws` equal parts of (0, 1), in an order of the parameter's own.
fn strata(seed: u64, draws: u32, key: &str) -> Vec<f64> {
    let (luck, subject) = (Luck::new(seed, 0), subject_of_name(key));
    let luck: Vec<_> = (0..draws).map(|draw| luck.draw(Purpose::UncertainParameter, subject, draw.into())).collect();
    let mut order: Vec<usize> = (0..luck.len()).collect();
    order.sort_by(|&one, &other| luck[one].uniform(0).total_cmp(&luck[other].uniform(0)).then(one.cmp(&other)));
    let mut strata = vec![0.0; luck.len()];
    for (stratum, &draw) in order.iter().enumerate() {
        strata[draw] = (stratum as f64 + luck[draw].uniform(1)) / f64::from(draws);
    }
    strata
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: u32 = 200;

    fn drawn() -> Vec<Drawn> {
        Register::built_in().drawn(7, DRAWS, &BTreeMap::new())
    }

    #[test]
    fn every_draw_makes_parameters_that_their_units_allow() {
        let (register, drawn) = (Register::built_in(), drawn());
        assert!(drawn.len() > 300, "{} parameters are drawn", drawn.len());
        for drawn in &drawn {
            let entry = register.entry(&drawn.key).unwrap();
            for value in &drawn.values {
                let checked = register.check(&drawn.key, &leaf::value(&entry.unit, *value));
                assert!(checked.is_ok() && value.is_finite(), "{}: {value}: {checked:?}", drawn.key);
            }
        }
    }

    #[test]
    fn draws_keep_to_the_value_and_range_of_the_register() {
        let register = Register::built_in();
        for drawn in drawn() {
            let entry = register.entry(&drawn.key).unwrap();
            let (low, high) = (entry.low.unwrap(), entry.high.unwrap());
            let outside = drawn.values.iter().filter(|value| **value < low || **value > high).count();
            // A range with its value at one end leaves up to a half outside.
            assert!(outside <= DRAWS as usize / 2, "{}: {outside} of {DRAWS} lie outside", drawn.key);
            let mean = drawn.values.iter().sum::<f64>() / f64::from(DRAWS);
            assert!(low <= mean && mean <= high, "{}: mean {mean}", drawn.key);
        }
    }

    #[test]
    fn a_parameter_is_stratified_and_no_other_moves_it() {
        let strata = strata(7, 24, "falls.rate.age_65_69");
        let mut cells: Vec<_> = strata.iter().map(|u| (u * 24.0) as usize).collect();
        cells.sort_unstable();
        assert_eq!(cells, (0..24).collect::<Vec<_>>());
        let all = drawn();
        // Of a team, which the fit of usual care does not follow.
        const KEY: &str = "team.finds_elsewhere";
        let held = BTreeMap::from([(KEY.to_string(), toml::Value::Float(0.5))]);
        let fewer = Register::built_in().drawn(7, DRAWS, &held);
        assert_eq!(fewer.len() + 1, all.len());
        let moved = fewer.iter().filter(|one| !all.contains(one)).map(|one| one.key.as_str());
        assert!(moved.clone().all(|key| parent(key) == parent(KEY)), "{:?}", moved.collect::<Vec<_>>());
    }

    #[test]
    fn what_is_fixed_or_defined_is_not_drawn() {
        let register = Register::built_in();
        for drawn in drawn() {
            let entry = register.entry(&drawn.key).unwrap();
            assert!(entry.status != Status::Definition && entry.distribution != "fixed");
            assert!(entry.status != Status::Fitted || entry.fitted.is_some(), "{}", drawn.key);
        }
    }

    #[test]
    fn what_was_fitted_is_drawn_with_the_spread_and_the_correlations_of_the_fit() {
        let one = |name: &str, deviation: f64, correlations: &[f64]| Joint {
            moved_by: name.to_string(),
            deviation,
            correlations: correlations.to_vec(),
        };
        const DRAWS: usize = 20_000;
        let joint = [one("one", 0.5, &[]), one("other", 2.0, &[-0.8]), one("alone", 1.0, &[0.0, 0.0])];
        let moved = moves(7, DRAWS as u32, &joint);
        let mean = |of: &dyn Fn(usize) -> f64| (0..DRAWS).map(of).sum::<f64>() / DRAWS as f64;
        let covariance = |a: &str, b: &str| mean(&|draw| moved[a][draw] * moved[b][draw]);
        for (a, b, wanted) in
            [("one", "one", 0.25), ("other", "other", 4.0), ("one", "other", -0.8), ("other", "alone", 0.0)]
        {
            assert!((covariance(a, b) - wanted).abs() < 0.08 * wanted.abs().max(1.0), "{a} {b}: {}", covariance(a, b));
        }
        assert!(mean(&|draw| moved["one"][draw]).abs() < 0.01);
    }

    #[test]
    fn what_was_fitted_follows_what_is_drawn_beside_it() {
        let none = || BTreeMap::from([("one".to_string(), vec![0.0; 50]), ("other".to_string(), vec![0.0; 50])]);
        let mut moved = none();
        let shifts = BTreeMap::from([("one".to_string(), -0.5), ("nothing that is drawn".to_string(), 1.0)]);
        let scores = scores(7, 50, "falls.attention");
        follow(&scores, &mut moved, &Follows { parameter: "falls.attention".to_string(), shifts });
        assert!(moved["one"].iter().zip(&scores).all(|(by, score)| *by == -0.5 * score), "{moved:?}");
        assert_eq!(moved["other"], none()["other"]);
    }

    #[test]
    fn a_parameter_at_a_score_is_at_that_share_of_its_draws() {
        let register = Register::built_in();
        let entry = register.in_doubt().find(|entry| entry.distribution == "beta").unwrap();
        let at = |score| register.at_scores([(entry.key.as_str(), score)])[&entry.key].as_float().unwrap();
        assert!(at(-1.5) < entry.value && entry.value < at(1.5), "{}", entry.key);
        assert!((at(0.0) - entry.quantile(0.5)).abs() < 1e-12);
        let causes = register.at_scores([("illness.cause_share.cardiac", 1.5)]);
        let two = [("illness.cause_share.cardiac", 1.5), ("illness.cause_share.respiratory", 1.5)];
        let both = register.at_scores(two);
        for causes in [&causes, &both] {
            let sum: f64 = causes.values().filter_map(toml::Value::as_float).sum();
            assert!(causes.len() == 5 && (sum - 1.0).abs() < 1e-12, "{causes:?}");
        }
        let cardiac =
            |causes: &BTreeMap<String, toml::Value>| causes["illness.cause_share.cardiac"].as_float().unwrap();
        assert!(cardiac(&both) > register.entry("illness.cause_share.cardiac").unwrap().value);
        assert!(cardiac(&both) < cardiac(&causes), "the other has grown too");
    }

    #[test]
    fn the_built_in_fit_is_drawn_jointly_and_within_its_ranges() {
        let (register, all) = (Register::built_in(), drawn());
        let of = |key: &str| all.iter().find(|drawn| drawn.key == key).map(|drawn| &drawn.values);
        let joint = &Fit::built_in().joint;
        assert!(joint.len() > 30, "only {} things that were moved are drawn", joint.len());
        for parameter in &Fit::built_in().parameters {
            let moved = joint.iter().any(|one| one.moved_by == parameter.moved_by);
            let values = of(&parameter.key);
            assert_eq!(values.is_some(), moved, "{}", parameter.key);
            let entry = register.entry(&parameter.key).unwrap();
            for &value in values.into_iter().flatten() {
                assert!(entry.low.unwrap() <= value && value <= entry.high.unwrap(), "{}: {value}", parameter.key);
            }
        }
        // Parameters of one knob rise and fall together.
        let [young, old] =
            ["people.frail_at_start.age_65_74", "people.frail_at_start.age_85_plus"].map(|key| of(key).unwrap());
        assert!(young.iter().zip(old).all(|(y, o)| (y < &young[0]) == (o < &old[0])), "{young:?}");
    }

    #[test]
    fn shares_of_a_whole_stay_a_whole() {
        let causes: Vec<_> = drawn().into_iter().filter(|drawn| parent(&drawn.key) == "illness.cause_share").collect();
        assert_eq!(causes.len(), 5);
        for draw in 0..DRAWS as usize {
            let sum: f64 = causes.iter().map(|cause| cause.values[draw]).sum();
            assert!((sum - 1.0).abs() < 1e-12);
        }
    }
}
