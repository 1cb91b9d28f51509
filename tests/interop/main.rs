//! The vendor's SDKs as referees of our sandbox, our client and our signer.
//!
//! `tests/interop/run` installs the SDKs and starts this. Each SDK works in a process of its own, see [`worker`].

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
#![allow(clippy::print_stdout, reason = "says how much was judged")]

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
    judge(&PYTHON).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn go() {
    judge(&GO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn java() {
    judge(&JAVA).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn node() {
    judge(&NODE).await;
}

/// Everything that an SDK can judge, and a line that says how much it was.
async fn judge(sdk: &Sdk) {
    let mut worker = Worker::start(sdk);
    let version = worker.ask(&json!({"do": "version"}));
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
        "{} {} {}: {calls}{cases} cases and {random} random requests of seed {SEED} signed alike",
        sdk.name,
        text(&version["sdk"]),
        text(&version["version"]),
    );
}

fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
