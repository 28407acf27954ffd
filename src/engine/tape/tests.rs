//! Recordings against the lines they were made of, and what newcomers are told.

use crate::engine::resource::Demand;
use crate::engine::shared::{Answer, Shared};
use crate::engine::tape::Tape;
use crate::time::SimTime;
use proptest::prelude::*;
use std::sync::Arc;

const fn at(second: u64) -> SimTime {
    SimTime::from_ticks(second)
}

fn demand(class: u8, order: u64) -> Demand {
    Demand { class, order, units: 1 }
}

/// When everybody began: a line of so many units, where each request is (second, class, length of service), in the
/// order of time, and nobody leaves unserved.
fn lived(units: u32, requests: &[(u64, u8, u64)], until: u64) -> (Vec<Option<u64>>, Tape) {
    let mut line: Shared<usize> = Shared::new(units);
    line.record(true, |customer| customer as u64);
    let mut begun = vec![None; requests.len()];
    let mut ends: Vec<u64> = Vec::new();
    for now in 0..until {
        let over = ends.iter().filter(|&&end| end == now).count();
        ends.retain(|&end| end != now);
        for _ in 0..over {
            line.release(at(now), 1);
        }
        while let Some((customer, ..)) = line.start_next(at(now)) {
            begun[customer] = Some(now);
            ends.push(now + requests[customer].2);
        }
        for (customer, &(_, class, length)) in requests.iter().enumerate().filter(|(_, request)| request.0 == now) {
            if line.request(at(now), demand(class, now), customer as u64, customer) == Answer::Started {
                begun[customer] = Some(now);
                ends.push(now + length);
            }
        }
    }
    (begun, line.recorded().unwrap())
}

fn told(tape: Tape) -> Shared<usize> {
    let mut line = Shared::new(0);
    assert_eq!(line.answer_from(Arc::new(tape), at(0), |customer| customer as u64), []);
    line
}

fn begins(line: &mut Shared<usize>, now: u64, class: u8, key: u64) -> SimTime {
    match line.request(at(now), demand(class, now), key, 0) {
        Answer::Started => at(now),
        Answer::Told(start) => start,
        Answer::InLine(_) => panic!("nobody stands in line where a recording answers"),
    }
}

proptest! {
    #[test]
    fn whoever_was_recorded_is_told_the_same(
        units in 1..4_u32,
        requests in proptest::collection::vec((0..200_u64, 0..3_u8, 1..40_u64), 1..60),
    ) {
        let mut requests = requests;
        requests.sort();
        let (begun, tape) = lived(units, &requests, 3_000);
        let mut line = told(tape);
        for (customer, &(now, class, _)) in requests.iter().enumerate() {
            prop_assert_eq!(begins(&mut line, now, class, customer as u64), at(begun[customer].unwrap()));
        }
    }
}

#[test]
fn a_newcomer_begins_with_those_of_its_kind_and_takes_nothing() {
    // One unit: the first takes it until 100, the second waits until then and keeps it until 200.
    let (_, tape) = lived(1, &[(10, 1, 90), (20, 1, 100)], 300);
    let mut line = told(tape);
    assert_eq!(begins(&mut line, 5, 1, 99), at(5), "a unit is free");
    assert_eq!(begins(&mut line, 15, 1, 99), at(100), "nobody is ahead, and the unit is next given away at 100");
    assert_eq!(begins(&mut line, 30, 1, 99), at(100), "right behind the one who began then");
    assert_eq!(begins(&mut line, 30, 0, 99), at(100), "the more urgent would have had it instead");
    assert_eq!(begins(&mut line, 150, 1, 99), at(200), "when the unit is free again");
    assert_eq!(begins(&mut line, 30, 1, 98), at(100), "those who were told so before are in nobody's way");
}

#[test]
fn whoever_gives_up_leaves_the_answer_to_those_behind() {
    let mut line: Shared<usize> = Shared::new(1);
    line.record(true, |customer| customer as u64);
    assert_eq!(line.request(at(0), demand(0, 0), 0, 0), Answer::Started);
    let Answer::InLine(ticket) = line.request(at(10), demand(0, 10), 1, 1) else { panic!("the unit is taken") };
    line.renege(at(40), ticket);
    line.release(at(90), 1);
    let mut line = told(line.recorded().unwrap());
    assert_eq!(begins(&mut line, 10, 0, 1), at(90), "had it stayed, it would have begun then");
    assert_eq!(begins(&mut line, 50, 0, 9), at(90));
}

#[test]
fn refusals_readings_and_duty_are_those_of_the_moment() {
    let mut line: Shared<usize> = Shared::new(1);
    line.record(true, |customer| customer as u64);
    assert!(line.take_if_free(at(10), 1));
    assert!(!line.take_if_free(at(20), 2));
    assert_eq!(line.read(at(25), 3), [1, 1]);
    assert!(!line.on_duty(at(30), false));
    line.release(at(40), 1);
    let mut line = told(line.recorded().unwrap());
    assert!(line.take_if_free(at(10), 1) && line.take_if_free(at(10), 7), "what one takes is missing to nobody");
    assert!(!line.take_if_free(at(20), 2) && !line.take_if_free(at(39), 7) && line.take_if_free(at(41), 7));
    assert_eq!(line.read(at(25), 3), [1, 1]);
    assert_eq!(line.read(at(24), 3), [3, 0], "before anybody read it, what there is");
    assert!(line.on_duty(at(29), false) && !line.on_duty(at(30), true));
}

#[test]
fn whoever_asks_in_the_second_in_which_a_line_closes_begins_when_it_opens_again() {
    let mut line: Shared<usize> = Shared::new(1);
    line.record(true, |customer| customer as u64);
    for (now, units) in [(100, 0), (200, 1)] {
        line.on_duty(at(now), units > 0);
        line.set_capacity(at(now), units);
    }
    let mut line = told(line.recorded().unwrap());
    assert_eq!(begins(&mut line, 99, 1, 1), at(99), "open until then");
    assert_eq!(begins(&mut line, 100, 1, 2), at(200));
    assert_eq!(line.go_on(at(100), demand(1, 20), 3, 0), Answer::Told(at(200)), "nor does anybody go on");
    assert_eq!(begins(&mut line, 150, 1, 4), at(200));
    assert_eq!(begins(&mut line, 200, 1, 5), at(200));
}
