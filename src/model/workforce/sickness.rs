//! Sickness absence in spells: who falls ill, and for how long.

use crate::model::parameters::Parameters;
use crate::model::step::{Step, with_odds};
use crate::model::workforce::posts::{Post, Posts};
use crate::model::workforce::turnover;
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, SimTime, Span};

/// Falling ill of somebody at work, per day, such that the share of time away comes out.
pub fn hazard(parameters: &Parameters, posts: &Posts, post: &Post) -> f64 {
    if !parameters.absence.spells || post.absent() {
        return 0.0;
    }
    let usual = parameters.staff.sickness.get();
    usual / (1.0 - usual) * posts.absence / parameters.absence.length.days()
}

/// The share of time away at present.
pub fn away(parameters: &Parameters, posts: &Posts) -> f64 {
    with_odds(parameters.staff.sickness.get(), posts.absence)
}

/// From now on absence is so high, relative to usual.
pub fn set_level(step: &Step, posts: &mut Posts, level: f64) {
    if posts.absence != level {
        posts.absence = level;
        let everybody: Vec<u32> = (0..posts.all.len() as u32).collect();
        turnover::review_again(step, posts, &everybody, |_, _| {});
    }
}

/// Whoever has borne enough falls ill; whoever has been away long enough is back.
pub fn turn(step: &Step, posts: &mut Posts, index: usize) {
    let post = &mut posts.all[index];
    let key = |post: &Post| mix(post.incumbent_key(), u64::from(post.spells));
    if post.absent_until <= step.now {
        post.absent_until = SimTime::NEVER;
        let uniform = step.luck().uniform(Purpose::Sickness, post.incumbent_key(), u64::from(post.spells));
        post.sickness.renew(uniform);
    } else if !post.absent() && post.sickness.is_over() {
        post.spells += 1;
        let mean = step.parameters().absence.length.span();
        let length = step.context.exponential(Purpose::Sickness, key(post), 0, mean);
        post.absent_until = (step.now + length + Span::seconds(DAY - 1)).start_of_day().max(step.now + Span::days(1));
    }
}
