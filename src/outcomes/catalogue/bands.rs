//! Outcomes by frailty band: the band that somebody was in when it happened, over the days lived in it.

use super::{Bill, Row, row};
use crate::model::people::traits::Frailty;
use crate::outcomes::figures::{DAYS_A_YEAR, Figures, THOUSAND, ratio};
use crate::outcomes::metric::Direction::Lower;

const OF_BAND: &str = "per 1,000 people of the band a year";
const FIT: usize = Frailty::Fit as usize;
const MILD: usize = Frailty::Mild as usize;
const MODERATE: usize = Frailty::Moderate as usize;
const SEVERE: usize = Frailty::Severe as usize;

/// Falls and fractures by frailty band, fittest first.
pub(super) const BANDS: &[Row] = &[
    row("falls_fit_per_1000", "Falls of the fit", OF_BAND, Lower, 1, falls::<FIT>),
    row("falls_mild_per_1000", "Falls of the mildly frail", OF_BAND, Lower, 1, falls::<MILD>),
    row("falls_moderate_per_1000", "Falls of the moderately frail", OF_BAND, Lower, 1, falls::<MODERATE>),
    row("falls_severe_per_1000", "Falls of the severely frail", OF_BAND, Lower, 1, falls::<SEVERE>),
    row("fractures_fit_per_1000", "Fractures from falls of the fit", OF_BAND, Lower, 2, fractures::<FIT>),
    row("fractures_mild_per_1000", "Fractures from falls of the mildly frail", OF_BAND, Lower, 2, fractures::<MILD>),
    row(
        "fractures_moderate_per_1000",
        "Fractures from falls of the moderately frail",
        OF_BAND,
        Lower,
        2,
        fractures::<MODERATE>,
    ),
    row(
        "fractures_severe_per_1000",
        "Fractures from falls of the severely frail",
        OF_BAND,
        Lower,
        2,
        fractures::<SEVERE>,
    ),
];

fn falls<const BAND: usize>(figures: &Figures, _: &Bill) -> f64 {
    each(figures, figures.lives.falls[BAND], BAND)
}

fn fractures<const BAND: usize>(figures: &Figures, _: &Bill) -> f64 {
    each(figures, figures.lives.fractures[BAND], BAND)
}

/// A count a year for every 1,000 people of a band, per day lived in it.
fn each(figures: &Figures, count: u64, band: usize) -> f64 {
    ratio(count as f64 * THOUSAND, figures.nights.by_frailty[band] as f64 / DAYS_A_YEAR)
}
