//! What a client holds for all of its calls.

use std::sync::Arc;

use crate::call::attempts::CallOptions;
use crate::call::concurrency::ConcurrencyLimit;
use crate::call::retry::Budget;
use crate::contract::types::{Language, ProjectId};
use crate::credentials::cache::Cache;
use crate::credentials::resolver::Resolver;
use crate::error::Result;
use crate::http::host::Host;

/// What does not change between calls.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// Said with every error when the host is a guess.
    pub(crate) guess: Option<String>,
    /// Where IAM is, or why that is not known.
    pub(crate) iam: Result<Host>,
    /// What the environment holds of other identities.
    pub(crate) unused: Vec<String>,
    pub(crate) project_id: Option<ProjectId>,
    /// None if the user or the identity tells it.
    pub(crate) project: Option<Arc<Cache<ProjectId>>>,
    pub(crate) provider: Arc<Resolver>,
    pub(crate) language: Option<Language>,
    pub(crate) options: CallOptions,
    pub(crate) budget: Budget,
    /// None if requests are not limited.
    pub(crate) concurrency: Option<ConcurrencyLimit>,
    pub(crate) body_limit: usize,
}
