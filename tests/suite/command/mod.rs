//! The command `htap` as a process: its output and exit codes, terminals, pipes, signals and proxies.

mod output;
mod proxies;
#[cfg(unix)]
mod sandbox_commands;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod streams;
