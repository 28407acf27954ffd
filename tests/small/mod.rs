//! A small invented study for tests: two little places, six months, a second or two.
#![allow(dead_code)] // each test uses a part

use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::Results;
use mdtsim::experiment::run::{Finished, run};
use mdtsim::experiment::watch::{Unwatched, Watch};
use mdtsim::report::figures;
use mdtsim::report::page::{self, Provenance};
use mdtsim::scenario::{Scenario, file};

/// What every small study begins with.
pub const HEAD: &str = r#"schema_version = 1
[experiment]
seed = 7
replications = 2
start = "2027-04-01"
warm_up = "60 days"
horizon = "6 months"
baseline = "usual-care"
"#;

/// A place of about 3,000 older people.
pub const ASHBY: &str = r#"
[[place]]
name = "Ashby"
population = 14000
age_65_69 = 900
age_70_74 = 800
age_75_79 = 600
age_80_84 = 400
age_85_89 = 220
age_90_plus = 110
region = "East Midlands"
imd_score = 21.5
rural_share = 0.4
"#;

/// A place of about 2,000 older people.
pub const BROOK: &str = r#"
[[place]]
name = "Brook"
population = 9000
age_65_69 = 600
age_70_74 = 500
age_75_79 = 400
age_80_84 = 260
age_85_89 = 150
age_90_plus = 80
region = "East Midlands"
imd_score = 33.0
rural_share = 0.0
"#;

/// A third place.
pub const CLEEVE: &str = r#"
[[place]]
name = "Cleeve"
population = 11000
age_65_69 = 700
age_70_74 = 650
age_75_79 = 500
age_80_84 = 330
age_85_89 = 180
age_90_plus = 90
region = "South West"
imd_score = 12.0
rural_share = 0.8
"#;

/// The baseline, a team, its sham and a ripple.
pub const ARMS: &str = r#"
[[arm]]
id = "usual-care"
design = "usual-care"
[[arm]]
id = "team"
design = "integrated-care-team"
money = "80 GBP per person per year"
[[arm]]
id = "sham"
design = "integrated-care-team"
sham = true
[[arm]]
id = "ripple"
design = "usual-care"
ripple = true
"#;

/// The small study as text.
pub fn text() -> String {
    [HEAD, ASHBY, BROOK, ARMS].concat()
}

/// A scenario from its text.
pub fn scenario(text: &str) -> Scenario {
    file::read_text("small.toml", text, &[]).unwrap_or_else(|report| panic!("{report}"))
}

/// Runs all arms of a scenario.
pub fn results(text: &str, threads: usize) -> Results {
    finished(text, threads, &Unwatched).results
}

/// Runs all arms of a scenario while somebody looks on.
pub fn finished(text: &str, threads: usize, watch: &dyn Watch) -> Finished {
    let plan = Plan::of(&scenario(text)).unwrap();
    run(&plan, threads, watch, &mut |_| Ok(())).unwrap()
}

/// The page of results that come from nowhere in particular.
pub fn page_of(results: &Results) -> String {
    let trials = Trials::of(results);
    let nowhere = Provenance {
        version: "0".into(),
        commit: None,
        scenario_toml_resolved: String::new(),
        scenario_hash: String::new(),
        data_hash: String::new(),
    };
    page::html(&trials, &figures::all(&trials, Scope::default()), &[], &nowhere).unwrap()
}
