//! The one fetch under way for all who need the same, and how the last one failed, if it did.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Result};
use crate::http::retry_after::THROTTLED_PAUSE;
use crate::signing::lifetime::RENEWAL_PAUSE;

/// Longest `Retry-After` that is kept to: a slip of some proxy must not silence a client for a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// Where those who wait see the end of a fetch, good or bad.
pub(crate) type PendingFetch<T> = watch::Receiver<End<T>>;

/// None while the fetch is under way.
type End<T> = Option<Result<Arc<T>>>;

#[derive(Debug)]
pub(crate) struct SingleFlight<T> {
    pending: Option<(PendingFetch<T>, Instant)>,
    failure: Option<Failure>,
}

#[derive(Debug)]
struct Failure {
    error: Error,
    landed_at: Instant,
}

impl Failure {
    /// Whether nothing is to be fetched again yet.
    fn is_shut(&self) -> bool {
        self.error.wait().is_some_and(|wait| !wait.is_zero())
    }
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self { pending: None, failure: None }
    }
}

impl<T> SingleFlight<T> {
    /// A fetch begins; tells where its end is to be sent, and where it will be seen.
    pub(crate) fn begin(&mut self) -> (watch::Sender<End<T>>, PendingFetch<T>) {
        let (sender, pending) = watch::channel(None);
        self.pending = Some((pending.clone(), Instant::now()));
        (sender, pending)
    }

    /// The landing of a fetch that still can end: not if its task is gone, nor if its runtime rests for so long.
    pub(crate) fn under_way(&self, fetch_time: Duration) -> Option<PendingFetch<T>> {
        let (pending, started_at) = self.pending.as_ref()?;
        let rested = fetch_time.saturating_mul(2);
        let can_end = pending.has_changed().is_ok() && started_at.elapsed() <= rested;
        can_end.then(|| pending.clone())
    }

    /// The failure of whoever was there before it, or comes too soon after it: all share it, since IAM counts wrong
    /// passwords.
    pub(crate) fn shared(&self, began: Instant) -> Option<Error> {
        let failure = self.failure.as_ref()?;
        let is_shared = began < failure.landed_at || failure.is_shut();
        is_shared.then(|| failure.error.clone())
    }

    /// Whether a renewal may be tried.
    pub(crate) fn is_due(&self) -> bool {
        self.failure.as_ref().is_none_or(|failure| {
            !failure.is_shut() && failure.landed_at.elapsed() >= RENEWAL_PAUSE
        })
    }

    /// Notes how the fetch ended that was to land there.
    pub(crate) fn finish<V>(&mut self, there: &PendingFetch<T>, result: Result<V>) -> Result<V> {
        let landed_at = Instant::now();
        // Another may be under way by now, if this one's runtime has rested.
        self.pending.take_if(|(pending, _)| pending.same_channel(there));
        let result = result.map_err(|error| {
            let not_before = pause(&error).map(|pause| landed_at + pause);
            let mut error = error;
            error.0.paid.get_or_insert_default();
            error.0.not_before = not_before;
            error
        });
        let failure = |error: &Error| Failure { error: error.clone(), landed_at };
        self.failure = result.as_ref().err().map(failure);
        result
    }
}

/// How long a source is left alone after a failure, if it asks for that.
fn pause(error: &Error) -> Option<Duration> {
    let throttled = (error.kind() == ErrorKind::Throttled).then_some(THROTTLED_PAUSE);
    error.wait().map(|wait| wait.min(LONGEST_PAUSE)).max(throttled)
}
