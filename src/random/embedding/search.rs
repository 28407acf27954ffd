//! Going through cells: for the earliest point of a stretch, or for all points of one second.
//!
//! This file must not know how the half-plane is tiled.

use super::cell::Cell;
use super::{Candidate, Point, Process};
use crate::random::luck::Luck;

/// The order of points: by second, layer and index, so that earlier points have lower numbers.
#[inline(always)]
const fn order(tick: u64, layer: u32, index: u32) -> u64 {
    tick << BITS_OF_ORDER | (layer as u64) << 8 | index as u64
}

/// What is below the second in the order of points.
const BITS_OF_ORDER: u32 = 16;

/// A search for the earliest point in one block.
pub(super) struct Search<'a, Accepts> {
    process: &'a Process,
    luck: Luck,
    owner: u64,
    from: u64,
    bound: f64,
    accepts: Accepts,
    /// Only a point before this one in order is looked for: the one found so far, or the end of the stretch.
    before: u64,
    found: Option<Candidate>,
}

impl<'a, Accepts: Fn(&Candidate) -> bool> Search<'a, Accepts> {
    #[inline(always)]
    pub(super) fn new(
        process: &'a Process,
        (luck, owner): (Luck, u64),
        (from, last): (u64, u64),
        bound: f64,
        accepts: Accepts,
    ) -> Self {
        Self { process, luck, owner, from, bound, accepts, before: order(last + 1, 0, 0), found: None }
    }

    /// The earliest point of those that were looked at.
    #[inline(always)]
    pub(super) fn found(self) -> Option<Candidate> {
        self.found
    }

    /// The second in which it ends.
    #[inline(always)]
    pub(super) fn last(&self) -> u64 {
        (self.before - 1) >> BITS_OF_ORDER
    }

    /// Looks at all points of a cell.
    #[inline(always)]
    pub(super) fn look_at(&mut self, cell: Cell) {
        self.test(cell, self.process.first_words(self.luck, self.owner, cell));
    }

    /// Looks at two cells. A processor cannot foretell what a cell holds and waits for each call of the generator where
    /// it guessed wrong, so that two calls before the first question take hardly longer than one. They are written out,
    /// as a loop over the two would be run one after the other.
    #[inline(always)]
    pub(super) fn look_at_both(&mut self, cells: [Cell; 2]) {
        let first = self.process.first_words(self.luck, self.owner, cells[0]);
        let second = self.process.first_words(self.luck, self.owner, cells[1]);
        self.test(cells[0], first);
        self.test(cells[1], second);
    }

    /// What the first call of the generator says is tested as a whole before the only jump of most cells.
    #[inline(always)]
    fn test(&mut self, cell: Cell, words: [u32; 4]) {
        let [none, one, ..] = self.process.thresholds;
        let first_in_time = self.in_time(cell, 0, words);
        if ((words[0] > none) & first_in_time) | (words[0] > one) {
            if first_in_time {
                self.weigh(cell, 0, words);
            }
            if words[0] > one {
                self.weigh_further(cell, words[0]);
            }
        }
    }

    #[inline(never)]
    fn weigh_further(&mut self, cell: Cell, number: u32) {
        self.process.for_further(self.luck, self.owner, cell, number, |index, words| {
            if self.in_time(cell, index, words) {
                self.weigh(cell, index, words);
            }
        });
    }

    /// Whether a point lies within the stretch, and before what was found.
    #[inline(always)]
    fn in_time(&self, cell: Cell, index: u32, words: [u32; 4]) -> bool {
        let tick = cell.tick(words[1]);
        (tick >= self.from) & (order(tick, cell.layer, index) < self.before)
    }

    /// Keeps a point that lies in time if it is an event as far as is known.
    #[inline(always)]
    fn weigh(&mut self, cell: Cell, index: u32, words: [u32; 4]) {
        let candidate = self.process.candidate(cell, index, words);
        if candidate.height < self.bound && (self.accepts)(&candidate) {
            self.before = order(candidate.tick, cell.layer, index);
            self.found = Some(candidate);
        }
    }
}

/// A gathering of the points in one second.
pub(super) struct Sieve<'a> {
    process: &'a Process,
    luck: Luck,
    owner: u64,
    tick: u64,
    bound: f64,
    first: Option<Point>,
    /// Hardly ever: further points in the same second.
    more: Vec<Point>,
}

impl<'a> Sieve<'a> {
    #[inline(always)]
    pub(super) fn new(process: &'a Process, (luck, owner): (Luck, u64), tick: u64, bound: f64) -> Self {
        Self { process, luck, owner, tick, bound, first: None, more: Vec::new() }
    }

    /// What was gathered, in the order in which it came.
    #[inline(always)]
    pub(super) fn points(self) -> impl Iterator<Item = Point> + use<> {
        self.first.into_iter().chain(self.more)
    }

    #[inline(always)]
    pub(super) fn sift(&mut self, cell: Cell, words: [u32; 4]) {
        let [none, one, ..] = self.process.thresholds;
        if (words[0] > none) & (cell.tick(words[1]) == self.tick) {
            self.keep(cell, 0, words);
        }
        if words[0] > one {
            self.process
                .for_further(self.luck, self.owner, cell, words[0], |index, words| self.keep(cell, index, words));
        }
    }

    #[inline(always)]
    fn keep(&mut self, cell: Cell, index: u32, words: [u32; 4]) {
        if cell.tick(words[1]) != self.tick {
            return;
        }
        let candidate = self.process.candidate(cell, index, words);
        if candidate.height < self.bound {
            let point = self.process.named(candidate, self.owner);
            match self.first {
                None => self.first = Some(point),
                Some(_) => self.more.push(point),
            }
        }
    }
}
