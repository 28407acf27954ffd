//! What the calendar brings: hours, days and months turn for everyone in a place.

mod judging;
mod round;
mod together;

use crate::model::event::Event;
use crate::model::fact::{Census, FactKind};
use crate::model::funding::{self, pressure::Pressure, staffing};
use crate::model::people::birth::Entry;
use crate::model::people::traits::{Residence, Whereabouts};
use crate::model::place::Locality;
use crate::model::services::community::Work;
use crate::model::services::lines::Line;
use crate::model::services::team::{casework, referral};
use crate::model::services::{care_homes, usual};
use crate::model::step::Step;
use crate::model::workforce::output::Output;
use crate::model::workforce::{satisfaction, sickness, turnover};
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Poisson;
use crate::time::{DAY, DAYS_A_YEAR, HOUR, Span};

/// Readings of the month's load that nobody goes by: the one that may be of part of a month, and a whole one.
const MONTHS_TO_SETTLE: u8 = 2;

impl Locality {
    /// The hour turns.
    pub(super) fn turn_of_hour(&mut self, step: &mut Step) {
        if step.now.hour() == 0 {
            self.turn_of_day(step);
        }
        referral::take_those_who_ask(step, &mut self.hands());
        self.crews_of_the_hour(step);
        self.background.turn_of_hour(step, &mut self.journeys);
        self.community.turn_of_hour(step, &self.people);
        step.file(step.now + Span::seconds(HOUR), Event::Calendar);
    }

    fn turn_of_day(&mut self, step: &mut Step) {
        let census = self.census(step);
        step.fact(0, FactKind::Census(Box::new(census)));
        if step.context.calendar.date(step.now).day() == 1 {
            self.round(step);
        }
        self.arrivals_of_the_day(step);
        turnover::turn_of_day(step, &mut self.posts);
        let date = step.context.calendar.date(step.now);
        if date.day() == 1 {
            self.draw_up_dashboard(step);
            self.satisfaction_of_the_month(step);
            referral::pick_from_list(step, &mut self.hands());
            referral::see_who_will_ask(step, &mut self.hands());
        }
        self.care_workers.turn_of_day(step);
        funding::turn_of_day(step, &mut self.posts, &mut self.care_workers, &mut self.funding);
        self.feel_pressure(step);
        self.staff_home_care(step);
        self.staff_services(step);
        self.answer_lines_without_staff(step);
        self.notice_anew_what_lapsed(step);
        self.staff_hospital_at_home(step);
        care_homes::turn_of_day(step, &mut self.rounds, &self.people, &mut self.community);
        self.work_together(step);
    }

    /// Places in hospital at home follow the team staff who carry them.
    fn staff_hospital_at_home(&mut self, step: &mut Step) {
        let Some(service) = self.teams.ward_service else { return };
        let staff = self.community.services[usize::from(service)].staff;
        let services = &step.parameters().services;
        let others = services.hospital_at_home_others.get();
        let more = staff * services.hospital_at_home_staff.get() * (1.0 - others);
        let places = self.ward_places + more as u32;
        if places != self.lines.resource(Line::HospitalAtHome).capacity() {
            self.lines.resize(step, &mut self.journeys, Line::HospitalAtHome, places);
        }
    }

    /// What the year and a pandemic ask of the place today.
    fn feel_pressure(&mut self, step: &mut Step) {
        let pressure = Pressure::of(step, &self.funding.shocks);
        let of_the_year = step.context.tables.sickness_level(step.now);
        sickness::set_level(step, &mut self.posts, of_the_year * pressure.absence);
        self.journeys.stay_away = pressure.stay_away;
        self.teams.on_screens = pressure.on_screens;
        self.people.afar = pressure.afar;
        let places = (f64::from(self.care_home_places) * (1.0 - pressure.care_homes_closed)).round() as u32;
        if places != self.lines.resource(Line::CareHomes).capacity() {
            self.lines.resize(step, &mut self.journeys, Line::CareHomes, places);
        }
    }

    /// The workers in post set the hours of home care that can be supplied.
    fn staff_home_care(&mut self, step: &mut Step) {
        let hours = self.care_workers.hours();
        if hours != self.home_care.supply() {
            self.home_care.resize(step, &mut self.people, hours);
        }
    }

    /// Brings the productive staff of every service in line with its posts.
    fn staff_services(&mut self, step: &Step) {
        let parameters = step.parameters();
        let output = Output::new(parameters);
        let spells = parameters.absence.spells;
        let at_work = 1.0 - sickness::away(parameters, &self.posts);
        for service in &mut self.community.services {
            service.at_work = if service.posted && spells { 1.0 } else { at_work };
        }
        for number in self.posts.take_touched() {
            let service = &mut self.community.services[usize::from(number)];
            (service.in_post, service.staff) = self.posts.staff(number, output, step.now, service.meetings);
        }
        for team in &self.teams.teams {
            for &number in team.services.iter().flatten() {
                let service = &mut self.community.services[usize::from(number)];
                let (_, staff) = self.posts.staff(number, output, step.now, service.meetings);
                service.staff = staff * (1.0 + team.process.giving);
            }
        }
    }

    /// Whoever has left the line of a service is back where they were before usual care noticed the need.
    fn notice_anew_what_lapsed(&mut self, step: &mut Step) {
        for task in self.community.take_lapsed() {
            let Work::Need(person, domain) = task.work else { continue };
            let same = task.person() == Some((person, self.people.key(person)));
            let state = self.people.state(person);
            if same && state.resident() && state.residence == Residence::Home && state.needs.has(domain.into()) {
                usual::need_arose(step, &self.people, &mut self.community, person, domain.into(), task.luck);
            }
        }
    }

    /// Work that waits for a profession of a team in which nobody is in post goes back to whoever asked for it. Lines
    /// of base services keep theirs: a vacancy there is always advertised.
    fn answer_lines_without_staff(&mut self, step: &mut Step) {
        let lines = self.teams.teams.iter().flat_map(|team| team.services.iter().flatten());
        let deserted = |&&line: &&u16| {
            let nobody_serves = self.community.services[usize::from(line)].staff <= 0.0;
            nobody_serves && self.community.waiting(line.into()) > 0 && !self.posts.anybody(line)
        };
        let deserted: Vec<usize> = lines.filter(deserted).map(|&line| line.into()).collect();
        for line in deserted {
            for task in self.community.send_back(step, &self.people, line) {
                if let Work::Case(id, what) = task.work {
                    casework::sent_back(step, &mut self.hands(), id, what, &task);
                }
            }
        }
    }

    /// A month's work, against the staff there were, is felt by those who did it.
    fn satisfaction_of_the_month(&mut self, step: &mut Step) {
        let mut loads = self.community.read_loads(step.now);
        // Needs that residents bring along into the world are all asked for at its beginning, which says nothing about
        // the work of a month; and the first reading may be of a single day.
        if self.community.months_read >= MONTHS_TO_SETTLE {
            // What holders work beyond their own posts relieves the service and not them.
            let by_holders = step.parameters().bank.by_holders.get();
            for (service, load) in loads.iter_mut().enumerate() {
                *load *= 1.0 + by_holders * self.posts.extra_shifts(service as u16);
            }
            self.posts.loads = loads;
            satisfaction::turn_of_month(step, &mut self.posts);
        }
        self.community.months_read = self.community.months_read.saturating_add(1);
    }

    /// Those who turn 65 today and those who move in today: exogenous, the same in every arm.
    fn arrivals_of_the_day(&mut self, step: &mut Step) {
        // The youngest band holds five years of birthdays.
        const YEARS_IN_BAND: f64 = 5.0;
        let figures = &step.context.figures;
        let turning = f64::from(figures.by_age[0]) / YEARS_IN_BAND / DAYS_A_YEAR;
        let moving = step.context.residents() * step.parameters().people.move_in.per_day();
        for (kind, entry, mean) in [(0, Entry::Turns65, turning), (1, Entry::MovesIn, moving)] {
            let uniform = step.luck().uniform(Purpose::Entry, mix(kind, step.now.day()), 0);
            let count = Poisson::new(mean).map_or(0, |poisson| poisson.quantile(uniform));
            for _ in 0..count {
                let person = self.enter(step, entry);
                if self.people.state(person).residence == Residence::CareHome {
                    self.lines.bring_along(step.now, Line::CareHomes);
                }
                step.fact(0, FactKind::Entered);
                let profile = self.people.state(person).profile();
                step.fact(self.people.key(person), FactKind::Profiled(profile));
            }
        }
    }

    /// Fewer crews are on duty at night; the mean over the day is the parameter.
    fn crews_of_the_hour(&mut self, step: &mut Step) {
        const HOURS: f64 = (DAY / HOUR) as f64;
        let night_hours = step.parameters().hours.night_until.get();
        let ambulance = &step.parameters().ambulance;
        let mean = {
            let share = step.parameters().others.share_of_crews.get();
            ambulance.crews.of(step.context.equivalent_residents(share))
        };
        let night = ambulance.night_crews.get();
        let crews = if (step.now.hour() as f64) < night_hours {
            mean * night
        } else {
            mean * (HOURS - night * night_hours) / (HOURS - night_hours)
        };
        let crews = (crews.round() as u32).max(1);
        if crews != self.lines.resource(Line::Crews).capacity() {
            self.lines.resize(step, &mut self.journeys, Line::Crews, crews);
        }
    }

    fn census(&mut self, step: &Step) -> Census {
        if self.posts.take_changed() {
            self.staffing = staffing::count(step, &self.posts, &self.funding);
        }
        let tally = self.people.tally();
        let at_home = self.lines.resource(Line::HospitalAtHome).in_use();
        let mut census = Census {
            alive: tally.alive(),
            in_hospital: tally.at(Whereabouts::Hospital) + tally.at(Whereabouts::EmergencyCare),
            in_rehabilitation: tally.at(Whereabouts::Rehabilitation),
            care_home_residents: tally.care_home_residents(),
            in_care_home: tally.count(Residence::CareHome, Whereabouts::Residence),
            delayed: self.journeys.delayed,
            unmet_needs: tally.unmet_needs,
            unmet_by_domain: tally.unmet_by_domain,
            by_frailty: tally.by_frailty,
            carers: tally.carers,
            carer_hours: tally.carer_hours,
            carer_strain: tally.carer_strain,
            beds_in_use: self.lines.resource(Line::Beds).in_use(),
            caseload: self.teams.caseload(),
            home_care_hours: self.home_care.delivered,
            in_reablement: self.recoveries.in_reablement,
            in_hospital_at_home: at_home,
            at_home_with_own_staff: at_home.saturating_sub(self.ward_places),
            together: self.together(step),
            views: self.views,
            ..self.staffing
        };
        census.staff.care_posts = self.care_workers.posts.max(0) as u32;
        census.staff.care_workers = self.care_workers.workers.max(0) as u32;
        census
    }
}
