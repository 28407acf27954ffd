//! Ctrl-C: the first one asks for a clean stop, the second one ends the program at once.

use crate::cli::ending::Ending;
use crate::cli::terminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody has asked to stop.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Whether to stop.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Asks to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// An interrupt that Ctrl-C (or a request to terminate) asks for.
pub fn on_ctrl_c() -> Interrupt {
    let interrupt = Interrupt::default();
    let asked = interrupt.clone();
    let handler = move || {
        if asked.is_asked() {
            std::process::exit(Ending::Interrupted.code().into());
        }
        asked.ask();
        terminal::note("stopping; press Ctrl-C again to end at once");
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        terminal::note(&format!("Ctrl-C will end the program without a clean stop: {error}"));
    }
    interrupt
}
