//! Operations of IAM and STS that issue temporary access keys: for a token, or for an agency.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::caller::Caller;
use super::request::{Request, body, methods};
use super::response::{Response, Result, example};
use super::state::State;
use crate::contract::generated::iam::types::{
    AssumeAgencyWithOidcRequest, CreateTemporaryAccessKeyRequest,
};
use crate::contract::generated::tables;

/// The default lifetime of a key in seconds, by the vendor's pages.
const KEY_LIFETIME: i64 = 900;

/// The default duration of an agency's session in seconds, by the vendor's page.
const SESSION_DURATION: i64 = 3600;

pub(super) fn create_temporary_access_key(state: &mut State, request: &Request) -> Result {
    let invalid = || Response::invalid_parameter("auth");
    let body = body::<CreateTemporaryAccessKeyRequest>(request, state.settings.is_strict, invalid)?;
    let identity = &body["auth"]["identity"];
    let methods = methods(identity).ok_or_else(invalid)?;
    let (owner, seconds) = if methods.contains(&"token") {
        let owner = state.token_of_identity(identity)?.user.clone();
        (owner, &identity["token"]["duration_seconds"])
    } else if methods.contains(&"assume_role") {
        let role = &identity["assume_role"];
        if !role["domain_id"].is_string() && !role["domain_name"].is_string() {
            return Err(invalid());
        }
        Caller::of_iam(state, request)?.administrator()?;
        let known = example(tables::EXAMPLE_AGENCY_FOR_KEY);
        let known = &known["auth"]["identity"]["assume_role"]["agency_name"];
        let domain = json!({"id": role["domain_id"], "name": role["domain_name"]});
        // The vendor lists no 404: an agency that does not exist gets the same error as one that the caller may not assume.
        if role["agency_name"] != *known || !state.account.matches(&domain) {
            return Err(Response::error(403, tables::EXAMPLE_NO_PERMISSION));
        }
        (state.account.administrator().clone(), &role["duration_seconds"])
    } else {
        return Err(invalid());
    };
    let lifetime = lifetime(seconds, KEY_LIFETIME, tables::KEY_DURATION_RANGE)?;
    let key = state.issue_key(&owner, lifetime);
    let mut body = example(tables::EXAMPLE_TEMPORARY_ACCESS_KEY_CREATED);
    body["credential"] = json!({
        "access": key.id, "secret": key.secret_key, "securitytoken": key.security_token,
        "expires_at": format!("{:.6}", key.expires_at),
    });
    Ok(Response::json(201, &body))
}

pub(super) fn assume_agency_with_oidc(state: &mut State, request: &Request) -> Result {
    let invalid = || Response::invalid_parameter("body");
    let body = body::<AssumeAgencyWithOidcRequest>(request, state.settings.is_strict, invalid)?;
    let seconds = &body["duration_seconds"];
    let lifetime = lifetime(seconds, SESSION_DURATION, tables::SESSION_DURATION_RANGE)?;
    let known = example(tables::EXAMPLE_ASSUME_AGENCY);
    if body["id_token"] != known["id_token"] {
        return Err(Response::error(401, tables::EXAMPLE_TOKEN_INVALID));
    }
    if ["agency_urn", "provider_urn"].iter().any(|urn| body[*urn] != known[*urn]) {
        return Err(Response::error(403, tables::EXAMPLE_NO_PERMISSION));
    }
    let owner = state.account.administrator().clone();
    let key = state.issue_key(&owner, lifetime);
    let mut body = example(tables::EXAMPLE_AGENCY_ASSUMED);
    body["credentials"] = json!({
        "access_key_id": key.id, "secret_access_key": key.secret_key,
        "security_token": key.security_token, "expiration": format!("{:.3}", key.expires_at),
    });
    Ok(Response::json(200, &body))
}

/// The lifetime that a request asks for.
fn lifetime(seconds: &Value, default: i64, allowed: RangeInclusive<i64>) -> Result<SignedDuration> {
    let seconds = if seconds.is_null() { Some(default) } else { seconds.as_i64() };
    let seconds = seconds.filter(|seconds| allowed.contains(seconds));
    let lifetime = seconds.map(SignedDuration::from_secs);
    lifetime.ok_or_else(|| Response::invalid_parameter("duration_seconds"))
}
