//! The hosts beside the service's own: IAM, STS, and what this machine itself offers.

use std::sync::Arc;
use std::time::Duration;

use crate::contract::region::Region;
use crate::contract::types::ProjectId;
use crate::credentials::cache::FETCH_TIME;
use crate::error::{Error, Result};
use crate::http::client::HttpSettings;
use crate::http::endpoint::Endpoint;
use crate::http::host::Host;
use crate::http::proxy;
use crate::http::refusals::Refusals;

/// Where a user says that they are.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    pub(crate) iam: Option<String>,
    pub(crate) sts: Option<String>,
    pub(crate) metadata: Option<String>,
}

/// Finds the hosts that credentials need, from what the builder was given.
pub(crate) struct Hosts<'a> {
    pub(crate) addresses: &'a Addresses,
    pub(crate) settings: &'a HttpSettings,
    pub(crate) service: &'a Endpoint,
    /// The service's own.
    pub(crate) http: &'a reqwest::Client,
    pub(crate) region: Option<&'a Region>,
    pub(crate) project_id: Option<&'a ProjectId>,
    pub(crate) project_name: Option<&'a str>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
    /// One memory for all hosts: a client has one password, ID token or access key at a time.
    pub(crate) refusals: Arc<Refusals>,
}

impl Hosts<'_> {
    /// Where IAM is. A secret is sent only where the user says, so there is no default.
    pub(crate) fn iam(&self) -> Result<Host> {
        let known = self.region.map(Region::iam_endpoint);
        let is_guessed = self.region.is_some_and(Region::is_iam_guessed);
        let field = "IAM endpoint";
        let given = self.addresses.iam.as_deref();
        let given = given.map(|given| Endpoint::parse_iam(field, given)).transpose()?;
        self.host(field, given, known, is_guessed)
    }

    /// Where STS is. An ID token is sent to a host that the contract lists for the region, or to one that the user names.
    pub(crate) fn sts(&self) -> Result<Host> {
        let known = self.region.and_then(Region::sts_endpoint);
        if let (None, None, Some(region)) = (&self.addresses.sts, known, self.region) {
            return Err(Error::configuration(
                format!("STS endpoint: the contract lists none for the region `{}`", region.id()),
                "Set HUAWEICLOUD_SDK_STS_ENDPOINT, or `sts_endpoint` in code, to a host that may receive the ID token.",
            ));
        }
        let is_guessed = self.region.is_some_and(Region::is_sts_guessed);
        let field = "STS endpoint";
        let given = self.addresses.sts.as_deref();
        let given = given.map(|given| Endpoint::parse(field, given)).transpose()?;
        self.host(field, given, known, is_guessed)
    }

    fn host(
        &self,
        field: &str,
        given: Option<Endpoint>,
        known: Option<&str>,
        is_guessed: bool,
    ) -> Result<Host> {
        let is_given = given.is_some();
        let endpoint = match (given, known) {
            (Some(endpoint), _) => endpoint,
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
        let guessed = self.region.filter(|_| !is_given && is_guessed);
        let guess = guessed.map(|region| region.guess(field, &endpoint.origin));
        Ok(Host {
            http: self.http(&endpoint)?,
            endpoint: endpoint.origin,
            guess,
            attempt_timeout: self.attempt_timeout,
            body_limit: self.body_limit,
            refusals: self.refusals.clone(),
        })
    }

    /// The HTTP client for an endpoint: the service's, unless the two differ in what it depends on.
    pub(crate) fn http(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        let is_alike = endpoint.is_local == self.service.is_local
            && endpoint.is_plain == self.service.is_plain;
        if !is_alike {
            return self.settings.client(endpoint);
        }
        proxy::check(endpoint)?;
        Ok(self.http.clone())
    }

    /// How long it may take to fetch an identity: some take two exchanges.
    pub(crate) fn fetch_time(&self) -> Duration {
        self.attempt_timeout.saturating_mul(2).max(FETCH_TIME)
    }

    /// The name of the project: a region's own is named like the region.
    pub(crate) fn project_name(&self) -> Option<&str> {
        self.project_name.or(self.region.map(Region::id))
    }
}

#[cfg(test)]
impl<'a> Hosts<'a> {
    /// Those of a client that knows neither a region nor a project.
    pub(crate) fn bare(
        addresses: &'a Addresses,
        settings: &'a HttpSettings,
        service: &'a Endpoint,
        http: &'a reqwest::Client,
    ) -> Self {
        Self {
            addresses,
            settings,
            service,
            http,
            region: None,
            project_id: None,
            project_name: None,
            attempt_timeout: Duration::from_secs(10),
            body_limit: 1024,
            refusals: Arc::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_exchanges_have_their_time() {
        let (addresses, settings) = (Addresses::default(), HttpSettings::default());
        let service = Endpoint::parse("endpoint", "http://127.0.0.1:1").unwrap();
        let http = settings.client(&service).unwrap();
        let seconds = Duration::from_secs;
        for (attempt_timeout, expected) in [
            (seconds(10), seconds(30)),
            (seconds(60), seconds(120)),
            (Duration::MAX, Duration::MAX),
        ] {
            let bare = Hosts::bare(&addresses, &settings, &service, &http);
            assert_eq!(Hosts { attempt_timeout, ..bare }.fetch_time(), expected);
        }
    }
}
