//! How much of a post's time produces something: less while its holder is new, while somebody stands in, or while a
//! newcomer beside them has to be shown the work.

use crate::model::parameters::Parameters;
use crate::model::workforce::posts::{Cover, Holder, Post};
use crate::time::{SimTime, Span, WEEK};

/// Where somebody stands who works in a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody of the post's own is at work.
    Nobody,
    /// In the induction, shown the work by a colleague.
    Newcomer,
    /// Past the induction, and a colleague who can show others the work.
    Experienced,
}

/// How much of a post's time produces something.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Length of the induction.
    induction: Span,
    /// Time after it in which output rises to full.
    ramp: Span,
    /// Output in the induction, relative to full.
    new: f64,
    /// Part of a colleague's time that a newcomer takes up.
    supervision: f64,
    /// Output of somebody from the bank, relative to full.
    bank: f64,
    /// Output of somebody from an agency, relative to full.
    agency: f64,
}

impl Output {
    /// As parameters have it.
    pub fn new(parameters: &Parameters) -> Self {
        let staff = &parameters.staff;
        Self {
            induction: staff.induction.span(),
            ramp: staff.ramp.span(),
            new: staff.new_productivity.get(),
            supervision: staff.supervision.get(),
            bank: parameters.bank.output.get(),
            agency: parameters.agency.output.get(),
        }
    }

    /// What a post produces now, WTE: less while its holder is new, nothing while they are off sick.
    pub fn of(&self, post: &Post, now: SimTime) -> f64 {
        match post.holder {
            Holder::Filled { .. } if post.absent() => 0.0,
            Holder::Filled { since } => post.wte * self.skill(since, now),
            Holder::Vacant { .. } => match post.covered {
                Some(Cover::Bank) => post.wte * self.bank,
                Some(Cover::Agency) => post.wte * self.agency,
                None => 0.0,
            },
        }
    }

    /// Where whoever works in a post stands now.
    pub fn standing(&self, post: &Post, now: SimTime) -> Standing {
        match post.holder {
            Holder::Filled { since } if !post.absent() => {
                if is_new(since) && now.since(since) < self.induction {
                    Standing::Newcomer
                } else {
                    Standing::Experienced
                }
            }
            _ => Standing::Nobody,
        }
    }

    /// The part of their time, 0 to 1, that the newcomers among some posts leave to the experienced: one of these shows the
    /// work to at most one newcomer of the same size.
    pub fn left_by_newcomers<'a>(&self, posts: impl Iterator<Item = &'a Post>, now: SimTime) -> f64 {
        let (newcomers, experienced) =
            posts.fold((0.0, 0.0), |(newcomers, experienced), post| match self.standing(post, now) {
                Standing::Newcomer => (newcomers + post.wte, experienced),
                Standing::Experienced => (newcomers, experienced + post.wte),
                Standing::Nobody => (newcomers, experienced),
            });
        if newcomers > 0.0 && experienced > 0.0 {
            1.0 - self.supervision * (newcomers / experienced).min(1.0)
        } else {
            1.0
        }
    }

    /// When the output of somebody in post since a day next changes; `NEVER` if it is full.
    pub fn next_change(&self, since: SimTime, now: SimTime) -> SimTime {
        let trained = since + self.induction;
        let full = trained + self.ramp;
        if !is_new(since) || now >= full {
            SimTime::NEVER
        } else if now < trained {
            trained
        } else {
            full.min(trained + Span::seconds((weeks(trained, now) + 1) * WEEK))
        }
    }

    /// What somebody in post since a day produces, relative to full: it rises week by week once the induction is over.
    fn skill(&self, since: SimTime, now: SimTime) -> f64 {
        let trained = since + self.induction;
        if !is_new(since) || now >= trained + self.ramp {
            1.0
        } else {
            let risen = (weeks(trained, now) * WEEK) as f64 / self.ramp.ticks().max(1) as f64;
            self.new + (1.0 - self.new) * risen
        }
    }
}

/// Whole weeks from one moment to another; none before it.
fn weeks(from: SimTime, to: SimTime) -> u64 {
    to.since(from).ticks() / WEEK
}

/// Whoever was in post when the world began is past all that.
fn is_new(since: SimTime) -> bool {
    since > SimTime::START
}
