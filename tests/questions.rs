//! The studies of leaders' questions, run small: the first paragraph of each report is short and speaks of what was asked.

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::lead::LONGEST;
use mdtsim::analysis::outcome::Outcome;
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::Results;
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::scenario::file;
use std::path::Path;

/// A margin for names of designs, of which a study may have many.
const MARGIN: usize = 15;

/// Every study with a question, and words that its first paragraph must have.
const STUDIES: [(&str, &[&str]); 16] = [
    ("annual-or-three-years", &["leavers from the team", "fund"]),
    ("coast-or-inner-city", &["unplanned admissions"]),
    ("freeze-or-cut", &["cohesion", "freeze"]),
    // It carries what is not known as well, so that so little of it tells nothing apart.
    ("headline", &["unplanned admissions", "parameters that are not known"]),
    ("loops", &["loop", "wellbeing"]),
    ("meetings-and-money", &["unplanned admissions"]),
    ("more-need-found", &["home care"]),
    ("one-year-of-funding", &["luck"]),
    ("own-effect-or-queues", &["by itself", "through queues"]),
    ("pioneer-like-sites", &["cohesion", "as it is"]),
    ("proactive-or-two-hour", &["unplanned admissions", "whoever compares one period"]),
    ("stop-or-renew", &["unplanned admissions", "dashboard"]),
    ("the-honest-number", &["claimed as avoided", "in truth"]),
    ("three-hundred-thousand-pounds", &["unmet need"]),
    ("weekly-fortnightly-or-dyads", &["referral to plan"]),
    ("whom-to-pick", &["unplanned admissions"]),
];

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"))).unwrap()
}

/// A study with two replications and as short as its dates allow.
fn small(name: &str) -> Results {
    let text = text(name);
    let months = match name {
        "freeze-or-cut" | "headline" => 18,
        "pioneer-like-sites" => 3,
        _ => 6,
    };
    let settings = [
        "experiment.replications=2".to_string(),
        "experiment.warm_up=\"30 days\"".to_string(),
        format!("experiment.horizon=\"{months} months\""),
    ];
    let scenario =
        file::read_text(&format!("{name}.toml"), &text, &settings).unwrap_or_else(|report| panic!("{report}"));
    run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results
}

#[test]
fn the_first_paragraph_of_every_study_is_short_and_names_what_was_asked() {
    for (name, subjects) in STUDIES {
        let results = small(name);
        let trials = Trials::of(&results);
        let Answer { short, .. } = Answer::of(&trials, Scope::default());
        let told = short.join(" ");
        let (lower, length) = (told.to_lowercase(), told.split_whitespace().count());
        assert!((20..=LONGEST + MARGIN).contains(&length), "{name}: {length} words: {told}");
        for subject in subjects {
            assert!(lower.contains(subject), "{name}: nothing of `{subject}`: {told}");
        }
        let baseline = trials.title(trials.baseline()).to_lowercase();
        assert!(lower.contains(&baseline) || lower.contains("as it is"), "{name}: nothing of `{baseline}`: {told}");
        assert!(lower.contains("true uncertainty is wider"), "{name}: {told}");
        assert!(!lower.contains("same money"), "{name}: {told}");
        // Units stand once.
        for outcome in Outcome::asked(&results) {
            assert!(told.matches(&outcome.unit).count() <= 1, "{name}: `{}` again and again: {told}", outcome.unit);
        }
    }
}

#[test]
fn six_years_are_the_headline_study_for_longer() {
    let read = |name: &str, settings: &[String]| file::read_text("headline.toml", &text(name), settings).unwrap();
    // Checks run once more there.
    let shorter = [
        "experiment.horizon=\"36 months\"",
        "experiment.warm_up=\"6 months\"",
        "arm.sham.replications=1",
        "arm.ripple.replications=1",
    ];
    let six = read("headline-six-years", &shorter.map(String::from));
    assert!(six == read("headline", &[]));
    assert!(read("headline-six-years", &[]) != read("headline", &[]));
}

/// All of England takes minutes; what is asked here is that its study runs.
#[test]
fn england_runs_with_a_few_of_its_places_in_one_labour_market() {
    const PLACES: usize = 3;
    let england = text("england");
    let parts: Vec<&str> = england.split("[[place]]").collect();
    assert_eq!(parts.len(), 1 + 152);
    let few = parts[..=PLACES].join("[[place]]");
    let settings = ["experiment.warm_up=\"30 days\"", "experiment.horizon=\"3 months\""].map(String::from);
    let scenario = file::read_text("england.toml", &few, &settings).unwrap_or_else(|report| panic!("{report}"));
    let results = run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results;
    assert_eq!((results.places.len(), results.failed.len()), (PLACES, 0));
    // It has one arm, so there is nothing to compare: the levels of usual care are what it shows.
    assert!(results.rows.iter().all(|row| row.arm == 0 && row.person_years > 0.0));
}

#[test]
fn money_names_the_shocks_of_those_whom_they_befall() {
    let results = small("freeze-or-cut");
    let trials = Trials::of(&results);
    let Answer { before, findings, .. } = Answer::of(&trials, Scope::default());
    let told = [before, findings].concat().join(" ");
    for (id, label) in [("freeze", "freeze"), ("planned-cut", "cut")] {
        let arm = results.arms.iter().position(|arm| arm.id == id).unwrap();
        let befalls = format!("“{label}” of {} after", trials.title(arm));
        assert!(told.contains(&befalls), "nothing of {befalls}: {told}");
    }
}
