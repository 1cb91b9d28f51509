//! What the sandbox was asked.

use http::header::CONTENT_TYPE;
use http::request::Parts;

/// Header names whose values are secrets.
const SECRET: [&str; 6] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// A request as it came over the wire, with its secrets masked and without its body.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    method: String,
    path: String,
    query: Option<String>,
    headers: Vec<(String, String)>,
}

impl RecordedRequest {
    pub(super) fn new(head: &Parts) -> Self {
        let headers = head.headers.iter().map(|(name, value)| {
            let masked = SECRET.contains(&name.as_str());
            let value =
                if masked { "***".into() } else { String::from_utf8_lossy(value.as_bytes()) };
            (name.to_string(), value.into_owned())
        });
        Self {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().map(str::to_owned),
            headers: headers.collect(),
        }
    }

    /// The method, such as `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What followed the `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Names in lower case, and values, in the order of the wire.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first value of a header; letter case is ignored.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Whether a request says that it is JSON, as the contracts demand.
pub(super) fn is_json(head: &Parts) -> bool {
    let value = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = value.and_then(|value| value.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
