//! The command `htap` as a process: its output and exit codes, several regions, terminals, pipes, signals and proxies.

#[cfg(unix)]
mod completions;
mod language;
mod man;
mod output;
mod proxies;
mod quoting;
mod regions;
mod requests;
#[cfg(unix)]
mod sandbox_commands;
#[cfg(unix)]
mod screens;
#[cfg(unix)]
mod signals;
mod spec;
#[cfg(unix)]
mod streams;
