//! Referrals that wait for too long lapse, and a line that is asked for more than it can do comes to rest.

use crate::support::{facts, figures, parameters, warmed_up};
use mdtsim::model::design::NeedDomain;
use mdtsim::model::fact::{Errand, Fact, FactKind};
use mdtsim::time::DAY;
use std::collections::BTreeSet;

const FUNCTION: usize = NeedDomain::Function as usize;
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// A history of a place with few physiotherapists, where referrals last for so many months in the mean.
fn scarce(months: u32, days: u64) -> Vec<Fact> {
    let lasts = format!("{months} months");
    let few = parameters(&[
        ("services.physiotherapists", "0.4 per 1000".into()),
        ("needs.lapses_after", lasts.as_str().into()),
    ]);
    facts(&mut warmed_up(&few, &figures(10_000), 3, 1, days))
}

/// Waits, in days, of the referrals for physiotherapy that came to be served, and of those that had lapsed by then.
fn waits(history: &[Fact]) -> (Vec<f64>, Vec<f64>) {
    let days = |waited: mdtsim::time::Span| waited.ticks() as f64 / DAY as f64;
    let (mut served, mut lapsed) = (Vec::new(), Vec::new());
    for fact in history {
        match fact.kind {
            FactKind::Contact { errand: Errand::Need(domain), visit: Some(visit), by, .. }
                if usize::from(domain) == FUNCTION && !by.team =>
            {
                served.push(days(visit.waited));
            }
            FactKind::ReferralLapsed { domain, waited } if domain == FUNCTION => lapsed.push(days(waited)),
            _ => {}
        }
    }
    (served, lapsed)
}

#[test]
fn as_many_referrals_lapse_as_their_waits_make_likely() {
    const MONTHS: u32 = 6;
    let (served, lapsed) = waits(&scarce(MONTHS, 900));
    let lasts = f64::from(MONTHS) * DAYS_A_MONTH;
    // How long somebody's turn takes to come does not hang on their own patience.
    let chances = || served.iter().chain(&lapsed).map(|waited| 1.0 - libm::exp(-waited / lasts));
    let (likely, deviation) = (chances().sum::<f64>(), chances().map(|p| p * (1.0 - p)).sum::<f64>().sqrt());
    assert!(lapsed.len() > 100, "{} lapsed, {} served", lapsed.len(), served.len());
    assert!((lapsed.len() as f64 - likely).abs() < 4.0 * deviation, "{} for {likely} +- {deviation}", lapsed.len());
}

#[test]
fn a_scarce_line_comes_to_rest_and_sooner_where_people_wait_less_long() {
    let late_and_early = |months| {
        let history = scarce(months, 1_460);
        let mean = |from: u64, to: u64| {
            let within = |fact: &&Fact| (from..to).contains(&fact.at.day());
            let (served, _) = waits(&history.iter().filter(within).cloned().collect::<Vec<_>>());
            served.iter().sum::<f64>() / served.len() as f64
        };
        (mean(1_095, 1_460), mean(730, 1_095))
    };
    let (patient, impatient) = (late_and_early(24), late_and_early(6));
    assert!(impatient.0 < 0.8 * patient.0, "{impatient:?} and {patient:?} days");
    assert!(impatient.0 < 1.15 * impatient.1, "still growing: {impatient:?} days");
}

#[test]
fn usual_care_notices_anew_what_lapsed() {
    let history = scarce(6, 1_095);
    let mut lapsed = BTreeSet::new();
    let mut again = BTreeSet::new();
    for Fact { key, kind, .. } in &history {
        match *kind {
            FactKind::ReferralLapsed { domain: FUNCTION, .. } => {
                lapsed.insert(*key);
            }
            FactKind::Contact { errand: Errand::Need(domain), .. }
                if usize::from(domain) == FUNCTION && lapsed.contains(key) =>
            {
                again.insert(*key);
            }
            _ => {}
        }
    }
    assert!(again.len() > 20, "{} of {} were seen after a referral had lapsed", again.len(), lapsed.len());
}
