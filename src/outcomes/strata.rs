//! Events and time lived by age, sex, frailty, dementia and residence as they are now, and how events cluster in people.
//!
//! For whoever holds a world against published rates. People are sorted anew at the beginning of each window, and what
//! befalls them in it counts in the stratum they had then. Knows neither targets nor parameters.

mod rate_ratio;

pub use rate_ratio::rate_ratio;

use crate::model::fact::{Fact, FactKind};
use crate::model::people::profile::Profile;
use crate::model::people::traits::{AgeBand, Frailty, Residence, Sex, Trigger};
use crate::model::tables::{OLDEST, YOUNGEST};
use crate::outcomes::figures::DAYS_A_YEAR;
use crate::time::{DAY, SimTime, Span};
use std::collections::BTreeMap;

const AGES: usize = OLDEST - YOUNGEST + 1;
const SEXES: usize = 2;
const BANDS: usize = Frailty::ALL.len();
const YES_OR_NO: usize = 2;
/// Strata: age in years × sex × frailty × dementia × residence.
const CELLS: usize = AGES * SEXES * BANDS * YES_OR_NO * YES_OR_NO;
/// A year, and half of one, as those count who ask people what happened to them.
const YEAR: Span = Span::days(365);
const HALF_A_YEAR: Span = Span::days(182);
/// From this age the published share of people with an emergency admission in a year is of.
const SEVENTY: usize = 70;
/// People are of an age within so many years.
const YEARS_ALIKE: usize = 5;

/// Who belongs to a stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Age, whole years.
    pub age: usize,
    /// Sex.
    pub sex: Sex,
    /// Frailty band.
    pub frailty: Frailty,
    /// Lives with dementia.
    pub dementia: bool,
    /// Lives in a care home.
    pub care_home: bool,
}

/// What was counted in a stratum.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Days lived.
    pub days: f64,
    /// Deaths.
    pub deaths: u64,
    /// Emergency admissions.
    pub admissions: u64,
    /// Attendances at the emergency department.
    pub attendances: u64,
    /// Ambulance arrivals at the department.
    pub conveyed: u64,
    /// Falls.
    pub falls: u64,
    /// Falls for which help was sought.
    pub falls_with_help: u64,
    /// Steps to the next frailer band.
    pub steps: u64,
    /// Moves into a care home.
    pub care_home_entries: u64,
    /// Stays in an acute bed with delirium.
    pub delirious: u64,
}

impl Counts {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.days += other.days;
        self.deaths += other.deaths;
        self.admissions += other.admissions;
        self.attendances += other.attendances;
        self.conveyed += other.conveyed;
        self.falls += other.falls;
        self.falls_with_help += other.falls_with_help;
        self.steps += other.steps;
        self.care_home_entries += other.care_home_entries;
        self.delirious += other.delirious;
    }

    /// Person-years lived.
    pub fn years(&self) -> f64 {
        self.days / DAYS_A_YEAR
    }
}

/// How events cluster in people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clusters {
    /// People aged 70 and over at time zero, and those of them admitted in an emergency within a year.
    pub seventy: [u64; 2],
    /// People who left hospital after a first admission early enough to be followed for a year, and those of them with
    /// two or more further admissions in it.
    pub index: [u64; 2],
    /// People at home at both ends of two years, by whether they fell in the first and in the second.
    pub fell: [[u64; 2]; 2],
    /// People at home at the horizon, and those of them who fell in the half year before.
    pub half_year: [u64; 2],
    /// Falls for which help was sought, of people at home at both ends of two years: the sum of those of the first year
    /// times those of the second, and what it would be if all of an age, sex and frailty band were alike.
    pub fall_pairs: [f64; 2],
}

/// People of an age, sex and frailty at time zero: how many, their events in either year, and the products of these.
type Alike = [f64; 4];

/// How many people of an age group are in each frailty band, and how many live in care homes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    /// By age band (65-74, 75-84, 85+) and frailty.
    pub bands: [[u64; BANDS]; 3],
    /// Residents of care homes.
    pub care_home: u64,
}

/// One person's course.
#[derive(Clone, Copy, Debug, Default)]
struct Course {
    admitted: Option<SimTime>,
    left: Option<SimTime>,
    further: u32,
    fell: [bool; 2],
    falls_with_help: [u32; 2],
    last_fall: Option<SimTime>,
}

/// All that was counted of a world.
#[derive(Clone, Debug)]
pub struct Strata {
    cells: Vec<Counts>,
    /// How events cluster.
    pub clusters: Clusters,
    zero: SimTime,
    horizon: SimTime,
    window_ends: SimTime,
    /// Where everybody is sorted now, in the order of their keys.
    now: Vec<(u64, u16)>,
    at_zero: Vec<(u64, u16)>,
    courses: BTreeMap<u64, Course>,
}

impl Strata {
    /// Nothing counted yet, of a world from `zero` to `horizon`.
    pub fn new(zero: SimTime, horizon: SimTime) -> Self {
        Self {
            cells: vec![Counts::default(); CELLS],
            clusters: Clusters::default(),
            zero,
            horizon,
            window_ends: zero,
            now: Vec::new(),
            at_zero: Vec::new(),
            courses: BTreeMap::new(),
        }
    }

    /// A window begins: everybody is sorted as they are now.
    pub fn sort(&mut self, people: impl Iterator<Item = (u64, usize, Profile)>, from: SimTime, until: SimTime) {
        let days = until.since(from).in_days();
        self.now = people.map(|(key, age, profile)| (key, cell(&Stratum::of(age, &profile)) as u16)).collect();
        self.now.sort_unstable();
        for &(_, at) in &self.now {
            self.cells[usize::from(at)].days += days;
        }
        if from == self.zero {
            self.at_zero = self.now.clone();
            let seventy = self.now.iter().filter(|&&(_, at)| stratum(at.into()).age >= SEVENTY);
            self.clusters.seventy[0] = seventy.count() as u64;
        }
        self.window_ends = until;
    }

    /// Counts the facts of the window.
    pub fn see(&mut self, facts: &[Fact]) {
        for fact in facts {
            if matters(&fact.kind)
                && let Ok(found) = self.now.binary_search_by_key(&fact.key, |&(key, _)| key)
            {
                let at = usize::from(self.now[found].1);
                self.count(fact, at);
                self.follow(fact, at);
            }
        }
    }

    fn count(&mut self, fact: &Fact, at: usize) {
        let counts = &mut self.cells[at];
        let rest = self.window_ends.since(fact.at).ticks() as f64 / DAY as f64;
        match fact.kind {
            FactKind::Died(_) => {
                counts.deaths += 1;
                counts.days -= rest;
            }
            FactKind::MovedAway => counts.days -= rest,
            FactKind::Admitted { .. } => counts.admissions += 1,
            FactKind::Attended => counts.attendances += 1,
            FactKind::CrewArrived { conveyed: true, .. } => counts.conveyed += 1,
            FactKind::Fell => counts.falls += 1,
            FactKind::SoughtHelp { trigger: Trigger::Fall, .. } => counts.falls_with_help += 1,
            FactKind::FrailtyStep(true) => counts.steps += 1,
            FactKind::EnteredCareHome => counts.care_home_entries += 1,
            FactKind::BecameDelirious => counts.delirious += 1,
            _ => {}
        }
    }

    /// What a fact means for the course of the person.
    fn follow(&mut self, fact: &Fact, at: usize) {
        let followed = matches!(
            fact.kind,
            FactKind::Admitted { .. }
                | FactKind::LeftBed { .. }
                | FactKind::Fell
                | FactKind::SoughtHelp { trigger: Trigger::Fall, .. }
        );
        if !followed {
            return;
        }
        let second_year = usize::from(fact.at.since(self.zero) > YEAR);
        let course = self.courses.entry(fact.key).or_default();
        match fact.kind {
            FactKind::Admitted { .. } if course.admitted.is_none() => {
                course.admitted = Some(fact.at);
                let counts = fact.at.since(self.zero) <= YEAR && stratum(at).age >= SEVENTY;
                self.clusters.seventy[1] += u64::from(counts);
            }
            FactKind::Admitted { .. } => {
                let within = course.left.is_some_and(|left| fact.at.since(left) <= YEAR);
                course.further += u32::from(within);
            }
            FactKind::LeftBed { .. } if course.admitted.is_some() && course.left.is_none() => {
                course.left = Some(fact.at);
            }
            FactKind::Fell => {
                course.fell[second_year] = true;
                course.last_fall = Some(fact.at);
            }
            FactKind::SoughtHelp { .. } => course.falls_with_help[second_year] += 1,
            _ => {}
        }
    }

    /// The horizon has been reached by these people.
    pub fn close(&mut self, people: impl Iterator<Item = (u64, usize, Profile)>) {
        let mut alike: BTreeMap<(usize, usize, usize), Alike> = BTreeMap::new();
        for (key, ..) in people.filter(|(_, _, profile)| profile.residence == Residence::Home) {
            let course = self.courses.get(&key).copied().unwrap_or_default();
            let lately = course.last_fall.is_some_and(|last| self.horizon.since(last) <= HALF_A_YEAR);
            self.clusters.half_year[0] += 1;
            self.clusters.half_year[1] += u64::from(lately);
            if let Ok(found) = self.at_zero.binary_search_by_key(&key, |&(key, _)| key) {
                let was = stratum(self.at_zero[found].1.into());
                let [first, second] = course.falls_with_help.map(f64::from);
                let group = alike.entry((was.age / YEARS_ALIKE, was.sex as usize, was.frailty as usize)).or_default();
                let one = [1.0, first, second, first * second];
                group.iter_mut().zip(one).for_each(|(sum, of_one)| *sum += of_one);
                self.clusters.fell[usize::from(course.fell[0])][usize::from(course.fell[1])] += 1;
            }
        }
        for [people, first, second, products] in alike.into_values() {
            self.clusters.fall_pairs[0] += products;
            self.clusters.fall_pairs[1] += first * second / people;
        }
        for course in self.courses.values() {
            if course.left.is_some_and(|left| left + YEAR <= self.horizon) {
                self.clusters.index[0] += 1;
                self.clusters.index[1] += u64::from(course.further >= 2);
            }
        }
        self.courses.clear();
        self.now = Vec::new();
        self.at_zero = Vec::new();
    }

    /// Adds another world over the same window.
    pub fn add(&mut self, other: &Self) {
        self.cells.iter_mut().zip(&other.cells).for_each(|(mine, theirs)| mine.add(theirs));
        let pairs = |mine: &mut [u64; 2], theirs: &[u64; 2]| {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        };
        pairs(&mut self.clusters.seventy, &other.clusters.seventy);
        pairs(&mut self.clusters.index, &other.clusters.index);
        pairs(&mut self.clusters.half_year, &other.clusters.half_year);
        for (mine, theirs) in self.clusters.fall_pairs.iter_mut().zip(other.clusters.fall_pairs) {
            *mine += theirs;
        }
        for (mine, theirs) in self.clusters.fell.iter_mut().zip(&other.clusters.fell) {
            pairs(mine, theirs);
        }
    }

    /// All strata with what was counted in them.
    pub fn all(&self) -> impl Iterator<Item = (Stratum, &Counts)> {
        self.cells.iter().enumerate().map(|(at, counts)| (stratum(at), counts))
    }

    /// What was counted in the strata that fit.
    pub fn of(&self, fits: impl Fn(&Stratum) -> bool) -> Counts {
        let mut sum = Counts::default();
        self.all().filter(|(stratum, _)| fits(stratum)).for_each(|(_, counts)| sum.add(counts));
        sum
    }
}

impl Stratum {
    fn of(age: usize, profile: &Profile) -> Self {
        Self {
            age: age.clamp(YOUNGEST, OLDEST),
            sex: profile.sex,
            frailty: profile.frailty,
            dementia: profile.dementia,
            care_home: profile.residence == Residence::CareHome,
        }
    }
}

impl Mix {
    /// The mix of these people.
    pub fn of(people: impl Iterator<Item = (u64, usize, Profile)>) -> Self {
        let mut mix = Self::default();
        for (_, age, profile) in people {
            mix.bands[AgeBand::of(age) as usize][profile.frailty as usize] += 1;
            mix.care_home += u64::from(profile.residence == Residence::CareHome);
        }
        mix
    }

    /// Adds the mix of another place.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.bands.iter_mut().flatten().zip(other.bands.iter().flatten()) {
            *mine += theirs;
        }
        self.care_home += other.care_home;
    }

    /// All people.
    pub fn people(&self) -> u64 {
        self.bands.iter().flatten().sum()
    }
}

fn cell(stratum: &Stratum) -> usize {
    let Stratum { age, sex, frailty, dementia, care_home } = *stratum;
    let with_sex = (age - YOUNGEST) * SEXES + sex as usize;
    let with_frailty = with_sex * BANDS + frailty as usize;
    (with_frailty * YES_OR_NO + usize::from(dementia)) * YES_OR_NO + usize::from(care_home)
}

fn stratum(cell: usize) -> Stratum {
    let (rest, care_home) = (cell / YES_OR_NO, cell % YES_OR_NO == 1);
    let (rest, dementia) = (rest / YES_OR_NO, rest % YES_OR_NO == 1);
    let (rest, frailty) = (rest / BANDS, Frailty::ALL[rest % BANDS]);
    let sex = if rest % SEXES == Sex::Female as usize { Sex::Female } else { Sex::Male };
    Stratum { age: YOUNGEST + rest / SEXES, sex, frailty, dementia, care_home }
}

/// Whether a kind of fact is counted at all; looking a person up costs more than asking first.
fn matters(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::Died(_)
            | FactKind::MovedAway
            | FactKind::Admitted { .. }
            | FactKind::LeftBed { .. }
            | FactKind::Attended
            | FactKind::CrewArrived { conveyed: true, .. }
            | FactKind::Fell
            | FactKind::SoughtHelp { trigger: Trigger::Fall, .. }
            | FactKind::FrailtyStep(true)
            | FactKind::EnteredCareHome
            | FactKind::BecameDelirious
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stratum_has_a_cell_of_its_own() {
        assert!((0..CELLS).all(|at| cell(&stratum(at)) == at));
    }
}
