//! What can be made to go wrong.

use std::time::Duration;

/// A failure of the sandbox's next answer. Of the service unless [`on_iam`](Self::on_iam), once unless
/// [`times`](Self::times) or [`always`](Self::always).
///
/// A status or header that HTTP does not have cannot be sent: the connection ends without an answer.
#[derive(Clone, Debug)]
#[must_use = "hand it to `Sandbox::fail`"]
pub struct Fault {
    pub(super) effect: Effect,
    pub(super) headers: Vec<(String, String)>,
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

    /// The documented error with this status, or an empty answer if the contract has none.
    pub fn status(status: u16) -> Self {
        Self::new(Effect::Status(status))
    }

    /// Any answer at all: a body that is no JSON, a success that lacks a field.
    pub fn answer(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(Effect::Answer(status, body.into()))
    }

    /// The right answer, late.
    pub fn delay(delay: Duration) -> Self {
        Self { delay, ..Self::new(Effect::None) }
    }

    /// The connection ends without an answer.
    pub fn disconnect() -> Self {
        Self::new(Effect::Disconnect)
    }

    /// Adds a header to the answer, or replaces the one of that name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
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

    /// Fails so many requests.
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Fails every request from now on.
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }
}
