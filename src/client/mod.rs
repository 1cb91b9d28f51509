//! What a caller holds: the client, and one call before it is made.
//!
//! May import every other room. Begin reading here; `builder.rs` makes a client, and `target.rs` finds which project it asks
//! about, and where.

pub(crate) mod builder;
mod target;

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

/// A client of one endpoint and one identity. Cheap to clone; clones share connections and the token.
///
/// Use it in one runtime. What it began in one that is no longer driven, a connection or the fetch of a token, rests with
/// it, and a call in another waits for that within its own time.
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
#[derive(Clone, Debug)]
pub struct Client(pub(crate) Arc<Settings>);

impl Client {
    /// Lists the versions of an engine that can be run: `GET /v3/{project_id}/htap/datastores/{engine_name}`, the
    /// vendor's [`ListHtapDataStore`](https://support.huaweicloud.com/intl/en-us/api-taurusdb/ListHtapDataStore.html).
    ///
    /// Await the returned value, or set options of this one call first:
    ///
    /// ```no_run
    /// # use taurusdb_htap::{Client, EngineName, Language};
    /// # async fn example(client: Client) -> taurusdb_htap::Result<()> {
    /// let answer = client.list_datastores(EngineName::ClickHouse).language(Language::ZhCn).await?;
    /// println!("{:?}", answer.latest());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Whoever listens by `tracing` gets a span at level INFO for the call and one for each exchange in it, of the
    /// service and of IAM, and an event at level DEBUG before each wait. The names are OpenTelemetry's where it has one:
    ///
    /// | field | of | what |
    /// | --- | --- | --- |
    /// | `otel.kind`, `otel.name` | call, exchange | `client`; method and path template |
    /// | `taurusdb.engine_name` | call | such as `star-rocks` |
    /// | `taurusdb.attempts` | call, event | how many there were |
    /// | `taurusdb.request_id` | call, exchange | the provider's ID of the request |
    /// | `http.request.method`, `url.template` | exchange | such as `GET`, `/v3/{project_id}/htap/datastores/{engine_name}` |
    /// | `server.address`, `server.port` | exchange | where it was asked |
    /// | `http.request.resend_count` | exchange | attempts before it, if there were any |
    /// | `http.response.status_code` | exchange | the status, if there was an answer |
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

    /// Finds out who the client calls as. An identity that has to be fetched is fetched; whether the service accepts it
    /// only a call can tell.
    ///
    /// # Errors
    ///
    /// Those of a call that finds no identity.
    pub async fn login(&self) -> Result<Login> {
        operation::login(&self.0, false).await
    }

    /// Like [`login`](Self::login), and asks IAM whether it accepts the identity: one call, `ListAuthProjects`, which
    /// needs no permission. Nothing is asked about an identity that IAM has just issued.
    ///
    /// # Errors
    ///
    /// Those of `login`; [`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized) if IAM refuses the identity;
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if neither a region nor an endpoint of IAM is set.
    pub async fn verify_login(&self) -> Result<Login> {
        operation::login(&self.0, true).await
    }

    /// The ID of the project that is asked about: the one that was set, that of the token, or the one that IAM knows by
    /// the region's name.
    ///
    /// # Errors
    ///
    /// Those of a call that finds no identity; [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if IAM knows no such
    /// project.
    pub async fn project_id(&self) -> Result<ProjectId> {
        if let Some(id) = &self.0.project_id {
            return Ok(id.clone());
        }
        operation::project_id(&self.0).await
    }

    /// Where the service is asked.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }
}

/// A call of [`Client::list_datastores`] that has not been made yet: await it.
///
/// # Errors
///
/// Every [`ErrorKind`](crate::ErrorKind); an error that came with an answer has its status, code, message and request
/// ID.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ListDatastores(Call);

impl ListDatastores {
    /// Language of this call, in place of the client's.
    pub fn language(mut self, language: Language) -> Self {
        self.0.language = Some(language);
        self
    }

    /// Time for this call as a whole, waits and all attempts included, in place of the client's.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.0.options.timeout = timeout;
        self
    }

    /// Time for each attempt of this call, in place of the client's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.0.options.attempt_timeout = timeout;
        self
    }

    /// How often this call is tried, in place of the client's policy. The budget stays that of the client.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.0.options.retry = policy;
        self
    }
}

impl IntoFuture for ListDatastores {
    type Output = Result<Datastores>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(operation::list_datastores(self.0))
    }
}
