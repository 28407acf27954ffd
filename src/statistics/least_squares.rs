//! Weighted least squares of a function that can only be tried out: damped Gauss-Newton steps (Levenberg-Marquardt)
//! with one-sided differences, within bounds.
//!
//! Knows numbers only. Residuals are asked for in batches, so that whoever works them out may do it side by side; the
//! path of the search is a function of the answers and of nothing else.

/// A step to one side, for differences, as a part of a parameter's width.
const DIFFERENCE: f64 = 0.25;
/// The first damping, and how it changes after a step that helped and one that did not.
const DAMPING: f64 = 0.01;
const EASIER: f64 = 0.2;
const HARDER: f64 = 8.0;
/// Steps tried from one point before differences are taken anew.
const TRIES: usize = 4;
/// How much shorter differences are after a round from which no step helped, and the shortest of them.
const SHORTER: f64 = 0.3;
const SHORTEST: f64 = 0.1;
/// A search is over when the objective falls by less than this part of itself.
const SETTLED: f64 = 0.002;

/// One parameter of a search, on the scale on which it is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinate {
    /// Where the search begins.
    pub start: f64,
    /// Where it would lie without data.
    pub centre: f64,
    /// How far it may well lie from there (one standard deviation).
    pub width: f64,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
}

/// What a search has come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The parameters.
    pub at: Vec<f64>,
    /// Their standard deviations, from the slopes and the widths.
    pub spread: Vec<f64>,
    /// Covariance of those that lie between their bounds, given that the others stay at theirs; zero for the others.
    pub covariance: Vec<Vec<f64>>,
    /// The residuals there.
    pub residuals: Vec<f64>,
    /// Slopes of residuals by parameter, `slopes[parameter][residual]`, from the last wide differences: shorter ones
    /// show more noise.
    pub slopes: Vec<Vec<f64>>,
    /// Sum of squares at the start and at the end, the parameters' own distances from their centres included.
    pub objective: [f64; 2],
    /// Rounds of differences taken.
    pub rounds: usize,
    /// Whether the search came to rest, rather than to the last round.
    pub settled: bool,
}

/// Works out residuals at many points; `None` ends the search.
pub type Residuals<'a> = dyn FnMut(&[Vec<f64>]) -> Option<Vec<Vec<f64>>> + 'a;

/// Looks for the least sum of squared residuals, each parameter held softly to its centre. A parameter that does not
/// act on a residual, by `acts(parameter, residual)`, is taken to have no slope there, whatever noise a difference shows.
///
/// Takes at most `rounds` rounds of differences, at least one; with none, one is taken for the slopes and nothing is
/// moved. `None` when `residuals` ended it.
pub fn search(
    coordinates: &[Coordinate],
    rounds: usize,
    acts: &dyn Fn(usize, usize) -> bool,
    residuals: &mut Residuals,
) -> Option<Solution> {
    let mut at: Vec<f64> = coordinates.iter().map(|c| c.start.clamp(c.low, c.high)).collect();
    let mut here = residuals(std::slice::from_ref(&at))?.pop()?;
    let begun = objective(coordinates, &at, &here);
    let (mut best, mut damping, mut settled, mut taken, mut reach) = (begun, DAMPING, false, 0, 1.0);
    let mut wide = Vec::new();
    while taken < rounds.max(1) && !settled {
        let mut slopes = differences(coordinates, &at, &here, reach, residuals)?;
        keep(&mut slopes, acts);
        if reach == 1.0 {
            wide.clone_from(&slopes);
        }
        taken += 1;
        let before = best;
        for _ in 0..if rounds == 0 { 0 } else { TRIES } {
            let next = step(coordinates, &at, &here, &slopes, damping);
            settled = next == at;
            if settled {
                break;
            }
            let there = residuals(std::slice::from_ref(&next))?.pop()?;
            let value = objective(coordinates, &next, &there);
            if value < best {
                correct(&mut slopes, &at, &next, &here, &there);
                keep(&mut slopes, acts);
                let gain = (best - value) / best.max(f64::MIN_POSITIVE);
                (at, here, best) = (next, there, value);
                damping *= EASIER;
                if gain < SETTLED {
                    break;
                }
            } else {
                damping *= HARDER;
            }
        }
        // Where every way leads out of bounds there is nowhere to go, and nearer differences would only be noisier.
        if settled {
            break;
        }
        if best == before && reach > SHORTEST {
            reach *= SHORTER;
            damping = DAMPING;
        } else {
            settled = before - best <= SETTLED * before;
        }
    }
    let spread = spread(coordinates, &wide);
    let covariance = covariance(coordinates, &at, &wide);
    Some(Solution {
        at,
        spread,
        covariance,
        residuals: here,
        slopes: wide,
        objective: [begun, best],
        rounds: taken.min(rounds),
        settled,
    })
}

/// Sum of squares of residuals and of distances from the centres.
fn objective(coordinates: &[Coordinate], at: &[f64], residuals: &[f64]) -> f64 {
    let own = coordinates.iter().zip(at).map(|(c, x)| (x - c.centre) / c.width).map(|z| z * z).sum::<f64>();
    residuals.iter().map(|r| r * r).sum::<f64>() + own
}

/// Slopes by one-sided differences, towards the side with more room.
fn differences(
    coordinates: &[Coordinate],
    at: &[f64],
    here: &[f64],
    reach: f64,
    residuals: &mut Residuals,
) -> Option<Vec<Vec<f64>>> {
    let moved = |k: usize| {
        let Coordinate { width, low, high, .. } = coordinates[k];
        let step = (DIFFERENCE * reach * width).min((high - low) / 2.0);
        if high - at[k] >= at[k] - low { step } else { -step }
    };
    let points: Vec<Vec<f64>> = (0..at.len())
        .map(|k| {
            let mut point = at.to_vec();
            point[k] += moved(k);
            point
        })
        .collect();
    let there = residuals(&points)?;
    let slope = |(k, there): (usize, Vec<f64>)| {
        let step = moved(k);
        there.iter().zip(here).map(|(there, here)| if step == 0.0 { 0.0 } else { (there - here) / step }).collect()
    };
    Some(there.into_iter().enumerate().map(slope).collect())
}

/// Leaves only the slopes of what acts on what.
fn keep(slopes: &mut [Vec<f64>], acts: &dyn Fn(usize, usize) -> bool) {
    for (k, slope) in slopes.iter_mut().enumerate() {
        slope.iter_mut().enumerate().filter(|&(r, _)| !acts(k, r)).for_each(|(_, slope)| *slope = 0.0);
    }
}

/// The point to which a damped step leads. A parameter that runs into a bound stays there, and the others step again
/// without it.
fn step(coordinates: &[Coordinate], at: &[f64], here: &[f64], slopes: &[Vec<f64>], damping: f64) -> Vec<f64> {
    let mut free: Vec<usize> = (0..at.len()).collect();
    let mut next = at.to_vec();
    loop {
        let way =
            solve(&normal(coordinates, slopes, &free, damping), &downhill(coordinates, at, here, slopes, &next, &free));
        let out: Vec<usize> = free
            .iter()
            .zip(&way)
            .filter(|&(&k, way)| !(coordinates[k].low..=coordinates[k].high).contains(&(at[k] + way)))
            .map(|(&k, _)| k)
            .collect();
        for (&k, way) in free.iter().zip(&way) {
            next[k] = (at[k] + way).clamp(coordinates[k].low, coordinates[k].high);
        }
        if out.is_empty() {
            return next;
        }
        free.retain(|k| !out.contains(k));
    }
}

/// The negative gradient in the free parameters, those that stay at a bound already moved there.
fn downhill(
    coordinates: &[Coordinate],
    at: &[f64],
    here: &[f64],
    slopes: &[Vec<f64>],
    next: &[f64],
    free: &[usize],
) -> Vec<f64> {
    let mut moved = here.to_vec();
    for k in (0..at.len()).filter(|k| !free.contains(k)) {
        moved.iter_mut().zip(&slopes[k]).for_each(|(r, slope)| *r += slope * (next[k] - at[k]));
    }
    let pull = |k: usize| (coordinates[k].centre - at[k]) / (coordinates[k].width * coordinates[k].width);
    free.iter().map(|&k| pull(k) - dot(&slopes[k], &moved)).collect()
}

/// The matrix of the normal equations in the free parameters, its diagonal raised by the damping.
fn normal(coordinates: &[Coordinate], slopes: &[Vec<f64>], free: &[usize], damping: f64) -> Vec<Vec<f64>> {
    let own = |k: usize| 1.0 / (coordinates[k].width * coordinates[k].width);
    let entry = |i: usize, j: usize| dot(&slopes[i], &slopes[j]) + if i == j { own(i) } else { 0.0 };
    let raised = |i: usize, j: usize| entry(i, j) * if i == j { 1.0 + damping } else { 1.0 };
    free.iter().map(|&i| free.iter().map(|&j| raised(i, j)).collect()).collect()
}

/// Broyden's correction: the slopes agree with the step that was just taken.
fn correct(slopes: &mut [Vec<f64>], from: &[f64], to: &[f64], before: &[f64], after: &[f64]) {
    let way: Vec<f64> = to.iter().zip(from).map(|(to, from)| to - from).collect();
    let length = dot(&way, &way);
    if length == 0.0 {
        return;
    }
    for r in 0..before.len() {
        let foreseen: f64 = slopes.iter().zip(&way).map(|(slope, way)| slope[r] * way).sum();
        let missed = (after[r] - before[r] - foreseen) / length;
        slopes.iter_mut().zip(&way).for_each(|(slope, way)| slope[r] += missed * way);
    }
}

/// Standard deviation of each parameter given residuals of unit variance and the soft hold of its width.
fn spread(coordinates: &[Coordinate], slopes: &[Vec<f64>]) -> Vec<f64> {
    let all: Vec<usize> = (0..coordinates.len()).collect();
    let matrix = normal(coordinates, slopes, &all, 0.0);
    let unit = |k: usize| all.iter().map(|&i| f64::from(u8::from(i == k))).collect::<Vec<_>>();
    all.iter().map(|&k| solve(&matrix, &unit(k))[k].max(0.0).sqrt()).collect()
}

/// How the parameters that lie between their bounds go together, given residuals of unit variance and the soft holds.
fn covariance(coordinates: &[Coordinate], at: &[f64], slopes: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let free = inside(coordinates, at);
    let matrix = normal(coordinates, slopes, &free, 0.0);
    let mut covariance = vec![vec![0.0; at.len()]; at.len()];
    for (i, &k) in free.iter().enumerate() {
        let unit: Vec<f64> = (0..free.len()).map(|j| f64::from(u8::from(i == j))).collect();
        for (&other, entry) in free.iter().zip(solve(&matrix, &unit)) {
            covariance[k][other] = entry;
        }
    }
    covariance
}

/// How far the parameters that lie between their bounds move when each residual is shifted by so much: the least squares
/// of what `slopes` foresee, each parameter held softly by its width; zero for the others.
pub fn answer(coordinates: &[Coordinate], at: &[f64], slopes: &[Vec<f64>], shifts: &[f64]) -> Vec<f64> {
    let free = inside(coordinates, at);
    let downhill: Vec<f64> = free.iter().map(|&k| -dot(&slopes[k], shifts)).collect();
    let mut moved = vec![0.0; at.len()];
    let way = solve(&normal(coordinates, slopes, &free, 0.0), &downhill);
    free.iter().zip(way).for_each(|(&k, way)| moved[k] = way);
    moved
}

/// The parameters that lie between their bounds.
fn inside(coordinates: &[Coordinate], at: &[f64]) -> Vec<usize> {
    (0..at.len()).filter(|&k| coordinates[k].low < at[k] && at[k] < coordinates[k].high).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The lower triangle of Cholesky's decomposition of a symmetric positive definite matrix: it times its transpose is the
/// matrix.
pub fn lower_triangle(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut lower = vec![vec![0.0; matrix.len()]; matrix.len()];
    for i in 0..matrix.len() {
        for j in 0..=i {
            let rest = matrix[i][j] - dot(&lower[i][..j], &lower[j][..j]);
            lower[i][j] = if i == j { rest.max(f64::MIN_POSITIVE).sqrt() } else { rest / lower[j][j] };
        }
    }
    lower
}

/// Solves a symmetric positive definite system by Cholesky's decomposition.
fn solve(matrix: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let (lower, size) = (lower_triangle(matrix), right.len());
    let mut x = right.to_vec();
    for i in 0..size {
        x[i] = (x[i] - dot(&lower[i][..i], &x[..i])) / lower[i][i];
    }
    for i in (0..size).rev() {
        let above: f64 = (i + 1..size).map(|j| lower[j][i] * x[j]).sum();
        x[i] = (x[i] - above) / lower[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDE: Coordinate = Coordinate { start: 0.0, centre: 0.0, width: 1.0, low: -20.0, high: 20.0 };

    fn curve(points: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let one = |p: &Vec<f64>| {
            (0..6).map(|t| (p[0] / (1.0 + p[1] * f64::from(t)) - 3.0 / (1.0 + 0.4 * f64::from(t))) / 0.01).collect()
        };
        Some(points.iter().map(one).collect())
    }

    #[test]
    fn a_curve_is_found_from_afar() {
        let coordinates = [Coordinate { start: 1.0, ..WIDE }, Coordinate { start: 1.0, low: 0.0, high: 3.0, ..WIDE }];
        let found = search(&coordinates, 20, &|_, _| true, &mut curve).unwrap();
        assert!((found.at[0] - 3.0).abs() < 0.02 && (found.at[1] - 0.4).abs() < 0.01, "{found:?}");
        assert!(found.objective[1] < found.objective[0] / 1000.0 && found.settled);
        assert!(found.spread.iter().all(|&spread| spread > 0.0 && spread < 0.1));
    }

    #[test]
    fn without_a_round_slopes_are_taken_and_nothing_is_moved() {
        let coordinates = [Coordinate { start: 1.0, ..WIDE }, Coordinate { start: 1.0, low: 0.0, high: 3.0, ..WIDE }];
        let stayed = search(&coordinates, 0, &|_, _| true, &mut curve).unwrap();
        let once = search(&coordinates, 1, &|_, _| true, &mut curve).unwrap();
        assert_eq!((&stayed.at, stayed.rounds), (&vec![1.0, 1.0], 0));
        assert_eq!(stayed.slopes, once.slopes);
        assert!(stayed.spread.iter().all(|&spread| spread > 0.0) && stayed.covariance[0][0] > 0.0);
    }

    #[test]
    fn a_shift_of_the_residuals_is_answered_where_there_is_room() {
        let coordinates =
            [WIDE, Coordinate { low: 0.0, ..WIDE }, Coordinate { width: 1e6, low: -1e6, high: 1e6, ..WIDE }];
        // The first and third residual hang on the first and third parameter, the second on one that lies at its bound.
        let slopes = [vec![2.0, 0.0, 0.0], vec![0.0, 5.0, 0.0], vec![0.0, 0.0, 0.5]];
        let moved = answer(&coordinates, &[0.0, 0.0, 3.0], &slopes, &[1.0, 1.0, 1.0]);
        // Half a unit would do for the first, if its width held it not at all: 2 / (4 + 1).
        assert!((moved[0] + 0.4).abs() < 1e-12 && moved[1] == 0.0 && (moved[2] + 2.0).abs() < 1e-9, "{moved:?}");
    }

    #[test]
    fn bounds_hold_and_the_others_make_the_best_of_it() {
        let coordinates =
            [Coordinate { start: 1.0, high: 2.0, ..WIDE }, Coordinate { start: 1.0, low: 0.0, high: 3.0, ..WIDE }];
        let found = search(&coordinates, 20, &|_, _| true, &mut curve).unwrap();
        assert_eq!(found.at[0], 2.0);
        let beside = |rate: f64| {
            let residuals = curve(&[vec![2.0, rate]]).unwrap().pop().unwrap();
            objective(&coordinates, &[2.0, rate], &residuals)
        };
        assert!(beside(found.at[1]) <= beside(found.at[1] * 1.02).min(beside(found.at[1] * 0.98)), "{found:?}");
    }

    #[test]
    fn what_no_residual_speaks_of_stays_at_its_centre() {
        let coordinates =
            [Coordinate { start: 1.0, ..WIDE }, Coordinate { centre: 0.7, start: 0.2, width: 0.3, ..WIDE }];
        let found = search(&coordinates, 5, &|_, _| true, &mut |points| {
            Some(points.iter().map(|p| vec![p[0] - 4.0]).collect())
        })
        .unwrap();
        assert!((found.at[1] - 0.7).abs() < 0.01 && (found.spread[1] - 0.3).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn what_only_a_sum_speaks_of_goes_together_and_what_is_at_a_bound_goes_with_nothing() {
        // One residual, the sum of two parameters, known four times as well as either: covariance by hand.
        let coordinates = [WIDE, WIDE, Coordinate { high: 0.0, ..WIDE }];
        let found = search(&coordinates, 5, &|_, _| true, &mut |points| {
            Some(points.iter().map(|p| vec![2.0 * (p[0] + p[1]), p[2] - 9.0]).collect())
        })
        .unwrap();
        let by_hand = [[5.0 / 9.0, -4.0 / 9.0, 0.0], [-4.0 / 9.0, 5.0 / 9.0, 0.0], [0.0, 0.0, 0.0]];
        for (row, wanted) in found.covariance.iter().zip(by_hand) {
            assert!(row.iter().zip(wanted).all(|(entry, wanted)| (entry - wanted).abs() < 1e-6), "{found:?}");
        }
        let lower = lower_triangle(&[vec![4.0, 2.0], vec![2.0, 5.0]]);
        assert_eq!(lower, [[2.0, 0.0], [1.0, 2.0]]);
    }

    #[test]
    fn whoever_answers_may_end_it() {
        assert_eq!(search(&[WIDE], 5, &|_, _| true, &mut |_| None), None);
    }
}
