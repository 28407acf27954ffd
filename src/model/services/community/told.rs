//! Base services whose lines are recorded, or answered from a recording. Teams' own services never are.

use crate::engine::tape::Tape;
use crate::ids::TaskId;
use crate::model::event::Event;
use crate::model::services::community::{Community, Service, ServiceKind};
use crate::model::step::Step;
use crate::time::ShortTime;
use std::sync::Arc;

impl Community {
    /// The base services, in the order of `ServiceKind`.
    pub fn base_services(&mut self) -> impl Iterator<Item = &mut Service> {
        self.services.iter_mut().take(ServiceKind::ALL.len())
    }

    /// Begins to record the lines of the base services.
    pub fn record(&mut self) {
        let Self { services, tasks, .. } = self;
        for service in services.iter_mut().take(ServiceKind::ALL.len()) {
            service.line.record(service.on_duty, |id| tasks.get(id.0).luck);
        }
    }

    /// Has the lines of the base services answered from recordings, and tells the work that waits when it begins.
    pub fn answer_from(&mut self, step: &mut Step, tapes: &[Arc<Tape>]) {
        for (index, tape) in tapes.iter().enumerate() {
            let Self { services, tasks, .. } = &mut *self;
            let key_of = |id: TaskId| tasks.get(id.0).luck;
            for (id, start) in services[index].line.answer_from(Arc::clone(tape), step.now, key_of) {
                let task = tasks.get_mut(id.0);
                (task.ticket, task.told, task.due) = (None, true, ShortTime::of(start));
                step.file_unless_never(start, Event::Task(id));
            }
            self.look_who_is_on_duty(step.now, index);
        }
    }
}
