//! Access keys: what is signed, and what the gateway makes of it.

use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, Credentials, EngineName, Error, ErrorKind, Language};

fn client(sandbox: &Sandbox, credentials: Credentials) -> Client {
    sandbox.client_builder().credentials(credentials).build().unwrap()
}

async fn failed(client: &Client) -> Error {
    client.list_datastores(EngineName::StarRocks).await.unwrap_err()
}

#[tokio::test]
async fn a_signed_request_is_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.access_key());
    let answer =
        client.list_datastores(EngineName::StarRocks).language(Language::ZhCn).await.unwrap();
    assert_eq!(answer.len(), 1);
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

#[tokio::test]
async fn a_signed_request_is_accepted_over_http2() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = sandbox.client_builder().credentials(sandbox.access_key());
    let client =
        builder.http_client(reqwest::ClientBuilder::http2_prior_knowledge).build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
}

#[tokio::test]
async fn a_security_token_goes_along() {
    let sandbox = Sandbox::start().await.unwrap();
    let right = client(&sandbox, sandbox.temporary_access_key());
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

/// The sandbox's clock moves away from that of the client, and on past a lock.
#[tokio::test]
async fn a_wrong_clock_is_told_with_both_times() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.access_key());
    sandbox.advance(Duration::from_secs(14 * 60));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    sandbox.advance(Duration::from_secs(2 * 60));
    let error = failed(&client).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthorized, Some("APIGW.0303")));
    let hint = error.hint().unwrap();
    let words = hint.split_whitespace().map(|word| word.trim_end_matches([',', ':']));
    let times: Vec<jiff::Timestamp> = words.filter_map(|word| word.parse().ok()).collect();
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
    let right = client(&sandbox, sandbox.access_key());
    sandbox.advance(Duration::from_secs(4 * 60));
    failed(&right).await;
    sandbox.advance(Duration::from_secs(61));
    right.list_datastores(EngineName::StarRocks).await.unwrap();
}

#[tokio::test]
async fn five_wrong_signatures_are_answered_and_the_sixth_locks_the_key() {
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
    assert_eq!(messages[..5], ["verify aksk signature fail"; 5]);
    assert_eq!(messages[5..], ["AK access failed to reach the limit,forbidden"; 2]);
    assert_eq!(sandbox.requests().len(), 7, "a refused signature is not sent again");
    let right = failed(&client(&sandbox, sandbox.access_key())).await;
    assert!(right.hint().unwrap().contains("five minutes"), "{right:?}");
}

#[tokio::test]
async fn an_unknown_key_is_explained() {
    let sandbox = Sandbox::start().await.unwrap();
    let error = failed(&client(&sandbox, Credentials::access_key("OTHER", "secret"))).await;
    let hint = error.hint().unwrap();
    assert!(
        error.message().unwrap().ends_with("ak not exist") && hint.contains("key ID"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_refused_signature_is_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(401));
    assert_eq!(
        failed(&client(&sandbox, sandbox.access_key())).await.kind(),
        ErrorKind::Unauthorized
    );
    assert_eq!(sandbox.requests().len(), 1);
}

/// What the vendor's SDKs sign differs: the sandbox goes by the request's own list.
#[tokio::test]
async fn the_sandbox_verifies_by_signed_headers() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
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
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 401);
        let body: serde_json::Value =
            serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(body["error_code"], code, "{authorization}");
    }
}
