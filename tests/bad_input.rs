//! Bad input gets its place, the reason and a suggestion, all of a file at once, and never a panic.

use mdtsim::scenario::file::{Report, read, read_text};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

const GOOD: &str = include_str!("small/study.toml");

/// A scenario in which nearly every line is wrong.
const ALL_WRONG: &str = r#"schema_version = 2

[experiment]
sead = 20261122
replications = 0
start = "2027-13-01"
warm_up = 12 months
horizon = 36
baseline = "usual-car"

[[place]]
name = "Leicster"

[parameters]
"hospital.ocupancy_slope" = 0.0
hospital.occupancy_slope = "steep"

[design.first]
extends = "second"

[design.second]
extends = "first"

[design.team]
extends = "integrated-care-tem"

[design.other]
extends = "usual-care"
hours = "9-5"
proactive_share = 1.2
caseload_cap = "many"
start = "staffd"
named_coordinator = "yes"
contact_every = "-3 days"
purpose = { avoid-admission = 0.3, dischrge = 0.2 }
trusted_assessor = ["medicine"]

[design.other.roster.comunity-matron]
wte = "-1 WTE"
employer = "trust"
contract = "fixed"
funding = "better-care-fund"
attends = 0.8

[design.other.meeting]
every = "7 dyas"
length = 90
cases = 0
mode = "in person"

[design.other.sharing]
gp-trusts = 0.5

[[arm]]
id = "usual-care"
design = "usual-care"
money = "41 GBP per person per year"

[[arm]]
id = "usual-care"
design = "integrated-care-tean"
money = "41 GBP"

[[shock]]
id = "money ends"
kind = "end-of-mony"
funding = "better-care-fund"
at = "2028-04-01"
size = 4
warning = "7 weeks"

[sweep]
method = "gird"
"#;

fn report(text: &str, sets: &[&str]) -> Report {
    let sets: Vec<_> = sets.iter().map(|set| set.to_string()).collect();
    read_text("study.toml", text, &sets).expect_err("the scenario is wrong")
}

/// What is put in place of what, and of the one problem that there then is: the place, and words of its reason and of its help.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

#[track_caller]
fn are_told(cases: &[Case]) {
    for &(old, new, place, reason, help) in cases {
        let problem = one_problem(old, new);
        assert_eq!(problem.0, place, "{new}: {problem:?}");
        assert!(problem.1.contains(reason), "{new}: {problem:?}");
        assert!(problem.2.contains(help), "{new}: {problem:?}");
    }
}

/// The headline scenario with one thing changed, and the one problem that this makes: place, reason, help.
fn one_problem(old: &str, new: &str) -> (String, String, String) {
    assert!(GOOD.contains(old), "{old}");
    only(&report(&GOOD.replacen(old, new, 1), &[]))
}

fn only(report: &Report) -> (String, String, String) {
    let [problem] = report.problems() else { panic!("not one problem:\n{report}") };
    (report.location(problem), problem.reason.clone(), problem.help.clone().unwrap_or_default())
}

#[test]
fn all_problems_of_a_file_are_reported_at_once() {
    insta::assert_snapshot!(report(ALL_WRONG, &[]).render(false));
}

#[test]
fn colour_adds_emphasis_and_no_words() {
    let report = report(ALL_WRONG, &[]);
    let mut plain = report.render(true);
    for code in ["\u{1b}[1m", "\u{1b}[31m", "\u{1b}[0m"] {
        plain = plain.replace(code, "");
    }
    assert_eq!(plain, report.render(false));
    assert_eq!(report.to_string(), report.render(false));
}

#[test]
fn each_mistake_is_placed_explained_and_helped() {
    let cases = [
        ("seed = 20261122", "sed = 20261122", "study.toml:9:1", "unknown key `sed`", "did you mean `seed`?"),
        ("replications = 8", "replications = 0", "study.toml:10:16", "`0` is less than 1", "a whole number, 1 or more"),
        ("replications = 8", "replications = \"8\"", "study.toml:10:16", "text does not belong here", "a whole number"),
        ("replications = 8", "replications = 8.5", "study.toml:10:16", "a number does not", "a whole number"),
        ("\"36 months\"", "36", "study.toml:13:11", "`36` has no unit", "\"9 months\""),
        ("\"36 months\"", "\"36 monts\"", "study.toml:13:11", "`monts` is not a unit", "\"9 months\""),
        ("\"36 months\"", "\"-36 months\"", "study.toml:13:11", "`-36 months` is less than 0", "a length of time"),
        ("\"36 months\"", "\"0 days\"", "study.toml:13:11", "more than zero", "a length of time"),
        ("\"36 months\"", "\"300 years\"", "study.toml:13:11", "longer than a run can be", "a length of time"),
        ("\"2027-04-01\"", "\"2027-02-30\"", "study.toml:11:9", "is not a date", "2027-04-01"),
        ("\"2027-04-01\"", "\"1066-10-14\"", "study.toml:11:9", "outside the calendar", "1980 to 2200"),
        (
            "baseline = \"usual-care\"",
            "baseline = \"usual\"",
            "study.toml:14:12",
            "no arm is called `usual`",
            "`usual-care`",
        ),
        ("\"Leicester\"", "\"Liecester\"", "study.toml:17:8", "unknown place `Liecester`", "`Leicester`"),
        ("name = \"Wiltshire\"", "name = \"Leicester\"", "study.toml:19:1", "a second place", "leave it out"),
        (
            "design = \"neighbourhood-mdg\"",
            "design = \"neighborhood-mdg\"",
            "study.toml:33:10",
            "no design `neighborhood-mdg`",
            "`neighbourhood-mdg`",
        ),
        (
            "id = \"more-of-the-same\"",
            "id = \"More of the same\"",
            "study.toml:27:6",
            "not a name in kebab-case",
            "small letters",
        ),
        ("sham = true", "sham = true\nripple = true", "study.toml:56:10", "either sham or ripple", "two arms"),
        (
            "design = \"more-of-the-same\"",
            "design = \"more-of-the-same\"\nreplications = 2",
            "study.toml:29:16",
            "run in all replications",
            "leave it out",
        ),
        (
            "design = \"usual-care\"\nripple",
            "design = \"usual-care\"\nmoney = \"41 GBP per person per year\"\nripple",
            "study.toml:60:9",
            "nothing to spend money on",
            "give the design a roster",
        ),
        (
            "kind = \"end-of-money\"",
            "kind = \"end\"",
            "study.toml:64:8",
            "`end` is not known here",
            "end-of-money, cut, freeze",
        ),
        (
            "\"better-care-fund\"",
            "\"beter-care-fund\"",
            "study.toml:65:11",
            "no roster is paid from `beter-care-fund`",
            "`better-care-fund`",
        ),
        (
            "\"2028-04-01\"",
            "\"2035-04-01\"",
            "study.toml:66:6",
            "outside the comparison",
            "2027-04-01 to before 2030-04-01, here or with --set shock.fund-not-renewed.at='\"2027-04-01\"'",
        ),
        ("size = 0.4", "size = 1.4", "study.toml:67:8", "`1.4` is more than 1", "a share from 0 to 1"),
        ("warning = \"7 weeks\"", "", "study.toml:62:1", "`warning` is missing in [[shock]]", "warning = \"7 weeks\""),
        ("schema_version = 1", "", "study.toml:1:1", "`schema_version` is missing", "schema_version = 1"),
        ("schema_version = 1", "schema_version = 9", "study.toml:3:18", "schema_version 9", "schema_version = 1"),
        ("[report]", "[repport]", "study.toml:5:2", "unknown key `repport` in the scenario", "`report`"),
        ("seed = 20261122", "seed = 99999999999999999999", "study.toml:9:8", "too large to be held", ""),
        (
            "id = \"usual-care\"",
            "id = \"usual-care\"\nid = \"x\"",
            "study.toml:24:1",
            "duplicate key",
            "keep one of the two",
        ),
    ];
    are_told(&cases);
}

#[test]
fn a_line_that_breaks_the_file_off_is_all_that_is_told_and_what_would_be_right_is_said() {
    let cases = [
        ("[experiment]", "[experiment", "study.toml:8:12", "a bracket is missing", "write [experiment];"),
        ("[experiment]", "experiment]", "study.toml:8:11", "a bracket is missing", "write [experiment];"),
        ("[[shock]]", "[[shock]", "study.toml:62:9", "a bracket is missing", "write [[shock]];"),
        (
            "schema_version = 1",
            "schema_version 1",
            "study.toml:3:16",
            "no `=` between the key `schema_version`",
            "VALUE",
        ),
        ("seed = 20261122", "seed = = 20261122", "study.toml:9:8", "extra `=`", "one `=` stands between"),
        (
            "baseline = \"usual-care\"",
            "baseline = \"usual-care",
            "study.toml:14:23",
            "basic string",
            "ends with the quotes",
        ),
    ];
    for (old, new, ..) in &cases {
        assert!(one_problem(old, new).1.contains("this is not TOML: "), "{new}");
    }
    are_told(&cases);
    // Where only a value is wrong the rest of the file is read, and all that is wrong in it told.
    let both = GOOD.replacen("\"36 months\"", "36 months", 1).replacen("\"Wiltshire\"", "\"Wiltshier\"", 1);
    assert_eq!(report(&both, &[]).problems().len(), 2);
}

#[test]
fn what_is_missing_of_a_places_figures_is_shown_as_england_has_it_in_a_place_of_that_size() {
    let helps = |given: &str| {
        let place = format!("[[place]]\nname = \"Own\"\nregion = \"x\"\nimd_score = 20\nrural_share = 0.2\n{given}\n");
        let report = report(&GOOD.replacen("[[place]]\nname = \"Leicester\"\n", &place, 1), &[]);
        report.problems().iter().filter_map(|problem| problem.help.clone()).collect::<Vec<_>>()
    };
    let people = |help: &String| help.rsplit(' ').next().unwrap().parse::<u32>().unwrap();
    let small = helps("population = 6000");
    assert_eq!(small.len(), 6, "{small:?}");
    assert!(small[0].starts_with("add age_65_69 = "), "{small:?}");
    let older: u32 = small.iter().map(people).sum();
    assert!((900..1400).contains(&older), "a fifth or so of 6,000 is 65 or over: {small:?}");
    // Without the population, its size follows from those who are given.
    let of_ages = helps("age_65_69 = 300\nage_70_74 = 300");
    assert!(of_ages[4].starts_with("add population = ") && (4000..8000).contains(&people(&of_ages[4])), "{of_ages:?}");
}

#[test]
fn designs_are_checked_as_wholes() {
    let cases = [
        ("[design.blank]\ntitle = \"x\"", "`blank` is reserved"),
        ("[design.Team]\ntitle = \"x\"", "`Team` is not a name in kebab-case"),
        ("[design.x]\nextends = \"x\"", "in a circle: x -> x"),
        ("[design.x]\nextends = 3", "a number does not belong here"),
        ("[design.x]\nroster = 3", "a number does not belong here"),
        ("[design.x.roster.gp]\nwte = \"1 WTE\"", "`employer` is missing in a roster line"),
        ("[design.x]\nextends = \"virtual-ward\"\ncaseload_cap = 0", "a list of nobody"),
        ("[design.x]\nextends = \"virtual-ward\"\nurgent_share = 0.3", "the shares of staff time add up to 1.1"),
        (
            "[design.x]\nextends = \"virtual-ward\"\n[design.x.entry]\nprofessional = 0.2",
            "the entry shares add up to 1.15",
        ),
        ("[design.x]\nextends = \"virtual-ward\"\n[design.x.meeting]\nlength = \"9 days\"", "does not fit into 7 days"),
        (
            "[design.x]\nextends = \"virtual-ward\"\n[design.x.roster.gp]\nends = \"3 days\"",
            "a permanent post does not end",
        ),
        ("[design.x]\nextra_money_as = { home-care = 0.7, community-nurses = 0.7 }", "add up to 1.4"),
        ("[design.x]\nhours = \"Fri-Mon 08:00-18:00\"", "does not say days and hours"),
        ("[design.x]\nhours = \"Mon-Fri 18:00-08:00\"", "does not say days and hours"),
        ("[design.x.sharing]\ngp-gp = 0.1", "`gp-gp` is not a pair of organisations"),
    ];
    for (design, reason) in cases {
        let report = report(&format!("{GOOD}\n{design}\n"), &[]);
        let reasons: Vec<_> = report.problems().iter().map(|problem| problem.reason.as_str()).collect();
        assert!(reasons.iter().any(|found| found.contains(reason)), "{design}: {reasons:?}");
        assert!(report.problems().iter().all(|problem| report.location(problem).starts_with("study.toml:")));
    }
}

#[test]
fn sweeps_are_tried_before_anything_runs() {
    let sweep = |path: &str, values: &str| {
        let axis = format!("\n[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\npath = \"{path}\"\nvalues = {values}\n");
        only(&report(&format!("{GOOD}{axis}"), &[]))
    };
    let meeting = "design.integrated-care-team.meeting.every";
    let problem = sweep(meeting, "[\"7 days\", 14]");
    assert_eq!((problem.0.as_str(), problem.1.as_str()), ("study.toml:74:21", "`14` has no unit"));
    let problem = sweep("design.integrated-care-team.meeting.evry", "[\"7 days\"]");
    assert!(problem.1.contains("unknown key `evry`") && problem.2.contains("`every`"), "{problem:?}");
    assert!(sweep("design.virtual-ward.caseload_cap", "[10]").1.contains("no arm uses the design `virtual-ward`"));
    assert!(sweep("design.virtual-word.caseload_cap", "[10]").2.contains("`virtual-ward`"));
    assert!(sweep(meeting, "[]").2.contains("a list of at least one value"));
}

#[test]
fn a_range_that_leads_nowhere_is_refused_where_it_is_written() {
    let axis = |range: &str| {
        let axis = format!("\n[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\npath = \"falls.x\"\n{range}\n");
        only(&report(&format!("{GOOD}{axis}"), &[]))
    };
    let problem = axis("from = 1\nto = 2\nstep = 0.4");
    assert_eq!(problem.0, "study.toml:76:8");
    assert!(problem.1.contains("the last before `to` is 1.8"), "{problem:?}");
    assert!(axis("from = 1\nto = 2\nstep = -0.5").1.contains("does not lead from"));
    assert!(axis("from = 1\nto = 1\nstep = 0.5").1.contains("does not lead from"));
    assert!(axis("from = 1\nto = 2\nstep = 0").1.contains("does not lead from"));
    assert!(axis("from = 0\nto = 1\nsteps = 5000").1.contains("more than 1000 values"));
    assert!(axis("from = 1\nto = 2").1.contains("either `step` or `steps`"));
    assert!(axis("from = 1\nto = 2\nstep = 1\nsteps = 1").1.contains("either `step` or `steps`"));
    assert!(axis("from = \"7 days\"\nto = 14\nsteps = 1").1.contains("`from` has the unit `days` and `to` has not"));
    assert!(axis("from = \"soon\"\nto = 14\nsteps = 1").1.contains("is not a quantity with its unit"));
    assert!(axis("from = 1\nsteps = 2").2.contains("to = "));
    assert!(axis("values = [1]\nfrom = 1").1.contains("either a list of values or a range"));
    assert!(axis("").1.contains("`values` is missing"));
    let reached = "path = \"parameters.falls.attention\"\nfrom = 0.5\nto = 1.5\nsteps = 2";
    let text = format!("{GOOD}\n[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\n{reached}\n");
    let problem = only(&report(&text, &[]));
    assert!(problem.0 == "study.toml:74:8" && problem.1.contains("`1.5` is more than 1"), "{problem:?}");
}

#[test]
fn what_an_arm_changes_is_checked_where_it_is_written() {
    let arm = |set: &str| {
        let arm = "[[arm]]\nid = \"changed\"\ndesign = \"urgent-frailty-hub\"\n[arm.set]";
        only(&report(&format!("{GOOD}\n{arm}\n{set}\n"), &[]))
    };
    let problem = arm("\"parameters.falls.atention\" = 0.5");
    assert_eq!(problem.0, "study.toml:74:1");
    assert!(problem.2.contains("`falls.attention`"), "{problem:?}");
    let problem = arm("\"parameters.falls.attention\" = 5");
    assert_eq!((problem.0.as_str(), problem.1.as_str()), ("study.toml:74:32", "`5` is more than 1"));
    assert!(arm("\"experiment.seed\" = 5").1.contains("`experiment.seed` is common to all arms"));
    let problem = arm("\"design.integrated-care-team.caseload_cap\" = 5");
    assert!(problem.1.contains("does not use the design `integrated-care-team`"), "{problem:?}");
    assert!(arm("\"design.urgent-frailty-hub.caselod_cap\" = 5").1.contains("unknown key `caselod_cap`"));
    assert!(arm("\"shock.fund-renewed.size\" = 0.1").1.contains("nothing in this list is called `fund-renewed`"));
    assert!(arm("\"parameters.hospital.beds\" = \"9 per 1000\"").1.contains("shapes how a place begins"));
    let text = format!("{GOOD}\n[[arm]]\nid = \"x\"\ndesign = \"urgent-frailty-hub\"\nset = 3\n");
    assert!(only(&report(&text, &[])).2.contains("[arm.set]"));
    let sham =
        "[[arm]]\nid = \"x\"\ndesign = \"urgent-frailty-hub\"\nsham = true\nset.shock.fund-not-renewed.size = 0.1";
    assert!(only(&report(&format!("{GOOD}\n{sham}\n"), &[])).1.contains("is a check and changes nothing"));
}

#[test]
fn a_board_is_held_beside_a_meeting() {
    let board = "[design.odd]\nextends = \"urgent-frailty-hub\"\nboard = { every = \"1 hour\", length = \"2 hours\", cases = 3, \
                 mode = \"virtual\" }\n[[arm]]\nid = \"x\"\ndesign = \"odd\"";
    assert!(
        only(&report(&format!("{GOOD}\n{board}\n"), &[])).1.contains("a board of 2 hours does not fit into 1 hour")
    );
    let alone = board.replace("\"2 hours\"", "\"15 min\"").replace("urgent-frailty-hub", "more-of-the-same");
    let problem = only(&report(&format!("{GOOD}\n{alone}\n"), &[]));
    assert!(problem.1.contains("there is none") && problem.2.contains("call it `meeting`"), "{problem:?}");
}

#[test]
fn settings_and_overlays_are_checked_like_files() {
    let set = |set: &str| only(&report(GOOD, &[set]));
    assert_eq!(set("experiment.replications=0").0, "--set:1:25");
    assert!(set("experiment.replications").2.contains("PATH=VALUE"));
    assert!(set("experiment.replicatons=3").2.contains("`replications`"));
    assert!(set("arm.usual.money=3").2.contains("usual-care"));
    assert!(set("design.virtual-ward.caseload_cap=3").1.contains("no arm uses"));
    assert!(set(&format!("{}=1", "a.".repeat(50_000))).1.contains("no path has more"));
    assert!(set("parameters.hospital.beds.slope=1").1.contains("unknown parameter `hospital.beds.slope`"));
    assert!(set("experiment.seed.x=1").1.contains("cannot be set below a number"));
    // The horizon that an option shortens leaves a shock of the file outside.
    let outside = set("experiment.horizon=\"6 months\"");
    assert!(outside.1.contains("is outside the comparison"), "{outside:?}");
    assert!(outside.2.ends_with("--set shock='[]' runs without any shock"), "{outside:?}");
    let folder = tempfile::tempdir().unwrap();
    let overlay = folder.path().join("over.toml");
    std::fs::write(&overlay, "[experiment]\nhorizon = 3\n").unwrap();
    let report = read(Path::new("scenarios/headline.toml"), std::slice::from_ref(&overlay), &[]).unwrap_err();
    assert_eq!(only(&report).0, format!("{}:2:11", overlay.display()));
}

#[test]
fn a_design_that_an_overlay_brings_and_no_arm_uses_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let over = |text: &str, sets: &[String]| {
        let overlay = folder.path().join("over.toml");
        std::fs::write(&overlay, text).unwrap();
        read(Path::new("scenarios/headline.toml"), std::slice::from_ref(&overlay), sets)
    };
    let idle = "[design.dyads]\nextends = \"integrated-care-team\"\n";
    let problem = only(&over(idle, &[]).unwrap_err());
    assert!(problem.0.ends_with("over.toml:1:9"), "{problem:?}");
    assert_eq!(problem.1, "no arm uses the design `dyads`, so this overlay would change nothing by it");
    assert!(problem.2.contains("--set arm.ID.design=\"dyads\"") && problem.2.contains("usual-care"), "{problem:?}");
    // It is used by an arm, by another design, or at a point of a sweep.
    let by_an_arm = ["arm.integrated-care-team.design=dyads".to_string()];
    assert!(over(idle, &by_an_arm).is_ok());
    let child = "[design.child]\nextends = \"dyads\"\n";
    assert!(over(&format!("{idle}{child}"), &["arm.integrated-care-team.design=child".to_string()]).is_ok());
    let axis = "[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\npath = \"arm.integrated-care-team.design\"\nvalues = \
                [\"integrated-care-team\", \"dyads\"]\n";
    assert!(over(&format!("{idle}{axis}"), &[]).is_ok());
    // A scenario file may hold a design in store.
    assert!(read_text("study.toml", &format!("{GOOD}\n{idle}"), &[]).is_ok());
}

#[test]
fn an_option_can_take_all_shocks_away() {
    let without = ["shock=[]".to_string(), "experiment.horizon=\"6 months\"".to_string()];
    let scenario = read_text("study.toml", GOOD, &without).unwrap();
    assert!(scenario.shocks.is_empty());
    let resolved = mdtsim::scenario::file::resolved(&scenario);
    assert!(read_text("study.toml", &resolved, &[]).unwrap().shocks.is_empty(), "{resolved}");
    let named = GOOD.replacen(
        "design = \"more-of-the-same\"",
        "design = \"more-of-the-same\"\nshocks = [\"fund-not-renewed\"]",
        1,
    );
    let problem = only(&report(&named, &["shock=[]"]));
    assert!(problem.2.contains("--set arm.more-of-the-same.shocks='[]'"), "{problem:?}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let of = |path: &Path| {
        let (place, reason, help) = only(&read(path, &[], &[]).unwrap_err());
        let place = place.strip_prefix(&path.display().to_string()).unwrap().to_string();
        (place, reason, help)
    };
    let (place, reason, help) = of(&file("empty.toml", b" \n"));
    assert_eq!((place.as_str(), reason.as_str()), (":1:1", "the file is empty"));
    assert!(help.contains("schema_version = 1"));
    let (place, reason, help) = of(folder.path());
    assert_eq!((place.as_str(), reason.as_str()), (":1:1", "this is a directory, not a scenario file"));
    assert!(help.contains("empty.toml"));
    let (place, reason, help) = of(&folder.path().join("emty.toml"));
    assert_eq!((place.as_str(), reason.as_str()), (":1:1", "there is no such file"));
    assert!(help.contains("did you mean") && help.contains("empty.toml"), "{help}");
    let (place, reason, help) = of(&file("latin.toml", b"schema_version = 1\n# caf\xe9\n"));
    assert_eq!((place.as_str(), reason.as_str()), (":2:6", "byte 0xe9 is not UTF-8 text"));
    assert!(help.contains("UTF-8"));
    let bare = report("schema_version = 1\n", &[]);
    let reasons: Vec<_> = bare.problems().iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(reasons, ["the table [experiment] is missing", "there is no [[arm]]", "there is no [[place]]"]);
}

/// One way to spoil a text: at a position (in parts of its length) delete some characters and insert others.
fn spoil(text: &str, at: f64, delete: usize, insert: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = (at * letters.len() as f64) as usize;
    let rest = (at + delete).min(letters.len());
    letters[..at].iter().copied().chain(insert.chars()).chain(letters[rest..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spoilt_scenarios_never_panic(
        spoils in prop::collection::vec(
            (0.0..1.0, 0usize..40, prop_oneof!["[\\[\\]{}=\"'.,#\n a-z0-9-]{0,12}", "\\PC{0,6}", Just("-1".to_string()), Just("\"NaN WTE\"".to_string())]),
            1..5,
        ),
        wrong in any::<bool>(),
    ) {
        let base = if wrong { ALL_WRONG } else { GOOD };
        let text = spoils.iter().fold(base.to_string(), |text, (at, delete, insert)| spoil(&text, *at, *delete, insert));
        if let Err(report) = read_text("study.toml", &text, &[]) {
            prop_assert!(!report.problems().is_empty());
            for problem in report.problems() {
                prop_assert!(!problem.reason.is_empty());
                let place = report.location(problem);
                prop_assert!(place.starts_with("study.toml:"), "{}", place);
            }
            prop_assert!(report.render(true).len() >= report.to_string().len());
        }
    }

    #[test]
    fn any_setting_is_taken_or_refused(path in "[a-z.-]{0,20}", value in "\\PC{0,12}") {
        let _ = read_text("study.toml", GOOD, &[format!("{path}={value}"), format!("experiment.{value}"), value]);
    }
}
