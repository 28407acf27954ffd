//! Reading the whole table of one team design.

use super::budget;
use super::problem::Problems;
use super::section::Section;
use super::source::Origin;
use super::tree::{Node, Value};
use super::values::{boolean, choice, hours, id, positive, quantity, text, whole, wrong_type};
use super::working::working;
use crate::model::design::{
    Contract, Design, EntryMix, ExitRule, ExtraMoney, Meeting, NeedDomain, Organisation, Pooled, PurposeWeights, Role,
    RosterLine, Sharing, Tiers,
};
use crate::scenario::suggest::did_you_mean;
use crate::units::{Choice, Period, Refusal, Share};
use std::collections::BTreeMap;

/// Reads the whole table of a design.
pub fn read(node: &Node, problems: &Problems) -> Option<Design> {
    let table = Section::of(node, "a design", problems)?;
    let title = table.required("title", text, "title = \"Integrated care team\"");
    let purpose = purpose(&table, problems);
    let entry = entry(&table, problems);
    let entry_score = table.optional("entry_score", quantity);
    let proactive_share = table.optional("proactive_share", quantity);
    let caseload_cap = table.optional("caseload_cap", whole::<0, u32>);
    let episode = table.optional("episode", positive);
    let start = table.required("start", choice, "start = \"recruiting\"");
    let usual_hours = table.required("hours", hours, "hours = \"Mon-Fri 08:00-18:00\"");
    let urgent_hours = table.optional("urgent_hours", hours);
    let named_coordinator = table.optional("named_coordinator", boolean);
    let contact_every = table.optional("contact_every", positive);
    let tiers = tiers(&table);
    let exit = exit(&table);
    let urgent_share = table.optional("urgent_share", quantity);
    let hospital_at_home = table.optional("hospital_at_home", quantity);
    let practitioner_share = table.optional("practitioner_share", quantity);
    let care_home_share = table.optional("care_home_share", quantity);
    let roster = roster(&table, problems);
    let board = meeting(&table, "board", "a board", problems);
    let meeting = meeting(&table, "meeting", "a meeting", problems);
    if let (Some(_), None) = (board, meeting) {
        let help = "call it `meeting`, or give the design a meeting too".to_string();
        problems.add(table.origin_of("board"), "a board is held beside a meeting, and there is none", help);
    }
    let working = working(&table, problems);
    let sharing = sharing(&table, problems);
    let trusted_assessor = trusted_assessor(&table, problems);
    let in_reach = table.optional("in_reach", boolean);
    let budgets = budget::read(&table, &roster, problems);
    let pooled = pooled(&table, problems);
    let delegated_home_care = table.optional("delegated_home_care", quantity);
    let extra_money_as = extra_money(&table, problems);
    table.finish();
    // The blank design gives every plain value, so only a refused one is absent here, and its problem is noted.
    let design = Design {
        title: title?,
        purpose: purpose.unwrap_or_default(),
        entry: entry.unwrap_or_default(),
        entry_score,
        proactive_share: proactive_share?,
        caseload_cap: caseload_cap?,
        episode: episode?,
        start: start?,
        hours: usual_hours?,
        urgent_hours,
        named_coordinator: named_coordinator?,
        contact_every: contact_every?,
        tiers: tiers.unwrap_or_default(),
        exit: exit?,
        urgent_share: urgent_share?,
        hospital_at_home: hospital_at_home?,
        practitioner_share: practitioner_share?,
        care_home_share: care_home_share?,
        roster,
        meeting,
        board,
        working,
        sharing,
        trusted_assessor,
        in_reach: in_reach?,
        budgets,
        pooled: pooled.unwrap_or_default(),
        delegated_home_care: delegated_home_care?,
        extra_money_as: extra_money_as.unwrap_or_default(),
    };
    check_whole(&design, &table, problems);
    Some(design)
}

/// What no single value shows: shares of one whole, and a team that lacks what a team needs.
fn check_whole(design: &Design, table: &Section, problems: &Problems) {
    let reactive = [design.urgent_share, design.hospital_at_home, design.practitioner_share, design.care_home_share]
        .map(Share::get);
    let shares = [&reactive[..], &[design.proactive_share.get()]].concat();
    at_most_one(&shares, table.origin_of("urgent_share"), "the shares of staff time", problems);
    if design.roster.values().all(|line| line.wte.wte() == 0.0) {
        return;
    }
    let purposes = [
        design.purpose.avoid_admission,
        design.purpose.discharge,
        design.purpose.plan_ahead,
        design.purpose.independence,
        design.purpose.end_of_life,
    ];
    if purposes.iter().all(|weight| weight.get() == 0.0) {
        let help = "add purpose = { avoid-admission = 0.5, plan-ahead = 0.5 }".to_string();
        problems.add(table.origin_of("purpose"), "a team needs purpose weights", help);
    }
    let entry = design.entry;
    let routes = [entry.risk_list, entry.professional, entry.single_point, entry.in_reach, entry.own];
    if routes.iter().all(|share| share.get() == 0.0) {
        let help = "add entry = { risk-list = 0.2, professional = 0.8 }".to_string();
        problems.add(table.origin_of("entry"), "nobody would reach this team", help);
    }
    // A team all of whose time goes to answering calls, care homes and hospital at home keeps no planned list.
    if design.caseload_cap == 0 && total(&reactive) < 1.0 {
        let help = "add caseload_cap = 120 (people per 40,000 residents)".to_string();
        problems.add(table.origin_of("caseload_cap"), "a team with a list of nobody", help);
    }
}

fn purpose(design: &Section, problems: &Problems) -> Option<PurposeWeights> {
    let table = design.section("purpose", "the purpose weights")?;
    let share = |key| table.optional(key, quantity::<Share>).unwrap_or_default();
    let weights = PurposeWeights {
        avoid_admission: share("avoid-admission"),
        discharge: share("discharge"),
        plan_ahead: share("plan-ahead"),
        independence: share("independence"),
        end_of_life: share("end-of-life"),
    };
    let all =
        [weights.avoid_admission, weights.discharge, weights.plan_ahead, weights.independence, weights.end_of_life];
    one_or_none(&all.map(Share::get), table.origin(), "the purpose weights", problems);
    table.finish();
    Some(weights)
}

fn entry(design: &Section, problems: &Problems) -> Option<EntryMix> {
    let table = design.section("entry", "the entry shares")?;
    let share = |key| table.optional(key, quantity::<Share>).unwrap_or_default();
    let mix = EntryMix {
        risk_list: share("risk-list"),
        professional: share("professional"),
        single_point: share("single-point"),
        in_reach: share("in-reach"),
        own: share("self-or-carer"),
    };
    let all = [mix.risk_list, mix.professional, mix.single_point, mix.in_reach, mix.own];
    one_or_none(&all.map(Share::get), table.origin(), "the entry shares", problems);
    table.finish();
    Some(mix)
}

fn extra_money(design: &Section, problems: &Problems) -> Option<ExtraMoney> {
    let table = design.section("extra_money_as", "the uses of extra money")?;
    let share = |key| table.optional(key, quantity::<Share>).unwrap_or_default();
    let extra = ExtraMoney { home_care: share("home-care"), community_nurses: share("community-nurses") };
    let all = [extra.home_care.get(), extra.community_nurses.get()];
    at_most_one(&all, table.origin(), "the uses of extra money", problems);
    table.finish();
    Some(extra)
}

fn tiers(design: &Section) -> Option<Tiers> {
    let table = design.section("tiers", "the tiers of contact")?;
    let every = |key| table.optional(key, positive);
    let tiers = Tiers { fit: every("fit"), mild: every("mild"), moderate: every("moderate"), severe: every("severe") };
    table.finish();
    Some(tiers)
}

fn pooled(design: &Section, problems: &Problems) -> Option<Pooled> {
    let table = design.section("pooled", "the common budget")?;
    let share = |key| table.optional(key, quantity::<Share>).unwrap_or_default();
    let pooled = Pooled { nhs: share("nhs"), council: share("council") };
    at_most_one(&[pooled.nhs.get(), pooled.council.get()], table.origin(), "the shares of a common budget", problems);
    table.finish();
    Some(pooled)
}

fn exit(design: &Section) -> Option<ExitRule> {
    let example = "exit = { review_after = \"60 days\", when = \"goals met\" }";
    let Some(table) = design.section("exit", "the exit rule") else {
        if design.item("exit").is_none() {
            design.missing("exit", example);
        }
        return None;
    };
    let review_after = table.required("review_after", positive, "review_after = \"60 days\"");
    let when = table.required("when", choice, "when = \"goals met\"");
    table.finish();
    Some(ExitRule { review_after: review_after?, when: when? })
}

fn meeting(design: &Section, key: &'static str, what: &'static str, problems: &Problems) -> Option<Meeting> {
    let table = design.section(key, what)?;
    let every: Option<Period> = table.required("every", positive, "every = \"7 days\"");
    let length: Option<Period> = table.required("length", positive, "length = \"90 min\"");
    let cases = table.required("cases", whole::<1, u32>, "cases = 12");
    let mode = table.required("mode", choice, "mode = \"in-person\"");
    if let (Some(every), Some(length)) = (every, length)
        && length.seconds() > every.seconds()
    {
        let help = format!("shorten the {key} or hold it less often");
        problems.add(table.origin_of("length"), format!("{what} of {length} does not fit into {every}"), help);
    }
    table.finish();
    Some(Meeting { every: every?, length: length?, cases: cases?, mode: mode? })
}

fn roster(design: &Section, problems: &Problems) -> BTreeMap<Role, RosterLine> {
    let Some(item) = design.item("roster") else { return BTreeMap::new() };
    let Some(table) = item.node.table() else {
        let right = "tables such as [design.integrated-care-team.roster.community-matron]";
        problems.refuse(item.node.origin, wrong_type(&item.node, right));
        return BTreeMap::new();
    };
    let lines = table.iter().filter_map(|(word, item)| {
        let line = roster_line(&item.node, problems);
        let Some(role) = Role::from_word(word) else {
            let near = did_you_mean(word, Role::ALL.iter().map(|role| role.word()));
            let help = near.unwrap_or_else(|| format!("roles: {}", Role::words()));
            problems.add(item.key, format!("unknown role `{word}` in a roster"), help);
            return None;
        };
        Some((role, line?))
    });
    lines.collect()
}

fn roster_line(node: &Node, problems: &Problems) -> Option<RosterLine> {
    let table = Section::of(node, "a roster line", problems)?;
    let wte = table.required("wte", quantity, "wte = \"1.0 WTE\"");
    let employer = table.required("employer", choice, "employer = \"trust\"");
    let contract = table.required("contract", choice, "contract = \"permanent\"");
    let ends: Option<Period> = table.optional("ends", positive);
    let funding = table.required("funding", id, "funding = \"better-care-fund\"");
    let attends = table.required("attends", quantity, "attends = 0.8");
    if contract == Some(Contract::Permanent) && table.item("ends").is_some() {
        let help = "leave out `ends`, or write contract = \"fixed\"".to_string();
        problems.add(table.origin_of("ends"), "a permanent post does not end", help);
    }
    if matches!(contract, Some(Contract::Fixed | Contract::Secondment)) && table.item("ends").is_none() {
        table.missing("ends", "ends = \"12 months\"");
    }
    table.finish();
    Some(RosterLine { wte: wte?, employer: employer?, contract: contract?, ends, funding: funding?, attends: attends? })
}

fn sharing(design: &Section, problems: &Problems) -> Sharing {
    let mut sharing = Sharing::default();
    let Some(item) = design.item("sharing") else { return sharing };
    let Some(table) = item.node.table() else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "a table such as { gp-trust = 0.5 }"));
        return sharing;
    };
    for (pair, item) in table {
        let share = problems.keep(item.node.origin, quantity::<Share>(&item.node));
        match (organisations(pair), share) {
            (Some((one, other)), Some(share)) => sharing.set(one, other, share),
            (None, _) => {
                let help = format!("name two of {} with a hyphen, such as gp-trust", Organisation::words());
                problems.add(item.key, format!("`{pair}` is not a pair of organisations"), help);
            }
            _ => {}
        }
    }
    sharing
}

fn organisations(pair: &str) -> Option<(Organisation, Organisation)> {
    let (one, other) = pair.split_once('-')?;
    let pair = (Organisation::from_word(one)?, Organisation::from_word(other)?);
    (pair.0 != pair.1).then_some(pair)
}

fn trusted_assessor(design: &Section, problems: &Problems) -> Vec<NeedDomain> {
    let Some(item) = design.item("trusted_assessor") else { return Vec::new() };
    let Value::List(nodes) = &item.node.value else {
        problems.refuse(item.node.origin, wrong_type(&item.node, "a list such as [\"function\"]"));
        return Vec::new();
    };
    nodes.iter().filter_map(|node| problems.keep(node.origin, choice(node))).collect()
}

fn total(shares: &[f64]) -> f64 {
    const BILLION: f64 = 1e9; // sums are judged to nine digits, so that 0.1 + 0.2 + 0.7 is one
    (shares.iter().sum::<f64>() * BILLION).round() / BILLION
}

fn one_or_none(shares: &[f64], origin: Origin, what: &str, problems: &Problems) {
    let total = total(shares);
    if total != 1.0 && total != 0.0 {
        let refusal = Refusal { reason: format!("{what} add up to {total}"), right: "shares that add up to 1".into() };
        problems.refuse(origin, refusal);
    }
}

fn at_most_one(shares: &[f64], origin: Origin, what: &str, problems: &Problems) {
    let total = total(shares);
    if total > 1.0 {
        let refusal = Refusal { reason: format!("{what} add up to {total}"), right: "no more than 1 in all".into() };
        problems.refuse(origin, refusal);
    }
}
