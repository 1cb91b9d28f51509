//! One HTTP exchange, inside the generated call: the only file that knows the generator's hooks.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use jiff::Timestamp;
use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{Body, Request, Response};
use tracing::{Instrument, Span};

use crate::credentials::{Identity, Proof, X_SDK_DATE};
use crate::error::Error;
use crate::generated::tables::{
    RETRY_AFTER, X_AUTH_TOKEN, X_IAM_TRACE_ID, X_REQUEST_ID, X_SUBJECT_TOKEN,
};
use crate::generated::{iam, taurusdb_htap};
use crate::trace;
use crate::types::ProjectId;

/// The generator sends the contract's version in this header, which the service does not document.
const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// What one attempt carries into the hooks, and what they saw.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    caller: Option<Caller>,
    /// Largest body that is read, in bytes.
    body_limit: usize,
    /// None if whoever calls keeps the time.
    timeout: Option<Duration>,
    /// How many attempts came before.
    repeats: u32,
    seen: OnceLock<Seen>,
    /// Set once there is a request.
    span: OnceLock<Span>,
}

/// Who calls, and about which project.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) identity: Arc<Identity>,
    /// None while it is looked up.
    pub(crate) project_id: Option<ProjectId>,
}

/// The head of an answer, and its body if that was not handed on unread.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) status: http::StatusCode,
    request_id: Option<HeaderValue>,
    retry_after: Option<HeaderValue>,
    /// When the request was signed, by the clock of this machine.
    signed_at: Option<HeaderValue>,
    /// When it was answered, by the clock of whoever did.
    date: Option<HeaderValue>,
    /// What IAM answers with when it creates a token.
    pub(crate) subject_token: Option<HeaderValue>,
    /// A coding of the body that was not asked for.
    coding: Option<HeaderValue>,
    pub(crate) body_limit: usize,
    rest: OnceLock<Rest>,
}

#[derive(Clone, Debug)]
struct Rest {
    body: Vec<u8>,
    is_truncated: bool,
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

    /// The clock of this machine when it signed, and that of the other side, as they were written.
    pub(crate) fn clocks(&self) -> Option<(&str, &str)> {
        Some((self.signed_at.as_ref()?.to_str().ok()?, self.date.as_ref()?.to_str().ok()?))
    }

    /// A coding of the body that was not asked for: letters, digits and hyphens of its name.
    pub(crate) fn coding(&self) -> Option<String> {
        let coding = self.coding.as_ref()?.to_str().unwrap_or_default();
        let fit = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '-';
        Some(format!("`{}`", coding.chars().filter(fit).take(20).collect::<String>()))
    }

    /// An answer that no one sent.
    #[cfg(any(fuzzing, test))]
    pub(crate) fn made(status: http::StatusCode, headers: &http::HeaderMap, body: &[u8]) -> Self {
        let header = |name: HeaderName| headers.get(name).cloned();
        Self {
            status,
            request_id: header(X_REQUEST_ID),
            retry_after: header(RETRY_AFTER),
            signed_at: header(X_SDK_DATE),
            date: header(DATE),
            coding: header(CONTENT_ENCODING),
            subject_token: header(X_SUBJECT_TOKEN).map(sensitive),
            body_limit: usize::MAX,
            rest: OnceLock::from(Rest { body: body.to_owned(), is_truncated: false }),
        }
    }

    /// The body as far as it was read.
    pub(crate) fn body(&self) -> &[u8] {
        self.rest.get().map_or(&[], |rest| &rest.body)
    }

    /// Whether the body was larger than what is read of one.
    pub(crate) fn is_truncated(&self) -> bool {
        self.rest.get().is_some_and(|rest| rest.is_truncated)
    }
}

impl Attempt {
    pub(crate) fn new(caller: Option<Caller>, body_limit: usize) -> Self {
        let (seen, span) = (OnceLock::new(), OnceLock::new());
        Self { caller, body_limit, timeout: None, repeats: 0, seen, span }
    }

    /// Limits its time, where no one else does.
    pub(crate) fn within(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// Says how many attempts came before it.
    pub(crate) fn repeated(self, repeats: u32) -> Self {
        Self { repeats, ..self }
    }

    pub(crate) fn seen(&self) -> Option<&Seen> {
        self.seen.get()
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
        match self.caller.as_ref().map(|caller| (&caller.identity.proof, &caller.project_id)) {
            Some((Proof::Token(token), _)) => {
                headers.insert(X_AUTH_TOKEN, token.clone());
            }
            Some((Proof::AccessKey(key), project_id)) => {
                key.sign(request, project_id.as_ref(), Timestamp::now());
            }
            None => {}
        }
    }

    /// Whether it tells something, and not what the caller proves itself with: it goes into errors, traces and rows.
    fn is_told(&self, id: &HeaderValue) -> bool {
        let is_repeated = |id| self.caller.iter().any(|caller| caller.identity.is_repeated_in(id));
        id.to_str().is_ok_and(|id| !id.is_empty() && !is_repeated(id))
    }

    /// Sends, notes what came, and reads the body under a limit. A success that announces a small body is handed on
    /// unread: the generated call reads it.
    async fn send(&self, client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
        let signed_at = request.headers().get(X_SDK_DATE).cloned();
        let span = self.span.get_or_init(Span::none);
        let mut response = client.execute(request).instrument(span.clone()).await?;
        let status = response.status();
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        let headers = response.headers();
        let ids = [X_REQUEST_ID, X_IAM_TRACE_ID].map(|name| headers.get(name));
        // Noted before the body comes: it may never.
        let seen = self.seen.get_or_init(|| Seen {
            status,
            request_id: ids.into_iter().flatten().find(|id| self.is_told(id)).cloned(),
            retry_after: headers.get(RETRY_AFTER).cloned(),
            date: signed_at.as_ref().and_then(|_| headers.get(DATE).cloned()),
            signed_at,
            subject_token: headers.get(X_SUBJECT_TOKEN).cloned().map(sensitive),
            coding: headers.get(CONTENT_ENCODING).filter(|coding| *coding != "identity").cloned(),
            body_limit: self.body_limit,
            rest: OnceLock::new(),
        });
        trace::answered(span, seen);
        let is_over = announced.is_some_and(|length| length > self.body_limit);
        let is_legible = status.is_success() && seen.coding.is_none();
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
        _ = seen.rest.set(Rest { body, is_truncated });
        match failure {
            // An error's status counts even if its body is cut off; a cut-off success is no success.
            Some(error) if status.is_success() => Err(error),
            _ => Ok(rebuilt.into()),
        }
    }
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
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
