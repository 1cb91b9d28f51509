//! What the sandbox answers, and which path of the contract was asked.

use std::hash::{BuildHasher, RandomState};

use http::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::Full;
use hyper::body::Bytes;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde_json::Value;

use crate::contract::generated::tables;

/// What is answered, before it has the headers that every answer has.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub(super) fn json(status: u16, body: &impl serde::Serialize) -> Self {
        Self::new(status, serde_json::to_vec(body).unwrap_or_default())
    }

    /// An example of the contract, under the given status.
    pub(super) fn example(status: u16, text: &str) -> Self {
        Self::error(status, example(text))
    }

    /// An error of the contract with what was asked for in place of the example's name.
    pub(super) fn naming(status: u16, text: &str, name: &str, asked: &str) -> Self {
        let mut body = example(text);
        let message = body["error_msg"].as_str().unwrap_or_default().replace(name, asked);
        body["error_msg"] = message.into();
        Self::error(status, body)
    }

    /// What IAM answers when something that a request names does not exist.
    pub(super) fn not_found(asked: &str) -> Self {
        Self::naming(404, tables::EXAMPLE_NOT_FOUND, "project: no-such-project", asked)
    }

    /// What IAM answers when a parameter or a member of a body is missing or not valid.
    pub(super) fn invalid_parameter(name: &str) -> Self {
        Self::naming(400, tables::EXAMPLE_INVALID_PARAMETER, "per_page", name)
    }

    /// Gives an error the ID of its request where its author does, in the body as in the header.
    pub(super) fn error(status: u16, mut body: Value) -> Self {
        let id = request_id();
        if let Some(shown) = body.get_mut("request_id") {
            *shown = id.as_str().into();
        }
        let mut answer = Self::json(status, &body);
        answer.headers.extend(HeaderValue::from_str(&id).ok().map(|id| (tables::X_REQUEST_ID, id)));
        answer
    }

    /// Adds what every answer has, unless this one brings its own.
    pub(super) fn into_response(self, now: Timestamp) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::from(self.body));
        // Neither the contract nor a fault names what is no status.
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default();
        let id = request_id();
        let common =
            [(CONTENT_TYPE, "application/json"), (DATE, &*date), (tables::X_REQUEST_ID, &*id)];
        let common = common.map(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?)));
        for (name, value) in common.into_iter().flatten().chain(self.headers) {
            response.headers_mut().insert(name, value);
        }
        if response.status() == StatusCode::NO_CONTENT {
            response.headers_mut().remove(CONTENT_TYPE);
        }
        response
    }
}

/// Unlike any other, of the form that the gateway's have.
fn request_id() -> String {
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// Whether a path fits a template of the contract, and the values of its parameters, in order.
pub(super) fn parameters<'a>(template: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let (template, path) = (template.split('/'), path.split('/'));
    if template.clone().count() != path.clone().count() {
        return None;
    }
    let mut values = Vec::new();
    for (expected, actual) in template.zip(path) {
        match expected.starts_with('{') {
            true => values.push(actual),
            false if expected == actual => {}
            false => return None,
        }
    }
    Some(values)
}

/// An example of the contract. A test reads every one of them.
pub(super) fn example(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
