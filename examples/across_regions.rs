//! Finds out in which regions you can get a version.
//!
//! `cargo run --example across_regions --features sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Client, EngineName, Region};

/// The first numbers of the version.
const WANTED: &str = "3.1";

#[tokio::main(flavor = "current_thread")]
async fn main() -> taurusdb_htap::Result<()> {
    // The sandbox stands in for both regions. Its account has a project in one of them. A real program uses
    // `Client::builder().environment().build_across_all()?`.
    let sandbox = Sandbox::start().await?;
    let regions = [Region::new("cn-north-4")?, Region::new("ap-southeast-3")?];
    let mut builder = Client::builder()
        .credentials(sandbox.access_key_credentials())
        .iam_endpoint(sandbox.endpoint());
    for region in &regions {
        builder = builder.regional_endpoint(region.id(), sandbox.endpoint());
    }
    let client = builder.build_across(regions)?;

    let mut answers = client.list_datastores([EngineName::StarRocks]);
    while let Some((region, _, found)) = answers.next().await {
        match found {
            Ok(versions) => match versions.latest_in_series(WANTED) {
                Some(version) => println!("{region}: {}", version.kernel_version),
                None => println!("{region}: no {WANTED}"),
            },
            Err(error) if error.is_missing_project() => println!("{region}: no project"),
            Err(error) => println!("{region}: {error:#}"),
        }
    }
    Ok(())
}
