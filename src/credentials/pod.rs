//! The identity of a pod in CCE: a temporary access key from an agent on the node.

use std::path::PathBuf;

use http::header::{AUTHORIZATION, CONTENT_TYPE};
use jiff::Timestamp;
use url::Url;

use super::local::{Problem, ask, read_key, read_token};
use crate::contract::secret::token_header;
use crate::credentials::cache::{Fetch, Source};
use crate::credentials::hosts::Hosts;
use crate::error::{Error, Result};
use crate::http::endpoint::Endpoint;
use crate::signing::identity::Identity;

pub(crate) const URI: &str = "HC_CONTAINER_CREDENTIALS_FULL_URI";
pub(crate) const TOKEN_FILE: &str = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";

const ORIGIN: &str = "pod identity";

const HINT: &str = "Check the agent of pod identity on the node, and the agency of the pod.";

/// Where the agent is, and where the token for it.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    pub(crate) uri: String,
    pub(crate) token_file: PathBuf,
}

#[derive(Debug)]
pub(super) struct Pod {
    http: reqwest::Client,
    uri: Url,
    token_file: PathBuf,
}

impl Pod {
    pub(super) fn new(agent: Agent, hosts: &Hosts<'_>) -> Result<Self> {
        let (endpoint, uri) = Endpoint::parse_local_url(URI, &agent.uri)?;
        Ok(Self { http: hosts.http(&endpoint)?, uri, token_file: agent.token_file })
    }

    pub(super) async fn key(&self) -> Result<Identity, Problem> {
        let token = read_token("pod identity token", self.token_file.clone()).await;
        let token = token.map_err(|error| error.to_string())?;
        let token =
            token_header(token.expose()).map_err(|problem| format!("its token {problem}"))?;
        let request = self.http.post(self.uri.clone()).header(AUTHORIZATION, token);
        let request = request.header(CONTENT_TYPE, "application/json").body("{}");
        let key = ask(request).await?;
        if !key.status.is_success() {
            let what = format!("it refused the token with status {}", key.status.as_u16());
            return Err(Problem::status(&key, what));
        }
        let identity = read_key(&key.text, Timestamp::now())?;
        Ok(Identity { origin: Some(ORIGIN.to_owned()), ..identity })
    }
}

impl Source<Identity> for Pod {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async { self.key().await.map_err(error) })
    }
}

pub(super) fn error(problem: Problem) -> Error {
    problem.into_error(ORIGIN, HINT)
}
