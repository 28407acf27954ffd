//! Funding lines and what shocks do to the posts that they pay for.
//!
//! Money reaches care only through posts. This room knows posts, and nothing of what their holders do.

use crate::model::design::Contract;
use crate::model::shock::{Shock, ShockKind};
use crate::model::step::Step;
use crate::model::workforce::posts::Posts;
use crate::model::workforce::turnover;
use crate::random::luck::{Purpose, mix};
use crate::time::SimTime;

/// A shock to the line with an index, and when it is told and falls.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// What happens.
    pub shock: Shock,
    /// Index of the funding line.
    pub line: u16,
    /// When staff learn of it.
    pub told: SimTime,
    /// When the money changes.
    pub falls: SimTime,
    /// When it ends, if it does.
    pub ends: SimTime,
    /// The posts that it has taken, which it gives back when it ends, and no others.
    pub took: Vec<usize>,
}

/// The day turns: shocks are told, fall and end.
pub fn turn_of_day(step: &mut Step, posts: &mut Posts, scheduled: &mut [Scheduled]) {
    for index in 0..scheduled.len() {
        let shock = &mut scheduled[index];
        if shock.told == step.now {
            tell(step, posts, shock);
        }
        if shock.falls == step.now {
            fall(step, posts, shock);
            still_at_risk(step, posts, scheduled, index);
        }
        let shock = &mut scheduled[index];
        if shock.falls <= step.now && step.now < shock.ends && shock.shock.kind == ShockKind::Freeze {
            freeze(posts, shock);
        }
        if shock.ends == step.now {
            end(step, posts, shock);
        }
    }
}

/// Holders of the line's posts learn that the money is at risk.
fn tell(step: &Step, posts: &mut Posts, shock: &Scheduled) {
    for post in posts.all.iter_mut().filter(|post| post.line == shock.line) {
        post.at_risk_from = step.now;
    }
}

/// The money changes: posts worth the size of the shock are no longer paid for, and their holders leave.
fn fall(step: &mut Step, posts: &mut Posts, shock: &mut Scheduled) {
    if shock.shock.kind != ShockKind::Freeze {
        for index in to_close(step, posts, shock) {
            posts.all[index].funded = false;
            shock.took.push(index);
            if posts.all[index].filled() {
                turnover::leave(step, posts, index);
            }
        }
    }
}

/// What was feared has happened: the line's posts are safe, unless another shock to it has been told and is still to
/// come.
fn still_at_risk(step: &Step, posts: &mut Posts, scheduled: &[Scheduled], fallen: usize) {
    let line = scheduled[fallen].line;
    let threat = |other: &&Scheduled| other.line == line && other.told <= step.now && other.falls > step.now;
    let told = scheduled.iter().filter(threat).map(|other| other.told).min();
    for post in posts.all.iter_mut().filter(|post| post.line == line) {
        post.at_risk_from = told.unwrap_or(SimTime::NEVER);
    }
}

/// Which posts go: vacant ones first, then fixed contracts, then the others in a keyed order, until the size is
/// reached (the last one only if at least half of it is needed).
fn to_close(step: &Step, posts: &Posts, shock: &Scheduled) -> Vec<usize> {
    let of_line = |index: &usize| posts.all[*index].line == shock.line && posts.all[*index].funded;
    let mut order: Vec<usize> = (0..posts.all.len()).filter(of_line).collect();
    let total: f64 = order.iter().map(|&index| posts.all[index].wte).sum();
    order.sort_by_key(|&index| {
        let post = &posts.all[index];
        let permanent = post.contract == Contract::Permanent;
        (post.filled(), permanent, step.luck().hash(Purpose::CutOrder, mix(shock.line.into(), post.key), 0))
    });
    let mut left = total * shock.shock.size.get();
    order
        .into_iter()
        .take_while(|&index| {
            let wte = posts.all[index].wte;
            let goes = left >= wte / 2.0;
            left -= wte;
            goes
        })
        .collect()
}

/// Whichever posts fall vacant are lost, until the size is reached. What other shocks have taken is no part of it.
fn freeze(posts: &mut Posts, shock: &mut Scheduled) {
    let in_reach = |index: &usize| {
        let post = &posts.all[*index];
        post.line == shock.line && (post.funded || shock.took.contains(index))
    };
    let indices: Vec<usize> = (0..posts.all.len()).filter(in_reach).collect();
    let total: f64 = indices.iter().map(|&index| posts.all[index].wte).sum();
    let mut lost: f64 = shock.took.iter().map(|&index| posts.all[index].wte).sum();
    for index in indices {
        let post = &mut posts.all[index];
        if post.funded && !post.filled() && lost + post.wte / 2.0 <= total * shock.shock.size.get() {
            post.funded = false;
            shock.took.push(index);
            lost += post.wte;
        }
    }
}

/// The shock is over: the posts that it took are paid for again and advertised.
fn end(step: &mut Step, posts: &mut Posts, shock: &mut Scheduled) {
    for index in std::mem::take(&mut shock.took) {
        posts.all[index].funded = true;
        turnover::advertise(step, posts, index);
    }
}
