//! The engine against exact results of queueing theory.
//!
//! A small simulator of waiting lines is written on the event list and the resource that the services of the model
//! use, and run until the standard error of an estimate, by batch means, is small against the exact figure. The gate
//! then asks that the estimate lie within three standard errors of theory. Two planted mutants, a wrong priority and
//! a lost renege, show that the gate can refuse. Every run also checks Little's law in whole numbers.

use mdtsim::engine::event_list::{EventKey, EventList, Rank, Slot};
use mdtsim::engine::queue::Ticket;
use mdtsim::engine::resource::{Demand, Outcome, Resource};
use mdtsim::time::{SimTime, Span};
use rand_distr::{Distribution, Exp1};
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::SeedableRng;

/// Batches that are kept; one more before them is the warm-up.
const BATCHES: u64 = 40;
/// Largest standard error, as a share of the exact figure.
const PRECISE: f64 = 0.005;
/// The same for a utilisation of 0.9 and above.
const PRECISE_WHEN_BUSY: f64 = 0.01;

const DEPARTURE: Rank = Rank(0);
const RENEGE: Rank = Rank(1);
const ARRIVAL: Rank = Rank(2);

/// Service times of mean 1, by their squared coefficient of variation.
#[derive(Clone, Copy)]
enum Service {
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
enum Patience {
    Endless,
    Exponential {
        rate: f64,
    },
    /// A loss system: nobody is willing to stand in line at all.
    None,
}

/// A fault planted in the simulator.
#[derive(Clone, Copy, PartialEq)]
enum Mutant {
    None,
    /// The less urgent class is served first.
    InvertedPriority,
    /// Every tenth customer who gives up is left in line.
    LostRenege,
}

/// A system of theory: Poisson arrivals by class (the first the most urgent), one line, equal servers.
#[derive(Clone, Copy)]
struct System {
    arrival_rates: &'static [f64],
    servers: u32,
    service: Service,
    patience: Patience,
    /// Ticks in a mean service: so many that rounding to ticks does not count.
    ticks: f64,
    mutant: Mutant,
}

impl System {
    /// M/M/c with one class and endless patience; the others are variations of it.
    const fn mmc(arrival_rates: &'static [f64], servers: u32) -> Self {
        let ticks = if servers < 10 { 1_000.0 } else { 10_000.0 };
        let (service, patience) = (Service::Exponential, Patience::Endless);
        Self { arrival_rates, servers, service, patience, ticks, mutant: Mutant::None }
    }

    fn run(self, seed: u64, customers: u64) -> Estimates {
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
            tallies: Tallies::new(customers / (BATCHES + 1), system.arrival_rates.len()),
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

/// A mean with its standard error.
#[derive(Clone, Copy, Debug)]
struct Estimate {
    mean: f64,
    standard_error: f64,
}

#[derive(Debug)]
struct Estimates {
    /// Mean time in line by class, of those who were served.
    wait: Vec<Estimate>,
    /// Share of arrivals that did not start at once.
    delayed: Estimate,
    /// Share of customers who left unserved.
    lost: Estimate,
}

/// Means of successive batches of one observable.
#[derive(Clone, Default)]
struct BatchMeans {
    sum: f64,
    count: u64,
    means: Vec<f64>,
}

impl BatchMeans {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn close(&mut self) {
        self.means.push(self.sum / self.count as f64);
        (self.sum, self.count) = (0.0, 0);
    }

    fn estimate(&self) -> Estimate {
        let kept = &self.means[1..];
        let n = kept.len() as f64;
        let mean = kept.iter().sum::<f64>() / n;
        let variance = kept.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (n - 1.0);
        Estimate { mean, standard_error: (variance / n).sqrt() }
    }
}

/// Everything observed, cut into batches by the same arrivals.
struct Tallies {
    batch_size: u64,
    in_batch: u64,
    wait: Vec<BatchMeans>,
    delayed: BatchMeans,
    lost: BatchMeans,
}

impl Tallies {
    fn new(batch_size: u64, classes: usize) -> Self {
        let none = BatchMeans::default;
        Self { batch_size, in_batch: 0, wait: vec![none(); classes], delayed: none(), lost: none() }
    }

    fn customer(&mut self) {
        if self.in_batch == self.batch_size {
            self.in_batch = 0;
            self.wait.iter_mut().chain([&mut self.delayed, &mut self.lost]).for_each(BatchMeans::close);
        }
        self.in_batch += 1;
    }

    fn estimates(&self) -> Estimates {
        let wait = self.wait.iter().map(BatchMeans::estimate).collect();
        Estimates { wait, delayed: self.delayed.estimate(), lost: self.lost.estimate() }
    }
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Agrees,
    /// More than three standard errors from theory.
    Disagrees,
    /// The standard error is too large for the agreement to mean much.
    Imprecise,
}

fn gate(what: &str, estimate: Estimate, exact: f64, precision: f64) -> Verdict {
    let Estimate { mean, standard_error } = estimate;
    let (z, relative) = ((mean - exact) / standard_error, standard_error / exact);
    println!("{what}: {mean:.6} against {exact:.6}, z {z:+.2}, standard error {:.2} %", 100.0 * relative);
    if z.is_nan() || z.abs() > 3.0 {
        Verdict::Disagrees
    } else if relative > precision {
        Verdict::Imprecise
    } else {
        Verdict::Agrees
    }
}

/// One M/G/c case: the mean wait in line of its only class.
fn mean_wait(what: &str, system: System, exact: f64, precision: f64, seed: u64, customers: u64) {
    let estimates = system.run(seed, customers);
    assert_eq!(gate(what, estimates.wait[0], exact, precision), Verdict::Agrees, "{what}");
}

#[test]
fn mm1() {
    mean_wait("M/M/1", System::mmc(&[0.8], 1), 4.0, PRECISE, 1, 6_000_000);
}

#[test]
fn mm3() {
    mean_wait("M/M/3", System::mmc(&[2.7], 3), 2.723537, PRECISE_WHEN_BUSY, 2, 8_000_000);
}

#[test]
fn mm10() {
    mean_wait("M/M/10", System::mmc(&[9.0], 10), 0.668732, PRECISE_WHEN_BUSY, 3, 10_000_000);
}

#[test]
fn mm50() {
    mean_wait("M/M/50", System::mmc(&[47.5], 50), 0.251638, PRECISE_WHEN_BUSY, 4, 40_000_000);
}

#[test]
fn mg1_with_constant_service() {
    let system = System { service: Service::Constant, ..System::mmc(&[0.8], 1) };
    mean_wait("M/D/1", system, 2.0, PRECISE, 5, 4_000_000);
}

#[test]
fn mg1_with_erlang_service() {
    let system = System { service: Service::Erlang2, ..System::mmc(&[0.8], 1) };
    mean_wait("M/E2/1", system, 3.0, PRECISE, 6, 5_000_000);
}

#[test]
fn mg1_with_hyperexponential_service() {
    // A long run, with longer waits: fewer ticks in a service keep it within the 34 bits of an event key.
    let system = System { service: Service::Hyperexponential4, ticks: 400.0, ..System::mmc(&[0.8], 1) };
    mean_wait("M/H2/1", system, 10.0, PRECISE, 7, 32_000_000);
}

const PRIORITY: System = System::mmc(&[0.9, 1.5], 3);
const PRIORITY_WAITS: [f64; 2] = [0.308186, 1.540931];

#[test]
fn mm3_with_priority() {
    let estimates = PRIORITY.run(8, 16_000_000);
    for (class, exact) in PRIORITY_WAITS.into_iter().enumerate() {
        let what = format!("M/M/3 class {class}");
        assert_eq!(gate(&what, estimates.wait[class], exact, PRECISE), Verdict::Agrees, "{what}");
    }
}

#[test]
fn a_wrong_priority_is_refused() {
    let estimates = System { mutant: Mutant::InvertedPriority, ..PRIORITY }.run(9, 1_000_000);
    for (class, exact) in PRIORITY_WAITS.into_iter().enumerate() {
        let what = format!("inverted class {class}");
        assert_eq!(gate(&what, estimates.wait[class], exact, PRECISE), Verdict::Disagrees, "{what}");
    }
}

const RENEGING: System = System { patience: Patience::Exponential { rate: 0.5 }, ..System::mmc(&[10.0], 10) };
const RENEGING_DELAYED: f64 = 0.619655;
const RENEGING_LOST: f64 = 0.103913;

#[test]
fn mm10_with_reneging() {
    let estimates = RENEGING.run(10, 6_000_000);
    assert_eq!(gate("P(wait)", estimates.delayed, RENEGING_DELAYED, PRECISE), Verdict::Agrees);
    assert_eq!(gate("P(abandon)", estimates.lost, RENEGING_LOST, PRECISE), Verdict::Agrees);
}

#[test]
fn a_lost_renege_is_refused() {
    let estimates = System { mutant: Mutant::LostRenege, ..RENEGING }.run(11, 2_000_000);
    assert_eq!(gate("lost renege, P(wait)", estimates.delayed, RENEGING_DELAYED, PRECISE), Verdict::Disagrees);
    assert_eq!(gate("lost renege, P(abandon)", estimates.lost, RENEGING_LOST, PRECISE), Verdict::Disagrees);
}

fn erlang_loss(what: &str, arrival_rates: &'static [f64], servers: u32, exact: f64, seed: u64, customers: u64) {
    let system = System { patience: Patience::None, ..System::mmc(arrival_rates, servers) };
    let estimates = system.run(seed, customers);
    assert_eq!(gate(what, estimates.lost, exact, PRECISE), Verdict::Agrees, "{what}");
}

#[test]
fn erlang_loss_of_ten_servers() {
    erlang_loss("Erlang loss (10, 8)", &[8.0], 10, 0.121661, 12, 3_000_000);
}

#[test]
fn erlang_loss_of_a_hundred_servers() {
    erlang_loss("Erlang loss (100, 90)", &[90.0], 100, 0.026957, 13, 20_000_000);
}
