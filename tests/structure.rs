//! Questions on which sources disagree: every choice is sound, and changes what it says it changes.

use mdtsim::model::parameters::Parameters;
use mdtsim::scenario::file;
use mdtsim::scenario::register::Register;
use mdtsim::scenario::structure::{self, topics};
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
