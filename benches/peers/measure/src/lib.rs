//! What the Rust peers share: reads the arguments, makes the calls, and prints one line of JSON.
//!
//! `benches/peers/README.md` describes the arguments, the environment and the output.

use std::error::Error;
use std::fs;
use std::future::Future;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

pub type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The longest call that a client may wait for.
pub const TIMEOUT: Duration = Duration::from_secs(30);

pub enum Credentials {
    Token(String),
    AccessKey { id: String, secret_key: String },
}

pub struct Options {
    pub endpoint: String,
    pub credentials: Credentials,
    pub project_id: String,
    pub engine: String,
    expected: String,
    in_flight: usize,
    warm_up: Duration,
    measured: Duration,
}

impl Options {
    fn read() -> Result<Self> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [endpoint, credentials, engine, expected, in_flight, warm_up, measured] =
            arguments.try_into().map_err(
                |_| "usage: PEER ENDPOINT CREDENTIALS ENGINE EXPECTED IN_FLIGHT WARM_UP SECONDS",
            )?;
        let credentials = match credentials.as_str() {
            "token" => Credentials::Token(variable("BENCH_TOKEN")?),
            _ => Credentials::AccessKey {
                id: variable("BENCH_ACCESS_KEY_ID")?,
                secret_key: variable("BENCH_SECRET_KEY")?,
            },
        };
        Ok(Self {
            endpoint,
            credentials,
            project_id: variable("BENCH_PROJECT_ID")?,
            engine,
            expected,
            in_flight: in_flight.parse()?,
            warm_up: Duration::from_secs_f64(warm_up.parse()?),
            measured: Duration::from_secs_f64(measured.parse()?),
        })
    }

    pub fn token(&self) -> Result<&str> {
        match &self.credentials {
            Credentials::Token(token) => Ok(token),
            Credentials::AccessKey { .. } => Err("this peer has no signatures".into()),
        }
    }
}

fn variable(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_| format!("set {name}").into())
}

/// A client. A clone is for another call in flight.
pub trait Caller: Clone + Send + 'static {
    /// Returns the kernel version of the first row, or the error code that the service returned.
    fn call(&mut self) -> impl Future<Output = Result<String>> + Send;
}

/// Runs a peer on one thread.
pub fn run<C: Caller>(connect: impl FnOnce(&Options) -> Result<C>) -> Result {
    let options = Options::read()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let caller = connect(&options)?;
        if !options.warm_up.is_zero() {
            calls(&caller, &options, options.warm_up).await?;
            println!("warm");
        }
        let (began, cpu_before) = (Instant::now(), cpu_seconds());
        let mut latencies = calls(&caller, &options, options.measured).await?;
        let (seconds, cpu) = (began.elapsed().as_secs_f64(), cpu_seconds() - cpu_before);
        latencies.sort_unstable();
        let percentile = |part: usize| latencies[(latencies.len() * part / 100).min(latencies.len() - 1)];
        println!(
            r#"{{"calls": {}, "seconds": {seconds}, "cpu_seconds": {cpu}, "p50_ns": {}, "p99_ns": {}, "peak_kib": {}}}"#,
            latencies.len(),
            percentile(50),
            percentile(99),
            peak_kib()?
        );
        Ok(())
    })
}

/// Makes calls for some time, at least one in each task, and returns their times in nanoseconds.
async fn calls<C: Caller>(caller: &C, options: &Options, time: Duration) -> Result<Vec<u32>> {
    let end = Instant::now() + time;
    let one_after_the_other =
        |_| tokio::spawn(calls_until(end, caller.clone(), options.expected.clone()));
    let tasks: Vec<_> = (0..options.in_flight).map(one_after_the_other).collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

async fn calls_until(end: Instant, mut caller: impl Caller, expected: String) -> Result<Vec<u32>> {
    let mut latencies = Vec::new();
    loop {
        let began = Instant::now();
        let answer = caller.call().await?;
        latencies.push(u32::try_from(began.elapsed().as_nanos())?);
        if answer != expected {
            return Err(format!("expected {expected}, got {answer}").into());
        }
        if Instant::now() >= end {
            return Ok(latencies);
        }
    }
}

fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32).as_secs_f64()
}

/// The peak of the resident memory.
fn peak_kib() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
    Ok(peak.ok_or("/proc/self/status has no VmHWM")?.parse()?)
}
