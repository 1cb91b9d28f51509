//! Runs a row: a runtime whose clock the harness moves, a client, its call, and what was observed.

#[macro_use]
pub(crate) mod row;

pub(crate) mod expected;
pub(crate) mod http2_frames;
pub(crate) mod scripted_peer;

use std::time::Duration;

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    Client, ClientBuilder, Credentials, Datastores, EngineName, Error, ListDatastores, Result,
};
use tokio::task::yield_now;
use tokio::time::{Instant, advance, sleep};

use row::Scenario;

/// The step of the clock.
const STEP: Duration = Duration::from_millis(50);

/// Turns of the runtime between two steps. Each polls the sockets, and data over loopback arrives at once.
const TURNS: usize = 500;

/// The limit of a row: two minutes of its clock.
const STEPS: usize = 2400;

pub(crate) const SECOND: Duration = Duration::from_secs(1);
pub(crate) const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) const TOKEN: &str = "planted-token";
const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";

pub(crate) enum Outcome {
    Rows {
        count: usize,
        attempts: u32,
    },
    Error(Error),
    /// The call was dropped.
    Nothing,
}

pub(crate) struct Observation {
    pub(crate) outcome: Outcome,
    pub(crate) elapsed: Duration,
    /// Another failed check.
    pub(crate) problem: Option<String>,
}

impl From<Result<Datastores>> for Outcome {
    fn from(result: Result<Datastores>) -> Self {
        match result {
            Ok(response) => Self::Rows { count: response.len(), attempts: response.attempts() },
            Err(error) => Self::Error(error),
        }
    }
}

/// Runs a row on a runtime of its own, and returns a panic as an error.
///
/// A paused clock would jump whenever the runtime waits for a socket. So the runtime is never idle, and the clock moves
/// by steps.
pub(crate) fn run(scenario: Scenario) -> Result<Observation, String> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let scenario = tokio::spawn(scenario);
        for turn in 0..STEPS * TURNS {
            if scenario.is_finished() {
                break;
            }
            yield_now().await;
            if turn % TURNS == TURNS - 1 {
                advance(STEP).await;
            }
        }
        if !scenario.is_finished() {
            return Err("it hangs".to_owned());
        }
        scenario.await.map_err(|error| format!("{error}"))
    })
}

/// A builder with the default settings, for a peer.
pub(crate) fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder()
        .endpoint(endpoint)
        .project_id(PROJECT_ID)
        .credentials(Credentials::token(TOKEN))
}

pub(crate) fn client(endpoint: &str) -> Client {
    builder(endpoint).build().unwrap()
}

pub(crate) fn call(client: &Client) -> ListDatastores {
    client.list_datastores(EngineName::StarRocks)
}

/// Observes a call, and checks that the next one succeeds.
pub(crate) async fn observe(client: &Client) -> Observation {
    observe_call(client, call(client)).await
}

/// The same for the given call.
pub(crate) async fn observe_call(client: &Client, observed: ListDatastores) -> Observation {
    let began = Instant::now();
    let outcome = Outcome::from(observed.await);
    let elapsed = began.elapsed();
    let again = call(client).await.err();
    let problem = again.map(|error| format!("the next call fails: {error:?}"));
    Observation { outcome, elapsed, problem }
}

/// Lets time pass without a call.
pub(crate) async fn idle(time: Duration) {
    sleep(time).await;
}

/// A sandbox with a token that must not occur in any output.
pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::builder().token(TOKEN).start().await.unwrap()
}

/// A builder for a sandbox, with the default retry policy.
pub(crate) fn sandbox_client(sandbox: &Sandbox) -> ClientBuilder {
    sandbox.client_builder().retry(taurusdb_htap::RetryPolicy::default())
}

/// Observes a call to a sandbox with these faults.
pub(crate) async fn faults(faults: impl IntoIterator<Item = Fault>) -> Observation {
    let sandbox = sandbox().await;
    faults.into_iter().for_each(|fault| sandbox.fail(fault));
    observe(&sandbox_client(&sandbox).build().unwrap()).await
}
