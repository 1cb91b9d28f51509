//! A local HTTP server that behaves like the service and like its IAM, for your tests and for trying out.
//!
//! # Install
//!
//! ```toml
//! [dev-dependencies]
//! taurusdb-htap = { version = "0.1", features = ["sandbox"] }
//! ```
//!
//! # Getting started
//!
//! Each sandbox listens on its own port of 127.0.0.1, runs in the background of the current Tokio runtime, and stops when
//! you drop it. You can run any number of sandboxes side by side.
//!
//! ```
//! use taurusdb_htap::EngineName;
//! use taurusdb_htap::sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! let sandbox = Sandbox::start().await?;
//! let client = sandbox.client_builder().build()?;
//! let datastores = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!(datastores.as_slice()[0].name.as_str(), "3.1");
//! # Ok(())
//! # }
//! ```
//!
//! The sandbox returns the examples of the contract. For StarRocks that is the vendor's own example. A missing or unknown
//! token, another project, an unknown engine or a wrong path gets the documented error.
//!
//! # Your own versions
//!
//! ```
//! # use taurusdb_htap::{Datastore, EngineName, sandbox::Sandbox};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! # let sandbox = Sandbox::start().await?;
//! # let client = sandbox.client_builder().build()?;
//! sandbox.set_datastores(EngineName::StarRocks, [Datastore::new("id-1", "3.3", "3.3.2.1")]);
//! let datastores = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!(datastores.latest().map(|version| version.name.as_str()), Some("3.3"));
//! # Ok(())
//! # }
//! ```
//!
//! # Failures
//!
//! ```
//! # use taurusdb_htap::{EngineName, ErrorKind, sandbox::{Fault, Sandbox}};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! # let sandbox = Sandbox::start().await?;
//! # let client = sandbox.client_builder().build()?;
//! sandbox.fail(Fault::status(429).header("Retry-After", "5"));
//! let error = client.list_datastores(EngineName::StarRocks).await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::Throttled);
//! assert_eq!(error.code(), Some("APIGW.0308"));
//! # Ok(())
//! # }
//! ```
//!
//! The client of [`Sandbox::client_builder`] does not retry, so that your test sees the failure at once. To test retries,
//! set a policy:
//!
//! ```
//! # use taurusdb_htap::{EngineName, RetryPolicy, sandbox::{Fault, Sandbox}};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! # let sandbox = Sandbox::start().await?;
//! let client = sandbox.client_builder().retry(RetryPolicy::default()).build()?;
//! sandbox.fail(Fault::status(503));
//! let datastores = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!((datastores.len(), datastores.attempts()), (1, 2));
//! # Ok(())
//! # }
//! ```
//!
//! # Time
//!
//! Each sandbox has its own clock, and [`Sandbox::advance`] moves it forward. By this clock tokens expire, signatures
//! become too old, and locked keys are unlocked. Every response has the time in the header `Date`.
//!
//! # Recorded requests
//!
//! ```
//! # use taurusdb_htap::{EngineName, sandbox::Sandbox};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! # let sandbox = Sandbox::start().await?;
//! # let client = sandbox.client_builder().build()?;
//! # client.list_datastores(EngineName::StarRocks).await?;
//! let requests = sandbox.requests();
//! assert_eq!(requests[0].method(), "GET");
//! assert!(requests[0].path().ends_with("/htap/datastores/star-rocks"));
//! assert_eq!(requests[0].header("X-Auth-Token"), Some("***"));
//! # Ok(())
//! # }
//! ```
//!
//! Use [`SandboxBuilder::without_recording`] for a sandbox that runs for days.
//!
//! # Browsers
//!
//! Web pages of every host may call the sandbox and read its responses: it holds examples and none of your data.
//! [`SandboxBuilder::site`] serves the documentation, whose "try it" calls the sandbox that served it. The sandbox does not
//! record requests for pages, and faults do not apply to them.
//!
//! # Other clients
//!
//! The sandbox serves every operation of both contracts. For clients of Keystone it also serves the API versions at `/` and
//! `/v3`, `HEAD /v3/auth/tokens`, and the catalog of services at `/v3/auth/catalog`. The vendor's SDKs, its Terraform
//! provider and clients of OpenStack can log in with these credentials:
//!
//! | credentials | values |
//! | --- | --- |
//! | user with all permissions | `example-user`, `example-password`, account `example-account` |
//! | user with only a role in the project: IAM returns 403 when this user lists projects or users, or assumes an agency | `example-member`, `example-member-password`, account `example-account` |
//! | access key | `SANDBOXACCESSKEY0001`, `sandbox-secret-key` |
//! | temporary access key | `SANDBOXACCESSKEY0002`, `sandbox-temporary-secret-key`, security token `sandbox-security-token` |
//! | token | `sandbox-token`, or the token of [`SandboxBuilder::token`] |
//! | agency | `example-agency` of the account `example-account` |
//! | ID token | `example-id-token` of the provider `example-idp`, for a token; also for the agency, with the URNs in the contract's example |
//!
//! The access keys belong to the first user. Keys and tokens that IAM issues expire. A token that was issued for another
//! token expires at the same time as that one.
//!
//! By default the sandbox accepts some requests that the contract forbids, because other programs send them.
//! [`SandboxBuilder::strict`] refuses most of them:
//!
//! | request | default | strict |
//! | --- | --- | --- |
//! | request to the service, or body for IAM, without `Content-Type: application/json` | accepted | 400 |
//! | scope `"unscoped"`, as clients of Keystone write it | accepted | 400 |
//! | `X-Security-Token` that is sent, but not signed | accepted | 401 |
//! | `X-Project-Id` or `X-Domain-Id` that is sent, but not signed | accepted | accepted |
//! | signature that is wrong, too old, or without `X-Sdk-Date` | 401 | 401 |
//!
//! # Limitations
//!
//! - It listens on loopback addresses only, unless you set [`SandboxBuilder::listen`].
//! - It stores nothing, and has one account with one project.
//! - No user has a second factor. It does not check passcodes.
//! - It does not limit the rate of requests, unless you set a [`Fault`].
//! - It returns the documented errors. Where the vendor documents none, a comment in the source explains the choice.
//! - It does not serve billing, or the newer operation for agencies (`POST /v5/agencies/assume`).

mod access_keys;
mod account;
mod browser;
mod builder;
mod caller;
mod datastores;
mod directory;
mod discovery;
mod fault;
mod request;
mod response;
mod routes;
mod server;
mod signature;
mod state;
mod tokens;

use std::fmt;
use std::sync::MutexGuard;
use std::time::Duration;

use tokio::task::JoinSet;

pub use self::builder::SandboxBuilder;
pub use self::fault::Fault;
pub use self::request::RecordedRequest;
use self::state::{Shared, State, lock};
use crate::call::retry::RetryPolicy;
use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::contract::types::{Datastore, EngineName, ProjectId};
use crate::credentials::Credentials;

/// A running sandbox. It stops when you drop it.
pub struct Sandbox {
    endpoint: String,
    state: Shared,
    /// One task for each listener. They end when the set is dropped.
    _servers: JoinSet<()>,
}

impl Sandbox {
    /// Returns the endpoint of the service, of IAM and of STS. It is always a loopback address, such as
    /// `http://127.0.0.1:8080`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns a token that is valid from the start and does not expire.
    #[must_use]
    pub fn token(&self) -> String {
        self.state().token.clone()
    }

    /// Returns the ID of the first project.
    #[must_use]
    pub fn project_id(&self) -> ProjectId {
        self.state().account.projects[0].id.clone()
    }

    /// Returns the name and password of the first IAM user: `example-user` and `example-password` in the account
    /// `example-account`. This user has all permissions.
    #[must_use]
    pub fn user_credentials(&self) -> Credentials {
        self.credentials_of(0)
    }

    /// Returns the name and password of the second IAM user: `example-member` and `example-member-password` in the account
    /// `example-account`. This user has only a role in the project: IAM returns 403 when the user lists projects or users, or
    /// assumes an agency.
    #[must_use]
    pub fn member_credentials(&self) -> Credentials {
        self.credentials_of(1)
    }

    fn credentials_of(&self, user: usize) -> Credentials {
        let account = &self.state().account;
        let user = &account.users[user];
        Credentials::password(&user.name, user.password.clone(), &account.name)
    }

    /// Returns the access key: the ID `SANDBOXACCESSKEY0001` and the secret key `sandbox-secret-key`.
    ///
    /// The sixth wrong signature in a row locks the key for five minutes, as at the vendor's gateway.
    #[must_use]
    pub fn access_key_credentials(&self) -> Credentials {
        self.state().access_keys[0].credentials()
    }

    /// Returns the temporary access key: the ID `SANDBOXACCESSKEY0002`, the secret key `sandbox-temporary-secret-key`, and
    /// the security token `sandbox-security-token`.
    #[must_use]
    pub fn temporary_access_key_credentials(&self) -> Credentials {
        self.state().access_keys[1].credentials()
    }

    /// Moves the sandbox's own clock forward. By this clock tokens expire, signatures become too old, and locked keys are
    /// unlocked. The clock stops at the end of the year 9999.
    pub fn advance(&self, by: Duration) {
        self.state().advance(by);
    }

    /// Returns the builder of a client for this sandbox, with its endpoint, token and project. The client does not retry
    /// unless you set [`ClientBuilder::retry`].
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .endpoint(self.endpoint())
            .iam_endpoint(self.endpoint())
            .project_id(self.project_id().as_str())
            .credentials(Credentials::token(self.token()))
            .retry(RetryPolicy::off())
    }

    /// Sets the versions of an engine, in place of the contract's examples.
    pub fn set_datastores(
        &self,
        engine: EngineName,
        datastores: impl IntoIterator<Item = Datastore>,
    ) {
        let datastores = datastores.into_iter().collect();
        self.state().datastores.insert(engine, datastores);
    }

    /// Makes the next request fail. Faults of several calls apply one after another.
    pub fn fail(&self, fault: Fault) {
        self.state().faults.extend(Some(fault).filter(|fault| fault.times > 0));
    }

    /// Revokes every token, as IAM does when a user's password changes.
    pub fn revoke_tokens(&self) {
        self.state().tokens.clear();
    }

    /// Returns every request so far, oldest first, without its secrets.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}
