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

use crate::random::luck::{Luck, mix, open_unit32};
use crate::time::{SimTime, Span, YEAR};

/// No cell holds more points: with a mean of at most `MOST_PER_CELL` the chance of more is below the 2^-33 that a
/// 32-bit word can express (a test computes it).
const MOST_POINTS: usize = 11;
/// Greatest mean number of points in a cell.
const MOST_PER_CELL: f64 = 0.8;
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

/// One tile: a layer of intensity over a stretch of time.
#[derive(Clone, Copy)]
struct Cell {
    layer: u32,
    /// Its first second.
    start: u64,
    /// It lasts 2^bits seconds.
    bits: u32,
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
    /// with blocks of about `block`: rounded up to a power of two seconds, then halved until a cell holds 0.8 points
    /// at most. The choice is one of speed: a layer near the usual intensity is best.
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
        assert!(mean <= MOST_PER_CELL, "more than 0.8 events a second");
        Self { clock, block_bits, layer, per_layer: 1.0 / layer, thresholds: thresholds(mean) }
    }

    /// The greatest intensity that the tiling can hold, events per year: at most 1.6 a second.
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
    pub fn at(&self, luck: Luck, owner: u64, at: SimTime, bound: f64) -> impl Iterator<Item = Point> {
        let tick = at.ticks();
        let (mut first, mut more) = (None, Vec::new());
        for layer in 0..self.layers_below(bound) {
            let cell = self.cell(layer, tick);
            let words = luck.point_words(owner, cell.call(self.clock, 0));
            if !self.may_hold(cell, words, tick) {
                continue;
            }
            for candidate in self.candidates(luck, owner, cell, words) {
                if candidate.tick == tick && candidate.height < bound {
                    let point = self.named(candidate, owner);
                    match first {
                        None => first = Some(point),
                        // Hardly ever: two points in one second.
                        Some(_) => more.push(point),
                    }
                }
            }
        }
        first.into_iter().chain(more)
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
        let mut search = Search { process: self, luck, owner, from, last, bound, accepts, found: None };
        for layer in (0..layers).rev() {
            search.look_at(self.cell(layer, from));
        }
        for layer in (2..layers).rev() {
            let mut cell = self.cell(layer, from).following();
            while cell.start <= search.last {
                search.look_at(cell);
                cell = cell.following();
            }
        }
        search.found
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

    /// Whether one of the cell's points may lie at a second: its first point does, or it has more than one.
    #[inline]
    fn may_hold(&self, cell: Cell, words: [u32; 4], tick: u64) -> bool {
        words[0] > self.thresholds[1] || (words[0] > self.thresholds[0] && cell.tick(words[1]) == tick)
    }

    /// The points of a cell, in order of their index. The words of the `first` call of the generator give their number
    /// and the first of them, each further call one more.
    #[inline]
    fn candidates(&self, luck: Luck, owner: u64, cell: Cell, first: [u32; 4]) -> impl Iterator<Item = Candidate> {
        let number = self.thresholds.iter().take_while(|&&threshold| first[0] > threshold).count() as u32;
        (0..number).map(move |index| {
            let words = if index == 0 { first } else { luck.point_words(owner, cell.call(self.clock, index)) };
            self.candidate(cell, index, words)
        })
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

/// A search for the earliest point in one block.
struct Search<'a, Accepts> {
    process: &'a Process,
    luck: Luck,
    owner: u64,
    from: u64,
    /// Where it ends: at the point found so far, if there is one.
    last: u64,
    bound: f64,
    accepts: Accepts,
    found: Option<Candidate>,
}

impl<Accepts: Fn(&Candidate) -> bool> Search<'_, Accepts> {
    /// Looks at all points of a cell. What the first call of the generator says is tested as a whole before the only
    /// jump, as a processor can foretell none of its parts.
    #[inline(always)]
    fn look_at(&mut self, cell: Cell) {
        let words = self.luck.point_words(self.owner, cell.call(self.process.clock, 0));
        let [none, one, ..] = self.process.thresholds;
        let first = self.process.candidate(cell, 0, words);
        let is_first = (words[0] > none) & self.fits(&first);
        if is_first | (words[0] > one) {
            self.weigh_all(cell, words[0], first);
        }
    }

    #[inline(never)]
    fn weigh_all(&mut self, cell: Cell, number: u32, first: Candidate) {
        self.weigh(first);
        let more = self.process.thresholds[1..].iter().take_while(|&&threshold| number > threshold);
        for (index, _) in (1..).zip(more) {
            let words = self.luck.point_words(self.owner, cell.call(self.process.clock, index));
            self.weigh(self.process.candidate(cell, index, words));
        }
    }

    /// Keeps a point if it is an event as far as is known, and comes before the one found so far.
    #[inline]
    fn weigh(&mut self, candidate: Candidate) {
        let order = |candidate: &Candidate| (candidate.tick, candidate.layer, candidate.index);
        let earlier = self.found.is_none_or(|found| order(&candidate) < order(&found));
        if self.fits(&candidate) && earlier && (self.accepts)(&candidate) {
            self.last = candidate.tick;
            self.found = Some(candidate);
        }
    }

    #[inline(always)]
    fn fits(&self, candidate: &Candidate) -> bool {
        (candidate.tick >= self.from) & (candidate.tick <= self.last) & (candidate.height < self.bound)
    }
}

impl Cell {
    /// The next cell of the layer.
    #[inline]
    const fn following(self) -> Self {
        Self { start: self.start + (1 << self.bits), ..self }
    }

    /// The second that a word picks.
    #[inline]
    const fn tick(self, word: u32) -> u64 {
        self.start + ((word as u64) >> (u32::BITS - self.bits))
    }

    /// One number for (cell, clock, index): 40 bits of start, 8 of layer, 8 of index, 8 of clock.
    #[inline]
    const fn call(self, clock: u8, index: u32) -> u64 {
        self.start | (self.layer as u64) << 40 | (index as u64) << 48 | (clock as u64) << 56
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
        assert_eq!(process.block_bits, 24, "2^24 s at one a year give 0.53 points");
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
