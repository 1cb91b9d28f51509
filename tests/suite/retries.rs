//! What is tried again, how often, and what is told of it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, Credentials, EngineName, Error, ErrorKind, Result, RetryPolicy};

use crate::peer::{self, Peer};

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The default without its waits.
fn swift() -> RetryPolicy {
    RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO)
}

fn client(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().retry(swift()).build().unwrap()
}

fn with_password(sandbox: &Sandbox) -> Client {
    sandbox.client_builder().credentials(sandbox.user_credentials()).retry(swift()).build().unwrap()
}

fn client_of(endpoint: &str) -> Client {
    Client::builder()
        .endpoint(endpoint)
        .project_id("23a50154cf494ec9ad6883979a12db0a")
        .credentials(Credentials::access_key("id", "secret-key"))
        .retry(swift())
        .build()
        .unwrap()
}

async fn failed(client: &Client) -> Error {
    client.list_datastores(EngineName::StarRocks).await.unwrap_err()
}

/// After how many attempts a call was answered.
async fn attempts(client: &Client) -> u32 {
    client.list_datastores(EngineName::StarRocks).await.unwrap().attempts()
}

fn asked_of_iam(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path() == "/v3/auth/tokens").count()
}

#[tokio::test]
async fn a_call_is_tried_until_it_is_answered() {
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
async fn only_what_can_end_otherwise_is_tried_again() {
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
        (Fault::answer(200, "{}"), 1),
        (Fault::answer(200, ""), 1),
        (Fault::answer(403, r#"{"error_code":"DBS.108000"}"#), 1),
    ];
    for (fault, attempts) in statuses.into_iter().chain(others) {
        let before = sandbox.requests().len();
        let told = format!("{fault:?}");
        sandbox.fail(fault.times(attempts));
        let error = failed(&client).await;
        assert_eq!(sandbox.requests().len() - before, attempts, "{told}");
        assert_eq!(error.attempts() as usize, attempts, "{told}");
        assert!(!error.is_retryable(), "given up, or of no use: {told}");
        let text = error.to_string();
        assert_eq!(text.contains(" after 3 attempts in "), attempts == 3, "{text}");
        assert!(error.elapsed() > Duration::ZERO, "{told}");
    }
}

#[tokio::test]
async fn a_body_that_was_cut_off_is_asked_for_again() {
    let rows = r#"{"datastores":[]}"#;
    let whole = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{rows}", rows.len());
    let cut = format!("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{rows}");
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dat".to_owned();
    let endpoint = peer::answers_in_turn(vec![cut, chunked, whole]).await;
    assert_eq!(attempts(&client_of(&endpoint)).await, 3);
}

/// What `Retry-After` asks for is waited for, and a signature is never sent twice.
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
async fn a_refused_signature_ends_the_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder =
        sandbox.client_builder().credentials(sandbox.access_key_credentials()).retry(swift());
    let client = builder.build().unwrap();
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    let error = failed(&client).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Unauthorized, 2));
    assert_eq!(sandbox.requests().len(), 2);
}

/// The one attempt with a new token is apart from the policy's.
#[tokio::test]
async fn a_replaced_token_leaves_the_other_attempts() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = with_password(&sandbox);
    assert_eq!(attempts(&client).await, 1);
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    sandbox.fail(Fault::status(503));
    assert_eq!((attempts(&client).await, asked_of_iam(&sandbox)), (4, 2));
    sandbox.fail(Fault::status(401));
    sandbox.fail(Fault::status(503));
    sandbox.fail(Fault::status(401));
    let error = failed(&client).await;
    assert_eq!(
        (error.kind(), error.attempts(), asked_of_iam(&sandbox)),
        (ErrorKind::Unauthorized, 3, 3)
    );
}

#[tokio::test]
async fn iam_is_asked_again_as_the_service_is() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam());
    sandbox.fail(Fault::disconnect().on_iam());
    assert_eq!((attempts(&with_password(&sandbox)).await, asked_of_iam(&sandbox)), (3, 3));
    sandbox.fail(Fault::status(500).on_iam().times(3));
    let error = failed(&with_password(&sandbox)).await;
    assert_eq!(
        (error.kind(), error.attempts(), error.is_retryable()),
        (ErrorKind::Service, 3, false)
    );
    assert!(error.to_string().starts_with("CreateUserToken: 500 "), "{error}");
    assert_eq!((asked_of_iam(&sandbox), sandbox.requests().len()), (6, 7));
    sandbox.fail(Fault::status(401).on_iam());
    let error = failed(&with_password(&sandbox)).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Credentials, 1));
}

#[tokio::test]
async fn finding_out_who_calls_goes_by_the_same_policy() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam().times(2));
    with_password(&sandbox).login().await.unwrap();
    let by_key = || {
        let builder = Client::builder().endpoint(sandbox.endpoint()).project_name("cn-north-4");
        let builder =
            builder.iam_endpoint(sandbox.endpoint()).credentials(sandbox.access_key_credentials());
        builder.retry(swift())
    };
    sandbox.fail(Fault::status(503).on_iam().times(2));
    assert_eq!(by_key().build().unwrap().project_id().await.unwrap(), sandbox.project_id());
    sandbox.fail(Fault::status(503).on_iam().times(3));
    assert_eq!(by_key().build().unwrap().project_id().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn each_attempt_has_its_time() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::delay(A_DAY).always());
    let brief = Duration::from_millis(10);
    let builder = sandbox.client_builder().retry(swift()).attempt_timeout(brief);
    let error = failed(&builder.build().unwrap()).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert!(
        error.to_string().starts_with(
            "ListHtapDataStore star-rocks: no answer within 10ms after 3 attempts in "
        )
    );
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).attempt_timeout(brief);
    assert_eq!(call.await.unwrap_err().attempts(), 3);
    // The call's own time goes before.
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).timeout(brief);
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn iam_has_no_more_time_than_an_attempt() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::delay(A_DAY).on_iam().always());
    let builder = sandbox.client_builder().credentials(sandbox.user_credentials()).retry(swift());
    // Long enough for a request to arrive, on a busy machine too.
    let error = failed(&builder.attempt_timeout(Duration::from_secs(1)).build().unwrap()).await;
    assert_eq!(
        (error.kind(), error.attempts(), asked_of_iam(&sandbox)),
        (ErrorKind::Timeout, 3, 3)
    );
    assert!(error.to_string().starts_with("CreateUserToken: no answer "), "{error}");
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_not_begun() {
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
async fn clones_share_a_budget() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.fail(Fault::status(500).times(200 + 100));
    for _ in 0..200 {
        failed(&client.clone()).await;
    }
    assert_eq!(sandbox.requests().len(), 200 + 100, "an outage costs a hundred further attempts");
    assert_eq!(attempts(&client).await, 1);
}

/// A failure that many share is paid for once: one further request makes up for it.
#[tokio::test]
async fn a_hiccup_of_iam_fails_no_one_of_a_crowd() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).on_iam());
    let builder = sandbox.client_builder().credentials(sandbox.user_credentials()).retry(swift());
    let client = builder.max_concurrent_requests(64).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(asked_of_iam(&sandbox), 2);
}

#[tokio::test]
async fn a_call_may_have_a_policy_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let off = sandbox.client_builder().build().unwrap();
    sandbox.fail(Fault::status(503).times(2));
    let error = failed(&off).await;
    assert_eq!((error.attempts(), error.is_retryable()), (1, true));
    let answer = off.list_datastores(EngineName::StarRocks).retry(swift()).await.unwrap();
    assert_eq!(answer.attempts(), 2);
    sandbox.fail(Fault::status(503));
    let call = client(&sandbox).list_datastores(EngineName::StarRocks).retry(RetryPolicy::off());
    assert_eq!(call.await.unwrap_err().attempts(), 1);
}

/// Polls so often and no more, then lets go.
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

/// Wherever a call is dropped, the only connection is free for the next one, whoever waited before it.
#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_behind() {
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
        let answer: Option<Result<_>> = (&mut first).await;
        Steps { future: call(), left: 1 }.await; // waits for the connection, if the first has it
        drop(first);
        let next = tokio::time::timeout(Duration::from_secs(20), call()).await;
        assert_eq!(next.expect("no connection is free").unwrap().len(), 1);
        assert!(asked_of_iam(&sandbox) <= 1, "a fetch ends for whoever comes");
        if answer.is_some() {
            break;
        }
        dropped = left;
    }
    assert!(dropped >= 4, "identity, answer, wait, answer: only {dropped} steps");
}
