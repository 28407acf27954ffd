//! Why a target is missed, in words: a parameter at the end of its range, two targets that pull apart, or nothing that acts
//! on it; and before that whether it may be chance, which is said of each by itself: several that one knob moves and that are
//! missed to the same side are chance together less often than each. A rough fit names no opponent, and says no
//! more of what may be chance, since its slopes are mostly luck.

use crate::experiment::calibration::knobs::Stand;
use crate::experiment::calibration::{Fit, Met, Moves};

/// Moving a knob by its width changes a target by less than this many of its standard deviations: it does not act on it.
const NOTHING: f64 = 0.1;

/// For each target that is missed, its place in the fit and a sentence on why.
pub fn misses(fit: &Fit) -> Vec<(usize, String)> {
    let missed = fit.targets.iter().enumerate().filter(|(_, met)| !met.target.holds(met.after));
    missed.map(|(index, met)| (index, reason(fit, index, met))).collect()
}

fn reason(fit: &Fit, index: usize, met: &Met) -> String {
    let beyond = beyond_chance(fit, index, met);
    if !met.is_chance() {
        return beyond;
    }
    // What moves a target most is luck too in a rough fit, and so is what the others of that knob say of it.
    if fit.rough {
        return "it may be chance".to_string();
    }
    let side = met.target.residual(met.after) > 0.0;
    let alike = |&other: &usize| {
        let (missed, same) = (&fit.targets[other], strongest(fit, other) == strongest(fit, index));
        same && !missed.target.holds(missed.after) && (missed.target.residual(missed.after) > 0.0) == side
    };
    match strongest(fit, index).map(|knob| (knob, (0..fit.targets.len()).filter(alike).count())) {
        Some((knob, together)) if together > 1 => format!(
            "by itself it may be chance, but {together} targets that `{}` moves most are missed to the same side, so that \
             chance is less likely of all; if it is not: {beyond}",
            fit.knobs[knob].name
        ),
        _ => format!("it may be chance; if it is not: {beyond}"),
    }
}

/// The knob that moves a target most, if one does.
fn strongest(fit: &Fit, target: usize) -> Option<usize> {
    let slope = |knob: usize| fit.knobs[knob].slopes.get(target).copied().unwrap_or_default().abs();
    let acting = (0..fit.knobs.len()).filter(|&knob| slope(knob) > NOTHING);
    acting.max_by(|&a, &b| slope(a).total_cmp(&slope(b)))
}

fn beyond_chance(fit: &Fit, index: usize, met: &Met) -> String {
    let strongest = |moves: &Moves| moves.slopes.get(index).copied().unwrap_or_default().abs();
    let mut acting: Vec<&Moves> = fit.knobs.iter().filter(|moves| strongest(moves) > NOTHING).collect();
    acting.sort_by(|a, b| strongest(b).total_cmp(&strongest(a)));
    let Some(first) = acting.first() else {
        return "nothing that may be moved acts on it".to_string();
    };
    let away = met.target.residual(met.after);
    // The direction in which a knob would have to go to bring the target nearer.
    let wants_up = |moves: &Moves| (moves.slopes[index] < 0.0) == (away > 0.0);
    let most = strongest(first);
    let stuck = |moves: &&&Moves| {
        let end = if wants_up(moves) { Stand::Highest } else { Stand::Lowest };
        moves.stand == end && strongest(moves) > most / 2.0
    };
    if let Some(stuck) = acting.iter().find(stuck) {
        let end = if stuck.stand == Stand::Highest { "upper" } else { "lower" };
        return format!("`{}` is at the {end} end of its range", stuck.name);
    }
    if fit.rough {
        return "why is told by a full fit only".to_string();
    }
    match opponent(fit, index, first, away) {
        Some(other) => format!(
            "it pulls against \"{}\": moving `{}` towards the one takes the other further away",
            other.target.meaning, first.name
        ),
        None => {
            format!("it is weak beside the others and the ranges of the register; `{}` acts on it most", first.name)
        }
    }
}

/// The other target that holds a knob back most.
fn opponent<'a>(fit: &'a Fit, index: usize, knob: &Moves, away: f64) -> Option<&'a Met> {
    let towards = -(away * knob.slopes[index]).signum();
    let worse = |other: usize| {
        let (met, step) = (&fit.targets[other], knob.slopes[other] * towards);
        met.target.residual(met.after) * step + step * step / 2.0
    };
    let others = (0..fit.targets.len()).filter(|&other| other != index && worse(other) > NOTHING);
    others.max_by(|&a, &b| worse(a).total_cmp(&worse(b))).map(|other| &fit.targets[other])
}
