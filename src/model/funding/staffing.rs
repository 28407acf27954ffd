//! Counting staff and what they cost: posts funded, filled and covered, and the ledger of each payer.

use crate::model::design::Role;
use crate::model::fact::{Census, EMPLOYERS, StaffCensus};
use crate::model::funding::Funding;
use crate::model::funding::agreed::PAYERS;
use crate::model::step::Step;
use crate::model::workforce::posts::{Cover, Post, Posts};
use crate::time::{DAY, YEAR};

const DAYS_A_YEAR: f64 = YEAR as f64 / DAY as f64;

/// The part of a census that is about posts.
pub fn count(step: &Step, posts: &Posts, funding: &Funding) -> Census {
    let (team_funded, team_filled) = posts.totals(true);
    let (posts_funded, posts_filled) = posts.totals(false);
    let mut sums = Sums::default();
    for post in &posts.all {
        sums.add(step, post, funding);
    }
    Census {
        team_funded: team_funded as f32,
        team_filled: team_filled as f32,
        posts_funded: posts_funded as f32,
        posts_filled: posts_filled as f32,
        team_cost: sums.team.map(|gbp| gbp as f32),
        staff: StaffCensus {
            satisfaction: sums.satisfaction as f32,
            absent: sums.absent as f32,
            covered: sums.covered as f32,
            covered_by_bank: sums.by_bank as f32,
            given_back: sums.given_back as f32,
            cover_cost: sums.cover.map(|gbp| gbp as f32),
            by_employer: sums.by_employer.map(|sums| sums.map(|sum| sum as f32)),
            ..StaffCensus::default()
        },
        ..Census::default()
    }
}

#[derive(Default)]
struct Sums {
    team: [f64; PAYERS],
    cover: [f64; PAYERS],
    satisfaction: f64,
    absent: f64,
    covered: f64,
    by_bank: f64,
    given_back: f64,
    /// Funded, filled, and pay.
    by_employer: [[f64; 3]; EMPLOYERS],
}

impl Sums {
    /// A team is paid for by its filled and covered posts. Base posts are the same establishment in every arm and are
    /// not charged; what cover costs beyond the pay of a holder is.
    fn add(&mut self, step: &Step, post: &Post, funding: &Funding) {
        let payers = funding.agreed.shares(post);
        let [funded, filled, pay] = &mut self.by_employer[post.employer as usize];
        *funded += if post.funded { post.wte } else { 0.0 };
        self.given_back += if post.funded { 0.0 } else { daily(step, post.role, post.wte) };
        if post.filled() {
            *filled += post.wte;
            *pay += daily(step, post.role, post.wte);
        }
        if post.filled() {
            self.satisfaction += post.satisfaction * post.wte;
            self.absent += if post.absent() { post.wte } else { 0.0 };
            charge(&mut self.team, &payers, if post.team { daily(step, post.role, post.wte) } else { 0.0 });
        } else if let Some(cover) = post.covered {
            let (price, by_bank) = match cover {
                Cover::Bank => (step.parameters().bank.price.get(), post.wte),
                Cover::Agency => (step.parameters().agency.price.get(), 0.0),
            };
            self.covered += post.wte;
            self.by_bank += by_bank;
            let ledger = if post.team { &mut self.team } else { &mut self.cover };
            let charged = if post.team { price } else { price - 1.0 };
            charge(ledger, &payers, daily(step, post.role, post.wte) * charged);
        }
    }
}

/// Charges each payer its share of a sum, GBP.
fn charge(ledger: &mut [f64; PAYERS], shares: &[f64; PAYERS], gbp: f64) {
    ledger.iter_mut().zip(shares).for_each(|(mine, share)| *mine += gbp * share);
}

/// What a member of staff of this size costs a day, GBP.
fn daily(step: &Step, role: Role, wte: f64) -> f64 {
    let (prices, hours) = (&step.parameters().prices, step.parameters().team.working_year.get());
    wte * prices.staff_hour.all()[role as usize].gbp_per_hour() * hours / DAYS_A_YEAR
}
