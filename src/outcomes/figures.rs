//! The figures of one world: counts, sums over midnights and pooled waits, which add up over places.
//!
//! Rates and shares are made from these sums at the very end, so that all places together are exactly what one
//! place with all their people would show.

use crate::model::fact::{Census, EMPLOYERS};
use crate::model::people::traits::DOMAINS;
use crate::model::services::community::ServiceKind;
use crate::outcomes::alive_in_both::AliveInBoth;
use crate::outcomes::catalogue::GROUPS;
use crate::outcomes::event_kind::{EventCounts, EventKind};
use crate::outcomes::fairness;
use crate::outcomes::group_sums::LifeSums;
use crate::outcomes::month::{Month, MonthSums};
use crate::outcomes::risks::RisksBorne;
use crate::outcomes::staff::rounds::RoundSums;
use crate::outcomes::tariff::Tariff;
use crate::outcomes::ties_lost::TiesLost;
use crate::outcomes::together::TogetherSums;
use crate::outcomes::views::ViewSums;
use crate::outcomes::waits::Waits;
use crate::outcomes::year::Year;
use crate::time::{DAY, Span, YEAR};

/// Width of a bin of the histogram of urgent response, minutes.
pub const RESPONSE_BIN_MINUTES: u32 = 15;
/// Bins of that histogram; the last one holds everything longer.
pub const RESPONSE_BINS: usize = 49;

/// Days of a mean year.
pub(super) const DAYS_A_YEAR: f64 = YEAR as f64 / DAY as f64;
/// Days of a week, over which hours of care are stated.
pub(super) const DAYS_A_WEEK: f64 = 7.0;
/// Where the visits of teams stand, after those of the base services.
pub(super) const TEAMS: usize = ServiceKind::ALL.len();
const VISITORS: usize = TEAMS + 1;
/// People for whom rates are stated.
pub(super) const THOUSAND: f64 = 1000.0;

/// What was counted in one world within the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Events by kind.
    pub events: EventCounts,
    /// Sums over midnights.
    pub nights: Nights,
    /// Unmet needs at time zero.
    pub needs_at_zero: u64,
    /// Days that people could have lived: from time zero or entry to the horizon or moving away, death or no death.
    pub possible_days: i64,
    /// Emergency admissions within 30 days of leaving an acute bed, both within the window.
    pub readmissions: u64,
    /// Staff time in contacts, minutes.
    pub contact_minutes: f64,
    /// Of it, how much went on looking for what others know, s.
    pub searched: u64,
    /// Posts left, WTE: those of base services, those of teams.
    pub left: [f64; 2],
    /// Posts of base services that somebody left for a team of the place.
    pub emptied: u64,
    /// Ties of teams that have gone.
    pub ties_lost: TiesLost,
    /// Judgements of risk by staff of teams.
    pub risks: RisksBorne,
    /// Visits of urgent community response within two hours of being asked.
    pub within_two_hours: u64,
    /// Ambulance conveyances of residents of care homes.
    pub conveyed_from_homes: u64,
    /// Admissions of the baseline whose crisis was answered by a substitute in this world: what pairing found, 0 in the
    /// baseline itself.
    pub substituted: u64,
    /// What those used who are alive in this world and in the baseline: what pairing found.
    pub alive_in_both: AliveInBoth,
    /// Waits by kind.
    pub waits: AllWaits,
    /// The years of the window one by one.
    pub years: Vec<Year>,
    /// Sums over lives by group.
    pub lives: LifeSums,
    /// Sums over the monthly rounds through teams.
    pub rounds: RoundSums,
    pub(super) months: Vec<MonthSums>,
}

/// Waits by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllWaits {
    /// From a consultation in general practice being asked for.
    pub consultation: Waits,
    /// From a call to an ambulance crew.
    pub ambulance: Waits,
    /// From urgent community response being asked for to the visit.
    pub urgent_response: Waits,
    /// From a call to a paramedic practitioner.
    pub practitioner: Waits,
    /// From a care home's call to a visit by its support.
    pub home_call: Waits,
    /// From the decision to admit to a bed.
    pub bed: Waits,
    /// From home care being asked for to its start.
    pub home_care: Waits,
    /// From referral to the team's first contact.
    pub first_contact: Waits,
    /// From referral to a plan.
    pub plan: Waits,
    /// From a team asking a base service to what it asked for being done.
    pub others: Waits,
    /// From a crew's arrival at the department to the end of the handover.
    pub handover: Waits,
    /// From community staff being asked for to their visit: base services in the order of `ServiceKind`, then teams.
    pub visits: [Waits; VISITORS],
}

/// Sums over midnights: person-days, hours and staff-days.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Nights {
    /// People alive.
    pub alive: u64,
    /// In an acute bed or emergency care: the bed-days of emergency spells.
    pub in_hospital: u64,
    /// In a bed for rehabilitation.
    pub in_rehabilitation: u64,
    /// Residents of care homes, wherever they were.
    pub care_home_residents: u64,
    /// In a care home.
    pub in_care_home: u64,
    /// In a bed although ready to leave.
    pub delayed: u64,
    /// People living at home with a carer.
    pub carers: u64,
    /// Hours a week of unpaid care.
    pub carer_hours: u64,
    /// Strain of carers, each 0 to 100.
    pub carer_strain: u64,
    /// Unmet needs.
    pub unmet_needs: u64,
    /// On teams' lists.
    pub caseload: u64,
    /// Home-care hours a week.
    pub home_care_hours: u64,
    /// In reablement.
    pub in_reablement: u64,
    /// In hospital at home.
    pub in_hospital_at_home: u64,
    /// Of these, in places that a design's own posts carry.
    pub at_home_with_own_staff: u64,
    /// Team posts funded, WTE.
    pub team_funded: f64,
    /// Team posts filled, WTE.
    pub team_filled: f64,
    /// Posts of all community services funded, WTE.
    pub posts_funded: f64,
    /// Posts of all community services filled, WTE.
    pub posts_filled: f64,
    /// Cost of the team, GBP: NHS, council, voluntary sector, household.
    pub team_cost: [f64; 4],
    /// Satisfaction of holders, standard deviations above usual, times WTE.
    pub satisfaction: f64,
    /// Holders off sick, WTE.
    pub absent: f64,
    /// Vacant posts covered by agency and bank, WTE.
    pub covered: f64,
    /// Of these, by the bank.
    pub covered_by_bank: f64,
    /// Pay of posts that are no longer paid for, GBP.
    pub given_back: f64,
    /// Posts of home-care workers.
    pub care_posts: u64,
    /// Home-care workers in post.
    pub care_workers: u64,
    /// What cover of base posts costs beyond their holders' pay, GBP, by the same payers.
    pub cover_cost: [f64; 4],
    /// Posts funded and filled, WTE, and pay, GBP, by employer.
    pub by_employer: [[f64; 3]; EMPLOYERS],
    /// Unmet needs by domain.
    pub unmet_by_domain: [u64; DOMAINS],
    /// People alive by frailty band, fittest first.
    pub by_frailty: [u64; 4],
    /// How teams work together.
    pub together: TogetherSums,
    /// What leaders and staff saw.
    pub views: ViewSums,
}

impl Nights {
    /// Counts a midnight.
    pub fn midnight(&mut self, census: &Census) {
        self.add(&Self {
            alive: census.alive.into(),
            in_hospital: census.in_hospital.into(),
            in_rehabilitation: census.in_rehabilitation.into(),
            care_home_residents: census.care_home_residents.into(),
            in_care_home: census.in_care_home.into(),
            delayed: census.delayed.into(),
            carers: census.carers.into(),
            carer_hours: census.carer_hours.into(),
            carer_strain: census.carer_strain.into(),
            unmet_needs: census.unmet_needs.into(),
            unmet_by_domain: census.unmet_by_domain.map(u64::from),
            by_frailty: census.by_frailty.map(u64::from),
            caseload: census.caseload.into(),
            home_care_hours: census.home_care_hours.into(),
            in_reablement: census.in_reablement.into(),
            in_hospital_at_home: census.in_hospital_at_home.into(),
            at_home_with_own_staff: census.at_home_with_own_staff.into(),
            team_funded: census.team_funded.into(),
            team_filled: census.team_filled.into(),
            posts_funded: census.posts_funded.into(),
            posts_filled: census.posts_filled.into(),
            team_cost: census.team_cost.map(f64::from),
            satisfaction: census.staff.satisfaction.into(),
            absent: census.staff.absent.into(),
            covered: census.staff.covered.into(),
            covered_by_bank: census.staff.covered_by_bank.into(),
            given_back: census.staff.given_back.into(),
            care_posts: census.staff.care_posts.into(),
            care_workers: census.staff.care_workers.into(),
            cover_cost: census.staff.cover_cost.map(f64::from),
            by_employer: census.staff.by_employer.map(|sums| sums.map(f64::from)),
            together: census.together.into(),
            views: census.views.into(),
        });
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.alive += other.alive;
        self.in_hospital += other.in_hospital;
        self.in_rehabilitation += other.in_rehabilitation;
        self.care_home_residents += other.care_home_residents;
        self.in_care_home += other.in_care_home;
        self.delayed += other.delayed;
        self.carers += other.carers;
        self.carer_hours += other.carer_hours;
        self.carer_strain += other.carer_strain;
        self.unmet_needs += other.unmet_needs;
        self.caseload += other.caseload;
        self.home_care_hours += other.home_care_hours;
        self.in_reablement += other.in_reablement;
        self.in_hospital_at_home += other.in_hospital_at_home;
        self.at_home_with_own_staff += other.at_home_with_own_staff;
        self.team_funded += other.team_funded;
        self.team_filled += other.team_filled;
        self.posts_funded += other.posts_funded;
        self.posts_filled += other.posts_filled;
        for (mine, theirs) in self.team_cost.iter_mut().zip(other.team_cost) {
            *mine += theirs;
        }
        self.satisfaction += other.satisfaction;
        self.absent += other.absent;
        self.covered += other.covered;
        self.covered_by_bank += other.covered_by_bank;
        self.given_back += other.given_back;
        self.care_posts += other.care_posts;
        self.care_workers += other.care_workers;
        for (mine, theirs) in self.cover_cost.iter_mut().zip(other.cover_cost) {
            *mine += theirs;
        }
        for (mine, theirs) in self.by_employer.iter_mut().flatten().zip(other.by_employer.iter().flatten()) {
            *mine += theirs;
        }
        self.unmet_by_domain.iter_mut().zip(other.unmet_by_domain).for_each(|(mine, theirs)| *mine += theirs);
        self.by_frailty.iter_mut().zip(other.by_frailty).for_each(|(mine, theirs)| *mine += theirs);
        self.together.add(&other.together);
        self.views.add(&other.views);
    }

    /// Midnights at home: alive, and neither in hospital, emergency care, rehabilitation nor a care home.
    pub fn at_home(&self) -> u64 {
        self.alive - self.in_hospital - self.in_rehabilitation - self.in_care_home
    }
}

impl Figures {
    /// Adds the figures of another place over the same window. Float sums follow the order of the calls.
    pub fn add(&mut self, other: &Self) {
        self.events.add(&other.events);
        self.nights.add(&other.nights);
        self.needs_at_zero += other.needs_at_zero;
        self.possible_days += other.possible_days;
        self.readmissions += other.readmissions;
        self.contact_minutes += other.contact_minutes;
        self.searched += other.searched;
        self.within_two_hours += other.within_two_hours;
        self.conveyed_from_homes += other.conveyed_from_homes;
        self.substituted += other.substituted;
        self.emptied += other.emptied;
        self.ties_lost.add(&other.ties_lost);
        self.risks.add(&other.risks);
        self.alive_in_both.add(&other.alive_in_both);
        for (mine, theirs) in self.left.iter_mut().zip(other.left) {
            *mine += theirs;
        }
        self.waits.add(&other.waits);
        self.lives.plus(&other.lives);
        self.rounds.add(&other.rounds);
        self.years.resize_with(self.years.len().max(other.years.len()), Year::default);
        for (mine, theirs) in self.years.iter_mut().zip(&other.years) {
            mine.add(theirs);
        }
        self.months.resize(self.months.len().max(other.months.len()), MonthSums::default());
        for (mine, theirs) in self.months.iter_mut().zip(&other.months) {
            mine.add(theirs);
        }
    }

    /// The outcomes in the order of the catalogue; NaN where one does not exist, because nobody waited or nothing of
    /// the kind was there.
    pub fn values(&self, tariff: &Tariff) -> Vec<f64> {
        let bill = tariff.bill(self);
        let own = GROUPS.iter().flat_map(|(_, rows)| rows.iter()).map(|row| (row.of)(self, &bill));
        own.chain(fairness::values(&self.lives)).collect()
    }

    /// The months, for pictures over time.
    pub fn months(&self) -> Vec<Month> {
        self.months.iter().map(MonthSums::month).collect()
    }

    /// Minutes from urgent referral to first visit, counted in bins of [`RESPONSE_BIN_MINUTES`]; the last is open.
    pub fn response(&self) -> Vec<u32> {
        let width = Span::from_minutes(f64::from(RESPONSE_BIN_MINUTES));
        self.waits.urgent_response.histogram(width, RESPONSE_BINS)
    }

    /// Person-years lived in the window.
    pub fn person_years(&self) -> f64 {
        self.nights.alive as f64 / DAYS_A_YEAR
    }

    /// A quantity a year for each person, per day alive.
    pub(super) fn per_person(&self, quantity: f64) -> f64 {
        ratio(quantity, self.person_years())
    }

    /// Events of these kinds a year for every 1,000 people, per day alive.
    pub(super) fn per_1000(&self, kinds: &[EventKind]) -> f64 {
        self.per_person(self.events.sum(kinds) as f64 * THOUSAND)
    }

    /// The part that some kinds of event are of some others.
    pub(super) fn share(&self, of: &[EventKind], among: &[EventKind]) -> f64 {
        ratio(self.events.sum(of) as f64, self.events.sum(among) as f64)
    }

    /// Days at home a year for each person, out of the days that the person could have lived; death counts zero.
    pub(super) fn days_at_home(&self) -> f64 {
        ratio(self.nights.at_home() as f64 * DAYS_A_YEAR, self.possible_days as f64)
    }

    /// Needs met over needs present at time zero or arisen since.
    pub(super) fn needs_met(&self) -> f64 {
        let present = self.needs_at_zero + self.events.of(EventKind::NeedArose);
        ratio(self.events.of(EventKind::NeedMet) as f64, present as f64)
    }

    /// Visits within two hours over requests. More visits than requests can lie in a window that begins with some
    /// under way; then it is visits within two hours over visits.
    pub(super) fn two_hour_share(&self) -> f64 {
        let asked = self.events.of(EventKind::UrgentAsked).max(self.events.of(EventKind::UrgentCame));
        ratio(self.within_two_hours as f64, asked as f64)
    }

    /// Hours of unpaid care a year for each person, per day alive.
    pub(super) fn unpaid_hours(&self) -> f64 {
        self.per_person(self.nights.carer_hours as f64 / DAYS_A_WEEK)
    }

    /// Strain of carers, 0 to 1, mean of carers and midnights.
    pub(super) fn carer_strain(&self) -> f64 {
        const WHOLE: f64 = 100.0;
        ratio(self.nights.carer_strain as f64, self.nights.carers as f64 * WHOLE)
    }

    /// A quantity a year for each person, out of the days that the person could have lived.
    pub(super) fn per_possible_year(&self, quantity: f64) -> f64 {
        ratio(quantity * DAYS_A_YEAR, self.possible_days as f64)
    }

    /// People on teams' lists for every 1,000 people, mean of midnights.
    pub(super) fn caseload(&self) -> f64 {
        ratio(self.nights.caseload as f64 * THOUSAND, self.nights.alive as f64)
    }
}

impl AllWaits {
    fn add(&mut self, other: &Self) {
        self.consultation.add(&other.consultation);
        self.ambulance.add(&other.ambulance);
        self.urgent_response.add(&other.urgent_response);
        self.practitioner.add(&other.practitioner);
        self.home_call.add(&other.home_call);
        self.bed.add(&other.bed);
        self.home_care.add(&other.home_care);
        self.first_contact.add(&other.first_contact);
        self.plan.add(&other.plan);
        self.others.add(&other.others);
        self.handover.add(&other.handover);
        self.visits.iter_mut().zip(&other.visits).for_each(|(mine, theirs)| mine.add(theirs));
    }

    /// A visit by the service with this index.
    pub(super) fn visit(&mut self, by: usize, waited: Span) {
        self.visits[by.min(TEAMS)].push(waited);
    }
}

/// Leavers a year for every 100 WTE in post.
pub(super) fn leavers(left: f64, filled_days: f64) -> f64 {
    const HUNDRED: f64 = 100.0;
    ratio(left * HUNDRED * DAYS_A_YEAR, filled_days)
}

/// A part of staff over a whole of staff, both in WTE-days.
pub(super) fn of_staff(part: f64, whole: f64) -> f64 {
    ratio(part, whole)
}

/// The part of funded posts that is not filled.
pub(super) fn vacancies(funded: f64, filled: f64) -> f64 {
    ratio(funded - filled, funded)
}

/// A ratio, NaN when there is nothing to divide by.
pub(super) fn ratio(numerator: f64, denominator: f64) -> f64 {
    if denominator > 0.0 { numerator / denominator } else { f64::NAN }
}
