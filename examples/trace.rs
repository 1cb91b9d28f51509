//! Prints the `tracing` spans and events of a call whose first attempt fails.
//!
//! `cargo run --example trace --features sandbox`

use std::error::Error;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{EngineName, RetryPolicy};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::prelude::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // This layer prints each span when it ends. A real program would use an exporter of OpenTelemetry here.
    let lines = tracing_subscriber::fmt::layer().with_span_events(FmtSpan::CLOSE).with_ansi(false);
    let ours = Targets::new().with_target("taurusdb_htap", Level::DEBUG);
    tracing_subscriber::registry().with(lines.with_filter(ours)).init();

    let sandbox = Sandbox::start().await?;
    let client = sandbox.client_builder().retry(RetryPolicy::default()).build()?;
    sandbox.fail(Fault::status(503));
    client.list_datastores(EngineName::StarRocks).await?;
    Ok(())
}
