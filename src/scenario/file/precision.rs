//! How sure the answer is to be: draws of uncertain parameters, a half-width that is asked for, differences that matter.

use super::problem::Problems;
use super::section::Section;
use super::tree::{Node, Value};
use super::values::{text, whole, wrong_type};
use crate::scenario::HalfWidth;
use crate::units::Refusal;
use std::collections::BTreeMap;

/// Fewer replications than this cannot tell chance from what is not known.
const FEWEST_FOR_DRAWS: u32 = 2;
/// One draw shows no spread.
const FEWEST_DRAWS: u64 = 2;
/// More replications than this are not run unasked.
const MOST: u32 = 200;

/// The number of draws; 0 where parameters stand at one value. Of draws that are taken in turn there are no more than
/// replications, and none where there is only one.
pub fn draws(experiment: &Section, replications: Option<u32>, in_turn: bool, problems: &Problems) -> u32 {
    let draws = experiment.optional("draws", whole::<FEWEST_DRAWS, u32>).unwrap_or_default();
    if in_turn {
        let taken = replications.map_or(draws, |number| draws.min(number));
        return if u64::from(taken) < FEWEST_DRAWS { 0 } else { taken };
    }
    if draws > 0 && replications.is_some_and(|number| number < FEWEST_FOR_DRAWS) {
        let help = "give each draw two replications or more, so that chance can be told from what is not known";
        problems.add(experiment.origin_of("draws"), "draws need at least two replications", help.to_string());
    }
    draws
}

/// `half_width = { outcome = KEY, of = NUMBER, most = NUMBER }`.
pub fn half_width(experiment: &Section) -> Option<HalfWidth> {
    let table = experiment.section("half_width", "half_width")?;
    let outcome = table.required("outcome", text, "outcome = \"unplanned_admissions_per_1000\"");
    let of = table.required("of", above_zero, "of = 0.5");
    let most = table.optional("most", whole::<2, u32>).unwrap_or(MOST);
    table.finish();
    Some(HalfWidth { outcome: outcome?, of: of?, most })
}

/// `matters = { KEY = NUMBER }` of `[report]`: the smallest difference that matters, outcome by outcome.
pub fn matters(report: &Section, problems: &Problems) -> BTreeMap<String, f64> {
    let Some(item) = report.item("matters") else { return BTreeMap::new() };
    let Some(table) = item.node.table() else {
        let right = "a table such as { unplanned_admissions_per_1000 = 2.0 }";
        problems.refuse(item.node.origin, wrong_type(&item.node, right));
        return BTreeMap::new();
    };
    let read = |(key, item): (&String, &super::tree::Item)| {
        Some((key.clone(), problems.keep(item.node.origin, above_zero(&item.node))?))
    };
    table.iter().filter_map(read).collect()
}

fn above_zero(node: &Node) -> Result<f64, Refusal> {
    const RIGHT: &str = "a number above zero, in the unit of the outcome, such as 0.5";
    let number = match node.value {
        Value::Integer(number) => number as f64,
        Value::Float(number) => number,
        _ => return Err(wrong_type(node, RIGHT)),
    };
    if number.is_finite() && number > 0.0 {
        return Ok(number);
    }
    Err(Refusal { reason: format!("`{number}` is not above zero"), right: RIGHT.into() })
}
