//! Moments and lengths of time in four bytes, for what a place has by the hundred thousand.

use super::{SimTime, Span};

/// A moment in four bytes: whole seconds within 136 years of the start, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortTime(u32);

/// A length of time in four bytes: whole seconds, at most 136 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortSpan(u32);

impl ShortTime {
    /// Later than every moment that fits.
    pub const NEVER: ShortTime = ShortTime(u32::MAX);

    /// This moment, or never if it is later than all that fit.
    #[inline]
    pub fn of(at: SimTime) -> Self {
        Self(at.ticks().min(u32::MAX.into()) as u32)
    }

    /// The moment.
    #[inline]
    pub fn time(self) -> SimTime {
        if self == Self::NEVER { SimTime::NEVER } else { SimTime::from_ticks(self.0.into()) }
    }
}

impl ShortSpan {
    /// No time at all.
    pub const ZERO: ShortSpan = ShortSpan(0);

    /// This length, or the longest that fits.
    #[inline]
    pub fn of(span: Span) -> Self {
        Self(span.ticks().min(u32::MAX.into()) as u32)
    }

    /// The length.
    #[inline]
    pub fn span(self) -> Span {
        Span::seconds(self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;

    #[test]
    fn what_fits_comes_back_and_the_rest_is_never() {
        for at in [SimTime::START, SimTime::from_ticks(1), SimTime::from_ticks(40_000 * DAY), SimTime::NEVER] {
            assert_eq!(ShortTime::of(at).time(), at);
        }
        assert_eq!(ShortTime::of(SimTime::from_ticks(1 << 33)), ShortTime::NEVER);
        assert_eq!(ShortSpan::of(Span::days(9)).span(), Span::days(9));
        assert_eq!(ShortSpan::of(Span::days(1_000_000)).span(), Span::seconds(u32::MAX.into()));
    }
}
