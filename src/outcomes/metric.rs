//! The outcomes: their names, units and directions, and the figures of one place in one trial.

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
    /// Staff, posts and vacancies.
    Workforce,
    /// Cost by payer.
    Money,
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
    /// Whether the figures of several places are added (a rate is recomputed from the sums of its parts instead).
    pub scale: Scale,
}

/// How an outcome is made from counts, so that places and months can be put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// A numerator over a denominator, times a factor: the numerator and denominator of several places add up.
    Ratio,
    /// A quantile of pooled waits.
    Quantile,
}
