//! Reading single values: each function takes a node and gives the value or says what would have been right.

use super::tree::{Node, Value};
use crate::model::design::Hours;
use crate::scenario::suggest::did_you_mean;
use crate::units::{Choice, Quantity, Refusal};
use jiff::civil::Date;

/// A quantity: text with a unit, or a bare number where the quantity has none.
pub fn quantity<Q: Quantity>(node: &Node) -> Result<Q, Refusal> {
    match &node.value {
        Value::Integer(number) => Q::from_number(*number as f64),
        Value::Float(number) => Q::from_number(*number),
        Value::Text(text) if Q::UNITS.is_empty() => {
            Err(Refusal { reason: format!("`{text}` is text where a bare number belongs"), right: Q::FORM.to_string() })
        }
        Value::Text(text) => Q::from_text(text),
        _ => Err(wrong_type(node, Q::FORM)),
    }
}

/// A quantity that is more than zero.
pub fn positive<Q: Quantity>(node: &Node) -> Result<Q, Refusal> {
    let value: Q = quantity(node)?;
    if value.canonical() > 0.0 {
        return Ok(value);
    }
    Err(Refusal { reason: "this must be more than zero".to_string(), right: Q::FORM.to_string() })
}

/// One of a closed set of words.
pub fn choice<C: Choice>(node: &Node) -> Result<C, Refusal> {
    let right = || format!("one of: {}", C::words());
    let Value::Text(word) = &node.value else { return Err(wrong_type(node, &right())) };
    C::from_word(word).ok_or_else(|| {
        let near = did_you_mean(word, C::ALL.iter().map(|choice| choice.word()));
        let near = near.map(|near| format!("; {near}")).unwrap_or_default();
        Refusal { reason: format!("`{word}` is not known here"), right: right() + &near }
    })
}

/// Text that is not blank.
pub fn text(node: &Node) -> Result<String, Refusal> {
    match &node.value {
        Value::Text(text) if !text.trim().is_empty() => Ok(text.clone()),
        Value::Text(_) => Err(Refusal { reason: "this text is empty".into(), right: "some text".into() }),
        _ => Err(wrong_type(node, "text in quotes")),
    }
}

/// A name in kebab-case.
pub fn id(node: &Node) -> Result<String, Refusal> {
    const RIGHT: &str = "a name of small letters, digits and hyphens, such as \"usual-care\"";
    let Value::Text(id) = &node.value else { return Err(wrong_type(node, RIGHT)) };
    if is_id(id) {
        return Ok(id.clone());
    }
    Err(Refusal { reason: format!("`{id}` is not a name in kebab-case"), right: RIGHT.to_string() })
}

/// Whether `id` is in kebab-case.
pub fn is_id(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split('-').all(part)
}

/// True or false.
pub fn boolean(node: &Node) -> Result<bool, Refusal> {
    if let Value::Boolean(truth) = node.value { Ok(truth) } else { Err(wrong_type(node, "true or false")) }
}

/// A whole number from `LEAST` up.
pub fn whole<const LEAST: u64, T: TryFrom<u64>>(node: &Node) -> Result<T, Refusal> {
    let right = format!("a whole number, {LEAST} or more, such as 20");
    let Value::Integer(number) = node.value else { return Err(wrong_type(node, &right)) };
    let value = u64::try_from(number).ok().filter(|&value| value >= LEAST);
    let Some(value) = value else {
        return Err(Refusal { reason: format!("`{number}` is less than {LEAST}"), right });
    };
    T::try_from(value).map_err(|_| Refusal { reason: format!("`{number}` is too large"), right })
}

/// A date, as a TOML date or in quotes.
pub fn date(node: &Node) -> Result<Date, Refusal> {
    const RIGHT: &str = "a date such as \"2027-04-01\"";
    let (Value::Text(text) | Value::Date(text)) = &node.value else { return Err(wrong_type(node, RIGHT)) };
    let refused = || Refusal { reason: format!("`{text}` is not a date"), right: RIGHT.to_string() };
    if text.len() == "2027-04-01".len() { text.parse().map_err(|_| refused()) } else { Err(refused()) }
}

/// Working hours such as `Mon-Fri 08:00-18:00`, in whole hours of one day.
pub fn hours(node: &Node) -> Result<Hours, Refusal> {
    const RIGHT: &str = "days and whole hours such as \"Mon-Fri 08:00-18:00\" or \"Mon-Sun 08:00-20:00\"";
    let Value::Text(text) = &node.value else { return Err(wrong_type(node, RIGHT)) };
    parse_hours(text)
        .ok_or_else(|| Refusal { reason: format!("`{text}` does not say days and hours"), right: RIGHT.to_string() })
}

fn parse_hours(text: &str) -> Option<Hours> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const LAST_HOUR: u8 = 24;
    let hour = |text: &str| text.strip_suffix(":00")?.parse::<u8>().ok().filter(|&hour| hour <= LAST_HOUR);
    let day = |text: &str| DAYS.iter().position(|day| day.eq_ignore_ascii_case(text));
    let (days, hours) = text.trim().split_once(' ')?;
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (from, to) = hours.trim().split_once('-')?;
    let (first, last, from, to) = (day(first)?, day(last)?, hour(from)?, hour(to)?);
    let mut open = [false; 7];
    open.get_mut(first..=last)?.fill(true);
    (first <= last && from < to).then_some(Hours { days: open, from, to })
}

/// A refusal of a value of the wrong type.
pub fn wrong_type(node: &Node, right: &str) -> Refusal {
    Refusal { reason: format!("{} does not belong here", node.kind()), right: right.to_string() }
}
