//! The hosts beside the service's own: IAM, STS, and what this machine itself offers.

use std::time::Duration;

use progenitor_client::Error as CallError;
use serde::de::DeserializeOwned;

use crate::answer::failure;
use crate::attempt::{Attempt, Caller};
use crate::builder::ClientBuilder;
use crate::credentials::Scope;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::generated::iam;
use crate::region::Region;
use crate::types::ProjectId;

/// Finds the hosts that credentials need, from what the builder was given.
pub(crate) struct Hosts<'a> {
    pub(crate) builder: &'a ClientBuilder,
    pub(crate) service: &'a Endpoint,
    pub(crate) http: &'a reqwest::Client,
    pub(crate) region: Option<&'a Region>,
    pub(crate) project_id: Option<&'a ProjectId>,
}

/// One of them, and how it is asked.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// Said with every error if the host is a guess.
    guess: Option<String>,
    attempt_timeout: Duration,
    body_limit: usize,
}

impl Hosts<'_> {
    /// Where IAM is. A secret is sent only where the user says, so there is no default.
    pub(crate) fn iam(&self) -> Result<Host> {
        let guess = self.region.filter(|region| region.is_iam_guessed());
        let known = self.region.map(Region::iam_endpoint);
        self.host("IAM endpoint", self.builder.iam_endpoint.as_deref(), known, guess)
    }

    /// Where STS is.
    pub(crate) fn sts(&self) -> Result<Host> {
        let known = self.region.and_then(Region::sts_endpoint);
        self.host("STS endpoint", self.builder.sts_endpoint.as_deref(), known, None)
    }

    fn host(
        &self,
        field: &str,
        given: Option<&str>,
        known: Option<&str>,
        guess: Option<&Region>,
    ) -> Result<Host> {
        let endpoint = match (given, known) {
            (Some(endpoint), _) => Endpoint::parse(field, endpoint)?,
            (None, Some(endpoint)) => Endpoint::parse("region", endpoint)?,
            (None, None) => {
                return Err(Error::configuration(
                    format!("{field}: neither it nor a region that has one is set"),
                    format!(
                        "A secret is sent only where you say: set the region, or the {field} beside the endpoint."
                    ),
                ));
            }
        };
        let guess = guess.filter(|_| given.is_none()).map(|region| region.guess(&endpoint.origin));
        Ok(Host {
            http: self.http(&endpoint)?,
            endpoint: endpoint.origin,
            guess,
            attempt_timeout: self.builder.attempt_timeout_or_default(),
            body_limit: self.builder.body_limit_or_default(),
        })
    }

    /// The HTTP client for an endpoint: the service's, unless the two differ in what it depends on.
    pub(crate) fn http(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        let is_alike = endpoint.is_local == self.service.is_local
            && endpoint.is_plain == self.service.is_plain;
        if is_alike { Ok(self.http.clone()) } else { self.builder.http(endpoint) }
    }

    /// The project that a token is to be for.
    pub(crate) fn scope(&self) -> Result<Scope> {
        match (self.project_id, self.project_name()) {
            (Some(id), _) => Ok(Scope::Id(id.clone())),
            (None, Some(name)) => Ok(Scope::Name(name)),
            (None, None) => Err(Error::configuration(
                "project ID: not set",
                "Set HW_PROJECT_ID or HW_PROJECT_NAME, or the region whose own project is meant.",
            )),
        }
    }

    /// The name of the project: a region's own is named like the region.
    pub(crate) fn project_name(&self) -> Option<String> {
        self.builder
            .project_name
            .clone()
            .or_else(|| self.region.map(|region| region.id().to_owned()))
    }

    /// Where the user says that the metadata service of an ECS instance is, or that it is off.
    pub(crate) fn metadata_endpoint(&self) -> Option<&str> {
        self.builder.metadata_endpoint.as_deref()
    }
}

impl Host {
    /// The generated client for one exchange.
    pub(crate) fn iam(&self, caller: Option<Caller>) -> iam::Client {
        let attempt = Attempt::new(caller, self.body_limit).within(self.attempt_timeout);
        iam::Client { baseurl: self.endpoint.clone(), client: self.http.clone(), inner: attempt }
    }

    /// What went wrong with a call of it.
    pub(crate) fn failure<T: DeserializeOwned, E>(
        &self,
        operation: &'static str,
        secrets: &[&str],
        attempt: &Attempt,
        error: CallError<E>,
    ) -> Error {
        let error = failure::<T, _>(operation, secrets, attempt.seen(), error);
        attempt.failed(&error);
        error.with_note(self.guess.as_deref())
    }
}
