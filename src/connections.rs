//! How many exchanges there may be at once.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::deadline::Deadline;
use crate::error::{Error, ErrorKind, Result};

/// A turn for each connection that there may be; those who wait get theirs in order.
#[derive(Debug)]
pub(crate) struct Connections {
    count: usize,
    free: Semaphore,
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
        Ok(Self { count, free: Semaphore::new(count) })
    }

    /// Waits for a turn. Whoever goes away leaves the queue, and a turn ends when it is dropped.
    pub(crate) async fn turn(&self, deadline: Deadline) -> Result<SemaphorePermit<'_>> {
        let Self { count, free } = self;
        let problem = match deadline.hold(free.acquire()).await {
            Ok(Ok(turn)) => return Ok(turn),
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
