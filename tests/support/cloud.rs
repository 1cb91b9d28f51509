//! Several regions and the IAM that serves them, on one loopback port. Each region has a version of its own.

use std::sync::Arc;

use serde_json::{Value, json};
use taurusdb_htap::{Client, ClientBuilder, Credentials, Region, RetryPolicy};

use crate::support::peer::Peer;

/// A status with headers, and a body. `None` stands for the ordinary response.
pub(crate) type Response = Option<(String, String)>;

pub(crate) struct Cloud {
    pub(crate) peer: Peer,
    names: Arc<[String]>,
}

impl Cloud {
    /// `respond` gets what a request asks for, as [`asked`](Self::asked) shows it.
    pub(crate) async fn start(
        names: impl IntoIterator<Item = impl Into<String>>,
        respond: impl Fn(&str) -> Response + Send + Sync + 'static,
    ) -> Self {
        let names: Arc<[String]> = names.into_iter().map(Into::into).collect();
        let known = names.clone();
        let peer = Peer::start(move |request| {
            let what = what(&known, request);
            respond(&what).or_else(|| Some(ordinary(&known, &what)))
        });
        Self { peer: peer.await, names }
    }

    /// What each request asked for: `projects`, `key`, `token cn-north-4`, `cn-north-4 star-rocks`.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.peer.requests().iter().map(|request| what(&self.names, request)).collect()
    }

    pub(crate) fn regions(&self) -> Vec<Region> {
        self.names.iter().map(|name| Region::new(name).unwrap()).collect()
    }

    /// The builder of a client for all regions, with an access key and without retries.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let builder = Client::builder()
            .iam_endpoint(&self.peer.endpoint)
            .credentials(Credentials::access_key("EXAMPLE", "example"))
            .retry(RetryPolicy::off());
        self.names
            .iter()
            .fold(builder, |builder, name| builder.regional_endpoint(name, &self.peer.endpoint))
    }

    /// The variables of the endpoints, and of an access key.
    #[cfg(feature = "cli")]
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let endpoint = || self.peer.endpoint.clone();
        let name = |name: &String| name.to_uppercase().replace('-', "_");
        let regional = self
            .names
            .iter()
            .map(|region| (format!("HUAWEICLOUD_SDK_REGION_GAUSSDB_{}", name(region)), endpoint()));
        let others = [
            ("HUAWEICLOUD_SDK_IAM_ENDPOINT", endpoint()),
            ("HUAWEICLOUD_SDK_AK", "EXAMPLE".to_owned()),
            ("HUAWEICLOUD_SDK_SK", "example".to_owned()),
        ];
        regional.chain(others.map(|(name, value)| (name.to_owned(), value))).collect()
    }
}

/// IAM's list of the projects of these regions. The number of a region is the ID of its project.
pub(crate) fn projects(names: &[impl AsRef<str>]) -> (String, String) {
    let project = |(number, name): (usize, &str)| json!({"id": id(number), "name": name});
    let names = names.iter().map(AsRef::as_ref).enumerate();
    // An empty name stands for a region without a project.
    let projects = names.filter(|(_, name)| !name.is_empty()).map(project);
    ("200 OK".to_owned(), json!({"projects": projects.collect::<Value>()}).to_string())
}

/// An error of the service or of IAM.
pub(crate) fn refusal(status: &str, code: &str) -> (String, String) {
    (status.to_owned(), json!({"error_code": code, "error_msg": "refused"}).to_string())
}

fn id(number: usize) -> String {
    format!("{number:032x}")
}

fn what(names: &[String], request: &str) -> String {
    let path = request.split(' ').nth(1).unwrap().split('?').next().unwrap();
    let parts: Vec<_> = path.split('/').collect();
    match &*parts {
        ["", "v3", "projects"] => "projects".to_owned(),
        ["", "v3", "auth", "tokens"] => {
            let body: Value =
                serde_json::from_str(request.split("\r\n\r\n").nth(1).unwrap()).unwrap();
            format!("token {}", body["auth"]["scope"]["project"]["name"].as_str().unwrap())
        }
        [.., "securitytokens"] => "key".to_owned(),
        ["", "v3", project, "htap", "datastores", engine] => {
            let number = usize::from_str_radix(project, 16).unwrap();
            format!("{} {engine}", names[number])
        }
        _ => path.to_owned(),
    }
}

fn ordinary(names: &[String], what: &str) -> (String, String) {
    let number = |name: &str| names.iter().position(|known| known == name).unwrap();
    match what.split_once(' ') {
        None if what == "projects" => projects(names),
        None => {
            let key = json!({"access": "TEMPORARY", "secret": "s", "securitytoken": "t", "expires_at": "9999-01-01T00:00:00Z"});
            ("201 Created".to_owned(), json!({"credential": key}).to_string())
        }
        Some(("token", name)) => {
            let project = json!({"id": id(number(name)), "name": name, "domain": {}});
            let token = json!({
                "methods": ["password"],
                "user": {"id": "u", "name": "user", "domain": {}},
                "project": project,
                "roles": [],
                "issued_at": "2026-01-01T00:00:00.000000Z",
                "expires_at": "2026-01-02T00:00:00.000000Z",
            });
            let head = format!("201 Created\r\nX-Subject-Token: token-of-{name}");
            (head, json!({"token": token}).to_string())
        }
        Some((name, _)) => {
            let version = format!("3.1.{}.0", number(name) + 1);
            let row = json!({"id": format!("id-{name}"), "name": "3.1", "kernel_version": version});
            ("200 OK".to_owned(), json!({"datastores": [row]}).to_string())
        }
    }
}
