//! What a year of usual care gives for each row that it can speak to, as `docs/validation_plan.md` defines them.

use crate::experiment::validation::Values;
use crate::experiment::validation::follow::{DECEMBER, Followed, index_date};
use crate::model::design::{Organisation, Role};
use crate::model::fact::Census;
use crate::model::people::traits::{Frailty, Sex};
use crate::model::place::Place;
use crate::model::services::journey::Exit;
use crate::outcomes::cohort::chart::Mark;
use crate::outcomes::cohort::portrait::Portrait;
use crate::outcomes::cohort::rates;
use crate::outcomes::cohort::survival::{self, Awaited, STUDIED, by_frailty, life_expectancy};
use crate::time::{SimTime, Span};

/// People aged 65 and over in England, mid-2020 (the sum of the built-in places), and in the United Kingdom, mid-2014
/// (17.7 % of 64.6 million, Office for National Statistics).
pub(super) const ENGLAND: f64 = 10_464_019.0;
const UNITED_KINGDOM_2014: f64 = 11_400_000.0;
/// Share of people with heart failure who are 65 and over, as the note of the row has it.
const HEART_FAILURE_65: f64 = 0.85;
const PER_1000: f64 = 1000.0;
const PER_100_000: f64 = 100_000.0;
const MONTHS: f64 = 12.0;
pub(super) const DECEMBER_DAYS: f64 = 31.0;
/// Mean age of people in trials of fall prevention.
pub(super) const TRIAL_AGE: f64 = 76.0;
pub(super) const ANY_AGE: u32 = 0;

/// The establishment at the index date: what it takes to count leavers and how many are in post.
#[derive(Clone, Debug)]
pub(super) struct Staff {
    /// The NHS posts.
    nhs: Vec<Held>,
    care_workers_left: u64,
}

/// A post and who held it.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// Leaving for good that is put in, a year, when nothing presses.
    put_in: f64,
    /// Holders that have gone.
    gone: u32,
    wte: f64,
    filled: bool,
    /// Of those who go, the share who leave the service and not for another of its organisations.
    for_good: f64,
}

impl Staff {
    /// As they are now.
    pub fn of(place: &Place) -> Self {
        let posts = place.posts().all.iter();
        let nhs = posts.filter(|post| matches!(post.employer, Organisation::Trust | Organisation::Hospital));
        let staff = &place.context.parameters.staff;
        let elsewhere = staff.community_factor.get();
        let held = nhs.map(|post| Held {
            put_in: staff.leaving.all()[post.role as usize].per_year(),
            gone: post.incumbent,
            wte: post.wte,
            filled: post.filled(),
            for_good: if post.role == Role::CommunityNurse { 1.0 / elsewhere } else { 1.0 },
        });
        Self { nhs: held.collect(), care_workers_left: place.care_workers().left }
    }

    /// The NHS posts that are filled, and what share of their holders would leave for good in a year by what is put in.
    pub fn nhs_put_in(&self) -> (f64, f64) {
        let filled = self.nhs.iter().filter(|post| post.filled);
        let (posts, wte, leaving) = filled.fold((0.0, 0.0, 0.0), |(posts, wte, leaving), post| {
            (posts + 1.0, wte + post.wte, leaving + post.wte * post.put_in)
        });
        (posts, leaving / wte)
    }

    /// Leavers from the service in a year over the mean in post, from now to `later`.
    fn nhs_leavers(&self, later: &Self) -> f64 {
        let left = |(then, now): (&Held, &Held)| f64::from(now.gone - then.gone) * now.wte * now.for_good;
        let in_post = |staff: &Self| staff.nhs.iter().filter(|post| post.filled).map(|post| post.wte).sum();
        let (before, after): (f64, f64) = (in_post(self), in_post(later));
        self.nhs.iter().zip(&later.nhs).map(left).sum::<f64>() / ((before + after) / 2.0)
    }
}

/// A year of follow-up of usual care, with the staff at its two ends.
pub(super) struct Year<'a> {
    pub place: &'a Place,
    pub followed: &'a Followed,
    pub staff: [Staff; 2],
}

impl Year<'_> {
    pub(super) fn window(&self) -> (SimTime, SimTime) {
        (index_date(self.place), self.place.context.horizon)
    }

    /// Mean over the midnights for which something holds.
    fn mean_night(&self, of: impl Fn(SimTime) -> bool, figure: impl Fn(&Census) -> f64) -> f64 {
        let nights: Vec<f64> = self.followed.nights.iter().filter(|(at, _)| of(*at)).map(|(_, n)| figure(n)).collect();
        nights.iter().sum::<f64>() / nights.len() as f64
    }

    fn month(&self, at: SimTime) -> i8 {
        self.place.context.calendar.date(at).month()
    }

    /// England's people aged 65 and over for each of this place.
    pub(super) fn to_england(&self) -> f64 {
        ENGLAND / self.mean_night(|_| true, |night| f64::from(night.alive))
    }

    /// All values of the year.
    pub fn values(&self) -> Values {
        let mut values = Values::new();
        self.outcomes_by_frailty(&mut values);
        self.people(&mut values);
        self.falls(&mut values);
        self.hospital(&mut values);
        self.leaving_hospital(&mut values);
        self.care_and_staff(&mut values);
        self.besides(&mut values);
        self.links(&mut values);
        values
    }

    fn outcomes_by_frailty(&self, values: &mut Values) {
        let (from, until) = self.window();
        let people = self.followed.people_at(from);
        let year = [survival::Followed { people, from, until }];
        let bands = ["mild", "moderate", "severe"];
        for (row, awaited) in [("val_efi_mort1", Awaited::Death), ("val_efi_hosp1", Awaited::Admission)] {
            let ratios = by_frailty(&year, &self.followed.charts, &STUDIED, awaited);
            for (band, ratio) in bands.iter().zip(ratios.unwrap_or([f64::NAN; 3])) {
                values.insert(format!("{row}_{band}"), ratio);
            }
        }
        for (row, sex) in [("val_e65_m", Sex::Male), ("val_e65_f", Sex::Female)] {
            let years = life_expectancy(people, &self.followed.charts, from, until, sex);
            values.insert(row.into(), years.unwrap_or(f64::NAN));
        }
    }

    fn people(&self, values: &mut Values) {
        let people = self.followed.people_at(self.window().0);
        let frail = |person: &Portrait| person.frailty > Frailty::Fit;
        let share = |of: &dyn Fn(&Portrait) -> bool, is: &dyn Fn(&Portrait) -> bool| rates::share(people, of, is);
        values.insert("val_frail_65".into(), share(&|_| true, &frail));
        values.insert("val_frail_65_74".into(), share(&|person| person.age < 75, &frail));
        values.insert("val_dem_65".into(), share(&|_| true, &|person| person.dementia));
        let heart = share(&|_| true, &|person| person.heart_failure);
        values.insert("val_hf_prev_n".into(), heart * UNITED_KINGDOM_2014 / HEART_FAILURE_65);
    }

    fn falls(&self, values: &mut Values) {
        let (from, until) = self.window();
        let (people, charts) = (self.followed.people_at(from), &self.followed.charts);
        let fallers = |youngest| rates::fallers(people, charts, from, until, youngest);
        values.insert("val_fall_65".into(), fallers(ANY_AGE));
        let youngest = rates::youngest_with_mean_age(people, TRIAL_AGE);
        values.insert("val_fallers_trial".into(), fallers(youngest) * PER_1000);
        let for_fall = |mark| mark == Mark::Admitted(true);
        let admitted = rates::count(charts, from, until, for_fall) * self.to_england();
        values.insert("val_fall_emadm_n".into(), admitted);
        let rate = rates::standardised(people, charts, from, until, for_fall) * PER_100_000;
        values.insert("val_fall_emadm_rate".into(), rate);
        let (fall_crews, crews) = rates::crews(charts, from, until);
        let context = &self.place.context;
        let others = context.parameters.others.ambulance.per_year() * context.younger();
        values.insert("val_amb_falls_999".into(), fall_crews / (crews + others));
        values.insert("val_amb_falls_home".into(), fall_crews / crews);
    }

    fn hospital(&self, values: &mut Values) {
        let (from, until) = self.window();
        let charts = &self.followed.charts;
        let admitted = rates::count(charts, from, until, Mark::admission);
        let lived = self.mean_night(|_| true, |night| f64::from(night.alive)) * until.since(from).years();
        values.insert("val_em_rate_65".into(), PER_1000 * admitted / lived);
        // Readmissions are looked for up to the horizon.
        values.insert("val_readm_65".into(), rates::readmitted(charts, from, until - Span::days(30)));
        let nights = self.followed.nights.len() as f64;
        let emergency = self.followed.in_beds as f64 / nights;
        let beds = self.mean_night(|_| true, |night| f64::from(night.beds_in_use));
        values.insert("val_beddays_65".into(), (emergency + self.elective_beds()) / beds);
        let december = |at| self.month(at) == DECEMBER;
        let delayed = self.mean_night(december, |night| f64::from(night.delayed));
        let in_use = self.mean_night(december, |night| f64::from(night.beds_in_use));
        values.insert("val_delay_beds".into(), delayed / in_use);
        let winter = |at| matches!(self.month(at), 11..=12 | 1..=3);
        let in_winter = self.mean_night(winter, |night| f64::from(night.delayed));
        values.insert("val_delay_winter2223".into(), in_winter * self.to_england());
    }

    /// Beds that electives of 65 and over take, at their registered rates and stays.
    fn elective_beds(&self) -> f64 {
        let (rate, stay) = self.electives();
        (0..rate.len()).map(|band| rate[band] * stay[band]).sum()
    }

    /// Elective admissions of 65 and over a year, and their mean stays in years, by age.
    fn electives(&self) -> ([f64; 3], [f64; 3]) {
        let context = &self.place.context;
        let (hospital, ages) = (&context.parameters.hospital, &context.figures.by_age);
        let people = [0..2, 2..4, 4..6].map(|band| f64::from(ages[band].iter().sum::<u32>()));
        let (rates, stays) = (hospital.elective.all(), hospital.elective_stay.all());
        (std::array::from_fn(|band| rates[band].per_year() * people[band]), stays.map(|stay| stay.years()))
    }

    /// People a year who leave a bed without having waited: under 65, and electives.
    pub(super) fn others_leaving(&self) -> f64 {
        let context = &self.place.context;
        let others = &context.parameters.others;
        let emergencies = others.attendances.per_year() * others.admit.get();
        (emergencies + others.elective.per_year()) * context.younger() + self.electives().0.iter().sum::<f64>()
    }

    fn leaving_hospital(&self, values: &mut Values) {
        let (days, left) = self.followed.delay_in_december;
        let others = self.others_leaving() * DECEMBER_DAYS / 365.0;
        values.insert("val_delay_days".into(), days / (f64::from(left) + others));
        let ways = &self.followed.ways_out;
        let social = ways.iter().filter(|exit| matches!(exit, Exit::HomeCare | Exit::CareHome)).count();
        values.insert("val_delay_sc".into(), social as f64 / ways.len() as f64);
        let recoveries = &self.followed.recoveries;
        values.insert("val_ic_month".into(), recoveries.len() as f64 / MONTHS * self.to_england());
        self.reablement(values);
    }

    /// Those who went from a bed to reablement: who had to wait for it, and who is at home later.
    fn reablement(&self, values: &mut Values) {
        let (from, until) = self.window();
        let charts = &self.followed.charts;
        let day = Span::days(1);
        let home = self.followed.recoveries.iter().filter(|(_, reablement, _)| *reablement);
        // Those seen at a midnight have left a bed in the day before it.
        let from_bed = home.filter_map(|&(key, _, at)| {
            let left = charts.of(key, at - day, at + Span::seconds(1)).iter().rev();
            left.filter_map(|entry| if let Mark::LeftBed(late) = entry.mark { Some((key, at, late)) } else { None })
                .next()
        });
        let from_bed: Vec<(u64, SimTime, bool)> = from_bed.collect();
        let late = from_bed.iter().filter(|(_, _, late)| *late).count();
        values.insert("val_ic_delay_home".into(), late as f64 / from_bed.len() as f64);
        let quarter = Span::days(91);
        let seen = from_bed.iter().filter(|(_, at, _)| *at >= from && *at + quarter < until);
        let home = seen.map(|&(key, at, _)| rates::at_home(charts, key, at, at + quarter));
        let (at_home, all) = home.fold((0.0, 0.0), |(home, all), is| (home + f64::from(u8::from(is)), all + 1.0));
        values.insert("val_reable_91d".into(), at_home / all);
    }

    fn care_and_staff(&self, values: &mut Values) {
        let (from, until) = self.window();
        let (within, all) = self.followed.urgent;
        values.insert("val_ucr_2h".into(), f64::from(within) / f64::from(all));
        let social = &self.place.context.parameters.social_care;
        let own = [social.self_funded_home_care.get(), social.self_funded_care_home.get()];
        let (home, homes) = self.in_long_term_care(from, until);
        let paid = home * (1.0 - own[0]) + homes * (1.0 - own[1]);
        values.insert("val_asc_lts_65".into(), paid * self.to_england());
        let workers = self.mean_night(|_| true, |night| f64::from(night.staff.care_workers));
        let posts = self.mean_night(|_| true, |night| f64::from(night.staff.care_posts));
        let [before, after] = &self.staff;
        let left = (after.care_workers_left - before.care_workers_left) as f64;
        values.insert("val_asc_turnover_2324".into(), left / workers);
        values.insert("val_asc_vac_2324".into(), (posts - workers) / posts);
        values.insert("val_hchs_leavers".into(), before.nhs_leavers(after));
    }

    /// People who had home care, and who lived in a care home, at any time of the year; who had both counts as the latter.
    fn in_long_term_care(&self, from: SimTime, until: SimTime) -> (f64, f64) {
        let (people, charts) = (self.followed.people_at(from), &self.followed.charts);
        let (mut home, mut homes) = (0.0, 0.0);
        let had = |key, mark| charts.count(key, from, until, |one| one == mark) > 0;
        let newcomers = charts.all().map(|(key, _)| key).filter(|key| !people.contains_key(key));
        for key in people.keys().copied().chain(newcomers) {
            let person = people.get(&key);
            if person.is_some_and(|person| person.care_home) || had(key, Mark::EnteredCareHome) {
                homes += 1.0;
            } else if person.is_some_and(|person| person.home_care) || had(key, Mark::HomeCareBegan) {
                home += 1.0;
            }
        }
        (home, homes)
    }
}
