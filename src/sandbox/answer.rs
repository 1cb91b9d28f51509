//! What the sandbox answers, and which path of the contract was asked.

use std::hash::{BuildHasher, RandomState};

use http::Response;
use http::header::{CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use http_body_util::Full;
use hyper::body::Bytes;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde_json::Value;

use super::state::example;
use crate::generated::tables;

/// What is answered, before it has a request ID.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(status: u16, body: &impl serde::Serialize) -> Self {
        Self { status, headers: Vec::new(), body: serde_json::to_vec(body).unwrap_or_default() }
    }

    /// An example of the contract, under the given status.
    pub(super) fn example(status: u16, text: &str) -> Self {
        Self::json(status, &example(text))
    }

    /// Gives it an ID, in the header and wherever the body has one. None if HTTP knows no such status.
    pub(super) fn into_response(self, now: Timestamp) -> Option<Response<Full<Bytes>>> {
        let id = request_id();
        let body = match serde_json::from_slice::<Value>(&self.body) {
            Ok(mut body) if body.get("request_id").is_some() => {
                body["request_id"] = id.clone().into();
                body.to_string().into_bytes()
            }
            _ => self.body,
        };
        let mut response = Response::new(Full::from(body));
        let status = http::StatusCode::from_u16(self.status).ok();
        *response.status_mut() = status.filter(|status| !status.is_informational())?;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(tables::X_REQUEST_ID, id);
        }
        let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&now).unwrap_or_default();
        headers.extend(HeaderValue::from_str(&date).ok().map(|date| (DATE, date)));
        for (name, value) in self.headers {
            headers.insert(name, value); // in place of those above
        }
        Some(response)
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
