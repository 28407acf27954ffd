//! Adaptation: a team that may do so changes how often it meets, who comes and whom it takes, by what it has written down.
//! One that follows a blueprint keeps to its design.

use crate::model::design::Role;
use crate::model::parameters::process::Adaptation;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::{ROLES, Team};
use crate::model::step::Context;
use crate::random::luck::{Purpose, mix};

/// What a team has written down of its lists, or would if it wrote down everything.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Noted {
    /// Cases that wait to be discussed.
    to_discuss: f64,
    /// People who wait for a place on the list.
    waiting: f64,
    /// People on the list.
    on_list: f64,
    /// Whether there was something for each role.
    used: [bool; ROLES],
}

impl Noted {
    /// The lists as they stand.
    fn as_it_stands(team: &Team) -> Self {
        Self {
            to_discuss: team.to_discuss.len() as f64,
            waiting: team.waiting.len() as f64,
            on_list: team.on_list.into(),
            used: team.process.month.used.map(|used| used > 0),
        }
    }

    /// What is written down of them in a month by whoever keeps the list.
    pub fn by_records(context: &Context, answers: &Answers, team: &Team, key: u64) -> Self {
        let keeper = answers.employer(Role::Administrator) as usize;
        let recorded = context.parameters.recording.recorded.all()[keeper].get();
        let all = Self::as_it_stands(team);
        let written = |role: usize| {
            let missed = libm::pow(1.0 - recorded, team.process.month.used[role].into());
            context.luck.chance(Purpose::Recorded, mix(key, role as u64), keeper as u64, 1.0 - missed)
        };
        Self {
            to_discuss: recorded * all.to_discuss,
            waiting: recorded * all.waiting,
            on_list: recorded * all.on_list,
            used: std::array::from_fn(|role| all.used[role] && written(role)),
        }
    }
}

/// A month passes: one step in each way of working, by what was noted at the end of the month before or, if records are
/// not what it goes by, by the lists as they stand.
pub fn month(rules: &Adaptation, answers: &Answers, team: &mut Team, longest_waiting_list: f64) {
    if !rules.on || !answers.adapts() {
        return;
    }
    let noted = if rules.by_records { team.process.noted } else { Some(Noted::as_it_stands(team)) };
    let Some(noted) = noted else { return };
    let (step, most) = (rules.step.get(), rules.most.get());
    let changed = |now: f64, up: bool, down: bool| {
        let factor = if up {
            1.0 + step
        } else if down {
            1.0 / (1.0 + step)
        } else {
            1.0
        };
        now * factor
    };
    let cases = answers.meeting().map_or(0.0, |(_, _, cases)| f64::from(cases));
    let waiting = noted.to_discuss;
    let (long, short) = (waiting > rules.long.get() * cases, waiting < rules.short.get() * cases);
    let process = &mut team.process;
    process.cadence = changed(process.cadence, short, long).clamp(1.0 / most, most);
    let limit = f64::from(team.cap) * longest_waiting_list;
    let (full, empty) = (noted.waiting >= limit, noted.waiting == 0.0);
    let short_of_people = empty && noted.on_list < f64::from(team.cap);
    process.threshold = changed(process.threshold, short_of_people, full && !empty).clamp(1.0 / most, most);
    // Whoever administers is needed whatever the cases are.
    for role in (0..ROLES).filter(|&role| role != Role::Administrator as usize) {
        let (attendance, used) = (&mut process.attendance[role], noted.used[role]);
        *attendance = changed(*attendance, used, !used).clamp(1.0 / most, 1.0);
    }
}
