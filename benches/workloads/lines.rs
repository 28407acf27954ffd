//! W1 and W2: customers of a station with one or several servers, in one or two classes of urgency.

use crate::Done;
use mdtsim::engine::event_list::{EventList, Rank, Slot};
use mdtsim::engine::resource::{Demand, Outcome, Resource};
use mdtsim::time::{SimTime, Span};
use rand_distr::{Distribution, Exp1, StandardUniform};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

/// Ticks in a mean service, so many that rounding to the nearest tick does not count.
const SERVICE: f64 = 4_096.0;
const DEPARTURE: Rank = Rank(0);
const ARRIVAL: Rank = Rank(1);

/// A station: Poisson arrivals and exponential services of mean 1.
pub struct Line {
    arrivals: f64,
    servers: u32,
    urgent: f64,
}

impl Line {
    /// M/M/1 at nine tenths of its capacity: customers wait 9 services on average.
    pub const W1: Line = Line { arrivals: 0.9, servers: 1, urgent: 0.0 };
    /// M/M/10 at nine tenths of its capacity, one customer in five urgent: customers wait .668732 services.
    pub const W2: Line = Line { arrivals: 9.0, servers: 10, urgent: 0.2 };

    /// Serves so many customers; arrivals and departures are the events.
    pub fn run(&self, customers: u32, seed: u64) -> Done {
        let mut luck = Pcg64Mcg::seed_from_u64(seed);
        let spread = |luck: &mut Pcg64Mcg, mean: f64| {
            let units: f64 = Exp1.sample(luck);
            Span::seconds((units * mean * SERVICE + 0.5) as u64)
        };
        let mut events = EventList::new(Span::seconds((SERVICE * 16.0) as u64));
        let mut servers: Resource<u32> = Resource::new(self.servers);
        events.push(SimTime::START, ARRIVAL, Slot(0));
        let (mut handled, mut waited, mut arrived) = (0, 0, 0);
        while let Some(event) = events.pop_before(SimTime::NEVER) {
            let now = event.at();
            handled += 1;
            if event.rank() == ARRIVAL {
                let class = if self.urgent > 0.0 {
                    let mark: f64 = StandardUniform.sample(&mut luck);
                    u8::from(mark >= self.urgent)
                } else {
                    0
                };
                let demand = Demand { class, order: arrived.into(), units: 1 };
                if servers.request(now, demand, arrived) == Outcome::Started {
                    events.push(now + spread(&mut luck, 1.0), DEPARTURE, Slot(arrived));
                }
                arrived += 1;
                if arrived < customers {
                    events.push(now + spread(&mut luck, 1.0 / self.arrivals), ARRIVAL, Slot(arrived));
                }
            } else {
                servers.release(now, 1);
                while let Some((customer, _, wait)) = servers.start_next(now) {
                    waited += wait.ticks();
                    events.push(now + spread(&mut luck, 1.0), DEPARTURE, Slot(customer));
                }
            }
        }
        Done { events: handled, check: ("mean wait", waited as f64 / SERVICE / f64::from(customers)) }
    }
}
