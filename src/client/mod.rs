//! The client, and a call before it is made.
//!
//! May import every other room. Begin reading here. `builder.rs` builds a client, with the settings of HTTP in `http_options.rs`.
//! `defaults.rs` holds every default, `target.rs` finds the project and the endpoint, and `regions.rs` asks several regions.

pub(crate) mod builder;
mod defaults;
mod http_options;
pub(crate) mod regions;
mod shared;
mod target;

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::call::operation::{self, Call};
use crate::call::retry::RetryPolicy;
use crate::call::settings::Settings;
use crate::contract::datastores::Datastores;
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::credentials::login::Login;
use crate::error::Result;

/// A client for one endpoint and one set of credentials. It is cheap to clone. Clones share connections and the token.
///
/// Use a client in one Tokio runtime. If that runtime stops running, its connections and pending token requests stall, and
/// calls from another runtime wait until they time out.
///
/// ```no_run
/// use taurusdb_htap::{Client, Credentials, EngineName};
///
/// # async fn example() -> taurusdb_htap::Result<()> {
/// let client = Client::builder()
///     .region("cn-north-4")
///     .project_id("23a50154cf494ec9ad6883979a12db0a")
///     .credentials(Credentials::token("MIIE..."))
///     .build()?;
/// for datastore in client.list_datastores(EngineName::StarRocks).await? {
///     println!("{} {}", datastore.name, datastore.kernel_version);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Settings>);

/// Writes the endpoint, the region and where the credentials come from.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Client {
    /// Lists the versions of an engine that you can run: `GET /v3/{project_id}/htap/datastores/{engine_name}`, the
    /// vendor's [`ListHtapDataStore`](https://support.huaweicloud.com/intl/en-us/api-taurusdb/ListHtapDataStore.html).
    ///
    /// Await the returned value, or first set options for this call:
    ///
    /// ```no_run
    /// # use taurusdb_htap::{Client, EngineName, Language};
    /// # async fn example(client: Client) -> taurusdb_htap::Result<()> {
    /// let versions = client.list_datastores(EngineName::ClickHouse).language(Language::ZhCn).await?;
    /// println!("{:?}", versions.latest());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// `tokio::spawn` and `join_all` take futures, which [`into_future`](ListDatastores::into_future) returns:
    ///
    /// ```no_run
    /// # use taurusdb_htap::{Client, EngineName};
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let call = tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future());
    /// println!("{:?}", call.await??.latest());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// With `tracing`, the client reports a span at level INFO for the call and one for each exchange with the service or IAM,
    /// and an event at level DEBUG before each retry. The names are OpenTelemetry's where it defines one:
    ///
    /// | field | on | value |
    /// | --- | --- | --- |
    /// | `otel.kind`, `otel.name` | call, exchange | `client`; method and path template |
    /// | `taurusdb.engine_name` | call | such as `star-rocks` |
    /// | `taurusdb.attempts` | call, event | the number of attempts |
    /// | `taurusdb.request_id` | call, exchange | the ID that the service gave the request |
    /// | `http.request.method`, `url.template` | exchange | such as `GET`, `/v3/{project_id}/htap/datastores/{engine_name}` |
    /// | `server.address`, `server.port` | exchange | the host and port |
    /// | `http.request.resend_count` | exchange | the number of earlier attempts, if any |
    /// | `http.response.status_code` | exchange | the status, if there was a response |
    /// | `error.type`, `otel.status_code` | all | the [`ErrorKind`](crate::ErrorKind), such as `throttled` or `invalid_response`; `ERROR` |
    /// | `taurusdb.wait_seconds` | event | the wait before the next attempt |
    pub fn list_datastores(&self, engine: EngineName) -> ListDatastores {
        ListDatastores(Call {
            settings: self.0.clone(),
            engine,
            language: self.0.language,
            options: self.0.options,
        })
    }

    /// Returns the identity that the client calls as, and fetches it if necessary. Only a call shows whether the service accepts
    /// it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) if there is no identity, and the errors of the exchange that
    /// fetches one.
    pub async fn login(&self) -> Result<Login> {
        operation::login(&self.0, false).await
    }

    /// Like [`login`](Self::login), and also asks IAM whether it accepts the identity, by the operation `ListAuthProjects`, which
    /// needs no permission. The client does not ask about an identity that IAM has just issued.
    ///
    /// # Errors
    ///
    /// The errors of `login`; [`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized) if IAM refuses the identity;
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if neither a region nor an endpoint of IAM is set.
    pub async fn verify_login(&self) -> Result<Login> {
        operation::login(&self.0, true).await
    }

    /// Returns the ID of the client's project: the one that you set, that of the token, or the one that IAM finds by the region's
    /// name.
    ///
    /// # Errors
    ///
    /// The errors of `login`; [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if IAM finds no such project.
    pub async fn project_id(&self) -> Result<ProjectId> {
        if let Some(id) = &self.0.project_id {
            return Ok(id.clone());
        }
        operation::project_id(&self.0).await
    }

    /// The ID of the project, if you set it or the environment has it. Sends nothing.
    #[must_use]
    pub fn configured_project_id(&self) -> Option<&ProjectId> {
        self.0.project_id.as_ref()
    }

    /// The endpoint of the service.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }
}

/// A call of [`Client::list_datastores`]. Await it to send the request, or pass the value of
/// [`into_future`](Self::into_future) to `tokio::spawn` or `join_all`.
///
/// # Errors
///
/// Every [`ErrorKind`](crate::ErrorKind). The error of a response has its status, code, message and request ID.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ListDatastores(Call);

impl ListDatastores {
    /// Overrides the client's language for this call.
    pub fn language(mut self, language: Language) -> Self {
        self.0.language = Some(language);
        self
    }

    /// Overrides the client's timeout for this call as a whole, including all attempts and waits.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.0.options.timeout = timeout;
        self
    }

    /// Overrides the client's timeout for each exchange of this call with the service.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.0.options.attempt_timeout = timeout;
        self
    }

    /// Overrides the client's retry policy for this call. The call still shares the client's retry budget.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.0.options.retry = policy;
        self
    }
}

impl IntoFuture for ListDatastores {
    type Output = Result<Datastores>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    /// Returns the future of the call, which is `Send` and `'static`, for `tokio::spawn` and `join_all`. It sends nothing until it
    /// is polled.
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(operation::list_datastores(self.0))
    }
}
