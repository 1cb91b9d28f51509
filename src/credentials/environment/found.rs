//! What a source of the environment has, or why it is passed over.

use super::Environment;
use crate::credentials::Credentials;
use crate::error::Result;

/// What a source gives: credentials, and what it says about them.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    /// Variables and files of other sources, which are not used.
    pub(crate) unused: Vec<String>,
}

impl From<Credentials> for Found {
    fn from(credentials: Credentials) -> Self {
        let unused = Vec::new();
        Self { credentials, project_id: None, region: None, iam_endpoint: None, unused }
    }
}

/// What a source has, or why it is passed over. What is half set is an error: what was meant cannot be guessed.
pub(super) type Look = Result<Result<Found, String>>;

/// A place where credentials are looked for.
pub(super) struct Source {
    pub(super) look: fn(&Environment<'_>) -> Look,
    /// The variables that only this source reads.
    pub(super) variables: &'static [&'static str],
    /// The file that it reads by default, below the home folder.
    pub(super) file: Option<[&'static str; 2]>,
}
