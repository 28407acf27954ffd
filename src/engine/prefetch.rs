//! Asking memory for what will soon be read, so that it is near when its time comes.
//!
//! This changes no result, only how long a miss is waited for. It must not know what is fetched.

/// Bytes of a cache line on the machines of today.
const LINE: usize = 64;

/// Has all cache lines of a thing brought near, without waiting for them. Where the processor offers no such hint, it
/// does nothing.
#[inline]
pub fn prefetch<T>(thing: &T) {
    let start = std::ptr::from_ref(thing).cast::<i8>();
    for offset in (0..size_of::<T>()).step_by(LINE) {
        hint(start.wrapping_add(offset));
    }
}

#[cfg(target_arch = "x86_64")]
#[inline]
fn hint(address: *const i8) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    // SAFETY: a prefetch reads and writes nothing that a program can see, and faults at no address.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(address) }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn hint(_address: *const i8) {}
