//! What can be seen from outside: where one person is and what care they have tonight, who lives in the place, and who
//! waits for services.
//!
//! Looking changes nothing in a world. This file knows nobody who looks.

use crate::model::fact::Census;
use crate::model::people::carers::has_carer;
use crate::model::people::profile::Profile;
use crate::model::people::traits::{Mark, Residence, Whereabouts};
use crate::model::people::{NONE, Package, State};
use crate::model::place::Place;
use crate::model::services::community::ServiceKind;
use crate::model::services::journey::{Exit, Stage};
use crate::model::services::lines::Line;
use crate::time::SimTime;

/// One person at one moment.
#[derive(Clone, Debug)]
pub struct Glimpse {
    /// When.
    pub at: SimTime,
    /// What the person is.
    pub state: State,
    /// Whether they are in reablement.
    pub reablement: bool,
    /// Whether they are in hospital at home.
    pub hospital_at_home: bool,
}

impl Place {
    /// The resident with this luck key at a moment, if they live here.
    pub fn glimpse(&self, key: u64, at: SimTime) -> Option<Glimpse> {
        let people = &self.locality.people;
        let person = people.residents().find(|&person| people.key(person) == key)?;
        let state = people.state(person).clone();
        let journey = state.journey().map(|id| self.locality.journeys.get(id).stage);
        Some(Glimpse {
            at,
            // A recovery without a bed is reablement.
            reablement: state.recovery != NONE && !state.marks.has(Mark::RehabilitationBed),
            hospital_at_home: journey == Some(Stage::HospitalAtHome),
            state,
        })
    }

    /// The luck key of the person with this number of the birth cohort, from 0.
    pub fn key_of(&self, number: u64) -> u64 {
        self.context.cradle.key(number)
    }

    /// Everybody who lives here: luck key, age in years at a moment, and what they are.
    pub fn inhabitants(&self, at: SimTime) -> impl Iterator<Item = (u64, usize, Profile)> + '_ {
        let people = &self.locality.people;
        people.residents().map(move |person| {
            let state = people.state(person);
            (people.key(person), state.age(at), state.profile())
        })
    }

    /// How many people have ever lived here, the dead and moved among them.
    pub fn ever_lived(&self) -> u64 {
        self.locality.people.cohort
    }
}

impl Place {
    /// Everybody who lives here, with their luck keys.
    pub fn residents(&self) -> impl Iterator<Item = (u64, &State)> {
        let people = &self.locality.people;
        people.residents().map(|person| (people.key(person), people.state(person)))
    }

    /// The ways out of those who are in an acute bed although ready to leave.
    pub fn ways_out(&self) -> impl Iterator<Item = Exit> {
        let people = &self.locality.people;
        let journeys = people.residents().filter_map(|person| people.state(person).journey());
        let journeys = journeys.map(|id| self.locality.journeys.get(id));
        journeys.filter(|journey| matches!(journey.stage, Stage::AwaitingExit | Stage::Leaving)).map(|one| one.exit)
    }

    /// The luck keys of those who are in reablement (true) or in a bed for rehabilitation (false).
    pub fn recovering(&self) -> impl Iterator<Item = (u64, bool)> {
        let people = &self.locality.people;
        self.locality.recoveries.all().map(|(_, person, line)| (people.key(person), line == Line::Reablement))
    }

    /// Hours of home care a week that are delivered, and those that people have asked for whose first visit is to come.
    pub fn home_care_hours(&self) -> (u32, u32) {
        let (home_care, people) = (&self.locality.home_care, &self.locality.people);
        let begun = |person| !matches!(people.state(person).package, Package::Waiting | Package::Starting);
        let awaited = home_care.accounts().filter(|&(person, ..)| !begun(person));
        (home_care.delivered, awaited.map(|(_, hours, _)| u32::from(hours)).sum())
    }

    /// Since when those have waited who are in line for a social worker or for home care.
    pub fn social_care_waits(&self) -> impl Iterator<Item = SimTime> {
        let tasks = self.locality.community.in_line(ServiceKind::SocialWork as usize);
        tasks.map(|task| task.asked()).chain(self.locality.home_care.waiting_since())
    }
}

impl Glimpse {
    /// A census of this one person, as a midnight would take it. What a team costs is nobody's own and left out.
    pub fn census(&self) -> Census {
        let state = &self.state;
        let at = |place| u32::from(state.whereabouts == place);
        let care_home = state.residence == Residence::CareHome;
        let home_care = if let Package::Active(hours) = state.package { hours.into() } else { 0 };
        Census {
            alive: 1,
            in_hospital: at(Whereabouts::Hospital) + at(Whereabouts::EmergencyCare),
            in_rehabilitation: at(Whereabouts::Rehabilitation),
            care_home_residents: care_home.into(),
            in_care_home: u32::from(care_home) * at(Whereabouts::Residence),
            unmet_needs: state.needs.count(),
            unmet_by_domain: std::array::from_fn(|domain| state.needs.has(domain).into()),
            by_frailty: std::array::from_fn(|band| u32::from(state.frailty as usize == band)),
            carers: has_carer(state).into(),
            carer_hours: state.care_hours.into(),
            carer_strain: state.strain.into(),
            home_care_hours: home_care,
            in_reablement: self.reablement.into(),
            in_hospital_at_home: self.hospital_at_home.into(),
            ..Census::default()
        }
    }
}
