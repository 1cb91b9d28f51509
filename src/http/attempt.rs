//! One HTTP exchange, inside the generated call: the only file that knows the generator's hooks.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use jiff::Timestamp;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Body, Request, Response};
use tracing::{Instrument, Span};

use crate::contract::generated::tables::{
    X_AUTH_TOKEN, X_IAM_TRACE_ID, X_REQUEST_ID, X_SUBJECT_TOKEN,
};
use crate::contract::generated::{iam, taurusdb_htap};
use crate::contract::types::{ProjectId, Secret};
use crate::error::Error;
use crate::http::response::{ReceivedResponse, is_told};
use crate::http::trace;
use crate::signing::access_key::X_SDK_DATE;
use crate::signing::identity::{Credential, Identity};

/// The generator sends the contract's version in this header, which the service does not document.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// What one attempt carries into the hooks, and what they saw.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    sender: Sender,
    /// Largest body that is read, in bytes.
    body_limit: usize,
    /// None if whoever calls keeps the time.
    timeout: Option<Duration>,
    /// How many attempts came before.
    repeats: u32,
    received: OnceLock<ReceivedResponse>,
    /// Set once there is a request.
    span: OnceLock<Span>,
}

/// Who sends a request.
#[derive(Clone, Debug)]
pub(crate) enum Sender {
    /// Whoever calls, and about which project: none while that is looked up.
    Caller(Arc<Identity>, Option<ProjectId>),
    /// Whoever knows the secret that stands in the body, to be exchanged for an identity.
    Bearer(Secret),
}

impl Sender {
    /// The texts that must not come back in an error.
    fn secrets(&self) -> [&str; 2] {
        match self {
            Self::Caller(identity, _) => identity.secrets(),
            Self::Bearer(secret) => [secret.expose(), ""],
        }
    }

    /// The length of the token in a header, in bytes.
    fn token_size(&self) -> Option<usize> {
        match self {
            Self::Caller(identity, _) => identity.token_size(),
            Self::Bearer(_) => None,
        }
    }

    /// What IAM may count refusals of, towards a lock: a password, an ID token or an access key. A token is replaced.
    fn counted(&self) -> Option<[&str; 2]> {
        let is_token = matches!(self, Self::Caller(identity, _) if identity.token_size().is_some());
        (!is_token).then(|| self.secrets())
    }

    /// Those that stand in a text of such a length, if any. A token that is longer is not even read: this is asked of every
    /// answer.
    fn secrets_within(&self, length: usize) -> [&str; 2] {
        match self {
            Self::Caller(identity, _) if identity.token_size() > Some(length) => ["", ""],
            _ => self.secrets(),
        }
    }
}

impl Attempt {
    pub(crate) fn new(sender: Sender, body_limit: usize) -> Self {
        let (received, span) = (OnceLock::new(), OnceLock::new());
        Self { sender, body_limit, timeout: None, repeats: 0, received, span }
    }

    /// Limits its time, where no one else does.
    pub(crate) fn within(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// Says how many attempts came before it.
    pub(crate) fn repeated(self, repeats: u32) -> Self {
        Self { repeats, ..self }
    }

    pub(crate) fn received(&self) -> Option<&ReceivedResponse> {
        self.received.get()
    }

    /// The texts that must not come back in an error.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        self.sender.secrets()
    }

    /// The length of the token in a header, in bytes.
    pub(crate) fn token_size(&self) -> Option<usize> {
        self.sender.token_size()
    }

    /// What IAM may count refusals of, towards a lock.
    pub(crate) fn counted(&self) -> Option<[&str; 2]> {
        self.sender.counted()
    }

    /// Tells whoever listens that it failed.
    pub(crate) fn failed(&self, error: &Error) {
        if let Some(span) = self.span.get() {
            trace::failed(span, error);
        }
    }

    /// The last word on the request.
    fn prepare(&self, request: &mut Request, operation_id: &str) {
        _ = self.span.set(trace::exchange(request, operation_id, self.repeats));
        if self.timeout.is_some() {
            *request.timeout_mut() = self.timeout;
        }
        let headers = request.headers_mut();
        headers.remove(API_VERSION);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let Sender::Caller(identity, project_id) = &self.sender else { return };
        // Only what IAM is asked about a token has it in this header, too.
        if project_id.is_none()
            && let Some(token) = headers.get_mut(X_SUBJECT_TOKEN)
        {
            token.set_sensitive(true);
        }
        match &identity.credential {
            Credential::Token(token) => {
                headers.insert(X_AUTH_TOKEN, token.clone());
            }
            Credential::AccessKey(key) => key.sign(request, project_id.as_ref(), Timestamp::now()),
        }
    }

    /// Sends, notes what came, and reads the body under a limit. A success that announces a small body is handed on
    /// unread: the generated call reads it.
    async fn send(&self, client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
        let signed_at = request.headers().get(X_SDK_DATE).cloned();
        let span = self.span.get_or_init(Span::none);
        let mut response = client.execute(request).instrument(span.clone()).await?;
        let status = response.status();
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        let (headers, scheme) = (response.headers(), response.url().scheme());
        let ids = [X_REQUEST_ID, X_IAM_TRACE_ID].map(|name| headers.get(name));
        // Noted before the body comes: it may never.
        let received = self.received.get_or_init(|| {
            let is_told = |id: &&HeaderValue| is_told(id, &self.sender.secrets_within(id.len()));
            let request_id = ids.into_iter().flatten().find(is_told).cloned();
            ReceivedResponse::head(status, headers, request_id, signed_at, scheme, self.body_limit)
        });
        trace::answered(span, received);
        let is_over = announced.is_some_and(|length| length > self.body_limit);
        let is_legible = status.is_success() && received.coding().is_none();
        if is_legible && announced.is_some() && !is_over {
            return Ok(response);
        }
        let (mut body, mut is_truncated) = (Vec::new(), is_over);
        let is_readable = is_legible && !is_over || !status.is_success();
        let failure = loop {
            if !is_readable {
                break None;
            }
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > self.body_limit => {
                    is_truncated = true;
                    break None;
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        // What is left of a body over the limit must not pass for a success.
        let kept = if is_truncated { Vec::new() } else { body.clone() };
        let mut rebuilt = http::Response::new(Body::from(kept));
        *rebuilt.status_mut() = status;
        std::mem::swap(rebuilt.headers_mut(), response.headers_mut());
        let is_whole = is_readable && !is_truncated && failure.is_none();
        received.note_body(body, is_truncated, is_whole);
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
                info: &OperationInfo,
            ) -> Result<(), progenitor_client::Error<E>> {
                self.inner.prepare(request, info.operation_id);
                Ok(())
            }

            async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
                self.inner.send(&self.client, request).await
            }
        })+
    };
}

hooks!(taurusdb_htap::Client, iam::Client);
