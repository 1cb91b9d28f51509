//! The client for programs without async code: feature `blocking`.
//!
//! The names, the builder, the defaults and the errors are those of the [async client](crate::Client). Where that one has
//! `.await`, this one has [`send`](ListDatastores::send).
//!
//! ```no_run
//! use taurusdb_htap::EngineName;
//! use taurusdb_htap::blocking::Client;
//!
//! # fn example() -> taurusdb_htap::Result<()> {
//! let client = Client::from_env()?;
//! for version in client.list_datastores(EngineName::StarRocks).send()? {
//!     println!("{} {}", version.name, version.kernel_version);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A call blocks its thread until it ends, so it must not run in async code. There it sends nothing and returns an
//! [`ErrorKind::Configuration`]. Threads of `tokio::task::spawn_blocking` may call. You can build, clone and drop a client
//! anywhere.

use std::future::IntoFuture;
use std::pin::pin;
use std::sync::{Arc, mpsc};
use std::task::{Context, Waker};
use std::time::Duration;
use std::{io, thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::task::coop::consume_budget;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::call::retry::RetryPolicy;
use crate::client;
use crate::client::builder::ClientBuilder;
use crate::contract::datastores::Datastores;
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::credentials::login::Login;
use crate::error::{Error, ErrorKind, Result};

/// A client whose calls block. It is cheap to clone, and threads can use it at the same time.
///
/// All clones share connections, the token and one thread, which ends with the last clone. The thread also drives
/// connections and renews credentials while no call runs.
#[derive(Clone, Debug)]
pub struct Client {
    client: client::Client,
    runtime: Handle,
    /// The thread ends when the last sender is dropped.
    _thread: Arc<oneshot::Sender<()>>,
}

impl ClientBuilder {
    /// Checks the settings and builds a client whose calls block. Sends nothing.
    ///
    /// # Errors
    ///
    /// The errors of [`build`](Self::build); [`ErrorKind::Configuration`] if the system refuses a thread.
    pub fn build_blocking(self) -> Result<Client> {
        let client = self.build()?;
        let (sender, ended) = oneshot::channel();
        let runtime = start(ended).map_err(|error| {
            let hint = "Raise the limits of threads and open files, or share one client: its clones have one thread.";
            Error::configuration("blocking client: the system refuses a thread", hint)
                .with_source(error)
        })?;
        Ok(Client { client, runtime, _thread: Arc::new(sender) })
    }
}

/// Starts a thread with a runtime of its own. It creates and drops the runtime, because async code may do neither.
fn start(ended: oneshot::Receiver<()>) -> io::Result<Handle> {
    let (sender, receiver) = mpsc::channel();
    let run = move || match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            _ = sender.send(Ok(runtime.handle().clone()));
            _ = runtime.block_on(ended);
        }
        Err(error) => _ = sender.send(Err(error)),
    };
    thread::Builder::new().name("taurusdb-htap".to_owned()).spawn(run)?;
    receiver.recv().map_err(io::Error::other)?
}

impl Client {
    /// Returns a builder without settings. [`ClientBuilder::build_blocking`] builds the client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from the environment alone. [`ClientBuilder::environment`] lists the variables.
    ///
    /// # Errors
    ///
    /// The errors of [`ClientBuilder::build_blocking`].
    pub fn from_env() -> Result<Self> {
        Self::builder().environment().build_blocking()
    }

    /// Like [`list_datastores`](client::Client::list_datastores) of the async client: lists the versions of an engine that you
    /// can run. Call [`send`](ListDatastores::send) on the returned value, or first set options for this call.
    pub fn list_datastores(&self, engine: EngineName) -> ListDatastores {
        ListDatastores { call: self.client.list_datastores(engine), client: self.clone() }
    }

    /// Like [`login`](client::Client::login) of the async client: returns the identity that the client calls as.
    ///
    /// # Errors
    ///
    /// The errors of the async method; [`ErrorKind::Configuration`] in async code.
    pub fn login(&self) -> Result<Login> {
        let client = self.client.clone();
        self.wait(async move { client.login().await })
    }

    /// Like [`verify_login`](client::Client::verify_login) of the async client: also asks IAM whether it accepts the identity.
    ///
    /// # Errors
    ///
    /// The errors of the async method; [`ErrorKind::Configuration`] in async code.
    pub fn verify_login(&self) -> Result<Login> {
        let client = self.client.clone();
        self.wait(async move { client.verify_login().await })
    }

    /// Like [`project_id`](client::Client::project_id) of the async client: returns the ID of the client's project.
    ///
    /// # Errors
    ///
    /// The errors of the async method; [`ErrorKind::Configuration`] in async code.
    pub fn project_id(&self) -> Result<ProjectId> {
        let client = self.client.clone();
        self.wait(async move { client.project_id().await })
    }

    /// The ID of the project, if you set it or the environment has it. Sends nothing.
    #[must_use]
    pub fn configured_project_id(&self) -> Option<&ProjectId> {
        self.client.configured_project_id()
    }

    /// The endpoint of the service.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.client.endpoint()
    }

    /// Runs a call on the client's thread, within the caller's span, and blocks this thread until it ends.
    fn wait<T: Send + 'static>(
        &self,
        call: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        if is_in_async_code() {
            return Err(Error::configuration(
                "blocking client: a call in async code would block all tasks of the thread",
                "Use `taurusdb_htap::Client` there, or make the call in `tokio::task::spawn_blocking`.",
            ));
        }
        let (sender, receiver) = mpsc::channel();
        let call = call.in_current_span().with_current_subscriber();
        self.runtime.spawn(async move { _ = sender.send(call.await) });
        receiver.recv().unwrap_or_else(|_| {
            let what = "blocking client: the call ended without a result";
            let hint = "Check your own code that the call runs, such as a source of credentials: it panicked.";
            Err(Error::new(ErrorKind::Connection, what).with_hint(Some(hint)))
        })
    }
}

/// Whether this thread polls a task. Tokio has no function for that, but limits how much a task does at once: its budget runs
/// out. Threads that may block have no such limit.
fn is_in_async_code() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let mut is_over_budget = || pin!(consume_budget()).poll(&mut context).is_pending();
    Handle::try_current().is_ok() && (0..=u8::MAX).any(|_| is_over_budget())
}

/// A call of [`Client::list_datastores`]. [`send`](Self::send) makes it.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until you call `send`"]
pub struct ListDatastores {
    call: client::ListDatastores,
    client: Client,
}

impl ListDatastores {
    /// Overrides the client's language for this call.
    pub fn language(self, language: Language) -> Self {
        Self { call: self.call.language(language), ..self }
    }

    /// Overrides the client's timeout for this call as a whole, including all attempts and waits.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { call: self.call.timeout(timeout), ..self }
    }

    /// Overrides the client's timeout for each exchange of this call with the service.
    pub fn attempt_timeout(self, timeout: Duration) -> Self {
        Self { call: self.call.attempt_timeout(timeout), ..self }
    }

    /// Overrides the client's retry policy for this call. The call still shares the client's retry budget.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        Self { call: self.call.retry(policy), ..self }
    }

    /// Makes the call, and blocks until it ends.
    ///
    /// # Errors
    ///
    /// Every [`ErrorKind`]. The error of a response has its status, code, message and request ID.
    pub fn send(self) -> Result<Datastores> {
        self.client.wait(self.call.into_future())
    }
}
