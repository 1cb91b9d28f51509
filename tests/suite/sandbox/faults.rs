//! Faults: the responses that a test tells the sandbox to send.

use serde_json::json;
use taurusdb_htap::ErrorCode;
use taurusdb_htap::sandbox::{Fault, Sandbox};

use crate::support::sandbox_http::{LIST, get};

#[tokio::test]
async fn faults_apply_in_order_and_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).times(2).header("Retry-After", "7"));
    sandbox.fail(Fault::response(418, "{}"));
    sandbox.fail(Fault::status(500).on_iam());
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await.status);
    }
    assert_eq!(seen, [503, 503, 418, 200]);
}

/// The body of a status has a code that the contract's table lists for this status.
#[tokio::test]
async fn a_status_has_the_first_example_of_the_contract() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503));
    let response = get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await;
    let body: serde_json::Value = serde_json::from_str(&response.text).unwrap();
    let code = body["error_code"].as_str().unwrap();
    assert_eq!(code, "APIGW.0613", "the documentation of `Fault::status` names it");
    assert!(ErrorCode::find(code).any(|row| row.status == 503));
}

#[tokio::test]
async fn a_fault_sends_the_given_response() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = [("X-Auth-Token", "sandbox-token")];
    let body = r#"{ "request_id":"mine", "error_code": 1 }"#;
    sandbox.fail(Fault::response(999, body).times(0));
    sandbox.fail(Fault::response(999, body));
    let response = get(&sandbox, LIST, &token).await;
    assert_eq!((response.status, &*response.text), (999, body));
    let mine = [
        ("X-Request-Id", "mine"),
        ("date", "Thu, 01 Jan 1970 00:00:01 GMT"),
        ("Content-Type", "text/html"),
    ];
    let fault = Fault::response(200, "").header("X-Request-Id", "another");
    sandbox.fail(mine.iter().fold(fault, |fault, (name, value)| fault.header(*name, *value)));
    let response = get(&sandbox, LIST, &token).await;
    for (name, value) in mine {
        assert_eq!(response.headers[name], value); // `send` checks that each occurs once
    }
    assert_eq!(get(&sandbox, LIST, &token).await.status, 200);
}

#[tokio::test]
async fn an_invalid_fault_is_reported() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = [("X-Auth-Token", "sandbox-token")];
    for (fault, what) in [
        (Fault::status(0), "the status 0"),
        (Fault::status(100), "the status 100"),
        (Fault::response(199, "{}"), "the status 199"),
        (Fault::response(1000, "{}"), "the status 1000"),
        (Fault::status(u16::MAX), "the status 65535"),
        (Fault::disconnect().header("X Y", "z"), "the header \"X Y\""),
        (Fault::status(503).header("", "z"), "the header \"\""),
        (Fault::status(503).header("X-Y", "a\r\nX-Z: planted"), "the header \"X-Y\""),
        (Fault::response(503, "{}").header("Content-Length", "5"), "the header \"Content-Length\""),
        (
            Fault::response(503, "{}").header("Transfer-Encoding", "gzip"),
            "the header \"Transfer-Encoding\"",
        ),
    ] {
        sandbox.fail(fault);
        let response = get(&sandbox, LIST, &token).await;
        let message = format!("sandbox: a fault has {what}, which cannot be sent");
        assert_eq!((response.status, &response.body["error_msg"]), (500, &json!(message)));
    }
    sandbox.fail(Fault::status(42).on_iam());
    let response = get(&sandbox, "/v3/projects", &token).await;
    assert_eq!((response.status, &response.body["error_code"]), (500, &json!("SANDBOX")));
}
