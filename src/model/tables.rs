//! What the parameters come to, laid out once for fast reading: hazards by age, effects of needs, the seasons.
//!
//! Everything here follows from parameters and the luck of the replication; nothing changes while a world runs.

use crate::model::parameters::Parameters;
use crate::model::people::long_term::{self, ByConditionAndAge, SETS};
use crate::model::people::traits::AgeBand;
use crate::model::years::Years;
use crate::random::luck::Luck;
use crate::time::{Calendar, DAY, SimTime};

/// Youngest age of the model, years.
pub const YOUNGEST: usize = 65;
/// Ages are counted up to this one and no further, years.
pub const OLDEST: usize = 110;
const AGES: usize = OLDEST - YOUNGEST + 1;
/// Sets of unmet needs in eight domains.
const NEED_SETS: usize = 256;
/// Width of the narrow age bands of falls, years.
const FINE_BAND: usize = 5;

/// Hazards and effects laid out for fast reading.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Falls at home of somebody fit, per year, by age.
    pub falls: [f64; AGES],
    /// Acute illness of somebody fit, per year, by age.
    pub illness: [f64; AGES],
    /// Death of somebody fit at home with no long-term condition, per year, by sex and age.
    pub death: [[f64; AGES]; 2],
    /// New cases of each long-term condition per person without it and year, by age.
    pub onset: ByConditionAndAge,
    /// The part of the points of new conditions that each condition takes.
    pub onset_shares: [f64; 10],
    /// The highest onset over its share, of any condition up to each age.
    pub onset_bound: [f64; AGES],
    /// Factor on death for each set of long-term conditions.
    pub conditions_on_death: Box<[f64; SETS]>,
    /// Factor on acute illness for each set of unmet needs.
    pub needs_on_illness: [f64; NEED_SETS],
    /// Factor on falls for each set of unmet needs.
    pub needs_on_falls: [f64; NEED_SETS],
    /// Factor on carer and social crises for each set of unmet needs.
    pub needs_on_crisis: [f64; NEED_SETS],
    /// Factor on frailty steps for each set of unmet needs.
    pub needs_on_frailty: [f64; NEED_SETS],
    /// The highest level of acute illness on any day.
    pub season_peak: f64,
    /// The highest factor on death on any day.
    pub deadly_peak: f64,
    /// What each day of the run is like.
    years: Years,
    /// Factor on frailty steps by fifth of deprivation, most deprived first.
    pub deprivation_on_frailty: [f64; 5],
}

impl Tables {
    /// Lays out the tables for a run. `luck` is that of the replication, so that years are common to all places.
    pub fn new(parameters: &Parameters, calendar: &Calendar, luck: Luck) -> Self {
        let needs = &parameters.needs;
        let effects = |coefficients: [f64; 8]| need_effects(coefficients, needs.weight.get());
        let years = Years::new(parameters, calendar, luck);
        let prevalence = long_term::prevalence(parameters);
        let onset = long_term::onset(parameters, &prevalence);
        let onset_shares = shares(&onset);
        let deaths_by_conditions = long_term::mean_on_death(parameters, &prevalence);
        let peak = |levels: &[f64]| levels.iter().copied().fold(0.0, f64::max);
        Self {
            falls: rising(|age| {
                parameters.falls.rate.all()[((age - YOUNGEST) / FINE_BAND).min(4)].per_year()
                    * parameters.falls.level.all()[AgeBand::of(age) as usize].get()
            }),
            illness: rising(|age| parameters.illness.rate.all()[AgeBand::of(age) as usize].per_year()),
            death: [0, 1].map(|sex| {
                let (at_65, slope) = (parameters.death.at_65.all()[sex], parameters.death.slope.all()[sex]);
                rising(|age| {
                    // The hazard in the middle of the year of age.
                    let years = (age - YOUNGEST) as f64 + 0.5;
                    at_65.per_year()
                        * libm::exp(slope.get() * years)
                        * parameters.death.level.all()[AgeBand::of(age) as usize].get()
                        / deaths_by_conditions[age - YOUNGEST]
                })
            }),
            onset_bound: rising(|age| {
                (0..onset.len()).map(|c| onset[c][age - YOUNGEST] / onset_shares[c]).fold(0.0, f64::max)
            }),
            onset,
            onset_shares,
            conditions_on_death: Box::new(long_term::on_death(parameters)),
            needs_on_illness: effects(needs.on_illness.all().map(|c| c.get())),
            needs_on_falls: effects(needs.on_falls.all().map(|c| c.get())),
            needs_on_crisis: effects(needs.on_crisis.all().map(|c| c.get())),
            needs_on_frailty: effects(needs.on_frailty.all().map(|c| c.get())),
            season_peak: peak(&years.illness),
            deadly_peak: peak(&years.death),
            years,
            deprivation_on_frailty: deprivation(parameters.frailty.most_deprived.get()),
        }
    }

    /// The level of acute illness at a moment: season, winter and heat together, mean about 1.
    pub fn season(&self, at: SimTime) -> f64 {
        of_day(&self.years.illness, at)
    }

    /// The factor on death at a moment: heat.
    pub fn deadly(&self, at: SimTime) -> f64 {
        of_day(&self.years.death, at)
    }

    /// Sickness absence of staff at a moment, relative to its mean over years.
    pub fn sickness_level(&self, at: SimTime) -> f64 {
        of_day(&self.years.sickness, at)
    }

    /// Calls and arrivals of people under 65 on the day of a moment, relative to their mean.
    pub fn load_of_others(&self, at: SimTime) -> f64 {
        of_day(&self.years.others, at)
    }
}

fn of_day(levels: &[f64], at: SimTime) -> f64 {
    levels[((at.ticks() / DAY) as usize).min(levels.len() - 1)]
}

/// How the points of new conditions are split: by how many new cases there are at all ages together.
fn shares(onset: &ByConditionAndAge) -> [f64; 10] {
    let of = onset.map(|by_age| by_age.iter().sum::<f64>().max(f64::MIN_POSITIVE));
    let all: f64 = of.iter().sum();
    of.map(|one| one / all)
}

/// A table by age that never falls, so that its value at the end of a stretch of time bounds the whole stretch.
/// (Fitted levels may dip where one band gives way to the next; the dip is levelled out.)
fn rising(at: impl Fn(usize) -> f64) -> [f64; AGES] {
    let mut highest = 0.0_f64;
    std::array::from_fn(|index| {
        highest = highest.max(at(YOUNGEST + index));
        highest
    })
}

fn need_effects(coefficients: [f64; 8], weight: f64) -> [f64; NEED_SETS] {
    std::array::from_fn(|set| {
        let sum: f64 = (0..8).filter(|domain| set & (1 << domain) != 0).map(|domain| coefficients[domain]).sum();
        libm::exp(weight * sum)
    })
}

/// Equal ratios from fifth to fifth, geometric mean 1.
fn deprivation(most_to_least: f64) -> [f64; 5] {
    std::array::from_fn(|fifth| libm::pow(most_to_least, 0.5 - fifth as f64 / 4.0))
}
