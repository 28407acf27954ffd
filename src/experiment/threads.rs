//! The door to threads. Whatever runs side by side here comes back in the order in which it was given.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelBridge, ParallelIterator};

/// As many threads as the machine can run at once.
pub fn all() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Why threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start the threads: {0}")]
pub struct ThreadsError(#[from] rayon::ThreadPoolBuildError);

/// So many threads.
pub struct Threads(rayon::ThreadPool);

impl Threads {
    /// Starts so many threads, at least one.
    ///
    /// # Errors
    /// When the system does not give them.
    pub fn start(number: usize) -> Result<Self, ThreadsError> {
        Ok(Self(rayon::ThreadPoolBuilder::new().num_threads(number.max(1)).build()?))
    }

    /// Does something on these threads; what it does side by side stays among them.
    pub fn within<T: Send>(&self, act: impl FnOnce() -> T + Send) -> T {
        self.0.install(act)
    }

    /// Does something with each item; items are begun in their order, each as soon as a thread is free.
    pub fn each<T: Send>(&self, items: impl Iterator<Item = T> + Send, act: impl Fn(T) + Sync + Send) {
        self.within(|| items.par_bridge().for_each(act));
    }
}

/// Does something with all items side by side, on the threads that are idle, and gives the results in their order.
pub fn side_by_side<T: Sync, R: Send>(items: &[T], act: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().with_max_len(1).map(act).collect()
}
