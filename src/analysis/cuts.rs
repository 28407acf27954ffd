//! Which arms are no choice of their own but a design with links of one of the three loops cut.
//!
//! An arm cuts a loop if all that it changes is among the links listed here.

use crate::experiment::results::{ArmInfo, ArmKind, Results};

/// A loop: what it is called, and the settings that cut a link of it.
pub(super) struct Loop {
    pub(super) name: &'static str,
    /// The same in a word or two.
    pub(super) brief: &'static str,
    cuts: &'static [(&'static str, &'static str)],
}

/// The loops of the founding papers.
pub(super) const LOOPS: [Loop; 3] = [
    Loop {
        name: "(i) money, leavers, ties, access, indicators, money",
        brief: "(i) money and turnover",
        cuts: &[
            ("staff.uncertain_money", "1"),
            ("satisfaction.uncertainty", "0"),
            ("process.ties.on", "false"),
            ("funding.by_belief", "0"),
        ],
    },
    Loop {
        name: "(ii) need found, use, indicators, belief",
        brief: "(ii) need found",
        cuts: &[("team.escalates", "0"), ("belief.indicators", "0")],
    },
    Loop {
        name: "(iii) cohesion, shared risk and satisfaction, retention, outcomes, visible wins",
        brief: "(iii) staff wellbeing",
        cuts: &[
            ("process.risk.on", "false"),
            ("process.climate.on", "false"),
            ("process.effort.win", "0"),
            ("process.ties.success", "0"),
            ("satisfaction.wins", "0"),
        ],
    },
];

/// The loop of which an arm cuts links, if that is all that it changes, and the arm other than the baseline that has the same
/// design and money, uncut.
pub(super) fn cut(study: &Results, arm: usize) -> Option<(&'static Loop, usize)> {
    let whole = |other: &usize| *other != study.study.baseline && is_uncut(&study.arms[*other], &study.arms[arm]);
    Some((cut_loop(&study.arms[arm])?, (0..study.arms.len()).find(whole)?))
}

fn cut_loop(arm: &ArmInfo) -> Option<&'static Loop> {
    let of = |one: &&Loop| {
        arm.changes.iter().all(|(path, value)| {
            let key = path.strip_prefix("parameters.").unwrap_or(path);
            one.cuts.iter().any(|(known, cut)| *known == key && same(cut, value))
        })
    };
    let cuts = arm.kind == ArmKind::Design && !arm.changes.is_empty();
    LOOPS.iter().filter(|_| cuts).find(of)
}

/// Whether two settings are the same: 0 is 0.0.
fn same(one: &str, other: &str) -> bool {
    one == other || one.parse::<f64>().is_ok_and(|one| other.parse() == Ok(one))
}

/// Whether an arm has the same design and money as another and changes nothing.
fn is_uncut(whole: &ArmInfo, cut: &ArmInfo) -> bool {
    let design = |arm: &ArmInfo| arm.title.strip_suffix(&format!(" ({})", arm.id)).unwrap_or(&arm.title).to_string();
    let same = design(whole) == design(cut) && whole.money == cut.money;
    same && whole.kind == ArmKind::Design && whole.changes.is_empty()
}
