use std::env::var;
use std::error::Error;

use taurusdb_htap::{Client, Credentials, EngineName};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // If the environment sets a region, use `Client::from_env()` instead. It needs no endpoints.
    let client = Client::builder()
        .endpoint(var("HTAP_ENDPOINT")?)
        .iam_endpoint(var("IAM_ENDPOINT")?)
        .environment() // reads the user, the password, the account and the project
        .build()?;

    for &engine in EngineName::ALL {
        for row in client.list_datastores(engine).await? {
            println!("{engine} {} {}", row.name, row.kernel_version);
        }
    }

    let refused = Client::builder()
        .endpoint(client.endpoint())
        .project_id(client.project_id().await?.as_str())
        .credentials(Credentials::token("not-a-token-of-this-project"))
        .build()?;
    if let Err(error) = refused.list_datastores(EngineName::StarRocks).await {
        println!("{} {}", error.status().unwrap_or(0), error.code().unwrap_or("no code"));
        println!("{}", error.hint().unwrap_or("no hint"));
    }
    Ok(())
}
