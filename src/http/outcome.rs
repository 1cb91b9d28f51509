//! From what came back to an error: the status decides, the body is best effort.

use jiff::Timestamp;
use progenitor_client::Error as CallError;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::contract::generated::tables;
use crate::contract::reference::StatusAdvice;
use crate::error::{Error, ErrorKind};
use crate::http::deadline::DeadlineExceeded;
use crate::http::error_body::ErrorBody;
use crate::http::response::ReceivedResponse;
use crate::http::retry_after::{THROTTLED_PAUSE, limit, retry_after};
use crate::http::transport::Failure;
use crate::http::verdict::{Body, Refusal, of_failure, of_refusal};
use crate::signing::sdk_hmac_sha256::{CLOCK_WINDOW, signed_at};

const SOMETHING_ELSE: &str = "Something on the way answered instead of the service, or the service broke its contract: \
    check the endpoint and any proxy.";

/// Says what went wrong with a call whose success would have been a `T`.
pub(crate) fn failure<T: DeserializeOwned, E>(
    operation: &'static str,
    secrets: &[&str],
    token_size: Option<usize>,
    received: Option<&ReceivedResponse>,
    error: CallError<E>,
) -> Error {
    let failure = match (received, error) {
        (Some(received), _) if received.is_error() => {
            refusal(operation, secrets, token_size, received)
        }
        (Some(received), CallError::InvalidResponsePayload(body, _)) => {
            broken::<T>(received, &body)
        }
        (Some(received), CallError::UnexpectedResponse(_) | CallError::ErrorResponse(_)) => {
            unexpected(received)
        }
        (received, CallError::CommunicationError(error) | CallError::ResponseBodyError(error)) => {
            transport(token_size, received, error)
        }
        _ => Error::new(ErrorKind::Configuration, "the request could not be built")
            .with_hint(Some("Check what you set: some of it fits into no request.")),
    };
    failure.with_subject(operation)
}

/// The service, its gateway, IAM or something in between said no.
fn refusal(
    operation: &str,
    secrets: &[&str],
    token_size: Option<usize>,
    received: &ReceivedResponse,
) -> Error {
    let status = received.status.as_u16();
    let told = ErrorBody::read(received.body(), secrets);
    let name = StatusAdvice::find(status).map(|row| row.name);
    let name = name.or(received.status.canonical_reason()).unwrap_or_default();
    let mut what = format!("{status} {name}").trim_end().to_owned();
    // IAM repeats the status as its code.
    let code = told.code.as_ref().filter(|code| **code != status.to_string());
    for part in [code, told.message.as_ref()].into_iter().flatten() {
        what = format!("{what}, {part}");
    }
    let body = match (told.code.as_deref(), told.message.as_deref()) {
        (None, None) if received.is_whole() => Body::Foreign(received.body()),
        (None, None) => Body::Unread,
        (code, message) => Body::Documented { code, message },
    };
    let verdict = of_refusal(&Refusal {
        operation,
        status,
        body,
        challenge: received.challenge(),
        has_receipt: status == 401 && received.has_receipt(),
        is_plain: received.is_plain(),
        token_size,
    });
    let limit = told.message.as_deref().filter(|_| status == 429).and_then(limit);
    let retry_after = received.retry_after().and_then(|value| retry_after(value, Timestamp::now()));
    let pause = retry_after.or((status == 429).then_some(THROTTLED_PAUSE));
    let not_before = received.failed_at().zip(pause).and_then(|(at, pause)| at.checked_add(pause));
    let wait = retry_after.filter(|wait| !wait.is_zero());
    let wait = wait.map(|wait| format!("The answer asks to wait {} s.", wait.as_secs()));
    let clocks = received.clocks().filter(|_| status == 401).and_then(clocks);
    Error::new(verdict.kind, what)
        .with_answer(Some(status), received.request_id().or(told.request_id))
        .with_code(told.code, told.message)
        .with_hint(verdict.hint)
        .with_note(limit.as_deref())
        .with_note(wait.as_deref())
        .with_note(clocks.as_deref())
        .with_retry_after(retry_after)
        .with_not_before(not_before)
        .with_retryable(verdict.is_retryable)
        .with_refused_identity(verdict.refuses_identity)
}

/// What the two clocks say, if they are further apart than the gateway allows.
fn clocks((ours, theirs): (&str, &str)) -> Option<String> {
    let ours = signed_at(ours)?;
    let theirs = jiff::fmt::rfc2822::parse(theirs).ok()?.timestamp();
    (ours.duration_since(theirs).abs() > CLOCK_WINDOW).then(|| {
        format!("This machine's clock says {ours}, that of the service {theirs}: they may differ by 15 minutes.")
    })
}

/// A status that is neither an error nor the one success of the contract: a redirect, or 204.
fn unexpected(received: &ReceivedResponse) -> Error {
    let status = received.status.as_u16();
    let what = format!("invalid response: status {status}, which the contract does not have");
    let row = StatusAdvice::find(status).filter(|_| received.status.is_redirection());
    Error::new(ErrorKind::InvalidResponse, what)
        .with_answer(Some(status), received.request_id())
        .with_hint(Some(row.map_or(SOMETHING_ELSE, |row| row.action)))
}

/// A success that is not what the contract promises.
fn broken<T: DeserializeOwned>(received: &ReceivedResponse, body: &[u8]) -> Error {
    let what = if let Some(coding) = received.coding() {
        format!("invalid response: the body is coded as {coding}, which was not asked for")
    } else if received.is_truncated() {
        format!("invalid response: the body is larger than {} bytes", received.body_limit)
    } else {
        format!("invalid response: {}", place::<T>(body))
    };
    Error::new(ErrorKind::InvalidResponse, what)
        .with_answer(Some(received.status.as_u16()), received.request_id())
        .with_hint(Some(SOMETHING_ELSE))
}

/// Where a body departs from the contract, without quoting it.
fn place<T: DeserializeOwned>(body: &[u8]) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "the body is empty".to_owned();
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut json) else {
        return "there is something after the end of the JSON".to_owned();
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
        return format!("`{}` is there twice", below(field));
    }
    let what = match (error.is_data(), error.is_eof()) {
        (true, _) if path.is_empty() => "the JSON is no object",
        (true, _) => return format!("`{path}` has the wrong type"),
        (_, true) => "the JSON ends early",
        _ if body.trim_ascii_start().starts_with(b"<") => "the body is HTML or XML, not JSON",
        _ if path.is_empty() => "the body is not JSON",
        _ => "the JSON is broken",
    };
    if path.is_empty() { what.to_owned() } else { format!("{what}, at `{path}`") }
}

/// The path as far as the contract names it: what else the body calls its members is not told.
fn path(path: &serde_path_to_error::Path) -> String {
    let mut told = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => told += &["[", &index.to_string(), "]"].concat(),
            Segment::Map { key } if tables::PROPERTY_NAMES.contains(&&**key) => {
                told += if told.is_empty() { "" } else { "." };
                told += key;
            }
            _ => break,
        }
    }
    told
}

/// There was no whole answer.
fn transport(
    token_size: Option<usize>,
    received: Option<&ReceivedResponse>,
    error: reqwest::Error,
) -> Error {
    let failure = Failure::of(&error, received.is_some());
    let (what, verdict) = of_failure(failure, token_size);
    let (status, request_id) = ReceivedResponse::answer(received);
    Error::new(verdict.kind, what)
        .with_answer(status, request_id)
        .with_hint(verdict.hint)
        .with_retryable(verdict.is_retryable)
        .with_unprocessed(failure == Failure::Unprocessed)
        .with_source(error.without_url())
}

/// The time is up; what has come by then is told. An error's status counts even if its body does not come.
pub(crate) fn late(
    operation: &str,
    secrets: &[&str],
    token_size: Option<usize>,
    received: Option<&ReceivedResponse>,
    DeadlineExceeded(time): DeadlineExceeded,
) -> Error {
    let what = match received {
        Some(received) if received.is_error() => {
            return refusal(operation, secrets, token_size, received);
        }
        Some(received) => {
            let status = received.status.as_u16();
            format!("status {status}, but no whole answer within {time:?}")
        }
        None => format!("no answer within {time:?}"),
    };
    let (status, request_id) = ReceivedResponse::answer(received);
    Error::new(ErrorKind::Timeout, what)
        .with_answer(status, request_id)
        .with_hint(Some("Check the network and the endpoint, or allow more time."))
        .with_retryable(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;

    #[test]
    fn a_broken_answer_names_the_place() {
        let row = r#"{"id":"a","name":"3.1","kernel_version":"3.1.6.0"}"#;
        for (body, told) in [
            (String::new(), "the body is empty"),
            (" \n".to_owned(), "the body is empty"),
            ("<html>secret</html>".to_owned(), "the body is HTML or XML, not JSON"),
            ("secret".to_owned(), "the body is not JSON"),
            ("\u{feff}{}".to_owned(), "the body is not JSON"),
            ("{}".to_owned(), "`datastores` is missing"),
            ("null".to_owned(), "the JSON is no object"),
            (r#"{"datastores":"secret"}"#.to_owned(), "`datastores` has the wrong type"),
            ("[[]]".to_owned(), "the JSON is no object"),
            (
                r#"{"datastores":[["a","3.1","3.1.6.0"]]}"#.to_owned(),
                "`datastores[0]` has the wrong type",
            ),
            (r#"{"datastores":[],"datastores":[]}"#.to_owned(), "`datastores` is there twice"),
            (
                r#"{"datastores":[{"planted":{"planted":}}]}"#.to_owned(),
                "the JSON is broken, at `datastores[0]`",
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
                "there is something after the end of the JSON",
            ),
        ] {
            assert_eq!(place::<ListHtapDataStoreResponse>(body.as_bytes()), told, "{body}");
        }
    }

    #[test]
    fn clocks_are_told_when_they_are_too_far_apart() {
        let now = "Fri, 02 Jan 2026 03:04:05 GMT";
        for (signed_at, is_told) in [
            ("20260102T031905Z", false),
            ("20260102T031906Z", true),
            ("20260102T024905Z", false),
            ("20260102T024904Z", true),
            ("nonsense", false),
        ] {
            assert_eq!(clocks((signed_at, now)).is_some(), is_told, "{signed_at}");
        }
        let told = clocks(("20260102T040000Z", now)).unwrap();
        assert!(
            told.contains("2026-01-02T04:00:00Z") && told.contains("2026-01-02T03:04:05Z"),
            "{told}"
        );
    }
}
