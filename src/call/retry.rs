//! Whether, when and how often a failed attempt is repeated: arithmetic alone, with time and randomness handed in.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// Attempts of a call, the first included: what the vendor's own guides and the SDKs of other clouds settle on. Two
/// more chances outlast a restart behind a load balancer; more of them mostly repeat an outage.
const MAX_ATTEMPTS: u32 = 3;

/// Longest wait before the second attempt; each further one may wait twice as long. Some round trips round the world.
const BASE: Duration = Duration::from_millis(200);

/// Longest wait that doubling leads to: a call of 30 seconds has time for several of them.
const MAX: Duration = Duration::from_secs(5);

/// Longest wait that a service may ask for: with it and two attempts of ordinary length, a call of 30 seconds still ends
/// in its time.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(20);

/// How often a call is tried, and how long it waits between its attempts.
///
/// The client retries errors that can succeed without a change: connection failures, timeouts, 408, 429, and the 5xx codes
/// for which the contract's tables say that waiting helps; see [`Error::is_retryable`]. It never retries 400, 401, 403 or
/// 404, a certificate that it does not trust, or a proxy that wants a password. Apart from this it replaces a refused token
/// once, and does not send a refused signature again.
///
/// Waits are random between nothing and a limit that doubles with each attempt, so that clients which failed together do
/// not return together. If the service says `Retry-After`, that is waited for, and such a random time besides; after a 429
/// without it, one second. A wait that does not fit into the time of the call is not begun: the call fails at once with the
/// error at hand.
///
/// All clones of a client share a budget: 500 tokens, of which a second attempt costs 5, or 10 after a time-out, and to
/// which each answered call adds 1. In an outage that is 100 further attempts in all; in the long run it is one for every
/// five calls that are answered, so that a service in trouble meets at most a fifth more traffic.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "hand it to `ClientBuilder::retry` or `ListDatastores::retry`"]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    max: Duration,
    max_retry_after: Duration,
}

/// Three attempts; at most 0.2 seconds before the second and 0.4 before the third; up to 20 seconds if the service asks.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self { max_attempts: MAX_ATTEMPTS, base: BASE, max: MAX, max_retry_after: MAX_RETRY_AFTER }
    }
}

impl RetryPolicy {
    /// One attempt and no more, for whoever tries again by himself.
    pub fn off() -> Self {
        Self::default().max_attempts(1)
    }

    /// Attempts of a call, the first included: 3 unless set. 0 and 1 both mean that nothing is tried again.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Longest wait before the second attempt, and longest wait of all: 200 milliseconds and 5 seconds unless set. Zero
    /// for both means no wait.
    pub fn backoff(mut self, base: Duration, max: Duration) -> Self {
        (self.base, self.max) = (base, max);
        self
    }

    /// Longest `Retry-After` that is waited for: 20 seconds unless set. If the service asks for more, the call fails at
    /// once, and [`Error::retry_after`] tells when to come again.
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Whether anything is ever tried again.
    pub(crate) fn is_on(self) -> bool {
        self.max_attempts > 1
    }

    /// The wait after so many failures, `asked` being what the service asks for; none if it was the last attempt.
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

/// A random part of a time, from nothing to all of it.
fn part(whole: Duration, random: u64) -> Duration {
    const NANOS: u128 = 1_000_000_000;
    // 94 bits by 32 fit into 128.
    let nanos = whole.as_nanos() * u128::from(random >> 32) / u128::from(u32::MAX);
    let seconds = u64::try_from(nanos / NANOS).unwrap_or(u64::MAX);
    Duration::new(seconds, u32::try_from(nanos % NANOS).unwrap_or_default())
}

/// Whether another attempt can end otherwise. These four statuses are about the request, whatever a table says.
pub(crate) fn is_worth_another(error: &Error) -> bool {
    error.is_retryable() && !matches!(error.status(), Some(400 | 401 | 403 | 404))
}

/// Further attempts that all clones of a client have left, so that an outage does not multiply traffic.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    /// A hundred further attempts: enough for a burst, little for a service in trouble.
    const SIZE: u32 = 500;

    /// What another attempt costs, against 1 for each answered call: a fifth more traffic in the long run.
    const PRICE: u32 = 5;

    /// After a time-out twice as much, since the service may still be at work on what nobody waits for.
    const PRICE_AFTER_TIMEOUT: u32 = 10;

    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(Self::SIZE))
    }

    fn price(after: ErrorKind) -> u32 {
        if after == ErrorKind::Timeout { Self::PRICE_AFTER_TIMEOUT } else { Self::PRICE }
    }

    /// Pays for another attempt after this failure, if enough is left.
    pub(crate) fn pay(&self, after: ErrorKind) -> bool {
        let pay = |left: u32| left.checked_sub(Self::price(after));
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, pay).is_ok()
    }

    /// Takes back what was paid after this failure.
    pub(crate) fn refund(&self, after: ErrorKind) {
        let refund = |left: u32| Some((left + Self::price(after)).min(Self::SIZE));
        _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, refund);
    }

    /// Earns what an answered call is worth. A full budget is only looked at, so that calls do not contend for it.
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
