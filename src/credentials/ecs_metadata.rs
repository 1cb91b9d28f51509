//! The metadata service of an ECS instance: the temporary access key of the instance's agency.

use crate::contract::secret::token_header;
use crate::credentials::hosts::Hosts;
use crate::credentials::local_service::{failure, send};
use crate::credentials::source::IdentitySource;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;
use crate::signing::identity::Identity;

/// The address of the service on every instance.
const ENDPOINT: &str = "http://169.254.169.254";

/// The value in place of an endpoint that switches this source off.
const OFF: &str = "off";

pub(super) const ORIGIN: &str = "the metadata service of this ECS instance";

const TOKEN_PATH: &str = "/meta-data/latest/api/token";
const KEY_PATH: &str = "/openstack/latest/securitykey";

const X_METADATA_TOKEN: &str = "x-metadata-token";
const X_METADATA_TOKEN_TTL_SECONDS: &str = "x-metadata-token-ttl-seconds";

/// The lifetime of a token of the service, in seconds. Each fetch gets a new one.
const TOKEN_LIFETIME: u32 = 60;

#[derive(Clone, Debug)]
pub(super) struct EcsMetadata;

impl IdentitySource for EcsMetadata {
    type Issuer = (reqwest::Client, String);

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Self::Issuer> {
        let endpoint = hosts.addresses.metadata.as_deref().unwrap_or(ENDPOINT);
        if endpoint == OFF {
            let hint = "Remove HTAP_METADATA_ENDPOINT, or use other credentials.";
            return Err(Error::credentials("ECS metadata is switched off", hint));
        }
        let endpoint = Endpoint::parse_local("metadata endpoint", endpoint)?;
        Ok((hosts.http(&endpoint)?, endpoint.origin))
    }

    /// Gets a token from the service, and the key with it. Older services have no tokens and return the key without
    /// one.
    async fn fetch(&self, (http, endpoint): &Self::Issuer) -> Result<Identity> {
        let request = http.put(format!("{endpoint}{TOKEN_PATH}"));
        let token = send(request.header(X_METADATA_TOKEN_TTL_SECONDS, TOKEN_LIFETIME)).await?;
        let mut request = http.get(format!("{endpoint}{KEY_PATH}"));
        match token.status {
            200 => {
                let token = token_header(token.body.expose().trim())
                    .map_err(|problem| failure(format!("the token of the service {problem}")))?;
                request = request.header(X_METADATA_TOKEN, token);
            }
            404 | 405 | 503 => {}
            status => return Err(token.refusal(format!("it refused a token with status {status}"))),
        }
        let key = send(request).await?;
        match key.status {
            200 => key.identity(),
            status => Err(key.refusal(format!(
                "it has no key (status {status}): the instance may have no agency"
            ))),
        }
    }
}
