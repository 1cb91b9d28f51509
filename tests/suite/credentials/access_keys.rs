//! Access keys: the signature of a request, and how the gateway checks it.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, Credentials, EngineName, Error, ErrorKind, Language};

use crate::support::sandbox_http::http_client;
use crate::support::signed_request::{PERMANENT, TEMPORARY, send_at, signing};

const WRONG: &str = "verify aksk signature fail";
const LOCKED: &str = "AK access failed to reach the limit,forbidden";

fn client(sandbox: &Sandbox, credentials: Credentials) -> Client {
    sandbox.client_builder().credentials(credentials).build().unwrap()
}

async fn failed(client: &Client) -> Error {
    client.list_datastores(EngineName::StarRocks).await.unwrap_err()
}

/// Sends a request that is signed now, see [`send_at`].
async fn send(
    sandbox: &Sandbox,
    key: [&str; 2],
    sent: &[(&str, &str)],
    signed: &str,
) -> (u16, String) {
    send_at(sandbox, Timestamp::now(), key, sent, signed).await
}

/// The headers that the SDKs for Python and Go send, and those that they sign.
#[tokio::test]
async fn the_signed_headers_of_each_sdk_are_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let project_id = sandbox.project_id();
    let sent = [
        ("content-type", "application/json"),
        ("user-agent", "huaweicloud-usdk-python/3.0"),
        ("x-project-id", project_id.as_str()),
    ];
    for signed in
        ["content-type;host;user-agent;x-project-id;x-sdk-date", "x-project-id;x-sdk-date"]
    {
        assert_eq!(send(&sandbox, PERMANENT, &sent, signed).await.0, 200, "{signed}");
    }
    // A key has only one project, so the request need not name it.
    assert_eq!(send(&sandbox, PERMANENT, &[], "x-sdk-date").await.0, 200);
    // The vendor's Terraform provider adds the project after signing.
    assert_eq!(send(&sandbox, PERMANENT, &sent, "host;x-sdk-date").await.0, 200);
    let refused = send(&sandbox, PERMANENT, &sent, "host;x-project-id").await;
    assert_eq!(refused, (401, WRONG.to_owned()), "the date has to be signed");
}

#[tokio::test]
async fn a_signature_for_another_project_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let other = "23a60154cf494ec9ad6883979a12db0a";
    let denied = (403, "Resource not found or permission denied.".to_owned());
    for signed in ["x-project-id;x-sdk-date", "x-sdk-date"] {
        let response = send(&sandbox, PERMANENT, &[("x-project-id", other)], signed).await;
        assert_eq!(response, denied, "{signed}");
    }
    let builder = sandbox.client_builder().credentials(sandbox.access_key_credentials());
    let error = failed(&builder.project_id(other).build().unwrap()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Forbidden, Some("DBS.280015")));
}

#[tokio::test]
async fn a_security_token_is_valid_for_one_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let (bare, all) = ("x-sdk-date", "x-sdk-date;x-security-token");
    let unknown = "Get secretKey failed,ak:SANDBOXACCESSKEY0002,err:ak not exist";
    let right = "sandbox-security-token";
    for (key, token, signed, status, message) in [
        (TEMPORARY, Some(right), all, 200, ""),
        (TEMPORARY, Some(right), bare, 200, ""),
        (TEMPORARY, Some("other"), all, 401, "decrypt token fail"),
        (TEMPORARY, Some(""), all, 401, unknown),
        (TEMPORARY, None, bare, 401, unknown),
        (["SANDBOXACCESSKEY0002", "other"], Some(right), all, 401, WRONG),
        // The security token of a permanent key is ignored.
        (PERMANENT, Some("other"), all, 200, ""),
        (PERMANENT, Some(""), all, 200, ""),
    ] {
        let sent: Vec<_> = token.map(|token| ("x-security-token", token)).into_iter().collect();
        let response = send(&sandbox, key, &sent, signed).await;
        assert_eq!(response, (status, message.to_owned()), "{key:?} {token:?} {signed}");
    }
}

#[tokio::test]
async fn six_failures_in_a_row_lock_only_that_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = [("x-security-token", "sandbox-security-token")];
    let keys = [
        (PERMANENT, &[][..], "x-sdk-date"),
        (TEMPORARY, &token[..], "x-sdk-date;x-security-token"),
    ];
    // Ten failures in all do not lock a key, because no more than five are in a row.
    for _ in 0..2 {
        for (key, sent, signed) in keys {
            for _ in 0..5 {
                assert_eq!(send(&sandbox, [key[0], "other"], sent, signed).await.1, WRONG);
            }
            assert_eq!(send(&sandbox, key, sent, signed).await.0, 200);
        }
    }
    let [(permanent, none, date), (temporary, token, both)] = keys;
    for message in [WRONG, WRONG, WRONG, WRONG, WRONG, LOCKED, LOCKED] {
        assert_eq!(send(&sandbox, [temporary[0], "other"], token, both).await.1, message);
    }
    assert_eq!(send(&sandbox, temporary, token, both).await.1, LOCKED);
    assert_eq!(send(&sandbox, permanent, none, date).await.0, 200, "another key");
}

#[tokio::test]
async fn a_signed_request_is_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.access_key_credentials());
    let response =
        client.list_datastores(EngineName::StarRocks).language(Language::ZhCn).await.unwrap();
    assert_eq!(response.len(), 1);
    let [request] = sandbox.requests().try_into().unwrap();
    let mut names: Vec<_> = request.headers().iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let expected = [
        "accept",
        "authorization",
        "content-type",
        "host",
        "user-agent",
        "x-language",
        "x-project-id",
        "x-sdk-date",
    ];
    assert_eq!(names, expected);
    assert_eq!(request.header("x-project-id"), Some("23a50154cf494ec9ad6883979a12db0a"));
    assert_eq!(request.header("authorization"), Some("***"));
}

#[cfg(feature = "http-client")]
#[tokio::test]
async fn a_signed_request_is_accepted_over_http2() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = sandbox.client_builder().credentials(sandbox.access_key_credentials());
    let client =
        builder.http_client(reqwest::ClientBuilder::http2_prior_knowledge).build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
}

#[tokio::test]
async fn the_security_token_is_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let right = client(&sandbox, sandbox.temporary_access_key_credentials());
    right.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(sandbox.requests()[0].header("x-security-token"), Some("***"));
    let (id, secret) = ("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key");
    for credentials in [
        Credentials::access_key(id, secret),
        Credentials::temporary_access_key(id, secret, "planted-token"),
        Credentials::temporary_access_key(id, "planted-secret", "sandbox-security-token"),
    ] {
        let error = failed(&client(&sandbox, credentials)).await;
        assert_eq!(error.kind(), ErrorKind::Unauthorized);
        assert!(!format!("{error:?}").contains("planted"));
    }
}

/// The sandbox's clock moves ahead of the client's.
#[tokio::test]
async fn the_hint_for_a_wrong_clock_has_both_times() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.access_key_credentials());
    sandbox.advance(Duration::from_secs(14 * 60));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    sandbox.advance(Duration::from_secs(2 * 60));
    let error = failed(&client).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthorized, Some("APIGW.0303")));
    let hint = error.hint().unwrap();
    let words = hint.split_whitespace().map(|word| word.trim_end_matches([',', ':']));
    let times: Vec<Timestamp> = words.filter_map(|word| word.parse().ok()).collect();
    assert_eq!(times.len(), 2, "{hint}");
    let apart = times[1].duration_since(times[0]);
    assert!((15..=17).contains(&apart.as_mins()), "{hint}");
}

#[tokio::test]
async fn a_lock_ends_after_five_minutes() {
    let sandbox = Sandbox::start().await.unwrap();
    let wrong = client(&sandbox, Credentials::access_key("SANDBOXACCESSKEY0001", "planted-secret"));
    for _ in 0..6 {
        failed(&wrong).await;
    }
    let right = client(&sandbox, sandbox.access_key_credentials());
    sandbox.advance(Duration::from_secs(4 * 60));
    assert!(failed(&right).await.message().unwrap().ends_with(LOCKED));
    sandbox.advance(Duration::from_secs(61));
    // The count starts at zero again.
    assert!(failed(&wrong).await.message().unwrap().ends_with(WRONG));
    right.list_datastores(EngineName::StarRocks).await.unwrap();
}

#[tokio::test]
async fn the_sixth_wrong_signature_locks_the_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let wrong = client(&sandbox, Credentials::access_key("SANDBOXACCESSKEY0001", "planted-secret"));
    let mut messages = Vec::new();
    for _ in 0..7 {
        let error = failed(&wrong).await;
        assert_eq!(
            (error.kind(), error.code(), error.is_retryable()),
            (ErrorKind::Unauthorized, Some("APIGW.0301"), false)
        );
        assert!(!format!("{error:?}").contains("planted"));
        messages.push(error.message().unwrap().rsplit(": ").next().unwrap().to_owned());
    }
    assert_eq!(messages[..5], [WRONG; 5]);
    assert_eq!(messages[5..], [LOCKED; 2]);
    assert_eq!(sandbox.requests().len(), 7, "a refused signature is not sent again");
    let right = failed(&client(&sandbox, sandbox.access_key_credentials())).await;
    assert!(right.hint().unwrap().contains("five minutes"), "{right:?}");
}

#[tokio::test]
async fn the_hint_for_an_unknown_key_names_the_key_id() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = failed(&client(&sandbox, Credentials::access_key("OTHER", "secret"))).await;
    let hint = error.hint().unwrap();
    assert!(
        error.message().unwrap().ends_with("ak:OTHER,err:ak not exist") && hint.contains("key ID"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_refused_signature_is_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(401));
    assert_eq!(
        failed(&client(&sandbox, sandbox.access_key_credentials())).await.kind(),
        ErrorKind::Unauthorized
    );
    assert_eq!(sandbox.requests().len(), 1);
}

/// The vendor's SDKs support other algorithms. The sandbox cannot verify them, so it cannot call a signature wrong.
#[tokio::test]
async fn an_unknown_algorithm_does_not_lock_the_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = http_client().build().unwrap();
    let url =
        format!("{}/v3/{}/htap/datastores/star-rocks", sandbox.endpoint(), sandbox.project_id());
    let date = Timestamp::now().strftime(signing::DATE_FORMAT).to_string();
    for algorithm in ["SDK-HMAC-SM3", "SDK-ECDSA-P256-SHA256", "SDK-SM2-SM3", "V11-HMAC-SHA256"] {
        let authorization =
            format!("{algorithm} Access={}, SignedHeaders=x-sdk-date, Signature=00", PERMANENT[0]);
        for _ in 0..6 {
            let request = http.get(&url).header("X-Sdk-Date", &date);
            let response = request.header("Authorization", &authorization).send().await.unwrap();
            assert_eq!(response.status(), 401, "{algorithm}");
            let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
            assert!(body["error_msg"].as_str().unwrap().ends_with(WRONG), "{algorithm}: {body}");
        }
    }
    assert_eq!(send(&sandbox, PERMANENT, &[], "x-sdk-date").await.0, 200);
}

/// The sandbox verifies the headers that `SignedHeaders` lists, because each SDK signs others.
#[tokio::test]
async fn an_invalid_signature_has_its_documented_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = http_client().build().unwrap();
    let url =
        format!("{}/v3/{}/htap/datastores/star-rocks", sandbox.endpoint(), sandbox.project_id());
    for (date, authorization, code) in [
        (
            "20200102T030405Z",
            "SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY0001, SignedHeaders=x-sdk-date, Signature=00",
            "APIGW.0303",
        ),
        (
            "nonsense",
            "SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY0001, SignedHeaders=x-sdk-date, Signature=00",
            "APIGW.0301",
        ),
        ("nonsense", "Basic Zm9vOmJhcg==", "APIGW.0301"),
        ("nonsense", "SDK-HMAC-SHA256 Access=SANDBOXACCESSKEY0001", "APIGW.0301"),
    ] {
        let request =
            http.get(&url).header("X-Sdk-Date", date).header("Authorization", authorization);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 401);
        let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        assert_eq!(body["error_code"], code, "{authorization}");
    }
}
