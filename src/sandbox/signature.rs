//! Verifies the signature of a request, as the gateway does.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use jiff::SignedDuration;

use super::account::User;
use super::request::Request;
use super::response::{Response, Result};
use super::state::{AccessKey, State};
use crate::contract::generated::tables;
use crate::signing::sdk_hmac_sha256::{
    ALGORITHM, CLOCK_WINDOW, Signable, X_SDK_DATE, X_SECURITY_TOKEN, signature, signed_at,
    string_to_sign,
};

/// The number of wrong signatures in a row that do not lock a key. The next one does.
const MAX_FAILURES: u32 = 5;

/// How long a key stays locked.
const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// Verifies the signature over the headers that the request's own `SignedHeaders` lists, which differ from SDK to SDK. Returns
/// the owner of the key.
pub(super) fn verify(state: &mut State, request: &Request) -> Result<Arc<User>> {
    let now = state.now();
    let refused = |example| Err(Response::error(401, example));
    // HTTP/2 has the host in the target.
    let host = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let value = |name: &str| {
        let value = request.headers().get(name).map(http::HeaderValue::as_bytes);
        value.or(host.filter(|_| name == "host")).unwrap_or_default()
    };
    let Some((id, signed_headers, given)) = parse(request) else {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    };
    let token = value(X_SECURITY_TOKEN);
    // The gateway does not find a temporary key without its security token:
    // https://github.com/iits-consulting/otc-auth/issues/139. An empty token counts as absent, because the SDK for Python sends
    // one when the variable is empty.
    let is_known =
        |key: &AccessKey| key.id == id && (key.security_token.is_none() || !token.is_empty());
    let Some(key) = state.access_keys.iter_mut().find(|key| is_known(key)) else {
        let text = tables::EXAMPLE_UNKNOWN_ACCESS_KEY;
        return Err(Response::error_about(401, text, "EXAMPLEACCESSKEY", id));
    };
    if key.locked_until.is_some_and(|end| now < end) {
        return refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY);
    }
    // The vendor documents no error for a wrong security token. This one is for other tokens that the gateway cannot read, or
    // that have expired. The vendor documents no error for a token beside a permanent key either, so the sandbox ignores it.
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
    // The vendor documents that clients sign `X-Project-Id`, `X-Domain-Id` and `X-Security-Token` if they send them. Its
    // Terraform provider adds all three after signing. We infer that the live gateway accepts them unsigned, because the
    // provider is in general use. In strict mode the security token must be signed, as the contract says.
    let is_signed = |name| headers.iter().any(|(signed, _)| *signed == name);
    let is_complete = is_signed(X_SDK_DATE)
        && (!state.settings.is_strict || token.is_empty() || is_signed(X_SECURITY_TOKEN));
    let signable = Signable {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query().unwrap_or_default(),
        headers: &headers,
        body: request.body(),
    };
    let expected = signature(&key.secret_key, &string_to_sign(date, &signable.canonical_request()));
    if signed_at.is_some() && is_complete && expected == given {
        key.failures = 0;
        return Ok(key.owner.clone());
    }
    key.failures += 1;
    if key.failures <= MAX_FAILURES {
        return refused(tables::EXAMPLE_WRONG_SIGNATURE);
    }
    key.failures = 0;
    key.locked_until = now.checked_add(LOCK).ok();
    refused(tables::EXAMPLE_UNUSABLE_ACCESS_KEY)
}

/// The key ID, the signed headers and the signature in `Authorization`.
fn parse(request: &Request) -> Option<(&str, &str, &str)> {
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let mut parts = value.strip_prefix(ALGORITHM)?.trim_start().split(", ");
    let mut part = |name: &str| parts.next()?.strip_prefix(name);
    Some((part("Access=")?, part("SignedHeaders=")?, part("Signature=")?))
}
