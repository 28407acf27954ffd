//! What every handler is given: the moment, what the place is made of, the agenda and the list of facts.

use crate::ids::PersonId;
use crate::model::event::{Agenda, Event};
use crate::model::fact::{Fact, FactKind};
use crate::model::parameters::Parameters;
use crate::model::people::birth::Cradle;
use crate::model::people::clocks::{Rescan, Scanner};
use crate::model::people::intensity::View;
use crate::model::place_figures::PlaceFigures;
use crate::model::tables::Tables;
use crate::random::luck::{Luck, Purpose};
use crate::random::samplers::standard_normal_quantile;
use crate::time::{Calendar, SimTime, Span};

/// What does not change while a place runs, and is shared by its arms.
#[derive(Debug)]
pub struct Context {
    /// Parameters.
    pub parameters: Parameters,
    /// What they come to.
    pub tables: Tables,
    /// Dates and working days.
    pub calendar: Calendar,
    /// The luck of the place in this replication.
    pub luck: Luck,
    /// The published figures of the place.
    pub figures: PlaceFigures,
    /// Draws people.
    pub cradle: Cradle,
    /// Neighbourhoods, and so teams, of the place.
    pub neighbourhoods: u8,
    /// Time zero: the end of warm-up, when arms part.
    pub zero: SimTime,
    /// The end of what is counted.
    pub horizon: SimTime,
    /// The end of the run, after the tail in which admissions are still paired.
    pub end: SimTime,
}

impl Context {
    /// What intensities are read from.
    pub fn view(&self) -> View<'_> {
        View { parameters: &self.parameters, tables: &self.tables }
    }

    /// What looks at clocks.
    pub fn scanner(&self) -> Scanner<'_> {
        Scanner { view: self.view(), luck: self.luck, end: self.end }
    }

    /// Residents aged 65 and over in the published figures, to which supply is scaled.
    pub fn residents(&self) -> f64 {
        f64::from(self.figures.older_residents())
    }

    /// Residents under 65 in the published figures.
    pub fn younger(&self) -> f64 {
        f64::from(self.figures.population) - self.residents()
    }

    /// Residents aged 65+ of an average place that make as much use of a service for all ages as the people of this
    /// place do; `younger_share` is the part of the service that people under 65 use in England.
    pub fn equivalent_residents(&self, younger_share: f64) -> f64 {
        let younger = self.younger() / self.parameters.others.per_older.get();
        self.residents() * (1.0 - younger_share) + younger * younger_share
    }

    /// A length of time with this median and spread (standard deviation of the logarithm), keyed.
    pub fn lognormal(&self, purpose: Purpose, key: u64, stage: u64, median: Span, sigma: f64) -> Span {
        let z = standard_normal_quantile(self.luck.uniform(purpose, key, stage));
        Span::seconds((median.ticks() as f64 * libm::exp(sigma * z)) as u64)
    }

    /// An exponential length of time with this mean, keyed.
    pub fn exponential(&self, purpose: Purpose, key: u64, stage: u64, mean: Span) -> Span {
        Span::seconds((-libm::log(self.luck.uniform(purpose, key, stage)) * mean.ticks() as f64) as u64)
    }

    /// A driving or travelling time: the urban figure, towards the rural one as the place is rural.
    pub fn rural_blend(&self, urban: f64, rural: f64) -> f64 {
        urban + (rural - urban) * self.figures.rural_share
    }
}

/// One step of a place.
pub struct Step<'a> {
    /// Now.
    pub now: SimTime,
    /// What does not change.
    pub context: &'a Context,
    /// Pending events.
    pub agenda: &'a mut Agenda,
    /// What has happened.
    pub facts: &'a mut Vec<Fact>,
    /// People whose clocks must be looked at again when the step is over.
    pub changed: &'a mut Vec<(PersonId, Rescan)>,
}

impl<'a> Step<'a> {
    /// Writes down a fact about somebody (key 0: about nobody in particular).
    pub fn fact(&mut self, key: u64, kind: FactKind) {
        self.facts.push(Fact { at: self.now, key, kind });
    }

    /// Has some of a person's clocks looked at again: what their intensity depends on has changed.
    pub fn look_again(&mut self, person: PersonId, which: Rescan) {
        self.changed.push((person, which));
    }

    /// Files an event.
    pub fn file(&mut self, at: SimTime, event: Event) {
        self.agenda.file(at, event);
    }

    /// Files an event, if its moment is ever to come.
    pub fn file_unless_never(&mut self, at: SimTime, event: Event) {
        if at < SimTime::NEVER {
            self.agenda.file(at, event);
        }
    }

    /// Parameters.
    pub fn parameters(&self) -> &'a Parameters {
        &self.context.parameters
    }

    /// Luck of the place.
    pub fn luck(&self) -> Luck {
        self.context.luck
    }
}

/// A probability whose odds are multiplied by a ratio.
pub fn with_odds(p: f64, ratio: f64) -> f64 {
    let odds = p * ratio;
    odds / (1.0 - p + odds)
}
