//! The client of this project, as its README uses it.

use measure::{Caller, Result, TIMEOUT, run};
use taurusdb_htap::{Client, Credentials, EngineName};

#[derive(Clone)]
struct Peer {
    client: Client,
    engine: EngineName,
}

impl Caller for Peer {
    async fn call(&mut self) -> Result<String> {
        match self.client.list_datastores(self.engine).await {
            Ok(rows) => Ok(rows.iter().next().ok_or("no row")?.kernel_version.to_string()),
            Err(error) => match error.code() {
                Some(code) => Ok(code.to_owned()),
                None => Err(error.into()),
            },
        }
    }
}

fn main() -> Result {
    run(|options| {
        let credentials = match &options.credentials {
            measure::Credentials::Token(token) => Credentials::token(token.clone()),
            measure::Credentials::AccessKey { id, secret_key } => {
                Credentials::access_key(id.clone(), secret_key.clone())
            }
        };
        let client = Client::builder()
            .endpoint(&options.endpoint)
            .project_id(&options.project_id)
            .credentials(credentials)
            .timeout(TIMEOUT)
            .build()?;
        Ok(Peer { client, engine: options.engine.parse()? })
    })
}
