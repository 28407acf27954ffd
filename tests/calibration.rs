//! Calibration: only what may be fitted to is, a fit finds what made the targets and stays there, and a place's file is
//! read with care.

use jiff::civil::date;
use mdtsim::cli::{self, ending::Ending, interrupt::Interrupt};
use mdtsim::experiment::calibration::observe::{Laboratory, Onlooker};
use mdtsim::experiment::calibration::targets::{Target, national};
use mdtsim::experiment::calibration::{Earlier, Fit, Task, fit, knobs, why};
use mdtsim::experiment::fingerprint;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::model::start::Spans;
use mdtsim::scenario::eras::eras;
use mdtsim::scenario::file::local::{Known, read_local};
use mdtsim::scenario::fit::{Fit as Kept, Parameter};
use mdtsim::scenario::places;
use mdtsim::scenario::register::{Register, Status};
use mdtsim::scenario::unfitted::unfitted;
use mdtsim::time::{Calendar, Span};
use mdtsim::units::Choice;
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
    Task { laboratory: laboratory(), targets, knobs, given, earlier: None, in_doubt: None, rounds: 4, rough: false }
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
fn every_row_for_calibration_is_in_a_target_or_has_a_reason_why_not() {
    let register = Register::typed();
    let targets = national(register);
    let fitted: BTreeSet<&String> = targets.iter().flat_map(|target| &target.rows).collect();
    let mut told = BTreeSet::new();
    for group in unfitted() {
        assert!(group.reason.ends_with('.') && !group.rows.is_empty(), "{}", group.reason);
        for row in &group.rows {
            assert_eq!(register.evidence(row).map(|row| row.role.as_str()), Some("calibration"), "{row}");
            assert!(told.insert(row) && !fitted.contains(row), "{row} stands twice, or is fitted to");
        }
    }
    for row in register.of_role("calibration") {
        assert!(fitted.contains(&row.id) || told.contains(&row.id), "{} is no target and has no reason", row.id);
    }
}

#[test]
fn people_who_differ_more_in_hidden_severity_are_more_unlike_in_their_falls() {
    let register = Register::typed();
    let with = |exponent: &str| {
        let key = "falls.severity_exponent".to_string();
        register.to_parameters(&BTreeMap::from([(key, exponent.parse().unwrap())])).unwrap()
    };
    let spans = Spans { warm_up: Span::days(30), horizon: Span::days(730) };
    let calendar = Calendar::new(date(2023, 4, 1), Laboratory::days(spans));
    let laboratory = Laboratory { figures: places::england(12_000), spans, calendar, ..laboratory() };
    let seen = laboratory.observe(vec![with("0.0"), with("1.0")], 2, &Silent).unwrap();
    let targets = national(register);
    let shown = |id: &str| {
        let target = targets.iter().find(|target| target.id == id).unwrap();
        [(target.of)(&seen[0]), (target.of)(&seen[1])]
    };
    let [alike, unlike] = shown("het_sd_fall");
    assert!(alike < 0.8 && unlike > alike + 0.2, "{alike} {unlike}");
    let [alike, unlike] = shown("fall_or_history");
    assert!(alike > 1.0 && unlike > alike, "{alike} {unlike}");
    for id in ["het_bottle_2more", "het_em1_70", "fell_in_half_a_year"] {
        assert!(shown(id).iter().all(|share| (0.01..0.6).contains(share)), "{id}: {:?}", shown(id));
    }
}

#[test]
fn the_built_in_fit_says_where_it_comes_from_how_sure_it_is_and_how_near_it_came() {
    let kept = Kept::built_in();
    let from = kept.provenance.as_ref().unwrap();
    assert!(from.data.len() == 64 && from.people > 0 && from.replications > 0 && from.days > 365);
    assert!(from.objective_after < from.objective_before, "{from:?}");
    let distance = |figure: fn(&mdtsim::scenario::fit::Target) -> f64| {
        let outside = |target: &&mdtsim::scenario::fit::Target| {
            let seen = figure(target);
            seen < target.low || seen > target.high
        };
        kept.targets.iter().filter(outside).count()
    };
    assert!(distance(|target| target.after) < distance(|target| target.before));
    for parameter in &kept.parameters {
        let entry = Register::typed().entry(&parameter.key).unwrap();
        let within = |value: f64| entry.low.unwrap() <= value && value <= entry.high.unwrap();
        assert!(within(parameter.value) && !parameter.moved_by.is_empty(), "{}", parameter.key);
        assert!(parameter.low <= parameter.value && parameter.value <= parameter.high, "{}", parameter.key);
    }
}

#[test]
fn the_built_in_fit_rests_on_the_data_as_they_stand() {
    let from = &Kept::built_in().provenance.as_ref().unwrap().data;
    assert!(
        *from == fingerprint::of_data_to_fit(),
        "the data that the fit rests on have changed since; run `make calibrate` and commit what it writes"
    );
}

#[test]
fn a_fit_rests_on_numbers_and_targets_and_not_on_words_or_other_evidence() {
    let read = |name: &str| {
        let texts = mdtsim::scenario::built_in().into_iter().collect::<std::collections::BTreeMap<_, _>>();
        texts[name].to_string()
    };
    let (register, evidence) = (read("register"), read("evidence"));
    let of = |register: &str, evidence: &str| {
        fingerprint::of_what_is_fitted(&Register::from_csv(register, evidence).unwrap())
    };
    let changed = |text: &str, old: &str, new: &str| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    };
    let now = of(&register, &evidence);
    assert_eq!(now, fingerprint::of_data_to_fit());
    // Words: a sentence of the register, a source of a target.
    assert_eq!(now, of(&changed(&register, "Days a year of annual leave,", "Days of leave,"), &evidence));
    assert_eq!(now, of(&register, &changed(&evidence, ",6 cohorts; same paper;", ",six cohorts; the same paper;")));
    // Evidence that is no target: the shallow slope of deaths by frailty.
    assert_eq!(
        now,
        of(&register, &changed(&evidence, "18 cohorts,\"lognormal(meanlog=0.2484", "x,\"lognormal(meanlog=0.2485"))
    );
    // A number of the register, and a row behind a target.
    assert_ne!(now, of(&changed(&register, "death.grave_days,10,5,20,", "death.grave_days,11,5,20,"), &evidence));
    assert_ne!(now, of(&register, &changed(&evidence, ",1.039,1.033,1.044,", ",1.039,1.032,1.044,")));
}

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
    assert!((shift - libm::log(1.2)).abs() < 0.03, "{shift}");
    assert!(found.objective[1] < found.objective[0] / 20.0, "{:?}", found.objective);
    assert!(found.targets.iter().all(|met| met.target.holds(met.after)), "{:?}", found.targets);
    let again = Task { knobs: task.knobs.iter().cloned().map(|knob| knob.begun_at(shift)).collect(), ..task };
    let stayed = fit(&again, 2, &Silent).unwrap();
    assert!((stayed.knobs[0].shift - shift).abs() < 0.01, "{shift} {}", stayed.knobs[0].shift);
}

#[test]
fn points_are_tried_with_the_same_luck_on_any_number_of_threads() {
    let typed = || Register::typed().to_parameters(&BTreeMap::new()).unwrap();
    let laboratory = Laboratory { replications: 2, ..laboratory() };
    let targets = national(Register::typed());
    let seen = |threads: usize| {
        let seen = laboratory.observe(vec![typed(), typed()], threads, &Silent).unwrap();
        seen.iter()
            .map(|seen| targets.iter().map(|target| (target.of)(seen).to_bits()).collect())
            .collect::<Vec<Vec<_>>>()
    };
    let one = seen(1);
    assert_eq!(one[0], one[1], "two points with the same parameters are the same worlds");
    assert_eq!(one, seen(3));
}

#[test]
fn what_is_missed_is_told_with_its_reason() {
    let told = |fit: &Fit| why::misses(fit).into_iter().map(|(_, reason)| reason).collect::<Vec<_>>();
    // Two ages: of the oldest so few live here that chance explains much.
    let mut far = made_by(3.0);
    far.truncate(2);
    let out_of_reach = fit(&task(far, RATES), 1, &Silent).unwrap();
    let reasons = told(&out_of_reach);
    assert!(
        !reasons.is_empty()
            && reasons.iter().all(|reason| reason.ends_with("`a knob` is at the upper end of its range")),
        "{reasons:?}"
    );
    let mut targets = made_by(1.0);
    targets.truncate(2);
    for (target, factor) in targets.iter_mut().zip([0.7, 2.0]) {
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
fn a_distance_within_luck_may_be_chance_and_a_rough_fit_names_no_opponent() {
    let missed_by = |factor: f64| {
        let mut targets = made_by(1.0);
        targets.truncate(2);
        for (target, factor) in targets.iter_mut().zip([1.0 / factor, factor]) {
            let value = target.value * factor;
            (target.value, target.low, target.high) = (value, value * 0.9999, value * 1.0001);
        }
        // What a team finds acts on nothing where there is none: the distance stays what it was made.
        let task = Task { rounds: 1, ..task(targets, &["team.finds_elsewhere"]) };
        let found = fit(&task, 1, &Silent).unwrap();
        assert!(found.targets.iter().all(|met| met.luck[0] < met.after && met.after < met.luck[1]), "{found:?}");
        (why::misses(&found), found)
    };
    let (by_luck, found) = missed_by(1.005);
    assert_eq!(by_luck.len(), 2);
    assert!(found.targets.iter().all(|met| met.is_chance()), "{found:?}");
    assert!(
        by_luck
            .iter()
            .all(|(_, reason)| reason == "it may be chance; if it is not: nothing that may be moved acts on it"),
        "{by_luck:?}"
    );
    // Two that one knob moves, both missed to the same side.
    let mut same_side = found.clone();
    same_side.knobs[0].slopes = vec![1.0, 0.5];
    let after = same_side.targets[0].after;
    same_side.targets[1] = same_side.targets[0].clone();
    assert!(why::misses(&same_side).iter().all(|(_, reason)| {
        reason.starts_with("by itself it may be chance, but 2 targets that `") && reason.contains("; if it is not: ")
    }));
    // To either side, each may be chance for itself.
    let (target, luck) = (&mut same_side.targets[1].target, found.targets[0].luck);
    target.value = after + (after - target.value);
    (target.low, target.high) = (target.value * 0.9999, target.value * 1.0001);
    assert!((luck[0]..luck[1]).contains(&target.value), "as far away on the other side");
    assert!(why::misses(&same_side).iter().all(|(_, reason)| reason.starts_with("it may be chance; if it is not: ")));
    let (by_more, found) = missed_by(2.0);
    assert!(by_more.len() == 2 && !found.targets.iter().any(|met| met.is_chance()), "{found:?}");
    assert!(by_more.iter().all(|(_, reason)| !reason.contains("chance")), "{by_more:?}");

    let mut targets = made_by(1.0);
    targets.truncate(2);
    for (target, factor) in targets.iter_mut().zip([0.5, 2.0]) {
        let value = target.value * factor;
        (target.value, target.low, target.high) = (value, value * 0.97, value * 1.03);
    }
    let torn = why::misses(&fit(&Task { rough: true, ..task(targets, RATES) }, 1, &Silent).unwrap());
    assert!(!torn.is_empty());
    assert!(torn.iter().all(|(_, reason)| reason == "why is told by a full fit only"), "{torn:?}");
}

#[test]
fn more_worlds_leave_less_to_luck() {
    let width = |replications: u32| {
        let laboratory = Laboratory { replications, ..laboratory() };
        let task = Task { laboratory, rounds: 0, ..task(made_by(1.0), RATES) };
        let met = fit(&task, 2, &Silent).unwrap().targets.swap_remove(0);
        libm::log(met.luck[1] / met.luck[0])
    };
    let [one, four] = [1, 4].map(width);
    assert!(
        (one / four - 2.0).abs() < 1e-9,
        "the same eight worlds, and four times as many behind the figure: {one} {four}"
    );
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

#[test]
fn a_register_calls_fitted_what_a_fit_moved_and_set_by_hand_what_none_did() {
    let moved: BTreeSet<&str> = Kept::built_in().parameters.iter().map(|one| one.key.as_str()).collect();
    let of = |status| Register::typed().entries().iter().filter(move |entry| entry.status == status);
    for entry in of(Status::Fitted) {
        assert!(moved.contains(entry.key.as_str()), "{}: fitted, and no fit has moved it", entry.key);
    }
    for entry in of(Status::ByHand) {
        assert!(!moved.contains(entry.key.as_str()), "{}: set by hand, and a fit has moved it", entry.key);
        assert!(
            !entry.sources(Register::typed()).is_empty(),
            "{}: which row of the evidence does it return?",
            entry.key
        );
        assert!(entry.has_a_range() && entry.status.is_weak(), "{}", entry.key);
        assert_eq!(
            entry.is_uncertain(),
            entry.distribution != "fixed",
            "{}: drawn from what its row leaves open",
            entry.key
        );
    }
    assert!(of(Status::ByHand).count() > 0);
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/calibration.md")).unwrap();
    let told = mdtsim::report::calibration::set_by_hand();
    assert!(kept.contains(&told), "docs/calibration.md is to hold:\n{told}");
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
    let head = std::fs::read_to_string(Path::new(&out).join("overlay.toml")).unwrap();
    assert!(
        head.contains("# What the model cannot say\n# - ") && head.contains("stays as it was fitted for England"),
        "{head}"
    );
    assert_eq!(run(&line, Interrupt::default()), Ending::BadInput, "a folder that is there is not replaced");
}

#[test]
fn a_small_fit_of_the_base_model_keeps_values_spread_and_objective_with_their_origin() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut command = assert_cmd::Command::cargo_bin("mdtsim").unwrap();
    command.args(["calibrate", "--quick", "--people", "1500", "-q", "--threads", "2", "--out"]).arg(&out);
    command.assert().success();
    let kept = Kept::read(&std::fs::read_to_string(out.join("calibration.toml")).unwrap()).unwrap();
    let from = kept.provenance.unwrap();
    assert_eq!((from.replications, from.rounds, from.seed), (1, 1, 20_261_122));
    assert!(from.objective_after < from.objective_before, "{from:?}");
    assert_eq!(kept.targets.len(), national(Register::typed()).len());
    assert!(kept.parameters.len() > 50);
    let page = std::fs::read_to_string(out.join("calibration.md")).unwrap();
    for words in [
        "Of 180 rows with the role *calibration*, 47 stand behind",
        "the remaining 133",
        "## Targets that are missed",
        "of 57 targets lie in their intervals: of 54 that rest on rows of the role *calibration* ",
        ", and of 3 that keep an input ",
        "## What the model cannot say",
        "published figures that the model misses",
        "of what nobody has checked: ",
        "spreads and correlations (`calibration.toml`)",
        "> **QUICK FIT, ROUGH NUMBERS",
        " missed targets, ",
        "with other luck): it may be chance.",
        "why is told by a full fit only.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("pulls against"), "a rough fit does not know what pulls against what");
    assert!(!page.contains("chance is less likely"), "most misses of a rough fit are luck, and none is said not to be");
    assert!(out.join("figures/fit.svg").is_file());
}

/// All that a place may know, none of it as the model has it.
const KNOWN: [(&str, f64); 10] = [
    ("emergency-admissions-per-1000", 190.0),
    ("attendances-per-1000", 400.0),
    ("mean-delay-days", 2.5),
    ("bed-occupancy", 0.9),
    ("two-hour-share", 0.6),
    ("vacancy-community-nurse", 0.08),
    ("vacancy-physiotherapist", 0.08),
    ("vacancy-occupational-therapist", 0.09),
    ("vacancy-social-worker", 0.1),
    ("vacancy-home-care-worker", 0.09),
];

#[test]
fn a_place_is_fitted_to_all_that_it_may_know_and_what_cannot_be_met_is_said_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let within = |name: &str| folder.path().join(name).display().to_string();
    let place = "schema_version = 1\n[place]\nname = \"Ashby\"\npopulation = 14000\nage_65_69 = 900\nage_70_74 = \
                 800\nage_75_79 = 600\nage_80_84 = 400\nage_85_89 = 220\nage_90_plus = 110\nregion = \"East \
                 Midlands\"\nimd_score = 21.5\nrural_share = 0.4\n";
    let target =
        |&(what, value): &(&str, f64)| format!("[[target]]\nwhat = \"{what}\"\nvalue = {value}\nyear = 2024\n");
    let known: String = KNOWN.iter().map(target).collect();
    let impossible = "[[target]]\nwhat = \"bed-occupancy\"\nvalue = 0.2\nyear = 2020\n";
    let fit = |name: &str, targets: &str| {
        let (file, out) = (within(name), within(&format!("{name}-out")));
        std::fs::write(&file, format!("{place}{targets}")).unwrap();
        let mut command = assert_cmd::Command::cargo_bin("mdtsim").unwrap();
        let output = command.args(["calibrate", "--targets", &file, "--out", &out, "--quick", "--rounds", "2", "-q"]);
        let output = output.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (String::from_utf8(output.stdout).unwrap(), Path::new(&out).to_path_buf())
    };
    let (told, out) = fit("known", &known);
    assert!(told.starts_with("QUICK FIT, ROUGH NUMBERS"), "{told}");
    let overlay = std::fs::read_to_string(out.join("overlay.toml")).unwrap();
    for label in Known::ALL.iter().map(|known| known.label()) {
        assert!(told.contains(&format!("{label} (2024)")), "{label}\n{told}");
    }
    for key in
        ["illness.rate", "hospital.beds", "urgent_responders", "hiring.found.physiotherapist", "care_workers.hire"]
    {
        assert!(overlay.contains(key), "{key}\n{overlay}");
    }
    for name in ["fit.png", "fit.svg"] {
        assert!(out.join("figures").join(name).is_file(), "{name}");
    }
    let read = mdtsim::scenario::file::read(Path::new("scenarios/headline.toml"), &[out.join("overlay.toml")], &[]);
    assert!(read.unwrap().overrides.len() > 15);

    let (told, out) = fit("impossible", impossible);
    let reason = "Occupancy of adult beds (2020) is not met";
    let line = told.lines().find(|line| line.contains(reason)).unwrap_or_else(|| panic!("{told}"));
    assert!(line.contains("end of its range"), "{line}");
    assert!(told.contains("2020, a year of the pandemic"), "{told}");
    let overlay = std::fs::read_to_string(out.join("overlay.toml")).unwrap();
    assert!(overlay.contains(&format!("# - {reason}")), "{overlay}");
    assert!(overlay.contains("2020, a year of the pandemic"), "{overlay}");
}

#[test]
fn a_target_of_an_earlier_year_is_read_in_the_worlds_of_that_year_and_no_other_target_is() {
    let targets = || {
        let wanted = |target: &Target| ["cal_los_delay_days", "cap_ga_occupancy"].contains(&target.id.as_str());
        national(Register::typed()).into_iter().filter(wanted).collect::<Vec<_>>()
    };
    let read = |hours: Option<&str>| {
        let then = hours.map(|hours| {
            let parameters = BTreeMap::from([("social_care.home_care_hours".to_string(), toml::Value::from(hours))]);
            Earlier { laboratory: laboratory(), parameters }
        });
        let task = Task { earlier: then, rounds: 1, ..task(targets(), RATES) };
        let found = fit(&task, 2, &Silent).unwrap();
        [found.targets[0].before, found.targets[1].before]
    };
    let (now, scarce, ample) = (read(None), read(Some("60 per 1000")), read(Some("600 per 1000")));
    assert!(ample[0] <= now[0] && now[0] < 0.8 * scarce[0], "{ample:?} {now:?} {scarce:?}");
    assert!(now[1] == scarce[1] && now[1] == ample[1], "{ample:?} {now:?} {scarce:?}");
    let told: Vec<&String> = eras().iter().flat_map(|era| &era.targets).collect();
    assert_eq!(told, ["cal_los_delay_days"]);
}

#[test]
fn the_built_in_fit_keeps_how_what_it_moved_goes_together() {
    let kept = Kept::built_in();
    for (place, one) in kept.joint.iter().enumerate() {
        assert!(one.deviation > 0.0 && one.correlations.len() == place, "{}", one.moved_by);
        assert!(one.correlations.iter().all(|correlation| correlation.abs() < 1.0), "{}", one.moved_by);
        let moved: Vec<_> = kept.parameters.iter().filter(|parameter| parameter.moved_by == one.moved_by).collect();
        assert!(!moved.is_empty() && moved.iter().all(|parameter| !parameter.at_bound), "{}", one.moved_by);
    }
    // Illness at one age and how grave it is are seen in the same admissions: what the one has too much the other must lack.
    let place = |name: &str| kept.joint.iter().position(|one| one.moved_by == name).unwrap();
    let (illness, grave) = (place("acute illness at 75 to 84"), place("how much illness is severe"));
    assert!(kept.joint[illness.max(grave)].correlations[illness.min(grave)] < -0.2);
}
