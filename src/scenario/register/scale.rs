//! The scale on which a parameter is moved: where a step of one size is about as much at either end of a range.

use super::Entry;

/// How a value becomes a number that may be moved freely, and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Logarithm, for rates, ratios and lengths of time.
    Log,
    /// Logarithm of the odds, for chances and shares.
    Logit,
    /// As it is.
    Plain,
}

impl Scale {
    /// The scale of a parameter, by its unit.
    pub fn of(entry: &Entry) -> Self {
        match entry.unit.as_str() {
            "probability" | "share" => Self::Logit,
            "coefficient" => Self::Plain,
            _ => Self::Log,
        }
    }

    /// Where a value lies on the scale.
    pub fn there(self, value: f64) -> f64 {
        match self {
            Self::Log => libm::log(value),
            Self::Logit => libm::log(value / (1.0 - value)),
            Self::Plain => value,
        }
    }

    /// The value that lies there.
    pub fn back(self, place: f64) -> f64 {
        match self {
            Self::Log => libm::exp(place),
            Self::Logit => 1.0 / (1.0 + libm::exp(-place)),
            Self::Plain => place,
        }
    }
}
