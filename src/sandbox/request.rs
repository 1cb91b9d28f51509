//! Requests to the sandbox: what the operations read from them, and what the sandbox records.

use http::header::{ACCEPT, CONTENT_TYPE, HOST};
use http::uri::Authority;
use http::{HeaderName, Uri};
use hyper::body::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::response::{Response, Result};
use crate::contract::generated::tables;

pub(super) type Request = http::Request<Bytes>;

/// Headers whose values are secrets.
const SECRET: [&str; 6] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-auth-token",
    "x-security-token",
    "x-subject-token",
];

/// A request that the sandbox received: without its body, and with `***` in place of secret header values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    method: String,
    uri: Uri,
    headers: Vec<(String, String)>,
}

impl RecordedRequest {
    pub(super) fn new(request: &Request) -> Self {
        let headers = request.headers().iter().map(|(name, value)| {
            let is_secret = SECRET.contains(&name.as_str());
            let value =
                if is_secret { "***".into() } else { String::from_utf8_lossy(value.as_bytes()) };
            (name.to_string(), value.into_owned())
        });
        Self {
            method: request.method().to_string(),
            uri: request.uri().clone(),
            headers: headers.collect(),
        }
    }

    /// The method, such as `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The part after the `?`, still percent-encoded. `None` if the URL has no `?`.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// All headers in the order in which they were sent. Names are in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first value of a header. The case of `name` does not matter.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The value of a header; empty if it is absent or not ASCII.
fn header(request: &Request, name: HeaderName) -> &str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Whether `Content-Type` is JSON, as the contracts require.
pub(super) fn is_json(request: &Request) -> bool {
    let media_type = header(request, CONTENT_TYPE).split(';').next().unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case("application/json")
}

/// Whether the request comes from a browser that opens a page. Browsers name HTML in `Accept`; other programs send `*/*`.
pub(super) fn accepts_html(request: &Request) -> bool {
    header(request, ACCEPT).contains("text/html")
}

/// The scheme and host by which the caller reached the sandbox, for links and for the catalog of services.
pub(super) fn origin(request: &Request) -> String {
    let authority = request.uri().authority().map(Authority::as_str); // HTTP/2 has the host in the target
    format!("http://{}", authority.unwrap_or_else(|| header(request, HOST)))
}

/// The same, or `None` if the caller wants no catalog.
pub(super) fn catalog_origin(request: &Request) -> Option<String> {
    let query = request.uri().query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let is_unwanted = pairs.any(|(name, value)| name == "nocatalog" && !value.is_empty());
    (!is_unwanted).then(|| origin(request))
}

/// The values of the parameters in a path, in order. `None` if the path does not match this template of the contract.
pub(super) fn path_parameters<'a>(request: &'a Request, template: &'a str) -> Option<Vec<&'a str>> {
    let (template, path) = (template.split('/'), request.uri().path().split('/'));
    let is_parameter = |expected: &str| expected.starts_with('{');
    let mut pairs = template.clone().zip(path.clone());
    let is_match = template.clone().count() == path.clone().count()
        && pairs.all(|(expected, actual)| is_parameter(expected) || expected == actual);
    let parameters = template.zip(path).filter(|(expected, _)| is_parameter(expected));
    is_match.then(|| parameters.map(|(_, actual)| actual).collect())
}

/// Reads a body that fits its type `T` of the contract. Members may be absent but not null; the generated types do not
/// distinguish the two, so the result is JSON.
pub(super) fn body<T: DeserializeOwned>(
    request: &Request,
    is_strict: bool,
    invalid: impl Fn() -> Response,
) -> Result<Value> {
    let mut body: Value = serde_json::from_slice(request.body()).map_err(|_| invalid())?;
    // Clients of Keystone send this for a token without scope. The contract wants no scope instead.
    if !is_strict && body.pointer("/auth/scope") == Some(&json!("unscoped")) {
        body["auth"]["scope"] = json!({});
    }
    let is_valid =
        (is_json(request) || !is_strict) && T::deserialize(&body).is_ok() && !has_null(&body);
    if is_valid { Ok(body) } else { Err(invalid()) }
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, member)| {
            member.is_null() && tables::PROPERTY_NAMES.contains(&&**name) || has_null(member)
        }),
        Value::Array(items) => items.iter().any(has_null),
        _ => false,
    }
}

/// The `methods` of an identity. `None` if the identity lacks the member of a method. Members without a method do not count.
pub(super) fn methods(identity: &Value) -> Option<Vec<&str>> {
    let methods: Vec<_> =
        identity["methods"].as_array()?.iter().filter_map(Value::as_str).collect();
    methods.iter().all(|method| identity.get(method).is_some()).then_some(methods)
}
