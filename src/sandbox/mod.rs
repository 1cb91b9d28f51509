//! The service and its IAM on a loopback port, for your tests and for trying out.
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
//! A sandbox has a port of its own, runs in the background of the current runtime, and stops when dropped. Any
//! number runs side by side.
//!
//! ```
//! use taurusdb_htap::EngineName;
//! use taurusdb_htap::sandbox::Sandbox;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! let sandbox = Sandbox::start().await?;
//! let client = sandbox.client_builder().build()?;
//! let answer = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!(answer.as_slice()[0].name.as_str(), "3.1");
//! # Ok(())
//! # }
//! ```
//!
//! It answers with the examples of the contract: the vendor's own row for StarRocks, and the documented error for a
//! missing or unknown token, another project, an unknown engine or a wrong path.
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
//! let answer = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!(answer.latest().map(|version| version.name.as_str()), Some("3.3"));
//! # Ok(())
//! # }
//! ```
//!
//! # When things fail
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
//! The client of [`Sandbox::client_builder`] does not retry, so that a test sees what it asked for. With a policy it does
//! as it would against the service:
//!
//! ```
//! # use taurusdb_htap::{EngineName, RetryPolicy, sandbox::{Fault, Sandbox}};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> taurusdb_htap::Result<()> {
//! # let sandbox = Sandbox::start().await?;
//! let client = sandbox.client_builder().retry(RetryPolicy::default()).build()?;
//! sandbox.fail(Fault::status(503));
//! let answer = client.list_datastores(EngineName::StarRocks).await?;
//! assert_eq!((answer.len(), answer.attempts()), (1, 2));
//! # Ok(())
//! # }
//! ```
//!
//! # When time passes
//!
//! The sandbox has a clock of its own, which [`Sandbox::advance`] moves: it decides when a token expires, when a signature
//! is too old and when a locked key opens, and each answer tells it in the header `Date`.
//!
//! # What was asked
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
//! [`SandboxBuilder::without_recording`] is for a sandbox that runs for days.
//!
//! # In a browser
//!
//! A page of any host may call the sandbox, and reads of an answer what this sandbox sends: it holds examples, nothing of
//! yours. [`SandboxBuilder::site`] serves the documentation, whose "try it" calls the sandbox it comes from. Pages are
//! neither recorded nor made to fail.
//!
//! # Other people's programs
//!
//! The sandbox serves every operation of both contracts. For clients of Keystone it also serves the versions of the API at
//! `/` and `/v3`, `HEAD /v3/auth/tokens`, and the catalogue at `/v3/auth/catalog`. The vendor's SDKs, its Terraform
//! provider, and clients of OpenStack can log in with:
//!
//! | identity | values |
//! | --- | --- |
//! | user who may do everything | `example-user`, `example-password`, account `example-account` |
//! | user with a role in the project alone: 403 when it lists projects or users, or assumes an agency | `example-member`, `example-member-password`, the same account |
//! | access key | `SANDBOXACCESSKEY0001`, `sandbox-secret-key` |
//! | temporary access key | `SANDBOXACCESSKEY0002`, `sandbox-temporary-secret-key`, security token `sandbox-security-token` |
//! | token | `sandbox-token`, or that of [`SandboxBuilder::token`] |
//! | agency | `example-agency` of the account `example-account` |
//! | ID token | `example-id-token` of the provider `example-idp`, for a token; also for the agency, by the URNs of the contract's example |
//!
//! Access keys belong to the first user. Keys and tokens that IAM issues expire; a token made from a token, with it.
//!
//! By default the sandbox accepts two things that the contract forbids, because other programs send them.
//! [`SandboxBuilder::strict`] refuses both:
//!
//! | request | default | strict |
//! | --- | --- | --- |
//! | call to the service, or body for IAM, without `Content-Type: application/json` | accepted | 400 |
//! | `X-Security-Token` that is sent, but not signed | accepted | 401 |
//! | `X-Project-Id` or `X-Domain-Id` that is sent, but not signed | accepted | accepted |
//! | signature that is wrong, too old, or without `X-Sdk-Date` | 401 | 401 |
//!
//! # What it is not
//!
//! It listens on a loopback address only, unless [`SandboxBuilder::listen`] names another. It keeps nothing, and knows one
//! account with one project. No user has a second factor. It does not limit rates unless told to. It refuses what the vendor
//! documents as refused, in the documented words; where the documents are silent, its source says what was chosen. It does
//! not serve billing, or the newer form of agencies (`POST /v5/agencies/assume`).

mod account;
mod answer;
mod builder;
mod caller;
mod exchange;
mod fault;
mod iam;
mod key;
mod list;
mod login;
mod request;
mod server;
mod service;
mod signature;
mod site;
mod state;
mod token;
mod versions;

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

/// A running sandbox; dropping it stops it.
pub struct Sandbox {
    endpoint: String,
    state: Shared,
    /// One for each listener; they end when this is dropped.
    _servers: JoinSet<()>,
}

impl Sandbox {
    /// The endpoint of the service, of IAM and of STS, for clients on this machine: always a loopback address.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// A token that it accepts.
    #[must_use]
    pub fn token(&self) -> String {
        self.state().token.clone()
    }

    /// The ID of its project.
    #[must_use]
    pub fn project_id(&self) -> ProjectId {
        self.state().account.project_id.clone()
    }

    /// Name and password of its first IAM user, as credentials: `example-user` and `example-password` in the account
    /// `example-account`. This user may do everything.
    #[must_use]
    pub fn user_credentials(&self) -> Credentials {
        self.credentials_of(0)
    }

    /// Name and password of its second IAM user, as credentials: `example-member` and `example-member-password` in the
    /// account `example-account`. This user has a role in the project and nothing else: IAM answers 403 when it lists
    /// projects or users, or assumes an agency.
    #[must_use]
    pub fn member_credentials(&self) -> Credentials {
        self.credentials_of(1)
    }

    fn credentials_of(&self, user: usize) -> Credentials {
        let account = &self.state().account;
        let user = &account.users[user];
        Credentials::password(&user.name, user.password.clone(), &account.name)
    }

    /// Its access key, as credentials: the ID `SANDBOXACCESSKEY0001` and the secret key `sandbox-secret-key`.
    ///
    /// After more than five wrong signatures in a row it is locked for five minutes, as each key of the vendor's is.
    #[must_use]
    pub fn access_key_credentials(&self) -> Credentials {
        self.state().access_keys[0].credentials()
    }

    /// Its temporary access key, as credentials: the ID `SANDBOXACCESSKEY0002`, the secret key
    /// `sandbox-temporary-secret-key`, and the security token `sandbox-security-token`, which has to be sent and signed.
    #[must_use]
    pub fn temporary_access_key_credentials(&self) -> Credentials {
        self.state().access_keys[1].credentials()
    }

    /// Moves the sandbox's clock forward, and no other: tokens expire by it, signatures get too old, and a lock ends. A
    /// step beyond the year 9999 goes to its end.
    pub fn advance(&self, by: Duration) {
        self.state().advance(by);
    }

    /// A client of this sandbox, with its token and project. It does not retry: what is made to fail fails at once, until
    /// [`ClientBuilder::retry`] says otherwise.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .endpoint(self.endpoint())
            .iam_endpoint(self.endpoint())
            .project_id(self.project_id().as_str())
            .credentials(Credentials::token(self.token()))
            .retry(RetryPolicy::off())
    }

    /// Replaces the versions of an engine.
    pub fn set_datastores(
        &self,
        engine: EngineName,
        datastores: impl IntoIterator<Item = Datastore>,
    ) {
        let datastores = datastores.into_iter().collect();
        self.state().datastores.insert(engine, datastores);
    }

    /// Makes the next request fail; several faults follow one another in the order given.
    pub fn fail(&self, fault: Fault) {
        self.state().faults.extend(Some(fault).filter(|fault| fault.times > 0));
    }

    /// Makes every token invalid that is out, as IAM does when a user's password changes.
    pub fn revoke_tokens(&self) {
        self.state().tokens.clear();
    }

    /// Every request so far, oldest first, with its secrets masked.
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
