//! How the program asks the system for memory.

/// Has large lists lie in pages of their own, which go back to the system, or grow in place, when they are done with.
///
/// The allocator of the GNU library takes this to be worth less and less the more often it is done, and then moves lists
/// that grow about in a heap that never shrinks: about a seventh more memory for a country. It changes no result. Elsewhere
/// it does nothing.
pub fn settle() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// Smaller lists are not worth a call to the system.
        const LARGE: libc::c_int = 1 << 19;
        // SAFETY: called before any other thread is started; it sets a number and touches no memory that is in use.
        unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
    }
}
