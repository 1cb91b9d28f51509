//! The functions that the fuzz targets call. `src/lib.rs` includes this file as a module if cargo-fuzz builds the crate; it is
//! not part of the crate's interface.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use jiff::Timestamp;
use progenitor_client::{Error as CallError, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contract::generated::tables::X_REQUEST_ID;
use crate::contract::generated::{iam, taurusdb_htap};
use crate::credentials::environment::files;
use crate::error::{Error, Result};
use crate::http::exchange::{Exchange, Sender, Sent};
use crate::http::outcome::outcome;
use crate::http::response::{Body, ReceivedResponse, is_fit_to_show};
use crate::http::retry_after;
use crate::signing::access_key::X_SDK_DATE;
use crate::signing::identity::Credential;
use crate::signing::sdk_hmac_sha256::{self, Signable};

type List = taurusdb_htap::types::ListHtapDataStoreResponse;

/// Reads the success body of `ListHtapDataStore` and writes it again.
pub fn list(body: &[u8]) -> Result<String> {
    decoded::<List>(body)
}

/// Reads the success body of `CreateUserToken` and writes it again.
pub fn token(body: &[u8]) -> Result<String> {
    decoded::<iam::types::CreateUserTokenResponse>(body)
}

fn decoded<T: DeserializeOwned + Serialize>(body: &[u8]) -> Result<String> {
    let headers = HeaderMap::new();
    let exchange = received(StatusCode::OK, &headers, body, "");
    let invalid = |error| CallError::<()>::InvalidResponsePayload(body.to_vec().into(), error);
    let value: T = outcome(
        &exchange,
        serde_json::from_slice(body)
            .map(|value| ResponseValue::new(value, StatusCode::OK, headers))
            .map_err(invalid),
    )?;
    let written = serde_json::to_string(&value).map_err(invalid);
    outcome(
        &exchange,
        written.map(|text| ResponseValue::new(text, StatusCode::OK, HeaderMap::new())),
    )
}

/// The error of a response, or `None` if no server could send such a response.
#[must_use]
pub fn failure(
    status: u16,
    headers: &[(&[u8], &[u8])],
    body: &[u8],
    secret: &str,
) -> Option<Error> {
    let headers = headers.iter().filter_map(|(name, value)| {
        Some((HeaderName::from_bytes(name).ok()?, HeaderValue::from_bytes(value).ok()?))
    });
    let status = StatusCode::from_u16(status).ok()?;
    let exchange = received(status, &headers.collect(), body, secret);
    let error = match serde_json::from_slice::<List>(body) {
        Err(error) if status.is_success() => {
            CallError::<()>::InvalidResponsePayload(body.to_vec().into(), error)
        }
        _ => CallError::UnexpectedResponse(http::Response::new("").into()),
    };
    outcome::<List, _>(&exchange, Err(error)).err()
}

/// An exchange with a secret in its body that got this response.
fn received(status: StatusCode, headers: &HeaderMap, body: &[u8], secret: &str) -> Exchange {
    let [request_id, signed_at] = [X_REQUEST_ID, X_SDK_DATE].map(|name| headers.get(name).cloned());
    let request_id = request_id.filter(|id| is_fit_to_show(id, &[secret]));
    let mut response = ReceivedResponse::head(status, headers, signed_at);
    response.request_id = request_id;
    let (bytes, is_truncated, is_complete) = (body.to_owned(), false, true);
    _ = response.body.set(Body { bytes, is_truncated, is_complete });
    let exchange = Exchange::new(Sender::Bearer(secret.into()), usize::MAX);
    let (operation, span) = ("ListHtapDataStore", tracing::Span::none());
    _ = exchange.sent.set(Sent { operation, span, is_plain: false });
    _ = exchange.response.set(response);
    exchange
}

/// Canonical request, string to sign, signature and the header `Authorization`. The headers must be sorted, in lower case.
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

/// Everything that the client shows of a text in a file of credentials, and whether the text has credentials.
#[must_use]
pub fn profile(text: &str) -> [(String, bool); 2] {
    files(text).map(|found| match found {
        Ok((found, credential)) => {
            let is_fit =
                matches!(credential, Some(Ok(Credential::AccessKey(_) | Credential::Token(_))));
            let credential = credential.map(|credential| {
                credential.map_or_else(|error| shown(&error), |credential| debug(&credential))
            });
            (found + &credential.unwrap_or_default(), is_fit)
        }
        Err(error) => (shown(&error), false),
    })
}

/// The wait of a header `Retry-After`, read at a moment in seconds of Unix time.
#[must_use]
pub fn retry_after(value: &str, now: i64) -> Option<Duration> {
    let now = now.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    retry_after::retry_after(value, Timestamp::from_second(now).ok()?)
}

fn debug(what: &impl Debug) -> String {
    format!("{what:?}")
}

/// An error in every form in which a program could print it.
#[must_use]
pub fn shown(error: &Error) -> String {
    let mut text = debug(error) + error.hint().unwrap_or_default();
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        text += &format!("\n{error}\n{error:?}");
        cause = error.source();
    }
    text
}
