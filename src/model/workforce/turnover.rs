//! Leaving and hiring: hazards of leaving, borne day by day, and the weeks until somebody new starts.

use crate::model::design::{Contract, Role};
use crate::model::fact::FactKind;
use crate::model::parameters::teams::Staff;
use crate::model::step::Step;
use crate::model::workforce::posts::{Holder, Post, Posts};
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Gamma;
use crate::time::{SimTime, Span};

/// The day turns: who starts today, whose contract ends, and who leaves?
pub fn turn_of_day(step: &mut Step, posts: &mut Posts) {
    for index in 0..posts.all.len() {
        let post = &posts.all[index];
        match post.holder {
            Holder::Vacant { until } if until <= step.now && post.funded => start(step, posts, index),
            Holder::Filled { .. } => {
                if post.ends <= step.now {
                    renew(posts, index, step.now);
                }
                bear(step, posts, index);
            }
            Holder::Vacant { .. } => {}
        }
    }
}

/// A day of the hazard of leaving is borne; whoever has borne enough leaves.
fn bear(step: &mut Step, posts: &mut Posts, index: usize) {
    const DAYS_A_YEAR: f64 = 365.2425;
    let hazard = leaving(step, posts, &posts.all[index]) / DAYS_A_YEAR;
    let post = &mut posts.all[index];
    post.bears -= hazard;
    if post.bears <= 0.0 {
        leave(step, posts, index);
    }
}

/// Leaving of a role when nothing else presses, per year.
pub fn usual_leaving(staff: &Staff, role: Role) -> f64 {
    let factor = if role == Role::CommunityNurse { staff.community_factor.get() } else { 1.0 };
    staff.leaving.all()[role as usize].per_year() * factor
}

/// Leaving at this moment, per year.
fn leaving(step: &Step, posts: &Posts, post: &Post) -> f64 {
    let staff = &step.parameters().staff;
    let mut hazard = usual_leaving(staff, post.role);
    if post.at_risk_from <= step.now {
        hazard *= staff.uncertain_money.get();
    }
    let last_months =
        post.contract != Contract::Permanent && post.ends.since(step.now) < staff.contract_end_window.span();
    if last_months {
        hazard *= staff.contract_end.get();
    }
    if posts.colleague_left(post.service, step.now, staff.contagion_window.span()) {
        hazard *= staff.contagion.get();
    }
    hazard
}

/// A holder leaves; the post is advertised unless its money has gone.
pub fn leave(step: &mut Step, posts: &mut Posts, index: usize) {
    let service = posts.all[index].service;
    posts.note_leaving(service, step.now);
    let post = &mut posts.all[index];
    post.incumbent += 1;
    let until = if post.funded { first_day(step, post) } else { SimTime::NEVER };
    post.holder = Holder::Vacant { until };
    let (team, wte) = (post.team, post.wte as f32);
    step.fact(0, FactKind::StaffLeft { team, wte });
}

/// Seeks a holder for a vacant post.
pub fn advertise(step: &Step, posts: &mut Posts, index: usize) {
    if !posts.all[index].filled() {
        let until = first_day(step, &posts.all[index]);
        posts.all[index].holder = Holder::Vacant { until };
    }
}

/// The first day of the next holder: approval, advertisement, notice and checks.
fn first_day(step: &Step, post: &Post) -> SimTime {
    let staff = &step.parameters().staff;
    let mean = staff.hire.all()[post.role as usize].days();
    let uniform = step.luck().uniform(Purpose::RecruitmentLag, post.incumbent_key(), 0);
    let days = Gamma::new(mean, staff.hire_shape.get()).map_or(mean, |gamma| gamma.quantile(uniform));
    step.now + staff.approval.span() + Span::from_days(days)
}

/// Somebody starts. Whoever joins a team may come from an existing service of the place and leave a hole there.
fn start(step: &mut Step, posts: &mut Posts, index: usize) {
    let (team, role, key) = (posts.all[index].team, posts.all[index].role, posts.all[index].incumbent_key());
    posts.all[index].fill(step.luck(), step.now);
    let p = step.parameters().staff.from_local_services.get();
    let from = (team && step.luck().chance(Purpose::LeaverDestination, key, 0, p))
        .then(|| local_post(step, posts, role, key))
        .flatten();
    step.fact(0, FactKind::StaffStarted { team, from_local: from.is_some() });
    if let Some(from) = from {
        leave(step, posts, from);
    }
}

/// A filled post of the same role in the base services, picked by luck.
fn local_post(step: &Step, posts: &Posts, role: Role, key: u64) -> Option<usize> {
    let candidates = posts.all.iter().enumerate().filter(|(_, post)| !post.team && post.role == role && post.filled());
    candidates
        .min_by_key(|(_, post)| step.luck().hash(Purpose::LabourMatch, mix(key, post.key), 0))
        .map(|(index, _)| index)
}

/// A fixed contract whose money goes on is renewed for a year.
fn renew(posts: &mut Posts, index: usize, now: SimTime) {
    const A_YEAR_OF_DAYS: u64 = 365;
    let post = &mut posts.all[index];
    if post.contract != Contract::Permanent && post.funded {
        post.ends = now + Span::days(A_YEAR_OF_DAYS);
    }
}
