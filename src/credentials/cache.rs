//! Keeps one identity, renews it ahead of its expiry, and never fetches twice at once.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{Identity, Life};
use crate::error::{Error, Result};

/// How long a renewal in the background may take; a call has as long, unless told otherwise.
const RENEWAL_TIME: Duration = Duration::from_secs(30);

/// How long after a failed renewal the next one is tried, while the old identity still lives: IAM counts requests.
const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// Where new identities come from.
pub(crate) trait Source: Send + Sync + 'static {
    fn fetch(&self) -> impl Future<Output = Result<Identity>> + Send;
}

#[derive(Debug)]
pub(crate) struct Cache<S> {
    source: S,
    current: ArcSwapOption<Identity>,
    /// Held while one caller fetches. The current identity is read without it.
    fetching: Mutex<Option<Failure>>,
    /// How many fetches have ended.
    fetched: AtomicUsize,
}

/// What the last fetch ended with, and when.
#[derive(Debug)]
struct Failure(Error, Instant);

impl<S: Source> Cache<S> {
    pub(crate) fn new(source: S) -> Arc<Self> {
        Arc::new(Self {
            source,
            current: ArcSwapOption::empty(),
            fetching: Mutex::new(None),
            fetched: AtomicUsize::new(0),
        })
    }

    /// The current identity, or a new one if there is none that lives.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Arc<Identity>> {
        let Some(identity) =
            self.current.load_full().filter(|identity| !identity.is_past(|life| life.expires_at))
        else {
            return self.fetch().await;
        };
        if identity.is_past(|life| life.renew_at) {
            self.renew();
        }
        Ok(identity)
    }

    /// Fetches an identity. Who waited for another's fetch shares its end, good or bad: a wrong password is not sent
    /// once for each caller.
    async fn fetch(&self) -> Result<Arc<Identity>> {
        let fetched = self.fetched.load(Ordering::Acquire);
        let mut failure = self.fetching.lock().await;
        match (&*failure, self.fetched.load(Ordering::Acquire) == fetched) {
            (Some(Failure(error, _)), false) => Err(error.clone()),
            _ => self.fetch_alone(&mut failure).await,
        }
    }

    /// Renews in the background; callers go on with the old identity.
    fn renew(self: &Arc<Self>) {
        let is_due = |failure: &Option<Failure>| {
            failure.as_ref().is_none_or(|Failure(_, at)| at.elapsed() >= RENEWAL_PAUSE)
        };
        if !self.fetching.try_lock().is_ok_and(|failure| is_due(&failure)) {
            return;
        }
        let cache = self.clone();
        tokio::spawn(async move {
            if let Ok(mut failure) = cache.fetching.try_lock()
                && is_due(&failure)
            {
                // A failure is kept for the next caller to see; a time-out lets that one try for itself.
                _ = tokio::time::timeout(RENEWAL_TIME, cache.fetch_alone(&mut failure)).await;
            }
        });
    }

    /// Only for the holder of `fetching`, who may find that another has fetched in the meantime.
    async fn fetch_alone(&self, failure: &mut Option<Failure>) -> Result<Arc<Identity>> {
        let current = self.current.load_full();
        if let Some(identity) = current.filter(|identity| !identity.is_past(|life| life.renew_at)) {
            return Ok(identity);
        }
        let result = self.source.fetch().await.map(Arc::new);
        *failure = match &result {
            Ok(identity) => {
                self.current.store(Some(identity.clone()));
                None
            }
            Err(error) => Some(Failure(error.clone(), Instant::now())),
        };
        self.fetched.fetch_add(1, Ordering::Release);
        result
    }

    /// Forgets an identity that was refused, unless another has taken its place.
    pub(crate) fn discard(&self, refused: &Arc<Identity>) {
        self.current.compare_and_swap(Arc::as_ptr(refused), None);
    }
}

impl Identity {
    /// Whether a moment of its life is past; what has no end is never past.
    fn is_past(&self, moment: impl FnOnce(&Life) -> Instant) -> bool {
        self.life.as_ref().is_some_and(|life| Instant::now() >= moment(life))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::super::Proof;
    use super::*;
    use crate::error::ErrorKind;

    /// Numbers its identities; fails while told to, after letting others come to wait.
    #[derive(Default)]
    struct Numbers {
        asked: AtomicUsize,
        fails: std::sync::atomic::AtomicBool,
    }

    impl Source for Numbers {
        async fn fetch(&self) -> Result<Identity> {
            let number = self.asked.fetch_add(1, Ordering::SeqCst);
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            if self.fails.load(Ordering::SeqCst) {
                return Err(Error::new(ErrorKind::Service, format!("failure {number}")));
            }
            let token = HeaderValue::from(number);
            Ok(Identity::fixed(Proof::Token(token)))
        }
    }

    #[tokio::test]
    async fn only_the_refused_identity_is_forgotten() {
        let cache = Cache::new(Numbers::default());
        let first = cache.get().await.unwrap();
        cache.discard(&first);
        let second = cache.get().await.unwrap();
        cache.discard(&first);
        assert_eq!(cache.get().await.unwrap().secrets(), second.secrets());
        assert_eq!((first.secrets()[0], second.secrets()[0]), ("0", "1"));
    }

    #[tokio::test]
    async fn those_who_wait_share_a_failure() {
        let cache = Cache::new(Numbers::default());
        cache.source.fails.store(true, Ordering::SeqCst);
        let calls: Vec<_> = (0..50)
            .map(|_| cache.clone())
            .map(|cache| tokio::spawn(async move { cache.get().await }))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap_err().to_string(), "failure 0");
        }
        cache.source.fails.store(false, Ordering::SeqCst);
        assert!(cache.get().await.is_ok(), "who comes later tries anew");
        assert_eq!(cache.source.asked.load(Ordering::SeqCst), 2);
    }
}
