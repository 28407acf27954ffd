//! How a register value is written for the model's parameters, by the unit of its entry.

use crate::units::{
    Coefficient, Count, HoursPerWeek, Money, MoneyPerDay, MoneyPerHour, MoneyPerPersonYear, MoneyPerYear, OddsRatio,
    PerThousand, Period, Probability, Quantity, Rate, RateRatio, Ratio, Refusal, Share, Wte,
};
use toml::Value;

/// The word for a yes-or-no parameter, written 1 or 0 in the register and true or false in a scenario.
pub const SWITCH: &str = "switch";

/// Reads a value; what it comes to in the first unit of its kind.
type Read = fn(&Value) -> Result<f64, Refusal>;

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
    read(unit, value).map(drop)
}

/// How many of `unit` a value of a scenario makes.
///
/// # Errors
/// When it is not of the kind that `unit` names.
pub fn number(unit: &str, written: &Value) -> Result<f64, Refusal> {
    Ok(read(unit, written)? / read(unit, &value(unit, 1.0))?)
}

fn read(unit: &str, value: &Value) -> Result<f64, Refusal> {
    match bare(unit).or_else(|| with_unit(unit)) {
        Some(read) => read(value),
        None => Err(Refusal { reason: format!("`{unit}` is no known unit"), right: "a unit of the register".into() }),
    }
}

/// How bare numbers are read, by the word that the register has for them.
fn bare(unit: &str) -> Option<Read> {
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

/// How quantities are read that are written with this unit.
fn with_unit(unit: &str) -> Option<Read> {
    fn owner<Q: Quantity>(unit: &str) -> Option<Read> {
        Q::UNITS.iter().any(|known| known.spelling == unit).then_some(quantity::<Q> as Read)
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

fn quantity<Q: Quantity>(value: &Value) -> Result<f64, Refusal> {
    match value {
        Value::Integer(number) => Q::from_number(*number as f64).map(Q::canonical),
        Value::Float(number) => Q::from_number(*number).map(Q::canonical),
        Value::String(text) => Q::from_text(text).map(Q::canonical),
        other => Err(wrong_type(other, Q::FORM)),
    }
}

fn switch(value: &Value) -> Result<f64, Refusal> {
    value.as_bool().map(|on| f64::from(u8::from(on))).ok_or_else(|| wrong_type(value, "true or false"))
}

fn wrong_type(value: &Value, right: &str) -> Refusal {
    Refusal { reason: format!("a value of type {} does not belong here", value.type_str()), right: right.to_string() }
}
