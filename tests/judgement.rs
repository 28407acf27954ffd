//! Two views against the truth, what the dashboard does not show, and shares of loops: worked by hand on rows made up for
//! it.

mod synthetic;

use mdtsim::analysis::answer::Answer;
use mdtsim::analysis::loops;
use mdtsim::analysis::trials::{Scope, Trials};
use mdtsim::analysis::views;
use mdtsim::experiment::results::{ArmKind, Results};
use mdtsim::outcomes::metric::{Direction, Group, Metric};
use mdtsim::report::tables::terminal::terminal;

const KEYS: [&str; 7] = [
    "unplanned_admissions_per_1000",
    "dashboard_admissions_change",
    "staff_admissions_change",
    "team_belief",
    "team_staff_belief",
    "value_all_per_person",
    "value_shown_per_person",
];

/// An arm: its id, the settings that it changes, and the values of its replications in the order of `KEYS`.
type Arm<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [[f64; 7]]);

/// Usual care, and other arms.
fn results(arms: &[Arm]) -> Results {
    let replications = arms[0].2.len() as u32;
    let mut results = synthetic::results(replications);
    let metric = |key: &&'static str| Metric {
        key,
        label: key,
        unit: "share",
        direction: Direction::Neither,
        group: Group::Views,
        digits: 1,
    };
    results.metrics = KEYS.iter().map(metric).collect();
    results.arms.truncate(arms.len());
    results.rows.retain(|row| row.place.is_none() && row.arm < arms.len());
    results.study.baseline = 0;
    results.study.outcomes = vec![KEYS[0].to_string()];
    for (index, (id, changes, _)) in arms.iter().enumerate() {
        let arm = &mut results.arms[index];
        (arm.id, arm.kind, arm.money) = (id.to_string(), ArmKind::Design, if index == 0 { 0.0 } else { 41.0 });
        arm.title = match index {
            0 => "Usual care".to_string(),
            1 => "Team".to_string(),
            _ => format!("Team ({id})"),
        };
        arm.changes = changes.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    }
    for row in &mut results.rows {
        row.values = arms[row.arm].2[row.replication as usize].to_vec();
    }
    results
}

const NONE: f64 = f64::NAN;
const USUAL: [[f64; 7]; 3] = [[200.0, -0.05, NONE, NONE, NONE, 1000.0, -800.0]; 3];

#[test]
fn each_view_is_held_against_the_paired_truth() {
    // In truth 10 % fewer, 5 % more, no change; the dashboard shows 12 % fewer each time, staff half.
    let team = [180.0, 210.0, 200.0].map(|admissions| [admissions, -0.12, -0.5, 0.6, 0.4, 1010.0, -800.0]);
    let results = results(&[("usual-care", &[], &USUAL), ("team", &[], &team)]);
    let trials = Trials::of(&results);
    let views = views::views(&trials, Scope::default());
    assert_eq!(views.len(), 1, "delayed days and needs have no figures here");
    let view = &views[0];
    assert!((view.truth.mean - (-0.1 + 0.05) / 3.0).abs() < 1e-12);
    assert_eq!((view.leaders.as_ref().unwrap().mean, view.staff.as_ref().unwrap().mean), (-0.12, -0.5));
    assert!((view.gap.mean + 0.38).abs() < 1e-12);
    assert_eq!((view.nearer, view.right), ([3, 0, 3], [1, 1]));
    let said = views::nearer(&trials, Scope::default());
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("The dashboard was nearer the truth more often, in 3 against 0."), "{said:?}");
    assert!(said[0].contains("showed −12.0 % (the right direction in 1)"), "{said:?}");
    assert!(terminal(&results).replace('\n', " ").contains("The dashboard was nearer the truth more often"));
}

#[test]
fn undervaluation_is_what_the_dashboard_does_not_show() {
    // Gains of 9, 10 and 11, of which a fifth is shown; leaders believe in it twice of three times, staff never.
    let team = [0, 1, 2].map(|k| {
        let gain = 9.0 + f64::from(k);
        [200.0, -0.1, -0.5, if k == 0 { 0.4 } else { 0.7 }, 0.3, 1000.0 + gain, -800.0 + 0.2 * gain]
    });
    let of = |team: &[[f64; 7]]| {
        let results = results(&[("usual-care", &[], &USUAL), ("team", &[], team)]);
        views::judgements(&Trials::of(&results), Scope::default()).remove(0)
    };
    let judged = of(&team);
    let (undervalued, interval) = judged.undervaluation.expect("a value that can be told from nothing");
    assert!((undervalued - 0.8).abs() < 1e-9 && interval.unwrap().contains(0.8));
    assert_eq!(judged.wrong, [1, 3, 3], "a belief below one half while the design gained");
    let unclear = [-30.0, 0.0, 40.0].map(|gain| [200.0, -0.1, -0.5, 0.7, 0.3, 1000.0 + gain, -790.0]);
    assert_eq!(of(&unclear).undervaluation, None, "nothing can be said of a part of nothing");
}

#[test]
fn the_share_of_a_loop_is_what_goes_with_it_over_what_the_design_does() {
    let rows = |admissions: [f64; 3]| admissions.map(|value| [value, -0.1, -0.5, 0.6, 0.6, 1000.0, -800.0]);
    let (whole, cut) = (rows([180.0, 181.0, 179.0]), rows([185.0, 186.0, 184.0]));
    let other = [("parameters.team.escalates", "0"), ("parameters.falls.fracture", "0")];
    let arms: [Arm; 4] = [
        ("usual-care", &[], &USUAL),
        ("team", &[], &whole),
        ("money-cut", &[("parameters.staff.uncertain_money", "1.0"), ("parameters.funding.by_belief", "0")], &cut),
        ("no-cut", &other, &cut),
    ];
    let made = results(&arms);
    let shares = loops::shares(&Trials::of(&made), Scope::default());
    assert_eq!(shares.len(), 1, "an arm that changes something else cuts no loop");
    assert!(shares[0].name.starts_with("(i) "));
    let (all, spoken_of) = (Trials::of(&made).designs(), Trials::of(&made).choices());
    assert_eq!((all.len(), spoken_of), (3, vec![1, 3]), "nobody could choose a team with a loop cut");
    let answer = Answer::of(&Trials::of(&made), Scope::default());
    assert!(answer.findings.iter().chain(&answer.further).any(|told| told.contains("with Team (")), "{answer:?}");
    let cut_is_compared = |told: &&String| told.contains("against usual care") && told.contains("money-cut");
    assert_eq!(answer.findings.iter().chain(&answer.further).find(cut_is_compared), None);
    let (share, interval) = shares[0].share.unwrap();
    assert!((share - 0.25).abs() < 1e-12 && interval.unwrap().contains(0.25));
    assert_eq!(shares[0].difference.as_ref().unwrap().difference.mean, -5.0);
    let said = loops::sentences(&Trials::of(&made), Scope::default());
    assert!(said.len() == 1 && said[0].contains("(i) as cut in money-cut 25 % ("), "{said:?}");
    assert!(loops::lead(&Trials::of(&made), Scope::default()).unwrap().ends_with(" (cut in money-cut)."));
    // A share of between less and more than none may be large or small: it is not told, which is not that there is none.
    let unclear = rows([170.0, 182.0, 188.0]);
    let wellbeing_cut: Arm = ("risk-cut", &[("parameters.process.risk.on", "false")], &unclear);
    let both = results(&[arms[0], arms[1], arms[2], wellbeing_cut]);
    let lead = loops::lead(&Trials::of(&both), Scope::default()).unwrap();
    assert!(lead.contains("(i) money and turnover 25 % ("), "{lead}");
    assert!(lead.ends_with("; of (iii) staff wellbeing none could be told."), "{lead}");
    let idle = rows([190.0, 200.0, 211.0]);
    let made = results(&[arms[0], ("team", &[], &idle), arms[2]]);
    let said = loops::sentences(&Trials::of(&made), Scope::default());
    assert!(said.len() == 1 && said[0].contains("cannot be told, because"), "{said:?}");
}

/// Six periods of usual care that differ, and of a team with ten fewer admissions in each, of which the dashboard shows little.
fn six_periods() -> Results {
    let periods = |fewer: f64| {
        [0, 1, 2, 3, 4, 5].map(|k| {
            let luck = f64::from(k % 3) * 0.5;
            [200.0 + luck - fewer, -0.05 + luck - fewer / 100.0, -0.5, 0.6, 0.6, 1000.0, -800.0]
        })
    };
    results(&[("usual-care", &[], &periods(0.0)), ("team", &[], &periods(10.0))])
}

#[test]
fn what_somebody_would_notice_is_said_of_what_they_see_and_of_periods_enough() {
    let noticed = |results: &Results| {
        let answer = Answer::of(&Trials::of(results), Scope::default());
        answer.short.into_iter().chain(answer.further).find(|told| told.starts_with("Nobody sees both worlds"))
    };
    let mut made = six_periods();
    assert!(noticed(&made).unwrap().ends_with("would notice the largest of these differences."));
    made.study.outcomes.push(KEYS[1].to_string());
    made.study.question = Some("Will our dashboard show it?".to_string());
    let told = noticed(&made).unwrap();
    assert!(told.ends_with("as a dashboard does, could not tell dashboard_admissions_change from luck."), "{told}");
    made.rows.retain(|row| row.replication < 4);
    assert_eq!(noticed(&made), None, "four periods show little of luck");
}

#[test]
fn points_of_a_sweep_that_differ_in_money_are_not_said_to_spend_the_same() {
    let money = |made: &Results| Answer::of(&Trials::of(made), Scope::default()).findings.remove(0);
    let mut made = six_periods();
    assert!(money(&made).contains("spends £41"), "{}", money(&made));
    let point = |path: &str, value: &str| vec![(path.to_string(), value.to_string())];
    made.study.points = vec![point("arm.team.meeting.every", "7 days"), point("arm.team.meeting.every", "14 days")];
    assert!(money(&made).contains("spends £41"), "an axis of something else");
    made.study.points = vec![point("arm.team.money", "20"), point("arm.team.money", "41")];
    assert_eq!(money(&made), "What designs spend differs from point to point of the sweep.");
}
