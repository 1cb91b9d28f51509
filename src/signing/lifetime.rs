//! When a value expires and when it is due for renewal, by tokio's clock.

use std::time::Duration;

use tokio::time::Instant;

/// The longest lifetime and time limit: thirty years. More than that means no limit, and no clock overflows by it.
pub(crate) const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The least time between a fetch, or a failed renewal, and the next renewal, because IAM limits requests.
pub(crate) const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// How long before its expiry a value is renewed, at most a quarter of its lifetime. The server's clock may be 15 minutes
/// ahead of the client's; the rest is time for calls in progress.
const RENEW_AHEAD: Duration = Duration::from_secs(20 * 60);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifetime {
    renew_at: Instant,
    expires_at: Instant,
}

impl Lifetime {
    /// A lifetime that begins at `start`.
    pub(crate) fn new(start: Instant, length: Duration) -> Self {
        let length = length.min(LONGEST);
        let used = length.saturating_sub(RENEW_AHEAD.min(length / 4)).max(RENEWAL_PAUSE);
        Self { renew_at: start + used, expires_at: start + length }
    }

    /// The time until the value expires.
    pub(crate) fn remaining(self) -> Duration {
        self.expires_at.saturating_duration_since(Instant::now())
    }
}

/// A value that may expire. Without a lifetime it never does.
pub(crate) trait Expires {
    fn lifetime(&self) -> Option<Lifetime>;

    fn is_expired(&self) -> bool {
        self.lifetime().is_some_and(|lifetime| Instant::now() >= lifetime.expires_at)
    }

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
