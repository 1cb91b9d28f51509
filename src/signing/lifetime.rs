//! How long a value lives, and when it is time for another, by tokio's clock.

use std::time::Duration;

use tokio::time::Instant;

/// Whoever allows more time means no limit, and the clock of no system overflows by it: thirty years.
pub(crate) const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// How long after a failed renewal the next one is tried, while the old value still lives: IAM counts requests. Nothing is
/// renewed sooner than this after it was fetched.
pub(crate) const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// How long before its expiry a value is renewed: a signature is accepted from a clock that is off by 15 minutes, so as
/// much is added to the time that a call takes. A short life is used for three quarters of it.
const RENEW_AHEAD: Duration = Duration::from_secs(20 * 60);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifetime {
    renew_at: Instant,
    expires_at: Instant,
}

impl Lifetime {
    /// A life that began at `start`.
    pub(crate) fn new(start: Instant, length: Duration) -> Self {
        let length = length.min(LONGEST);
        let used = length.saturating_sub(RENEW_AHEAD.min(length / 4)).max(RENEWAL_PAUSE);
        Self { renew_at: start + used, expires_at: start + length }
    }

    /// What is left of it.
    pub(crate) fn remaining(self) -> Duration {
        self.expires_at.saturating_duration_since(Instant::now())
    }
}

/// What may have an end; without one it is never old.
pub(crate) trait Expires {
    fn lifetime(&self) -> Option<Lifetime>;

    /// Whether its life is over.
    fn is_expired(&self) -> bool {
        self.lifetime().is_some_and(|lifetime| Instant::now() >= lifetime.expires_at)
    }

    /// Whether it is time for another.
    fn needs_renewal(&self) -> bool {
        self.lifetime()
            .is_some_and(|lifetime| Instant::now() >= lifetime.renew_at.min(lifetime.expires_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_life_is_used_for_most_of_it() {
        let start = Instant::now();
        for (length, used) in [(86400, 86400 - 1200), (3600, 2700), (60, 45), (10, 30)] {
            let lifetime = Lifetime::new(start, Duration::from_secs(length));
            assert_eq!(lifetime.renew_at - start, Duration::from_secs(used));
            assert_eq!(lifetime.expires_at - start, Duration::from_secs(length));
        }
        assert_eq!(Lifetime::new(start, Duration::MAX).expires_at - start, LONGEST);
    }
}
