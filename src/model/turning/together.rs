//! How the calendar keeps teams together: ties lie with the posts, what follows from them with the teams, and neither
//! knows the other. Here the numbers go across, at each meeting and as weeks and months turn.

use crate::model::design::{Organisation, Role};
use crate::model::fact::{FactKind, Together};
use crate::model::place::Locality;
use crate::model::services::team::answers::Answers;
use crate::model::services::team::meeting::{self, Held};
use crate::model::services::team::process::adaptation::{self, Noted};
use crate::model::services::team::process::{adoption, effort, experience, risk, tension, voice};
use crate::model::step::Step;
use crate::model::workforce::circle::{self, Circle, Gone};
use crate::model::workforce::climate::Climate;
use crate::random::luck::{Purpose, mix};
use crate::time::{DAY, WEEK};
use crate::units::Choice;

const WEEK_DAYS: f64 = (WEEK / DAY) as f64;

impl Locality {
    /// The day turns for teams: meetings are held, and what binds their members comes and goes.
    pub(super) fn work_together(&mut self, step: &mut Step) {
        for held in meeting::turn_of_day(step, &mut self.hands()) {
            self.met(step, &held);
        }
        if self.teams.teams.is_empty() {
            return;
        }
        self.reorganise_if_due(step);
        let date = step.context.calendar.date(step.now);
        if step.context.calendar.day(step.now).weekday == 0 {
            self.week(step);
        }
        if date.day() == 1 {
            self.month(step);
        }
        for team in &mut self.teams.teams {
            tension::fade(&step.parameters().process, team);
            experience::day(team);
        }
    }

    /// A meeting was held: those present know one another better, and their aims come closer.
    fn met(&mut self, step: &mut Step, held: &Held) {
        let Some(answers) = self.teams.answers_of(held.team) else { return };
        let rules = &step.parameters().process;
        let occasion = mix(held.team as u64, step.now.day());
        let Some(circle) = self.circles.get_mut(held.team) else { return };
        let gone = circle.update(&self.posts, rules, step.now);
        let members = circle.somebody_of(&held.present, |role| {
            step.luck().hash(Purpose::Attendance, mix(u64::MAX, occasion), role as u64)
        });
        let on_screens = self.teams.on_screens || held.on_screens;
        let contact = if on_screens { rules.ties.screens.get() } else { 1.0 };
        circle.contact(&members, contact, &rules.ties, step.now);
        circle.strain(&members, held.strain, &rules.ties, step.now);
        circle.come_together(&members, circle::convergence(&rules.purpose, held.reflection));
        tell_of_ties(step, held.team, gone, false);
        self.refresh(step, held.team, &answers);
    }

    fn week(&mut self, step: &mut Step) {
        for (number, team) in self.teams.teams.iter_mut().enumerate() {
            if effort::week(&step.parameters().process.effort, &self.community, team) {
                step.fact(0, FactKind::GoodwillRanOut { team: number as u16 });
            }
        }
    }

    fn month(&mut self, step: &mut Step) {
        let rules = &step.parameters().process;
        let support = adoption::support(step.context);
        let longest = step.parameters().team.longest_waiting_list.get();
        for index in 0..self.teams.teams.len() {
            let Some(answers) = self.teams.answers_of(index) else { continue };
            self.joint_work(step, index, &answers);
            experience::month(&step.parameters().belief, &answers, &mut self.teams.teams[index]);
            let heard = self.leaders_hear(step, index);
            let team = &mut self.teams.teams[index];
            let drift = answers.drift(rules.adoption.drift);
            adoption::month(rules, (support, drift), &mut team.process, heard);
            adaptation::month(&rules.adaptation, &answers, team, longest);
            team.process.noted =
                Some(Noted::by_records(step.context, &answers, team, mix(index as u64, step.now.day())));
            team.process.month = Default::default();
            self.refresh(step, index, &answers);
        }
        self.tell_staff(step);
        self.tell_funders(step);
    }

    /// What the month's work has done to ties: handing over within the team, requests to others, sharing a base.
    fn joint_work(&mut self, step: &mut Step, team: usize, answers: &Answers) {
        const MONTH_WEEKS: f64 = 30.4 / 7.0;
        let rules = &step.parameters().process;
        let ties = &rules.ties;
        let Some(circle) = self.circles.get_mut(team) else { return };
        let month = &self.teams.teams[team].process.month;
        let gone = circle.update(&self.posts, rules, step.now);
        for (number, (from, to)) in month.joint.iter().enumerate() {
            let members = circle.somebody_of(&[*from, *to], |_| number as u64);
            circle.contact(&members, ties.joint_work.get(), ties, step.now);
        }
        for &(role, with) in &month.asked {
            circle.contact_outside(role, with, ties.joint_work.get(), ties, step.now);
        }
        if let Some(wins) = month.cases.wins() {
            circle.contact_of_all(ties.success.get() * wins, ties, step.now);
        }
        if answers.shares_base() {
            circle.contact_of_all(ties.same_base.get() * MONTH_WEEKS, ties, step.now);
        }
        tell_of_ties(step, team, gone, false);
    }

    /// A reorganisation, by design or by another national framework, breaks ties and sends everybody back to their own
    /// aims.
    fn reorganise_if_due(&mut self, step: &mut Step) {
        for index in 0..self.circles.len() {
            let Some(answers) = self.teams.answers_of(index) else { continue };
            let after = answers.reorganised_after();
            let due = after.is_some_and(|after| (step.context.zero + after).day() == step.now.day());
            if due || self.posts.reorganised == step.now {
                let gone = self.circles[index].reorganise(&step.parameters().process, step.now);
                tell_of_ties(step, index, gone, true);
                self.refresh(step, index, &answers);
            }
        }
    }

    /// Brings a team's numbers in line with its circle.
    fn refresh(&mut self, step: &Step, index: usize, answers: &Answers) {
        let Some(circle) = self.circles.get(index) else { return };
        let (rules, now) = (&step.parameters().process, step.now);
        let vacant = self.vacant(circle);
        let team = &mut self.teams.teams[index];
        let process = &mut team.process;
        process.vacant = vacant;
        process.cohesion = circle.cohesion(&rules.ties, now);
        process.alignment = circle.alignment(&answers.aims());
        let roles = || Role::ALL.iter().copied().filter(|&role| team.services[role as usize].is_some());
        for one in roles() {
            process.apart[one as usize] = circle.apart(one) as f32;
            for other in roles() {
                let tie = circle.tie(one, other, &rules.ties, now).unwrap_or(rules.ties.newcomer.get());
                process.ties[one as usize][other as usize] = tie as f32;
            }
        }
        for with in Organisation::EACH {
            process.outside[with as usize] = circle.outside(with, &rules.ties, now) as f32;
        }
        for service in team.services.iter().flatten() {
            self.community.services[usize::from(*service)].meetings = 1.0 / process.cadence;
        }
        let backing = &mut self.community.backing;
        backing.resize(backing.len().max(index + 1), 1.0);
        backing[index] = risk::backing(rules, answers, process);
    }

    /// Part of a circle's posts that nobody holds, by size.
    pub(super) fn vacant(&self, circle: &Circle) -> f64 {
        let posts = || circle.posts().map(|post| &self.posts.all[post]);
        let all: f64 = posts().map(|post| post.wte).sum();
        let held: f64 = posts().filter(|post| post.filled()).map(|post| post.wte).sum();
        if all > 0.0 { 1.0 - held / all } else { 0.0 }
    }

    /// What it is like to work in a team reaches its staff.
    fn tell_staff(&mut self, step: &Step) {
        let rules = &step.parameters().process;
        if !rules.climate.on {
            return;
        }
        self.posts.climates.resize(self.community.services.len(), Climate::PLAIN);
        for team in &self.teams.teams {
            let Some(answers) = &team.answers else { continue };
            let (process, waiting) = (&team.process, team.to_discuss.len());
            let climate = Climate {
                cohesion: process.cohesion as f32,
                tension: process.tension as f32,
                voice: (1.0 - voice::gradient(rules, answers, process, waiting)) as f32,
                purpose: process.alignment as f32,
                autonomy: answers.autonomy(rules.adaptation.on) as f32,
                wins: process.wins as f32,
                friction: answers.friction() as f32,
            };
            for service in team.services.iter().flatten() {
                self.posts.climates[usize::from(*service)] = climate;
            }
        }
    }

    /// How the teams work together tonight.
    pub(super) fn together(&self, step: &Step) -> Together {
        let mut sum = Together::default();
        let (rules, staff) = (&step.parameters().process, &step.parameters().staff);
        let with_members =
            self.teams.teams.iter().zip(&self.circles).filter(|(_, circle)| circle.posts().next().is_some());
        for (team, _) in with_members {
            let Some(answers) = &team.answers else { continue };
            let process = &team.process;
            let staffed: f64 = team
                .services
                .iter()
                .flatten()
                .map(|&service| self.community.services[usize::from(service)].staff)
                .sum();
            let given = staffed * process.giving / (1.0 + process.giving);
            sum.teams += 1;
            sum.cohesion += process.cohesion as f32;
            sum.alignment += process.alignment as f32;
            sum.voice += (1.0 - voice::gradient(rules, answers, process, team.to_discuss.len())) as f32;
            sum.tension += process.tension as f32;
            sum.fidelity += process.fidelity as f32;
            sum.belief += process.belief as f32;
            sum.staff_belief += process.staff_belief as f32;
            sum.reserve += process.reserve as f32;
            sum.unpaid_hours += (given * staff.week.hours_per_week() / WEEK_DAYS) as f32;
        }
        sum
    }
}

/// Ties of a team have gone, because members left or because it was reorganised.
fn tell_of_ties(step: &mut Step, team: usize, gone: Gone, reorganised: bool) {
    let (within, outside) = (gone.within as f32, gone.outside as f32);
    if within > 0.0 || outside > 0.0 {
        step.fact(0, FactKind::TiesLost { team: team as u16, within, outside, reorganised });
    }
}
