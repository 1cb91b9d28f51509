//! The span of a call and the event before each retry, for `tracing`.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Span, debug, info_span};

use crate::contract::generated::tables::LIST_HTAP_DATA_STORE_ID;
use crate::contract::types::EngineName;
use crate::error::Error;
use crate::http::trace::{ERROR_TYPE, KIND, OUTCOME, REQUEST_ID, failed};

const ATTEMPTS: &str = "taurusdb.attempts";

/// Begins the span of a call.
pub(crate) fn call(engine: EngineName) -> Span {
    info_span!(
        LIST_HTAP_DATA_STORE_ID,
        { KIND } = "client",
        taurusdb.engine_name = %engine,
        { ATTEMPTS } = Empty,
        { REQUEST_ID } = Empty,
        { ERROR_TYPE } = Empty,
        { OUTCOME } = Empty,
    )
}

/// Records the end of a call.
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

/// Reports a retry before its wait.
pub(crate) fn retry(attempts: u32, wait: Duration, error: &Error) {
    debug!(
        { ATTEMPTS } = attempts,
        taurusdb.wait_seconds = wait.as_secs_f64(),
        { ERROR_TYPE } = error.kind().as_str(),
        "an attempt failed, another follows"
    );
}
