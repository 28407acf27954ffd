//! Outcomes by frailty band: the band that somebody was in when it happened, over the days lived in it.

use super::{Row, row};
use crate::model::people::traits::Frailty::{self, Fit, Mild, Moderate, Severe};
use crate::outcomes::figures::{DAYS_A_YEAR, Figures, THOUSAND, ratio};
use crate::outcomes::metric::Direction::Lower;

const OF_BAND: &str = "per 1,000 people of the band a year";

/// Falls and fractures by frailty band, fittest first.
pub(super) const BANDS: &[Row] = &[
    row("falls_fit_per_1000", "Falls of the fit", OF_BAND, Lower, 1, |f, _| each(f, &f.lives.falls, Fit)),
    row("falls_mild_per_1000", "Falls of the mildly frail", OF_BAND, Lower, 1, |f, _| each(f, &f.lives.falls, Mild)),
    row("falls_moderate_per_1000", "Falls of the moderately frail", OF_BAND, Lower, 1, |f, _| {
        each(f, &f.lives.falls, Moderate)
    }),
    row("falls_severe_per_1000", "Falls of the severely frail", OF_BAND, Lower, 1, |f, _| {
        each(f, &f.lives.falls, Severe)
    }),
    row("fractures_fit_per_1000", "Fractures from falls of the fit", OF_BAND, Lower, 2, |f, _| {
        each(f, &f.lives.fractures, Fit)
    }),
    row("fractures_mild_per_1000", "Fractures from falls of the mildly frail", OF_BAND, Lower, 2, |f, _| {
        each(f, &f.lives.fractures, Mild)
    }),
    row("fractures_moderate_per_1000", "Fractures from falls of the moderately frail", OF_BAND, Lower, 2, |f, _| {
        each(f, &f.lives.fractures, Moderate)
    }),
    row("fractures_severe_per_1000", "Fractures from falls of the severely frail", OF_BAND, Lower, 2, |f, _| {
        each(f, &f.lives.fractures, Severe)
    }),
];

/// A count a year for every 1,000 people of a band, per day lived in it.
fn each(figures: &Figures, counts: &[u64; 4], band: Frailty) -> f64 {
    let years = figures.nights.by_frailty[band as usize] as f64 / DAYS_A_YEAR;
    ratio(counts[band as usize] as f64 * THOUSAND, years)
}
