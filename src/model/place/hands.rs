//! What a handler is given of a place: the columns that it may change, and no more.

use crate::model::place::Locality;
use crate::model::services::discharge::Ways;
use crate::model::services::team::Hands;

impl Locality {
    /// What casework may touch.
    pub(in crate::model) fn hands(&mut self) -> Hands<'_> {
        Hands {
            teams: &mut self.teams,
            people: &mut self.people,
            community: &mut self.community,
            home_care: &mut self.home_care,
            lines: &mut self.lines,
            journeys: &mut self.journeys,
        }
    }

    /// What the ways out of hospital may touch.
    pub(super) fn ways(&mut self) -> Ways<'_> {
        Ways {
            journeys: &mut self.journeys,
            people: &mut self.people,
            lines: &mut self.lines,
            home_care: &mut self.home_care,
            community: &mut self.community,
            recoveries: &mut self.recoveries,
        }
    }
}
