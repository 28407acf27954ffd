//! Actions of a plan: handed to the profession of their domain, carried out or not.

use crate::ids::CaseId;
use crate::model::design::{NeedDomain, Role};
use crate::model::fact::FactKind;
use crate::model::services::community::{CaseWork, Order, Work, WorkPlace};
use crate::model::services::team::casework::{ACTIONS, in_turn, staffed};
use crate::model::services::team::{Case, Hands, ROLES, process};
use crate::model::services::usual::{self, Means};
use crate::model::services::work;
use crate::model::step::{Step, with_odds};
use crate::random::luck::Purpose;
use crate::units::Period;

/// Hands an action to the profession of its domain: in the team, or in an existing service, where it may be lost.
pub fn hand_out(step: &mut Step, hands: &mut Hands, id: CaseId, domain: usize) {
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let need = NeedDomain::numbered(domain);
    let key = case.key_of(CaseWork::Action(domain as u8));
    let person = Some((case.person, case.key));
    let there = |role| staffed(hands, case.team, role).is_some();
    let own = answers.profession_for(need, there).and_then(|role| staffed(hands, case.team, role));
    let class =
        if own.is_some() { in_turn(step, hands, &case, CaseWork::Action(domain as u8), ACTIONS) } else { ACTIONS };
    let coordinator = case.coordinator.unwrap_or(Role::CommunityNurse);
    let ties = &step.parameters().process.ties;
    let together = &mut hands.teams.teams[usize::from(case.team)].process;
    let (service, length, passage) = match own {
        Some(profession) => {
            together.note_joint_work(coordinator, profession.role);
            let visit = action_length(step, profession.role);
            let length = work::visit(step, key, 1, visit, answers.sees(profession.role));
            (profession.service, length, together.within(ties, coordinator, profession.role))
        }
        None => {
            let (kind, employer) = usual::service_of(need);
            together.note_request(coordinator, employer);
            let unshared = 1.0 - answers.shares_with(coordinator, employer);
            let usual_loss = step.parameters().team.hand_off_lost.get() * unshared;
            let length = usual::length_of(step, key, domain, kind);
            (kind as usize, length, together.to_outside(ties, employer, usual_loss))
        }
    };
    if step.luck().chance(Purpose::HandOffLost, key, 1, passage.lost) {
        step.fact(case.key, if own.is_some() { FactKind::HandOffLostWithin } else { FactKind::HandOffLost });
        return;
    }
    hands.people.state_mut(case.person).in_hand.add(domain);
    hands.teams.cases.get_mut(id.0).pending += 1;
    let order = Order::to(service, class, length, case.key).at(WorkPlace::Home).on_its_way(passage.delay);
    hands.community.request(step, hands.people, Work::Case(id, CaseWork::Action(domain as u8)), person, order);
}

fn action_length(step: &Step, role: Role) -> Period {
    let work = &step.parameters().work;
    match role {
        Role::Pharmacist => work.medicines_review,
        Role::LinkWorker => work.link_worker_visit,
        _ => work.visit,
    }
}

/// An action's time has been spent by a service: carried out or not, and whether it met the need.
pub fn acted(step: &mut Step, hands: &mut Hands, id: CaseId, domain: usize, service: u16) {
    let case = *hands.teams.cases.get(id.0);
    hands.teams.cases.get_mut(id.0).pending -= 1;
    hands.people.state_mut(case.person).in_hand.remove(domain);
    let attempt = case.key_of(CaseWork::Action(domain as u8));
    let stale = process::information::stale(step, hands, &case, attempt);
    let done = !stale && step.luck().chance(Purpose::ActionDone, attempt, 0, carried_out(step, hands, &case));
    let team = &mut hands.teams.teams[usize::from(case.team)];
    team.process.month.actions[usize::from(done)] += 1;
    if let Some(role) = (0..ROLES).find(|&role| team.services[role] == Some(service)) {
        team.process.month.by_role[role][usize::from(done)] += 1;
    }
    step.fact(case.key, FactKind::Action(done));
    if done && hands.people.state(case.person).needs.has(domain) {
        let agrees_to = hands.teams.answers_of(case.team).map_or(0.0, |answers| answers.agrees_to());
        let mut means = Means { people: hands.people, home_care: hands.home_care, lines: hands.lines, agrees_to };
        usual::act(step, &mut means, case.person, domain, attempt);
    }
}

/// The chance that an action of a plan is carried out: each further profession at the meeting costs attention.
fn carried_out(step: &Step, hands: &Hands, case: &Case) -> f64 {
    let team = &step.parameters().team;
    let further = f64::from(case.professions) - team.usual_professions.get();
    let by_design = hands.teams.answers_of(case.team).is_some_and(|answers| answers.meets_on_screens());
    let screens = by_design || hands.teams.on_screens;
    let mode = if screens { team.meeting_mode_attention.get() } else { 1.0 };
    with_odds(team.implemented.get(), libm::pow(team.per_profession.get(), further) * mode)
}
