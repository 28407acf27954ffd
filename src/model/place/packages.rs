//! What a package of home care that begins, lapses or ends means for whoever waits for it.

use crate::ids::PersonId;
use crate::model::design::NeedDomain;
use crate::model::people::happenings::{self, Consequence};
use crate::model::people::traits::Whereabouts;
use crate::model::place::Locality;
use crate::model::services::discharge;
use crate::model::services::home_care::Turn;
use crate::model::services::journey::{Exit, Stage};
use crate::model::step::Step;
use crate::random::luck::mix;

impl Locality {
    /// Home care begins or is given up: whoever waited for it in hospital or in recovery can move on.
    pub(super) fn package(&mut self, step: &mut Step, person: PersonId) {
        let Self { people, journeys, lines, home_care, recoveries, .. } = self;
        if !people.state(person).resident() {
            return;
        }
        match home_care.turn(step, people, person) {
            Turn::Settled => {}
            Turn::Lapsed => return self.care_lapsed(step, person),
            Turn::Stale | Turn::Reserved | Turn::Ended => return,
        }
        if people.state(person).whereabouts == Whereabouts::Hospital {
            home_care.hold(step, people, person);
        }
        recoveries.finish_if_waiting(step, people, journeys, lines, person);
        if let Some(id) = people.state(person).journey()
            && journeys.get(id).stage == Stage::AwaitingExit
            && journeys.get(id).exit == Exit::HomeCare
        {
            discharge::open(step, journeys, id);
        }
    }

    /// The hours of somebody in hospital have gone to others: they need care anew.
    fn care_lapsed(&mut self, step: &mut Step, person: PersonId) {
        let care = NeedDomain::SocialAndCare as usize;
        let onset = mix(self.people.key(person), u64::from(self.people.state(person).packages));
        if happenings::new_need(step, &mut self.people, person, care) != Consequence::None {
            self.need(step, person, care, onset);
        }
    }
}
