//! A token from its issue to its end, for many callers: how often IAM is asked.

use std::time::Duration;

use serde_json::json;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, EngineName, ErrorKind, Result, RetryPolicy};

const CROWD: usize = 10_000;

fn client(sandbox: &Sandbox) -> Client {
    let builder = sandbox.client_builder().credentials(sandbox.user_credentials());
    // As many calls at once as a server takes; the rest waits.
    let builder = builder.max_concurrent_requests(64).timeout(Duration::from_secs(600));
    builder.build().unwrap()
}

async fn call(client: &Client) -> Result<u32> {
    Ok(client.list_datastores(EngineName::StarRocks).await?.attempts())
}

/// Calls at once; all are answered. Tells how many attempts there were in all, and the most of one call.
async fn crowd(client: &Client) -> (usize, u32) {
    let calls: Vec<_> = (0..CROWD)
        .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
        .collect();
    let (mut all, mut most) = (0, 0);
    for call in calls {
        let attempts = call.await.unwrap().unwrap().attempts();
        (all, most) = (all + attempts as usize, most.max(attempts));
    }
    (all, most)
}

/// Requests to IAM, and to the service.
fn asked(sandbox: &Sandbox) -> (usize, usize) {
    let requests = sandbox.requests();
    let of_iam = requests.iter().filter(|request| request.path() == "/v3/auth/tokens").count();
    (of_iam, requests.len() - of_iam)
}

/// Moves the client's clock.
async fn advance(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

async fn asked_of_iam(sandbox: &Sandbox, count: usize) {
    let asked = async {
        while asked(sandbox).0 < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), asked).await.expect("IAM was not asked");
}

#[tokio::test]
async fn ten_thousand_callers_on_an_expired_token_ask_iam_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.advance(Duration::from_secs(25 * 3600));
    advance(25 * 3600).await;
    assert_eq!(crowd(&client).await, (CROWD, 1));
    assert_eq!(asked(&sandbox), (2, 1 + CROWD));
}

#[tokio::test]
async fn ten_thousand_callers_whose_token_was_revoked_ask_iam_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.revoke_tokens();
    let (attempts, most) = crowd(&client).await;
    assert_eq!(asked(&sandbox), (2, 1 + attempts));
    assert_eq!(most, 2, "each is tried again once at most");
    // Only who had a connection by then learnt of it the hard way.
    assert!(attempts <= CROWD + 64, "{attempts}");
}

#[tokio::test]
async fn a_throttled_iam_is_left_alone() {
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
        tokio::time::pause(); // none of these waits for anything
        for _ in 0..50 {
            let error = call(&client).await.unwrap_err();
            let told = (error.kind(), error.request_id());
            assert_eq!(told, (ErrorKind::Throttled, first.request_id()));
        }
        tokio::time::resume();
        assert_eq!(asked(&sandbox), (1, 0), "Retry-After: {header:?}");
        advance(pause + 1).await;
        call(&client).await.unwrap();
        assert_eq!(asked(&sandbox), (2, 1));
    }
}

/// What IAM asks for is waited for by whoever needs the identity, and then asked once.
#[tokio::test]
async fn those_who_wait_for_a_throttled_iam_come_back_together_and_ask_once() {
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
        assert_eq!(asked(&sandbox), (2, 20));
    }
}

#[tokio::test]
async fn a_throttled_renewal_waits_while_the_old_token_serves() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::status(429).header("Retry-After", "120").on_iam());
    advance((23 * 60 + 50) * 60).await;
    call(&client).await.unwrap();
    asked_of_iam(&sandbox, 2).await;
    for _ in 0..50 {
        call(&client).await.unwrap(); // the refusal arrives meanwhile
    }
    advance(60).await; // more than the usual pause after a failure
    for _ in 0..20 {
        call(&client).await.unwrap();
    }
    assert_eq!(asked(&sandbox).0, 2);
    advance(61).await;
    call(&client).await.unwrap();
    asked_of_iam(&sandbox, 3).await;
}

/// The token ends by the service's clock between the look at ours and the answer.
#[tokio::test]
async fn a_token_that_ends_during_a_call_is_replaced() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    assert_eq!(call(&client).await.unwrap(), 1);
    sandbox.advance(Duration::from_secs(25 * 3600));
    assert_eq!(call(&client).await.unwrap(), 2);
    assert_eq!((call(&client).await.unwrap(), asked(&sandbox)), (1, (2, 4)));
}

/// Clocks that differ by years in either direction: only how long a token lives counts.
#[tokio::test]
async fn a_clock_that_is_wrong_does_no_harm() {
    for (issued_at, expires_at) in [
        ("1999-01-01T00:00:00.000000Z", "1999-01-02T00:00:00.000000Z"),
        ("2999-01-01T00:00:00.000000Z", "2999-01-02T00:00:00.000000Z"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let client = client(&sandbox);
        let body = json!({"token": {"issued_at": issued_at, "expires_at": expires_at}});
        let answer = Fault::answer(201, body.to_string()).on_iam();
        sandbox.fail(answer.header("X-Subject-Token", sandbox.token()));
        for _ in 0..3 {
            assert_eq!(call(&client).await.unwrap(), 1);
        }
        advance(23 * 3600).await;
        assert_eq!((call(&client).await.unwrap(), asked(&sandbox)), (1, (1, 4)));
        advance(2 * 3600).await;
        assert_eq!((call(&client).await.unwrap(), asked(&sandbox).0), (1, 2));
    }
}
