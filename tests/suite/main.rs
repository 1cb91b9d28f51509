//! The tests that go through more than one module. They are one binary, because it links once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod client;
#[cfg(feature = "cli")]
mod command;
mod contract;
#[cfg(feature = "sandbox")]
mod credentials;
mod features;
mod layers;
#[cfg(feature = "sandbox")]
mod sandbox;

/// Helpers that several test files use. The fault matrix uses some of them too.
#[path = "../support"]
mod support {
    #[cfg(feature = "cli")]
    #[allow(dead_code, reason = "the fault matrix uses the rest")]
    pub(crate) mod certificates;
    #[cfg(feature = "sandbox")]
    pub(crate) mod cloud;
    #[cfg(feature = "cli")]
    pub(crate) mod command;
    #[cfg(feature = "sandbox")]
    pub(crate) mod peer;
    #[cfg(feature = "sandbox")]
    pub(crate) mod sandbox_http;
    #[cfg(feature = "sandbox")]
    pub(crate) mod signed_request;
    #[cfg(all(unix, feature = "cli"))]
    pub(crate) mod terminal;
}
