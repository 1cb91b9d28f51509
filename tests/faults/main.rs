//! The fault matrix: what can go wrong, and what the caller gets. Each row is a test, and `matrix.md` has all results.
//!
//! `cargo test --all-features --test faults -- --nocapture matrix` prints it with the result of each row.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and the matrix is printed"
)]

#[macro_use]
mod harness;

mod bodies;
mod clocks;
mod connections;
mod error_formats;
mod gateways;
mod http2;
mod iam;
mod limits;
mod proxies;
mod responses;
mod statuses;
mod tls;

/// Helpers that the suite uses, too.
#[path = "../support"]
mod support {
    pub(crate) mod certificates;
    #[allow(dead_code, reason = "the suite uses the rest")]
    pub(crate) mod peer;
}

use harness::row::Rows;

/// The rows by theme, in the order of a call.
const THEMES: &[(&str, &Rows)] = &[
    ("Connections", &connections::ROWS),
    ("Proxies", &proxies::ROWS),
    ("TLS", &tls::ROWS),
    ("HTTP/2", &http2::ROWS),
    ("The response", &responses::ROWS),
    ("Response bodies", &bodies::ROWS),
    ("Status codes", &statuses::ROWS),
    ("Gateways and load balancers", &gateways::ROWS),
    ("IAM and the token", &iam::ROWS),
    ("Clocks", &clocks::ROWS),
    ("Limits", &limits::ROWS),
];

const HEAD: &str = "\
# The fault matrix

What goes wrong, and what a caller gets. `cargo test --all-features --test faults` writes this file and checks each row;
`EXPECTORATE=overwrite` renews it.

Every client has the default settings unless the row says otherwise. Times are those of tokio's clock, which the tests
control; \"≤\" allows for the random waits. In every row there is no panic, the error and its sources contain no secret,
the error keeps the status and request ID of a response, and the next call of the same client succeeds.
";

const COLUMNS: &str = "

| fault | what the caller gets | retryable afterwards | attempts | time |
| --- | --- | --- | --- | --- |
";

/// Runs all rows, so that `matrix.md` has the results of the tests.
#[test]
fn matrix() {
    let mut text = HEAD.to_owned();
    let (mut count, mut failed) = (0, Vec::new());
    for (theme, rows) in THEMES {
        text += &["\n## ", theme, COLUMNS].concat();
        println!("\n{theme}");
        for row in rows.iter() {
            let line = row.line();
            text += &line.text;
            count += 1;
            println!(
                "{} {}",
                if line.problems.is_empty() { "ok    " } else { "FAILED" },
                line.text.trim_end()
            );
            failed.extend(line.problems.iter().map(|problem| format!("{}: {problem}", row.name)));
        }
    }
    let formats = error_formats::table();
    println!("{formats}\n{count} rows, {} problems", failed.len());
    text += &formats;
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    expectorate::assert_contents("tests/faults/matrix.md", &text);
}
