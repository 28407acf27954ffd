//! How sure an answer is, as those meet it who run the program: precision, draws, warm-up, one at a time, and what the
//! report says that it cannot say.

mod desk;
mod small;

use desk::{Desk, Said};
use mdtsim::scenario::validation::{Validated, subjects, validated};
use small::{ARMS, ASHBY, BROOK, HEAD};
use std::collections::BTreeMap;

fn desk(place: &str, more: &str) -> Desk {
    let desk = Desk::new();
    desk.write("one.toml", &[HEAD, place, ARMS, more].concat());
    desk
}

fn done(said: &Said) {
    assert_eq!(said.code, 0, "{}", said.err);
}

fn page(desk: &Desk) -> String {
    desk.read("out/report.html")
}

/// The section of a page on what the model cannot say.
fn limits(page: &str) -> &str {
    let from = page.find("<section id=\"limits\"").unwrap();
    &page[from..from + page[from..].find("</section>").unwrap()]
}

fn all(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn replications_are_added_until_a_half_width_is_reached_or_the_most_are_run() {
    let desk = desk(BROOK, "");
    let asked = "experiment.half_width={ outcome = \"contact_hours_per_person\", of = 0.000001, most = 4 }";
    let narrow = desk.run(&["run", "one.toml", "--arm", "team", "--out", "out", "--set", asked]);
    done(&narrow);
    all(&narrow.err, &["2 so far are too few for the half-width; going on to 4"]);
    let manifest = desk.json("out/manifest.json");
    assert_eq!((&manifest["replications"], &manifest["trials_done"]), (&4.into(), &8.into()));
    all(&page(&desk), &["4 replications were not enough: it is "]);

    let wide = ["--half-width", "contact_hours_per_person=1000", "--force"];
    let wide = desk.run(&[&["run", "one.toml", "--arm", "team", "--out", "out"], &wide[..]].concat());
    done(&wide);
    assert!(!wide.err.contains("too few"), "{}", wide.err);
    assert_eq!(desk.json("out/manifest.json")["replications"], 2);
    all(&page(&desk), &["2 replications were needed"]);
}

#[test]
fn draws_show_of_what_the_doubt_is_made_and_that_few_of_them_name_no_parameter() {
    let desk = desk(BROOK, "");
    let said = desk.run(&["run", "one.toml", "--arm", "team", "--draws", "3", "--out", "out"]);
    done(&said);
    all(&said.err, &["3 draws x "]);
    let page = page(&desk);
    all(
        &page,
        &[
            "With 3 draws of ",
            "luck alone makes some of them go with a difference exactly, so that none is named",
            "shares of the variance of one forecast period",
        ],
    );
    let too_few = "none of those drawn could be told from luck with so few draws";
    all(limits(&page), &[too_few, "the same command with --draws "]);
    let told = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    all(
        &told,
        &["What the model cannot say (report.html has all of it): - Which of the unchecked", too_few, "with --draws "],
    );
    assert!(!page.contains("could be luck"), "no parameter is named");
    let header = desk.read("out/summary.csv").lines().next().unwrap().to_string();
    all(&header, &["difference_both_low", "difference_knowledge_low", "share_knowledge", "share_simulation"]);
    assert!(desk.read("out/tables/parameters.csv").lines().count() > 3 * 100);
}

#[test]
fn enough_draws_name_five_parameters_for_each_leading_outcome_with_the_state_of_their_evidence() {
    let desk = desk(BROOK, "");
    let draws = ["--draws", "16", "--replications", "2", "--out", "out"];
    done(&desk.run(&[&["run", "one.toml", "--arm", "team"], &draws[..]].concat()));
    let page = page(&desk);
    all(
        &page,
        &[
            "With 16 draws of ",
            "luck alone gives the strongest of them a rank correlation of up to ",
            "State of its evidence",
        ],
    );
    let table = &page[page.find("The parameters that matter most").unwrap()..];
    let table = &table[..table.find("</table>").unwrap()];
    let rows = |words: &str| table.matches(words).count();
    assert_eq!(rows("could be luck") + rows(", clear"), 4 * 5, "five for each of four leading outcomes");
    let states = ["verified", "unchecked", "assumption", "fitted", "set by hand", "judgement"];
    assert!(states.iter().map(|state| rows(state)).sum::<usize>() >= 4 * 5, "each with the state of its evidence");
}

#[test]
fn the_warm_up_is_checked_in_words_and_drawn() {
    let desk = desk(ASHBY, "");
    let said = desk.run(&["check", "one.toml", "--warm-up", "drawn"]);
    done(&said);
    all(&said.out, &["The warm-up of 60 days is too short for ", "in Ashby", "(MSER-5)", "Drawn in drawn/warm-up.png"]);
    for name in ["warm-up.png", "warm-up.svg"] {
        assert!(desk.path("drawn").join(name).is_file(), "{name}");
    }
}

#[test]
fn one_at_a_time_makes_a_tornado_and_its_page_says_what_was_not_moved() {
    let sweep = "\n[sweep]\nmethod = \"one-at-a-time\"\n[[sweep.axis]]\npath = \"parameters.team.hours.visit\"\n";
    let known = "parameters.emergency.admit.moderate";
    let desk = desk(BROOK, &sweep.replace("parameters.team.hours.visit", known));
    done(&desk.run(&["sweep", "one.toml", "--out", "out"]));
    let page = page(&desk);
    all(&page, &["One at a time: the difference in ", known]);
    assert!(desk.path("out/figures/tornado.png").is_file());
    let limits = limits(&page);
    assert!(!limits.contains("every parameter was held at one value"), "{limits}");
    let told = ["one at a time, shifts it beyond simulation error", "which nobody has checked and which move it"];
    assert!(told.iter().any(|words| limits.contains(words)), "{limits}");
}

#[test]
fn a_parameter_that_nobody_has_checked_and_that_moves_the_answer_is_named() {
    // Whether people are told of their plan is assumed, and moves how many are.
    let sweep = "\n[report]\noutcomes = [\"told_of_plan_per_1000\"]\n[sweep]\nmethod = \"one-at-a-time\"\n[[sweep.axis]]\npath = \
                 \"parameters.team.told\"\n";
    let desk = desk(BROOK, sweep);
    let staffed = "design.integrated-care-team.start=\"staffed\"";
    let said = desk.run(&["sweep", "one.toml", "--out", "out", "--replications", "16", "--set", staffed]);
    done(&said);
    let page = page(&desk);
    let limits = limits(&page);
    let named = "if these are other than assumed, which nobody has checked and which move it: team.told (assumption).";
    all(limits, &[named]);
    all(&said.out.split_whitespace().collect::<Vec<_>>().join(" "), &[named]);
}

#[test]
fn the_page_of_a_sweep_says_at_how_many_of_its_points_nothing_is_told_apart() {
    let sweep = "\n[report]\noutcomes = [\"contact_hours_per_person\"]\n[sweep]\nmethod = \"grid\"\n[[sweep.axis]]\n\
                 path = \"arm.team.design\"\nvalues = [\"usual-care\", \"integrated-care-team\"]\n";
    let desk = Desk::new();
    // Usual care has nothing to spend money on, and differs from itself in nothing.
    let arms = ARMS.replace("money = \"80 GBP per person per year\"\n", "");
    desk.write("one.toml", &[HEAD, BROOK, &arms, sweep].concat());
    done(&desk.run(&["sweep", "one.toml", "--out", "out", "--replications", "6"]));
    let page = page(&desk);
    let words = "Whether any design differs from usual care in staff time in contacts at ";
    let at = limits(&page).split_once(words).unwrap_or_else(|| panic!("{}", limits(&page))).1;
    assert!(at.starts_with("1 of the 2 points"), "{at:.40}");
}

#[test]
fn every_report_of_a_run_says_what_it_cannot_say_from_its_own_trials() {
    let desk = desk(BROOK, "");
    done(&desk.run(&["compare", "one.toml", "--replications", "1", "--out", "out"]));
    let missed = "published figures that it was not fitted to, it lies outside";
    let asks = "the same command with --draws ";
    all(limits(&page(&desk)), &["every parameter was held at one value", "there was one replication", missed, asks]);
    done(&desk.run(&["compare", "one.toml", "--replications", "2", "--out", "out", "--force"]));
    let page = page(&desk);
    let limits = limits(&page);
    assert!(!limits.contains("there was one replication"), "{limits}");
    all(limits, &["Whether there is any difference from usual care in "]);
    let long =
        |word: &str| word.split_once('.').is_some_and(|(_, digits)| digits.trim_end_matches([')', ';']).len() > 5);
    let unrounded = limits.split([' ', '<']).find(|word| word.starts_with(|c: char| c.is_ascii_digit()) && long(word));
    assert_eq!(unrounded, None, "figures are rounded");
}

#[test]
fn what_validation_missed_is_told_by_subject_folded_on_the_page_and_counted_in_the_terminal() {
    let desk = desk(BROOK, "");
    let said = desk.run(&["compare", "one.toml", "--replications", "1", "--out", "out"]);
    done(&said);
    let page = page(&desk);
    let limits = limits(&page);
    let told = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.out.lines().all(|line| line.len() <= 100 && line.is_ascii()), "{}", said.out);
    let subjects = subjects().unwrap();
    let mut rows: BTreeMap<&String, Vec<Validated>> = BTreeMap::new();
    validated().unwrap().into_iter().for_each(|row| rows.entry(&subjects[&row.id]).or_default().push(row));
    let missed = |of: &[Validated]| of.iter().filter(|row| row.is_missed()).count();
    let all_missed: usize = rows.values().map(|of| missed(of)).sum();
    assert!(all_missed > 10, "so few stand in a sentence; this test wants another example");
    assert!(told.contains(&format!("it lies outside {all_missed}, by subject: ")), "{told}");
    for (subject, of) in rows.iter().filter(|(_, of)| missed(of) > 0) {
        let head = format!("{subject} ({} of {})", missed(of), of.len());
        assert!(told.contains(&head), "{head}: {told}");
        let folded =
            limits.split_once(&format!("<summary>{head}</summary>")).unwrap_or_else(|| panic!("{head}: {limits}"));
        let items = folded.1.split_once("</details>").unwrap().0;
        assert_eq!(items.matches("<li>").count(), missed(of), "{items}");
    }
}
