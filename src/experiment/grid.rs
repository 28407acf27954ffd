//! The points of a grid: every combination of the values of all axes, the last axis fastest.

use crate::scenario::Sweep;

/// Settings of one point, as (path, value).
pub type Settings = Vec<(String, toml::Value)>;

/// All points of a sweep, in order.
pub fn points(sweep: &Sweep) -> Vec<Settings> {
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
    fn a_sweep_without_axes_has_one_empty_point() {
        let sweep = Sweep { method: SweepMethod::Grid, axes: Vec::new() };
        assert_eq!(points(&sweep), [Settings::new()]);
    }
}
