//! The limit of concurrent requests to the service.

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, ErrorKind, Result};
use crate::http::deadline::{Deadline, DeadlineExceeded};

/// Gives a permit to each concurrent request. Calls that wait get theirs in order.
#[derive(Debug)]
pub(crate) struct ConcurrencyLimit {
    max: usize,
    semaphore: Semaphore,
}

impl ConcurrencyLimit {
    pub(crate) fn new(max: usize) -> Result<Self> {
        if max == 0 {
            return Err(Error::configuration(
                "max_concurrent_requests: 0 allows no request",
                "Set at least 1, or remove the setting for no limit.",
            ));
        }
        let max = max.min(Semaphore::MAX_PERMITS);
        Ok(Self { max, semaphore: Semaphore::new(max) })
    }

    /// Waits for a permit until the deadline. Dropping the permit returns it.
    pub(crate) async fn permit(&self, deadline: Deadline) -> Result<SemaphorePermit<'_>> {
        let problem = match deadline.run(self.semaphore.acquire()).await {
            Ok(Ok(permit)) => return Ok(permit),
            Ok(Err(_)) => "no request may be sent".to_owned(), // never closed
            Err(DeadlineExceeded(time)) => format!(
                "no request could be sent within {time:?}: max_concurrent_requests is {}",
                self.max
            ),
        };
        let hint = "Make fewer concurrent calls, raise the limit, or allow more time.";
        Err(Error::new(ErrorKind::Timeout, problem).with_hint(Some(hint)).with_retryable(true))
    }
}
