//! What the gateway does with a signed request.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::request::Parts;
use jiff::SignedDuration;

use super::account::User;
use super::answer::Answer;
use super::key::Key;
use super::state::State;
use crate::contract::generated::tables;
use crate::signing::sdk_hmac_sha256::{
    ALGORITHM, CLOCK_WINDOW, Signable, X_SDK_DATE, X_SECURITY_TOKEN, signature, signed_at,
    string_to_sign,
};

/// So many wrong signatures in a row are answered; the next one locks the key.
const ANSWERED_FAILURES: u32 = 5;

/// How long a key stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// Verifies a signature by the request's own `SignedHeaders`, which differ from SDK to SDK, and tells whose it is.
pub(super) fn verify(state: &mut State, head: &Parts, body: &[u8]) -> Result<Arc<User>, Answer> {
    let now = state.now();
    let refused = |example| Err(Answer::example(401, example));
    // HTTP/2 has the host in the target.
    let host = head.uri.authority().map(|authority| authority.as_str().as_bytes());
    let value = |name: &str| {
        let value = head.headers.get(name).map(http::HeaderValue::as_bytes);
        value.or(host.filter(|_| name == "host")).unwrap_or_default()
    };
    let Some((id, signed_headers, given)) = parse(head) else {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    };
    let token = value(X_SECURITY_TOKEN);
    // Without its security token a temporary key is not found: https://github.com/iits-consulting/otc-auth/issues/139
    // shows it. An empty one is none, since the SDK for Python sends it when the variable is empty.
    let is_known = |key: &Key| key.id == id && (key.security_token.is_none() || !token.is_empty());
    let Some(key) = state.access_keys.iter_mut().find(|key| is_known(key)) else {
        // The gateway names the key that it does not find.
        let text = tables::EXAMPLE_UNKNOWN_ACCESS_KEY;
        return Err(Answer::naming(401, text, "EXAMPLEACCESSKEY", id));
    };
    if key.locked_until.is_some_and(|end| now < end) {
        return refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY);
    }
    // No text for a wrong security token is documented; this is the one for other tokens that the gateway cannot read, or
    // that have expired. Nor is a refusal of a token beside a permanent key, so that one is not looked at.
    let is_right = |known: &String| known.as_bytes() == token && now < key.expires_at;
    if !key.security_token.as_ref().is_none_or(is_right) {
        return refused(tables::EXAMPLE_TOKEN_NOT_DECRYPTED);
    }
    let date = std::str::from_utf8(value(X_SDK_DATE)).unwrap_or_default();
    let signed_at = signed_at(date);
    if signed_at.is_some_and(|date| now.duration_since(date).abs() > CLOCK_WINDOW) {
        return refused(tables::EXAMPLE_TOO_OLD_SIGNATURE);
    }
    let headers: Vec<_> = signed_headers.split(';').map(|name| (name, value(name))).collect();
    // The vendor documents that `X-Project-Id`, `X-Domain-Id` and `X-Security-Token` are signed if they are sent. Its
    // Terraform provider adds all three after signing. That the live gateway accepts them unsigned is inferred: the
    // provider is in general use. A strict sandbox wants the security token signed, as the contract does.
    let is_signed = |name| headers.iter().any(|(signed, _)| *signed == name);
    let is_complete = is_signed(X_SDK_DATE)
        && (!state.is_strict || token.is_empty() || is_signed(X_SECURITY_TOKEN));
    let signable = Signable {
        method: head.method.as_str(),
        path: head.uri.path(),
        query: head.uri.query().unwrap_or_default(),
        headers: &headers,
        body,
    };
    let expected = signature(&key.secret_key, &string_to_sign(date, &signable.canonical_request()));
    if signed_at.is_some() && is_complete && expected == given {
        key.failures = 0;
        return Ok(key.owner.clone());
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
