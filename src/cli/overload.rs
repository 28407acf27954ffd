//! Offered load in words: who is asked for more than they can do, said before a run.

use crate::analysis::words::{at_start, list, number};
use crate::experiment::offered::{self, Offered};
use crate::experiment::plan::Plan;
use crate::model::design::Role;
use crate::scenario::Scenario;
use crate::units::Choice;

/// From this load on, chance alone makes long waits.
const NEARLY: f64 = 0.95;

/// The offered load under usual care: every place's professions in a line, and the warnings in words.
#[derive(Default)]
pub(super) struct Overload {
    /// A line for each place.
    pub lines: Vec<String>,
    /// A sentence for each profession that is asked for more than it can do, or nearly so.
    pub warnings: Vec<String>,
    /// The figures.
    pub offered: Vec<Offered>,
}

impl Overload {
    /// Tries a scenario for a few weeks, at the values that it gives its parameters.
    pub fn of(scenario: &Scenario) -> Self {
        let mut scenario = scenario.clone();
        scenario.draws = 0;
        // Whatever is wrong with it is said where it is planned in earnest.
        Plan::of(&scenario).map_or_else(|_| Self::default(), |plan| Self::of_plan(&plan))
    }

    fn of_plan(plan: &Plan) -> Self {
        let offered = offered::of(plan);
        let place = |one: &Offered| plan.places[one.place].name.as_str();
        let mut lines = Vec::new();
        for (number, name) in plan.places.iter().map(|place| place.name.as_str()).enumerate() {
            let here = offered.iter().filter(|one| one.place == number);
            let loads: Vec<String> = here.map(|one| format!("{} {}", staff(one.role), shown(one.ratio))).collect();
            if !loads.is_empty() {
                lines.push(format!("Work asked for over staff time in {name}: {}", list(&loads)));
            }
        }
        let warnings = offered.iter().filter_map(|one| warning(one, place(one))).collect();
        Self { lines, warnings, offered }
    }
}

fn warning(one: &Offered, place: &str) -> Option<String> {
    let who = at_start(&staff(one.role));
    let asked = format!("{who} in {place} are asked for {} times the hours that they have", shown(one.ratio));
    if one.ratio > 1.0 {
        Some(format!("{asked}: waits will grow without end"))
    } else if one.ratio > NEARLY {
        Some(format!("{asked}: waits will be long and take years to settle"))
    } else {
        None
    }
}

fn shown(ratio: f64) -> String {
    number(ratio, 2)
}

/// A profession in the plural.
fn staff(role: Role) -> String {
    match role {
        Role::Gp => "GPs".to_string(),
        // The service has other staff too; this is what people know it by.
        Role::CommunityMatron => "urgent community response staff".to_string(),
        other => format!("{}s", other.word().replace('-', " ")),
    }
}
