//! Calls in which one exchange in twenty fails. Every call must return, and memory, files and tasks must not grow.

pub(crate) mod faults;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use taurusdb_htap::{Client, Credentials, EngineName, Error, RetryPolicy};
use tokio::runtime::Handle;

use crate::peer::Peer;
use crate::{Result, judge, process, runtime};

/// More than the limit of concurrent requests, so that some calls always wait for a permit.
const CALLERS: u64 = 32;
const AT_ONCE: usize = 16;

/// Short, because some exchanges get no response.
const ATTEMPT_TIME: Duration = Duration::from_millis(200);

/// Samples of a soak test. The first fifth is the warm-up. The next fifth is compared with the last one. Single samples have
/// 14 to 33 open files, so the mean of only a few would exceed the limit by chance.
const SAMPLES: u64 = 200;
const FIFTH: usize = 40;

/// Maximum growth in percent: of memory, and of counts, which vary by a few.
const MEMORY_GROWTH: u64 = 5;
const COUNT_GROWTH: u64 = 10;

/// The resources of the process at one moment.
struct Sample {
    resident: Option<u64>,
    files: Option<u64>,
    tasks: usize,
}

impl Sample {
    fn take() -> Self {
        let tasks = Handle::current().metrics().num_alive_tasks();
        Self { resident: process::resident(), files: process::files(), tasks }
    }
}

/// The number of calls by outcome: the number of attempts, or the kind of error.
#[derive(Default)]
struct Tally {
    ends: BTreeMap<String, u64>,
    attempts: u64,
}

impl Tally {
    fn count(&mut self, result: &Result<u32, Error>) {
        let (end, attempts) = match result {
            Ok(attempts) => (format!("answered at attempt {attempts}"), *attempts),
            Err(error) => (format!("{:?}", error.kind()), error.attempts()),
        };
        *self.ends.entry(end).or_default() += 1;
        self.attempts += u64::from(attempts);
    }

    fn add(&mut self, other: Self) {
        self.attempts += other.attempts;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
    }

    fn calls(&self) -> u64 {
        self.ends.values().sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends: Vec<_> = self.ends.iter().map(|(end, count)| format!("{end} {count}")).collect();
        f.write_str(&ends.join(", "))
    }
}

pub(crate) fn measure(calls: u64) -> Result<bool> {
    let mut peer = Peer::start("soak")?;
    let client = peer
        .client_builder()
        .credentials(Credentials::password("user", "example-password", "account"))
        .max_concurrent_requests(AT_ONCE)
        .attempt_timeout(ATTEMPT_TIME)
        .retry(RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(10)))
        .build()?;
    let began = Instant::now();
    let (tally, samples) = runtime()?.block_on(soak(&client, calls))?;
    let (time, ended) = (began.elapsed(), tally.calls());
    println!("  {calls} calls in {time:.0?} by {CALLERS} callers, {AT_ONCE} at once: {tally}");
    println!("  the peer: {}", peer.query("faults")?);
    let mut holds = judge(format!("{ended} calls accounted for"), calls, ended == calls);
    let requests: u64 = peer.query("requests")?.parse()?;
    let attempts = tally.attempts;
    holds &= judge(
        format!("{requests} requests of the operation"),
        format_args!("{attempts} attempts"),
        requests <= attempts,
    );
    Ok(is_flat(&samples) && holds)
}

/// Makes `calls` calls. Each caller begins its next call when one has ended.
async fn soak(client: &Client, calls: u64) -> Result<(Tally, Vec<Sample>)> {
    let (next, samples) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(Vec::new())));
    let callers: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (client, next, samples) = (client.clone(), next.clone(), samples.clone());
            tokio::spawn(async move {
                let mut tally = Tally::default();
                loop {
                    let call = next.fetch_add(1, Ordering::Relaxed);
                    if call >= calls {
                        return tally;
                    }
                    let response = client.list_datastores(EngineName::StarRocks).await;
                    tally.count(&response.map(|response| response.attempts()));
                    if (call + 1) % (calls / SAMPLES).max(1) == 0 {
                        let sample = Sample::take();
                        samples.lock().unwrap_or_else(PoisonError::into_inner).push(sample);
                    }
                }
            })
        })
        .collect();
    let mut tally = Tally::default();
    for caller in callers {
        tally.add(caller.await?);
    }
    let samples = std::mem::take(&mut *samples.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((tally, samples))
}

/// Whether the last calls used no more resources than the first ones after the warm-up.
fn is_flat(samples: &[Sample]) -> bool {
    let fifths: Vec<_> = samples.chunks_exact(FIFTH).collect();
    let [_, first, .., last] = fifths.as_slice() else {
        println!("  too few calls to detect growth");
        return true;
    };
    let kib = |sample: &Sample| sample.resident.map(|bytes| bytes / 1024);
    let tasks = |sample: &Sample| u64::try_from(sample.tasks).ok();
    let mut holds = is_steady("KiB resident", MEMORY_GROWTH, first, last, kib);
    holds &= is_steady("files open", COUNT_GROWTH, first, last, |sample| sample.files);
    is_steady("tasks", COUNT_GROWTH, first, last, tasks) && holds
}

fn is_steady(
    what: &str,
    growth: u64,
    first: &[Sample],
    last: &[Sample],
    value: impl Fn(&Sample) -> Option<u64>,
) -> bool {
    let mean = |samples: &[Sample]| {
        let sum = samples.iter().map(&value).sum::<Option<u64>>()?;
        Some(sum / samples.len() as u64)
    };
    let (Some(first), Some(last)) = (mean(first), mean(last)) else {
        println!("  {what}: not available on this system");
        return true;
    };
    let limit = format_args!("{growth} % more");
    judge(
        format!("{what}: {first}, at the end {last}"),
        limit,
        last * 100 <= first * (100 + growth),
    )
}
