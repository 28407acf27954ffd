//! Funding lines: what shocks and the ends of terms do to the posts that they pay for.
//!
//! Money reaches care only through posts, hours and places. This room knows posts and home-care workers, and nothing
//! of what they do. Every shock keeps a list of what it took, and gives back that and nothing else.

pub mod agreed;
pub mod closing;
pub mod pressure;
pub mod renewal;
pub mod staffing;

use crate::model::design::Design;
use crate::model::fact::FactKind;
use crate::model::funding::agreed::Agreements;
use crate::model::funding::renewal::Term;
use crate::model::shock::{Shock, ShockKind};
use crate::model::step::{Context, Step};
use crate::model::workforce::care_workers::CareWorkers;
use crate::model::workforce::posts::{Post, Posts};
use crate::model::workforce::turnover;
use crate::random::luck::{Purpose, mix};
use crate::time::SimTime;
use std::collections::BTreeMap;

/// A shock as it falls on this place, and when it is told and falls.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// What happens.
    pub shock: Shock,
    /// Index of the funding line, for kinds that hit one.
    pub line: u16,
    /// When staff learn of it.
    pub told: SimTime,
    /// When it falls.
    pub falls: SimTime,
    /// When it ends, if it does.
    pub ends: SimTime,
    /// What it has taken so far.
    pub taken: Taken,
}

/// What a shock has taken, to be given back when it ends.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Posts that are no longer paid for.
    pub posts: Vec<u32>,
    /// Posts whose holders have been told, and worry.
    pub worried: Vec<u32>,
    /// Posts whose time goes elsewhere, with the part of it that did.
    pub redeployed: Vec<(u32, f64)>,
    /// Posts of home-care workers; negative where there are more.
    pub care_posts: i64,
    /// What a freeze still has to save, in days of pay; `None` where it is not to save a sum.
    pub owed: Option<f64>,
}

impl Scheduled {
    /// Whether the shock is on.
    pub fn is_on(&self, now: SimTime) -> bool {
        self.falls <= now && now < self.ends
    }

    /// The part of a post's money or work that the shock is about, 0 to 1.
    fn part(&self, post: &Post, agreed: &Agreements) -> f64 {
        let all = |is: bool| if is { 1.0 } else { 0.0 };
        match self.shock.kind {
            ShockKind::EndOfMoney | ShockKind::Cut | ShockKind::Freeze => all(post.line == self.line),
            ShockKind::CouncilSavings => agreed.councils_part(post),
            ShockKind::PolicyChange => all(post.team),
            ShockKind::WinterMoney | ShockKind::ProviderFailure | ShockKind::Pandemic => 0.0,
        }
    }

    fn size(&self) -> f64 {
        self.shock.size.get()
    }
}

/// The money of a place: shocks to come and under way, and the terms of its lines.
#[derive(Clone, Debug, Default)]
pub struct Funding {
    /// Shocks.
    pub shocks: Vec<Scheduled>,
    /// Terms that end within the run.
    pub terms: Vec<Term>,
    /// Who has agreed to pay for what.
    pub agreed: Agreements,
    /// By how much leaders believe in the teams of the place more than at the start; below 0: less.
    pub standing: f64,
}

impl Funding {
    /// The terms of a design's lines: their payers, what is held in common, and when they end.
    pub fn agree(&mut self, context: &Context, lines: &BTreeMap<String, u16>, design: &Design) {
        for (name, &line) in lines {
            let budget = design.budgets.get(name);
            self.agreed.agree(line, budget.and_then(|budget| budget.payer), design.pooled);
            self.terms.extend(budget.into_iter().flat_map(|budget| renewal::terms(context, budget, line)));
        }
    }

    /// The shocks that will fall on this place: those to a line only if it pays for any post here, and on every design
    /// that is paid from a line of that name.
    pub fn expect(&mut self, context: &Context, lines: &[BTreeMap<String, u16>], shocks: &[Shock]) {
        let hit = |shock: &Shock| match &shock.funding {
            Some(name) => lines.iter().filter_map(|lines| lines.get(name).copied()).collect(),
            None => vec![0],
        };
        let scheduled = |(shock, line): (&Shock, u16)| {
            let falls = context.calendar.midnight(shock.at)?;
            let told = (falls - shock.warning.span()).start_of_day().max(context.zero);
            let ends = shock.length.map_or(SimTime::NEVER, |length| (falls + length.span()).start_of_day());
            Some(Scheduled { shock: shock.clone(), line, told, falls, ends, taken: Taken::default() })
        };
        let each = shocks.iter().flat_map(|shock| hit(shock).into_iter().map(move |line| (shock, line)));
        self.shocks.extend(each.filter_map(scheduled));
    }
}

/// The day turns: shocks are told, fall and end; terms end, are renewed or not.
pub fn turn_of_day(step: &mut Step, posts: &mut Posts, care: &mut CareWorkers, funding: &mut Funding) {
    let agreed = &funding.agreed;
    for shock in &mut funding.shocks {
        if shock.is_on(step.now) && closing::has_saved(step, posts, shock) {
            shock.ends = step.now;
        }
        if shock.told == step.now {
            tell(step, posts, agreed, shock);
        }
        if shock.falls == step.now {
            step.fact(0, FactKind::ShockFell);
            fall(step, posts, agreed, care, shock);
        }
        if shock.shock.kind == ShockKind::Freeze && shock.is_on(step.now) {
            closing::freeze(step, posts, agreed, shock);
        }
        if shock.ends == step.now {
            end(step, posts, care, shock);
        }
    }
    for term in &mut funding.terms {
        renewal::turn_of_day(step, posts, term, funding.standing);
    }
    let over = |term: &Term| term.renewed == Some(false) && term.ends == step.now;
    let ended: Vec<u16> = funding.terms.iter().filter(|term| over(term)).map(|term| term.line).collect();
    funding.terms.retain(|term| !ended.contains(&term.line));
}

/// A month turns: leaders believe in the teams of the place by so much more than at the start, and staff hear of it.
pub fn turn_of_month(step: &Step, posts: &mut Posts, funding: &mut Funding, standing: f64) {
    funding.standing = standing;
    for term in &funding.terms {
        renewal::turn_of_month(step, posts, term, standing);
    }
}

/// Whether another national framework has come.
pub fn another_framework(shocks: &[Scheduled], now: SimTime) -> bool {
    shocks.iter().any(|scheduled| scheduled.shock.kind == ShockKind::PolicyChange && scheduled.is_on(now))
}

/// Holders of the posts concerned learn that their money is at risk.
fn tell(step: &Step, posts: &mut Posts, agreed: &Agreements, shock: &mut Scheduled) {
    let concerned = |posts: &Posts, index: usize| shock.part(&posts.all[index], agreed) > 0.0;
    let indices: Vec<u32> = (0..posts.all.len()).filter(|&i| concerned(posts, i)).map(|i| i as u32).collect();
    worry(step, posts, &indices, true);
    shock.taken.worried = indices;
}

/// Holders of these posts begin, or cease, to worry about their money.
fn worry(step: &Step, posts: &mut Posts, indices: &[u32], begin: bool) {
    turnover::review_again(step, posts, indices, |posts, index| {
        let worries = &mut posts.all[index].worries;
        *worries = if begin { worries.saturating_add(1) } else { worries.saturating_sub(1) };
    });
}

/// The shock falls.
fn fall(step: &mut Step, posts: &mut Posts, agreed: &Agreements, care: &mut CareWorkers, shock: &mut Scheduled) {
    let size = shock.size();
    match shock.shock.kind {
        ShockKind::EndOfMoney | ShockKind::Cut => closing::close(step, posts, agreed, shock),
        ShockKind::CouncilSavings => {
            closing::close(step, posts, agreed, shock);
            let paid = 1.0 - step.parameters().social_care.self_funded_home_care.get();
            shock.taken.care_posts = care.close(size * paid);
        }
        ShockKind::WinterMoney => shock.taken.care_posts = care.close(-size),
        ShockKind::ProviderFailure => care.fail(size),
        ShockKind::Pandemic => redeploy(step, posts, shock),
        ShockKind::PolicyChange => posts.reorganised = step.now,
        ShockKind::Freeze => closing::owe(step, posts, agreed, shock),
    }
    let worried = std::mem::take(&mut shock.taken.worried);
    worry(step, posts, &worried, false);
    if shock.shock.kind.calls_back() {
        call_back(step, posts, shock);
    }
}

/// The shock is over: what it took is given back, and its posts are advertised.
fn end(step: &mut Step, posts: &mut Posts, care: &mut CareWorkers, shock: &mut Scheduled) {
    let taken = std::mem::take(&mut shock.taken);
    closing::give_back(step, posts, &taken.posts);
    for (index, share) in taken.redeployed {
        posts.all[index as usize].share += share;
        posts.touch(index as usize);
    }
    care.give_back(taken.care_posts);
}

/// Part of the time of every team post goes to other work while a pandemic lasts.
fn redeploy(step: &Step, posts: &mut Posts, shock: &mut Scheduled) {
    let part = step.parameters().pandemic.redeployed.get() * shock.size();
    for index in 0..posts.all.len() {
        let post = &mut posts.all[index];
        if post.team {
            let share = post.share * part;
            post.share -= share;
            shock.taken.redeployed.push((index as u32, share));
            posts.touch(index);
        }
    }
}

/// Some of those on secondment are called back to their base.
fn call_back(step: &mut Step, posts: &mut Posts, shock: &Scheduled) {
    let p = step.parameters().secondment.recalled.get();
    for index in 0..posts.all.len() {
        let key = mix(posts.all[index].incumbent_key(), shock.falls.day());
        if posts.all[index].lent_from.is_some() && step.luck().chance(Purpose::LeaverDestination, key, 1, p) {
            turnover::call_back(step, posts, index);
        }
    }
}
