//! Leaving, falling ill, coming back, starting: what the diary says may happen to a post today.

use crate::model::design::Contract;
use crate::model::fact::FactKind;
use crate::model::step::Step;
use crate::model::workforce::output::Output;
use crate::model::workforce::posts::{Holder, Posts};
use crate::model::workforce::{beginning, hiring, leaving, market, sickness};
use crate::random::luck::Purpose;
use crate::time::{SimTime, Span};

/// Looks at every post of the base services for the first time: some are vacant.
pub fn begin(step: &mut Step, posts: &mut Posts) {
    for index in 0..posts.all.len() {
        beginning::meet(step, posts, index);
        review(step, posts, index);
    }
}

/// The day turns: who starts today, whose contract ends, who falls ill or is back, and who leaves?
pub fn turn_of_day(step: &mut Step, posts: &mut Posts) {
    while let Some(index) = posts.next_due(step.now) {
        match posts.all[index].holder {
            Holder::Vacant { until } if until <= step.now && posts.all[index].funded => start(step, posts, index),
            Holder::Vacant { until } => {
                hiring::cover(step, posts, index);
                let to_come = [until, posts.all[index].cover_from].into_iter().filter(|&day| day > step.now);
                posts.note(index, to_come.min().unwrap_or(SimTime::NEVER));
            }
            Holder::Filled { .. } => turn(step, posts, index),
        }
    }
}

/// The day of somebody in post.
fn turn(step: &mut Step, posts: &mut Posts, index: usize) {
    let post = &mut posts.all[index];
    post.count_to(step.now);
    if post.ends <= step.now {
        renew(posts, index, step.now);
    }
    sickness::turn(step, posts, index);
    if posts.all[index].leaving.is_over() {
        leave(step, posts, index);
    } else {
        posts.touch(index);
        review(step, posts, index);
    }
}

/// Settles how fast a holder now bears leaving and falling ill, and when something may next happen to them.
///
/// What was borne so far must have been counted.
pub fn review(step: &Step, posts: &mut Posts, index: usize) {
    let Holder::Filled { since } = posts.all[index].holder else { return };
    let (parameters, now) = (step.parameters(), step.now);
    let hazard = leaving::hazard(parameters, posts, &posts.all[index], now);
    let ill = sickness::hazard(parameters, posts, &posts.all[index]);
    let learned = Output::new(parameters).next_change(since, now);
    let changes = leaving::next_change(parameters, posts, &posts.all[index], now);
    let post = &mut posts.all[index];
    post.leaving.set_rate(hazard);
    post.sickness.set_rate(ill);
    let health = if post.absent() { post.absent_until } else { post.sickness.midnight(now) };
    let due = post.leaving.midnight(now).min(health).min(learned).min(changes);
    posts.note(index, due);
}

/// Something has changed for these posts: what was borne until now is counted, and their days are settled anew.
pub fn review_again(step: &Step, posts: &mut Posts, indices: &[u32], change: impl Fn(&mut Posts, usize)) {
    for &index in indices {
        let index = index as usize;
        if posts.all[index].filled() {
            posts.all[index].count_to(step.now);
        }
        change(posts, index);
        review(step, posts, index);
    }
}

/// A holder leaves, and may look for another post in the region; this one is advertised unless its money has gone.
pub fn leave(step: &mut Step, posts: &mut Posts, index: usize) {
    market::look(step, posts, index);
    move_on(step, posts, index);
}

/// A holder leaves for a post that they have; this one is advertised unless its money has gone.
fn move_on(step: &mut Step, posts: &mut Posts, index: usize) {
    vacate(step, posts, index);
    if posts.all[index].funded {
        hiring::advertise(step, posts, index);
    }
}

/// A holder leaves a post that nobody is sought for yet.
fn vacate(step: &mut Step, posts: &mut Posts, index: usize) {
    let post = &mut posts.all[index];
    post.incumbent += 1;
    post.holder = Holder::Vacant { until: SimTime::NEVER };
    post.absent_until = SimTime::NEVER;
    let base = post.lent_from.take();
    let (team, wte, group) = (post.team.then_some(post.neighbourhood), post.wte as f32, post.group);
    posts.note(index, SimTime::NEVER);
    posts.touch(index);
    posts.note_leaving(group, step.now);
    step.fact(0, FactKind::StaffLeft { team, wte });
    let colleagues = posts.group(group).to_vec();
    review_again(step, posts, &colleagues, |_, _| {});
    if let Some(base) = base.filter(|&base| posts.all[base].funded) {
        // Whoever was lent is gone for good: their base waits no longer.
        hiring::advertise(step, posts, base);
    }
}

/// Somebody starts. Whoever joins a team may come from an existing service of the place and leave a hole there;
/// whoever is lent to it does so as long as there is somebody to lend.
fn start(step: &mut Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    let (team, role, key, lent) = (post.team, post.role, post.incumbent_key(), post.contract == Contract::Secondment);
    fill(step, posts, index, step.now);
    let p = if lent { 1.0 } else { step.parameters().staff.from_local_services.get() };
    let from = (team && step.luck().chance(Purpose::LeaverDestination, key, 0, p))
        .then(|| hiring::local_post(step, posts, role, key))
        .flatten();
    step.fact(0, FactKind::StaffStarted { team, from_local: from.is_some() });
    match from {
        Some(base) if lent => {
            vacate(step, posts, base);
            posts.all[index].lent_from = Some(base);
        }
        Some(from) => move_on(step, posts, from),
        None => {}
    }
}

/// Puts somebody in post.
pub fn fill(step: &Step, posts: &mut Posts, index: usize, since: SimTime) {
    posts.all[index].fill(step.luck(), since);
    posts.all[index].counted_to = step.now;
    if posts.all[index].ends <= step.now {
        renew(posts, index, step.now);
    }
    posts.touch(index);
    review(step, posts, index);
}

/// Somebody who is lent goes back to their base, if it still waits for them; their post is advertised.
pub fn call_back(step: &mut Step, posts: &mut Posts, index: usize) {
    let Some(base) = posts.all[index].lent_from.take() else { return };
    move_on(step, posts, index);
    if !posts.all[base].filled() && posts.all[base].funded {
        fill(step, posts, base, step.now);
        step.fact(0, FactKind::StaffStarted { team: false, from_local: true });
    }
}

/// A post's money has gone: its holder leaves, or goes back to their base if they are lent.
pub fn release(step: &mut Step, posts: &mut Posts, index: usize) {
    if posts.all[index].lent_from.is_some() {
        call_back(step, posts, index);
    } else {
        leave(step, posts, index);
    }
}

/// A fixed contract whose money goes on is renewed for a year.
fn renew(posts: &mut Posts, index: usize, now: SimTime) {
    const A_YEAR_OF_DAYS: u64 = 365;
    let post = &mut posts.all[index];
    if post.contract != Contract::Permanent && post.funded {
        post.ends = now + Span::days(A_YEAR_OF_DAYS);
    }
}
