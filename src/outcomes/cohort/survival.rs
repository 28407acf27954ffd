//! Who dies or is admitted, and how soon: ratios of rates by frailty, and life expectancy.

use crate::model::people::traits::{Frailty, Sex};
use crate::outcomes::cohort::chart::Charts;
use crate::outcomes::cohort::portrait::{Portrait, Portraits};
use crate::statistics::loglinear::{self, Cell};
use crate::time::SimTime;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Death.
    Death,
    /// The first emergency admission.
    Admission,
    /// Every emergency admission of a life, not the first alone.
    EveryAdmission,
}

/// Ages of the cohort in which frailty and outcomes were studied.
pub const STUDIED: RangeInclusive<u32> = 65..=95;
/// An age about which ages are measured, so that the equations are well conditioned.
const MIDDLE: f64 = 78.0;
const DECADE: f64 = 10.0;

/// People as they are at a moment, followed from then on until another.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// The people.
    pub people: &'a Portraits,
    /// From when on.
    pub from: SimTime,
    /// Until when at the latest.
    pub until: SimTime,
}

/// Rates of mild, moderate and severe frailty over that of the fit among people of some ages, adjusted for age and sex,
/// over one or several times for which people are followed. `None` if a band has no event.
pub fn by_frailty(
    followed: &[Followed],
    charts: &Charts,
    ages: &RangeInclusive<u32>,
    awaited: Awaited,
) -> Option<[f64; 3]> {
    let mut cells: BTreeMap<(u32, bool, usize), (f64, f64)> = BTreeMap::new();
    for &Followed { people, from, until } in followed {
        for (&key, person) in people.iter().filter(|(_, person)| ages.contains(&person.age)) {
            let (time, happened) = time_to(charts, key, from, until, awaited);
            let cell = cells.entry((person.age, person.sex == Sex::Female, person.frailty as usize)).or_default();
            cell.0 += f64::from(happened);
            cell.1 += time;
        }
    }
    let cells: Vec<Cell> = cells
        .into_iter()
        .filter(|(_, (_, time))| *time > 0.0)
        .map(|((age, female, band), (events, time))| {
            let is = |frailty: Frailty| f64::from(u8::from(band == frailty as usize));
            let age = (f64::from(age) - MIDDLE) / DECADE;
            let bands = [is(Frailty::Mild), is(Frailty::Moderate), is(Frailty::Severe)];
            let covariates = [vec![1.0, age, f64::from(u8::from(female))], bands.to_vec()].concat();
            Cell { events, time, covariates }
        })
        .collect();
    let fitted = loglinear::fit(&cells)?;
    let [.., mild, moderate, severe] = fitted[..] else { return None };
    Some([mild, moderate, severe].map(libm::exp))
}

/// Years until it happens or can no longer be seen, and how often it happens: once at most, but for every admission.
fn time_to(charts: &Charts, key: u64, from: SimTime, until: SimTime, awaited: Awaited) -> (f64, u32) {
    let (end, died) = charts.follow(key, from, until);
    let years = end.since(from).years();
    let mut admissions = charts.of(key, from, end).iter().filter(|entry| entry.mark.admission());
    match awaited {
        Awaited::Death => (years, u32::from(died)),
        Awaited::Admission => admissions.next().map_or((years, 0), |entry| (entry.at.since(from).years(), 1)),
        Awaited::EveryAdmission => (years, admissions.count() as u32),
    }
}

/// The first age of a life table and the one from which it is open.
const TABLE: (usize, usize) = (65, 95);

/// Period life expectancy at 65 in years, of one sex; `None` if nobody of some age was there or nobody dies at the end.
pub fn life_expectancy(people: &Portraits, charts: &Charts, from: SimTime, until: SimTime, sex: Sex) -> Option<f64> {
    let ages = TABLE.1 - TABLE.0 + 1;
    let mut lived = vec![0.0; ages];
    let mut died = vec![0.0; ages];
    for (&key, person) in people.iter().filter(|(_, person)| person.sex == sex) {
        let (end, dies) = charts.follow(key, from, until);
        spread(person, from, end, &mut lived);
        if dies {
            died[row(person.exact_age(end))] += 1.0;
        }
    }
    table(&died, &lived)
}

fn row(age: f64) -> usize {
    (age as usize).clamp(TABLE.0, TABLE.1) - TABLE.0
}

/// Adds the years that a person lives from one moment to another to the ages at which they are lived.
fn spread(person: &Portrait, from: SimTime, end: SimTime, lived: &mut [f64]) {
    let (mut age, last) = (person.exact_age(from), person.exact_age(end));
    while age < last {
        let next = (age.floor() + 1.0).min(last);
        lived[row(age)] += next - age;
        age = next;
    }
}

/// Expectation of life at the first age, from deaths and years lived by single years, the last one open.
fn table(died: &[f64], lived: &[f64]) -> Option<f64> {
    let (mut alive, mut years) = (1.0, 0.0);
    let last = died.len().checked_sub(1)?;
    for (age, (&deaths, &time)) in died.iter().zip(lived).enumerate() {
        if time <= 0.0 {
            return None;
        }
        let rate = deaths / time;
        if age == last {
            return (rate > 0.0).then(|| years + alive / rate);
        }
        let left = alive * libm::exp(-rate);
        years += if rate > 0.0 { (alive - left) / rate } else { alive };
        alive = left;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fact::{DeathPlace, Fact, FactKind};
    use crate::model::people::traits::Trigger;
    use crate::time::Span;

    const YEAR_DAYS: u64 = 365;

    fn person(age: u32, sex: Sex, frailty: Frailty) -> Portrait {
        let born = -(f64::from(age) * 365.25 + 100.0) as i32;
        Portrait {
            age,
            born,
            sex,
            frailty,
            coded: frailty,
            conditions: 1,
            dementia: false,
            heart_failure: false,
            care_home: false,
            home_care: false,
            needs_help: false,
        }
    }

    fn day(day: u64) -> SimTime {
        SimTime::START + Span::days(day)
    }

    #[test]
    fn a_constant_rate_gives_its_inverse_as_expectation() {
        let ages = TABLE.1 - TABLE.0 + 1;
        let expected = table(&vec![5.0; ages], &vec![100.0; ages]).unwrap();
        assert!((expected - 20.0).abs() < 1e-9);
        assert_eq!(table(&[1.0, 0.0], &[10.0, 10.0]), None, "nobody dies at the end");
    }

    #[test]
    fn years_are_lived_at_the_age_at_which_they_are_lived() {
        let mut lived = vec![0.0; 31];
        let someone = person(70, Sex::Male, Frailty::Fit);
        spread(&someone, day(0), day(YEAR_DAYS), &mut lived);
        let first = 1.0 - 100.0 / 365.25;
        assert!((lived[5] - first).abs() < 0.01 && (lived[6] - (365.0 / 365.25 - first)).abs() < 0.01, "{lived:?}");
    }

    #[test]
    fn ratios_by_frailty_are_those_of_the_rates_and_admission_stops_the_clock() {
        let bands = [Frailty::Fit, Frailty::Mild, Frailty::Moderate, Frailty::Severe];
        let mut people = Portraits::new();
        let mut facts = Vec::new();
        // Of 100 people of each band, age and sex, so many are admitted at the very start, all others never.
        for (number, (band, admitted)) in bands.into_iter().zip([10, 20, 30, 40]).enumerate() {
            for k in 0..400_u64 {
                let key = number as u64 * 1000 + k;
                let sex = if k % 2 == 0 { Sex::Female } else { Sex::Male };
                people.insert(key, person(70 + 10 * (k as u32 / 2 % 2), sex, band));
                if k / 4 < admitted {
                    let kind = FactKind::Admitted { root: key, ordinal: 0, trigger: Trigger::Illness };
                    facts.push(Fact { at: day(0), key, kind });
                }
            }
        }
        facts.push(Fact { at: day(3), key: 0, kind: FactKind::Died(DeathPlace::Home) });
        let mut charts = Charts::default();
        charts.see(&facts);
        let year = [Followed { people: &people, from: day(0), until: day(YEAR_DAYS) }];
        let ratios = by_frailty(&year, &charts, &STUDIED, Awaited::Admission).unwrap();
        // Events over time at risk: a share p of admissions at once is p over 1 - p.
        let odds = |p: f64| p / (1.0 - p);
        for (ratio, p) in ratios.into_iter().zip([0.2, 0.3, 0.4]) {
            assert!((ratio / (odds(p) / odds(0.1)) - 1.0).abs() < 1e-6, "{ratios:?}");
        }
        assert_eq!(by_frailty(&year, &charts, &STUDIED, Awaited::Death), None, "one death in all");
        // Without the clock being stopped the shares stand over whole years, but for one life of three days.
        let all = by_frailty(&year, &charts, &STUDIED, Awaited::EveryAdmission).unwrap();
        assert!(all.iter().zip([2.0, 3.0, 4.0]).all(|(ratio, wanted)| (ratio / wanted - 1.0).abs() < 0.01), "{all:?}");
    }
}
