//! How the calendar carries what was written down to those who judge by it: records to the dashboard, the dashboard and
//! what staff tell to local leaders, and what leaders believe to the money.

use crate::model::fact::views::{Dashboard, OwnPeople, Views};
use crate::model::funding;
use crate::model::indicator::{self, Moment, score};
use crate::model::place::Locality;
use crate::model::recording::month;
use crate::model::services::team::process::adoption;
use crate::model::step::Step;

impl Locality {
    /// A month turns: the dashboard is drawn up again from what is known by now.
    pub(super) fn draw_up_dashboard(&mut self, step: &Step) {
        let rules = &step.parameters().indicators;
        let moment = moment(step);
        let place = indicator::of_place(rules, &self.returns, moment);
        let of_teams = self.staffed_teams().map(|index| self.of_one_team(step, index));
        let dashboard = of_teams.fold(place, |all, team| indicator::together(&all, &team));
        self.views = Views { dashboard, own: self.views.own };
    }

    /// Teams that have posts: others show nothing and see nobody.
    fn staffed_teams(&self) -> impl Iterator<Item = usize> + '_ {
        let has_posts = |&index: &usize| self.circles.get(index).is_some_and(|circle| circle.posts().next().is_some());
        (0..self.teams.teams.len()).filter(has_posts)
    }

    fn of_one_team(&self, step: &Step, index: usize) -> Dashboard {
        let part = 1.0 / self.teams.teams.len() as f64;
        let book = &self.teams.teams[index].process.book;
        indicator::of_one_team(&step.parameters().indicators, book, &self.returns, part, moment(step))
    }

    /// What leaders hear of a team this month; `None` where they go by the actions that it reports as done.
    pub(super) fn leaders_hear(&self, step: &Step, index: usize) -> Option<f64> {
        let parameters = step.parameters();
        let belief = &parameters.belief;
        let place = indicator::of_place(&parameters.indicators, &self.returns, moment(step));
        let dashboard = indicator::together(&place, &self.of_one_team(step, index));
        let changed = funding::another_framework(&self.funding.shocks, step.now);
        let looks = score(&parameters.indicators, belief, &dashboard, changed);
        belief.on.then(|| adoption::heard(belief, looks, &self.teams.teams[index].process))
    }

    /// What leaders believe reaches those who decide on money, and staff hear of it; what staff saw reaches nobody else.
    pub(super) fn tell_funders(&mut self, step: &Step) {
        let usual = step.parameters().process.adoption.belief.get();
        let (mut own, mut more, mut teams) = (OwnPeople::default(), 0.0, 0.0);
        for process in self.staffed_teams().map(|index| &self.teams.teams[index].process) {
            own = own.plus(process.own);
            more += process.belief - usual;
            teams += 1.0;
        }
        self.views.own = own;
        if teams > 0.0 {
            funding::turn_of_month(step, &mut self.posts, &mut self.funding, more / teams);
        }
    }
}

fn moment(step: &Step) -> Moment {
    Moment { month: month(step.context, step.now), zero: month(step.context, step.context.zero) }
}
