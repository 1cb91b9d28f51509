//! The requests of the vendor's Terraform provider 1.97, against the sandbox: those that a plan begins with, in each way to
//! log in.
//!
//! The files in `terraform/` have the shape of what the provider sends, to the order of the headers and the newline at the
//! end of a body; the values are the sandbox's. `agency/2-domains.http` and `agency/3-agency-key.http` are those of the
//! vendor's SDK for Go, which the provider has inside. A name in braces stands for what earlier answers brought.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Sandbox, SandboxBuilder};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::access_keys::signing::{DATE_FORMAT, Signable, signature, string_to_sign};
use crate::iam;

/// The requests of one plan.
struct Plan {
    sandbox: Sandbox,
    /// What stands in for the names in braces.
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

    fn learn(&mut self, name: &'static str, value: impl Into<String>) {
        self.values.insert(name, value.into());
    }

    /// Sends the request of a file, and remembers of the answer what the provider does.
    async fn send(&mut self, file: &str) -> Answer {
        let request = self.request(file);
        let mut stream = TcpStream::connect(&self.values["host"]).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let answer = read(&mut stream).await;
        self.remember(&answer.body);
        answer
    }

    fn remember(&mut self, body: &Value) {
        for (name, pointer) in [
            ("project_id", "/projects/0/id"),
            ("project_id", "/token/project/id"),
            ("domain_id", "/domains/0/id"),
            ("access", "/credential/access"),
            ("secret", "/credential/secret"),
            ("security_token", "/credential/securitytoken"),
        ] {
            if let Some(found) = body.pointer(pointer) {
                self.learn(name, found.as_str().unwrap());
            }
        }
    }

    /// A file as it is sent.
    fn request(&mut self, file: &str) -> String {
        self.learn("date", Timestamp::now().strftime(DATE_FORMAT).to_string());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/terraform");
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
        assert_eq!(unknown, None, "{file} names what is not known");
        request
    }

    /// Signs what the request says that it signs.
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
    let mut answer = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&answer);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
            if body.len() == length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                let body = serde_json::from_str(body).unwrap_or_default();
                return Answer { status, head: head.to_owned(), body };
            }
        }
        assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "the answer ended early");
    }
}

const PERMANENT: [&str; 2] = ["SANDBOXACCESSKEY0001", "sandbox-secret-key"];
const TEMPORARY: [&str; 2] = ["SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key"];

/// The rows are there.
fn assert_listed(answer: &Answer) {
    assert_eq!((answer.status, &answer.body["datastores"][0]["name"]), (200, &json!("3.1")));
}

/// Billing is no part of the sandbox; the provider logs a warning and goes on.
fn assert_not_found(answer: &Answer) {
    assert_eq!((answer.status, &answer.body["error_code"]), (404, &json!("APIGW.0101")));
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
    // More than would lock the key if one of them counted as a failure.
    for _ in 0..7 {
        assert_listed(&plan.send("access-key/4-datastores").await);
    }
    let users = plan.send("access-key/5-users").await;
    assert_eq!((users.status, &users.body["users"][0]["name"]), (200, &json!("example-user")));
    // Nothing unsigned is believed: another project is refused as if it were signed, another account as well.
    plan.learn("domain_id", "another");
    assert_eq!(plan.send("access-key/5-users").await.status, 403);
}

#[tokio::test]
async fn a_plan_with_a_wrong_secret_key_locks_it() {
    let mut plan = Plan::start(Sandbox::builder(), [PERMANENT[0], "wrong"]).await;
    plan.learn("project_id", plan.sandbox.project_id().as_str());
    let mut messages = Vec::new();
    for _ in 0..7 {
        let answer = plan.send("access-key/4-datastores").await;
        assert_eq!(answer.status, 401);
        let message = answer.body["error_msg"].as_str().unwrap().to_owned();
        messages.push(message.rsplit(": ").next().unwrap().to_owned());
    }
    assert_eq!(messages[4], "verify aksk signature fail");
    assert_eq!(messages[5], "AK access failed to reach the limit,forbidden");
}

#[tokio::test]
async fn a_plan_with_a_temporary_access_key() {
    let mut plan = Plan::start(Sandbox::builder(), TEMPORARY).await;
    plan.learn("security_token", "sandbox-security-token");
    assert_eq!(plan.send("temporary-access-key/1-projects").await.status, 200);
    assert_eq!(plan.send("temporary-access-key/2-domains").await.status, 200);
    assert_not_found(&plan.send("temporary-access-key/3-billing").await);
    assert_listed(&plan.send("temporary-access-key/4-datastores").await);
    plan.learn("security_token", "another");
    let answer = plan.send("temporary-access-key/4-datastores").await;
    assert_eq!((answer.status, &answer.body["error_code"]), (401, &json!("APIGW.0301")));
}

/// The key of the second user, who may not list projects: a project ID has to be given.
#[tokio::test]
async fn a_plan_of_a_user_without_a_grant() {
    let mut plan = Plan::start(Sandbox::builder(), TEMPORARY).await;
    let token = iam::token(&plan.sandbox, iam::USERS[1]).await;
    let body = json!({"auth": {"identity": {"methods": ["token"], "token": {"id": token}}}});
    let key = iam::post(&plan.sandbox, "/v3.0/OS-CREDENTIAL/securitytokens", &body).await;
    plan.remember(&key.body);
    let refused = plan.send("temporary-access-key/1-projects").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (403, &json!("IAM.0003")));
    assert_eq!(plan.send("temporary-access-key/2-domains").await.status, 200);
    plan.learn("project_id", plan.sandbox.project_id().as_str());
    assert_listed(&plan.send("temporary-access-key/4-datastores").await);
}

/// The contract wants the security token signed, and the provider adds it after signing.
#[tokio::test]
async fn a_strict_sandbox_refuses_an_unsigned_security_token_alone() {
    let mut plan = Plan::start(Sandbox::builder().strict(), TEMPORARY).await;
    plan.learn("security_token", "sandbox-security-token");
    assert_eq!(plan.send("temporary-access-key/1-projects").await.status, 401);
    plan.learn("project_id", plan.sandbox.project_id().as_str());
    let refused = plan.send("temporary-access-key/4-datastores").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (401, &json!("APIGW.0301")));

    let mut plan = Plan::start(Sandbox::builder().strict(), PERMANENT).await;
    assert_eq!(plan.send("access-key/1-projects").await.status, 200);
    assert_listed(&plan.send("access-key/4-datastores").await);
}

#[tokio::test]
async fn a_plan_with_a_password() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let answer = plan.send("password/1-project-token").await;
    assert_eq!((answer.status, &answer.body["token"]["domain"]), (201, &Value::Null));
    plan.learn("token", answer.header("X-Subject-Token").unwrap());
    let answer = plan.send("password/2-domain-token").await;
    let token = &answer.body["token"];
    assert_eq!((answer.status, &token["project"]), (201, &Value::Null));
    assert_eq!(token["domain"]["name"], "example-account");
    plan.learn("domain_token", answer.header("X-Subject-Token").unwrap());
    assert_eq!(
        plan.send("password/3-domains").await.body["domains"][0]["id"],
        token["domain"]["id"]
    );
    assert_eq!(plan.send("password/4-users").await.body["users"][0]["id"], token["user"]["id"]);
    assert_not_found(&plan.send("password/5-billing").await);
    assert_listed(&plan.send("password/6-datastores").await);
    // A token for the account is for no project.
    plan.learn("token", plan.values["domain_token"].clone());
    let refused = plan.send("password/6-datastores").await;
    assert_eq!((refused.status, &refused.body["error_code"]), (403, &json!("DBS.280015")));
}

#[tokio::test]
async fn a_plan_with_the_id_of_a_user() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    plan.learn("project_id", plan.sandbox.project_id().as_str());
    plan.learn("user_id", "fedcba9876543210fedcba9876543210");
    let answer = plan.send("user-id/1-project-token").await;
    assert_eq!(
        (answer.status, &answer.body["token"]["user"]["name"]),
        (201, &json!("example-user"))
    );
    plan.learn("token", answer.header("X-Subject-Token").unwrap());
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
    plan.learn("given_token", given.header("X-Subject-Token").unwrap());
    let answer = plan.send("token/1-project-token").await;
    assert_eq!(
        (answer.status, &answer.body["token"]["methods"]),
        (201, &json!(["password", "token"]))
    );
    assert_eq!(answer.body["token"]["expires_at"], given.body["token"]["expires_at"]);
    plan.learn("token", answer.header("X-Subject-Token").unwrap());
    assert_eq!(plan.send("token/2-unscoped-token").await.body["token"]["project"], Value::Null);
    let answer = plan.send("token/3-domain-token").await;
    assert_eq!(answer.status, 201);
    plan.learn("domain_token", answer.header("X-Subject-Token").unwrap());
    assert_eq!(plan.send("token/4-domains").await.status, 200);
    assert_not_found(&plan.send("token/5-billing").await);
    assert_listed(&plan.send("token/6-datastores").await);
}

#[tokio::test]
async fn a_plan_that_assumes_an_agency() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    plan.learn("agency", "example-agency");
    plan.learn("agency_domain", "example-account");
    assert_eq!(plan.send("agency/1-projects").await.status, 200);
    assert_eq!(plan.send("agency/2-domains").await.status, 200);
    assert_eq!(plan.send("agency/3-agency-key").await.status, 201);
    assert_ne!(
        plan.values["access"], PERMANENT[0],
        "the provider goes on with the key of the agency"
    );
    assert_eq!(plan.send("agency/4-projects").await.status, 200);
    assert_not_found(&plan.send("agency/5-billing").await);
    assert_listed(&plan.send("agency/6-datastores").await);
}

/// With an `auth_url` that does not end in `/v3`, the provider asks for the versions first.
#[tokio::test]
async fn a_plan_without_a_version_in_its_address() {
    let mut plan = Plan::start(Sandbox::builder(), PERMANENT).await;
    let answer = plan.send("versions/1-versions").await;
    let version = &answer.body["versions"]["values"][0];
    assert_eq!(
        (answer.status, &version["id"], &version["status"]),
        (300, &json!("v3.6"), &json!("stable"))
    );
    let link = json!({"rel": "self", "href": format!("{}/v3/", plan.sandbox.endpoint())});
    assert_eq!(version["links"], json!([link]));
}
