//! The event list of one logical process: which pending event comes next.
//!
//! # Tie rules
//! An event is one `u64` key: 34 bits of ticks, 3 bits of rank, 27 bits of slot, from the most significant down.
//! The order of events is the order of these numbers and nothing else: the earlier tick goes first; at the same tick
//! the lower rank goes first; at the same tick and rank the lower slot goes first. The order in which events were
//! pushed never matters, so a world may schedule in any order and still see the same history. Two equal keys are the
//! same event: whoever pushes it twice is handed it twice and must recognise the second as stale.
//!
//! Events are not cancelled. The owner of a slot keeps its own due time and skips an entry that no longer agrees.
//!
//! # Structure
//! Time is cut into buckets. A push appends to the bucket of its moment without looking at its neighbours; a bucket is
//! sorted once, when its time comes, so that the next dozen events are known and can be prefetched. What is pushed
//! into time already opened goes to a small heap beside the sorted run. A ring of buckets covers the near future, one
//! unsorted overflow the rest. Bucket contents live in chunks of one shared pool, so memory is linear in the number
//! of pending events, and a clone copies a handful of flat arrays. `docs/decisions.md` has the measurements.
//!
//! This room must not know what an event means.

use crate::time::{SimTime, Span};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const RANK_BITS: u32 = 3;
const SLOT_BITS: u32 = 27;
/// Buckets in the ring, a power of two.
const RING: usize = 4096;
/// Keys in a chunk of the pool: a cache line. Most buckets of a small place have no more.
const CHUNK: usize = 8;
/// The pool grows by one part in 2^3 at a time, as doubling would leave a third of its room unused.
const GROWTH_BITS: u32 = 3;
/// The end of a chain of chunks.
const NIL: u32 = u32::MAX;

/// Who goes first among events of one tick: 0 before 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(pub u8);

/// Whose event it is: an index below 2^27 into the slot space of the logical process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// An event: its moment, rank and slot in one number whose order is the order of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey(u64);

impl EventKey {
    /// The key of the event of `slot` at `at` with `rank`.
    ///
    /// The moment must fit 34 bits, the rank 3 and the slot 27; debug builds check it.
    pub fn new(at: SimTime, rank: Rank, slot: Slot) -> Self {
        debug_assert!(at <= SimTime::NEVER, "{at:?} is beyond the 34 bits of an event key");
        debug_assert!(rank.0 < 1 << RANK_BITS, "rank {} is above 7", rank.0);
        debug_assert!(slot.0 < 1 << SLOT_BITS, "slot {} is beyond 27 bits", slot.0);
        Self(at.ticks() << (RANK_BITS + SLOT_BITS) | u64::from(rank.0) << SLOT_BITS | u64::from(slot.0))
    }

    /// When it happens.
    pub fn at(self) -> SimTime {
        SimTime::from_ticks(self.0 >> (RANK_BITS + SLOT_BITS))
    }

    /// Its rank among the events of its tick.
    pub fn rank(self) -> Rank {
        Rank((self.0 >> SLOT_BITS) as u8 & ((1 << RANK_BITS) - 1))
    }

    /// Whose event it is.
    pub fn slot(self) -> Slot {
        Slot(self.0 as u32 & ((1 << SLOT_BITS) - 1))
    }
}

/// The pending events of one logical process.
///
/// An event is in one of four places, by the bucket of its moment: already opened and sorted (`sorted` from `cursor`),
/// pushed after its bucket was opened (`late`), in the ring, or beyond the ring's window (`overflow`).
#[derive(Clone, Debug)]
pub struct EventList {
    /// A bucket is the key shifted right by this.
    shift: u32,
    sorted: Vec<EventKey>,
    cursor: usize,
    late: BinaryHeap<Reverse<EventKey>>,
    /// The first bucket not yet opened.
    unopened: u64,
    /// The ring holds the buckets `unopened..window_end`.
    window_end: u64,
    ring: Box<[Bucket]>,
    in_ring: usize,
    chunks: ChunkPool,
    overflow: Vec<EventKey>,
    overflow_first: EventKey,
    last_popped: SimTime,
}

impl EventList {
    /// An empty list with buckets of about the given width: the largest power of two of seconds within it.
    ///
    /// The order of events does not depend on the width, only the speed does. Best are a few hundred to a few
    /// thousand events a bucket.
    pub fn new(bucket: Span) -> Self {
        Self {
            shift: bucket.ticks().max(1).ilog2().min(33) + RANK_BITS + SLOT_BITS,
            sorted: Vec::new(),
            cursor: 0,
            late: BinaryHeap::new(),
            unopened: 0,
            window_end: RING as u64,
            ring: vec![Bucket::EMPTY; RING].into_boxed_slice(),
            in_ring: 0,
            chunks: ChunkPool::default(),
            overflow: Vec::new(),
            overflow_first: EventKey(u64::MAX),
            last_popped: SimTime::START,
        }
    }

    /// Adds an event, at the last popped moment or later. What is due at `SimTime::NEVER` or beyond is not kept.
    pub fn push(&mut self, at: SimTime, rank: Rank, slot: Slot) {
        debug_assert!(at >= self.last_popped, "an event at {at:?} lies before the present, {:?}", self.last_popped);
        if at >= SimTime::NEVER {
            return;
        }
        let key = EventKey::new(at, rank, slot);
        let bucket = self.bucket_of(key);
        if bucket < self.unopened {
            self.late.push(Reverse(key));
        } else if bucket < self.window_end {
            self.chunks.append(&mut self.ring[bucket as usize % RING], key);
            self.in_ring += 1;
        } else {
            self.overflow_first = self.overflow_first.min(key);
            self.overflow.push(key);
        }
    }

    /// Takes the earliest event strictly before `limit`.
    pub fn pop_before(&mut self, limit: SimTime) -> Option<EventKey> {
        loop {
            let sorted = self.sorted.get(self.cursor).copied();
            let late = self.late.peek().map(|&Reverse(key)| key);
            let Some(first) = earlier(sorted, late) else {
                if self.open_next(limit) {
                    continue;
                }
                return None;
            };
            if first.at() >= limit {
                return None;
            }
            if sorted == Some(first) {
                self.cursor += 1;
            } else {
                self.late.pop();
            }
            self.last_popped = first.at();
            return Some(first);
        }
    }

    /// The slot of the sorted event `ahead` places after the next one (0 is the next), if the open bucket reaches so
    /// far. Late arrivals are left out: this is a hint for prefetching, not a promise.
    pub fn upcoming(&self, ahead: usize) -> Option<Slot> {
        self.sorted.get(self.cursor + ahead).map(|key| key.slot())
    }

    /// The number of pending events, stale ones included.
    pub fn len(&self) -> usize {
        self.sorted.len() - self.cursor + self.late.len() + self.in_ring + self.overflow.len()
    }

    /// Whether no event is pending.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn bucket_of(&self, key: EventKey) -> u64 {
        key.0 >> self.shift
    }

    /// Opens the next bucket with events in it, if one begins before `limit`; called when the open one is used up.
    fn open_next(&mut self, limit: SimTime) -> bool {
        // The smallest key at `limit`: every bucket up to that key's may hold events before it.
        let last = self.bucket_of(EventKey::new(limit.min(SimTime::NEVER), Rank(0), Slot(0)));
        if self.in_ring == 0 {
            if self.overflow.is_empty() || self.bucket_of(self.overflow_first) > last {
                return false;
            }
            self.turn_window();
        }
        while self.unopened <= last && self.unopened < self.window_end {
            let bucket = std::mem::replace(&mut self.ring[self.unopened as usize % RING], Bucket::EMPTY);
            self.unopened += 1;
            if bucket.len > 0 {
                self.sorted.clear();
                self.cursor = 0;
                self.in_ring -= bucket.len as usize;
                self.chunks.drain_into(bucket, &mut self.sorted);
                self.sorted.sort_unstable();
                return true;
            }
        }
        false
    }

    /// Moves the empty ring to the first bucket of the overflow and fills it from there.
    fn turn_window(&mut self) {
        self.unopened = self.bucket_of(self.overflow_first);
        self.window_end = self.unopened + RING as u64;
        self.overflow_first = EventKey(u64::MAX);
        let Self { shift, window_end, ring, in_ring, chunks, overflow, overflow_first, .. } = self;
        overflow.retain(|&key| {
            let bucket = key.0 >> *shift;
            let stays = bucket >= *window_end;
            if stays {
                *overflow_first = key.min(*overflow_first);
            } else {
                chunks.append(&mut ring[bucket as usize % RING], key);
                *in_ring += 1;
            }
            stays
        });
    }
}

fn earlier(a: Option<EventKey>, b: Option<EventKey>) -> Option<EventKey> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The unsorted events of one stretch of time: a chain of chunks, the newest first and only it partly filled.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    newest: u32,
    len: u32,
}

impl Bucket {
    const EMPTY: Bucket = Bucket { newest: NIL, len: 0 };
}

/// Storage shared by all buckets.
#[derive(Clone, Debug)]
struct ChunkPool {
    keys: Vec<[EventKey; CHUNK]>,
    /// For each chunk the next of its chain, or of the free ones.
    next: Vec<u32>,
    free: u32,
}

impl Default for ChunkPool {
    fn default() -> Self {
        Self { keys: Vec::new(), next: Vec::new(), free: NIL }
    }
}

impl ChunkPool {
    fn append(&mut self, bucket: &mut Bucket, key: EventKey) {
        let place = bucket.len as usize % CHUNK;
        if place == 0 {
            bucket.newest = self.take_chunk(bucket.newest);
        }
        self.keys[bucket.newest as usize][place] = key;
        bucket.len += 1;
    }

    /// A chunk whose chain goes on with `next`.
    fn take_chunk(&mut self, next: u32) -> u32 {
        if self.free == NIL {
            if self.keys.len() == self.keys.capacity() {
                let more = (self.keys.len() >> GROWTH_BITS).max(CHUNK);
                self.keys.reserve_exact(more);
                self.next.reserve_exact(more);
            }
            self.keys.push([EventKey(0); CHUNK]);
            self.next.push(next);
            return (self.keys.len() - 1) as u32;
        }
        let chunk = self.free;
        self.free = std::mem::replace(&mut self.next[chunk as usize], next);
        chunk
    }

    /// Empties a bucket into `keys` and frees its chunks.
    fn drain_into(&mut self, bucket: Bucket, keys: &mut Vec<EventKey>) {
        let mut chunk = bucket.newest;
        let mut filled = (bucket.len as usize - 1) % CHUNK + 1;
        while chunk != NIL {
            keys.extend_from_slice(&self.keys[chunk as usize][..filled]);
            filled = CHUNK;
            let next = std::mem::replace(&mut self.next[chunk as usize], self.free);
            self.free = chunk;
            chunk = next;
        }
    }
}

#[cfg(test)]
mod tests;
