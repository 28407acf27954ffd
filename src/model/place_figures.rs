//! The published figures of a place from which its residents and its base supply are made.

/// Age bands of [`PlaceFigures::by_age`]: the first age of each; the last is open.
pub const AGE_BANDS: [u32; 6] = [65, 70, 75, 80, 85, 90];

/// One upper-tier authority, or a place with figures of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceFigures {
    /// Official code, or one made from the name; luck is keyed by it, so it is unique in a scenario.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// Region, which is also the labour market.
    pub region: String,
    /// Integrated care board.
    pub icb: String,
    /// Residents of all ages.
    pub population: u32,
    /// Residents aged 65-69, 70-74, 75-79, 80-84, 85-89, 90 and over.
    pub by_age: [u32; 6],
    /// Average score of the Index of Multiple Deprivation 2019; higher is more deprived (about 5 to 45).
    pub imd_score: f64,
    /// Share of residents in districts classed as rural, 0 to 1.
    pub rural_share: f64,
    /// Whether that share is known, rather than the mean of the region.
    pub rural_known: bool,
}

impl PlaceFigures {
    /// Residents aged 65 and over.
    pub fn older_residents(&self) -> u32 {
        self.by_age.iter().sum()
    }
}
