//! The patterns as a document in Markdown. Shows what the analysis found and asserts nothing.

use crate::analysis::patterns::{Curve, EXPECTED_FALL, REDUCTION, Regression, SMALL_EFFECT, Spread};
use crate::analysis::words::number;
use crate::report::missed::of_every_run;
use crate::statistics::interval::Interval;
use std::fmt::Write;

/// All that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How it was made, in sentences.
    pub made: Vec<String>,
    /// Pattern 1; none if nobody was picked.
    pub regression: Option<Regression>,
    /// Pattern 2.
    pub curve: Vec<Curve>,
    /// Pattern 4, with the people in each of two groups; none if nobody was taken on.
    pub powers: Option<Vec<(u32, f64)>>,
    /// Pattern 3.
    pub spreads: Vec<Spread>,
}

/// The document.
pub fn document(found: &Found) -> String {
    let mut text =
        String::from("# Patterns of the whole model\n\nWritten by `mdtsim patterns`; not edited by hand.\n\n");
    // Writing to a string cannot fail.
    for line in &found.made {
        let _ = writeln!(text, "- {line}");
    }
    regression(&mut text, found.regression.as_ref());
    curve(&mut text, &found.curve);
    spreads(&mut text, &found.spreads);
    powers(&mut text, found.powers.as_deref());
    cannot_say(&mut text, found);
    text
}

/// What these runs leave open.
fn cannot_say(text: &mut String, found: &Found) {
    /// A study that would see what is there less often than this is too small.
    const ENOUGH: f64 = 0.8;
    *text += "\n## What the model cannot say\n\n";
    if let Some(regression) = &found.regression {
        let outside = regression.falls().iter().filter(|fall| !EXPECTED_FALL.contains(**fall)).count();
        let told = match outside {
            0 => "both ways of counting it lie in the band here, which other spreads of hidden severity would do too",
            1 => "one way of counting it lies in the band and the other outside",
            _ => "it lies outside the band here",
        };
        let _ = writeln!(text, "- How far people in a real place get better by themselves: {told}.");
    }
    let ratios = || found.curve.iter().map(|one| one.ratio);
    if !found.curve.is_empty() {
        let _ = writeln!(
            text,
            "- What an evaluation with matched controls measures of a team: where nothing is done it finds {} to {}, by who \
             picks the people, and which of these a real referrer is like is not known.",
            number(ratios().fold(f64::MAX, f64::min), 2),
            number(ratios().fold(f64::MIN, f64::max), 2)
        );
    }
    // The first spread is that of all designs together.
    let designs = found.spreads.get(1..).unwrap_or_default();
    if !designs.is_empty() {
        let _ = writeln!(
            text,
            "- Whether larger first-year effects are possible: with {} of {} designs no draw left the band, but draws go no \
             further than the frozen ranges, many of which are assumptions.",
            designs.iter().filter(|one| one.outside == 0.0).count(),
            designs.len(),
        );
    }
    let powers = found.powers.as_deref().unwrap_or_default();
    let told = match powers.iter().find(|(_, power)| *power >= ENOUGH) {
        Some((people, _)) => {
            format!("groups of {} are the smallest shown that would see it", number(f64::from(*people), 0))
        }
        None => "no group that is shown is large enough".to_string(),
    };
    let _ = writeln!(
        text,
        "- Whether a study of a year that found nothing shows that there is nothing: of a true reduction of {}, {told} four \
         times in five.",
        percent(REDUCTION)
    );
    *text += &of_every_run();
}

fn ends(interval: Option<Interval>, digits: usize) -> String {
    interval.map_or_else(|| "–".into(), |ends| format!("{} to {}", number(ends.low, digits), number(ends.high, digits)))
}

fn percent(share: f64) -> String {
    format!("{} %", number(share * 100.0, 0))
}

fn regression(text: &mut String, found: Option<&Regression>) {
    *text += "\n## 1. People who are picked get better by themselves\n\n";
    let Some(found) = found else { return *text += "Nobody was picked.\n" };
    let [person, alive] = found.falls();
    let band = |fall| if EXPECTED_FALL.contains(fall) { "inside" } else { "outside" };
    let _ = writeln!(
        text,
        "{} people had two or more emergency admissions in a year ({} each) and no service beyond usual care. In the next \
         year they had {} each, or {} for each year lived. That is a fall of {} per person ({} the band of {} to {}) and of {} \
         per day alive ({}). A before-and-after study would give a ratio of {} ({}); with a team that does nothing, \
         the same people have {} times the admissions that they have without it.",
        number(found.people as f64, 0),
        number(found.before, 2),
        number(found.after, 2),
        number(found.after_alive, 2),
        percent(person),
        band(person),
        percent(EXPECTED_FALL.low),
        percent(EXPECTED_FALL.high),
        percent(alive),
        band(alive),
        number(found.ratio.value, 3),
        ends(found.naive(), 3),
        number(found.truth, 3),
    );
}

fn curve(text: &mut String, curve: &[Curve]) {
    *text += "\n## 2. What matched controls say of a team that does nothing\n\nThe true ratio is 1 throughout. A list sees \
              records and nothing else. A professional refers after a contact, so that the moment of referral tells of \
              trouble even where the odds ratio is 1.\n\n";
    *text += "| who picks | rate ratio of emergency admissions | 95 % interval | pairs | unmatched |\n| --- | --- | --- | --- | --- |\n";
    for Curve { what, ratio, interval, pairs, unmatched } in curve {
        let ends = ends(*interval, 2);
        let _ = writeln!(text, "| {what} | {} | {ends} | {pairs} | {unmatched} |", number(*ratio, 2));
    }
}

fn spreads(text: &mut String, spreads: &[Spread]) {
    let Interval { low, high } = SMALL_EFFECT;
    let _ = writeln!(
        text,
        "\n## 3. First-year effects under the frozen ranges\n\nAdmissions of all residents 65+ with a design over those \
         without it, in its first year, over draws from `docs/frozen_ranges.csv`.\n\n\
         | design | draws | lowest | mean | highest | outside {low} to {high} |\n| --- | --- | --- | --- | --- | --- |"
    );
    for Spread { arm, draws, ratios, outside } in spreads {
        let [lowest, mean, highest] = ratios.map(|ratio| number(ratio, 3));
        let _ = writeln!(text, "| {arm} | {draws} | {lowest} | {mean} | {highest} | {} |", percent(*outside));
    }
    let _ = writeln!(text, "\n{NOT_DRAWN}");
}

/// The ranges were frozen before anybody looked and stay as they are; what was left out of them is said instead.
const NOT_DRAWN: &str = "Not frozen, and so not drawn here, are `team.per_profession`, `urgent.converts.*`, \
`urgent.hospital_at_home.*` and `practitioners.*`: the spreads above are narrower for it, and for the urgent frailty hub, whose \
lowest draws come near the band's end and which the ends of the second and third move by about as much as the frozen draws do, \
that no draw lies outside would not show that none could (docs/decisions.md).";

fn powers(text: &mut String, powers: Option<&[(u32, f64)]>) {
    let _ = writeln!(
        text,
        "\n## 4. What a study of a year can show\n\nPower to show a true reduction of {} at 5 %, among people whom a list \
         picks from records, with as many controls.\n\n| people in each group | power |\n| --- | --- |",
        percent(REDUCTION)
    );
    for (each, power) in powers.unwrap_or_default() {
        let _ = writeln!(text, "| {} | {} |", number(f64::from(*each), 0), number(*power, 2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_said_follows_from_what_was_found() {
        let one = |ratio: f64| Curve { what: "a list".into(), ratio, interval: None, pairs: 10, unmatched: 0 };
        let spread = |outside: f64| Spread { arm: "team".into(), draws: 4, ratios: [0.9, 1.0, 1.1], outside };
        let found = Found {
            made: Vec::new(),
            regression: None,
            curve: vec![one(1.02), one(1.31)],
            powers: Some(vec![(150, 0.1), (5000, 0.85), (50_000, 1.0)]),
            spreads: vec![spread(0.1), spread(0.0), spread(0.25)],
        };
        let text = document(&found);
        for words in [
            "published figures that the model misses",
            "nobody has checked",
            "it finds 1.02 to 1.31",
            "with 1 of 2 designs no draw",
            "groups of 5,000 are the smallest",
            NOT_DRAWN,
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
        let none = document(&Found { powers: None, curve: Vec::new(), spreads: Vec::new(), ..found });
        assert!(none.contains("no group that is shown is large enough") && !none.contains("it finds"), "{none}");
    }
}
