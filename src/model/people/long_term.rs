//! Long-term conditions by age: how common they are, and how often they must begin so that they stay as common.
//!
//! The register holds prevalences of three age bands and how much each condition raises death. What lies between is
//! worked out here once for a run: a smooth curve by age that gives the bands back, and the onset that holds it. This
//! file knows no person and draws nothing.

use crate::model::parameters::Parameters;
use crate::model::people::traits::{AgeBand, Condition};
use crate::model::tables::{OLDEST, YOUNGEST};

/// Years of age of the model.
pub const AGES: usize = OLDEST - YOUNGEST + 1;
/// Sets of long-term conditions.
pub const SETS: usize = 1 << NUMBER;
/// Long-term conditions.
const NUMBER: usize = Condition::ALL.len();
/// Age bands, their width and the middle of the youngest, as places in a table by age.
const BANDS: usize = 3;
const WIDTH: f64 = 10.0;
const FIRST_MIDDLE: f64 = 5.0;
/// Above this age, as a place in a table by age, no prevalence is known; it stays.
const FLAT_FROM: f64 = 30.0;
/// The curve is brought to the bands in so many turns; each leaves a small part of what is missing.
const TURNS: usize = 12;

/// One number by condition and age.
pub type ByConditionAndAge = [[f64; AGES]; NUMBER];

/// How common each condition is at each age: straight lines in the log odds between the middles of the age bands, so
/// placed that each band as a whole has its own prevalence among people who die as the life table says.
pub fn prevalence(parameters: &Parameters) -> ByConditionAndAge {
    let conditions = &parameters.conditions;
    let bands = [conditions.at_65_74, conditions.at_75_84, conditions.at_85_plus].map(|band| band.all());
    let alive = survivors(parameters);
    std::array::from_fn(|condition| curve(bands.map(|band| band[condition].get()), &alive))
}

/// New cases per person without the condition and year that keep the prevalence of each age as it is: the rise from one
/// age to the next among those without it, and the replacement of those who die of it. Where a condition becomes rarer
/// with age by more than that, none begin.
pub fn onset(parameters: &Parameters, prevalence: &ByConditionAndAge) -> ByConditionAndAge {
    let ratios = parameters.death.conditions.all().map(|ratio| ratio.get());
    let deaths = hazard(parameters);
    std::array::from_fn(|condition| {
        let (p, ratio) = (&prevalence[condition], ratios[condition]);
        std::array::from_fn(|age| {
            let (before, after) = (age.saturating_sub(1), (age + 1).min(AGES - 1));
            let rise = (p[after] - p[before]) / (after - before) as f64;
            let excess = deaths[age] * (ratio - 1.0) / (1.0 + p[age] * (ratio - 1.0));
            (rise / (1.0 - p[age]) + p[age] * excess).max(0.0)
        })
    })
}

/// The factor on death of each set of conditions.
pub fn on_death(parameters: &Parameters) -> [f64; SETS] {
    let ratios = parameters.death.conditions.all().map(|ratio| ratio.get());
    std::array::from_fn(|set| (0..NUMBER).filter(|&c| set >> c & 1 == 1).map(|c| ratios[c]).product())
}

/// The mean of that factor at each age, by which the life table is divided: conditions say who dies, not how many.
pub fn mean_on_death(parameters: &Parameters, prevalence: &ByConditionAndAge) -> [f64; AGES] {
    let ratios = parameters.death.conditions.all().map(|ratio| ratio.get());
    let factor = |condition: usize, age: usize| 1.0 + prevalence[condition][age] * (ratios[condition] - 1.0);
    std::array::from_fn(|age| (0..NUMBER).map(|condition| factor(condition, age)).product())
}

/// Deaths a year of the life table at each age, of both sexes in equal parts.
fn hazard(parameters: &Parameters) -> [f64; AGES] {
    let (at_65, slope) = (parameters.death.at_65.all(), parameters.death.slope.all());
    let sexes = at_65.len() as f64;
    let of = |sex: usize, age: usize| at_65[sex].per_year() * libm::exp(slope[sex].get() * age as f64);
    std::array::from_fn(|age| (0..at_65.len()).map(|sex| of(sex, age)).sum::<f64>() / sexes)
}

/// Those alive at each age of so many at 65, about.
fn survivors(parameters: &Parameters) -> [f64; AGES] {
    let mut alive = 1.0;
    hazard(parameters).map(|deaths| {
        let before = alive;
        alive *= libm::exp(-deaths);
        before
    })
}

fn curve(bands: [f64; BANDS], alive: &[f64; AGES]) -> [f64; AGES] {
    let mut knots = bands.map(logit);
    for _ in 0..TURNS {
        let mean = means(&at_all_ages(knots), alive);
        knots = std::array::from_fn(|band| knots[band] + logit(bands[band]) - logit(mean[band]));
    }
    at_all_ages(knots)
}

fn at_all_ages(knots: [f64; BANDS]) -> [f64; AGES] {
    std::array::from_fn(|age| {
        let along = ((age as f64).min(FLAT_FROM) - FIRST_MIDDLE) / WIDTH;
        let from = usize::from(along >= 1.0);
        let value = knots[from] + (knots[from + 1] - knots[from]) * (along - from as f64);
        1.0 / (1.0 + libm::exp(-value))
    })
}

fn means(curve: &[f64; AGES], alive: &[f64; AGES]) -> [f64; BANDS] {
    std::array::from_fn(|band| {
        let ages = (0..AGES).filter(|&age| AgeBand::of(age + YOUNGEST) as usize == band);
        let (with, all) = ages.fold((0.0, 0.0), |(with, all), age| (with + curve[age] * alive[age], all + alive[age]));
        with / all
    })
}

/// Log odds; what nobody or everybody has lies far out, and finite.
fn logit(p: f64) -> f64 {
    let p = p.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
    libm::log(p / (1.0 - p))
}
