//! The hosts that issue identities: IAM, STS, and services of this machine.

use std::sync::Arc;
use std::time::Duration;

use crate::contract::region::{Region, RegionalHost};
use crate::contract::types::ProjectId;
use crate::error::{Error, Result};
use crate::http::client::HttpSettings;
use crate::http::endpoint::Endpoint;
use crate::http::host::Host;
use crate::http::proxy;
use crate::http::refusals::Refusals;

/// The minimum time limit of a fetch. It does not follow the timeout of a call, because several calls share a fetch.
pub(crate) const FETCH_TIME: Duration = Duration::from_secs(30);

/// The endpoints that the user sets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    pub(crate) iam: Option<String>,
    pub(crate) sts: Option<String>,
    pub(crate) metadata: Option<String>,
}

/// Finds the hosts that credentials need, from the settings of the builder.
pub(crate) struct Hosts<'a> {
    pub(crate) addresses: &'a Addresses,
    pub(crate) settings: &'a HttpSettings,
    pub(crate) service: &'a Endpoint,
    /// The HTTP client for the service.
    pub(crate) http: &'a reqwest::Client,
    pub(crate) region: Option<&'a Region>,
    pub(crate) project_id: Option<&'a ProjectId>,
    pub(crate) project_name: Option<&'a str>,
    /// Whether the client asks several regions.
    pub(crate) are_several: bool,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
    /// Shared by all hosts, because a client has one password, ID token or access key at a time.
    pub(crate) refusals: Arc<Refusals>,
}

impl Hosts<'_> {
    /// IAM. There is no default, because a secret is sent only to a host that the user sets, directly or by the region.
    pub(crate) fn iam(&self) -> Result<Host> {
        let given = self.addresses.iam.as_deref();
        let given = given.map(|given| Endpoint::parse_iam("IAM endpoint", given)).transpose()?;
        self.host("IAM endpoint", given, self.region.map(|region| &region.iam))
    }

    /// STS. An ID token is sent only to a host that the user sets, or that the contract lists for the region.
    pub(crate) fn sts(&self) -> Result<Host> {
        let given = self.addresses.sts.as_deref();
        let given = given.map(|given| Endpoint::parse("STS endpoint", given)).transpose()?;
        let known = self.region.and_then(|region| region.sts.as_ref());
        if let (None, None, Some(region)) = (&given, known, self.region) {
            return Err(Error::configuration(
                format!("STS endpoint: the contract lists none for the region `{}`", region.id()),
                "Set HUAWEICLOUD_SDK_STS_ENDPOINT, or `sts_endpoint` in code, to a host that may receive the ID token.",
            ));
        }
        self.host("STS endpoint", given, known)
    }

    fn host(
        &self,
        field: &str,
        given: Option<Endpoint>,
        known: Option<&RegionalHost>,
    ) -> Result<Host> {
        let is_guessed = given.is_none() && known.is_some_and(|known| known.is_guessed);
        let guessed = self.region.filter(|_| is_guessed);
        let endpoint = match (given, known) {
            (Some(endpoint), _) => endpoint,
            (None, Some(known)) => Endpoint::parse("region", &known.url)?,
            (None, None) => {
                return Err(Error::configuration(
                    format!("{field}: neither it nor a region that has one is set"),
                    format!(
                        "Set the region, or the {field}: the client sends a secret only to a host that you set."
                    ),
                ));
            }
        };
        Ok(Host {
            http: self.http(&endpoint)?,
            guess: guessed.map(|region| region.guess(field, &endpoint.origin)),
            endpoint: endpoint.origin,
            attempt_timeout: self.attempt_timeout,
            body_limit: self.body_limit,
            refusals: self.refusals.clone(),
        })
    }

    /// The HTTP client for an endpoint: that of the service, unless the endpoints need different settings.
    pub(crate) fn http(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        let is_alike = endpoint.is_local == self.service.is_local
            && endpoint.is_plain == self.service.is_plain;
        if !is_alike {
            return self.settings.client(endpoint);
        }
        proxy::check(endpoint)?;
        Ok(self.http.clone())
    }

    /// The time limit of a fetch: some fetches take two exchanges.
    pub(crate) fn fetch_time(&self) -> Duration {
        self.attempt_timeout.saturating_mul(2).max(FETCH_TIME)
    }

    /// The name of the project. A region's own project has the name of the region.
    pub(crate) fn project_name(&self) -> Option<&str> {
        self.project_name.or(self.region.map(Region::id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl<'a> Hosts<'a> {
        /// The hosts of a client without a region and a project.
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
                are_several: false,
                attempt_timeout: Duration::from_secs(10),
                body_limit: 1024,
                refusals: Arc::default(),
            }
        }
    }

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
