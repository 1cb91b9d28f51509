//! One HTTP exchange inside the generated call. Only this file knows the generator's hooks.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue};
use jiff::Timestamp;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Body, Request, Response};
use tracing::{Instrument, Span};
use url::Url;

use crate::contract::generated::tables::{
    X_AUTH_TOKEN, X_IAM_TRACE_ID, X_REQUEST_ID, X_SUBJECT_TOKEN,
};
use crate::contract::generated::{iam, taurusdb_htap};
use crate::contract::types::{ProjectId, Secret};
use crate::http::known_urls::KnownUrls;
use crate::http::response::{self, ReceivedResponse, is_fit_to_show};
use crate::http::trace;
use crate::signing::access_key::X_SDK_DATE;
use crate::signing::identity::{Credential, Identity};

/// What one exchange carries into the hooks, and what the hooks record.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) sender: Sender,
    /// The largest body that the client reads, in bytes.
    pub(crate) body_limit: usize,
    /// `None` if the caller enforces the time limit.
    timeout: Option<Duration>,
    /// How many attempts the call made before this one.
    resend_count: u32,
    /// `None` if the client sends few such requests.
    known_urls: Option<Arc<KnownUrls>>,
    /// Not set if the request could not be built.
    pub(crate) sent: OnceLock<Sent>,
    pub(crate) response: OnceLock<ReceivedResponse>,
}

/// What the hooks record of the request.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) operation: &'static str,
    pub(crate) span: Span,
    /// Whether it went over http, without TLS.
    pub(crate) is_plain: bool,
}

/// Who sends a request.
#[derive(Clone, Debug)]
pub(crate) enum Sender {
    /// The caller, and the project of the request. `None` while the client looks the project up.
    Caller(Arc<Identity>, Option<ProjectId>),
    /// The holder of a secret in the request body, which IAM exchanges for a token or key.
    Bearer(Secret),
}

impl Sender {
    /// The texts that no error may repeat.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        match self {
            Self::Caller(identity, _) => identity.secrets(),
            Self::Bearer(secret) => [secret.expose(), ""],
        }
    }

    /// The length of the token in the header `X-Auth-Token`, in bytes.
    pub(crate) fn token_size(&self) -> Option<usize> {
        match self {
            Self::Caller(identity, _) => identity.token_size(),
            Self::Bearer(_) => None,
        }
    }

    /// Where the caller's identity came from, if not from the caller's own code.
    pub(crate) fn origin(&self) -> Option<&str> {
        match self {
            Self::Caller(identity, _) => identity.origin.as_deref(),
            Self::Bearer(_) => None,
        }
    }

    /// The secrets that could occur in a text of this length. The client checks every response, and skips reading a token
    /// that is longer than the text.
    fn secrets_within(&self, length: usize) -> [&str; 2] {
        match self {
            Self::Caller(identity, _) if identity.token_size() > Some(length) => ["", ""],
            _ => self.secrets(),
        }
    }
}

impl Exchange {
    pub(crate) fn new(sender: Sender, body_limit: usize) -> Self {
        let (sent, response) = (OnceLock::new(), OnceLock::new());
        let (timeout, resend_count, known_urls) = (None, 0, None);
        Self { sender, body_limit, timeout, resend_count, known_urls, sent, response }
    }

    pub(crate) fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    pub(crate) fn with_resend_count(self, resend_count: u32) -> Self {
        Self { resend_count, ..self }
    }

    pub(crate) fn with_known_urls(self, known_urls: Arc<KnownUrls>) -> Self {
        Self { known_urls: Some(known_urls), ..self }
    }

    /// Returns the URL of a generated request. reqwest reports a text that is none.
    pub(crate) fn url(&self, client: &reqwest::Client, text: &str) -> reqwest::Result<Url> {
        let parse = || client.get(text).build().map(|request| request.url().clone());
        self.known_urls.as_ref().map_or_else(parse, |urls| urls.get_or_parse(text, parse))
    }

    /// Adds the headers that the generated code does not know, and the signature last.
    fn prepare(&self, request: &mut Request, operation: &'static str) {
        let span = trace::exchange(request, operation, self.resend_count);
        let is_plain = request.url().scheme() == "http";
        _ = self.sent.set(Sent { operation, span, is_plain });
        if self.timeout.is_some() {
            *request.timeout_mut() = self.timeout;
        }
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let Sender::Caller(identity, project_id) = &self.sender else { return };
        // Only requests to IAM about a token carry it in this header, and only they have no project.
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

    /// Sends the request, records the response, and reads its body up to the limit. The generated call itself reads a
    /// success whose `Content-Length` is within the limit, which makes the usual call cheap.
    async fn send(&self, client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
        let signed_at = request.headers().get(X_SDK_DATE).cloned();
        let span = self.sent.get().map_or_else(Span::none, |sent| sent.span.clone());
        let mut response = client.execute(request).instrument(span.clone()).await?;
        let (status, headers) = (response.status(), response.headers());
        // Recorded before the body arrives, because it may never arrive.
        let received = self.response.get_or_init(|| {
            let mut head = ReceivedResponse::head(status, headers, signed_at);
            head.request_id = self.request_id(headers);
            if matches!(self.sender, Sender::Bearer(_)) {
                head.subject_token = headers.get(X_SUBJECT_TOKEN).cloned().map(sensitive);
            }
            head
        });
        trace::received(&span, received);
        let length = response.content_length().map(|length| usize::try_from(length).ok());
        let is_too_large =
            length.is_some_and(|length| length.is_none_or(|length| length > self.body_limit));
        let is_plain_success = status.is_success() && received.coding.is_none() && !is_too_large;
        if is_plain_success && length.is_some() {
            // The generated call would copy them, and nothing reads them after this.
            *response.headers_mut() = HeaderMap::new();
            return Ok(response);
        }
        let mut body = response::Body { is_truncated: is_too_large, ..Default::default() };
        let mut failure = None;
        while is_plain_success || !status.is_success() {
            match response.chunk().await {
                Ok(Some(chunk)) if body.bytes.len() + chunk.len() > self.body_limit => {
                    body.is_truncated = true;
                    break;
                }
                Ok(Some(chunk)) => body.bytes.extend_from_slice(&chunk),
                Ok(None) => {
                    body.is_complete = !body.is_truncated;
                    break;
                }
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            }
        }
        // The generated call gets the body of a success. The beginning of one over the limit must not pass for a success.
        let is_whole = status.is_success() && !body.is_truncated;
        let kept = if is_whole { std::mem::take(&mut body.bytes) } else { Vec::new() };
        let mut rebuilt = http::Response::new(Body::from(kept));
        *rebuilt.status_mut() = status;
        _ = received.body.set(body);
        match failure {
            // The status of an error counts even if its body is incomplete. An incomplete success is a failure.
            Some(error) if status.is_success() => Err(error),
            _ => Ok(rebuilt.into()),
        }
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let mut ids =
            [X_REQUEST_ID, X_IAM_TRACE_ID].into_iter().filter_map(|name| headers.get(name));
        let is_fit = |id: &&HeaderValue| is_fit_to_show(id, &self.sender.secrets_within(id.len()));
        ids.find(is_fit).cloned()
    }
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

macro_rules! hooks {
    ($($client:ty),+) => {
        $(impl ClientHooks<Exchange> for $client {
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
