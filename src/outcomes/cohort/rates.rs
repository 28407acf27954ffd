//! Shares and rates of a cohort: fallers, readmission, falls that admit, who is at home again, who had care.

use crate::outcomes::cohort::chart::{Charts, Entry, Mark};
use crate::outcomes::cohort::portrait::{Portrait, Portraits};
use crate::time::{SimTime, Span};

/// Within this many days an admission counts as readmission.
const READMISSION_DAYS: u64 = 30;

/// Share of people for whom something is so; `NaN` where there is nobody.
pub fn share(people: &Portraits, of: impl Fn(&Portrait) -> bool, is: impl Fn(&Portrait) -> bool) -> f64 {
    let all: Vec<&Portrait> = people.values().filter(|person| of(person)).collect();
    all.iter().filter(|person| is(person)).count() as f64 / all.len() as f64
}

/// Share with at least one fall among those of an age or older who live at home, and are alive and here at the end.
pub fn fallers(people: &Portraits, charts: &Charts, from: SimTime, until: SimTime, youngest: u32) -> f64 {
    let asked = people.iter().filter(|(_, person)| !person.care_home && person.age >= youngest);
    let stayed = asked.filter(|(key, _)| charts.follow(**key, from, until).0 == until);
    let fell = stayed.map(|(&key, _)| charts.count(key, from, until, |mark| mark == Mark::Fell) > 0);
    let (fallers, all) = fell.fold((0_u32, 0_u32), |(fallers, all), fell| (fallers + u32::from(fell), all + 1));
    f64::from(fallers) / f64::from(all)
}

/// Falls a year of people of an age or older who live at home at the beginning, over the time for which they are followed.
pub fn falls(people: &Portraits, charts: &Charts, from: SimTime, until: SimTime, youngest: u32) -> f64 {
    let asked = people.iter().filter(|(_, person)| !person.care_home && person.age >= youngest);
    let of = asked.map(|(&key, _)| {
        let end = charts.follow(key, from, until).0;
        (charts.count(key, from, end, |mark| mark == Mark::Fell) as f64, end.since(from).years())
    });
    let (falls, years) = of.fold((0.0, 0.0), |(falls, years), (more, longer)| (falls + more, years + longer));
    falls / years
}

/// The lowest age from which on the people at home have at least this mean age.
pub fn youngest_with_mean_age(people: &Portraits, mean: f64) -> u32 {
    const OLDEST: u32 = 100;
    let mean_from = |youngest: u32| {
        let ages =
            people.values().filter(|person| !person.care_home && person.age >= youngest).map(|person| person.age);
        let (sum, all) = ages.fold((0.0, 0.0), |(sum, all), age| (sum + f64::from(age) + 0.5, all + 1.0));
        sum / all
    };
    let lowest = people.values().map(|person| person.age).min().unwrap_or(OLDEST);
    (lowest..OLDEST).find(|&age| mean_from(age) >= mean).unwrap_or(OLDEST)
}

/// Of emergency spells that end alive in a time, the share with another emergency admission within 30 days.
pub fn readmitted(charts: &Charts, from: SimTime, until: SimTime) -> f64 {
    let within = Span::days(READMISSION_DAYS);
    let (mut again, mut all) = (0_u32, 0_u32);
    for (_, entries) in charts.all() {
        for (number, entry) in entries.iter().enumerate() {
            let ends = matches!(entry.mark, Mark::LeftBed(_)) && (from..until).contains(&entry.at);
            // Whoever dies in a bed has left life first.
            let alive = !entries[..number].iter().any(|earlier| earlier.mark == Mark::Died);
            if ends && alive {
                all += 1;
                let later = &entries[number + 1..];
                let soon = |entry: &Entry| entry.mark.admission() && entry.at <= entries[number].at + within;
                again += u32::from(later.iter().any(soon));
            }
        }
    }
    f64::from(again) / f64::from(all)
}

/// How often something happens in a time, to anybody.
pub fn count(charts: &Charts, from: SimTime, until: SimTime, is: impl Fn(Mark) -> bool) -> f64 {
    charts.all().map(|(key, _)| charts.count(key, from, until, &is)).sum::<usize>() as f64
}

/// Of the crews that came in a time: how many for a fall, and how many in all.
pub fn crews(charts: &Charts, from: SimTime, until: SimTime) -> (f64, f64) {
    let (mut for_falls, mut all) = (0.0, 0.0);
    for (_, entries) in charts.all() {
        let mut of_fall = false;
        for entry in entries {
            match entry.mark {
                Mark::Sought(fall) => of_fall = fall,
                Mark::CrewCame if (from..until).contains(&entry.at) => {
                    all += 1.0;
                    for_falls += f64::from(u8::from(of_fall));
                }
                _ => {}
            }
        }
    }
    (for_falls, all)
}

/// Five-year ages from 65 on, 90 and over together, in the European Standard Population of 2013.
const STANDARD: [f64; 6] = [5500.0, 5000.0, 4000.0, 2500.0, 1500.0, 1000.0];

/// A yearly rate per person, directly standardised for age to the European Standard Population of 2013.
pub fn standardised(
    people: &Portraits,
    charts: &Charts,
    from: SimTime,
    until: SimTime,
    is: impl Fn(Mark) -> bool,
) -> f64 {
    let mut events = [0.0; STANDARD.len()];
    let mut years = [0.0; STANDARD.len()];
    for (&key, person) in people {
        let (end, _) = charts.follow(key, from, until);
        let middle = person.exact_age(from) + end.since(from).years() / 2.0;
        let band = ((middle - 65.0) / 5.0).clamp(0.0, STANDARD.len() as f64 - 1.0) as usize;
        events[band] += charts.count(key, from, until, &is) as f64;
        years[band] += end.since(from).years();
    }
    let rates = STANDARD.iter().zip(events.iter().zip(&years)).map(|(weight, (events, years))| weight * events / years);
    rates.sum::<f64>() / STANDARD.iter().sum::<f64>()
}

/// Whether a person is at home at a moment, and in no acute bed, bed for rehabilitation or care home, as far as the chart
/// from another moment on says; beds are followed from the beginning.
pub fn at_home(charts: &Charts, key: u64, since: SimTime, at: SimTime) -> bool {
    let entries = charts.of(key, since, at);
    let gone = |entry: &Entry| matches!(entry.mark, Mark::Died | Mark::MovedAway | Mark::EnteredCareHome);
    let to_bed = |mark: Mark| mark.admission() || mark == Mark::InRehabilitation;
    // Whoever came into a bed before the other moment and has not left it still lies there.
    let last = charts
        .of(key, SimTime::START, at)
        .iter()
        .rev()
        .map(|entry| entry.mark)
        .find(|&mark| to_bed(mark) || matches!(mark, Mark::LeftBed(_) | Mark::CameBack));
    !entries.iter().any(gone) && !last.is_some_and(to_bed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fact::{DeathPlace, Fact, FactKind};
    use crate::model::people::traits::{Acuity, Trigger, Whereabouts};

    fn day(day: u64) -> SimTime {
        SimTime::START + Span::days(day)
    }

    fn charts(facts: &[(u64, u64, FactKind)]) -> Charts {
        let mut charts = Charts::default();
        let facts: Vec<Fact> =
            facts.iter().map(|(at, key, kind)| Fact { at: day(*at), key: *key, kind: kind.clone() }).collect();
        charts.see(&facts);
        charts
    }

    fn admitted(root: u64) -> FactKind {
        FactKind::Admitted { root, ordinal: 0, trigger: Trigger::Illness }
    }

    const LEFT: FactKind = FactKind::LeftBed { stay: Span::days(2), delay: Span::ZERO };

    #[test]
    fn readmission_counts_live_ends_and_thirty_days() {
        let charts = charts(&[
            (1, 1, admitted(1)),
            (3, 1, LEFT),
            (20, 1, admitted(2)),
            (22, 1, LEFT),
            (60, 1, admitted(3)),
            (62, 1, FactKind::Died(DeathPlace::Hospital)),
            (62, 1, LEFT),
        ]);
        assert_eq!(readmitted(&charts, day(0), day(100)), 0.5);
        assert_eq!(readmitted(&charts, day(10), day(100)), 0.0);
    }

    #[test]
    fn a_crew_is_for_what_help_was_sought_for() {
        let sought = |trigger| FactKind::SoughtHelp { trigger, acuity: Acuity::Severe };
        let came = FactKind::CrewArrived { waited: Span::ZERO, conveyed: true, care_home: false };
        let charts = charts(&[
            (1, 1, sought(Trigger::Fall)),
            (1, 1, came.clone()),
            (9, 1, sought(Trigger::Illness)),
            (9, 1, came.clone()),
            (40, 1, came),
        ]);
        assert_eq!(crews(&charts, day(0), day(30)), (1.0, 2.0));
    }

    #[test]
    fn at_home_is_neither_dead_nor_in_a_home_nor_in_a_bed() {
        let charts = charts(&[
            (1, 1, LEFT),
            (10, 1, admitted(1)),
            (12, 1, LEFT),
            (1, 2, LEFT),
            (15, 2, admitted(2)),
            (5, 3, FactKind::EnteredCareHome),
            (1, 5, LEFT),
            (1, 5, FactKind::WentBack(Whereabouts::Rehabilitation)),
            (1, 6, LEFT),
            (1, 6, FactKind::WentBack(Whereabouts::Rehabilitation)),
            (12, 6, FactKind::WentBack(Whereabouts::Residence)),
        ]);
        let home = |key| at_home(&charts, key, day(2), day(16));
        assert!(home(1) && !home(2) && !home(3) && home(4) && !home(5) && home(6));
    }
}
