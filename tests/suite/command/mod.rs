//! The command `htap` as a process: its output and exit codes, terminals, pipes, signals and proxies.

pub(crate) mod output;
mod proxies;
#[cfg(unix)]
mod sandbox_commands;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
pub(crate) mod signals;
#[cfg(unix)]
mod streams;
