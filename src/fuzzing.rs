//! What the fuzz targets reach of the inside: compiled by cargo-fuzz alone, and no interface of the crate.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use progenitor_client::Error as CallError;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contract::generated::{iam, taurusdb_htap};
use crate::credentials::environment::files;
use crate::error::{Error, Result};
use crate::http::outcome;
use crate::http::response::ReceivedResponse;
use crate::http::retry_after;
use crate::signing::identity::Credential;
use crate::signing::sdk_hmac_sha256::{self, Signable};

type List = taurusdb_htap::types::ListHtapDataStoreResponse;

/// The success body of `ListHtapDataStore`, written again.
pub fn list(body: &[u8]) -> Result<String> {
    decoded::<List>(body)
}

/// The success body of `CreateUserToken`, written again.
pub fn token(body: &[u8]) -> Result<String> {
    decoded::<iam::types::CreateUserTokenResponse>(body)
}

fn decoded<T: DeserializeOwned + Serialize>(body: &[u8]) -> Result<String> {
    let broken = |error| {
        let error = CallError::<()>::InvalidResponsePayload(body.to_vec().into(), error);
        let received = ReceivedResponse::made(StatusCode::OK, &HeaderMap::new(), body, &[]);
        outcome::failure::<T, _>("Fuzzed", &[], None, Some(&received), error)
    };
    let answer: T = serde_json::from_slice(body).map_err(broken)?;
    serde_json::to_string(&answer).map_err(broken)
}

/// The error that an answer becomes; none if the answer itself could not have come.
#[must_use]
pub fn failure(
    status: u16,
    headers: &[(&[u8], &[u8])],
    body: &[u8],
    secrets: &[&str],
) -> Option<Error> {
    let headers = headers.iter().filter_map(|(name, value)| {
        Some((HeaderName::from_bytes(name).ok()?, HeaderValue::from_bytes(value).ok()?))
    });
    let status = StatusCode::from_u16(status).ok()?;
    let received = ReceivedResponse::made(status, &headers.collect(), body, secrets);
    let error = match serde_json::from_slice::<List>(body) {
        Err(error) if status.is_success() => {
            CallError::<()>::InvalidResponsePayload(body.to_vec().into(), error)
        }
        _ => CallError::UnexpectedResponse(http::Response::new("").into()),
    };
    Some(outcome::failure::<List, _>("ListHtapDataStore", secrets, None, Some(&received), error))
}

/// Canonical request, string to sign, signature and the header `Authorization`. Headers are sorted, in lower case.
#[must_use]
pub fn signed(
    keys: [&str; 2],
    date: &str,
    [method, path, query]: [&str; 3],
    headers: &[(&str, &[u8])],
    body: &[u8],
) -> [Vec<u8>; 4] {
    let request = Signable { method, path, query, headers, body };
    let canonical = request.canonical_request();
    let to_sign = sdk_hmac_sha256::string_to_sign(date, &canonical);
    let signature = sdk_hmac_sha256::signature(keys[1], &to_sign);
    let header = sdk_hmac_sha256::authorization(keys[0], &request.signed_headers(), &signature);
    [canonical, to_sign.into(), signature.into(), header.into()]
}

/// Everything that prints of a text that stands in a file of credentials, and whether credentials came of it.
#[must_use]
pub fn profile(text: &str) -> [(String, bool); 2] {
    files(text).map(|found| match found {
        Ok((found, credential)) => {
            let is_fit =
                matches!(credential, Some(Ok(Credential::AccessKey(_) | Credential::Token(_))));
            let credential = credential.map(|credential| {
                credential.map_or_else(|error| told(&error), |credential| debug(&credential))
            });
            (found + &credential.unwrap_or_default(), is_fit)
        }
        Err(error) => (told(&error), false),
    })
}

/// What the header `Retry-After` says at a moment in seconds of Unix time.
#[must_use]
pub fn retry_after(value: &str, now: i64) -> Option<Duration> {
    let now = now.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    retry_after::retry_after(value, Timestamp::from_second(now).ok()?)
}

fn debug(what: &impl Debug) -> String {
    format!("{what:?}")
}

/// An error in every form in which it prints.
#[must_use]
pub fn told(error: &Error) -> String {
    let mut told = debug(error) + error.hint().unwrap_or_default();
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        told += &format!("\n{error}\n{error:?}");
        cause = error.source();
    }
    told
}
