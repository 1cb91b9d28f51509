//! Whether, when and how often the client retries. Pure arithmetic: time and randomness are arguments.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// How many attempts a call makes, and how long it waits between them.
///
/// The client retries errors that can succeed without a change: connection failures, timeouts, 408, 429, and the 5xx codes
/// for which the contract's tables say that waiting helps; see [`Error::is_retryable`]. It never retries 400, 401, 403 or
/// 404, an untrusted certificate, or a proxy that requires a password. Independently of this policy, it replaces a refused
/// token once.
///
/// Each wait is random, between zero and a limit that doubles with each attempt, so that clients that failed together do not
/// retry together. If the response has `Retry-After`, the client waits that long, plus such a random time; after a 429 without
/// it, one second. If a wait does not fit into the timeout of the call, the call fails at once with the error of its last
/// attempt.
///
/// All clones of a client share a budget of 500 points. A retry costs 5 points, or 10 after a timeout. A successful call earns
/// 1 point. In an outage, the clones make at most 100 retries in total. In the long run, they make at most one retry for every
/// five successful calls, so a service in trouble receives at most a fifth more requests.
///
/// ```
/// use std::time::Duration;
///
/// use taurusdb_htap::{Client, Credentials, RetryPolicy};
///
/// let patient = RetryPolicy::default()
///     .max_attempts(5)
///     .backoff(Duration::from_millis(500), Duration::from_secs(10))
///     .max_retry_after(Duration::from_secs(60));
/// let client = Client::builder()
///     .region("cn-north-4")
///     .project_id("23a50154cf494ec9ad6883979a12db0a")
///     .credentials(Credentials::token("MIIE..."))
///     .timeout(Duration::from_secs(120))
///     .retry(patient)
///     .build()?;
/// # Ok::<(), taurusdb_htap::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "pass it to `ClientBuilder::retry` or `ListDatastores::retry`"]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) base: Duration,
    pub(crate) max: Duration,
    pub(crate) max_retry_after: Duration,
}

impl RetryPolicy {
    /// One attempt and no retries. Use it if your own code retries.
    ///
    /// Without retries, some calls fail when a gateway or load balancer in front of the service reloads its configuration,
    /// because it closes connections with requests on them. [`Error::is_retryable`] returns `true` for their errors.
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// The maximum number of attempts, including the first: 3 by default. 0 and 1 both turn retries off.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The longest wait before the second attempt, and the longest wait before any attempt: 200 milliseconds and 5 seconds by
    /// default. Zero for both means no wait.
    pub fn backoff(mut self, base: Duration, max: Duration) -> Self {
        (self.base, self.max) = (base, max);
        self
    }

    /// The longest `Retry-After` that the client waits for: 20 seconds by default. If the service asks for a longer wait, the
    /// call fails at once, and [`Error::retry_after`] returns the wait.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Returns the maximum number of attempts, including the first.
    #[must_use]
    pub fn get_max_attempts(self) -> u32 {
        self.max_attempts
    }

    /// Returns the longest wait before the second attempt, and the longest wait before any attempt.
    #[must_use]
    pub fn get_backoff(self) -> (Duration, Duration) {
        (self.base, self.max)
    }

    /// Returns the longest `Retry-After` that the client waits for.
    #[must_use]
    pub fn get_max_retry_after(self) -> Duration {
        self.max_retry_after
    }

    /// Whether this policy allows retries.
    pub(crate) fn is_on(self) -> bool {
        self.max_attempts > 1
    }

    /// The wait after this number of failures, or `None` after the last attempt. `asked` is the wait that the service asks for.
    pub(crate) fn wait(
        self,
        failures: u32,
        asked: Option<Duration>,
        random: u64,
    ) -> Option<Duration> {
        if failures >= self.max_attempts || asked.is_some_and(|asked| asked > self.max_retry_after)
        {
            return None;
        }
        let doubled = 2_u32.checked_pow(failures.saturating_sub(1));
        let limit = doubled.and_then(|times| self.base.checked_mul(times));
        let jitter = part(limit.unwrap_or(Duration::MAX).min(self.max), random);
        Some(asked.unwrap_or_default().saturating_add(jitter))
    }
}

/// A random part of a duration, from zero to all of it.
fn part(whole: Duration, random: u64) -> Duration {
    const NANOS: u128 = 1_000_000_000;
    // 94 bits by 32 fit into 128.
    let nanos = whole.as_nanos() * u128::from(random >> 32) / u128::from(u32::MAX);
    let seconds = u64::try_from(nanos / NANOS).unwrap_or(u64::MAX);
    Duration::new(seconds, u32::try_from(nanos % NANOS).unwrap_or_default())
}

/// Whether the same request can succeed later. These four statuses concern the request itself, whatever a table says.
pub(crate) fn can_succeed_later(error: &Error) -> bool {
    error.is_retryable() && !matches!(error.status(), Some(400 | 401 | 403 | 404))
}

/// The retries that all clones of a client have left, so that they do not multiply the requests during an outage.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    /// Enough for 100 retries: many for one burst of errors, few for a service in trouble.
    const SIZE: u32 = 500;

    /// The price of a retry. A successful call earns 1, so retries add at most a fifth in the long run.
    const PRICE: u32 = 5;

    /// The price after a timeout. It is higher because the service may still be working on the request.
    const PRICE_AFTER_TIMEOUT: u32 = 10;

    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(Self::SIZE))
    }

    fn price(after: ErrorKind) -> u32 {
        if after == ErrorKind::Timeout { Self::PRICE_AFTER_TIMEOUT } else { Self::PRICE }
    }

    /// Pays for a retry after this failure, if enough is left.
    pub(crate) fn pay(&self, after: ErrorKind) -> bool {
        let pay = |left: u32| left.checked_sub(Self::price(after));
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// Returns the price of a retry after this failure.
    pub(crate) fn refund(&self, after: ErrorKind) {
        let refund = |left: u32| Some((left + Self::price(after)).min(Self::SIZE));
        _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, refund);
    }

    /// Adds the earnings of a successful call. A full budget is only read, so that calls do not contend for it.
    pub(crate) fn earn(&self) {
        if self.left() < Self::SIZE {
            let earn = |left: u32| (left < Self::SIZE).then_some(left + 1);
            _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earn);
        }
    }

    fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests;
