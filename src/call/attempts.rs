//! The attempts of one call: how many there were, and whether there is another.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::call::retry::{Budget, RetryPolicy, is_worth_another};
use crate::error::{Error, ErrorKind, Result};
use crate::http::deadline::Deadline;
use crate::http::trace;

/// How often a request is sent again that the server did not process. That is no attempt, takes no wait and costs no budget:
/// a server may end every connection after a few requests, and only a limit to such bad luck is needed.
const MAX_UNPROCESSED: u32 = 30;

/// What a call may take.
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
        Self {
            options,
            budget,
            began,
            attempt_began: began,
            deadline,
            made: 0,
            failed: 0,
            unprocessed: 0,
        }
    }

    /// Another attempt begins.
    pub(crate) fn count(&mut self) {
        self.made = self.made.saturating_add(1);
        self.attempt_began = Instant::now();
    }

    pub(crate) fn attempt_began(&self) -> Instant {
        self.attempt_began
    }

    /// How many attempts came before this one.
    pub(crate) fn repeats(&self) -> u32 {
        self.made.saturating_sub(1)
    }

    /// The time of one exchange, which begins now.
    pub(crate) fn exchange_deadline(&self) -> Deadline {
        self.deadline.or_within(self.options.attempt_timeout)
    }

    /// It was answered; tells after how many attempts.
    pub(crate) fn succeed(&self) -> u32 {
        self.budget.earn();
        self.made
    }

    /// Waits until it is time for another attempt; the error comes back if there is to be none.
    pub(crate) async fn wait_after(&mut self, error: Error) -> Result<()> {
        if error.is_unprocessed()
            && self.options.retry.is_on()
            && self.unprocessed < MAX_UNPROCESSED
        {
            self.unprocessed += 1;
            self.made = self.made.saturating_sub(1);
            return Ok(());
        }
        self.failed = self.failed.saturating_add(1);
        match self.pause(&error) {
            Some(wait) => {
                trace::retry(self.made, wait, &error);
                // What was paid for many stays paid: others go on with it.
                let after = Some(error.kind()).filter(|_| !error.is_shared());
                let refund = Refund { budget: self.budget, after };
                sleep(wait).await;
                std::mem::forget(refund);
                Ok(())
            }
            None => Err(self.give_up(error)),
        }
    }

    /// The wait before another attempt, if it is worth one, fits into the time, and is paid for.
    fn pause(&self, error: &Error) -> Option<Duration> {
        let wait = self.options.retry.wait(self.failed, error.wait(), random());
        let wait = wait.filter(|wait| is_worth_another(error) && *wait < self.deadline.remaining());
        wait.filter(|_| error.is_paid(|kind| self.budget.pay(kind)))
    }

    /// The error as it is told: with what it took, and not worth a repetition that the client has made already.
    pub(crate) fn give_up(&self, error: Error) -> Error {
        let is_persistent = self.options.retry.is_on() && is_worth_another(&error);
        let retryable = error.is_retryable() && !is_persistent;
        error.with_retryable(retryable).with_attempts(self.made, self.began.elapsed())
    }
}

/// Gives back what was paid for an attempt, since whoever called has gone away while it waited.
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

/// A number unlike the last. The standard library's hasher starts from a random key, which spreads clients well enough.
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
        failure().with_retry_after(Some(wait))
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_tells_attempts_and_time_once_they_are_used_up() {
        let budget = Budget::full();
        let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        let began = Instant::now();
        let error = loop {
            attempts.count();
            sleep(SECOND).await; // the attempt
            match attempts.wait_after(failure()).await {
                Ok(()) => {}
                Err(error) => break error,
            }
        };
        assert_eq!((error.attempts(), error.elapsed()), (3, began.elapsed()));
        assert!(error.elapsed() >= 3 * SECOND && error.elapsed() <= 3 * SECOND + SECOND * 6 / 10);
        assert!(!error.is_retryable(), "the client has given up");
        let told = error.to_string();
        assert!(told.starts_with("failed after 3 attempts in 3."), "{told}");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_retries_by_himself_is_told_whether_to() {
        let budget = Budget::full();
        let mut attempts = Attempts::begin(options(RetryPolicy::off()), &budget);
        attempts.count();
        let error = attempts.wait_after(failure()).await.unwrap_err();
        assert_eq!(
            (error.is_retryable(), error.attempts(), &*error.to_string()),
            (true, 1, "failed")
        );
        assert!(budget.pay(ErrorKind::Service), "nothing was paid");
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_does_not_fit_is_not_begun() {
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

    /// What the server did not process is sent again at once, and is no attempt.
    #[tokio::test(start_paused = true)]
    async fn an_unprocessed_request_costs_nothing() {
        let unprocessed = || failure().with_unprocessed(true);
        let budget = Budget::full();
        let began = Instant::now();
        let mut attempts = Attempts::begin(options(RetryPolicy::default()), &budget);
        for _ in 0..MAX_UNPROCESSED {
            attempts.count();
            attempts.wait_after(unprocessed()).await.unwrap();
        }
        assert_eq!((began.elapsed(), attempts.made), (Duration::ZERO, 0));
        assert_eq!((0..200).filter(|_| budget.pay(ErrorKind::Service)).count(), 100);
        attempts.count();
        assert!(attempts.wait_after(unprocessed()).await.is_err(), "the budget is empty by now");
        let mut attempts = Attempts::begin(options(RetryPolicy::off()), &budget);
        attempts.count();
        assert!(attempts.wait_after(unprocessed()).await.is_err(), "nothing is sent again");
    }

    #[tokio::test(start_paused = true)]
    async fn clones_share_what_further_attempts_there_are() {
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
    async fn who_goes_away_takes_back_what_was_paid_for_him_alone() {
        for (error, left) in [(throttled(SECOND), 100), (throttled(SECOND).shared(), 99)] {
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
