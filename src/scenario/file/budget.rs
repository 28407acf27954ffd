//! Reading the terms of a design's funding lines.

use super::problem::Problems;
use super::section::Section;
use super::tree::Node;
use super::values::{choice, quantity, whole, wrong_type};
use crate::model::design::{Role, RosterLine};
use crate::model::shock::Budget;
use crate::scenario::suggest::did_you_mean;
use crate::units::{Period, Probability};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the terms of funding lines, by the names that the roster gives them.
pub fn read(design: &Section, roster: &BTreeMap<Role, RosterLine>, problems: &Problems) -> BTreeMap<String, Budget> {
    let Some(item) = design.item("budget") else { return BTreeMap::new() };
    let Some(table) = item.node.table() else {
        let right = "tables such as [design.integrated-care-team.budget.better-care-fund]";
        problems.refuse(item.node.origin, wrong_type(&item.node, right));
        return BTreeMap::new();
    };
    let lines: BTreeSet<&str> = roster.values().map(|line| line.funding.as_str()).collect();
    let budgets = table.iter().filter_map(|(name, item)| {
        if !lines.contains(name.as_str()) {
            let known =
                || format!("funding lines of the roster: {}", lines.iter().copied().collect::<Vec<_>>().join(", "));
            let help = did_you_mean(name, lines.iter().copied()).unwrap_or_else(known);
            problems.add(item.key, format!("nobody in the roster is paid from `{name}`"), help);
        }
        Some((name.clone(), budget(&item.node, problems)?))
    });
    budgets.collect()
}

fn budget(node: &Node, problems: &Problems) -> Option<Budget> {
    let table = Section::of(node, "a budget", problems)?;
    let payer = table.optional("payer", choice);
    let years = table.optional("years", whole::<1, u32>);
    let (announced, renewed): (Option<Period>, Option<Probability>) = match years {
        Some(_) => (
            table.required("announced", quantity, "announced = \"7 weeks\""),
            table.required("renewed", quantity, "renewed = 0.9"),
        ),
        None => (table.optional("announced", quantity), table.optional("renewed", quantity)),
    };
    table.finish();
    Some(Budget { payer, years, announced: announced.unwrap_or_default(), renewed: renewed.unwrap_or_default() })
}
