//! Checks the sandbox, the client and the signer against the vendor's SDKs.
//!
//! `tests/interop/run` installs the SDKs and runs this test. Each SDK runs in a process of its own, see [`worker`].

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
#![allow(clippy::print_stdout, reason = "prints the number of checks")]

mod calls;
mod capture;
mod deviations;
mod request;
mod request_comparison;
mod sdk;
mod signatures;
#[path = "../../src/signing/sdk_hmac_sha256.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod signing;
mod worker;

use serde_json::json;

use self::sdk::{GO, JAVA, NODE, PYTHON, Sdk};
use self::signatures::SEED;
use self::worker::Worker;

#[tokio::test(flavor = "multi_thread")]
async fn python() {
    check(&PYTHON).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn go() {
    check(&GO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn java() {
    check(&JAVA).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn node() {
    check(&NODE).await;
}

/// Runs every check with an SDK, and prints their number.
async fn check(sdk: &Sdk) {
    let mut worker = Worker::start(sdk);
    let version = worker.call(&json!({"do": "version"}));
    let calls = match &sdk.client {
        None => String::new(),
        Some(client) => {
            let (calls, errors) = calls::check(client, &mut worker).await;
            let compared = request_comparison::check(&mut worker).await;
            format!("{calls} calls, {errors} typed errors, {compared} requests compared, ")
        }
    };
    let (cases, random) = signatures::check(&sdk.signer, &mut worker);
    println!(
        "{} {} {}: {calls}{cases} cases and {random} random requests of seed {SEED} have the same signature",
        sdk.name,
        text(&version["sdk"]),
        text(&version["version"]),
    );
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}"))
}
