//! As if capacity were untouched: the shared queues of one world recorded, and another world answered from that.
//!
//! Shared are the lines of the crisis path, home care and the base community services, for all who use them, residents
//! and everybody else; what a team's own members do is theirs. Who lives in a world that is answered from a recording
//! waits as long, and is turned away as often, as they would have been at that moment in the recorded one, and takes
//! nothing from anybody. This file must not know why anybody compares worlds.

use crate::engine::shared::Shared;
use crate::engine::tape::Tape;
use crate::model::place::{Locality, Place};
use crate::model::services::community::Service;
use crate::model::services::lines::Line;
use crate::model::step::Step;
use std::sync::Arc;

/// The shared queues of a world from time zero to the moment at which the recording ended.
#[derive(Clone, Debug)]
pub struct Recording {
    /// In the order of `Line::ALL`.
    lines: Vec<Arc<Tape>>,
    home_care: Arc<Tape>,
    /// In the order of `ServiceKind`.
    services: Vec<Arc<Tape>>,
}

impl Place {
    /// Begins to record the shared queues.
    pub fn record(&mut self) {
        let Locality { lines, journeys, home_care, people, community, .. } = &mut self.locality;
        lines.shared().for_each(|line| line.record(true, |id| journeys.get(id).root));
        home_care.shared().record(true, |person| people.key(person));
        community.record();
    }

    /// Ends the recording; `None` if none was begun.
    pub fn recorded(&mut self) -> Option<Recording> {
        let Locality { lines, home_care, community, .. } = &mut self.locality;
        let of_line = |line: &mut Shared<_>| line.recorded().map(Arc::new);
        let of_service = |service: &mut Service| service.recorded().map(Arc::new);
        Some(Recording {
            lines: lines.shared().map(of_line).collect::<Option<_>>()?,
            home_care: Arc::new(home_care.shared().recorded()?),
            services: community.base_services().map(of_service).collect::<Option<_>>()?,
        })
    }

    /// Has the shared queues answered from a recording of another world that parted from this one at this moment.
    pub fn answer_from(&mut self, recording: &Recording) {
        let now = self.context.zero;
        self.step(now, &mut Vec::new(), |locality, step| {
            locality.lines_answer_from(step, recording);
            let Locality { home_care, people, community, .. } = locality;
            home_care.answer_from(step, people, &recording.home_care);
            community.answer_from(step, &recording.services);
        });
    }
}

impl Locality {
    fn lines_answer_from(&mut self, step: &mut Step, recording: &Recording) {
        let Self { lines, journeys, .. } = self;
        for (line, tape) in Line::ALL.into_iter().zip(&recording.lines) {
            lines.answer_from(step, journeys, line, tape);
        }
    }
}
