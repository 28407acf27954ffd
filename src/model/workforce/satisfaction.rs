//! Satisfaction of post-holders: a slow state that listens to work asked, climate, and whether the money is safe.
//!
//! It is counted in standard deviations above usual. Usual work in a usual climate leaves it at zero.

use crate::model::parameters::workforce::Satisfaction;
use crate::model::step::Step;
use crate::model::workforce::climate::Climate;
use crate::model::workforce::posts::{Post, Posts};
use crate::model::workforce::turnover;
use crate::time::{DAY, YEAR};

/// Days of a twelfth of a year.
const A_MONTH: f64 = YEAR as f64 / DAY as f64 / 12.0;

/// A month has passed: everybody's satisfaction moves towards what their work is like, and with it their hazard.
pub fn turn_of_month(step: &mut Step, posts: &mut Posts) {
    let parameters = &step.parameters().satisfaction;
    posts.recount();
    let moved = 1.0 - libm::exp(-A_MONTH / parameters.slow.days());
    for index in 0..posts.all.len() {
        if posts.all[index].filled() {
            let towards = target(parameters, posts, &posts.all[index]);
            let post = &mut posts.all[index];
            post.count_to(step.now);
            post.satisfaction += moved * (towards - post.satisfaction);
            turnover::review(step, posts, index);
        }
    }
}

/// Where a holder's satisfaction would settle if things stayed as they are.
pub fn target(parameters: &Satisfaction, posts: &Posts, post: &Post) -> f64 {
    let Climate { cohesion, tension, voice, purpose } = posts.climate(post.service);
    let above = |now: f32, plain: f32| f64::from(now - plain);
    let overload = (posts.load(post.service) - 1.0).max(0.0);
    let uncertain = if post.worries > 0 { 1.0 } else { 0.0 };
    let alone = if isolated(posts, post) { 1.0 } else { 0.0 };
    parameters.cohesion.get() * above(cohesion, Climate::PLAIN.cohesion)
        + parameters.voice.get() * above(voice, Climate::PLAIN.voice)
        + parameters.purpose.get() * above(purpose, Climate::PLAIN.purpose)
        - parameters.tension.get() * above(tension, Climate::PLAIN.tension)
        - parameters.overload.get() * overload
        - parameters.uncertainty.get() * uncertain
        - parameters.isolation.get() * alone
}

/// Whether everybody else of a group that has further posts has gone.
fn isolated(posts: &Posts, post: &Post) -> bool {
    let group = posts.group(post.group);
    let in_post = |&&index: &&u32| posts.all[index as usize].filled();
    group.len() > 1 && group.iter().filter(in_post).take(2).count() == 1
}
