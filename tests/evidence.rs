//! The evidence register keeps its rules, and becomes parameters only when every key fits.

use mdtsim::scenario::register::{Register, RegisterError, Status};
use mdtsim::units::{Coefficient, Period, Probability, Rate};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Value;

const HEADER: &str = "key,value,low,high,unit,distribution,status,evidence,meaning,note\n";
const EVIDENCE: &str =
    "id,group,description,value,low,high,unit,population,distribution,role,status,source,doi_or_url,note
sure,g,d,1,,,u,p,fixed,input,verified,s,,
doubtful,g,d,1,,,u,p,fixed,input,unchecked,s,,
outcome,g,d,1,,,u,p,fixed,check,verified,s,,
";

fn register(lines: &str) -> Register {
    Register::from_csv(&format!("{HEADER}{lines}"), EVIDENCE).unwrap()
}

const SOUND: &str = "\
falls.rate.old,85,60,110,per 1000 per year,fixed,verified,sure; doubtful,Falls of the old.,
falls.fracture,0.05,,,probability,fixed,unchecked,doubtful,Chance of a fracture.,
visit.length,60,45,90,min,fixed,assumption,,Length of a visit.,guessed
visit.slope,0,-1,1,coefficient,fixed,assumption,,Slope.,
visit.most,12,10,14,count,fixed,assumption,,Most visits.,
visit.on,1,,,switch,fixed,assumption,,Whether visits happen.,
";

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Sample {
    falls: Falls,
    visit: Visit,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Falls {
    rate: FallRate,
    fracture: Probability,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct FallRate {
    old: Rate,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Visit {
    length: Period,
    slope: Coefficient,
    most: u32,
    on: bool,
}

#[test]
fn the_built_in_register_keeps_its_rules() {
    let register = Register::built_in();
    assert_eq!(register.faults(), Vec::<String>::new());
    assert!(!register.entries().is_empty());
    for entry in register.entries() {
        assert_eq!(entry.sources(register).len(), entry.evidence.len(), "{}", entry.key);
        assert_eq!(register.entry(&entry.key), Some(entry));
    }
}

#[test]
fn a_sound_register_becomes_parameters() {
    let register = register(SOUND);
    assert_eq!(register.faults(), Vec::<String>::new());
    let sample: Sample = register.to_parameters(&BTreeMap::new()).unwrap();
    assert_eq!(sample.falls.rate.old.per_year(), 0.085);
    assert_eq!((sample.visit.length.hours(), sample.visit.most, sample.visit.on), (1.0, 12, true));
    assert_eq!(register.entry("falls.rate.old").unwrap().status, Status::Verified);
    assert_eq!(register.entry("falls.rate.old").unwrap().sources(&register)[0].id, "sure");
}

#[test]
fn overrides_stand_in_for_defaults_and_are_checked() {
    let register = register(SOUND);
    let with = |key: &str, value: Value| {
        register.to_parameters::<Sample>(&BTreeMap::from([(key.to_string(), value)])).map_err(|error| error.to_string())
    };
    assert_eq!(with("visit.length", "2 hours".into()).unwrap().visit.length.minutes(), 120.0);
    assert_eq!(with("falls.fracture", 0.07.into()).unwrap().falls.fracture.get(), 0.07);
    let error = with("visit.length", 90.into()).unwrap_err();
    assert!(error.starts_with("`visit.length`: `90` has no unit; expected a length of time such as"), "{error}");
    let error = with("falls.fracture", 1.7.into()).unwrap_err();
    assert!(error.contains("`1.7` is more than 1"), "{error}");
    assert!(with("visit.on", 1.into()).unwrap_err().contains("true or false"));
    assert_eq!(
        with("visit.lenght", "2 hours".into()).unwrap_err(),
        "unknown parameter `visit.lenght`; did you mean `visit.length`?"
    );
}

#[test]
fn a_missing_or_surplus_key_is_named() {
    let shape = |lines: &str| match register(lines).to_parameters::<Sample>(&BTreeMap::new()) {
        Err(RegisterError::Shape(message)) => message,
        other => panic!("not refused for its shape: {other:?}"),
    };
    let missing = shape(&SOUND.replace("falls.fracture", "visit.fracture"));
    assert!(missing.contains("fracture"), "{missing}");
    let surplus = shape(&format!("{SOUND}visit.extra,1,,,ratio,fixed,definition,,One.,\n"));
    assert!(surplus.contains("extra"), "{surplus}");
    let both = shape(&format!("{SOUND}falls.fracture.hip,1,,,ratio,fixed,definition,,One.,\n"));
    assert!(both.contains("`falls.fracture.hip` is both a value and a table"), "{both}");
}

#[test]
fn each_rule_catches_its_breach() {
    let breaches = [
        ("a.b,1,,,ratio,fixed,definition,,One.,\na.b,1,,,ratio,fixed,definition,,One.,", "stands twice"),
        (
            "a.b,1,,,ratio,fixed,definition,,One.,\nb.a,1,,,ratio,fixed,definition,,One.,\na.c,1,,,ratio,fixed,definition,,One.,",
            "apart from the others of its group",
        ),
        ("a.b,1,,,furlong,fixed,definition,,One.,", "`furlong` is no known unit"),
        ("a.b,1.2,,,probability,fixed,definition,,One.,", "more than 1"),
        ("a.b,1,2,3,ratio,fixed,definition,,One.,", "outside its range"),
        ("a.b,2,1,,ratio,fixed,definition,,One.,", "one end only"),
        ("a.b,2,1,3,ratio,,definition,,One.,", "no distribution"),
        ("a.b,2,1,3,ratio,fixed,definition,,one,", "not a sentence"),
        ("a.b,2,1,3,ratio,fixed,unchecked,absent,One.,", "`absent` does not exist"),
        ("a.b,2,1,3,ratio,fixed,verified,outcome,One.,", "has the role `check`"),
        ("a.b,2,1,3,ratio,fixed,verified,doubtful,One.,", "verified, but none"),
        ("a.b,2,1,3,ratio,fixed,unchecked,,One.,", "no evidence"),
        ("a.b,2,,,ratio,fixed,assumption,,One.,", "without a range"),
        ("a.b,2,,,ratio,beta,by-hand,sure,One.,", "set by hand without a range"),
        ("a.b,2,1,3,ratio,beta,by-hand,,One.,", "or without the evidence"),
    ];
    for (lines, expected) in breaches {
        let faults = register(&format!("{lines}\n")).faults();
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}");
    }
}
