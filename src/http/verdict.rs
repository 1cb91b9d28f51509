//! What a failed exchange means: from who answered and what was seen to a kind, a hint, and whether another attempt can
//! help. What the contract's tables say is not repeated here; this is about what is between the client and the service.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::contract::reference::advice;
use crate::error::ErrorKind;
use crate::http::transport::{Failure, Proxy, Tls};

/// Longest token that every common server takes, in bytes: nginx and Apache allow 8 KiB for a header with its name.
const SAFE_TOKEN_SIZE: usize = 8_000;

/// What servers write into the body of a 400 for headers that are too large: nginx, Apache, and IIS.
const TOO_LARGE: [&str; 3] =
    ["Header Or Cookie Too Large", "request header field exceeds server limit", "Request Too Long"];

/// Says that neither the service nor IAM answered.
const BETWEEN: &str = "The answer is in none of the documented formats, so it came from a proxy, load balancer or gateway in \
    between, not from the service or IAM.";

/// What to do about such an answer. The first row whose statuses contain the answer's applies.
const BETWEEN_ACTIONS: [(RangeInclusive<u16>, &str); 8] = [
    (400..=400, "Check the host and port of the endpoint, and any proxy."),
    (401..=401, "Check the endpoint, and ask whoever operates the proxy or gateway for access."),
    (403..=403, "Ask whoever operates it to allow requests to this host."),
    (404..=404, "Check the host of the endpoint."),
    (407..=407, "Give the proxy a user name and password."),
    (408..=408, "Try again."),
    (429..=429, "Wait, then send fewer requests."),
    (
        500..=599,
        "Wait and try again. If it persists, check the endpoint, and ask whoever operates it.",
    ),
];

const BETWEEN_OTHERWISE: &str = "Check the endpoint and any proxy.";

const BASIC: &str = "It asks for credentials of its own, not for those of the service. Check the endpoint, and ask whoever operates it for access.";

const SPEAKS_TLS: &str =
    "If the port expects TLS, write `https://` in the endpoint. Otherwise check its host and port.";

const MAY_SPEAK_TLS: &str = "Try again. If the port expects TLS, write `https://` in the endpoint.";

const SECOND_FACTOR: &str = "IAM accepts the password and asks for a second factor, which this client cannot give. Use an IAM \
    user without a second factor, or an access key.";

/// What the body of an error is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Body<'a> {
    /// One of the documented formats.
    Documented { code: Option<&'a str>, message: Option<&'a str> },
    /// Whole, and in another format.
    Foreign(&'a [u8]),
    /// Not whole, or not readable.
    Unread,
}

/// An answer whose status says that the request failed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal<'a> {
    pub(crate) operation: &'a str,
    pub(crate) status: u16,
    pub(crate) body: Body<'a>,
    /// What a 401 asks for.
    pub(crate) challenge: Option<&'a str>,
    /// Whether IAM asks for a second factor.
    pub(crate) has_receipt: bool,
    /// Whether the request went over http.
    pub(crate) is_plain: bool,
    /// The length of the token that the request had in a header, in bytes.
    pub(crate) token_size: Option<usize>,
}

#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) kind: ErrorKind,
    pub(crate) hint: Option<Cow<'static, str>>,
    pub(crate) is_retryable: bool,
    /// Whether the identity was refused, so that another one may be accepted.
    pub(crate) refuses_identity: bool,
}

/// An answer that says no.
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
    // 431 is the standard's number for what the gateway's 494 says.
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
    // An identity that was refused will be refused again.
    let is_retryable = waiting_helps && kind != ErrorKind::Unauthorized;
    Verdict { kind, hint, is_retryable, refuses_identity }
}

/// The hint for an answer of something in between.
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
        (None, _) if wants_other_credentials(refusal.challenge) => BASIC,
        (None, Some((_, action))) => action,
        (None, None) => BETWEEN_OTHERWISE,
    };
    format!("{BETWEEN} {action}")
}

/// Whether a body is a page for people, which neither the service nor IAM sends.
fn is_page(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"<")
}

/// Whether a 401 asks for something other than a token: a user name and password, say. `Keystone` is IAM's own.
fn wants_other_credentials(challenge: Option<&str>) -> bool {
    const FOREIGN: [&str; 5] = ["Basic", "Bearer", "Digest", "Negotiate", "NTLM"];
    let scheme = challenge.and_then(|challenge| challenge.split_ascii_whitespace().next());
    scheme.is_some_and(|scheme| FOREIGN.iter().any(|foreign| scheme.eq_ignore_ascii_case(foreign)))
}

/// Names a token that many servers do not take.
fn size_note(size: Option<usize>) -> Option<String> {
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

/// The sentence and the verdict of an exchange that brought no whole answer.
pub(crate) fn of_failure(failure: Failure, token_size: Option<usize>) -> (&'static str, Verdict) {
    use ErrorKind::{Configuration, Connection, InvalidResponse, Timeout};
    const IN_TIME: &str = "Check the network and the endpoint, or allow more time.";
    let (kind, what, hint, is_retryable) = match failure {
        Failure::Unbuildable => (
            Configuration,
            "the request could not be built",
            "Check the endpoint and the TLS features.",
            false,
        ),
        Failure::Timeout => (Timeout, "no answer in the time allowed", IN_TIME, true),
        Failure::ConnectTimeout => (Timeout, "no connection in the time allowed", IN_TIME, true),
        Failure::Unreachable { is_local } => (
            Connection,
            "the service could not be reached",
            if is_local {
                "Check that it is running, and that the endpoint has its port."
            } else {
                "Check the region or endpoint and your network. If your network needs a proxy, name it in `HTTPS_PROXY`."
            },
            true,
        ),
        Failure::Proxy(proxy) => {
            let (what, hint) = of_proxy(proxy);
            (Connection, what, hint, proxy != Proxy::Unauthorized)
        }
        Failure::Tls(tls) => {
            let (what, hint) = of_tls(tls);
            (Connection, what, hint, false)
        }
        Failure::Disconnected { is_plain } => {
            let hint = if is_plain { MAY_SPEAK_TLS } else { "Try again." };
            (Connection, "the connection broke before an answer came", hint, true)
        }
        Failure::Unprocessed => {
            let what = "the server ended the connection without processing the request";
            (Connection, what, "Try again.", true)
        }
        Failure::NotHttp { is_plain } => (
            InvalidResponse,
            "invalid response: it is not HTTP, or its headers are too large",
            if is_plain { SPEAKS_TLS } else { BETWEEN_OTHERWISE },
            true,
        ),
        Failure::Cut => {
            let what = "invalid response: the connection ended before the body did";
            (InvalidResponse, what, "Try again.", true)
        }
    };
    // A server that does not take the headers may close the connection without an answer.
    let is_disconnected = matches!(failure, Failure::Disconnected { .. });
    let note = size_note(token_size.filter(|_| is_disconnected));
    let hint = Some(note.map_or(hint.into(), Cow::from));
    (what, Verdict { kind, hint, is_retryable, refuses_identity: false })
}

/// What a proxy did, and what to do about it.
fn of_proxy(proxy: Proxy) -> (&'static str, &'static str) {
    match proxy {
        Proxy::Unreachable => (
            "the proxy could not be reached",
            "Check the address in `HTTPS_PROXY` or `ALL_PROXY`. Most proxies are addressed with `http://`, also for https requests.",
        ),
        Proxy::Unauthorized => (
            "the proxy refused the connection: it wants a user name and password",
            "Write them into the proxy's URL, such as `http://user:password@proxy.example.com:3128`, with special characters percent-encoded.",
        ),
        Proxy::Refused { is_socks: true } => (
            "the proxy did not make the connection",
            "See the cause, and ask whoever operates the proxy to allow this host and port.",
        ),
        Proxy::Refused { is_socks: false } => (
            "the proxy did not make the connection",
            "`curl -v` with the same endpoint shows the proxy's answer. For a status of 401, check the user name and password in the proxy's URL. For 403, ask whoever operates the proxy to allow this host and port. For 502, 503 or 504, wait and try again.",
        ),
    }
}

/// What is wrong with TLS, and what to do about it.
fn of_tls(tls: Tls) -> (&'static str, &'static str) {
    match tls {
        Tls::None => (
            "the server does not speak TLS",
            "Check the port of the endpoint. A proxy in between may also break TLS.",
        ),
        Tls::Incompatible => (
            "the server and this client have no version or cipher of TLS in common",
            "Check the endpoint: the client needs TLS 1.2 or later. A proxy in between may offer less.",
        ),
        Tls::UnknownIssuer => (
            "the server's certificate is signed by an issuer that this machine does not trust",
            "Check the endpoint. If a proxy inspects TLS, or the issuer is your own, add the issuer's certificate: to the system, to a file that `SSL_CERT_FILE` names (on Linux), or in code by `ClientBuilder::http_client` with `tls_certs_merge`.",
        ),
        Tls::Expired => (
            "the server's certificate has expired",
            "Check this machine's clock. If it is right, the operator of the server must renew the certificate.",
        ),
        Tls::NotYetValid => {
            ("the server's certificate is not valid yet", "Check this machine's clock.")
        }
        Tls::OtherHost => (
            "the server's certificate is for another host",
            "Check the host of the endpoint. A proxy or name server may also lead to another server.",
        ),
        Tls::Certificate => (
            "the server's certificate is not trusted",
            "Check the endpoint, and see the cause. To trust an issuer of your own, name its certificate in `SSL_CERT_FILE` (on Linux), or pass it by `ClientBuilder::http_client` with `tls_certs_merge`.",
        ),
        Tls::ClientCertificate => (
            "the server does not accept the connection without a client certificate that it trusts",
            "Check the endpoint. Pass a certificate and its key by `ClientBuilder::http_client` with `identity`.",
        ),
    }
}

#[cfg(test)]
mod tests;
