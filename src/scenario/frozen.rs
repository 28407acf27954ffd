//! The ranges from which pattern 3 draws: effects of unmet need and of single components, as they were before anybody
//! looked. This room reads the register and the table that was kept of it; it knows no run.

use super::register::Register;
use crate::random::luck::{mix, open_unit};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The ranges as they were frozen.
pub const TABLE: &str = include_str!("../../docs/frozen_ranges.csv");

/// The beginnings of the keys that are frozen: what an unmet need does, and what one action or component does.
/// `needs.weight`, which multiplies the first, stays at its default, since their ranges hold 0 already.
pub const FROZEN: [&str; 15] = [
    "needs.on_illness.",
    "needs.on_falls.",
    "needs.on_crisis.",
    "needs.on_frailty.",
    "needs.met_by_action.",
    "effects.",
    "team.finds.",
    "team.implemented",
    "team.escalates",
    "team.plan_on_scene",
    "team.coordinator_answers",
    "team.stabilised_by_contact",
    "process.risk.escalates",
    "process.risk.alone",
    "dying.plan_on_crisis",
];

const HEADER: &str = "key,low,high,unit,drawn";

/// A parameter and the range from which it is drawn.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct Range {
    /// Dotted path of the parameter.
    pub key: String,
    /// Lower end, in [`Self::unit`].
    pub low: f64,
    /// Upper end, in the same unit.
    pub high: f64,
    /// Unit, in the words of the register.
    pub unit: String,
    /// `evenly`, or `evenly in logarithms` for ratios.
    pub drawn: String,
}

impl Range {
    /// The value at this share of the range, from 0 to 1.
    pub fn at(&self, share: f64) -> f64 {
        if self.drawn == IN_LOGARITHMS {
            self.low * libm::pow(self.high / self.low, share)
        } else {
            self.low + share * (self.high - self.low)
        }
    }
}

const EVENLY: &str = "evenly";
const IN_LOGARITHMS: &str = "evenly in logarithms";

/// The ranges as the register has them now, in its order. What is true by definition or has no range is left out.
pub fn of(register: &Register) -> Vec<Range> {
    let frozen = |key: &str| FROZEN.iter().any(|beginning| key.starts_with(beginning));
    let entries = register.entries().iter().filter(|entry| frozen(&entry.key));
    let ranges = entries.filter_map(|entry| {
        let (low, high) = (entry.low?, entry.high?);
        let ratio = entry.unit.ends_with("ratio") && low > 0.0;
        let drawn = if ratio { IN_LOGARITHMS } else { EVENLY };
        Some(Range { key: entry.key.clone(), low, high, unit: entry.unit.clone(), drawn: drawn.into() })
    });
    ranges.filter(|range| range.low < range.high).collect()
}

/// The table of ranges as text.
pub fn table(ranges: &[Range]) -> String {
    let mut text = format!("{HEADER}\n");
    for Range { key, low, high, unit, drawn } in ranges {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key},{low},{high},{unit},{drawn}");
    }
    text
}

/// Reads such a table.
///
/// # Errors
/// In words, when a line cannot be read.
pub fn read(text: &str) -> Result<Vec<Range>, String> {
    let lines = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    lines.collect::<Result<_, _>>().map_err(|error| error.to_string())
}

/// So many draws from ranges, each a set of overrides for a scenario. Every range is cut into as many parts as there are
/// draws, and each part is drawn from once (a Latin hypercube), so that few draws cover it. A parameter that the
/// register no longer has is left out.
pub fn draws(ranges: &[Range], number: usize, seed: u64) -> Vec<BTreeMap<String, toml::Value>> {
    let mut draws = vec![BTreeMap::new(); number];
    for (place, range) in ranges.iter().enumerate() {
        let Some(entry) = Register::built_in().entry(&range.key) else { continue };
        let luck = |draw: usize, what: u64| mix(mix(seed, mix(place as u64, draw as u64)), what);
        let mut order: Vec<usize> = (0..number).collect();
        order.sort_by_key(|&draw| luck(draw, 0));
        for (part, draw) in order.into_iter().enumerate() {
            let share = (part as f64 + open_unit(luck(draw, 1))) / number as f64;
            draws[draw].insert(range.key.clone(), entry.written(range.at(share)));
        }
    }
    draws
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_drawn_in_logarithms_and_all_else_evenly() {
        let range =
            |drawn: &str| Range { key: "k".into(), low: 1.0, high: 4.0, unit: "ratio".into(), drawn: drawn.into() };
        assert_eq!(range(EVENLY).at(0.5), 2.5);
        assert_eq!(range(IN_LOGARITHMS).at(0.5), 2.0);
        assert_eq!(range(IN_LOGARITHMS).at(1.0), 4.0);
    }

    #[test]
    fn the_table_can_be_read_again_and_every_beginning_is_of_something() {
        let ranges = of(Register::built_in());
        assert_eq!(read(&table(&ranges)).unwrap(), ranges);
        for beginning in FROZEN {
            assert!(ranges.iter().any(|range| range.key.starts_with(beginning)), "{beginning}");
        }
        assert!(read("key,low,high,unit,drawn\nk,x,1,ratio,evenly\n").is_err());
    }

    #[test]
    fn draws_cover_each_range_evenly_and_are_the_same_each_time() {
        let ranges = read(TABLE).unwrap();
        let drawn = draws(&ranges, 8, 1);
        assert_eq!(drawn, draws(&ranges, 8, 1));
        let range = ranges.iter().find(|range| range.key == "needs.on_illness.medicines").unwrap();
        let values = drawn.iter().map(|draw| draw[&range.key].as_float().unwrap());
        let mut parts: Vec<usize> =
            values.map(|value| ((value - range.low) / (range.high - range.low) * 8.0) as usize).collect();
        parts.sort_unstable();
        assert_eq!(parts, [0, 1, 2, 3, 4, 5, 6, 7]);
        for (key, value) in &drawn[0] {
            assert!(Register::built_in().check(key, value).is_ok(), "{key}");
        }
    }
}
