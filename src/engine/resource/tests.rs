//! The resource against a plain list of customers, and its integrals against sums over them.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Request {
        class: u8,
        order: u64,
        units: u32,
    },
    /// The `index`-th of those in service gives back its units.
    Finish {
        index: usize,
    },
    /// The `index`-th customer leaves if it waits.
    Renege {
        index: usize,
    },
    SetCapacity {
        capacity: u32,
    },
    Restart,
}

fn step() -> impl Strategy<Value = (u64, Step)> {
    let step = prop_oneof![
        8 => (0..3u8, 0..9u64, 0..4u32).prop_map(|(class, order, units)| Step::Request { class, order, units }),
        6 => (0..8usize).prop_map(|index| Step::Finish { index }),
        2 => (0..99usize).prop_map(|index| Step::Renege { index }),
        1 => (0..9u32).prop_map(|capacity| Step::SetCapacity { capacity }),
        1 => Just(Step::Restart),
    ];
    (0..50u64, step)
}

/// One customer as the oracle sees it.
#[derive(Clone, Copy, Debug)]
struct Customer {
    class: u8,
    order: u64,
    units: u32,
    asked: u64,
    /// When it started or left unserved.
    queued_until: Option<u64>,
    started: bool,
    finished: Option<u64>,
}

/// Rules in their plainest form: a list of all customers there ever were.
struct Oracle {
    customers: Vec<Customer>,
    capacity: u32,
}

impl Oracle {
    fn in_service(&self) -> Vec<usize> {
        self.indices(|c| c.started && c.finished.is_none())
    }

    fn line(&self) -> Vec<usize> {
        let mut line = self.indices(|c| c.queued_until.is_none());
        line.sort_by_key(|&index| (self.customers[index].class, self.customers[index].order, index));
        line
    }

    fn indices(&self, of: impl Fn(&Customer) -> bool) -> Vec<usize> {
        (0..self.customers.len()).filter(|&index| of(&self.customers[index])).collect()
    }

    fn in_use(&self) -> u32 {
        self.in_service().iter().map(|&index| self.customers[index].units).sum()
    }

    fn can_start(&self, index: usize) -> bool {
        let free = self.capacity.saturating_sub(self.in_use());
        self.line().first() == Some(&index) && self.customers[index].units <= free
    }

    fn start(&mut self, index: usize, now: u64) {
        self.customers[index].queued_until = Some(now);
        self.customers[index].started = true;
    }

    /// Seconds in line, and unit-seconds in service, between two moments.
    fn integrals(&self, from: u64, to: u64) -> (u64, u64) {
        let within = |begin: u64, end: u64| end.clamp(from, to) - begin.clamp(from, to);
        let waiting = self.customers.iter().map(|c| within(c.asked, c.queued_until.unwrap_or(to))).sum();
        let busy = |c: &Customer| match (c.started, c.queued_until) {
            (true, Some(start)) => within(start, c.finished.unwrap_or(to)) * u64::from(c.units),
            _ => 0,
        };
        (waiting, self.customers.iter().map(busy).sum())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nobody_overtakes_and_every_second_is_counted(steps in prop::collection::vec(step(), 1..80)) {
        let mut resource = Resource::new(3);
        let mut oracle = Oracle { customers: Vec::new(), capacity: 3 };
        let mut tickets: Vec<Option<Ticket>> = Vec::new();
        let (mut ticks, mut restarted, mut capacity_seconds) = (0, 0, 0);
        for (pause, step) in steps {
            capacity_seconds += pause * u64::from(oracle.capacity);
            ticks += pause;
            let now = SimTime::from_ticks(ticks);
            match step {
                Step::Request { class, order, units } => {
                    let index = oracle.customers.len();
                    oracle.customers.push(Customer {
                        class, order, units, asked: ticks, queued_until: None, started: false, finished: None,
                    });
                    let starts = oracle.can_start(index);
                    let outcome = resource.request(now, Demand { class, order, units }, index);
                    prop_assert_eq!(outcome == Outcome::Started, starts);
                    if starts {
                        oracle.start(index, ticks);
                    }
                    tickets.push(match outcome { Outcome::Waiting(ticket) => Some(ticket), Outcome::Started => None });
                }
                Step::Finish { index } => {
                    if let Some(&index) = oracle.in_service().get(index) {
                        oracle.customers[index].finished = Some(ticks);
                        resource.release(now, oracle.customers[index].units);
                    }
                }
                Step::Renege { index } => if let Some(&Some(ticket)) = tickets.get(index) {
                    let waits = oracle.customers[index].queued_until.is_none();
                    prop_assert_eq!(resource.renege(now, ticket), waits.then_some(index));
                    if waits {
                        oracle.customers[index].queued_until = Some(ticks);
                    }
                },
                Step::SetCapacity { capacity } => {
                    oracle.capacity = capacity;
                    resource.set_capacity(now, capacity);
                }
                Step::Restart => {
                    (restarted, capacity_seconds) = (ticks, 0);
                    resource.restart_usage(now);
                }
            }
            while let Some((index, units, waited)) = resource.start_next(now) {
                prop_assert!(oracle.can_start(index));
                oracle.start(index, ticks);
                prop_assert_eq!((units, waited.ticks()),
                    (oracle.customers[index].units, ticks - oracle.customers[index].asked));
            }
            prop_assert!(oracle.line().first().is_none_or(|&head| !oracle.can_start(head)), "the head was left standing");
            prop_assert_eq!(resource.line().map(|(index, _)| index).collect::<Vec<_>>(), oracle.line());
            prop_assert_eq!((resource.in_use(), resource.waiting()), (oracle.in_use(), oracle.line().len()));
            prop_assert_eq!(resource.free(), oracle.capacity.saturating_sub(oracle.in_use()));

            let usage = resource.usage(now);
            let counted = (usage.waiting_customer_seconds, usage.busy_unit_seconds);
            prop_assert_eq!(counted, oracle.integrals(restarted, ticks));
            prop_assert_eq!((usage.observed.ticks(), usage.capacity_unit_seconds), (ticks - restarted, capacity_seconds));
        }
    }
}

const ONE: Demand = Demand { class: 1, order: 0, units: 1 };

#[test]
fn a_large_head_holds_up_the_small_ones_behind_it() {
    let mut beds = Resource::new(2);
    assert_eq!(beds.request(SimTime::START, ONE, 'a'), Outcome::Started);
    let large = Demand { class: 1, order: 1, units: 2 };
    let Outcome::Waiting(ticket) = beds.request(SimTime::START, large, 'b') else { panic!("b must wait") };
    assert!(matches!(beds.request(SimTime::START, Demand { order: 2, ..ONE }, 'c'), Outcome::Waiting(_)));
    assert_eq!(beds.request(SimTime::START, Demand { class: 0, ..ONE }, 'd'), Outcome::Started, "more urgent");
    beds.release(SimTime::START, 1);
    assert_eq!(beds.start_next(SimTime::START), None);
    let later = SimTime::from_ticks(60);
    assert_eq!(beds.renege(later, ticket), Some('b'));
    assert_eq!(beds.start_next(later), Some(('c', 1, Span::seconds(60))));
}

#[test]
fn lowering_the_capacity_throws_nobody_out() {
    let mut beds = Resource::new(2);
    beds.request(SimTime::START, ONE, 'a');
    beds.request(SimTime::START, ONE, 'b');
    beds.set_capacity(SimTime::START, 1);
    assert!(matches!(beds.request(SimTime::START, ONE, 'c'), Outcome::Waiting(_)));
    let end = SimTime::from_ticks(100);
    assert_eq!(beds.usage(end).utilisation(), 2.0);
    beds.release(end, 1);
    assert_eq!(beds.start_next(end), None);
    beds.release(end, 1);
    assert_eq!(beds.start_next(end).map(|(who, ..)| who), Some('c'));
    assert_eq!(beds.usage(end).mean_waiting(), 1.0);
}

#[test]
#[should_panic(expected = "only 0 are in use")]
fn giving_back_what_nobody_holds_is_a_fault() {
    Resource::<u32>::new(1).release(SimTime::START, 1);
}
