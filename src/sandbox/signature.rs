//! What the gateway does with a signed request.

use http::header::AUTHORIZATION;
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};

use super::answer::Answer;
use super::state::State;
use crate::generated::tables;
use crate::signing::{ALGORITHM, DATE_FORMAT, Signable, signature, string_to_sign};

/// As far as the clock of a client may be off.
const CLOCK_WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// So many wrong signatures in a row are answered; the next one locks the key.
const ANSWERED_FAILURES: u32 = 5;

/// How long a key stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// Verifies a signature by the request's own `SignedHeaders`.
pub(super) fn verify(state: &mut State, head: &Parts, body: &[u8]) -> Result<(), Answer> {
    let (now, key) = (Timestamp::now(), &mut state.access_key);
    let refused = |example| Err(Answer::example(401, example));
    let Some((id, signed_headers, given)) = parse(head) else {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    };
    if id != key.id {
        return refused(tables::EXAMPLE_UNKNOWN_ACCESS_KEY);
    }
    if key.locked_until.is_some_and(|end| now < end) {
        return refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY);
    }
    let date =
        head.headers.get("x-sdk-date").and_then(|date| date.to_str().ok()).unwrap_or_default();
    let signed_at = jiff::civil::DateTime::strptime(DATE_FORMAT, date)
        .and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC))
        .map(|date| date.timestamp());
    match signed_at {
        Ok(date) if now.duration_since(date).abs() > CLOCK_WINDOW => {
            return refused(tables::EXAMPLE_TOO_OLD_SIGNATURE);
        }
        Ok(_) if signed_headers.split(';').any(|name| name == "x-sdk-date") => {}
        _ => return refused(tables::EXAMPLE_WRONG_SIGNATURE),
    }
    let value =
        |name: &str| head.headers.get(name).map(http::HeaderValue::as_bytes).unwrap_or_default();
    let headers: Vec<_> = signed_headers.split(';').map(|name| (name, value(name))).collect();
    let signable = Signable {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        headers: &headers,
        body,
    };
    let expected = signature(&key.secret_key, &string_to_sign(date, &signable.canonical_request()));
    if expected == given.as_bytes() {
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
