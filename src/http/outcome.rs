//! The outcome of one exchange: the value of its response, or an error. The status decides; the body adds what it can.

use std::sync::Arc;

use jiff::Timestamp;
use progenitor_client::{Error as CallError, ResponseValue};
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::contract::generated::tables;
use crate::contract::reference::StatusAdvice;
use crate::error::{Details, Error, ErrorKind, Result};
use crate::http::connection_error::Failure;
use crate::http::deadline::DeadlineExceeded;
use crate::http::error_body::ErrorBody;
use crate::http::error_response::{Body, Refusal, of_refusal};
use crate::http::exchange::Exchange;
use crate::http::response::{ErrorHead, ReceivedResponse};
use crate::http::retry_after::{THROTTLED_PAUSE, limit, retry_after as read_retry_after};
use crate::http::trace;
use crate::signing::sdk_hmac_sha256::{CLOCK_WINDOW, signed_at};

const CHECK_PEER: &str = "The response came from something other than the service, or the service broke its contract: \
    check the endpoint and any proxy.";

/// What a generated call returns.
pub(crate) type CallResult<T, E> = Result<ResponseValue<T>, CallError<E>>;

/// The value of a successful exchange, or the error of a failed one.
pub(crate) fn outcome<T: DeserializeOwned, E>(
    exchange: &Exchange,
    result: CallResult<T, E>,
) -> Result<T> {
    let error = match result {
        Ok(value) => return Ok(value.into_inner()),
        Err(error) => error,
    };
    let details = match (exchange.response.get(), error) {
        (Some(response @ ReceivedResponse { error: Some(head), .. }), _) => {
            refusal(exchange, response, head)
        }
        (Some(response), CallError::InvalidResponsePayload(body, _)) => {
            invalid_body::<T>(exchange, response, &body)
        }
        (Some(response), CallError::UnexpectedResponse(_) | CallError::ErrorResponse(_)) => {
            unexpected_status(response)
        }
        (response, CallError::CommunicationError(error) | CallError::ResponseBodyError(error)) => {
            no_response(exchange, response.is_some(), error)
        }
        _ => Details {
            hint: Some("Check your settings: one of them does not fit into a request.".to_owned()),
            ..Details::new(ErrorKind::Configuration, "the request could not be built")
        },
    };
    Err(failed(exchange, details))
}

/// The error of an exchange that ran out of time. The status of an error counts even if its body did not arrive.
pub(crate) fn timed_out(exchange: &Exchange, DeadlineExceeded(time): DeadlineExceeded) -> Error {
    let what = match exchange.response.get() {
        Some(response @ ReceivedResponse { error: Some(head), .. }) => {
            return failed(exchange, refusal(exchange, response, head));
        }
        Some(ReceivedResponse { status, .. }) => {
            format!("status {}, but no complete response within {time:?}", status.as_u16())
        }
        None => format!("no response within {time:?}"),
    };
    let hint = Some("Check the network and the endpoint, or allow more time.".to_owned());
    let details = Details { hint, is_retryable: true, ..Details::new(ErrorKind::Timeout, what) };
    failed(exchange, details)
}

/// The error of a success whose content the client cannot use.
pub(crate) fn rejected(exchange: &Exchange, error: Error) -> Error {
    failed(exchange, *error.0)
}

/// Adds to an error what every error of an exchange has, and records it in the trace.
fn failed(exchange: &Exchange, mut details: Details) -> Error {
    if let Some(response) = exchange.response.get() {
        details.status = Some(response.status.as_u16());
        details.request_id = response.request_id().or(details.request_id);
    }
    details.subject = exchange.sent.get().map(|sent| sent.operation.to_owned());
    let error = Error::from(details).with_origin(exchange.sender.origin());
    if let Some(sent) = exchange.sent.get() {
        trace::failed(&sent.span, &error);
    }
    error
}

/// The service, its gateway, IAM, or something in between refused the request.
fn refusal(exchange: &Exchange, response: &ReceivedResponse, head: &ErrorHead) -> Details {
    let status = response.status.as_u16();
    let body = response.body.get();
    let bytes = body.map_or(&[][..], |body| &body.bytes);
    let ErrorBody { code, message, request_id } =
        ErrorBody::read(bytes, &exchange.sender.secrets());
    let name = StatusAdvice::find(status).map(|row| row.name);
    let name = name.or(response.status.canonical_reason()).unwrap_or_default();
    let mut what = format!("{status} {name}").trim_end().to_owned();
    // IAM repeats the status as its code.
    let shown_code = code.as_ref().filter(|code| **code != status.to_string());
    for part in [shown_code, message.as_ref()].into_iter().flatten() {
        what = format!("{what}, {part}");
    }
    let is_complete = body.is_some_and(|body| body.is_complete) && response.coding.is_none();
    let verdict = of_refusal(&Refusal {
        operation: exchange.sent.get().map_or("", |sent| sent.operation),
        status,
        body: match (code.as_deref(), message.as_deref()) {
            (None, None) if is_complete => Body::Foreign(bytes),
            (None, None) => Body::Unread,
            (code, message) => Body::Documented { code, message },
        },
        challenge: head.challenge.as_ref().and_then(|challenge| challenge.to_str().ok()),
        has_receipt: status == 401 && head.has_receipt,
        is_plain: exchange.sent.get().is_some_and(|sent| sent.is_plain),
        token_size: exchange.sender.token_size(),
    });
    let retry_after = head.retry_after.as_ref().and_then(|value| value.to_str().ok());
    let retry_after = retry_after.and_then(|value| read_retry_after(value, Timestamp::now()));
    let pause = retry_after.or((status == 429).then_some(THROTTLED_PAUSE));
    let wait = retry_after.filter(|wait| !wait.is_zero());
    let notes = [
        message.as_deref().filter(|_| status == 429).and_then(limit),
        wait.map(|wait| format!("The response asks to wait {} s.", wait.as_secs())),
        head.clocks.as_ref().filter(|_| status == 401).and_then(|(ours, theirs)| {
            clock_difference(ours.to_str().ok()?, theirs.to_str().ok()?)
        }),
    ];
    let hint = verdict.hint.map(String::from).into_iter().chain(notes.into_iter().flatten());
    Details {
        hint: hint.reduce(|hint, note| format!("{hint} {note}")),
        code,
        message,
        request_id,
        retry_after,
        not_before: pause.and_then(|pause| head.received_at.checked_add(pause)),
        is_retryable: verdict.is_retryable,
        refuses_identity: verdict.refuses_identity,
        ..Details::new(verdict.kind, what)
    }
}

/// A sentence about the two clocks, if they differ by more than the gateway allows.
fn clock_difference(ours: &str, theirs: &str) -> Option<String> {
    let ours = signed_at(ours)?;
    let theirs = jiff::fmt::rfc2822::parse(theirs).ok()?.timestamp();
    (ours.duration_since(theirs).abs() > CLOCK_WINDOW).then(|| {
        format!(
            "This machine's clock says {ours}, that of the service {theirs}: they may differ by 15 minutes."
        )
    })
}

/// A status that is neither an error nor the one success of the contract, such as a redirect or 204.
fn unexpected_status(response: &ReceivedResponse) -> Details {
    let status = response.status.as_u16();
    let what = format!("invalid response: status {status}, which the contract does not have");
    let row = StatusAdvice::find(status).filter(|_| response.status.is_redirection());
    let hint = row.map_or(CHECK_PEER, |row| row.action).to_owned();
    Details { hint: Some(hint), ..Details::new(ErrorKind::InvalidResponse, what) }
}

/// A success whose body does not match the contract.
fn invalid_body<T: DeserializeOwned>(
    exchange: &Exchange,
    response: &ReceivedResponse,
    body: &[u8],
) -> Details {
    let what = if let Some(coding) = response.coding {
        format!("the body has the content coding {coding}, which the client did not accept")
    } else if response.body.get().is_some_and(|body| body.is_truncated) {
        format!("the body is larger than {} bytes", exchange.body_limit)
    } else {
        mismatch::<T>(body)
    };
    let hint = Some(CHECK_PEER.to_owned());
    let what = format!("invalid response: {what}");
    Details { hint, ..Details::new(ErrorKind::InvalidResponse, what) }
}

/// Where a body differs from the contract, without quoting it.
fn mismatch<T: DeserializeOwned>(body: &[u8]) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "the body is empty".to_owned();
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut json) else {
        return "the JSON is followed by something else".to_owned();
    };
    let path = path(error.path());
    let error = error.into_inner();
    let text = error.to_string();
    let named = |start| text.strip_prefix(start)?.split('`').next();
    let below =
        |field: &str| if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
    if let Some(field) = named("missing field `") {
        return format!("`{}` is missing", below(field));
    }
    if let Some(field) = named("duplicate field `") {
        return format!("`{}` occurs twice", below(field));
    }
    let what = match (error.is_data(), error.is_eof()) {
        (true, _) if path.is_empty() => "the JSON is not an object",
        (true, _) => return format!("`{path}` has the wrong type"),
        (_, true) => "the JSON ends early",
        _ if body.trim_ascii_start().starts_with(b"<") => "the body is HTML or XML, not JSON",
        _ if path.is_empty() => "the body is not JSON",
        _ => "the JSON is malformed",
    };
    if path.is_empty() { what.to_owned() } else { format!("{what}, at `{path}`") }
}

/// The JSON path of the invalid member. Stops at the first name that the contract does not define, so that nothing from the
/// body is quoted.
fn path(path: &serde_path_to_error::Path) -> String {
    let mut shown = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => shown += &["[", &index.to_string(), "]"].concat(),
            Segment::Map { key } if tables::PROPERTY_NAMES.contains(&&**key) => {
                shown += if shown.is_empty() { "" } else { "." };
                shown += key;
            }
            _ => break,
        }
    }
    shown
}

/// No complete response arrived.
fn no_response(exchange: &Exchange, has_head: bool, error: reqwest::Error) -> Details {
    let failure = Failure::of(&error, has_head);
    let (what, verdict) = failure.verdict(exchange.sender.token_size());
    Details {
        hint: verdict.hint.map(String::from),
        is_retryable: verdict.is_retryable,
        is_unprocessed: failure == Failure::Unprocessed,
        source: Some(Arc::new(error.without_url())),
        ..Details::new(verdict.kind, what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;

    #[test]
    fn an_invalid_body_is_located() {
        let row = r#"{"id":"a","name":"3.1","kernel_version":"3.1.6.0"}"#;
        for (body, text) in [
            (String::new(), "the body is empty"),
            (" \n".to_owned(), "the body is empty"),
            ("<html>secret</html>".to_owned(), "the body is HTML or XML, not JSON"),
            ("secret".to_owned(), "the body is not JSON"),
            ("\u{feff}{}".to_owned(), "the body is not JSON"),
            ("{}".to_owned(), "`datastores` is missing"),
            ("null".to_owned(), "the JSON is not an object"),
            (r#"{"datastores":"secret"}"#.to_owned(), "`datastores` has the wrong type"),
            ("[[]]".to_owned(), "the JSON is not an object"),
            (
                r#"{"datastores":[["a","3.1","3.1.6.0"]]}"#.to_owned(),
                "`datastores[0]` has the wrong type",
            ),
            (r#"{"datastores":[],"datastores":[]}"#.to_owned(), "`datastores` occurs twice"),
            (
                r#"{"datastores":[{"planted":{"planted":}}]}"#.to_owned(),
                "the JSON is malformed, at `datastores[0]`",
            ),
            (
                format!(r#"{{"datastores":[{row},{row},{{"id":"a","kernel_version":"3"}}]}}"#),
                "`datastores[2].name` is missing",
            ),
            (
                format!(r#"{{"datastores":[{row},{{"id":"a","name":null}}]}}"#),
                "`datastores[1].name` has the wrong type",
            ),
            (
                format!(r#"{{"datastores":[{row},{{"id":"a""#),
                "the JSON ends early, at `datastores[1]`",
            ),
            (
                format!(r#"{{"datastores":[{row}]}} secret"#),
                "the JSON is followed by something else",
            ),
        ] {
            assert_eq!(mismatch::<ListHtapDataStoreResponse>(body.as_bytes()), text, "{body}");
        }
    }

    #[test]
    fn clocks_that_differ_too_much_are_reported() {
        let now = "Fri, 02 Jan 2026 03:04:05 GMT";
        for (signed_at, is_reported) in [
            ("20260102T031905Z", false),
            ("20260102T031906Z", true),
            ("20260102T024905Z", false),
            ("20260102T024904Z", true),
            ("nonsense", false),
        ] {
            assert_eq!(clock_difference(signed_at, now).is_some(), is_reported, "{signed_at}");
        }
        let text = clock_difference("20260102T040000Z", now).unwrap();
        assert!(
            text.contains("2026-01-02T04:00:00Z") && text.contains("2026-01-02T03:04:05Z"),
            "{text}"
        );
    }
}
