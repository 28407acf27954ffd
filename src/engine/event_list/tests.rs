//! The event list against a binary heap of plain tuples, and what it promises about memory and prefetching.

use super::*;
use proptest::prelude::*;

type Plain = (u64, u8, u32);

fn plain(key: EventKey) -> Plain {
    (key.at().ticks(), key.rank().0, key.slot().0)
}

#[derive(Clone, Debug)]
enum Step {
    Push {
        delay: u64,
        rank: u8,
        slot: u32,
    },
    /// Pops until nothing lies before the present plus `ahead`, at most `count` times.
    Pop {
        ahead: u64,
        count: usize,
    },
}

/// Delays of nothing, within a bucket, within the ring and far beyond it; few ranks and slots, so that ties abound.
fn step() -> impl Strategy<Value = Step> {
    let delay = prop_oneof![Just(0u64), 0..60u64, 0..100_000u64, 0..20_000_000u64, 0..1u64 << 32];
    prop_oneof![
        3 => (delay.clone(), 0..8u8, 0..4u32).prop_map(|(delay, rank, slot)| Step::Push { delay, rank, slot }),
        1 => (delay, 0..12usize).prop_map(|(ahead, count)| Step::Pop { ahead, count }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn events_come_as_from_a_heap(width in prop_oneof![1..100u64, 1..200_000u64],
                                  steps in prop::collection::vec(step(), 1..300)) {
        let mut list = EventList::new(Span::seconds(width));
        let mut heap: BinaryHeap<Reverse<Plain>> = BinaryHeap::new();
        let mut present = 0;
        for step in steps {
            match step {
                Step::Push { delay, rank, slot } => {
                    let at = present + delay;
                    list.push(SimTime::from_ticks(at), Rank(rank), Slot(slot));
                    if at < SimTime::NEVER.ticks() {
                        heap.push(Reverse((at, rank, slot)));
                    }
                }
                Step::Pop { ahead, count } => {
                    let limit = present + ahead;
                    for _ in 0..count {
                        let due = heap.peek().filter(|Reverse((at, ..))| *at < limit).copied();
                        let popped = list.pop_before(SimTime::from_ticks(limit)).map(plain);
                        prop_assert_eq!(popped, due.map(|Reverse(event)| event));
                        let Some(Reverse((at, ..))) = due else { break };
                        heap.pop();
                        present = at;
                    }
                }
            }
            prop_assert_eq!(list.len(), heap.len());
        }
        let mut copy = list.clone();
        while let Some(Reverse(event)) = heap.pop() {
            prop_assert_eq!(list.pop_before(SimTime::NEVER).map(plain), Some(event));
            prop_assert_eq!(copy.pop_before(SimTime::NEVER).map(plain), Some(event));
        }
        prop_assert!(list.is_empty() && copy.is_empty());
    }

    #[test]
    fn a_key_gives_back_its_parts(at in 0..1u64 << 34, rank in 0..8u8, slot in 0..1u32 << 27) {
        prop_assert_eq!(plain(EventKey::new(SimTime::from_ticks(at), Rank(rank), Slot(slot))), (at, rank, slot));
    }
}

#[test]
fn the_order_of_pushing_does_not_matter() {
    let events = [(50, 1, 7), (50, 1, 3), (50, 0, 9), (49, 7, 9), (50, 1, 3)];
    let order = |indices: [usize; 5]| {
        let mut list = EventList::new(Span::seconds(1));
        for (at, rank, slot) in indices.map(|i| events[i]) {
            list.push(SimTime::from_ticks(at), Rank(rank), Slot(slot));
        }
        std::iter::from_fn(|| list.pop_before(SimTime::NEVER).map(plain)).collect::<Vec<_>>()
    };
    let expected = [(49, 7, 9), (50, 0, 9), (50, 1, 3), (50, 1, 3), (50, 1, 7)];
    assert_eq!(order([0, 1, 2, 3, 4]), expected);
    assert_eq!(order([4, 2, 3, 1, 0]), expected);
}

#[test]
fn what_is_due_never_is_not_kept() {
    let mut list = EventList::new(Span::days(1));
    list.push(SimTime::NEVER, Rank(0), Slot(0));
    list.push(SimTime::NEVER + Span::days(1), Rank(0), Slot(0));
    assert!(list.is_empty());
}

#[test]
fn upcoming_shows_the_sorted_run_of_the_open_bucket() {
    let mut list = EventList::new(Span::seconds(64));
    for (at, slot) in [(70, 1), (66, 2), (100, 3), (200, 4)] {
        list.push(SimTime::from_ticks(at), Rank(0), Slot(slot));
    }
    assert_eq!(list.upcoming(0), None, "no bucket is open yet");
    assert_eq!(list.pop_before(SimTime::NEVER).map(EventKey::slot), Some(Slot(2)));
    assert_eq!((list.upcoming(0), list.upcoming(1), list.upcoming(2)), (Some(Slot(1)), Some(Slot(3)), None));
}

/// A hold model over many turns of the window: the pool stays within the pending events and one chunk a bucket.
#[test]
fn memory_stays_linear_in_the_pending_events() {
    const PENDING: u32 = 20_000;
    let mut list = EventList::new(Span::seconds(1 << 8));
    let mut state = 1u64;
    let mut delay = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Span::seconds(state >> 43)
    };
    for slot in 0..PENDING {
        list.push(SimTime::START + delay(), Rank(0), Slot(slot));
    }
    for _ in 0..20 * PENDING {
        let event = list.pop_before(SimTime::NEVER).expect("an event stays pending");
        list.push(event.at() + delay(), event.rank(), event.slot());
    }
    assert!(list.unopened > 4 * RING as u64, "the window has turned");
    assert!(list.chunks.keys.len() <= PENDING as usize / CHUNK + RING, "{} chunks", list.chunks.keys.len());
}
