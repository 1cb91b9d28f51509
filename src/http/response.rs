//! What the client keeps of a response for errors, traces and rows.

use std::sync::OnceLock;

use http::StatusCode;
use http::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use tokio::time::Instant;

use crate::contract::generated::tables::RETRY_AFTER;
use crate::http::error_body::redacted;

/// The longest request ID that the client shows, in bytes. The vendor's IDs have 32.
const MAX_REQUEST_ID_LENGTH: usize = 200;

/// The header in which Keystone asks for a second factor. The body of that response has no error.
const OPENSTACK_AUTH_RECEIPT: HeaderName = HeaderName::from_static("openstack-auth-receipt");

/// The status and the headers that matter, and the body if the hooks read it.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedResponse {
    pub(crate) status: StatusCode,
    /// What only an error needs. A success does not look these headers up.
    pub(crate) error: Option<Box<ErrorHead>>,
    /// Checked by `is_fit_to_show`.
    pub(crate) request_id: Option<HeaderValue>,
    /// The token that IAM created.
    pub(crate) subject_token: Option<HeaderValue>,
    /// The content coding of the body, although the client accepts none.
    pub(crate) coding: Option<&'static str>,
    pub(crate) body: OnceLock<Body>,
}

/// The headers of a response with a status from 400.
#[derive(Clone, Debug)]
pub(crate) struct ErrorHead {
    /// `Retry-After` counts from this moment.
    pub(crate) received_at: Instant,
    pub(crate) retry_after: Option<HeaderValue>,
    /// `WWW-Authenticate`.
    pub(crate) challenge: Option<HeaderValue>,
    /// Whether IAM asks for a second factor.
    pub(crate) has_receipt: bool,
    /// `X-Sdk-Date` of a signed request and `Date` of its response.
    pub(crate) clocks: Option<(HeaderValue, HeaderValue)>,
}

/// The body as far as it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    /// Whether it is larger than the limit.
    pub(crate) is_truncated: bool,
    /// Whether it was read to its end.
    pub(crate) is_complete: bool,
}

impl ReceivedResponse {
    /// A response whose body may still arrive.
    pub(crate) fn head(
        status: StatusCode,
        headers: &HeaderMap,
        signed_at: Option<HeaderValue>,
    ) -> Self {
        let error = || {
            Box::new(ErrorHead {
                received_at: Instant::now(),
                retry_after: headers.get(RETRY_AFTER).cloned(),
                challenge: headers.get(WWW_AUTHENTICATE).cloned(),
                has_receipt: headers.contains_key(OPENSTACK_AUTH_RECEIPT),
                clocks: signed_at.zip(headers.get(DATE).cloned()),
            })
        };
        Self {
            status,
            error: (status.as_u16() >= 400).then(error),
            request_id: None,
            subject_token: None,
            coding: headers.get(CONTENT_ENCODING).and_then(coding),
            body: OnceLock::new(),
        }
    }

    /// The ID that the service gave the request.
    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id.as_ref()?.to_str().ok().map(str::to_owned)
    }
}

/// The name of a coding other than `identity`. Only names that cannot repeat a secret are shown.
fn coding(value: &HeaderValue) -> Option<&'static str> {
    const KNOWN: [&str; 5] = ["br", "compress", "deflate", "gzip", "zstd"];
    let value = value.to_str().unwrap_or("?").to_ascii_lowercase();
    let is_coded = |coding: &str| !coding.is_empty() && coding != "identity";
    value.split(',').map(str::trim).any(is_coded).then(|| {
        KNOWN.into_iter().find(|known| value.contains(known)).unwrap_or("something unknown")
    })
}

/// Whether errors, traces and rows may show a request ID: it is short, printable, and repeats no secret.
pub(crate) fn is_fit_to_show(id: &HeaderValue, secrets: &[&str]) -> bool {
    let id = id.to_str().unwrap_or_default();
    let is_short = (1..=MAX_REQUEST_ID_LENGTH).contains(&id.len());
    let is_printable = id.bytes().all(|byte| byte != b'\t');
    let is_harmless = || redacted(id, secrets).as_deref() == Some(id);
    is_short && is_printable && (secrets.iter().all(|secret| secret.is_empty()) || is_harmless())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_shown_if_it_can_do_no_harm() {
        let secrets = ["planted-secret", "pass\u{7}word-of-7"];
        let long = "x".repeat(MAX_REQUEST_ID_LENGTH);
        let longer = "x".repeat(MAX_REQUEST_ID_LENGTH + 1);
        for (id, is_shown) in [
            ("6e7f4b1a-0c6d", true),
            ("two, of them", true),
            (&long, true),
            (&longer, false),
            ("", false),
            ("a\tb", false),
            ("planted-\tsecret", false),
            ("of planted-secret", false),
            ("password-of-7", false),
        ] {
            let id = HeaderValue::from_str(id).unwrap();
            assert_eq!(is_fit_to_show(&id, &secrets), is_shown, "{id:?}");
        }
        let unreadable = HeaderValue::from_bytes(b"caf\xe9").unwrap();
        assert!(!is_fit_to_show(&unreadable, &[]));
    }
}
