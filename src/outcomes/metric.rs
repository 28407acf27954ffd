//! The words about an outcome: its name, unit and direction.
//!
//! How an outcome is worked out stands in `catalogue`; its words travel on alone, into rows, tables and pages.

/// Which way an outcome is better, for those who read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: a description.
    Neither,
}

/// The heading under which an outcome is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Use of hospital and ambulance.
    Hospital,
    /// Waits and response.
    Access,
    /// What life was like for all residents aged 65 and over.
    People,
    /// How the team worked.
    Team,
    /// What leaders and staff saw of it.
    Views,
    /// Staff, posts and vacancies.
    Workforce,
    /// Cost by payer.
    Money,
    /// How care felt, as far as facts tell.
    Experience,
    /// Value for money: quality of life, money's worth.
    Worth,
    /// The same outcomes by group of people, and the gaps between groups.
    Fairness,
}

/// One outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// Key in files: snake_case, unit last where there is one.
    pub key: &'static str,
    /// Plain-English label.
    pub label: &'static str,
    /// Unit, in words.
    pub unit: &'static str,
    /// Which way is better.
    pub direction: Direction,
    /// Heading.
    pub group: Group,
    /// Digits after the point when shown.
    pub digits: usize,
}
