//! Outcomes in money, and what is got for it.

use super::{GBP_EACH, PER_1000, Row, row};
use crate::outcomes::figures::THOUSAND;
use crate::outcomes::metric::Direction::{Higher, Lower, Neither};

pub const MONEY: &[Row] = &[
    row("cost_nhs_per_person", "Cost to the NHS", GBP_EACH, Lower, 0, |f, bill| f.per_person(bill.nhs)),
    row("cost_council_per_person", "Cost to the council", GBP_EACH, Lower, 0, |f, bill| f.per_person(bill.council)),
    row("cost_public_per_person", "Cost to the NHS and the council", GBP_EACH, Lower, 0, |f, bill| {
        f.per_person(bill.nhs + bill.council)
    }),
    row("cost_household_per_person", "Cost to households", GBP_EACH, Lower, 0, |f, bill| f.per_person(bill.household)),
    row("cost_other_per_person", "Cost to others", GBP_EACH, Lower, 0, |f, bill| f.per_person(bill.other)),
    row("cost_total_per_person", "Cost to all payers", GBP_EACH, Lower, 0, |f, bill| f.per_person(bill.total())),
    row("team_cost_per_person", "Of this, for the team", GBP_EACH, Neither, 1, |f, bill| f.per_person(bill.team)),
    row("given_back_per_person", "Money given back: pay of closed posts", GBP_EACH, Neither, 2, |f, _| {
        f.per_person(f.nights.given_back)
    }),
    row("cost_marginal_per_person", "NHS and council, marginal cost only", GBP_EACH, Lower, 0, |f, bill| {
        f.per_person(bill.marginal)
    }),
    row(
        "cost_cashable_per_person",
        "NHS and council, cashable part: freed beds are refilled",
        GBP_EACH,
        Lower,
        0,
        |f, bill| f.per_person(bill.cashable),
    ),
    row(
        "cost_cashable_beds_closed_per_person",
        "NHS and council, cashable part: freed beds are closed",
        GBP_EACH,
        Lower,
        0,
        |f, bill| f.per_person(bill.cashable + bill.beds),
    ),
    row(
        "cost_not_cashable_per_person",
        "NHS and council, not cashable while beds stay",
        GBP_EACH,
        Lower,
        0,
        |f, bill| f.per_person(bill.public() - bill.cashable),
    ),
    row(
        "elective_stays_in_beds_per_1000",
        "Emergency bed-days, as elective stays they leave no bed for",
        PER_1000,
        Lower,
        1,
        |f, bill| f.per_person(bill.electives * THOUSAND),
    ),
    row(
        "unpaid_care_value_per_person",
        "Unpaid care at the price of home care, in no total",
        GBP_EACH,
        Lower,
        0,
        |f, bill| f.per_person(bill.unpaid),
    ),
];

pub const WORTH: &[Row] = &[
    row(
        "quality_years_per_1000",
        "Years weighted with quality of life, discounted (death counts zero)",
        "years a year per 1,000 people 65+",
        Higher,
        2,
        |f, bill| f.per_possible_year(bill.quality_years * THOUSAND),
    ),
    row("cost_present_per_person", "Cost to the NHS and the council, discounted", GBP_EACH, Lower, 0, |f, bill| {
        f.per_possible_year(bill.public_present)
    }),
    row("net_benefit_low_per_person", "Net monetary benefit at the lower threshold", GBP_EACH, Higher, 0, |f, bill| {
        f.per_possible_year(bill.net_benefit(0))
    }),
    row(
        "net_benefit_high_per_person",
        "Net monetary benefit at the higher threshold",
        GBP_EACH,
        Higher,
        0,
        |f, bill| f.per_possible_year(bill.net_benefit(1)),
    ),
];
