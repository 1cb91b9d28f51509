//! Measures the client under load and over time: `cargo bench --features sandbox --bench endurance`.
//!
//! There are three measurements: 10 000 concurrent callers, responses of 1 GiB, and a soak test in which one exchange
//! in twenty fails. Add `-- 1000000` to make that many calls in the soak test. Each measurement is a process of its
//! own, and its peer is another, so that the memory and sockets counted are those of the client. `benches/README.md`
//! has the results.

#![expect(clippy::print_stdout, reason = "prints the figures")]

mod bodies;
mod concurrency;
mod peer;
mod process;
mod soak;

use std::env;
use std::fmt::Display;
use std::process::{Command, ExitCode};

use tokio::runtime::Runtime;

const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";
const TOKEN: &str = "token";

/// Calls of the soak test by default. They take seconds, not minutes.
const CALLS: &str = "20000";

const MIB: u64 = 1024 * 1024;

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

fn main() -> Result<ExitCode> {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let holds = match *arguments.as_slice() {
        [] => all(CALLS)?,
        [calls] => all(calls)?,
        ["peer", "concurrency"] => concurrency::run_peer(false).map(|()| true)?,
        ["peer", "burst"] => concurrency::run_peer(true).map(|()| true)?,
        ["peer", "bodies"] => bodies::run_peer().map(|()| true)?,
        ["peer", "soak"] => soak::faults::run_peer().map(|()| true)?,
        ["measure", "concurrency", _] => concurrency::measure()?,
        ["measure", "bodies", _] => bodies::measure()?,
        ["measure", "soak", calls] => soak::measure(calls.parse()?)?,
        _ => return Err("the only argument is the number of calls of the soak test".into()),
    };
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs every measurement, even if one before it exceeds its limit.
fn all(calls: &str) -> Result<bool> {
    let mut holds = true;
    for name in ["concurrency", "bodies", "soak"] {
        println!("{name}");
        let mut measure = Command::new(env::current_exe()?);
        holds &= measure.args(["measure", name, calls]).status()?.success();
    }
    Ok(holds)
}

/// Prints a figure and its limit, and returns `holds`.
fn judge(figure: impl Display, limit: impl Display, holds: bool) -> bool {
    println!("  {}{figure} (limit: {limit})", if holds { "" } else { "MISSED: " });
    holds
}

/// Has two threads, as a service might, so that calls can overtake each other.
fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}
