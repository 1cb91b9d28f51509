//! Services of the machine itself, which issue a temporary access key to the programs on it.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::RequestBuilder;
use serde::Deserialize;

use crate::contract::generated::tables::RETRY_AFTER;
use crate::contract::secret::SentSecret;
use crate::contract::types::Secret;
use crate::error::{Details, Error, ErrorKind, Result};
use crate::http::retry_after::retry_after;
use crate::signing::identity::Identity;

/// Time for one exchange: such a service is on the same machine or link, or it does not exist.
const TIMEOUT: Duration = Duration::from_secs(2);

const HINT: &str =
    "Check that the instance or pod has an agency, and the service that issues its key.";

/// Maximum size of a response, in bytes. A key and its security token have a few thousand.
const BODY_LIMIT: usize = 64 * 1024;

pub(super) struct LocalResponse {
    pub(super) status: u16,
    pub(super) body: Secret,
    retry_after: Option<Duration>,
}

/// Sends a request and reads the response. Errors quote nothing from the response.
pub(super) async fn send(request: RequestBuilder) -> Result<LocalResponse> {
    let exchange = async {
        let mut response = request.send().await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Ok((response, None));
            }
            body.extend_from_slice(&chunk);
        }
        Ok::<_, reqwest::Error>((response, String::from_utf8(body).ok()))
    };
    let received = match tokio::time::timeout(TIMEOUT, exchange).await {
        Ok(Ok(received)) => Ok(received),
        Ok(Err(error)) if error.is_connect() => Err("not reachable".to_owned()),
        Ok(Err(_)) => Err("the connection broke before the response was complete".to_owned()),
        Err(_) => Err(format!("no response within {} s", TIMEOUT.as_secs())),
    };
    let (response, body) = received.map_err(|what| failure(what).with_retryable(true))?;
    let body = body.ok_or_else(|| failure("the response is too large, or not text"))?;
    let wait = response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok());
    let retry_after = wait.and_then(|wait| retry_after(wait, Timestamp::now()));
    Ok(LocalResponse { status: response.status().as_u16(), retry_after, body: body.into() })
}

pub(super) fn failure(what: impl Into<String>) -> Error {
    Error::credentials(what, HINT)
}

impl LocalResponse {
    /// Builds the error of an unsuccessful response.
    pub(super) fn refusal(&self, what: impl Into<String>) -> Error {
        let kind = if self.status == 429 { ErrorKind::Throttled } else { ErrorKind::Credentials };
        let details = Details {
            hint: Some(HINT.to_owned()),
            status: Some(self.status),
            retry_after: self.retry_after,
            is_retryable: matches!(self.status, 408 | 429 | 500..600),
            ..Details::new(kind, what)
        };
        details.into()
    }

    /// Reads a temporary access key.
    pub(super) fn identity(&self) -> Result<Identity> {
        let body = self.body.expose().trim();
        let (KeyBody::Wrapped { credential: key } | KeyBody::Bare(key)) =
            serde_json::from_str(body).map_err(|_| {
                let is_html = body.starts_with('<');
                let what =
                    if is_html { "HTML, not a key" } else { "not a temporary access key in JSON" };
                failure(format!("the response is {what}"))
            })?;
        let token = &key.securitytoken.0;
        Identity::temporary(key.access, key.secret.0, token, &key.expires_at, Timestamp::now())
    }
}

/// A temporary access key, with the names that the services use for its members.
#[derive(Deserialize)]
struct Key {
    #[serde(alias = "accessKeyId", alias = "access_key_id")]
    access: String,
    #[serde(alias = "secretAccessKey", alias = "secret_access_key")]
    secret: SentSecret,
    #[serde(alias = "securityToken", alias = "security_token")]
    securitytoken: SentSecret,
    #[serde(alias = "expiration")]
    expires_at: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum KeyBody {
    Wrapped {
        #[serde(alias = "credentials")]
        credential: Key,
    },
    Bare(Key),
}
