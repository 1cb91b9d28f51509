//! Tokens that expire, are revoked or cannot be renewed, with many concurrent calls: how many logins there are.

use std::time::Duration;

use serde_json::json;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, EngineName, ErrorKind, Result, RetryPolicy};

const CALLS: usize = 10_000;

fn client(sandbox: &Sandbox) -> Client {
    let builder = sandbox.client_builder().credentials(sandbox.user_credentials());
    // As many concurrent requests as a server accepts. Other calls wait.
    let builder = builder.max_concurrent_requests(64).timeout(Duration::from_secs(600));
    builder.build().unwrap()
}

async fn call(client: &Client) -> Result<u32> {
    Ok(client.list_datastores(EngineName::StarRocks).await?.attempts())
}

/// Makes concurrent calls, which must all succeed. Returns the sum of their attempts, and the maximum of one call.
async fn concurrent_calls(client: &Client) -> (usize, u32) {
    let calls: Vec<_> = (0..CALLS)
        .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
        .collect();
    let (mut all, mut most) = (0, 0);
    for call in calls {
        let attempts = call.await.unwrap().unwrap().attempts();
        (all, most) = (all + attempts as usize, most.max(attempts));
    }
    (all, most)
}

/// The number of requests to IAM, and to the service.
fn requests_to_iam_and_service(sandbox: &Sandbox) -> (usize, usize) {
    let requests = sandbox.requests();
    let of_iam = requests.iter().filter(|request| request.path() == "/v3/auth/tokens").count();
    (of_iam, requests.len() - of_iam)
}

/// Advances the client's clock.
async fn advance(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

async fn wait_for_logins(sandbox: &Sandbox, count: usize) {
    let logins = async {
        while requests_to_iam_and_service(sandbox).0 < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), logins).await.expect("there was no login");
}

#[tokio::test]
async fn ten_thousand_calls_with_an_expired_token_send_one_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.advance(Duration::from_secs(25 * 3600));
    advance(25 * 3600).await;
    assert_eq!(concurrent_calls(&client).await, (CALLS, 1));
    assert_eq!(requests_to_iam_and_service(&sandbox), (2, 1 + CALLS));
}

#[tokio::test]
async fn ten_thousand_calls_with_a_revoked_token_send_one_login() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.revoke_tokens();
    let (attempts, most) = concurrent_calls(&client).await;
    assert_eq!(requests_to_iam_and_service(&sandbox), (2, 1 + attempts));
    assert_eq!(most, 2, "each call has at most one further attempt");
    // Only calls that held a permit got a 401.
    assert!(attempts <= CALLS + 64, "{attempts}");
}

#[tokio::test]
async fn a_throttled_iam_gets_no_request_before_retry_after() {
    const PAST: &str = "Fri, 02 Jan 2026 03:04:05 GMT";
    for (header, pause) in
        [(Some("30"), 30), (Some("100000"), 300), (Some("0"), 1), (Some(PAST), 1), (None, 1)]
    {
        let sandbox = Sandbox::start().await.unwrap();
        let client = client(&sandbox);
        let fault = Fault::status(429).on_iam();
        sandbox.fail(match header {
            Some(wait) => fault.header("Retry-After", wait),
            None => fault,
        });
        let first = call(&client).await.unwrap_err();
        assert_eq!(first.kind(), ErrorKind::Throttled);
        tokio::time::pause(); // none of these calls waits
        for _ in 0..50 {
            let error = call(&client).await.unwrap_err();
            let found = (error.kind(), error.request_id());
            assert_eq!(found, (ErrorKind::Throttled, first.request_id()));
        }
        tokio::time::resume();
        assert_eq!(requests_to_iam_and_service(&sandbox), (1, 0), "Retry-After: {header:?}");
        advance(pause + 1).await;
        call(&client).await.unwrap();
        assert_eq!(requests_to_iam_and_service(&sandbox), (2, 1));
    }
}

/// All calls wait for the time of `Retry-After`. Then one of them logs in.
#[tokio::test]
async fn calls_that_wait_for_a_throttled_iam_send_one_login() {
    let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    for fault in [Fault::status(429).header("Retry-After", "1"), Fault::status(429)] {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.fail(fault.on_iam());
        let builder = sandbox.client_builder().credentials(sandbox.user_credentials());
        let client = builder.retry(policy).build().unwrap();
        let calls: Vec<_> = (0..20)
            .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().attempts(), 2);
        }
        assert_eq!(requests_to_iam_and_service(&sandbox), (2, 20));
    }
}

#[tokio::test]
async fn a_throttled_renewal_waits_while_the_current_token_is_used() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::status(429).header("Retry-After", "120").on_iam());
    advance((23 * 60 + 50) * 60).await;
    call(&client).await.unwrap();
    wait_for_logins(&sandbox, 2).await;
    for _ in 0..50 {
        call(&client).await.unwrap(); // the refusal arrives during these calls
    }
    advance(60).await; // more than the usual pause after a failure
    for _ in 0..20 {
        call(&client).await.unwrap();
    }
    assert_eq!(requests_to_iam_and_service(&sandbox).0, 2);
    advance(61).await;
    call(&client).await.unwrap();
    wait_for_logins(&sandbox, 3).await;
}

/// The token has expired by the service's clock, but not by the client's.
#[tokio::test]
async fn a_token_that_expires_during_a_call_is_replaced() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    assert_eq!(call(&client).await.unwrap(), 1);
    sandbox.advance(Duration::from_secs(25 * 3600));
    assert_eq!(call(&client).await.unwrap(), 2);
    assert_eq!((call(&client).await.unwrap(), requests_to_iam_and_service(&sandbox)), (1, (2, 4)));
}

/// The clocks differ by years in either direction. Only the lifetime of a token counts.
#[tokio::test]
async fn a_wrong_clock_does_not_change_the_lifetime() {
    for (issued_at, expires_at) in [
        ("1999-01-01T00:00:00.000000Z", "1999-01-02T00:00:00.000000Z"),
        ("2999-01-01T00:00:00.000000Z", "2999-01-02T00:00:00.000000Z"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let client = client(&sandbox);
        let body = json!({"token": {"issued_at": issued_at, "expires_at": expires_at}});
        let response = Fault::response(201, body.to_string()).on_iam();
        sandbox.fail(response.header("X-Subject-Token", sandbox.token()));
        for _ in 0..3 {
            assert_eq!(call(&client).await.unwrap(), 1);
        }
        advance(23 * 3600).await;
        assert_eq!(
            (call(&client).await.unwrap(), requests_to_iam_and_service(&sandbox)),
            (1, (1, 4))
        );
        advance(2 * 3600).await;
        assert_eq!((call(&client).await.unwrap(), requests_to_iam_and_service(&sandbox).0), (1, 2));
    }
}
