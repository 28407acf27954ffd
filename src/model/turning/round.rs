//! A round through the teams as a month begins: how each of them works, and what it looks like from each post.

use crate::model::fact::FactKind;
use crate::model::place::Locality;
use crate::model::round::{MemberSeen, Round, TeamSeen};
use crate::model::services::team::Team;
use crate::model::services::team::process::voice;
use crate::model::step::Step;
use crate::model::workforce::circle::Circle;
use crate::model::workforce::posts::Holder;

impl Locality {
    /// Tells how the teams are, where there are any.
    pub(super) fn round(&self, step: &mut Step) {
        let mut round = Round::default();
        for (number, (team, circle)) in self.teams.teams.iter().zip(&self.circles).enumerate() {
            if circle.posts().next().is_some() {
                round.teams.extend(self.team_seen(step, number as u16, team, circle));
                round.members.extend(self.members_seen(step, number as u16, team, circle));
            }
        }
        if !round.teams.is_empty() {
            step.fact(0, FactKind::Round(Box::new(round)));
        }
    }

    fn team_seen(&self, step: &Step, number: u16, team: &Team, circle: &Circle) -> Option<TeamSeen> {
        let answers = team.answers.as_ref()?;
        let (rules, process) = (&step.parameters().process, &team.process);
        Some(TeamSeen {
            team: number,
            design: team.design,
            cohesion: process.cohesion,
            alignment: process.alignment,
            voice: 1.0 - voice::gradient(rules, answers, process, team.to_discuss.len()),
            tension: process.tension,
            fidelity: process.fidelity,
            vacant: self.vacant(circle),
            on_list: team.on_list,
            waiting: team.waiting.len() as u32,
            actions: process.month.actions,
            aims: circle.mean_aims(&answers.aims()),
        })
    }

    fn members_seen<'a>(
        &'a self,
        step: &Step,
        number: u16,
        team: &'a Team,
        circle: &'a Circle,
    ) -> impl Iterator<Item = MemberSeen> + 'a {
        let (now, ties) = (step.now, step.parameters().process.ties.clone());
        let seen = move |index: usize| {
            let post = &self.posts.all[index];
            let Holder::Filled { since } = post.holder else { return None };
            let [not_done, done] = team.process.month.by_role[post.role as usize].map(f64::from);
            Some(MemberSeen {
                key: post.incumbent_key(),
                team: number,
                role: post.role,
                employer: post.employer,
                wte: post.wte,
                tenure_days: now.since(since).in_days() as u32,
                satisfaction: post.satisfaction,
                cohesion: circle.tie_of(index, &ties, now),
                benefit: (not_done + done > 0.0).then(|| done / (not_done + done)),
            })
        };
        circle.posts().filter_map(seen)
    }
}
