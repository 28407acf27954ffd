//! The facts of two lives laid side by side: what is the same in both, what came at another time, what came in one only.

use crate::model::fact::{Errand, Fact, FactKind};
use crate::outcomes::event_kind::EventKind;
use crate::time::{SimTime, Span};
use std::collections::{BTreeMap, VecDeque};

/// Things that bear no name of their own are taken for the same if they lie no further apart.
const SAME_THING: Span = Span::days(120);

/// Something that happened in one life or in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// As it happened in each life, if it did.
    pub facts: [Option<Fact>; 2],
    /// The crisis it belongs to, by its root.
    pub root: Option<u64>,
    /// Its place in the life in which it came first: facts of one second keep their order.
    place: usize,
}

impl Strand {
    /// When it first happened.
    pub fn at(&self) -> SimTime {
        let moments = self.facts.iter().flatten().map(|fact| fact.at);
        moments.min().unwrap_or(SimTime::START)
    }

    /// Whether it happened in both lives at the same moment in the same way.
    pub fn is_the_same(&self) -> bool {
        self.facts[0] == self.facts[1]
    }

    /// Whether it happened in both lives, in whatever way.
    pub fn is_in_both(&self) -> bool {
        self.facts.iter().all(Option::is_some)
    }

    /// The life in which it happened, or in which it happened first.
    pub fn side(&self) -> usize {
        usize::from(self.facts[0].as_ref().is_none_or(|fact| fact.at > self.at()))
    }

    /// What happened, in the life in which it came first.
    pub fn kind(&self) -> FactKind {
        self.facts[self.side()].as_ref().map_or(FactKind::Entered, |fact| fact.kind.clone())
    }
}

/// What makes two facts of different moments the same thing: its kind, and what it belongs to.
type Name = (usize, u64);

/// A fact with its name; `None` where only the very same moment makes it the same.
struct Named {
    fact: Fact,
    name: Option<Name>,
    root: Option<u64>,
}

/// Lays the facts of two lives side by side, in order of time.
pub fn side_by_side(lives: [&[Fact]; 2]) -> Vec<Strand> {
    let named = lives.map(named);
    let mut partner: [Vec<Option<usize>>; 2] = [vec![None; named[0].len()], vec![None; named[1].len()]];
    join(&named, &mut partner, |named| Some((named.fact.at.ticks(), format!("{:?}", named.fact.kind))));
    join(&named, &mut partner, |named| named.name);
    let strand = |place: usize, facts: [Option<Fact>; 2], root| Strand { facts, root, place };
    let mut strands: Vec<Strand> = Vec::new();
    for (place, one) in named[0].iter().enumerate() {
        let other = partner[0][place].map(|index| named[1][index].fact.clone());
        strands.push(strand(place, [Some(one.fact.clone()), other], one.root));
    }
    for (place, other) in named[1].iter().enumerate().filter(|&(place, _)| partner[1][place].is_none()) {
        strands.push(strand(place, [None, Some(other.fact.clone())], other.root));
    }
    strands.sort_by_key(|strand| (strand.at(), strand.place));
    strands
}

/// Joins what has no partner yet and is called the same, in order.
fn join<K: Ord>(named: &[Vec<Named>; 2], partner: &mut [Vec<Option<usize>>; 2], key: impl Fn(&Named) -> Option<K>) {
    let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (index, other) in named[1].iter().enumerate().filter(|&(index, _)| partner[1][index].is_none()) {
        if let Some(key) = key(other) {
            waiting.entry(key).or_default().push_back(index);
        }
    }
    for (index, one) in named[0].iter().enumerate() {
        let open = partner[0][index].is_none();
        let queue = key(one).filter(|_| open).and_then(|key| waiting.get_mut(&key));
        let near = |&other: &usize| near(one, &named[1][other]);
        if let Some(queue) = queue
            && let Some(found) = queue.iter().position(near)
            && let Some(other) = queue.remove(found)
        {
            partner[0][index] = Some(other);
            partner[1][other] = Some(index);
        }
    }
}

fn near(one: &Named, other: &Named) -> bool {
    let (one_at, other_at) = (one.fact.at, other.fact.at);
    let apart = one_at.max(other_at).since(one_at.min(other_at));
    one.name.is_some_and(|(_, belongs)| belongs != 0) || apart <= SAME_THING
}

/// Facts with their names: those of a crisis by its root, those of a need by when it arose.
fn named(facts: &[Fact]) -> Vec<Named> {
    let (mut crisis, mut urgent): (Option<u64>, Option<u64>) = (None, None);
    let mut arose: BTreeMap<usize, u64> = BTreeMap::new();
    let mut all = Vec::new();
    for fact in facts.iter().filter(|fact| !told_by_another(&fact.kind)) {
        let (mut root, mut over) = (None, false);
        match fact.kind {
            FactKind::CrisisBegan { root: begun } => {
                crisis.get_or_insert(begun);
                root = Some(begun);
            }
            FactKind::CrisisAnswered { root: ended, .. } => {
                root = Some(ended);
                over = crisis == Some(ended);
            }
            FactKind::NeedArose(domain) => {
                arose.insert(domain, fact.at.ticks());
            }
            FactKind::UrgentAsked { .. } => {
                urgent = crisis;
                root = crisis;
            }
            // Later visits may come when the crisis itself is over.
            FactKind::Contact { errand: Errand::UrgentFollowUp, .. } => root = urgent,
            ref kind if of_a_crisis(kind) => root = crisis,
            _ => {}
        }
        // The onset of a need that was there at the beginning is moment 0; 1 keeps the name from being none.
        let onset = |domain: usize| arose.get(&domain).copied().unwrap_or_default() * 8 + domain as u64 + 1;
        let belongs = match fact.kind {
            FactKind::NeedMet(domain) => Some(onset(domain)),
            FactKind::Contact { errand: Errand::Need(domain), .. } => Some(onset(domain.into())),
            FactKind::ReferralLapsed { domain, .. } => Some(onset(domain)),
            FactKind::HomeCareAsked | FactKind::HomeCareBegan { .. } | FactKind::EnteredCareHome => Some(0),
            FactKind::Died(_) => Some(fact.at.ticks()),
            _ => root,
        };
        all.push(Named { fact: fact.clone(), name: code(&fact.kind).zip(belongs), root });
        if over {
            crisis = None;
        }
    }
    all
}

/// The kind of a fact, however it ended.
fn code(kind: &FactKind) -> Option<usize> {
    let kind = match EventKind::of(kind)? {
        EventKind::DiedInCareHome | EventKind::DiedInHospital | EventKind::DiedInRehabilitation => {
            EventKind::DiedAtHome
        }
        EventKind::CrewTreatedAtHome => EventKind::CrewConveyed,
        EventKind::AnsweredBySubstitute | EventKind::AnsweredOtherwise => EventKind::AnsweredByAdmission,
        kind => kind,
    };
    Some(kind as usize)
}

/// Whether a fact only adds a figure to another of the same moment, which is the one that is told.
fn told_by_another(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::Profiled(_)
            | FactKind::KeptInTouch { .. }
            | FactKind::HomeCareHours(_)
            | FactKind::WentBack(_)
            | FactKind::HandedOver { .. }
    )
}

/// Whether a fact belongs to the crisis in hand.
pub fn of_a_crisis(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::SoughtHelp { .. }
            | FactKind::CrisisBegan { .. }
            | FactKind::CrisisAnswered { .. }
            | FactKind::Telephoned
            | FactKind::Consulted { .. }
            | FactKind::CrewArrived { .. }
            | FactKind::Attended
            | FactKind::Admitted { .. }
            | FactKind::ReachedBed { .. }
            | FactKind::BecameDelirious
            | FactKind::LeftBed { .. }
            | FactKind::UrgentAsked { .. }
            | FactKind::UrgentCame { .. }
            | FactKind::PractitionerCame { .. }
            | FactKind::HomeCallAnswered { .. }
            | FactKind::HospitalAtHomeBegan
            | FactKind::Contact { errand: Errand::UrgentFollowUp, .. }
    )
}
