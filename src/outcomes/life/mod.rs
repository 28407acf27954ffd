//! One life in two worlds: what is the same, what differs, why it differs and what it cost.
//!
//! Both worlds start from the same moment with the same luck, so whatever differs goes back to something that differed
//! before. Nothing here is drawn; the embedding is asked again, and the two states are compared.

pub mod strands;
pub mod why;

use crate::model::fact::Fact;
use crate::model::people::State;
use crate::model::step::Context;
use crate::model::witness::Glimpse;
use crate::outcomes::figures::Figures;
use crate::outcomes::life::strands::Strand;
use crate::outcomes::life::why::Why;
use crate::outcomes::tally::Tally;
use crate::outcomes::tariff::{Bill, Tariff};
use crate::outcomes::window::Window;
use crate::time::SimTime;
use std::collections::BTreeMap;

/// One person's life in one world, from time zero to the horizon.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// What happened, in order.
    pub facts: Vec<Fact>,
    /// What the person was just before each moment at which something happened in either world; `None` while they did
    /// not live in the place.
    pub before: BTreeMap<SimTime, Option<State>>,
    /// The person at each midnight on which they lived in the place.
    pub midnights: Vec<Glimpse>,
}

/// What a life came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Counts and nights of this one person.
    pub figures: Figures,
    /// What their care cost, without the team, whose posts are paid for whoever is seen.
    pub bill: Bill,
    /// Minutes of staff of teams spent on them.
    pub team_minutes: f64,
}

/// A life in two worlds.
#[derive(Clone, Debug)]
pub struct TwoLives {
    /// All that happened in either, in order of time.
    pub strands: Vec<Strand>,
    /// Why each strand differs, if it does, in the same order.
    pub whys: Vec<Option<Why>>,
    /// What each life came to.
    pub accounts: [Account; 2],
}

impl TwoLives {
    /// Compares two lives of the person with this luck key.
    pub fn of(context: &Context, key: u64, lives: &[Life; 2]) -> Self {
        let strands = strands::side_by_side([&lives[0].facts, &lives[1].facts]);
        let whys = why::of_all(context, key, lives, &strands);
        let accounts = [0, 1].map(|side| Account::of(context, &lives[side]));
        Self { strands, whys, accounts }
    }

    /// Whether nothing differs.
    pub fn are_the_same(&self) -> bool {
        self.strands.iter().all(Strand::is_the_same)
    }

    /// What led to a strand that differs: the strands in which the difference is handed on, the latest first.
    pub fn lineage(&self, of: usize) -> Vec<usize> {
        let cause = |index: &usize| self.whys[*index].as_ref().and_then(Why::because);
        std::iter::successors(Some(of), cause).skip(1).collect()
    }
}

impl Account {
    fn of(context: &Context, life: &Life) -> Self {
        let mut tally = Tally::new(Window::new(context.zero, context.horizon, &context.calendar));
        tally.see(&life.facts);
        let mut figures = tally.close();
        life.midnights.iter().for_each(|midnight| figures.nights.midnight(&midnight.census()));
        let bill = Tariff::new(&context.parameters).bill(&figures);
        Self { bill, figures, team_minutes: life.facts.iter().map(why::team_minutes).sum() }
    }
}
