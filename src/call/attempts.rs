//! The attempts of one call: their number, their deadlines, and whether another one follows.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::call::retry::{Budget, RetryPolicy, can_succeed_later};
use crate::call::trace;
use crate::error::{Error, ErrorKind, Result};
use crate::http::deadline::Deadline;

/// How often a call repeats a request that the server did not process. Such a repetition is not an attempt, does not wait and
/// costs no budget. A server may end every connection after a few requests, so only an unlikely number needs a limit.
const MAX_UNPROCESSED: u32 = 30;

/// The limits of one call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: RetryPolicy,
}

#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    options: CallOptions,
    budget: &'a Budget,
    began: Instant,
    attempt_began: Instant,
    pub(crate) deadline: Deadline,
    made: u32,
    failed: u32,
    /// Requests that the server did not process.
    unprocessed: u32,
}

impl<'a> Attempts<'a> {
    pub(crate) fn begin(options: CallOptions, budget: &'a Budget) -> Self {
        let began = Instant::now();
        let deadline = Deadline::new(began, options.timeout);
        let (made, failed, unprocessed) = (0, 0, 0);
        Self { options, budget, began, attempt_began: began, deadline, made, failed, unprocessed }
    }

    pub(crate) fn begin_attempt(&mut self) {
        self.made = self.made.saturating_add(1);
        self.attempt_began = Instant::now();
    }

    pub(crate) fn attempt_began(&self) -> Instant {
        self.attempt_began
    }

    /// The number of attempts before the current one.
    pub(crate) fn retries(&self) -> u32 {
        self.made.saturating_sub(1)
    }

    /// The deadline of an exchange that begins now.
    pub(crate) fn exchange_deadline(&self) -> Deadline {
        self.deadline.or_within(self.options.attempt_timeout)
    }

    /// Pays into the budget for a successful attempt. Returns how many attempts the call made.
    pub(crate) fn succeed(&self) -> u32 {
        self.budget.earn();
        self.made
    }

    /// Waits until the next attempt may begin. Returns the error if there is none.
    pub(crate) async fn wait_after(&mut self, error: Error) -> Result<()> {
        let is_on = self.options.retry.is_on();
        if error.0.is_unprocessed && is_on && self.unprocessed < MAX_UNPROCESSED {
            self.unprocessed += 1;
            self.made = self.made.saturating_sub(1);
            return Ok(());
        }
        self.failed = self.failed.saturating_add(1);
        let Some(wait) = self.next_wait(&error) else { return Err(self.give_up(error)) };
        trace::retry(self.made, wait, &error);
        // A shared error is paid once for all calls, so it stays paid.
        let after = Some(error.kind()).filter(|_| error.0.paid.is_none());
        let refund = Refund { budget: self.budget, after };
        sleep(wait).await;
        std::mem::forget(refund);
        Ok(())
    }

    /// The wait before the next attempt, if one can succeed, fits into the deadline, and is paid for.
    fn next_wait(&self, error: &Error) -> Option<Duration> {
        let wait = self.options.retry.wait(self.failed, error.wait(), random())?;
        let fits = can_succeed_later(error) && wait < self.deadline.remaining();
        (fits && error.is_paid(|kind| self.budget.pay(kind))).then_some(wait)
    }

    /// The error that the call returns: with its attempts and duration, and not retryable if the client has retried already.
    pub(crate) fn give_up(&self, mut error: Error) -> Error {
        let has_retried = self.options.retry.is_on() && can_succeed_later(&error);
        error.0.is_retryable &= !has_retried;
        (error.0.attempts, error.0.elapsed) = (self.made, self.began.elapsed());
        error
    }
}

/// Returns the price of an attempt to the budget if the caller drops the call while it waits.
struct Refund<'a> {
    budget: &'a Budget,
    after: Option<ErrorKind>,
}

impl Drop for Refund<'_> {
    fn drop(&mut self) {
        if let Some(after) = self.after {
            self.budget.refund(after);
        }
    }
}

/// A random number. The standard library's hasher has random keys, which is good enough to spread clients.
fn random() -> u64 {
    RandomState::new().hash_one(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn options(retry: RetryPolicy) -> CallOptions {
        CallOptions { timeout: 30 * SECOND, attempt_timeout: 10 * SECOND, retry }
    }

    fn failure() -> Error {
        Error::new(ErrorKind::Service, "failed").with_retryable(true)
    }

    fn throttled(wait: Duration) -> Error {
        let mut error = failure();
        error.0.retry_after = Some(wait);
        error
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_error_has_the_attempts_and_the_time() {
        let budget = Budget::full();
        let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        let began = Instant::now();
        let error = loop {
            attempts.begin_attempt();
            sleep(SECOND).await; // the attempt
            match attempts.wait_after(failure()).await {
                Ok(()) => {}
                Err(error) => break error,
            }
        };
        assert_eq!((error.attempts(), error.elapsed()), (3, began.elapsed()));
        assert!(error.elapsed() >= 3 * SECOND && error.elapsed() <= 3 * SECOND + SECOND * 6 / 10);
        assert!(!error.is_retryable(), "the client has given up");
        let text = error.to_string();
        assert!(text.starts_with("failed after 3 attempts in 3."), "{text}");
    }

    #[tokio::test(start_paused = true)]
    async fn errors_stay_retryable_when_retries_are_off() {
        let budget = Budget::full();
        let mut attempts = Attempts::begin(options(RetryPolicy::off()), &budget);
        attempts.begin_attempt();
        let error = attempts.wait_after(failure()).await.unwrap_err();
        assert_eq!(
            (error.is_retryable(), error.attempts(), &*error.to_string()),
            (true, 1, "failed")
        );
        assert!(budget.pay(ErrorKind::Service), "nothing was paid");
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_longer_than_the_deadline_fails_at_once() {
        let budget = Budget::full();
        let policy = RetryPolicy::default()
            .backoff(Duration::ZERO, Duration::ZERO)
            .max_retry_after(SECOND * 99);
        let mut attempts = Attempts::begin(options(policy), &budget);
        let began = Instant::now();
        attempts.wait_after(throttled(20 * SECOND)).await.unwrap();
        assert_eq!(began.elapsed(), 20 * SECOND);
        let error = attempts.wait_after(throttled(10 * SECOND)).await.unwrap_err();
        assert_eq!((began.elapsed(), error.elapsed()), (20 * SECOND, 20 * SECOND));
        assert_eq!((error.is_retryable(), error.retry_after()), (false, Some(10 * SECOND)));
        let mut attempts = Attempts::begin(options(policy.max_retry_after(SECOND)), &budget);
        let error = attempts.wait_after(throttled(2 * SECOND)).await.unwrap_err();
        assert_eq!((error.elapsed(), error.retry_after()), (Duration::ZERO, Some(2 * SECOND)));
    }

    #[tokio::test(start_paused = true)]
    async fn an_unprocessed_request_costs_nothing() {
        let unprocessed = || {
            let mut error = failure();
            error.0.is_unprocessed = true;
            error
        };
        let budget = Budget::full();
        let began = Instant::now();
        let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        for _ in 0..MAX_UNPROCESSED {
            attempts.begin_attempt();
            attempts.wait_after(unprocessed()).await.unwrap();
        }
        assert_eq!((began.elapsed(), attempts.made), (Duration::ZERO, 0));
        assert_eq!((0..200).filter(|_| budget.pay(ErrorKind::Service)).count(), 100);
        attempts.begin_attempt();
        assert!(attempts.wait_after(unprocessed()).await.is_err(), "the budget is empty by now");
        let mut attempts = Attempts::begin(options(RetryPolicy::off()), &budget);
        attempts.begin_attempt();
        assert!(attempts.wait_after(unprocessed()).await.is_err(), "nothing is sent again");
    }

    #[tokio::test(start_paused = true)]
    async fn clones_share_one_budget() {
        let budget = Budget::full();
        let mut further = 0;
        for _ in 0..1000 {
            let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
            while attempts.wait_after(failure()).await.is_ok() {
                further += 1;
            }
        }
        assert_eq!(further, 100);
        let attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        (0..5).for_each(|_| _ = attempts.succeed());
        let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        assert!(
            attempts.wait_after(failure()).await.is_ok()
                && attempts.wait_after(failure()).await.is_err()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_dropped_call_gets_its_own_price_back() {
        let mut shared = throttled(SECOND);
        shared.0.paid = Some(std::sync::Arc::default());
        for (error, left) in [(throttled(SECOND), 100), (shared, 99)] {
            let budget = Budget::full();
            for _ in 0..200 {
                let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
                let wait = attempts.wait_after(error.clone());
                assert!(tokio::time::timeout(SECOND / 2, wait).await.is_err());
            }
            assert_eq!((0..200).filter(|_| budget.pay(ErrorKind::Service)).count(), left);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn an_exchange_ends_with_the_call_at_the_latest() {
        let budget = Budget::full();
        let attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        assert_eq!(attempts.exchange_deadline().remaining(), 10 * SECOND);
        sleep(25 * SECOND).await;
        assert_eq!(attempts.exchange_deadline().remaining(), 5 * SECOND);
    }
}
