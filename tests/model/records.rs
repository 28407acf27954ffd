//! Entries of records: filed as what they are mistaken for, put right later, and neither lost nor doubled.

use crate::support::{figures, parameters};
use mdtsim::model::design::Organisation;
use mdtsim::model::recording::{Book, Measure};
use mdtsim::model::start::{self, Spans};
use mdtsim::model::step::Context;
use mdtsim::random::luck::Luck;
use mdtsim::time::{Calendar, SimTime, Span};
use proptest::prelude::*;
use std::sync::Arc;

/// The third month of a place that begins on the first of April, and the day on which its facts happen.
const MONTH: usize = 2;
const DAY: u64 = 65;
/// The month after the last in which anything is coded or put right.
const LATEST: usize = MONTH + 6;
const ENTRIES: u64 = 1_000;

/// How the hospital and everybody else keep their records.
struct Keeping {
    recorded: f64,
    coded_after: u32,
    miscoded: f64,
    corrected: f64,
    corrected_after: u32,
}

/// Written down at once and in full, mistaken for something else now and then, and always put right in the end.
const RIGHTED: Keeping = Keeping { recorded: 1.0, coded_after: 0, miscoded: 0.3, corrected: 1.0, corrected_after: 40 };

impl Keeping {
    fn context(&self) -> Arc<Context> {
        let days = |days: u32| toml::Value::from(format!("{days} days"));
        let mut values = vec![("recording.corrected_after".to_string(), days(self.corrected_after))];
        for keeper in ["gp", "trust", "council", "vcs", "hospital"] {
            values.push((format!("recording.recorded.{keeper}"), self.recorded.into()));
            values.push((format!("recording.coded_after.{keeper}"), days(self.coded_after)));
            values.push((format!("recording.miscoded.{keeper}"), self.miscoded.into()));
            values.push((format!("recording.corrected.{keeper}"), self.corrected.into()));
        }
        let values: Vec<(&str, toml::Value)> =
            values.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        let calendar = Calendar::new("2026-04-01".parse().unwrap(), 800);
        let spans = Spans { warm_up: Span::days(10), horizon: Span::days(300) };
        start::context(&parameters(&values), &figures(1_000), &calendar, spans, Luck::new(5, 0))
    }

    /// A book in which so many facts of each of these kinds were to be written.
    fn book(&self, facts: &[(Measure, Organisation)]) -> Book {
        let context = self.context();
        let mut book = Book::default();
        for &(what, by) in facts {
            for key in 0..ENTRIES {
                book.write(&context, SimTime::START + Span::days(DAY), what, by, key, 2.0);
            }
        }
        book
    }
}

/// Entries that are known of the month of the facts, month by month from its end.
fn known(book: &Book, what: Measure) -> [f64; 7] {
    std::array::from_fn(|later| book.known(what, MONTH, MONTH + 1 + later).count)
}

#[test]
fn figures_are_revised_up_and_down_as_what_was_miscoded_is_put_right() {
    let book = RIGHTED.book(&[(Measure::Admission, Organisation::Hospital), (Measure::Plan, Organisation::Trust)]);
    for (what, mistaken_for) in [(Measure::Admission, Measure::SameDay), (Measure::Plan, Measure::Contact)] {
        let (right, wrong) = (known(&book, what), known(&book, mistaken_for));
        assert!((650.0..900.0).contains(&right[0]), "{what:?} at first: {right:?}");
        assert!(right.windows(2).all(|pair| pair[0] <= pair[1]) && right[2] > right[0] + 50.0, "{right:?}");
        assert!(wrong.windows(2).all(|pair| pair[0] >= pair[1]) && wrong[2] < wrong[0] - 50.0, "{wrong:?}");
        assert!(right[5] > 985.0 && wrong[5] < 15.0, "hardly any are put right later than that: {right:?}");
        assert_eq!([right[5], wrong[5]], [right[6], wrong[6]], "after half a year a month is closed");
        assert_eq!(book.known(what, MONTH, 60).count, right[6]);
    }
}

#[test]
fn what_is_put_right_too_late_or_never_stays_wrong() {
    let facts = [(Measure::UrgentInTime, Organisation::Trust), (Measure::FirstContact, Organisation::Council)];
    let never = Keeping { corrected: 0.0, ..RIGHTED }.book(&facts);
    let late = Keeping { corrected_after: 400, ..RIGHTED }.book(&facts);
    for (what, mistaken_for) in
        [(Measure::UrgentInTime, Measure::UrgentLate), (Measure::FirstContact, Measure::FollowUp)]
    {
        let wrong = known(&never, mistaken_for);
        assert!(wrong[0] > 200.0 && wrong.iter().all(|&count| count == wrong[0]), "{wrong:?}");
        let wrong = [0, 6].map(|later| known(&late, mistaken_for)[later]);
        assert!(wrong[1] < wrong[0] && wrong[1] > 0.5 * wrong[0], "{what:?}: {wrong:?}");
    }
}

#[test]
fn mistakes_go_both_ways_but_nobody_writes_a_plan_for_a_contact_and_a_tick_is_a_tick() {
    let of = |what, by| Keeping { corrected: 0.0, ..RIGHTED }.book(&[(what, by)]);
    for (what, mistaken_for) in [
        (Measure::Admission, Measure::SameDay),
        (Measure::SameDay, Measure::Admission),
        (Measure::UrgentInTime, Measure::UrgentLate),
        (Measure::UrgentLate, Measure::UrgentInTime),
        (Measure::FirstContact, Measure::FollowUp),
        (Measure::FollowUp, Measure::FirstContact),
        (Measure::Plan, Measure::Contact),
    ] {
        let book = of(what, Organisation::Trust);
        let [right, wrong] = [what, mistaken_for].map(|measure| book.known(measure, MONTH, LATEST));
        assert!((200.0..400.0).contains(&wrong.count) && right.count + wrong.count == ENTRIES as f64, "{what:?}");
        assert_eq!(wrong.amount, 2.0 * wrong.count, "its amount goes with it");
    }
    for what in [Measure::Contact, Measure::Claimed, Measure::UrgentAsked, Measure::DelayedDays] {
        assert_eq!(known(&of(what, Organisation::Trust), what), [ENTRIES as f64; 7], "{what:?}");
    }
}

#[test]
fn with_miscoding_off_nothing_is_drawn_from_corrections() {
    let facts = [(Measure::Admission, Organisation::Hospital), (Measure::SameDay, Organisation::Hospital)];
    let off = |corrected, corrected_after| {
        let keeping = Keeping { recorded: 0.8, coded_after: 30, miscoded: 0.0, corrected, corrected_after };
        format!("{:?}", keeping.book(&facts))
    };
    assert_eq!(off(0.0, 14), off(1.0, 150));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is mistaken and put right: as many entries are known, and as soon, as if nothing were.
    #[test]
    fn entries_are_neither_lost_nor_doubled(
        recorded in 0.0..=1.0,
        coded_after in 0u32..120,
        miscoded in 0.0..=1.0,
        corrected in 0.0..=1.0,
        corrected_after in 0u32..200,
    ) {
        let keeping = Keeping { recorded, coded_after, miscoded, corrected, corrected_after };
        let (first, plan) = ((Measure::FirstContact, Organisation::Gp), (Measure::Plan, Organisation::Vcs));
        let book = keeping.book(&[first, plan]);
        let exact = Keeping { miscoded: 0.0, ..keeping }.book(&[first, plan]);
        for (what, mistaken_for) in [(Measure::FirstContact, Measure::FollowUp), (Measure::Plan, Measure::Contact)] {
            let all = known(&exact, what);
            let parts = [known(&book, what), known(&book, mistaken_for)];
            for later in 0..all.len() {
                prop_assert_eq!(parts[0][later] + parts[1][later], all[later]);
                prop_assert!(parts.iter().all(|part| part[later] >= 0.0));
            }
        }
    }
}
