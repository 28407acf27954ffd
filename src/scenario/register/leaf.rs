//! How a register value is written for the model's parameters, by the unit of its entry.

use crate::units::{
    Coefficient, Count, HoursPerWeek, Money, MoneyPerDay, MoneyPerHour, MoneyPerPersonYear, MoneyPerYear, OddsRatio,
    PerThousand, Period, Probability, Quantity, Rate, RateRatio, Ratio, Refusal, Share, Wte,
};
use toml::Value;

/// The word for a yes-or-no parameter, written 1 or 0 in the register and true or false in a scenario.
pub const SWITCH: &str = "switch";

type Check = fn(&Value) -> Result<(), Refusal>;

/// The leaf for the number `value` in `unit`: a bare number, or text with the unit.
pub fn value(unit: &str, value: f64) -> Value {
    match bare(unit) {
        _ if unit == SWITCH => Value::Boolean(value != 0.0),
        Some(_) if value.fract() == 0.0 && value.abs() < i32::MAX.into() => Value::Integer(value as i64),
        Some(_) => Value::Float(value),
        None => Value::String(format!("{value} {unit}")),
    }
}

/// Whether `value` is of the kind that `unit` names.
pub fn check(unit: &str, value: &Value) -> Result<(), Refusal> {
    match bare(unit).or_else(|| with_unit(unit)) {
        Some(check) => check(value),
        None => Err(Refusal { reason: format!("`{unit}` is no known unit"), right: "a unit of the register".into() }),
    }
}

/// The check for bare numbers, by the word that the register has for them.
fn bare(unit: &str) -> Option<Check> {
    Some(match unit {
        "probability" => quantity::<Probability>,
        "share" => quantity::<Share>,
        "ratio" => quantity::<Ratio>,
        "rate ratio" | "hazard ratio" => quantity::<RateRatio>,
        "odds ratio" => quantity::<OddsRatio>,
        "coefficient" => quantity::<Coefficient>,
        "count" => quantity::<Count>,
        SWITCH => switch,
        _ => return None,
    })
}

/// The check for quantities that are written with this unit.
fn with_unit(unit: &str) -> Option<Check> {
    fn owner<Q: Quantity>(unit: &str) -> Option<Check> {
        Q::UNITS.iter().any(|known| known.spelling == unit).then_some(quantity::<Q> as Check)
    }
    let owners = [
        owner::<Rate>,
        owner::<Period>,
        owner::<Money>,
        owner::<MoneyPerPersonYear>,
        owner::<MoneyPerYear>,
        owner::<MoneyPerDay>,
        owner::<MoneyPerHour>,
        owner::<Wte>,
        owner::<PerThousand>,
        owner::<HoursPerWeek>,
    ];
    owners.iter().find_map(|owner| owner(unit))
}

fn quantity<Q: Quantity>(value: &Value) -> Result<(), Refusal> {
    match value {
        Value::Integer(number) => Q::from_number(*number as f64).map(drop),
        Value::Float(number) => Q::from_number(*number).map(drop),
        Value::String(text) => Q::from_text(text).map(drop),
        other => Err(wrong_type(other, Q::FORM)),
    }
}

fn switch(value: &Value) -> Result<(), Refusal> {
    if value.is_bool() { Ok(()) } else { Err(wrong_type(value, "true or false")) }
}

fn wrong_type(value: &Value, right: &str) -> Refusal {
    Refusal { reason: format!("a value of type {} does not belong here", value.type_str()), right: right.to_string() }
}
