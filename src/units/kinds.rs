//! The kinds of quantity: chances, ratios, rates, lengths of time, money and supply.

use super::quantity::{Quantity, Refusal, Unit, checked};
use crate::time::{DAY, HOUR, MINUTE, Span, WEEK, YEAR};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeInclusive;

const ANY: RangeInclusive<f64> = f64::MIN..=f64::MAX;
const NOT_NEGATIVE: RangeInclusive<f64> = 0.0..=f64::MAX;
const UNIT_INTERVAL: RangeInclusive<f64> = 0.0..=1.0;
const BARE: &[Unit] = &[];
const MONTHS_PER_YEAR: f64 = 12.0;

const PERIOD_UNITS: &[Unit] = &[
    unit("years", YEAR as f64),
    unit("year", YEAR as f64),
    unit("months", YEAR as f64 / MONTHS_PER_YEAR),
    unit("month", YEAR as f64 / MONTHS_PER_YEAR),
    unit("days", DAY as f64),
    unit("day", DAY as f64),
    unit("weeks", WEEK as f64),
    unit("week", WEEK as f64),
    unit("hours", HOUR as f64),
    unit("hour", HOUR as f64),
    unit("min", MINUTE as f64),
    unit("minutes", MINUTE as f64),
    unit("minute", MINUTE as f64),
    unit("s", 1.0),
    unit("seconds", 1.0),
    unit("second", 1.0),
];

const RATE_UNITS: &[Unit] = &[
    unit("per year", 1.0),
    unit("per month", MONTHS_PER_YEAR),
    unit("per week", YEAR as f64 / WEEK as f64),
    unit("per day", YEAR as f64 / DAY as f64),
    unit("per hour", YEAR as f64 / HOUR as f64),
    unit("per 1000 per year", 1e-3),
    unit("per 1000 per month", 1e-3 * MONTHS_PER_YEAR),
    unit("per 1000 per week", 1e-3 * YEAR as f64 / WEEK as f64),
    unit("per 1000 per day", 1e-3 * YEAR as f64 / DAY as f64),
    unit("per 100000 per year", 1e-5),
];

const fn unit(spelling: &'static str, factor: f64) -> Unit {
    Unit { spelling, factor }
}

/// Defines a kind of quantity: one number in its canonical unit, with the accessor that names that unit.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $accessor:ident, $unit:literal, $range:expr, $units:expr, $form:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            #[doc = concat!("The value ", $unit, ".")]
            pub const fn $accessor(self) -> f64 {
                self.0
            }
        }

        impl Quantity for $name {
            const FORM: &'static str = $form;
            const UNITS: &'static [Unit] = $units;
            const RANGE: RangeInclusive<f64> = $range;

            fn new(value: f64) -> Result<Self, Refusal> {
                checked::<Self>(value).map(Self)
            }

            fn canonical(self) -> f64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.text())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if Self::UNITS.is_empty() { serializer.serialize_f64(self.0) } else { serializer.serialize_str(&self.text()) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(QuantityVisitor(PhantomData))
            }
        }
    };
}

quantity!(
    /// A probability, 0 to 1.
    Probability, get, "as a number from 0 to 1", UNIT_INTERVAL, BARE,
    "a probability from 0 to 1, without unit, such as 0.3"
);
quantity!(
    /// A part of a whole, 0 to 1.
    Share, get, "as a number from 0 to 1", UNIT_INTERVAL, BARE,
    "a share from 0 to 1, without unit, such as 0.3"
);
quantity!(
    /// How many times as large one thing is as another; not negative.
    Ratio, get, "as a number", NOT_NEGATIVE, BARE,
    "a ratio that is not negative, without unit, such as 1.4"
);
quantity!(
    /// A ratio of two rates or hazards; not negative.
    RateRatio, get, "as a number", NOT_NEGATIVE, BARE,
    "a rate ratio that is not negative, without unit, such as 0.77"
);
quantity!(
    /// A ratio of two odds; not negative.
    OddsRatio, get, "as a number", NOT_NEGATIVE, BARE,
    "an odds ratio that is not negative, without unit, such as 1.84"
);
quantity!(
    /// A coefficient of a linear predictor; any finite number.
    Coefficient, get, "as a number", ANY, BARE,
    "a finite number, without unit, such as -0.25"
);
quantity!(
    /// How many: beds, cases, visits. Fractions are means over several; not negative.
    Count, get, "as a number", NOT_NEGATIVE, BARE,
    "a number that is not negative, without unit, such as 12"
);
quantity!(
    /// How often something happens to one subject; not negative, held per mean year.
    Rate, per_year, "per year", NOT_NEGATIVE, RATE_UNITS,
    "a rate such as \"0.62 per year\", \"1.3 per day\" or \"85 per 1000 per year\""
);
quantity!(
    /// A length of time; not negative, held in seconds. A month is a twelfth of a mean year.
    Period, seconds, "in seconds", NOT_NEGATIVE, PERIOD_UNITS,
    "a length of time such as \"90 min\", \"2.5 hours\", \"7 days\", \"6 weeks\", \"9 months\" or \"3 years\""
);
quantity!(
    /// An amount of money, held in pounds; may be negative where a ledger subtracts.
    Money, gbp, "in pounds", ANY, &[unit("GBP", 1.0)],
    "an amount of money such as \"43742 GBP\""
);
quantity!(
    /// Money a year for each resident aged 65 and over; not negative.
    MoneyPerPersonYear, gbp_per_person_year, "in pounds per resident aged 65+ and year", NOT_NEGATIVE,
    &[unit("GBP per person per year", 1.0)],
    "money for each resident aged 65+ such as \"41 GBP per person per year\""
);
quantity!(
    /// Money a year, such as a salary with its on-costs; not negative.
    MoneyPerYear, gbp_per_year, "in pounds per year", NOT_NEGATIVE, &[unit("GBP per year", 1.0)],
    "a yearly amount such as \"43742 GBP per year\""
);
quantity!(
    /// Money for each day, such as the cost of a bed-day; not negative.
    MoneyPerDay, gbp_per_day, "in pounds per day", NOT_NEGATIVE, &[unit("GBP per day", 1.0)],
    "a daily amount such as \"395 GBP per day\""
);
quantity!(
    /// Money for each hour worked or bought; not negative.
    MoneyPerHour, gbp_per_hour, "in pounds per hour", NOT_NEGATIVE, &[unit("GBP per hour", 1.0)],
    "an hourly amount such as \"57 GBP per hour\""
);
quantity!(
    /// Staff in whole-time equivalents; not negative.
    Wte, wte, "in whole-time equivalents", NOT_NEGATIVE, &[unit("WTE", 1.0)],
    "staff that are not negative, in whole-time equivalents, such as \"3.6 WTE\""
);
quantity!(
    /// A supply for every 1,000 residents aged 65 and over; not negative.
    PerThousand, per_thousand, "per 1,000 residents aged 65+", NOT_NEGATIVE, &[unit("per 1000", 1.0)],
    "a supply per 1,000 residents aged 65+ such as \"9.15 per 1000\""
);
quantity!(
    /// Hours in a week, such as a full-time contract or a package of care; not negative.
    HoursPerWeek, hours_per_week, "in hours per week", NOT_NEGATIVE, &[unit("hours per week", 1.0)],
    "hours in a week such as \"37.5 hours per week\""
);

impl Period {
    /// The length in minutes.
    pub fn minutes(self) -> f64 {
        self.0 / MINUTE as f64
    }

    /// The length in hours.
    pub fn hours(self) -> f64 {
        self.0 / HOUR as f64
    }

    /// The length in days.
    pub fn days(self) -> f64 {
        self.0 / DAY as f64
    }

    /// The length in mean Gregorian years.
    pub fn years(self) -> f64 {
        self.0 / YEAR as f64
    }

    /// The nearest whole number of days, for what is counted in days (warm-up, horizon).
    pub fn whole_days(self) -> u64 {
        self.days().round() as u64
    }

    /// The length in whole ticks of simulated time, rounded to the nearest second.
    pub fn span(self) -> Span {
        Span::nearest_second(self.0)
    }
}

impl Rate {
    /// The mean number in one day.
    pub fn per_day(self) -> f64 {
        self.0 * DAY as f64 / YEAR as f64
    }
}

impl PerThousand {
    /// The supply for `residents` people aged 65 and over.
    pub fn of(self, residents: f64) -> f64 {
        const THOUSAND: f64 = 1000.0;
        self.0 * residents / THOUSAND
    }
}

/// Reads a quantity from a number or a text, by the rules of [`Quantity`].
struct QuantityVisitor<Q>(PhantomData<Q>);

impl<Q: Quantity> Visitor<'_> for QuantityVisitor<Q> {
    type Value = Q;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(Q::FORM)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Q, E> {
        Q::from_number(number).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Q, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Q, E> {
        self.visit_f64(number as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Q, E> {
        Q::from_text(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_in_their_canonical_unit() {
        assert_eq!(Period::from_text("90 min").map(Period::hours), Ok(1.5));
        assert_eq!(Period::from_text("6 weeks").map(Period::days), Ok(42.0));
        assert_eq!(Period::from_text("36 months").map(Period::years), Ok(3.0));
        assert_eq!(Period::from_text("12 months").map(Period::whole_days), Ok(365));
        assert_eq!(Period::from_text("90 s").map(Period::span), Ok(Span::seconds(90)));
        assert_eq!(Rate::from_text("85 per 1,000 per year").map(Rate::per_year), Ok(0.085));
        assert_eq!(Rate::from_text("1.5 per month").map(Rate::per_year), Ok(18.0));
        assert_eq!(Rate::from_text("1.3 per day").map(|r| (r.per_day() * 1e9).round()), Ok(1.3e9));
        assert_eq!(PerThousand::from_text("9.15 per 1000").map(|supply| supply.of(2000.0)), Ok(18.3));
        assert_eq!(Probability::from_number(0.3).map(Probability::get), Ok(0.3));
        assert_eq!(Wte::from_text("  3.6   wte ").map(Wte::wte), Ok(3.6));
    }

    #[test]
    fn nonsense_is_refused_with_a_reason_and_the_right_form() {
        let reason = |refusal: Refusal| refusal.reason;
        assert_eq!(Wte::from_text("-1 WTE").map_err(reason), Err("`-1 WTE` is less than 0".into()));
        assert_eq!(Probability::from_number(1.3).map_err(reason), Err("`1.3` is more than 1".into()));
        assert_eq!(Period::from_number(90.0).map_err(reason), Err("`90` has no unit".into()));
        assert_eq!(Period::from_text("90").map_err(reason), Err("`90` has no unit".into()));
        assert_eq!(
            Period::from_text("90 miles").map_err(reason),
            Err("`miles` is not a unit that belongs here".into())
        );
        assert_eq!(Period::from_text("soon").map_err(reason), Err("`soon` does not begin with a number".into()));
        assert_eq!(
            Rate::from_text("NaN per year").map_err(reason),
            Err("`NaN per year` is not a finite number".into())
        );
        assert_eq!(
            Period::from_text("1e307 years").map_err(reason),
            Err("`1e307 years` is too large to be held".into())
        );
        assert_eq!(
            Share::from_text("0.4 WTE").map_err(reason),
            Err("`0.4 WTE` has a unit where a bare number belongs".into())
        );
        assert!(Period::from_text("").unwrap_err().right.contains("90 min"));
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_bits() {
        for text in ["90 min", "9 months", "7 days", "1.5 s", "3 years", "0 s", "0.1 hours"] {
            let period = Period::from_text(text).unwrap();
            assert_eq!(Period::from_text(&period.text()), Ok(period), "{text} became {period}");
        }
        for text in ["0.62 per year", "0.02 per month", "1.3 per day", "85 per 1000 per year"] {
            let rate = Rate::from_text(text).unwrap();
            assert_eq!(Rate::from_text(&rate.text()), Ok(rate), "{text} became {rate}");
        }
        assert_eq!(Period::from_text("5400 s").unwrap().to_string(), "90 min");
        assert_eq!(Share::from_number(0.25).unwrap().to_string(), "0.25");
        assert_eq!(Money::from_text("-41.5 GBP").unwrap().to_string(), "-41.5 GBP");
    }

    #[test]
    fn serde_follows_the_same_rules() {
        let period: Period = serde_json::from_str("\"9 months\"").unwrap();
        assert_eq!(serde_json::to_string(&period).unwrap(), "\"9 months\"");
        let share: Share = serde_json::from_str("1").unwrap();
        assert_eq!(serde_json::to_string(&share).unwrap(), "1.0");
        let refused = serde_json::from_str::<Wte>("3.6").unwrap_err().to_string();
        assert!(refused.starts_with("`3.6` has no unit; expected staff"), "{refused}");
    }
}
