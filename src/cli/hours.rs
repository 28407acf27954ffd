//! Hours in words: when of the week work is asked for and staff are there, and when a team is at work.

use crate::analysis::words::{at_start, list, number, within_sentence};
use crate::cli::overload::staff;
use crate::experiment::offered::week::{HOURS, day_and_hour};
use crate::experiment::offered::{Offered, Pilot};
use crate::model::design::{Design, Hours};
use crate::model::services::community::ServiceKind;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const PERCENT: f64 = 100.0;

/// What the hours of a place's services and of the teams to come make of it, a sentence each.
pub(super) fn sentences(pilot: &Pilot, designs: &[&Design], place: &str) -> Vec<String> {
    [while_closed(pilot, place), longest(pilot, place), when_help_is_sought(pilot, designs, place)]
        .into_iter()
        .flatten()
        .collect()
}

/// How much is asked for in hours without staff.
fn while_closed(pilot: &Pilot, place: &str) -> Option<String> {
    let asked = pilot.offered.iter().filter(|one| one.ratio > 0.0);
    let shares: Vec<String> =
        asked.map(|one| format!("{} {}", staff(one.kind), percent(one.week.while_closed()))).collect();
    (!shares.is_empty()).then(|| format!("Asked for while none of them is on duty in {place}: {}", list(&shares)))
}

/// When the work comes that waits longest even if every week is an average one, services of the same hours together.
fn longest(pilot: &Pilot, place: &str) -> Option<String> {
    let mut groups: Vec<((usize, usize), Vec<String>)> = Vec::new();
    for (one, longest) in pilot.offered.iter().filter_map(|one| Some((one, one.week.longest()?))) {
        match groups.iter_mut().find(|(group, _)| *group == longest) {
            Some((_, who)) => who.push(staff(one.kind)),
            None => groups.push((longest, vec![staff(one.kind)])),
        }
    }
    let told = |((hour, after), who): &((usize, usize), Vec<String>)| {
        format!("of {} what comes on {}, until {}", list(who), moment(*hour), moment(hour + 1 + after))
    };
    let told: Vec<String> = groups.iter().map(told).collect();
    (!told.is_empty()).then(|| format!("Waits longest in an average week in {place}: {}", told.join("; ")))
}

/// When help is sought against the hours of urgent community response and of the teams.
fn when_help_is_sought(pilot: &Pilot, designs: &[&Design], place: &str) -> Option<String> {
    let urgent = pilot.offered.iter().find(|one| one.kind == ServiceKind::UrgentResponse);
    let urgent = urgent.and_then(|urgent| share(pilot, |hour| urgent.week.offered[hour] > 0.0));
    let mut told: Vec<String> =
        urgent.map(|share| format!("urgent community response {}", percent(share))).into_iter().collect();
    for design in designs.iter().filter(|design| !design.roster.is_empty()) {
        let hours = design.hours_in_crises();
        let at_work = |hour: usize| {
            let (day, hour) = day_and_hour(hour);
            hours.covers(day as u8, hour as u8)
        };
        let share = share(pilot, at_work)?;
        told.push(format!("{} ({}) {}", within_sentence(&design.title), in_words(hours), percent(share)));
    }
    (!told.is_empty()).then(|| format!("At work when help is sought in a crisis in {place}: {}", list(&told)))
}

/// A warning where there is time enough in a week, but not when it is needed.
pub(super) fn warning(one: &Offered, place: &str) -> Option<String> {
    /// Staff who are behind in more than this share of their hours are seldom there for what comes.
    const OFTEN: f64 = 0.5;
    let behind = one.week.behind().filter(|&behind| behind > OFTEN)?;
    Some(format!(
        "{} in {place} have time enough in a week but not when work comes: in {} of their hours on duty they work off what \
         has waited",
        at_start(&staff(one.kind)),
        percent(behind)
    ))
}

/// The share of crises in such hours of the week.
fn share(pilot: &Pilot, counts: impl Fn(usize) -> bool) -> Option<f64> {
    let all: u64 = pilot.sought.iter().sum();
    let some: u64 = (0..HOURS).filter(|&hour| counts(hour)).map(|hour| pilot.sought[hour]).sum();
    (all > 0).then(|| some as f64 / all as f64)
}

fn percent(share: f64) -> String {
    format!("{} %", number(share * PERCENT, 0))
}

/// When an hour of the week begins.
fn moment(hour: usize) -> String {
    let (day, hour) = day_and_hour(hour);
    format!("{} at {hour:02}:00", DAYS[day])
}

/// Days and hours as a scenario writes them; a team's days follow one another.
fn in_words(hours: Hours) -> String {
    let short = |day: usize| &DAYS[day][..3];
    let open = || (0..DAYS.len()).filter(|&day| hours.days[day]);
    let days = match (open().next(), open().next_back()) {
        (Some(first), Some(last)) if first < last => format!("{}-{}", short(first), short(last)),
        (Some(only), _) => short(only).to_string(),
        (None, _) => "never".to_string(),
    };
    format!("{days} {:02}:00-{:02}:00", hours.from, hours.to)
}
