//! Where a row is played: a clock that moves when nothing else does, a client, its call, and what is seen of it.

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

/// By how much the clock moves at once.
const STEP: Duration = Duration::from_millis(50);

/// Turns of the runtime before it does: each looks at the sockets, and what is sent over loopback is there at once.
const TURNS: usize = 500;

/// A row takes two minutes by the clock at the most, or it hangs.
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
    /// What else did not hold.
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

/// Plays a row on a runtime of its own. Left alone, a paused clock would jump whenever a socket is waited for; so the
/// runtime is never idle, and the clock moves by steps. A panic is told.
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

/// A client of a peer, with the defaults.
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

/// A call, and a good one after it.
pub(crate) async fn observe(client: &Client) -> Observation {
    observe_call(client, call(client)).await
}

/// The same with a call of one's own.
pub(crate) async fn observe_call(client: &Client, watched: ListDatastores) -> Observation {
    let began = Instant::now();
    let outcome = Outcome::from(watched.await);
    let elapsed = began.elapsed();
    let again = call(client).await.err();
    let problem = again.map(|error| format!("the next call fails: {error:?}"));
    Observation { outcome, elapsed, problem }
}

/// Lets the clock pass while nothing is called.
pub(crate) async fn idle(time: Duration) {
    sleep(time).await;
}

/// A sandbox with a token that can be found where it must not be.
pub(crate) async fn sandbox() -> Sandbox {
    Sandbox::builder().token(TOKEN).start().await.unwrap()
}

/// A client of it with the default policy.
pub(crate) fn sandbox_client(sandbox: &Sandbox) -> ClientBuilder {
    sandbox.client_builder().retry(taurusdb_htap::RetryPolicy::default())
}

/// A call to a sandbox that has these faults.
pub(crate) async fn faults(faults: impl IntoIterator<Item = Fault>) -> Observation {
    let sandbox = sandbox().await;
    faults.into_iter().for_each(|fault| sandbox.fail(fault));
    observe(&sandbox_client(&sandbox).build().unwrap()).await
}
