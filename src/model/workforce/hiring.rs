//! From a vacancy to the first day of the next holder: approval, rounds of adverts, checks, notice; and cover meanwhile.

use crate::model::design::{Organisation, Role};
use crate::model::parameters::Parameters;
use crate::model::step::Step;
use crate::model::workforce::leaving;
use crate::model::workforce::posts::{Holder, Post, Posts};
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Geometric;
use crate::time::{DAY, SimTime, Span, YEAR};

/// The luck key of the approach of an agency to a vacancy.
const COVER: u64 = 1;

/// Seeks a holder for a vacant post whose money is there.
pub fn advertise(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    if post.filled() {
        return;
    }
    let until = first_day(step, post);
    let agency = &step.parameters().agency;
    let covered = step.luck().chance(Purpose::AgencyCover, post.incumbent_key(), COVER, agency.cover.get());
    let cover_from = if covered { (step.now + agency.after.span()).start_of_day() } else { SimTime::NEVER };
    let post = &mut posts.all[index];
    post.holder = Holder::Vacant { until };
    post.cover_from = cover_from;
    posts.note(index, until.min(cover_from));
}

/// Nobody is sought for a post any longer.
pub fn withdraw(posts: &mut Posts, index: usize) {
    let post = &mut posts.all[index];
    if !post.filled() {
        post.holder = Holder::Vacant { until: SimTime::NEVER };
        post.cover_from = SimTime::NEVER;
        post.covered = false;
        posts.note(index, SimTime::NEVER);
        posts.touch(index);
    }
}

/// The first day of the next holder, rounded up to a midnight.
fn first_day(step: &Step, post: &Post) -> SimTime {
    let (staff, hiring) = (&step.parameters().staff, &step.parameters().hiring);
    let role = post.role as usize;
    let uniform = step.luck().uniform(Purpose::Applicant, post.incumbent_key(), 0);
    let further = Geometric::new(hiring.found.all()[role].get()).map_or(0, |rounds| rounds.quantile(uniform));
    let rounds = Span::seconds(hiring.round.span().ticks() * (further + 1));
    let found = step.now + staff.approval.span() + rounds;
    let first = found + hiring.checks.span() + hiring.notice.all()[role].span();
    (first + Span::seconds(DAY - 1)).start_of_day()
}

/// Mean time for which a post of a role stays vacant, years.
pub fn mean_vacancy(parameters: &Parameters, role: Role) -> f64 {
    let (staff, hiring) = (&parameters.staff, &parameters.hiring);
    let rounds = hiring.round.days() / hiring.found.all()[role as usize].get();
    let days = staff.approval.days() + rounds + hiring.checks.days() + hiring.notice.all()[role as usize].days();
    days * DAY as f64 / YEAR as f64
}

/// What a post of a role yields in the long run, as a part of what it would yield always filled: a post is filled
/// for 1/leaving years, then vacant, and partly covered meanwhile.
pub fn yield_of(parameters: &Parameters, role: Role) -> f64 {
    let agency = &parameters.agency;
    let (leaving, vacant) = (leaving::usual(&parameters.staff, role), mean_vacancy(parameters, role));
    let covered = (vacant - agency.after.years()).max(0.0) * agency.cover.get() * agency.output.get();
    (1.0 + leaving * covered) / (1.0 + leaving * vacant)
}

/// Somebody from an agency or bank may step in, as far as the employer allows.
pub fn cover(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    if post.filled() || post.covered || !post.funded || step.now < post.cover_from {
        return;
    }
    let (covered, funded) = covered_by(posts, post.employer);
    let within = covered + post.wte <= funded * step.parameters().agency.cap.get();
    let post = &mut posts.all[index];
    post.covered = within;
    post.cover_from = SimTime::NEVER;
    posts.touch(index);
}

/// An employer's covered and funded posts, WTE.
fn covered_by(posts: &Posts, employer: Organisation) -> (f64, f64) {
    let of_employer = posts.all.iter().filter(|post| post.employer == employer && post.funded);
    of_employer.fold((0.0, 0.0), |(covered, funded), post| {
        (covered + if post.covered { post.wte } else { 0.0 }, funded + post.wte)
    })
}

/// A filled post of the same role in the base services, picked by luck.
pub fn local_post(step: &Step, posts: &Posts, role: Role, key: u64) -> Option<usize> {
    let candidates = posts.all.iter().enumerate().filter(|(_, post)| !post.team && post.role == role && post.filled());
    candidates
        .min_by_key(|(_, post)| step.luck().hash(Purpose::LabourMatch, mix(key, post.key), 0))
        .map(|(index, _)| index)
}
