//! Lists the versions of both engines, as a first program does.
//!
//! `cargo run --example quickstart --features sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> taurusdb_htap::Result<()> {
    // The sandbox needs no account. With credentials and a region in the environment, a real program uses
    // `Client::from_env()?` in place of these two lines.
    let sandbox = Sandbox::start().await?;
    let client = sandbox.client_builder().build()?;

    for engine in EngineName::ALL {
        let versions = client.list_datastores(*engine).await?;
        for version in &versions {
            println!("{engine} {} (kernel {})", version.name, version.kernel_version);
        }
        if let Some(latest) = versions.latest() {
            println!("The newest {engine} is {}.", latest.kernel_version);
        }
    }
    Ok(())
}
