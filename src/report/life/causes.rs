//! The words for why something happened in one life and not in the other.

use crate::analysis::words::{list, number, within_sentence};
use crate::model::fact::FactKind;
use crate::model::people::aspects::Aspect;
use crate::model::people::traits::Whereabouts;
use crate::outcomes::life::TwoLives;
use crate::outcomes::life::strands::Strand;
use crate::outcomes::life::why::{Difference, Weighed, Why};
use crate::report::life::words;
use crate::time::{Calendar, SimTime};

/// What is needed to say why.
#[derive(Clone, Copy)]
pub struct Reasons<'a> {
    /// The lives.
    pub lives: &'a TwoLives,
    /// What the two worlds are called.
    pub names: [&'a str; 2],
    /// Dates.
    pub calendar: &'a Calendar,
}

impl Reasons<'_> {
    /// Why a strand differs, as sentences; `None` where the strand that it follows from has said it.
    pub fn of(&self, index: usize) -> Option<String> {
        let strand = &self.lives.strands[index];
        let there = 1 - strand.side();
        let other = self.names[there];
        match self.lives.whys[index].as_ref()? {
            Why::From(_) => None,
            Why::Team => self.first_of_team(index).then(|| "The two worlds differ in their teams.".to_string()),
            Why::Point(weighed) => Some(self.point(strand, weighed, there)),
            Why::Barred(differs) if strand.is_in_both() => {
                Some(format!("It came in both lives, otherwise {}.", self.differences(differs, there, false)))
            }
            Why::Barred(differs) => {
                let reasons = self.differences(differs, there, false);
                Some(format!("It came up with {other} too and changed nothing there: {reasons}."))
            }
            Why::Absent(left) => self.first_after(index, *left).then(|| self.absent(*left, other)),
            Why::Service(differs) if differs.is_empty() => {
                Some("What differed were the queues and the staff that people waited for.".into())
            }
            Why::Service(differs) => {
                let reasons = self.differences(differs, there, false);
                Some(format!("What differed with {other}: {reasons}. The queues may have differed as well."))
            }
            Why::Unknown => Some("No cause was found, which is a fault of the program.".into()),
        }
    }

    fn point(&self, strand: &Strand, weighed: &Weighed, there: usize) -> String {
        const DIGITS: usize = 2;
        let rate = |rate: f64| number(rate, DIGITS);
        let what = thing(&strand.kind());
        format!(
            "{} did not happen with {}, where {}. The luck of that moment asks for a rate above {} a year; it was {} \
             with {} and {} with {}.",
            what.0,
            self.names[there],
            self.differences(&weighed.differs, there, true),
            rate(weighed.height),
            rate(weighed.here),
            self.names[1 - there],
            rate(weighed.there),
            self.names[there],
        )
    }

    fn differences(&self, differs: &[Difference], there: usize, weigh: bool) -> String {
        const DIGITS: usize = 2;
        let phrase = |difference: &Difference| {
            let since = difference.because.map(|strand| self.since(strand, there)).unwrap_or_default();
            let weight = match difference.factor {
                _ if !weigh => String::new(),
                factor if factor.is_infinite() => "; without that it cannot happen".into(),
                factor if factor >= 1.0 => format!("; this divided the rate by {}", number(factor, DIGITS)),
                factor => format!("; this multiplied the rate by {}", number(1.0 / factor, DIGITS)),
            };
            let aside = format!("{since}{weight}");
            let aside = aside.strip_prefix("; ").unwrap_or(&aside);
            let stands = stands(difference);
            if aside.is_empty() { stands } else { format!("{stands} ({aside})") }
        };
        list(&differs.iter().map(phrase).collect::<Vec<_>>())
    }

    /// Since when an aspect differs, by which strand and by whose doing.
    fn since(&self, index: usize, there: usize) -> String {
        let strand = &self.lives.strands[index];
        let side = if strand.facts[there].is_some() { there } else { 1 - there };
        let Some(fact) = &strand.facts[side] else { return String::new() };
        let whose = if strand.is_in_both() { String::new() } else { format!(" with {} only", self.names[side]) };
        let by = self.doer(index, side).map(|doer| format!(" by {doer}")).unwrap_or_default();
        format!("{} on {}{by}{whose}", thing(&fact.kind).1, self.date(fact.at))
    }

    /// Who met a need: whoever was there at that moment.
    fn doer(&self, index: usize, side: usize) -> Option<String> {
        let met =
            self.lives.strands[index].facts[side].as_ref().filter(|fact| matches!(fact.kind, FactKind::NeedMet(_)))?;
        let there =
            self.lives.strands.iter().filter_map(|strand| strand.facts[side].as_ref()).filter(|fact| fact.at == met.at);
        there.into_iter().find_map(|fact| match fact.kind {
            FactKind::Contact { by, .. } => Some(words::caller(by)),
            FactKind::HomeCareBegan { .. } => Some("home care".into()),
            FactKind::EnteredCareHome => Some("the care home".into()),
            _ => None,
        })
    }

    fn absent(&self, left: Option<usize>, other: &str) -> String {
        match left.map(|index| &self.lives.strands[index]) {
            Some(strand) => {
                let (what, at) = (thing(&strand.kind()).1, self.date(strand.at()));
                format!("With {other} the person was no longer there: {what} on {at}.")
            }
            None => format!("With {other} the person did not live in the place."),
        }
    }

    /// Whether no strand before has said the same.
    fn first_after(&self, index: usize, left: Option<usize>) -> bool {
        !self.lives.whys[..index].contains(&Some(Why::Absent(left)))
    }

    fn first_of_team(&self, index: usize) -> bool {
        !self.lives.whys[..index].contains(&Some(Why::Team))
    }

    /// A date in words.
    pub fn date(&self, at: SimTime) -> String {
        date(self.calendar, at)
    }
}

/// A date in words: "3 May 2027".
pub fn date(calendar: &Calendar, at: SimTime) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let date = calendar.date(at);
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

/// How it stood in the life where something did not happen.
fn stands(difference: &Difference) -> String {
    let [here, there] = difference.marks;
    let on = there > here;
    match difference.aspect {
        Aspect::Need(domain) if on => format!("the need in {} was there already", words::need(domain)),
        Aspect::Need(domain) => format!("there was no unmet need in {}", words::need(domain)),
        Aspect::Frailty => {
            format!("the person was {} instead of {}", words::frailty(there.into()), words::frailty(here.into()))
        }
        Aspect::Residence if on => "the person lived in a care home".into(),
        Aspect::Residence => "the person lived at home and not in a care home".into(),
        Aspect::Spell if on => "a destabilised spell was on".into(),
        Aspect::Spell => "no destabilised spell was on".into(),
        Aspect::Grave if on => "a grave illness or injury had just begun".into(),
        Aspect::Grave => "no grave illness or injury had just begun".into(),
        Aspect::Convalescence if on => "an illness or injury had been treated not long before".into(),
        Aspect::Convalescence => "no illness or injury had been treated not long before".into(),
        Aspect::Exercise if on => "regained function protected the person".into(),
        Aspect::Exercise => "no regained function protected the person".into(),
        Aspect::Medicines if on => "a review of medicines was felt".into(),
        Aspect::Medicines => "no review of medicines was felt".into(),
        Aspect::HomeAdapted if on => "hazards in the home had been dealt with".into(),
        Aspect::HomeAdapted => "hazards in the home had not been dealt with".into(),
        Aspect::Coordinated if on => "a coordinator kept in touch".into(),
        Aspect::Coordinated => "no coordinator kept in touch".into(),
        Aspect::Condition(condition) if on => format!("the person had {}", words::long_term(condition)),
        Aspect::Condition(condition) => format!("the person did not have {}", words::long_term(condition)),
        Aspect::Carer if on => "there was an unpaid carer".into(),
        Aspect::Carer => "there was no unpaid carer".into(),
        Aspect::Strain if on => "the carer was under more strain".into(),
        Aspect::Strain => "the carer was under less strain".into(),
        Aspect::LastDays if on => "the last days had begun already".into(),
        Aspect::LastDays => "the last days had not begun".into(),
        Aspect::EndPlan if on => "care at the end of life was planned".into(),
        Aspect::EndPlan => "care at the end of life was not planned".into(),
        Aspect::Plan if on => "the person knew of a plan that a crew could follow".into(),
        Aspect::Plan => "there was no plan that a crew could follow".into(),
        Aspect::Whereabouts => format!("the person was {}", whereabouts(there)),
        Aspect::HomeCare if on => "home care was in place".into(),
        Aspect::HomeCare => "no home care was in place".into(),
    }
}

fn whereabouts(mark: u8) -> &'static str {
    match mark {
        mark if mark == Whereabouts::Residence as u8 => "where they live",
        mark if mark == Whereabouts::EmergencyCare as u8 => "on the way to hospital or in the emergency department",
        mark if mark == Whereabouts::Hospital as u8 => "in hospital",
        mark if mark == Whereabouts::Rehabilitation as u8 => "in a bed for rehabilitation",
        _ => "elsewhere",
    }
}

/// What happened as the subject of a sentence, and as a remark with a date to follow.
fn thing(kind: &FactKind) -> (&'static str, String) {
    let subject = match kind {
        FactKind::Fell => "This fall",
        FactKind::FellIll(_) => "This illness",
        FactKind::Destabilised => "This destabilised spell",
        FactKind::NeedArose(_) => "This need",
        FactKind::ConditionBegan(_) => "This condition",
        FactKind::FrailtyStep(_) => "This step of frailty",
        FactKind::SocialCrisis => "This crisis",
        FactKind::MovedAway => "This move",
        FactKind::Died(_) => "Death at this moment",
        FactKind::LastDays => "The end",
        _ => "This",
    };
    let remark = match kind {
        FactKind::NeedMet(_) => "met".into(),
        FactKind::NeedArose(_) => "it arose".into(),
        FactKind::FrailtyStep(true) => "a step to the worse".into(),
        FactKind::FrailtyStep(false) => "a step to the better".into(),
        FactKind::Destabilised => "one began".into(),
        FactKind::Planned { .. } => "the team's plan".into(),
        FactKind::Discharged => "the team's list left".into(),
        FactKind::LeftBed { .. } => "left hospital".into(),
        other => words::of(other).map(|words| within_sentence(&words)).unwrap_or_default(),
    };
    (subject, remark)
}
