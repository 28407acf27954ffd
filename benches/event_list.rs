//! What a pending event costs: the hold model on the event list and on the structures it was chosen over.
//!
//! One sample pops the earliest event and pushes it again after a delay, a million times, so that a sample's
//! milliseconds are nanoseconds per event. `docs/decisions.md` has the ratios measured when the choice was made.

use divan::{Bencher, black_box};
use mdtsim::engine::event_list::{EventList, Rank, Slot};
use mdtsim::time::{HOUR, SimTime, Span};
use rand_distr::{Distribution, Exp1};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

const HOLDS: usize = 1_000_000;
const PENDING: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Mean delay of the hold model, about twelve days.
const MEAN_DELAY: u64 = 1 << 20;
/// Bits of slot in a key, below the ticks; rank is not used here.
const SLOT_BITS: u32 = 30;

fn main() {
    divan::main();
}

/// A structure under measurement: keys are ticks over slot.
trait Pending: Clone {
    /// `bucket` in ticks, for those who have buckets.
    fn new(bucket: u64) -> Self;
    fn push(&mut self, at: u64, slot: u32);
    fn pop(&mut self) -> (u64, u32);
}

impl Pending for EventList {
    fn new(bucket: u64) -> Self {
        EventList::new(Span::seconds(bucket))
    }

    fn push(&mut self, at: u64, slot: u32) {
        self.push(SimTime::from_ticks(at), Rank(0), Slot(slot));
    }

    fn pop(&mut self) -> (u64, u32) {
        let event = self.pop_before(SimTime::NEVER).expect("a hold model never runs dry");
        (event.at().ticks(), event.slot().0)
    }
}

fn pack(at: u64, slot: u32) -> u64 {
    at << SLOT_BITS | u64::from(slot)
}

fn unpack(key: u64) -> (u64, u32) {
    (key >> SLOT_BITS, key as u32 & ((1 << SLOT_BITS) - 1))
}

#[derive(Clone)]
struct StdHeap(BinaryHeap<Reverse<u64>>);

impl Pending for StdHeap {
    fn new(_: u64) -> Self {
        Self(BinaryHeap::new())
    }

    fn push(&mut self, at: u64, slot: u32) {
        self.0.push(Reverse(pack(at, slot)));
    }

    fn pop(&mut self) -> (u64, u32) {
        unpack(self.0.pop().expect("a hold model never runs dry").0)
    }
}

/// A heap whose nodes have four children each: half the depth of a binary one, siblings in half a cache line.
#[derive(Clone)]
struct FourAryHeap(Vec<u64>);

impl Pending for FourAryHeap {
    fn new(_: u64) -> Self {
        Self(Vec::new())
    }

    fn push(&mut self, at: u64, slot: u32) {
        let key = pack(at, slot);
        let mut hole = self.0.len();
        self.0.push(key);
        while hole > 0 {
            let parent = (hole - 1) / 4;
            if self.0[parent] <= key {
                break;
            }
            self.0[hole] = self.0[parent];
            hole = parent;
        }
        self.0[hole] = key;
    }

    fn pop(&mut self) -> (u64, u32) {
        let first = self.0.swap_remove(0);
        let key = self.0[0];
        let mut hole = 0;
        while 4 * hole + 1 < self.0.len() {
            let children = 4 * hole + 1..self.0.len().min(4 * hole + 5);
            let least = children.min_by_key(|&child| self.0[child]).expect("a node with a child");
            if key <= self.0[least] {
                break;
            }
            self.0[hole] = self.0[least];
            hole = least;
        }
        self.0[hole] = key;
        unpack(first)
    }
}

/// Sorted buckets as in the event list, but each a vector of its own in an ordered map.
#[derive(Clone)]
struct BucketMap {
    bucket: u64,
    /// Descending, so that the earliest is popped off the end.
    open: Vec<u64>,
    opened: u64,
    late: BinaryHeap<Reverse<u64>>,
    buckets: BTreeMap<u64, Vec<u64>>,
}

impl Pending for BucketMap {
    fn new(bucket: u64) -> Self {
        Self { bucket, open: Vec::new(), opened: 0, late: BinaryHeap::new(), buckets: BTreeMap::new() }
    }

    fn push(&mut self, at: u64, slot: u32) {
        let bucket = at / self.bucket;
        if bucket < self.opened {
            self.late.push(Reverse(pack(at, slot)));
        } else {
            self.buckets.entry(bucket).or_default().push(pack(at, slot));
        }
    }

    fn pop(&mut self) -> (u64, u32) {
        if self.open.is_empty() && self.late.is_empty() {
            let (bucket, keys) = self.buckets.pop_first().expect("a hold model never runs dry");
            self.opened = bucket + 1;
            self.open = keys;
            self.open.sort_unstable_by_key(|&key| Reverse(key));
        }
        let late = self.late.peek().map_or(u64::MAX, |&Reverse(key)| key);
        match self.open.pop_if(|key| *key < late) {
            Some(key) => unpack(key),
            None => unpack(self.late.pop().expect("one of the two has an event").0),
        }
    }
}

/// Delays drawn beforehand, so that only the structure is measured.
fn delays(short_share: f64) -> Vec<u64> {
    let mut generator = Pcg64Mcg::seed_from_u64(1);
    let mut exponential = |mean: u64| -> u64 {
        let delay: f64 = Exp1.sample(&mut generator);
        (delay * mean as f64) as u64
    };
    (0..1u32 << 16)
        .map(|i| if f64::from(i % 100) < 100.0 * short_share { exponential(HOUR) } else { exponential(MEAN_DELAY) })
        .collect()
}

fn hold<P: Pending>(list: &mut P, delays: &[u64], holds: usize) {
    for i in 0..holds {
        let (at, slot) = list.pop();
        list.push(at + delays[i % delays.len()], slot);
    }
}

/// A list in its stationary state, with about a thousand events a bucket, an eighth of all where they are fewer.
fn stationary<P: Pending>(pending: usize, delays: &[u64]) -> P {
    let mut list = P::new(MEAN_DELAY / (pending as u64 / 1_000).max(8));
    for slot in 0..pending {
        list.push(delays[slot % delays.len()], slot as u32);
    }
    hold(&mut list, delays, 2 * pending);
    list
}

fn measure<P: Pending>(bencher: Bencher, pending: usize, short_share: f64) {
    let delays = delays(short_share);
    let list: P = stationary(pending, &delays);
    bencher.with_inputs(|| list.clone()).bench_local_values(|mut list| {
        hold(&mut list, black_box(&delays), HOLDS);
        list
    });
}

#[divan::bench(types = [EventList, StdHeap, FourAryHeap, BucketMap], args = PENDING, sample_count = 15, sample_size = 1)]
fn hold_model<P: Pending>(bencher: Bencher, pending: usize) {
    measure::<P>(bencher, pending, 0.0);
}

/// One delay in ten is about an hour, as of services, and so mostly falls into time already opened.
#[divan::bench(types = [EventList, StdHeap, FourAryHeap, BucketMap], args = PENDING, sample_count = 15, sample_size = 1)]
fn hold_model_with_services<P: Pending>(bencher: Bencher, pending: usize) {
    measure::<P>(bencher, pending, 0.1);
}
