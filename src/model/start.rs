//! How a place begins: its residents, its supply and its posts, at the start of the warm-up under usual care.

use crate::model::design::{Hours, Organisation, Role};
use crate::model::event::Event;
use crate::model::fact::views::Views;
use crate::model::fact::{Census, Fact};
use crate::model::funding::Funding;
use crate::model::parameters::Parameters;
use crate::model::people::People;
use crate::model::people::birth::{Cradle, Entry};
use crate::model::people::traits::{Frailty, Residence};
use crate::model::place::{Locality, Place};
use crate::model::place_figures::PlaceFigures;
use crate::model::recording::returns::Returns;
use crate::model::services::background::Background;
use crate::model::services::community::{Community, Service, ServiceKind};
use crate::model::services::home_care::HomeCare;
use crate::model::services::journey::Journeys;
use crate::model::services::lines::{Line, Lines};
use crate::model::services::recovery::Recoveries;
use crate::model::services::team::Teams;
use crate::model::step::{Context, Step};
use crate::model::tables::Tables;
use crate::model::workforce::care_workers::CareWorkers;
use crate::model::workforce::posts::{Post, Posts};
use crate::model::workforce::{hiring, turnover};
use crate::random::luck::{Luck, Purpose, mix};
use crate::time::{Calendar, SimTime, Span};
use std::sync::Arc;

/// Residents of a neighbourhood, about: a definition of the word, to which designs are scaled too.
pub const NEIGHBOURHOOD: f64 = 40_000.0;
/// Days after the horizon in which admissions of the two worlds are still paired.
pub const TAIL_DAYS: u64 = 90;

/// When things happen in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spans {
    /// Warm-up.
    pub warm_up: Span,
    /// What is counted after it.
    pub horizon: Span,
}

/// How many neighbourhoods a place of so many residents has; each has one team, or none.
pub fn neighbourhoods(population: u32) -> u8 {
    (f64::from(population) / NEIGHBOURHOOD).round().clamp(1.0, f64::from(u8::MAX)) as u8
}

/// Prepares the context of a place in one replication.
pub fn context(
    parameters: &Parameters,
    figures: &PlaceFigures,
    calendar: &Calendar,
    spans: Spans,
    luck: Luck,
) -> Arc<Context> {
    let neighbourhoods = neighbourhoods(figures.population);
    let here = luck.of_place(&figures.code);
    let zero = SimTime::START + spans.warm_up;
    let horizon = zero + spans.horizon;
    Arc::new(Context {
        tables: Tables::new(parameters, calendar, luck),
        cradle: Cradle::new(parameters, figures, here, neighbourhoods),
        parameters: parameters.clone(),
        calendar: calendar.clone(),
        luck: here,
        figures: figures.clone(),
        neighbourhoods,
        zero,
        horizon,
        end: horizon + Span::days(TAIL_DAYS),
    })
}

/// A place at the start of its warm-up.
pub fn place(context: Arc<Context>) -> Place {
    let supply = Supply { parameters: &context.parameters, residents: context.residents(), context: &context };
    let locality = Locality {
        people: People::with_room_for(context.figures.older_residents() as usize),
        journeys: Journeys::default(),
        lines: Lines::new(Line::ALL.map(|line| supply.line(line))),
        home_care: HomeCare::new(supply.home_care_hours() as u32),
        community: Community::new(ServiceKind::ALL.iter().map(|&kind| supply.service(kind)).collect()),
        recoveries: Recoveries::default(),
        posts: supply.posts(),
        circles: Vec::new(),
        background: Background::new(&context),
        teams: Teams::default(),
        rounds: Default::default(),
        care_workers: CareWorkers::new(supply.parameters, supply.home_care_hours()),
        funding: Funding::default(),
        returns: Returns::default(),
        views: Views::default(),
        staffing: Census::default(),
        care_home_places: supply.line(Line::CareHomes),
        ward_places: supply.line(Line::HospitalAtHome),
    };
    let mut place = Place::new(Arc::clone(&context), locality);
    let mut facts: Vec<Fact> = Vec::new();
    place.step(SimTime::START, &mut facts, settle);
    place
}

/// All that a place begins its warm-up with, in words, but for when its residents' clocks may strike: two beginnings
/// are alike if their words are.
pub fn beginning(context: Arc<Context>) -> String {
    let Locality { people, journeys, lines, home_care, community, recoveries, posts, background, ward_places, .. } =
        place(context).locality;
    let services = (journeys, lines, home_care, community, recoveries);
    let states: Vec<_> = people.states().collect();
    format!("{states:?} {services:?} {posts:?} {background:?} {ward_places}")
}

fn settle(locality: &mut Locality, step: &mut Step) {
    let figures = &step.context.figures;
    for (band, &count) in figures.by_age.iter().enumerate() {
        for _ in 0..count {
            let person = locality.enter(step, Entry::Resident(band));
            let home = locality.people.state(person).residence == Residence::Home;
            if !home {
                locality.lines.bring_along(step.now, Line::CareHomes);
            } else if uses_home_care(step, locality, person) {
                locality.home_care.put_in_place(step, &mut locality.people, person);
            }
        }
    }
    let others = step.parameters().social_care.others_in_places.of(step.context.residents());
    locality.lines.give_to_others(step.now, others as u32);
    turnover::begin(step, &mut locality.posts);
    step.file(SimTime::START, Event::Calendar);
}

/// Packages at the start go to the moderately and severely frail, so many that as much of the supply is in use as the
/// parameter says.
fn uses_home_care(step: &Step, locality: &Locality, person: crate::ids::PersonId) -> bool {
    let (people, social) = (&step.parameters().people, &step.parameters().social_care);
    let state = locality.people.state(person);
    if state.frailty < Frailty::Moderate {
        return false;
    }
    let figures = &step.context.figures;
    let bands = [0..2, 2..4, 4..6].map(|band| f64::from(figures.by_age[band].iter().sum::<u32>()));
    let frail: f64 = (0..bands.len())
        .map(|band| {
            let frail = people.frail_at_start.all()[band].get();
            let worse = people.moderate_of_frail.all()[band].get() + people.severe_of_frail.all()[band].get();
            bands[band] * frail * worse * (1.0 - people.in_care_home.all()[band].get())
        })
        .sum();
    let hours = social.home_care_hours.of(step.context.residents()) * social.in_use_at_start.get();
    let p = hours / (social.package_mean.hours_per_week() * frail.max(1.0));
    step.luck().chance(Purpose::PackageAtEntry, locality.people.key(person), 0, p)
}

/// What a place of this size has.
struct Supply<'a> {
    parameters: &'a Parameters,
    /// Residents aged 65 and over.
    residents: f64,
    context: &'a Context,
}

impl Supply<'_> {
    /// Places of a line; one at least, but for hospital at home, which a place may be without.
    fn line(&self, line: Line) -> u32 {
        let p = self.parameters;
        let supply = match line {
            Line::Crews => p.ambulance.crews,
            Line::Spaces => p.emergency.spaces,
            Line::Beds => p.hospital.beds,
            Line::Reablement => p.discharge.reablement_places,
            Line::Rehabilitation => p.discharge.rehabilitation_beds,
            Line::CareHomes => p.social_care.care_home_places,
            Line::HospitalAtHome => p.services.hospital_at_home,
        };
        let others = if line == Line::HospitalAtHome { p.services.hospital_at_home_others.get() } else { 0.0 };
        let others_share = &p.others;
        let younger = match line {
            Line::Crews => others_share.share_of_crews.get(),
            Line::Spaces => others_share.share_of_spaces.get(),
            Line::Beds => others_share.share_of_beds.get(),
            _ => 0.0,
        };
        ((supply.of(self.context.equivalent_residents(younger)) * (1.0 - others)).round() as u32)
            .max(u32::from(line != Line::HospitalAtHome))
    }

    /// Hours of home care a week.
    fn home_care_hours(&self) -> f64 {
        self.parameters.social_care.home_care_hours.of(self.residents).floor()
    }

    /// Staff of a base service (WTE), the part of their time that this model's work may take, and their role.
    fn staff(&self, kind: ServiceKind) -> (f64, f64, Role, Organisation) {
        let services = &self.parameters.services;
        let therapist = services.therapist_share.get();
        let (supply, share, role, employer) = match kind {
            ServiceKind::Practice => return (self.practice(), 1.0, Role::Gp, Organisation::Gp),
            ServiceKind::Nursing => {
                (services.nurses, services.nurse_share.get(), Role::CommunityNurse, Organisation::Trust)
            }
            ServiceKind::Physiotherapy => {
                (services.physiotherapists, therapist, Role::Physiotherapist, Organisation::Trust)
            }
            ServiceKind::OccupationalTherapy => {
                (services.occupational_therapists, therapist, Role::OccupationalTherapist, Organisation::Council)
            }
            ServiceKind::SocialWork => {
                (services.social_workers, services.social_worker_share.get(), Role::SocialWorker, Organisation::Council)
            }
            ServiceKind::MentalHealth => {
                (services.mental_health, therapist, Role::MentalHealthPractitioner, Organisation::Trust)
            }
            ServiceKind::Pharmacy => {
                (services.pharmacists, services.pharmacist_share.get(), Role::Pharmacist, Organisation::Gp)
            }
            ServiceKind::LinkWork => (services.link_workers, 1.0, Role::LinkWorker, Organisation::Vcs),
            ServiceKind::UrgentResponse => (services.urgent_responders, 1.0, kind.role(), Organisation::Trust),
            ServiceKind::Practitioners => (self.parameters.practitioners.staff, 1.0, kind.role(), Organisation::Trust),
            ServiceKind::CareHomeSupport => (self.parameters.care_homes.staff, 1.0, kind.role(), Organisation::Trust),
        };
        (supply.of(self.residents), share, role, employer)
    }

    /// General practice is given in minutes a working day; this turns them into people always at work, such that the
    /// minutes come out after absence and time not facing patients.
    fn practice(&self) -> f64 {
        let (services, staff) = (&self.parameters.services, &self.parameters.staff);
        let minutes = services.practice_minutes.of(self.residents);
        let week_minutes = staff.week.hours_per_week() * MINUTES_AN_HOUR;
        let present = (1.0 - staff.sickness.get()) * staff.not_on_leave(false);
        minutes * WEEKDAYS / (week_minutes * present * (1.0 - staff.not_facing.get()))
    }

    fn service(&self, kind: ServiceKind) -> Service {
        let services = &self.parameters.services;
        let urgent = &self.parameters.urgent;
        let weekdays = [true, true, true, true, true, false, false];
        let hours = |days, from: crate::units::Count, until: crate::units::Count| Hours {
            days,
            from: from.get() as u8,
            to: until.get() as u8,
        };
        let (staff, ..) = self.staff(kind);
        let (hours, holidays) = match kind {
            ServiceKind::Practice => (hours(weekdays, services.practice_from, services.practice_until), false),
            ServiceKind::UrgentResponse => (hours([true; 7], urgent.from, urgent.until), true),
            ServiceKind::Practitioners => {
                let rules = &self.parameters.practitioners;
                (hours([true; 7], rules.from, rules.until), true)
            }
            _ => (hours(weekdays, services.office_from, services.office_until), false),
        };
        let mut service = Service::new(hours, holidays, mix(kind as u64, 0));
        if kind == ServiceKind::Practice {
            service.posted = false;
            service.staff = staff;
        }
        service
    }

    /// Posts of the base services: as many as fill the published staff when vacancies have settled.
    fn posts(&self) -> Posts {
        let mut posts = Posts::default();
        let has_posts = |&&kind: &&ServiceKind| kind != ServiceKind::Practice && self.staff(kind).0 > 0.0;
        let staffed = ServiceKind::ALL.iter().filter(has_posts);
        for post in staffed.flat_map(|&kind| self.posts_of(kind)) {
            posts.add(post);
        }
        posts
    }

    fn posts_of(&self, kind: ServiceKind) -> Vec<Post> {
        let (filled, share, role, employer) = self.staff(kind);
        let establishment = filled / hiring::yield_of(self.parameters, role);
        let number = establishment.ceil().max(1.0);
        (0..number as u64)
            .map(|k| {
                let key = mix(mix(employer as u64, role as u64), mix(kind as u64, k));
                let post = Post::new(key, kind as u16, role, employer);
                self.filled(Post { wte: establishment / number, share, line: BASE_LINE, ..post })
            })
            .collect()
    }

    fn filled(&self, mut post: Post) -> Post {
        post.fill(self.context.luck, SimTime::START);
        post
    }
}

/// The funding line of the base supply, which no shock of a roster's line touches.
pub const BASE_LINE: u16 = 0;
const MINUTES_AN_HOUR: f64 = 60.0;
const WEEKDAYS: f64 = 5.0;
