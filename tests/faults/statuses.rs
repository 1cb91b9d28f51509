//! Errors of the service and its gateway, and `Retry-After`.

use async_trait::async_trait;
use taurusdb_htap::ErrorKind::{
    Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized,
};
use taurusdb_htap::sandbox::Fault;
use taurusdb_htap::{CredentialProvider, Credentials, RetryPolicy};

use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{Action, head, observe_peer, response, scripted_peer};
use crate::harness::{
    Observation, SECOND, TOKEN, builder, call, faults, observe, observe_call, sandbox,
    sandbox_client,
};

const TOO_MANY: &str = "APIGW.0308";
const LOCKED: &str =
    r#"{"error_code":"APIGW.0301","error_msg":"x: AK access failed to reach the limit,forbidden"}"#;

rows! {
    throttled: "429 without `Retry-After`, three times: the client waits for a second each time" =>
        error(Throttled).status(429).code(TOO_MANY).attempts(3).takes(2.0), faults([Fault::status(429).times(3)]);
    throttled_once: "429 without `Retry-After`, once" => rows(1).attempts(2).takes(1.0), faults([Fault::status(429)]);
    retry_after: "429 with `Retry-After: 5`" => rows(1).attempts(2).takes(5.0), retry_after_of("5");
    retry_after_nothing: "429 with `Retry-After: 0`" => rows(1).attempts(2), retry_after_of("0");
    retry_after_past: "429 with a date in the past" => rows(1).attempts(2), retry_after_of("Fri, 02 Jan 2026 03:04:05 GMT");
    retry_after_date: "429 with a date far ahead, beyond `max_retry_after`" =>
        error(Throttled).status(429).code(TOO_MANY), retry_after_of("Thu, 31 Dec 9998 23:59:59 GMT");
    retry_after_soon: "429 with a date half a minute ahead (`max_retry_after` and `timeout` 60 s)" => rows(1).attempts(2).takes_between(28.0, 30.0), soon();
    retry_after_negative: "429 with `Retry-After: -5`, which is invalid and ignored" => rows(1).attempts(2).takes(1.0), retry_after_of("-5");
    retry_after_garbage: "429 with `Retry-After: soon`, which is invalid and ignored" => rows(1).attempts(2).takes(1.0), retry_after_of("soon");
    retry_after_fraction: "429 with `Retry-After: 1.5`, which is invalid and ignored" => rows(1).attempts(2).takes(1.0), retry_after_of("1.5");
    retry_after_absurd: "429 with a `Retry-After` of 2⁶⁴ − 1 seconds" =>
        error(Throttled).status(429).code(TOO_MANY), retry_after_of("18446744073709551615");
    retry_after_overflow: "429 with a `Retry-After` of more than 2⁶⁴ seconds" =>
        error(Throttled).status(429).code(TOO_MANY), retry_after_of("99999999999999999999999");
    longer_than_max_retry_after: "429 with `Retry-After: 21`, longer than `max_retry_after`" =>
        error(Throttled).status(429).code(TOO_MANY), retry_after_of("21");
    as_long_as_max_retry_after: "429 with `Retry-After: 20`, as long as `max_retry_after`" =>
        rows(1).attempts(2).takes(20.0), retry_after_of("20");
    longer_than_the_call: "429 with `Retry-After: 15` (`timeout` 10 s)" =>
        error(Throttled).status(429).code(TOO_MANY), in_time(Fault::status(429).header("Retry-After", "15"), 10);
    unavailable_retry_after: "503 with `Retry-After: 3`, twice" =>
        rows(1).attempts(3).takes(6.0), faults([Fault::status(503).header("Retry-After", "3").times(2)]);
    too_large_retry_after: "413 with `Retry-After: 3`, which is not retried" =>
        error(InvalidRequest).status(413).code("APIGW.0201"), faults([Fault::status(413).header("Retry-After", "3")]);
    status_500_once: "500, once" => rows(1).attempts(2), faults([Fault::status(500)]);
    status_502_once: "502, once" => rows(1).attempts(2), faults([Fault::status(502)]);
    status_503_once: "503, once" => rows(1).attempts(2), faults([Fault::status(503)]);
    status_504_once: "504, once" => rows(1).attempts(2), faults([Fault::status(504)]);
    three_kinds: "500, then a broken connection, then rows" =>
        rows(1).attempts(3), faults([Fault::status(500), Fault::disconnect()]);
    status_500: "500, three times" =>
        error(Service).status(500).code("DBS.108000").attempts(3), faults([Fault::status(500).times(3)]);
    status_408_once: "408, once" => rows(1).attempts(2), faults([Fault::status(408)]);
    status_408: "408, three times" =>
        error(InvalidRequest).status(408).attempts(3), faults([Fault::status(408).times(3)]);
    status_501: "501: waiting does not help" => error(Service).status(501), faults([Fault::status(501)]);
    status_599: "599, which is not documented" =>
        error(Service).status(599).attempts(3), faults([Fault::status(599).times(3)]);
    status_418: "418, which is not documented" => error(InvalidRequest).status(418), faults([Fault::status(418)]);
    status_999: "999, which HTTP does not define" =>
        error(Service).status(999).attempts(3), faults([Fault::status(999).times(3)]);
    refused_engine: "400 for the engine" =>
        error(InvalidRequest).status(400).code("DBS.280235"), faults([Fault::status(400)]);
    forbidden: "403" => error(Forbidden).status(403).code("DBS.280015"), faults([Fault::status(403)]);
    not_found: "404" => error(NotFound).status(404).code("APIGW.0101"), faults([Fault::status(404)]);
    forbidden_for_now: "403 with a code for which waiting helps: the status decides" =>
        error(Forbidden).status(403).code("DBS.108000"), faults([Fault::response(403, r#"{"error_code":"DBS.108000"}"#)]);
    refused_token: "401 for a token that the client cannot renew" =>
        error(Unauthorized).status(401).code("APIGW.0307"), faults([Fault::status(401)]);
    refused_signature: "401 for a signature, which is not sent again" =>
        error(Unauthorized).status(401).code("APIGW.0307"), signed(Fault::status(401));
    locked_key: "401 for a key that is locked for five minutes: the client does not wait" =>
        error(Unauthorized).status(401).code("APIGW.0301"), signed(Fault::response(401, LOCKED));
    key_of_a_provider: "401 for a key of a provider: the next call fetches a new one" =>
        error(Unauthorized).status(401).code("APIGW.0307"), provided();
    waiting_does_not_help: "500 with a code for which waiting does not help" => error(Service).status(500).code("APIGW.0605"),
        faults([Fault::response(500, r#"{"error_code":"APIGW.0605","error_msg":"no backend"}"#)]);
    stalled_signature: "401 for a signature, whose body stalls: the request is not sent again" =>
        error(Unauthorized).status(401).takes(10.0), stalled(true, "401 X");
    stalled_request: "422 whose body stalls" =>
        error(InvalidRequest).status(422).takes(10.0), stalled(false, "422 X");
    stalled_retry_after: "429 with `Retry-After: 31`, whose body stalls" =>
        error(Throttled).status(429).takes(10.0), stalled(false, "429 X\r\nRetry-After: 31");
    stalled_failure: "503 whose body stalls" =>
        rows(0).attempts(2).takes(10.0), stalled(false, "503 X");
    stalled_token: "401 for a token, whose body stalls: the token is replaced" =>
        rows(0).attempts(2).takes(10.0), replaced();
    stalled_wait: "429 with `Retry-After: 12`, whose body stalls: the wait starts with the status" =>
        rows(0).attempts(2).takes(12.0), stalled(false, "429 X\r\nRetry-After: 12");
    dropped_waits: "503, after 101 calls that were dropped while they waited to retry" =>
        rows(1).attempts(2), dropped();
    echoed_token: "An error that contains the token" => error(InvalidRequest).status(400).code("***"), echoed();
    control_characters_in_the_message: "A message with control characters" => error(InvalidRequest).status(400).code("DBS.1"),
        error_of(r#"{"error_code":"DBS.1","error_msg":"a\u001b[2J\r\nb"}"#);
    long_message: "A message of 100 000 characters, of which 1000 are kept" =>
        error(InvalidRequest).status(400).code("DBS.1"), long();
    deep_error: "An error of 100 000 nested arrays" =>
        error(InvalidRequest).status(400), error_of("[".repeat(100_000));
}

async fn retry_after_of(wait: &str) -> Observation {
    faults([Fault::status(429).header("Retry-After", wait)]).await
}

/// The date has whole seconds of the system clock, so the wait varies.
async fn soon() -> Observation {
    let sandbox = sandbox().await;
    let then = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(30);
    let date =
        jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&then).unwrap();
    sandbox.fail(Fault::status(429).header("Retry-After", date));
    let policy = RetryPolicy::default().max_retry_after(60 * SECOND);
    observe(&sandbox_client(&sandbox).retry(policy).timeout(60 * SECOND).build().unwrap()).await
}

async fn in_time(fault: Fault, seconds: u32) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(fault);
    let client = sandbox_client(&sandbox).build().unwrap();
    observe_call(&client, call(&client).timeout(seconds * SECOND)).await
}

async fn signed(fault: Fault) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(fault);
    let seen = observe(
        &sandbox_client(&sandbox).credentials(sandbox.access_key_credentials()).build().unwrap(),
    )
    .await;
    assert_eq!(sandbox.requests().len(), 2, "one of them is the successful call");
    seen
}

/// Returns the sandbox's key.
#[derive(Debug)]
struct Vault(Credentials);

#[async_trait]
impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.0.clone())
    }
}

async fn provided() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(401));
    let vault = Credentials::provider(Vault(sandbox.access_key_credentials()));
    let seen = observe(&sandbox_client(&sandbox).credentials(vault).build().unwrap()).await;
    assert_eq!(sandbox.requests().len(), 2, "one of them is the successful call");
    seen
}

/// A response whose body stalls, then successful ones.
async fn stalled(is_signed: bool, start: &str) -> Observation {
    let head = head(&format!("{start}\r\nContent-Length: 99"));
    let mut builder = builder(&scripted_peer([Action::Stall(head)]).await.endpoint);
    if is_signed {
        builder = builder.credentials(Credentials::access_key("id", "planted-key"));
    }
    observe(&builder.build().unwrap()).await
}

/// A dropped call returns its share of the retry budget.
async fn dropped() -> Observation {
    let sandbox = sandbox().await;
    let client = sandbox_client(&sandbox).build().unwrap();
    for _ in 0..101 {
        sandbox.fail(Fault::status(503).header("Retry-After", "1"));
        assert!(tokio::time::timeout(SECOND / 2, call(&client)).await.is_err());
    }
    assert_eq!(sandbox.requests().len(), 101, "no call was retried");
    sandbox.fail(Fault::status(503));
    observe(&client).await
}

async fn replaced() -> Observation {
    let iam = sandbox().await;
    let refusal = Action::Stall(head("401 X\r\nContent-Length: 99"));
    let builder = builder(&scripted_peer([refusal]).await.endpoint).iam_endpoint(iam.endpoint());
    let seen = observe(&builder.credentials(iam.user_credentials()).build().unwrap()).await;
    assert_eq!(iam.requests().len(), 2);
    seen
}

async fn error_of(body: impl AsRef<[u8]>) -> Observation {
    observe_peer([Action::Respond(response("400 Bad Request", body))]).await
}

async fn echoed() -> Observation {
    let body =
        format!(r#"{{"error_code":"{TOKEN}","error_msg":"no {TOKEN}!","request_id":"{TOKEN}"}}"#);
    let scripted_peer = scripted_peer([Action::Respond(response("400 Bad Request", body))]).await;
    observe(&builder(&scripted_peer.endpoint).build().unwrap()).await
}

async fn long() -> Observation {
    error_of(format!(r#"{{"error_code":"DBS.1","error_msg":"{}"}}"#, "long ".repeat(20_000))).await
}
