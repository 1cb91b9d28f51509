//! Implements a source of credentials: a vault that issues access keys for a limited time.
//!
//! `cargo run --example vault --features sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use std::error::Error;
use std::time::Duration;

use async_trait::async_trait;
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Client, CredentialProvider, Credentials, EngineName};

/// Returns the sandbox's temporary access key. A real program would use the client of its vault here.
#[derive(Debug)]
struct Vault {
    lease: Duration,
}

#[async_trait]
impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn Error + Send + Sync>> {
        let (id, secret_key) = ("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key");
        let key = Credentials::temporary_access_key(id, secret_key, "sandbox-security-token");
        Ok(key.expires_in(self.lease)) // the client requests new credentials before then
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let vault = Vault { lease: Duration::from_secs(3600) };
    let client = Client::builder()
        .endpoint(sandbox.endpoint())
        .project_id(sandbox.project_id())
        .credentials(Credentials::provider(vault))
        .build()?;
    let login = client.login().await?;
    for version in client.list_datastores(EngineName::StarRocks).await? {
        println!("{:?} sees {} {}", login.identity, version.name, version.kernel_version);
    }
    Ok(())
}
