//! The vendor's own SDKs as referees. `tests/interop/run` installs them and runs this.
//!
//! Each SDK lists datastores on the sandbox with its own signing, sends the same request as this crate, and makes the same
//! signature of random requests.

#![allow(
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking and prints its counts"
)]

mod capture;
mod signatures;
mod worker;

#[path = "../../src/signing.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod signing;

use serde_json::{Value, json};
use taurusdb_htap::sandbox::{Fault, Sandbox};

use crate::worker::Worker;

/// What an SDK makes of an error that the sandbox answers.
struct Expected {
    class: &'static str,
    status: u16,
    /// None where the SDK loses it, with the message and the request ID.
    code: Option<&'static str>,
}

/// What differs between the SDKs, and why.
struct Sdk {
    name: &'static str,
    client_error: &'static str,
    server_error: &'static str,
    /// The SDK for Python hands a 429 to its connection pool, which never reads the body.
    loses_throttling: bool,
    signs: signatures::Limits,
}

fn key(id: &str, secret: &str, token: Option<&str>) -> Value {
    json!({"access_key_id": id, "secret_key": secret, "security_token": token})
}

fn call(sandbox: &Sandbox, mut key: Value, engine: &str, language: Option<&str>) -> Value {
    key["do"] = json!("list");
    key["endpoint"] = json!(sandbox.endpoint());
    key["project_id"] = json!(sandbox.project_id());
    key["engine"] = json!(engine);
    key["language"] = json!(language);
    key
}

fn referee(sdk: &Sdk) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let _runtime = runtime.enter();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let mut worker = Worker::start(sdk.name);
    let permanent = || key("SANDBOXACCESSKEY0001", "sandbox-secret-key", None);
    let temporary = || {
        key("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key", Some("sandbox-security-token"))
    };
    let rows = |version: [&str; 3]| json!({ "rows": [version] });
    let star_rocks = rows(["38197973-8895-36ed-b853-52daeefb6d3a", "3.1", "3.1.6.0"]);
    let click_house = rows(["7d1f6b52-0c3e-3a94-9a57-2f4c8be01d66", "23.3", "23.3.10.5"]);
    for (key, engine, language, expected) in [
        (permanent(), "star-rocks", None, &star_rocks),
        (permanent(), "click-house", Some("zh-cn"), &click_house),
        (temporary(), "star-rocks", Some("en-us"), &star_rocks),
    ] {
        assert_eq!(worker.ask(&call(&sandbox, key, engine, language)), *expected, "{}", sdk.name);
    }

    let mut errors = 0;
    let mut fails = |key: Value, engine: &str, expected: &Expected| {
        let answer = worker.ask(&call(&sandbox, key, engine, None));
        let error = &answer["error"];
        let (class, status) = (&error["class"], &error["status"]);
        assert_eq!(
            (class, status),
            (&json!(expected.class), &json!(expected.status)),
            "{}: {answer}",
            sdk.name
        );
        if let Some(code) = expected.code {
            assert_eq!(error["code"], code, "{}: {answer}", sdk.name);
            assert!(!error["message"].as_str().unwrap().is_empty(), "{}: {answer}", sdk.name);
            assert_eq!(error["request_id"].as_str().unwrap().len(), 32, "{}: {answer}", sdk.name);
        }
        errors += 1;
    };
    let client_error =
        |status, code| Expected { class: sdk.client_error, status, code: Some(code) };
    fails(permanent(), "mysql", &client_error(400, "DBS.280235"));
    fails(
        key("SANDBOXACCESSKEY0001", "wrong", None),
        "star-rocks",
        &client_error(401, "APIGW.0301"),
    );
    fails(key("UNKNOWN", "wrong", None), "star-rocks", &client_error(401, "APIGW.0301"));
    let wrong_token = key("SANDBOXACCESSKEY0002", "sandbox-temporary-secret-key", Some("wrong"));
    fails(wrong_token, "star-rocks", &client_error(401, "APIGW.0301"));
    sandbox.fail(Fault::status(429));
    let throttled = client_error(429, "APIGW.0308");
    let code = throttled.code.filter(|_| !sdk.loses_throttling);
    fails(permanent(), "star-rocks", &Expected { code, ..throttled });
    sandbox.fail(Fault::status(500));
    let broken = Expected { class: sdk.server_error, status: 500, code: Some("DBS.108000") };
    fails(permanent(), "star-rocks", &broken);

    let compared =
        capture::same_requests(&runtime, sdk.name, &mut worker, &[permanent(), temporary()]);
    let signed = signatures::same_signatures(sdk.name, &sdk.signs, &mut worker);
    println!(
        "{}: 3 calls, {errors} typed errors, {compared} requests compared, {signed} signatures",
        sdk.name
    );
}

#[test]
fn python() {
    referee(&Sdk {
        name: "python",
        client_error: "ClientRequestException",
        server_error: "ServerResponseException",
        loses_throttling: true,
        signs: signatures::Limits { bodies: true, encoded_paths: true, sorts_values: true },
    });
}

/// Go does not decode a path before it encodes it, and its signer makes its own JSON of a body, with a line end.
#[test]
fn go() {
    referee(&Sdk {
        name: "go",
        client_error: "ServiceResponseError",
        server_error: "ServiceResponseError",
        loses_throttling: false,
        signs: signatures::Limits { bodies: false, encoded_paths: false, sorts_values: true },
    });
}

/// Java signs the values of one name in the order given, where the vendor's description and the others sort them.
#[test]
fn java() {
    referee(&Sdk {
        name: "java",
        client_error: "ClientRequestException",
        server_error: "ServerResponseException",
        loses_throttling: false,
        signs: signatures::Limits { bodies: true, encoded_paths: false, sorts_values: false },
    });
}

/// There is no package of this service for Node: its core judges signatures alone.
#[test]
fn node() {
    let limits = signatures::Limits { bodies: true, encoded_paths: false, sorts_values: true };
    let signed = signatures::same_signatures("node", &limits, &mut Worker::start("node"));
    println!("node: no package of the service; {signed} signatures");
}
