//! Terms of funding lines: they end in April, and whether they go on is announced late.
//!
//! Between the day on which people begin to ask and the announcement, everybody paid from the line worries. Whether it
//! goes on, and how far they doubt it, depends on how the line stands with local leaders. Why it stands so is not known
//! here.

use crate::model::funding::worry;
use crate::model::shock::Budget;
use crate::model::step::{Context, Step, with_odds};
use crate::model::workforce::posts::Posts;
use crate::model::workforce::{hiring, turnover};
use crate::random::luck::Purpose;
use crate::time::{SimTime, Span};

/// One end of a term.
#[derive(Clone, Debug)]
pub struct Term {
    /// Index of the funding line.
    pub line: u16,
    /// When people begin to worry.
    pub asks: SimTime,
    /// When it is announced.
    pub told: SimTime,
    /// When it ends.
    pub ends: SimTime,
    /// The beginning of the financial year in which it ends, numbered from the first after time zero.
    pub number: u32,
    /// Chance that it goes on while leaders believe as much as at the start.
    pub chance: f64,
    /// Whether it goes on, once that is announced.
    pub renewed: Option<bool>,
    /// Posts whose holders worry.
    pub worried: Vec<u32>,
}

/// The ends of a line's terms within the run, in order, as far as it goes on until then.
pub fn terms(context: &Context, budget: &Budget, line: u16) -> Vec<Term> {
    let Some(years) = budget.years else { return Vec::new() };
    let worries = context.parameters.funding.worry.span();
    let term = |(number, ends): (u32, SimTime)| {
        let told = (ends - budget.announced.span()).start_of_day();
        let asks = (ends - worries).start_of_day().min(told).max(context.zero);
        let (told, chance) = (told.max(context.zero), budget.renewed.get());
        Term { line, asks, told, ends, number, chance, renewed: None, worried: Vec::new() }
    };
    aprils(context).filter(|(number, _)| number % years == 0).map(term).collect()
}

/// A chance that a line goes on, when leaders believe in it by so much more than at the start (below 0: less).
fn as_it_stands(step: &Step, usual: f64, standing: f64) -> f64 {
    let by_belief = step.parameters().funding.by_belief.get();
    if by_belief == 0.0 || standing == 0.0 { usual } else { with_odds(usual, libm::exp(by_belief * standing)) }
}

/// How far holders doubt that their line goes on, relative to usual.
fn doubt(step: &Step, standing: f64) -> f64 {
    let usual = step.parameters().funding.expected.get();
    (1.0 - as_it_stands(step, usual, standing)) / (1.0 - usual)
}

/// The beginnings of financial years within the run, numbered from the first after time zero.
fn aprils(context: &Context) -> impl Iterator<Item = (u32, SimTime)> {
    let year = |day: u64| context.calendar.day(SimTime::START + Span::days(day)).financial_year;
    let (zero, end) = (context.zero.day(), context.end.day());
    let first = year(zero);
    let begins = (zero + 1..end).filter(move |&day| year(day) != year(day - 1));
    begins.map(move |day| ((year(day) - first) as u32, SimTime::START + Span::days(day)))
}

/// The day turns for one end of a term of a line that stands so with leaders.
pub fn turn_of_day(step: &mut Step, posts: &mut Posts, term: &mut Term, standing: f64) {
    if term.asks == step.now {
        let of_line = |index: &usize| posts.all[*index].line == term.line && posts.all[*index].funded;
        term.worried = (0..posts.all.len()).filter(of_line).map(|index| index as u32).collect();
        worry(step, posts, &term.worried, true);
        feel(step, posts, &term.worried, doubt(step, standing));
    }
    if term.told == step.now {
        let chance = as_it_stands(step, term.chance, standing);
        let goes_on = step.luck().chance(Purpose::Renewal, term.line.into(), term.number.into(), chance);
        term.renewed = Some(goes_on);
    }
    let settled = if term.renewed == Some(false) { term.ends } else { term.told };
    if settled == step.now {
        let worried = std::mem::take(&mut term.worried);
        worry(step, posts, &worried, false);
        feel(step, posts, &worried, 1.0);
    }
    if term.ends == step.now && term.renewed == Some(false) {
        end(step, posts, term.line);
    }
}

/// A month turns: those who wait to hear about their line have heard how it stands.
pub fn turn_of_month(step: &Step, posts: &mut Posts, term: &Term, standing: f64) {
    if term.renewed != Some(false) {
        feel(step, posts, &term.worried, doubt(step, standing));
    }
}

/// Holders doubt so far that their money goes on.
fn feel(step: &Step, posts: &mut Posts, indices: &[u32], doubt: f64) {
    let changes = |&&index: &&u32| posts.all[index as usize].doubt != doubt;
    let changed: Vec<u32> = indices.iter().filter(changes).copied().collect();
    turnover::review_again(step, posts, &changed, |posts, index| posts.all[index].doubt = doubt);
}

/// The line pays for nobody any longer.
fn end(step: &mut Step, posts: &mut Posts, line: u16) {
    for index in 0..posts.all.len() {
        let post = &mut posts.all[index];
        if post.line == line && post.funded {
            post.funded = false;
            let filled = post.filled();
            posts.touch(index);
            if filled {
                turnover::release(step, posts, index);
            } else {
                hiring::withdraw(posts, index);
            }
        }
    }
}
