//! The figures of one month, for pictures over time.

use crate::model::fact::Census;

/// One month of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Month {
    /// Emergency admissions of residents aged 65+.
    pub admissions: u32,
    /// Adult beds in use, mean of midnights.
    pub beds_in_use: f32,
    /// People on the teams' caseloads, mean of midnights.
    pub caseload: f32,
    /// Team posts funded, WTE at the month's end.
    pub funded_wte: f32,
    /// Team posts filled, WTE at the month's end.
    pub filled_wte: f32,
    /// People aged 65+ alive at the month's end.
    pub alive: u32,
}

/// A month while it is being counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct MonthSums {
    /// Emergency admissions.
    pub admissions: u32,
    midnights: u32,
    beds_in_use: u64,
    caseload: u64,
    funded_wte: f64,
    filled_wte: f64,
    alive: u32,
}

impl MonthSums {
    /// Counts a midnight.
    pub fn midnight(&mut self, census: &Census) {
        self.midnights += 1;
        self.beds_in_use += u64::from(census.beds_in_use);
        self.caseload += u64::from(census.caseload);
        self.funded_wte = f64::from(census.team_funded);
        self.filled_wte = f64::from(census.team_filled);
        self.alive = census.alive;
    }

    /// Adds the same month of another place: its midnights are the same.
    pub fn add(&mut self, other: &Self) {
        self.admissions += other.admissions;
        self.midnights = self.midnights.max(other.midnights);
        self.beds_in_use += other.beds_in_use;
        self.caseload += other.caseload;
        self.funded_wte += other.funded_wte;
        self.filled_wte += other.filled_wte;
        self.alive += other.alive;
    }

    /// The month as shown.
    pub fn month(&self) -> Month {
        let mean = |sum: u64| (sum as f64 / f64::from(self.midnights.max(1))) as f32;
        Month {
            admissions: self.admissions,
            beds_in_use: mean(self.beds_in_use),
            caseload: mean(self.caseload),
            funded_wte: self.funded_wte as f32,
            filled_wte: self.filled_wte as f32,
            alive: self.alive,
        }
    }
}
