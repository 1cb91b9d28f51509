//! The metadata service of an ECS instance: the temporary access key of the instance's agency.

use http::HeaderName;
use jiff::Timestamp;
use reqwest::StatusCode;

use super::local::{Problem, ask, read_key};
use crate::contract::secret::token_header;
use crate::credentials::cache::{Fetch, Source};
use crate::credentials::hosts::Hosts;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;
use crate::signing::identity::Identity;

/// Where it is on every instance.
const ENDPOINT: &str = "http://169.254.169.254";

/// In place of an endpoint: the metadata service is not asked.
const OFF: &str = "off";

const HINT: &str = "Run on an ECS instance that has an agency, or use other credentials.";

const ORIGIN: &str = "the metadata service of this ECS instance";

const TOKEN_PATH: &str = "/meta-data/latest/api/token";
const KEY_PATH: &str = "/openstack/latest/securitykey";

const X_METADATA_TOKEN: HeaderName = HeaderName::from_static("x-metadata-token");
const X_METADATA_TOKEN_TTL_SECONDS: HeaderName =
    HeaderName::from_static("x-metadata-token-ttl-seconds");

/// How long a token of the service is to live, in seconds: one is fetched for each exchange.
const TOKEN_LIFE: u32 = 60;

#[derive(Debug)]
pub(super) struct Metadata {
    http: reqwest::Client,
    endpoint: String,
}

impl Metadata {
    /// Whether the user said that it is not to be asked.
    pub(super) fn is_off(hosts: &Hosts<'_>) -> bool {
        hosts.addresses.metadata.as_deref() == Some(OFF)
    }

    pub(super) fn new(hosts: &Hosts<'_>) -> Result<Self> {
        if Self::is_off(hosts) {
            let hint = "Remove HTAP_METADATA_ENDPOINT, or use other credentials.";
            return Err(Error::credentials("the metadata service is switched off", hint));
        }
        let endpoint = hosts.addresses.metadata.as_deref().unwrap_or(ENDPOINT);
        let endpoint = Endpoint::parse_local("metadata endpoint", endpoint)?;
        Ok(Self { http: hosts.http(&endpoint)?, endpoint: endpoint.origin })
    }

    /// The protected flow first: a token, and the key for it. A service that knows no tokens is asked without.
    pub(super) async fn key(&self) -> Result<Identity, Problem> {
        let request = self.http.put(format!("{}{TOKEN_PATH}", self.endpoint));
        let token = ask(request.header(X_METADATA_TOKEN_TTL_SECONDS, TOKEN_LIFE)).await?;
        let mut request = self.http.get(format!("{}{KEY_PATH}", self.endpoint));
        match token.status {
            StatusCode::OK => {
                let token = token_header(token.text.expose().trim())
                    .map_err(|problem| format!("the token of the service {problem}"))?;
                request = request.header(X_METADATA_TOKEN, token);
            }
            StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::SERVICE_UNAVAILABLE => {}
            status => {
                let what = format!("it refused a token with status {}", status.as_u16());
                return Err(Problem::status(&token, what));
            }
        }
        let key = ask(request).await?;
        if key.status != StatusCode::OK {
            let status = key.status.as_u16();
            let what = format!("it has no key (status {status}): the instance may have no agency");
            return Err(Problem::status(&key, what));
        }
        let identity = read_key(&key.text, Timestamp::now())?;
        Ok(Identity { origin: Some(ORIGIN.to_owned()), ..identity })
    }
}

impl Source<Identity> for Metadata {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async { self.key().await.map_err(error) })
    }
}

pub(super) fn error(problem: Problem) -> Error {
    problem.into_error(ORIGIN, HINT)
}
