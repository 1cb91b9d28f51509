//! The client as its users call it: what the builder accepts, what a call returns, limits, several regions, retries and traces.

#[cfg(feature = "sandbox")]
use taurusdb_htap::{Client, ClientBuilder, Credentials, RetryPolicy};

#[cfg(all(feature = "blocking", feature = "sandbox"))]
mod blocking;
mod builder;
#[cfg(feature = "sandbox")]
mod calls;
#[cfg(feature = "sandbox")]
mod limits;
#[cfg(feature = "sandbox")]
mod regions;
#[cfg(feature = "sandbox")]
mod retries;
#[cfg(feature = "sandbox")]
mod traces;

/// A client of a server that is no sandbox, with a token and without retries.
#[cfg(feature = "sandbox")]
fn builder_of(endpoint: &str) -> ClientBuilder {
    Client::builder()
        .endpoint(endpoint)
        .project_id("23a50154cf494ec9ad6883979a12db0a")
        .credentials(Credentials::token("token"))
        .retry(RetryPolicy::off())
}
