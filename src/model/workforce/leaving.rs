//! What makes people leave: the hazard of a post-holder at a moment, and when it next changes by the calendar.

use crate::model::design::{Contract, Role};
use crate::model::parameters::Parameters;
use crate::model::parameters::teams::Staff;
use crate::model::workforce::posts::{Post, Posts};
use crate::time::{DAY, SimTime, YEAR};

/// Days of a year.
const DAYS: f64 = YEAR as f64 / DAY as f64;

/// Leaving of a post of a role when nothing else presses, per year: nurses also go from one trust to another.
pub fn usual(staff: &Staff, role: Role) -> f64 {
    let factor = if role == Role::CommunityNurse { staff.community_factor.get() } else { 1.0 };
    staff.leaving.all()[role as usize].per_year() * factor
}

/// Leaving of a post's holder at this moment, per day.
pub fn hazard(parameters: &Parameters, posts: &Posts, post: &Post, now: SimTime) -> f64 {
    let staff = &parameters.staff;
    let mut hazard = usual(staff, post.role);
    if post.worries > 0 {
        hazard *= uncertainty(staff.uncertain_money.get(), post.doubt);
    }
    if last_months(staff, post).is_some_and(|from| from <= now) {
        hazard *= staff.contract_end.get();
    }
    if now < posts.felt_until(post.group, staff.contagion_window.span()) {
        hazard *= staff.contagion.get();
    }
    let weight = parameters.satisfaction.on_leaving.get();
    if weight != 0.0 {
        hazard *= libm::exp(-weight * post.satisfaction);
    }
    hazard / DAYS
}

/// What money at risk does to the hazard: the ratio at usual doubt, more of it at more.
fn uncertainty(ratio: f64, doubt: f64) -> f64 {
    if doubt == 1.0 { ratio } else { libm::pow(ratio, doubt) }
}

/// When the calendar next changes the hazard, or renews a contract; `NEVER` if it does not.
pub fn next_change(parameters: &Parameters, posts: &Posts, post: &Post, now: SimTime) -> SimTime {
    let staff = &parameters.staff;
    let felt = posts.felt_until(post.group, staff.contagion_window.span());
    let dates = [post.ends, last_months(staff, post).unwrap_or(SimTime::NEVER), felt];
    dates.into_iter().filter(|&date| date > now).min().unwrap_or(SimTime::NEVER)
}

/// When the last months of a contract that ends begin.
fn last_months(staff: &Staff, post: &Post) -> Option<SimTime> {
    (post.contract != Contract::Permanent).then(|| post.ends - staff.contract_end_window.span())
}
