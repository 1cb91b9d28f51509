//! A deadline by tokio's clock, which tests can move.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::signing::lifetime::LONGEST;

/// The moment when something must be done, and the duration that led to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    at: Instant,
    allowed: Duration,
}

/// The deadline has passed. Holds the allowed duration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DeadlineExceeded(pub(crate) Duration);

impl Deadline {
    /// The deadline `allowed` after `start`.
    pub(crate) fn new(start: Instant, allowed: Duration) -> Self {
        Self { at: start + allowed.min(LONGEST), allowed }
    }

    /// This deadline, or `allowed` from now, whichever is sooner.
    pub(crate) fn or_within(self, allowed: Duration) -> Self {
        let other = Self::new(Instant::now(), allowed);
        if other.at < self.at { other } else { self }
    }

    /// The time that is left.
    pub(crate) fn remaining(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// Runs a future until the deadline. Pass a large future as a pinned reference, because this moves it more than once.
    pub(crate) async fn run<T>(self, work: impl Future<Output = T>) -> Result<T, DeadlineExceeded> {
        timeout_at(self.at, work).await.map_err(|_| DeadlineExceeded(self.allowed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_sooner_deadline_applies() {
        let (brief, long) = (Duration::from_secs(1), Duration::from_secs(30));
        let whole = Deadline::new(Instant::now(), long);
        let never = std::future::pending::<()>;
        assert_eq!(whole.or_within(brief).run(never()).await, Err(DeadlineExceeded(brief)));
        assert_eq!(whole.remaining(), Duration::from_secs(29));
        assert_eq!(whole.or_within(long).run(never()).await, Err(DeadlineExceeded(long)));
        assert_eq!(whole.remaining(), Duration::ZERO);
        assert_eq!(Deadline::new(Instant::now(), Duration::MAX).remaining(), LONGEST);
    }
}
