//! Trusted assessment away from a team's list: what urgent response and the ward have found is accepted by whoever acts
//! on it, who then need not ask again and is not asked in vain.
//!
//! This file knows no team: the arm says how much is accepted and by whose staff.

use crate::ids::PersonId;
use crate::model::design::{Design, NeedDomain, Organisation};
use crate::model::people::People;
use crate::model::people::traits::{DOMAINS, Needs};
use crate::model::services::community::{Community, Length, Order, Work, WorkPlace};
use crate::model::services::usual;
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};

/// Sets the luck of work that is handed on apart from that of usual care for a need with the same root.
const HANDED_ON: u64 = u64::MAX - 1;

/// What of others' assessments is accepted in a place.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// Part of the work on a need that an assessment by urgent response saves, by neighbourhood and domain, 0 to 1.
    from_urgent_response: Vec<[f64; DOMAINS]>,
    /// The same of an assessment on the ward.
    from_ward: Vec<[f64; DOMAINS]>,
    /// Services of the staff whose assessments are accepted; while none of them is staffed nothing is.
    assessors: Vec<u16>,
}

impl Accepted {
    /// What the designs of neighbourhoods with these assessors accept, where `reused` is saved of work that is shared in
    /// full.
    pub fn new<'a>(
        designs: impl Iterator<Item = Option<&'a Design>> + Clone,
        reused: f64,
        assessors: Vec<u16>,
    ) -> Self {
        let saved = |design: &Design, by: Organisation, on: bool| {
            std::array::from_fn(|index| {
                let domain = NeedDomain::numbered(index);
                let trusted = on && design.trusted_assessor.contains(&domain);
                if trusted { reused * design.sharing.between(by, usual::service_of(domain).1) } else { 0.0 }
            })
        };
        let of = |by: Organisation, on: fn(&Design) -> bool| {
            designs.clone().map(|design| design.map_or([0.0; DOMAINS], |it| saved(it, by, on(it)))).collect()
        };
        Self {
            from_urgent_response: of(Organisation::Trust, |design| design.urgent_share.get() > 0.0),
            from_ward: of(Organisation::Hospital, |design| design.in_reach),
            assessors,
        }
    }
}

/// Length of work on a need in a domain for somebody who has been assessed on the ward.
pub fn after_ward(community: &Community, neighbourhood: u8, domain: NeedDomain, length: Length) -> Length {
    let saved = community.accepted.from_ward.get(usize::from(neighbourhood)).filter(|_| staffed(community));
    saved.map_or(length, |saved| length.of(1.0 - saved[domain as usize]))
}

/// Urgent response has been with somebody: needs that it finds in domains where its word is taken go straight to whoever
/// acts on them.
pub fn hand_on(step: &mut Step, people: &mut People, community: &mut Community, person: PersonId, root: u64) {
    let state = people.state(person);
    let saved = community.accepted.from_urgent_response.get(usize::from(state.neighbourhood));
    let Some(&saved) = saved.filter(|_| staffed(community)) else { return };
    let open = Needs(state.needs.0 & !state.in_hand.0);
    for index in open.iter() {
        let saved = saved[index];
        let key = mix(mix(root, HANDED_ON), index as u64);
        let finds = step.parameters().team.finds.all()[index].get();
        if saved <= 0.0 || !step.luck().chance(Purpose::Finding, key, 0, finds) {
            continue;
        }
        people.state_mut(person).noticed.add(index);
        let kind = usual::service_of(NeedDomain::numbered(index)).0;
        let length = usual::length_of(step, key, index, kind).of(1.0 - saved);
        let order = Order::of(kind, usual::ROUTINE, length, key).at(WorkPlace::Home);
        community.request(step, people, Work::HandedOn(person, index as u8), Some((person, people.key(person))), order);
    }
}

fn staffed(community: &Community) -> bool {
    community.accepted.assessors.iter().any(|&service| community.services[usize::from(service)].staff > 0.0)
}
