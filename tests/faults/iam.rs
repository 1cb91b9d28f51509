//! Failures of IAM, its invalid responses, and tokens that expire or are revoked.

use serde_json::json;
use taurusdb_htap::ErrorKind::{
    Connection, Credentials, InvalidResponse, Service, Throttled, Timeout, Unauthorized,
};
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, RetryPolicy};
use tokio::time::advance;

use crate::harness::expected::{error, rows};
use crate::harness::{
    A_DAY, Observation, SECOND, TOKEN, call, idle, observe, sandbox, sandbox_client,
};
use crate::support::peer::{self, Peer};

rows! {
    refused: "IAM refuses the connection" => error(Connection).attempts(3).because("refused"), without_iam();
    breaks: "IAM closes the connection" => error(Connection).attempts(3), iam([Fault::disconnect().times(3)]);
    breaks_once: "IAM closes the connection, once" => rows(1).attempts(2), iam([Fault::disconnect()]);
    silent: "IAM does not respond" => error(Timeout).attempts(3).ends_at(30.0), iam([Fault::delay(A_DAY).times(3)]);
    silent_once: "IAM does not respond the first time" =>
        rows(1).attempts(2).takes(10.0), iam([Fault::delay(A_DAY)]);
    slow: "IAM responds after 9 seconds" => rows(1).takes(9.0), iam([Fault::delay(9 * SECOND)]);
    status_500: "IAM returns 500" =>
        error(Service).status(500).code("IAM.0006").attempts(3), iam([Fault::status(500).times(3)]);
    status_503_once: "IAM returns 503, once" => rows(1).attempts(2), iam([Fault::status(503)]);
    fails_over: "IAM fails over, and returns 410 once" => rows(1).attempts(2),
        iam([Fault::response(410, r#"{"error":{"code":"IAM.0020","message":"fails over"}}"#)]);
    throttled: "IAM throttles without `Retry-After`: the client waits for a second each time" =>
        error(Throttled).status(429).code("IAM.0012").attempts(3).takes(2.0), iam([Fault::status(429).times(3)]);
    throttled_briefly: "IAM throttles with `Retry-After: 5`" =>
        rows(1).attempts(2).takes(5.0), iam([Fault::status(429).header("Retry-After", "5")]);
    throttled_for_long: "IAM throttles with `Retry-After: 60`: it gets no request for that time" =>
        error(Throttled).status(429).code("IAM.0012"), throttled_for_a_minute();
    wrong_password: "IAM refuses the password, which is not sent again" =>
        error(Credentials).status(401).code("401").hint("for 30 min"), sent_once(Fault::status(401));
    unauthorized: "IAM refuses a login without a reason" => error(Credentials).status(401).code("401")
        .hint("Check these items in this order"), sent_once(Fault::response(401, KEYSTONE_401));
    second_factor: "IAM requires a second factor" => error(Credentials).status(401)
        .hint("requires a second factor"), sent_once(receipt());
    basic_auth: "A gateway in front of IAM requires credentials of its own" => error(Credentials).status(401)
        .hint("credentials of its own"), iam([Fault::response(401, "<html>").header("WWW-Authenticate", "Basic realm=\"x\"")]);
    too_large_request: "IAM refuses a request that is too large" => error(Credentials).status(413).code("413")
        .hint("Check that the names and secrets"), iam([Fault::response(413, r#"{"error":{"code":413,"message":"m"}}"#)]);
    invalid_value: "IAM refuses a value of the request with a long message" => error(Credentials).status(400).code("400")
        .hint("Check the user name, the account name"), iam([Fault::response(400, schema())]);
    forbidden: "IAM returns 403" => error(Credentials).status(403).code("IAM.0003"), iam([Fault::status(403)]);
    unknown_project: "IAM does not find the project" =>
        error(Credentials).status(404).code("IAM.0004"), iam([Fault::status(404)]);
    echoed_password: "IAM returns the password" => error(Credentials).status(400).code("***"),
        iam([Fault::response(400, r#"{"error":{"code":"example-password","message":"no example-password"}}"#)]);
    html: "IAM returns 200 with HTML" => error(InvalidResponse).status(200), iam([Fault::response(200, "<html>planted")]);
    created_html: "IAM returns 201 with HTML" =>
        error(InvalidResponse).status(201), iam([created("<html>planted")]);
    created_nothing: "IAM returns 201 with an empty body" => error(InvalidResponse).status(201), iam([created("")]);
    created_null: "IAM returns 201 with `null`" => error(InvalidResponse).status(201), iam([created("null")]);
    created_without_times: "IAM's token has no times" =>
        error(InvalidResponse).status(201), iam([created(r#"{"token":{}}"#)]);
    without_header: "IAM returns 201 without `X-Subject-Token`" =>
        error(InvalidResponse).status(201), iam([Fault::response(201, token())]);
    empty_header: "`X-Subject-Token` is empty" =>
        error(InvalidResponse).status(201), iam([Fault::response(201, token()).header("X-Subject-Token", "")]);
    spaced_header: "`X-Subject-Token` contains a space" => error(InvalidResponse).status(201),
        iam([Fault::response(201, token()).header("X-Subject-Token", "planted token")]);
    wrong_project: "IAM's token has an invalid project ID" =>
        error(InvalidResponse).status(201), iam([created(for_project("planted"))]);
    redirects: "IAM redirects to another host, which gets no request" =>
        error(InvalidResponse).status(307), redirected();
    too_large: "IAM returns 2 MiB" =>
        error(InvalidResponse).status(201), iam([created(" ".repeat(2 * 1024 * 1024))]);
    coded: "IAM returns gzip" => error(InvalidResponse).status(201),
        iam([created(token()).header("Content-Encoding", "gzip")]);
    expires_during_the_request: "The token expires during the request" => rows(1).attempts(2).takes(2.0), meanwhile();
    revoked: "The token was revoked" => rows(1).attempts(2), revoked_token(|_| {});
    revoked_twice: "The token was revoked, and so is the next" => error(Unauthorized)
        .status(401).code("APIGW.0307").attempts(2), revoked_token(|sandbox| sandbox.fail(Fault::status(401).times(2)));
    revoked_then_down: "The token was revoked, and IAM is down" => error(Service)
        .status(503).code("APIGW.0613").attempts(4), revoked_token(|sandbox| sandbox.fail(Fault::status(503).on_iam().times(3)));
    down_at_renewal: "IAM is down when the token is due for renewal" => rows(1), due(Fault::status(503));
    no_response_at_renewal: "IAM does not respond when the token is due for renewal" => rows(1), due(Fault::delay(A_DAY));
    invalid_response_at_renewal: "IAM returns an invalid response when the token is due for renewal" => rows(1), due(created("planted"));
    project_lookup_fails: "IAM finds the project at the second attempt" => rows(1).attempts(2), looked_up(503);
}

/// The response of Keystone 30 to a wrong or expired password, a disabled or locked user, and an unknown project.
const KEYSTONE_401: &str = r#"{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}"#;

/// The response of Keystone 30 if the password is right and another factor is missing.
fn receipt() -> Fault {
    let user = json!({"domain": {"id": "default", "name": "Default"}, "id": "a", "name": "b"});
    let (at, end) = ("2026-01-01T00:00:00.000000Z", "2026-01-01T00:05:00.000000Z");
    let receipt =
        json!({"methods": ["password"], "user": user, "expires_at": end, "issued_at": at});
    let body = json!({"receipt": receipt, "required_auth_methods": [["totp", "password"]]});
    Fault::response(401, body.to_string())
        .header("Openstack-Auth-Receipt", "planted-receipt")
        .header("WWW-Authenticate", "Keystone uri=\"http://127.0.0.1:5000/v3\"")
}

/// Keystone quotes the schema of an invalid request.
fn schema() -> String {
    let message = format!(
        "Invalid input for field 'identity': {}",
        "'x' is not of type 'object' ".repeat(200)
    );
    json!({"error": {"code": 400, "message": message, "title": "Bad Request"}}).to_string()
}

/// The members of IAM's documented response that the client reads.
fn token() -> String {
    json!({"token": {"issued_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-02T00:00:00Z"}})
        .to_string()
}

fn for_project(id: &str) -> String {
    let project = json!({"id": id, "name": "cn-north-4", "domain": {"id": "a", "name": "b"}});
    let (at, end) = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    json!({"token": {"issued_at": at, "expires_at": end, "project": project}}).to_string()
}

fn created(body: impl Into<Vec<u8>>) -> Fault {
    Fault::response(201, body).header("X-Subject-Token", TOKEN)
}

fn client(sandbox: &Sandbox) -> Client {
    sandbox_client(sandbox).credentials(sandbox.user_credentials()).build().unwrap()
}

/// Observes a call that needs a token of IAM, which has these faults.
async fn iam(faults: impl IntoIterator<Item = Fault>) -> Observation {
    let sandbox = sandbox().await;
    faults.into_iter().for_each(|fault| sandbox.fail(fault.on_iam()));
    observe(&client(&sandbox)).await
}

/// The next call fails as well, without a request.
async fn sent_once(fault: Fault) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(fault.on_iam());
    let mut seen = observe(&client(&sandbox)).await;
    assert!(seen.problem.take().is_some_and(|problem| problem.contains("not sent")));
    assert_eq!(sandbox.requests().len(), 1);
    seen
}

/// Nothing listens on IAM's port at any time, so the next call fails as well.
async fn without_iam() -> Observation {
    let sandbox = sandbox().await;
    let builder = sandbox_client(&sandbox)
        .credentials(sandbox.user_credentials())
        .iam_endpoint(peer::unused_endpoint());
    let mut seen = observe(&builder.build().unwrap()).await;
    assert!(seen.problem.take().is_some() && sandbox.requests().is_empty());
    seen
}

async fn throttled_for_a_minute() -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(429).header("Retry-After", "60").on_iam());
    let client = client(&sandbox);
    let mut seen = observe(&client).await;
    assert!(seen.problem.take().is_some() && sandbox.requests().len() == 1, "IAM gets no request");
    advance(61 * SECOND).await;
    call(&client).await.unwrap();
    seen
}

async fn redirected() -> Observation {
    let other = Peer::start(|_| Some(("201 Created".to_owned(), token()))).await;
    let fault =
        Fault::response(307, "").header("Location", format!("{}/v3/auth/tokens", other.endpoint));
    let seen = iam([fault]).await;
    assert!(other.requests().is_empty(), "the password was sent to another host");
    seen
}

/// The service checks the token two seconds after the request, one second after the token has expired.
async fn meanwhile() -> Observation {
    let sandbox =
        Sandbox::builder().token(TOKEN).token_lifetime(3600 * SECOND).start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::delay(2 * SECOND));
    let end = async {
        idle(SECOND).await;
        sandbox.advance(3600 * SECOND);
    };
    tokio::join!(observe(&client), end).0
}

async fn revoked_token(besides: impl Fn(&Sandbox)) -> Observation {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.revoke_tokens();
    besides(&sandbox);
    observe(&client).await
}

/// The token expires in ten minutes, and every request to IAM has this fault.
async fn due(fault: Fault) -> Observation {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(fault.on_iam().always());
    advance(A_DAY.saturating_sub(600 * SECOND)).await;
    let seen = observe(&client).await;
    assert!(sandbox.requests().len() >= 3);
    seen
}

async fn looked_up(status: u16) -> Observation {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(status).on_iam());
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(sandbox.access_key_credentials());
    observe(&builder.retry(RetryPolicy::default()).build().unwrap()).await
}
