use crate::experiment::results::*;
use crate::model::{fact::*, place::Place};
use crate::outcomes::ledger::*;
use crate::outcomes::metric::*;
pub const METRICS: [Metric; 1] = [Metric {
    key: "unplanned_admissions_per_1000",
    label: "Emergency admissions",
    unit: "per 1,000 people 65+ a year",
    direction: Direction::Lower,
    group: Group::Hospital,
    digits: 1,
    scale: Scale::Ratio,
}];
pub const EVENTS: [&str; 1] = ["admissions"];
#[derive(Clone, Debug)]
pub struct Tally {
    n: u64,
}
impl Tally {
    pub fn new(_: &Place) -> Self {
        Self { n: 0 }
    }
    pub fn take(&mut self, f: &[Fact]) {
        self.n += f.iter().filter(|f| matches!(f.kind, FactKind::Admitted { .. })).count() as u64;
    }
    pub fn merge(&mut self, o: &Tally) {
        self.n += o.n;
    }
    pub fn row(&self, point: usize, arm: usize, replication: u32, place: Option<usize>, ledger: Ledger) -> Row {
        Row {
            point,
            arm,
            replication,
            place,
            values: vec![self.n as f64],
            ledger,
            months: vec![],
            response: vec![],
            events: vec![("admissions", self.n)],
            person_years: 1.0,
        }
    }
}
impl Ledger {
    pub fn add(&mut self, _: &Ledger) {}
}
