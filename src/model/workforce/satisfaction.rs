//! Satisfaction of post-holders: a slow state that listens to work asked, climate, visible wins, and whether the money is
//! safe.
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
            if towards == posts.all[index].satisfaction {
                continue;
            }
            let post = &mut posts.all[index];
            post.count_to(step.now);
            post.satisfaction += moved * (towards - post.satisfaction);
            turnover::review(step, posts, index);
        }
    }
}

/// Where a holder's satisfaction would settle if things stayed as they are.
pub fn target(parameters: &Satisfaction, posts: &Posts, post: &Post) -> f64 {
    let Climate { cohesion, tension, voice, purpose, autonomy, wins, friction } = posts.climate(post.service);
    let above = |now: f32, plain: f32| f64::from(now - plain);
    let overload = (posts.load(post.service) - 1.0).max(0.0);
    let uncertain = if post.worries > 0 { post.doubt } else { 0.0 };
    let alone = if isolated(posts, post) { 1.0 } else { 0.0 };
    parameters.cohesion.get() * above(cohesion, Climate::PLAIN.cohesion)
        + parameters.voice.get() * above(voice, Climate::PLAIN.voice)
        + parameters.purpose.get() * above(purpose, Climate::PLAIN.purpose)
        + parameters.autonomy.get() * above(autonomy, Climate::PLAIN.autonomy)
        + parameters.wins.get() * above(wins, Climate::PLAIN.wins)
        - parameters.friction.get() * above(friction, Climate::PLAIN.friction)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::design::{Organisation, Role};
    use crate::units::Quantity;

    fn parameters() -> Satisfaction {
        let [one, half, slow] = [Quantity::new(1.0), Quantity::new(0.5), Quantity::new(0.5)].map(|c| c.unwrap());
        let period = Quantity::new(1.0).unwrap();
        Satisfaction {
            on_leaving: one,
            slow: period,
            overload: one,
            cohesion: one,
            tension: one,
            voice: half,
            purpose: slow,
            uncertainty: half,
            isolation: half,
            autonomy: half,
            wins: one,
            friction: half,
        }
    }

    /// Two posts of one service, one of them filled where `alone`.
    fn posts(alone: bool) -> Posts {
        let mut posts = Posts::default();
        for key in 0..2 {
            let index = posts.add(Post::new(key, 0, Role::CommunityNurse, Organisation::Trust));
            if key == 0 || !alone {
                posts.all[index].holder = crate::model::workforce::posts::Holder::Filled { since: Default::default() };
            }
        }
        posts
    }

    fn of(change: impl Fn(&mut Posts)) -> f64 {
        let mut posts = posts(false);
        change(&mut posts);
        target(&parameters(), &posts, &posts.all[0])
    }

    #[test]
    fn usual_work_in_a_plain_climate_leaves_satisfaction_at_usual() {
        assert_eq!(of(|_| {}), 0.0);
        assert_eq!(of(|posts| posts.loads = vec![0.4]), 0.0, "less work than usual is no more than usual");
    }

    #[test]
    fn everything_it_listens_to_moves_it_the_way_it_says() {
        let climate = |change: fn(&mut Climate)| {
            of(|posts| {
                let mut climate = Climate::PLAIN;
                change(&mut climate);
                posts.climates = vec![climate];
            })
        };
        assert_eq!(climate(|climate| climate.cohesion = 1.0), 0.5);
        assert_eq!(climate(|climate| climate.tension = 0.25), -0.25);
        assert_eq!(climate(|climate| climate.voice = 0.0), -0.25);
        assert_eq!(climate(|climate| climate.purpose = 1.0), 0.25);
        assert_eq!(climate(|climate| climate.autonomy = 1.0), 0.25);
        assert_eq!(climate(|climate| climate.wins = 0.0), -0.5);
        assert_eq!(climate(|climate| climate.friction = 1.0), -0.25);
        assert_eq!(of(|posts| posts.loads = vec![1.5]), -0.5);
        assert_eq!(of(|posts| posts.all[0].worries = 2), -0.5);
        assert_eq!(of(|posts| (posts.all[0].worries, posts.all[0].doubt) = (1, 2.0)), -1.0);
        assert_eq!(of(|posts| posts.all[0].doubt = 2.0), 0.0, "doubt about money that nobody has been told is at risk");
        let alone = posts(true);
        assert_eq!(target(&parameters(), &alone, &alone.all[0]), -0.5);
    }
}
