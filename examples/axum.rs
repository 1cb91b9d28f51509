//! Serves the newest version of an engine over HTTP: `GET /latest/star-rocks`. It prints its URL, and runs until you stop it.
//!
//! `cargo run --example axum --features sandbox`

#![allow(clippy::print_stderr, clippy::print_stdout, reason = "an example prints its result")]

use std::error::Error as StdError;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Client, EngineName, Error, ErrorKind};

/// Your callers wait less than the 30 seconds that the client waits by default.
const TIMEOUT: Duration = Duration::from_secs(5);

type Response = Result<String, (StatusCode, String)>;

async fn latest(State(client): State<Client>, Path(engine): Path<String>) -> Response {
    let engine = engine
        .parse::<EngineName>()
        .map_err(|error| (StatusCode::NOT_FOUND, error.hint().unwrap_or_default().to_owned()))?;
    let versions =
        client.list_datastores(engine).timeout(TIMEOUT).await.map_err(|error| failed(&error))?;
    let latest = versions.latest().ok_or((StatusCode::NOT_FOUND, "no version".to_owned()))?;
    Ok(latest.kernel_version.to_string())
}

/// The status for the caller. The details are for the log: the caller cannot change the credentials of this program.
fn failed(error: &Error) -> (StatusCode, String) {
    eprintln!("{error}: {}", error.hint().unwrap_or_default());
    let status = match error.kind() {
        ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorKind::Throttled
        | ErrorKind::Service
        | ErrorKind::Connection
        | ErrorKind::InvalidResponse => StatusCode::BAD_GATEWAY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, format!("TaurusDB: {}", status.canonical_reason().unwrap_or_default()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client_builder().build()?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/latest/star-rocks", listener.local_addr()?);
    let service = Router::new().route("/latest/{engine}", get(latest)).with_state(client);
    axum::serve(listener, service).await?;
    Ok(())
}
