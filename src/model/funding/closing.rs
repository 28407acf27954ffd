//! Closing posts: a planned cut takes money out of a line at once, a freeze takes whichever posts fall vacant.

use crate::model::design::Contract;
use crate::model::funding::Scheduled;
use crate::model::funding::agreed::Agreements;
use crate::model::step::Step;
use crate::model::workforce::posts::{Post, Posts};
use crate::model::workforce::{hiring, turnover};
use crate::random::luck::{Purpose, mix};

/// Money of a post, up to a factor that all posts share: size times the price of an hour.
fn money(step: &Step, post: &Post) -> f64 {
    post.wte * step.parameters().prices.staff_hour.all()[post.role as usize].gbp_per_hour()
}

/// Posts worth the size of the shock are no longer paid for, and their holders leave.
pub fn close(step: &mut Step, posts: &mut Posts, agreed: &Agreements, shock: &mut Scheduled) {
    for index in to_close(step, posts, agreed, shock) {
        lose(posts, index, shock);
        if posts.all[index].filled() {
            turnover::release(step, posts, index);
        }
    }
}

/// Which posts go: vacant ones first, then fixed contracts, then the others in a keyed order, until the money is
/// saved (the last one only if at least half of it is needed). A common budget shrinks by what one payer takes out of it,
/// whoever employs the post that goes.
fn to_close(step: &Step, posts: &Posts, agreed: &Agreements, shock: &Scheduled) -> Vec<usize> {
    let part = |index: usize| shock.part(&posts.all[index], agreed);
    let mut order: Vec<usize> =
        (0..posts.all.len()).filter(|&index| part(index) > 0.0 && posts.all[index].funded).collect();
    let total: f64 = order.iter().map(|&index| money(step, &posts.all[index]) * part(index)).sum();
    order.sort_by_key(|&index| {
        let post = &posts.all[index];
        let permanent = post.contract == Contract::Permanent;
        (post.filled(), permanent, step.luck().hash(Purpose::CutOrder, mix(shock.line.into(), post.key), 0))
    });
    let mut left = total * shock.size();
    let goes = |&index: &usize| {
        let money = money(step, &posts.all[index]);
        let goes = left >= money / 2.0;
        left -= money;
        goes
    };
    order.into_iter().take_while(goes).collect()
}

/// What a freeze is to save if it is to save a sum: what a planned cut of its size would, on this day, for so long.
pub fn owe(step: &Step, posts: &Posts, agreed: &Agreements, shock: &mut Scheduled) {
    let a_day: f64 = to_close(step, posts, agreed, shock).iter().map(|&index| money(step, &posts.all[index])).sum();
    shock.taken.owed = shock.shock.until_saved.map(|period| a_day * period.days());
}

/// Another day of a freeze that is to save a sum is over; whether that was the last one.
pub fn has_saved(step: &Step, posts: &Posts, shock: &mut Scheduled) -> bool {
    let Some(owed) = shock.taken.owed else { return false };
    let left = owed - taken(step, posts, shock);
    shock.taken.owed = Some(left);
    left <= 0.0
}

/// Money of the posts that a shock has taken.
fn taken(step: &Step, posts: &Posts, shock: &Scheduled) -> f64 {
    shock.taken.posts.iter().map(|&index| money(step, &posts.all[index as usize])).sum()
}

/// Whichever posts fall vacant are lost: all of them while a sum is to be saved, else until posts worth the size of the
/// shock have gone.
pub fn freeze(step: &Step, posts: &mut Posts, agreed: &Agreements, shock: &mut Scheduled) {
    let of_line: Vec<usize> = (0..posts.all.len()).filter(|&i| shock.part(&posts.all[i], agreed) > 0.0).collect();
    let mut saved = taken(step, posts, shock);
    let paid: f64 =
        of_line.iter().map(|&i| &posts.all[i]).filter(|post| post.funded).map(|post| money(step, post)).sum();
    let aim = if shock.taken.owed.is_some() { f64::INFINITY } else { (paid + saved) * shock.size() };
    for index in of_line {
        let money = money(step, &posts.all[index]);
        if posts.all[index].funded && !posts.all[index].filled() && saved + money / 2.0 <= aim {
            lose(posts, index, shock);
            saved += money;
        }
    }
}

/// A post is no longer paid for.
fn lose(posts: &mut Posts, index: usize, shock: &mut Scheduled) {
    posts.all[index].funded = false;
    hiring::withdraw(posts, index);
    posts.touch(index);
    shock.taken.posts.push(index as u32);
}

/// Posts are paid for again and advertised.
pub fn give_back(step: &Step, posts: &mut Posts, indices: &[u32]) {
    for &index in indices {
        posts.all[index as usize].funded = true;
        hiring::advertise(step, posts, index as usize);
        posts.touch(index as usize);
    }
}
