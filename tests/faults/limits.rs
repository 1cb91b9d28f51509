//! Timeouts, the retry budget, the limit of concurrent requests, and dropped calls.

use std::time::Duration;

use taurusdb_htap::ErrorKind::{Connection, Service, Timeout};
use taurusdb_htap::RetryPolicy;
use taurusdb_htap::sandbox::Fault;
use tokio::time::{Instant, timeout};

use crate::harness::expected::{error, nothing, rows};
use crate::harness::scripted_peer::{Action, scripted_peer};
use crate::harness::{
    A_DAY, Observation, Outcome, SECOND, builder, call, client, observe, observe_call, sandbox,
    sandbox_client,
};

rows! {
    budget_empty: "500 when the retry budget is empty" =>
        error(Service).status(500).code("DBS.108000"), without_budget();
    call_shorter_than_attempt: "No response (`timeout` 1 s)" => error(Timeout).ends_at(1.0), with_timeout(SECOND);
    call_shorter_than_two: "No response (`timeout` 12 s)" =>
        error(Timeout).attempts(2).ends_at(12.0), with_timeout(12 * SECOND);
    call_of_no_time: "No response (`timeout` 0 s)" => error(Timeout).ends_at(0.0), with_timeout(Duration::ZERO);
    attempts_of_a_second: "No response (`attempt_timeout` 1 s)" =>
        error(Timeout).attempts(3).takes(3.0), with_attempt_timeout(RetryPolicy::default());
    five_attempts: "No response (`attempt_timeout` 1 s, 5 attempts without backoff)" =>
        error(Timeout).attempts(5).ends_at(5.0),
        with_attempt_timeout(RetryPolicy::default().max_attempts(5).backoff(Duration::ZERO, Duration::ZERO));
    retries_off: "No response (`attempt_timeout` 1 s, no retries)" =>
        error(Timeout).retryable().takes(1.0), with_attempt_timeout(RetryPolicy::off());
    broken_without_retries: "A broken connection (no retries)" =>
        error(Connection).retryable(), once(Fault::disconnect());
    status_without_retries: "503 (no retries)" =>
        error(Service).status(503).code("APIGW.0613").retryable(), once(Fault::status(503));
    no_permit_free: "The only permit is taken (`max_concurrent_requests` 1, `timeout` 1 s)" =>
        error(Timeout).ends_at(1.0), with_permit_taken(SECOND);
    permit_free_later: "The only permit is taken for 9 seconds (`max_concurrent_requests` 1)" =>
        rows(1).takes(9.0), with_permit_taken(30 * SECOND);
    cancelled: "The caller drops the call after a second" => nothing().ends_at(1.0), cancelled_call();
    cancelled_in_a_wait: "The caller drops the call while it waits to retry" => nothing().ends_at(1.0), cancelled_wait();
}

/// A new client has a budget of a hundred retries.
async fn without_budget() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(500).times(150 + 1));
    let client = sandbox_client(&sandbox).build().unwrap();
    let without_backoff = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    for _ in 0..50 {
        assert_eq!(call(&client).retry(without_backoff).await.unwrap_err().attempts(), 3);
    }
    observe(&client).await
}

fn silence() -> Vec<Action> {
    vec![Action::Stall(Vec::new()); 5]
}

/// Observes a call with this timeout to a peer that does not respond to it.
async fn with_timeout(time: Duration) -> Observation {
    let silences = if time < 10 * SECOND { 1 } else { 2 };
    let silences = if time.is_zero() { 0 } else { silences };
    let client = client(&scripted_peer(vec![Action::Stall(Vec::new()); silences]).await.endpoint);
    observe_call(&client, call(&client).timeout(time)).await
}

async fn with_attempt_timeout(policy: RetryPolicy) -> Observation {
    let builder = builder(&scripted_peer(silence()).await.endpoint).retry(policy);
    let client = builder.attempt_timeout(SECOND).build().unwrap();
    let mut seen = observe(&client).await;
    // The peer does not respond to as many attempts as there are actions.
    for _ in 0..5 {
        if seen.problem.is_none() {
            break;
        }
        seen.problem = call(&client).await.err().map(|error| format!("{error:?}"));
    }
    seen
}

async fn once(fault: Fault) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(fault);
    observe(&sandbox_client(&sandbox).retry(RetryPolicy::off()).build().unwrap()).await
}

/// Another call holds the only permit until it has its response.
async fn with_permit_taken(time: Duration) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::delay(9 * SECOND));
    let client = sandbox_client(&sandbox).max_concurrent_requests(1).build().unwrap();
    let other = tokio::spawn(call(&client).into_future());
    tokio::task::yield_now().await; // the other call gets the permit first
    let seen = observe_call(&client, call(&client).timeout(time)).await;
    other.await.unwrap().unwrap();
    seen
}

async fn cancelled_call() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::delay(A_DAY));
    let client = sandbox_client(&sandbox).max_concurrent_requests(1).build().unwrap();
    let seen = drop_call(&client).await;
    assert_eq!(sandbox.requests().len(), 2, "one of them is the successful call");
    seen
}

async fn cancelled_wait() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(429).header("Retry-After", "10"));
    let client = sandbox_client(&sandbox).max_concurrent_requests(1).build().unwrap();
    let seen = drop_call(&client).await;
    assert_eq!(sandbox.requests().len(), 2, "one of them is the successful call");
    seen
}

async fn drop_call(client: &taurusdb_htap::Client) -> Observation {
    let began = Instant::now();
    let outcome = timeout(SECOND, call(client).into_future()).await;
    let outcome = outcome.map_or(Outcome::Nothing, Outcome::from);
    let elapsed = began.elapsed();
    let problem = call(client).await.err().map(|error| format!("{error:?}"));
    Observation { outcome, elapsed, problem }
}
