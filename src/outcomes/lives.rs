//! Follows every life between time zero and the horizon as far as groups and experience need it: days at home, unmet
//! needs, who was reached, by whom, and who waited alone.
//!
//! A life is touched only when a fact about it comes; what lies between two facts is added up when the second comes.
//! Days are counted by midnights, as the census does.

mod life;

use crate::engine::growth::push_tightly;
use crate::engine::prefetch::prefetch;
use crate::model::fact::{Errand, Fact, FactKind};
use crate::model::people::profile::Profile;
use crate::model::people::traits::{Frailty, Residence, Whereabouts};
use crate::outcomes::felt::STATEMENTS;
use crate::outcomes::from_need::{Awaited, Came};
use crate::outcomes::group_sums::{GroupSums, LifeSums, same_hands};
use crate::outcomes::groups::{Memberships, memberships};
use crate::outcomes::lives::life::{Day, Life, NONE};
use crate::outcomes::roster::Roster;
use crate::outcomes::window::Window;
use crate::time::SimTime;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many facts ahead a life is fetched from memory, in two steps.
const FETCH_AHEAD: usize = 16;

/// The lives of one place while they are followed.
#[derive(Clone, Debug)]
pub struct Lives {
    window: Window,
    roster: Arc<Roster>,
    /// Days without a visit after which somebody with an unmet need is left alone.
    patience: Day,
    /// Those of the roster in its order, then those who entered.
    lives: Vec<Life>,
    entrants: BTreeMap<u64, u32>,
    entrants_groups: Vec<Memberships>,
    sums: LifeSums,
}

impl Lives {
    /// Everybody at time zero. Somebody is left alone who has had an unmet need for more than `patience` days without
    /// a visit. `profiles` are those of the people on the roster, by luck key.
    pub fn new(
        window: Window,
        roster: Arc<Roster>,
        profiles: impl Iterator<Item = (u64, Profile)>,
        patience: u32,
    ) -> Self {
        let mut lives = Self {
            window,
            roster: Arc::clone(&roster),
            patience: patience.min(NONE.into()) as Day,
            lives: vec![Life::NOBODY; roster.residents().len()],
            entrants: BTreeMap::new(),
            entrants_groups: Vec::new(),
            sums: LifeSums::default(),
        };
        let zero = lives.window.zero().day() as Day;
        for (key, profile) in profiles {
            if let Some(at) = roster.find(key) {
                lives.lives[at] = lives.begin(&profile, roster.residents()[at].groups, zero);
            }
        }
        lives
    }

    /// Follows the facts that lie within the window.
    pub fn see(&mut self, facts: &[Fact]) {
        for (number, fact) in facts.iter().enumerate() {
            self.fetch(&facts[number..]);
            if !self.window.holds(fact.at) {
                continue;
            }
            if let FactKind::Profiled(profile) = fact.kind {
                self.enter(fact, &profile);
            } else if matters(&fact.kind)
                && let Some(at) = self.find(fact.key)
            {
                self.turn(at, fact);
            }
        }
    }

    /// Has the lives near that the facts after the first few are about.
    #[inline]
    fn fetch(&self, facts: &[Fact]) {
        if let Some(fact) = facts.get(FETCH_AHEAD) {
            self.roster.fetch_way(fact.key);
        }
        if let Some(fact) = facts.get(FETCH_AHEAD / 2)
            && let Some(life) = self.roster.fetch(fact.key).and_then(|at| self.lives.get(at))
        {
            prefetch(life);
        }
    }

    /// The groups of those who entered within the window, by luck key; the same in all arms.
    pub fn entrants(&self) -> BTreeMap<u64, Memberships> {
        let known = self.roster.residents().len();
        self.entrants.iter().map(|(&key, &at)| (key, self.entrants_groups[at as usize - known])).collect()
    }

    /// The sums, once the horizon has been reached.
    pub fn close(mut self) -> LifeSums {
        let end = self.end();
        for at in 0..self.lives.len() {
            self.finish(at, end);
            let Life { in_need, reached, assessed, told_again, felt, .. } = self.lives[at];
            if in_need {
                self.add(at, |sums| {
                    sums.in_need += 1;
                    sums.never_reached += u64::from(!reached);
                    sums.said += STATEMENTS;
                    sums.agreed += felt.agreed(assessed && !told_again);
                });
            }
        }
        self.sums
    }

    /// The first midnight that no longer counts, as a day.
    fn end(&self) -> Day {
        (self.window.zero().day() + self.window.midnights_after(self.window.zero()) + 1) as Day
    }

    fn find(&self, key: u64) -> Option<usize> {
        self.roster.find(key).or_else(|| self.entrants.get(&key).map(|&at| at as usize))
    }

    fn enter(&mut self, fact: &Fact, profile: &Profile) {
        let groups = memberships(profile, self.roster.rural());
        self.entrants.insert(fact.key, self.lives.len() as u32);
        push_tightly(&mut self.entrants_groups, groups);
        let life = self.begin(profile, groups, next_midnight(fact.at));
        push_tightly(&mut self.lives, life);
    }

    fn begin(&mut self, profile: &Profile, groups: Memberships, from: Day) -> Life {
        let Profile { residence, whereabouts, frailty, needs, .. } = *profile;
        let at_home = residence == Residence::Home && whereabouts == Whereabouts::Residence;
        let open = |is: bool| if is { from } else { NONE };
        let possible = i64::from(self.end().saturating_sub(from));
        self.sums.add(&groups, |sums| {
            sums.people += 1;
            sums.possible_days += possible;
            sums.needs_present += u64::from(needs.count());
        });
        Life {
            alive_from: from,
            home_from: open(at_home),
            needs_from: from,
            in_need_from: open(needs.count() > 0),
            alone_from: open(needs.count() > 0),
            unmet: needs,
            frailty,
            in_care_home: residence == Residence::CareHome,
            in_need: frailty >= Frailty::Moderate && needs.count() > 0,
            ..Life::NOBODY
        }
    }

    /// What a fact means for the life that it is about.
    fn turn(&mut self, at: usize, fact: &Fact) {
        let day = next_midnight(fact.at);
        match fact.kind {
            FactKind::Admitted { .. } => self.add(at, |sums| sums.admissions += 1),
            FactKind::Attended => {
                self.add(at, |sums| sums.attendances += 1);
                self.leave_home(at, day);
            }
            FactKind::ReachedBed { .. } => self.leave_home(at, day),
            FactKind::WentBack(Whereabouts::Residence) if !self.lives[at].in_care_home => {
                self.seen(at, day);
                let home_from = &mut self.lives[at].home_from;
                *home_from = (*home_from).min(day);
            }
            FactKind::WentBack(_) => self.leave_home(at, day),
            FactKind::EnteredCareHome => {
                self.lives[at].in_care_home = true;
                self.leave_home(at, day);
            }
            FactKind::Died(_) => {
                self.add(at, |sums| sums.deaths += 1);
                self.finish(at, day);
            }
            FactKind::MovedAway => {
                let lost = i64::from(self.end().saturating_sub(day));
                self.add(at, |sums| sums.possible_days -= lost);
                self.finish(at, day);
            }
            FactKind::Fell => self.sums.falls[self.lives[at].frailty as usize] += 1,
            FactKind::BrokeBone(_) => self.sums.fractures[self.lives[at].frailty as usize] += 1,
            FactKind::FrailtyStep(worse) => {
                let frailty = &mut self.lives[at].frailty;
                *frailty = if worse { frailty.worse() } else { frailty.better() };
            }
            FactKind::NeedArose(domain) => self.need(at, day, domain, true),
            FactKind::NeedMet(domain) => self.need(at, day, domain, false),
            _ => self.care(at, day, &fact.kind),
        }
    }

    /// What a fact about care at home means for somebody's experience of it.
    fn care(&mut self, at: usize, day: Day, kind: &FactKind) {
        match *kind {
            FactKind::Contact { visit: Some(visit), errand, .. } => {
                if matches!(errand, Errand::Need(_) | Errand::Action(_)) {
                    self.comes(at, day, Awaited::Service);
                }
                let by = visit.by;
                let last = std::mem::replace(&mut self.lives[at].last_visit_by, by);
                self.lives[at].felt.visited(same_hands(last, by));
                self.add(at, |sums| sums.visit(last, by));
                self.reach(at, day);
            }
            FactKind::Consulted { .. }
            | FactKind::UrgentCame { .. }
            | FactKind::PractitionerCame { .. }
            | FactKind::HomeCallAnswered { .. } => self.reach(at, day),
            FactKind::HomeCareBegan { .. } => {
                self.comes(at, day, Awaited::Service);
                self.reach(at, day);
            }
            FactKind::StoryRetold => self.tell_again(at),
            FactKind::Assessed { repeated } => {
                let first = !std::mem::replace(&mut self.lives[at].assessed, true);
                self.add(at, |sums| {
                    sums.assessed += u64::from(first);
                    sums.assessed_again += u64::from(repeated);
                });
                if repeated {
                    self.tell_again(at);
                }
            }
            FactKind::Accepted => {
                self.lives[at].on_list = true;
                let first = !std::mem::replace(&mut self.lives[at].listed, true);
                self.add(at, |sums| sums.listed += u64::from(first));
            }
            FactKind::KeptInTouch { until } => self.in_touch(at, day, next_midnight(until)),
            FactKind::Planned { told, .. } => {
                self.comes(at, day, Awaited::Plan);
                self.lives[at].felt.knows_plan |= told;
            }
            FactKind::Discharged => {
                self.lives[at].on_list = false;
                self.leave_coordinator(at, day);
            }
            _ => {}
        }
    }

    /// Somebody who has been assessed has to tell their story again.
    fn tell_again(&mut self, at: usize) {
        let life = &mut self.lives[at];
        let first = life.assessed && !std::mem::replace(&mut life.told_again, true);
        self.add(at, |sums| sums.told_again += u64::from(first));
    }

    fn reach(&mut self, at: usize, day: Day) {
        self.lives[at].reached = true;
        self.comes(at, day, Awaited::Contact);
        self.seen(at, day);
    }

    /// Something has come to somebody who may be in need.
    fn comes(&mut self, at: usize, day: Day, what: Awaited) {
        let life = &mut self.lives[at];
        if life.in_need_from != NONE && life.came.first(what) {
            self.sums.from_need.push(what, u64::from(day - life.in_need_from));
        }
    }

    /// Somebody was with the person: a new stretch of waiting begins if a need is still unmet.
    fn seen(&mut self, at: usize, day: Day) {
        let life = &mut self.lives[at];
        let from = std::mem::replace(&mut life.alone_from, if life.unmet.count() > 0 { day } else { NONE });
        let patience = self.patience;
        if from != NONE && day > from.saturating_add(patience) {
            life.felt.left_alone = true;
            self.add(at, |sums| sums.left_alone_days += u64::from(day - from - patience));
        }
    }

    /// Away from home: in hospital, in rehabilitation, in a care home or dead.
    fn leave_home(&mut self, at: usize, day: Day) {
        self.seen(at, day);
        let from = std::mem::replace(&mut self.lives[at].home_from, NONE);
        if from != NONE {
            self.add(at, |sums| sums.home_days += u64::from(day - from));
        }
    }

    /// A contact has been made; it carries on an open stretch, or closes one that had run out and opens another.
    fn in_touch(&mut self, at: usize, day: Day, until: Day) {
        self.leave_coordinator(at, day);
        let life = &mut self.lives[at];
        life.felt.coordinated = true;
        life.coordinated_from = day;
        life.coordinated_until = until;
    }

    /// Days in touch end with the list, with the life, or when the last contact no longer holds.
    fn leave_coordinator(&mut self, at: usize, day: Day) {
        let life = &mut self.lives[at];
        let from = std::mem::replace(&mut life.coordinated_from, NONE);
        if from != NONE {
            let days = u64::from(day.min(life.coordinated_until) - from);
            self.add(at, |sums| sums.coordinated_days += days);
        }
    }

    /// A need arises or is met.
    fn need(&mut self, at: usize, day: Day, domain: usize, arises: bool) {
        self.add_up_needs(at, day);
        let life = &mut self.lives[at];
        let before = life.unmet.count();
        if arises {
            life.unmet.add(domain)
        } else {
            life.unmet.remove(domain)
        }
        if before == 0 {
            life.alone_from = day;
            (life.in_need_from, life.came) = (day, Came::NOTHING);
        }
        if life.unmet.count() == 0 {
            life.in_need_from = NONE;
            self.seen(at, day);
        }
        let on_list = self.lives[at].on_list;
        self.add(at, |sums| {
            sums.needs_present += u64::from(arises);
            sums.needs_met += u64::from(!arises);
            sums.met_on_list += u64::from(!arises && on_list);
        });
    }

    fn add_up_needs(&mut self, at: usize, day: Day) {
        let life = &mut self.lives[at];
        let days = u64::from(day - std::mem::replace(&mut life.needs_from, day));
        let needs = u64::from(life.unmet.count());
        if needs > 0 && days > 0 {
            self.add(at, |sums| sums.unmet_days += needs * days);
        }
    }

    /// A life ends, moves away, or reaches the horizon; a second end changes nothing.
    fn finish(&mut self, at: usize, day: Day) {
        let from = std::mem::replace(&mut self.lives[at].alive_from, NONE);
        if from == NONE {
            return;
        }
        // Whoever comes in after the last midnight has lived no day that is counted.
        let day = day.max(from);
        self.leave_home(at, day);
        self.leave_coordinator(at, day);
        self.add_up_needs(at, day);
        self.lives[at].alone_from = NONE;
        self.add(at, |sums| sums.alive_days += u64::from(day - from));
    }

    fn add(&mut self, at: usize, change: impl FnMut(&mut GroupSums)) {
        let residents = self.roster.residents();
        let groups = match residents.get(at) {
            Some(resident) => resident.groups,
            None => self.entrants_groups[at - residents.len()],
        };
        self.sums.add(&groups, change);
    }
}

/// The first midnight after a moment, as a day: what happens at midnight happens after the census.
fn next_midnight(at: SimTime) -> Day {
    (at.day() + 1).min(NONE.into()) as Day
}

/// Whether a kind of fact is followed at all; looking a person up costs more than asking first.
fn matters(kind: &FactKind) -> bool {
    matches!(
        kind,
        FactKind::Admitted { .. }
            | FactKind::Attended
            | FactKind::ReachedBed { .. }
            | FactKind::WentBack(_)
            | FactKind::EnteredCareHome
            | FactKind::Died(_)
            | FactKind::MovedAway
            | FactKind::NeedArose(_)
            | FactKind::NeedMet(_)
            | FactKind::Fell
            | FactKind::BrokeBone(_)
            | FactKind::FrailtyStep(_)
            | FactKind::Planned { .. }
            | FactKind::Contact { visit: Some(_), .. }
            | FactKind::Consulted { .. }
            | FactKind::UrgentCame { .. }
            | FactKind::PractitionerCame { .. }
            | FactKind::HomeCallAnswered { .. }
            | FactKind::StoryRetold
            | FactKind::HomeCareBegan { .. }
            | FactKind::Assessed { .. }
            | FactKind::Accepted
            | FactKind::KeptInTouch { .. }
            | FactKind::Discharged
    )
}
