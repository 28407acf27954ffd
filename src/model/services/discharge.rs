//! The way out of hospital: ready to leave, the pathway, the wait for what it needs, and the door.

use crate::ids::{JourneyId, PersonId};
use crate::model::design::NeedDomain;
use crate::model::event::Event;
use crate::model::fact::{Answer, FactKind};
use crate::model::people::People;
use crate::model::people::causes::pick;
use crate::model::people::clocks::Rescan;
use crate::model::people::traits::Residence;
use crate::model::people::{NONE, Package, State};
use crate::model::services::community::{Community, Order, ServiceKind, Work};
use crate::model::services::home_care::HomeCare;
use crate::model::services::hospital;
use crate::model::services::journey::{Exit, Journey, Journeys, Stage};
use crate::model::services::lines::{Line, Lines};
use crate::model::services::recovery::{Recoveries, RecoveryKind};
use crate::model::services::{trusted, usual, work};
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::time::{HOUR, SimTime, Span};

/// People in hospital are assessed before those at home.
const FROM_HOSPITAL: u8 = 1;

/// Everything that a way out of hospital touches.
pub struct Ways<'a> {
    /// Journeys.
    pub journeys: &'a mut Journeys,
    /// People.
    pub people: &'a mut People,
    /// Lines.
    pub lines: &'a mut Lines,
    /// Home care.
    pub home_care: &'a mut HomeCare,
    /// Community services.
    pub community: &'a mut Community,
    /// Recoveries.
    pub recoveries: &'a mut Recoveries,
}

/// Ready to leave: chooses the pathway and asks for what it needs.
pub fn ready(step: &mut Step, ways: &mut Ways, id: JourneyId) {
    ways.journeys.get_mut(id).ready_from = step.now;
    let journey = *ways.journeys.get(id);
    let exit = journey.person.map_or(Exit::Home, |person| choose(step, ways.people.state(person), &journey));
    ways.journeys.get_mut(id).exit = exit;
    ways.journeys.delayed += u32::from(journey.person.is_some());
    ways.journeys.wait_in(step, id, Stage::AwaitingExit);
    match (exit, journey.person) {
        (Exit::Reablement, _) => await_place(step, ways, id, Line::Reablement),
        (Exit::Rehabilitation, _) => await_place(step, ways, id, Line::Rehabilitation),
        (Exit::CareHome, Some(_)) if journey.assessed => await_place(step, ways, id, Line::CareHomes),
        (Exit::CareHome, Some(_)) if journey.task.is_some() => {}
        (Exit::CareHome, Some(_)) => assess(step, ways.journeys, ways.people, ways.community, id),
        (Exit::HomeCare, Some(person)) => {
            if ways.home_care.ask(step, ways.people, person) {
                open(step, ways.journeys, id);
            }
        }
        _ => open(step, ways.journeys, id),
    }
}

/// The pathway: shares of those who live at home. Of those who need support there and have none, most have reablement,
/// and the others home care for good at once.
fn choose(step: &Step, state: &State, journey: &Journey) -> Exit {
    if state.residence == Residence::CareHome {
        return Exit::Home;
    }
    let discharge = &step.parameters().discharge;
    let frailty = state.frailty as usize;
    let shares =
        [discharge.care_home, discharge.rehabilitation, discharge.home_with_support].map(|by| by.all()[frailty].get());
    let rest = 1.0 - shares.iter().sum::<f64>();
    let draw = step.luck().draw(Purpose::DischargePathway, journey.root, journey.admissions.into());
    let straight = draw.uniform(1) < discharge.straight_to_home_care.all()[frailty].get();
    match pick(draw.uniform(0), &[shares[0], shares[1], shares[2], rest]) {
        0 => Exit::CareHome,
        1 => Exit::Rehabilitation,
        // Somebody with care at home goes back to it, or waits until it can start again.
        2 if state.package == Package::None && !straight => Exit::Reablement,
        2 if state.package == Package::None => Exit::HomeCare,
        _ if matches!(state.package, Package::Waiting | Package::Lapsed) => Exit::HomeCare,
        _ => Exit::Home,
    }
}

fn await_place(step: &mut Step, ways: &mut Ways, id: JourneyId, line: Line) {
    if ways.lines.ask(step, ways.journeys, id, line, 0) {
        open(step, ways.journeys, id);
    }
}

/// A social worker assesses before a place in a care home is sought.
fn assess(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    let journey = journeys.get_mut(id);
    let length = work::spread(step, journey.root, 2, step.parameters().work.care_assessment).into();
    let neighbourhood = journey.person.map_or(0, |person| people.state(person).neighbourhood);
    let length = match journey.prepared {
        true => trusted::after_ward(community, neighbourhood, NeedDomain::SocialAndCare, length),
        false => length,
    };
    let order = Order::of(ServiceKind::SocialWork, FROM_HOSPITAL, length, journey.root);
    let person = journey.person.map(|person| (person, people.key(person)));
    journey.task = Some(community.request(step, people, Work::DischargeAssessment(id), person, order));
}

/// The assessment for a care home is done: asks for a place, once the person is ready to leave.
pub fn assessed(step: &mut Step, ways: &mut Ways, id: JourneyId) {
    let journey = ways.journeys.get_mut(id);
    journey.assessed = true;
    if journey.stage == Stage::AwaitingExit {
        await_place(step, ways, id, Line::CareHomes);
    }
}

/// A team has been to the ward: arranging will be quicker, and an assessment for a care home starts at once.
pub fn prepared(step: &mut Step, journeys: &mut Journeys, people: &People, community: &mut Community, id: JourneyId) {
    journeys.get_mut(id).prepared = true;
    let journey = *journeys.get(id);
    let Some(person) = journey.person.filter(|_| journey.stage == Stage::Stay) else { return };
    let care_home = choose(step, people.state(person), &journey) == Exit::CareHome;
    if care_home && journey.task.is_none() && !journey.assessed {
        assess(step, journeys, people, community, id);
    }
}

/// The way out is open: leaves after what must still be arranged, in the hours in which people go home.
pub fn open(step: &mut Step, journeys: &mut Journeys, id: JourneyId) {
    let (discharge, social) = (&step.parameters().discharge, &step.parameters().social_care);
    let journey = journeys.get(id);
    let mean = match journey.exit {
        Exit::CareHome => social.finding_place.days(),
        _ if journey.prepared => discharge.arrangement.days() * discharge.in_reach_factor.get(),
        _ => discharge.arrangement.days(),
    };
    let mean = Span::from_days(mean);
    let arranged = step.now + step.context.exponential(Purpose::DischargeAssessment, journey.root, 0, mean);
    let at = next_leaving_hour(step, arranged);
    journeys.enter(step, id, Stage::Leaving, at.since(step.now));
}

fn next_leaving_hour(step: &Step, at: SimTime) -> SimTime {
    let hospital = &step.parameters().hospital;
    let (from, until) = (hospital.discharge_from.get() as usize, hospital.discharge_until.get() as usize);
    let opening = at.start_of_day() + Span::seconds(from as u64 * HOUR);
    match at.hour() {
        hour if hour < from => opening,
        hour if hour < until => at,
        _ => opening + Span::days(1),
    }
}

/// Goes through the door.
pub fn leave(step: &mut Step, ways: &mut Ways, id: JourneyId) {
    let journey = *ways.journeys.get(id);
    let harmed = hospital::leave(step, ways.journeys, ways.people, ways.lines, id);
    if let Some(person) = journey.person {
        if harmed && journey.exit != Exit::CareHome {
            let onset = mix(journey.root, journey.admissions.into());
            usual::need_arose(step, ways.people, ways.community, person, NeedDomain::Function as usize, onset);
        }
        match journey.exit {
            Exit::Reablement => {
                ways.lines.hand_over(ways.journeys, id, Line::Reablement);
                ways.recoveries.begin(step, ways.people, person, journey.root, RecoveryKind::Reablement);
            }
            Exit::Rehabilitation => {
                ways.lines.hand_over(ways.journeys, id, Line::Rehabilitation);
                ways.recoveries.begin(step, ways.people, person, journey.root, RecoveryKind::Rehabilitation);
            }
            Exit::CareHome => {
                ways.lines.hand_over(ways.journeys, id, Line::CareHomes);
                move_to_care_home(step, ways.people, ways.home_care, person);
            }
            Exit::Home | Exit::HomeCare => {}
        }
        if journey.exit != Exit::Rehabilitation {
            ways.home_care.resume(step, ways.people, person);
        }
        // The hours went to others while the last was being arranged: they are asked for again, from home.
        if journey.exit == Exit::Home && ways.people.state(person).package == Package::Lapsed {
            ways.home_care.ask(step, ways.people, person);
        }
    }
    ways.journeys.end(step, ways.people, ways.lines, id, Answer::Admitted);
}

/// Becomes a resident of a care home: home care and reablement end, and the home meets what needs there are.
pub fn move_to_care_home(step: &mut Step, people: &mut People, home_care: &mut HomeCare, person: PersonId) {
    home_care.stop(step, people, person);
    let recovery = people.state(person).recovery;
    if recovery != NONE {
        step.file(step.now, Event::Recovery(recovery));
    }
    for domain in people.state(person).needs.iter() {
        people.remove_need(person, domain);
        step.fact(people.key(person), FactKind::NeedMet(domain));
    }
    let key = people.key(person);
    people.live_in(person, Residence::CareHome);
    let state = people.state_mut(person);
    state.alone = false;
    state.carer = false;
    step.fact(key, FactKind::EnteredCareHome);
    step.look_again(person, Rescan::ALL);
}
