//! The Poisson embedding: the scanner finds exactly the points that a brute-force enumerator finds, lower
//! intensities give subsets, and the points are a Poisson random measure.

use mdtsim::random::embedding::{Point, Process};
use mdtsim::random::luck::{Luck, Purpose, mix};
use mdtsim::time::{DAY, SimTime, Span, YEAR};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::f64::consts::TAU;

/// Largest accepted distance from expectation, in standard errors.
const LIMIT: f64 = 4.0;
const PER_SECOND: f64 = YEAR as f64;

fn luck() -> Luck {
    Luck::new(20_270_401, 0).of_place("E06000054")
}

fn at(tick: u64) -> SimTime {
    SimTime::from_ticks(tick)
}

/// The tiling worked out again from its description, with all cells of all layers up to a height visited in turn.
#[derive(Clone, Copy)]
struct Tiling {
    clock: u8,
    block_bits: u32,
    layer: f64,
}

impl Tiling {
    fn new(clock: u8, block: Span, layer: f64) -> Self {
        let mut block_bits = (0..=30).find(|&bits| 1 << bits >= block.ticks()).unwrap_or(30);
        while f64::from(1 << block_bits) / YEAR as f64 * layer > 1.6 {
            block_bits -= 1;
        }
        Self { clock, block_bits, layer }
    }

    fn process(&self) -> Process {
        Process::new(self.clock, Span::seconds(1 << self.block_bits), self.layer)
    }

    /// All points of an owner in the blocks that meet [0, end] and the layers that begin below `height`, in order
    /// of time and then identity.
    fn all(&self, luck: Luck, owner: u64, end: u64, height: f64) -> Vec<Named> {
        let mut points = Vec::new();
        for layer in 0..self.block_bits + 2 {
            let floor = if layer == 0 { 0.0 } else { self.layer * f64::from(1 << (layer - 1)) };
            if floor >= height {
                break;
            }
            let top = self.layer * f64::from(1 << layer);
            let length = if layer < 2 { 1 << self.block_bits } else { 1 << (self.block_bits + 1 - layer) };
            for cell in 0..=end / length {
                self.cell(luck, owner, layer, [floor, top], [cell * length, length], &mut points);
            }
        }
        points.sort_by_key(|point| point.order);
        points
    }

    fn cell(
        &self,
        luck: Luck,
        owner: u64,
        layer: u32,
        [floor, top]: [f64; 2],
        [start, length]: [u64; 2],
        points: &mut Vec<Named>,
    ) {
        let mean = length as f64 / YEAR as f64 * (top - floor);
        let call = |index: u64| start + (u64::from(layer) << 40) + (index << 48) + (u64::from(self.clock) << 56);
        let unit = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
        let first = luck.point_words(owner, call(0));
        for index in 0..poisson(mean, first[0]) {
            let [_, when, height, mark] = luck.point_words(owner, call(index));
            let tick = start + ((u128::from(when) * u128::from(length)) >> 32) as u64;
            points.push(Named {
                order: (tick, layer, index),
                height: floor + (top - floor) * unit(height),
                mark: unit(mark),
                id: mix(owner, call(index)),
            });
        }
    }
}

/// The number of points that a word stands for, adding up Poisson chances in units of 2^-32.
fn poisson(mean: f64, word: u32) -> u64 {
    let (mut chance, mut below, mut count) = (libm::exp(-mean), 0.0, 0);
    loop {
        below += chance;
        if f64::from(word) < (below * 4_294_967_296.0).round() {
            return count;
        }
        count += 1;
        chance *= mean / count as f64;
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Named {
    order: (u64, u32, u64),
    height: f64,
    mark: f64,
    id: u64,
}

/// The bits of a point that scanner and enumerator must agree on.
type Bits = (u64, u64, u64, u64);

fn bits_of_point(point: &Point) -> Bits {
    (point.at.ticks(), point.height.to_bits(), point.mark.to_bits(), point.id.key())
}

fn bits_of_named(point: &Named) -> Bits {
    (point.order.0, point.height.to_bits(), point.mark.to_bits(), point.id)
}

/// An intensity over time that may also move with every event it accepts.
#[derive(Clone, Debug)]
enum Shape {
    Stepped(Vec<(u64, f64)>),
    Smooth { middle: f64, swing: f64, period: f64, phase: f64 },
    Rising { start: f64, per_tick: f64 },
}

#[derive(Clone, Debug)]
struct Intensity {
    shape: Shape,
    /// What each accepted event multiplies the intensity by, up to ten events.
    factor: f64,
}

impl Intensity {
    /// A random intensity around `typical` for times up to `end`.
    fn random(luck: Luck, case: u64, typical: f64, end: u64) -> Self {
        let u = |i: u64| luck.uniform(Purpose::Severity, case, i);
        let level = |i: u64| typical * libm::exp(4.0 * u(i) - 2.5);
        let shape = match case % 3 {
            0 => {
                let steps = 1 + (u(0) * 6.0) as u64;
                let mut starts: Vec<u64> = (1..steps).map(|i| (u(2 * i) * end as f64) as u64).collect();
                starts.push(0);
                starts.sort();
                starts.dedup();
                let refused = |i: u64| u(100 + i) < 0.2;
                let level = |i: u64| if refused(i) { 0.0 } else { level(50 + i) };
                Shape::Stepped(starts.into_iter().zip(0..).map(|(start, i)| (start, level(i))).collect())
            }
            1 => Shape::Smooth { middle: level(1), swing: u(2), period: end as f64 * (0.05 + u(3)), phase: TAU * u(4) },
            _ => Shape::Rising { start: level(1), per_tick: 3.0 * u(2) / end as f64 },
        };
        let factor = if u(200) < 0.5 { 1.0 } else { 0.6 + 0.8 * u(201) };
        Self { shape, factor }
    }

    fn grown(&self, events: usize) -> f64 {
        (0..events.min(10)).fold(1.0, |product, _| product * self.factor)
    }

    fn value(&self, events: usize, tick: u64) -> f64 {
        self.grown(events)
            * match &self.shape {
                Shape::Stepped(steps) => steps[steps.partition_point(|step| step.0 <= tick) - 1].1,
                Shape::Smooth { middle, swing, period, phase } => {
                    middle * (1.0 + swing * libm::sin(TAU * tick as f64 / period + phase))
                }
                Shape::Rising { start, per_tick } => start * libm::exp(per_tick * tick as f64),
            }
    }

    /// A supremum over [from, to].
    fn bound(&self, events: usize, from: u64, to: u64) -> f64 {
        let highest = match &self.shape {
            Shape::Stepped(steps) => {
                let first = steps.partition_point(|step| step.0 <= from) - 1;
                let last = steps.partition_point(|step| step.0 <= to);
                steps[first..last].iter().map(|step| step.1).fold(0.0, f64::max)
            }
            Shape::Smooth { middle, swing, .. } => middle * (1.0 + swing),
            Shape::Rising { .. } => return self.value(events, to) * (1.0 + 1e-12),
        };
        highest * self.grown(events) * (1.0 + 1e-12)
    }

    fn highest(&self, end: u64) -> f64 {
        (0..=10).map(|events| self.bound(events, 0, end)).fold(0.0, f64::max)
    }

    /// Events by the scanner: candidates below the bound, each second's points in order, refused at the intensity.
    fn events_by_scanner(&self, process: &Process, luck: Luck, owner: u64, after: u64, until: u64) -> Vec<Point> {
        let mut events: Vec<Point> = Vec::new();
        let mut now = after;
        loop {
            let so_far = events.len();
            let bound = |from: SimTime, to: SimTime| self.bound(so_far, from.ticks(), to.ticks());
            let Some(next) = process.next(luck, owner, at(now), at(until), bound) else { return events };
            assert!(next.at.ticks() > now && next.at.ticks() <= until);
            now = next.at.ticks();
            // An event may raise the intensity for the later points of its own second, up to any height.
            for point in process.at(luck, owner, next.at, process.ceiling()) {
                if point.height < self.value(events.len(), now) {
                    events.push(point);
                }
            }
        }
    }

    fn events_by_brute_force(&self, tiling: &Tiling, luck: Luck, owner: u64, after: u64, until: u64) -> Vec<Named> {
        let mut events = Vec::new();
        let height = self.highest(until);
        for point in tiling.all(luck, owner, until, height) {
            let tick = point.order.0;
            if tick > after && tick <= until && point.height < self.value(events.len(), tick) {
                events.push(point);
            }
        }
        events
    }
}

/// Tilings from blocks of a minute with many points to a second, to blocks of 34 years.
fn tilings() -> [Tiling; 5] {
    [
        Tiling::new(0, Span::days(366), 0.7),
        Tiling::new(3, Span::days(30), 2.0),
        Tiling::new(7, Span::days(20_000), 0.004),
        Tiling::new(5, Span::seconds(64), 0.01 * PER_SECOND),
        Tiling::new(2, Span::seconds(2), 0.3 * PER_SECOND),
    ]
}

#[test]
fn the_scanner_equals_the_enumerator_bit_for_bit() {
    let (mut events, mut shared_seconds, mut reactions) = (0, 0, 0);
    for case in 0..100_000_u64 {
        let tiling = tilings()[(case / 3 % 5) as usize];
        let process = tiling.process();
        let end = (6 << tiling.block_bits) - 5;
        let intensity = Intensity::random(luck(), case, tiling.layer, end);
        let start = luck().uniform(Purpose::Entry, case, 0);
        let after = (start * start * end as f64) as u64;
        let until = end - (end - after) * (case % 4) / 7;
        let owner = luck().key(Purpose::Person, case);
        let scanned = intensity.events_by_scanner(&process, luck(), owner, after, until);
        let enumerated = intensity.events_by_brute_force(&tiling, luck(), owner, after, until);
        let scanned_bits: Vec<Bits> = scanned.iter().map(bits_of_point).collect();
        let enumerated_bits: Vec<Bits> = enumerated.iter().map(bits_of_named).collect();
        assert_eq!(scanned_bits, enumerated_bits, "case {case}: {intensity:?} after {after} until {until}");
        events += scanned.len();
        shared_seconds += scanned.windows(2).filter(|pair| pair[0].at == pair[1].at).count();
        reactions += usize::from(intensity.factor != 1.0 && !scanned.is_empty());
    }
    assert!(events > 300_000, "{events} events");
    assert!(shared_seconds > 1_000, "{shared_seconds} pairs of events in one second");
    assert!(reactions > 10_000, "{reactions} cases whose intensity moved with its events");
}

#[test]
fn asking_twice_in_any_order_gives_the_same_points() {
    let process = tilings()[0].process();
    let find = |owner: u64| process.next(luck(), owner, at(5 * DAY), at(9 * YEAR), |_, _| 3.1);
    let forwards: Vec<_> = (0..2_000).map(find).collect();
    let backwards: Vec<_> = (0..2_000).rev().map(find).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
    assert!(forwards.iter().flatten().count() > 1_990);
}

#[test]
fn searching_in_pieces_finds_the_same_points() {
    let process = tilings()[1].process();
    for owner in 0..500 {
        let whole: Vec<Point> = walk(&process, owner, 0, 2 * YEAR, 7.3).collect();
        let in_pieces: Vec<Point> =
            (0..24).flat_map(|month| walk(&process, owner, month * YEAR / 12, (month + 1) * YEAR / 12, 7.3)).collect();
        assert_eq!(whole, in_pieces);
    }
}

#[test]
fn the_next_point_is_the_first_of_its_second() {
    let tiling = tilings()[4];
    let process = tiling.process();
    let mut shared = 0;
    for owner in 0..2_000 {
        let height = 6.5 * tiling.layer;
        for point in walk(&process, owner, 0, 60, height) {
            let of_second: Vec<Point> = process.at(luck(), owner, point.at, height).collect();
            assert_eq!(of_second.first(), Some(&point));
            shared += usize::from(of_second.len() > 1);
        }
    }
    assert!(shared > 1_000, "{shared} seconds with several points");
}

#[test]
fn refusing_at_once_is_refusing_one_after_another() {
    let accepts = |point: &Point| point.mark < 0.3;
    for tiling in [tilings()[1], tilings()[4]] {
        let (process, height, until) = (tiling.process(), 6.5 * tiling.layer, 40 << tiling.block_bits);
        for owner in 0..500 {
            let seconds = walk(&process, owner, 0, until, height).map(|point| point.at);
            let mut points = seconds.flat_map(|second| process.at(luck(), owner, second, height));
            let at_once = process.next_accepted(luck(), owner, at(0), at(until), |_, _| height, accepts);
            assert_eq!(at_once, points.find(accepts));
        }
    }
}

#[test]
fn no_intensity_and_no_time_give_no_points() {
    let process = tilings()[0].process();
    for bound in [0.0, -1.0, f64::NAN] {
        assert_eq!(process.next(luck(), 1, SimTime::START, SimTime::NEVER, |_, _| bound), None);
        assert_eq!(process.at(luck(), 1, at(77), bound).count(), 0);
    }
    assert_eq!(process.next(luck(), 1, at(100), at(100), |_, _| f64::INFINITY), None);
    assert!(process.next(luck(), 1, at(100), at(YEAR), |_, _| f64::INFINITY).is_some(), "counts as the ceiling");
}

/// All points in (after, until] below a height, one in each second (in these processes they hardly ever share one).
fn walk(process: &Process, owner: u64, after: u64, until: u64, height: f64) -> impl Iterator<Item = Point> {
    let next = move |from: SimTime| process.next(luck(), owner, from, at(until), |_, _| height);
    std::iter::successors(next(at(after)), move |point| next(point.at))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000,
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_lower_prescribed_intensity_gives_a_subset(
        owner: u64,
        case in 0_u64..1_000_000,
        tiling in 0_usize..5,
        share in 0.0..1.0_f64,
        shares_later in prop::collection::vec(0.0..1.0_f64, 1..5),
    ) {
        let tiling = tilings()[tiling];
        let process = tiling.process();
        let end = 5 << tiling.block_bits;
        let upper = Intensity { factor: 1.0, ..Intensity::random(luck(), case, tiling.layer, end) };
        let piece = end / shares_later.len() as u64 + 1;
        let lower_value = |tick: u64| share * shares_later[(tick / piece) as usize] * upper.value(0, tick);
        let more = upper.events_by_scanner(&process, luck(), owner, 0, end);
        let mut fewer = Vec::new();
        let mut now = SimTime::START;
        while let Some(next) =
            process.next(luck(), owner, now, at(end), |from, to| share * upper.bound(0, from.ticks(), to.ticks()))
        {
            now = next.at;
            let value = lower_value(now.ticks());
            fewer.extend(process.at(luck(), owner, now, value));
        }
        prop_assert!(fewer.iter().all(|point| more.contains(point)));
        let expected: Vec<Point> =
            more.iter().copied().filter(|point| point.height < lower_value(point.at.ticks())).collect();
        prop_assert_eq!(fewer, expected);
    }
}

/// How far a sum of independent terms lies from its expectation, in standard errors.
fn z(sum: f64, expected: f64, variance: f64) -> f64 {
    (sum - expected) / variance.sqrt()
}

/// Kolmogorov's statistic of values that should be uniform on (0, 1), times the root of their number.
fn kolmogorov(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let gap = |(i, &value): (usize, &f64)| (value - i as f64 / n).max((i + 1) as f64 / n - value);
    values.iter().enumerate().map(gap).fold(0.0, f64::max) * n.sqrt()
}

/// Kolmogorov's distribution puts less than 10^-5 above this.
const KOLMOGOROV_LIMIT: f64 = 2.5;

#[test]
fn counts_are_poisson_and_places_uniform() {
    for (tiling, years, height) in
        [(tilings()[0], 7, 0.33), (tilings()[0], 3, 5.2), (tilings()[1], 1, 11.0), (tilings()[2], 40, 0.031)]
    {
        let process = tiling.process();
        let owners = 40_000;
        let mean = years as f64 * height;
        let (mut sum, mut squares) = (0.0, 0.0);
        let (mut times, mut heights, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for owner in 0..owners {
            let mut count = 0.0;
            for point in walk(&process, owner, DAY, DAY + years * YEAR, height) {
                count += 1.0;
                times.push((point.at.ticks() - DAY) as f64 / (years * YEAR) as f64);
                heights.push(point.height / height);
                marks.push(point.mark);
            }
            sum += count;
            squares += (count - mean) * (count - mean);
        }
        let n = owners as f64;
        let about_mean = z(sum, n * mean, n * mean);
        // The fourth central moment of a Poisson count is m + 3 m².
        let about_variance = z(squares, n * mean, n * (mean + 2.0 * mean * mean));
        assert!(about_mean.abs() <= LIMIT && about_variance.abs() <= LIMIT, "{height}: {about_mean} {about_variance}");
        for (name, values) in [("times", times), ("heights", heights), ("marks", marks)] {
            let distance = kolmogorov(values);
            assert!(distance < KOLMOGOROV_LIMIT, "{name} below {height}: {distance}");
        }
    }
}

#[test]
fn blocks_layers_clocks_and_owners_are_independent() {
    let tiling = tilings()[0];
    let block = 1_u64 << tiling.block_bits;
    let other_clock = Tiling { clock: 1, ..tiling }.process();
    let process = tiling.process();
    let owners = 100_000_u64;
    let count = |process: &Process, owner: u64, block_number: u64, height: f64| {
        let start = block * block_number;
        walk(process, owner, start.saturating_sub(1), start + block - 1, height).count() as f64
    };
    let mean = block as f64 / YEAR as f64 * tiling.layer;
    let mut sums = [0.0; 5];
    let mut previous = 0.0;
    for owner in 0..owners {
        let here = count(&process, owner, 3, tiling.layer) - mean;
        let two_layers = count(&process, owner, 3, 2.0 * tiling.layer) - 2.0 * mean;
        let pairs = [
            count(&process, owner, 4, tiling.layer) - mean,
            count(&other_clock, owner, 3, tiling.layer) - mean,
            count(&process, owner.rotate_left(32) + 1, 3, tiling.layer) - mean,
            two_layers - here,
            previous,
        ];
        for (sum, other) in sums.iter_mut().zip(pairs) {
            *sum += here * other;
        }
        previous = here;
    }
    for (name, sum) in ["next block", "next clock", "other owner", "next layer", "owner before"].into_iter().zip(sums) {
        let score = z(sum, 0.0, owners as f64 * mean * mean);
        assert!(score.abs() <= LIMIT, "{name}: z = {score:.2}");
    }
}

#[test]
fn accepted_events_match_the_integral_of_the_intensity() {
    let end = 4 * YEAR;
    for (number, tiling) in tilings()[..2].iter().enumerate() {
        let process = tiling.process();
        let (middle, swing) = (2.3 * tiling.layer, 0.9);
        let shape = Shape::Smooth { middle, swing, period: YEAR as f64, phase: 0.0 };
        let intensity = Intensity { shape, factor: 1.0 };
        let owners = 20_000;
        let (mut all, mut in_first_halves) = (0.0, 0.0);
        for owner in 0..owners {
            for event in intensity.events_by_scanner(&process, luck(), owner + 1_000_000, 0, end) {
                all += 1.0;
                in_first_halves += f64::from(event.at.ticks() % YEAR < YEAR / 2);
            }
        }
        // Over a year the sine integrates to nothing, over its first half to the year over pi.
        let expected = owners as f64 * 4.0 * middle;
        let expected_first = owners as f64 * 4.0 * middle * (0.5 + swing / std::f64::consts::PI);
        assert!(z(all, expected, expected).abs() <= LIMIT, "tiling {number}: {all} for {expected}");
        assert!(z(in_first_halves, expected_first, expected_first).abs() <= LIMIT, "tiling {number}");
    }
}
