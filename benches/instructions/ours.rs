//! What the client does.

use std::error::Error as StdError;

use async_trait::async_trait;
use taurusdb_htap::{Client, CredentialProvider, Credentials, Datastore, EngineName, ErrorKind};

use crate::{ACCESS_KEY_ID, PROJECT_ID, Result, SECRET_KEY, TOKEN_SIZE, server};

pub(crate) async fn answer(endpoint: &str, calls: u32) -> Result {
    succeed(&client(endpoint, token())?, calls).await
}

pub(crate) async fn signed(endpoint: &str, calls: u32) -> Result {
    succeed(&client(endpoint, Credentials::access_key(ACCESS_KEY_ID, SECRET_KEY))?, calls).await
}

pub(crate) async fn error(endpoint: &str, calls: u32) -> Result {
    let client = client(endpoint, token())?;
    for _ in 0..calls {
        let result = client.list_datastores(EngineName::ClickHouse).await;
        let error = result.err().ok_or("the server returns an error")?;
        let (kind, code) = (error.kind(), error.code());
        assert_eq!((kind, code), (ErrorKind::InvalidRequest, Some("DBS.280235")));
        assert!(error.hint().is_some());
    }
    Ok(())
}

pub(crate) async fn cached_identity(endpoint: &str, calls: u32) -> Result {
    log_in(&client(endpoint, Credentials::provider(Provider))?, calls).await
}

pub(crate) async fn static_identity(endpoint: &str, calls: u32) -> Result {
    log_in(&client(endpoint, token())?, calls).await
}

pub(crate) fn decode(calls: u32) -> Result {
    for _ in 0..calls {
        assert_eq!(serde_json::from_str::<Vec<Datastore>>(server::ROWS)?.len(), 1);
    }
    Ok(())
}

async fn succeed(client: &Client, calls: u32) -> Result {
    for _ in 0..calls {
        assert_eq!(client.list_datastores(EngineName::StarRocks).await?.len(), 1);
    }
    Ok(())
}

/// Gets the identity, without a request to the server.
async fn log_in(client: &Client, calls: u32) -> Result {
    for _ in 0..calls {
        client.login().await?;
    }
    Ok(())
}

fn client(endpoint: &str, credentials: Credentials) -> taurusdb_htap::Result<Client> {
    Client::builder().endpoint(endpoint).project_id(PROJECT_ID).credentials(credentials).build()
}

fn token() -> Credentials {
    Credentials::token("x".repeat(TOKEN_SIZE))
}

/// Its credentials are cached.
#[derive(Debug)]
struct Provider;

#[async_trait]
impl CredentialProvider for Provider {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        Ok(token())
    }
}
