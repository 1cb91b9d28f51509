//! Makes calls for `tests/real`. The line "800 64" on standard input starts 800 calls, 64 at a time, and a line of JSON
//! on standard output reports them. All calls use one client and its clones. The environment configures it.

#![allow(clippy::print_stdout, reason = "reports to the tests")]

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::io::stdin;
use std::iter::successors;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use taurusdb_htap::{Client, EngineName, Error, Result};
use tokio::task::JoinSet;

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let client = Client::from_env();
    for line in stdin().lines() {
        let line = line?;
        let (count, at_once) = line.split_once(' ').ok_or("not two numbers")?;
        let (count, at_once) = (count.parse()?, at_once.parse()?);
        let results = match &client {
            Ok(client) => calls(client, count, at_once).await?,
            Err(error) => vec![Err(error.clone())],
        };
        println!("{}", report(&results));
    }
    Ok(())
}

/// Returns the number of attempts of each call, or its error, in the order in which the calls ended.
async fn calls(
    client: &Client,
    count: usize,
    at_once: usize,
) -> Result<Vec<Result<u32>>, tokio::task::JoinError> {
    let begun = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for _ in 0..at_once {
        let (client, begun) = (client.clone(), begun.clone());
        callers.spawn(async move {
            let mut results = Vec::new();
            while begun.fetch_add(1, Ordering::Relaxed) < count {
                let response = client.list_datastores(EngineName::StarRocks).await;
                results.push(response.map(|response| response.attempts()));
            }
            results
        });
    }
    let mut results = Vec::new();
    while let Some(more) = callers.join_next().await {
        results.extend(more?);
    }
    Ok(results)
}

fn report(results: &[Result<u32>]) -> Value {
    let attempts =
        |result: &Result<u32>| result.as_ref().map_or_else(Error::attempts, |attempts| *attempts);
    let errors = results.iter().filter_map(|result| result.as_ref().err());
    let mut kinds = BTreeMap::new();
    for error in errors.clone() {
        *kinds.entry(format!("{:?}", error.kind())).or_insert(0) += 1;
    }
    json!({
        "succeeded": results.len() - errors.clone().count(),
        "attempts": results.iter().map(attempts).sum::<u32>(),
        "failed": kinds,
        "first": errors.clone().next().map(description),
    })
}

fn description(error: &Error) -> Value {
    let causes = successors(error.source(), |&cause| cause.source());
    json!({
        "kind": format!("{:?}", error.kind()),
        "text": error.to_string(),
        "causes": causes.map(ToString::to_string).collect::<Vec<_>>(),
        "hint": error.hint(),
        "status": error.status(),
        "attempts": error.attempts(),
        "is_retryable": error.is_retryable(),
    })
}
