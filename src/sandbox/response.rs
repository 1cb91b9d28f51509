//! Responses of the sandbox, and the examples of the contract that they are made from.

use std::hash::{BuildHasher, RandomState};

use http::StatusCode;
use http::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use http_body_util::Full;
use hyper::body::Bytes;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde_json::Value;

use crate::contract::generated::tables;

/// A response without the headers that every response has.
pub(super) struct Response {
    status: u16,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

/// The result of an operation; the error is the response that refuses the request.
pub(super) type Result<T = Response> = std::result::Result<T, Response>;

impl Response {
    pub(super) fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub(super) fn json(status: u16, body: &impl serde::Serialize) -> Self {
        Self::new(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// An error from the contract's examples.
    pub(super) fn error(status: u16, text: &str) -> Self {
        Self::with_request_id(status, example(text))
    }

    /// An error from the contract's examples, with `value` in its message in place of the example's `placeholder`.
    pub(super) fn error_about(status: u16, text: &str, placeholder: &str, value: &str) -> Self {
        let mut body = example(text);
        let message = body["error_msg"].as_str().unwrap_or_default().replace(placeholder, value);
        body["error_msg"] = message.into();
        Self::with_request_id(status, body)
    }

    /// IAM's error for a project, account or token that does not exist.
    pub(super) fn not_found(what: &str) -> Self {
        Self::error_about(404, tables::EXAMPLE_NOT_FOUND, "project: no-such-project", what)
    }

    /// IAM's error for a parameter or a member of a body that is missing or invalid.
    pub(super) fn invalid_parameter(name: &str) -> Self {
        Self::error_about(400, tables::EXAMPLE_INVALID_PARAMETER, "per_page", name)
    }

    /// Puts the same request ID into the header and into the body, if the body has a member for it.
    fn with_request_id(status: u16, mut body: Value) -> Self {
        let id = request_id();
        if let Some(member) = body.get_mut("request_id") {
            *member = id.as_str().into();
        }
        Self::json(status, &body).header(tables::X_REQUEST_ID, &id)
    }

    pub(super) fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.extend(HeaderValue::from_str(value).map(|value| (name, value)));
        self
    }

    /// Adds the headers that every response has, unless this one has its own.
    pub(super) fn into_http(self, now: Timestamp) -> http::Response<Full<Bytes>> {
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default();
        let common = Self::new(self.status, self.body);
        let common = common.header(DATE, &date).header(tables::X_REQUEST_ID, &request_id());
        let common = match common.status {
            204 => common,
            _ => common.header(CONTENT_TYPE, "application/json"),
        };
        let mut response = http::Response::new(Full::from(common.body));
        // Neither the contract nor a fault has an invalid status.
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in common.headers.into_iter().chain(self.headers) {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// A random ID in the format of the gateway's.
fn request_id() -> String {
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// An example of the contract. A test reads every one of them.
pub(super) fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
