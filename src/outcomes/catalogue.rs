//! The outcomes: what each is called and how it is worked out from the figures of a world.
//!
//! Use outcomes are a year for every 1,000 people aged 65 and over (or for each person), per day alive. Costs are by
//! payer in pounds of the price year.

mod bands;
mod care;
mod employers;
mod experience;
mod money;
mod of_all;
mod paired;
mod reactive;
mod ties;
mod together;
mod views;

use crate::model::design::NeedDomain as Domain;
use crate::model::services::community::ServiceKind as Service;
use crate::outcomes::event_kind::EventKind as Kind;
use crate::outcomes::fairness;
use crate::outcomes::figures::{Figures, TEAMS, THOUSAND, leavers, of_staff, ratio, vacancies};
use crate::outcomes::from_need::Awaited;
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};
use crate::outcomes::metric::{Direction, Group, Metric};
use crate::outcomes::tariff::Bill;
use crate::outcomes::waits::Waits;
use crate::time::{DAY, HOUR, MINUTE, Span};

/// An outcome and how it is worked out.
pub(super) struct Row {
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    direction: Direction,
    digits: usize,
    /// Its value in a world.
    pub of: fn(&Figures, &Bill) -> f64,
}

const fn row(
    key: &'static str,
    label: &'static str,
    unit: &'static str,
    direction: Direction,
    digits: usize,
    of: fn(&Figures, &Bill) -> f64,
) -> Row {
    Row { key, label, unit, direction, digits, of }
}

/// The words of all outcomes, in the order of [`Figures::values`].
pub fn metrics() -> Vec<Metric> {
    let of_group = |(group, rows): &(Group, &'static [Row])| {
        let group = *group;
        rows.iter().map(move |&Row { key, label, unit, direction, digits, .. }| Metric {
            key,
            label,
            unit,
            direction,
            group,
            digits,
        })
    };
    GROUPS.iter().flat_map(of_group).chain(fairness::metrics()).collect()
}

const PER_1000: &str = "per 1,000 people 65+ a year";
const DAYS_EACH: &str = "days a year per person 65+";
const SHARE: &str = "share";
const GBP_EACH: &str = "GBP a year per person 65+";
const LEAVERS: &str = "WTE leaving a year per 100 WTE in post";

const MEDIAN: f64 = 0.5;
const NINE_IN_TEN: f64 = 0.9;
const MINUTES_AN_HOUR: f64 = (HOUR / MINUTE) as f64;

const DEATHS: [Kind; 4] = [Kind::DiedAtHome, Kind::DiedInCareHome, Kind::DiedInHospital, Kind::DiedInRehabilitation];
const PLANS: [Kind; 2] = [Kind::PlannedAndTold, Kind::PlannedUntold];
/// How an action ends that a team has handed to whoever is to carry it out.
const HAND_OFFS: [Kind; 4] = [Kind::ActionDone, Kind::ActionNotDone, Kind::HandOffLost, Kind::HandOffLostWithin];
const ASSESSMENTS: [Kind; 2] = [Kind::Assessed, Kind::AssessedAgain];

/// A wait in units of so many seconds.
fn wait(waits: &Waits, p: f64, unit: u64) -> f64 {
    waits.quantile(p) / unit as f64
}

/// All outcomes by group, in the order in which they are shown.
pub(super) const GROUPS: [(Group, &[Row]); 17] = [
    (Group::Hospital, HOSPITAL),
    (Group::Hospital, of_all::OF_ALL),
    (Group::Hospital, paired::PAIRED),
    (Group::Access, ACCESS),
    (Group::Access, reactive::REACTIVE),
    (Group::Access, care::CARE),
    (Group::People, PEOPLE),
    (Group::People, bands::BANDS),
    (Group::Experience, experience::EXPERIENCE),
    (Group::Team, TEAM),
    (Group::Team, together::TOGETHER),
    (Group::Views, views::VIEWS),
    (Group::Workforce, WORKFORCE),
    (Group::Workforce, ties::TIES),
    (Group::Workforce, employers::EMPLOYERS),
    (Group::Money, money::MONEY),
    (Group::Worth, money::WORTH),
];

const HOSPITAL: &[Row] = &[
    row("unplanned_admissions_per_1000", "Unplanned admissions", PER_1000, Lower, 1, |f, _| {
        f.per_1000(&[Kind::Admitted])
    }),
    row("ed_attendances_per_1000", "Emergency department attendances", PER_1000, Lower, 1, |f, _| {
        f.per_1000(&[Kind::Attended])
    }),
    row("conveyances_per_1000", "Ambulance conveyances", PER_1000, Lower, 1, |f, _| f.per_1000(&[Kind::CrewConveyed])),
    row("bed_days_per_person", "Emergency bed-days (midnights in hospital)", DAYS_EACH, Lower, 2, |f, _| {
        f.per_person(f.nights.in_hospital as f64)
    }),
    row("delayed_days_per_person", "Delayed days in hospital (midnights)", DAYS_EACH, Lower, 3, |f, _| {
        f.per_person(f.nights.delayed as f64)
    }),
    row("readmissions_per_1000", "Readmissions within 30 days", PER_1000, Lower, 1, |f, _| {
        f.per_person(f.readmissions as f64 * THOUSAND)
    }),
    row("hospital_at_home_starts_per_1000", "Stays in hospital at home begun", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&[Kind::HospitalAtHomeBegan])
    }),
    row("electives_cancelled_per_1000", "Elective admissions cancelled (all ages)", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::ElectiveCancelled])
    }),
    row(
        "claimed_avoided_per_1000",
        "Admissions claimed as avoided by whoever came instead",
        PER_1000,
        Neither,
        1,
        |f, bill| f.per_person(bill.claimed * THOUSAND),
    ),
];

const ACCESS: &[Row] = &[
    row("two_hour_share", "Urgent response within two hours", SHARE, Higher, 3, |f, _| f.two_hour_share()),
    row("urgent_response_median_minutes", "Wait for urgent response, median", "minutes", Lower, 0, |f, _| {
        wait(&f.waits.urgent_response, MEDIAN, MINUTE)
    }),
    row("ambulance_wait_median_minutes", "Wait for an ambulance crew, median", "minutes", Lower, 0, |f, _| {
        wait(&f.waits.ambulance, MEDIAN, MINUTE)
    }),
    row("bed_wait_median_hours", "Wait for a bed after the decision to admit, median", "hours", Lower, 1, |f, _| {
        wait(&f.waits.bed, MEDIAN, HOUR)
    }),
    row(
        "consultation_wait_median_hours",
        "Wait for general practice in a crisis, median",
        "hours",
        Lower,
        1,
        |f, _| wait(&f.waits.consultation, MEDIAN, HOUR),
    ),
    row("home_care_wait_median_days", "Wait for home care, median", "days", Lower, 1, |f, _| {
        wait(&f.waits.home_care, MEDIAN, DAY)
    }),
    row("days_to_first_contact_median", "Referral to first contact, median", "days", Lower, 1, |f, _| {
        wait(&f.waits.first_contact, MEDIAN, DAY)
    }),
    row("days_to_first_contact_p90", "Referral to first contact, nine in ten within", "days", Lower, 1, |f, _| {
        wait(&f.waits.first_contact, NINE_IN_TEN, DAY)
    }),
    row("days_to_plan_median", "Referral to plan, median", "days", Lower, 1, |f, _| wait(&f.waits.plan, MEDIAN, DAY)),
    row("days_to_plan_p90", "Referral to plan, nine in ten within", "days", Lower, 1, |f, _| {
        wait(&f.waits.plan, NINE_IN_TEN, DAY)
    }),
    row("days_from_need_to_contact", "From need to anybody coming, mean", "days", Lower, 1, |f, _| {
        f.lives.from_need.mean(Awaited::Contact)
    }),
    row("days_from_need_to_service", "From need to somebody acting on it, mean", "days", Lower, 1, |f, _| {
        f.lives.from_need.mean(Awaited::Service)
    }),
    row("days_from_need_to_plan", "From need to a team's plan, mean", "days", Lower, 1, |f, _| {
        f.lives.from_need.mean(Awaited::Plan)
    }),
    row("handover_median_minutes", "Ambulance handover at the department, median", "minutes", Lower, 0, |f, _| {
        wait(&f.waits.handover, MEDIAN, MINUTE)
    }),
    row("handover_over_an_hour_share", "Ambulance handovers that took over an hour", SHARE, Lower, 3, |f, _| {
        f.waits.handover.longer_than(Span::seconds(HOUR))
    }),
    row("nursing_wait_median_days", "Wait for community nursing, median", "days", Lower, 1, |f, _| {
        visit(f, Service::Nursing as usize)
    }),
    row("physiotherapy_wait_median_days", "Wait for physiotherapy, median", "days", Lower, 1, |f, _| {
        visit(f, Service::Physiotherapy as usize)
    }),
    row("occupational_therapy_wait_median_days", "Wait for occupational therapy, median", "days", Lower, 1, |f, _| {
        visit(f, Service::OccupationalTherapy as usize)
    }),
    row("social_work_wait_median_days", "Wait for social work, median", "days", Lower, 1, |f, _| {
        visit(f, Service::SocialWork as usize)
    }),
    row("mental_health_wait_median_days", "Wait for mental health care, median", "days", Lower, 1, |f, _| {
        visit(f, Service::MentalHealth as usize)
    }),
    row("pharmacy_wait_median_days", "Wait for a review of medicines, median", "days", Lower, 1, |f, _| {
        visit(f, Service::Pharmacy as usize)
    }),
    row("link_work_wait_median_days", "Wait for a link worker, median", "days", Lower, 1, |f, _| {
        visit(f, Service::LinkWork as usize)
    }),
    row("team_visit_wait_median_days", "Wait for a visit by the team's staff, median", "days", Lower, 1, |f, _| {
        visit(f, TEAMS)
    }),
];

/// The median wait of visits by one kind of staff, days.
fn visit(figures: &Figures, by: usize) -> f64 {
    wait(&figures.waits.visits[by], MEDIAN, DAY)
}

const PEOPLE: &[Row] = &[
    row("days_at_home_per_person", "Days at home (death counts zero)", DAYS_EACH, Higher, 2, |f, _| f.days_at_home()),
    row("unmet_need_days_per_person", "Days with an unmet need, need by need", DAYS_EACH, Lower, 1, |f, _| {
        f.per_person(f.nights.unmet_needs as f64)
    }),
    row("needs_met_share", "Needs met, of those present or arisen", SHARE, Higher, 3, |f, _| f.needs_met()),
    row("falls_per_1000", "Falls", PER_1000, Lower, 1, |f, _| f.per_1000(&[Kind::Fell])),
    row("fractures_per_1000", "Fractures from falls", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::BrokeHip, Kind::BrokeOtherBone])
    }),
    row("deaths_per_1000", "Deaths", PER_1000, Lower, 2, |f, _| f.per_1000(&DEATHS)),
    row("deaths_in_hospital_share", "Deaths that were in hospital", SHARE, Lower, 3, |f, _| {
        f.share(&[Kind::DiedInHospital], &DEATHS)
    }),
    row("end_planned_share", "Deaths for which care at the end was planned", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::EndPlanned], &DEATHS)
    }),
    row("carer_strain", "Strain of carers, 0 to 1", "level", Lower, 3, |f, _| f.carer_strain()),
    row("carers_lost_per_1000", "Carers lost for good", PER_1000, Lower, 2, |f, _| f.per_1000(&[Kind::CarerLost])),
    row("unpaid_care_hours_per_person", "Unpaid care", "hours a year per person 65+", Neither, 1, |f, _| {
        f.unpaid_hours()
    }),
    row("care_home_entries_per_1000", "Moves into a care home", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::EnteredCareHome])
    }),
    row("frailty_steps_worse_per_1000", "Steps to a frailer band", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::FrailtyWorse])
    }),
    row("severely_frail_share", "Days lived that were in severe frailty", SHARE, Lower, 4, |f, _| {
        ratio(f.nights.by_frailty[3] as f64, f.nights.alive as f64)
    }),
    row("unmet_medical_days_per_person", "Days with an unmet need in medical care", DAYS_EACH, Lower, 2, |f, _| {
        unmet(f, Domain::Medical)
    }),
    row("unmet_function_days_per_person", "Days with an unmet need in function", DAYS_EACH, Lower, 2, |f, _| {
        unmet(f, Domain::Function)
    }),
    row(
        "unmet_cognition_and_mood_days_per_person",
        "Days with an unmet need in cognition and mood",
        DAYS_EACH,
        Lower,
        2,
        |f, _| unmet(f, Domain::CognitionAndMood),
    ),
    row(
        "unmet_social_and_care_days_per_person",
        "Days with an unmet need in social contact and care",
        DAYS_EACH,
        Lower,
        2,
        |f, _| unmet(f, Domain::SocialAndCare),
    ),
    row(
        "unmet_housing_and_equipment_days_per_person",
        "Days with an unmet need in housing and equipment",
        DAYS_EACH,
        Lower,
        2,
        |f, _| unmet(f, Domain::HousingAndEquipment),
    ),
    row("unmet_carer_days_per_person", "Days with an unmet need of the carer", DAYS_EACH, Lower, 2, |f, _| {
        unmet(f, Domain::Carer)
    }),
    row("unmet_medicines_days_per_person", "Days with an unmet need in medicines", DAYS_EACH, Lower, 2, |f, _| {
        unmet(f, Domain::Medicines)
    }),
    row(
        "unmet_end_of_life_days_per_person",
        "Days with an unmet need at the end of life",
        DAYS_EACH,
        Lower,
        2,
        |f, _| unmet(f, Domain::EndOfLife),
    ),
];

/// Days with an unmet need in one domain, a year for each person.
fn unmet(figures: &Figures, domain: Domain) -> f64 {
    figures.per_person(figures.nights.unmet_by_domain[domain as usize] as f64)
}

const TEAM: &[Row] = &[
    row("referrals_per_1000", "Referrals to the team", PER_1000, Neither, 1, |f, _| f.per_1000(&[Kind::Referred])),
    row("taken_on_per_1000", "People taken on the team's list", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&[Kind::Accepted])
    }),
    row("caseload_per_1000", "Caseload", "people per 1,000 people 65+", Neither, 1, |f, _| f.caseload()),
    row("left_list_per_1000", "People who left the team's list", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&[Kind::Discharged])
    }),
    row("plans_per_1000", "Plans made", PER_1000, Neither, 1, |f, _| f.per_1000(&PLANS)),
    row("plans_told_share", "Plans that the person was told of", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::PlannedAndTold], &PLANS)
    }),
    row("actions_done_share", "Actions of plans carried out", SHARE, Higher, 3, |f, _| {
        f.share(&[Kind::ActionDone], &[Kind::ActionDone, Kind::ActionNotDone])
    }),
    row("assessments_per_1000", "Assessments by community staff", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&ASSESSMENTS)
    }),
    row(
        "duplicate_assessments_per_1000",
        "Assessments another organisation had just made",
        PER_1000,
        Lower,
        1,
        |f, _| f.per_1000(&[Kind::AssessedAgain]),
    ),
    row("hand_offs_per_1000", "Hand-offs: actions of plans done, not done or lost", PER_1000, Neither, 1, |f, _| {
        f.per_1000(&HAND_OFFS)
    }),
    row("hand_offs_lost_per_1000", "Requests between employers lost", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::HandOffLost])
    }),
    row(
        "not_at_home_per_1000",
        "Planned work put off because the person was not at home",
        PER_1000,
        Neither,
        1,
        |f, _| f.per_1000(&[Kind::NotAtHome]),
    ),
    row(
        "referrals_lapsed_per_1000",
        "Referrals in usual care that lapsed while they waited in a line",
        PER_1000,
        Lower,
        1,
        |f, _| f.per_1000(&[Kind::ReferralLapsed]),
    ),
    row("sent_back_per_1000", "Work sent back for want of staff in a profession", PER_1000, Lower, 2, |f, _| {
        f.per_1000(&[Kind::SentBack])
    }),
    row("contact_hours_per_person", "Staff time in contacts", "hours a year per person 65+", Neither, 2, |f, _| {
        f.per_person(f.contact_minutes / MINUTES_AN_HOUR)
    }),
    row(
        "search_hours_per_person",
        "Staff time in contacts spent looking for what others know",
        "hours a year per person 65+",
        Lower,
        3,
        |f, _| f.per_person(f.searched as f64 / HOUR as f64),
    ),
];

const WORKFORCE: &[Row] = &[
    row("leavers_per_100_posts", "Leavers, community services and team", LEAVERS, Lower, 1, |f, _| {
        leavers(f.left[0] + f.left[1], f.nights.posts_filled)
    }),
    row("team_leavers_per_100_posts", "Leavers from the team", LEAVERS, Lower, 1, |f, _| {
        leavers(f.left[1], f.nights.team_filled)
    }),
    row("vacancy_share", "Posts vacant, community services and team", SHARE, Lower, 3, |f, _| {
        vacancies(f.nights.posts_funded, f.nights.posts_filled)
    }),
    row("team_vacancy_share", "Posts vacant in the team", SHARE, Lower, 3, |f, _| {
        vacancies(f.nights.team_funded, f.nights.team_filled)
    }),
    row("satisfaction_mean", "Satisfaction of staff", "standard deviations above usual", Higher, 2, |f, _| {
        of_staff(f.nights.satisfaction, f.nights.posts_filled)
    }),
    row("absence_share", "Staff off sick", SHARE, Lower, 3, |f, _| of_staff(f.nights.absent, f.nights.posts_filled)),
    row("agency_share", "Posts covered by agency and bank", SHARE, Lower, 3, |f, _| {
        of_staff(f.nights.covered, f.nights.posts_funded)
    }),
    row("bank_share", "Posts covered by the bank alone", SHARE, Neither, 3, |f, _| {
        of_staff(f.nights.covered_by_bank, f.nights.posts_funded)
    }),
    row("base_posts_emptied_per_1000", "Base posts left for a team of the place", PER_1000, Lower, 3, |f, _| {
        f.per_person(f.emptied as f64 * THOUSAND)
    }),
    row("home_care_vacancy_share", "Posts of home-care workers vacant", SHARE, Lower, 3, |f, _| {
        vacancies(f.nights.care_posts as f64, f.nights.care_workers as f64)
    }),
];
