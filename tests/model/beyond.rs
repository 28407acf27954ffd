//! Values outside the ranges of the register that these tests set, each with its reason. Any other one is refused, so that
//! what is shown is shown of the model as it is registered.

use mdtsim::scenario::register::Register;
use std::panic::Location;
use std::path::Path;
use toml::Value;

/// File, how the parameters' keys begin, and why values outside the range are needed there.
const BEYOND: &[(&str, &[&str], &str)] = &[
    ("support", &["staff.leaving.", "care_workers.leaving"], "nobody leaves: turnover switched off"),
    (
        "care",
        &["discharge.rehabilitation_"],
        "beds enough and stays so long that somebody dies in one in a small place",
    ),
    ("care", &["falls.hip_of_fracture", "services."], "crises so grave and help so slow that one meets another"),
    ("care", &["work.call", "work.preparation"], "work so long that its time cannot be missed"),
    ("conservation", &[""], "random scenarios: the books must agree far outside what is likely"),
    ("contexts", &["needs.met_by_action.", "team.implemented"], "work that hardly ever helps, or is hardly ever done"),
    ("courses", &["contact.lift", "course.", "destabilised."], "one course certain or impossible, to see the rest"),
    (
        "courses",
        &["discharge.straight_to_home_care.", "emergency.admit_after_fall."],
        "the same of the ways out and in",
    ),
    ("life", &["advice.", "delirium.", "dying."], "switched off, or the only way"),
    (
        "mechanisms",
        &["needs.", "people.need_at_start.", "falls.need_after", "hospital."],
        "no needs but those of stays",
    ),
    (
        "money",
        &["staff.", "hiring.", "care_workers.leaving"],
        "turnover of one known rate and length, as the formula has it",
    ),
    ("pandemic", &["pandemic."], "a pandemic of which nothing but meetings on screens is left"),
    ("patterns", &["services.", "social_care.", "discharge."], "supply that no place has, for plenty and for scarcity"),
    (
        "patterns",
        &["needs.home_care_wanted", "team.finds_elsewhere", "hospital.stay_median"],
        "demand that shows among 1,000",
    ),
    ("patterns", &["staff.leaving."], "leavers enough for a freeze to save its sum in months"),
    (
        "reactive",
        &["care_homes.", "practitioners.", "services."],
        "services switched off, certain, or large in a small place",
    ),
    (
        "reactive",
        &["people.in_care_home.", "discharge.care_home.", "social_care.care_home_places"],
        "many in care homes",
    ),
    ("reactive", &["team.triage_without_fit"], "a team that takes nobody whom it is not for"),
    ("staffing", &["staff.leaving."], "one role alone that nobody leaves, or nearly everybody"),
    ("shocks", &["staff.leaving."], "leavers enough for a freeze to save its sum in months"),
    ("substitution", &["services.hospital_at_home"], "a place without hospital at home"),
    ("together", &["staff.leaving."], "leavers enough within a year to wear a team's ties"),
    ("together", &["team.escalates", "destabilised.onset.mild"], "hospital is seldom asked for among 1,000"),
    ("together", &["process.tension.", "process.purpose."], "tension of one source, at a given level all the time"),
    ("together", &["team.triage_without_fit"], "a team that takes nobody whom it is not for"),
    ("together", &["process.effort.runs_out"], "goodwill that is gone within the year"),
    ("untouched", &[""], "more of everything than anybody could ask for, so that nothing goes through queues"),
    ("records", &["recording."], "records that are full and at once, or mostly wrong, to see what becomes of an entry"),
    (
        "views",
        &["recording.", "belief.", "team.implemented"],
        "records, beliefs and work that are full, none or hardly any",
    ),
    (
        "views",
        &["destabilised.onset.mild", "team.escalates", "process.adoption."],
        "one link of a loop alone, and often",
    ),
    ("views", &["indicators.", "satisfaction."], "indicators without lag or with no other weight, to see one alone"),
    (
        "workforce",
        &["staff.leaving.", "market.", "social_care.home_care_hours"],
        "a market that is short of all but its own",
    ),
    ("workforce", &["bank.", "agency."], "cover that is certain, and that nobody limits or everybody does"),
    ("workforce", &["years.sickness_spread"], "every year alike, so that the registered share can be read off"),
    ("years", &["years."], "years that are all alike, or carried over whole"),
];

/// Refuses a value outside its range, unless there is a reason for it in the file that sets it.
#[track_caller]
pub fn expect_a_reason(key: &str, value: &Value) {
    let Some(entry) = Register::built_in().entry(key).filter(|entry| !entry.holds(value)) else { return };
    let file = Path::new(Location::caller().file()).file_stem().unwrap();
    let known = |(of, keys, _): &&(&str, &[&str], &str)| *of == file && keys.iter().any(|start| key.starts_with(start));
    let (low, high) = (entry.low, entry.high);
    assert!(
        BEYOND.iter().any(|reason| known(&reason)),
        "{key} = {value} lies outside {low:?} to {high:?} without a reason"
    );
}

#[test]
fn reasons_are_given_once_and_of_files_that_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model");
    for (index, (file, keys, reason)) in BEYOND.iter().enumerate() {
        let text = std::fs::read_to_string(folder.join(file).with_extension("rs")).unwrap();
        for key in *keys {
            let group = key.split('.').next().unwrap();
            assert!(text.contains(group), "{file} sets nothing of `{group}`");
            assert!(
                BEYOND[..index].iter().all(|(of, earlier, _)| of != file || !earlier.contains(key)),
                "{file}: {key}"
            );
        }
        assert!(!reason.is_empty());
    }
}
