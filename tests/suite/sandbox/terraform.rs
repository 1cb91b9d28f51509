//! The first requests of a plan by the vendor's Terraform provider 1.97, for each way to log in, against the sandbox.
//!
//! The files in `terraform/` have the format of the provider's requests, including the order of the headers and the
//! final newline of a body. The values are the sandbox's. The vendor's SDK for Go, which the provider uses, sends
//! `agency/2-domains.http` and `agency/3-agency-key.http`. A name in braces stands for a value of earlier responses.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Sandbox, SandboxBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::sandbox_http;
use crate::support::signed_request::signing::{DATE_FORMAT, Signable, signature, string_to_sign};
use crate::support::signed_request::{PERMANENT, TEMPORARY};

/// The requests of one plan.
struct Plan {
    sandbox: Sandbox,
    /// The values for the names in braces.
    values: BTreeMap<&'static str, String>,
}

struct Answer {
    status: u16,
    head: String,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Plan {
    async fn start(builder: SandboxBuilder, [access, secret]: [&str; 2]) -> Self {
        let sandbox = builder.start().await.unwrap();
        let host = sandbox.endpoint().trim_start_matches("http://").to_owned();
        let values = [("host", &*host), ("access", access), ("secret", secret)];
        let values = values.map(|(name, value)| (name, value.to_owned()));
        Self { sandbox, values: BTreeMap::from(values) }
    }

    fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.insert(name, value.into());
    }

    /// Sends the request of a file, and stores the values of the response that the provider uses later.
    async fn send(&mut self, file: &str) -> Answer {
        let request = self.request(file);
        let mut stream = TcpStream::connect(&self.values["host"]).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let response = read(&mut stream).await;
        self.store(&response.body);
        response
    }

    fn store(&mut self, body: &Value) {
        for (name, pointer) in [
            ("project_id", "/projects/0/id"),
            ("project_id", "/token/project/id"),
            ("domain_id", "/domains/0/id"),
            ("access", "/credential/access"),
            ("secret", "/credential/secret"),
            ("security_token", "/credential/securitytoken"),
        ] {
            if let Some(found) = body.pointer(pointer) {
                self.set(name, found.as_str().unwrap());
            }
        }
    }

    /// Fills in the values of a file and signs it.
    fn request(&mut self, file: &str) -> String {
        self.set("date", Timestamp::now().strftime(DATE_FORMAT).to_string());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/sandbox/terraform");
        let text = fs::read_to_string(folder.join(file).with_extension("http")).unwrap();
        let filled = self
            .values
            .iter()
            .fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
        let (head, body) = filled.split_once("\n\n").unwrap();
        let head = head.replace("{length}", &body.len().to_string());
        let head = head.replace("{signature}", &self.sign(&head, body));
        let request = format!("{}\r\n\r\n{body}", head.replace('\n', "\r\n"));
        let unknown = request.split('{').skip(1).find(|rest| !rest.starts_with(['"', '}']));
        assert_eq!(unknown, None, "{file} has an unknown name");
        request
    }

    /// Signs the headers that `SignedHeaders` of the request lists.
    fn sign(&self, head: &str, body: &str) -> String {
        let mut lines = head.lines();
        let [method, target, _] =
            lines.next().unwrap().split(' ').collect::<Vec<_>>().try_into().unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let sent: BTreeMap<_, _> = lines.map(|line| line.split_once(": ").unwrap()).collect();
        let sent: BTreeMap<_, _> =
            sent.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        let Some((_, signed)) =
            sent.get("authorization").and_then(|value| value.split_once("SignedHeaders="))
        else {
            return String::new();
        };
        let signed = signed.split(',').next().unwrap().split(';');
        let headers: Vec<_> = signed.map(|name| (name, sent[name].as_bytes())).collect();
        let body = body.as_bytes();
        let request = Signable { method, path, query, headers: &headers, body };
        let text = string_to_sign(&self.values["date"], &request.canonical_request());
        signature(&self.values["secret"], &text)
    }
}

async fn read(stream: &mut TcpStream) -> Answer {
    let mut response = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&response);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
            if body.len() == length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                let body = serde_json::from_str(body).unwrap_or_default();
                return Answer { status, head: head.to_owned(), body };
            }
        }
        assert_ne!(stream.read_buf(&mut response).await.unwrap(), 0, "the response is truncated");
    }
}

/// The response has the rows.
fn assert_listed(response: &Answer) {
    assert_eq!((response.status, &response.body["datastores"][0]["name"]), (200, &json!("3.1")));
}

/// The sandbox has no billing. The provider logs a warning and continues.
fn assert_not_found(response: &Answer) {
    assert_eq!((response.status, &response.body["error_code"]), (404, &json!("APIGW.0101")));
}

#[tokio::test]
async fn a_plan_with_an_access_key() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let projects = plan.send("access-key/1-projects").await;
    assert_eq!(
        (projects.status, &projects.body["projects"][0]["name"]),
        (200, &json!("cn-north-4"))
    );
    let domains = plan.send("access-key/2-domains").await;
    assert_eq!(
        (domains.status, &domains.body["domains"][0]["name"]),
        (200, &json!("example-account"))
    );
    assert_not_found(&plan.send("access-key/3-billing").await);
    // Six failures would lock the key.
    for _ in 0..7 {
        assert_listed(&plan.send("access-key/4-datastores").await);
    }
    let users = plan.send("access-key/5-users").await;
    assert_eq!((users.status, &users.body["users"][0]["name"]), (200, &json!("example-user")));
    // An unsigned header for another account is refused as if it were signed.
    plan.set("domain_id", "another");
    assert_eq!(plan.send("access-key/5-users").await.status, 403);
}

#[tokio::test]
async fn a_plan_with_a_wrong_secret_key_locks_it() {
    let mut plan = Plan::start(Sandbox::builder(), [PERMANENT[0], "wrong"]).await;
    plan.set("project_id", plan.sandbox.project_id().as_str());
    let mut messages = Vec::new();
    for _ in 0..7 {
        let response = plan.send("access-key/4-datastores").await;
        assert_eq!(response.status, 401);
        let message = response.body["error_msg"].as_str().unwrap().to_owned();
        messages.push(message.rsplit(": ").next().unwrap().to_owned());
    }
    assert_eq!(messages[4], "verify aksk signature fail");
    assert_eq!(messages[5], "AK access failed to reach the limit,forbidden");
}

#[tokio::test]
async fn a_plan_with_a_temporary_access_key() {
    let mut plan = Plan::start(Sandbox::builder(), TEMPORARY).await;
    plan.set("security_token", "sandbox-security-token");
    assert_eq!(plan.send("temporary-access-key/1-projects").await.status, 200);
    assert_eq!(plan.send("temporary-access-key/2-domains").await.status, 200);
    assert_not_found(&plan.send("temporary-access-key/3-billing").await);
    assert_listed(&plan.send("temporary-access-key/4-datastores").await);
    plan.set("security_token", "another");
    let response = plan.send("temporary-access-key/4-datastores").await;
    assert_eq!((response.status, &response.body["error_code"]), (401, &json!("APIGW.0301")));
}

/// The second user cannot list projects, so the plan needs a project ID.
#[tokio::test]
async fn a_plan_by_a_user_without_grants() {
    let mut plan = Plan::start(Sandbox::builder(), TEMPORARY).await;
    let token = sandbox_http::token(&plan.sandbox, sandbox_http::USERS[1]).await;
    let body = json!({"auth": {"identity": {"methods": ["token"], "token": {"id": token}}}});
    let key = sandbox_http::post(&plan.sandbox, "/v3.0/OS-CREDENTIAL/securitytokens", &body).await;
    plan.store(&key.body);
    let refused = plan.send("temporary-access-key/1-projects").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (403, &json!("IAM.0003")));
    assert_eq!(plan.send("temporary-access-key/2-domains").await.status, 200);
    plan.set("project_id", plan.sandbox.project_id().as_str());
    assert_listed(&plan.send("temporary-access-key/4-datastores").await);
}

/// The contract requires a signature of the security token, but the provider adds the header after signing.
#[tokio::test]
async fn a_strict_sandbox_refuses_only_unsigned_security_tokens() {
    let mut plan = Plan::start(Sandbox::builder().strict(), TEMPORARY).await;
    plan.set("security_token", "sandbox-security-token");
    assert_eq!(plan.send("temporary-access-key/1-projects").await.status, 401);
    plan.set("project_id", plan.sandbox.project_id().as_str());
    let refused = plan.send("temporary-access-key/4-datastores").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (401, &json!("APIGW.0301")));

    let mut plan = Plan::start(Sandbox::builder().strict(), PERMANENT).await;
    assert_eq!(plan.send("access-key/1-projects").await.status, 200);
    assert_listed(&plan.send("access-key/4-datastores").await);
}

#[tokio::test]
async fn a_plan_with_a_password() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let response = plan.send("password/1-project-token").await;
    assert_eq!((response.status, &response.body["token"]["domain"]), (201, &Value::Null));
    plan.set("token", response.header("X-Subject-Token").unwrap());
    let response = plan.send("password/2-domain-token").await;
    let token = &response.body["token"];
    assert_eq!((response.status, &token["project"]), (201, &Value::Null));
    assert_eq!(token["domain"]["name"], "example-account");
    plan.set("domain_token", response.header("X-Subject-Token").unwrap());
    assert_eq!(
        plan.send("password/3-domains").await.body["domains"][0]["id"],
        token["domain"]["id"]
    );
    assert_eq!(plan.send("password/4-users").await.body["users"][0]["id"], token["user"]["id"]);
    assert_not_found(&plan.send("password/5-billing").await);
    assert_listed(&plan.send("password/6-datastores").await);
    // A token for the account has no project.
    plan.set("token", plan.values["domain_token"].clone());
    let refused = plan.send("password/6-datastores").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (403, &json!("DBS.280015")));
}

#[tokio::test]
async fn a_plan_with_a_user_id() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    plan.set("project_id", plan.sandbox.project_id().as_str());
    plan.set("user_id", "fedcba9876543210fedcba9876543210");
    let response = plan.send("user-id/1-project-token").await;
    assert_eq!(
        (response.status, &response.body["token"]["user"]["name"]),
        (201, &json!("example-user"))
    );
    plan.set("token", response.header("X-Subject-Token").unwrap());
    let unscoped = plan.send("user-id/2-unscoped-token").await;
    assert_eq!(unscoped.status, 201);
    for absent in ["project", "domain", "roles", "catalog"] {
        assert_eq!(unscoped.body["token"][absent], Value::Null, "{absent}");
    }
    assert_not_found(&plan.send("user-id/3-billing").await);
    assert_listed(&plan.send("user-id/4-datastores").await);
}

#[tokio::test]
async fn a_plan_with_a_token() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let given = plan.send("password/1-project-token").await;
    plan.set("given_token", given.header("X-Subject-Token").unwrap());
    let response = plan.send("token/1-project-token").await;
    assert_eq!(
        (response.status, &response.body["token"]["methods"]),
        (201, &json!(["password", "token"]))
    );
    assert_eq!(response.body["token"]["expires_at"], given.body["token"]["expires_at"]);
    plan.set("token", response.header("X-Subject-Token").unwrap());
    assert_eq!(plan.send("token/2-unscoped-token").await.body["token"]["project"], Value::Null);
    let response = plan.send("token/3-domain-token").await;
    assert_eq!(response.status, 201);
    plan.set("domain_token", response.header("X-Subject-Token").unwrap());
    assert_eq!(plan.send("token/4-domains").await.status, 200);
    assert_not_found(&plan.send("token/5-billing").await);
    assert_listed(&plan.send("token/6-datastores").await);
}

#[tokio::test]
async fn a_plan_that_assumes_an_agency() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    plan.set("agency", "example-agency");
    plan.set("agency_domain", "example-account");
    assert_eq!(plan.send("agency/1-projects").await.status, 200);
    assert_eq!(plan.send("agency/2-domains").await.status, 200);
    assert_eq!(plan.send("agency/3-agency-key").await.status, 201);
    assert_ne!(
        plan.values["access"], PERMANENT[0],
        "the provider continues with the key of the agency"
    );
    assert_eq!(plan.send("agency/4-projects").await.status, 200);
    assert_not_found(&plan.send("agency/5-billing").await);
    assert_listed(&plan.send("agency/6-datastores").await);
}

/// If `auth_url` does not end in `/v3`, the provider requests the versions first.
#[tokio::test]
async fn a_plan_with_an_auth_url_without_a_version() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let response = plan.send("versions/1-versions").await;
    let version = &response.body["versions"]["values"][0];
    assert_eq!(
        (response.status, &version["id"], &version["status"]),
        (300, &json!("v3.6"), &json!("stable"))
    );
    let link = json!({"rel": "self", "href": format!("{}/v3/", plan.sandbox.endpoint())});
    assert_eq!(version["links"], json!([link]));
}
