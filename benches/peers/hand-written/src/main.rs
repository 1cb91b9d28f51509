//! The call as a careful user would write it with reqwest and serde. The limit of what a client on reqwest can reach.

mod signing;

use measure::{Caller, Credentials, Result, TIMEOUT, run};
use reqwest::{Client, Url};
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    datastores: Vec<Datastore>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Datastore {
    id: String,
    name: String,
    kernel_version: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Refusal {
    error_code: String,
    error_msg: String,
}

#[derive(Clone)]
struct Peer {
    http: Client,
    url: Url,
    project_id: String,
    credentials: std::sync::Arc<Credentials>,
}

impl Caller for Peer {
    async fn call(&mut self) -> Result<String> {
        let mut request = self
            .http
            .get(self.url.clone())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json");
        request = match &*self.credentials {
            Credentials::Token(token) => request.header("X-Auth-Token", token),
            Credentials::AccessKey { id, secret_key } => {
                signing::sign(request, &self.url, &self.project_id, id, secret_key)
            }
        };
        let response = request.send().await?;
        let success = response.status().is_success();
        let body = response.bytes().await?;
        if !success {
            return Ok(serde_json::from_slice::<Refusal>(&body)?.error_code);
        }
        let list: List = serde_json::from_slice(&body)?;
        Ok(list.datastores.into_iter().next().ok_or("no row")?.kernel_version)
    }
}

fn main() -> Result {
    run(|options| {
        // The same TLS as the client of this project.
        _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().timeout(TIMEOUT).user_agent("hand-written/1.0").build()?;
        let path = format!("/v3/{}/htap/datastores/{}", options.project_id, options.engine);
        let url = Url::parse(&options.endpoint)?.join(&path)?;
        let credentials = match &options.credentials {
            Credentials::Token(token) => Credentials::Token(token.clone()),
            Credentials::AccessKey { id, secret_key } => {
                Credentials::AccessKey { id: id.clone(), secret_key: secret_key.clone() }
            }
        };
        Ok(Peer {
            http,
            url,
            project_id: options.project_id.clone(),
            credentials: credentials.into(),
        })
    })
}
