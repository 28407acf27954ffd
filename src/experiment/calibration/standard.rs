//! Deaths that a life table would give.

use crate::model::people::traits::Sex;
use crate::outcomes::strata::{Strata, Stratum};
use crate::scenario::register::Register;

/// Ages of which the life table has a rate, and the years between two of them.
const FIRST_AGE: f64 = 65.0;
const APART: f64 = 10.0;

/// Deaths of people of these ages and sexes at the rates of the life table.
pub fn expected_deaths(strata: &Strata, fits: impl Fn(&Stratum) -> bool) -> f64 {
    let tables = [Sex::Female, Sex::Male].map(life_table);
    let fitting = strata.all().filter(|(stratum, _)| fits(stratum));
    fitting.map(|(stratum, counts)| hazard(&tables[stratum.sex as usize], stratum.age) * counts.years()).sum()
}

/// Logarithms of the death rates at 65, 75, 85 and 95.
fn life_table(sex: Sex) -> [f64; 4] {
    let letter = if sex == Sex::Female { 'f' } else { 'm' };
    [65, 75, 85, 95].map(|age| {
        let row = Register::built_in().evidence(&format!("mort_mx_{letter}{age}"));
        row.and_then(|row| row.value.parse::<f64>().ok()).map_or(f64::NAN, libm::log)
    })
}

/// The hazard in a whole year of age, geometrically between the ages of the table and beyond its last.
fn hazard(table: &[f64; 4], age: usize) -> f64 {
    // A published rate is of the year of age, of which the middle lies half a year on in both.
    let at = (age as f64 - FIRST_AGE) / APART;
    let from = (at.floor().max(0.0) as usize).min(table.len() - 2);
    libm::exp(table[from] + (at - from as f64) * (table[from + 1] - table[from]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_life_table_is_met_at_its_ages_and_smooth_between() {
        let men = life_table(Sex::Male);
        assert!((hazard(&men, 65) - 0.01223).abs() < 1e-9 && (hazard(&men, 95) - 0.29711).abs() < 1e-9);
        let between = (0.01223_f64 * 0.03252).sqrt();
        assert!((hazard(&men, 70) - between).abs() < 1e-9);
        assert!((65..110).all(|age| hazard(&men, age) < hazard(&men, age + 1)));
    }
}
