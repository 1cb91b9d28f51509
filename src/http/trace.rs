//! What `tracing` is told: a span for each call and each exchange, an event for each wait. The names are OpenTelemetry's
//! where it has one. Nothing here holds an ID of the path, a header or a body.

use std::time::Duration;

use reqwest::Request;
use tracing::field::Empty;
use tracing::{Span, debug, info_span};

use crate::contract::generated::tables;
use crate::contract::types::EngineName;
use crate::error::{Error, ErrorKind};
use crate::http::response::ReceivedResponse;

const KIND: &str = "otel.kind";
const NAME: &str = "otel.name";
const OUTCOME: &str = "otel.status_code";
const ERROR_TYPE: &str = "error.type";
const METHOD: &str = "http.request.method";
const RESEND_COUNT: &str = "http.request.resend_count";
const STATUS: &str = "http.response.status_code";
const TEMPLATE: &str = "url.template";
const ADDRESS: &str = "server.address";
const PORT: &str = "server.port";
const REQUEST_ID: &str = "taurusdb.request_id";
const ENGINE: &str = "taurusdb.engine_name";
const ATTEMPTS: &str = "taurusdb.attempts";
const WAIT: &str = "taurusdb.wait_seconds";

/// The span of a call.
pub(crate) fn call(engine: EngineName) -> Span {
    info_span!(
        "ListHtapDataStore",
        { KIND } = "client",
        { ENGINE } = %engine,
        { ATTEMPTS } = Empty,
        { REQUEST_ID } = Empty,
        { ERROR_TYPE } = Empty,
        { OUTCOME } = Empty,
    )
}

/// How a call ended: after so many attempts, with that request, or with that error.
pub(crate) fn ended(span: &Span, attempts: u32, request_id: Option<&str>, error: Option<&Error>) {
    if span.is_disabled() {
        return;
    }
    span.record(ATTEMPTS, attempts);
    span.record(REQUEST_ID, request_id);
    if let Some(error) = error {
        failed(span, error);
    }
}

/// The span of one exchange, of the service or of IAM.
pub(crate) fn exchange(request: &Request, operation_id: &str, resend_count: u32) -> Span {
    let url = request.url();
    let template = || {
        let operations = [tables::SERVICE_OPERATIONS, tables::IAM_OPERATIONS].into_iter().flatten();
        let known = { operations }.find(|(operation, _)| *operation == operation_id);
        known.map_or("", |(_, path)| *path)
    };
    info_span!(
        "exchange",
        { KIND } = "client",
        { NAME } = %format_args!("{} {}", request.method(), template()),
        { METHOD } = request.method().as_str(),
        { TEMPLATE } = template(),
        { ADDRESS } = url.host_str().unwrap_or_default().trim_matches(['[', ']']),
        { PORT } = url.port_or_known_default(),
        { RESEND_COUNT } = (resend_count > 0).then_some(resend_count),
        { STATUS } = Empty,
        { REQUEST_ID } = Empty,
        { ERROR_TYPE } = Empty,
        { OUTCOME } = Empty,
    )
}

/// The head of an answer has come.
pub(crate) fn answered(span: &Span, received: &ReceivedResponse) {
    if !span.is_disabled() {
        span.record(STATUS, received.status.as_u16());
        span.record(REQUEST_ID, received.request_id());
    }
}

/// It failed; whoever called is told why, so here is only the sort.
pub(crate) fn failed(span: &Span, error: &Error) {
    span.record(ERROR_TYPE, error_type(error.kind()));
    span.record(OUTCOME, "ERROR");
}

/// Another attempt comes after a wait.
pub(crate) fn retry(attempts: u32, wait: Duration, error: &Error) {
    debug!(
        { ATTEMPTS } = attempts,
        { WAIT } = wait.as_secs_f64(),
        { ERROR_TYPE } = error_type(error.kind()),
        "an attempt failed, another follows"
    );
}

/// The few values of `error.type`.
fn error_type(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "configuration",
        ErrorKind::Credentials => "credentials",
        ErrorKind::Unauthorized => "unauthorized",
        ErrorKind::Forbidden => "forbidden",
        ErrorKind::NotFound => "not_found",
        ErrorKind::InvalidRequest => "invalid_request",
        ErrorKind::Throttled => "throttled",
        ErrorKind::Service => "service",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Connection => "connection",
        ErrorKind::InvalidResponse => "invalid_response",
    }
}
