//! What the clients of several regions share: refusals, HTTP clients, the identity and the list of projects. One client
//! shares with nobody.

use std::sync::Arc;

use crate::contract::types::ProjectId;
use crate::credentials::Credentials;
use crate::credentials::cache::Cache;
use crate::credentials::hosts::Hosts;
use crate::credentials::project::{Listed, Lookup, ProjectList};
use crate::credentials::resolver::Resolver;
use crate::error::Result;
use crate::http::client::HttpSettings;
use crate::http::endpoint::Endpoint;
use crate::http::proxy;
use crate::http::refusals::Refusals;

#[derive(Default)]
pub(super) struct Shared {
    /// Whether there are several clients.
    pub(super) is_shared: bool,
    pub(super) refusals: Arc<Refusals>,
    /// The HTTP clients, for local and other endpoints, with and without TLS.
    http: Vec<((bool, bool), reqwest::Client)>,
    provider: Option<Arc<Resolver>>,
    projects: Option<Arc<Cache<ProjectList>>>,
}

impl Shared {
    pub(super) fn of_several() -> Self {
        Self { is_shared: true, ..Self::default() }
    }

    pub(super) fn http(
        &mut self,
        settings: &HttpSettings,
        endpoint: &Endpoint,
    ) -> Result<reqwest::Client> {
        let kind = (endpoint.is_local, endpoint.is_plain);
        if let Some((_, http)) = self.http.iter().find(|(known, _)| *known == kind) {
            proxy::check(endpoint)?;
            return Ok(http.clone());
        }
        let http = settings.client(endpoint)?;
        self.http.push((kind, http.clone()));
        Ok(http)
    }

    /// The identity. A token that IAM issues for a password is for one project, so each client has its own.
    pub(super) fn provider(
        &mut self,
        credentials: &Credentials,
        hosts: &Hosts<'_>,
    ) -> Result<Arc<Resolver>> {
        if let Some(provider) = self.provider.as_ref().filter(|_| !credentials.are_scoped()) {
            return Ok(provider.clone());
        }
        let provider = Arc::new(credentials.clone().into_resolver(hosts)?);
        Ok(self.provider.insert(provider).clone())
    }

    /// The lookup of a client's project.
    pub(super) fn project(
        &mut self,
        hosts: &Hosts<'_>,
        provider: Arc<Resolver>,
        may_be_token: bool,
    ) -> Result<Arc<Cache<ProjectId>>> {
        let name = hosts.project_name().filter(|_| self.is_shared);
        let Some(name) = name.map(str::to_owned) else {
            let lookup = Lookup::new(hosts, provider, may_be_token)?;
            return Ok(Cache::new(Arc::new(lookup), hosts.fetch_time()));
        };
        let list = match &self.projects {
            Some(list) => list.clone(),
            None => self.projects.insert(ProjectList::shared(hosts, provider)?).clone(),
        };
        Ok(Cache::new(Arc::new(Listed { list, name }), hosts.fetch_time()))
    }
}
