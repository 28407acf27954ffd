//! Arms: how a warmed-up place parts into the worlds that are compared.
//!
//! A design is stated for 40,000 residents and scaled by one factor to the money of the arm, before turnover. Its
//! posts are new: they are filled from the labour market and from existing services, which leaves holes there.

use crate::ids::PersonId;
use crate::model::design::{Design, Hours, Organisation, Role, Start};
use crate::model::fact::Fact;
use crate::model::people::clocks::Rescan;
use crate::model::place::{Locality, Place};
use crate::model::services::community::{Service, ServiceKind};
use crate::model::services::team::answers::Answers;
use crate::model::services::team::process::Process;
use crate::model::services::team::{ROLES, Team, Teams};
use crate::model::shock::Shock;
use crate::model::start::NEIGHBOURHOOD;
use crate::model::step::{Context, Step};
use crate::model::workforce::circle::Circle;
use crate::model::workforce::posts::Post;
use crate::model::workforce::{hiring, turnover};
use crate::random::luck::mix;
use crate::time::{SimTime, WEEK, YEAR};
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
        let mut lines = Lines::new();
        match &setup.variant {
            Variant::Ripple => locality.lines.reorder(),
            Variant::Sham(design) => {
                let scaled = Scaled::new(&context, design, setup.money);
                locality.teams = lists(&scaled, true);
            }
            Variant::Design(design) => {
                let scaled = Scaled::new(&context, design, setup.money);
                Builder { locality, step, scaled: &scaled, lines: &mut lines }.build();
                locality.funding.agree(&context, &lines, &design.budgets);
            }
        }
        locality.funding.expect(&context, &lines, &setup.shocks);
    });
    place
}

/// Staff that an arm's money buys in a place, WTE, and what they and further hours cost, GBP a year.
pub fn establishment(context: &Context, setup: &Setup) -> (f64, f64) {
    let Variant::Design(design) = &setup.variant else { return (0.0, 0.0) };
    let scaled = Scaled::new(context, design, setup.money);
    let roster = scaled.roster().map(|(role, wte)| (wte, wte * scaled.yearly(role)));
    let (wte, cost) = roster.fold((0.0, 0.0), |(all, total), (wte, cost)| (all + wte, total + cost));
    let (hours, nurses) = scaled.extra();
    let home_care = context.parameters.prices.home_care_hour.gbp_per_hour() * hours * WEEKS_A_YEAR;
    (wte + nurses, cost + nurses * scaled.yearly(Role::CommunityNurse) + home_care)
}

/// Funding lines by name; 0 is the base supply.
type Lines = BTreeMap<String, u16>;

const WEEKS_A_YEAR: f64 = YEAR as f64 / WEEK as f64;

/// A design scaled to a place and its money.
struct Scaled<'a> {
    context: &'a Context,
    design: &'a Design,
    /// Posts per post of the design.
    factor: f64,
    /// Money for hours and nurses beyond the roster, GBP a year.
    extra: [f64; 2],
}

impl<'a> Scaled<'a> {
    fn new(context: &'a Context, design: &'a Design, money: Option<f64>) -> Self {
        let size = f64::from(context.figures.population) / NEIGHBOURHOOD;
        let mut scaled = Self { context, design, factor: size, extra: [0.0; 2] };
        if let Some(money) = money {
            let budget = money * context.residents();
            let shares = [design.extra_money_as.home_care.get(), design.extra_money_as.community_nurses.get()];
            scaled.extra = shares.map(|share| share * budget);
            let for_roster = budget - scaled.extra.iter().sum::<f64>();
            let as_designed: f64 = scaled.roster().map(|(role, wte)| wte * scaled.yearly(role)).sum();
            if as_designed > 0.0 {
                scaled.factor *= for_roster / as_designed;
            }
        }
        scaled
    }

    /// What one WTE costs in a year, GBP.
    fn yearly(&self, role: Role) -> f64 {
        let parameters = &self.context.parameters;
        parameters.prices.staff_hour.all()[role as usize].gbp_per_hour() * parameters.team.working_year.get()
    }

    /// Roles and their WTE in the whole place.
    fn roster(&self) -> impl Iterator<Item = (Role, f64)> + '_ {
        self.design.roster.iter().map(|(&role, line)| (role, line.wte.wte() * self.factor))
    }

    /// Hours of home care a week, and nurses (WTE), beyond the roster.
    fn extra(&self) -> (f64, f64) {
        let price = self.context.parameters.prices.home_care_hour.gbp_per_hour();
        (self.extra[0] / price / WEEKS_A_YEAR, self.extra[1] / self.yearly(Role::CommunityNurse))
    }
}

/// Empty lists of a design's teams. A list is as long as its staff are many: both are scaled by the same factor.
fn lists(scaled: &Scaled, sham: bool) -> Teams {
    let (context, design) = (scaled.context, scaled.design);
    if design.roster.is_empty() {
        return Teams::default();
    }
    let cap = f64::from(design.caseload_cap) * scaled.factor / f64::from(context.neighbourhoods);
    let cap = cap.round() as u32;
    let team = Team {
        services: [None; ROLES],
        on_list: 0,
        cap,
        waiting: VecDeque::new(),
        to_discuss: VecDeque::new(),
        next_meeting: context.zero.day(),
        process: Process::new(&context.parameters.process),
    };
    Teams {
        answers: Some(Arc::new(Answers::new(design))),
        teams: vec![team; usize::from(context.neighbourhoods)],
        cases: Default::default(),
        sham,
        on_screens: false,
        ward_service: None,
    }
}

/// Puts a design in place.
struct Builder<'a, 'b, 'c> {
    locality: &'a mut Locality,
    step: &'a mut Step<'b>,
    scaled: &'a Scaled<'c>,
    lines: &'a mut Lines,
}

impl Builder<'_, '_, '_> {
    fn build(mut self) {
        let (hours, nurses) = self.scaled.extra();
        if hours > 0.0 {
            let staffed = self.scaled.design.start == Start::Staffed;
            self.locality.care_workers.add(self.step.parameters(), hours, staffed);
        }
        if nurses > 0.0 {
            let post = self.post(Role::CommunityNurse, Organisation::Trust, ServiceKind::Nursing as u16, 0);
            self.add_posts(post, nurses);
        }
        if self.scaled.design.roster.is_empty() {
            return;
        }
        self.locality.teams = lists(self.scaled, false);
        for team in 0..self.locality.teams.teams.len() {
            self.staff_team(team);
            let circle = self.circle(team);
            self.locality.circles.push(circle);
        }
    }

    /// Gives every line of the roster its posts in one team, and divides their time.
    fn staff_team(&mut self, team: usize) {
        let design = self.scaled.design;
        let teams = self.locality.teams.teams.len() as f64;
        for (&role, line) in &design.roster {
            let wte = line.wte.wte() * self.scaled.factor / teams;
            if wte <= 0.0 {
                continue;
            }
            let next = self.lines.len() as u16 + 1;
            let funding = *self.lines.entry(line.funding.clone()).or_insert(next);
            let clinical = !matches!(role, Role::Administrator | Role::LinkWorker);
            let (urgent, ward) =
                if clinical { (design.urgent_share.get(), design.hospital_at_home.get()) } else { (0.0, 0.0) };
            let own = self.service(team, role, design.hours);
            let mut post = self.post(role, line.employer, own, funding);
            post.group = (ServiceKind::ALL.len() + team) as u16;
            post.contract = line.contract;
            post.ends = line.ends.map_or(SimTime::NEVER, |ends| self.step.now + ends.span());
            post.meetings = self.in_meetings(role, wte);
            post.key = mix(mix(line.employer as u64, role as u64), mix(u64::MAX, team as u64));
            self.add_posts(Post { share: 1.0, ..post.clone() }, wte * (1.0 - urgent - ward).max(0.0));
            let key = |use_: u64| mix(post.key, use_);
            let service = ServiceKind::UrgentResponse as u16;
            self.add_posts(Post { service, key: key(1), ..post.clone() }, wte * urgent);
            if urgent > 0.0 {
                // Whoever works outside the hours of the base service keeps it open then.
                let hours = &mut self.locality.community.services[usize::from(service)].hours;
                *hours = hours.together_with(design.hours);
            }
            if ward > 0.0 {
                let service = self.ward_service(design.hours);
                self.add_posts(Post { service, key: key(2), ..post.clone() }, wte * ward);
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
    fn in_meetings(&self, role: Role, wte: f64) -> f64 {
        let hours = self.locality.teams.answers.as_ref().map_or(0.0, |answers| answers.meeting_hours(role));
        (hours / (wte * self.step.parameters().staff.week.hours_per_week())).min(1.0)
    }

    fn service(&mut self, team: usize, role: Role, hours: Hours) -> u16 {
        let index = self.locality.community.services.len() as u16;
        let key = mix(mix(u64::MAX, team as u64), role as u64);
        let weekends = hours.days[5] || hours.days[6];
        self.locality.community.services.push(Service::new(hours, weekends, key));
        self.locality.teams.teams[team].services[role as usize] = Some(index);
        index
    }

    /// The service of those who carry hospital at home: no line of tasks, only staff who are counted.
    fn ward_service(&mut self, hours: Hours) -> u16 {
        if let Some(service) = self.locality.teams.ward_service {
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
    fn add_posts(&mut self, post: Post, wte: f64) {
        let number = wte.ceil() as u64;
        for k in 0..number {
            let posts = &mut self.locality.posts;
            let index = posts.add(Post { key: mix(post.key, k), wte: wte / number as f64, ..post.clone() });
            match self.scaled.design.start {
                Start::Recruiting => hiring::advertise(self.step, posts, index),
                Start::Staffed => turnover::fill(self.step, posts, index, SimTime::START),
            }
        }
    }
}
