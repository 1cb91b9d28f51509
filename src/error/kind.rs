//! The kind of an error, and errors made from it.

use std::fmt;
use std::time::Duration;

use super::Error;

/// The kind of an [`Error`], for code that decides by it. New kinds may come, so a `match` needs a last arm:
///
/// ```
/// use taurusdb_htap::{Error, ErrorKind};
///
/// fn exit_code(error: &Error) -> u8 {
///     match error.kind() {
///         ErrorKind::Configuration | ErrorKind::Credentials => 2,
///         _ if error.is_retryable() => 75,
///         _ => 1,
///     }
/// }
/// # assert_eq!(exit_code(&Error::from(ErrorKind::Timeout)), 75);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client is missing or malformed. Nothing was sent.
    Configuration,
    /// The client could not find or obtain credentials. The operation was not called.
    Credentials,
    /// The service does not accept the credentials: status 401.
    Unauthorized,
    /// The caller may not do this: status 403.
    Forbidden,
    /// Nothing exists at this host and path: status 404.
    NotFound,
    /// The service refuses the request: any other 4xx status.
    InvalidRequest,
    /// The caller sends too many requests: status 429.
    Throttled,
    /// The service or its gateway failed: any 5xx status.
    Service,
    /// No complete response arrived in time.
    Timeout,
    /// The client could not connect, or the connection broke.
    Connection,
    /// The response does not match the contract.
    InvalidResponse,
}

impl ErrorKind {
    /// Returns the name of the kind in snake case, such as `invalid_response`: the `error.type` of traces.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Credentials => "credentials",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::InvalidRequest => "invalid_request",
            Self::Throttled => "throttled",
            Self::Service => "service",
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::InvalidResponse => "invalid_response",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An error for your tests. Those of the kinds `Throttled`, `Service`, `Timeout` and `Connection` are retryable.
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        use ErrorKind::{Connection, Service, Throttled, Timeout};
        let is_retryable = matches!(kind, Connection | Service | Throttled | Timeout);
        Self::new(kind, kind.as_str()).with_retryable(is_retryable)
    }
}

impl Error {
    /// Sets the HTTP status, for your tests. The client itself returns errors with the right status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self.described()
    }

    /// Sets the service's error code, for your tests.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self.described()
    }

    /// Sets how long the service asks to wait, for your tests.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    /// Describes an error that a test makes by its kind, status and code.
    fn described(mut self) -> Self {
        let status = self.0.status.map(|status| format!("status {status}"));
        let parts = [Some(self.0.kind.to_string()), status, self.0.code.clone()];
        self.0.what = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_makes_an_error_by_kind_status_and_code() {
        let error = Error::from(ErrorKind::Throttled).with_status(429).with_code("APIGW.0308");
        assert_eq!((error.kind(), error.status()), (ErrorKind::Throttled, Some(429)));
        assert_eq!((error.code(), error.is_retryable()), (Some("APIGW.0308"), true));
        assert_eq!(error.to_string(), "throttled, status 429, APIGW.0308");
        let wait = Duration::from_secs(7);
        assert_eq!(error.with_retry_after(wait).retry_after(), Some(wait));
        assert!(!Error::from(ErrorKind::NotFound).is_retryable());
        assert_eq!(format!("{:>10}", ErrorKind::NotFound), " not_found");
    }
}
