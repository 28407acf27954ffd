//! Offered load in words: who is asked for more than they can do, said before a run.

use crate::analysis::words::{at_start, list, number};
use crate::cli::hours;
use crate::experiment::offered::{self, Offered, Pilot};
use crate::experiment::plan::Plan;
use crate::model::design::{Design, Role};
use crate::model::services::community::ServiceKind;
use crate::scenario::Scenario;
use crate::units::Choice;

/// From this load on, chance alone makes long waits.
const NEARLY: f64 = 0.95;

/// The offered load under usual care: every place's professions in a line, their hours, and the warnings in words.
#[derive(Default)]
pub(super) struct Overload {
    /// A line for each place.
    pub lines: Vec<String>,
    /// What the hours of services and teams make of it, a sentence each.
    pub by_hour: Vec<String>,
    /// A sentence for each profession that is asked for more than it can do, or nearly so, or at the wrong time.
    pub warnings: Vec<String>,
    /// The figures.
    pub pilots: Vec<Pilot>,
}

impl Overload {
    /// Tries a scenario for a few weeks on so many threads, at the values that it gives its parameters.
    pub fn of(scenario: &Scenario, threads: usize) -> Self {
        let mut scenario = scenario.clone();
        scenario.draws = 0;
        // Whatever is wrong with it is said where it is planned in earnest.
        Plan::of(&scenario).map_or_else(|_| Self::default(), |plan| Self::of_plan(&scenario, &plan, threads))
    }

    fn of_plan(scenario: &Scenario, plan: &Plan, threads: usize) -> Self {
        let mut designs: Vec<&Design> = Vec::new();
        for design in scenario.arms.iter().flat_map(|arm| scenario.designs_of(arm)) {
            if designs
                .iter()
                .all(|known| (&known.title, known.hours_in_crises()) != (&design.title, design.hours_in_crises()))
            {
                designs.push(design);
            }
        }
        let mut overload = Self { pilots: offered::of(plan, threads), ..Self::default() };
        for pilot in &overload.pilots {
            let name = plan.places[pilot.place].name.as_str();
            let loads: Vec<String> =
                pilot.offered.iter().map(|one| format!("{} {}", staff(one.kind), shown(one.ratio))).collect();
            if !loads.is_empty() {
                overload.lines.push(format!("Work asked for over staff time in {name}: {}", list(&loads)));
            }
            overload.lines.push(capacity(pilot, name));
            overload.by_hour.extend(hours::sentences(pilot, &designs, name));
            overload.warnings.extend(pilot.offered.iter().filter_map(|one| warning(one, name)));
            overload.warnings.extend(short_of_home_care(pilot, name));
        }
        overload
    }
}

/// What is in use of places and hours that are in nobody's roster.
fn capacity(pilot: &Pilot, place: &str) -> String {
    format!(
        "Home care in use and awaited over the hours that can be supplied in {place}: {}; acute beds in use at midnight: {} %",
        shown(pilot.home_care),
        number(100.0 * pilot.beds, 0)
    )
}

/// The warning that more hours of home care are wanted than there are, which only those who give up or die end.
fn short_of_home_care(pilot: &Pilot, place: &str) -> Option<String> {
    (pilot.home_care > 1.0).then(|| {
        format!(
            "Home care in {place} is asked for {} times the hours that can be supplied: people wait for it at home and in \
             hospital until as many go without as cannot be served",
            shown(pilot.home_care)
        )
    })
}

fn warning(one: &Offered, place: &str) -> Option<String> {
    let who = at_start(&staff(one.kind));
    let asked = format!("{who} in {place} are asked for {} times the hours that they have", shown(one.ratio));
    if one.ratio > 1.0 {
        Some(format!("{asked}: waits will grow until as many give up as cannot be seen"))
    } else if one.ratio > NEARLY {
        Some(format!("{asked}: waits will be long and take years to settle"))
    } else {
        hours::warning(one, place)
    }
}

fn shown(ratio: f64) -> String {
    number(ratio, 2)
}

/// The staff of a service in the plural, by what people know them by.
pub(super) fn staff(kind: ServiceKind) -> String {
    match (kind, kind.role()) {
        (ServiceKind::UrgentResponse, _) => "urgent community response staff".to_string(),
        (ServiceKind::CareHomeSupport, _) => "staff who support care homes".to_string(),
        (_, Role::Gp) => "GPs".to_string(),
        (_, other) => format!("{}s", other.word().replace('-', " ")),
    }
}
