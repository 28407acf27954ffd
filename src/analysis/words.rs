//! Numbers and differences in plain English. Decides nothing: it says what it is given.

use crate::analysis::contrast::{Contrast, Verdict};
use crate::analysis::estimate::{Estimate, LEVEL};
use crate::analysis::outcome::Outcome;
use crate::statistics::interval::Interval;

/// What stands where there is no figure.
pub const NO_FIGURE: &str = "–";

/// Mean length of a month, days.
const DAYS_PER_MONTH: f64 = 365.25 / 12.0;

/// Digits after the point of an amount in pounds and pence.
const PENCE: usize = 2;

/// How the figures of an outcome are written, by its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Number, then unit.
    Plain,
    /// Pounds, unit `GBP …`.
    Money,
    /// A share, shown in per cent.
    Share,
    /// A wait or a level, which is higher or lower and not more or fewer.
    Level,
}

fn form(outcome: &Outcome) -> Form {
    match outcome.unit.split_whitespace().next() {
        Some("GBP" | "£") => Form::Money,
        Some("share" | "proportion") => Form::Share,
        Some("minutes" | "hours" | "days" | "level" | "standard" | "0") if !outcome.unit.contains(" a year") => {
            Form::Level
        }
        _ => Form::Plain,
    }
}

/// A number with thousands separators and a true minus sign; `–` for NaN.
pub fn number(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return NO_FIGURE.to_string();
    }
    let plain = format!("{:.digits$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// A number that always bears its sign, but for zero.
pub fn signed(value: f64, digits: usize) -> String {
    let text = number(value, digits);
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

fn grouped(whole: &str) -> String {
    let mut text = String::with_capacity(whole.len() + whole.len() / 3);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "A", "A and B", "A, B and C".
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_string(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", head.join(", "), last.as_ref())
        }
    }
}

/// Several things of which each is meant: "a, b or c", with semicolons where a name has a comma.
pub fn either(items: &[&str]) -> String {
    let between = if items.iter().any(|item| item.contains(',')) { "; " } else { ", " };
    match items {
        [] => String::new(),
        [only] => only.to_string(),
        [head @ .., last] => format!("{} or {last}", head.join(between)),
    }
}

/// A count with its noun: "1 trial", "3 trials".
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count as f64, 0))
}

/// So many days as months: "24 months".
pub fn months(days: u32) -> String {
    counted((f64::from(days) / DAYS_PER_MONTH).round() as usize, "month")
}

/// For use within a sentence: "Usual care" becomes "usual care", "NHS cost" stays.
pub fn within_sentence(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_string(),
    }
}

/// For the start of a sentence.
pub fn at_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value of an outcome without its unit: "231.4", "£1,204", "71 %".
pub fn value(outcome: &Outcome, value: f64) -> String {
    with_digits(outcome, value, base_digits(outcome), number)
}

/// The unit as it follows a value: "per 1,000 people 65+ a year", "per person a year" after pounds.
pub fn unit(outcome: &Outcome) -> String {
    match form(outcome) {
        Form::Plain | Form::Level => outcome.unit.clone(),
        Form::Money | Form::Share => {
            outcome.unit.split_once(' ').map_or(String::new(), |(_, rest)| rest.trim().to_string())
        }
    }
}

/// The unit of a column or an axis: "£ per person a year", "per cent".
pub fn axis_unit(outcome: &Outcome) -> String {
    match form(outcome) {
        Form::Plain | Form::Level => outcome.unit.clone(),
        Form::Money => format!("£ {}", unit(outcome)),
        Form::Share => format!("per cent {}", unit(outcome)).trim_end().to_string(),
    }
}

/// A value on such an axis, without sign of money or per cent: "231.4", "71".
pub fn axis_value(outcome: &Outcome, value: f64) -> String {
    number(axis_factor(outcome) * value, base_digits(outcome))
}

/// Digits after the point of a value on such an axis.
pub fn axis_digits(outcome: &Outcome) -> usize {
    base_digits(outcome)
}

/// The factor from an outcome to its axis: shares are shown in per cent.
pub fn axis_factor(outcome: &Outcome) -> f64 {
    if form(outcome) == Form::Share { 100.0 } else { 1.0 }
}

/// Digits in which a difference is given: the outcome's own, or more where its chance interval is that narrow.
pub fn difference_digits(outcome: &Outcome, difference: &Estimate) -> usize {
    let base = base_digits(outcome);
    let Some(interval) = difference.period() else { return base };
    let half = interval.half_width() * axis_factor(outcome);
    let unit_of_last_digit = (0..base).fold(1.0, |unit, _| unit / 10.0);
    match form(outcome) {
        Form::Money if half < unit_of_last_digit => base.max(PENCE),
        Form::Money => base,
        Form::Plain | Form::Level | Form::Share if half < 10.0 * unit_of_last_digit => base + 1,
        Form::Plain | Form::Level | Form::Share => base,
    }
}

/// Half of the last digit in which a difference is given, in the outcome's own unit.
pub fn half_of_the_last_digit(outcome: &Outcome, difference: &Estimate) -> f64 {
    const HALF: f64 = 0.5;
    let unit = (0..difference_digits(outcome, difference)).fold(1.0, |unit, _| unit / 10.0);
    HALF * unit / axis_factor(outcome)
}

/// An amount of money: whole pounds without pence.
pub fn pounds(amount: f64) -> String {
    let digits = if amount.fract() == 0.0 { 0 } else { PENCE };
    format!("£{}", number(amount, digits))
}

/// A difference in words: "2.1 fewer per 1,000 people 65+ a year", "£12 less per person a year".
pub fn difference(outcome: &Outcome, estimate: &Estimate) -> String {
    format!("{} {}", bare_difference(outcome, estimate), unit(outcome)).trim_end().to_string()
}

/// A difference in words without its unit: "2.1 fewer", "£12 less".
pub fn bare_difference(outcome: &Outcome, estimate: &Estimate) -> String {
    amount(outcome, estimate.mean, difference_digits(outcome, estimate))
}

/// An interval of a difference in words: "between 5.2 fewer and 1.0 more".
pub fn range(outcome: &Outcome, interval: Interval, digits: usize) -> String {
    let (low, high) = (interval.low, interval.high);
    format!("between {} and {}", amount(outcome, low, digits), amount(outcome, high, digits))
}

/// An interval as numbers with signs: "−1.6 to +0.8"; `–` without one.
pub fn signed_range(interval: Option<Interval>, digits: usize) -> String {
    let end = |value| signed(value, digits);
    interval.map_or(NO_FIGURE.to_string(), |interval| format!("{} to {}", end(interval.low), end(interval.high)))
}

/// A difference with the interval of single periods as numbers, in the unit of the axis: "−1.2 (−1.6 to −0.8)".
pub fn with_period(outcome: &Outcome, difference: &Estimate) -> String {
    let digits = difference_digits(outcome, difference);
    let factor = axis_factor(outcome);
    let scaled = |interval: Interval| Interval { low: factor * interval.low, high: factor * interval.high };
    let period = signed_range(difference.period().map(scaled), digits);
    format!("{} ({period})", signed(factor * difference.mean, digits))
}

/// A difference with its simulation error as numbers, in the unit of the axis.
pub fn with_simulation(outcome: &Outcome, difference: &Estimate) -> String {
    let digits = difference_digits(outcome, difference);
    let factor = axis_factor(outcome);
    let scaled = |interval: Interval| Interval { low: factor * interval.low, high: factor * interval.high };
    let range = signed_range(difference.simulation.map(scaled), digits);
    format!("{} ({range})", signed(factor * difference.mean, digits))
}

/// A difference with its intervals, each by its name: chance alone, or chance and knowledge.
pub fn with_intervals(outcome: &Outcome, difference: &Estimate) -> Vec<String> {
    let digits = difference_digits(outcome, difference);
    let factor = axis_factor(outcome);
    let scaled = |interval: Interval| Interval { low: factor * interval.low, high: factor * interval.high };
    let range = |interval: Option<Interval>| signed_range(interval.map(scaled), digits);
    let mut lines = vec![signed(factor * difference.mean, digits)];
    match difference.parts() {
        (None, None) if difference.both.is_some() => lines.push(format!("both {}", range(difference.both))),
        (chance, None) => lines.push(format!("({})", range(chance))),
        (chance, knowledge) => {
            lines.push(format!("chance {}", range(chance)));
            lines.push(format!("knowledge {}", range(knowledge)));
        }
    }
    lines
}

/// What the intervals of single periods hold.
pub fn in_doubt(drawn: bool) -> &'static str {
    if drawn { "knowledge and chance" } else { "chance" }
}

/// The coverage of all intervals shown: "95 %".
pub fn coverage() -> String {
    format!("{} %", number(100.0 * LEVEL, 0))
}

/// What may be said of a contrast, as short as it goes.
pub fn short_verdict(contrast: &Contrast) -> &'static str {
    match contrast.verdict() {
        Verdict::Fewer | Verdict::More => "in nearly every period",
        Verdict::CannotTell if contrast.differs_on_average() => "only on average",
        Verdict::CannotTell => "cannot tell apart",
        Verdict::TooSmall => "too small to matter",
        Verdict::Same => "the same in every replication",
    }
}

/// What may be said of a contrast, in a few words.
pub fn verdict(contrast: &Contrast) -> &'static str {
    match contrast.verdict() {
        Verdict::Fewer | Verdict::More => "in nearly every period",
        Verdict::CannotTell if contrast.differs_on_average() => "only on average over many periods",
        Verdict::CannotTell if contrast.difference.chance.is_none() => {
            "one replication has no interval, so they cannot be told apart"
        }
        Verdict::CannotTell => "cannot tell apart",
        Verdict::TooSmall => "too small to matter",
        Verdict::Same => "the same in every replication",
    }
}

/// A contrast in words: difference, chance interval, verdict.
pub fn contrast(outcome: &Outcome, contrast: &Contrast) -> String {
    let difference = difference(outcome, &contrast.difference);
    if contrast.verdict() == Verdict::Same {
        return "no difference in any replication".to_string();
    }
    let digits = difference_digits(outcome, &contrast.difference);
    let told = |what: &str, interval: Option<Interval>| {
        interval.map(|interval| format!("{what} {}; ", range(outcome, interval, digits))).unwrap_or_default()
    };
    let intervals = match contrast.difference.parts() {
        (None, None) => told(in_doubt(true), contrast.difference.both),
        (chance, knowledge) => told("chance", chance) + &told("knowledge", knowledge),
    };
    let pairs = contrast.difference.count;
    let short =
        if pairs < contrast.difference.asked { format!("; from {pairs} replications only") } else { String::new() };
    format!("{difference} ({intervals}{}{short})", verdict(contrast))
}

fn amount(outcome: &Outcome, value: f64, digits: usize) -> String {
    let size = with_digits(outcome, value.abs(), digits, number);
    let (less, more) = match form(outcome) {
        Form::Plain => ("fewer", "more"),
        Form::Money => ("less", "more"),
        Form::Share | Form::Level => ("lower", "higher"),
    };
    let size = if form(outcome) == Form::Share { size.replace(" %", " percentage points") } else { size };
    match signed(axis_factor(outcome) * value, digits).chars().next() {
        Some('−') => format!("{size} {less}"),
        Some('+') => format!("{size} {more}"),
        _ => format!("{size} {more} or {less}"),
    }
}

fn with_digits(outcome: &Outcome, value: f64, digits: usize, write: fn(f64, usize) -> String) -> String {
    match form(outcome) {
        _ if !value.is_finite() => NO_FIGURE.to_string(),
        Form::Plain | Form::Level => write(value, digits),
        Form::Money if value < 0.0 => format!("−£{}", write(-value, digits)),
        Form::Money => format!("£{}", write(value, digits)),
        Form::Share => format!("{} %", write(100.0 * value, digits)),
    }
}

fn base_digits(outcome: &Outcome) -> usize {
    if form(outcome) == Form::Share { outcome.digits.saturating_sub(2) } else { outcome.digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(number(1234567.891, 1), "1,234,567.9");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-12.0, 0), "−12");
        assert_eq!(number(f64::NAN, 2), "–");
        assert_eq!(signed(3.0, 1), "+3.0");
        assert_eq!(signed(0.0, 0), "0");
        assert_eq!(signed(-999.5, 1), "−999.5");
    }

    #[test]
    fn lists_counts_and_cases() {
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(counted(1, "trial"), "1 trial");
        assert_eq!(counted(1200, "trial"), "1,200 trials");
        assert_eq!(within_sentence("Usual care"), "usual care");
        assert_eq!(within_sentence("NHS cost"), "NHS cost");
        assert_eq!(at_start("ähnlich"), "Ähnlich");
    }
}
