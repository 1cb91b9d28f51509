//! The settings that all calls of a client share.

use std::fmt;
use std::sync::Arc;

use crate::call::attempts::CallOptions;
use crate::call::concurrency::ConcurrencyLimit;
use crate::call::retry::Budget;
use crate::contract::types::{Language, ProjectId};
use crate::credentials::cache::Cache;
use crate::credentials::resolver::Resolver;
use crate::error::Result;
use crate::http::host::Host;
use crate::http::known_urls::KnownUrls;

pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// The ID of the region, if it is set.
    pub(crate) region: Option<String>,
    /// Where the credentials come from.
    pub(crate) source: String,
    pub(crate) known_urls: Arc<KnownUrls>,
    /// A sentence that every error carries if the host name is a guess.
    pub(crate) guess: Option<String>,
    /// IAM's host, or why it is not known.
    pub(crate) iam: Result<Host>,
    /// Variables and files with credentials that the client does not use.
    pub(crate) unused: Vec<String>,
    pub(crate) project_id: Option<ProjectId>,
    /// The lookup of the project ID. `None` if you set it, or if the token comes with it.
    pub(crate) project: Option<Arc<Cache<ProjectId>>>,
    pub(crate) provider: Arc<Resolver>,
    pub(crate) language: Option<Language>,
    pub(crate) options: CallOptions,
    pub(crate) budget: Budget,
    /// `None` if the number of concurrent requests is not limited.
    pub(crate) concurrency: Option<ConcurrencyLimit>,
    pub(crate) body_limit: usize,
}

/// What tells one client from another. The rest is long, and the same for most clients.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("credentials", &self.source)
            .finish_non_exhaustive()
    }
}
