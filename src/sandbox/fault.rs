//! Failures that a test asks for.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};
use serde_json::json;

/// A failure of the sandbox's next response. It applies to the service unless you call [`on_iam`](Self::on_iam), and once
/// unless you call [`times`](Self::times) or [`always`](Self::always).
///
/// A fault that cannot be sent fails the request with status 500 and a message that names the problem: a status below 200
/// or above 999, or a malformed header.
#[derive(Clone, Debug)]
#[must_use = "pass it to `Sandbox::fail`"]
pub struct Fault {
    pub(super) effect: Effect,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) delay: Duration,
    pub(super) is_iam: bool,
    pub(super) times: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Effect {
    /// Only the delay.
    None,
    /// The documented error with this status.
    Status(u16),
    Response(u16, Vec<u8>),
    Disconnect,
}

impl Fault {
    fn new(effect: Effect) -> Self {
        Self { effect, headers: Vec::new(), delay: Duration::ZERO, is_iam: false, times: 1 }
    }

    fn with_status(status: u16, effect: Effect) -> Self {
        // A status below 200 does not end a response, and HTTP has none above 999.
        match status {
            200..=999 => Self::new(effect),
            _ => Self::new(unsendable(&format!("the status {status}"))),
        }
    }

    /// Returns the documented error with this status, or an empty response if the contract has none.
    ///
    /// The body is the first example that the contract has for this status. For 503, for instance, it has the code
    /// `APIGW.0613`. For another code, use [`response`](Self::response).
    pub fn status(status: u16) -> Self {
        Self::with_status(status, Effect::Status(status))
    }

    /// Returns any response, such as a body that is not JSON, or a success without a mandatory field.
    pub fn response(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::with_status(status, Effect::Response(status, body.into()))
    }

    /// Returns the ordinary response after a delay.
    pub fn delay(delay: Duration) -> Self {
        Self { delay, ..Self::new(Effect::None) }
    }

    /// Closes the connection without a response.
    pub fn disconnect() -> Self {
        Self::new(Effect::Disconnect)
    }

    /// Sets a header of the response and replaces one with the same name. You cannot set the length of the body.
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

    /// Waits before the failure.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Applies the fault to IAM and STS in place of the service.
    pub fn on_iam(mut self) -> Self {
        self.is_iam = true;
        self
    }

    /// Applies the fault to this number of requests. With 0 the fault has no effect.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Applies the fault to every request from now on.
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }
}

/// The response in place of a fault that cannot be sent, so that a test that fails for this reason shows it.
fn unsendable(what: &str) -> Effect {
    let message = format!("sandbox: a fault has {what}, which cannot be sent");
    let body = json!({"error_code": "SANDBOX", "error_msg": message});
    Effect::Response(500, body.to_string().into())
}
