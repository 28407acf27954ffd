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
/// Events in a bucket, on average.
const IN_BUCKET: u64 = 1_000;

/// Holds with so many pending events.
pub fn run(pending: u32) -> Done {
    let mut luck = Pcg64Mcg::seed_from_u64(1);
    let delay = |luck: &mut Pcg64Mcg| {
        let units: f64 = Exp1.sample(luck);
        Span::seconds((units * MEAN_DELAY as f64) as u64)
    };
    let mut list = EventList::new(Span::seconds((MEAN_DELAY * IN_BUCKET / u64::from(pending)).max(1)));
    let mut counters = vec![0_u32; pending as usize];
    for slot in 0..pending {
        list.push(SimTime::START + delay(&mut luck), Rank(0), Slot(slot));
    }
    for _ in 0..HOLDS {
        let event = list.pop_before(SimTime::NEVER).expect("a hold model never runs dry");
        list.push(event.at() + delay(&mut luck), Rank(0), event.slot());
        let word = luck.next_u32();
        if word & 3 == 0 {
            counters[((u64::from(word >> 2) * u64::from(pending)) >> 30) as usize] += 1;
        }
    }
    let touched = counters.iter().map(|&count| u64::from(count)).sum::<u64>();
    Done { events: HOLDS, check: ("share touching another", touched as f64 / HOLDS as f64) }
}
