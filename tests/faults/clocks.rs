//! Clocks that jump, or differ.

use std::time::Duration;

use serde_json::json;
use taurusdb_htap::Client;
use taurusdb_htap::ErrorKind::Unauthorized;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use tokio::time::advance;

use crate::expected::{error, rows};
use crate::stage::{A_DAY, SECOND, Seen, TOKEN, call, of, sandbox, watch};

const AN_HOUR: Duration = SECOND.saturating_mul(60 * 60);

rows! {
    service_ahead: "The service's clock jumps a day ahead: the token ends there" =>
        rows(1).attempts(2), jumped(A_DAY, SECOND, 2);
    client_ahead: "The client's clock jumps a day ahead: the token ends here" =>
        rows(1), jumped(SECOND, A_DAY, 2);
    both_ahead: "Both clocks jump a day ahead" => rows(1), jumped(A_DAY, A_DAY, 2);
    both_half_way: "Both clocks jump 12 hours ahead: the token lives" => rows(1), jumped(12 * AN_HOUR, 12 * AN_HOUR, 1);
    to_the_end_of_time: "The service's clock jumps to the year 9999" => error(Unauthorized)
        .status(401).code("APIGW.0307").attempts(2), end_of_time();
    iam_in_1999: "IAM's clock is in 1999" => rows(1), issued("1999-01-01T00:00:00Z", "1999-01-02T00:00:00Z", 1);
    iam_in_2999: "IAM's clock is in 2999" => rows(1), issued("2999-01-01T00:00:00Z", "2999-01-02T00:00:00Z", 1);
    iam_backwards: "IAM says that the token ended before it was issued, which counts for nothing" =>
        rows(1), issued("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", 1);
    iam_illegible: "IAM's times cannot be read, which counts for nothing" => rows(1), issued("soon", "later", 1);
    iam_for_a_century: "IAM says that the token lives for a century, of which a day is believed" =>
        rows(1), issued_before(A_DAY, "2000-01-01T00:00:00Z", "2099-01-01T00:00:00Z", 2);
    iam_for_a_second: "IAM's token lives for a second" => rows(1), issued("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", 2);
    signed_late: "The service's clock is 20 minutes ahead of a signature" =>
        error(Unauthorized).status(401).code("APIGW.0303"), ahead_of_a_signature();
    signed_early: "The service's clock is in 1970, and it refuses a signature" =>
        error(Unauthorized).status(401).code("APIGW.0307"), behind_a_signature();
}

/// A client that has a token from IAM.
async fn with_token(sandbox: &Sandbox) -> Client {
    let client = of(sandbox).credentials(sandbox.user_credentials()).build().unwrap();
    call(&client).await.unwrap();
    client
}

fn asked_of_iam(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path() == "/v3/auth/tokens").count()
}

/// A call after both clocks have jumped, and how often IAM was asked by then.
async fn jumped(service: Duration, client: Duration, asked: usize) -> Seen {
    let sandbox = sandbox().await;
    let caller = with_token(&sandbox).await;
    sandbox.advance(service);
    advance(client).await;
    let seen = watch(&caller).await;
    assert_eq!(asked_of_iam(&sandbox), asked);
    seen
}

/// No token lives beyond it, so that there is no good call any more.
async fn end_of_time() -> Seen {
    let sandbox = sandbox().await;
    let client = with_token(&sandbox).await;
    sandbox.advance(Duration::MAX);
    let mut seen = watch(&client).await;
    assert!(seen.problem.take().is_some());
    seen
}

/// The second of two calls, two seconds apart, with a token of such times.
async fn issued(at: &str, expires_at: &str, asked: usize) -> Seen {
    issued_before(2 * SECOND, at, expires_at, asked).await
}

async fn issued_before(wait: Duration, at: &str, expires_at: &str, asked: usize) -> Seen {
    let sandbox = sandbox().await;
    let body = json!({"token": {"issued_at": at, "expires_at": expires_at}});
    let answer = Fault::answer(201, body.to_string()).on_iam();
    sandbox.fail(answer.header("X-Subject-Token", TOKEN));
    let client = with_token(&sandbox).await;
    advance(wait).await;
    let seen = watch(&client).await;
    assert_eq!(asked_of_iam(&sandbox), asked);
    seen
}

/// No signature of this machine's clock is good any more.
async fn ahead_of_a_signature() -> Seen {
    let sandbox = sandbox().await;
    sandbox.advance(20 * 60 * SECOND);
    let mut seen =
        watch(&of(&sandbox).credentials(sandbox.access_key_credentials()).build().unwrap()).await;
    assert!(
        seen.problem.take().is_some_and(|problem| problem.contains("This machine's clock says"))
    );
    seen
}

async fn behind_a_signature() -> Seen {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(401).header("Date", "Thu, 01 Jan 1970 00:00:00 GMT"));
    let seen =
        watch(&of(&sandbox).credentials(sandbox.access_key_credentials()).build().unwrap()).await;
    let crate::stage::Outcome::Error(error) = &seen.outcome else { panic!("it was refused") };
    assert!(error.hint().unwrap().contains("that of the service 1970-01-01T00:00:00Z"));
    seen
}
