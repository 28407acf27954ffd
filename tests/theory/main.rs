//! The engine against exact results of queueing theory.
//!
//! A small simulator of waiting lines is written on the event list and the resource that the services of the model
//! use, and run until the standard error of an estimate, by batch means, is small against the exact figure. The gate
//! then asks that the estimate lie within three standard errors of theory. Two planted mutants, a wrong priority and
//! a lost renege, show that the gate can refuse. Every run also checks Little's law in whole numbers.

mod estimate;
mod simulator;

use estimate::{Verdict, gate};
use simulator::{Mutant, Patience, Service, System};

/// Largest standard error, as a share of the exact figure.
const PRECISE: f64 = 0.005;
/// The same for a utilisation of 0.9 and above.
const PRECISE_WHEN_BUSY: f64 = 0.01;

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

/// Each run checks the law once everybody has left; here with classes, impatience and several servers together.
#[test]
fn littles_law_holds_to_the_tick() {
    for (seed, patience) in
        [Patience::Endless, Patience::Exponential { rate: 0.5 }, Patience::None].into_iter().enumerate()
    {
        let estimates = System { patience, ..PRIORITY }.run(14 + seed as u64, 200_000);
        assert!(estimates.delayed.mean > 0.1, "somebody must have waited for the law to be tested");
    }
}
