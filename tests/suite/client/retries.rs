//! Retries: which failures are retried, how often, and what the error reports.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, Credentials, EngineName, Error, ErrorKind, Result, RetryPolicy};

use super::builder_of;
use crate::support::peer::{self, Peer};

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The default policy without its waits.
fn without_backoff() -> RetryPolicy {
    RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO)
}

fn client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().retry(without_backoff()).build().unwrap()
}

fn with_password(sandbox: &Sandbox) -> Client {
    sandbox
        .client_builder()
        .credentials(sandbox.user_credentials())
        .retry(without_backoff())
        .build()
        .unwrap()
}

fn client_of(endpoint: &str) -> Client {
    let key = Credentials::access_key("id", "secret-key");
    builder_of(endpoint).credentials(key).retry(without_backoff()).build().unwrap()
}

async fn failed(client: &Client) -> Error {
    client.list_datastores(EngineName::StarRocks).await.unwrap_err()
}

/// Makes a call that must succeed, and returns its number of attempts.
async fn attempts(client: &Client) -> u32 {
    client.list_datastores(EngineName::StarRocks).await.unwrap().attempts()
}

fn logins(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path() == "/v3/auth/tokens").count()
}

#[tokio::test]
async fn a_call_is_retried_until_it_succeeds() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    assert_eq!(attempts(&client).await, 1);
    sandbox.fail(Fault::status(503));
    assert_eq!(attempts(&client).await, 2);
    sandbox.fail(Fault::disconnect());
    sandbox.fail(Fault::status(429));
    assert_eq!((attempts(&client).await, sandbox.requests().len()), (3, 6));
}

#[tokio::test]
async fn only_temporary_failures_are_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let statuses = [
        (204, 1),
        (302, 1),
        (400, 1),
        (401, 1),
        (403, 1),
        (404, 1),
        (408, 3),
        (413, 1),
        (422, 1),
        (429, 3),
        (494, 1),
        (500, 3),
        (502, 3),
        (503, 3),
        (504, 3),
        (599, 3),
    ];
    let statuses = statuses.map(|(status, attempts)| (Fault::status(status), attempts));
    let others = [
        (Fault::disconnect(), 3),
        (Fault::response(200, "{}"), 1),
        (Fault::response(200, ""), 1),
        (Fault::response(403, r#"{"error_code":"DBS.108000"}"#), 1),
    ];
    for (fault, attempts) in statuses.into_iter().chain(others) {
        let before = sandbox.requests().len();
        let name = format!("{fault:?}");
        sandbox.fail(fault.times(attempts));
        let error = failed(&client).await;
        assert_eq!(sandbox.requests().len() - before, attempts, "{name}");
        assert_eq!(error.attempts() as usize, attempts, "{name}");
        assert!(!error.is_retryable(), "retries are used up or useless: {name}");
        let text = error.to_string();
        assert_eq!(text.contains(" after 3 attempts in "), attempts == 3, "{text}");
        assert!(error.elapsed() > Duration::ZERO, "{name}");
    }
}

#[tokio::test]
async fn a_truncated_body_is_retried() {
    let rows = r#"{"datastores":[]}"#;
    let whole = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{rows}", rows.len());
    let cut = format!("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{rows}");
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dat".to_owned();
    let endpoint = peer::responds_in_turn(vec![cut, chunked, whole]).await;
    assert_eq!(attempts(&client_of(&endpoint)).await, 3);
}

/// The client waits for the time of `Retry-After`, and sends no signature twice.
#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let is_first = std::sync::atomic::AtomicBool::new(true);
    let peer = Peer::start(move |_| {
        let is_first = is_first.swap(false, std::sync::atomic::Ordering::SeqCst);
        let head = if is_first { "503 X\r\nRetry-After: 1" } else { "200 OK" };
        Some((head.to_owned(), r#"{"datastores":[]}"#.to_owned()))
    })
    .await;
    assert_eq!(attempts(&client_of(&peer.endpoint)).await, 2);
    let requests = peer.requests();
    let line = |request: &str, name: &str| {
        let line = request.lines().find(|line| line.starts_with(name)).unwrap();
        line.to_owned()
    };
    for name in ["x-sdk-date: ", "authorization: "] {
        assert_ne!(line(&requests[0], name), line(&requests[1], name));
    }
}

#[tokio::test]
async fn a_refused_signature_is_not_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = sandbox
        .client_builder()
        .credentials(sandbox.access_key_credentials())
        .retry(without_backoff());
    let client = builder.build().unwrap();
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    let error = failed(&client).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unauthorized, 2));
    assert_eq!(sandbox.requests().len(), 2);
}

/// The attempt with a new token does not count as a retry of the policy.
#[tokio::test]
async fn replacing_a_token_uses_no_retry() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = with_password(&sandbox);
    assert_eq!(attempts(&client).await, 1);
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    sandbox.fail(Fault::status(503));
    assert_eq!((attempts(&client).await, logins(&sandbox)), (4, 2));
    sandbox.fail(Fault::status(401));
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    let error = failed(&client).await;
    assert_eq!((error.kind(), error.attempts(), logins(&sandbox)), (ErrorKind::Unauthorized, 3, 3));
}

#[tokio::test]
async fn requests_to_iam_are_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam());
    sandbox.fail(Fault::disconnect().on_iam());
    assert_eq!((attempts(&with_password(&sandbox)).await, logins(&sandbox)), (3, 3));
    sandbox.fail(Fault::status(500).on_iam().times(3));
    let error = failed(&with_password(&sandbox)).await;
    assert_eq!(
        (error.kind(), error.attempts(), error.is_retryable()),
        (ErrorKind::Service, 3, false)
    );
    assert!(error.to_string().starts_with("CreateUserToken: 500 "), "{error}");
    assert_eq!((logins(&sandbox), sandbox.requests().len()), (6, 7));
    sandbox.fail(Fault::status(401).on_iam());
    let error = failed(&with_password(&sandbox)).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 1));
}

#[tokio::test]
async fn login_and_project_lookup_are_retried() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam().times(2));
    with_password(&sandbox).login().await.unwrap();
    let by_key = || {
        let builder = Client::builder().endpoint(sandbox.endpoint()).project_name("cn-north-4");
        let builder =
            builder.iam_endpoint(sandbox.endpoint()).credentials(sandbox.access_key_credentials());
        builder.retry(without_backoff())
    };
    sandbox.fail(Fault::status(503).on_iam().times(2));
    assert_eq!(by_key().build().unwrap().project_id().await.unwrap(), sandbox.project_id());
    sandbox.fail(Fault::status(503).on_iam().times(3));
    assert_eq!(by_key().build().unwrap().project_id().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn the_attempt_timeout_limits_each_attempt() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::delay(A_DAY).always());
    let brief = Duration::from_millis(10);
    let builder = sandbox.client_builder().retry(without_backoff()).attempt_timeout(brief);
    let error = failed(&builder.build().unwrap()).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    let sentence = format!(
        "ListHtapDataStore star-rocks: no response within 10ms ({}) after 3 attempts in ",
        sandbox.endpoint()
    );
    assert!(error.to_string().starts_with(&sentence), "{error}");
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).attempt_timeout(brief);
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    // The timeout of the call takes precedence.
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).timeout(brief);
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn the_attempt_timeout_limits_requests_to_iam() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::delay(A_DAY).on_iam().always());
    let builder =
        sandbox.client_builder().credentials(sandbox.user_credentials()).retry(without_backoff());
    // Long enough for a request to arrive, on a busy machine too.
    let error = failed(&builder.attempt_timeout(Duration::from_secs(1)).build().unwrap()).await;
    assert_eq!((error.kind(), error.attempts(), logins(&sandbox)), (ErrorKind::Timeout, 3, 3));
    assert!(error.to_string().starts_with("CreateUserToken: no response "), "{error}");
}

#[tokio::test]
async fn a_retry_after_over_the_limit_ends_the_call() {
    let sandbox = Sandbox::start().await.unwrap();
    for (wait, timeout) in [(21, 30), (6, 5)] {
        sandbox.fail(Fault::status(429).header("Retry-After", wait.to_string()));
        let call = client(&sandbox).list_datastores(EngineName::StarRocks);
        let error = call.timeout(Duration::from_secs(timeout)).await.unwrap_err();
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(wait)));
        let hint = error.hint().unwrap();
        assert!(hint.contains("The limit is 200 calls in 5 minutes."), "{hint}");
    }
}

#[tokio::test]
async fn clones_share_the_retry_budget() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.fail(Fault::status(500).times(200 + 100));
    for _ in 0..200 {
        failed(&client.clone()).await;
    }
    assert_eq!(sandbox.requests().len(), 200 + 100, "an outage costs a hundred retries");
    assert_eq!(attempts(&client).await, 1);
}

/// A failure that many calls share uses the retry budget once.
#[tokio::test]
async fn one_failure_of_iam_fails_none_of_1000_calls() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam());
    let builder =
        sandbox.client_builder().credentials(sandbox.user_credentials()).retry(without_backoff());
    let client = builder.max_concurrent_requests(64).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test]
async fn a_call_can_override_the_retry_policy() {
    let sandbox = Sandbox::start().await.unwrap();
    let off = sandbox.client_builder().build().unwrap();
    sandbox.fail(Fault::status(503).times(2));
    let error = failed(&off).await;
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    let response =
        off.list_datastores(EngineName::StarRocks).retry(without_backoff()).await.unwrap();
    assert_eq!(response.attempts(), 2);
    sandbox.fail(Fault::status(503));
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).retry(RetryPolicy::off());
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

/// Polls a future at most `left` times.
struct Steps<F> {
    future: Pin<Box<F>>,
    left: usize,
}

impl<F: Future> Future for Steps<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        match self.future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if self.left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// The only permit is free for the next call, wherever a call is dropped and whether or not another one waits.
#[tokio::test]
async fn a_dropped_call_releases_its_permit() {
    let mut dropped = 0;
    for left in 1.. {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.fail(Fault::status(503));
        let policy =
            RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(1));
        let builder =
            sandbox.client_builder().credentials(sandbox.user_credentials()).retry(policy);
        let client = builder.max_concurrent_requests(1).build().unwrap();
        let call = || Box::pin(client.list_datastores(EngineName::StarRocks).into_future());
        let mut first = Steps { future: call(), left };
        let response: Option<Result<_>> = (&mut first).await;
        Steps { future: call(), left: 1 }.await; // waits for the permit, if the first call holds it
        drop(first);
        let next = tokio::time::timeout(Duration::from_secs(20), call()).await;
        assert_eq!(next.expect("no permit is free").unwrap().len(), 1);
        assert!(logins(&sandbox) <= 1, "a dropped call does not stop its login");
        if response.is_some() {
            break;
        }
        dropped = left;
    }
    assert!(dropped >= 4, "login, response, wait, response: only {dropped} steps");
}
