//! One opaque error that says what happened, to what, and what to do now.

use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::Instant;

/// The error of every call of this crate.
///
/// `Display` is one sentence about this layer; [`source`](StdError::source) has the rest. Of an answer they hold the
/// service's code, message and request ID, and nothing else; a secret never.
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: ErrorKind,
    /// What failed: an operation and what it was about, or a source of credentials.
    subject: Option<String>,
    what: String,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    hint: Option<String>,
    retryable: bool,
    /// Whether the server says that it did not process the request.
    unprocessed: bool,
    /// Whether the identity was refused, so that another one may be accepted.
    refuses_identity: bool,
    retry_after: Option<Duration>,
    /// Before this moment nothing is asked again, whoever wants it.
    not_before: Option<Instant>,
    /// If several share it: whether one of them has paid for another attempt.
    paid: Option<Arc<OnceLock<bool>>>,
    attempts: u32,
    elapsed: Duration,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What sort of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Something given to the client is missing or malformed; nothing was sent.
    Configuration,
    /// No identity could be found or obtained; the operation itself was not called.
    Credentials,
    /// The identity was not accepted: status 401.
    Unauthorized,
    /// The identity may not do this: status 403.
    Forbidden,
    /// There is nothing at this host and path: status 404.
    NotFound,
    /// The service refuses the request: any other 4xx.
    InvalidRequest,
    /// Too many calls: status 429.
    Throttled,
    /// The service or its gateway failed: any 5xx.
    Service,
    /// No answer in the time allowed.
    Timeout,
    /// The service could not be reached, or the connection broke.
    Connection,
    /// There was an answer, and it is not what the contract promises.
    InvalidResponse,
}

/// The result of everything in this crate that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            subject: None,
            what: what.into(),
            status: None,
            code: None,
            message: None,
            request_id: None,
            hint: None,
            retryable: false,
            unprocessed: false,
            refuses_identity: false,
            retry_after: None,
            not_before: None,
            paid: None,
            attempts: 0,
            elapsed: Duration::ZERO,
            source: None,
        }))
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

    /// Adds a sentence to whatever the hint says already.
    pub(crate) fn with_note(mut self, note: Option<&str>) -> Self {
        let hint = self.0.hint.take().into_iter().chain(note.map(str::to_owned));
        self.0.hint = hint.reduce(|hint, note| format!("{hint} {note}"));
        self
    }

    pub(crate) fn with_answer(mut self, status: Option<u16>, request_id: Option<String>) -> Self {
        (self.0.status, self.0.request_id) = (status, request_id);
        self
    }

    /// Says where a refused identity came from, if not from the user's own code.
    pub(crate) fn with_origin(self, origin: Option<&str>) -> Self {
        let origin = origin.filter(|_| self.0.kind == ErrorKind::Unauthorized);
        let note = origin.map(|origin| format!("The identity came from {origin}."));
        self.with_note(note.as_deref())
    }

    /// An identity that IAM refuses to give is no identity, whatever the status.
    pub(crate) fn into_credentials(mut self) -> Self {
        use ErrorKind::{Forbidden, InvalidRequest, NotFound, Unauthorized};
        if matches!(self.0.kind, Forbidden | InvalidRequest | NotFound | Unauthorized) {
            self.0.kind = ErrorKind::Credentials;
        }
        self
    }

    pub(crate) fn with_code(mut self, code: Option<String>, message: Option<String>) -> Self {
        (self.0.code, self.0.message) = (code, message);
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    pub(crate) fn with_refused_identity(mut self, refuses_identity: bool) -> Self {
        self.0.refuses_identity = refuses_identity;
        self
    }

    pub(crate) fn refuses_identity(&self) -> bool {
        self.0.refuses_identity
    }

    /// Builds the error of a request that the client did not send, because its credentials were refused with this error.
    pub(crate) fn unsent(mut self) -> Self {
        self.0.what.insert_str(0, "not sent, because the same credentials were refused before: ");
        self
    }

    pub(crate) fn with_unprocessed(mut self, unprocessed: bool) -> Self {
        self.0.unprocessed = unprocessed;
        self
    }

    pub(crate) fn is_unprocessed(&self) -> bool {
        self.0.unprocessed
    }

    pub(crate) fn with_not_before(mut self, moment: Option<Instant>) -> Self {
        self.0.not_before = moment;
        self
    }

    /// What comes of one failure for all who share it: they need one further attempt, not one for each.
    pub(crate) fn shared(mut self) -> Self {
        self.0.paid.get_or_insert_default();
        self
    }

    pub(crate) fn is_shared(&self) -> bool {
        self.0.paid.is_some()
    }

    /// Whether another attempt is paid for: by someone who shares the failure, or now.
    pub(crate) fn is_paid(&self, pay: impl FnOnce(ErrorKind) -> bool) -> bool {
        match &self.0.paid {
            Some(paid) => *paid.get_or_init(|| pay(self.0.kind)),
            None => pay(self.0.kind),
        }
    }

    pub(crate) fn with_attempts(mut self, attempts: u32, elapsed: Duration) -> Self {
        (self.0.attempts, self.0.elapsed) = (attempts, elapsed);
        self
    }

    pub(crate) fn has_subject(&self) -> bool {
        self.0.subject.is_some()
    }

    /// How much longer nothing may be asked again, if anyone says so.
    pub(crate) fn wait(&self) -> Option<Duration> {
        let now = Instant::now();
        self.0.not_before.map(|at| at.saturating_duration_since(now)).or(self.0.retry_after)
    }

    pub(crate) fn with_source(self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.with_boxed_source(Box::new(source))
    }

    pub(crate) fn with_boxed_source(mut self, source: Box<dyn StdError + Send + Sync>) -> Self {
        self.0.source = Some(Arc::from(source));
        self
    }

    /// What sort of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// HTTP status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The service's code, such as `DBS.280235`. An unknown code is ordinary: decide by the status first.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The service's own message. Its wording may change.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The provider's ID of the request, to be quoted to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns whether the same call can succeed later without a change. Returns `false` after the client has used up its
    /// own retries, so that callers do not multiply them.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// How long the service asks to wait, from when its answer came; most answers do not say.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many attempts the call made, the first included, and also one with a replaced token; 0 if it came to none.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, waits included, by tokio's clock; zero if it came to no attempt.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// What to do now, in plain words.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = &self.0.subject {
            write!(f, "{subject}: ")?;
        }
        f.write_str(&self.0.what)?;
        if let Some(id) = &self.0.request_id {
            write!(f, " (request ID {id})")?;
        }
        match (self.0.attempts, self.0.elapsed) {
            (0 | 1, _) => Ok(()),
            (attempts, elapsed) => write!(f, " after {attempts} attempts in {elapsed:.1?}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
