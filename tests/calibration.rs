//! Calibration: only what may be fitted to is, a fit finds what made the targets and stays there, and a place's file is
//! read with care.

use jiff::civil::date;
use mdtsim::cli::{self, ending::Ending, interrupt::Interrupt};
use mdtsim::experiment::calibration::observe::{Laboratory, Onlooker};
use mdtsim::experiment::calibration::targets::{Target, national};
use mdtsim::experiment::calibration::{Fit, Task, fit, knobs, why};
use mdtsim::experiment::watch::Unwatched;
use mdtsim::model::start::Spans;
use mdtsim::scenario::file::local::read_local;
use mdtsim::scenario::fit::{Fit as Kept, Parameter};
use mdtsim::scenario::places;
use mdtsim::scenario::register::{Register, Status};
use mdtsim::time::{Calendar, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

struct Silent;

impl Onlooker for Silent {
    fn lived(&self, _done: usize, _of: usize) {}
    fn wants_to_stop(&self) -> bool {
        false
    }
    fn told(&self, _words: &str) {}
}

fn laboratory() -> Laboratory {
    let spans = Spans { warm_up: Span::days(30), horizon: Span::days(365) };
    Laboratory {
        figures: places::england(4_000),
        spans,
        calendar: Calendar::new(date(2023, 4, 1), Laboratory::days(spans)),
        seed: 7,
        replications: 1,
    }
}

fn task(targets: Vec<Target>, keys: &'static [&'static str]) -> Task {
    let group = [("a knob", keys, knobs::NATIONAL[0].2)];
    let given = BTreeMap::new();
    let knobs = knobs::knobs(&group, &given, Register::typed());
    Task { laboratory: laboratory(), targets, knobs, given, rounds: 4 }
}

/// Targets that a world with other rates of illness shows.
fn made_by(factor: f64) -> Vec<Target> {
    let register = Register::typed();
    let rate = |key: &str| (key.to_string(), register.entry(key).unwrap().value * factor);
    let rates = ["illness.rate.age_65_74", "illness.rate.age_75_84", "illness.rate.age_85_plus"].map(rate);
    let overrides = rates.into_iter().map(|(key, value)| (key.clone(), register.written(&key, value).unwrap()));
    // As in a fit, all else is built in.
    let parameters = Register::built_in().to_parameters(&overrides.collect()).unwrap();
    let seen = laboratory().observe(vec![parameters], 1, &Silent).unwrap();
    let wanted = ["sup_em_adm_65_74", "sup_em_adm_75_84", "sup_em_adm_85plus"];
    let targets = national(register).into_iter().filter(|target| wanted.contains(&target.id.as_str()));
    targets
        .map(|target| {
            let value = (target.of)(&seen[0]);
            Target { value, low: value * 0.97, high: value * 1.03, ..target }
        })
        .collect()
}

const RATES: &[&str] = &["illness.rate"];

#[test]
fn only_rows_for_calibration_are_fitted_to_and_none_for_checking_is_touched() {
    let register = Register::typed();
    let targets = national(register);
    let mut ids = BTreeSet::new();
    for target in &targets {
        assert!(ids.insert(&target.id), "{} stands twice", target.id);
        assert!(target.low <= target.value && target.value <= target.high, "{}", target.id);
        for row in &target.rows {
            let row = register.evidence(row).unwrap();
            let made = target.value == 1.0 && target.unit == "ratio";
            assert!(row.role == "calibration" || (made && row.role == "input"), "{}: {}", target.id, row.id);
        }
    }
    for (name, keys, _) in knobs::NATIONAL {
        for key in *keys {
            let below = register.entries().iter().filter(|entry| entry.key.starts_with(key));
            assert!(below.count() > 0, "{name}: no parameter `{key}`");
        }
    }
}

#[test]
fn a_fit_finds_what_made_its_targets_and_stays_there() {
    let task = task(made_by(1.2), RATES);
    let found = fit(&task, 1, &Silent).unwrap();
    let shift = found.knobs[0].shift;
    assert!((shift - libm::log(1.2)).abs() < 0.05, "{shift}");
    assert!(found.objective[1] < found.objective[0] / 20.0, "{:?}", found.objective);
    assert!(found.targets.iter().all(|met| met.target.holds(met.after)), "{:?}", found.targets);
    let again = Task { knobs: task.knobs.iter().cloned().map(|knob| knob.begun_at(shift)).collect(), ..task };
    let stayed = fit(&again, 2, &Silent).unwrap();
    assert!((stayed.knobs[0].shift - shift).abs() < 0.01, "{shift} {}", stayed.knobs[0].shift);
}

#[test]
fn what_is_missed_is_told_with_its_reason() {
    let told = |fit: &Fit| why::misses(fit).into_iter().map(|(_, reason)| reason).collect::<Vec<_>>();
    let out_of_reach = fit(&task(made_by(3.0), RATES), 1, &Silent).unwrap();
    let reasons = told(&out_of_reach);
    assert!(reasons.iter().all(|reason| reason == "`a knob` is at the upper end of its range"), "{reasons:?}");
    let mut targets = made_by(1.0);
    targets.truncate(2);
    for (target, factor) in targets.iter_mut().zip([0.8, 1.3]) {
        let value = target.value * factor;
        (target.value, target.low, target.high) = (value, value * 0.97, value * 1.03);
    }
    let torn = told(&fit(&task(targets.clone(), RATES), 1, &Silent).unwrap());
    assert!(
        !torn.is_empty() && torn.iter().all(|reason| reason.starts_with("it pulls against \"Emergency")),
        "{torn:?}"
    );
    let idle = told(&fit(&task(targets, &["reach.minority_on_notice"]), 1, &Silent).unwrap());
    assert!(idle.iter().any(|reason| reason == "nothing that may be moved acts on it"), "{idle:?}");
}

#[test]
fn a_fitted_value_stands_for_the_typed_one_and_says_so() {
    let parameter = |key: &str| Parameter {
        key: key.to_string(),
        value: 0.4,
        low: 0.35,
        high: 0.45,
        moved_by: "a knob".to_string(),
        at_bound: false,
    };
    let kept = Kept { parameters: vec![parameter("crisis.severe"), parameter("crisis.gone")], ..Kept::default() };
    let register = Register::typed().with(&Kept::read(&kept.text().unwrap()).unwrap());
    let entry = register.entry("crisis.severe").unwrap();
    assert_eq!((entry.value, entry.status, entry.fitted), (0.4, Status::Fitted, Some([0.35, 0.45])));
    assert_eq!(register.faults(), ["crisis.gone: fitted, but no parameter of the register"]);
}

fn report(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("here.toml");
    std::fs::write(&path, text).unwrap();
    read_local(&path).unwrap_err().to_string().replace(&path.display().to_string(), "here.toml")
}

#[test]
fn all_that_is_wrong_with_a_places_file_is_told_at_once_with_its_place() {
    let said = report(
        "schema_version = 1\n[place]\nname = \"Leicster\"\n[[target]]\nwhat = \"bed-occupancy\"\nvalue = 94\nyear = \
         2024\n[[target]]\nwhat = \"beds\"\nvalue = 3\nyear = 1066\n[[target]]\nwhat = \"two-hour-share\"\nvalue = \
         0.8\nhigh = 0.7\nyear = 2024\nmonth = 3\n",
    );
    for part in [
        "here.toml:3:8: unknown place `Leicster`",
        "here.toml:6:9: 94 is no share",
        "here.toml:9:8: `beds` is not known here",
        "here.toml:11:8: 1066 is no year",
        "here.toml:15:8: the value 0.8 does not lie between",
        "here.toml:17:1: unknown key `month` in [[target]]",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(report("schema_version = 1\n").contains("there is no [[target]]"));
}

fn run(line: &[&str], interrupt: Interrupt) -> Ending {
    cli::run(["mdtsim", "calibrate"].iter().chain(line).map(Into::into), interrupt, &Unwatched)
}

#[test]
fn a_place_gets_an_overlay_that_scenarios_read_and_an_interrupted_fit_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name).display().to_string();
    let (targets, out) = (within("here.toml"), within("out"));
    let text = "schema_version = 1\n[place]\nname = \"Rutland\"\n[[target]]\nwhat = \
                \"vacancy-social-worker\"\nvalue = 0.11\nyear = 2024\n";
    std::fs::write(&targets, text).unwrap();
    let asked = Interrupt::default();
    asked.ask();
    let line = ["--targets", &targets, "--out", &out, "--quick", "-q", "--structure", "delirium=screened"];
    assert_eq!(run(&line, asked), Ending::Interrupted);
    assert!(!Path::new(&out).exists(), "an interrupted fit leaves nothing");
    assert_eq!(run(&line, Interrupt::default()), Ending::Done);
    for name in ["overlay.toml", "figures/fit.png", "figures/fit.svg"] {
        assert!(Path::new(&out).join(name).is_file(), "{name}");
    }
    let scenario = Path::new("scenarios/headline.toml");
    let overlay = Path::new(&out).join("overlay.toml");
    let read = mdtsim::scenario::file::read(scenario, &[overlay], &[]).unwrap();
    assert!(read.overrides.contains_key("hiring.found.social_worker"), "{:?}", read.overrides);
    assert_eq!(read.overrides["delirium.chance.severe"], 0.44.into());
    assert_eq!(run(&line, Interrupt::default()), Ending::BadInput, "a folder that is there is not replaced");
}
