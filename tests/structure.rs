//! Questions on which sources disagree: every choice is sound, and changes what it says it changes.

use jiff::civil::date;
use mdtsim::experiment::calibration::observe::{Laboratory, Observed, Onlooker};
use mdtsim::model::parameters::Parameters;
use mdtsim::model::people::traits::Frailty;
use mdtsim::model::start::Spans;
use mdtsim::outcomes::strata::{Counts, Stratum};
use mdtsim::scenario::file;
use mdtsim::scenario::places;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::structure::{self, topics};
use mdtsim::time::{Calendar, Span};
use std::collections::BTreeSet;

const SCENARIO: &str = "\
schema_version = 1
[experiment]
start = \"2027-04-01\"
warm_up = \"1 months\"
horizon = \"1 months\"
baseline = \"usual-care\"
[[place]]
name = \"Rutland\"
[[arm]]
id = \"usual-care\"
design = \"usual-care\"
";

fn parameters(choices: &[String]) -> Parameters {
    let overrides = structure::overrides(choices).unwrap();
    Register::built_in().to_parameters(&overrides).unwrap()
}

#[test]
fn every_choice_is_sound_and_the_first_is_what_the_register_holds() {
    let register = Register::built_in();
    let mut seen = BTreeSet::new();
    for topic in topics() {
        assert!(seen.insert(&topic.id) && topic.choice.len() > 1 && topic.question.ends_with('?'), "{}", topic.id);
        assert!(topic.choice[0].parameters.is_empty(), "{}: the default sets something", topic.id);
        for choice in &topic.choice {
            assert!(choice.meaning.ends_with('.'), "{} {}", topic.id, choice.id);
            let said = choice.assumption.ends_with('.') || choice.assumption.is_empty();
            assert!(said, "{} {}: {}", topic.id, choice.id, choice.assumption);
            let borne_out = !choice.evidence.is_empty() || !choice.assumption.is_empty();
            let sets = !choice.parameters.is_empty();
            assert!(borne_out || !sets, "{} {}: neither evidence nor assumption", topic.id, choice.id);
            for row in &choice.evidence {
                let row = register.evidence(row).unwrap_or_else(|| panic!("no evidence `{row}`"));
                assert_ne!(row.role, "check", "{} {}", topic.id, choice.id);
            }
        }
        let default = parameters(&[]);
        for choice in &topic.choice[1..] {
            assert_ne!(parameters(&[format!("{}={}", topic.id, choice.id)]), default, "{} {}", topic.id, choice.id);
        }
    }
}

#[test]
fn a_scenario_chooses_and_its_own_parameters_go_before() {
    let read = |more: &str| file::read_text("here.toml", &format!("{SCENARIO}{more}"), &[]);
    let chosen = read("[structure]\nfalls-by-frailty = \"hazard\"\n").unwrap();
    assert_eq!(chosen.overrides["falls.frailty.severe"], 1.24.into());
    let own = read("[structure]\nfalls-by-frailty = \"hazard\"\n[parameters]\nfalls.frailty.severe = 2.0\n").unwrap();
    assert_eq!(own.overrides["falls.frailty.severe"], 2.0.into());
    let set = file::read_text("here.toml", SCENARIO, &["structure.delirium=screened".to_string()]).unwrap();
    assert_eq!(set.overrides["delirium.chance.severe"], 0.44.into());
    assert!(file::resolved(&set).contains("delirium = \"screened\""), "{}", file::resolved(&set));
    for (more, said) in [
        ("[structure]\nfalls-by-frailt = \"hazard\"\n", "did you mean `falls-by-frailty`?"),
        ("[structure]\ndelirium = \"audited\"\n", "one of: audit, screened"),
        ("structure = 3\n", "the table [structure]"),
    ] {
        let text = if more.starts_with('[') { format!("{SCENARIO}{more}") } else { format!("{more}{SCENARIO}") };
        let report = file::read_text("here.toml", &text, &[]).unwrap_err().to_string();
        assert!(report.contains(said) && report.starts_with("here.toml:"), "{report}");
    }
}

struct Silent;

impl Onlooker for Silent {
    fn lived(&self, _done: usize, _of: usize) {}
    fn wants_to_stop(&self) -> bool {
        false
    }
    fn told(&self, _words: &str) {}
}

/// What a year of usual care shows under each of these choices.
fn lived(choices: &[&str]) -> Vec<Observed> {
    let spans = Spans { warm_up: Span::days(90), horizon: Span::days(365) };
    let calendar = Calendar::new(date(2023, 4, 1), Laboratory::days(spans));
    let laboratory = Laboratory { figures: places::england(15_000), spans, calendar, seed: 3, replications: 1 };
    let points = choices.iter().map(|choice| parameters(&[choice.to_string()]));
    laboratory.observe(points.collect(), 2, &Silent).unwrap()
}

fn rate(seen: &Observed, events: fn(&Counts) -> u64, fits: fn(&Stratum) -> bool) -> f64 {
    let counts = seen.strata.of(fits);
    events(&counts) as f64 / counts.years()
}

#[test]
fn every_choice_changes_what_it_speaks_of_and_in_its_direction() {
    let [few, many] = &lived(&["not-conveyed=few", "not-conveyed=many"])[..] else { panic!() };
    assert!(rate(few, |c| c.conveyed, |_| true) > 1.2 * rate(many, |c| c.conveyed, |_| true));
    let [audit, screened] = &lived(&["delirium=audit", "delirium=screened"])[..] else { panic!() };
    assert!(rate(screened, |c| c.delirious, |_| true) > 1.2 * rate(audit, |c| c.delirious, |_| true));
    let [low, high] = &lived(&["dementia-prevalence=interviewed", "dementia-prevalence=with-those-not-met"])[..] else {
        panic!()
    };
    let dementia = |seen: &Observed| seen.strata.of(|s| s.dementia).years() / seen.strata.of(|_| true).years();
    assert!(dementia(high) > 1.1 * dementia(low), "{} {}", dementia(high), dementia(low));
    let severe: fn(&Stratum) -> bool = |s| s.frailty >= Frailty::Moderate && !s.care_home;
    let [odds, hazard] = &lived(&["falls-by-frailty=odds", "falls-by-frailty=hazard"])[..] else { panic!() };
    assert!(rate(odds, |c| c.falls, severe) > 1.3 * rate(hazard, |c| c.falls, severe));
    let [steep, shallow] = &lived(&["death-by-frailty=steep", "death-by-frailty=shallow"])[..] else { panic!() };
    assert!(rate(steep, |c| c.deaths, severe) > 1.15 * rate(shallow, |c| c.deaths, severe));
    let [recorded, published] = &lived(&["frailty-steps=recorded", "frailty-steps=published"])[..] else { panic!() };
    assert!(rate(published, |c| c.steps, |_| true) > 1.4 * rate(recorded, |c| c.steps, |_| true));
    let [trials, england] = &lived(&["exercise-on-falls=trials", "exercise-on-falls=england"])[..] else { panic!() };
    assert!(rate(england, |c| c.falls, |_| true) > rate(trials, |c| c.falls, |_| true));
    let after = lived(&["exercise-after-discharge=as-any-other", "exercise-after-discharge=harmful"]);
    assert!(rate(&after[1], |c| c.falls, |_| true) > rate(&after[0], |c| c.falls, |_| true));
    let hazards = lived(&["home-hazards=high-risk", "home-hazards=through-the-need", "home-hazards=england"]);
    let falls = [0, 1, 2].map(|choice| rate(&hazards[choice], |c| c.falls, |s| !s.care_home));
    assert!(falls[0] < falls[1] && falls[1] < falls[2], "{falls:?}");
    let reviewed = lived(&["medication-review=through-the-need", "medication-review=trials"]);
    assert!(rate(&reviewed[1], |c| c.falls, |_| true) > rate(&reviewed[0], |c| c.falls, |_| true));
}

/// The levels of the shallow slope, as they were last measured where they were set: after each fit they are to be set anew.
#[test]
fn the_shallow_slope_comes_out_in_the_worlds_of_the_validation() {
    // A band of frailty is twelve hundredths of the index, and the slope is of tenths.
    const TENTHS: f64 = 1.2;
    let slope = Register::built_in().evidence("mort_hr_fi_0.1").unwrap();
    let of = |text: &str| text.parse::<f64>().unwrap();
    let (low, high) = (of(&slope.low), of(&slope.high));
    let probed = std::fs::read_to_string("docs/probed.csv").unwrap();
    for (bands, row) in (1..).zip(["val_efi_mort1_mild", "val_efi_mort1_moderate", "val_efi_mort1_severe"]) {
        let start = format!("shallow slope of the meta-analysis,{row},");
        let measured = of(probed.lines().find_map(|line| line.strip_prefix(&start)).unwrap());
        let [low, high] = [low, high].map(|slope| libm::pow(slope, TENTHS * f64::from(bands)));
        assert!(low <= measured && measured <= high, "{row}: {measured} where the slope has {low:.3} to {high:.3}");
    }
}

/// The questions on which the evidence says that sources conflict, and that switches should answer.
#[test]
fn every_question_on_which_sources_conflict_has_a_switch() {
    let asked = [
        "exercise-on-falls",
        "exercise-after-discharge",
        "home-hazards",
        "medication-review",
        "falls-by-frailty",
        "death-by-frailty",
        "delirium",
        "not-conveyed",
        "dementia-prevalence",
        "frailty-steps",
    ];
    let topics: BTreeSet<&str> = topics().iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(topics, BTreeSet::from(asked));
}
