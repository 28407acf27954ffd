//! What is said before a run, and how exact it is asked to be: offered load by profession and hour, warm-up, half-width,
//! draws; through the command line.

mod desk;
mod small;

use desk::Desk;
use serde_json::Value;
use small::{ARMS, ASHBY, HEAD};

#[test]
fn check_says_by_profession_and_hour_who_is_asked_for_more_than_they_can_do() {
    let desk = Desk::new();
    desk.write("one.toml", &[HEAD, ASHBY, ARMS].concat());
    let said = desk.run(&["check", "one.toml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for words in [
        "Work asked for over staff time in Ashby: GPs ",
        "Asked for while none of them is on duty in Ashby: GPs ",
        "Waits longest in an average week in Ashby: of ",
        "At work when help is sought in a crisis in Ashby: urgent community response ",
        "integrated care team (Mon-Fri 08:00-18:00) ",
    ] {
        assert!(said.out.contains(words), "{words}\n{}", said.out);
    }
    let few = desk.run(&["check", "one.toml", "--set", "parameters.services.nurses=\"0.3 per 1000\""]);
    let warning = "Community nurses in Ashby are asked for ";
    assert!(
        few.out.contains(warning) && few.out.contains("waits will grow until as many give up as cannot be seen"),
        "{}",
        few.out
    );
    assert!(!said.out.contains(warning), "{}", said.out);
}

#[test]
fn check_holds_home_care_and_beds_against_what_is_asked_of_them() {
    let desk = Desk::new();
    desk.write("one.toml", &[HEAD, ASHBY, ARMS].concat());
    let supplied = |hours: &str| {
        let hours = format!("parameters.social_care.home_care_hours=\"{hours} per 1000\"");
        let said = desk.run(&["check", "one.toml", "--set", &hours]).out;
        let json = desk.run(&["check", "one.toml", "--json", "--set", &hours]).out;
        let told: Value = serde_json::from_str(&json).unwrap();
        let share = |key: &str| told["capacity"][0][key].as_f64().unwrap();
        assert!((0.5..=1.0).contains(&share("beds_in_use_share")), "{json}");
        assert!(said.contains("over the hours that can be supplied in Ashby: "), "{said}");
        (share("home_care_ratio"), said.contains("Home care in Ashby is asked for "))
    };
    let (scarce, plenty) = (supplied("40"), supplied("900"));
    assert!(scarce.0 > 1.0 && scarce.1, "{scarce:?}");
    assert!(plenty.0 < 1.0 && !plenty.1, "{plenty:?}");
}

#[test]
fn urgent_response_that_opens_later_is_there_for_fewer_crises() {
    let desk = Desk::new();
    desk.write("one.toml", &[HEAD, ASHBY, ARMS].concat());
    let share = |more: &[&str]| {
        let said = desk.run(&[&["check", "one.toml"], more].concat());
        let line = said.out.lines().find(|line| line.starts_with("At work when help is sought")).unwrap();
        line.split(' ').find_map(|word| word.parse::<f64>().ok()).unwrap()
    };
    let usual = share(&[]);
    let late = share(&["--set", "parameters.urgent.from=16"]);
    assert!(late < usual && late > 0.0, "{late} {usual}");
}

#[test]
fn the_load_of_each_hour_of_the_week_is_in_the_json() {
    let desk = Desk::new();
    desk.write("one.toml", &[HEAD, ASHBY, ARMS].concat());
    let told: Value = serde_json::from_str(&desk.run(&["check", "one.toml", "--json"]).out).unwrap();
    let loads = told["offered_load"].as_array().unwrap();
    let nurses = loads.iter().find(|load| load["role"] == "community-nurse").unwrap();
    let sum = |key: &str| {
        let hours = nurses[key].as_array().unwrap();
        assert_eq!(hours.len(), 168);
        hours.iter().map(|hour| hour.as_f64().unwrap()).sum::<f64>()
    };
    let ratio = sum("asked_by_hour") / sum("staffed_by_hour");
    assert!((ratio - nurses["ratio"].as_f64().unwrap()).abs() < 1e-6, "{ratio}");
}
