//! What a client needs, checked before anything is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Client, Settings};
use crate::connections::Connections;
use crate::credentials::{Cache, Credentials, Environment, Found};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::hosts::Hosts;
use crate::project::Lookup;
use crate::region::Region;
use crate::retry::{Budget, RetryPolicy};
use crate::tries::Effort;
use crate::types::{Language, ProjectId};

/// Time for a whole call. The service answers from a small table, a token takes IAM a second or two: whoever has waited
/// this long has no answer coming.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Time for one attempt: three fit into a call. An answer that takes longer than this is on a connection that is lost.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// Largest body that is read, in bytes: the vendor's list has a few hundred, and a token's catalogue some thousands.
const BODY_LIMIT: usize = 1024 * 1024;

pub(crate) type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send;

/// Builds a [`Client`]: needs a region or an endpoint, a project ID, and credentials.
///
/// What is set here goes before what [`environment`](Self::environment) finds.
#[derive(Default)]
#[must_use]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    pub(crate) sts_endpoint: Option<String>,
    pub(crate) metadata_endpoint: Option<String>,
    project_id: Option<String>,
    pub(crate) project_name: Option<String>,
    credentials: Option<Credentials>,
    language: Option<Language>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    retry: RetryPolicy,
    body_limit: Option<usize>,
    pub(crate) max_connections: Option<usize>,
    pub(crate) user_agent_suffix: Option<String>,
    environment: bool,
    pub(crate) configure: Option<Box<Configure>>,
}

impl ClientBuilder {
    /// Region to ask, such as `cn-north-4`. [`Region`] says which host that is.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Endpoint of the service, in place of the region's: `https://` and a host. A loopback address may use `http`.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Endpoint of IAM, in place of the region's: where a password is exchanged for a token, and where the project ID
    /// is looked up if it is not set.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into());
        self
    }

    /// Endpoint of STS, in place of the region's: where an ID token is exchanged for the key of an agency.
    pub fn sts_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.sts_endpoint = Some(endpoint.into());
        self
    }

    /// Endpoint of the metadata service, in place of `http://169.254.169.254`: an address of this machine or its own
    /// link, or any host over https. `off` keeps the client from asking for it.
    pub fn metadata_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.metadata_endpoint = Some(endpoint.into());
        self
    }

    /// Project to ask about: 32 letters and digits. If it is not set, the token tells it, or IAM is asked once for the
    /// project with the region's name.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Name of the project that IAM scopes a token to, if the ID is not known. A region's own project has the
    /// region's name, which is assumed without either.
    pub fn project_name(mut self, project_name: impl Into<String>) -> Self {
        self.project_name = Some(project_name.into());
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
    /// [`ErrorKind::BrokenAnswer`](crate::ErrorKind::BrokenAnswer).
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Most exchanges with the service at once, at least 1, and over HTTP/1.1 most connections: no limit unless set. Calls
    /// beyond it wait in order, within their own time. What has to be asked of IAM is asked once for all and is not
    /// counted, nor is a connection that is being closed.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = Some(connections);
        self
    }

    /// What is added to the header `User-Agent`, such as `my-app/1.0`: 1 to 200 visible ASCII characters.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Time for making one connection: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Takes what is not set here from where the vendor's tools look for it: variables, files in the home folder, and the
    /// services of the machine. The first source that has credentials is used; one that is half set is an error.
    ///
    /// | source, in this order | where |
    /// | --- | --- |
    /// | agency, lent by STS to the holder of an ID token | `HUAWEICLOUD_OIDC_PROVIDER_URN`, `HUAWEICLOUD_OIDC_AGENCY_URN`, `HUAWEICLOUD_OIDC_TOKEN_FILE` or `HUAWEICLOUD_OIDC_ID_TOKEN`; also `…_SESSION_NAME`, `…_DURATION_SECONDS`, `…_POLICY`, `…_POLICY_IDS` |
    /// | identity provider | `HUAWEICLOUD_SDK_IDP_ID`, `HUAWEICLOUD_SDK_ID_TOKEN_FILE` |
    /// | access key | `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` |
    /// | token | `HW_AUTH_TOKEN` |
    /// | access key | `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_SECURITY_TOKEN` |
    /// | IAM user | `HW_USER_NAME`, `HW_USER_PASSWORD`, `HW_DOMAIN_NAME` |
    /// | profile of the SDKs | `~/.huaweicloud/credentials`, or the file that `HUAWEICLOUD_SDK_CREDENTIALS_FILE` names |
    /// | profile of the command line | `~/.hcloud/config.json`, or the file that `HW_SHARED_CONFIG_FILE` names; `HW_PROFILE` |
    /// | pod identity | `HC_CONTAINER_CREDENTIALS_FULL_URI`, `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE` |
    /// | ECS metadata | the instance's own service; `HTAP_METADATA_ENDPOINT` is another endpoint, or `off` |
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
    /// What must hold is set afterwards: TLS 1.2 or later, no redirects and no replays, since both would send the
    /// identity again, nothing unpacked, and no proxy for a loopback address. If one of the service and IAM is on a
    /// loopback address and the other is not, each has an HTTP client of its own, and this is called for both.
    pub fn http_client(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.configure = Some(Box::new(configure));
        self
    }

    /// Checks everything and makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for what is missing or malformed, with the name of the field;
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) for missing or malformed credentials.
    pub fn build(mut self) -> Result<Client> {
        let mut cloud = None;
        if self.environment {
            let variable = |name: &str| std::env::var_os(name);
            let home = std::env::home_dir().filter(|home| home.is_absolute());
            let environment = Environment { variable: &variable, home };
            self.fill(&environment)?;
            cloud = environment.get("HW_CLOUD")?;
            if self.endpoint.is_none() {
                self.endpoint = self.regional_endpoint(&environment)?;
            }
        }
        let region = self.region.take().map(Region::new).transpose()?;
        let region = match (region, cloud) {
            (Some(region), Some(cloud)) => Some(region.in_cloud(&cloud)?),
            (region, _) => region,
        };
        let endpoint = match (&self.endpoint, &region) {
            (Some(endpoint), _) => Endpoint::parse("endpoint", endpoint)?,
            (None, Some(region)) => Endpoint::parse("region", region.endpoint())?,
            (None, None) => {
                return Err(Error::configuration(
                    "region: neither a region nor an endpoint is set",
                    "Set HW_REGION_NAME, or pass a region such as `cn-north-4`; `htap regions` lists them.",
                ));
            }
        };
        let guess = region.as_ref().filter(|region| self.endpoint.is_none() && region.is_guessed());
        let guess = guess.map(|region| region.guess(&endpoint.origin));
        let project_id: Option<ProjectId> =
            self.project_id.take().map(|id| id.parse()).transpose().map_err(|_| {
                Error::configuration(
                    "project ID: not 32 letters and digits",
                    "Copy it from the console: My Credentials lists one for each region.",
                )
            })?;
        let credentials = self.credentials.take().ok_or_else(|| {
            Error::credentials(
                "credentials: none",
                "Pass some, or call `environment()` to look for them where the vendor's tools do.",
            )
        })?;
        let http = self.http(&endpoint)?;
        let (service, region, project) = (&endpoint, region.as_ref(), project_id.as_ref());
        let hosts = Hosts { builder: &self, service, http: &http, region, project_id: project };
        let is_told = project_id.is_some() || credentials.tell_project();
        let provider = Arc::new(credentials.into_provider(&hosts)?);
        let project = if is_told { None } else { Some(Lookup::new(&hosts, provider.clone())?) };
        Ok(Client(Arc::new(Settings {
            http,
            endpoint: endpoint.origin,
            guess,
            project_id,
            project: project.map(Cache::new),
            provider,
            language: self.language,
            effort: Effort {
                timeout: self.timeout.unwrap_or(TIMEOUT),
                attempt_timeout: self.attempt_timeout_or_default(),
                retry: self.retry,
            },
            budget: Budget::full(),
            connections: self.max_connections.map(Connections::new).transpose()?,
            body_limit: self.body_limit_or_default(),
        })))
    }

    pub(crate) fn attempt_timeout_or_default(&self) -> Duration {
        self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT)
    }

    pub(crate) fn body_limit_or_default(&self) -> usize {
        self.body_limit.unwrap_or(BODY_LIMIT)
    }

    /// Takes from the environment what is not set. What a file says about the credentials in it goes last.
    fn fill(&mut self, environment: &Environment<'_>) -> Result<()> {
        fill(&mut self.region, || environment.get("HW_REGION_NAME"))?;
        if self.project_id.is_none() && self.project_name.is_none() {
            let names = ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID"];
            self.project_id = environment.first(&names)?;
            self.project_name = environment.get("HW_PROJECT_NAME")?;
        }
        fill(&mut self.iam_endpoint, || {
            let terraform = environment.get("HW_AUTH_URL")?;
            let endpoint = environment.get("HUAWEICLOUD_SDK_IAM_ENDPOINT")?.or(terraform);
            Ok(endpoint.map(|endpoint| with_scheme(&endpoint)))
        })?;
        fill(&mut self.sts_endpoint, || {
            let endpoint = environment.get("HUAWEICLOUD_SDK_STS_ENDPOINT")?;
            Ok(endpoint.map(|endpoint| with_scheme(&endpoint)))
        })?;
        fill(&mut self.metadata_endpoint, || environment.get("HTAP_METADATA_ENDPOINT"))?;
        if self.credentials.is_some() {
            return Ok(());
        }
        let found = Found::first(environment)?;
        self.credentials = Some(found.credentials);
        // A project belongs to one region: that of a profile is of no use in another.
        let is_elsewhere =
            found.region.is_some() && self.region.is_some() && found.region != self.region;
        if self.project_name.is_none() && !is_elsewhere {
            fill(&mut self.project_id, || Ok(found.project_id))?;
        }
        fill(&mut self.region, || Ok(found.region))?;
        fill(&mut self.iam_endpoint, || Ok(found.iam_endpoint.as_deref().map(with_scheme)))?;
        Ok(())
    }

    /// The endpoint that a variable of the vendor's SDKs sets for the region, the first if there are several.
    fn regional_endpoint(&self, environment: &Environment<'_>) -> Result<Option<String>> {
        let Some(region) = &self.region else { return Ok(None) };
        let name =
            format!("HUAWEICLOUD_SDK_REGION_GAUSSDB_{}", region.to_uppercase().replace('-', "_"));
        let endpoints = environment.get(&name)?;
        Ok(endpoints.and_then(|all| Some(with_scheme(all.split(',').next()?.trim()))))
    }
}

/// Sets what is not set.
fn fill(field: &mut Option<String>, value: impl FnOnce() -> Result<Option<String>>) -> Result<()> {
    if field.is_none() {
        *field = value()?;
    }
    Ok(())
}

/// An endpoint as the vendor's tools take it: the scheme may be missing, and Terraform's has the path of IAM.
fn with_scheme(endpoint: &str) -> String {
    let origin = endpoint.trim_end_matches('/').trim_end_matches("/v3");
    if origin.contains("://") { origin.to_owned() } else { format!("https://{origin}") }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("project_id", &self.project_id)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
