//! How large the teams of an arm are in a place: a design is stated for a neighbourhood and scaled by one factor to its
//! share of the arm's money. Neighbourhoods whose design can spend share the money equally.

use super::{Setup, Variant};
use crate::model::design::{Design, Role};
use crate::model::start::NEIGHBOURHOOD;
use crate::model::step::Context;
use crate::time::{WEEK, YEAR};

const WEEKS_A_YEAR: f64 = YEAR as f64 / WEEK as f64;

/// The designs of an arm in one place.
pub struct InPlace<'a> {
    /// Each design, scaled to the neighbourhoods in which it works.
    pub designs: Vec<Scaled<'a>>,
    /// The design of each neighbourhood, by its place in `designs`; `None` where there is no team.
    pub of_team: Vec<Option<u16>>,
}

impl<'a> InPlace<'a> {
    /// What an arm comes to in a place.
    pub fn new(context: &'a Context, setup: &'a Setup) -> Self {
        let neighbourhoods = usize::from(context.neighbourhoods);
        let (designs, of_team): (Vec<&Design>, _) = match &setup.variant {
            Variant::Ripple => (Vec::new(), vec![None; neighbourhoods]),
            Variant::Design(design) | Variant::Sham(design) => (vec![design], vec![Some(0); neighbourhoods]),
            Variant::Designs(mixture) => {
                (mixture.designs.iter().collect(), mixture.of_place(&context.figures.code, neighbourhoods))
            }
        };
        let teams = |which: usize| of_team.iter().filter(|&&of| of == Some(which as u16)).count();
        let spending: usize = (0..designs.len()).filter(|&which| spends(designs[which])).map(teams).sum();
        let scaled = |(which, design): (usize, &&'a Design)| {
            let share = teams(which) as f64 / spending.max(1) as f64;
            Scaled::new(context, design, teams(which), setup.money.map(|money| money * context.residents() * share))
        };
        Self { designs: designs.iter().enumerate().map(scaled).collect(), of_team }
    }

    /// Hours of home care a week, and nurses (WTE), beyond the rosters.
    pub fn extra(&self) -> (f64, f64) {
        let extra = self.designs.iter().map(Scaled::extra);
        extra.fold((0.0, 0.0), |(all, total), (hours, nurses)| (all + hours, total + nurses))
    }
}

/// A design scaled to a place and its money.
pub struct Scaled<'a> {
    /// The place.
    pub context: &'a Context,
    /// The design.
    pub design: &'a Design,
    /// Neighbourhoods in which it works.
    pub teams: usize,
    /// Posts in all its teams per post of the design.
    pub factor: f64,
    /// Money for hours and nurses beyond the roster, GBP a year.
    extra: [f64; 2],
}

impl<'a> Scaled<'a> {
    fn new(context: &'a Context, design: &'a Design, teams: usize, budget: Option<f64>) -> Self {
        let size = f64::from(context.figures.population) / NEIGHBOURHOOD;
        let part = teams as f64 / f64::from(context.neighbourhoods);
        let mut scaled = Self { context, design, teams, factor: size * part, extra: [0.0; 2] };
        if let Some(budget) = budget {
            let shares = [design.extra_money_as.home_care.get(), design.extra_money_as.community_nurses.get()];
            scaled.extra = shares.map(|share| share * budget);
            let for_roster = budget - scaled.extra.iter().sum::<f64>();
            let as_designed: f64 = scaled.roster().map(|(role, wte)| wte * scaled.yearly(role)).sum();
            if as_designed > 0.0 {
                scaled.factor *= for_roster / as_designed;
            }
        }
        scaled
    }

    /// What one WTE costs in a year, GBP.
    pub fn yearly(&self, role: Role) -> f64 {
        let parameters = &self.context.parameters;
        parameters.prices.staff_hour.all()[role as usize].gbp_per_hour() * parameters.team.working_year.get()
    }

    /// Roles and their WTE in the whole place.
    pub fn roster(&self) -> impl Iterator<Item = (Role, f64)> + '_ {
        self.design.roster.iter().map(|(&role, line)| (role, line.wte.wte() * self.factor))
    }

    /// Hours of home care a week, and nurses (WTE), beyond the roster.
    fn extra(&self) -> (f64, f64) {
        let price = self.context.parameters.prices.home_care_hour.gbp_per_hour();
        (self.extra[0] / price / WEEKS_A_YEAR, self.extra[1] / self.yearly(Role::CommunityNurse))
    }

    /// Staff of its teams and nurses beyond them, WTE, and what they and further hours cost, GBP a year.
    pub fn establishment(&self) -> (f64, f64) {
        let roster = self.roster().map(|(role, wte)| (wte, wte * self.yearly(role)));
        let (wte, cost) = roster.fold((0.0, 0.0), |(all, total), (wte, cost)| (all + wte, total + cost));
        let (hours, nurses) = self.extra();
        let home_care = self.context.parameters.prices.home_care_hour.gbp_per_hour() * hours * WEEKS_A_YEAR;
        (wte + nurses, cost + nurses * self.yearly(Role::CommunityNurse) + home_care)
    }
}

/// Whether money given to a design buys anything.
fn spends(design: &Design) -> bool {
    let extra = design.extra_money_as.home_care.get() + design.extra_money_as.community_nurses.get();
    extra > 0.0 || design.roster.values().any(|line| line.wte.wte() > 0.0)
}
