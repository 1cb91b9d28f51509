//! How long something may take, by tokio's clock, which tests move.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::signing::lifetime::LONGEST;

/// A moment by which something has to be done, and the time that was allowed for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    allowed: Duration,
}

/// The time is up: so much was allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DeadlineExceeded(pub(crate) Duration);

impl Deadline {
    /// So much time from a moment on.
    pub(crate) fn new(start: Instant, allowed: Duration) -> Self {
        Self { at: start + allowed.min(LONGEST), allowed }
    }

    /// This one, or so much time from now on, whichever is sooner.
    pub(crate) fn or_within(self, allowed: Duration) -> Self {
        let other = Self::new(Instant::now(), allowed);
        if other.at < self.at { other } else { self }
    }

    /// What is left of the time.
    pub(crate) fn remaining(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Works until the time is up. Hand in what is large as a pinned reference: it is moved more than once.
    pub(crate) async fn hold<T>(
        self,
        work: impl Future<Output = T>,
    ) -> Result<T, DeadlineExceeded> {
        timeout_at(self.at, work).await.map_err(|_| DeadlineExceeded(self.allowed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_sooner_moment_counts_and_names_its_time() {
        let (brief, long) = (Duration::from_secs(1), Duration::from_secs(30));
        let whole = Deadline::new(Instant::now(), long);
        let never = std::future::pending::<()>;
        assert_eq!(whole.or_within(brief).hold(never()).await, Err(DeadlineExceeded(brief)));
        assert_eq!(whole.remaining(), Duration::from_secs(29));
        assert_eq!(whole.or_within(long).hold(never()).await, Err(DeadlineExceeded(long)));
        assert_eq!(whole.remaining(), Duration::ZERO);
        assert_eq!(Deadline::new(Instant::now(), Duration::MAX).remaining(), LONGEST);
    }
}
