//! Memory and open files of this process. They are available on Linux only.

use std::fs;

/// The current resident memory in bytes.
pub(crate) fn resident() -> Option<u64> {
    status("VmRSS:")
}

/// The peak resident memory in bytes.
pub(crate) fn peak() -> Option<u64> {
    status("VmHWM:")
}

/// The number of open files, including sockets.
pub(crate) fn files() -> Option<u64> {
    fs::read_dir("/proc/self/fd").ok().map(|files| files.map(|_| 1).sum())
}

fn status(field: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kib: u64 = value.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
