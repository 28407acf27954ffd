//! Small invented places and ways to run and compare their worlds.

#[path = "beyond.rs"]
pub mod beyond;

use mdtsim::model::arm::{self, Setup, Variant};
use mdtsim::model::design::Design;
use mdtsim::model::fact::{Fact, FactKind};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::place::Place;
use mdtsim::model::place_figures::PlaceFigures;
use mdtsim::model::shock::Shock;
use mdtsim::model::start::{self, Spans, TAIL_DAYS};
use mdtsim::random::luck::Luck;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::{Scenario, file};
use mdtsim::time::{Calendar, SimTime, Span};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The shipped headline study, for its designs, places and shock.
pub static HEADLINE: LazyLock<Scenario> = LazyLock::new(|| {
    let text = include_str!("../../scenarios/headline.toml");
    file::read_text("headline.toml", text, &[]).unwrap_or_else(|report| panic!("{report}"))
});

/// Every design of the library, by id.
pub fn designs() -> BTreeMap<String, Design> {
    let built_in = mdtsim::scenario::built_in();
    let (_, library) = built_in.iter().find(|(name, _)| *name == "designs").unwrap();
    let library: toml::Table = library.parse().unwrap();
    // The blank design is what the others descend from, and no arm.
    let ids: Vec<&String> = library["design"].as_table().unwrap().keys().filter(|id| *id != "blank").collect();
    assert!(ids.len() >= 10, "{ids:?}");
    let arms: String = ids.iter().map(|id| format!("[[arm]]\nid = \"{id}\"\ndesign = \"{id}\"\n")).collect();
    let text = format!(
        "schema_version = 1\n[experiment]\nbaseline = \"usual-care\"\nstart = \"2027-04-01\"\nwarm_up = \"12 months\"\nhorizon = \"36 months\"\n[[place]]\nname = \"Leicester\"\n{arms}"
    );
    file::read_text("designs.toml", &text, &[]).unwrap_or_else(|report| panic!("{report}")).designs
}

/// A design of the library.
pub fn design(id: &str) -> Design {
    designs().remove(id).unwrap_or_else(|| panic!("no design {id}"))
}

/// The register's defaults with some values in their place, within their ranges but for those of [`beyond`].
#[track_caller]
pub fn parameters(overrides: &[(&str, toml::Value)]) -> Parameters {
    // A loop: a closure would be asked for its own place in the text.
    for (key, value) in overrides {
        beyond::expect_a_reason(key, value);
    }
    unchecked(overrides)
}

/// The same, whatever the values.
pub fn unchecked(overrides: &[(&str, toml::Value)]) -> Parameters {
    let overrides = overrides.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
    Register::built_in().to_parameters(&overrides).unwrap_or_else(|error| panic!("{error}"))
}

/// Nobody leaves, falls ill or covers.
pub fn nobody_moves() -> Parameters {
    let roles = toml::Value::try_from(&parameters(&[]).staff).unwrap();
    let roles: Vec<String> = roles["leaving"].as_table().unwrap().keys().cloned().collect();
    let mut overrides: Vec<(String, toml::Value)> =
        roles.iter().map(|role| (format!("staff.leaving.{role}"), "0 per year".into())).collect();
    overrides.push(("care_workers.leaving".into(), "0 per year".into()));
    overrides.push(("absence.spells".into(), false.into()));
    let overrides: Vec<(&str, toml::Value)> =
        overrides.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    parameters(&overrides)
}

/// A place with about so many older people, of the age structure of England.
pub fn figures(older: u32) -> PlaceFigures {
    let shares = [0.27, 0.26, 0.19, 0.14, 0.09, 0.05];
    PlaceFigures {
        code: "X-ASHBY".into(),
        name: "Ashby".into(),
        region: "East Midlands".into(),
        icb: "none".into(),
        population: (f64::from(older) * 5.4) as u32,
        by_age: shares.map(|share| (share * f64::from(older)).round() as u32),
        imd_score: 21.5,
        rural_share: 0.3,
        rural_known: true,
    }
}

/// A place at time zero, after its warm-up.
pub fn warmed_up(parameters: &Parameters, figures: &PlaceFigures, seed: u64, warm_up: u64, horizon: u64) -> Place {
    let days = warm_up + horizon + TAIL_DAYS + 2;
    let calendar = Calendar::new("2026-04-01".parse().unwrap(), days as usize);
    let spans = Spans { warm_up: Span::days(warm_up), horizon: Span::days(horizon) };
    let mut place = start::place(start::context(parameters, figures, &calendar, spans, Luck::new(seed, 0)));
    let zero = place.context.zero;
    place.run_until(zero, &mut Vec::new());
    place
}

/// All facts of a place from now to a moment.
pub fn facts_until(place: &mut Place, until: SimTime) -> Vec<Fact> {
    let mut facts = Vec::new();
    place.run_until(until, &mut facts);
    facts
}

/// All facts of a place from now to its horizon.
pub fn facts(place: &mut Place) -> Vec<Fact> {
    let horizon = place.context.horizon;
    facts_until(place, horizon)
}

/// A design with money of its own (GBP per resident aged 65+ a year).
pub fn with_money(design: Design, money: f64) -> Setup {
    Setup { variant: Variant::Design(design), money: Some(money), shocks: Vec::new() }
}

/// A design as it stands.
pub fn as_designed(design: Design, shocks: &[Shock]) -> Setup {
    Setup { variant: Variant::Design(design), money: None, shocks: shocks.to_vec() }
}

/// The world of a setup.
pub fn world(warmed_up: &Place, setup: &Setup) -> Place {
    arm::fork(warmed_up, setup)
}

/// How many facts are of a kind.
pub fn count(facts: &[Fact], is: impl Fn(&FactKind) -> bool) -> usize {
    facts.iter().filter(|fact| is(&fact.kind)).count()
}
