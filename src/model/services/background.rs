//! Everyone else: people under 65 and electives of all ages, who join the same queues.
//!
//! Arrivals are drawn hour by hour from the luck of the place, so the load is the same in every arm.

use crate::model::people::causes::pick;
use crate::model::people::traits::{Acuity, Frailty, Trigger};
use crate::model::services::journey::{Journey, Journeys, Stage};
use crate::model::step::{Context, Step};
use crate::random::luck::{Purpose, mix};
use crate::random::samplers::Poisson;
use crate::time::{HOUR, Span};

/// Streams of arrivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    /// Attendances without an ambulance.
    Attendances,
    /// Ambulance incidents.
    Ambulance,
    /// Elective admissions of people aged 65 and over.
    ElectiveOlder,
    /// Elective admissions of others.
    ElectiveYounger,
}

const STREAMS: [Stream; 4] = [Stream::Attendances, Stream::Ambulance, Stream::ElectiveOlder, Stream::ElectiveYounger];

/// Hours of a day.
const HOURS: usize = 24;
/// Hours in which elective patients are called for, on working days.
const CALLED_AT: std::ops::Range<usize> = 7..13;

/// Mean arrivals of a year in each stream.
#[derive(Clone, Debug)]
pub struct Background {
    yearly: [f64; 4],
    /// Share of a day's arrivals in each hour.
    by_hour: [f64; HOURS],
    elective_shares: [f64; 3],
}

impl Background {
    /// The load of a place's residents.
    pub fn new(context: &Context) -> Self {
        let (parameters, figures) = (&context.parameters, &context.figures);
        let younger = context.younger();
        let others = &parameters.others;
        let ambulance = others.ambulance.per_year() * younger;
        let conveyed = ambulance * others.convey.get();
        let bands = [0..2, 2..4, 4..6].map(|band| figures.by_age[band].iter().sum::<u32>());
        let rates = parameters.hospital.elective.all();
        let elective: [f64; 3] = std::array::from_fn(|band| rates[band].per_year() * f64::from(bands[band]));
        let older: f64 = elective.iter().sum();
        Self {
            yearly: [
                (others.attendances.per_year() * younger - conveyed).max(0.0),
                ambulance,
                older,
                others.elective.per_year() * younger,
            ],
            by_hour: by_hour(context),
            elective_shares: elective.map(|admissions| admissions / older.max(f64::MIN_POSITIVE)),
        }
    }

    /// Sends the arrivals of the hour that begins now on their way.
    pub fn turn_of_hour(&self, step: &mut Step, journeys: &mut Journeys) {
        let hour_number = step.now.ticks() / HOUR;
        for stream in STREAMS {
            let mean = self.mean(step, stream);
            if mean <= 0.0 {
                continue;
            }
            let subject = mix(stream as u64, hour_number);
            let uniform = step.luck().uniform(Purpose::BackgroundCount, subject, 0);
            let count = Poisson::new(mean).map_or(0, |poisson| poisson.quantile(uniform));
            for ordinal in 0..count {
                self.arrival(step, journeys, stream, mix(subject, ordinal));
            }
        }
    }

    /// Mean arrivals of a stream in the hour that begins now.
    fn mean(&self, step: &Step, stream: Stream) -> f64 {
        const DAYS_A_YEAR: f64 = 365.2425;
        const WORKING_DAYS_A_YEAR: f64 = 252.0;
        let (yearly, hour) = (self.yearly[stream as usize], step.now.hour());
        match stream {
            Stream::Attendances | Stream::Ambulance => {
                yearly / DAYS_A_YEAR * self.by_hour[hour] * step.context.tables.load_of_others(step.now)
            }
            _ if step.context.calendar.day(step.now).is_working() && CALLED_AT.contains(&hour) => {
                yearly / WORKING_DAYS_A_YEAR / CALLED_AT.len() as f64
            }
            _ => 0.0,
        }
    }

    fn arrival(&self, step: &mut Step, journeys: &mut Journeys, stream: Stream, root: u64) {
        let others = &step.parameters().others;
        let draw = step.luck().draw(Purpose::BackgroundMoment, root, 0);
        let urgent = draw.uniform32(2) < others.urgent_incident.get();
        let acuity = match stream {
            Stream::Ambulance if urgent => Acuity::Severe,
            Stream::Ambulance => Acuity::Moderate,
            _ => Acuity::Mild,
        };
        let (trigger, stage, mean) = match stream {
            Stream::Attendances => (Trigger::Illness, Stage::ToHospital, others.stay_mean),
            Stream::Ambulance => (Trigger::Illness, Stage::AwaitingCrew, others.stay_mean),
            Stream::ElectiveYounger => (Trigger::Elective, Stage::Seeking, others.elective_stay),
            Stream::ElectiveOlder => {
                let band = pick(draw.uniform32(3), &self.elective_shares);
                (Trigger::Elective, Stage::Seeking, step.parameters().hospital.elective_stay.all()[band])
            }
        };
        let mut journey = Journey::new(None, root, trigger, acuity, Frailty::Fit);
        journey.planned_stay = step.context.exponential(Purpose::BackgroundStay, root, 0, mean.span());
        let id = journeys.begin(journey);
        let offset = Span::seconds((draw.uniform(0) * HOUR as f64) as u64);
        journeys.enter(step, id, stage, offset);
    }
}

/// Share of a day's arrivals in each hour; they add up to 1.
fn by_hour(context: &Context) -> [f64; HOURS] {
    let levels: [f64; HOURS] = std::array::from_fn(|hour| context.parameters.load.hour.at(hour).get());
    let total: f64 = levels.iter().sum();
    levels.map(|level| level / total)
}
