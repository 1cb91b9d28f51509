//! Clocks that jump or differ.

use std::time::Duration;

use serde_json::json;
use taurusdb_htap::Client;
use taurusdb_htap::ErrorKind::Unauthorized;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use tokio::time::advance;

use crate::harness::expected::{error, rows};
use crate::harness::{A_DAY, Observation, SECOND, TOKEN, call, observe, sandbox, sandbox_client};

const AN_HOUR: Duration = SECOND.saturating_mul(60 * 60);

rows! {
    service_ahead: "The service's clock jumps a day ahead: the token has expired there" =>
        rows(1).attempts(2), jumped(A_DAY, SECOND, 2);
    client_ahead: "The client's clock jumps a day ahead: the token has expired here" =>
        rows(1), jumped(SECOND, A_DAY, 2);
    both_ahead: "Both clocks jump a day ahead" => rows(1), jumped(A_DAY, A_DAY, 2);
    both_half_way: "Both clocks jump 12 hours ahead: the token is valid" => rows(1), jumped(12 * AN_HOUR, 12 * AN_HOUR, 1);
    to_the_end_of_time: "The service's clock jumps to the year 9999" => error(Unauthorized)
        .status(401).code("APIGW.0307").attempts(2), end_of_time();
    iam_in_1999: "IAM's clock is in 1999" => rows(1), issued("1999-01-01T00:00:00Z", "1999-01-02T00:00:00Z", 1);
    iam_in_2999: "IAM's clock is in 2999" => rows(1), issued("2999-01-01T00:00:00Z", "2999-01-02T00:00:00Z", 1);
    iam_backwards: "IAM returns an expiry before the time of issue, which is ignored" =>
        rows(1), issued("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", 1);
    iam_illegible: "IAM returns times that cannot be parsed, which are ignored" => rows(1), issued("soon", "later", 1);
    iam_for_a_century: "IAM returns a token with a lifetime of a century, of which the client uses a day" =>
        rows(1), issued_before(A_DAY, "2000-01-01T00:00:00Z", "2099-01-01T00:00:00Z", 2);
    iam_for_a_second: "IAM returns a token with a lifetime of a second" => rows(1), issued("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", 2);
    signed_late: "The service's clock is 20 minutes ahead of a signature" =>
        error(Unauthorized).status(401).code("APIGW.0303"), ahead_of_a_signature();
    signed_early: "The service's clock is in 1970, and it refuses a signature" =>
        error(Unauthorized).status(401).code("APIGW.0307"), behind_a_signature();
}

/// A client that has a token from IAM.
async fn with_token(sandbox: &Sandbox) -> Client {
    let client = sandbox_client(sandbox).credentials(sandbox.user_credentials()).build().unwrap();
    call(&client).await.unwrap();
    client
}

fn logins(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path() == "/v3/auth/tokens").count()
}

/// Observes a call after both clocks have jumped, and checks the number of logins.
async fn jumped(service: Duration, client: Duration, expected: usize) -> Observation {
    let sandbox = sandbox().await;
    let caller = with_token(&sandbox).await;
    sandbox.advance(service);
    advance(client).await;
    let seen = observe(&caller).await;
    assert_eq!(logins(&sandbox), expected);
    seen
}

/// No token is valid after that time, so the next call fails as well.
async fn end_of_time() -> Observation {
    let sandbox = sandbox().await;
    let client = with_token(&sandbox).await;
    sandbox.advance(Duration::MAX);
    let mut seen = observe(&client).await;
    assert!(seen.problem.take().is_some());
    seen
}

/// Observes the second of two calls, two seconds apart, with a token that has these times.
async fn issued(at: &str, expires_at: &str, expected: usize) -> Observation {
    issued_before(2 * SECOND, at, expires_at, expected).await
}

async fn issued_before(wait: Duration, at: &str, expires_at: &str, expected: usize) -> Observation {
    let sandbox = sandbox().await;
    let body = json!({"token": {"issued_at": at, "expires_at": expires_at}});
    let response = Fault::response(201, body.to_string()).on_iam();
    sandbox.fail(response.header("X-Subject-Token", TOKEN));
    let client = with_token(&sandbox).await;
    advance(wait).await;
    let seen = observe(&client).await;
    assert_eq!(logins(&sandbox), expected);
    seen
}

/// The service refuses every signature of this clock, so the next call fails as well.
async fn ahead_of_a_signature() -> Observation {
    let sandbox = sandbox().await;
    sandbox.advance(20 * 60 * SECOND);
    let mut seen = observe(
        &sandbox_client(&sandbox).credentials(sandbox.access_key_credentials()).build().unwrap(),
    )
    .await;
    assert!(
        seen.problem.take().is_some_and(|problem| problem.contains("This machine's clock says"))
    );
    seen
}

async fn behind_a_signature() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(401).header("Date", "Thu, 01 Jan 1970 00:00:00 GMT"));
    let seen = observe(
        &sandbox_client(&sandbox).credentials(sandbox.access_key_credentials()).build().unwrap(),
    )
    .await;
    let crate::harness::Outcome::Error(error) = &seen.outcome else { panic!("it was refused") };
    assert!(error.hint().unwrap().contains("that of the service 1970-01-01T00:00:00Z"));
    seen
}
