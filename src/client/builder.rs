//! Builds a client, and checks its settings before it sends anything.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::call::attempts::CallOptions;
use crate::call::concurrency::ConcurrencyLimit;
use crate::call::retry::{Budget, RetryPolicy};
use crate::call::settings::Settings;
use crate::client::Client;
use crate::client::defaults::BODY_LIMIT;
use crate::client::shared::Shared;
use crate::client::target::{Destination, Target};
use crate::contract::types::Language;
use crate::credentials::Credentials;
use crate::credentials::environment::Environment;
use crate::credentials::hosts::Hosts;
use crate::error::{Error, Result};
use crate::http::client::HttpSettings;

impl Client {
    /// Returns a builder without settings.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from the environment alone. [`ClientBuilder::environment`] lists the variables.
    ///
    /// # Errors
    ///
    /// The errors of [`ClientBuilder::build`]. Missing credentials are none of them: the first call reports them.
    pub fn from_env() -> Result<Self> {
        Self::builder().environment().build()
    }
}

/// Builds a [`Client`]. It needs a region or an endpoint, and credentials.
///
/// Values set here take precedence over the [`environment`](Self::environment).
#[derive(Clone, Default)]
#[must_use]
pub struct ClientBuilder {
    pub(super) target: Target,
    pub(super) credentials: Option<Credentials>,
    language: Option<Language>,
    options: CallOptions,
    body_limit: Option<usize>,
    pub(super) max_concurrent_requests: Option<usize>,
    pub(super) http: HttpSettings,
    environment: bool,
}

impl ClientBuilder {
    /// The region of the service: its ID, such as `cn-north-4`, or a [`Region`](crate::Region), which lists them with their
    /// hosts.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.target.region = Some(region.into());
        self
    }

    /// The endpoint of the service, if it is not the region's: `https://` and a host. A loopback address may use `http`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.endpoint = Some(endpoint.into());
        self
    }

    /// The endpoint of the service in one region, if it is not the region's own, such as that of a VPC endpoint or a sandbox. It
    /// takes effect for that region alone, also for a client of [several](Self::build_across).
    pub fn regional_endpoint(
        mut self,
        region: impl Into<String>,
        endpoint: impl Into<String>,
    ) -> Self {
        self.target.regional_endpoints.insert(region.into(), endpoint.into());
        self
    }

    /// The endpoint of IAM, if it is not the region's. IAM exchanges a password for a token, and looks up the project ID if it
    /// is not set. The endpoint may have a path, and `/v3` at its end.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.iam = Some(endpoint.into());
        self
    }

    /// The endpoint of STS, which exchanges an ID token for the key of an agency. By default, it is the host that the contract
    /// lists for the region. Set it for a region without one: the client sends an ID token to no other host.
    pub fn sts_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.sts = Some(endpoint.into());
        self
    }

    /// The endpoint of the metadata service of ECS: `http://169.254.169.254` by default. It is a loopback or link-local
    /// address, or any host over https. `off` keeps the client from calling it.
    pub fn metadata_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.metadata = Some(endpoint.into());
        self
    }

    /// The ID of the project: 32 letters and digits. If it is not set, the client takes it from the token, or
    /// [asks IAM](https://support.huaweicloud.com/intl/en-us/api-iam/iam_06_0001.html) once for the project with the region's
    /// name.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.target.project_id = Some(project_id.into());
        self
    }

    /// The name of the project, if you do not know its ID: by default the region's name, as a region's own project has.
    pub fn project_name(mut self, project_name: impl Into<String>) -> Self {
        self.target.project_name = Some(project_name.into());
        self
    }

    /// The caller's credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The language of the service's messages. If it is not set, the client sends no language, and the service uses `en-us`.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The timeout of a whole call, from fetching a token to the last byte of the response, including all attempts and the
    /// waits between them: 30 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// The timeout of one exchange, from sending the request to the last byte of the response: 10 seconds by default, and never
    /// more than the call has left. It also applies to each exchange with IAM.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options.attempt_timeout = timeout;
        self
    }

    /// How many attempts a call makes and how long it waits between them: [`RetryPolicy::default`] by default. The policy also
    /// applies to [`Client::login`] and [`Client::project_id`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// The largest response body that the client reads from the service or IAM, in bytes: 1 MiB by default. A larger body is an
    /// [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse).
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// The maximum number of concurrent requests to the service, at least 1: no limit by default. Further calls wait in order,
    /// within their own timeout. Requests to IAM do not count. The HTTP client may briefly hold more connections.
    pub fn max_concurrent_requests(mut self, requests: usize) -> Self {
        self.max_concurrent_requests = Some(requests);
        self
    }

    /// Looks for missing settings where the vendor's tools do: in variables, in files of the home folder, and in the services of
    /// the machine. The client uses the first source that has credentials. A source that is only partly configured is an
    /// error.
    ///
    /// | source, in this order | where |
    /// | --- | --- |
    /// | profile of `hcloud` that a variable names | `HW_PROFILE`, `HW_SHARED_CONFIG_FILE`; only `HW_AUTH_TOKEN` takes precedence |
    /// | agency, by an ID token and STS | `HUAWEICLOUD_OIDC_PROVIDER_URN`, `HUAWEICLOUD_OIDC_AGENCY_URN`, `HUAWEICLOUD_OIDC_TOKEN_FILE` or `HUAWEICLOUD_OIDC_ID_TOKEN`; also `…_SESSION_NAME`, `…_DURATION_SECONDS`, `…_POLICY`, `…_POLICY_IDS` |
    /// | identity provider | `HUAWEICLOUD_SDK_IDP_ID`, `HUAWEICLOUD_SDK_ID_TOKEN_FILE` |
    /// | access key | `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` |
    /// | token | `HW_AUTH_TOKEN` |
    /// | access key | `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_SECURITY_TOKEN` |
    /// | IAM user | `HW_USER_NAME`, `HW_USER_PASSWORD`, `HW_DOMAIN_NAME` |
    /// | profile of the SDKs | `~/.huaweicloud/credentials`, or the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names |
    /// | current profile of `hcloud` | `~/.hcloud/config.json` |
    /// | pod identity | `HC_CONTAINER_CREDENTIALS_FULL_URI`, `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE` |
    /// | ECS metadata | the instance's own service; `HTAP_METADATA_ENDPOINT` is another endpoint, or `off` |
    ///
    /// An access key assumes the agency that `HW_ASSUME_ROLE_AGENCY_NAME` and `HW_ASSUME_ROLE_DOMAIN_NAME` name, for
    /// `HW_ASSUME_ROLE_DURATION` seconds, 3 600 by default. The mode of a profile of `hcloud` decides which of its members
    /// are used; the README has a table of the modes.
    ///
    /// | variable | meaning |
    /// | --- | --- |
    /// | `HW_REGION_NAME` | the region |
    /// | `HUAWEICLOUD_SDK_PROJECT_ID`, `HW_PROJECT_ID`, `HW_PROJECT_NAME` | the project |
    /// | `HUAWEICLOUD_SDK_REGION_GAUSSDB_CN_NORTH_4`, and so for each region | the endpoint of the service there |
    /// | `HUAWEICLOUD_SDK_IAM_ENDPOINT`, `HW_AUTH_URL` | the endpoint of IAM |
    /// | `HUAWEICLOUD_SDK_STS_ENDPOINT` | the endpoint of STS |
    /// | `HW_CLOUD` | the domain of the vendor's hosts, in place of `myhuaweicloud.com` |
    pub fn environment(mut self) -> Self {
        self.environment = true;
        self
    }

    /// Checks the settings and builds the client. Sends nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for a missing or malformed setting, with its name;
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) for malformed credentials, and for missing ones without
    /// [`environment`](Self::environment). With it, missing credentials fail the first call: only a request shows whether the
    /// machine has an identity.
    pub fn build(mut self) -> Result<Client> {
        if let Some(environment) = self.process_environment() {
            self.target.fill(&environment, &mut self.credentials)?;
        }
        self.connect(&self.target, &mut Shared::default())
    }

    /// Where missing settings are looked for, if anywhere.
    pub(super) fn process_environment(&self) -> Option<Environment<'static>> {
        self.environment.then(Environment::of_process)
    }

    /// Builds the client of a target. Clients with the same `shared` share their credentials.
    pub(super) fn connect(&self, target: &Target, shared: &mut Shared) -> Result<Client> {
        self.check()?;
        let Destination { region, endpoint, guess, project_id } = target.destination()?;
        let credentials = self.credentials.as_ref().ok_or_else(|| {
            Error::credentials(
                "credentials: not set",
                "Pass credentials, or call `environment()` to look for them where the vendor's tools do.",
            )
        })?;
        let http = shared.http(&self.http, &endpoint)?;
        let body_limit = self.body_limit.unwrap_or(BODY_LIMIT);
        let hosts = Hosts {
            addresses: &target.addresses,
            settings: &self.http,
            service: &endpoint,
            http: &http,
            region: region.as_ref(),
            project_id: project_id.as_ref(),
            project_name: target.project_name.as_deref(),
            are_several: shared.is_shared,
            attempt_timeout: self.options.attempt_timeout,
            body_limit,
            refusals: shared.refusals.clone(),
        };
        let provider = shared.provider(credentials, &hosts)?;
        let is_scoped = project_id.is_some() || credentials.are_scoped();
        let may_be_token = credentials.may_be_token();
        let lookup = || shared.project(&hosts, provider.clone(), may_be_token);
        let project = (!is_scoped).then(lookup).transpose()?;
        let iam = hosts.iam();
        Ok(Client(Arc::new(Settings {
            http,
            endpoint: endpoint.origin,
            region: region.as_ref().map(|region| region.id().to_owned()),
            source: credentials.source().to_owned(),
            known_urls: Arc::default(),
            guess,
            iam,
            unused: target.unused.clone(),
            project_id,
            project,
            provider,
            language: self.language,
            options: self.options,
            budget: Budget::full(),
            concurrency: self.max_concurrent_requests.map(ConcurrencyLimit::new).transpose()?,
            body_limit,
        })))
    }

    /// Refuses limits with which no call can succeed.
    fn check(&self) -> Result<()> {
        let zero = [
            ("timeout", self.options.timeout.is_zero()),
            ("attempt_timeout", self.options.attempt_timeout.is_zero()),
            ("connect_timeout", self.http.connect_timeout.is_zero()),
            ("body_limit", self.body_limit == Some(0)),
        ];
        let zero = zero.into_iter().find(|(_, is_zero)| *is_zero);
        zero.map_or(Ok(()), |(name, _)| {
            let hint = "Set more, or remove the setting for its default.";
            Err(Error::configuration(format!("{name}: must be greater than 0"), hint))
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("region", &self.target.region)
            .field("project_id", &self.target.project_id)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
