//! The residents of a place aged 65 and over: who they are, and what can befall them.
//!
//! Everything a person is lies in one row behind a `PersonId`. This room knows no service, no queue and no money.

pub mod aspects;
pub mod birth;
pub mod carers;
pub mod causes;
pub mod clocks;
pub mod happenings;
pub mod intensity;
pub mod long_term;
pub mod profile;
pub mod reach;
mod tally;
pub mod traits;

pub use tally::Tally;

use crate::engine::prefetch::prefetch;
use crate::ids::{JourneyId, PersonId};
use crate::model::design::NeedDomain;
use crate::model::parameters::Parameters;
use crate::model::people::clocks::Clock;
use crate::model::people::profile::Profile;
use crate::model::people::traits::{Condition, Conditions, Frailty, Mark, Marks, Needs, Residence, Sex, Whereabouts};
use crate::model::tables::{OLDEST, YOUNGEST};
use crate::time::{DAY, SimTime};

/// Rows grow by one part in 2^5 at a time, as doubling would leave a third of the memory of a country unused.
const GROWTH_BITS: u32 = 5;
/// Number of clocks of a person.
pub const CLOCKS: usize = 8;
/// No journey, case or task.
pub const NONE: u32 = u32::MAX;
/// A moment that never comes, in the short ticks of a person's columns (136 years).
pub const NEVER: u32 = u32::MAX;

/// When a person's clocks may next strike.
#[derive(Clone, Debug)]
pub struct Clocks {
    /// The person's luck key, the same in all arms.
    pub key: u64,
    /// The next point below the bound for each clock, seconds since the start.
    pub next: [u32; CLOCKS],
    /// The earliest of them: the person's pending event. Other entries of the agenda are stale.
    pub due: u32,
}

/// What a person is.
#[derive(Clone, Debug)]
pub struct State {
    /// Hidden persistent severity (mean 1 in the population) raised to its exponents for falls, illness and death.
    pub severity: [f32; 3],
    /// Day of birth, days since the start of the run (negative).
    pub born: i32,
    /// End of a destabilised spell, seconds since the start; 0 if there was none.
    pub destabilised_until: u32,
    /// Until when a severe illness or a broken hip makes death more likely.
    pub grave_until: u32,
    /// Until when a contact with a coordinator counts as keeping in touch; 0 if there was none.
    pub in_touch_until: u32,
    /// Until when the effect of exercise lasts.
    pub exercise_until: u32,
    /// The crisis journey in hand, or `NONE`.
    pub journey: u32,
    /// The recovery in hand, or `NONE`.
    pub recovery: u32,
    /// The team case in hand, or `NONE`.
    pub case: u32,
    /// Days (since the start) of the last two recorded emergency admissions.
    pub admitted_on: [u16; 2],
    /// Day and organisation of the last assessment.
    pub assessed_on: u16,
    /// The organisation that made it.
    pub assessed_by: u8,
    /// Frailty band.
    pub frailty: Frailty,
    /// Long-term conditions.
    pub conditions: Conditions,
    /// Needs that are there and unmet.
    pub needs: Needs,
    /// Needs that usual care has noticed.
    pub noticed: Needs,
    /// Needs with an action under way.
    pub in_hand: Needs,
    /// Frailty band on record.
    pub recorded_frailty: Frailty,
    /// Sex.
    pub sex: Sex,
    /// Lives alone.
    pub alone: bool,
    /// Has an unpaid carer.
    pub carer: bool,
    /// Fifth of deprivation, 0 the most deprived.
    pub fifth: u8,
    /// Neighbourhood.
    pub neighbourhood: u8,
    /// Home or care home.
    pub residence: Residence,
    /// Where the person is now.
    pub whereabouts: Whereabouts,
    /// Day until which a review of medicines in a care home is felt; 0 if there was none.
    pub medicines_until: u16,
    /// Day until which the person is convalescent from an illness or injury that was treated; 0 if there was none.
    pub convalescent_until: u16,
    /// How often the person has been referred to a team.
    pub referrals: u16,
    /// How many packages of home care they have asked for or had, the present one included.
    pub packages: u8,
    /// Home-care package.
    pub package: Package,
    /// A plan exists that crews can see on scene.
    pub plan: bool,
    /// The person was told of the plan.
    pub knows_plan: bool,
    /// What is true of a few people.
    pub marks: Marks,
    /// Strain of the carer in hundredths, 0 where there is none.
    pub strain: u8,
    /// Hours a week of unpaid care.
    pub care_hours: u8,
}

/// The state of a home-care package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// None, and none asked for.
    None,
    /// Asked for; no hours free yet.
    Waiting,
    /// Hours are reserved; care starts soon.
    Starting,
    /// Hours a week that are delivered.
    Active(u8),
    /// Hours a week that are held for somebody in hospital.
    Held(u8),
    /// The hours have gone to others during a stay in hospital; asked for again before the way out.
    Lapsed,
}

/// A resident's row: two cache lines that lie together.
#[derive(Clone, Debug)]
#[repr(align(128))]
pub struct Row {
    /// When clocks may strike.
    pub clocks: Clocks,
    /// What the person is.
    pub state: State,
}

const _: () = assert!(size_of::<Row>() <= 128, "a resident row is at most 128 bytes");

impl State {
    /// Age in whole years at a moment, held within the ages of the model.
    #[inline]
    pub fn age(&self, at: SimTime) -> usize {
        // Days of 1461 quarter-days: a year of 365.25 days.
        let days = ((at.ticks() / DAY) as i64 - i64::from(self.born)) as usize;
        (days * 4 / 1461).clamp(YOUNGEST, OLDEST)
    }

    /// Whether the person lives in the place.
    pub fn resident(&self) -> bool {
        self.whereabouts != Whereabouts::Gone
    }

    /// Whether a destabilised spell is on.
    #[inline]
    pub fn destabilised(&self, at: SimTime) -> bool {
        at.ticks() < u64::from(self.destabilised_until)
    }

    /// Whether a coordinator keeps in touch: the last contact that was made is recent enough.
    #[inline]
    pub fn in_touch(&self, at: SimTime) -> bool {
        at.ticks() < u64::from(self.in_touch_until)
    }

    /// What the person is now, for those who sort people by it.
    pub fn profile(&self) -> Profile {
        Profile {
            sex: self.sex,
            fifth: self.fifth,
            alone: self.alone,
            carer: self.carer,
            dementia: self.conditions.has(Condition::Dementia),
            residence: self.residence,
            whereabouts: self.whereabouts,
            frailty: self.frailty,
            needs: self.needs,
            offline: self.marks.has(Mark::Offline),
        }
    }

    /// The journey in hand.
    pub fn journey(&self) -> Option<JourneyId> {
        (self.journey != NONE).then_some(JourneyId(self.journey))
    }

    /// Recorded emergency admissions in the 365 days before `day`, as known `lag` days later; at most two are kept.
    pub fn recorded_admissions(&self, day: u64, lag: u64) -> u32 {
        const YEAR_DAYS: u64 = 365;
        let known = |on: u16| on != u16::MAX && u64::from(on) + lag <= day && u64::from(on) + YEAR_DAYS > day;
        self.admitted_on.iter().filter(|&&on| known(on)).count() as u32
    }
}

/// The residents of a place.
#[derive(Clone, Debug, Default)]
pub struct People {
    rows: Vec<Row>,
    /// Slots of the dead and moved, to be used again.
    free: Vec<u32>,
    /// Number of people born into the place so far, its residents at the start included.
    pub cohort: u64,
    /// How far services are reached by telephone and video alone today, 0 to 1.
    pub afar: f64,
    tally: Tally,
}

impl People {
    /// Nobody yet, with room for so many.
    pub fn with_room_for(number: usize) -> Self {
        Self { rows: Vec::with_capacity(number), ..Self::default() }
    }

    /// Puts a person into a free slot.
    pub fn settle(&mut self, key: u64, state: State) -> PersonId {
        let clocks = Clocks { key, next: [NEVER; CLOCKS], due: NEVER };
        self.cohort += 1;
        *self.tally.cell(&state) += 1;
        self.tally.unmet_needs += state.needs.count();
        state.needs.iter().for_each(|domain| self.tally.unmet_by_domain[domain] += 1);
        self.tally.by_frailty[state.frailty as usize] += 1;
        let Some(slot) = self.free.pop() else {
            if self.rows.len() == self.rows.capacity() {
                self.rows.reserve_exact((self.rows.len() >> GROWTH_BITS).max(1));
            }
            self.rows.push(Row { clocks, state });
            return PersonId(self.rows.len() as u32 - 1);
        };
        self.rows[slot as usize] = Row { clocks, state };
        PersonId(slot)
    }

    /// Takes a person out of the place; the slot may be used again, the key never.
    pub fn remove(&mut self, person: PersonId) {
        self.count_carer(person, false, 0, 0);
        let Row { clocks, state } = &mut self.rows[person.0 as usize];
        *self.tally.cell(state) -= 1;
        self.tally.unmet_needs -= state.needs.count();
        state.needs.iter().for_each(|domain| self.tally.unmet_by_domain[domain] -= 1);
        self.tally.by_frailty[state.frailty as usize] -= 1;
        state.whereabouts = Whereabouts::Gone;
        clocks.next = [NEVER; CLOCKS];
        clocks.due = NEVER;
        self.free.push(person.0);
    }

    /// Running counts.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// A person is somewhere else from now on.
    pub fn go_to(&mut self, person: PersonId, whereabouts: Whereabouts) {
        let state = &mut self.rows[person.0 as usize].state;
        *self.tally.cell(state) -= 1;
        state.whereabouts = whereabouts;
        *self.tally.cell(state) += 1;
    }

    /// A person lives somewhere else from now on.
    pub fn live_in(&mut self, person: PersonId, residence: Residence) {
        let state = &mut self.rows[person.0 as usize].state;
        *self.tally.cell(state) -= 1;
        state.residence = residence;
        *self.tally.cell(state) += 1;
    }

    /// A need is there; nothing changes if it was there before.
    pub fn add_need(&mut self, person: PersonId, domain: usize) {
        let needs = &mut self.rows[person.0 as usize].state.needs;
        let new = u32::from(!needs.has(domain));
        self.tally.unmet_needs += new;
        self.tally.unmet_by_domain[domain] += new;
        needs.add(domain);
    }

    /// A need is met, with what was noticed of it and was in hand. Returns whether it was there.
    pub fn remove_need(&mut self, person: PersonId, domain: usize) -> bool {
        let state = &mut self.rows[person.0 as usize].state;
        let before = state.needs.count();
        state.needs.remove(domain);
        state.noticed.remove(domain);
        state.in_hand.remove(domain);
        let after = state.needs.count();
        self.tally.unmet_needs -= before - after;
        self.tally.unmet_by_domain[domain] -= before - after;
        after < before
    }

    /// Weighs again what a person's carer does and bears. Returns whether the strain has risen.
    pub fn weigh_carer(&mut self, parameters: &Parameters, person: PersonId) -> bool {
        let state = self.state(person);
        if !carers::has_carer(state) {
            self.count_carer(person, false, 0, 0);
            return false;
        }
        let before = state.strain;
        let strain = (carers::strain(parameters, state) * carers::WHOLE).round() as u8;
        let hours = carers::hours(parameters, state).round() as u8;
        self.count_carer(person, true, strain, hours);
        strain > before
    }

    fn count_carer(&mut self, person: PersonId, cared: bool, strain: u8, hours: u8) {
        let (state, tally) = (&mut self.rows[person.0 as usize].state, &mut self.tally);
        let change = |sum: u32, from: u8, to: u8| sum - u32::from(from) + u32::from(to);
        tally.carers = change(tally.carers, state.marks.has(Mark::Cared).into(), cared.into());
        tally.carer_hours = change(tally.carer_hours, state.care_hours, hours);
        tally.carer_strain = change(tally.carer_strain, state.strain, strain);
        state.marks.set(Mark::Cared, cared);
        state.strain = strain;
        state.care_hours = hours;
    }

    /// A person is in another frailty band from now on.
    pub fn change_frailty(&mut self, person: PersonId, to: Frailty) {
        let state = &mut self.rows[person.0 as usize].state;
        self.tally.by_frailty[state.frailty as usize] -= 1;
        self.tally.by_frailty[to as usize] += 1;
        state.frailty = to;
    }

    /// The luck key of every resident, with what they are now.
    pub fn profiles(&self) -> impl Iterator<Item = (u64, Profile)> + '_ {
        self.residents().map(|person| (self.key(person), self.state(person).profile()))
    }

    /// Who is given home care, and how many hours a week, by luck key.
    pub fn home_care(&self) -> impl Iterator<Item = (u64, u8)> + '_ {
        self.residents().filter_map(|person| match self.state(person).package {
            Package::Active(hours) => Some((self.key(person), hours)),
            _ => None,
        })
    }

    /// Has a person's row near for when their event comes.
    #[inline]
    pub fn fetch(&self, person: PersonId) {
        prefetch(&self.rows[person.0 as usize]);
    }

    /// Nobody acts on a person's needs any longer, but for the home care that they wait for.
    pub fn let_go_of_needs(&mut self, person: PersonId) {
        let state = self.state_mut(person);
        let care = NeedDomain::SocialAndCare as usize;
        let waits = state.in_hand.has(care) && matches!(state.package, Package::Waiting | Package::Starting);
        state.in_hand = Needs::default();
        if waits {
            state.in_hand.add(care);
        }
    }

    /// What everybody is who has a slot, those gone included, in the order of the slots.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.rows.iter().map(|row| &row.state)
    }

    /// What a person is.
    #[inline]
    pub fn state(&self, person: PersonId) -> &State {
        &self.rows[person.0 as usize].state
    }

    /// What a person is, to be changed.
    #[inline]
    pub fn state_mut(&mut self, person: PersonId) -> &mut State {
        &mut self.rows[person.0 as usize].state
    }

    /// When a person's clocks may strike.
    #[inline]
    pub fn clocks(&self, person: PersonId) -> &Clocks {
        &self.rows[person.0 as usize].clocks
    }

    /// When a person's clocks may strike, to be changed.
    #[inline]
    pub fn clocks_mut(&mut self, person: PersonId) -> &mut Clocks {
        &mut self.rows[person.0 as usize].clocks
    }

    /// A person's whole row, to be changed.
    #[inline]
    pub fn row_mut(&mut self, person: PersonId) -> &mut Row {
        &mut self.rows[person.0 as usize]
    }

    /// The hour of death of somebody whose last days have begun.
    pub fn dies_at(&self, person: PersonId) -> Option<SimTime> {
        let at = self.rows[person.0 as usize].clocks.next[Clock::Death as usize];
        self.state(person).marks.has(Mark::Dying).then(|| SimTime::from_ticks(at.into()))
    }

    /// The last days of a person begin, and end at this hour.
    pub fn begin_to_die(&mut self, person: PersonId, at: SimTime) {
        self.rows[person.0 as usize].clocks.next[Clock::Death as usize] = at.ticks().min(NEVER.into()) as u32;
        self.state_mut(person).marks.set(Mark::Dying, true);
    }

    /// The luck key of a person.
    #[inline]
    pub fn key(&self, person: PersonId) -> u64 {
        self.rows[person.0 as usize].clocks.key
    }

    /// The slots of all residents.
    pub fn residents(&self) -> impl Iterator<Item = PersonId> + '_ {
        (0..).zip(&self.rows).filter(|(_, row)| row.state.resident()).map(|(slot, _)| PersonId(slot))
    }
}
