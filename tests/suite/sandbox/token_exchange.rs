//! The sandbox's IAM and STS exchange a token, an ID token or an agency for a temporary access key.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use taurusdb_htap::sandbox::Sandbox;

use crate::support::sandbox_http::{
    LIST, PROJECT_ID, Response, USERS, error, get, post, send, subject_token, token,
};
use crate::support::signed_request::send_at;

const KEYS: &str = "/v3.0/OS-CREDENTIAL/securitytokens";

/// Checks that the key in a response signs calls until it expires.
async fn assert_key(sandbox: &Sandbox, response: &Response, names: [&str; 3], minutes: u64) {
    let key = response.body.get("credential").unwrap_or(&response.body["credentials"]);
    let [id, secret_key, security_token] = names.map(|name| key[name].as_str().unwrap());
    let sent = [("x-security-token", security_token)];
    let mut clock = Timestamp::now();
    for (ahead, message) in [(0, ""), (minutes - 1, ""), (2, "decrypt token fail")] {
        sandbox.advance(Duration::from_secs(60 * ahead));
        clock += Duration::from_secs(60 * ahead);
        let signed = "x-sdk-date;x-security-token";
        let (status, found) = send_at(sandbox, clock, [id, secret_key], &sent, signed).await;
        assert_eq!((status, &*found), (if message.is_empty() { 200 } else { 401 }, message));
    }
}

#[tokio::test]
async fn a_token_is_exchanged_for_a_key() {
    let names = ["access", "secret", "securitytoken"];
    let by = |token: &str, seconds: Value| {
        let mut given = json!({"id": token});
        if !seconds.is_null() {
            given["duration_seconds"] = seconds;
        }
        json!({"auth": {"identity": {"methods": ["token"], "token": given}}})
    };
    for (seconds, minutes) in [(Value::Null, 15), (json!(21600), 360)] {
        let sandbox = Sandbox::start().await.unwrap();
        let token = token(&sandbox, USERS[1]).await;
        let response = post(&sandbox, KEYS, &by(&token, seconds)).await;
        assert_eq!(response.status, 201);
        assert_key(&sandbox, &response, names, minutes).await;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let token = token(&sandbox, USERS[1]).await;
    for (body, expected) in [
        (by("unknown", Value::Null), (401, "IAM.0067")),
        (by(&token, json!(899)), (400, "IAM.0007")),
        (by(&token, json!(86401)), (400, "IAM.0007")),
        (json!({"auth": {"identity": {"methods": ["token"]}}}), (400, "IAM.0007")),
        (json!({"auth": {"identity": {"methods": [], "token": {"id": token}}}}), (400, "IAM.0007")),
    ] {
        let response = post(&sandbox, KEYS, &body).await;
        assert_eq!(error(&response), (expected.0, expected.1.to_owned()), "{body}");
    }
}

#[tokio::test]
async fn an_agency_is_assumed_with_a_token() {
    let role = |agency: &str, domain: &str, seconds: u64| {
        let role =
            json!({"agency_name": agency, "domain_name": domain, "duration_seconds": seconds});
        json!({"auth": {"identity": {"methods": ["assume_role"], "assume_role": role}}}).to_string()
    };
    let right = role("example-agency", "example-account", 900);
    let sandbox = Sandbox::start().await.unwrap();
    let [admin, member] = [token(&sandbox, USERS[0]).await, token(&sandbox, USERS[1]).await];
    let by_id = right.replace("domain_name", "domain_id");
    let by_id = by_id.replace("example-account", "0123456789abcdef0123456789abcdef");
    for (token, body, expected) in [
        (&admin, right.clone(), (201, "")),
        (&admin, by_id, (201, "")),
        (&member, right.clone(), (403, "IAM.0003")),
        (&admin, role("another", "example-account", 900), (403, "IAM.0003")),
        (&admin, role("example-agency", "another", 900), (403, "IAM.0003")),
        (&admin, role("example-agency", "example-account", 899), (400, "IAM.0007")),
        (&admin, right.replace("\"domain_name\"", "\"x\""), (400, "IAM.0007")),
        (&"unknown".to_owned(), right.clone(), (401, "IAM.0067")),
    ] {
        let headers = [("X-Auth-Token", &**token)];
        let response = send(&sandbox, Method::POST, KEYS, &headers, body.clone()).await;
        assert_eq!(error(&response), (expected.0, expected.1.to_owned()), "{body}");
    }
    let unsigned = send(&sandbox, Method::POST, KEYS, &[], right.clone()).await;
    assert_eq!(error(&unsigned), (401, "IAM.0001".to_owned()));
    let headers = [("X-Auth-Token", &*admin)];
    let response = send(&sandbox, Method::POST, KEYS, &headers, right).await;
    assert_key(&sandbox, &response, ["access", "secret", "securitytoken"], 15).await;
}

#[tokio::test]
async fn an_id_token_is_exchanged_for_a_token_and_for_an_agency() {
    let sandbox = Sandbox::start().await.unwrap();
    let tokens = "/v3.0/OS-AUTH/id-token/tokens";
    let exchange_id_token = async |provider: &str, body: Value| {
        let headers = [("X-Idp-Id", provider)];
        send(&sandbox, Method::POST, tokens, &headers, body.to_string()).await
    };
    let by = |id_token: &str| json!({"auth": {"id_token": {"id": id_token}}});
    let mut scoped = by("example-id-token");
    scoped["auth"]["scope"] = json!({"project": {"id": PROJECT_ID}});
    let mut elsewhere = scoped.clone();
    elsewhere["auth"]["scope"] = json!({"project": {"name": "elsewhere"}});
    for (provider, body, expected) in [
        ("example-idp", by("example-id-token"), (201, "")),
        ("example-idp", scoped.clone(), (201, "")),
        ("example-idp", elsewhere, (404, "IAM.0004")),
        ("another", by("example-id-token"), (401, "IAM.0067")),
        ("example-idp", by("another"), (401, "IAM.0067")),
        ("example-idp", json!({"auth": {}}), (400, "IAM.0007")),
    ] {
        let response = exchange_id_token(provider, body.clone()).await;
        assert_eq!(error(&response), (expected.0, expected.1.to_owned()), "{provider} {body}");
    }
    assert_eq!(post(&sandbox, tokens, &scoped).await.status, 400, "the provider is missing");
    let unscoped = exchange_id_token("example-idp", by("example-id-token")).await;
    assert_eq!(unscoped.body["token"]["methods"], json!(["mapped"]));
    let refused = get(&sandbox, LIST, &[("X-Auth-Token", &subject_token(&unscoped))]).await;
    assert_eq!(refused.status, 403, "the token has no project");
    let response = exchange_id_token("example-idp", scoped).await;
    assert_eq!(
        get(&sandbox, LIST, &[("X-Auth-Token", &subject_token(&response))]).await.status,
        200
    );

    let assume = "/v5/agencies/assume-with-oidc";
    let urn = "iam::0123456789abcdef0123456789abcdef";
    let right = json!({
        "provider_urn": format!("{urn}:oidcProvider:example-idp"),
        "agency_urn": format!("{urn}:agency:example-agency"),
        "agency_session_name": "session", "id_token": "example-id-token",
    });
    for (member, value, expected) in [
        ("agency_urn", json!(format!("{urn}:agency:another")), (403, "IAM.0003")),
        ("provider_urn", json!(format!("{urn}:oidcProvider:another")), (403, "IAM.0003")),
        ("id_token", json!("another"), (401, "IAM.0067")),
        ("agency_session_name", json!("x"), (400, "IAM.0007")),
        ("duration_seconds", json!(43201), (400, "IAM.0007")),
        ("policy", Value::Null, (400, "IAM.0007")),
    ] {
        let mut wrong = right.clone();
        wrong[member] = value;
        let response = post(&sandbox, assume, &wrong).await;
        assert_eq!(error(&response), (expected.0, expected.1.to_owned()), "{wrong}");
    }
    let response = post(&sandbox, assume, &right).await;
    assert_eq!(response.status, 200);
    assert_key(&sandbox, &response, ["access_key_id", "secret_access_key", "security_token"], 60)
        .await;
}

/// The environment selects the exchange. The client looks up the project.
#[cfg(feature = "cli")]
#[tokio::test(flavor = "multi_thread")]
async fn the_command_logs_in_by_each_exchange() {
    let sandbox = Sandbox::start().await.unwrap();
    let home = crate::support::command::home(&[("id-token", "example-id-token\n")]);
    let (file, endpoint) = (home.path().join("id-token"), sandbox.endpoint());
    let file = file.to_str().unwrap();
    let urn = "iam::0123456789abcdef0123456789abcdef";
    let (provider, agency) =
        (format!("{urn}:oidcProvider:example-idp"), format!("{urn}:agency:example-agency"));
    let token = token(&sandbox, USERS[1]).await;
    for environment in [
        &[("HUAWEICLOUD_SDK_IDP_ID", "example-idp"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file)][..],
        &[
            ("HUAWEICLOUD_OIDC_PROVIDER_URN", &provider),
            ("HUAWEICLOUD_OIDC_AGENCY_URN", &agency),
            ("HUAWEICLOUD_OIDC_TOKEN_FILE", file),
        ],
        &[
            ("HW_ACCESS_KEY", "SANDBOXACCESSKEY0001"),
            ("HW_SECRET_KEY", "sandbox-secret-key"),
            ("HW_ASSUME_ROLE_AGENCY_NAME", "example-agency"),
            ("HW_ASSUME_ROLE_DOMAIN_NAME", "example-account"),
        ],
        &[("HW_AUTH_TOKEN", &token)],
    ] {
        let mut environment = environment.to_vec();
        environment.push(("HUAWEICLOUD_SDK_IAM_ENDPOINT", endpoint));
        environment.push(("HUAWEICLOUD_SDK_STS_ENDPOINT", endpoint));
        if environment[0].0 != "HW_AUTH_TOKEN" {
            environment.push(("HW_PROJECT_NAME", "cn-north-4"));
        }
        let arguments = ["datastores", "star-rocks", "--endpoint", endpoint, "--output", "csv"];
        let (code, stdout, stderr) = crate::support::command::run(&arguments, &environment);
        assert_eq!((code, stdout.lines().count(), &*stderr), (0, 2, ""), "{environment:?}");
    }
}
