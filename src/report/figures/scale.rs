//! A linear axis: from values to places on the picture, and round numbers to mark it with.

/// Values `from..=to` laid on positions `start..=end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    /// A scale that covers all of `values` and zero, with a little air; never of no width.
    pub fn covering(values: impl IntoIterator<Item = f64>, start: f64, end: f64) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let air = if high > low { 0.05 * (high - low) } else { 1.0 };
        Self { from: low - air, to: high + air, start, end }
    }

    /// A scale from exactly `from` to exactly `to`.
    pub fn exact(from: f64, to: f64, start: f64, end: f64) -> Self {
        let to = if to > from { to } else { from + 1.0 };
        Self { from, to, start, end }
    }

    /// Position of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / (self.to - self.from) * (self.end - self.start)
    }

    /// First and last position.
    pub fn ends(&self) -> (f64, f64) {
        (self.start, self.end)
    }

    /// Round values within the scale, about `wanted` of them and never one alone, and the digits they need.
    pub fn ticks(&self, wanted: usize) -> (Vec<f64>, usize) {
        let (mut step, mut digits) = round_step((self.to - self.from) / wanted.max(1) as f64);
        if self.rounds(step).count() < 2 {
            (step, digits) = round_step(step / 2.5);
        }
        (self.rounds(step).map(|tick| tick as f64 * step).collect(), digits)
    }

    /// Multiples of `step` within the scale.
    fn rounds(&self, step: f64) -> std::ops::RangeInclusive<i64> {
        (self.from / step).ceil() as i64..=(self.to / step).floor() as i64
    }
}

/// The smallest of 1, 2, 5, 10, … that is not below `raw`, and the digits it needs after the point.
fn round_step(raw: f64) -> (f64, usize) {
    let mut decade = 1.0;
    let mut digits = 0;
    while decade < raw {
        decade *= 10.0;
    }
    while decade / 10.0 >= raw && digits < 9 {
        decade /= 10.0;
        digits += 1;
    }
    // Now decade / 10 < raw <= decade.
    for part in [0.2, 0.5] {
        if part * decade >= raw {
            let finer = if decade > 1.0 { 0 } else { digits + 1 };
            return (part * decade, finer);
        }
    }
    (decade, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let (ticks, digits) = Scale::exact(-3.2, 7.1, 0.0, 100.0).ticks(5);
        assert_eq!(ticks, [0.0, 5.0]);
        assert_eq!(digits, 0);
        let (ticks, digits) = Scale::exact(0.0, 0.55, 0.0, 100.0).ticks(5);
        assert_eq!(ticks.len(), 3);
        assert_eq!((ticks[1], digits), (0.2, 1));
        let (ticks, digits) = Scale::exact(-0.9, 0.9, 0.0, 100.0).ticks(2);
        assert_eq!((ticks, digits), (vec![-0.5, 0.0, 0.5], 1), "0 alone says nothing of the scale");
        assert_eq!(round_step(1.0), (1.0, 0));
        assert_eq!(round_step(14.0), (20.0, 0));
        assert_eq!(round_step(0.03).1, 2);
    }

    #[test]
    fn zero_is_always_shown_and_nothing_divides_by_nothing() {
        let scale = Scale::covering([2.0, 5.0], 0.0, 100.0);
        assert!(scale.at(0.0) > 0.0 && scale.at(5.0) < 100.0);
        let scale = Scale::covering([f64::NAN], 0.0, 100.0);
        assert!(scale.at(0.0).is_finite());
        let scale = Scale::covering([-5.0, -2.0], 0.0, 100.0);
        assert!(scale.at(0.0) < 100.0 && scale.at(-5.0) > 0.0);
    }
}
