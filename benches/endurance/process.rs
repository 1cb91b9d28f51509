//! What a process takes, as Linux tells it; elsewhere no one does.

use std::fs;

/// Resident memory in bytes, now.
pub(crate) fn resident() -> Option<u64> {
    status("VmRSS:")
}

/// Resident memory in bytes, at most so far.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// Open files, of which sockets are some.
pub(crate) fn files() -> Option<u64> {
    fs::read_dir("/proc/self/fd").ok().map(|files| files.map(|_| 1).sum())
}

fn status(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kib: u64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
