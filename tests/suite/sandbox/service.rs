//! The service of the sandbox: its refusals, its clock, and how it starts and stops.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::{Value, json};
use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::{RecordedRequest, Sandbox};

use crate::support::sandbox_http::{LIST, get, send};

#[tokio::test]
async fn each_refusal_has_its_documented_status_and_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = ("X-Auth-Token", "sandbox-token");
    for (path, headers, status, code) in [
        (LIST.to_owned(), vec![], 401, "APIGW.0301"),
        (LIST.to_owned(), vec![("X-Auth-Token", "other")], 401, "APIGW.0301"),
        (LIST.replace("star-rocks", "star-rock"), vec![token], 400, "DBS.280235"),
        (LIST.replace("23a5", "23a-"), vec![token], 400, "DBS.280001"),
        (LIST.replace("23a5", "23a6"), vec![token], 403, "DBS.280015"),
        (LIST.to_owned(), vec![token, ("X-Project-Id", "other")], 403, "DBS.280015"),
        (LIST.to_owned(), vec![token, ("X-Language", "fr-fr")], 400, "DBS.280001"),
        (LIST.replace("htap", "olap"), vec![token], 404, "APIGW.0101"),
        (format!("{LIST}/"), vec![token], 404, "APIGW.0101"),
        ("/v4".to_owned(), vec![], 404, "APIGW.0101"),
    ] {
        let response = get(&sandbox, &path, &headers).await;
        assert_eq!(
            (response.status, &response.body["error_code"]),
            (status, &json!(code)),
            "{path} {headers:?}"
        );
        assert!(response.body["error_msg"].is_string());
        if code.starts_with("APIGW.") {
            assert_eq!(
                response.headers["x-request-id"],
                response.body["request_id"].as_str().unwrap()
            );
        } else {
            assert_eq!(response.body["request_id"], Value::Null, "the service returns none");
        }
    }
    let response = send(&sandbox, reqwest::Method::DELETE, LIST, &[token], String::new()).await;
    assert_eq!((response.status, &response.body["error_code"]), (404, &json!("APIGW.0101")));
}

#[tokio::test]
async fn a_missing_content_type_is_accepted_and_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    let response = get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await;
    assert_eq!(response.status, 200);
    assert_eq!(response.body["datastores"][0]["name"], json!("3.1"));
    assert_eq!(sandbox.requests()[0].header("content-type"), None);
}

#[tokio::test]
async fn iam_issues_tokens_and_lists_the_project() {
    let sandbox = Sandbox::start().await.unwrap();
    let user = |password: &str, project: Value| {
        json!({"auth": {
            "identity": {"methods": ["password"], "password": {"user": {
                "name": "example-user", "password": password, "domain": {"name": "example-account"}
            }}},
            "scope": {"project": project}
        }})
        .to_string()
    };
    let by_name = json!({"name": "cn-north-4"});
    for (body, status) in [
        (user("example-password", by_name.clone()), 201),
        (user("example-password", json!({"id": "23a50154cf494ec9ad6883979a12db0a"})), 201),
        (user("wrong", by_name), 401),
        (user("example-password", json!({"name": "elsewhere"})), 404),
        (user("example-password", json!({"name": "cn-north-4", "id": null})), 400),
        ("{}".to_owned(), 400),
        (String::new(), 400),
    ] {
        let response =
            send(&sandbox, reqwest::Method::POST, "/v3/auth/tokens", &[], body.clone()).await;
        assert_eq!(response.status, status, "{body}");
        let is_error = response.body.get("error").or(response.body.get("error_code")).is_some();
        assert_eq!(is_error, status >= 400, "{body}");
    }
    let token = [("X-Auth-Token", "sandbox-token")];
    let found = get(&sandbox, "/v3/projects?name=cn-north-4", &token).await;
    assert_eq!(found.body["projects"][0]["id"], json!("23a50154cf494ec9ad6883979a12db0a"));
    let none = get(&sandbox, "/v3/projects?name=elsewhere", &token).await;
    assert_eq!((none.status, &none.body["projects"]), (200, &json!([])));
    assert_eq!(get(&sandbox, "/v3/projects", &[]).await.status, 401);
    for (query, status, found) in [
        ("name=cn-north-4&enabled=true&is_domain=false&page=1&per_page=5000", 200, 1),
        ("domain_id=0123456789abcdef0123456789abcdef", 200, 1),
        ("domain_id=nobody", 200, 0),
        ("parent_id=nobody&name=cn-north-4", 200, 0),
        ("enabled=false", 200, 0),
        ("page=2&per_page=1", 200, 0),
        ("page=1", 400, 0),
        ("per_page=1", 400, 0),
        ("unknown=1", 200, 1),
        ("page=0", 400, 0),
        ("per_page=5001", 400, 0),
        ("enabled=null", 400, 0),
    ] {
        let response = get(&sandbox, &format!("/v3/projects?{query}"), &token).await;
        let projects = response.body["projects"].as_array().map_or(0, Vec::len);
        assert_eq!((response.status, projects), (status, found), "{query}");
    }
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let sandbox = Sandbox::builder().token_lifetime(Duration::ZERO).start().await.unwrap();
    let client = sandbox.client_builder().credentials(sandbox.user_credentials()).build().unwrap();
    let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(401), Some("APIGW.0307")));
}

#[tokio::test]
async fn the_sandbox_uses_its_own_clock() {
    let sandbox =
        Sandbox::builder().token_lifetime(Duration::from_secs(3600)).start().await.unwrap();
    let body = json!({"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": "example-user", "password": "example-password", "domain": {"name": "example-account"}
        }}},
        "scope": {"project": {"name": "cn-north-4"}}
    }});
    let post = || send(&sandbox, reqwest::Method::POST, "/v3/auth/tokens", &[], body.to_string());
    let issued = post().await;
    let token = [("X-Auth-Token", issued.headers["x-subject-token"].to_str().unwrap())];
    for (ahead, status) in [(0, 200), (50, 200), (20, 401)] {
        sandbox.advance(Duration::from_secs(ahead * 60));
        let response = get(&sandbox, LIST, &token).await;
        assert_eq!(response.status, status);
        if status == 401 {
            assert_eq!(response.body["error_code"], "APIGW.0307");
        }
    }
    // The header `Date` has the same time as a token.
    let issued = post().await;
    let date = issued.headers["date"].to_str().unwrap();
    assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
    let date = rfc2822::parse(date).unwrap().timestamp();
    let said: Timestamp = issued.body["token"]["issued_at"].as_str().unwrap().parse().unwrap();
    for time in [date, said] {
        let ahead = time.duration_since(Timestamp::now()).as_mins();
        assert!((65..=70).contains(&ahead), "{time}");
    }
    sandbox.advance(Duration::MAX);
    let response = get(&sandbox, LIST, &token).await;
    assert!(response.headers["date"].to_str().unwrap().contains(" Dec 9999 "));
}

#[tokio::test]
async fn several_sandboxes_run_at_once_and_stop_when_dropped() {
    let (one, two) =
        (Sandbox::start().await.unwrap(), Sandbox::builder().token("two").start().await.unwrap());
    assert_ne!(one.endpoint(), two.endpoint());
    assert_eq!(get(&one, LIST, &[("X-Auth-Token", "two")]).await.status, 401);
    assert_eq!(get(&two, LIST, &[("X-Auth-Token", "two")]).await.status, 200);
    let endpoint = one.endpoint().trim_start_matches("http://").to_owned();
    let port = endpoint.rsplit(':').next().unwrap().parse().unwrap();
    let error = Sandbox::builder().port(port).start().await.unwrap_err();
    assert_eq!(error.to_string(), format!("sandbox: port {port} of 127.0.0.1 cannot be opened"));
    drop(one);
    // The listener is dropped with its task, at the next turn of the runtime.
    let refused = async {
        while tokio::net::TcpStream::connect(&endpoint).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), refused).await.expect("it stops when dropped");
}

#[tokio::test]
async fn without_recording_no_request_is_stored() {
    let sandbox = Sandbox::builder().without_recording().start().await.unwrap();
    assert_eq!(get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await.status, 200);
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn advancing_the_clock_expires_tokens() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client_builder().credentials(sandbox.user_credentials()).build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    sandbox.advance(Duration::from_secs(24 * 60 * 60));
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    let requests = sandbox.requests();
    let paths: Vec<_> = requests.iter().map(RecordedRequest::path).collect();
    let (token, list) = ("/v3/auth/tokens", LIST);
    assert_eq!(paths, [token, list, list, token, list], "the token had expired");
}
