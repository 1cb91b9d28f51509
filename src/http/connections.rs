//! How many exchanges there may be at once, and with HTTP/1.1 thereby connections.
//!
//! The HTTP client begins a connection whenever none is idle, and finishes it even if another becomes free first: left to
//! itself it has up to twice as many as there are exchanges. So who has a turn is told whether a connection is left from
//! an earlier one, and if so waits for that.

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit, watch};
use tokio::time::{sleep, timeout};
use tower::{BoxError, Layer, Service};

use crate::error::{Error, ErrorKind, Result};
use crate::http::deadline::Deadline;
use crate::http::response::Seen;

/// How long to wait for a connection that should be there, once no other is being made. One that was closed while idle
/// costs this time once, and one that comes back from an exchange needs a small part of it.
const GRACE: Duration = Duration::from_millis(20);

/// How long to wait while others are being made: round the world and back. What takes longer may never come.
const MAKING: Duration = Duration::from_millis(500);

tokio::task_local! {
    /// Whether the exchange that is polled can expect a connection.
    static IS_EXPECTED: bool;
}

/// A turn for each connection that there may be; those who wait get theirs in order.
#[derive(Debug)]
pub(crate) struct Connections {
    count: usize,
    free: Semaphore,
    /// Connections that earlier turns have left. With the turns that are taken they are never more than `count`.
    left: AtomicUsize,
}

impl Connections {
    pub(crate) fn new(count: usize) -> Result<Self> {
        if count == 0 {
            return Err(Error::configuration(
                "max_connections: 0, with which nothing could be asked",
                "Allow at least one, or leave it out for as many as there are calls at once.",
            ));
        }
        let count = count.min(Semaphore::MAX_PERMITS);
        Ok(Self { count, free: Semaphore::new(count), left: AtomicUsize::new(0) })
    }

    /// Waits for a turn. Whoever goes away leaves the queue, and a turn ends when it is dropped.
    pub(crate) async fn turn(&self, deadline: Deadline) -> Result<Turn<'_>> {
        let Self { count, free, left } = self;
        let problem = match deadline.hold(free.acquire()).await {
            Ok(Ok(permit)) => {
                let take = |left: usize| left.checked_sub(1);
                let is_expected =
                    left.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).is_ok();
                let has_one = AtomicBool::new(is_expected);
                return Ok(Turn { left, has_one, _permit: permit });
            }
            Ok(Err(_)) => "no connection was free".to_owned(), // never closed
            Err(late) => format!(
                "none of the connections (max_connections: {count}) was free within {:?}",
                late.0
            ),
        };
        let hint = "Make fewer calls at once, allow more connections, or allow more time.";
        Err(Error::new(ErrorKind::Timeout, problem).with_hint(Some(hint)).with_retryable(true))
    }
}

#[derive(Debug)]
pub(crate) struct Turn<'a> {
    left: &'a AtomicUsize,
    /// Whether there is a connection for it: one that another left, or that it leaves itself.
    has_one: AtomicBool,
    /// Given back after the connection: fields are dropped last.
    _permit: SemaphorePermit<'a>,
}

impl Turn<'_> {
    /// Makes an exchange. Unless it is said to have [`ended`](Self::ended), its connection is gone.
    pub(crate) async fn exchange<T>(turn: Option<&Self>, work: impl Future<Output = T>) -> T {
        let Some(turn) = turn else { return work.await };
        let is_expected = turn.has_one.swap(false, Ordering::AcqRel);
        IS_EXPECTED.scope(is_expected, work).await
    }

    /// The exchange came to its end, so its connection serves another, if it does not end with the answer.
    pub(crate) fn ended(turn: Option<&Self>, seen: Option<&Seen>) {
        if let Some(turn) = turn {
            let is_left = seen.is_some_and(|seen| !seen.ends_connection());
            turn.has_one.store(is_left, Ordering::Release);
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if *self.has_one.get_mut() {
            self.left.fetch_add(1, Ordering::AcqRel);
        }
    }
}

/// Put around what makes connections: has an exchange wait for the one that it can expect.
#[derive(Clone, Debug)]
pub(crate) struct Patience {
    /// How many connections are being made.
    making: watch::Sender<usize>,
    /// Time for making one.
    connect_timeout: Duration,
}

impl Patience {
    /// The longest that anyone waits for a connection that another left.
    pub(crate) const LONGEST: Duration = MAKING.saturating_add(GRACE);

    pub(crate) fn new(connect_timeout: Duration) -> Self {
        Self { making: watch::Sender::default(), connect_timeout }
    }
}

impl<S> Layer<S> for Patience {
    type Service = Patient<S>;

    fn layer(&self, connector: S) -> Patient<S> {
        Patient { connector, patience: self.clone() }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Patient<S> {
    connector: S,
    patience: Patience,
}

impl<R, S: Service<R, Error = BoxError, Future: Send + 'static>> Service<R> for Patient<S> {
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let (connect, patience) = (self.connector.call(request), self.patience.clone());
        Box::pin(async move {
            let connect = async {
                let made = timeout(patience.connect_timeout, connect).await;
                made.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
            };
            // An exchange without a turn is one with IAM, say, whose connection no one here can use.
            let Ok(is_expected) = IS_EXPECTED.try_with(|expected| *expected) else {
                return connect.await;
            };
            if is_expected {
                wait(&patience.making).await?;
            }
            patience.making.send_modify(|making| *making += 1);
            let _made = Made(patience.making.clone());
            connect.await
        })
    }
}

/// Waits in vain if the expected connection is gone. If it came, the HTTP client goes on with this outside the exchange:
/// then there is no more need of another.
async fn wait(making: &watch::Sender<usize>) -> Result<(), BoxError> {
    let mut making = making.subscribe();
    let mut wait = pin!(async {
        _ = timeout(MAKING, making.wait_for(|making| *making == 0)).await;
        sleep(GRACE).await;
    });
    poll_fn(|context| match IS_EXPECTED.try_with(|_| ()) {
        Ok(()) => wait.as_mut().poll(context).map(Ok),
        Err(_) => Poll::Ready(Err("another connection became free".into())),
    })
    .await
}

/// Counts down also when the making is given up.
struct Made(watch::Sender<usize>);

impl Drop for Made {
    fn drop(&mut self) {
        self.0.send_modify(|making| *making -= 1);
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderName;
    use tokio::time::Instant;
    use tower::{ServiceExt, service_fn};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn has_one(turn: &Turn<'_>) -> bool {
        turn.has_one.load(Ordering::Acquire)
    }

    fn seen(headers: &[(HeaderName, &str)]) -> Seen {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap()));
        Seen::head(
            http::StatusCode::OK,
            http::Version::HTTP_11,
            &headers.collect(),
            None,
            None,
            "http",
            0,
        )
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_expects_what_another_left() {
        let deadline = Deadline::new(Instant::now(), SECOND);
        let connections = Connections::new(2).unwrap();
        let turn = async || connections.turn(deadline).await.unwrap();
        drop(turn().await);
        let (first, second) = (turn().await, turn().await);
        assert!(!has_one(&first) && !has_one(&second), "without an exchange there is none");
        Turn::exchange(Some(&first), async {}).await;
        Turn::ended(Some(&first), Some(&seen(&[])));
        Turn::exchange(Some(&second), async {}).await;
        drop((first, second));
        let (first, second) = (turn().await, turn().await);
        assert!(has_one(&first) && !has_one(&second), "the second one's is gone");
        drop(first);
        assert!(has_one(&turn().await), "it was not used");
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_can_be_used_again_and_a_closed_connection_cannot() {
        let connections = Connections::new(1).unwrap();
        let turn = connections.turn(Deadline::new(Instant::now(), SECOND)).await.unwrap();
        let is_expected = async || IS_EXPECTED.with(|expected| *expected);
        assert!(!Turn::exchange(Some(&turn), is_expected()).await);
        Turn::ended(Some(&turn), Some(&seen(&[])));
        assert!(Turn::exchange(Some(&turn), is_expected()).await);
        for close in ["close", "Close", "x, close"] {
            Turn::ended(Some(&turn), Some(&seen(&[])));
            Turn::ended(Some(&turn), Some(&seen(&[(http::header::CONNECTION, close)])));
            assert!(!Turn::exchange(Some(&turn), is_expected()).await, "{close}");
        }
        let unread = seen(&[]);
        unread.note_body(Vec::new(), true, false);
        Turn::ended(Some(&turn), Some(&unread));
        assert!(!Turn::exchange(Some(&turn), is_expected()).await);
    }

    /// Two connections that take so long, and how long they took: one that is new, and one that could be another's.
    async fn two(connect: Duration) -> [Duration; 2] {
        let connector = service_fn(async |connect| {
            sleep(connect).await;
            Ok::<_, BoxError>(())
        });
        let patient = Patience::new(60 * SECOND).layer(connector);
        let began = Instant::now();
        let call = async |is_expected| {
            IS_EXPECTED.scope(is_expected, patient.clone().oneshot(connect)).await.unwrap();
            began.elapsed()
        };
        tokio::join!(call(false), call(true)).into()
    }

    #[tokio::test(start_paused = true)]
    async fn an_expected_connection_is_waited_for_and_not_for_ever() {
        let brief = GRACE * 5;
        assert_eq!(two(brief).await, [brief, brief + GRACE + brief]);
        assert_eq!(two(9 * SECOND).await, [9 * SECOND, Patience::LONGEST + 9 * SECOND]);
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_for_a_connection_begins_when_it_is_made() {
        let connector = service_fn(async |()| {
            sleep(GRACE).await;
            Ok::<_, BoxError>(())
        });
        for (connect_timeout, is_made) in [(GRACE, true), (GRACE / 2, false)] {
            let patient = Patience::new(connect_timeout).layer(connector);
            let made = IS_EXPECTED.scope(true, patient.oneshot(())).await;
            assert_eq!(made.is_ok(), is_made);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_of_others_is_not_waited_for() {
        let began = Instant::now();
        let connector = service_fn(async |is_down: bool| {
            if is_down {
                std::future::pending::<()>().await;
            }
            Ok::<_, BoxError>(())
        });
        let patient = Patience::new(60 * SECOND).layer(connector);
        let mut other = Box::pin(patient.clone().oneshot(true));
        let poll = poll_fn(|context| Poll::Ready(other.as_mut().poll(context).is_pending()));
        assert!(poll.await);
        let ours = IS_EXPECTED.scope(true, patient.oneshot(false));
        timeout(SECOND, ours).await.expect("it waits for the other").unwrap();
        assert_eq!(began.elapsed(), GRACE);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_made_once_the_expected_connection_came() {
        let connector = service_fn(async |()| -> Result<(), BoxError> { panic!("not needed") });
        let mut wait = Box::pin(Patience::new(60 * SECOND).layer(connector).oneshot(()));
        let poll = poll_fn(|context| Poll::Ready(wait.as_mut().poll(context).is_pending()));
        assert!(IS_EXPECTED.scope(true, poll).await);
        assert_eq!(wait.await.unwrap_err().to_string(), "another connection became free");
    }
}
