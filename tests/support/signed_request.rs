//! Signs a request as another client would, and sends it to the sandbox.

use jiff::Timestamp;
use serde_json::Value;
use taurusdb_htap::sandbox::Sandbox;

#[path = "../../src/signing/sdk_hmac_sha256.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
pub(crate) mod signing;

use super::sandbox_http::http_client;
use signing::{Signable, authorization, signature, string_to_sign};

/// The ID and the secret key of the sandbox's access key.
pub(crate) const PERMANENT: [&str; 2] = ["SANDBOXACCESSKEY0001", "sandbox-secret-key"];
/// The same of its temporary access key.
pub(crate) const TEMPORARY: [&str; 2] = ["SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key"];

/// Sends a signed request for the versions of StarRocks, and returns the status and the message of the response.
///
/// `now` is the time of the signature. `sent` are the headers beside `Host` and `X-Sdk-Date`, and `signed` names those
/// that the signature covers.
pub(crate) async fn send_at(
    sandbox: &Sandbox,
    now: Timestamp,
    [id, secret_key]: [&str; 2],
    sent: &[(&str, &str)],
    signed: &str,
) -> (u16, String) {
    let path = format!("/v3/{}/htap/datastores/star-rocks", sandbox.project_id());
    let date = now.strftime(signing::DATE_FORMAT).to_string();
    let host = sandbox.endpoint().trim_start_matches("http://");
    let sent = [&[("host", host), ("x-sdk-date", &date)], sent].concat();
    let names = signed.split(';');
    let headers: Vec<_> = names
        .map(|name| *sent.iter().find(|(sent, _)| *sent == name).expect("what is signed is sent"))
        .map(|(name, value)| (name, value.as_bytes()))
        .collect();
    let signable = Signable { method: "GET", path: &path, query: "", headers: &headers, body: b"" };
    let signature = signature(secret_key, &string_to_sign(&date, &signable.canonical_request()));
    let http = http_client().build().unwrap();
    let mut request = http.get(format!("{}{path}", sandbox.endpoint()));
    for (name, value) in sent {
        request = request.header(name, value);
    }
    let authorization = authorization(id, signed, &signature);
    let response = request.header("Authorization", authorization).send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    let message = body["error_msg"].as_str().unwrap_or_default();
    (status, message.rsplit(": ").next().unwrap_or_default().to_owned())
}
