//! Who a person is when the run meets them: residents at the start, those who turn 65 and those who move in.
//!
//! A person is a birth-cohort number of the place, hashed to a luck key; everything about them is drawn with that key,
//! so the same person enters every arm, whatever has happened there.

use crate::model::parameters::Parameters;
use crate::model::people::causes::pick;
use crate::model::people::intensity::arises;
use crate::model::people::long_term::{self, ByConditionAndAge};
use crate::model::people::traits::{
    AgeBand, Condition, Conditions, Frailty, Mark, Marks, Needs, Residence, Sex, Whereabouts,
};
use crate::model::people::{NONE, Package, State};
use crate::model::place_figures::{AGE_BANDS, PlaceFigures};
use crate::model::tables::{OLDEST, YOUNGEST};
use crate::random::luck::{Luck, Purpose};
use crate::random::samplers::{Gamma, GammaTable, standard_normal_quantile};
use crate::time::{DAY, SimTime};

/// Age bands of published rates, and bands of frailty.
const AGE_GROUPS: usize = 3;
const FRAILTY_BANDS: usize = 4;

/// Draws people for one place.
#[derive(Clone, Debug)]
pub struct Cradle {
    luck: Luck,
    severity: GammaTable,
    /// Shares of the fifths of deprivation in this place, most deprived first.
    fifths: [f64; 5],
    neighbourhoods: u8,
    by_age: [u32; 6],
    /// Shares of the domains among the needs that are there at a moment.
    lasting: [f64; 8],
    /// Chance that a person enters in a destabilised spell, by age band and frailty.
    in_spell: [[f64; FRAILTY_BANDS]; AGE_GROUPS],
    /// How common each long-term condition is at each age.
    prevalence: ByConditionAndAge,
}

/// What is known of a person before anything is drawn.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// A resident at the start, in an age band of the place's figures.
    Resident(usize),
    /// Turns 65 on entry.
    Turns65,
    /// Moves in, with an age drawn from the place's figures.
    MovesIn,
}

impl Cradle {
    /// Prepares to draw people of a place.
    pub fn new(parameters: &Parameters, figures: &PlaceFigures, luck: Luck, neighbourhoods: u8) -> Self {
        let shape = parameters.people.severity_shape.get().max(f64::MIN_POSITIVE);
        Self {
            luck,
            severity: Gamma::new(1.0, shape).expect("a gamma distribution with a positive shape").laid_out(),
            fifths: fifths(parameters, figures.imd_score),
            neighbourhoods,
            by_age: figures.by_age,
            lasting: lasting(parameters),
            in_spell: std::array::from_fn(|band| std::array::from_fn(|frailty| in_spell(parameters, band, frailty))),
            prevalence: long_term::prevalence(parameters),
        }
    }

    /// The luck key of the person with this birth-cohort number.
    pub fn key(&self, cohort: u64) -> u64 {
        self.luck.key(Purpose::Person, cohort)
    }

    /// Draws the person.
    pub fn person(&self, parameters: &Parameters, key: u64, entry: Entry, now: SimTime) -> State {
        let uniform = |purpose| self.luck.uniform(purpose, key, 0);
        let (age, born) = self.age(parameters, key, entry, now);
        let band = AgeBand::of(age) as usize;
        let people = &parameters.people;
        let sex = if uniform(Purpose::Sex) < people.female.all()[band].get() { Sex::Female } else { Sex::Male };
        let frailty = self.frailty(parameters, uniform(Purpose::Frailty), band, entry);
        let at_home = matches!(entry, Entry::Turns65)
            || uniform(Purpose::Residence)
                >= people.in_care_home.all()[band].get() * people.care_home_by_frailty.all()[frailty as usize].get();
        let residence = if at_home { Residence::Home } else { Residence::CareHome };
        let log_severity = self.severity.log_quantile(uniform(Purpose::Severity));
        let mut marks = Marks::default();
        marks.set(Mark::OldCarer, self.luck.chance(Purpose::Carer, key, 1, parameters.carers.old.get()));
        marks.set(Mark::Minority, uniform(Purpose::Ethnicity) < parameters.reach.minority.get());
        marks.set(Mark::Offline, uniform(Purpose::DigitalAccess) < parameters.reach.offline.all()[band].get());
        let self_funder = uniform(Purpose::SelfFunder) < parameters.social_care.self_funded_care_home.get();
        marks.set(Mark::SelfFunder, self_funder);
        let exponents = [
            parameters.falls.severity_exponent,
            parameters.illness.severity_exponent,
            parameters.death.severity_exponent,
        ];
        State {
            severity: exponents.map(|exponent| libm::exp(exponent.get() * log_severity) as f32),
            born,
            destabilised_until: self.destabilised_until(parameters, key, band, frailty, now),
            grave_until: 0,
            in_touch_until: 0,
            exercise_until: 0,
            journey: NONE,
            recovery: NONE,
            case: NONE,
            admitted_on: [u16::MAX; 2],
            assessed_on: u16::MAX,
            assessed_by: 0,
            frailty,
            conditions: self.conditions(key, age),
            needs: self.needs(parameters, key, frailty, at_home),
            noticed: Needs::default(),
            in_hand: Needs::default(),
            recorded_frailty: self.recorded(parameters, key, frailty),
            sex,
            alone: at_home && uniform(Purpose::LivesAlone) < people.lives_alone.all()[sex as usize].get(),
            carer: at_home && uniform(Purpose::Carer) < people.has_carer.all()[frailty as usize].get(),
            fifth: pick(uniform(Purpose::Deprivation), &self.fifths) as u8,
            neighbourhood: (uniform(Purpose::Neighbourhood) * f64::from(self.neighbourhoods)) as u8,
            residence,
            whereabouts: Whereabouts::Residence,
            medicines_until: 0,
            convalescent_until: 0,
            referrals: 0,
            packages: 0,
            package: Package::None,
            plan: false,
            knows_plan: false,
            marks,
            strain: 0,
            care_hours: 0,
        }
    }

    /// Age in years and day of birth.
    fn age(&self, parameters: &Parameters, key: u64, entry: Entry, now: SimTime) -> (usize, i32) {
        const YEAR_DAYS: f64 = 365.25;
        let draw = self.luck.draw(Purpose::Age, key, 0);
        let band = match entry {
            Entry::Resident(band) => band,
            Entry::Turns65 => 0,
            Entry::MovesIn => {
                let total: u32 = self.by_age.iter().sum();
                let shares = self.by_age.map(|count| f64::from(count) / f64::from(total));
                pick(draw.uniform32(3), &shares)
            }
        };
        let from = f64::from(AGE_BANDS[band]);
        let beyond = parameters.people.years_beyond_90.years();
        let years = match (entry, AGE_BANDS.get(band + 1)) {
            (Entry::Turns65, _) => YOUNGEST as f64,
            (_, Some(&to)) => from + draw.uniform(0) * (f64::from(to) - from),
            (_, None) => (from - beyond * libm::log(draw.uniform(0))).min(OLDEST as f64),
        };
        let born = (now.ticks() / DAY) as i32 - (years * YEAR_DAYS) as i32;
        (years as usize, born)
    }

    fn frailty(&self, parameters: &Parameters, u: f64, band: usize, entry: Entry) -> Frailty {
        let people = &parameters.people;
        let frail = match entry {
            Entry::Turns65 => people.entrants_frail.get(),
            _ => people.frail_at_start.all()[band].get(),
        };
        let severe = frail * people.severe_of_frail.all()[band].get();
        let moderate = frail * people.moderate_of_frail.all()[band].get();
        if u < severe {
            Frailty::Severe
        } else if u < severe + moderate {
            Frailty::Moderate
        } else if u < frail {
            Frailty::Mild
        } else {
            Frailty::Fit
        }
    }

    /// The end of the spell in which a person enters, or 0: spells begin at the rates at which they begin later, and
    /// whoever meets a long spell is the more likely to meet it.
    fn destabilised_until(
        &self,
        parameters: &Parameters,
        key: u64,
        band: usize,
        frailty: Frailty,
        now: SimTime,
    ) -> u32 {
        let draw = self.luck.draw(Purpose::DestabilisedAtEntry, key, 0);
        if draw.uniform(0) >= self.in_spell[band][frailty as usize] {
            return 0;
        }
        let spells = &parameters.destabilised;
        let (median, sigma) = (spells.length_median.span(), spells.length_sigma.get());
        // A log-normal length seen at a random moment has its logarithm raised by its variance.
        let z = standard_normal_quantile(draw.uniform32(2));
        let length = median.ticks() as f64 * libm::exp(sigma * z + sigma * sigma);
        (now.ticks() as f64 + length * draw.uniform32(3)) as u32
    }

    fn conditions(&self, key: u64, age: usize) -> Conditions {
        let mut set = Conditions::default();
        for (group, four) in (0..).zip(Condition::ALL.chunks(4)) {
            let draw = self.luck.draw(Purpose::Condition, key, group);
            for (number, &condition) in four.iter().enumerate() {
                if draw.uniform32(number) < self.prevalence[condition as usize][age - YOUNGEST] {
                    set.add(condition);
                }
            }
        }
        set
    }

    fn needs(&self, parameters: &Parameters, key: u64, frailty: Frailty, at_home: bool) -> Needs {
        let mut needs = Needs::default();
        if !at_home {
            return needs;
        }
        let level = parameters.people.need_at_start.all()[frailty as usize].get() * self.lasting.len() as f64;
        let draws = [0, 1].map(|half| self.luck.draw(Purpose::NeedAtEntry, key, half));
        for (domain, share) in self.lasting.iter().enumerate().filter(|(domain, _)| arises(*domain, frailty)) {
            if draws[domain / 4].uniform32(domain % 4) < level * share {
                needs.add(domain);
            }
        }
        needs
    }

    /// The band on record: the true one, or fit where nobody has coded it.
    fn recorded(&self, parameters: &Parameters, key: u64, frailty: Frailty) -> Frailty {
        let coded = self.luck.chance(Purpose::Recorded, key, 0, parameters.records.frailty_recorded.get());
        if coded { frailty } else { Frailty::Fit }
    }
}

/// The chance to be in a destabilised spell: how often one begins, times how long it lasts.
fn in_spell(parameters: &Parameters, band: usize, frailty: usize) -> f64 {
    let spells = &parameters.destabilised;
    let [severe, moderate] = crises(parameters, band, frailty);
    let onset = spells.onset.all()[frailty].per_year()
        + severe * spells.with_severe_illness.get()
        + moderate * spells.with_moderate_illness.get();
    let sigma = spells.length_sigma.get();
    let mean = spells.length_median.span().years() * libm::exp(sigma * sigma / 2.0);
    parameters.people.spells_at_entry.get() * (1.0 - libm::exp(-onset * mean))
}

/// Severe and moderate illnesses a year in an age band, about. The few spells that falls begin are left to the warm-up, so
/// that arms can differ in falls.
fn crises(parameters: &Parameters, band: usize, frailty: usize) -> [f64; 2] {
    let illness = &parameters.illness;
    let ill = illness.rate.all()[band].per_year() * illness.frailty.all()[frailty].get();
    [ill * illness.severe.all()[frailty].get(), ill * illness.moderate.all()[frailty].get()]
}

/// Shares of the domains among the needs that are there at a moment: how often they arise, times how long they last
/// until usual care has noticed and met them.
fn lasting(parameters: &Parameters) -> [f64; 8] {
    let needs = &parameters.needs;
    let (shares, met) = (needs.domain_share.all(), needs.met_by_action.all());
    let sent_back = needs.bounced.get() * parameters.work.retry.days();
    let until_acted = needs.noticed_after.all().map(|noticed| noticed.days() + sent_back);
    let weights: [f64; 8] =
        std::array::from_fn(|domain| shares[domain].get() * until_acted[domain] / met[domain].get());
    let total: f64 = weights.iter().sum();
    weights.map(|weight| weight / total)
}

/// National shares of the fifths, tilted log-linearly by how deprived the place is.
fn fifths(parameters: &Parameters, imd_score: f64) -> [f64; 5] {
    let people = &parameters.people;
    let tilt = people.fifth_tilt.get() * (imd_score - people.mean_deprivation.get());
    let weights: [f64; 5] =
        std::array::from_fn(|fifth| people.fifth_share.all()[fifth].get() * libm::exp(tilt * (2.0 - fifth as f64)));
    let total: f64 = weights.iter().sum();
    weights.map(|weight| weight / total)
}
