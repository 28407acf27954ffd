//! Where variation lies: between groups, between members of the same group, or from one occasion to another.
//!
//! Components of variance by the analysis of variance of members nested in groups, all of them seen on the same occasions
//! (their luck may be shared within a group). Knows no model.

use crate::statistics::interval::{Interval, t_quantile};
use crate::statistics::moments::Moments;

/// Values by group, member and occasion; every member has one for each occasion, in the same order.
pub type Nested = [Vec<Vec<f64>>];

/// Parts of the variation, each from 0 to 1, that add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// Lasting differences between groups.
    pub between: f64,
    /// Lasting differences between members of the same group.
    pub within: f64,
    /// What is otherwise on another occasion.
    pub chance: f64,
}

impl Shares {
    /// The parts in the order of the fields.
    pub fn all(&self) -> [f64; 3] {
        [self.between, self.within, self.chance]
    }
}

/// Where the variation of single values lies. A component that comes out below zero counts as none.
///
/// `None` with fewer than two groups or two occasions, without a group of two members, and where nothing varies.
pub fn shares(values: &Nested) -> Option<Shares> {
    shares_on(values, &(0..occasions(values)?).collect::<Vec<_>>())
}

/// The interval in which each share lies with confidence `level`, as far as more occasions could move it: groups and
/// members are those seen. By leaving out one occasion at a time; `None` with fewer than three.
pub fn intervals(values: &Nested, level: f64) -> Option<[Interval; 3]> {
    let count = occasions(values)?;
    let whole = shares(values)?.all();
    let without = |left_out: usize| {
        let kept: Vec<usize> = (0..count).filter(|&occasion| occasion != left_out).collect();
        shares_on(values, &kept).map(|shares| shares.all())
    };
    let others: Vec<[f64; 3]> = (0..count).map(without).collect::<Option<_>>()?;
    let half = t_quantile(0.5 + level / 2.0, count as f64 - 1.0)?;
    let interval = |part: usize| {
        let spread = Moments::of(others.iter().map(|shares| shares[part])).variance()?;
        let error = (spread * (count - 1) as f64 * (count - 1) as f64 / count as f64).sqrt();
        let Interval { low, high } = Interval::around(whole[part], half * error);
        Some(Interval { low: low.max(0.0), high: high.min(1.0) })
    };
    Some([interval(0)?, interval(1)?, interval(2)?])
}

/// How many occasions there are; `None` when members differ in it.
fn occasions(values: &Nested) -> Option<usize> {
    let mut counts = values.iter().flatten().map(Vec::len);
    let first = counts.next()?;
    counts.all(|count| count == first).then_some(first)
}

fn shares_on(values: &Nested, occasions: &[usize]) -> Option<Shares> {
    let groups = values.len() as f64;
    let members: f64 = values.iter().map(|group| group.len() as f64).sum();
    let seen = occasions.len() as f64;
    if groups < 2.0 || members <= groups || seen < 2.0 || values.iter().any(Vec::is_empty) {
        return None;
    }
    let squares: f64 = values.iter().map(|group| (group.len() * group.len()) as f64).sum();
    let size = (members - squares / members) / (groups - 1.0);
    let Sums { groups: by_group, members: by_member, together, alone } = sums(values, occasions);
    let by_group = by_group / (groups - 1.0);
    let by_member = by_member / (members - groups);
    let together = together / (groups * (seen - 1.0));
    let alone = alone / ((members - groups) * (seen - 1.0));
    let shared_luck = ((together - alone) / size).max(0.0);
    let within = ((by_member - alone) / seen).max(0.0);
    let expected = alone + size * shared_luck + seen * within;
    let between = ((by_group - expected) / (seen * size)).max(0.0);
    let total = between + within + shared_luck + alone;
    (total > 0.0).then(|| Shares {
        between: between / total,
        within: within / total,
        chance: (shared_luck + alone) / total,
    })
}

/// Sums of squares: of groups, of members in groups, of occasions in groups, and of what is left.
struct Sums {
    groups: f64,
    members: f64,
    together: f64,
    alone: f64,
}

fn sums(values: &Nested, occasions: &[usize]) -> Sums {
    let seen = occasions.len() as f64;
    let of_member = |member: &Vec<f64>| mean(occasions.iter().map(|&occasion| member[occasion]));
    let all = mean(values.iter().flatten().map(of_member));
    let mut sums = Sums { groups: 0.0, members: 0.0, together: 0.0, alone: 0.0 };
    for group in values {
        let size = group.len() as f64;
        let own = mean(group.iter().map(of_member));
        sums.groups += seen * size * (own - all) * (own - all);
        let on: Vec<f64> =
            occasions.iter().map(|&occasion| mean(group.iter().map(|member| member[occasion]))).collect();
        sums.together += size * on.iter().map(|on| (on - own) * (on - own)).sum::<f64>();
        for member in group {
            let lasting = of_member(member);
            sums.members += seen * (lasting - own) * (lasting - own);
            let left = occasions.iter().zip(&on).map(|(&occasion, on)| member[occasion] - lasting - on + own);
            sums.alone += left.map(|left| left * left).sum::<f64>();
        }
    }
    sums
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    Moments::of(values).mean().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two groups of three members on four occasions, from lasting differences and a luck that averages out.
    fn nested(groups: f64, members: f64, luck: f64) -> Vec<Vec<Vec<f64>>> {
        // Plus and minus signs that are orthogonal to one another and to every mean.
        const SIGNS: [[f64; 4]; 3] = [[1.0, -1.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0], [-2.0, 0.0, 0.0, 2.0]];
        let value = |group: usize, member: usize, occasion: usize| {
            let side = if group == 0 { 1.0 } else { -1.0 };
            groups * side + members * (member as f64 - 1.0) + luck * side * SIGNS[member][occasion]
        };
        let member = |group, member| (0..4).map(|occasion| value(group, member, occasion)).collect();
        (0..2).map(|group| (0..3).map(|which| member(group, which)).collect()).collect()
    }

    #[test]
    fn each_source_alone_takes_all_of_the_variation() {
        let only = |shares: Option<Shares>| shares.unwrap().all().map(|share| (share * 1e9).round() / 1e9);
        assert_eq!(only(shares(&nested(1.0, 0.0, 0.0))), [1.0, 0.0, 0.0]);
        assert_eq!(only(shares(&nested(0.0, 1.0, 0.0))), [0.0, 1.0, 0.0]);
        assert_eq!(only(shares(&nested(0.0, 0.0, 1.0))), [0.0, 0.0, 1.0]);
        assert_eq!(shares(&nested(0.0, 0.0, 0.0)), None, "nothing varies");
    }

    #[test]
    fn components_equal_those_worked_by_hand() {
        // Members at -1, 0, 1 in both groups, groups at 3 and -3, no luck: mean squares of members 4 * 4 / 4 = 4, of groups
        // 12 * 9 * 2 = 216; so members 4 / 4 = 1 and groups (216 - 4) / 12 = 53 / 3.
        let found = shares(&nested(3.0, 1.0, 0.0)).unwrap();
        assert!((found.between - 53.0 / 56.0).abs() < 1e-12 && (found.within - 3.0 / 56.0).abs() < 1e-12);
        assert!((found.all().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn luck_that_a_group_shares_is_luck_and_no_difference_between_groups() {
        let mut values = nested(0.0, 1.0, 0.0);
        for (occasion, luck) in [4.0, -4.0, 4.0, -4.0].into_iter().enumerate() {
            for (group, side) in [(0, 1.0), (1, -1.0)] {
                values[group].iter_mut().for_each(|member| member[occasion] += side * luck);
            }
        }
        let found = shares(&values).unwrap();
        assert!(found.between == 0.0 && found.chance > 0.9, "{found:?}");
    }

    #[test]
    fn intervals_hold_the_estimate_and_vanish_without_luck() {
        let sure = intervals(&nested(1.0, 1.0, 0.0), 0.95).unwrap();
        assert!(sure.iter().all(|interval| interval.half_width() < 1e-9));
        let values = nested(1.0, 1.0, 0.7);
        let (found, unsure) = (shares(&values).unwrap().all(), intervals(&values, 0.95).unwrap());
        assert!(unsure.iter().zip(found).all(|(interval, share)| interval.contains(share)));
        assert!(
            unsure[2].half_width() > 0.01 && unsure.iter().all(|interval| interval.low >= 0.0 && interval.high <= 1.0)
        );
    }

    #[test]
    fn nothing_is_claimed_of_one_group_or_occasion_or_of_single_members() {
        let whole = nested(1.0, 1.0, 1.0);
        assert_eq!(shares(&whole[..1]), None);
        let once: Vec<Vec<Vec<f64>>> =
            whole.iter().map(|group| group.iter().map(|member| member[..1].to_vec()).collect()).collect();
        assert_eq!(shares(&once), None);
        let alone: Vec<Vec<Vec<f64>>> = whole.iter().map(|group| group[..1].to_vec()).collect();
        assert_eq!(shares(&alone), None);
        let uneven = vec![vec![vec![1.0, 2.0], vec![1.0]], vec![vec![2.0, 1.0]]];
        assert_eq!(shares(&uneven), None, "members differ in their occasions");
    }
}
