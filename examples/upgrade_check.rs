//! Tells whether there is a newer version than the one that you run, for a nightly job.
//!
//! `cargo run --example upgrade_check --features sandbox -- 3.1.5.0`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use std::process::ExitCode;

use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{EngineName, KernelVersion};

/// The exit code if the job should send a message. Rust uses 1 for an error that `main` returns.
const HAS_NEWER: u8 = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> taurusdb_htap::Result<ExitCode> {
    // `parse` refuses `v3.1.5.0` or `latest`, which no version would be newer than.
    let mine = KernelVersion::parse(&std::env::args().nth(1).unwrap_or("3.1.6.0".to_owned()))?;
    let sandbox = Sandbox::start().await?; // a real program uses `Client::from_env()?`
    let client = sandbox.client_builder().build()?;
    let versions = client.list_datastores(EngineName::StarRocks).await?;

    let newer: Vec<_> = versions.newer_than(&mine).collect();
    for version in &newer {
        println!("{} is newer than {mine}", version.kernel_version);
    }
    Ok(if newer.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(HAS_NEWER) })
}
