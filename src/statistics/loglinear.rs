//! Log-linear rates: counts over time, explained by a few numbers, by maximum likelihood (Newton's method on the Poisson
//! likelihood). Knows no model.

/// A cell of people who are alike: how much happened in how much time, and what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Events.
    pub events: f64,
    /// Time at risk, above 0.
    pub time: f64,
    /// What the cell's rate is explained by; a constant has to be among them.
    pub covariates: Vec<f64>,
}

/// Steps after which there is no solution.
const MOST_STEPS: usize = 60;
/// A change of every coefficient below this is none.
const SMALL: f64 = 1e-10;
/// The longest step of a coefficient, so that a poor start cannot overflow.
const LONGEST_STEP: f64 = 2.0;

/// The coefficients of the logarithm of the rate, in the order of the covariates.
///
/// `None` if they cannot be told: no cells, cells of different kinds, or something that no event bears upon.
pub fn fit(cells: &[Cell]) -> Option<Vec<f64>> {
    let number = cells.first()?.covariates.len();
    let alike = cells.iter().all(|cell| cell.covariates.len() == number && cell.time > 0.0);
    if !alike {
        return None;
    }
    let mut coefficients = vec![0.0; number];
    for _ in 0..MOST_STEPS {
        let step = solve(curvature_and_slope(cells, &coefficients))?;
        let change = step.iter().fold(0.0_f64, |largest, one| largest.max(one.abs()));
        let shorter = (LONGEST_STEP / change).min(1.0);
        coefficients.iter_mut().zip(&step).for_each(|(coefficient, one)| *coefficient += shorter * one);
        if change < SMALL {
            return coefficients.iter().all(|one| one.is_finite()).then_some(coefficients);
        }
    }
    None
}

/// The information matrix with the score as a last column.
fn curvature_and_slope(cells: &[Cell], coefficients: &[f64]) -> Vec<Vec<f64>> {
    let number = coefficients.len();
    let mut rows = vec![vec![0.0; number + 1]; number];
    for cell in cells {
        let linear: f64 = cell.covariates.iter().zip(coefficients).map(|(x, b)| x * b).sum();
        let expected = cell.time * libm::exp(linear);
        for (row, x) in rows.iter_mut().zip(&cell.covariates) {
            for (entry, y) in row.iter_mut().zip(&cell.covariates) {
                *entry += expected * x * y;
            }
            row[number] += (cell.events - expected) * x;
        }
    }
    rows
}

/// Solves linear equations by elimination with pivots; the last column is the right-hand side.
fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let number = rows.len();
    for column in 0..number {
        let pivot = (column..number).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        rows.swap(column, pivot);
        let whole = rows[column][column];
        if !whole.is_finite() || whole == 0.0 {
            return None;
        }
        let leading: Vec<f64> = rows[column].iter().map(|entry| entry / whole).collect();
        for row in rows.iter_mut().skip(column + 1) {
            let part = row[column];
            row.iter_mut().zip(&leading).for_each(|(entry, lead)| *entry -= part * lead);
        }
        rows[column] = leading;
    }
    let mut solution = vec![0.0; number];
    for at in (0..number).rev() {
        let known: f64 = (at + 1..number).map(|later| rows[at][later] * solution[later]).sum();
        solution[at] = rows[at][number] - known;
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(events: f64, time: f64, covariates: &[f64]) -> Cell {
        Cell { events, time, covariates: covariates.to_vec() }
    }

    #[test]
    fn two_groups_give_back_the_ratio_of_their_rates() {
        let fitted = fit(&[cell(20.0, 100.0, &[1.0, 0.0]), cell(30.0, 50.0, &[1.0, 1.0])]).unwrap();
        assert!((libm::exp(fitted[0]) - 0.2).abs() < 1e-9);
        assert!((libm::exp(fitted[1]) - 3.0).abs() < 1e-9);
    }

    #[test]
    fn adjustment_undoes_what_an_uneven_mix_has_mixed_in() {
        // The rate is .1, twice that for the exposed, four times for the old; most of the exposed are old.
        let cells = [
            cell(0.1 * 900.0, 900.0, &[1.0, 0.0, 0.0]),
            cell(0.2 * 100.0, 100.0, &[1.0, 1.0, 0.0]),
            cell(0.4 * 100.0, 100.0, &[1.0, 0.0, 1.0]),
            cell(0.8 * 900.0, 900.0, &[1.0, 1.0, 1.0]),
        ];
        let fitted = fit(&cells).unwrap();
        assert!((libm::exp(fitted[1]) - 2.0).abs() < 1e-9 && (libm::exp(fitted[2]) - 4.0).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        assert_eq!(fit(&[]), None);
        // Both columns say the same.
        assert_eq!(fit(&[cell(2.0, 10.0, &[1.0, 1.0]), cell(3.0, 10.0, &[1.0, 1.0])]), None);
        // No event in a group: its rate has no logarithm.
        assert_eq!(fit(&[cell(2.0, 10.0, &[1.0, 0.0]), cell(0.0, 10.0, &[1.0, 1.0])]), None);
    }
}
