//! Keeps one value, renews it ahead of its expiry, and never fetches twice at once.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::time::Instant;
use tracing::Instrument;

use crate::credentials::single_flight::{PendingFetch, SingleFlight};
use crate::error::{Error, ErrorKind, Result};
use crate::signing::lifetime::Expires;

/// How long a fetch may take at least: as long as a call, unless that is told otherwise.
pub(crate) const FETCH_TIME: Duration = Duration::from_secs(30);

/// Where new values come from.
pub(crate) trait Source<T>: Debug + Send + Sync {
    fn fetch(&self) -> Fetch<'_, T>;

    /// What the values are called.
    fn noun(&self) -> &'static str {
        "identity"
    }
}

/// One that clones share.
impl<T> Source<T> for Arc<dyn Source<T>> {
    fn fetch(&self) -> Fetch<'_, T> {
        (**self).fetch()
    }

    fn noun(&self) -> &'static str {
        (**self).noun()
    }
}

/// A boxed future, so that the cache need not know its source's type.
pub(crate) type Fetch<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

#[derive(Debug)]
pub(crate) struct Cache<T> {
    source: Box<dyn Source<T>>,
    /// Read without a lock.
    current: ArcSwapOption<T>,
    /// How long a fetch may take, all its exchanges together.
    fetch_time: Duration,
    /// Locked for some instructions at a time: a guard of `std` cannot be held across an await in what is spawned.
    flight: Mutex<SingleFlight<T>>,
}

impl<T: Expires + Debug + Send + Sync + 'static> Cache<T> {
    /// A cache of what the source fetches in such a time.
    pub(crate) fn new(source: impl Source<T> + 'static, fetch_time: Duration) -> Arc<Self> {
        Arc::new(Self {
            source: Box::new(source),
            current: ArcSwapOption::empty(),
            fetch_time,
            flight: Mutex::default(),
        })
    }

    /// The current value, or a new one if there is none that lives, for an attempt that began at that moment.
    pub(crate) async fn get(self: &Arc<Self>, began: Instant) -> Result<Arc<T>> {
        let current = self.current.load_full();
        if let Some(value) = current.filter(|value| !value.is_expired()) {
            if value.needs_renewal() {
                self.renew();
            }
            return Ok(value);
        }
        self.fetch(began).await
    }

    /// Joins the fetch under way, or starts one. All who wait share its end: a wrong password is not sent once for each
    /// of them, not even if they have to wait for a connection first.
    async fn fetch(self: &Arc<Self>, began: Instant) -> Result<Arc<T>> {
        let mut pending = {
            let mut flight = self.flight();
            if let Some(value) = self.fresh() {
                return Ok(value); // another's fetch ended since
            }
            match (flight.under_way(self.fetch_time), flight.shared(began)) {
                (Some(pending), _) => pending,
                (None, Some(error)) => return Err(error),
                (None, None) => self.start(&mut flight),
            }
        };
        match pending.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(result)) => result.clone(),
            _ => Err(Error::new(
                ErrorKind::Credentials,
                format!("the fetch of the {} was cut off", self.source.noun()),
            )
            .with_hint(Some("Its runtime has ended, or its source panicked: call again."))
            .with_retryable(true)),
        }
    }

    /// Renews while callers go on with the old value.
    fn renew(self: &Arc<Self>) {
        let mut flight = self.flight();
        let is_under_way = flight.under_way(self.fetch_time).is_some();
        if flight.is_due() && !is_under_way && self.fresh().is_none() {
            self.start(&mut flight);
        }
    }

    /// Whether a value was fetched and is not over.
    pub(crate) fn has_value(&self) -> bool {
        self.current.load().as_ref().is_some_and(|value| !value.is_expired())
    }

    fn fresh(&self) -> Option<Arc<T>> {
        self.current.load_full().filter(|value| !value.needs_renewal())
    }

    /// Fetches in a task, so that it ends whatever becomes of those who wait.
    fn start(self: &Arc<Self>, flight: &mut SingleFlight<T>) -> PendingFetch<T> {
        let (sender, pending) = flight.begin();
        let (cache, there) = (self.clone(), pending.clone());
        let fetch = async move {
            let result = tokio::time::timeout(cache.fetch_time, cache.source.fetch()).await;
            let result = result.unwrap_or_else(|_| {
                let (noun, time) = (cache.source.noun(), cache.fetch_time);
                Err(Error::new(ErrorKind::Timeout, format!("no {noun} within {time:?}"))
                    .with_hint(Some("Check the network and whoever hands out the identity."))
                    .with_retryable(true))
            });
            let mut flight = cache.flight();
            let result = flight.finish(&there, result.map(Arc::new));
            if let Ok(value) = &result {
                cache.current.store(Some(value.clone()));
            }
            drop(flight);
            sender.send_replace(Some(result));
        };
        tokio::spawn(fetch.in_current_span()); // it is told of under the call that needed it
        pending
    }

    /// Forgets a value that was refused, unless another has taken its place.
    pub(crate) fn discard(&self, refused: &Arc<T>) {
        self.current.compare_and_swap(Arc::as_ptr(refused), None);
    }

    fn flight(&self) -> MutexGuard<'_, SingleFlight<T>> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::signing::lifetime::Lifetime;

    /// Numbers its values; fails while told to, after letting others come to wait.
    #[derive(Clone, Debug, Default)]
    struct Numbers(Arc<(AtomicUsize, AtomicBool)>);

    #[derive(Debug)]
    struct Number(usize);

    impl Expires for Number {
        fn lifetime(&self) -> Option<Lifetime> {
            None
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
                Ok(Number(number))
            })
        }
    }

    #[tokio::test]
    async fn only_the_refused_value_is_forgotten() {
        let cache = Cache::new(Numbers::default(), FETCH_TIME);
        let first = cache.get(Instant::now()).await.unwrap();
        cache.discard(&first);
        let second = cache.get(Instant::now()).await.unwrap();
        cache.discard(&first);
        assert_eq!((first.0, second.0, cache.get(Instant::now()).await.unwrap().0), (0, 1, 1));
    }

    #[tokio::test]
    async fn those_who_wait_share_a_failure() {
        let numbers = Numbers::default();
        let cache = Cache::new(numbers.clone(), FETCH_TIME);
        numbers.0.1.store(true, Ordering::SeqCst);
        let calls: Vec<_> = (0..50)
            .map(|_| cache.clone())
            .map(|cache| tokio::spawn(async move { cache.get(Instant::now()).await }))
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap_err().to_string(), "failure 0");
        }
        numbers.0.1.store(false, Ordering::SeqCst);
        assert!(cache.get(Instant::now()).await.is_ok(), "who comes later tries anew");
        assert_eq!(numbers.0.0.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_fetch_under_way_goes_before_an_old_failure() {
        let numbers = Numbers::default();
        let cache = Cache::new(numbers.clone(), FETCH_TIME);
        let began = Instant::now();
        numbers.0.1.store(true, Ordering::SeqCst);
        assert!(cache.get(began).await.is_err());
        numbers.0.1.store(false, Ordering::SeqCst);
        assert!(cache.get(began).await.is_err(), "it was there before the failure");
        let mut second = Box::pin(cache.get(Instant::now()));
        assert!(poll(second.as_mut()).is_pending());
        assert!(cache.get(began).await.is_ok());
    }

    /// Neither who stops polling nor who goes away holds up the others.
    #[tokio::test]
    async fn a_fetch_ends_without_those_who_wait() {
        let numbers = Numbers::default();
        let cache = Cache::new(numbers.clone(), FETCH_TIME);
        let mut frozen = Box::pin(cache.get(Instant::now()));
        assert!(poll(frozen.as_mut()).is_pending());
        let mut gone = Box::pin(cache.get(Instant::now()));
        assert!(poll(gone.as_mut()).is_pending());
        drop(gone);
        assert_eq!(cache.get(Instant::now()).await.unwrap().0, 0);
        assert_eq!(frozen.await.unwrap().0, 0);
        assert_eq!(numbers.0.0.load(Ordering::SeqCst), 1);
    }

    /// A current value is there at the first poll, whatever else is under way and locked.
    #[tokio::test]
    async fn a_current_value_is_read_without_a_lock() {
        let cache = Cache::new(Numbers::default(), FETCH_TIME);
        cache.get(Instant::now()).await.unwrap();
        let flight = cache.flight();
        let read = poll(pin!(cache.get(Instant::now())));
        drop(flight);
        assert!(matches!(read, Poll::Ready(Ok(value)) if value.0 == 0));
    }

    /// Takes as long as it is told.
    #[derive(Debug)]
    struct Slow(Duration);

    impl Source<Number> for Slow {
        fn fetch(&self) -> Fetch<'_, Number> {
            Box::pin(async {
                tokio::time::sleep(self.0).await;
                Ok(Number(0))
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_fetch_has_its_time() {
        let slow = || Slow(FETCH_TIME * 3 / 2);
        assert!(Cache::new(slow(), FETCH_TIME * 2).get(Instant::now()).await.is_ok());
        let error = Cache::new(slow(), FETCH_TIME).get(Instant::now()).await.unwrap_err();
        assert_eq!(
            (error.to_string(), error.is_retryable()),
            ("no identity within 30s".into(), true)
        );
    }

    #[test]
    fn a_fetch_that_was_cut_off_is_begun_anew() {
        let cache = Cache::new(Numbers::default(), FETCH_TIME);
        let runtime =
            || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let first = runtime();
        first.block_on(async { assert!(poll(pin!(cache.get(Instant::now()))).is_pending()) });
        drop(first);
        assert_eq!(runtime().block_on(cache.get(Instant::now())).unwrap().0, 0);
    }
}
