//! Sends requests to the sandbox, and reads its responses, as any HTTP client would.

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use taurusdb_htap::sandbox::Sandbox;

pub(crate) const TOKENS: &str = "/v3/auth/tokens";
pub(crate) const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";
pub(crate) const LIST: &str = "/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/star-rocks";

/// Name, password and ID of two users: an administrator and a member who cannot list projects.
pub(crate) const USERS: [[&str; 3]; 2] = [
    ["example-user", "example-password", "fedcba9876543210fedcba9876543210"],
    ["example-member", "example-member-password", "fedcba9876543210fedcba9876543211"],
];

/// Returns the builder of an HTTP client of its own. It brings TLS, although nothing here uses it: without the feature
/// `http-client`, reqwest has no provider of cryptography and would panic.
pub(crate) fn http_client() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().no_proxy();
    #[cfg(feature = "rustls")]
    let builder = {
        let provider = rustls::crypto::ring::default_provider().into();
        let tls = rustls::ClientConfig::builder_with_provider(provider);
        let tls = tls.with_safe_default_protocol_versions().unwrap();
        let tls = tls.with_root_certificates(rustls::RootCertStore::empty());
        builder.tls_backend_preconfigured(tls.with_no_client_auth())
    };
    builder
}

pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

pub(crate) async fn get(sandbox: &Sandbox, path: &str, headers: &[(&str, &str)]) -> Response {
    send(sandbox, Method::GET, path, headers, String::new()).await
}

pub(crate) async fn send(
    sandbox: &Sandbox,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Response {
    let http = http_client().build().unwrap();
    let mut request = http.request(method, format!("{}{path}", sandbox.endpoint())).body(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    for name in ["content-type", "date", "x-request-id"] {
        assert_eq!(response.headers().get_all(name).iter().count(), 1, "{name}");
    }
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    Response { status, headers, body: serde_json::from_str(&text).unwrap_or_default(), text }
}

/// Sends a body to IAM without a token.
pub(crate) async fn post(sandbox: &Sandbox, path: &str, body: &Value) -> Response {
    send(sandbox, Method::POST, path, &[], body.to_string()).await
}

/// The body of a request for a token.
pub(crate) fn login(identity: &Value, scope: &Value) -> Value {
    match scope {
        Value::Null => json!({"auth": {"identity": identity}}),
        scope => json!({"auth": {"identity": identity, "scope": scope}}),
    }
}

/// The identity of a user who logs in by password.
pub(crate) fn password([name, password, _]: [&str; 3]) -> Value {
    let user = json!({"name": name, "password": password, "domain": {"name": "example-account"}});
    json!({"methods": ["password"], "password": {"user": user}})
}

/// Logs a user in for the project, and returns the token.
pub(crate) async fn token(sandbox: &Sandbox, user: [&str; 3]) -> String {
    let body = login(&password(user), &json!({"project": {"name": "cn-north-4"}}));
    subject_token(&post(sandbox, TOKENS, &body).await)
}

/// The token of a response.
pub(crate) fn subject_token(response: &Response) -> String {
    assert!(response.status < 300, "{}", response.body);
    response.headers["x-subject-token"].to_str().unwrap().to_owned()
}

/// The status and the error code of a response, or its message if it has no code.
pub(crate) fn error(response: &Response) -> (u16, String) {
    let code = response.body.get("error_code").or(response.body.pointer("/error/message"));
    (response.status, code.and_then(Value::as_str).unwrap_or_default().to_owned())
}
