//! What an evaluation of a team finds in the recorded data of the simulated world, and what is so in truth.

use crate::experiment::validation::follow::{Followed, index_date};
use crate::model::place::Place;
use crate::outcomes::cohort::chart::Mark;
use crate::outcomes::cohort::matching::{Compared, Records, compare, taken_on};
use crate::outcomes::cohort::rates;
use crate::time::Span;

/// How long people are followed, days.
const FOLLOW_UP: u64 = 365;

/// A world as an evaluator sees it.
pub(super) fn records(followed: &Followed) -> Records<'_> {
    Records { months: &followed.months, charts: &followed.charts }
}

/// Those whom a team took on, held against matched people of elsewhere.
pub(super) fn matched(place: &Place, here: &Followed, elsewhere: &Followed, is: impl Fn(Mark) -> bool) -> Compared {
    let span = (Span::days(FOLLOW_UP), place.context.horizon);
    compare(&taken_on(records(here)), records(here), records(elsewhere), span, is)
}

/// Emergency admissions of everybody aged 65 and over in the year of follow-up.
pub(super) fn admissions(place: &Place, followed: &Followed) -> f64 {
    rates::count(&followed.charts, index_date(place), place.context.horizon, Mark::admission)
}
