//! Calls with an access key, which signs each request. A token is not needed.
//!
//! `cargo run --example access_key --features sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Client, Credentials, EngineName};

#[tokio::main(flavor = "current_thread")]
async fn main() -> taurusdb_htap::Result<()> {
    let sandbox = Sandbox::start().await?;

    // A real program reads the key from its environment or from a store of secrets. It sets a region, such as
    // `.region("cn-north-4")`, in place of the endpoints.
    let (id, secret_key) = ("SANDBOXACCESSKEY0001", "sandbox-secret-key");
    let client = Client::builder()
        .endpoint(sandbox.endpoint())
        .iam_endpoint(sandbox.endpoint())
        .project_name("cn-north-4") // by default the name of the region
        .credentials(Credentials::access_key(id, secret_key))
        .build()?;

    let project_id = client.project_id().await?; // from IAM, once
    for version in client.list_datastores(EngineName::StarRocks).await? {
        println!("The project {project_id} can run StarRocks {}.", version.kernel_version);
    }
    Ok(())
}
