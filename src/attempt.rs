//! One HTTP exchange, inside the generated call: the only file that knows the generator's hooks.

use std::sync::{Arc, OnceLock};

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use jiff::Timestamp;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Body, Request, Response};

use crate::credentials::{Identity, Proof};
use crate::generated::tables::{RETRY_AFTER, X_AUTH_TOKEN, X_IAM_TRACE_ID, X_REQUEST_ID};
use crate::generated::{iam, taurusdb_htap};
use crate::types::ProjectId;

/// The generator sends the contract's version in this header, which the service does not document.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// Largest body that is read, in bytes: the vendor's list has a few hundred, and a token's catalogue some thousands.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;

/// What one attempt carries into the hooks, and what they saw.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    caller: Option<Caller>,
    seen: OnceLock<Seen>,
}

/// Who calls, and about which project.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) identity: Arc<Identity>,
    pub(crate) project_id: ProjectId,
}

/// The head of an answer, and its body if that was an error's.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) status: http::StatusCode,
    request_id: Option<HeaderValue>,
    retry_after: Option<HeaderValue>,
    pub(crate) body: Vec<u8>,
    pub(crate) truncated: bool,
}

impl Seen {
    /// The provider's ID of the request.
    pub(crate) fn request_id(&self) -> Option<String> {
        let id = self.request_id.as_ref()?.to_str().ok()?;
        (!id.is_empty()).then(|| id.to_owned())
    }

    /// What the answer says about when to come again.
    pub(crate) fn retry_after(&self) -> Option<&str> {
        self.retry_after.as_ref()?.to_str().ok()
    }
}

impl Attempt {
    pub(crate) fn new(caller: Option<Caller>) -> Self {
        Self { caller, seen: OnceLock::new() }
    }

    pub(crate) fn seen(&self) -> Option<&Seen> {
        self.seen.get()
    }

    /// The last word on the headers.
    fn prepare(&self, request: &mut Request) {
        let headers = request.headers_mut();
        headers.remove(API_VERSION);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        match self.caller.as_ref().map(|caller| (&caller.identity.proof, &caller.project_id)) {
            Some((Proof::Token(token), _)) => {
                headers.insert(X_AUTH_TOKEN, token.clone());
            }
            Some((Proof::AccessKey(key), project_id)) => {
                key.sign(request, project_id, Timestamp::now());
            }
            None => {}
        }
    }

    /// Sends, notes what came, and reads the body under a limit. A success that announces a small body is handed on
    /// unread: the generated call reads it.
    async fn send(&self, client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
        let mut response = client.execute(request).await?;
        let status = response.status();
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        let headers = response.headers();
        let mut seen = Seen {
            status,
            request_id: headers.get(X_REQUEST_ID).or_else(|| headers.get(X_IAM_TRACE_ID)).cloned(),
            retry_after: headers.get(RETRY_AFTER).cloned(),
            body: Vec::new(),
            truncated: false,
        };
        if status.is_success() && announced.is_some_and(|length| length <= BODY_LIMIT) {
            _ = self.seen.set(seen);
            return Ok(response);
        }
        let failure = loop {
            match response.chunk().await {
                Ok(Some(chunk)) if seen.body.len() + chunk.len() > BODY_LIMIT => {
                    seen.truncated = true;
                    break None;
                }
                Ok(Some(chunk)) => seen.body.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        // What is left of a body over the limit must not pass for a success.
        let body = if seen.truncated { Vec::new() } else { seen.body.clone() };
        let mut rebuilt = http::Response::new(Body::from(body));
        *rebuilt.status_mut() = status;
        std::mem::swap(rebuilt.headers_mut(), response.headers_mut());
        _ = self.seen.set(seen);
        match failure {
            // An error's status counts even if its body is cut off; a cut-off success is no success.
            Some(error) if status.is_success() => Err(error),
            _ => Ok(rebuilt.into()),
        }
    }
}

macro_rules! hooks {
    ($($client:ty),+) => {
        $(impl ClientHooks<Attempt> for $client {
            async fn pre<E>(
                &self,
                request: &mut Request,
                _: &OperationInfo,
            ) -> Result<(), progenitor_client::Error<E>> {
                self.inner.prepare(request);
                Ok(())
            }

            async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
                self.inner.send(&self.client, request).await
            }
        })+
    };
}

hooks!(taurusdb_htap::Client, iam::Client);
