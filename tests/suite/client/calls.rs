//! Calls: the request that is sent, and the rows or the error that is returned.

use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    Client, Credentials, Datastore, EngineName, Error, ErrorKind, Language, RetryPolicy,
};

use super::builder_of;
use crate::support::peer;

async fn failed(client: &Client) -> Error {
    client.list_datastores(EngineName::StarRocks).await.expect_err("the call should have failed")
}

fn client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().build().unwrap()
}

fn client_of(endpoint: &str) -> Client {
    builder_of(endpoint).build().unwrap()
}

#[tokio::test]
async fn rows_have_a_status_and_a_request_id() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = client(&sandbox).list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!((response.status(), response.len()), (200, 1));
    assert_eq!(response.request_id().map(str::len), Some(32));
    let row = response.into_iter().next().unwrap();
    assert_eq!(
        (row.id.as_str(), row.name.as_str(), row.kernel_version.as_str()),
        ("38197973-8895-36ed-b853-52daeefb6d3a", "3.1", "3.1.6.0")
    );
}

#[tokio::test]
async fn latest_compares_version_numbers() {
    let sandbox = Sandbox::start().await.unwrap();
    let versions =
        ["3.1.6.0", "3.1.10.0", "3.1.9.9"].map(|version| Datastore::new(version, "3.1", version));
    sandbox.set_datastores(EngineName::StarRocks, versions);
    let response = client(&sandbox).list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(response.latest().unwrap().kernel_version.as_str(), "3.1.10.0");
    sandbox.set_datastores(EngineName::StarRocks, []);
    let response = client(&sandbox).list_datastores(EngineName::StarRocks).await.unwrap();
    assert!(response.is_empty() && response.latest().is_none());
}

/// Only the headers that the contract or HTTP requires are sent.
#[tokio::test]
async fn a_call_sends_only_the_required_headers() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client_builder().language(Language::EnUs).build().unwrap();
    client.list_datastores(EngineName::StarRocks).language(Language::ZhCn).await.unwrap();
    let [request] = sandbox.requests().try_into().unwrap();
    assert_eq!(request.method(), "GET");
    assert_eq!(request.path(), "/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/star-rocks");
    assert_eq!(request.query(), None);
    let mut headers = request.headers().to_vec();
    headers.sort();
    let expected = [
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("host", sandbox.endpoint().trim_start_matches("http://")),
        ("user-agent", concat!("taurusdb-htap/", env!("CARGO_PKG_VERSION"))),
        ("x-auth-token", "***"),
        ("x-language", "zh-cn"),
    ];
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn no_language_is_sent_unless_set() {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox).list_datastores(EngineName::ClickHouse).await.unwrap();
    assert_eq!(sandbox.requests()[0].header("x-language"), None);
}

#[tokio::test]
async fn each_documented_error_keeps_status_code_and_message() {
    use ErrorKind::{Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized};
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (status, kind, code, is_retryable) in [
        (400, InvalidRequest, "DBS.280235", false),
        (401, Unauthorized, "APIGW.0307", false),
        (403, Forbidden, "DBS.280015", false),
        (404, NotFound, "APIGW.0101", false),
        (413, InvalidRequest, "APIGW.0201", false),
        (414, InvalidRequest, "APIGW.0201", false),
        (422, InvalidRequest, "DBS.212019", false),
        (429, Throttled, "APIGW.0308", true),
        (494, InvalidRequest, "APIGW.0201", false),
        (500, Service, "DBS.108000", true),
        (502, Service, "APIGW.0201", true),
        (503, Service, "APIGW.0613", true),
        (504, Service, "APIGW.0201", true),
    ] {
        sandbox.fail(Fault::status(status));
        let error = failed(&client).await;
        assert_eq!((error.status(), error.kind(), error.code()), (Some(status), kind, Some(code)));
        assert_eq!(error.is_retryable(), is_retryable, "{status}");
        assert_eq!(error.request_id().map(str::len), Some(32), "{status}");
        let (text, message) = (error.to_string(), error.message().unwrap());
        assert!(text.starts_with(&format!("ListHtapDataStore star-rocks: {status} ")), "{text}");
        assert!(text.contains(code) && text.contains(message), "{text}");
        assert!(error.hint().unwrap().ends_with('.'), "{status}");
    }
}

#[tokio::test]
async fn the_status_decides_the_kind_for_any_body() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (status, body, kind, code) in [
        (502, "<html>Bad gateway</html>", ErrorKind::Service, None),
        (401, "", ErrorKind::Unauthorized, None),
        (403, "plain text", ErrorKind::Forbidden, None),
        (
            400,
            r#"{"error_code":280235,"error_msg":"m"}"#,
            ErrorKind::InvalidRequest,
            Some("280235"),
        ),
        (418, r#"{"error_code":"X.1"}"#, ErrorKind::InvalidRequest, Some("X.1")),
        (599, "[1,2", ErrorKind::Service, None),
        (400, r#"{"error":{"code":400,"message":"m"}}"#, ErrorKind::InvalidRequest, Some("400")),
    ] {
        sandbox.fail(Fault::response(status, body));
        let error = failed(&client).await;
        assert_eq!(
            (error.status(), error.kind(), error.code()),
            (Some(status), kind, code),
            "{body}"
        );
        assert_eq!(error.request_id().map(str::len), Some(32), "{body}");
        assert!(!format!("{error:?}").contains("html"), "a payload in {error:?}");
    }
}

#[tokio::test]
async fn a_request_id_in_the_body_is_read() {
    let body = r#"{"error_code":"APIG.0308","error_msg":"m","request_id":"from-the-body"}"#;
    let response = format!("HTTP/1.1 429 X\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let error = failed(&client_of(&peer::responds_once(response).await)).await;
    assert_eq!((error.request_id(), error.kind()), (Some("from-the-body"), ErrorKind::Throttled));
    assert!(error.is_retryable(), "`APIG.` is an alias of `APIGW.`");
}

#[tokio::test]
async fn retry_after_is_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(429).header("Retry-After", "7"));
    let error = failed(&client(&sandbox)).await;
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.hint().unwrap().ends_with("The response asks to wait 7 s."), "{error:?}");
    sandbox.fail(Fault::status(503));
    assert_eq!(failed(&client(&sandbox)).await.retry_after(), None);
}

#[tokio::test]
async fn an_echoed_token_is_masked() {
    let token = "planted-".repeat(256);
    let sandbox = Sandbox::builder().token(token.as_str()).start().await.unwrap();
    let body = format!(
        r#"{{"error_code":"{token}","error_msg":"bad header {token}!","request_id":"{token}"}}"#
    );
    sandbox.fail(Fault::response(400, body));
    let error = failed(&client(&sandbox)).await;
    assert_eq!((error.code(), error.message()), (Some("***"), Some("bad header ***!")));
    assert!(!format!("{error:?}{error}").contains("planted"), "{error:?}");
}

#[tokio::test]
async fn a_success_over_the_body_limit_is_an_error() {
    let rows = r#"{"datastores":[]}"#;
    let body = format!("{rows}{}", " ".repeat(2 * 1024 * 1024));
    let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let response = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}");
    let error = failed(&client_of(&peer::responds_once(response).await)).await;
    assert_eq!(
        error.to_string(),
        "ListHtapDataStore star-rocks: invalid response: the body is larger than 1048576 bytes"
    );
}

#[tokio::test]
async fn an_invalid_response_names_the_json_path() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let row = r#"{"id":"a","name":"3.1","kernel_version":"3.1.6.0"}"#;
    for (body, place) in [
        (String::new(), "the body is empty"),
        ("<html>planted</html>".to_owned(), "the body is HTML or XML, not JSON"),
        ("{}".to_owned(), "`datastores` is missing"),
        ("[[]]".to_owned(), "the JSON is not an object"),
        (
            r#"{"datastores":[["a","3.1","3.1.6.0"]]}"#.to_owned(),
            "`datastores[0]` has the wrong type",
        ),
        (
            format!(r#"{{"datastores":[{row},{row},{{"id":"planted","kernel_version":"3"}}]}}"#),
            "`datastores[2].name` is missing",
        ),
        (
            format!(r#"{{"datastores":[{row},{{"id":"planted"#),
            "the JSON ends early, at `datastores[1].id`",
        ),
        (" ".repeat(2 * 1024 * 1024), "the body is larger than 1048576 bytes"),
    ] {
        sandbox.fail(Fault::response(200, body));
        let error = failed(&client).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::InvalidResponse, Some(200)),
            "{place}"
        );
        let id = error.request_id().unwrap();
        assert_eq!(
            error.to_string(),
            format!("ListHtapDataStore star-rocks: invalid response: {place} (request ID {id})")
        );
        assert!(!format!("{error:?}").contains("planted"), "{error:?}");
    }
    for status in [204, 202, 301, 302] {
        sandbox.fail(Fault::response(status, ""));
        let error = failed(&client).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidResponse, Some(status)));
    }
}

#[tokio::test]
async fn unknown_members_are_ignored_and_numbers_keep_their_digits() {
    let sandbox = Sandbox::start().await.unwrap();
    let row = r#"{"id":"a","name":3.10,"kernel_version":"3.10.0.0","new":[1]}"#;
    sandbox.fail(Fault::response(200, format!(r#"{{"datastores":[{row}],"new":{{}}}}"#)));
    let response = client(&sandbox).list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(response.as_slice()[0].name.as_str(), "3.10");
}

#[tokio::test]
async fn a_truncated_body_is_an_invalid_response() {
    for response in [
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\nX-Request-Id: r1\r\n\r\n{\"datastores\":[]}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Request-Id: r1\r\n\r\n5\r\n{\"dat",
    ] {
        let error = failed(&client_of(&peer::responds_once(response).await)).await;
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::InvalidResponse, Some(200)),
            "{error:?}"
        );
        assert_eq!(error.request_id(), Some("r1"));
        assert!(error.is_retryable());
    }
    let cut = "HTTP/1.1 503 X\r\nContent-Length: 500\r\nX-Request-Id: r1\r\n\r\n<html>";
    let error = failed(&client_of(&peer::responds_once(cut).await)).await;
    assert_eq!(
        (error.kind(), error.status(), error.request_id()),
        (ErrorKind::Service, Some(503), Some("r1"))
    );
}

#[cfg(feature = "http-client")]
#[tokio::test]
async fn no_redirect_is_followed() {
    let (sandbox, other) = (Sandbox::start().await.unwrap(), Sandbox::start().await.unwrap());
    let location = format!("{}/v3/x", other.endpoint());
    sandbox.fail(Fault::response(307, "").header("Location", location));
    let configured = sandbox
        .client_builder()
        .http_client(|builder| builder.redirect(reqwest::redirect::Policy::limited(5)));
    let error = failed(&configured.build().unwrap()).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidResponse, Some(307)));
    assert_eq!(other.requests().len(), 0);
}

#[tokio::test]
async fn a_failed_connection_is_retryable() {
    let endpoint = peer::unused_endpoint();
    let error = failed(&client_of(&endpoint)).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Connection, None));
    let sentence =
        format!("ListHtapDataStore star-rocks: the service could not be reached ({endpoint})");
    assert_eq!(error.to_string(), sentence);
    assert!(error.is_retryable() && std::error::Error::source(&error).is_some());

    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::disconnect());
    let error = failed(&client(&sandbox)).await;
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Connection, true));
    assert_eq!(sandbox.requests().len(), 1, "the request is not repeated");
}

#[tokio::test]
async fn a_call_ends_at_its_timeout() {
    let sandbox = Sandbox::start().await.unwrap();
    let a_day = Duration::from_secs(24 * 60 * 60);
    sandbox.fail(Fault::delay(a_day).times(2));
    let brief = Duration::from_millis(20);
    let error = failed(&sandbox.client_builder().timeout(brief).build().unwrap()).await;
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true));
    let sentence =
        format!("ListHtapDataStore star-rocks: no response within 20ms ({})", sandbox.endpoint());
    assert_eq!(error.to_string(), sentence);
    let call = || client(&sandbox).list_datastores(EngineName::StarRocks);
    assert_eq!(call().timeout(brief).await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(call().timeout(Duration::MAX).await.unwrap().len(), 1);
}

/// The error keeps what was received before the timeout.
#[tokio::test]
async fn a_stalled_body_keeps_status_and_request_id() {
    for (head, kind) in [("200 OK", ErrorKind::Timeout), ("503 X", ErrorKind::Service)] {
        let response = format!(
            "HTTP/1.1 {head}\r\nX-Request-Id:\r\nX-IAM-Trace-Id: t-1\r\nContent-Length: 99\r\n\r\n{{"
        );
        let client = Client::builder()
            .endpoint(peer::stalls_after(response).await)
            .project_id("23a50154cf494ec9ad6883979a12db0a")
            .credentials(Credentials::token("token"))
            .timeout(Duration::from_secs(1))
            .build()
            .unwrap();
        let error = failed(&client).await;
        let status = head[..3].parse().ok();
        assert_eq!((error.kind(), error.status(), error.request_id()), (kind, status, Some("t-1")));
        let is_late = error.to_string().contains("but no complete response within 1s");
        assert_eq!(is_late, kind == ErrorKind::Timeout, "{error}");
    }
}

#[cfg(feature = "http-client")]
#[tokio::test]
async fn the_hint_marks_a_guessed_host() {
    let unused_endpoint = peer::unused_endpoint().trim_start_matches("http://").parse().unwrap();
    let client = Client::builder()
        .region("cn-new-9")
        .retry(RetryPolicy::off())
        .project_id("23a50154cf494ec9ad6883979a12db0a")
        .credentials(Credentials::token("token"))
        .http_client(move |builder| {
            builder.no_proxy().resolve("gaussdb.cn-new-9.myhuaweicloud.com", unused_endpoint)
        })
        .build()
        .unwrap();
    let error = failed(&client).await;
    assert_eq!(error.kind(), ErrorKind::Connection);
    let hint = error.hint().unwrap();
    assert!(
        hint.contains("is a guess, https://gaussdb.cn-new-9.myhuaweicloud.com: if it is another, set the endpoint"),
        "{hint}"
    );
}
