//! Porosity: a profession of another service is drawn into a meeting. It sees needs of its own domain, its hours are
//! missing where it comes from, and like any further profession it costs the meeting attention.

use crate::model::design::Role;
use crate::model::services::community::{Order, ServiceKind, Work};
use crate::model::services::team::Hands;
use crate::model::services::team::answers::Answers;
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};

/// Sets the keys of guests apart from those of members.
const GUESTS: u64 = u64::MAX;
/// Meetings of other teams come after what is promised to people.
const MEETINGS: u8 = 2;

/// Who is drawn in today.
pub fn drawn_in(step: &mut Step, hands: &mut Hands, team: u16, answers: &Answers) -> Vec<Role> {
    if !step.parameters().process.guests.on {
        return Vec::new();
    }
    let occasion = mix(team.into(), step.now.day());
    let comes = |&(role, chance): &(Role, f64)| {
        step.luck().chance(Purpose::Attendance, mix(GUESTS, occasion), role as u64, chance)
    };
    let guests: Vec<Role> = answers.guests().filter(comes).map(|(role, _)| role).collect();
    for (&role, (_, length, _)) in guests.iter().zip(answers.meeting().into_iter().cycle()) {
        if let Some(kind) = service_of(role) {
            let luck = mix(mix(GUESTS, role as u64), occasion);
            let order = Order::of(kind, MEETINGS, length, luck);
            hands.community.request(step, hands.people, Work::AtMeeting, None, order);
        }
    }
    guests
}

/// The base service that a guest comes from; others come from outside the model.
fn service_of(role: Role) -> Option<ServiceKind> {
    Some(match role {
        Role::Gp => ServiceKind::Practice,
        Role::CommunityNurse | Role::CommunityMatron => ServiceKind::Nursing,
        Role::Physiotherapist => ServiceKind::Physiotherapy,
        Role::OccupationalTherapist => ServiceKind::OccupationalTherapy,
        Role::SocialWorker => ServiceKind::SocialWork,
        Role::MentalHealthPractitioner => ServiceKind::MentalHealth,
        Role::Pharmacist => ServiceKind::Pharmacy,
        Role::LinkWorker => ServiceKind::LinkWork,
        Role::Geriatrician | Role::Paramedic | Role::Administrator | Role::SupportWorker => return None,
    })
}
