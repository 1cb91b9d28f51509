//! How clients of Keystone find the API: the versions of IAM, and the catalog of services. The contract has neither
//! operation, because its readers know the version and the hosts.

use serde_json::{Value, json};

use super::account::{Account, Project};
use super::request::{Request, origin};
use super::response::Response;

/// Lists every version at `/`, and shows the one version at `/v3`.
pub(super) fn show_versions(request: &Request) -> Response {
    let version = json!({
        "id": "v3.6",
        "status": "stable",
        "updated": "2016-04-04T00:00:00Z",
        "links": [{"rel": "self", "href": format!("{}/v3/", origin(request))}],
        "media-types": [
            {"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}
        ],
    });
    match request.uri().path() {
        "/" => Response::json(300, &json!({"versions": {"values": [version]}})),
        _ => Response::json(200, &json!({"version": version})),
    }
}

pub(super) fn show_catalog(account: &Account, request: &Request) -> Response {
    let origin = origin(request);
    let links = json!({"self": format!("{origin}{}", request.uri().path())});
    Response::json(200, &json!({"catalog": catalog(&account.projects[0], &origin), "links": links}))
}

/// The services and their endpoints, all at the sandbox. The contract names IAM's type `iam`; clients of Keystone look for
/// `identity`. No source has the type of TaurusDB: the vendor's Terraform provider calls it `gaussdb`.
pub(super) fn catalog(project: &Project, origin: &str) -> Value {
    let region = &project.name;
    let iam = format!("{origin}/v3");
    let service = format!("{iam}/{}", project.id.as_str());
    let services = [("iam", &iam), ("identity", &iam), ("gaussdb", &service)];
    let entry = |(number, (name, url)): (usize, (&str, &String))| {
        let id = |part: usize| format!("{:032}", 2 * number + part);
        let endpoint = json!({
            "id": id(2), "interface": "public", "region": region, "region_id": region, "url": url,
        });
        json!({"id": id(1), "name": name, "type": name, "endpoints": [endpoint]})
    };
    services.into_iter().enumerate().map(entry).collect()
}
