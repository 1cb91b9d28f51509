//! Which versions of its API IAM serves: the documents by which clients of Keystone find their way. They stay outside the
//! contract, since its readers know the version already.

use http::Method;
use http::header::ACCEPT;
use http::request::Parts;
use serde_json::json;

use super::answer::Answer;
use super::iam::origin;

/// Whether a document is asked for: of every version at `/`, of the one version at `/v3`. A browser wants a page at `/`: it
/// names HTML, while programs take anything.
pub(super) fn is_asked(head: &Parts) -> bool {
    let accepted = head.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    let wants_page = accepted.is_some_and(|accepted| accepted.contains("text/html"));
    [Method::GET, Method::HEAD].contains(&head.method)
        && match head.uri.path() {
            "/" => !wants_page,
            path => ["/v3", "/v3/"].contains(&path),
        }
}

/// The document that is asked for, if any.
pub(super) fn answer(head: &Parts) -> Option<Answer> {
    if !is_asked(head) {
        return None;
    }
    let version = json!({
        "id": "v3.6",
        "status": "stable",
        "updated": "2016-04-04T00:00:00Z",
        "links": [{"rel": "self", "href": format!("{}/v3/", origin(head))}],
        "media-types": [
            {"base": "application/json", "type": "application/vnd.openstack.identity-v3+json"}
        ],
    });
    Some(match head.uri.path() {
        "/" => Answer::json(300, &json!({"versions": {"values": [version]}})),
        _ => Answer::json(200, &json!({"version": version})),
    })
}
