//! A simulator of waiting lines on the event list and the resource: Poisson arrivals in priority classes, one line,
//! equal servers, customers who may give up.

use crate::estimate::{Estimates, Tallies};
use mdtsim::engine::event_list::{EventKey, EventList, Rank, Slot};
use mdtsim::engine::queue::Ticket;
use mdtsim::engine::resource::{Demand, Outcome, Resource};
use mdtsim::time::{SimTime, Span};
use rand_distr::{Distribution, Exp1};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

const DEPARTURE: Rank = Rank(0);
const RENEGE: Rank = Rank(1);
const ARRIVAL: Rank = Rank(2);

/// Service times of mean 1, by their squared coefficient of variation.
#[derive(Clone, Copy)]
pub enum Service {
    /// 0
    Constant,
    /// 1/2
    Erlang2,
    /// 1
    Exponential,
    /// 4: hyperexponential with two phases of balanced means
    Hyperexponential4,
}

impl Service {
    fn draw(self, luck: &mut Luck) -> f64 {
        match self {
            Service::Constant => 1.0,
            Service::Erlang2 => (luck.exponential() + luck.exponential()) / 2.0,
            Service::Exponential => luck.exponential(),
            Service::Hyperexponential4 => {
                let often = (1.0 + 0.6_f64.sqrt()) / 2.0;
                let share = if luck.uniform() < often { often } else { 1.0 - often };
                luck.exponential() / (2.0 * share)
            }
        }
    }
}

/// How long a customer stands in line before it gives up.
#[derive(Clone, Copy)]
pub enum Patience {
    Endless,
    Exponential {
        rate: f64,
    },
    /// A loss system: nobody is willing to stand in line at all.
    None,
}

/// A fault planted in the simulator.
#[derive(Clone, Copy, PartialEq)]
pub enum Mutant {
    None,
    /// The less urgent class is served first.
    InvertedPriority,
    /// Every tenth customer who gives up is left in line.
    LostRenege,
}

/// A system of theory: Poisson arrivals by class (the first the most urgent), one line, equal servers.
#[derive(Clone, Copy)]
pub struct System {
    pub arrival_rates: &'static [f64],
    pub servers: u32,
    pub service: Service,
    pub patience: Patience,
    /// Ticks in a mean service: so many that rounding to ticks does not count.
    pub ticks: f64,
    pub mutant: Mutant,
}

impl System {
    /// M/M/c with one class and endless patience; the others are variations of it.
    pub const fn mmc(arrival_rates: &'static [f64], servers: u32) -> Self {
        let ticks = if servers < 10 { 1_000.0 } else { 10_000.0 };
        let (service, patience) = (Service::Exponential, Patience::Endless);
        Self { arrival_rates, servers, service, patience, ticks, mutant: Mutant::None }
    }

    pub fn run(self, seed: u64, customers: u64) -> Estimates {
        let mut simulator = Simulator::new(self, seed, customers);
        simulator.run();
        simulator.check_little();
        simulator.tallies.estimates()
    }
}

struct Luck(Pcg64Mcg);

impl Luck {
    fn exponential(&mut self) -> f64 {
        Exp1.sample(&mut self.0)
    }

    fn uniform(&mut self) -> f64 {
        rand_distr::StandardUniform.sample(&mut self.0)
    }
}

#[derive(Clone, Copy)]
struct Customer {
    class: usize,
    arrived: SimTime,
    /// Held while in line.
    ticket: Option<Ticket>,
    gives_up: SimTime,
}

struct Simulator {
    system: System,
    luck: Luck,
    events: EventList,
    servers: Resource<u32>,
    customers: Vec<Customer>,
    vacant_slots: Vec<u32>,
    /// The unrounded moment of each class's next arrival, in ticks.
    next_arrival: Vec<f64>,
    arrivals_left: u64,
    reneged: u64,
    tallies: Tallies,
    /// Sums over customers, to hold against the integrals over time.
    waited: u64,
    served: u64,
}

impl Simulator {
    fn new(system: System, seed: u64, customers: u64) -> Self {
        let mut simulator = Self {
            system,
            luck: Luck(Pcg64Mcg::seed_from_u64(seed)),
            // Narrow buckets, so that the few events of a queue still pass through ring and overflow.
            events: EventList::new(Span::seconds(system.ticks as u64 / 8)),
            servers: Resource::new(system.servers),
            customers: Vec::new(),
            vacant_slots: Vec::new(),
            next_arrival: vec![0.0; system.arrival_rates.len()],
            arrivals_left: customers,
            reneged: 0,
            tallies: Tallies::new(customers, system.arrival_rates.len()),
            waited: 0,
            served: 0,
        };
        for class in 0..system.arrival_rates.len() {
            simulator.schedule_arrival(class);
        }
        simulator
    }

    /// Runs until the last customer has arrived and everybody has left.
    fn run(&mut self) {
        while let Some(event) = self.events.pop_before(SimTime::NEVER) {
            match event.rank() {
                ARRIVAL => self.arrive(event.at(), event.slot().0 as usize),
                RENEGE => self.give_up(event),
                _ => self.depart(event),
            }
        }
    }

    fn schedule_arrival(&mut self, class: usize) {
        if self.arrivals_left > 0 {
            self.next_arrival[class] += self.luck.exponential() / self.system.arrival_rates[class] * self.system.ticks;
            let at = SimTime::from_ticks(self.next_arrival[class].round() as u64);
            self.events.push(at, ARRIVAL, Slot(class as u32));
        }
    }

    fn arrive(&mut self, now: SimTime, class: usize) {
        if self.arrivals_left == 0 {
            return;
        }
        self.arrivals_left -= 1;
        self.schedule_arrival(class);
        self.tallies.customer();
        let slot = self.take_slot(Customer { class, arrived: now, ticket: None, gives_up: SimTime::NEVER });
        let class = match self.system.mutant {
            Mutant::InvertedPriority => self.system.arrival_rates.len() - 1 - class,
            _ => class,
        };
        let demand = Demand { class: class as u8, order: now.ticks(), units: 1 };
        let outcome = self.servers.request(now, demand, slot);
        self.tallies.delayed.add(if outcome == Outcome::Started { 0.0 } else { 1.0 });
        match outcome {
            Outcome::Started => self.start(now, slot, Span::ZERO),
            Outcome::Waiting(ticket) => self.wait(now, slot, ticket),
        }
    }

    fn wait(&mut self, now: SimTime, slot: u32, ticket: Ticket) {
        let patience = match self.system.patience {
            Patience::Endless => None,
            Patience::Exponential { rate } => Some(self.luck.exponential() / rate),
            Patience::None => Some(0.0),
        };
        let customer = &mut self.customers[slot as usize];
        customer.ticket = Some(ticket);
        if let Some(patience) = patience {
            customer.gives_up = now + Span::seconds((patience * self.system.ticks).round() as u64);
            self.events.push(customer.gives_up, RENEGE, Slot(slot));
        }
    }

    fn start(&mut self, now: SimTime, slot: u32, waited: Span) {
        let service = Span::seconds((self.system.service.draw(&mut self.luck) * self.system.ticks).round() as u64);
        let customer = &mut self.customers[slot as usize];
        customer.ticket = None;
        self.tallies.wait[customer.class].add(waited.ticks() as f64 / self.system.ticks);
        self.tallies.lost.add(0.0);
        self.waited += waited.ticks();
        self.served += service.ticks();
        self.events.push(now + service, DEPARTURE, Slot(slot));
    }

    fn depart(&mut self, event: EventKey) {
        self.servers.release(event.at(), 1);
        self.vacant_slots.push(event.slot().0);
        while let Some((slot, _, waited)) = self.servers.start_next(event.at()) {
            self.start(event.at(), slot, waited);
        }
    }

    fn give_up(&mut self, event: EventKey) {
        let customer = self.customers[event.slot().0 as usize];
        let Some(ticket) = customer.ticket.filter(|_| customer.gives_up == event.at()) else {
            return;
        };
        self.reneged += 1;
        if self.system.mutant == Mutant::LostRenege && self.reneged.is_multiple_of(10) {
            return;
        }
        let slot = self.servers.renege(event.at(), ticket).expect("a customer with a ticket waits");
        self.customers[slot as usize].ticket = None;
        self.vacant_slots.push(slot);
        self.tallies.lost.add(1.0);
        self.waited += event.at().since(customer.arrived).ticks();
    }

    fn take_slot(&mut self, customer: Customer) -> u32 {
        if let Some(slot) = self.vacant_slots.pop() {
            self.customers[slot as usize] = customer;
            return slot;
        }
        self.customers.push(customer);
        (self.customers.len() - 1) as u32
    }

    /// Little's law without rounding: customers in line summed over time are times in line summed over customers, and
    /// so it is for servers in use.
    fn check_little(&self) {
        let end = SimTime::from_ticks(self.next_arrival.iter().fold(0.0, |a, &b| b.max(a)).ceil() as u64 + 1);
        let usage = self.servers.usage(end);
        assert!(
            self.arrivals_left == 0 && self.servers.waiting() == 0,
            "the run must end within the event list's time"
        );
        assert_eq!(usage.waiting_customer_seconds, self.waited);
        assert_eq!(usage.busy_unit_seconds, self.served);
    }
}
