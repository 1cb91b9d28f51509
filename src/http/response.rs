//! What was seen of an answer.

use std::sync::OnceLock;

use http::header::{CONTENT_ENCODING, DATE, HeaderMap, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use tokio::time::Instant;

#[cfg(fuzzing)]
use crate::contract::generated::tables::X_REQUEST_ID;
use crate::contract::generated::tables::{RETRY_AFTER, X_SUBJECT_TOKEN};
use crate::http::error_body::passed_on;
#[cfg(fuzzing)]
use crate::signing::access_key::X_SDK_DATE;

/// Longest ID of a request that is told, in bytes: the vendor's have 32.
const LONGEST_ID: usize = 200;

/// Keystone's header for a login that needs another factor. Its body has no error. The vendor does not document either.
const OPENSTACK_AUTH_RECEIPT: HeaderName = HeaderName::from_static("openstack-auth-receipt");

/// The head of an answer, and its body if that was not handed on unread.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedResponse {
    pub(crate) status: http::StatusCode,
    failed: Option<Box<Failed>>,
    request_id: Option<HeaderValue>,
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

/// What an error has besides. A success, which is the rule, does not look for it.
#[derive(Clone, Debug)]
struct Failed {
    /// When it came: what is to be waited for counts from there.
    at: Instant,
    retry_after: Option<HeaderValue>,
    /// What a 401 asks for.
    challenge: Option<HeaderValue>,
    /// Whether IAM asks for another factor.
    has_receipt: bool,
    /// Whether it came over http.
    is_plain: bool,
}

#[derive(Clone, Debug)]
struct Rest {
    body: Vec<u8>,
    is_truncated: bool,
    is_whole: bool,
}

impl ReceivedResponse {
    /// An answer whose body is still to come; it may never.
    pub(crate) fn head(
        status: http::StatusCode,
        headers: &HeaderMap,
        request_id: Option<HeaderValue>,
        signed_at: Option<HeaderValue>,
        scheme: &str,
        body_limit: usize,
    ) -> Self {
        let failed = || {
            Box::new(Failed {
                at: Instant::now(),
                retry_after: headers.get(RETRY_AFTER).cloned(),
                challenge: headers.get(WWW_AUTHENTICATE).cloned(),
                has_receipt: headers.contains_key(OPENSTACK_AUTH_RECEIPT),
                is_plain: scheme == "http",
            })
        };
        Self {
            status,
            failed: (status.as_u16() >= 400).then(failed),
            request_id,
            date: signed_at.as_ref().and_then(|_| headers.get(DATE).cloned()),
            signed_at,
            subject_token: headers.get(X_SUBJECT_TOKEN).cloned().map(sensitive),
            coding: headers.get(CONTENT_ENCODING).filter(|coding| is_coded(coding)).cloned(),
            body_limit,
            rest: OnceLock::new(),
        }
    }

    /// Adds the body, as far as it was read.
    pub(crate) fn note_body(&self, body: Vec<u8>, is_truncated: bool, is_whole: bool) {
        _ = self.rest.set(Rest { body, is_truncated, is_whole });
    }

    /// An answer that no one sent.
    #[cfg(fuzzing)]
    pub(crate) fn made(
        status: http::StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &[&str],
    ) -> Self {
        let [request_id, signed_at] =
            [X_REQUEST_ID, X_SDK_DATE].map(|name| headers.get(name).cloned());
        let request_id = request_id.filter(|id| is_told(id, secrets));
        let received = Self::head(status, headers, request_id, signed_at, "https", usize::MAX);
        received.note_body(body.to_owned(), false, true);
        received
    }

    /// Whether the status says that it went wrong.
    pub(crate) fn is_error(&self) -> bool {
        self.failed.is_some()
    }

    /// Status and ID of the request, if there was an answer.
    pub(crate) fn answer(received: Option<&Self>) -> (Option<u16>, Option<String>) {
        (received.map(|received| received.status.as_u16()), received.and_then(Self::request_id))
    }

    /// The provider's ID of the request.
    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id.as_ref()?.to_str().ok().map(str::to_owned)
    }

    /// What the answer says about when to come again.
    pub(crate) fn retry_after(&self) -> Option<&str> {
        self.failed.as_ref()?.retry_after.as_ref()?.to_str().ok()
    }

    /// The clock of this machine when it signed, and that of the other side, as they were written.
    pub(crate) fn clocks(&self) -> Option<(&str, &str)> {
        Some((self.signed_at.as_ref()?.to_str().ok()?, self.date.as_ref()?.to_str().ok()?))
    }

    /// A coding of the body that was not asked for, if it has a name that is no one's secret.
    pub(crate) fn coding(&self) -> Option<&'static str> {
        const CODINGS: [&str; 5] = ["br", "compress", "deflate", "gzip", "zstd"];
        let coding = self.coding.as_ref()?.to_str().unwrap_or_default().to_ascii_lowercase();
        let known = CODINGS.into_iter().find(|known| coding.contains(known));
        Some(known.unwrap_or("something unknown"))
    }

    /// What a 401 asks for.
    pub(crate) fn challenge(&self) -> Option<&str> {
        self.failed.as_ref()?.challenge.as_ref()?.to_str().ok()
    }

    /// Whether IAM asks for another factor.
    pub(crate) fn has_receipt(&self) -> bool {
        self.failed.as_ref().is_some_and(|failed| failed.has_receipt)
    }

    /// Whether an error came over http.
    pub(crate) fn is_plain(&self) -> bool {
        self.failed.as_ref().is_some_and(|failed| failed.is_plain)
    }

    /// When an error came.
    pub(crate) fn failed_at(&self) -> Option<Instant> {
        self.failed.as_ref().map(|failed| failed.at)
    }

    /// Whether the body was read to its end.
    pub(crate) fn is_whole(&self) -> bool {
        self.rest.get().is_some_and(|rest| rest.is_whole) && self.coding.is_none()
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

/// The elements of a list, which stand between commas.
fn elements(list: &HeaderValue) -> impl Iterator<Item = &[u8]> {
    list.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii)
}

/// Whether anything but `identity` was done to a body.
fn is_coded(coding: &HeaderValue) -> bool {
    elements(coding).any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

/// Whether an ID of a request may be told, in errors, traces and rows: it is short, prints, and repeats no secret.
pub(crate) fn is_told(id: &HeaderValue, secrets: &[&str]) -> bool {
    let id = id.to_str().unwrap_or_default();
    let is_fit = (1..=LONGEST_ID).contains(&id.len()) && !id.contains('\t');
    let is_harmless = || passed_on(id, secrets).as_deref() == Some(id);
    is_fit && (secrets.iter().all(|secret| secret.is_empty()) || is_harmless())
}

fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_told_if_it_can_do_no_harm() {
        let secrets = ["planted-secret", "pass\u{7}word-of-7"];
        let (long, longer) = ("x".repeat(LONGEST_ID), "x".repeat(LONGEST_ID + 1));
        for (id, told) in [
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
            assert_eq!(is_told(&HeaderValue::from_str(id).unwrap(), &secrets), told, "{id}");
        }
        let unreadable = HeaderValue::from_bytes(b"caf\xe9").unwrap();
        assert!(!is_told(&unreadable, &[]));
    }
}
