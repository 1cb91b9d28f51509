//! Exchanges at IAM and STS: a temporary access key for a token, or for an agency.

use std::ops::RangeInclusive;
use std::time::Duration;

use http::request::Parts;
use serde_json::{Value, json};

use super::answer::{Answer, example};
use super::iam::{caller, read};
use super::state::State;
use crate::contract::generated::iam::types::{
    AssumeAgencyWithOidcRequest, CreateTemporaryAccessKeyRequest,
};
use crate::contract::generated::tables;

/// How many seconds a key lives unless the request says otherwise, by the vendor's pages.
const KEY_LIFE: i64 = 900;

/// How many seconds the session of an agency lasts unless the request says otherwise, by the vendor's page.
const SESSION_LIFE: i64 = 3600;

pub(super) fn create_temporary_access_key(
    state: &mut State,
    head: &Parts,
    body: &[u8],
) -> Result<Answer, Answer> {
    let invalid = || Answer::invalid_parameter("auth");
    let request = read::<CreateTemporaryAccessKeyRequest>(state, head, body).ok_or_else(invalid)?;
    let identity = &request["auth"]["identity"];
    let methods = identity["methods"].as_array().ok_or_else(invalid)?;
    // Only what `methods` names counts.
    let given = |method: &str| identity.get(method).filter(|_| methods.iter().any(|m| m == method));
    let (owner, seconds) = if let Some(token) = given("token") {
        let known = state.live_token(token["id"].as_str().unwrap_or_default());
        let known = known.ok_or_else(|| Answer::example(401, tables::EXAMPLE_TOKEN_INVALID))?;
        (known.user.clone(), &token["duration_seconds"])
    } else if let Some(role) = given("assume_role") {
        if !role["domain_id"].is_string() && !role["domain_name"].is_string() {
            return Err(invalid());
        }
        caller(state, head, body)?.granted()?;
        let known = example(tables::EXAMPLE_AGENCY_FOR_KEY);
        let known = &known["auth"]["identity"]["assume_role"]["agency_name"];
        let domain = json!({"id": role["domain_id"], "name": role["domain_name"]});
        let is_known = role["agency_name"] == *known && state.account.is(&domain);
        // The vendor lists no 404: an agency that does not exist is one that was not given to the caller.
        if !is_known {
            return Err(Answer::example(403, tables::EXAMPLE_NO_PERMISSION));
        }
        (state.account.administrator().clone(), &role["duration_seconds"])
    } else {
        return Err(invalid());
    };
    let lifetime = lifetime(seconds, KEY_LIFE, tables::KEY_DURATION_RANGE)?;
    let key = state.issue_key(&owner, lifetime);
    let mut body = example(tables::EXAMPLE_TEMPORARY_ACCESS_KEY_CREATED);
    body["credential"] = json!({
        "access": key.id, "secret": key.secret_key, "securitytoken": key.security_token,
        "expires_at": format!("{:.6}", key.expires_at),
    });
    Ok(Answer::json(201, &body))
}

pub(super) fn assume_agency_with_oidc(
    state: &mut State,
    head: &Parts,
    body: &[u8],
) -> Result<Answer, Answer> {
    let request = read::<AssumeAgencyWithOidcRequest>(state, head, body);
    let request = request.ok_or_else(|| Answer::invalid_parameter("body"))?;
    let lifetime =
        lifetime(&request["duration_seconds"], SESSION_LIFE, tables::SESSION_DURATION_RANGE)?;
    let known = example(tables::EXAMPLE_ASSUME_AGENCY);
    if request["id_token"] != known["id_token"] {
        return Err(Answer::example(401, tables::EXAMPLE_TOKEN_INVALID));
    }
    if ["agency_urn", "provider_urn"].iter().any(|urn| request[*urn] != known[*urn]) {
        return Err(Answer::example(403, tables::EXAMPLE_NO_PERMISSION));
    }
    let owner = state.account.administrator().clone();
    let key = state.issue_key(&owner, lifetime);
    let mut body = example(tables::EXAMPLE_AGENCY_ASSUMED);
    body["credentials"] = json!({
        "access_key_id": key.id, "secret_access_key": key.secret_key,
        "security_token": key.security_token, "expiration": format!("{:.3}", key.expires_at),
    });
    Ok(Answer::json(200, &body))
}

/// How long a key is to live.
fn lifetime(
    seconds: &Value,
    default: i64,
    allowed: RangeInclusive<i64>,
) -> Result<Duration, Answer> {
    let seconds = if seconds.is_null() { Some(default) } else { seconds.as_i64() };
    let seconds = seconds.filter(|seconds| allowed.contains(seconds));
    let seconds = seconds.and_then(|seconds| u64::try_from(seconds).ok());
    seconds.map(Duration::from_secs).ok_or_else(|| Answer::invalid_parameter("duration_seconds"))
}
