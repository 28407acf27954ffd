//! Terms of funding lines: they end in April, and whether they go on is announced late.
//!
//! Between the day on which people begin to ask and the announcement, everybody paid from the line worries.

use crate::model::funding::worry;
use crate::model::shock::Budget;
use crate::model::step::{Context, Step};
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
    /// Whether it goes on.
    pub renewed: bool,
    /// Posts whose holders worry.
    pub worried: Vec<u32>,
}

/// The ends of a line's terms within the run, in order; after one that is not renewed there is none.
pub fn terms(context: &Context, budget: &Budget, line: u16) -> Vec<Term> {
    let Some(years) = budget.years else { return Vec::new() };
    let worries = context.parameters.funding.worry.span();
    let mut terms: Vec<Term> = Vec::new();
    for (number, ends) in aprils(context).filter(|(number, _)| number % years == 0) {
        let told = (ends - budget.announced.span()).start_of_day();
        let chance = budget.renewed.get();
        let renewed = context.luck.chance(Purpose::Renewal, line.into(), number.into(), chance);
        let asks = (ends - worries).start_of_day().min(told).max(context.zero);
        terms.push(Term { line, asks, told: told.max(context.zero), ends, renewed, worried: Vec::new() });
        if !renewed {
            break;
        }
    }
    terms
}

/// The beginnings of financial years within the run, numbered from the first after time zero.
fn aprils(context: &Context) -> impl Iterator<Item = (u32, SimTime)> {
    let year = |day: u64| context.calendar.day(SimTime::START + Span::days(day)).financial_year;
    let (zero, end) = (context.zero.day(), context.end.day());
    let first = year(zero);
    let begins = (zero + 1..end).filter(move |&day| year(day) != year(day - 1));
    begins.map(move |day| ((year(day) - first) as u32, SimTime::START + Span::days(day)))
}

/// The day turns for one end of a term.
pub fn turn_of_day(step: &mut Step, posts: &mut Posts, term: &mut Term) {
    if term.asks == step.now {
        let of_line = |index: &usize| posts.all[*index].line == term.line && posts.all[*index].funded;
        term.worried = (0..posts.all.len()).filter(of_line).map(|index| index as u32).collect();
        worry(step, posts, &term.worried, true);
    }
    let settled = if term.renewed { term.told } else { term.ends };
    if settled == step.now {
        worry(step, posts, &std::mem::take(&mut term.worried), false);
    }
    if term.ends == step.now && !term.renewed {
        end(step, posts, term.line);
    }
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
