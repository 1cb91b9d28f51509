//! Name and password: the client fetches, caches, renews and replaces tokens.

use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    Client, Credentials, EngineName, ErrorKind, Result, RetryPolicy, StatusAdvice,
};

use crate::support::peer;

/// A client without a project ID. It reads the ID from the token.
fn client(sandbox: &Sandbox) -> Client {
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(sandbox.user_credentials());
    builder.retry(RetryPolicy::off()).build().unwrap()
}

async fn call(client: &Client) -> Result<usize> {
    client.list_datastores(EngineName::StarRocks).await.map(|response| response.len())
}

/// Makes concurrent calls, which must all succeed.
async fn calls(client: &Client, count: usize) {
    let calls: Vec<_> =
        (0..count).map(|_| client.list_datastores(EngineName::StarRocks).into_future()).collect();
    let calls: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().len(), 1);
    }
}

fn token_requests(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path() == "/v3/auth/tokens").count()
}

fn list_requests(sandbox: &Sandbox) -> usize {
    sandbox.requests().len() - token_requests(sandbox)
}

#[tokio::test]
async fn a_token_is_fetched_once_and_cached() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    calls(&client, 50).await;
    calls(&client.clone(), 50).await;
    assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (1, 100));
    let first = &sandbox.requests()[0];
    assert_eq!((first.method(), first.query()), ("POST", Some("nocatalog=true")));
    assert_eq!(first.header("x-auth-token"), None);
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    calls(&client, 1).await;
    sandbox.revoke_tokens();
    calls(&client, 50).await;
    assert_eq!(token_requests(&sandbox), 2);
    assert!(list_requests(&sandbox) <= 1 + 2 * 50, "each call has at most two attempts");
}

/// A service that refuses every token causes one login for each call, not two.
#[tokio::test]
async fn the_token_after_a_second_refusal_stays_cached() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    calls(&client, 1).await;
    sandbox.fail(Fault::status(401).times(2 * 10));
    for _ in 0..10 {
        assert_eq!(call(&client).await.unwrap_err().kind(), ErrorKind::Unauthorized);
    }
    assert_eq!(token_requests(&sandbox), 1 + 10);
    calls(&client, 1).await;
    assert_eq!(token_requests(&sandbox), 1 + 10);
}

#[tokio::test]
async fn a_second_401_ends_the_call() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(401).always());
    let error = call(&client(&sandbox)).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Unauthorized, Some("APIGW.0307")));
    assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (2, 2));
}

#[tokio::test]
async fn a_token_from_the_user_is_not_replaced() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client_builder().build().unwrap();
    sandbox.revoke_tokens();
    assert_eq!(call(&client).await.unwrap_err().kind(), ErrorKind::Unauthorized);
    assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (0, 1));
}

/// Advances the client's clock. The clock runs during requests, so that no timeout fires at once.
async fn advance(hours: u64, minutes: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs((hours * 60 + minutes) * 60)).await;
    tokio::time::resume();
}

/// Waits until the renewal in the background has sent its request.
async fn wait_for_token_requests(sandbox: &Sandbox, count: usize) {
    let fetched = async {
        while token_requests(sandbox) < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), fetched).await.expect("no renewal came");
}

#[tokio::test]
async fn a_token_is_renewed_before_it_expires() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    advance(23, 30).await;
    calls(&client, 50).await;
    assert_eq!(token_requests(&sandbox), 1, "half an hour before expiry there is no renewal");
    advance(0, 15).await;
    calls(&client, 50).await;
    wait_for_token_requests(&sandbox, 2).await;
    calls(&client, 50).await;
    assert_eq!(
        token_requests(&sandbox),
        2,
        "a quarter of an hour before expiry there is one renewal"
    );
}

#[tokio::test]
async fn a_token_is_used_until_it_expires_if_renewal_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::status(503).on_iam().times(2));
    advance(23, 56).await;
    call(&client).await.unwrap();
    wait_for_token_requests(&sandbox, 2).await;
    calls(&client, 50).await;
    assert_eq!(token_requests(&sandbox), 2, "a failed renewal is not repeated at once");
    advance(0, 5).await;
    let error = call(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(503)));
    assert!(error.to_string().starts_with("CreateUserToken: 503 "), "{error}");
    call(&client).await.unwrap();
}

#[tokio::test]
async fn a_stalled_renewal_does_not_block_calls() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.fail(Fault::delay(Duration::from_secs(24 * 60 * 60)).on_iam());
    advance(23, 56).await;
    calls(&client, 50).await;
    wait_for_token_requests(&sandbox, 2).await;
    calls(&client, 50).await;
}

#[tokio::test]
async fn a_wrong_password_is_sent_once_for_concurrent_calls() {
    for max_concurrent_requests in [1, 4, 64] {
        let sandbox = Sandbox::start().await.unwrap();
        let credentials = Credentials::password("example-user", "wrong", "example-account");
        let builder = sandbox.client_builder().credentials(credentials);
        let client = builder.max_concurrent_requests(max_concurrent_requests).build().unwrap();
        let calls: Vec<_> = (0..50)
            .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap_err().kind(), ErrorKind::Credentials);
        }
        assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (1, 0));
    }
}

/// Keystone locks a user after three refusals, so twenty calls must send the password only once.
#[tokio::test]
async fn a_refused_password_is_not_sent_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.fail(Fault::status(401).on_iam()); // the password itself is right
    let first = call(&client).await.unwrap_err();
    for _ in 0..20 {
        let error = call(&client.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        let found = [error.code(), error.message(), error.request_id()];
        assert_eq!(found, [first.code(), first.message(), first.request_id()]);
        assert_eq!((error.status(), error.is_retryable()), (Some(401), false));
        let begin = "CreateUserToken: not sent, because the same credentials were refused before: 401 Unauthorized, ";
        assert!(error.to_string().starts_with(begin), "{error}");
    }
    let errors = [
        client.login().await.unwrap_err(),
        client.clone().login().await.unwrap_err(),
        client.project_id().await.unwrap_err(),
    ];
    assert!(errors.iter().all(|error| error.to_string().contains("not sent")), "{errors:?}");
    assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (1, 0));
}

#[tokio::test]
async fn a_refused_password_is_sent_again_after_half_an_hour() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    sandbox.fail(Fault::status(401).on_iam().times(2));
    for (fetched, minutes_left) in [(1, "for 30 min"), (1, "for 30 min"), (1, "for 1 min")] {
        let error = call(&client).await.unwrap_err();
        let hint = error.hint().unwrap();
        assert!(hint.contains(minutes_left), "{hint}");
        assert!(hint.contains("Correct the credentials first"), "{hint}");
        assert_eq!(token_requests(&sandbox), fetched);
        if error.to_string().contains("not sent") {
            advance(0, 29).await;
        }
    }
    assert!(call(&client).await.unwrap_err().hint().unwrap().contains("for 30 min"));
    assert!(call(&client).await.is_err());
    assert_eq!(token_requests(&sandbox), 2, "the password is sent only once more");
    advance(0, 31).await;
    call(&client).await.unwrap();
    assert_eq!((token_requests(&sandbox), list_requests(&sandbox)), (3, 1));
}

/// A daemon whose password was changed must not lock the account while its token is valid. The clock moves in steps
/// shorter than the attempt timeout.
#[tokio::test]
async fn a_renewal_that_was_refused_is_not_repeated() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = sandbox.client_builder().credentials(sandbox.user_credentials());
    let client = builder.attempt_timeout(Duration::from_secs(3600)).build().unwrap();
    call(&client).await.unwrap();
    sandbox.fail(Fault::status(401).on_iam().always());
    advance(23, 45).await;
    for _ in 0..10 {
        call(&client).await.unwrap();
        wait_for_token_requests(&sandbox, 2).await;
        advance(0, 1).await;
    }
    assert_eq!(token_requests(&sandbox), 2);
}

/// These failures do not mean that the password is wrong, and some do not come from IAM.
#[tokio::test]
async fn other_failures_of_iam_do_not_block_the_password() {
    let page = "<html>Authorization Required</html>";
    let faults = [
        Fault::status(400),
        Fault::status(403),
        Fault::status(404),
        Fault::status(429),
        Fault::status(500),
        Fault::status(503),
        Fault::disconnect(),
        Fault::response(401, page),
        Fault::response(401, "").header("WWW-Authenticate", "Basic realm=\"gateway\""),
        Fault::response(201, "{}"),
    ];
    for fault in faults {
        let sandbox = Sandbox::start().await.unwrap();
        let client = client(&sandbox);
        let name = format!("{fault:?}");
        sandbox.fail(fault.on_iam());
        call(&client).await.unwrap_err();
        if name.contains("429") {
            advance(0, 1).await;
        }
        call(&client).await.expect(&name);
        assert_eq!(token_requests(&sandbox), 2, "{name}");
    }
}

/// Each wrong signature counts towards the lock of a key, also in a project lookup.
#[tokio::test]
async fn a_refused_access_key_is_not_sent_to_iam_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = Client::builder().endpoint(sandbox.endpoint()).iam_endpoint(sandbox.endpoint());
    let builder = builder.project_name("cn-north-4").credentials(sandbox.access_key_credentials());
    let client = builder.retry(RetryPolicy::off()).build().unwrap();
    sandbox.fail(Fault::status(401).on_iam());
    for _ in 0..20 {
        let error = call(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Unauthorized, Some(401)));
    }
    assert_eq!(sandbox.requests().len(), 1);
    advance(0, 31).await;
    call(&client).await.unwrap();
}

#[tokio::test]
async fn a_token_of_one_minute_is_cached() {
    let sandbox = Sandbox::builder().token_lifetime(Duration::from_secs(60)).start().await.unwrap();
    let client = client(&sandbox);
    calls(&client, 1).await;
    calls(&client, 1).await;
    assert_eq!(token_requests(&sandbox), 1);
}

#[tokio::test]
async fn a_login_that_iam_refuses_is_a_credentials_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = || {
        sandbox.client_builder().credentials(Credentials::password("user", "planted", "account"))
    };
    let error = call(&builder().build().unwrap()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.code()),
        (ErrorKind::Credentials, Some(401), Some("401"))
    );
    assert_eq!(error.message(), Some("The username or password is wrong."));
    let advice = StatusAdvice::find_for("CreateUserToken", 401).unwrap();
    let hint = error.hint().unwrap();
    assert!(hint.starts_with(advice.action) && !error.is_retryable(), "{hint}");
    assert_ne!(advice.action, StatusAdvice::find(401).unwrap().action);
    assert!(!format!("{error:?}").contains("planted"));
    assert_eq!(list_requests(&sandbox), 0);

    let body = r#"{"error_code":"IAM.0081","error_msg":"m"}"#;
    sandbox.fail(Fault::response(403, body).on_iam());
    let error = call(&builder().build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Credentials, Some("IAM.0081")));
    let hint = error.hint().unwrap();
    assert!(taurusdb_htap::ErrorCode::find("IAM.0081").any(|row| row.action == hint), "{hint}");
}

#[tokio::test]
async fn a_response_of_iam_without_a_token_is_invalid() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = r#"{"token":{"issued_at":"x","expires_at":"y"}}"#;
    for (body, sentence) in [
        (
            token,
            "CreateUserToken: invalid response: the header `X-Subject-Token` is missing (request ID ",
        ),
        ("{}", "CreateUserToken: invalid response: `token` is missing"),
    ] {
        sandbox.fail(Fault::response(201, body).on_iam());
        let error = call(&client(&sandbox)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidResponse);
        assert!(error.to_string().starts_with(sentence), "{error}");
    }
}

#[tokio::test]
async fn the_request_id_is_read_from_iams_header() {
    let body =
        r#"{"token":{"issued_at":"x","expires_at":"y","project":{"id":"short","name":"n"}}}"#;
    for (head, sentence) in [
        ("400 X", "CreateUserToken: 400 Bad Request (request ID t-1)"),
        (
            "201 X\r\nX-Subject-Token: a b",
            "CreateUserToken: invalid response: the header `X-Subject-Token` contains ",
        ),
        (
            "201 X\r\nX-Subject-Token: t",
            "CreateUserToken: invalid response: the token's project ID is not 32 letters and digits (request ID t-1)",
        ),
    ] {
        let length = body.len();
        let response = format!(
            "HTTP/1.1 {head}\r\nX-IAM-Trace-Id: t-1\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let endpoint = peer::responds_once(response).await;
        let builder =
            Client::builder().endpoint(&endpoint).iam_endpoint(&endpoint).project_name("n");
        let client = builder.credentials(Credentials::password("u", "p", "d")).build().unwrap();
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.request_id(), Some("t-1"));
        assert!(error.to_string().starts_with(sentence), "{error}");
    }
}

#[tokio::test]
async fn the_error_of_a_failed_login_has_the_refusal_as_its_source() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    call(&client).await.unwrap();
    sandbox.revoke_tokens();
    sandbox.fail(Fault::status(503).on_iam());
    let error = call(&client).await.unwrap_err();
    assert!(error.to_string().starts_with("CreateUserToken: 503 "), "{error}");
    let refusal = std::error::Error::source(&error).unwrap().to_string();
    assert!(refusal.starts_with("ListHtapDataStore star-rocks: 401 "), "{refusal}");
}
