//! What a client needs, checked before anything is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::call::attempts::CallOptions;
use crate::call::concurrency::ConcurrencyLimit;
use crate::call::retry::{Budget, RetryPolicy};
use crate::call::settings::Settings;
use crate::client::Client;
use crate::client::target::{Place, Target};
use crate::contract::types::Language;
use crate::credentials::Credentials;
use crate::credentials::cache::Cache;
use crate::credentials::environment::Environment;
use crate::credentials::hosts::Hosts;
use crate::credentials::project::Lookup;
use crate::error::{Error, Result};
use crate::http::client::HttpSettings;

/// Time for a whole call. The service answers from a small table, a token takes IAM a second or two: whoever has waited
/// this long has no answer coming.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Time for one attempt: three fit into a call. An answer that takes longer than this is on a connection that is lost.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// Largest body that is read, in bytes: the vendor's list has a few hundred, and a token's catalogue some thousands.
const BODY_LIMIT: usize = 1024 * 1024;

impl Client {
    /// Starts a client; [`ClientBuilder`] says what it needs.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client from the environment alone: [`ClientBuilder::environment`] lists the variables.
    ///
    /// # Errors
    ///
    /// Those of [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        Self::builder().environment().build()
    }
}

/// Builds a [`Client`]: needs a region or an endpoint, a project ID, and credentials.
///
/// What is set here goes before what [`environment`](Self::environment) finds.
#[derive(Default)]
#[must_use]
pub struct ClientBuilder {
    target: Target,
    credentials: Option<Credentials>,
    language: Option<Language>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retry: RetryPolicy,
    body_limit: Option<usize>,
    max_concurrent_requests: Option<usize>,
    http: HttpSettings,
    environment: bool,
}

impl ClientBuilder {
    /// Region to ask, such as `cn-north-4`. [`Region`](crate::Region) says which host that is.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.target.region = Some(region.into());
        self
    }

    /// Endpoint of the service, in place of the region's: `https://` and a host. A loopback address may use `http`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.endpoint = Some(endpoint.into());
        self
    }

    /// Endpoint of IAM, in place of the region's: where a password is exchanged for a token, and where the project ID
    /// is looked up if it is not set. It may have a path, and the version `/v3` at its end.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.iam = Some(endpoint.into());
        self
    }

    /// Endpoint of STS, where an ID token is exchanged for the key of an agency. By default it is the host that the contract
    /// lists for the region. Set it for a region that has none: the client sends an ID token to no other host.
    pub fn sts_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.sts = Some(endpoint.into());
        self
    }

    /// Endpoint of the metadata service, in place of `http://169.254.169.254`: an address of this machine or its own
    /// link, or any host over https. `off` keeps the client from asking for it.
    pub fn metadata_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.target.addresses.metadata = Some(endpoint.into());
        self
    }

    /// Project to ask about: 32 letters and digits. If it is not set, the token tells it, or IAM is asked once for the
    /// project with the region's name.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.target.project_id = Some(project_id.into());
        self
    }

    /// Name of the project that IAM scopes a token to, if the ID is not known. A region's own project has the
    /// region's name, which is assumed without either.
    pub fn project_name(mut self, project_name: impl Into<String>) -> Self {
        self.target.project_name = Some(project_name.into());
        self
    }

    /// Who calls.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Language in which the service is asked to answer. Without it nothing is sent, and the service assumes `en-us`.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Time for a whole call, from fetching a token to the last byte of the answer, with all attempts and the waits
    /// between them: 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Time for one attempt, from sending the request to the last byte of the answer: 10 seconds unless set, and never
    /// more than is left of the call's. Each exchange with IAM has as long.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How often a call is tried and how long it waits in between: [`RetryPolicy::default`] unless set. It holds for
    /// [`Client::login`] and [`Client::project_id`] as well.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Largest body of an answer that is read, in bytes, of the service and of IAM: 1 MiB unless set. A larger one is
    /// [`ErrorKind::InvalidResponse`](crate::ErrorKind::InvalidResponse).
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// The maximum number of concurrent requests to the service, at least 1: no limit by default. Calls beyond it wait in
    /// order, within their own time. Requests to IAM do not count, because one caller makes them for all. The limit is one of
    /// requests: the HTTP client may hold more connections than that for a moment.
    pub fn max_concurrent_requests(mut self, requests: usize) -> Self {
        self.max_concurrent_requests = Some(requests);
        self
    }

    /// What is added to the header `User-Agent`, such as `my-app/1.0`: 1 to 200 visible ASCII characters.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.http.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Time for making one connection: 10 seconds by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = Some(timeout);
        self
    }

    /// Takes what is not set here from where the vendor's tools look: variables, files in the home folder, and the
    /// services of the machine. The client uses the first source that has credentials. A source that is only partly
    /// configured is an error.
    ///
    /// | source, in this order | where |
    /// | --- | --- |
    /// | profile of `hcloud` that a variable names | `HW_PROFILE`, `HW_SHARED_CONFIG_FILE`; only `HW_AUTH_TOKEN` takes precedence |
    /// | agency, lent by STS to the holder of an ID token | `HUAWEICLOUD_OIDC_PROVIDER_URN`, `HUAWEICLOUD_OIDC_AGENCY_URN`, `HUAWEICLOUD_OIDC_TOKEN_FILE` or `HUAWEICLOUD_OIDC_ID_TOKEN`; also `…_SESSION_NAME`, `…_DURATION_SECONDS`, `…_POLICY`, `…_POLICY_IDS` |
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
    /// | variable | what it is |
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

    /// Changes the HTTP client in ways that this builder has no name for: certificates, proxies, another TLS.
    ///
    #[cfg_attr(feature = "rustls", doc = "```no_run")]
    #[cfg_attr(not(feature = "rustls"), doc = "```text")]
    /// use taurusdb_htap::Client;
    ///
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let ca = reqwest::Certificate::from_pem(&std::fs::read("company-ca.pem")?)?;
    /// let own = reqwest::Identity::from_pem(&std::fs::read("client-certificate-and-key.pem")?)?;
    /// let proxy = reqwest::Proxy::https("http://proxy.example.com:3128")?; // in place of `HTTPS_PROXY`
    /// let client = Client::builder()
    ///     .environment()
    ///     .http_client(move |http| {
    ///         http.tls_certs_merge([ca.clone()]).identity(own.clone()).proxy(proxy.clone())
    ///     })
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Without it the client trusts the certificates of the system (on Linux, those of the file in `SSL_CERT_FILE` if it
    /// is set) and uses the proxy in `HTTPS_PROXY` or `ALL_PROXY`, except for the hosts in `NO_PROXY`. The feature `socks`
    /// adds SOCKS proxies. A variable that names no usable proxy fails the build, also if a proxy is set here.
    ///
    /// What must hold is set afterwards: TLS 1.2 or later (with the feature `rustls`), no redirects and no replays, since
    /// both would send the identity again, nothing unpacked, and no proxy for a loopback address. This is called once
    /// more for hosts on this machine, and for those asked over http, which have an HTTP client of their own.
    pub fn http_client(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.http.configure = Some(Box::new(configure));
        self
    }

    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for what is missing or malformed, with the name of the field;
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) for missing or malformed credentials.
    pub fn build(mut self) -> Result<Client> {
        if self.environment {
            let variable = |name: &str| std::env::var_os(name);
            let home = std::env::home_dir().filter(|home| home.is_absolute());
            let environment = Environment { variable: &variable, home, now: Timestamp::now() };
            self.target.fill(&environment, &mut self.credentials)?;
        }
        let Place { region, endpoint, guess, project_id } = self.target.place()?;
        let credentials = self.credentials.take().ok_or_else(|| {
            Error::credentials(
                "credentials: none",
                "Pass some, or call `environment()` to look for them where the vendor's tools do.",
            )
        })?;
        let http = self.http.client(&endpoint)?;
        let options = CallOptions {
            timeout: self.timeout.unwrap_or(TIMEOUT),
            attempt_timeout: self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT),
            retry: self.retry,
        };
        let body_limit = self.body_limit.unwrap_or(BODY_LIMIT);
        let hosts = Hosts {
            addresses: &self.target.addresses,
            settings: &self.http,
            service: &endpoint,
            http: &http,
            region: region.as_ref(),
            project_id: project_id.as_ref(),
            project_name: self.target.project_name.as_deref(),
            attempt_timeout: options.attempt_timeout,
            body_limit,
            refusals: Arc::default(),
        };
        let fetch_time = hosts.fetch_time();
        let is_scoped = project_id.is_some() || credentials.are_scoped();
        let may_be_token = credentials.may_be_token();
        let provider = Arc::new(credentials.into_resolver(&hosts)?);
        let lookup = || Lookup::new(&hosts, provider.clone(), may_be_token);
        let project = if is_scoped { None } else { Some(lookup()?) };
        let iam = hosts.iam();
        Ok(Client(Arc::new(Settings {
            http,
            endpoint: endpoint.origin,
            guess,
            iam,
            unused: self.target.unused.clone(),
            project_id,
            project: project.map(|project| Cache::new(Arc::new(project), fetch_time)),
            provider,
            language: self.language,
            options,
            budget: Budget::full(),
            concurrency: self.max_concurrent_requests.map(ConcurrencyLimit::new).transpose()?,
            body_limit,
        })))
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
