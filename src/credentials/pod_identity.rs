//! The identity of a pod in CCE: a temporary access key from an agent on the node.

use std::path::PathBuf;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use url::Url;

use crate::contract::secret::token_header;
use crate::credentials::hosts::Hosts;
use crate::credentials::local_service::{failure, send};
use crate::credentials::source::IdentitySource;
use crate::credentials::token_file::read_token;
use crate::error::Result;
use crate::http::endpoint::Endpoint;
use crate::signing::identity::Identity;

pub(crate) const URI: &str = "HC_CONTAINER_CREDENTIALS_FULL_URI";
pub(crate) const TOKEN_FILE: &str = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";

pub(super) const ORIGIN: &str = "pod identity";

#[derive(Clone, Debug)]
pub(crate) struct PodIdentity {
    /// The URL of the agent.
    pub(crate) uri: String,
    /// The file with the token for the agent.
    pub(crate) token_file: PathBuf,
}

impl IdentitySource for PodIdentity {
    type Issuer = (reqwest::Client, Url);

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Self::Issuer> {
        let (endpoint, uri) = Endpoint::parse_local_url(URI, &self.uri)?;
        Ok((hosts.http(&endpoint)?, uri))
    }

    async fn fetch(&self, (http, uri): &Self::Issuer) -> Result<Identity> {
        let token = read_token("pod identity token", self.token_file.clone()).await?;
        let token = token_header(token.expose()).map_err(failure)?;
        let request = http.post(uri.clone()).header(AUTHORIZATION, token);
        let request = request.header(CONTENT_TYPE, "application/json").body("{}");
        let response = send(request).await?;
        match response.status {
            200..300 => response.identity(),
            status => Err(response.refusal(format!("it refused the token with status {status}"))),
        }
    }
}
