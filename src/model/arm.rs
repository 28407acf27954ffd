//! Arms: how a warmed-up place parts into the worlds that are compared.
//!
//! A design is stated for 40,000 residents and scaled by one factor to the money of the arm, before turnover. Its
//! posts are new: they are filled from the labour market and from existing services, which leaves holes there. The
//! neighbourhoods of a place may have teams of different designs.

pub mod mixture;
mod scaled;

use crate::ids::PersonId;
use crate::model::arm::mixture::Mixture;
use crate::model::arm::scaled::{InPlace, Scaled};
use crate::model::design::{Design, Hours, Organisation, Role, Start};
use crate::model::fact::Fact;
use crate::model::people::clocks::Rescan;
use crate::model::place::{Locality, Place};
use crate::model::services::community::{Service, ServiceKind};
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;
use crate::model::services::team::{ROLES, Team, Teams};
use crate::model::services::trusted::Accepted;
use crate::model::shock::Shock;
use crate::model::step::{Context, Step};
use crate::model::workforce::circle::Circle;
use crate::model::workforce::posts::Post;
use crate::model::workforce::{hiring, turnover};
use crate::random::luck::mix;
use crate::time::SimTime;
use crate::units::Share;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// What an arm changes at time zero.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The kind of arm.
    pub variant: Variant,
    /// Money above usual care, GBP per resident aged 65+ a year, to which the roster is scaled; `None`: as designed.
    pub money: Option<f64>,
    /// What happens to funding lines.
    pub shocks: Vec<Shock>,
}

/// The kind of arm.
#[derive(Clone, Debug)]
pub enum Variant {
    /// A design (usual care is a design without a roster).
    Design(Design),
    /// Several designs side by side, one in each neighbourhood.
    Designs(Mixture),
    /// The referrals and the list of a design, with no staff taken and no care given.
    Sham(Design),
    /// Usual care with one queue inertly reordered.
    Ripple,
}

/// The world of an arm, from the place at time zero.
pub fn fork(warmed_up: &Place, setup: &Setup) -> Place {
    turn_into(warmed_up.clone(), setup)
}

/// The same for an arm that has a context of its own, with other parameters from time zero on. What they have shaped
/// by then stays as it was; the residents' clocks are looked at again, because intensities may have risen.
pub fn fork_under(warmed_up: &Place, context: Arc<Context>, setup: &Setup) -> Place {
    let mut place = warmed_up.clone();
    place.context = context;
    place.step(warmed_up.context.zero, &mut Vec::new(), |locality, step| {
        let residents = 0..locality.people.states().count() as u32;
        residents.for_each(|slot| step.look_again(PersonId(slot), Rescan::ALL));
    });
    turn_into(place, setup)
}

/// The place at time zero itself as the world of an arm, where no other arm begins from it.
pub fn turn_into(mut place: Place, setup: &Setup) -> Place {
    let context = Arc::clone(&place.context);
    // Nothing happens in the step itself: posts, services and lists are put in place.
    let mut facts: Vec<Fact> = Vec::new();
    place.step(context.zero, &mut facts, |locality, step| {
        let arm = InPlace::new(&context, setup);
        let mut lines = vec![Lines::new(); arm.designs.len()];
        match &setup.variant {
            Variant::Ripple => locality.lines.reorder(),
            Variant::Sham(_) => locality.teams = lists(&arm, true),
            Variant::Design(_) | Variant::Designs(_) => {
                Builder { locality, step, arm: &arm, lines: &mut lines }.build();
                for (lines, scaled) in lines.iter().zip(&arm.designs) {
                    locality.funding.agree(&context, lines, scaled.design);
                }
            }
        }
        locality.funding.expect(&context, &lines, &setup.shocks);
    });
    place
}

/// Staff that an arm's money buys in a place, WTE, and what they and further hours cost, GBP a year.
pub fn establishment(context: &Context, setup: &Setup) -> (f64, f64) {
    if matches!(setup.variant, Variant::Sham(_)) {
        return (0.0, 0.0);
    }
    let parts = InPlace::new(context, setup).designs;
    let parts = parts.iter().map(Scaled::establishment);
    parts.fold((0.0, 0.0), |(all, total), (wte, cost)| (all + wte, total + cost))
}

/// Funding lines of a design by name; 0 is the base supply. Two designs have two agreements, even by one name.
type Lines = BTreeMap<String, u16>;

/// Empty lists of an arm's teams. A list is as long as its staff are many: both are scaled by the same factor.
fn lists(arm: &InPlace, sham: bool) -> Teams {
    if arm.designs.iter().all(|scaled| scaled.design.roster.is_empty()) {
        return Teams::default();
    }
    let answers: Vec<Arc<Answers>> = arm.designs.iter().map(|scaled| Arc::new(Answers::new(scaled.design))).collect();
    let team = |design: Option<u16>| {
        let scaled = design.map(|design| &arm.designs[usize::from(design)]);
        let scaled = scaled.filter(|scaled| !scaled.design.roster.is_empty());
        let cap =
            scaled.map_or(0.0, |scaled| f64::from(scaled.design.caseload_cap) * scaled.factor / scaled.teams as f64);
        let context = arm.designs[0].context;
        Team {
            answers: scaled.and(design).map(|design| Arc::clone(&answers[usize::from(design)])),
            design: design.unwrap_or_default(),
            services: [None; ROLES],
            on_list: 0,
            cap: cap.round() as u32,
            waiting: VecDeque::new(),
            to_discuss: VecDeque::new(),
            next_meeting: context.zero.day(),
            next_board: context.zero.day(),
            process: Process::new(&context.parameters.process),
        }
    };
    Teams {
        teams: arm.of_team.iter().map(|&design| team(design)).collect(),
        cases: Default::default(),
        asking: Vec::new(),
        sham,
        on_screens: false,
        ward_service: None,
    }
}

/// Puts the designs of an arm in place.
struct Builder<'a, 'b, 'c> {
    locality: &'a mut Locality,
    step: &'a mut Step<'b>,
    arm: &'a InPlace<'c>,
    lines: &'a mut [Lines],
}

impl Builder<'_, '_, '_> {
    fn build(mut self) {
        self.buy_hours_and_nurses();
        self.locality.teams = lists(self.arm, false);
        for team in 0..self.locality.teams.teams.len() {
            if let Some(design) = self.arm.of_team[team] {
                self.staff_team(team, design.into());
            }
            let circle = self.circle(team);
            self.locality.circles.push(circle);
        }
        let community = &mut self.locality.community;
        let assessors = ServiceKind::ALL.len() as u16..community.services.len() as u16;
        let reused = self.step.parameters().work.reused.get();
        let designs = self.arm.of_team.iter().map(|design| design.map(|it| self.arm.designs[usize::from(it)].design));
        community.accepted = Accepted::new(designs, reused, assessors.collect());
    }

    /// Home care and nurses of the base supply that money buys beyond rosters.
    fn buy_hours_and_nurses(&mut self) {
        let (hours, nurses) = self.arm.extra();
        let start = self.arm.designs.first().map_or(Start::Recruiting, |scaled| scaled.design.start);
        if hours > 0.0 {
            self.locality.care_workers.add(self.step.parameters(), hours, start == Start::Staffed);
        }
        if nurses > 0.0 {
            let post = self.post(Role::CommunityNurse, Organisation::Trust, ServiceKind::Nursing as u16, 0);
            self.add_posts(post, nurses, start);
        }
    }

    /// Gives every line of the roster its posts in one team, and divides their time.
    fn staff_team(&mut self, team: usize, which: usize) {
        let scaled = &self.arm.designs[which];
        let design = scaled.design;
        let in_crises = design.hours_in_crises();
        for (&role, line) in &design.roster {
            let wte = line.wte.wte() * scaled.factor / scaled.teams as f64;
            if wte <= 0.0 {
                continue;
            }
            let next = self.lines.iter().map(Lines::len).sum::<usize>() as u16 + 1;
            let funding = *self.lines[which].entry(line.funding.clone()).or_insert(next);
            let clinical = !matches!(role, Role::Administrator | Role::LinkWorker);
            let kept = |share: Share, by: bool| if by { share.get() } else { 0.0 };
            let ward = kept(design.hospital_at_home, clinical);
            let shifts = [
                (ServiceKind::UrgentResponse, kept(design.urgent_share, clinical), 1),
                (ServiceKind::Practitioners, kept(design.practitioner_share, role == Role::Paramedic), 3),
                (ServiceKind::CareHomeSupport, kept(design.care_home_share, clinical), 4),
            ];
            let elsewhere = ward + shifts.iter().map(|(_, share, _)| share).sum::<f64>();
            let own = self.service(team, role, design.hours);
            let mut post = self.post(role, line.employer, own, funding);
            post.group = (ServiceKind::ALL.len() + team) as u16;
            post.neighbourhood = team as u16;
            post.contract = line.contract;
            post.ends = line.ends.map_or(SimTime::NEVER, |ends| self.step.now + ends.span());
            post.meetings = self.in_meetings(team, role, wte);
            post.key = mix(mix(line.employer as u64, role as u64), mix(u64::MAX, team as u64));
            self.add_posts(Post { share: 1.0, ..post.clone() }, wte * (1.0 - elsewhere).max(0.0), design.start);
            let key = |use_: u64| mix(post.key, use_);
            for (kind, share, number) in shifts.into_iter().filter(|(_, share, _)| *share > 0.0) {
                let hours = if kind == ServiceKind::CareHomeSupport { design.hours } else { in_crises };
                let service = self.shift(kind, hours);
                self.add_posts(Post { service, key: key(number), ..post.clone() }, wte * share, design.start);
            }
            if ward > 0.0 {
                let service = self.ward_service(in_crises);
                self.add_posts(Post { service, key: key(2), ..post.clone() }, wte * ward, design.start);
            }
        }
    }

    /// The members of a team: the holders of the posts that work in its own services.
    fn circle(&self, team: usize) -> Circle {
        let services = &self.locality.teams.teams[team].services;
        let posts = &self.locality.posts;
        let own = |&index: &usize| services.contains(&Some(posts.all[index].service));
        let members: Vec<usize> = (0..posts.all.len()).filter(own).collect();
        Circle::new(posts, &members, &self.step.parameters().process, self.step.now)
    }

    /// The part of a role's time in one team that meetings take, 0 to 1.
    fn in_meetings(&self, team: usize, role: Role, wte: f64) -> f64 {
        let hours = self.locality.teams.answers_of(team).map_or(0.0, |answers| answers.meeting_hours(role));
        (hours / (wte * self.step.parameters().staff.week.hours_per_week())).min(1.0)
    }

    fn service(&mut self, team: usize, role: Role, hours: Hours) -> u16 {
        let index = self.locality.community.services.len() as u16;
        let key = mix(mix(u64::MAX, team as u64), role as u64);
        self.locality.community.services.push(Service::new(hours, hours.on_weekends(), key));
        self.locality.teams.teams[team].services[role as usize] = Some(index);
        index
    }

    /// The shift of a design's staff in the line of a base service; designs with the same hours share one.
    fn shift(&mut self, kind: ServiceKind, hours: Hours) -> u16 {
        let services = &mut self.locality.community.services;
        let of_kind = |shift: &&Service| shift.works_for == Some(kind as u16);
        if let Some(index) = services.iter().position(|shift| of_kind(&shift) && shift.hours == hours) {
            return index as u16;
        }
        let before = services.iter().filter(of_kind).count() * ServiceKind::ALL.len();
        let mut shift = Service::new(hours, hours.on_weekends(), mix(u64::MAX, (before + kind as usize) as u64));
        shift.works_for = Some(kind as u16);
        services.push(shift);
        services.len() as u16 - 1
    }

    /// The service of those who carry hospital at home: no line of tasks, only staff who are counted.
    fn ward_service(&mut self, hours: Hours) -> u16 {
        if let Some(service) = self.locality.teams.ward_service {
            let open = &mut self.locality.community.services[usize::from(service)].hours;
            *open = open.together_with(hours);
            return service;
        }
        let index = self.locality.community.services.len() as u16;
        self.locality.community.services.push(Service::new(hours, true, mix(u64::MAX, u64::MAX)));
        self.locality.teams.ward_service = Some(index);
        index
    }

    /// A post of the design, still without size.
    fn post(&self, role: Role, employer: Organisation, service: u16, line: u16) -> Post {
        let key = mix(mix(employer as u64, role as u64), u64::MAX);
        Post { team: true, wte: 0.0, line, ..Post::new(key, service, role, employer) }
    }

    /// Adds posts that make up `wte`, none larger than one.
    fn add_posts(&mut self, post: Post, wte: f64, start: Start) {
        let number = wte.ceil() as u64;
        for k in 0..number {
            let posts = &mut self.locality.posts;
            let index = posts.add(Post { key: mix(post.key, k), wte: wte / number as f64, ..post.clone() });
            match start {
                Start::Recruiting => hiring::advertise(self.step, posts, index),
                Start::Staffed => turnover::fill(self.step, posts, index, SimTime::START),
            }
        }
    }
}
