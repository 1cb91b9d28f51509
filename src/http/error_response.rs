//! What a response with an error status means: its kind, a hint, and whether a retry can help. The contract's tables describe
//! the responses of the service and IAM. This file adds the responses of proxies and gateways between the client and them.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::contract::reference::advice;
use crate::error::ErrorKind;

/// The longest token that every common server accepts, in bytes: nginx and Apache allow 8 KiB for a header and its name.
const SAFE_TOKEN_SIZE: usize = 8_000;

/// The texts in the 400 pages of nginx, Apache and IIS for headers that are too large.
const TOO_LARGE: [&str; 3] =
    ["Header Or Cookie Too Large", "request header field exceeds server limit", "Request Too Long"];

const BETWEEN: &str = "The response has none of the documented formats, so it came from a proxy, load balancer or gateway in \
    between, not from the service or IAM.";

/// What to do about such a response, by its status.
const BETWEEN_ACTIONS: [(RangeInclusive<u16>, &str); 8] = [
    (400..=400, "Check the host and port of the endpoint, and any proxy."),
    (401..=401, "Check the endpoint, and ask whoever operates the proxy or gateway for access."),
    (403..=403, "Ask whoever operates it to allow requests to this host."),
    (404..=404, "Check the host of the endpoint."),
    (407..=407, "Give the proxy a user name and password."),
    (408..=408, "Retry the call."),
    (429..=429, "Wait, then send fewer requests."),
    (
        500..=599,
        "Wait and retry. If the error persists, check the endpoint, and ask whoever operates it.",
    ),
];

pub(crate) const CHECK_ENDPOINT: &str = "Check the endpoint and any proxy.";

const OTHER_CREDENTIALS: &str = "It requires credentials of its own, not those of the service. Check the endpoint, and ask whoever operates it for access.";

pub(crate) const SPEAKS_TLS: &str =
    "If the port expects TLS, write `https://` in the endpoint. Otherwise check its host and port.";

const SECOND_FACTOR: &str = "IAM accepts the password and requires a second factor, which this client does not support. Use an IAM \
    user without a second factor, or an access key.";

/// The body of an error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Body<'a> {
    /// One of the documented formats.
    Documented { code: Option<&'a str>, message: Option<&'a str> },
    /// Complete, in another format.
    Foreign(&'a [u8]),
    /// Incomplete, or in a content coding.
    Unread,
}

/// A response with a status from 400.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal<'a> {
    pub(crate) operation: &'a str,
    pub(crate) status: u16,
    pub(crate) body: Body<'a>,
    /// `WWW-Authenticate` of a 401.
    pub(crate) challenge: Option<&'a str>,
    /// Whether IAM requires a second factor.
    pub(crate) has_receipt: bool,
    /// Whether the request went over http, without TLS.
    pub(crate) is_plain: bool,
    /// The length of the request's token, in bytes.
    pub(crate) token_size: Option<usize>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    pub(crate) hint: Option<Cow<'static, str>>,
    pub(crate) is_retryable: bool,
    /// Whether the service rejected the identity, so that another one may be accepted.
    pub(crate) refuses_identity: bool,
}

/// Decides what an error response means.
pub(crate) fn of_refusal(refusal: &Refusal<'_>) -> Verdict {
    let Refusal { operation, status, body, .. } = *refusal;
    let kind = match status {
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        429 => ErrorKind::Throttled,
        400..=499 => ErrorKind::InvalidRequest,
        _ => ErrorKind::Service,
    };
    let (code, message) = match body {
        Body::Documented { code, message } => (code, message),
        Body::Foreign(_) | Body::Unread => (None, None),
    };
    // 431 is the standard's status for headers that are too large; the gateway uses 494.
    let known = if status == 431 { 494 } else { status };
    let (action, waiting_helps) = advice(operation, known, code, message);
    let mut refuses_identity = status == 401;
    let hint = match body {
        _ if refusal.has_receipt => Some(SECOND_FACTOR.into()),
        Body::Foreign(text) => {
            refuses_identity &= !is_page(text) && !wants_other_credentials(refusal.challenge);
            Some(between(refusal, text).into())
        }
        _ => with_size(action.map(Cow::from), refusal.token_size.filter(|_| known == 494)),
    };
    // The service would refuse the same identity again.
    let is_retryable = waiting_helps && kind != ErrorKind::Unauthorized;
    Verdict { kind, hint, is_retryable, refuses_identity }
}

/// The hint for a response of a proxy or gateway.
fn between(refusal: &Refusal<'_>, text: &[u8]) -> String {
    let status = refusal.status;
    let says = |mark: &&str| text.windows(mark.len()).any(|part| part == mark.as_bytes());
    let is_named = TOO_LARGE.iter().any(says);
    let is_too_large = matches!(status, 431 | 494) || status == 400 && is_named;
    let note = size_note(refusal.token_size.filter(|_| status == 400 || is_too_large));
    let row = BETWEEN_ACTIONS.iter().find(|(statuses, _)| statuses.contains(&status));
    let action = match (&note, row) {
        (Some(note), _) => note,
        (None, _) if is_too_large => {
            "The headers of the request are too large for it: check that nothing adds to the token."
        }
        (None, _) if status == 400 && refusal.is_plain => SPEAKS_TLS,
        (None, _) if wants_other_credentials(refusal.challenge) => OTHER_CREDENTIALS,
        (None, Some((_, action))) => action,
        (None, None) => CHECK_ENDPOINT,
    };
    format!("{BETWEEN} {action}")
}

/// Whether a body is HTML or XML, which neither the service nor IAM sends.
fn is_page(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"<")
}

/// Whether a 401 asks for something other than a token, such as a user name and password. IAM's own scheme is `Keystone`.
fn wants_other_credentials(challenge: Option<&str>) -> bool {
    const FOREIGN: [&str; 5] = ["Basic", "Bearer", "Digest", "Negotiate", "NTLM"];
    let scheme = challenge.and_then(|challenge| challenge.split_ascii_whitespace().next());
    scheme.is_some_and(|scheme| FOREIGN.iter().any(|foreign| scheme.eq_ignore_ascii_case(foreign)))
}

/// A sentence about a token that many servers do not accept.
pub(crate) fn size_note(size: Option<usize>) -> Option<String> {
    let size = size.filter(|size| *size > SAFE_TOKEN_SIZE)?;
    Some(format!(
        "The token has {size} bytes, which can be more than the server accepts. Ask IAM for a token with `nocatalog=true`."
    ))
}

fn with_size(hint: Option<Cow<'static, str>>, size: Option<usize>) -> Option<Cow<'static, str>> {
    match (hint, size_note(size)) {
        (Some(hint), Some(note)) => Some(format!("{hint} {note}").into()),
        (hint, note) => hint.or(note.map(Cow::from)),
    }
}

#[cfg(test)]
mod tests;
