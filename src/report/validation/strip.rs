//! A strip: the published interval and the model's on one scale, as parts of its length. Knows no page.

use crate::analysis::validation::Row;

/// Room left free at either end, as part of the span of all that is shown.
const MARGIN: f64 = 0.08;
/// Length of a strip, in the units of its drawing.
pub(super) const LENGTH: f64 = 240.0;

/// Where things lie on a strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Strip {
    /// Beginning and length of the published interval.
    pub target: [f64; 2],
    /// Beginning and length of the model's interval.
    pub model: [f64; 2],
    /// Where the model's mean lies.
    pub mean: f64,
}

impl Strip {
    /// Of a row that has both; `None` otherwise.
    pub fn of(row: &Row) -> Option<Self> {
        let (low, high) = (row.target.low?, row.target.high?);
        let figure = row.model?;
        let ends = figure.interval.map_or([figure.mean; 2], |interval| [interval.low, interval.high]);
        let all = [low, high, ends[0], ends[1], figure.mean];
        let from = all.into_iter().fold(f64::INFINITY, f64::min);
        let until = all.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let margin = (until - from).max(f64::MIN_POSITIVE) * MARGIN;
        let span = until - from + 2.0 * margin;
        let at = |value: f64| (value - from + margin) / span * LENGTH;
        Some(Self {
            target: [at(low), at(high) - at(low)],
            model: [at(ends[0]), at(ends[1]) - at(ends[0])],
            mean: at(figure.mean),
        })
    }
}
