//! The values of a sweep's axis: a list, or a range with its ends and its steps.
//!
//! This room knows how a range is written and turned into values; what the values mean at their path is for others to
//! check.

use super::problem::Problems;
use super::section::Section;
use super::tree::{Node, Value};
use super::values::{whole, wrong_type};
use crate::units::{Refusal, split_text};

const LIST: &str = "values = [\"7 days\", \"14 days\"], or from, to and step (or steps)";
/// More values than anybody would run along one axis.
const MOST: f64 = 1000.0;
/// A range may miss a whole number of steps by so much, which is what decimal fractions lose.
const SLACK: f64 = 1e-9;

/// The values of an axis, every one with the place where it is written; empty, with a problem noted, if they are wrong.
pub fn values(axis: &Section, problems: &Problems) -> Vec<Node> {
    let keys = ["from", "to", "step", "steps"];
    let ranged = keys.map(|key| axis.item(key)).iter().any(Option::is_some);
    match (axis.item("values").map(|item| &item.node), ranged) {
        (Some(node), true) => {
            let help = "keep `values`, or keep from, to and step".to_string();
            problems.add(node.origin, "an axis has either a list of values or a range", help);
            Vec::new()
        }
        (Some(node), false) => problems.keep(node.origin, list(node)).unwrap_or_default(),
        (None, true) => range(axis, problems).unwrap_or_default(),
        (None, false) => {
            axis.missing("values", LIST);
            Vec::new()
        }
    }
}

fn list(node: &Node) -> Result<Vec<Node>, Refusal> {
    match &node.value {
        Value::List(nodes) if !nodes.is_empty() => Ok(nodes.clone()),
        _ => Err(wrong_type(node, "a list of at least one value, such as [\"7 days\", \"14 days\"]")),
    }
}

/// One end of a range, or its step: a number, and its unit where it has one.
#[derive(Clone, Debug, PartialEq)]
struct Amount {
    number: f64,
    unit: Option<String>,
    whole: bool,
}

fn amount(node: &Node) -> Result<Amount, Refusal> {
    const RIGHT: &str = "a number, or a number with its unit such as \"7 days\"";
    let (number, unit) = match &node.value {
        Value::Integer(number) => (*number as f64, None),
        Value::Float(number) => (*number, None),
        Value::Text(text) => match split_text(text) {
            Some((number, unit)) if !unit.is_empty() => (number, Some(unit)),
            _ => {
                return Err(Refusal {
                    reason: format!("`{text}` is not a quantity with its unit"),
                    right: RIGHT.into(),
                });
            }
        },
        _ => return Err(wrong_type(node, RIGHT)),
    };
    if !number.is_finite() {
        return Err(Refusal { reason: "this is not a finite number".into(), right: RIGHT.into() });
    }
    Ok(Amount { number, unit, whole: matches!(node.value, Value::Integer(_)) })
}

fn range(axis: &Section, problems: &Problems) -> Option<Vec<Node>> {
    let from = axis.required("from", amount, "from = \"7 days\"");
    let to = axis.required("to", amount, "to = \"28 days\"");
    let step = axis.optional("step", amount);
    let steps = axis.optional("steps", whole::<1, u32>);
    let (from, to) = (from?, to?);
    if axis.item("step").is_some() == axis.item("steps").is_some() {
        let help = "add step = \"7 days\" (how far from one value to the next) or steps = 3 (how many, so that there \
                    are four values)";
        problems.add(axis.origin(), "a range has either `step` or `steps`", help.to_string());
        return None;
    }
    for (key, other) in [("to", Some(&to)), ("step", step.as_ref())] {
        if other.is_some_and(|other| other.unit != from.unit) {
            let unit = from.unit.as_ref().map_or("no unit".to_string(), |unit| format!("the unit `{unit}`"));
            problems.add(axis.origin_of(key), format!("`from` has {unit} and `{key}` has not"), None);
            return None;
        }
    }
    let reach = to.number - from.number;
    let (number, key) = match (&step, steps) {
        (Some(step), _) => (reach / step.number, "step"),
        (_, steps) => (f64::from(steps?), "steps"),
    };
    let number = problems.keep(axis.origin_of(key), countable(number, &from, step.as_ref()))?;
    let whole_ends = from.whole && to.whole;
    let value = |k: u32| written(from.number + reach * f64::from(k) / f64::from(number), &from.unit, whole_ends);
    Some((0..=number).map(|k| Node { value: value(k), origin: axis.origin_of("from") }).collect())
}

/// How many steps a range has, from what the division of its reach says.
fn countable(steps: f64, from: &Amount, step: Option<&Amount>) -> Result<u32, Refusal> {
    let nearest = steps.round();
    let refuse = |reason: String, right: &str| Err(Refusal { reason, right: right.to_string() });
    if !steps.is_finite() || nearest < 1.0 {
        return refuse("the range does not lead from `from` to `to`".into(), "a step towards `to`");
    }
    if nearest >= MOST {
        return refuse(format!("the range has more than {MOST} values"), "longer steps");
    }
    if (steps - nearest).abs() > SLACK * nearest {
        let last = step.map_or(from.number, |step| from.number + steps.floor() * step.number);
        let reason = format!("the range is not a whole number of steps: the last before `to` is {}", rounded(last));
        return refuse(reason, "a `to` that is reached, or `steps` instead of `step`");
    }
    Ok(nearest as u32)
}

/// Twelve significant digits, so that steps of 0.1 lead to 0.3 and not beside it.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

fn written(number: f64, unit: &Option<String>, whole: bool) -> Value {
    let number = rounded(number);
    match unit {
        Some(unit) => Value::Text(format!("{number} {unit}")),
        None if whole && number.fract() == 0.0 => Value::Integer(number as i64),
        None => Value::Float(number),
    }
}
