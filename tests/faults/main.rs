//! The fault matrix: what can go wrong, and what the caller gets. A row is a test; `matrix.md` is what all rows saw.
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

/// Helpers that the suite uses too.
#[path = "../support"]
mod support {
    pub(crate) mod certificates;
    #[allow(dead_code, reason = "the suite uses the rest")]
    pub(crate) mod peer;
}

use harness::row::Rows;

/// The rows by theme, in the order of a call.
const THEMES: &[(&str, &Rows)] = &[
    ("The connection", &connections::ROWS),
    ("Proxies", &proxies::ROWS),
    ("TLS", &tls::ROWS),
    ("HTTP/2", &http2::ROWS),
    ("The response", &responses::ROWS),
    ("Its body", &bodies::ROWS),
    ("Its status", &statuses::ROWS),
    ("Gateways and load balancers", &gateways::ROWS),
    ("IAM and the token", &iam::ROWS),
    ("Clocks", &clocks::ROWS),
    ("Limits", &limits::ROWS),
];

const HEAD: &str = "\
# The fault matrix

What goes wrong, and what a caller gets. Written by `cargo test --all-features --test faults`, which holds each row to
what is said of it; `EXPECTORATE=overwrite` renews it.

Every client is built with the defaults, unless the row says otherwise. A time is by the clock handed in, which the
tests move; \"≤\" leaves room for the random waits. In every row nothing panics, no secret is in what the error prints or
in its sources, status and request ID are kept where an answer came, and the same client makes a good call afterwards.
";

const COLUMNS: &str = "

| fault | what the caller gets | retryable afterwards | attempts | time |
| --- | --- | --- | --- | --- |
";

/// All rows at once, so that the document is what the tests saw.
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
    let grid = error_formats::table();
    println!("{grid}\n{count} rows, {} problems", failed.len());
    text += &grid;
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    expectorate::assert_contents("tests/faults/matrix.md", &text);
}
