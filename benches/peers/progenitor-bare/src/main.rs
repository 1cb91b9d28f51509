//! The client that progenitor generates from the contract, with nothing around it.

use measure::{Caller, Result, TIMEOUT, run};
use progenitor_client::Error;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

mod htap {
    progenitor::generate_api!("../../../openapi/taurusdb-htap.yaml");
}

#[derive(Clone)]
struct Peer {
    client: htap::Client,
    project_id: htap::types::ProjectId,
    engine: htap::types::EngineName,
}

impl Caller for Peer {
    async fn call(&mut self) -> Result<String> {
        match self.client.list_htap_data_store(&self.project_id, self.engine, None).await {
            Ok(list) => {
                let row = list.into_inner().datastores.into_iter().next().ok_or("no row")?;
                Ok(row.kernel_version.to_string())
            }
            Err(Error::ErrorResponse(refused)) => Ok(refused.into_inner().error_code.to_string()),
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
        Ok(Peer {
            client: htap::Client::new_with_client(&options.endpoint, http),
            project_id: options.project_id.parse()?,
            engine: options.engine.parse()?,
        })
    })
}
