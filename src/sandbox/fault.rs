//! What can be made to go wrong.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};
use serde_json::json;

/// A failure of the sandbox's next answer. Of the service unless [`on_iam`](Self::on_iam), once unless
/// [`times`](Self::times) or [`always`](Self::always).
///
/// What cannot be sent, such as a status below 200 or above 999 or a malformed header, fails the request all the same:
/// with status 500 and a message that names it.
#[derive(Clone, Debug)]
#[must_use = "hand it to `Sandbox::fail`"]
pub struct Fault {
    pub(super) effect: Effect,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) delay: Duration,
    pub(super) is_iam: bool,
    pub(super) times: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// Nothing but the delay.
    None,
    /// The documented error of this status.
    Status(u16),
    Answer(u16, Vec<u8>),
    Disconnect,
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, headers: Vec::new(), delay: Duration::ZERO, is_iam: false, times: 1 }
    }

    fn with_status(status: u16, effect: Effect) -> Self {
        // Less than 200 does not end an answer, and more than 999 is no status.
        match status {
            200..=999 => Self::new(effect),
            _ => Self::new(unsendable(&format!("the status {status}"))),
        }
    }

    /// The documented error with this status, or an empty answer if the contract has none.
    pub fn status(status: u16) -> Self {
        Self::with_status(status, Effect::Status(status))
    }

    /// Any answer at all: a body that is no JSON, a success that lacks a field.
    pub fn answer(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::with_status(status, Effect::Answer(status, body.into()))
    }

    /// The right answer, late.
    pub fn delay(delay: Duration) -> Self {
        Self { delay, ..Self::new(Effect::None) }
    }

    /// The connection ends without an answer.
    pub fn disconnect() -> Self {
        Self::new(Effect::Disconnect)
    }

    /// Sets a header of the answer, in place of any that has this name. The length of the body cannot be set.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            (Ok(name), Ok(value)) if name != CONTENT_LENGTH && name != TRANSFER_ENCODING => {
                self.headers.push((name, value));
            }
            _ => self.effect = unsendable(&format!("the header {name:?}")),
        }
        self
    }

    /// Waits first.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Fails calls to IAM in place of those to the service.
    pub fn on_iam(mut self) -> Self {
        self.is_iam = true;
        self
    }

    /// Fails so many requests; none if 0.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Fails every request from now on.
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }
}

/// In place of what cannot be sent: a test that goes wrong for it shall say so.
fn unsendable(what: &str) -> Effect {
    let message = format!("sandbox: a fault has {what}, which cannot be sent");
    Effect::Answer(500, json!({"error_code": "SANDBOX", "error_msg": message}).to_string().into())
}
