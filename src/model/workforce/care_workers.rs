//! Home-care workers: a workforce that is counted, not named. Their number sets the hours that can be supplied.

use crate::model::parameters::Parameters;
use crate::model::step::Step;
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Poisson;
use crate::time::{DAY, WEEK, YEAR};

/// Tells the workers' luck apart from that of any post.
const WORKERS: u64 = u64::MAX;
const WEEKS_A_YEAR: f64 = YEAR as f64 / WEEK as f64;
const DAYS_A_WEEK: u64 = WEEK / DAY;

/// The home-care workers of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct CareWorkers {
    /// Posts that there is money for.
    pub posts: i64,
    /// Workers in post.
    pub workers: i64,
    /// Hours of care a week that one of them delivers.
    hours: f64,
    /// Who have left since the start.
    pub left: u64,
    /// Who have started since the start.
    pub started: u64,
}

impl CareWorkers {
    /// So many workers that they deliver these hours a week, and so many posts that they remain when leaving and
    /// hiring have settled.
    pub fn new(parameters: &Parameters, hours: f64) -> Self {
        let care = &parameters.care_workers;
        let workers = (hours / care.hours.hours_per_week()).round().max(1.0);
        let posts = workers * (1.0 + care.leaving.per_year() * care.hire.years());
        Self { posts: posts.round() as i64, workers: workers as i64, hours: hours / workers, left: 0, started: 0 }
    }

    /// Hours of care a week that the workers in post deliver.
    pub fn hours(&self) -> u32 {
        (self.workers as f64 * self.hours).round() as u32
    }

    /// Hours of care a week if every post were filled.
    pub fn established_hours(&self) -> f64 {
        self.posts as f64 * self.hours
    }

    /// Once a week some leave and some of the vacant posts are filled.
    pub fn turn_of_day(&mut self, step: &Step) {
        let care = &step.parameters().care_workers;
        if !step.now.day().is_multiple_of(DAYS_A_WEEK) {
            return;
        }
        let count = |purpose, mean: f64| {
            let uniform = step.luck().uniform(purpose, mix(WORKERS, step.now.day()), 0);
            Poisson::new(mean).map_or(0, |poisson| poisson.quantile(uniform)) as i64
        };
        let vacant = (self.posts - self.workers).max(0);
        let weeks_to_hire = care.hire.years() * WEEKS_A_YEAR;
        let left = count(Purpose::Leaving, self.workers as f64 * care.leaving.per_year() / WEEKS_A_YEAR);
        let started = count(Purpose::RecruitmentLag, vacant as f64 / weeks_to_hire).min(vacant);
        let left = left.min(self.workers);
        self.workers += started - left;
        self.left += left as u64;
        self.started += started as u64;
    }

    /// Money for so many more hours a week: posts that have still to be filled, unless they begin staffed.
    pub fn add(&mut self, parameters: &Parameters, hours: f64, staffed: bool) {
        let care = &parameters.care_workers;
        let workers = (hours / self.hours).round();
        let in_all = self.established_hours() + hours;
        if care.leaving.per_year() <= 0.0 || staffed {
            self.workers += workers as i64;
        }
        self.posts += workers as i64;
        // The hours of each are evened out, so that the money buys exactly its hours.
        self.hours = in_all / self.posts as f64;
    }

    /// A share of the posts is no longer paid for (or, below 0, as many more are); the workers in them go. Returns
    /// how many posts were taken.
    pub fn close(&mut self, share: f64) -> i64 {
        let taken = (self.posts as f64 * share).round() as i64;
        self.posts -= taken;
        let gone = (self.workers - self.posts).max(0);
        self.workers -= gone;
        self.left += gone as u64;
        taken
    }

    /// Posts that were taken are paid for again; of those that were added, the workers go.
    pub fn give_back(&mut self, taken: i64) {
        self.posts += taken;
        // Where savings took posts of money that ends before they do, fewer than none are left until they are over.
        let gone = (self.workers - self.posts.max(0)).max(0);
        self.workers -= gone;
        self.left += gone as u64;
    }

    /// A share of the workers go at once; other providers seek staff for their work.
    pub fn fail(&mut self, share: f64) {
        let gone = (self.workers as f64 * share).round() as i64;
        self.workers -= gone;
        self.left += gone as u64;
    }
}
