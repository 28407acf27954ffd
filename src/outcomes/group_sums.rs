//! Sums over the lives of a group, and what they come to for one group or for all people together.

use crate::model::services::community::ServiceKind;
use crate::outcomes::figures::{DAYS_A_YEAR, THOUSAND, ratio};
use crate::outcomes::from_need::FromNeed;
use crate::outcomes::groups::{DIMENSIONS, GAPS, GROUP_COUNT, Memberships};

/// Nobody has come yet.
const NOBODY: u16 = u16::MAX;

/// Whether two visits were by the same service or the same team: a person belongs to one team, whose professions are
/// services of their own.
pub(super) fn same_hands(last: u16, by: u16) -> bool {
    let of_team = |service: u16| service != NOBODY && usize::from(service) >= ServiceKind::ALL.len();
    last == by || (of_team(last) && of_team(by))
}

/// Sums over the lives of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupSums {
    /// People at time zero and those who entered since.
    pub people: u64,
    /// Days that could have been lived, death or no death.
    pub possible_days: i64,
    /// Days lived.
    pub alive_days: u64,
    /// Days at home.
    pub home_days: u64,
    /// Days with an unmet need, need by need.
    pub unmet_days: u64,
    /// Needs at time zero or at entry, and those that arose since.
    pub needs_present: u64,
    /// Needs met.
    pub needs_met: u64,
    /// Emergency admissions.
    pub admissions: u64,
    /// Attendances at the emergency department.
    pub attendances: u64,
    /// Deaths.
    pub deaths: u64,
    /// People taken on a team's list at least once.
    pub listed: u64,
    /// People moderately or severely frail with an unmet need at time zero or at entry.
    pub in_need: u64,
    /// Of these, those to whom no community service, general practice, team or home care came.
    pub never_reached: u64,
    /// Days with an unmet need after a long time without a visit.
    pub left_alone_days: u64,
    /// Days on which a coordinator was in touch with a person.
    pub coordinated_days: u64,
    /// Visits by community staff after a person's first.
    pub later_visits: u64,
    /// Of these, by the service that made the visit before.
    pub by_same_service: u64,
    /// Of these, by the same service or the same team.
    pub by_same_team: u64,
    /// People assessed at least once.
    pub assessed: u64,
    /// Assessments that another organisation had just made.
    pub assessed_again: u64,
    /// Needs met while on a team's list.
    pub met_on_list: u64,
    /// Statements on their care that were put to those in need at time zero or at entry.
    pub said: u64,
    /// Of these, those with which they agree.
    pub agreed: u64,
    /// People assessed who had to tell their story again, to another organisation or a further profession.
    pub told_again: u64,
}

impl GroupSums {
    /// Counts a visit by one service after a visit by another; no earlier visit is `u16::MAX`.
    pub(super) fn visit(&mut self, last: u16, by: u16) {
        if last != NOBODY {
            self.later_visits += 1;
            self.by_same_service += u64::from(last == by);
            self.by_same_team += u64::from(same_hands(last, by));
        }
    }

    fn plus(&mut self, other: &Self) {
        self.people += other.people;
        self.possible_days += other.possible_days;
        self.alive_days += other.alive_days;
        self.home_days += other.home_days;
        self.unmet_days += other.unmet_days;
        self.needs_present += other.needs_present;
        self.needs_met += other.needs_met;
        self.admissions += other.admissions;
        self.attendances += other.attendances;
        self.deaths += other.deaths;
        self.listed += other.listed;
        self.in_need += other.in_need;
        self.never_reached += other.never_reached;
        self.left_alone_days += other.left_alone_days;
        self.coordinated_days += other.coordinated_days;
        self.later_visits += other.later_visits;
        self.by_same_service += other.by_same_service;
        self.by_same_team += other.by_same_team;
        self.assessed += other.assessed;
        self.assessed_again += other.assessed_again;
        self.told_again += other.told_again;
        self.met_on_list += other.met_on_list;
        self.said += other.said;
        self.agreed += other.agreed;
    }

    /// Person-years lived.
    pub fn person_years(&self) -> f64 {
        self.alive_days as f64 / DAYS_A_YEAR
    }

    /// Events a year for every 1,000 people, per day alive.
    pub(super) fn per_1000(&self, events: u64) -> f64 {
        ratio(events as f64 * THOUSAND, self.person_years())
    }

    /// Days a year for each person, per day alive.
    pub(super) fn days_each(&self, days: u64) -> f64 {
        ratio(days as f64, self.person_years())
    }
}

/// Sums over lives by group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifeSums {
    /// By group, in the order of `groups::GROUPS`.
    pub groups: [GroupSums; GROUP_COUNT],
    /// Falls by frailty band, fittest first.
    pub falls: [u64; 4],
    /// Fractures from falls, likewise.
    pub fractures: [u64; 4],
    /// Waits from need.
    pub from_need: FromNeed,
}

impl LifeSums {
    /// Changes the sums of every group to which somebody belongs.
    pub(super) fn add(&mut self, groups: &Memberships, mut change: impl FnMut(&mut GroupSums)) {
        groups.iter().for_each(|&group| change(&mut self.groups[usize::from(group)]));
    }

    /// Adds the sums of another place.
    pub fn plus(&mut self, other: &Self) {
        self.groups.iter_mut().zip(&other.groups).for_each(|(mine, theirs)| mine.plus(theirs));
        self.falls.iter_mut().zip(other.falls).for_each(|(mine, theirs)| *mine += theirs);
        self.fractures.iter_mut().zip(other.fractures).for_each(|(mine, theirs)| *mine += theirs);
        self.from_need.add(&other.from_need);
    }

    /// All people together, as the sum over one dimension; it is the same for every dimension.
    pub fn all_by(&self, dimension: usize) -> GroupSums {
        let gap = GAPS[dimension % DIMENSIONS];
        let mut all = GroupSums::default();
        self.groups[gap.first..gap.first + gap.count].iter().for_each(|group| all.plus(group));
        all
    }

    /// All people together.
    pub fn all(&self) -> GroupSums {
        self.all_by(0)
    }
}
