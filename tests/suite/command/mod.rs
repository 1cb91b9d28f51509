//! The command `htap` as a process: its output and exit codes, several regions, terminals, pipes, signals and proxies.

mod output;
mod proxies;
mod regions;
#[cfg(unix)]
mod sandbox_commands;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
mod signals;
#[cfg(unix)]
mod streams;
