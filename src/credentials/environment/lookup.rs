//! The result of a lookup in one source: credentials, or why there are none.

use crate::credentials::Credentials;
use crate::error::Error;

/// Credentials, and what their source says about them.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    /// Variables and files of other sources, which the client does not use.
    pub(crate) unused: Vec<String>,
}

impl From<Credentials> for Found {
    fn from(credentials: Credentials) -> Self {
        let unused = Vec::new();
        Self { credentials, project_id: None, region: None, iam_endpoint: None, unused }
    }
}

/// Why a source has no credentials.
#[derive(Debug)]
pub(super) enum Missing {
    /// It is not configured, so the client skips it, for this reason.
    Skipped(String),
    /// It is invalid or only partly configured.
    Invalid(Error),
}

impl From<Error> for Missing {
    fn from(error: Error) -> Self {
        Self::Invalid(error)
    }
}

/// The result of a lookup in one source.
pub(super) type Lookup = Result<Found, Missing>;

/// A file of credentials.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
}
