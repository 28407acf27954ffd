//! What the calendar brings: hours, days and months turn for everyone in a place.

use crate::model::design::Organisation;
use crate::model::event::Event;
use crate::model::fact::{Census, FactKind};
use crate::model::funding;
use crate::model::people::birth::Entry;
use crate::model::people::traits::{Residence, Whereabouts};
use crate::model::place::Locality;
use crate::model::services::lines::Line;
use crate::model::services::team::{meeting, referral};
use crate::model::step::Step;
use crate::model::workforce::turnover;
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Poisson;
use crate::time::{DAY, HOUR, Span};

impl Locality {
    /// The hour turns.
    pub(super) fn turn_of_hour(&mut self, step: &mut Step) {
        if step.now.hour() == 0 {
            self.turn_of_day(step);
        }
        self.crews_of_the_hour(step);
        self.background.turn_of_hour(step, &mut self.journeys);
        self.community.turn_of_hour(step, &self.people);
        step.file(step.now + Span::seconds(HOUR), Event::Calendar);
    }

    fn turn_of_day(&mut self, step: &mut Step) {
        let census = self.census(step);
        step.fact(0, FactKind::Census(census));
        let tally = self.people.tally();
        step.fact(0, FactKind::CensusOfNeeds(tally.unmet_by_domain));
        step.fact(0, FactKind::CensusOfFrailty(tally.by_frailty));
        self.arrivals_of_the_day(step);
        turnover::turn_of_day(step, &mut self.posts);
        let date = step.context.calendar.date(step.now);
        if date.day() == 1 {
            referral::pick_from_list(step, &mut self.hands());
        }
        funding::turn_of_day(step, &mut self.posts, &self.shocks);
        self.staff_services(step);
        self.staff_hospital_at_home(step);
        meeting::turn_of_day(step, &mut self.hands());
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

    /// Brings the productive staff of every service in line with its posts.
    fn staff_services(&mut self, step: &Step) {
        let staff = &step.parameters().staff;
        let (induction, new) = (staff.induction.span(), staff.new_productivity.get());
        for service in &mut self.community.services {
            if service.posted {
                service.staff = 0.0;
                service.in_post = 0.0;
            }
        }
        for post in &self.posts.all {
            let productive = post.productive(step.now, induction, new) * post.share;
            let service = &mut self.community.services[usize::from(post.service)];
            service.in_post += productive;
            service.staff += productive * (1.0 - post.meetings);
        }
    }

    /// Those who turn 65 today and those who move in today: exogenous, the same in every arm.
    fn arrivals_of_the_day(&mut self, step: &mut Step) {
        // The youngest band holds five years of birthdays.
        const YEARS_IN_BAND: f64 = 5.0;
        const DAYS_A_YEAR: f64 = 365.2425;
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
        const NIGHT: std::ops::Range<usize> = 0..7;
        const HOURS: f64 = (DAY / HOUR) as f64;
        let night_hours = NIGHT.len() as f64;
        let ambulance = &step.parameters().ambulance;
        let mean = {
            let share = step.parameters().others.share_of_crews.get();
            ambulance.crews.of(step.context.equivalent_residents(share))
        };
        let night = ambulance.night_crews.get();
        let crews = if NIGHT.contains(&step.now.hour()) {
            mean * night
        } else {
            mean * (HOURS - night * night_hours) / (HOURS - night_hours)
        };
        let crews = (crews.round() as u32).max(1);
        if crews != self.lines.resource(Line::Crews).capacity() {
            self.lines.resize(step, &mut self.journeys, Line::Crews, crews);
        }
    }

    fn census(&self, step: &Step) -> Census {
        let tally = self.people.tally();
        let (team_funded, team_filled) = self.posts.totals(true);
        let (posts_funded, posts_filled) = self.posts.totals(false);
        Census {
            alive: tally.alive(),
            in_hospital: tally.at(Whereabouts::Hospital) + tally.at(Whereabouts::EmergencyCare),
            in_rehabilitation: tally.at(Whereabouts::Rehabilitation),
            care_home_residents: tally.care_home_residents(),
            in_care_home: tally.count(Residence::CareHome, Whereabouts::Residence),
            delayed: self.journeys.delayed,
            unmet_needs: tally.unmet_needs,
            beds_in_use: self.lines.resource(Line::Beds).in_use(),
            caseload: self.teams.caseload(),
            home_care_hours: self.home_care.delivered,
            in_reablement: self.recoveries.in_reablement,
            in_hospital_at_home: self.lines.resource(Line::HospitalAtHome).in_use(),
            team_funded: team_funded as f32,
            team_filled: team_filled as f32,
            posts_funded: posts_funded as f32,
            posts_filled: posts_filled as f32,
            team_cost: self.team_cost(step),
        }
    }

    /// What the filled posts of the design cost today, GBP: NHS, council, others.
    fn team_cost(&self, step: &Step) -> [f32; 3] {
        const DAYS_A_YEAR: f64 = 365.2425;
        let (prices, hours) = (&step.parameters().prices, step.parameters().team.working_year.get());
        let mut cost = [0.0_f64; 3];
        for post in self.posts.all.iter().filter(|post| post.team && post.filled()) {
            let payer = match post.employer {
                Organisation::Gp | Organisation::Trust | Organisation::Hospital => 0,
                Organisation::Council => 1,
                Organisation::Vcs => 2,
            };
            let hourly = prices.staff_hour.all()[post.role as usize].gbp_per_hour();
            cost[payer] += post.wte * hourly * hours / DAYS_A_YEAR;
        }
        cost.map(|gbp| gbp as f32)
    }
}
