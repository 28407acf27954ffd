//! Smoke alarms: what comes out of usual care lies where England lies, within bands so wide that only a broken model
//! leaves them. This is no validation.

use crate::support::{count, facts, figures, parameters, warmed_up};
use mdtsim::model::fact::{Census, Fact, FactKind};

const YEARS: f64 = 2.0;

#[test]
fn usual_care_gives_about_the_rates_of_england() {
    let mut place = warmed_up(&parameters(&[]), &figures(6_000), 4, 365, 730);
    let history = facts(&mut place);
    let census: Vec<Census> = history
        .iter()
        .filter_map(|fact: &Fact| if let FactKind::Census(census) = &fact.kind { Some(**census) } else { None })
        .collect();
    let person_years = census.iter().map(|day| f64::from(day.alive)).sum::<f64>() / census.len() as f64 * YEARS;
    let per_1000 = |of: fn(&FactKind) -> bool| count(&history, of) as f64 / person_years * 1_000.0;
    // Hospital Episode Statistics: emergency admissions of people aged 65+ per 1,000 residents a year.
    let admissions = per_1000(|kind| matches!(kind, FactKind::Admitted { .. }));
    // Office for National Statistics, deaths registered in England: ages 65+ per 1,000 residents a year.
    let deaths = per_1000(|kind| matches!(kind, FactKind::Died(_)));
    // English Longitudinal Study of Ageing and the reviews behind the falls rows of the evidence, per person-year.
    let falls = per_1000(|kind| matches!(kind, FactKind::Fell)) / 1_000.0;
    // NHS England, general and acute bed occupancy.
    let beds = f64::from(place.beds());
    let occupancy = census.iter().map(|day| f64::from(day.beds_in_use)).sum::<f64>() / census.len() as f64 / beds;
    let seen = format!("admissions {admissions:.0}, deaths {deaths:.1}, falls {falls:.2}, occupancy {occupancy:.3}");
    println!("{seen}");
    assert!((200.0..=280.0).contains(&admissions), "{seen}");
    assert!((38.0..=52.0).contains(&deaths), "{seen}");
    assert!((0.55..=0.8).contains(&falls), "{seen}");
    assert!((0.85..=0.99).contains(&occupancy), "{seen}");
}
