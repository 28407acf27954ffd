//! From a vacancy to the first day of the next holder: approval, rounds of adverts, checks, notice; and cover meanwhile.

use crate::model::design::{Organisation, Role};
use crate::model::parameters::Parameters;
use crate::model::step::Step;
use crate::model::workforce::leaving;
use crate::model::workforce::posts::{Cover, Holder, Post, Posts};
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Geometric;
use crate::time::{DAY, SimTime, Span, YEAR};

/// The luck key of seeking cover for a vacancy.
const COVER: u64 = 1;

/// Seeks a holder for a vacant post whose money is there.
pub fn advertise(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    if post.filled() {
        return;
    }
    let until = first_day(step, post, posts.market.is_some());
    let (asked, cover_from) = cover_sought(step, post);
    let post = &mut posts.all[index];
    post.sought_since = step.now;
    post.holder = Holder::Vacant { until };
    (post.asked, post.cover_from) = (asked, cover_from);
    posts.note(index, until.min(cover_from));
}

/// Who may cover a post that falls vacant now, and from when: the bank if it has somebody, else an agency if one is asked.
pub fn cover_sought(step: &Step, post: &Post) -> (Cover, SimTime) {
    let bank = &step.parameters().bank;
    if step.luck().chance(Purpose::BankCover, post.incumbent_key(), COVER, bank.cover.get()) {
        return (Cover::Bank, (step.now + bank.after.span()).start_of_day());
    }
    (Cover::Agency, agency_from(step, post, step.now + bank_has_nobody(step.parameters())))
}

/// How long it takes to know that the bank has nobody; no time where there is no bank.
fn bank_has_nobody(parameters: &Parameters) -> Span {
    if parameters.bank.cover.get() > 0.0 { parameters.bank.after.span() } else { Span::ZERO }
}

/// From when an agency may cover a post to which the bank sends nobody, as is known at a moment; `NEVER` if none is asked.
fn agency_from(step: &Step, post: &Post, known: SimTime) -> SimTime {
    let agency = &step.parameters().agency;
    let asked = step.luck().chance(Purpose::AgencyCover, post.incumbent_key(), COVER, agency.cover.get());
    if asked { (known + agency.after.span()).start_of_day() } else { SimTime::NEVER }
}

/// Nobody is sought for a post any longer.
pub fn withdraw(posts: &mut Posts, index: usize) {
    let post = &mut posts.all[index];
    if !post.filled() {
        post.holder = Holder::Vacant { until: SimTime::NEVER };
        post.cover_from = SimTime::NEVER;
        post.covered = None;
        posts.note(index, SimTime::NEVER);
        posts.touch(index);
    }
}

/// The first day of the next holder, rounded up to a midnight.
fn first_day(step: &Step, post: &Post, in_market: bool) -> SimTime {
    let (staff, hiring) = (&step.parameters().staff, &step.parameters().hiring);
    let role = post.role as usize;
    let abroad = if in_market { 1.0 - step.parameters().market.from_region.get() } else { 1.0 };
    let uniform = step.luck().uniform(Purpose::Applicant, post.incumbent_key(), 0);
    let further = Geometric::new(hiring.found.all()[role].get() * abroad).map_or(0, |rounds| rounds.quantile(uniform));
    let rounds = Span::seconds(hiring.round.span().ticks() * (further + 1));
    let found = step.now + staff.approval.span() + rounds;
    let first = found + notice(step.parameters(), post.role);
    (first + Span::seconds(DAY - 1)).start_of_day()
}

/// Checks and notice: the time from being found to the first day.
pub fn notice(parameters: &Parameters, role: Role) -> Span {
    parameters.hiring.checks.span() + parameters.hiring.notice.all()[role as usize].span()
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
    let (bank, agency) = (&parameters.bank, &parameters.agency);
    let (leaving, vacant) = (leaving::usual(&parameters.staff, role), mean_vacancy(parameters, role));
    let by_bank = bank.cover.get();
    let asked = (1.0 - by_bank) * agency.cover.get();
    let agency_after = bank_has_nobody(parameters) + agency.after.span();
    let lasts = |after: Span| (vacant - after.ticks() as f64 / YEAR as f64).max(0.0);
    let covered =
        lasts(bank.after.span()) * by_bank * bank.output.get() + lasts(agency_after) * asked * agency.output.get();
    (1.0 + leaving * covered) / (1.0 + leaving * vacant)
}

/// Somebody from the bank or an agency may step in, as far as the employer's bank reaches or the employer allows. Where the
/// bank has no more to give, an agency may be asked.
pub fn cover(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    if post.filled() || post.covered.is_some() || !post.funded || step.now < post.cover_from {
        return;
    }
    let (bank, agency) = (&step.parameters().bank, &step.parameters().agency);
    let (covered, funded) = covered_by(posts, post.employer, post.asked);
    let (cap, next) = match post.asked {
        Cover::Bank => (bank.cap.get(), agency_from(step, post, step.now)),
        Cover::Agency => (agency.cap.get(), SimTime::NEVER),
    };
    let within = covered + post.wte <= funded * cap;
    let post = &mut posts.all[index];
    post.covered = within.then_some(post.asked);
    post.cover_from = if within { SimTime::NEVER } else { next };
    post.asked = Cover::Agency;
    posts.touch(index);
}

/// What the bank or agencies cover of an employer's posts, and its funded posts, WTE.
fn covered_by(posts: &Posts, employer: Organisation, by: Cover) -> (f64, f64) {
    let of_employer = posts.all.iter().filter(|post| post.employer == employer && post.funded);
    of_employer.fold((0.0, 0.0), |(covered, funded), post| {
        (covered + if post.covered == Some(by) { post.wte } else { 0.0 }, funded + post.wte)
    })
}

/// A filled post of the same role in the base services, picked by luck.
pub fn local_post(step: &Step, posts: &Posts, role: Role, key: u64) -> Option<usize> {
    let candidates = posts.all.iter().enumerate().filter(|(_, post)| !post.team && post.role == role && post.filled());
    candidates
        .min_by_key(|(_, post)| step.luck().hash(Purpose::LabourMatch, mix(key, post.key), 0))
        .map(|(index, _)| index)
}
