//! What the client takes when much is asked of it, and for long: `cargo bench --features sandbox --bench endurance`.
//!
//! A crowd of callers for few connections, answers of 1 GiB, and a soak: calls of which one exchange in twenty goes wrong.
//! `-- 1000000` behind it makes so many calls in the soak. Each is measured in a process of its own, and whoever answers
//! is another, so that memory and sockets are the client's alone. `benches/README.md` has the record.

#![expect(clippy::print_stdout, reason = "the figures are the point")]

mod bodies;
mod crowd;
mod peer;
mod process;
mod soak;

use std::env;
use std::fmt::Display;
use std::process::{Command, ExitCode};

use tokio::runtime::Runtime;

const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";
const TOKEN: &str = "token";

/// Calls of the soak, unless told otherwise: seconds, not minutes.
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
        ["peer", "crowd"] => crowd::answer(false).map(|()| true)?,
        ["peer", "burst"] => crowd::answer(true).map(|()| true)?,
        ["peer", "bodies"] => bodies::answer().map(|()| true)?,
        ["peer", "soak"] => soak::faults::answer().map(|()| true)?,
        ["measure", "crowd", _] => crowd::measure()?,
        ["measure", "bodies", _] => bodies::measure()?,
        ["measure", "soak", calls] => soak::measure(calls.parse()?)?,
        _ => return Err("one argument: how many calls the soak makes".into()),
    };
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every one is measured, even if one before it misses its limit.
fn all(calls: &str) -> Result<bool> {
    let mut holds = true;
    for name in ["crowd", "bodies", "soak"] {
        println!("{name}");
        let mut measure = Command::new(env::current_exe()?);
        holds &= measure.args(["measure", name, calls]).status()?.success();
    }
    Ok(holds)
}

/// Prints a figure and its limit, and hands on whether it holds.
fn judge(figure: impl Display, limit: impl Display, holds: bool) -> bool {
    println!("  {}{figure} (limit: {limit})", if holds { "" } else { "MISSED: " });
    holds
}

/// As large as a service would have it: two threads, which also let calls overtake each other.
fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}
