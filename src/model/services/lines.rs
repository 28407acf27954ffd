//! The lines of the crisis path: crews, spaces, beds and places, each a finite resource with its queue.
//!
//! A journey asks for one unit of a line and either holds it at once or waits. Whoever gives a unit back lets the
//! next in line start, which that journey learns by an event at the same moment.

use crate::engine::queue::Ticket;
use crate::engine::resource::{Demand, Resource};
use crate::engine::shared::{Answer, Shared};
use crate::engine::tape::Tape;
use crate::ids::JourneyId;
use crate::model::event::Event;
use crate::model::people::traits::Acuity;
use crate::model::services::journey::Journeys;
use crate::model::step::Step;
use crate::random::luck::Purpose;
use crate::time::SimTime;
use std::sync::Arc;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Ambulance crews.
    Crews,
    /// Spaces of the emergency department.
    Spaces,
    /// Adult beds.
    Beds,
    /// Places in reablement and home-based intermediate care.
    Reablement,
    /// Beds for rehabilitation.
    Rehabilitation,
    /// Places in care homes.
    CareHomes,
    /// Places in hospital at home.
    HospitalAtHome,
}

impl Line {
    /// All lines.
    pub const ALL: [Line; 7] = [
        Line::Crews,
        Line::Spaces,
        Line::Beds,
        Line::Reablement,
        Line::Rehabilitation,
        Line::CareHomes,
        Line::HospitalAtHome,
    ];
}

/// How a journey waits in a line.
#[derive(Clone, Copy, Debug)]
pub enum Waits {
    /// In the queue, with its ticket.
    InLine(Line, Ticket),
    /// Until the moment that a recording of the line has told.
    Told(Line, SimTime),
}

impl Waits {
    /// The line.
    pub fn line(self) -> Line {
        match self {
            Waits::InLine(line, _) | Waits::Told(line, _) => line,
        }
    }
}

/// All lines of a place.
#[derive(Clone, Debug)]
pub struct Lines {
    resources: [Shared<JourneyId>; Line::ALL.len()],
    /// Whether the queue for spaces is inertly reordered: by a keyed number instead of by arrival.
    ripple: bool,
    /// Places in care homes that people under 65 and from elsewhere hold.
    care_homes_of_others: u32,
}

impl Lines {
    /// Lines with these capacities, in the order of `Line::ALL`.
    pub fn new(capacities: [u32; Line::ALL.len()]) -> Self {
        Self { resources: capacities.map(Shared::new), ripple: false, care_homes_of_others: 0 }
    }

    /// Serves those of equal urgency who wait for a space in a keyed order instead of by arrival, from now on.
    pub fn reorder(&mut self) {
        self.ripple = true;
    }

    /// A line's resource.
    pub fn resource(&self, line: Line) -> &Resource<JourneyId> {
        &self.resources[line as usize]
    }

    /// Asks for a unit. Returns whether it is held at once; else the journey's event comes when it is.
    pub fn ask(&mut self, step: &mut Step, journeys: &mut Journeys, id: JourneyId, line: Line, class: u8) -> bool {
        let journey = journeys.get_mut(id);
        let order = if self.ripple && line == Line::Spaces {
            step.luck().hash(Purpose::Ripple, journey.root, 0)
        } else {
            step.now.ticks()
        };
        let demand = Demand { class, order, units: 1 };
        match self.resources[line as usize].request(step.now, demand, journey.root, id) {
            Answer::Started => {
                journey.holds |= 1 << line as u8;
                true
            }
            Answer::InLine(ticket) => {
                journey.waits = Some(Waits::InLine(line, ticket));
                false
            }
            Answer::Told(start) => {
                journey.waits = Some(Waits::Told(line, start));
                step.file_unless_never(start, Event::Journey(id));
                false
            }
        }
    }

    /// The moment has come of which a recording has told the journey: it holds its unit now.
    pub fn begin_if_told(&mut self, step: &Step, journeys: &mut Journeys, id: JourneyId) {
        let journey = journeys.get_mut(id);
        if let Some(Waits::Told(line, start)) = journey.waits
            && start == step.now
        {
            self.resources[line as usize].take(step.now, 1);
            journey.waits = None;
            journey.holds |= 1 << line as u8;
            journey.due = step.now;
        }
    }

    /// Takes a unit if one is free and nobody waits; never queues.
    pub fn take_if_free(&mut self, step: &Step, journeys: &mut Journeys, id: JourneyId, line: Line) -> bool {
        let journey = journeys.get_mut(id);
        let free = self.resources[line as usize].take_if_free(step.now, journey.root);
        journey.holds |= u8::from(free) << line as u8;
        free
    }

    /// Gives a unit of a line back, if the journey holds one, and lets the next in line start.
    pub fn give_back(&mut self, step: &mut Step, journeys: &mut Journeys, id: JourneyId, line: Line) {
        let journey = journeys.get_mut(id);
        if journey.holds & (1 << line as u8) != 0 {
            journey.holds &= !(1 << line as u8);
            self.release(step, journeys, line);
        }
    }

    /// Gives back a unit that no journey holds any longer (a recovery's place, a resident's place in a care home).
    pub fn release(&mut self, step: &mut Step, journeys: &mut Journeys, line: Line) {
        self.resources[line as usize].release(step.now, 1);
        self.start_waiting(step, journeys, line);
    }

    /// Leaves a line's unit with somebody else than the journey, which then no longer gives it back.
    pub fn hand_over(&mut self, journeys: &mut Journeys, id: JourneyId, line: Line) {
        journeys.get_mut(id).holds &= !(1 << line as u8);
    }

    /// Takes a unit, if one is free and nobody waits, for somebody who is not on a journey. Returns whether it did.
    pub fn occupy(&mut self, now: SimTime, line: Line, key: u64) -> bool {
        self.resources[line as usize].take_if_free(now, key)
    }

    /// Units of a line in use and units there are, for a decision that goes by how full it is.
    pub fn occupancy(&mut self, now: SimTime, line: Line, key: u64) -> [u32; 2] {
        self.resources[line as usize].read(now, key)
    }

    /// Takes a unit for somebody who brings it along, as those do who live in a care home when the run meets them:
    /// it is in use at once, even above the capacity and before those who wait.
    pub fn bring_along(&mut self, now: SimTime, line: Line) {
        self.resources[line as usize].take(now, 1);
    }

    /// Lets people under 65 and from elsewhere take as many of these places in care homes as are free.
    pub fn give_to_others(&mut self, now: SimTime, places: u32) {
        for _ in 0..places {
            self.care_homes_of_others += u32::from(self.occupy(now, Line::CareHomes, 0));
        }
    }

    /// Places in care homes that people under 65 and from elsewhere hold.
    pub fn care_homes_of_others(&self) -> u32 {
        self.care_homes_of_others
    }

    /// Changes a line's capacity.
    pub fn resize(&mut self, step: &mut Step, journeys: &mut Journeys, line: Line, capacity: u32) {
        self.resources[line as usize].set_capacity(step.now, capacity);
        self.start_waiting(step, journeys, line);
    }

    /// Stops waiting.
    pub fn stop_waiting(&mut self, step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
        if let Some(Waits::InLine(line, ticket)) = journeys.get_mut(id).waits.take() {
            self.resources[line as usize].renege(step.now, ticket);
            self.start_waiting(step, journeys, line);
        }
    }

    /// Gives back everything a journey holds and leaves the line it stands in.
    pub fn let_go(&mut self, step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
        self.stop_waiting(step, journeys, id);
        let held = journeys.get(id).holds;
        for line in Line::ALL.into_iter().filter(|&line| held & (1 << line as u8) != 0) {
            self.give_back(step, journeys, id, line);
        }
    }

    /// The lines, to be recorded.
    pub fn shared(&mut self) -> impl Iterator<Item = &mut Shared<JourneyId>> {
        self.resources.iter_mut()
    }

    /// Has a line answered from a recording, and tells those who wait when they begin.
    pub fn answer_from(&mut self, step: &mut Step, journeys: &mut Journeys, line: Line, tape: &Arc<Tape>) {
        let key_of = |id| journeys.get(id).root;
        let told = self.resources[line as usize].answer_from(Arc::clone(tape), step.now, key_of);
        for (id, start) in told {
            journeys.get_mut(id).waits = Some(Waits::Told(line, start));
            step.file_unless_never(start, Event::Journey(id));
        }
    }

    fn start_waiting(&mut self, step: &mut Step, journeys: &mut Journeys, line: Line) {
        while let Some((id, _, _)) = self.resources[line as usize].start_next(step.now) {
            let journey = journeys.get_mut(id);
            journey.waits = None;
            journey.holds |= 1 << line as u8;
            journey.due = step.now;
            step.file(step.now, Event::Journey(id));
        }
    }
}

/// Priority class of an acuity: the most urgent first.
pub fn class(acuity: Acuity) -> u8 {
    match acuity {
        Acuity::Severe => 0,
        Acuity::Moderate => 1,
        Acuity::Mild => 2,
    }
}
