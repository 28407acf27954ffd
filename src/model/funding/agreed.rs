//! Who has agreed to pay for what: the payer of each funding line, and what of it comes out of a common budget.

use crate::model::design::{Organisation, Pooled};
use crate::model::shock::Payer;
use crate::model::workforce::posts::Post;

/// NHS, council, voluntary sector, household.
pub const PAYERS: usize = 4;

/// What has been agreed of one funding line.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// Who pays, where it is not the employer of each post.
    payer: Option<Payer>,
    /// What payers hold in common.
    pooled: Pooled,
}

/// What has been agreed, by funding line; the base supply and lines without terms are paid by the employer of each post.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    lines: Vec<Line>,
}

impl Agreements {
    /// A line has a payer of its own, if any, for what is not held in common.
    pub fn agree(&mut self, line: u16, payer: Option<Payer>, pooled: Pooled) {
        let index = usize::from(line);
        self.lines.resize(self.lines.len().max(index + 1), Line::default());
        self.lines[index] = Line { payer, pooled };
    }

    /// The part of a post's cost that each payer bears; they add up to 1.
    pub fn shares(&self, post: &Post) -> [f64; PAYERS] {
        let line = self.line(post);
        let own = line.payer.unwrap_or(match post.employer {
            Organisation::Gp | Organisation::Trust | Organisation::Hospital => Payer::Nhs,
            Organisation::Council => Payer::Council,
            Organisation::Vcs => Payer::Vcs,
        });
        let Pooled { nhs, council } = line.pooled;
        let mut shares = [0.0; PAYERS];
        shares[Payer::Nhs as usize] = nhs.get();
        shares[Payer::Council as usize] = council.get();
        shares[own as usize] += 1.0 - nhs.get() - council.get();
        shares
    }

    /// The part of a post that the council's savings reach, 0 to 1: what it pays for, whoever employs the holder.
    pub fn councils_part(&self, post: &Post) -> f64 {
        self.shares(post)[Payer::Council as usize]
    }

    fn line(&self, post: &Post) -> Line {
        self.lines.get(usize::from(post.line)).copied().unwrap_or_default()
    }
}
