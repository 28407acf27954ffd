//! W1 and W2: customers of a station with one or several servers, in one or two classes of urgency. The figure is the
//! mean wait in services.

use crate::{Done, delay, uniform};
use ixa::prelude::*;
use std::collections::VecDeque;

/// Servers, arrivals in a mean service, and the part of the customers who are urgent.
pub struct Line {
    servers: u32,
    arrivals: f64,
    urgent: f64,
}

impl Line {
    pub const W1: Line = Line { servers: 1, arrivals: 0.9, urgent: 0.0 };
    pub const W2: Line = Line { servers: 10, arrivals: 9.0, urgent: 0.2 };
}

struct Station {
    free: u32,
    mean_gap: f64,
    urgent: f64,
    /// When those who wait came: the urgent, then the others.
    lines: [VecDeque<f64>; 2],
    to_come: u32,
    waited: f64,
    handled: u64,
}

define_data_plugin!(StationPlugin, Option<Station>, None);

fn station(context: &mut Context) -> &mut Station {
    context.get_data_mut(StationPlugin).as_mut().expect("the station is there before its customers")
}

pub fn run(mut context: Context, line: &Line, customers: u32) -> Done {
    *context.get_data_mut(StationPlugin) = Some(Station {
        free: line.servers,
        mean_gap: 1.0 / line.arrivals,
        urgent: line.urgent,
        lines: Default::default(),
        to_come: customers,
        waited: 0.0,
        handled: 0,
    });
    context.add_plan(0.0, arrive);
    context.execute();
    let station = station(&mut context);
    (station.handled, station.waited / f64::from(customers))
}

fn arrive(context: &mut Context) {
    let now = context.get_current_time();
    let urgent = station(context).urgent;
    let class = usize::from(urgent > 0.0 && uniform(context) >= urgent);
    let station = station(context);
    station.handled += 1;
    station.to_come -= 1;
    let gap = (station.to_come > 0).then_some(station.mean_gap);
    let starts = station.free > 0;
    if starts {
        station.free -= 1;
        context.add_plan(now + delay(context, 1.0), leave);
    } else {
        station.lines[class].push_back(now);
    }
    if let Some(mean) = gap {
        context.add_plan(now + delay(context, mean), arrive);
    }
}

fn leave(context: &mut Context) {
    let now = context.get_current_time();
    let station = station(context);
    station.handled += 1;
    let [urgent, others] = &mut station.lines;
    match urgent.pop_front().or_else(|| others.pop_front()) {
        Some(came) => {
            station.waited += now - came;
            context.add_plan(now + delay(context, 1.0), leave);
        }
        None => station.free += 1,
    }
}
