//! Spans of exchanges, for `tracing`. The names are OpenTelemetry's where it defines one. No span holds an ID from the path,
//! a header or a body.

use reqwest::Request;
use tracing::field::Empty;
use tracing::{Span, info_span};

use crate::contract::generated::tables;
use crate::error::Error;
use crate::http::response::ReceivedResponse;

pub(crate) const KIND: &str = "otel.kind";
pub(crate) const OUTCOME: &str = "otel.status_code";
pub(crate) const ERROR_TYPE: &str = "error.type";
pub(crate) const REQUEST_ID: &str = "taurusdb.request_id";
const STATUS: &str = "http.response.status_code";

/// Begins the span of one exchange with the service or IAM.
pub(crate) fn exchange(request: &Request, operation: &str, resend_count: u32) -> Span {
    let url = request.url();
    let template = || {
        let operations = [tables::SERVICE_OPERATIONS, tables::IAM_OPERATIONS].into_iter().flatten();
        let known = { operations }.find(|(known, _)| *known == operation);
        known.map_or("", |(_, path)| *path)
    };
    info_span!(
        "exchange",
        { KIND } = "client",
        otel.name = %format_args!("{} {}", request.method(), template()),
        http.request.method = request.method().as_str(),
        url.template = template(),
        server.address = url.host_str().unwrap_or_default().trim_matches(['[', ']']),
        server.port = url.port_or_known_default(),
        http.request.resend_count = (resend_count > 0).then_some(resend_count),
        { STATUS } = Empty,
        { REQUEST_ID } = Empty,
        { ERROR_TYPE } = Empty,
        { OUTCOME } = Empty,
    )
}

/// Records the head of a response.
pub(crate) fn received(span: &Span, response: &ReceivedResponse) {
    if !span.is_disabled() {
        span.record(STATUS, response.status.as_u16());
        span.record(REQUEST_ID, response.request_id());
    }
}

/// Records the kind of a failure. The caller gets the error itself.
pub(crate) fn failed(span: &Span, error: &Error) {
    span.record(ERROR_TYPE, error.kind().as_str());
    span.record(OUTCOME, "ERROR");
}
