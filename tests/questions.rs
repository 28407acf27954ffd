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
const STUDIES: [(&str, &[&str]); 14] = [
    ("annual-or-three-years", &["leavers from the team", "fund"]),
    ("coast-or-inner-city", &["unplanned admissions"]),
    ("freeze-or-cut", &["cohesion", "freeze"]),
    // It carries what is not known as well, so that so little of it tells nothing apart.
    ("headline", &["unplanned admissions", "parameters that are not known"]),
    ("loops", &["loop", "wellbeing"]),
    ("more-need-found", &["home care"]),
    ("one-year-of-funding", &["luck"]),
    ("own-effect-or-queues", &["by itself", "through queues"]),
    ("proactive-or-two-hour", &["unplanned admissions", "whoever compares one period"]),
    ("stop-or-renew", &["unplanned admissions", "dashboard"]),
    ("the-honest-number", &["claimed as avoided", "in truth"]),
    ("three-hundred-thousand-pounds", &["unmet need"]),
    ("weekly-fortnightly-or-dyads", &["referral to plan"]),
    ("whom-to-pick", &["unplanned admissions"]),
];

/// A study in one little place, with two replications and as short as its dates allow.
fn small(name: &str) -> Results {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"))).unwrap();
    let months = if name == "freeze-or-cut" || name == "headline" { 18 } else { 6 };
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
