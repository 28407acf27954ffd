//! Posts as they are met when the world begins: by chance, long after their first holders, so that vacancies need no warm-up
//! to come to rest.

use crate::model::design::Role;
use crate::model::parameters::Parameters;
use crate::model::step::Step;
use crate::model::workforce::posts::{Holder, Posts};
use crate::model::workforce::{hiring, leaving};
use crate::random::luck::Purpose;
use crate::time::{DAY, SimTime, Span, YEAR};

/// Meets a post of a base service: vacant as often as leaving and hiring have it when they have settled, and then with so much
/// of the search behind it. Whoever holds a post is past the induction.
pub fn meet(step: &Step, posts: &mut Posts, index: usize) {
    let post = &posts.all[index];
    let uniform = step.luck().uniform(Purpose::PostAtStart, post.key, 0);
    let Some(Search { behind, to_come }) = Turns::of(step.parameters(), post.role).met(uniform) else { return };
    let until = (step.now + to_come + Span::seconds(DAY - 1)).start_of_day();
    let (asked, from) = hiring::cover_sought(step, post);
    let cover_from = if from == SimTime::NEVER { from } else { (from - behind).start_of_day() };
    let post = &mut posts.all[index];
    post.holder = Holder::Vacant { until };
    (post.asked, post.cover_from) = (asked, cover_from);
    posts.note(index, until.min(cover_from));
}

/// What decides the turns of holders and vacancies of a post.
#[derive(Clone, Copy, Debug)]
struct Turns {
    /// Leaving, a year.
    leaving: f64,
    /// Time of a search but for its rounds of advertising.
    beside: Span,
    /// Length of a round.
    round: Span,
    /// Chance that a round finds somebody, above 0.
    found: f64,
}

/// A search for a holder, as it is met by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Search {
    /// For how long the post has been vacant.
    behind: Span,
    /// For how long it will be.
    to_come: Span,
}

impl Turns {
    fn of(parameters: &Parameters, role: Role) -> Self {
        let (staff, rules) = (&parameters.staff, &parameters.hiring);
        Self {
            leaving: leaving::usual(staff, role),
            beside: staff.approval.span() + hiring::notice(parameters, role),
            round: rules.round.span(),
            found: rules.found.all()[role as usize].get(),
        }
    }

    /// The search that is met by a number between 0 and 1; `None` where somebody holds the post. Of searches that last longer
    /// more are met, as many more as they are longer.
    fn met(&self, uniform: f64) -> Option<Search> {
        // What is left is then less than luck can tell.
        const LEAST: f64 = 1e-12;
        let mean = self.beside.ticks() as f64 + self.round.ticks() as f64 / self.found;
        let vacant = self.leaving * mean / YEAR as f64;
        // From 0 to 1 along all vacancies, and beyond along the times of holders.
        let position = uniform * (1.0 + vacant) / vacant;
        if position.is_nan() || position >= 1.0 {
            return None;
        }
        let (mut lasts, mut chance) = (self.beside + self.round, self.found);
        let mut left = position * mean;
        while left >= chance * lasts.ticks() as f64 && chance > LEAST {
            left -= chance * lasts.ticks() as f64;
            lasts += self.round;
            chance *= 1.0 - self.found;
        }
        let behind = ((left / chance) as u64).min(lasts.ticks());
        Some(Search { behind: Span::seconds(behind), to_come: Span::seconds(lasts.ticks() - behind) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURNS: Turns = Turns { leaving: 0.5, beside: Span::days(60), round: Span::days(30), found: 0.4 };

    #[test]
    fn searches_are_met_as_often_as_posts_are_vacant_and_halfway_through() {
        const MANY: u32 = 200_000;
        let met: Vec<Search> = (0..MANY).filter_map(|k| TURNS.met((f64::from(k) + 0.5) / f64::from(MANY))).collect();
        let vacant = 0.5 * (60.0 + 30.0 / 0.4) * DAY as f64 / YEAR as f64;
        let share = met.len() as f64 / f64::from(MANY);
        assert!((share - vacant / (1.0 + vacant)).abs() < 1e-4, "{share}");

        // Of lengths that are met by chance the mean is the mean square over the mean, and half of it is over.
        let lengths =
            (1..200).map(|rounds| (0.4 * libm::pow(0.6, f64::from(rounds - 1)), 60.0 + 30.0 * f64::from(rounds)));
        let (mean, square) = lengths
            .fold((0.0, 0.0), |(mean, square), (chance, days)| (mean + chance * days, square + chance * days * days));
        let days = |of: fn(&Search) -> Span| {
            met.iter().map(|search| of(search).ticks() as f64).sum::<f64>() / (met.len() as u64 * DAY) as f64
        };
        for half in [days(|search| search.behind), days(|search| search.to_come)] {
            assert!((2.0 * half / (square / mean) - 1.0).abs() < 2e-3, "{half}");
        }
    }

    #[test]
    fn where_nobody_leaves_no_post_is_vacant_and_where_nobody_stays_all_are() {
        assert_eq!(Turns { leaving: 0.0, ..TURNS }.met(1e-12), None);
        assert!(Turns { leaving: f64::INFINITY, ..TURNS }.met(0.9).is_none());
        assert!(Turns { leaving: 1e9, ..TURNS }.met(0.999).is_some());
    }
}
