//! The client that openapi-generator generates for Rust.

use std::sync::Arc;

use htap::apis::Error;
use htap::apis::configuration::Configuration;
use htap::apis::htap_engine_resources_api::{ListHtapDataStoreError, list_htap_data_store};
use htap::models::EngineName;
use measure::{Caller, Result, TIMEOUT, run};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest_middleware::ClientBuilder;

#[derive(Clone)]
struct Peer {
    configuration: Arc<Configuration>,
    project_id: String,
    engine: EngineName,
}

impl Caller for Peer {
    async fn call(&mut self) -> Result<String> {
        match list_htap_data_store(&self.configuration, &self.project_id, self.engine, None).await {
            Ok(list) => Ok(list.datastores.into_iter().next().ok_or("no row")?.kernel_version),
            Err(Error::ResponseError(refused)) => match refused.entity {
                // All variants contain the same type, and the generated code returns the first one.
                Some(ListHtapDataStoreError::Status400(error)) => Ok(error.error_code),
                other => Err(format!("not the error that the contract names: {other:?}").into()),
            },
            Err(error) => Err(error.into()),
        }
    }
}

fn main() -> Result {
    run(|options| {
        let mut headers = HeaderMap::new();
        headers.insert("X-Auth-Token", options.token()?.parse()?);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let http = reqwest::Client::builder().timeout(TIMEOUT).default_headers(headers).build()?;
        let mut configuration = Configuration::new();
        configuration.base_path.clone_from(&options.endpoint);
        configuration.client = ClientBuilder::new(http).build();
        let engine = if options.engine == "star-rocks" {
            EngineName::StarRocks
        } else {
            EngineName::ClickHouse
        };
        Ok(Peer {
            configuration: configuration.into(),
            project_id: options.project_id.clone(),
            engine,
        })
    })
}
