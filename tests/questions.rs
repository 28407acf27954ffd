//! The studies of leaders' questions, run small: the first paragraph of each report is short and speaks of what was asked.

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::finding::Seen;
use mdtsim::analysis::lead::LONGEST;
use mdtsim::analysis::outcome::Outcome;
use mdtsim::analysis::short::{brief, noticed};
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::analysis::variation;
use mdtsim::analysis::words;
use mdtsim::experiment::plan::Plan;
use mdtsim::experiment::results::Results;
use mdtsim::experiment::run::run;
use mdtsim::experiment::watch::Unwatched;
use mdtsim::scenario::file;
use std::path::Path;

/// So many places of England are lived.
const PLACES: usize = 3;

/// A margin for names of designs, of which a study may have many.
const MARGIN: usize = 15;

/// Every study with a question, and words that its first paragraph must have.
const STUDIES: [(&str, &[&str]); 19] = [
    ("annual-or-three-years", &["leavers from the team", "fund"]),
    ("coast-or-inner-city", &["unplanned admissions place by place: in isle of wight (", "; in islington ("]),
    ("freeze-or-cut", &["cohesion", "freeze", "planned cut"]),
    // It carries what is not known as well, so that so little of it tells nothing apart.
    ("headline", &["unplanned admissions", "parameters that are not known"]),
    ("loops", &["loop", "wellbeing"]),
    ("meetings-and-money", &["unmet need"]),
    ("more-need-found", &["physiotherapists"]),
    ("one-year-of-funding", &["told of their plan"]),
    ("own-effect-or-queues", &["by itself", "through queues"]),
    ("pioneer-like-sites", &["cohesion", "between places", "between teams of the same place", "is luck"]),
    ("posts-or-lent-staff", &["posts vacant in the team", "lent staff"]),
    ("proactive-or-two-hour", &["unplanned admissions", "mix"]),
    ("stop-or-renew", &["team stopped in march", "from 2028-01-01", "on the dashboard"]),
    ("the-honest-number", &["claimed as avoided", "in truth"]),
    ("three-hundred-thousand-pounds", &["unmet need"]),
    ("weekly-fortnightly-or-dyads", &["referral to plan"]),
    ("what-matters-most", &["unmet need"]),
    ("which-guess-counts", &["unmet need"]),
    ("whom-to-pick", &["unplanned admissions"]),
];

/// What the first paragraphs must have besides at the shipped size, in docs/answers.md: each choice that is named, and what
/// nobody sees where the question is about that.
const SHIPPED: [(&str, &[&str]); 15] = [
    ("england", &["all 152 places", "unplanned admissions"]),
    ("headline", &["unplanned admissions", "whoever compares one period with another"]),
    ("headline-six-years", &["unplanned admissions", "whoever compares one period with another"]),
    ("meetings-and-money", &["meeting.every 28 days against 7 days", "money 80 gbp", "by money,"]),
    ("annual-or-three-years", &["leavers from the team", "posts vacant in the team", "ties", "cost"]),
    ("more-need-found", &["a team that finds more", "home care", "unplanned admissions", "(between "]),
    ("one-year-of-funding", &["whoever compares one period with another", "luck"]),
    ("own-effect-or-queues", &["worse for others: ", "posts begin filled"]),
    ("proactive-or-two-hour", &["proactive caseload", "two-hour response", "mix"]),
    (
        "stop-or-renew",
        &[
            "27 months from 2028-01-01",
            "unmet need",
            "on the dashboard",
            "one period with another, as a dashboard does,",
        ],
    ),
    ("three-hundred-thousand-pounds", &["nurses", "social worker", "coordinators", "home care", "shared record"]),
    ("weekly-fortnightly-or-dyads", &["dyads", "fortnightly", "a core"]),
    ("what-matters-most", &["of the doubt about this", "the chance of one period"]),
    ("which-guess-counts", &["parameters were moved one at a time", "beyond simulation error", "team."]),
    ("whom-to-pick", &["risk score", "judgement", "after a stay in hospital"]),
];

#[test]
fn at_their_shipped_size_the_studies_answer_what_was_asked() {
    let answers = include_str!("../docs/answers.md");
    for (name, asked) in STUDIES.iter().filter(|(name, _)| *name != "headline").chain(&SHIPPED) {
        let study = answers.split_once(&format!("## {name}\n")).unwrap_or_else(|| panic!("no {name}")).1;
        let mut blocks = study.split("\n\n").filter(|block| !block.trim().is_empty());
        let (question, first) = (blocks.next().unwrap(), blocks.next().unwrap().to_lowercase());
        assert!(text(name).contains(question.trim().trim_matches('*')), "{name}: {question}");
        for words in *asked {
            assert!(first.contains(words), "{name}: nothing of {words}: {first}");
        }
    }
}

#[test]
fn every_shipped_study_has_run_and_is_held_against_its_question() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let shipped = files.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let names: Vec<String> = shipped.map(|path| path.file_stem().unwrap().to_str().unwrap().to_string()).collect();
    assert!(names.len() >= 19);
    for name in names {
        let asked = STUDIES.iter().chain(&SHIPPED).any(|(study, _)| **study == *name);
        assert!(asked, "nobody looks at what {name} answers");
        assert!(include_str!("../docs/answers.md").contains(&format!("\n## {name}\n")), "{name} has no answer");
    }
}

/// An overlay asks a question of its own of the study that it lies over.
#[test]
fn every_shipped_overlay_has_an_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/overlays");
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_str().unwrap().to_string();
        let study = include_str!("../docs/answers.md")
            .split("\n## ")
            .find(|study| study.lines().next().is_some_and(|heading| heading.ends_with(&format!(" with {name}"))));
        let study = study.unwrap_or_else(|| panic!("{name} has no answer"));
        let question = study.split("\n\n").nth(1).unwrap().trim_matches('*');
        assert!(std::fs::read_to_string(&path).unwrap().contains(question), "{name}: {question}");
    }
}

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("scenarios/{name}.toml"))).unwrap()
}

/// A study with two replications and as short as its dates allow.
fn small(name: &str) -> Results {
    let text = text(name);
    let months = match name {
        "freeze-or-cut" | "headline" | "posts-or-lent-staff" => 18,
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
        let Answer { short, further, .. } = Answer::of(&trials, Scope::default());
        let told = short.join(" ");
        let (lower, length) = (told.to_lowercase(), told.split_whitespace().count());
        assert!((20..=LONGEST + MARGIN).contains(&length), "{name}: {length} words: {told}");
        let all = [short, further].concat().join(" ");
        // What would be noticed stands once in the two paragraphs.
        let noticed = noticed(&trials, Scope::default(), &Outcome::asked(&results));
        assert_eq!(all.matches("whoever compares one period").count(), usize::from(noticed.is_some()), "{name}: {all}");
        for subject in subjects {
            assert!(lower.contains(subject), "{name}: nothing of `{subject}`: {told}");
        }
        let baseline = trials.title(trials.baseline()).to_lowercase();
        assert!(lower.contains(&baseline) || lower.contains("as it is"), "{name}: nothing of `{baseline}`: {told}");
        assert!(lower.contains("true uncertainty is wider"), "{name}: {told}");
        assert!(!lower.contains("same money"), "{name}: {told}");
        // Units stand once; one of a single word may be a word of labels too.
        for outcome in Outcome::asked(&results).iter().filter(|outcome| outcome.unit.contains(' ')) {
            assert!(told.matches(&outcome.unit).count() <= 1, "{name}: `{}` again and again: {told}", outcome.unit);
        }
    }
}

/// The design against which a question that asks "this or that" holds the other one.
#[test]
fn a_choice_of_two_is_told_as_one_against_the_other() {
    let name = "freeze-or-cut.toml";
    let scenario = file::read_text(name, &text("freeze-or-cut"), &[]).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(scenario.baseline, "planned-cut");
    assert!(scenario.arms.iter().any(|arm| arm.id == "freeze"));
}

#[test]
fn each_place_is_told_with_its_own_figures_where_the_question_is_about_places() {
    let results = small("coast-or-inner-city");
    let trials = Trials::of(&results);
    let told = Answer::of(&trials, Scope::default()).short.join(" ");
    let outcome = &Outcome::asked(&results)[0];
    for (place, info) in results.places.iter().enumerate() {
        let level = trials.level(trials.baseline(), Scope { point: 0, place: Some(place) }, outcome).unwrap();
        let figure = format!("in {} ({}", info.name, words::value(outcome, level.mean));
        assert!(told.contains(&figure), "nothing of {figure}: {told}");
    }
    let worlds = results.rows.iter().filter(|row| row.arm == trials.baseline());
    let beyond = Outcome::find(&results, "admissions_alive_in_both_per_1000").unwrap();
    assert!(worlds.map(|row| beyond.value(row)).all(|value| value == 0.0), "the baseline against itself");
    assert!(results.rows.iter().any(|row| beyond.value(row) != 0.0), "and others against it");
}

#[test]
fn six_years_are_the_headline_study_for_longer() {
    let read = |name: &str, settings: &[String]| file::read_text("headline.toml", &text(name), settings).unwrap();
    // Checks run once more there.
    let shorter = [
        "experiment.horizon=\"36 months\"",
        "experiment.warm_up=\"18 months\"",
        "arm.sham.replications=1",
        "arm.ripple.replications=1",
    ];
    let six = read("headline-six-years", &shorter.map(String::from));
    assert!(six == read("headline", &[]));
    assert!(read("headline-six-years", &[]) != read("headline", &[]));
}

/// The study of all England with a few of its places, which all together take minutes.
fn part_of_england(replications: u32) -> Results {
    let england = text("england");
    let parts: Vec<&str> = england.split("[[place]]").collect();
    assert_eq!(parts.len(), 1 + 152);
    let few = parts[..=PLACES].join("[[place]]");
    let mut settings = ["experiment.warm_up=\"30 days\"", "experiment.horizon=\"3 months\""].map(String::from).to_vec();
    settings.push(format!("experiment.replications={replications}"));
    let scenario = file::read_text("england.toml", &few, &settings).unwrap_or_else(|report| panic!("{report}"));
    run(&Plan::of(&scenario).unwrap(), 2, &Unwatched, &mut |_| Ok(())).unwrap().results
}

#[test]
fn england_runs_with_a_few_of_its_places_in_one_labour_market() {
    let results = part_of_england(1);
    assert_eq!((results.places.len(), results.failed.len()), (PLACES, 0));
    // It has one arm, so there is nothing to compare: the levels of usual care are what it shows.
    assert!(results.rows.iter().all(|row| row.arm == 0 && row.person_years > 0.0));
}

/// Words that speak of another world.
const COMPARED: [&str; 8] =
    ["differ", "compar", "fewer", "more than", "than usual", "told apart", "either design", "both worlds"];

#[test]
fn a_study_of_one_world_opens_with_what_it_is_like_and_compares_nothing() {
    for replications in [1, 3] {
        let results = part_of_england(replications);
        let trials = Trials::of(&results);
        let answer = Answer::of(&trials, Scope::default());
        let told = answer.short.join(" ");
        let lower = told.to_lowercase();
        assert!((20..=LONGEST).contains(&told.split_whitespace().count()), "{told}");
        let asked = Outcome::asked(&results);
        assert!(asked.len() > 4, "the scenario names what it asks for");
        for outcome in &asked[..3] {
            let level = trials.level(0, Scope::default(), outcome).unwrap();
            let figure = words::value(outcome, level.mean);
            assert!(lower.contains(&words::within_sentence(brief(&outcome.label)).to_lowercase()), "{told}");
            let interval = level.period().map(|period| {
                format!(" ({} to {})", words::value(outcome, period.low), words::value(outcome, period.high))
            });
            assert_eq!(interval.is_some(), replications > 1);
            assert!(told.contains(&format!("{figure}{}", interval.unwrap_or_default())), "{figure}: {told}");
            // One of a single word may be a word of labels too.
            assert!(!outcome.unit.contains(' ') || told.matches(&outcome.unit).count() <= 1, "{told}");
        }
        for words in ["people aged 65 and over: usual care", "true uncertainty is wider"] {
            assert!(lower.contains(words), "nothing of `{words}`: {told}");
        }
        let places = lower.contains("from place to place, unplanned admissions lie between");
        assert_eq!((places, lower.contains("95 % of single periods")), (replications == 1, replications > 1), "{told}");
        let Answer { further, before, findings, designs, .. } = answer;
        assert_eq!(findings, ["Nothing was compared with usual care."]);
        assert!(designs.is_empty());
        // How fast help comes stands once in the two paragraphs: the share within two hours, and the waits.
        let both = format!("{told} {}", further.join(" "));
        for key in [
            "two_hour_share",
            "home_care_wait_median_days",
            "urgent_response_median_minutes",
            "ambulance_wait_median_minutes",
        ] {
            let outcome = Outcome::find(&results, key).unwrap();
            let label = words::within_sentence(brief(&outcome.label)).to_lowercase();
            assert_eq!(both.to_lowercase().matches(&label).count(), 1, "{key}: {both}");
            let level = trials.level(0, Scope::default(), &outcome).unwrap();
            assert!(both.contains(&words::value(&outcome, level.mean)), "{key}: {both}");
        }
        let all = [vec![told], further, before].concat().join(" ").to_lowercase();
        for words in COMPARED {
            assert!(!all.contains(words), "`{words}`: {all}");
        }
    }
}

#[test]
fn two_sites_open_with_what_lies_between_places_and_between_teams() {
    let results = small("pioneer-like-sites");
    let trials = Trials::of(&results);
    let arm = variation::arms(&trials, 0)[0];
    let all = variation::of(&trials, 0, arm);
    let cohesion = all.iter().find(|one| one.outcome.key == "cohesion").expect("a figure of every team");
    let [between, within] = [0, 1].map(|which| cohesion.part(which));
    let told = Answer::of(&trials, Scope::default()).short.join(" ");
    let parts = format!(
        "cohesion, {between} lies between places, {within} between teams of the same place, and the rest is luck"
    );
    assert!(told.contains(&parts), "nothing of {parts}: {told}");
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

#[test]
fn designs_are_named_in_the_order_of_the_question() {
    let mut results = small("freeze-or-cut");
    let metric = results.metrics.iter().position(|metric| metric.key == "team_cohesion").unwrap();
    let ids: Vec<String> = results.arms.iter().map(|arm| arm.id.clone()).collect();
    // Having nothing to give back differs more from the cut than the freeze does, and the question does not speak of it.
    for row in &mut results.rows {
        let level = match ids[row.arm].as_str() {
            "kept" => 0.9,
            "freeze" => 0.7,
            _ => 0.6,
        };
        row.values[metric] = level + 0.001 * f64::from(row.replication);
    }
    let trials = Trials::of(&results);
    let cohesion = Outcome::find(&results, "team_cohesion").unwrap();
    let told = Seen::of(&trials, Scope::default(), &cohesion).unwrap().body(&trials, 2).unwrap();
    let [freeze, kept] = ["Vacancy freeze", "No cut"].map(|title| told.find(title).expect(title));
    assert!(freeze < kept, "{told}");
}
