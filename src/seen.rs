//! What was seen of an answer.

use std::sync::OnceLock;

use http::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderValue};

#[cfg(any(fuzzing, test))]
use crate::access_key::X_SDK_DATE;
#[cfg(any(fuzzing, test))]
use crate::generated::tables::X_REQUEST_ID;
use crate::generated::tables::{RETRY_AFTER, X_SUBJECT_TOKEN};

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
    /// An answer whose body is still to come; it may never.
    pub(crate) fn head(
        status: http::StatusCode,
        headers: &HeaderMap,
        request_id: Option<HeaderValue>,
        signed_at: Option<HeaderValue>,
        body_limit: usize,
    ) -> Self {
        Self {
            status,
            request_id,
            retry_after: headers.get(RETRY_AFTER).cloned(),
            date: signed_at.as_ref().and_then(|_| headers.get(DATE).cloned()),
            signed_at,
            subject_token: headers.get(X_SUBJECT_TOKEN).cloned().map(sensitive),
            coding: headers.get(CONTENT_ENCODING).filter(|coding| *coding != "identity").cloned(),
            body_limit,
            rest: OnceLock::new(),
        }
    }

    /// Adds the body, as far as it was read.
    pub(crate) fn note_body(&self, body: Vec<u8>, is_truncated: bool) {
        _ = self.rest.set(Rest { body, is_truncated });
    }

    /// An answer that no one sent.
    #[cfg(any(fuzzing, test))]
    pub(crate) fn made(status: http::StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let [request_id, signed_at] =
            [X_REQUEST_ID, X_SDK_DATE].map(|name| headers.get(name).cloned());
        let seen = Self::head(status, headers, request_id, signed_at, usize::MAX);
        seen.note_body(body.to_owned(), false);
        seen
    }

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

    /// The body as far as it was read.
    pub(crate) fn body(&self) -> &[u8] {
        self.rest.get().map_or(&[], |rest| &rest.body)
    }

    /// Whether the body was larger than what is read of one.
    pub(crate) fn is_truncated(&self) -> bool {
        self.rest.get().is_some_and(|rest| rest.is_truncated)
    }
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}
