//! Calls of which one exchange in twenty goes wrong: each is accounted for, and nothing grows.

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

/// More than may be under way at once, so that some always wait for a permit.
const CALLERS: u64 = 32;
const AT_ONCE: usize = 16;

/// Short, since a share of the exchanges is never answered.
const ATTEMPT_TIME: Duration = Duration::from_millis(200);

/// Samples of a soak. The first four are of the warm-up; of the others, the first four are held against the last four.
const SAMPLES: u64 = 20;
const QUARTER: usize = 4;

/// Most growth in percent, of memory, and of counts, which go up and down by a few.
const MEMORY_GROWTH: u64 = 5;
const COUNT_GROWTH: u64 = 10;

/// What the process took at one moment.
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

/// How calls ended, by number of attempts and by sort of error.
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
    println!("  the peer: {}", peer.ask("faults")?);
    let mut holds = judge(format!("{ended} calls accounted for"), calls, ended == calls);
    let requests: u64 = peer.ask("requests")?.parse()?;
    let attempts = tally.attempts;
    holds &= judge(
        format!("{requests} requests of the operation"),
        format_args!("{attempts} attempts"),
        requests <= attempts,
    );
    Ok(is_flat(&samples) && holds)
}

/// So many calls, by callers who begin the next when one has ended.
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
                    let answer = client.list_datastores(EngineName::StarRocks).await;
                    tally.count(&answer.map(|answer| answer.attempts()));
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

/// Whether the last calls took as much as the first after the warm-up. What is less is no leak.
fn is_flat(samples: &[Sample]) -> bool {
    let quarters: Vec<_> = samples.chunks_exact(QUARTER).collect();
    let [_, first, .., last] = quarters.as_slice() else {
        println!("  too few calls to tell whether anything grows");
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
        println!("  {what}: not told by this system");
        return true;
    };
    let limit = format_args!("{growth} % more");
    judge(
        format!("{what}: {first}, at the end {last}"),
        limit,
        last * 100 <= first * (100 + growth),
    )
}
