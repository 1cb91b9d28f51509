//! Keeps one value, renews it ahead of its expiry, and never fetches twice at once.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::Instrument;

use crate::deadline::FOR_EVER;
use crate::error::{Error, ErrorKind, Result};

/// How long a fetch may take at least: as long as a call, unless that is told otherwise.
pub(crate) const FETCH_TIME: Duration = Duration::from_secs(30);

/// How long after a failed renewal the next one is tried, while the old value still lives: IAM counts requests. Nothing is
/// renewed sooner than this after it was fetched.
const RENEWAL_PAUSE: Duration = Duration::from_secs(30);

/// How long a throttled fetch is not repeated at least: IAM counts by the minute, and this is short for whoever waits.
const THROTTLED_PAUSE: Duration = Duration::from_secs(1);

/// Longest `Retry-After` that is kept to: a slip of some proxy must not silence a client for a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);

/// How long before its expiry a value is renewed: a signature is accepted from a clock that is off by 15 minutes, so as
/// much is added to the time that a call takes. A short life is used for three quarters of it.
const RENEW_AHEAD: Duration = Duration::from_secs(20 * 60);

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
}

/// A boxed future, so that the cache need not know its source's type.
pub(crate) type Fetch<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// What may have an end.
pub(crate) trait Mortal {
    fn life(&self) -> Option<Life>;
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Life {
    renew_at: Instant,
    pub(crate) expires_at: Instant,
}

impl Life {
    /// A life that began at `start`.
    pub(crate) fn new(start: Instant, length: Duration) -> Self {
        let length = length.min(FOR_EVER);
        let used = length.saturating_sub(RENEW_AHEAD.min(length / 4)).max(RENEWAL_PAUSE);
        Self { renew_at: start + used, expires_at: start + length }
    }
}

#[derive(Debug)]
pub(crate) struct Cache<T> {
    source: Box<dyn Source<T>>,
    /// Read without a lock.
    current: ArcSwapOption<T>,
    /// How long a fetch may take, all its exchanges together.
    fetch_time: Duration,
    /// Locked for some instructions at a time: a guard of `std` cannot be held across an await in what is spawned.
    flight: Mutex<Flight<T>>,
}

/// The one fetch under way, and how the last one failed, if it did.
#[derive(Debug)]
struct Flight<T> {
    landing: Option<(Landing<T>, Instant)>,
    failure: Option<Failure>,
}

#[derive(Clone, Debug)]
struct Failure {
    error: Error,
    landed_at: Instant,
    /// Before this moment nothing is fetched again.
    not_before: Instant,
}

impl<T> Flight<T> {
    /// The landing of a fetch that still can end: not if its task is gone, nor if its runtime rests for so long.
    fn under_way(&self, fetch_time: Duration) -> Option<Landing<T>> {
        let (landing, started_at) = self.landing.as_ref()?;
        let rested = fetch_time.saturating_mul(2);
        let can_end = landing.has_changed().is_ok() && started_at.elapsed() <= rested;
        can_end.then(|| landing.clone())
    }

    /// The failure of whoever was there before it, or comes too soon after it: all share it, since IAM counts wrong
    /// passwords.
    fn shared(&self, began: Instant) -> Option<Error> {
        let failure = self.failure.as_ref()?;
        let is_shared = began < failure.landed_at || Instant::now() < failure.not_before;
        is_shared.then(|| failure.error.clone())
    }

    /// Whether a renewal may be tried.
    fn is_due(&self) -> bool {
        self.failure.as_ref().is_none_or(|failure| {
            Instant::now() >= failure.not_before.max(failure.landed_at + RENEWAL_PAUSE)
        })
    }

    /// Notes how the fetch ended that was to land there.
    fn land<V>(&mut self, there: &Landing<T>, result: Result<V>) -> Result<V> {
        let landed_at = Instant::now();
        // Another may be under way by now, if this one's runtime has rested.
        self.landing.take_if(|(landing, _)| landing.same_channel(there));
        let result = result.map_err(|error| {
            let not_before = pause(&error).map(|pause| landed_at + pause);
            error.shared().with_not_before(not_before)
        });
        self.failure = result.as_ref().err().map(|error| Failure {
            error: error.clone(),
            landed_at,
            not_before: landed_at + error.wait().unwrap_or_default(),
        });
        result
    }
}

/// Where those who wait see the end of a fetch, good or bad.
type Landing<T> = watch::Receiver<Option<Result<Arc<T>>>>;

impl<T: Mortal + Debug + Send + Sync + 'static> Cache<T> {
    /// A cache of what the source fetches in such a time.
    pub(crate) fn new(source: impl Source<T> + 'static, fetch_time: Duration) -> Arc<Self> {
        Arc::new(Self {
            source: Box::new(source),
            current: ArcSwapOption::empty(),
            fetch_time,
            flight: Mutex::new(Flight { landing: None, failure: None }),
        })
    }

    /// The current value, or a new one if there is none that lives, for an attempt that began at that moment.
    pub(crate) async fn get(self: &Arc<Self>, began: Instant) -> Result<Arc<T>> {
        let current = self.current.load_full();
        if let Some(value) = current.filter(|value| !is_past(value, |life| life.expires_at)) {
            if is_past(&value, |life| life.renew_at) {
                self.renew();
            }
            return Ok(value);
        }
        self.fetch(began).await
    }

    /// Joins the fetch under way, or starts one. All who wait share its end: a wrong password is not sent once for each
    /// of them, not even if they have to wait for a connection first.
    async fn fetch(self: &Arc<Self>, began: Instant) -> Result<Arc<T>> {
        let mut landing = {
            let mut flight = self.flight();
            if let Some(value) = self.fresh() {
                return Ok(value); // another's fetch ended since
            }
            match (flight.under_way(self.fetch_time), flight.shared(began)) {
                (Some(landing), _) => landing,
                (None, Some(error)) => return Err(error),
                (None, None) => self.start(&mut flight),
            }
        };
        match landing.wait_for(Option::is_some).await.as_deref() {
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

    fn fresh(&self) -> Option<Arc<T>> {
        let ends = |life: &Life| life.renew_at.min(life.expires_at);
        self.current.load_full().filter(|value| !is_past(value, ends))
    }

    /// Fetches in a task, so that it ends whatever becomes of those who wait.
    fn start(self: &Arc<Self>, flight: &mut Flight<T>) -> Landing<T> {
        let (sender, landing) = watch::channel(None);
        flight.landing = Some((landing.clone(), Instant::now()));
        let (cache, there) = (self.clone(), landing.clone());
        let fetch = async move {
            let result = tokio::time::timeout(cache.fetch_time, cache.source.fetch()).await;
            let result = result.unwrap_or_else(|_| {
                let (noun, time) = (cache.source.noun(), cache.fetch_time);
                Err(Error::new(ErrorKind::Timeout, format!("no {noun} within {time:?}"))
                    .with_hint(Some("Check the network and whoever hands out the identity."))
                    .with_retryable(true))
            });
            let mut flight = cache.flight();
            let result = flight.land(&there, result.map(Arc::new));
            if let Ok(value) = &result {
                cache.current.store(Some(value.clone()));
            }
            drop(flight);
            sender.send_replace(Some(result));
        };
        tokio::spawn(fetch.in_current_span()); // it is told of under the call that needed it
        landing
    }

    /// Forgets a value that was refused, unless another has taken its place.
    pub(crate) fn discard(&self, refused: &Arc<T>) {
        self.current.compare_and_swap(Arc::as_ptr(refused), None);
    }

    fn flight(&self) -> MutexGuard<'_, Flight<T>> {
        self.flight.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a source is left alone after a failure, if it asks for that.
fn pause(error: &Error) -> Option<Duration> {
    let throttled = (error.kind() == ErrorKind::Throttled).then_some(THROTTLED_PAUSE);
    error.wait().map(|wait| wait.min(LONGEST_PAUSE)).max(throttled)
}

/// Whether a moment of its life is past; what has no end is never past.
fn is_past(value: &Arc<impl Mortal>, moment: impl FnOnce(&Life) -> Instant) -> bool {
    value.life().is_some_and(|life| Instant::now() >= moment(&life))
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// Numbers its values; fails while told to, after letting others come to wait.
    #[derive(Clone, Debug, Default)]
    struct Numbers(Arc<(AtomicUsize, AtomicBool)>);

    #[derive(Debug)]
    struct Number(usize);

    impl Mortal for Number {
        fn life(&self) -> Option<Life> {
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

    #[tokio::test]
    async fn a_life_is_used_for_most_of_it() {
        let start = Instant::now();
        for (length, used) in [(86400, 86400 - 1200), (3600, 2700), (60, 45), (10, 30)] {
            let life = Life::new(start, Duration::from_secs(length));
            assert_eq!(life.renew_at - start, Duration::from_secs(used));
            assert_eq!(life.expires_at - start, Duration::from_secs(length));
        }
        assert_eq!(Life::new(start, Duration::MAX).expires_at - start, FOR_EVER);
    }
}
