//! How people come to a team: judged by a professional, found in hospital, picked from a list, or by asking.
//!
//! A professional sees part of a destabilised spell; a list sees only what is recorded; whoever asks has a need, noticed or not.

use crate::ids::{CaseId, PersonId};
use crate::model::event::Event;
use crate::model::fact::FactKind;
use crate::model::people::reach;
use crate::model::people::traits::{Needs, Residence};
use crate::model::people::{NONE, State};
use crate::model::services::community::{CaseWork, Order, Work};
use crate::model::services::team::answers::{Answers, Route};
use crate::model::services::team::{Case, CaseStage, Hands, Team, casework, list, process};
use crate::model::services::work;
use crate::model::step::{Step, with_odds};
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, SimTime, Span};

/// Triage comes before other work of a team.
const FIRST: u8 = 1;

/// Sets the keys of referrals apart from the occasions on which somebody may be referred.
const REFERRALS: u64 = u64::MAX;
/// Sets the moment of asking apart from whether anybody asks.
const MOMENT: u64 = u64::MAX;
/// Those who ask do so at any moment of so many days, so that all have asked before the next month's are chosen.
const MONTH: Span = Span::days(28);

/// A professional has seen somebody in a crisis or for a need: do they refer?
pub fn seen(step: &mut Step, hands: &mut Hands, person: PersonId, route: Route, occasion: u64) {
    let state = hands.people.state(person);
    let Some(answers) = hands.teams.answers_of(state.neighbourhood) else { return };
    let keeps_list = hands.teams.teams[usize::from(state.neighbourhood)].cap > 0;
    let shut_out = state.residence == Residence::CareHome && !answers.supports_care_homes();
    if !keeps_list || state.case != NONE || shut_out {
        return;
    }
    if judged_fit(step, hands, person, (&answers, route), occasion) {
        refer(step, hands, person);
    }
}

/// Whether whoever has just seen somebody judges that the team of the neighbourhood is for them; one draw an occasion and
/// route.
pub fn judged_fit(
    step: &Step,
    hands: &Hands,
    person: PersonId,
    (answers, route): (&Answers, Route),
    occasion: u64,
) -> bool {
    let (state, team) = (hands.people.state(person), &step.parameters().team);
    let by_frailty = if route == Route::InReach { &team.in_reach_referral } else { &team.professional_referral };
    let known = process::adoption::known(hands, state.neighbourhood.into());
    let judged = by_frailty.all()[state.frailty as usize].get() * answers.share_of(route) * known;
    let spell = if state.destabilised(step.now) { team.sees_destabilised.get() } else { 1.0 };
    let odds = spell * reach::on_referral(step.parameters(), state, hands.people.afar);
    step.luck().chance(Purpose::Referral, occasion, route as u64, with_odds(judged, odds))
}

/// The month turns: picks people from a list that ranks recorded risk.
pub fn pick_from_list(step: &mut Step, hands: &mut Hands) {
    let wanted = |team: &Team| {
        let answers = team.answers.as_ref().filter(|_| team.cap > 0);
        answers.map_or(0, |answers| answers.monthly_picks(team.cap))
    };
    let picks: Vec<usize> = hands.teams.teams.iter().map(wanted).collect();
    if picks.iter().all(|&picks| picks == 0) {
        return;
    }
    let usual = step.parameters().team.minimum_score;
    let lowest = |team: &Team| team.answers.as_ref().map_or(f64::INFINITY, |answers| answers.lowest_score(usual));
    let lowest: Vec<f64> = hands.teams.teams.iter().map(lowest).collect();
    let mut ranked: Vec<(u8, u64, PersonId)> = Vec::new();
    for person in hands.people.residents() {
        let state = hands.people.state(person);
        let score = score(step, state);
        if score >= lowest[usize::from(state.neighbourhood)] && state.case == NONE && state.residence == Residence::Home
        {
            // Scores in thousandths, highest first; ties by luck key, which means nothing.
            const THOUSANDTHS: f64 = 1000.0;
            let rank = u64::MAX - (score * THOUSANDTHS) as u64;
            ranked.push((state.neighbourhood, rank, person));
        }
    }
    ranked.sort_unstable_by_key(|&(neighbourhood, rank, person)| (neighbourhood, rank, hands.people.key(person)));
    let mut taken = vec![0; hands.teams.teams.len()];
    let drawn: Vec<bool> =
        (0..taken.len()).map(|team| process::administrator::draws_list(step, hands, team as u16)).collect();
    for (neighbourhood, _, person) in ranked {
        let taken = &mut taken[usize::from(neighbourhood)];
        if *taken < picks[usize::from(neighbourhood)] && drawn[usize::from(neighbourhood)] {
            *taken += 1;
            refer(step, hands, person);
        }
    }
}

/// The month turns: which people with an unmet need, or carers of theirs, will ask for the team, and when in the month.
pub fn see_who_will_ask(step: &mut Step, hands: &mut Hands) {
    let wanted = |team: usize| {
        let answers = hands.teams.answers_of(team).filter(|_| hands.teams.teams[team].cap > 0);
        answers.map_or(0.0, |answers| answers.share_of(Route::Own) * process::adoption::known(hands, team as u16))
    };
    let wanted: Vec<f64> = (0..hands.teams.teams.len()).map(wanted).collect();
    if wanted.iter().all(|&wanted| wanted == 0.0) {
        return;
    }
    let mut asking = Vec::new();
    for person in hands.people.residents() {
        let state = hands.people.state(person);
        let wanted = wanted[usize::from(state.neighbourhood)];
        let at_home = state.residence == Residence::Home && state.case == NONE;
        if !at_home || state.needs == Needs::default() || wanted == 0.0 {
            continue;
        }
        let odds = reach::on_referral(step.parameters(), state, hands.people.afar);
        let p = with_odds(step.parameters().team.own_referral.get() * wanted, odds);
        let key = hands.people.key(person);
        let month = mix(key, step.now.day());
        if step.luck().chance(Purpose::Referral, month, Route::Own as u64, p) {
            let share = step.luck().uniform(Purpose::Referral, month, MOMENT);
            asking.push((step.now + Span::seconds((share * MONTH.ticks() as f64) as u64), person, key));
        }
    }
    asking.sort_unstable_by_key(|&(at, _, key)| std::cmp::Reverse((at, key)));
    hands.teams.asking = asking;
}

/// The hour turns: whoever wanted to ask by now does so, if the need is still there and no team has them.
pub fn take_those_who_ask(step: &mut Step, hands: &mut Hands) {
    while let Some(&(at, person, key)) = hands.teams.asking.last()
        && at <= step.now
    {
        hands.teams.asking.pop();
        let state = hands.people.state(person);
        let still = hands.people.key(person) == key && state.resident() && state.residence == Residence::Home;
        if still && state.case == NONE && state.needs != Needs::default() {
            refer(step, hands, person);
        }
    }
}

/// The recorded risk of somebody: admissions, frailty and age, as far as they are written down.
fn score(step: &Step, state: &State) -> f64 {
    const FROM_AGE: f64 = 65.0;
    const TEN_YEARS: f64 = 10.0;
    let team = &step.parameters().team;
    let lag = step.parameters().records.admission_recorded_after.whole_days();
    let admissions = state.recorded_admissions(step.now.day(), lag);
    team.score_admission.get() * f64::from(admissions)
        + team.score_frailty.get() * f64::from(state.recorded_frailty as u8)
        + team.score_age.get() * (state.age(step.now) as f64 - FROM_AGE) / TEN_YEARS
}

/// Whether a team takes referrals: from the day on which the first of its staff starts, while anybody is there. A sham
/// team, which has none, takes them all the time.
fn open(hands: &Hands, team: u8) -> bool {
    let services = hands.teams.teams[usize::from(team)].services.iter().flatten();
    let somebody = |&service: &u16| hands.community.services[usize::from(service)].in_post > 0.0;
    hands.teams.sham || services.into_iter().any(somebody)
}

/// Refers somebody to the team of their neighbourhood, if it is open.
fn refer(step: &mut Step, hands: &mut Hands, person: PersonId) {
    if !open(hands, hands.people.state(person).neighbourhood) {
        return;
    }
    let key = hands.people.key(person);
    let state = hands.people.state_mut(person);
    state.referrals = state.referrals.wrapping_add(1);
    let team = u16::from(state.neighbourhood);
    let luck = step.luck().hash(Purpose::Referral, mix(key, REFERRALS), state.referrals.into());
    let id = hands.teams.cases.add(Case {
        person,
        key,
        luck,
        team,
        stage: CaseStage::Referred,
        due: SimTime::NEVER,
        referred: step.now,
        review: SimTime::NEVER,
        seen: false,
        coordinator: None,
        found: Default::default(),
        undecided: Default::default(),
        pending: 0,
        assessed_by: 0,
        professions: 0,
        round: 0,
        contacts: 0,
        in_touch_until: 0,
        others_until: 0,
    });
    let id = CaseId(id);
    hands.people.state_mut(person).case = id.0;
    step.fact(key, FactKind::Referred { team });
    seek_triage(step, hands, id);
}

/// Asks for triage.
pub fn seek_triage(step: &mut Step, hands: &mut Hands, id: CaseId) {
    match casework::clerk(step, hands, id) {
        Some(profession) => {
            let case = *hands.teams.cases.get(id.0);
            let length = work::spread(step, case.key_of(CaseWork::Triage), 0, step.parameters().work.triage);
            let order = Order::to(profession.service, FIRST, length, case.key);
            let person = Some((case.person, case.key));
            hands.community.request(step, hands.people, Work::Case(id, CaseWork::Triage), person, order);
        }
        _ => {
            // Without staff to triage, the list takes people in turn; a sham team does nothing but this.
            hands.teams.cases.get_mut(id.0).due = step.now + Span::seconds(DAY);
            step.file(step.now + Span::seconds(DAY), Event::Case(id));
        }
    }
}

/// Triage is done: taken on, or not.
pub fn triaged(step: &mut Step, hands: &mut Hands, id: CaseId) {
    let case = *hands.teams.cases.get(id.0);
    let Some(answers) = hands.teams.answers_of(case.team) else { return };
    let state = hands.people.state(case.person);
    let features = crate::model::services::team::answers::Features {
        admissions: state.recorded_admissions(step.now.day(), 0),
        frailty: state.recorded_frailty,
        noticed: state.noticed,
        from_hospital: state.recorded_admissions(step.now.day(), 0) > 0 && state.journey != NONE,
    };
    let triages = casework::clerk(step, hands, id).map(|profession| profession.role);
    let process = &hands.teams.teams[usize::from(case.team)].process;
    let aims = process::purpose::of_triage(&step.parameters().process, &answers, process, triages);
    let without = (step.parameters().team.triage_without_fit.get() * process.threshold).min(1.0);
    let p = without + (1.0 - without) * answers.fit(&aims, &features);
    let team = &hands.teams.teams[usize::from(case.team)];
    let longest = f64::from(team.cap) * step.parameters().team.longest_waiting_list.get();
    let room = team.on_list < team.cap || (team.waiting.len() as f64) < longest;
    if room && step.luck().chance(Purpose::Triage, case.luck, 0, p) {
        list::take_on(step, hands, id);
    } else {
        step.fact(case.key, FactKind::Refused);
        list::close(hands, id);
    }
}
