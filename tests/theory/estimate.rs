//! Means of what a simulator observed, their standard errors by batch means, and the gate against theory.

/// Batches that are kept; one more before them is the warm-up.
const BATCHES: u64 = 40;

/// A mean with its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    pub mean: f64,
    pub standard_error: f64,
}

#[derive(Debug)]
pub struct Estimates {
    /// Mean time in line by class, of those who were served.
    pub wait: Vec<Estimate>,
    /// Share of arrivals that did not start at once.
    pub delayed: Estimate,
    /// Share of customers who left unserved.
    pub lost: Estimate,
}

/// Means of successive batches of one observable.
#[derive(Clone, Default)]
pub struct BatchMeans {
    sum: f64,
    count: u64,
    means: Vec<f64>,
}

impl BatchMeans {
    pub fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn close(&mut self) {
        self.means.push(self.sum / self.count as f64);
        (self.sum, self.count) = (0.0, 0);
    }

    fn estimate(&self) -> Estimate {
        let kept = &self.means[1..];
        let n = kept.len() as f64;
        let mean = kept.iter().sum::<f64>() / n;
        let variance = kept.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (n - 1.0);
        Estimate { mean, standard_error: (variance / n).sqrt() }
    }
}

/// Everything observed, cut into batches by the same arrivals.
pub struct Tallies {
    batch_size: u64,
    in_batch: u64,
    pub wait: Vec<BatchMeans>,
    pub delayed: BatchMeans,
    pub lost: BatchMeans,
}

impl Tallies {
    /// Tallies of a run of so many customers.
    pub fn new(customers: u64, classes: usize) -> Self {
        let batch_size = customers / (BATCHES + 1);
        let none = BatchMeans::default;
        Self { batch_size, in_batch: 0, wait: vec![none(); classes], delayed: none(), lost: none() }
    }

    /// A customer arrives; now and then it opens a batch.
    pub fn customer(&mut self) {
        if self.in_batch == self.batch_size {
            self.in_batch = 0;
            self.wait.iter_mut().chain([&mut self.delayed, &mut self.lost]).for_each(BatchMeans::close);
        }
        self.in_batch += 1;
    }

    pub fn estimates(&self) -> Estimates {
        let wait = self.wait.iter().map(BatchMeans::estimate).collect();
        Estimates { wait, delayed: self.delayed.estimate(), lost: self.lost.estimate() }
    }
}

#[derive(Debug, PartialEq)]
pub enum Verdict {
    Agrees,
    /// More than three standard errors from theory.
    Disagrees,
    /// The standard error is too large for the agreement to mean much.
    Imprecise,
}

/// Holds an estimate against the exact figure; `precision` is the largest standard error as a share of it.
pub fn gate(what: &str, estimate: Estimate, exact: f64, precision: f64) -> Verdict {
    let Estimate { mean, standard_error } = estimate;
    let (z, relative) = ((mean - exact) / standard_error, standard_error / exact);
    println!("{what}: {mean:.6} against {exact:.6}, z {z:+.2}, standard error {:.2} %", 100.0 * relative);
    if z.is_nan() || z.abs() > 3.0 {
        Verdict::Disagrees
    } else if relative > precision {
        Verdict::Imprecise
    } else {
        Verdict::Agrees
    }
}
