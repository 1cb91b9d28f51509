//! One binary for every test across modules: it links once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[cfg(feature = "sandbox")]
mod access_keys;
mod build_script;
#[cfg(feature = "sandbox")]
mod calls;
#[cfg(feature = "cli")]
#[allow(dead_code, reason = "the fault matrix uses the rest")]
#[path = "../faults/certificates.rs"]
mod certificates;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "sandbox")]
mod exchanges;
#[cfg(feature = "sandbox")]
mod iam;
mod inputs;
mod layers;
#[cfg(feature = "sandbox")]
mod limits;
#[cfg(feature = "sandbox")]
mod listen;
#[cfg(feature = "sandbox")]
mod passwords;
#[cfg(feature = "sandbox")]
mod peer;
#[cfg(all(unix, feature = "cli"))]
mod printed;
#[cfg(feature = "cli")]
mod profiles;
#[cfg(feature = "sandbox")]
mod providers;
#[cfg(feature = "cli")]
mod proxies;
#[cfg(feature = "sandbox")]
mod retries;
#[cfg(feature = "sandbox")]
mod sandbox;
#[cfg(all(unix, feature = "cli"))]
mod screens;
#[cfg(feature = "sandbox")]
mod secrets;
#[cfg(all(unix, feature = "cli"))]
mod signals;
#[cfg(feature = "sandbox")]
mod site;
mod snapshot;
#[cfg(feature = "cli")]
mod sources;
#[cfg(all(unix, feature = "cli"))]
mod streams;
#[cfg(all(unix, feature = "cli"))]
mod terminal;
#[cfg(feature = "sandbox")]
mod terraform;
#[cfg(feature = "sandbox")]
mod token_life;
#[cfg(feature = "sandbox")]
mod traces;
mod versions;
