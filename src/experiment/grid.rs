//! The points of a sweep: every combination of the values of all axes, the last axis fastest, or one value at a time.

use crate::scenario::{Sweep, SweepMethod};

/// Settings of one point, as (path, value).
pub type Settings = Vec<(String, toml::Value)>;

/// All points of a sweep, in order.
pub fn points(sweep: &Sweep) -> Vec<Settings> {
    match sweep.method {
        SweepMethod::Grid => grid(sweep),
        SweepMethod::OneAtATime => one_at_a_time(sweep),
    }
}

/// First the point where nothing is changed, then every value of every axis by itself.
fn one_at_a_time(sweep: &Sweep) -> Vec<Settings> {
    let each = sweep.axes.iter().flat_map(|axis| axis.values.iter().map(|value| (axis.path.clone(), value.clone())));
    std::iter::once(Settings::new()).chain(each.map(|setting| vec![setting])).collect()
}

fn grid(sweep: &Sweep) -> Vec<Settings> {
    sweep.axes.iter().fold(vec![Settings::new()], |points, axis| {
        let extended = points.iter().flat_map(|point| {
            axis.values.iter().map(|value| {
                let mut point = point.clone();
                point.push((axis.path.clone(), value.clone()));
                point
            })
        });
        extended.collect()
    })
}

/// A value as people write it: text without its quotes.
pub fn shown(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{SweepAxis, SweepMethod};

    fn axis(path: &str, values: &[i64]) -> SweepAxis {
        SweepAxis { path: path.into(), values: values.iter().map(|&value| value.into()).collect() }
    }

    #[test]
    fn a_grid_has_every_combination_once_with_the_last_axis_fastest() {
        let sweep = Sweep { method: SweepMethod::Grid, axes: vec![axis("a", &[1, 2]), axis("b", &[3, 4, 5])] };
        let points: Vec<String> = points(&sweep)
            .iter()
            .map(|point| point.iter().map(|(path, value)| format!("{path}{}", shown(value))).collect())
            .collect();
        assert_eq!(points, ["a1b3", "a1b4", "a1b5", "a2b3", "a2b4", "a2b5"]);
    }

    #[test]
    fn one_at_a_time_begins_with_nothing_changed() {
        let sweep = Sweep { method: SweepMethod::OneAtATime, axes: vec![axis("a", &[1, 2]), axis("b", &[3])] };
        let points = points(&sweep);
        let one = |path: &str, value: i64| vec![(path.to_string(), toml::Value::from(value))];
        assert_eq!(points, [Settings::new(), one("a", 1), one("a", 2), one("b", 3)]);
    }

    #[test]
    fn a_sweep_without_axes_has_one_empty_point() {
        let sweep = Sweep { method: SweepMethod::Grid, axes: Vec::new() };
        assert_eq!(points(&sweep), [Settings::new()]);
    }
}
