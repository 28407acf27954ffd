//! Every built-in place runs whole for a month.

use mdtsim::model::fact::FactKind;
use mdtsim::model::parameters::Parameters;
use mdtsim::model::start::{self, Spans};
use mdtsim::random::luck::Luck;
use mdtsim::scenario::places;
use mdtsim::scenario::register::Register;
use mdtsim::time::{Calendar, SimTime, Span};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

const WARM_UP: Span = Span::days(7);
const MONTH: Span = Span::days(30);

#[test]
fn each_of_the_152_places_runs_for_a_month() {
    let parameters: Parameters = Register::built_in().to_parameters(&BTreeMap::new()).unwrap();
    let calendar = Calendar::new("2027-03-25".parse().unwrap(), 7 + 30 + start::TAIL_DAYS as usize + 1);
    let spans = Spans { warm_up: WARM_UP, horizon: MONTH };
    let admitted: Vec<(&str, u64, u64)> = places::all()
        .par_iter()
        .map(|figures| {
            let context = start::context(&parameters, figures, &calendar, spans, Luck::new(1, 0));
            let mut place = start::place(context);
            let mut facts = Vec::new();
            place.run_until(SimTime::START + WARM_UP, &mut facts);
            facts.clear();
            place.run_until(SimTime::START + WARM_UP + MONTH, &mut facts);
            let count = facts.iter().filter(|fact| matches!(fact.kind, FactKind::Admitted { .. })).count();
            (figures.name.as_str(), u64::from(figures.older_residents()), count as u64)
        })
        .collect();
    assert_eq!(admitted.len(), 152);
    for (name, people, admissions) in admitted {
        // A plausible month: 60 to 600 emergency admissions per 1,000 older people a year, with room for chance in
        // the smallest places.
        let expected = |per_1000: u64| people * per_1000 / 1_000 / 12;
        let room = 5 + (people / 1_000).isqrt();
        assert!(admissions + room >= expected(60), "{name}: {admissions} admissions of {people} people");
        assert!(admissions <= expected(600) + room, "{name}: {admissions} admissions of {people} people");
    }
}
