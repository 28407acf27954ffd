//! Why something happened in one life and not in the other, or at another time.
//!
//! A point of the embedding is weighed in both states as they were just before; whatever else differs follows from a
//! strand that differed before, from the team, or from the services that both worlds share.

use crate::model::design::NeedDomain;
use crate::model::fact::{Errand, Fact, FactKind};
use crate::model::people::aspects::Aspect;
use crate::model::people::causes::SocialCause;
use crate::model::people::clocks::{Clock, Happening};
use crate::model::people::{Package, State};
use crate::model::step::Context;
use crate::outcomes::life::Life;
use crate::outcomes::life::strands::{Strand, of_a_crisis};
use crate::random::embedding::Point;
use crate::time::SimTime;

/// Why a strand differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It is the work of a team, and the two worlds differ in their teams.
    Team,
    /// It followed from this strand, which differs as well.
    From(usize),
    /// A point of the embedding was an event in one life and not in the other: there the intensity was too low.
    Point(Weighed),
    /// It came up in both lives, and in the other there was nothing for it to change.
    Barred(Vec<Difference>),
    /// In the other life the person had died or moved away, or not yet come.
    Absent(Option<usize>),
    /// Services dealt with it otherwise. Without a difference in the person it was their queues that differed.
    Service(Vec<Difference>),
    /// No cause was found. This is a fault of the model or of this file.
    Unknown,
}

/// A point held against two intensities, events a year over the share of its cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The intensity above which it happens.
    pub height: f64,
    /// The intensity in the life where it happened.
    pub here: f64,
    /// The intensity in the other.
    pub there: f64,
    /// What made the difference, the weightiest first.
    pub differs: Vec<Difference>,
}

/// Something in which the two states differed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// What.
    pub aspect: Aspect,
    /// How it stood in the life where the thing happened, and in the other (`Aspect::mark`).
    pub marks: [u8; 2],
    /// The intensity where it happened, divided by what it would have been with this aspect as in the other life;
    /// infinite if it would have been nothing.
    pub factor: f64,
    /// The strand by which they came to differ.
    pub because: Option<usize>,
}

impl Why {
    /// The strand that this one goes back to; for several differences, that of the weightiest.
    pub fn because(&self) -> Option<usize> {
        match self {
            Self::From(strand) => Some(*strand),
            Self::Absent(strand) => *strand,
            Self::Point(Weighed { differs, .. }) | Self::Barred(differs) | Self::Service(differs) => {
                differs.iter().find_map(|difference| difference.because)
            }
            Self::Team | Self::Unknown => None,
        }
    }
}

/// Minutes of a team's staff in a fact.
pub(super) fn team_minutes(fact: &Fact) -> f64 {
    match fact.kind {
        FactKind::Contact { minutes, by, .. } if by.team => minutes.into(),
        _ => 0.0,
    }
}

/// Why each strand differs, if it does.
pub(super) fn of_all(context: &Context, key: u64, lives: &[Life; 2], strands: &[Strand]) -> Vec<Option<Why>> {
    let inquiry = Inquiry { context, key, lives, strands };
    let why = |index: usize| (!strands[index].is_the_same()).then(|| inquiry.why(index));
    (0..strands.len()).map(why).collect()
}

struct Inquiry<'a> {
    context: &'a Context,
    key: u64,
    lives: &'a [Life; 2],
    strands: &'a [Strand],
}

impl Inquiry<'_> {
    fn why(&self, index: usize) -> Why {
        let strand = &self.strands[index];
        let (kind, at, side) = (strand.kind(), strand.at(), strand.side());
        if of_a_team(&kind) {
            return self.at_once(index).or_else(|| self.referral(index)).map_or(Why::Team, Why::From);
        }
        let [Some(here), there] = [side, 1 - side].map(|side| self.state(side, at)) else {
            return self.at_once(index).map_or(Why::Unknown, Why::From);
        };
        let Some(there) = there else { return Why::Absent(self.departure(1 - side, at)) };
        if let Some(clock) = clock(&kind)
            && let Some(point) = self.point(clock, [here, there], at, &kind)
        {
            return self.weighed(index, clock, [here, there], point);
        }
        if let Some(parent) =
            self.at_once(index).or_else(|| self.last_days(index)).or_else(|| self.earlier_in_crisis(index))
        {
            return Why::From(parent);
        }
        let differs = |wanted: fn(&FactKind, Aspect) -> bool| {
            let all = self.differing(index, [here, there]);
            all.into_iter().filter(|difference| wanted(&kind, difference.aspect)).collect::<Vec<_>>()
        };
        match clock(&kind) {
            None => Why::Service(differs(serves)),
            Some(_) if hours_went_to_others(&kind, here) => Why::Service(differs(serves)),
            Some(_) => match differs(bars) {
                none if none.is_empty() => Why::Unknown,
                barred => Why::Barred(barred),
            },
        }
    }

    /// What the person was in a life just before a moment.
    fn state(&self, side: usize, at: SimTime) -> Option<&State> {
        self.lives[side].before.get(&at)?.as_ref()
    }

    /// The strand in which the person left the place in a life.
    fn departure(&self, side: usize, at: SimTime) -> Option<usize> {
        let leaves = |strand: &Strand| {
            let fact = strand.facts[side].as_ref().filter(|fact| fact.at <= at);
            fact.is_some_and(|fact| matches!(fact.kind, FactKind::Died(_) | FactKind::MovedAway))
        };
        self.strands.iter().position(leaves)
    }

    /// The point that was this event in the state where it happened.
    fn point(&self, clock: Clock, states: [&State; 2], at: SimTime, kind: &FactKind) -> Option<Point> {
        let scanner = self.context.scanner();
        let points = scanner.points(states, self.key, clock, at);
        points.into_iter().find(|&point| {
            let (happening, intensity) = scanner.weigh(states[0], clock, at, point);
            brings(happening, kind) && point.height < intensity
        })
    }

    fn weighed(&self, index: usize, clock: Clock, states: [&State; 2], point: Point) -> Why {
        let strand = &self.strands[index];
        let scanner = self.context.scanner();
        let intensity = |state: &State| scanner.weigh(state, clock, strand.at(), point).1;
        let [here, there] = states.map(intensity);
        let mut differs = self.differing(index, states);
        if point.height < there {
            differs.retain(|difference| bars(&strand.kind(), difference.aspect));
            return if differs.is_empty() { Why::Unknown } else { Why::Barred(differs) };
        }
        for difference in &mut differs {
            let mut other = states[0].clone();
            difference.aspect.carry(states[1], &mut other);
            difference.factor = here / intensity(&other);
        }
        const ROUNDING: f64 = 1e-9;
        let weight = |difference: &Difference| distance(difference.factor);
        differs.retain(|difference| weight(difference) > ROUNDING);
        differs.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
        Why::Point(Weighed { height: point.height, here, there, differs })
    }

    /// All aspects in which the two states differ, each with the strand by which it came about.
    fn differing(&self, index: usize, states: [&State; 2]) -> Vec<Difference> {
        let at = self.strands[index].at();
        let aspects = Aspect::differing(states[0], states[1], at);
        let difference = |aspect: Aspect| Difference {
            aspect,
            marks: states.map(|state| aspect.mark(state, at)),
            factor: 1.0,
            because: (0..index)
                .rev()
                .find(|&earlier| self.parts(earlier, aspect))
                .or_else(|| self.made_worse(index).filter(|_| aspect == Aspect::Grave)),
        };
        aspects.into_iter().map(difference).collect()
    }

    /// The latest spell or step of frailty before that differs: an illness of both lives may be grave in one of them only,
    /// as it is more often severe in a spell and with frailty.
    fn made_worse(&self, index: usize) -> Option<usize> {
        let worse = |strand: &Strand| {
            let facts = strand.facts.iter().flatten();
            facts.map(|fact| &fact.kind).any(|kind| matches!(kind, FactKind::Destabilised | FactKind::FrailtyStep(_)))
        };
        (0..index).rev().find(|&earlier| !self.strands[earlier].is_the_same() && worse(&self.strands[earlier]))
    }

    /// Whether a strand differs and bears on an aspect.
    fn parts(&self, index: usize, aspect: Aspect) -> bool {
        let strand = &self.strands[index];
        !strand.is_the_same() && strand.facts.iter().flatten().any(|fact| touches(&fact.kind, aspect))
    }

    /// The strand of the same second and life that this one follows from, if that differs as well.
    fn at_once(&self, index: usize) -> Option<usize> {
        let (side, kind) = (self.strands[index].side(), self.strands[index].kind());
        let at = self.strands[index].at();
        let parent = |strand: &Strand| {
            let fact = strand.facts[side].as_ref().filter(|fact| fact.at == at);
            !strand.is_the_same() && fact.is_some_and(|fact| follows(&kind, &fact.kind))
        };
        (0..self.strands.len()).find(|&other| other != index && parent(&self.strands[other]))
    }

    /// The latest referral to a team before, if that differs as well.
    fn referral(&self, index: usize) -> Option<usize> {
        let referred = |strand: &Strand| matches!(strand.kind(), FactKind::Referred { .. }) && !strand.is_the_same();
        (0..index).rev().find(|&earlier| referred(&self.strands[earlier]))
    }

    /// The beginning of the last days of which a death is the end, if that differs as well.
    fn last_days(&self, index: usize) -> Option<usize> {
        let began = |strand: &Strand| matches!(strand.kind(), FactKind::LastDays) && !strand.is_the_same();
        let dies = matches!(self.strands[index].kind(), FactKind::Died(_));
        if dies { (0..index).rev().find(|&earlier| began(&self.strands[earlier])) } else { None }
    }

    /// The latest strand before of the same crisis that differs.
    fn earlier_in_crisis(&self, index: usize) -> Option<usize> {
        let root = self.strands[index].root?;
        (0..index).rev().find(|&other| self.strands[other].root == Some(root) && !self.strands[other].is_the_same())
    }
}

/// How far a factor lies from 1, on a scale on which a factor and its inverse weigh the same.
fn distance(factor: f64) -> f64 {
    factor.max(1.0 / factor) - 1.0
}

/// The clock that can bring a fact.
fn clock(kind: &FactKind) -> Option<Clock> {
    Some(match kind {
        FactKind::Fell => Clock::Falls,
        FactKind::FellIll(_) => Clock::Illness,
        FactKind::Destabilised => Clock::Destabilisation,
        FactKind::NeedArose(_) => Clock::Needs,
        FactKind::ConditionBegan(_) => Clock::Conditions,
        FactKind::FrailtyStep(_) => Clock::Frailty,
        FactKind::SocialCrisis | FactKind::MovedAway => Clock::Social,
        FactKind::Died(_) | FactKind::LastDays => Clock::Death,
        _ => return None,
    })
}

/// Whether a happening is what a fact tells of.
fn brings(happening: Happening, kind: &FactKind) -> bool {
    match (happening, kind) {
        (Happening::Fall, FactKind::Fell)
        | (Happening::Destabilised, FactKind::Destabilised)
        | (Happening::Worse, FactKind::FrailtyStep(true))
        | (Happening::Better, FactKind::FrailtyStep(false))
        | (Happening::Social(SocialCause::MoveAway), FactKind::MovedAway)
        | (Happening::Death, FactKind::Died(_) | FactKind::LastDays) => true,
        (Happening::Social(cause), FactKind::SocialCrisis) => cause != SocialCause::MoveAway,
        (Happening::Illness(cause), FactKind::FellIll(other)) => cause == *other,
        (Happening::Need(domain), FactKind::NeedArose(other)) => domain == *other,
        (Happening::Condition(condition), FactKind::ConditionBegan(other)) => condition == *other,
        _ => false,
    }
}

/// Whether a need for care comes from home care that was held during a stay and has been given to somebody else.
fn hours_went_to_others(kind: &FactKind, before: &State) -> bool {
    *kind == FactKind::NeedArose(NeedDomain::SocialAndCare as usize) && matches!(before.package, Package::Held(_))
}

/// Whether a fact is the work of a team and of nobody else.
fn of_a_team(kind: &FactKind) -> bool {
    match kind {
        FactKind::Contact { by, errand, .. } => by.team || !serves_usually(errand),
        FactKind::Referred { .. }
        | FactKind::Accepted
        | FactKind::Refused
        | FactKind::FirstContact { .. }
        | FactKind::Planned { .. }
        | FactKind::Action(_)
        | FactKind::HandOffLost
        | FactKind::HandOffLostWithin
        | FactKind::Observation { .. }
        | FactKind::Decision { .. }
        | FactKind::RiskJudged { .. }
        | FactKind::Escalated
        | FactKind::StoryRetold
        | FactKind::StaleFact
        | FactKind::Alert { .. }
        | FactKind::Settled { .. }
        | FactKind::SentBack
        | FactKind::NotAtHome
        | FactKind::Discharged => true,
        _ => false,
    }
}

fn serves_usually(errand: &Errand) -> bool {
    matches!(errand, Errand::Need(_) | Errand::UrgentFollowUp)
}

/// Whether one fact can follow at once from another of the same second.
fn follows(kind: &FactKind, from: &FactKind) -> bool {
    use FactKind::*;
    match kind {
        BrokeBone(_) => matches!(from, Fell),
        Destabilised => matches!(from, FellIll(_) | Fell | BrokeBone(_)),
        CarerLost | CarerIll => matches!(from, SocialCrisis),
        EndPlanned => matches!(from, NeedMet(_)),
        NeedArose(_) => matches!(from, Fell | SocialCrisis | LastDays | LeftBed { .. }),
        CrisisBegan { .. } => matches!(from, Fell | FellIll(_) | SocialCrisis | LastDays | FirstContact { .. }),
        CrisisAnswered { .. } | LeftBed { .. } => matches!(from, Died(_) | MovedAway),
        NeedMet(_) => matches!(from, Contact { .. } | HomeCareBegan { .. } | EnteredCareHome),
        Assessed { .. } | HomeCareAsked => matches!(from, Contact { .. } | LeftBed { .. }),
        EnteredCareHome => matches!(from, Contact { .. } | LeftBed { .. } | CrisisAnswered { .. }),
        FirstContact { .. } | Planned { .. } | Action(_) | HandOffLost | Discharged => matches!(from, Contact { .. }),
        _ => false,
    }
}

/// Whether a fact bears on an aspect of the person.
fn touches(kind: &FactKind, aspect: Aspect) -> bool {
    use FactKind::*;
    match aspect {
        Aspect::Need(domain) => matches!(kind, NeedArose(of) | NeedMet(of) if *of == domain),
        Aspect::Frailty => matches!(kind, FrailtyStep(_)),
        Aspect::Residence => matches!(kind, EnteredCareHome),
        Aspect::Spell => matches!(kind, Destabilised),
        Aspect::Grave => matches!(kind, FellIll(_) | BrokeBone(true)),
        Aspect::Convalescence => matches!(kind, CrisisAnswered { .. }),
        Aspect::Exercise => matches!(kind, NeedMet(of) if *of == NeedDomain::Function as usize),
        Aspect::Medicines => {
            matches!(kind, MedicinesReviewed)
                || matches!(kind, NeedMet(of) | NeedArose(of) if *of == NeedDomain::Medicines as usize)
        }
        Aspect::HomeAdapted => matches!(kind, NeedMet(of) if *of == NeedDomain::HousingAndEquipment as usize),
        Aspect::Coordinated => {
            matches!(kind, Contact { errand: Errand::KeepInTouch | Errand::HomeRound, .. } | Discharged)
        }
        Aspect::Condition(condition) => matches!(kind, ConditionBegan(of) if *of == condition),
        Aspect::Carer => matches!(kind, CarerLost | FrailtyStep(_) | EnteredCareHome),
        Aspect::Strain => {
            matches!(kind, NeedArose(_) | NeedMet(_) | CarerLost | CarerIll | FrailtyStep(_) | ConditionBegan(_))
                || matches!(kind, HomeCareBegan { .. } | EnteredCareHome)
                || of_a_crisis(kind)
        }
        Aspect::LastDays => matches!(kind, LastDays),
        Aspect::EndPlan => matches!(kind, EndPlanned),
        Aspect::Plan => matches!(kind, Planned { .. } | EndPlanned),
        Aspect::Whereabouts => of_a_crisis(kind),
        Aspect::HomeCare => matches!(kind, HomeCareAsked | HomeCareBegan { .. } | EnteredCareHome),
    }
}

/// Whether a difference in an aspect keeps something from changing anything although it came up.
fn bars(kind: &FactKind, aspect: Aspect) -> bool {
    match (kind, aspect) {
        (FactKind::NeedArose(domain), Aspect::Need(other)) => *domain == other,
        (FactKind::NeedArose(_), Aspect::Residence)
        | (FactKind::FrailtyStep(_) | FactKind::Destabilised | FactKind::NeedArose(_), Aspect::Frailty)
        | (FactKind::Destabilised, Aspect::Spell)
        | (FactKind::MovedAway | FactKind::LastDays | FactKind::Died(_), Aspect::LastDays | Aspect::Grave)
        | (FactKind::NeedArose(_), Aspect::EndPlan)
        | (FactKind::MovedAway | FactKind::Died(_), Aspect::Whereabouts)
        | (FactKind::Died(_), Aspect::Residence) => true,
        (FactKind::ConditionBegan(condition), Aspect::Condition(other)) => *condition == other,
        _ => false,
    }
}

/// Whether services ask for an aspect when they decide about such a thing.
fn serves(kind: &FactKind, aspect: Aspect) -> bool {
    let in_a_crisis = matches!(aspect, Aspect::Plan | Aspect::Frailty | Aspect::Whereabouts | Aspect::HomeCare);
    let otherwise = matches!(aspect, Aspect::Frailty | Aspect::Whereabouts | Aspect::HomeCare | Aspect::Residence);
    if of_a_crisis(kind) { in_a_crisis } else { otherwise }
}
