//! W3: so many pending events; the earliest is taken and pushed again after an exponential delay. One in four touches
//! another entity's counter.

use crate::Done;
use mdtsim::engine::event_list::{EventList, Rank, Slot};
use mdtsim::time::{SimTime, Span};
use rand_distr::{Distribution, Exp1};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};

const HOLDS: u64 = 4_000_000;
/// Mean delay, ticks.
const MEAN_DELAY: u64 = 1 << 20;
/// Events in a bucket, on average, where that leaves a mean delay so many buckets long at least: what is pushed into
/// the open bucket is slower than what is not.
const IN_BUCKET: u64 = 1_000;
const BUCKETS: u64 = 16;

/// Holds with so many pending events.
pub fn run(pending: u32, seed: u64) -> Done {
    let mut luck = Pcg64Mcg::seed_from_u64(seed);
    let delay = |luck: &mut Pcg64Mcg| {
        let units: f64 = Exp1.sample(luck);
        Span::seconds((units * MEAN_DELAY as f64) as u64)
    };
    let in_bucket = IN_BUCKET.min(u64::from(pending) / BUCKETS);
    let mut list = EventList::new(Span::seconds((MEAN_DELAY * in_bucket / u64::from(pending)).max(1)));
    let mut counters = vec![0_u32; pending as usize];
    for slot in 0..pending {
        list.push(SimTime::START + delay(&mut luck), Rank(0), Slot(slot));
    }
    let mut now = SimTime::START;
    for _ in 0..HOLDS {
        let event = list.pop_before(SimTime::NEVER).expect("a hold model never runs dry");
        now = event.at();
        list.push(now + delay(&mut luck), Rank(0), event.slot());
        let word = luck.next_u32();
        if word & 3 == 0 {
            counters[((u64::from(word >> 2) * u64::from(pending)) >> 30) as usize] += 1;
        }
    }
    std::hint::black_box(counters);
    let mean_delays = now.ticks() as f64 / MEAN_DELAY as f64;
    Done { events: HOLDS, check: ("holds an entity and mean delay", HOLDS as f64 / f64::from(pending) / mean_delays) }
}
