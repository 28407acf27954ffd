//! The Poisson embedding: every (owner, process) has a fixed set of points in time × intensity.
//!
//! A point (t, u) becomes an event in a world exactly when u < λ(t), the intensity in that world at that moment.
//! Two worlds therefore differ in an event only if their intensities differ there and then. The points are a
//! Poisson random measure of density one per (year × event per year), found again by keyed hashing whenever they
//! are asked for; nothing is stored.
//!
//! The half-plane above the time axis is tiled with cells of equal area, so of equal mean number of points. Layer 0
//! reaches from intensity 0 to b in cells of one block; layer 1 from b to 2b in cells of one block; layer 2 from 2b
//! to 4b in cells of half a block; and each further layer is twice as high and its cells half as long. A search
//! looks only at layers below the present bound of the intensity, and goes as far in time as the first point.
//! This file must not know who owns the points or what they cause.

mod cell;
mod search;

use crate::random::luck::{Luck, mix, open_unit32};
use crate::time::{SimTime, Span, YEAR};
use cell::Cell;
use search::{Search, Sieve};

/// No cell holds more points: with a mean of at most `MOST_PER_CELL` the chance of more is below the 2^-33 that a
/// 32-bit word can express (a test computes it).
const MOST_POINTS: usize = 15;
/// Greatest mean number of points in a cell.
const MOST_PER_CELL: f64 = 1.6;
/// Blocks are at most 2^30 seconds (34 years).
const LONGEST_BLOCK: u32 = 30;

/// A process that can befall an owner: one of at most eight clocks, and how its half-plane is tiled.
///
/// The tiling decides where the points lie. It must be a constant of the code and never follow a parameter, or
/// arms with different parameters would no longer share their luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Process {
    clock: u8,
    /// Cells of layers 0 and 1 last 2^block_bits seconds.
    block_bits: u32,
    /// Height of layer 0, events per year.
    layer: f64,
    per_layer: f64,
    /// A first word above `thresholds[n]` means more than n points in the cell.
    thresholds: [u32; MOST_POINTS],
}

/// A point of a process: an event wherever the intensity at `at` exceeds `height`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// When.
    pub at: SimTime,
    /// The intensity above which it is an event, events per year.
    pub height: f64,
    /// Uniform in (0, 1) and independent of all else; picks a cause by fixed shares.
    pub mark: f64,
    /// What it is called in every world.
    pub id: PointId,
}

/// The identity of a point: a hash of (owner, clock, cell, index in the cell), the same in all arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(u64);

impl PointId {
    /// The identity as the subject of further draws.
    pub const fn key(self) -> u64 {
        self.0
    }
}

/// A point before its height, mark and name are worked out.
#[derive(Clone, Copy)]
struct Candidate {
    layer: u32,
    index: u32,
    tick: u64,
    height: f64,
    mark: u32,
}

impl Process {
    /// A process on one of the eight clocks of an owner, tiled for intensities about `layer` (events per year)
    /// with blocks of about `block`: rounded up to a power of two seconds, then halved until a cell holds 1.6 points
    /// at most. The choice is one of speed: a layer near the usual intensity is best, and cells of about one point.
    ///
    /// # Panics
    /// If there is no such clock, or the layer or the block is not positive; at compile time for a constant.
    pub const fn new(clock: u8, block: Span, layer: f64) -> Self {
        assert!(clock < 8, "an owner has at most eight clocks");
        assert!(layer > 0.0 && layer < f64::INFINITY, "the first layer needs a positive height");
        assert!(block.ticks() > 0, "a block lasts at least a second");
        let mut block_bits = block.ticks().next_power_of_two().ilog2();
        if block_bits > LONGEST_BLOCK {
            block_bits = LONGEST_BLOCK;
        }
        while block_bits > 0 && points_per_cell(block_bits, layer) > MOST_PER_CELL {
            block_bits -= 1;
        }
        let mean = points_per_cell(block_bits, layer);
        assert!(mean <= MOST_PER_CELL, "more than 1.6 events a second");
        Self { clock, block_bits, layer, per_layer: 1.0 / layer, thresholds: thresholds(mean) }
    }

    /// The greatest intensity that the tiling can hold, events per year: at most 3.2 a second.
    pub fn ceiling(&self) -> f64 {
        self.layer * (1_u64 << (self.block_bits + 1)) as f64
    }

    /// The earliest point after `after`, not later than `until`, whose height lies below the bound.
    ///
    /// `bound(t1, t2)` is a supremum of the intensity over [t1, t2], in events per year; it is asked block by
    /// block, and bounds above the `ceiling` count as the ceiling. Of several points in one second the first in
    /// order of identity is given; `at` lists them all.
    #[inline]
    pub fn next(
        &self,
        luck: Luck,
        owner: u64,
        after: SimTime,
        until: SimTime,
        bound: impl Fn(SimTime, SimTime) -> f64,
    ) -> Option<Point> {
        self.next_accepted(luck, owner, after, until, bound, |_| true)
    }

    /// The earliest point as by `next` that `accepts` also takes; of several in one second the first that it takes.
    /// It may hold a point against the intensity of its moment, as far as that is known already.
    #[inline]
    pub fn next_accepted(
        &self,
        luck: Luck,
        owner: u64,
        after: SimTime,
        until: SimTime,
        bound: impl Fn(SimTime, SimTime) -> f64,
        accepts: impl Fn(&Point) -> bool,
    ) -> Option<Point> {
        let mut from = after.ticks() + 1;
        let until = until.ticks();
        while from <= until {
            let block_end = from | ((1 << self.block_bits) - 1);
            let last = block_end.min(until);
            let bound = bound(SimTime::from_ticks(from), SimTime::from_ticks(last));
            let accepted = |candidate: &Candidate| accepts(&self.named(*candidate, owner));
            if let Some(candidate) = self.earliest(luck, owner, from, last, bound, accepted) {
                return Some(self.named(candidate, owner));
            }
            from = block_end + 1;
        }
        None
    }

    /// All points at exactly the second `at` below `bound`, in order of identity (layer, cell, index).
    pub fn at(&self, luck: Luck, owner: u64, at: SimTime, bound: f64) -> impl Iterator<Item = Point> + use<> {
        let mut sieve = Sieve::new(self, (luck, owner), at.ticks(), bound);
        let layers = self.layers_below(bound);
        let cell = |layer| self.cell(layer, at.ticks());
        if layers > 1 {
            let first = self.first_words(luck, owner, cell(0));
            let second = self.first_words(luck, owner, cell(1));
            sieve.sift(cell(0), first);
            sieve.sift(cell(1), second);
        } else if layers > 0 {
            sieve.sift(cell(0), self.first_words(luck, owner, cell(0)));
        }
        for cell in (2..layers).map(cell) {
            sieve.sift(cell, self.first_words(luck, owner, cell));
        }
        sieve.points()
    }

    /// The earliest candidate between `from` and `last`, both included and in one block; of several in one second the
    /// first in order of identity. The cells in which the stretch begins, one in each layer, are looked at in any
    /// case. They go first, as whatever they hold brings the end of the search near for the short cells that follow
    /// in the upper layers.
    #[inline]
    fn earliest(
        &self,
        luck: Luck,
        owner: u64,
        from: u64,
        last: u64,
        bound: f64,
        accepts: impl Fn(&Candidate) -> bool,
    ) -> Option<Candidate> {
        let layers = self.layers_below(bound);
        let mut search = Search::new(self, (luck, owner), (from, last), bound, accepts);
        for layer in (2..layers).rev() {
            search.look_at(self.cell(layer, from));
        }
        if layers > 1 {
            search.look_at_both([self.cell(1, from), self.cell(0, from)]);
        } else if layers > 0 {
            search.look_at(self.cell(0, from));
        }
        for layer in (2..layers).rev() {
            let mut cell = self.cell(layer, from).following();
            while cell.start <= search.last() {
                search.look_at(cell);
                cell = cell.following();
            }
        }
        search.found()
    }

    /// How many layers, from the lowest, reach below the bound. One too many does no harm, as every height is held
    /// against the bound; a bound of exactly 2^k layers counts one more.
    #[inline]
    fn layers_below(&self, bound: f64) -> u32 {
        const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;
        const EXPONENT_BIAS: u32 = f64::MAX_EXP as u32 - 1;
        let ratio = bound * self.per_layer;
        if ratio >= 1.0 {
            let exponent = (ratio.to_bits() >> MANTISSA_BITS) as u32 - EXPONENT_BIAS;
            exponent.min(self.block_bits) + 2
        } else if ratio > 0.0 {
            1
        } else {
            0
        }
    }

    /// The cell of a layer that holds a second.
    #[inline]
    fn cell(&self, layer: u32, tick: u64) -> Cell {
        let bits = self.block_bits - layer.saturating_sub(1);
        Cell { layer, start: tick >> bits << bits, bits }
    }

    /// The words of the generator's first call for a cell: the number of its points, and the first of them.
    #[inline(always)]
    fn first_words(&self, luck: Luck, owner: u64, cell: Cell) -> [u32; 4] {
        luck.point_words(owner, cell.call(self.clock, 0))
    }

    /// Calls with the points of a cell after the first, each from a call of the generator of its own.
    #[inline(always)]
    fn for_further(&self, luck: Luck, owner: u64, cell: Cell, number: u32, mut with: impl FnMut(u32, [u32; 4])) {
        let mut index = 1;
        while index < MOST_POINTS && number > self.thresholds[index] {
            with(index as u32, luck.point_words(owner, cell.call(self.clock, index as u32)));
            index += 1;
        }
    }

    #[inline]
    fn candidate(&self, cell: Cell, index: u32, words: [u32; 4]) -> Candidate {
        // A layer is below 32, and four bytes become a real number much faster than eight.
        let width = self.layer * f64::from(1_u32 << cell.layer.saturating_sub(1));
        let floor = if cell.layer == 0 { 0.0 } else { width };
        Candidate {
            layer: cell.layer,
            index,
            tick: cell.tick(words[1]),
            height: floor + width * open_unit32(words[2]),
            mark: words[3],
        }
    }

    #[inline(always)]
    fn named(&self, candidate: Candidate, owner: u64) -> Point {
        let cell = self.cell(candidate.layer, candidate.tick);
        Point {
            at: SimTime::from_ticks(candidate.tick),
            height: candidate.height,
            mark: open_unit32(candidate.mark),
            id: PointId(mix(owner, cell.call(self.clock, candidate.index))),
        }
    }
}

/// Mean number of points in a cell of the first layer: a block's years times the layer's events per year.
const fn points_per_cell(block_bits: u32, layer: f64) -> f64 {
    (1_u64 << block_bits) as f64 / YEAR as f64 * layer
}

/// The Poisson distribution function with this mean at 0, 1, 2, …, as words: a uniform 32-bit word lies above the
/// n-th with the chance of more than n points, to within 2^-33.
const fn thresholds(mean: f64) -> [u32; MOST_POINTS] {
    const WORDS: f64 = (1_u64 << 32) as f64;
    let mut table = [u32::MAX; MOST_POINTS];
    let mut chance = exponential_of_minus(mean);
    let mut up_to = 0.0;
    let mut n = 0;
    while n < MOST_POINTS {
        up_to += chance;
        // Words below this count belong to at most n points; it is 2^32 when more cannot be expressed.
        let words = (up_to * WORDS + 0.5) as u64;
        table[n] = if words >= 1 << 32 { u32::MAX } else { (words - 1) as u32 };
        n += 1;
        chance *= mean / n as f64;
    }
    table
}

/// e^-x for x in [0, 1] by its series, which a constant may use.
const fn exponential_of_minus(x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1);
    while n <= 25 {
        term *= -x / n as f64;
        sum += term;
        n += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_goes_as_far_as_a_word_can_say() {
        let mean = MOST_PER_CELL;
        assert!((exponential_of_minus(mean) - libm::exp(-mean)).abs() < 1e-15);
        let (mut term, mut up_to) = (libm::exp(-mean), 0.0);
        for n in 0..=MOST_POINTS {
            up_to += term;
            term *= mean / (n + 1) as f64;
        }
        assert!(1.0 - up_to < libm::pow(2.0, -33.0), "more points than the table holds could be expressed");
        let table = thresholds(mean);
        assert!(table.windows(2).all(|pair| pair[0] < pair[1]), "{table:?}");
        assert!(table[MOST_POINTS - 1] < u32::MAX, "the last place of the table is used");
    }

    #[test]
    fn blocks_are_shortened_until_a_cell_is_light() {
        let process = Process::new(0, Span::days(3_650), 1.0);
        assert_eq!(process.block_bits, 25, "2^25 s at one a year give 1.06 points");
        assert_eq!(Process::new(0, Span::days(366), 0.7).block_bits, 25, "388 days");
        assert!(process.ceiling() > 1e7);
        let every_second = Process::new(7, Span::seconds(1), YEAR as f64 * 0.5);
        assert_eq!(every_second.block_bits, 0);
    }

    #[test]
    fn layers_reach_the_bound_and_no_further() {
        let process = Process::new(0, Span::days(400), 0.5);
        for (bound, layers) in
            [(-1.0, 0), (0.0, 0), (f64::NAN, 0), (1e-300, 1), (0.4999, 1), (0.6, 2), (0.99, 2), (1.01, 3), (2.5, 4)]
        {
            assert_eq!(process.layers_below(bound), layers, "{bound}");
        }
        assert_eq!(process.layers_below(f64::INFINITY), process.block_bits + 2);
        assert_eq!(process.layers_below(process.ceiling() * 0.99), process.block_bits + 2);
    }
}
