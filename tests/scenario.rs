//! Scenario files become checked scenarios: layers, inheritance, sweeps, and the resolved file.

use mdtsim::experiment::plan::Plan;
use mdtsim::model::design::working::Chair;
use mdtsim::model::design::{Contract, Design, Hours, MeetingMode, NeedDomain, Organisation, Role, Start};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::shock::{Payer, ShockKind};
use mdtsim::scenario::file::{read, read_text, resolved};
use mdtsim::scenario::register::Register;
use mdtsim::scenario::{ArmKind, Scenario};
use mdtsim::time::DAY;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const SMALL: &str = r#"
schema_version = 1

[report]
question = "Does a small team help?"

[experiment]
seed = 7
replications = 2
start = 2027-04-01
horizon = "12 months"
baseline = "usual-care"

[[place]]
name = "Rutland"

[[place]]
name = "Mytown"
region = "East Midlands"
population = 50000
age_65_69 = 2500
age_70_74 = 2400
age_75_79 = 1800
age_80_84 = 1200
age_85_89 = 700
age_90_plus = 400
imd_score = 21.5
rural_share = 0.25

[parameters]
"hospital.occupancy_slope" = 0.05

[design.usual-care]

[design.small-team]
extends = "usual-care"
purpose = { avoid-admission = 0.3, discharge = 0.2, plan-ahead = 0.3, independence = 0.2 }
entry = { professional = 1.0 }
caseload_cap = 120
start = "staffed"
hours = "Mon-Sat 08:00-18:00"
exit = { review_after = "60 days", when = "at review" }

[design.small-team.roster.community-matron]
wte = "1.0 WTE"
employer = "trust"
contract = "fixed"
ends = "12 months"
funding = "better-care-fund"
attends = 0.8

[design.small-team.meeting]
every = "7 days"
length = "90 min"
cases = 12
mode = "hybrid"

[design.small-team.sharing]
gp-trust = 0.5

[design.larger-team]
extends = "small-team"
caseload_cap = 200
trusted_assessor = ["function", "medicines"]

[design.larger-team.roster.community-matron]
wte = "2.0 WTE"

[design.larger-team.roster.pharmacist]
wte = "0.5 WTE"
employer = "gp"
contract = "permanent"
funding = "primary-care"
attends = 0.5

[design.virtual-ward]
caseload_cap = 80

[[arm]]
id = "usual-care"
design = "usual-care"

[[arm]]
id = "larger"
design = "larger-team"
money = "41 GBP per person per year"

[[arm]]
id = "ward-sham"
design = "virtual-ward"
sham = true

[[shock]]
id = "freeze"
kind = "freeze"
funding = "primary-care"
at = "2027-10-01"
size = 1
warning = "0 days"
until_saved = "6 months"

[sweep]
method = "grid"

[[sweep.axis]]
path = "design.small-team.meeting.every"
values = ["7 days", "14 days"]

[[sweep.axis]]
path = "arm.larger.money"
values = ["20 GBP per person per year", "60 GBP per person per year"]
"#;

fn scenario(text: &str, sets: &[&str]) -> Scenario {
    let sets: Vec<_> = sets.iter().map(|set| set.to_string()).collect();
    read_text("small.toml", text, &sets).unwrap_or_else(|report| panic!("{report}"))
}

fn design<'a>(scenario: &'a Scenario, id: &str) -> &'a Design {
    &scenario.designs[id]
}

#[test]
fn a_file_becomes_a_checked_scenario() {
    let scenario = scenario(SMALL, &[]);
    assert_eq!((scenario.id.as_str(), scenario.seed, scenario.replications), ("small", 7, 2));
    assert_eq!(scenario.question.as_deref(), Some("Does a small team help?"));
    assert_eq!(scenario.start, jiff::civil::date(2027, 4, 1));
    assert_eq!(scenario.warm_up.seconds(), (365 * DAY) as f64, "a default, in whole days");
    assert_eq!(scenario.horizon.seconds(), (365 * DAY) as f64);
    assert_eq!(scenario.places[0].code, "E06000017");
    assert_eq!((scenario.places[1].older_residents(), scenario.places[1].code.as_str()), (9000, "own:Mytown"));
    assert_eq!(scenario.overrides["hospital.occupancy_slope"], toml::Value::Float(0.05));
    let kinds: Vec<_> =
        scenario.arms.iter().map(|arm| (arm.kind, arm.money.map(|money| money.gbp_per_person_year()))).collect();
    assert_eq!(kinds, [(ArmKind::Design, None), (ArmKind::Design, Some(41.0)), (ArmKind::Sham, None)]);
    let shock = &scenario.shocks[0];
    assert_eq!((shock.kind, shock.size.get(), shock.warning.days()), (ShockKind::Freeze, 1.0, 0.0));
    assert_eq!(shock.until_saved.map(|period| period.years()), Some(0.5));
    assert_eq!(scenario.sweep.as_ref().unwrap().axes[1].values.len(), 2);
}

#[test]
fn designs_inherit_key_by_key_and_lists_are_replaced() {
    let scenario = scenario(SMALL, &[]);
    let larger = design(&scenario, "larger-team");
    assert_eq!(larger.title, "Larger team", "titles are not inherited");
    assert_eq!((larger.caseload_cap, larger.start), (200, Start::Staffed));
    assert_eq!(larger.hours, Hours { days: [true, true, true, true, true, true, false], from: 8, to: 18 });
    assert_eq!(larger.hours.per_week(), 60);
    let matron = &larger.roster[&Role::CommunityMatron];
    assert_eq!((matron.wte.wte(), matron.contract, matron.employer), (2.0, Contract::Fixed, Organisation::Trust));
    assert_eq!(matron.ends.map(|ends| ends.years()), Some(1.0));
    assert_eq!(larger.roster.len(), 2);
    assert_eq!(larger.trusted_assessor, [NeedDomain::Function, NeedDomain::Medicines]);
    assert_eq!(larger.meeting.unwrap().mode, MeetingMode::Hybrid);
    assert_eq!(larger.sharing.between(Organisation::Trust, Organisation::Gp), 0.5);
    assert_eq!(larger.sharing.between(Organisation::Trust, Organisation::Council), 0.15, "from usual care");
    assert_eq!(larger.sharing.between(Organisation::Gp, Organisation::Gp), 1.0);
}

#[test]
fn a_built_in_design_is_changed_key_by_key_unless_a_parent_is_named() {
    let changed = scenario(SMALL, &[]);
    let ward = design(&changed, "virtual-ward");
    assert_eq!((ward.caseload_cap, ward.title.as_str()), (80, "Virtual ward"));
    assert_eq!(ward.roster[&Role::CommunityMatron].wte.wte(), 2.0);
    let own = SMALL.replace("[design.virtual-ward]", "[design.virtual-ward]\nextends = \"small-team\"");
    let own = scenario(&own, &[]);
    assert_eq!(design(&own, "virtual-ward").roster[&Role::CommunityMatron].wte.wte(), 1.0);
    assert_eq!(design(&own, "virtual-ward").hours.to, 18);
}

#[test]
fn overlays_and_settings_lie_on_top() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let base = write("base.toml", SMALL);
    let overlay = write("over.toml", "[experiment]\nseed = 8\n[parameters.hospital]\noccupancy_slope = 0.07\n");
    let sets = [
        "experiment.horizon=24 months",
        "arm.larger.money=\"50 GBP per person per year\"",
        "design.small-team.meeting.every=14 days",
        "shock.freeze.size=0.5",
        "place.Mytown.population=60000",
    ];
    let scenario = read(&base, &[overlay], &sets.map(str::to_string)).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((scenario.id.as_str(), scenario.seed, scenario.replications), ("base", 8, 2));
    assert_eq!(scenario.overrides["hospital.occupancy_slope"], toml::Value::Float(0.07));
    assert_eq!(scenario.horizon.whole_days(), 730);
    assert_eq!(scenario.arms[1].money.unwrap().gbp_per_person_year(), 50.0);
    assert_eq!(scenario.designs["larger-team"].meeting.unwrap().every.days(), 14.0);
    assert_eq!((scenario.shocks[0].size.get(), scenario.places[1].population), (0.5, 60_000));
    let text = resolved(&scenario);
    assert!(text.contains("horizon = \"24 months\"  # --set\n"), "{text}");
    assert!(text.contains("over.toml:2\n") && text.contains("warm_up = \"12 months\"  # default\n"), "{text}");
}

#[test]
fn the_resolved_file_reads_back_as_the_same_scenario() {
    let first = scenario(SMALL, &["experiment.seed=9", "parameters.hospital.occupancy_slope=-0.05"]);
    let text = resolved(&first);
    let second = scenario(&text, &[]);
    assert!(first == second, "{text}");
    let strip =
        |text: &str| text.lines().map(|line| line.split("  # ").next().unwrap().to_string()).collect::<Vec<_>>();
    assert_eq!(strip(&text), strip(&resolved(&second)));
}

#[test]
fn an_arm_can_change_its_design_shocks_and_parameters_alone() {
    let arm = r#"
[[arm]]
id = "changed"
design = "larger-team"
[arm.set]
"design.small-team.meeting.every" = "14 days"
"shock.freeze.size" = 0.5
parameters.falls.attention = 0.25
[[arm]]
id = "as-usual"
set.parameters.falls.attention = 0.25
"#;
    let changed = scenario(&format!("{SMALL}{arm}"), &[]);
    let [.., one, other] = changed.arms.as_slice() else { panic!("{:?}", changed.arms) };
    let every = |design: &Design| design.meeting.map(|meeting| meeting.every.days());
    assert_eq!(every(changed.design_of(one)), Some(14.0), "inherited from what the arm changed in the parent");
    assert_eq!(every(design(&changed, "larger-team")), Some(7.0));
    assert_eq!((changed.shocks_of(one)[0].size.get(), changed.shocks[0].size.get()), (0.5, 1.0));
    let own = &one.changes.as_ref().unwrap().overrides;
    assert_eq!(own.get("falls.attention"), Some(&toml::Value::Float(0.25)));
    assert!(own.contains_key("hospital.occupancy_slope") && !changed.overrides.contains_key("falls.attention"));
    assert_eq!((other.designs[0].as_str(), other.money), ("usual-care", None), "without a design, the baseline's");

    let again = read_text("small.toml", &resolved(&changed), &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(again, changed);
    let set = ["arm.changed.set.parameters.falls.attention=0.5"];
    let set = scenario(&format!("{SMALL}{arm}"), &set);
    let own = &set.arms[set.arms.len() - 2].changes.as_ref().unwrap().overrides;
    assert_eq!(own.get("falls.attention"), Some(&toml::Value::Float(0.5)));
}

#[test]
fn an_axis_can_be_a_range() {
    let values = |path: &str, range: &str| {
        let (head, _) = SMALL.split_once("[sweep]").unwrap();
        let sweep = format!("[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\npath = \"{path}\"\n{range}\n");
        let scenario = scenario(&format!("{head}{sweep}"), &[]);
        let again = read_text("small.toml", &resolved(&scenario), &[]).unwrap();
        assert_eq!(again.sweep, scenario.sweep);
        scenario.sweep.unwrap().axes[0].values.iter().map(toml::Value::to_string).collect::<Vec<_>>()
    };
    let every = "design.small-team.meeting.every";
    assert_eq!(
        values(every, "from = \"7 days\"\nto = \"21 days\"\nstep = \"7 days\""),
        ["\"7 days\"", "\"14 days\"", "\"21 days\""]
    );
    assert_eq!(values(every, "from = \"2 weeks\"\nto = \"1 weeks\"\nsteps = 2").len(), 3);
    assert_eq!(values("design.small-team.caseload_cap", "from = 40\nto = 120\nstep = 40"), ["40", "80", "120"]);
    assert_eq!(values("parameters.falls.attention", "from = 0.1\nto = 0.4\nstep = 0.1"), ["0.1", "0.2", "0.3", "0.4"]);
}

#[test]
fn a_point_of_a_sweep_is_a_scenario_of_its_own() {
    let whole = scenario(SMALL, &[]);
    let sweep = whole.sweep.clone().unwrap();
    let point: Vec<_> = sweep.axes.iter().map(|axis| (axis.path.clone(), axis.values[1].clone())).collect();
    let there = whole.at_point(&point).unwrap();
    assert_eq!(there.designs["larger-team"].meeting.unwrap().every.days(), 14.0);
    assert_eq!(there.arms[1].money.unwrap().gbp_per_person_year(), 60.0);
    assert_eq!(whole.designs["larger-team"].meeting.unwrap().every.days(), 7.0);
    assert!(whole.at_point(&[]).unwrap() == whole);
    let wrong = whole.at_point(&[("arm.larger.money".to_string(), toml::Value::Integer(3))]).unwrap_err();
    assert!(wrong.to_string().starts_with("sweep:1:18: `3` has no unit"), "{wrong}");
}

#[test]
fn the_shipped_scenarios_compare_designs_at_the_same_money() {
    let headline = read(Path::new("scenarios/headline.toml"), &[], &[]).unwrap_or_else(|report| panic!("{report}"));
    let six_years =
        read(Path::new("scenarios/headline-six-years.toml"), &[], &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!((headline.horizon.whole_days(), six_years.horizon.whole_days()), (1096, 2191));
    assert_eq!(headline.designs, six_years.designs);
    // The two may differ in how often the checks are run, and in nothing else.
    let alike = |scenario: &mdtsim::scenario::Scenario| {
        scenario.arms.iter().map(|arm| (arm.id.clone(), arm.designs.clone(), arm.money)).collect::<Vec<_>>()
    };
    assert_eq!(alike(&headline), alike(&six_years));
    let names: Vec<_> = headline.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Leicester", "Wiltshire"]);
    let money: Vec<_> = headline.arms.iter().filter_map(|arm| arm.money).collect();
    assert!(money.len() >= 6 && money.iter().all(|&amount| amount == money[0]));
    let teams = headline.designs.values().filter(|design| !design.roster.is_empty());
    assert!(teams.clone().count() >= 4);
    for team in teams {
        let hit = team.roster.values().any(|line| Some(&line.funding) == headline.shocks[0].funding.as_ref());
        assert!(hit && team.start == Start::Recruiting, "{}", team.title);
    }
}

/// The studies of leaders' questions, each with the first outcome that answers it.
const STUDIES: [(&str, &str); 16] = [
    ("stop-or-renew", "unmet_need_days_per_person"),
    ("the-honest-number", "claimed_avoided_per_1000"),
    ("one-year-of-funding", "unplanned_admissions_per_1000"),
    ("annual-or-three-years", "team_leavers_per_100_posts"),
    ("three-hundred-thousand-pounds", "unmet_need_days_per_person"),
    ("coast-or-inner-city", "unplanned_admissions_per_1000"),
    ("proactive-or-two-hour", "unplanned_admissions_per_1000"),
    ("whom-to-pick", "unplanned_admissions_per_1000"),
    ("more-need-found", "therapy_visits_per_1000"),
    ("weekly-fortnightly-or-dyads", "days_to_plan_median"),
    ("pioneer-like-sites", "team_cohesion"),
    ("freeze-or-cut", "team_cohesion"),
    ("own-effect-or-queues", "unplanned_admissions_per_1000"),
    ("what-matters-most", "unmet_need_days_per_person"),
    ("posts-or-lent-staff", "team_vacancy_share"),
    ("which-guess-counts", "unmet_need_days_per_person"),
];

#[test]
fn every_study_of_a_question_names_the_outcomes_that_answer_it() {
    for (name, first) in STUDIES {
        let path = format!("scenarios/{name}.toml");
        let scenario = read(Path::new(&path), &[], &[]).unwrap_or_else(|report| panic!("{report}"));
        assert!(scenario.question.as_ref().is_some_and(|question| question.ends_with('?')), "{name}");
        assert_eq!(scenario.outcomes.first().map(String::as_str), Some(first), "{name}");
        let plan = Plan::of(&scenario).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(plan.study.outcomes, scenario.outcomes);
        assert!(plan.arms.len() >= 2 && scenario.arms.iter().all(|arm| arm.replications.is_none()), "{name}");
        // Nobody who reads a page should need the names of arms.
        let titles: BTreeSet<_> = plan.arms.iter().map(|arm| &arm.title).collect();
        assert_eq!(titles.len(), plan.arms.len(), "{name}");
    }
    let pioneers = read(Path::new("scenarios/pioneer-like-sites.toml"), &[], &[]).unwrap();
    for arm in &pioneers.arms[..2] {
        let teams: u32 = arm.teams.values().flatten().sum();
        assert_eq!((arm.designs.len(), arm.teams.len(), teams), (11, 2, 11), "{}", arm.id);
    }
}

#[test]
fn scarcer_care_on_the_coast_is_an_overlay_that_changes_the_place_and_its_care_and_nothing_else() {
    let file = Path::new("scenarios/coast-or-inner-city.toml");
    let overlay = std::path::PathBuf::from("scenarios/overlays/fewer-carers-on-the-coast.toml");
    let both = read(file, &[], &[]).unwrap_or_else(|report| panic!("{report}"));
    let coast = read(file, &[overlay], &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(coast.places, both.places[..1], "the coast alone");
    assert_eq!((&coast.arms, &coast.designs, coast.seed), (&both.arms, &both.designs, both.seed));
    // Less home care that is slower to staff, and fewer carers than the register's values.
    assert!(both.overrides.is_empty());
    let keys: Vec<&str> = coast.overrides.keys().map(String::as_str).collect();
    let of_carers = keys.iter().filter(|key| key.starts_with("people.has_carer.")).count();
    assert_eq!((keys.len(), of_carers), (6, 4), "{keys:?}");
    let parameters = |scenario: &mdtsim::scenario::Scenario| -> Parameters {
        Register::built_in().to_parameters(&scenario.overrides).unwrap()
    };
    let (usual, scarce) = (parameters(&both), parameters(&coast));
    assert!(scarce.social_care.home_care_hours.of(1000.0) < usual.social_care.home_care_hours.of(1000.0));
    assert!(scarce.care_workers.hire.days() > usual.care_workers.hire.days());
    assert!(scarce.people.has_carer.severe.get() < usual.people.has_carer.severe.get());
    assert_ne!(coast.question, both.question);
}

#[test]
fn outcomes_of_a_question_are_known_and_named_once() {
    let with = |outcomes: &str| {
        let text = SMALL.replacen("[report]", &format!("[report]\noutcomes = {outcomes}"), 1);
        read_text("study.toml", &text, &[])
    };
    let plan = |outcomes: &str| Plan::of(&with(outcomes).unwrap());
    assert!(plan("[\"falls_per_1000\", \"deaths_per_1000\"]").is_ok());
    let unknown = plan("[\"deaths_per_100\"]").unwrap_err().to_string();
    let said = "[report] or half_width: no outcome is called `deaths_per_100`; did you mean `deaths_per_1000`";
    assert!(unknown.starts_with(said), "{unknown}");
    let twice = with("[\"falls_per_1000\", \"falls_per_1000\"]").unwrap_err().to_string();
    assert!(twice.contains("a second outcome `falls_per_1000`"), "{twice}");
    assert!(with("\"falls_per_1000\"").unwrap_err().to_string().contains("expected a list"));
    assert!(with("[3]").unwrap_err().to_string().contains("text in quotes"));
}

#[test]
fn the_library_says_how_teams_work_and_how_long_their_money_holds() {
    let text = SMALL.to_string() + "\n[[arm]]\nid = \"a\"\ndesign = \"integrated-neighbourhood-team\"\n";
    let scenario = read_text("study.toml", &text, &[]).unwrap_or_else(|report| panic!("{report}"));
    let team = &scenario.designs["integrated-neighbourhood-team"];
    assert!(team.working.chair == Chair::Shared && team.working.adapts && team.working.dyads);
    // Money of the library goes on; to end it is for a scenario.
    assert!(team.budgets.values().all(|budget| budget.years.is_some() && budget.renewed.get() == 1.0));
    assert!(!team.budgets.is_empty());
}

#[test]
fn every_built_in_design_can_be_an_arm() {
    let library = [
        "usual-care",
        "more-of-the-same",
        "practice-meeting",
        "neighbourhood-mdg",
        "integrated-care-team",
        "huddle-and-voluntary",
        "virtual-ward",
        "extensivist-hub",
        "urgent-frailty-hub",
        "integrated-neighbourhood-team",
        "paramedic-practitioners",
        "care-home-support",
    ];
    let start = SMALL.find("[parameters]").unwrap();
    let mut text = SMALL[..start].to_string();
    for id in library {
        text.push_str(&format!("[[arm]]\nid = \"{id}\"\ndesign = \"{id}\"\n"));
    }
    let scenario = scenario(&text, &[]);
    assert_eq!(scenario.designs.len(), library.len());
    let wte = |id: &str| scenario.designs[id].roster.values().map(|line| line.wte.wte()).sum::<f64>();
    assert_eq!(wte("usual-care") + wte("more-of-the-same"), 0.0);
    assert_eq!((wte("practice-meeting") * 100.0).round(), 85.0);
    assert_eq!((wte("integrated-care-team") * 100.0).round(), 730.0);
    assert_eq!((wte("urgent-frailty-hub") * 100.0).round(), 2020.0);
}

const TERMS: &str = r#"
[design.small-team.budget.better-care-fund]
payer = "council"
years = 1
announced = "7 weeks"
renewed = 0.9

[[shock]]
id = "bad-winter"
kind = "pandemic"
at = "2027-11-01"
size = 0.5
warning = "2 weeks"
length = "4 months"
"#;

/// The problems of the small scenario with something added.
fn problems_with(addition: &str) -> String {
    read_text("small.toml", &[SMALL, addition].concat(), &[]).unwrap_err().to_string()
}

#[test]
fn budgets_have_terms_and_shocks_may_hit_the_whole_place() {
    let scenario = read_text("small.toml", &[SMALL, TERMS].concat(), &[]).unwrap_or_else(|report| panic!("{report}"));
    let budget = scenario.designs["larger-team"].budgets["better-care-fund"];
    assert_eq!((budget.payer, budget.years), (Some(Payer::Council), Some(1)));
    assert_eq!((budget.announced.days(), budget.renewed.get()), (49.0, 0.9));
    let pandemic = scenario.shocks.iter().find(|shock| shock.kind == ShockKind::Pandemic).unwrap();
    assert_eq!((&pandemic.funding, pandemic.size.get()), (&None, 0.5));
    let again = read_text("resolved.toml", &resolved(&scenario), &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(again.designs, scenario.designs);
    assert_eq!(again.shocks, scenario.shocks);
}

#[test]
fn budgets_and_shocks_that_make_no_sense_are_refused() {
    for (right, wrong, complaint) in [
        ("budget.better-care-fund", "budget.beter-care-fund", "nobody in the roster is paid from `beter-care-fund`"),
        ("announced = \"7 weeks\"\n", "", "`announced` is missing in a budget"),
        ("renewed = 0.9", "renewed = 1.9", "1.9"),
        ("kind = \"pandemic\"", "kind = \"pandemic\"\nfunding = \"better-care-fund\"", "hits no line"),
        ("length = \"4 months\"\n", "", "`length` is missing"),
        ("kind = \"pandemic\"", "kind = \"freeze\"", "`funding` is missing"),
        (
            "length = \"4 months\"\n",
            "length = \"4 months\"\nuntil_saved = \"1 year\"\n",
            "`until_saved` means nothing here",
        ),
    ] {
        let problems = problems_with(&TERMS.replacen(right, wrong, 1));
        assert!(problems.contains(complaint), "{wrong}: {problems}");
    }
}
