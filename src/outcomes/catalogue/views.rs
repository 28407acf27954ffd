//! Outcomes that are views: what a dashboard showed, what staff saw and believed, and how much of the value was shown.

use super::{GBP_EACH, Row, SHARE, row};
use crate::model::fact::views::Indicator;
use crate::outcomes::figures::{Figures, THOUSAND};
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};

const REGISTERED: &str = "per 1,000 registered people 65+ a year, as shown";
const CHANGE: &str = "change, as a share";

fn shown(figures: &Figures, indicator: Indicator) -> f64 {
    figures.nights.views.shown(indicator)
}

fn shown_per_1000(figures: &Figures, indicator: Indicator) -> f64 {
    shown(figures, indicator) * THOUSAND
}

/// What leaders and staff saw, in the order in which it is shown.
pub(super) const VIEWS: &[Row] = &[
    row("dashboard_admissions_per_1000", "Emergency admissions on the dashboard", REGISTERED, Lower, 1, |f, _| {
        shown_per_1000(f, Indicator::EmergencyAdmissions)
    }),
    row("dashboard_delayed_days_per_1000", "Delayed days on the dashboard", REGISTERED, Lower, 1, |f, _| {
        shown_per_1000(f, Indicator::DelayedDays)
    }),
    row("dashboard_two_hour_share", "Urgent response within two hours on the dashboard", SHARE, Higher, 3, |f, _| {
        shown(f, Indicator::TwoHourShare)
    }),
    row(
        "dashboard_days_to_first_contact",
        "Mean time from referral to first contact on the dashboard",
        "days",
        Lower,
        1,
        |f, _| shown(f, Indicator::FirstContact),
    ),
    row("dashboard_plans_per_1000", "People with a plan on the dashboard", REGISTERED, Higher, 1, |f, _| {
        shown_per_1000(f, Indicator::Plans)
    }),
    row("dashboard_contacts_per_1000", "Contacts of the team on the dashboard", REGISTERED, Neither, 1, |f, _| {
        shown_per_1000(f, Indicator::Contacts)
    }),
    row(
        "dashboard_claimed_per_1000",
        "Admissions claimed as avoided on the dashboard",
        REGISTERED,
        Neither,
        1,
        |f, _| shown_per_1000(f, Indicator::Claimed),
    ),
    row(
        "dashboard_admissions_change",
        "Emergency admissions on the dashboard against the year before",
        CHANGE,
        Lower,
        3,
        |f, _| f.nights.views.change(Indicator::EmergencyAdmissions),
    ),
    row(
        "dashboard_delayed_days_change",
        "Delayed days on the dashboard against the year before",
        CHANGE,
        Lower,
        3,
        |f, _| f.nights.views.change(Indicator::DelayedDays),
    ),
    row(
        "staff_admissions_change",
        "Staff: admissions of their people against the year before they joined",
        CHANGE,
        Lower,
        3,
        |f, _| f.nights.views.own_admissions_change(),
    ),
    row("staff_unmet_change", "Staff: needs of their people unmet at review", CHANGE, Lower, 3, |f, _| {
        f.nights.views.own_unmet_change()
    }),
    row("team_staff_belief", "Belief of staff, by the cases they remember", SHARE, Neither, 3, |f, _| {
        f.nights.together.mean(|sum| sum.staff_belief)
    }),
    row(
        "value_all_per_person",
        "Value of what happened, without the team's own cost, at the lower threshold",
        GBP_EACH,
        Higher,
        0,
        |f, bill| f.per_possible_year(bill.net_benefit(0) + bill.team_present),
    ),
    row(
        "value_shown_per_person",
        "Value of what the dashboard showed: days in hospital by admission and delay",
        GBP_EACH,
        Higher,
        0,
        |_, bill| bill.shown,
    ),
];
