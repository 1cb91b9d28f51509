//! The sandbox as its users see it: over HTTP, with any client.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::{Fault, RecordedRequest, Sandbox};

const LIST: &str = "/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/star-rocks";

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    text: String,
    pub(crate) body: Value,
}

pub(crate) async fn get(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(sandbox, reqwest::Method::GET, path, headers, String::new()).await
}

pub(crate) async fn send(
    sandbox: &Sandbox,
    method: reqwest::Method,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Answer {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = http.request(method, format!("{}{path}", sandbox.endpoint())).body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    for name in ["content-type", "date", "x-request-id"] {
        assert_eq!(answer.headers().get_all(name).iter().count(), 1, "{name}");
    }
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let text = answer.text().await.unwrap();
    Answer { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text }
}

#[tokio::test]
async fn each_refusal_has_its_documented_shape() {
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
        let answer = get(&sandbox, &path, &headers).await;
        assert_eq!(
            (answer.status, &answer.body["error_code"]),
            (status, &json!(code)),
            "{path} {headers:?}"
        );
        assert!(answer.body["error_msg"].is_string());
        if code.starts_with("APIGW.") {
            assert_eq!(answer.headers["x-request-id"], answer.body["request_id"].as_str().unwrap());
        } else {
            assert_eq!(answer.body["request_id"], Value::Null, "the service gives none");
        }
    }
    let answer = send(&sandbox, reqwest::Method::DELETE, LIST, &[token], String::new()).await;
    assert_eq!((answer.status, &answer.body["error_code"]), (404, &json!("APIGW.0101")));
}

#[tokio::test]
async fn a_missing_content_type_is_accepted_and_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["datastores"][0]["name"], json!("3.1"));
    assert_eq!(sandbox.requests()[0].header("content-type"), None);
}

#[tokio::test]
async fn iam_issues_tokens_and_knows_the_project() {
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
        let answer =
            send(&sandbox, reqwest::Method::POST, "/v3/auth/tokens", &[], body.clone()).await;
        assert_eq!(answer.status, status, "{body}");
        let is_error = answer.body.get("error").or(answer.body.get("error_code")).is_some();
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
        let answer = get(&sandbox, &format!("/v3/projects?{query}"), &token).await;
        let projects = answer.body["projects"].as_array().map_or(0, Vec::len);
        assert_eq!((answer.status, projects), (status, found), "{query}");
    }
}

#[tokio::test]
async fn an_expired_token_must_be_updated() {
    let sandbox = Sandbox::builder().token_life(Duration::ZERO).start().await.unwrap();
    let client = sandbox.client_builder().credentials(sandbox.user_credentials()).build().unwrap();
    let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(401), Some("APIGW.0307")));
}

#[tokio::test]
async fn the_sandbox_goes_by_its_own_clock() {
    let sandbox = Sandbox::builder().token_life(Duration::from_secs(3600)).start().await.unwrap();
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
        let answer = get(&sandbox, LIST, &token).await;
        assert_eq!(answer.status, status);
        if status == 401 {
            assert_eq!(answer.body["error_code"], "APIGW.0307");
        }
    }
    // The header tells the same time as a token that is issued.
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
    let answer = get(&sandbox, LIST, &token).await;
    assert!(answer.headers["date"].to_str().unwrap().contains(" Dec 9999 "));
}

#[tokio::test]
async fn several_run_side_by_side_and_stop_when_dropped() {
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
    // The listener goes with its task, at the next turn of the runtime.
    let refused = async {
        while tokio::net::TcpStream::connect(&endpoint).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), refused).await.expect("it stops when dropped");
}

#[tokio::test]
async fn without_recording_no_request_is_kept() {
    let sandbox = Sandbox::builder().without_recording().start().await.unwrap();
    assert_eq!(get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await.status, 200);
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn faults_take_turns_and_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).times(2).header("Retry-After", "7"));
    sandbox.fail(Fault::answer(418, "{}"));
    sandbox.fail(Fault::status(500).on_iam());
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(get(&sandbox, LIST, &[("X-Auth-Token", "sandbox-token")]).await.status);
    }
    assert_eq!(seen, [503, 503, 418, 200]);
}

#[tokio::test]
async fn a_fault_says_what_it_is_told_to() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = [("X-Auth-Token", "sandbox-token")];
    let body = r#"{ "request_id":"mine", "error_code": 1 }"#;
    sandbox.fail(Fault::answer(999, body).times(0));
    sandbox.fail(Fault::answer(999, body));
    let answer = get(&sandbox, LIST, &token).await;
    assert_eq!((answer.status, &*answer.text), (999, body));
    let mine = [
        ("X-Request-Id", "mine"),
        ("date", "Thu, 01 Jan 1970 00:00:01 GMT"),
        ("Content-Type", "text/html"),
    ];
    let fault = Fault::answer(200, "").header("X-Request-Id", "another");
    sandbox.fail(mine.iter().fold(fault, |fault, (name, value)| fault.header(*name, *value)));
    let answer = get(&sandbox, LIST, &token).await;
    for (name, value) in mine {
        assert_eq!(answer.headers[name], value); // `send` counts them
    }
    assert_eq!(get(&sandbox, LIST, &token).await.status, 200);
}

#[tokio::test]
async fn what_a_fault_cannot_send_is_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = [("X-Auth-Token", "sandbox-token")];
    for (fault, what) in [
        (Fault::status(0), "the status 0"),
        (Fault::status(100), "the status 100"),
        (Fault::answer(199, "{}"), "the status 199"),
        (Fault::answer(1000, "{}"), "the status 1000"),
        (Fault::status(u16::MAX), "the status 65535"),
        (Fault::disconnect().header("X Y", "z"), "the header \"X Y\""),
        (Fault::status(503).header("", "z"), "the header \"\""),
        (Fault::status(503).header("X-Y", "a\r\nX-Z: planted"), "the header \"X-Y\""),
        (Fault::answer(503, "{}").header("Content-Length", "5"), "the header \"Content-Length\""),
        (
            Fault::answer(503, "{}").header("Transfer-Encoding", "gzip"),
            "the header \"Transfer-Encoding\"",
        ),
    ] {
        sandbox.fail(fault);
        let answer = get(&sandbox, LIST, &token).await;
        let message = format!("sandbox: a fault has {what}, which cannot be sent");
        assert_eq!((answer.status, &answer.body["error_msg"]), (500, &json!(message)));
    }
    sandbox.fail(Fault::status(42).on_iam());
    let answer = get(&sandbox, "/v3/projects", &token).await;
    assert_eq!((answer.status, &answer.body["error_code"]), (500, &json!("SANDBOX")));
}

#[tokio::test]
async fn the_clock_moves_for_tokens() {
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
