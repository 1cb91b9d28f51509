//! Measures the time to sign one request: `cargo bench --bench signing`. Machines differ, so there is no limit.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::time::Instant;

#[path = "../src/signing/sdk_hmac_sha256.rs"]
#[allow(dead_code, unused_imports, reason = "signing alone is timed")]
mod signing;

/// Requests of a round. The fastest round counts, because the least other load interrupted it.
const REQUESTS: u32 = 10_000;
const ROUNDS: u32 = 20;

fn sign(date: &str) -> String {
    let headers: [(&str, &[u8]); 4] = [
        ("content-type", b"application/json"),
        ("host", b"gaussdb.cn-north-4.myhuaweicloud.com"),
        ("x-project-id", b"23a50154cf494ec9ad6883979a12db0a"),
        ("x-sdk-date", date.as_bytes()),
    ];
    let request = signing::Signable {
        method: "GET",
        path: "/v3/23a50154cf494ec9ad6883979a12db0a/htap/datastores/star-rocks",
        query: "",
        headers: &headers,
        body: b"",
    };
    let to_sign = signing::string_to_sign(date, &request.canonical_request());
    let signature = signing::signature("an-example-of-a-secret-key-40-letters-ab", &to_sign);
    signing::authorization("EXAMPLEACCESSKEY0001", &request.signed_headers(), &signature)
}

fn main() {
    let round = || {
        let began = Instant::now();
        for _ in 0..REQUESTS {
            black_box(sign(black_box("20260102T030405Z")));
        }
        began.elapsed() / REQUESTS
    };
    let fastest = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    println!("signing one request: {} ns (target: at most 6000)", fastest.as_nanos());
}
