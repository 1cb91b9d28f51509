//! The error of the crate: what failed, and what to do now.

mod kind;
mod print;

use std::error::Error as StdError;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::Instant;

pub use self::kind::ErrorKind;

/// The longest part of a refused value that an error shows, in characters. A project ID has 32.
const LONGEST_VALUE: usize = 60;

/// The error type of this crate.
///
/// `Display` writes one sentence without the cause; [`source`](StdError::source) returns the cause. With `{:#}`, it adds the causes
/// and the hint in the same line. `Debug`, which Rust prints if `main` returns an error, writes them in lines of their own.
///
/// Of a response, an error holds only the status and the service's code, message and request ID. It never holds a secret.
///
/// In your tests, make one from its kind:
///
/// ```
/// use taurusdb_htap::{Error, ErrorKind};
///
/// let error = Error::from(ErrorKind::Throttled).with_status(429).with_code("APIGW.0308");
/// assert_eq!((error.status(), error.is_retryable()), (Some(429), true));
/// ```
#[derive(Clone)]
pub struct Error(pub(crate) Box<Details>);

#[derive(Clone, Debug)]
pub(crate) struct Details {
    pub(crate) kind: ErrorKind,
    /// What failed: an operation, perhaps with its argument, or a source of credentials.
    pub(crate) subject: Option<String>,
    pub(crate) what: String,
    pub(crate) hint: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
    /// The origin of the server that was asked, if it sent no response.
    pub(crate) host: Option<String>,
    pub(crate) is_retryable: bool,
    /// Whether the server states that it did not process the request.
    pub(crate) is_unprocessed: bool,
    /// Whether the service rejected the credential itself, so that another one may be accepted.
    pub(crate) refuses_identity: bool,
    pub(crate) retry_after: Option<Duration>,
    /// The client sends nothing to the same server before this moment.
    pub(crate) not_before: Option<Instant>,
    /// For an error that several calls share: whether one of them has paid the retry budget for all.
    pub(crate) paid: Option<Arc<OnceLock<bool>>>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The result type of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Details {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self {
            kind,
            subject: None,
            what: what.into(),
            hint: None,
            status: None,
            code: None,
            message: None,
            request_id: None,
            host: None,
            is_retryable: false,
            is_unprocessed: false,
            refuses_identity: false,
            retry_after: None,
            not_before: None,
            paid: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            source: None,
        }
    }
}

impl From<Details> for Error {
    fn from(details: Details) -> Self {
        Self(Box::new(details))
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Details::new(kind, what).into()
    }

    pub(crate) fn configuration(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, what).with_hint(Some(hint))
    }

    pub(crate) fn credentials(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, what).with_hint(Some(hint))
    }

    pub(crate) fn with_subject(mut self, subject: impl Into<String>) -> Self {
        self.0.subject = Some(subject.into());
        self
    }

    pub(crate) fn with_hint(mut self, hint: Option<impl Into<String>>) -> Self {
        self.0.hint = hint.map(Into::into);
        self
    }

    /// Appends a sentence to the hint.
    pub(crate) fn with_note(mut self, note: Option<&str>) -> Self {
        let hint = self.0.hint.take().into_iter().chain(note.map(str::to_owned));
        self.0.hint = hint.reduce(|hint, note| format!("{hint} {note}"));
        self
    }

    pub(crate) fn with_retryable(mut self, is_retryable: bool) -> Self {
        self.0.is_retryable = is_retryable;
        self
    }

    pub(crate) fn with_source(
        mut self,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Appends the value that is refused. It must not be a secret.
    pub(crate) fn with_value(mut self, value: &str) -> Self {
        let shown: String = value.chars().take(LONGEST_VALUE).collect();
        let rest = if shown.len() < value.len() { "…" } else { "" };
        self.0.what = format!("{}: `{}{rest}`", self.0.what, shown.escape_debug());
        self
    }

    /// Adds the origin of an endpoint that sent no response. An endpoint of IAM also has a path, which is left out.
    pub(crate) fn asked(mut self, endpoint: &str) -> Self {
        if self.0.status.is_none() {
            let origin = endpoint.splitn(4, '/').take(3).collect::<Vec<_>>();
            self.0.host = Some(origin.join("/"));
        }
        self
    }

    /// Names the source of credentials that the service refused, if they did not come from the caller's code.
    pub(crate) fn with_origin(self, origin: Option<&str>) -> Self {
        let origin = origin.filter(|_| self.0.kind == ErrorKind::Unauthorized);
        let note = origin.map(|origin| format!("The identity came from {origin}."));
        self.with_note(note.as_deref())
    }

    /// Changes the kind to `Credentials` if IAM refused to issue credentials, whatever status it used.
    pub(crate) fn into_credentials(mut self) -> Self {
        use ErrorKind::{Forbidden, InvalidRequest, NotFound, Unauthorized};
        if matches!(self.0.kind, Forbidden | InvalidRequest | NotFound | Unauthorized) {
            self.0.kind = ErrorKind::Credentials;
        }
        self
    }

    /// Pays the retry budget, at most once for all calls that share this error. Returns whether it is paid.
    pub(crate) fn is_paid(&self, pay: impl FnOnce(ErrorKind) -> bool) -> bool {
        match &self.0.paid {
            Some(paid) => *paid.get_or_init(|| pay(self.0.kind)),
            None => pay(self.0.kind),
        }
    }

    fn causes(&self) -> impl Iterator<Item = &(dyn StdError + 'static)> {
        std::iter::successors(self.source(), |&cause| cause.source())
    }

    /// How long the client must still wait before it sends another request, if the server or the client demands it.
    pub(crate) fn wait(&self) -> Option<Duration> {
        let now = Instant::now();
        self.0.not_before.map(|at| at.saturating_duration_since(now)).or(self.0.retry_after)
    }

    /// The kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status of the response, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's error code, such as `DBS.280235`. Codes that the contract does not list are common: decide by the
    /// status first.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's error message. Its wording may change.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The ID that the service gave the request. Quote it when you ask the vendor's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns whether the same call can succeed later without a change. Returns `false` after the client has used up its
    /// own retries, so that callers do not multiply them.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// How long the service asks to wait, counted from its response. Most responses do not say.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The number of attempts that the call made: the first one, every retry, and the attempt with a replaced token. 0 if the
    /// call failed before its first attempt.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, including waits, by tokio's clock. Zero if the call failed before its first attempt.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// What to do now, in one or more sentences.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
