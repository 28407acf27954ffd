//! Catching what goes wrong inside one trial, so that the others are not lost.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

thread_local! {
    static LISTENING: Cell<bool> = const { Cell::new(false) };
    static HEARD: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does something, and gives the reason in words if it panics. Nothing is printed then.
///
/// What was being built is lost with the panic, so that no half-made state is seen again.
pub fn catch<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    listen();
    let before = LISTENING.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    LISTENING.set(before);
    result.map_err(|_| HEARD.take())
}

/// Has panics inside [`catch`] noted instead of printed; all others go to the hook that was there before.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| if LISTENING.get() { HEARD.set(words(panic)) } else { usual(panic) }));
    });
}

fn words(panic: &PanicHookInfo) -> String {
    let payload = panic.payload();
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let reason = text.unwrap_or("a panic without words");
    let at = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
    format!("{reason}{at}")
}

#[cfg(test)]
mod tests {
    use super::catch;

    #[test]
    fn a_panic_is_told_with_its_place_and_does_not_spread() {
        let reason = catch(|| -> u32 { panic!("the bed is on fire") }).unwrap_err();
        assert!(reason.starts_with("the bed is on fire (src/experiment/guard.rs:"), "{reason}");
        assert_eq!(catch(|| 7), Ok(7));
    }

    #[test]
    fn an_inner_catch_leaves_the_outer_one_listening() {
        let reason = catch(|| {
            let inner = catch(|| -> u32 { panic!("inner") });
            assert!(inner.unwrap_err().starts_with("inner"));
            panic!("outer")
        });
        let reason: Result<(), String> = reason;
        assert!(reason.unwrap_err().starts_with("outer"));
    }
}
