//! Outcomes by employer: posts that nobody holds, and pay.

use super::{GBP_EACH, Row, SHARE, row};
use crate::model::design::Organisation::{self, Council, Gp, Hospital, Trust, Vcs};
use crate::outcomes::figures::{Figures, vacancies};
use crate::outcomes::metric::Direction::{Lower, Neither};

/// Vacancies and pay of every employer of staff of community services and teams, in the order in which they are shown.
pub(super) const EMPLOYERS: &[Row] = &[
    row("vacancy_share_trust", "Posts vacant, employed by NHS trusts", SHARE, Lower, 3, |f, _| vacant(f, Trust)),
    row("vacancy_share_council", "Posts vacant, employed by councils", SHARE, Lower, 3, |f, _| vacant(f, Council)),
    row("vacancy_share_gp", "Posts vacant, employed by practices", SHARE, Lower, 3, |f, _| vacant(f, Gp)),
    row("vacancy_share_vcs", "Posts vacant, employed by the voluntary sector", SHARE, Lower, 3, |f, _| vacant(f, Vcs)),
    row("vacancy_share_hospital", "Posts vacant, employed by hospitals", SHARE, Lower, 3, |f, _| vacant(f, Hospital)),
    row("pay_trust_per_person", "Pay of staff of NHS trusts", GBP_EACH, Neither, 1, |f, _| pay(f, Trust)),
    row("pay_council_per_person", "Pay of staff of councils", GBP_EACH, Neither, 1, |f, _| pay(f, Council)),
    row("pay_gp_per_person", "Pay of staff of practices", GBP_EACH, Neither, 1, |f, _| pay(f, Gp)),
    row("pay_vcs_per_person", "Pay of staff of the voluntary sector", GBP_EACH, Neither, 1, |f, _| pay(f, Vcs)),
    row("pay_hospital_per_person", "Pay of staff of hospitals", GBP_EACH, Neither, 1, |f, _| pay(f, Hospital)),
];

fn vacant(figures: &Figures, employer: Organisation) -> f64 {
    let [funded, filled, _] = figures.nights.by_employer[employer as usize];
    vacancies(funded, filled)
}

fn pay(figures: &Figures, employer: Organisation) -> f64 {
    let [_, _, pay] = figures.nights.by_employer[employer as usize];
    figures.per_person(pay)
}
