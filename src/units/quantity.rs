//! What all quantities share: reading from text or number, refusing nonsense, and writing back.

use std::ops::RangeInclusive;

/// One spelling of a unit and how many canonical units it makes.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// As written after the number, such as `per 1000 per year`.
    pub spelling: &'static str,
    /// Canonical units in one of these.
    pub factor: f64,
}

/// Why a value was refused, and what would be right; both are for people to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}; expected {right}")]
pub struct Refusal {
    /// What is wrong with the value, such as `-3 min is less than zero`.
    pub reason: String,
    /// What a right value looks like, such as `a length of time such as "90 min"`.
    pub right: String,
}

/// A number with a unit that a file can state.
pub trait Quantity: Copy {
    /// How a right value looks, in words.
    const FORM: &'static str;
    /// Spellings of the unit, the canonical one (factor 1) among them. Empty for bare numbers.
    const UNITS: &'static [Unit];
    /// Values that make sense, in the canonical unit.
    const RANGE: RangeInclusive<f64>;

    /// The quantity of `value` canonical units.
    ///
    /// # Errors
    /// When the value is not finite or outside [`Self::RANGE`].
    fn new(value: f64) -> Result<Self, Refusal>;

    /// The value in the canonical unit.
    fn canonical(self) -> f64;

    /// The quantity as it would be written in a file; reading it back gives the same bits.
    fn text(self) -> String {
        let value = self.canonical();
        let whole = |unit: &&Unit| unit.factor >= 1.0 && (value / unit.factor).fract() == 0.0 && value != 0.0;
        let exact = |unit: &&Unit| value / unit.factor * unit.factor == value;
        let unit = Self::UNITS.iter().find(|unit| whole(unit) && exact(unit));
        match unit.or(Self::UNITS.iter().find(|unit| unit.factor == 1.0)) {
            Some(unit) => format!("{} {}", value / unit.factor, unit.spelling),
            None => value.to_string(),
        }
    }

    /// Reads a bare number, as files write shares, ratios and coefficients.
    ///
    /// # Errors
    /// When the quantity needs a unit, or the value makes no sense.
    fn from_number(number: f64) -> Result<Self, Refusal> {
        if !Self::UNITS.is_empty() {
            return Err(refusal::<Self>(format!("`{number}` has no unit")));
        }
        Self::new(number)
    }

    /// Reads a number followed by a unit, such as `90 min`; a bare number in text suits quantities without unit.
    ///
    /// # Errors
    /// When the number or the unit cannot be read, or the value makes no sense.
    fn from_text(text: &str) -> Result<Self, Refusal> {
        let Some((number, unit)) = split_text(text) else {
            return Err(refusal::<Self>(format!("`{}` does not begin with a number", text.trim())));
        };
        if unit.is_empty() {
            return Self::from_number(number);
        }
        if Self::UNITS.is_empty() {
            return Err(refusal::<Self>(format!("`{}` has a unit where a bare number belongs", text.trim())));
        }
        match Self::UNITS.iter().find(|known| known.spelling.eq_ignore_ascii_case(&unit)) {
            Some(known) => Self::new(number * known.factor).map_err(|_| out_of_range::<Self>(number, text.trim())),
            None => Err(refusal::<Self>(format!("`{unit}` is not a unit that belongs here"))),
        }
    }
}

/// Splits `"0.62 per year"` into the number and the unit, spaces tidied; `None` when no number comes first.
pub fn split_text(text: &str) -> Option<(f64, String)> {
    let mut words = text.split_whitespace();
    let number = words.next()?.parse().ok()?;
    Some((number, words.collect::<Vec<_>>().join(" ").replace("1,000", "1000")))
}

/// `value` if it makes sense for `Q`; used by the constructors of the kinds.
pub(super) fn checked<Q: Quantity>(value: f64) -> Result<f64, Refusal> {
    if Q::RANGE.contains(&value) && value.is_finite() {
        Ok(value + 0.0)
    } else {
        Err(out_of_range::<Q>(value, &value.to_string()))
    }
}

fn out_of_range<Q: Quantity>(number: f64, shown: &str) -> Refusal {
    let bound = if !number.is_finite() {
        "not a finite number".to_string()
    } else if number < *Q::RANGE.start() {
        format!("less than {}", Q::RANGE.start())
    } else if number > *Q::RANGE.end() {
        format!("more than {}", Q::RANGE.end())
    } else {
        "too large to be held".to_string()
    };
    refusal::<Q>(format!("`{shown}` is {bound}"))
}

fn refusal<Q: Quantity>(reason: String) -> Refusal {
    Refusal { reason, right: Q::FORM.to_string() }
}
