//! Tests code that uses the client, with the sandbox in place of the service.
//!
//! `cargo test --example test_your_code --features sandbox`

#![allow(clippy::print_stdout, reason = "an example prints its result")]

use taurusdb_htap::{Client, EngineName, Result};

/// The code under test: the advice for whoever runs this version of StarRocks.
async fn advice(client: &Client, running: &str) -> Result<String> {
    let versions = client.list_datastores(EngineName::StarRocks).await?;
    let newest = versions.latest().map(|version| version.kernel_version.as_str());
    Ok(match newest {
        Some(newest) if newest != running => format!("upgrade from {running} to {newest}"),
        _ => "nothing to do".to_owned(),
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    println!("{}", advice(&Client::from_env()?, "3.1.6.0").await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use taurusdb_htap::sandbox::{Fault, Sandbox};
    use taurusdb_htap::{Datastore, ErrorKind};

    use super::*;

    #[tokio::test]
    async fn a_newer_version_is_an_upgrade() -> Result<()> {
        let sandbox = Sandbox::start().await?;
        let client = sandbox.client_builder().build()?;
        assert_eq!(advice(&client, "3.1.6.0").await?, "nothing to do");
        sandbox.set_datastores(EngineName::StarRocks, [Datastore::new("id", "3.1", "3.1.10.0")]);
        assert_eq!(advice(&client, "3.1.6.0").await?, "upgrade from 3.1.6.0 to 3.1.10.0");
        Ok(())
    }

    #[tokio::test]
    async fn a_failure_is_returned() -> Result<()> {
        let sandbox = Sandbox::start().await?;
        let client = sandbox.client_builder().build()?;
        sandbox.fail(Fault::status(429));
        let error = advice(&client, "3.1.6.0").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Throttled);
        Ok(())
    }
}
