//! The words for every fact of a life and for what a person is, in plain English.

use crate::analysis::words::{at_start, counted, number};
use crate::model::design::Role;
use crate::model::fact::{Answer, Caller, DeathPlace, Errand, Fact, FactKind};
use crate::model::people::causes::IllnessCause;
use crate::model::people::traits::{Acuity, Condition, Frailty, Trigger, Whereabouts};
use crate::time::{DAY, HOUR, SimTime, Span};

/// A fact as a sentence about the person without its end; `None` for what another fact of the same moment tells.
pub fn told(fact: &Fact) -> Option<String> {
    match &fact.kind {
        FactKind::LeftBed { stay, delay } => Some(left(fact.at, *stay, *delay)),
        kind => of(kind),
    }
}

/// The way out of a bed after a stay, in nights as the account of the whole period counts them: midnights.
fn left(at: SimTime, stay: Span, delay: Span) -> String {
    let nights = |span: Span| at.day() - SimTime::from_ticks(at.ticks().saturating_sub(span.ticks())).day();
    match (nights(stay), nights(delay)) {
        (0, _) => format!("Left hospital after {} on a ward", wait(stay)),
        (all, 0) => format!("Left hospital after {} on a ward", counted(all as usize, "night")),
        (all, late) => {
            format!("Left hospital after {} on a ward, {late} of them waiting to leave", counted(all as usize, "night"))
        }
    }
}

/// What happened, whenever it did; `None` also for what only its moment tells.
pub fn of(kind: &FactKind) -> Option<String> {
    Some(match *kind {
        FactKind::Entered => "Came to live in the place".into(),
        FactKind::MovedAway => "Moved away".into(),
        FactKind::Died(DeathPlace::Home) => "Died at home".into(),
        FactKind::Died(DeathPlace::CareHome) => "Died in the care home".into(),
        FactKind::Died(DeathPlace::Hospital) => "Died in hospital".into(),
        FactKind::Died(DeathPlace::Rehabilitation) => "Died in a bed for rehabilitation".into(),
        FactKind::LastDays => "The last days of life began".into(),
        FactKind::EndPlanned => "Care at the end of life was planned".into(),
        FactKind::CarerLost => "Lost their unpaid carer".into(),
        FactKind::CarerIll => "The unpaid carer fell ill".into(),
        FactKind::Telephoned => "Called 111".into(),
        FactKind::BecameDelirious => "Became delirious in hospital".into(),
        FactKind::NotAtHome => "A visit was put off because they were not at home".into(),
        FactKind::ReferralLapsed { domain, waited } => {
            format!("A referral lapsed after {} in the line: {}", wait(waited), need(domain))
        }
        FactKind::SentBack => "Work on the case came back from a profession with nobody in post".into(),
        FactKind::Fell => "Fell".into(),
        FactKind::BrokeBone(true) => "Broke a hip".into(),
        FactKind::BrokeBone(false) => "Broke a bone, not the hip".into(),
        FactKind::FellIll(cause) => format!("Fell ill: {}", illness(cause)),
        FactKind::Destabilised => "Became destabilised: more likely to fall and to fall ill for a while".into(),
        FactKind::NeedArose(domain) => format!("A need arose: {}", need(domain)),
        FactKind::NeedMet(domain) => format!("A need was met: {}", need(domain)),
        FactKind::ConditionBegan(condition) => format!("A long-term condition began: {}", long_term(condition)),
        FactKind::FrailtyStep(true) => "Became frailer by one band".into(),
        FactKind::FrailtyStep(false) => "Became less frail by one band".into(),
        FactKind::SocialCrisis => "Care at home broke down, or another social crisis came".into(),
        FactKind::SoughtHelp { trigger, acuity } => {
            format!("Sought help for {}, {}", set_off(trigger), urgency(acuity))
        }
        FactKind::CrisisBegan { .. } => return None,
        FactKind::CrisisAnswered { answer: Answer::Admitted, .. } => "The crisis was over after a hospital stay".into(),
        FactKind::CrisisAnswered { answer: Answer::Substituted, .. } => {
            "The crisis was over without a hospital bed, by care at home".into()
        }
        FactKind::CrisisAnswered { answer: Answer::Department | Answer::Otherwise, .. } => {
            "The crisis was over without a hospital bed".into()
        }
        FactKind::Consulted { waited } => format!("Was seen in general practice after {}", wait(waited)),
        FactKind::CrewArrived { waited, conveyed: true, .. } => {
            format!("An ambulance crew came after {} and took them to hospital", wait(waited))
        }
        FactKind::CrewArrived { waited, conveyed: false, .. } => {
            format!("An ambulance crew came after {} and did not take them to hospital", wait(waited))
        }
        FactKind::Attended => "Came to the emergency department".into(),
        FactKind::Admitted { .. } => "Was admitted to hospital in an emergency".into(),
        FactKind::ReachedBed { waited } => format!("Reached a bed after {}", wait(waited)),
        // How many nights a stay holds depends on when it ends: see [`told`].
        FactKind::LeftBed { .. } => return None,
        FactKind::ElectiveCancelled => "An elective admission was cancelled for want of a bed".into(),
        FactKind::UrgentAsked { .. } => "Urgent community response was asked for".into(),
        FactKind::UrgentCame { waited, .. } => format!("Urgent community response came after {}", wait(waited)),
        FactKind::PractitionerCame { waited, conveys: true } => {
            format!("A paramedic practitioner came after {} and called a crew to take them to hospital", wait(waited))
        }
        FactKind::PractitionerCame { waited, conveys: false } => {
            format!("A paramedic practitioner came after {} and did not have them taken to hospital", wait(waited))
        }
        FactKind::HomeCallAnswered { waited } => {
            format!("The care home called its line, and somebody came after {}", wait(waited))
        }
        FactKind::MedicinesReviewed => "Their medicines were reviewed in the care home".into(),
        FactKind::HospitalAtHomeBegan => "Hospital at home began".into(),
        FactKind::HomeCareAsked => "Home care was asked for".into(),
        FactKind::HomeCareBegan { waited } => format!("Home care began after {}", wait(waited)),
        FactKind::EnteredCareHome => "Moved into a care home for good".into(),
        FactKind::Contact { minutes, by, errand, .. } => {
            format!("{} ({} min of staff time)", sentence(by, errand), number(minutes.into(), 0))
        }
        FactKind::Assessed { repeated: true } => "Told the same story again: an assessment was repeated".into(),
        FactKind::Assessed { repeated: false } => return None,
        FactKind::Referred { .. } => "Was referred to the team".into(),
        FactKind::Accepted => "Was taken on the team's list".into(),
        FactKind::Refused => "Was not taken on the team's list".into(),
        FactKind::FirstContact { waited } => format!("First contact by the team, {} after referral", wait(waited)),
        FactKind::Planned { waited, told: true } => {
            format!("The team's plan was written and told to them, {} after referral", wait(waited))
        }
        FactKind::Planned { waited, told: false } => {
            format!("The team's plan was written, {} after referral; they were not told of it", wait(waited))
        }
        FactKind::Action(true) => return None,
        FactKind::Action(false) => "What the plan asked for was not carried out".into(),
        FactKind::HandOffLost => "A request to another employer was lost".into(),
        FactKind::HandOffLostWithin => "A request within the team was lost".into(),
        FactKind::Observation { heard: false } => {
            "What a profession had found was not heard when the plan was made".into()
        }
        FactKind::Decision { settled: false } => "Nobody in the team saw yet what to do about a need".into(),
        FactKind::Observation { heard: true } | FactKind::Decision { settled: true } => return None,
        FactKind::Tension { .. } => return None,
        FactKind::Escalated => "The team's assessment sent them to hospital".into(),
        FactKind::StoryRetold => "Had to tell their story again".into(),
        FactKind::StaleFact => "An action rested on a fact that was out of date".into(),
        FactKind::Alert { reached: true } => "The team learnt that they had left hospital".into(),
        FactKind::Alert { reached: false } => "The team did not learn that they had left hospital".into(),
        FactKind::Settled { at_meeting: true } => "The case was discussed in the team's meeting".into(),
        FactKind::Settled { at_meeting: false } => "The case was settled without a meeting".into(),
        FactKind::Discharged => "Left the team's list".into(),
        FactKind::StaffLeft { .. } => "A member of staff left".into(),
        FactKind::StaffStarted { .. } => "A member of staff started".into(),
        FactKind::HandedOver { waited } => format!("The crew handed them over {} after coming in", wait(waited)),
        FactKind::WentBack(Whereabouts::Rehabilitation) => "Went back to their bed for rehabilitation".into(),
        FactKind::WentBack(_) => "Went back to where they live".into(),
        FactKind::Profiled(_)
        | FactKind::KeptInTouch { .. }
        | FactKind::HomeCareHours(_)
        | FactKind::TiesLost { .. } => return None,
        FactKind::RiskJudged { .. } | FactKind::GoodwillRanOut { .. } => return None,
        FactKind::Census(_) | FactKind::Round(_) | FactKind::ShockFell | FactKind::OthersActed { .. } => return None,
    })
}

fn sentence(by: Caller, errand: Errand) -> String {
    let who = caller(by);
    let capital = at_start(&who);
    match errand {
        Errand::Need(domain) => format!("{capital} came about {}", need(domain.into())),
        Errand::UrgentFollowUp => "Urgent community response came again".into(),
        Errand::HomeRound => "Was seen on the round of the care home".into(),
        Errand::Triage => format!("{capital} decided about the referral"),
        Errand::Assessment => format!("{capital} assessed them"),
        Errand::WardVisit => format!("{capital} came to the ward"),
        Errand::Preparation => format!("{capital} prepared the case for the meeting"),
        Errand::Plan => format!("{capital} wrote the plan"),
        Errand::Action(domain) => format!("{capital} acted on {}", need(domain.into())),
        Errand::KeepInTouch => format!("{capital} kept in touch"),
        Errand::Review => format!("{capital} reviewed the case"),
    }
}

/// Who came: "the team's pharmacist", "a community nurse".
pub fn caller(by: Caller) -> String {
    let role = role(by.role);
    match by.team {
        true => format!("the team's {role}"),
        false if role.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {role}"),
        false => format!("a {role}"),
    }
}

/// A profession in words.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Gp => "general practitioner",
        Role::Geriatrician => "consultant geriatrician",
        Role::CommunityMatron => "community matron",
        Role::CommunityNurse => "community nurse",
        Role::Physiotherapist => "physiotherapist",
        Role::OccupationalTherapist => "occupational therapist",
        Role::SocialWorker => "social worker",
        Role::MentalHealthPractitioner => "mental health practitioner",
        Role::Pharmacist => "pharmacist",
        Role::Paramedic => "paramedic",
        Role::LinkWorker => "link worker",
        Role::Administrator => "administrator",
        Role::SupportWorker => "support worker",
    }
}

/// A domain of need in words.
pub fn need(domain: usize) -> &'static str {
    const NEEDS: [&str; 8] = [
        "medical care",
        "function and mobility",
        "memory and mood",
        "care and company",
        "housing and equipment",
        "the carer's own needs",
        "medicines",
        "care at the end of life",
    ];
    NEEDS.get(domain).copied().unwrap_or("another need")
}

/// A band of frailty in words.
pub fn frailty(band: usize) -> &'static str {
    const BANDS: [&str; Frailty::ALL.len()] = ["not frail", "mildly frail", "moderately frail", "severely frail"];
    BANDS.get(band).copied().unwrap_or("frail")
}

/// A long-term condition in words.
pub fn long_term(condition: Condition) -> &'static str {
    match condition {
        Condition::Copd => "chronic obstructive pulmonary disease",
        Condition::HeartFailure => "heart failure",
        Condition::Diabetes => "diabetes",
        Condition::Coronary => "coronary heart disease",
        Condition::AtrialFibrillation => "atrial fibrillation",
        Condition::Stroke => "stroke",
        Condition::Kidney => "chronic kidney disease",
        Condition::Dementia => "dementia",
        Condition::Arthritis => "arthritis",
        Condition::Depression => "depression",
    }
}

fn illness(cause: IllnessCause) -> &'static str {
    match cause {
        IllnessCause::Respiratory => "the lungs",
        IllnessCause::Cardiac => "heart and circulation",
        IllnessCause::Infection => "an infection",
        IllnessCause::MedicineHarm => "harm from medicines",
        IllnessCause::Other => "another acute illness",
    }
}

fn set_off(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Fall => "a fall",
        Trigger::OnFloor => "a fall after which they could not get up",
        Trigger::Fracture => "a broken bone",
        Trigger::HipFracture => "a broken hip",
        Trigger::Illness => "an illness",
        Trigger::Crisis => "a breakdown of care",
        Trigger::Elective => "a planned admission",
        Trigger::Assessment => "what an assessment found",
    }
}

fn urgency(acuity: Acuity) -> &'static str {
    match acuity {
        Acuity::Mild => "not urgent",
        Acuity::Moderate => "urgent",
        Acuity::Severe => "severe",
    }
}

/// A length of time in the unit that a person would use.
pub fn wait(span: Span) -> String {
    let ticks = span.ticks();
    match ticks {
        0..HOUR => counted(span.minutes().round() as usize, "minute"),
        HOUR..DAY => counted(span.hours().round() as usize, "hour"),
        _ => counted(span.in_days().round() as usize, "day"),
    }
}
