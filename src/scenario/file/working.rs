//! Reading how a team of a design works together.

use super::problem::Problems;
use super::section::Section;
use super::values::{boolean, choice, positive, quantity, wrong_type};
use crate::model::design::Role;
use crate::model::design::working::Working;
use crate::scenario::suggest::did_you_mean;
use crate::units::{Choice, Share};
use std::collections::BTreeMap;

/// Reads the ways of working of a design; what is not said is as in a team that does nothing special.
pub(super) fn working(design: &Section, problems: &Problems) -> Working {
    let Some(table) = design.section("working", "the ways of working") else { return Working::default() };
    let working = Working {
        chair: table.optional("chair", choice).unwrap_or_default(),
        reflection: table.optional("reflection", quantity).unwrap_or_default(),
        guests: guests(&table, problems),
        adapts: table.optional("adapts", boolean).unwrap_or_default(),
        dyads: table.optional("dyads", boolean).unwrap_or_default(),
        outcome_set: table.optional("outcome_set", boolean).unwrap_or_default(),
        reorganised_after: table.optional("reorganised_after", positive),
        drift: table.optional("drift", quantity),
    };
    table.finish();
    working
}

fn guests(working: &Section, problems: &Problems) -> BTreeMap<Role, Share> {
    let Some(item) = working.item("guests") else { return BTreeMap::new() };
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "a table such as { pharmacist = 0.5 }"));
        return BTreeMap::new();
    };
    let guests = table.iter().filter_map(|(word, item)| {
        let share = problems.keep(item.node.origin, quantity::<Share>(&item.node));
        let Some(role) = Role::from_word(word) else {
            let near = did_you_mean(word, Role::ALL.iter().map(|role| role.word()));
            let help = near.unwrap_or_else(|| format!("roles: {}", Role::words()));
            problems.add(item.key, format!("unknown role `{word}` among the guests"), help);
            return None;
        };
        Some((role, share?))
    });
    guests.collect()
}
