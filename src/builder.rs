//! What a client needs, checked before anything is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::{Client, Settings};
use crate::credentials::{Credentials, Environment, Iam, Scope};
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result};
use crate::region::Region;
use crate::types::{Language, ProjectId};

/// Time for a whole call. The service answers from a small table, a token takes IAM a second or two: whoever has waited
/// this long has no answer coming.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Time for a connection, handshakes included: round the world and one lost packet.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Largest list of answer headers over HTTP/2, in bytes. Tokens arrive in a header and can exceed 32 KiB, while hyper
/// stops at 16 KiB; this is about what hyper takes over HTTP/1.1.
const HEADER_LIMIT: u32 = 400 * 1024;

type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send;

/// Builds a [`Client`]: needs a region or an endpoint, a project ID, and credentials.
///
/// What is set here goes before what [`environment`](Self::environment) finds.
#[derive(Default)]
#[must_use]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    iam_endpoint: Option<String>,
    project_id: Option<String>,
    project_name: Option<String>,
    credentials: Option<Credentials>,
    language: Option<Language>,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    environment: bool,
    configure: Option<Box<Configure>>,
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

    /// Endpoint of IAM, in place of the region's. Only [`Credentials::password`] needs it.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into());
        self
    }

    /// Project to ask about: 32 letters and digits. With [`Credentials::password`] the token tells it.
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

    /// Time for a whole call, from fetching a token to the last byte of the answer: 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Time for making one connection: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Takes what is not set here from the environment:
    ///
    /// | variable | what it is |
    /// | --- | --- |
    /// | `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, `HUAWEICLOUD_SDK_SECURITY_TOKEN` | an access key; goes first |
    /// | `HW_AUTH_TOKEN` | a token |
    /// | `HW_ACCESS_KEY`, `HW_SECRET_KEY`, `HW_SECURITY_TOKEN` | an access key |
    /// | `HW_USER_NAME`, `HW_USER_PASSWORD`, `HW_DOMAIN_NAME` | an IAM user, its password, and its account |
    /// | `HW_REGION_NAME` | the region |
    /// | `HUAWEICLOUD_SDK_PROJECT_ID`, `HW_PROJECT_ID`, `HW_PROJECT_NAME` | the project |
    pub fn environment(mut self) -> Self {
        self.environment = true;
        self
    }

    /// Changes the HTTP client in ways that this builder has no name for: certificates, proxies, another TLS.
    ///
    /// What must hold is set afterwards: no redirects and no replays, since both would send the identity again, and no
    /// proxy for a loopback address. If one of the service and IAM is on a loopback address and the other is not, each
    /// has an HTTP client of its own, and this is called for both.
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
    /// [`ErrorKind::Configuration`] for what is missing or malformed, with the name of the field;
    /// [`ErrorKind::Credentials`] for missing or malformed credentials.
    pub fn build(mut self) -> Result<Client> {
        if self.environment {
            self.fill(&Environment(|name: &str| std::env::var(name).ok()))?;
        }
        let region = self.region.take().map(Region::new).transpose()?;
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
        let guess = region.as_ref().filter(|region| self.endpoint.is_none() && region.is_guessed()).map(|region| {
            format!(
                "The region `{}` is not among those known, so its host was guessed: {}. If it has another, set the endpoint.",
                region.id(),
                endpoint.origin
            )
        });
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
                "Set HW_AUTH_TOKEN; or HW_ACCESS_KEY and HW_SECRET_KEY; or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.",
            )
        })?;
        if project_id.is_none() && !credentials.tell_project() {
            return Err(Error::configuration(
                "project ID: not set",
                "Set HW_PROJECT_ID, or pass the ID: only an IAM user's name and password find it, and a project's name is of use \
                 only with those. The console lists the IDs under My Credentials, one for each region.",
            ));
        }
        let http = self.http(&endpoint)?;
        let provider = credentials
            .into_provider(|| self.iam(&endpoint, &http, region.as_ref(), project_id.clone()))?;
        Ok(Client(Arc::new(Settings {
            http,
            endpoint: endpoint.origin,
            guess,
            project_id,
            provider,
            language: self.language,
            timeout: self.timeout.unwrap_or(TIMEOUT),
        })))
    }

    /// Where a password is exchanged for a token, and for which project.
    fn iam(
        &self,
        service: &Endpoint,
        http: &reqwest::Client,
        region: Option<&Region>,
        project_id: Option<ProjectId>,
    ) -> Result<Iam> {
        let endpoint = match (&self.iam_endpoint, region) {
            (Some(endpoint), _) => Endpoint::parse("IAM endpoint", endpoint)?,
            (None, Some(region)) => Endpoint::parse("region", region.iam_endpoint())?,
            (None, None) => {
                return Err(Error::configuration(
                    "IAM endpoint: neither it nor a region is set",
                    "A password is sent only where you say: set the region, or the IAM endpoint beside the endpoint.",
                ));
            }
        };
        let name =
            self.project_name.clone().or_else(|| region.map(|region| region.id().to_owned()));
        let scope = match (project_id, name) {
            (Some(id), _) => Scope::Id(id),
            (None, Some(name)) => Scope::Name(name),
            (None, None) => {
                return Err(Error::configuration(
                    "project ID: not set",
                    "Set HW_PROJECT_ID or HW_PROJECT_NAME, or the region whose own project is meant.",
                ));
            }
        };
        let is_alike =
            (endpoint.is_loopback, endpoint.is_plain) == (service.is_loopback, service.is_plain);
        let http = if is_alike { http.clone() } else { self.http(&endpoint)? };
        Ok(Iam { http, endpoint: endpoint.origin, scope })
    }

    /// Takes from the environment what is not set.
    fn fill<F: Fn(&str) -> Option<String>>(&mut self, environment: &Environment<F>) -> Result<()> {
        if self.credentials.is_none() {
            self.credentials = environment.credentials()?;
        }
        self.region = self.region.take().or_else(|| environment.region());
        if self.project_id.is_none() && self.project_name.is_none() {
            self.project_id = environment.project_id();
            self.project_name = environment.project_name();
        }
        Ok(())
    }

    fn http(&self, endpoint: &Endpoint) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        #[cfg(feature = "rustls")]
        if endpoint.is_plain {
            builder = builder.tls_certs_only([]); // a machine without certificates can use it all the same
        }
        if let Some(configure) = &self.configure {
            builder = configure(builder);
        }
        if endpoint.is_loopback {
            builder = builder.no_proxy(); // a proxy could not reach it, and would see the secret in the clear
        }
        builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .http2_max_header_list_size(HEADER_LIMIT)
            .build()
            .map_err(|error| {
                Error::new(ErrorKind::Configuration, "the HTTP client cannot be built")
                    .with_hint(Some(
                        "Check the certificates of the system and what `http_client` changes.",
                    ))
                    .with_source(error)
            })
    }
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
