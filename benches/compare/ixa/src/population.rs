//! W4: people in three states who progress, fall, fall ill and die over five years, and wait for beds. The figure is the
//! number of falls a person-year from the start. Time is in years.

use crate::{Done, delay, uniform};
use ixa::prelude::*;
use std::collections::VecDeque;

const YEARS: f64 = 5.0;
const RATES: [[f64; 4]; 3] = [[0.20, 0.30, 0.10, 0.01], [0.25, 0.60, 0.25, 0.03], [0.0, 1.50, 0.60, 0.12]];
const STARTS: [f64; 2] = [0.7, 0.9];
const FALLS_TO_BED: f64 = 0.1;
const BEDS_PER_PERSON: f64 = 0.006;
const STAY: f64 = 7.0 / 365.2425;
const DIE_LEAVING: f64 = 0.04;
const WORSE_LEAVING: f64 = 0.15;

define_entity!(Person);
define_property!(struct State(u8), Person);

#[derive(Default)]
struct Ward {
    free: u32,
    line: VecDeque<PersonId>,
    falls: u64,
    handled: u64,
}

define_data_plugin!(WardPlugin, Ward, Ward::default());

pub fn run(mut context: Context, number: u32) -> Done {
    context.get_data_mut(WardPlugin).free = (f64::from(number) * BEDS_PER_PERSON) as u32;
    for _ in 0..number {
        let mark = uniform(&context);
        let state = STARTS.iter().filter(|&&start| mark >= start).count() as u8;
        let person = context.add_entity(with!(Person, State(state))).expect("a person has a state");
        wait(&mut context, person);
    }
    context.schedule_shutdown(YEARS);
    context.execute();
    let ward = context.get_data(WardPlugin);
    (ward.handled, ward.falls as f64 / f64::from(number) / YEARS)
}

fn wait(context: &mut Context, person: PersonId) {
    let State(state) = context.get_property(person);
    let total: f64 = RATES[usize::from(state)].iter().sum();
    let at = context.get_current_time() + delay(context, 1.0 / total);
    context.add_plan(at, move |context| turn(context, person));
}

fn turn(context: &mut Context, person: PersonId) {
    let State(state) = context.get_property(person);
    let rates = RATES[usize::from(state)];
    let mut mark = uniform(context) * rates.iter().sum::<f64>();
    let kind = rates.iter().position(|rate| {
        mark -= rate;
        mark < 0.0
    });
    context.get_data_mut(WardPlugin).handled += 1;
    let needs_bed = match kind {
        Some(0) => {
            context.set_property(person, State(state + 1));
            false
        }
        Some(1) => {
            context.get_data_mut(WardPlugin).falls += 1;
            uniform(context) < FALLS_TO_BED
        }
        Some(2) => true,
        Some(_) => return,
        None => false,
    };
    if needs_bed { seek_bed(context, person) } else { wait(context, person) }
}

fn seek_bed(context: &mut Context, person: PersonId) {
    let ward = context.get_data_mut(WardPlugin);
    if ward.free > 0 {
        ward.free -= 1;
        take_bed(context, person);
    } else {
        ward.line.push_back(person);
    }
}

fn take_bed(context: &mut Context, person: PersonId) {
    let at = context.get_current_time() + delay(context, STAY);
    context.add_plan(at, move |context| leave_bed(context, person));
}

fn leave_bed(context: &mut Context, person: PersonId) {
    let ward = context.get_data_mut(WardPlugin);
    ward.handled += 1;
    match ward.line.pop_front() {
        Some(next) => take_bed(context, next),
        None => ward.free += 1,
    }
    let mark = uniform(context);
    if mark < DIE_LEAVING {
        return;
    }
    let State(state) = context.get_property(person);
    if mark < DIE_LEAVING + WORSE_LEAVING && state < 2 {
        context.set_property(person, State(state + 1));
    }
    wait(context, person);
}
