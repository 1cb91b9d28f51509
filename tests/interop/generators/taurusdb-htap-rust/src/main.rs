use std::env::var;
use std::error::Error;
use std::process::ExitCode;

use taurusdb_htap::{Client, Credentials, EngineName};

#[tokio::main]
async fn main() -> ExitCode {
    match list().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One sentence with the status and the request ID. `{error:?}` adds the causes and a hint.
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn list() -> Result<(), Box<dyn Error>> {
    // If the environment sets a region, use `Client::from_env()` instead. It needs no endpoints.
    let client = Client::builder()
        .endpoint(var("HTAP_ENDPOINT")?)
        .iam_endpoint(var("IAM_ENDPOINT")?)
        .environment() // reads the user, the password, the account and the project
        .build()?; // a whole call takes at most 30 seconds, unless you set `timeout`

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
    match refused.list_datastores(EngineName::StarRocks).await {
        Err(error) if error.status() == Some(401) => {
            println!("401 {}", error.code().unwrap_or("no code"));
            println!("{}", error.hint().unwrap_or("no hint"));
        }
        other => drop(other?),
    }
    Ok(())
}
