//! What single parts cost that every event rests on, each by itself: a resource with its line, a search of the embedding, a
//! draw of luck, and a recorded line. `benches/event_list.rs` has the event list. A profile says how much of a run each part
//! takes; this says whether it has become slower.
//!
//! One sample does a thing as often as its counter says, so that what is printed of items is what one costs.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use mdtsim::engine::queue::Ticket;
use mdtsim::engine::resource::{Demand, Resource};
use mdtsim::engine::tape::{Recorder, Request, Tape};
use mdtsim::random::embedding::Process;
use mdtsim::random::luck::{Luck, Purpose};
use mdtsim::time::{SimTime, Span, YEAR};
use std::num::NonZeroU32;

const TIMES: u64 = 100_000;
const UNITS: u32 = 100;
const LUCK: Luck = Luck::new(1, 0);

fn main() {
    divan::main();
}

fn at(tick: u64) -> SimTime {
    SimTime::from_ticks(tick)
}

/// A resource all of whose units are in use, with so many customers in line.
fn busy(waiting: u64) -> Resource<u64> {
    let mut resource = Resource::new(UNITS);
    resource.take(SimTime::START, UNITS);
    for customer in 0..waiting {
        let _ = resource.request(SimTime::START, Demand { class: 0, order: customer, units: 1 }, customer);
    }
    resource
}

/// One customer leaves, the next in line begins and another one joins, whose place the order gives.
fn turnover(mut resource: Resource<u64>, order: impl Fn(u64) -> u64) -> Resource<u64> {
    let waiting = resource.waiting() as u64;
    for tick in 1..=TIMES {
        resource.release(at(tick), 1);
        black_box(resource.start_next(at(tick)));
        let customer = waiting + tick;
        let _ = resource.request(at(tick), Demand { class: 0, order: order(customer), units: 1 }, customer);
    }
    resource
}

/// First come, first served: everybody joins at the end.
#[divan::bench(args = [10, 1_000, 100_000], sample_count = 15, sample_size = 1)]
fn resource_in_order(bencher: Bencher, waiting: u64) {
    let start = busy(waiting);
    let timed = bencher.counter(ItemsCount::new(TIMES)).with_inputs(|| start.clone());
    timed.bench_local_values(|resource| turnover(resource, |customer| customer));
}

/// By an order of its own, as those who have waited elsewhere before: everybody joins somewhere in the line.
#[divan::bench(args = [10, 100, 1_000], sample_count = 15, sample_size = 1)]
fn resource_in_between(bencher: Bencher, waiting: u64) {
    let start = busy(waiting);
    let somewhere = |customer: u64| customer - LUCK.hash(Purpose::Person, customer, 0) % waiting;
    let timed = bencher.counter(ItemsCount::new(TIMES)).with_inputs(|| start.clone());
    timed.bench_local_values(|resource| turnover(resource, somewhere));
}

/// The next point of one person after another in five years, at a tenth of the layer's height, at it and at three times that.
#[divan::bench(args = [0.1, 1.0, 3.0], sample_count = 15, sample_size = 1)]
fn embedding_search(bencher: Bencher, height: f64) {
    const LAYER: f64 = 0.5;
    const FALLS: Process = Process::new(0, Span::days(400), LAYER);
    bencher.counter(ItemsCount::new(TIMES)).bench_local(|| {
        let (bound, until) = (black_box(height * LAYER), at(5 * YEAR));
        let found = (0..TIMES).filter_map(|owner| FALLS.next(LUCK, owner, SimTime::START, until, |_, _| bound));
        found.map(|point| point.at.ticks()).fold(0, u64::wrapping_add)
    });
}

/// A uniform number for one person after another: one call of the generator.
#[divan::bench(sample_count = 15, sample_size = 1)]
fn luck_call(bencher: Bencher) {
    bencher.counter(ItemsCount::new(TIMES)).bench_local(|| {
        let numbers = (0..TIMES).map(|person| LUCK.uniform(Purpose::Age, black_box(person), 0));
        numbers.sum::<f64>()
    });
}

fn asked(number: u64, key: u64) -> Request {
    let now = at(60 * number);
    Request { now, class: 0, order: now.ticks(), key, goes_on: false }
}

/// A line in which everybody waits an hour behind sixty others.
fn recorded() -> Tape {
    const BEHIND: u64 = 60;
    let mut recorder = Recorder::new(false, true);
    let ticket = |number: u64| {
        let place = NonZeroU32::new(number as u32 + 1).expect("numbers are fewer than 2^32");
        Ticket::numbered(0, asked(number, number).order, place)
    };
    for number in 0..TIMES {
        recorder.waits(asked(number, number), ticket(number));
        if let Some(first) = number.checked_sub(BEHIND) {
            recorder.begins(asked(number, number).now, ticket(first));
        }
    }
    recorder.finish()
}

#[divan::bench(sample_count = 15, sample_size = 1)]
fn tape_recording(bencher: Bencher) {
    bencher.counter(ItemsCount::new(TIMES)).bench_local(recorded);
}

/// Those whom the recorded line has met itself, and others who come at the same moments.
#[divan::bench(args = [false, true], sample_count = 15, sample_size = 1)]
fn tape_answer(bencher: Bencher, strangers: bool) {
    let tape = recorded();
    bencher.counter(ItemsCount::new(TIMES)).bench_local(|| {
        let key = |number: u64| if black_box(strangers) { TIMES + number } else { number };
        let starts = (0..TIMES).map(|number| tape.start(asked(number, key(number))).ticks());
        starts.fold(0, u64::wrapping_add)
    });
}
