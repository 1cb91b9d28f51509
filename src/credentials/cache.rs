//! Caches one value, renews it before it expires, and allows one fetch at a time.

use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tracing::Instrument;

use crate::credentials::single_flight::{PendingFetch, SingleFlight};
use crate::credentials::source::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::signing::lifetime::Expires;

#[derive(Debug)]
pub(crate) struct Cache<T> {
    source: Arc<dyn Source<T>>,
    /// The time limit of a fetch, with all its exchanges.
    fetch_time: Duration,
    /// Locked for a few instructions at a time, never across an await.
    state: Mutex<SingleFlight<T>>,
}

impl<T: Expires + Debug + Send + Sync + 'static> Cache<T> {
    pub(crate) fn new(source: Arc<dyn Source<T>>, fetch_time: Duration) -> Arc<Self> {
        Arc::new(Self { source, fetch_time, state: Mutex::default() })
    }

    /// Returns the current value, or fetches one for an attempt that began at that moment. While a value is renewed,
    /// callers get the current one. Callers without a value wait for the same fetch and share its result: a wrong
    /// password is not sent once for each of them, even if they first have to wait for a connection.
    pub(crate) async fn get(self: &Arc<Self>, began: Instant) -> Result<Arc<T>> {
        let mut pending = {
            let mut state = self.state();
            if let Some(value) = state.current.clone().filter(|value| !value.is_expired()) {
                let is_due = value.needs_renewal() && state.may_renew();
                if is_due && state.pending(self.fetch_time).is_none() {
                    self.start(&mut state);
                }
                return Ok(value);
            }
            match (state.pending(self.fetch_time), state.failure(began)) {
                (Some(pending), _) => pending,
                (None, Some(error)) => return Err(error),
                (None, None) => self.start(&mut state),
            }
        };
        if let Ok(Some(result)) = pending.wait_for(Option::is_some).await.as_deref() {
            return result.clone();
        }
        let what = format!("the fetch of the {} was cancelled", self.source.noun());
        let hint = "Its runtime has ended, or its source panicked. Call again.";
        Err(Error::credentials(what, hint).with_retryable(true))
    }

    /// Whether the cache has a value that has not expired.
    pub(crate) fn has_value(&self) -> bool {
        self.state().current.as_ref().is_some_and(|value| !value.is_expired())
    }

    /// Starts a fetch in a task of its own, so that it ends even if every caller stops waiting.
    fn start(self: &Arc<Self>, state: &mut SingleFlight<T>) -> PendingFetch<T> {
        let (sender, pending) = state.begin();
        let (cache, this) = (self.clone(), pending.clone());
        let fetch = async move {
            let result = tokio::time::timeout(cache.fetch_time, cache.source.fetch()).await;
            let result = result.unwrap_or_else(|_| {
                let what = format!("no {} within {:?}", cache.source.noun(), cache.fetch_time);
                Err(Error::new(ErrorKind::Timeout, what)
                    .with_hint(Some("Check the network, and the service that issues the identity."))
                    .with_retryable(true))
            });
            let result = cache.state().finish(&this, result);
            sender.send_replace(Some(result));
        };
        tokio::spawn(fetch.in_current_span()); // traced as part of the call that needed it
        pending
    }

    /// Removes a value that was refused, unless the cache has another one by now.
    pub(crate) fn discard(&self, refused: &Arc<T>) {
        self.state().current.take_if(|current| Arc::ptr_eq(current, refused));
    }

    fn state(&self) -> MutexGuard<'_, SingleFlight<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::credentials::hosts::FETCH_TIME;
    use crate::credentials::source::Fetch;
    use crate::signing::lifetime::Lifetime;

    /// Numbers its values, which live for a minute. Fails on request, after it has let other callers wait.
    #[derive(Clone, Debug, Default)]
    struct Numbers(Arc<(AtomicUsize, AtomicBool)>);

    #[derive(Debug)]
    struct Number(usize, Lifetime);

    impl Number {
        fn new(number: usize) -> Self {
            Self(number, Lifetime::new(Instant::now(), Duration::from_secs(60)))
        }
    }

    impl Expires for Number {
        fn lifetime(&self) -> Option<Lifetime> {
            Some(self.1)
        }
    }

    fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    impl Source<Number> for Numbers {
        fn fetch(&self) -> Fetch<'_, Number> {
            Box::pin(async {
                let number = self.0.0.fetch_add(1, Ordering::SeqCst);
                for _ in 0..100 {
                    tokio::task::yield_now().await;
                }
                if self.0.1.load(Ordering::SeqCst) {
                    return Err(Error::new(ErrorKind::Service, format!("failure {number}")));
                }
                Ok(Number::new(number))
            })
        }
    }

    #[tokio::test]
    async fn only_the_refused_value_is_forgotten() {
        let cache = Cache::new(Arc::new(Numbers::default()), FETCH_TIME);
        let first = cache.get(Instant::now()).await.unwrap();
        cache.discard(&first);
        let second = cache.get(Instant::now()).await.unwrap();
        cache.discard(&first);
        assert_eq!((first.0, second.0, cache.get(Instant::now()).await.unwrap().0), (0, 1, 1));
    }

    #[tokio::test]
    async fn those_who_wait_share_a_failure() {
        let numbers = Numbers::default();
        let cache = Cache::new(Arc::new(numbers.clone()), FETCH_TIME);
        numbers.0.1.store(true, Ordering::SeqCst);
        let calls: Vec<_> = (0..50)
            .map(|_| cache.clone())
            .map(|cache| tokio::spawn(async move { cache.get(Instant::now()).await }))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap_err().to_string(), "failure 0");
        }
        numbers.0.1.store(false, Ordering::SeqCst);
        assert!(cache.get(Instant::now()).await.is_ok(), "a later caller fetches again");
        assert_eq!(numbers.0.0.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_fetch_under_way_goes_before_an_old_failure() {
        let numbers = Numbers::default();
        let cache = Cache::new(Arc::new(numbers.clone()), FETCH_TIME);
        let began = Instant::now();
        numbers.0.1.store(true, Ordering::SeqCst);
        assert!(cache.get(began).await.is_err());
        numbers.0.1.store(false, Ordering::SeqCst);
        assert!(cache.get(began).await.is_err(), "the attempt began before the failure");
        let mut second = Box::pin(cache.get(Instant::now()));
        assert!(poll(second.as_mut()).is_pending());
        assert!(cache.get(began).await.is_ok());
    }

    /// A caller that stops polling, or goes away, does not delay the others.
    #[tokio::test]
    async fn a_fetch_ends_without_those_who_wait() {
        let numbers = Numbers::default();
        let cache = Cache::new(Arc::new(numbers.clone()), FETCH_TIME);
        let mut frozen = Box::pin(cache.get(Instant::now()));
        assert!(poll(frozen.as_mut()).is_pending());
        let mut gone = Box::pin(cache.get(Instant::now()));
        assert!(poll(gone.as_mut()).is_pending());
        drop(gone);
        assert_eq!(cache.get(Instant::now()).await.unwrap().0, 0);
        assert_eq!(frozen.await.unwrap().0, 0);
        assert_eq!(numbers.0.0.load(Ordering::SeqCst), 1);
    }

    /// No caller waits for a renewal: the current value is there at the first poll.
    #[tokio::test(start_paused = true)]
    async fn a_current_value_is_returned_at_once_while_it_is_renewed() {
        let cache = Cache::new(Arc::new(Numbers::default()), FETCH_TIME);
        cache.get(Instant::now()).await.unwrap();
        tokio::time::advance(Duration::from_secs(50)).await;
        for _ in 0..2 {
            let read = poll(pin!(cache.get(Instant::now())));
            assert!(matches!(read, Poll::Ready(Ok(value)) if value.0 == 0));
            assert!(cache.state().pending(FETCH_TIME).is_some(), "a renewal is in progress");
        }
    }

    /// Takes this long.
    #[derive(Debug)]
    struct Slow(Duration);

    impl Source<Number> for Slow {
        fn fetch(&self) -> Fetch<'_, Number> {
            Box::pin(async {
                tokio::time::sleep(self.0).await;
                Ok(Number::new(0))
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_fetch_has_its_time() {
        let slow = || Arc::new(Slow(FETCH_TIME * 3 / 2));
        assert!(Cache::new(slow(), FETCH_TIME * 2).get(Instant::now()).await.is_ok());
        let error = Cache::new(slow(), FETCH_TIME).get(Instant::now()).await.unwrap_err();
        assert_eq!(
            (error.to_string(), error.is_retryable()),
            ("no identity within 30s".into(), true)
        );
    }

    #[test]
    fn a_fetch_that_was_cut_off_is_begun_anew() {
        let cache = Cache::new(Arc::new(Numbers::default()), FETCH_TIME);
        let runtime =
            || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let first = runtime();
        first.block_on(async { assert!(poll(pin!(cache.get(Instant::now()))).is_pending()) });
        drop(first);
        assert_eq!(runtime().block_on(cache.get(Instant::now())).unwrap().0, 0);
    }
}
