//! What a source of the environment has, or why it is passed over.

use crate::credentials::Credentials;
use crate::error::Result;

/// What a source gives: credentials, and what it says about them.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
}

impl From<Credentials> for Found {
    fn from(credentials: Credentials) -> Self {
        Self { credentials, project_id: None, region: None, iam_endpoint: None }
    }
}

/// What a source has, or why it is passed over. What is half set is an error: what was meant cannot be guessed.
pub(super) type Look = Result<Result<Found, String>>;
