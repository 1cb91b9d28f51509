//! IAM fails, is slow, or answers nonsense; and the token that it gave comes to an end.

use serde_json::json;
use taurusdb_htap::ErrorKind::{
    Connection, Credentials, InvalidResponse, Service, Throttled, Timeout, Unauthorized,
};
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, RetryPolicy};
use tokio::time::advance;

use crate::expected::{error, rows};
use crate::peer::{self, Peer};
use crate::stage::{A_DAY, SECOND, Seen, TOKEN, call, idle, of, sandbox, watch};

rows! {
    refused: "IAM refuses the connection" => error(Connection).attempts(3).because("refused"), without_iam();
    breaks: "IAM breaks the connection" => error(Connection).attempts(3), iam([Fault::disconnect().times(3)]);
    breaks_once: "IAM breaks the connection, once" => rows(1).attempts(2), iam([Fault::disconnect()]);
    silent: "IAM never answers" => error(Timeout).attempts(3).ends_at(30.0), iam([Fault::delay(A_DAY).times(3)]);
    silent_once: "IAM does not answer the first time" =>
        rows(1).attempts(2).takes(10.0), iam([Fault::delay(A_DAY)]);
    slow: "IAM answers after 9 seconds" => rows(1).takes(9.0), iam([Fault::delay(9 * SECOND)]);
    status_500: "IAM answers 500" =>
        error(Service).status(500).code("IAM.0006").attempts(3), iam([Fault::status(500).times(3)]);
    status_503_once: "IAM answers 503, once" => rows(1).attempts(2), iam([Fault::status(503)]);
    fails_over: "IAM fails over, and says so with a 410, once" => rows(1).attempts(2),
        iam([Fault::answer(410, r#"{"error":{"code":"IAM.0020","message":"fails over"}}"#)]);
    throttled: "IAM throttles without `Retry-After`: it is left alone for a second each time" =>
        error(Throttled).status(429).code("IAM.0012").attempts(3).takes(2.0), iam([Fault::status(429).times(3)]);
    throttled_briefly: "IAM throttles with `Retry-After: 5`" =>
        rows(1).attempts(2).takes(5.0), iam([Fault::status(429).header("Retry-After", "5")]);
    throttled_for_long: "IAM throttles with `Retry-After: 60`, and is left alone so long" =>
        error(Throttled).status(429).code("IAM.0012"), throttled_for_a_minute();
    wrong_password: "IAM refuses the password, which is not sent again" =>
        error(Credentials).status(401).code("401").hint("for 30 min"), sent_once(Fault::status(401));
    unauthorized: "IAM refuses a login, and does not say why" => error(Credentials).status(401).code("401")
        .hint("Check, in this order"), sent_once(Fault::answer(401, KEYSTONE_401));
    second_factor: "IAM asks for a second factor" => error(Credentials).status(401)
        .hint("asks for a second factor"), sent_once(receipt());
    basic_auth: "A gateway in front of IAM wants a password of its own" => error(Credentials).status(401)
        .hint("credentials of its own"), iam([Fault::answer(401, "<html>").header("WWW-Authenticate", "Basic realm=\"x\"")]);
    too_large_request: "IAM finds the request too large" => error(Credentials).status(413).code("413")
        .hint("Check that nothing was pasted"), iam([Fault::answer(413, r#"{"error":{"code":413,"message":"m"}}"#)]);
    invalid_value: "IAM does not accept a value of the request, and says so at length" => error(Credentials).status(400).code("400")
        .hint("Check the user name, the account name"), iam([Fault::answer(400, schema())]);
    forbidden: "IAM answers 403" => error(Credentials).status(403).code("IAM.0003"), iam([Fault::status(403)]);
    unknown_project: "IAM knows no such project" =>
        error(Credentials).status(404).code("IAM.0004"), iam([Fault::status(404)]);
    echoed_password: "IAM repeats the password" => error(Credentials).status(400).code("***"),
        iam([Fault::answer(400, r#"{"error":{"code":"example-password","message":"no example-password"}}"#)]);
    html: "IAM answers 200 with HTML" => error(InvalidResponse).status(200), iam([Fault::answer(200, "<html>planted")]);
    created_html: "IAM answers 201 with HTML" =>
        error(InvalidResponse).status(201), iam([created("<html>planted")]);
    created_nothing: "IAM answers 201 with an empty body" => error(InvalidResponse).status(201), iam([created("")]);
    created_null: "IAM answers 201 with `null`" => error(InvalidResponse).status(201), iam([created("null")]);
    created_without_times: "IAM's token has no times" =>
        error(InvalidResponse).status(201), iam([created(r#"{"token":{}}"#)]);
    without_header: "IAM answers 201 without the header that has the token" =>
        error(InvalidResponse).status(201), iam([Fault::answer(201, token())]);
    empty_header: "IAM's header for the token is empty" =>
        error(InvalidResponse).status(201), iam([Fault::answer(201, token()).header("X-Subject-Token", "")]);
    spaced_header: "IAM's token has a space in it" => error(InvalidResponse).status(201),
        iam([Fault::answer(201, token()).header("X-Subject-Token", "planted token")]);
    wrong_project: "IAM's token is for a project whose ID is none" =>
        error(InvalidResponse).status(201), iam([created(for_project("planted"))]);
    redirects: "IAM redirects to another host, which is not asked" =>
        error(InvalidResponse).status(307), redirected();
    too_large: "IAM answers with 2 MiB" =>
        error(InvalidResponse).status(201), iam([created(" ".repeat(2 * 1024 * 1024))]);
    coded: "IAM answers in gzip" => error(InvalidResponse).status(201),
        iam([created(token()).header("Content-Encoding", "gzip")]);
    ends_meanwhile: "The token ends while the request is on its way" => rows(1).attempts(2).takes(2.0), meanwhile();
    revoked: "The token was revoked" => rows(1).attempts(2), revoked_token(|_| {});
    revoked_twice: "The token was revoked, and so is the next" => error(Unauthorized)
        .status(401).code("APIGW.0307").attempts(2), revoked_token(|sandbox| sandbox.fail(Fault::status(401).times(2)));
    revoked_then_down: "The token was revoked, and IAM is down" => error(Service)
        .status(503).code("APIGW.0613").attempts(4), revoked_token(|sandbox| sandbox.fail(Fault::status(503).on_iam().times(3)));
    down_at_renewal: "IAM is down when the token is due for renewal" => rows(1), due(Fault::status(503));
    silent_at_renewal: "IAM is silent when the token is due for renewal" => rows(1), due(Fault::delay(A_DAY));
    nonsense_at_renewal: "IAM answers nonsense when the token is due for renewal" => rows(1), due(created("planted"));
    project_lookup_fails: "IAM finds the project at the second attempt" => rows(1).attempts(2), looked_up(503);
}

/// What Keystone 30 answers to a wrong password, a disabled user, an expired password, a locked user and an unknown project.
const KEYSTONE_401: &str = r#"{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}"#;

/// What Keystone 30 answers if the password is right and another factor is missing.
fn receipt() -> Fault {
    let user = json!({"domain": {"id": "default", "name": "Default"}, "id": "a", "name": "b"});
    let (at, end) = ("2026-01-01T00:00:00.000000Z", "2026-01-01T00:05:00.000000Z");
    let receipt =
        json!({"methods": ["password"], "user": user, "expires_at": end, "issued_at": at});
    let body = json!({"receipt": receipt, "required_auth_methods": [["totp", "password"]]});
    Fault::answer(401, body.to_string())
        .header("Openstack-Auth-Receipt", "planted-receipt")
        .header("WWW-Authenticate", "Keystone uri=\"http://127.0.0.1:5000/v3\"")
}

/// Keystone quotes the schema that a request does not meet.
fn schema() -> String {
    let message = format!(
        "Invalid input for field 'identity': {}",
        "'x' is not of type 'object' ".repeat(200)
    );
    json!({"error": {"code": 400, "message": message, "title": "Bad Request"}}).to_string()
}

/// IAM's documented answer, as far as it is read.
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
    Fault::answer(201, body).header("X-Subject-Token", TOKEN)
}

fn client(sandbox: &Sandbox) -> Client {
    of(sandbox).credentials(sandbox.user_credentials()).build().unwrap()
}

/// A call that needs a token of IAM, which has these faults.
async fn iam(faults: impl IntoIterator<Item = Fault>) -> Seen {
    let sandbox = sandbox().await;
    faults.into_iter().for_each(|fault| sandbox.fail(fault.on_iam()));
    watch(&client(&sandbox)).await
}

/// The next call fails as well, without a request.
async fn sent_once(fault: Fault) -> Seen {
    let sandbox = sandbox().await;
    sandbox.fail(fault.on_iam());
    let mut seen = watch(&client(&sandbox)).await;
    assert!(seen.problem.take().is_some_and(|problem| problem.contains("not sent")));
    assert_eq!(sandbox.requests().len(), 1);
    seen
}

/// The port of IAM is nobody's for good, so that there is no good call.
async fn without_iam() -> Seen {
    let sandbox = sandbox().await;
    let builder = of(&sandbox).credentials(sandbox.user_credentials()).iam_endpoint(peer::nobody());
    let mut seen = watch(&builder.build().unwrap()).await;
    assert!(seen.problem.take().is_some() && sandbox.requests().is_empty());
    seen
}

async fn throttled_for_a_minute() -> Seen {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(429).header("Retry-After", "60").on_iam());
    let client = client(&sandbox);
    let mut seen = watch(&client).await;
    assert!(seen.problem.take().is_some() && sandbox.requests().len() == 1, "it is left alone");
    advance(61 * SECOND).await;
    call(&client).await.unwrap();
    seen
}

async fn redirected() -> Seen {
    let other = Peer::start(|_| Some(("201 Created".to_owned(), token()))).await;
    let fault =
        Fault::answer(307, "").header("Location", format!("{}/v3/auth/tokens", other.endpoint));
    let seen = iam([fault]).await;
    assert!(other.requests().is_empty(), "the password went elsewhere");
    seen
}

/// The service looks at the token two seconds after it was asked; one second too late.
async fn meanwhile() -> Seen {
    let sandbox = Sandbox::builder().token(TOKEN).token_life(3600 * SECOND).start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::delay(2 * SECOND));
    let end = async {
        idle(SECOND).await;
        sandbox.advance(3600 * SECOND);
    };
    tokio::join!(watch(&client), end).0
}

async fn revoked_token(besides: impl Fn(&Sandbox)) -> Seen {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.revoke_tokens();
    besides(&sandbox);
    watch(&client).await
}

/// The token has ten minutes to live, and IAM the fault for good.
async fn due(fault: Fault) -> Seen {
    let sandbox = sandbox().await;
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(fault.on_iam().always());
    advance(A_DAY.saturating_sub(600 * SECOND)).await;
    let seen = watch(&client).await;
    assert!(sandbox.requests().len() >= 3);
    seen
}

async fn looked_up(status: u16) -> Seen {
    let sandbox = sandbox().await;
    sandbox.fail(Fault::status(status).on_iam());
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(sandbox.access_key_credentials());
    watch(&builder.retry(RetryPolicy::default()).build().unwrap()).await
}
