//! What the gateway does with a signed request.

use http::header::AUTHORIZATION;
use http::request::Parts;
use jiff::SignedDuration;

use super::answer::Answer;
use super::state::State;
use crate::generated::tables;
use crate::signing::{ALGORITHM, CLOCK_WINDOW, Signable, signature, signed_at, string_to_sign};

/// So many wrong signatures in a row are answered; the next one locks the key.
const ANSWERED_FAILURES: u32 = 5;

/// How long a key stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// Verifies a signature by the request's own `SignedHeaders`.
pub(super) fn verify(state: &mut State, head: &Parts, body: &[u8]) -> Result<(), Answer> {
    let now = state.now();
    let refused = |example| Err(Answer::example(401, example));
    let Some((id, signed_headers, given)) = parse(head) else {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    };
    let mut keys = [&mut state.access_key, &mut state.temporary_key].into_iter();
    let Some(key) = keys.find(|key| key.id == id) else {
        return refused(tables::EXAMPLE_UNKNOWN_ACCESS_KEY);
    };
    if key.locked_until.is_some_and(|end| now < end) {
        return refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY);
    }
    let date =
        head.headers.get("x-sdk-date").and_then(|date| date.to_str().ok()).unwrap_or_default();
    match signed_at(date) {
        Some(date) if now.duration_since(date).abs() > CLOCK_WINDOW => {
            return refused(tables::EXAMPLE_TOO_OLD_SIGNATURE);
        }
        Some(_) if signed_headers.split(';').any(|name| name == "x-sdk-date") => {}
        _ => return refused(tables::EXAMPLE_WRONG_SIGNATURE),
    }
    // HTTP/2 has the host in the target.
    let host = head.uri.authority().map(|authority| authority.as_str().as_bytes());
    let value = |name: &str| {
        let value = head.headers.get(name).map(http::HeaderValue::as_bytes);
        value.or(host.filter(|_| name == "host")).unwrap_or_default()
    };
    let headers: Vec<_> = signed_headers.split(';').map(|name| (name, value(name))).collect();
    let signable = Signable {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        headers: &headers,
        body,
    };
    let expected = signature(key.secret_key, &string_to_sign(date, &signable.canonical_request()));
    // What the gateway says to a wrong security token is not documented: here it is a signature that does not fit.
    let token = headers.iter().find(|(name, _)| *name == "x-security-token");
    let is_complete = key
        .security_token
        .is_none_or(|known| token.is_some_and(|(_, token)| *token == known.as_bytes()));
    if is_complete && expected == given.as_bytes() {
        key.failures = 0;
        return Ok(());
    }
    key.failures += 1;
    if key.failures <= ANSWERED_FAILURES {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    }
    key.failures = 0;
    key.locked_until = now.checked_add(LOCK).ok();
    refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY)
}

/// The three parts of `Authorization`.
fn parse(head: &Parts) -> Option<(&str, &str, &str)> {
    let value = head.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let mut parts = value.strip_prefix(ALGORITHM)?.trim_start().split(", ");
    let mut part = |name: &str| parts.next()?.strip_prefix(name);
    Some((part("Access=")?, part("SignedHeaders=")?, part("Signature=")?))
}
