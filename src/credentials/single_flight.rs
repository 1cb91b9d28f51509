//! The state of a cache: its value, the fetch in progress, which all callers share, and the failure of the last fetch.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::error::{Error, ErrorKind, Result};
use crate::http::retry_after::THROTTLED_PAUSE;
use crate::signing::lifetime::RENEWAL_PAUSE;

/// The longest `Retry-After` that the client respects. A typo in a proxy must not stop a client for a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// The result of a fetch, for all callers that wait for it.
pub(crate) type PendingFetch<T> = watch::Receiver<Outcome<T>>;

/// `None` while the fetch is in progress.
type Outcome<T> = Option<Result<Arc<T>>>;

#[derive(Debug)]
pub(crate) struct SingleFlight<T> {
    pub(crate) current: Option<Arc<T>>,
    pending: Option<(PendingFetch<T>, Instant)>,
    failure: Option<(Error, Instant)>,
}

impl<T> Default for SingleFlight<T> {
    fn default() -> Self {
        Self { current: None, pending: None, failure: None }
    }
}

impl<T> SingleFlight<T> {
    /// Notes that a fetch starts, and returns where to send its result.
    pub(crate) fn begin(&mut self) -> (watch::Sender<Outcome<T>>, PendingFetch<T>) {
        let (sender, pending) = watch::channel(None);
        self.pending = Some((pending.clone(), Instant::now()));
        (sender, pending)
    }

    /// The fetch in progress, unless its task was dropped or its runtime has been idle for too long.
    pub(crate) fn pending(&self, fetch_time: Duration) -> Option<PendingFetch<T>> {
        let (pending, started_at) = self.pending.as_ref()?;
        let longest = fetch_time.saturating_mul(2);
        let can_end = pending.has_changed().is_ok() && started_at.elapsed() <= longest;
        can_end.then(|| pending.clone())
    }

    /// The last failure, for an attempt that began before it or comes too soon after it. All these attempts share it,
    /// because IAM counts wrong passwords.
    pub(crate) fn failure(&self, began: Instant) -> Option<Error> {
        let (error, failed_at) = self.failure.as_ref()?;
        (began < *failed_at || must_wait(error)).then(|| error.clone())
    }

    /// Whether enough time has passed since the last failure to try a renewal.
    pub(crate) fn may_renew(&self) -> bool {
        self.failure.as_ref().is_none_or(|(error, failed_at)| {
            !must_wait(error) && failed_at.elapsed() >= RENEWAL_PAUSE
        })
    }

    /// Notes the result of a fetch, and returns it for the callers. They share its error.
    pub(crate) fn finish(&mut self, fetch: &PendingFetch<T>, result: Result<T>) -> Result<Arc<T>> {
        let ended_at = Instant::now();
        // If the runtime of this fetch was idle, another one may be in progress.
        self.pending.take_if(|(pending, _)| pending.same_channel(fetch));
        match result {
            Ok(value) => {
                self.failure = None;
                Ok(self.current.insert(Arc::new(value)).clone())
            }
            Err(mut error) => {
                error.0.not_before = pause(&error).map(|pause| ended_at + pause);
                error.0.paid.get_or_insert_default();
                self.failure = Some((error.clone(), ended_at));
                Err(error)
            }
        }
    }
}

/// Whether the source requires the client to wait, and the wait is not over.
fn must_wait(error: &Error) -> bool {
    error.wait().is_some_and(|wait| !wait.is_zero())
}

/// How long the client waits after this failure before it fetches again, if the source asks for that.
fn pause(error: &Error) -> Option<Duration> {
    let throttled = (error.kind() == ErrorKind::Throttled).then_some(THROTTLED_PAUSE);
    error.wait().map(|wait| wait.min(LONGEST_PAUSE)).max(throttled)
}
