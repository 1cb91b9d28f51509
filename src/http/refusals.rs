//! The last credentials that IAM refused. The client does not send them again, because each refusal counts towards a lock.

use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, Result};

/// How long the client does not send refused credentials again. IAM locks a user for 15 minutes unless the account sets a
/// longer time, and its response to a locked user is the same as to a wrong password. After this time, a lock has usually ended.
const PAUSE: Duration = Duration::from_secs(30 * 60);

/// The last refusal. A client has one password, ID token or access key at a time.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    /// Its random keys never leave it, so a hash reveals nothing about the credentials.
    hasher: RandomState,
    last: Mutex<Option<Refusal>>,
}

#[derive(Debug)]
struct Refusal {
    hash: u64,
    at: Instant,
    error: Error,
}

impl Refusals {
    /// Fails if IAM refused these credentials recently.
    pub(crate) fn check(&self, credentials: [&str; 2]) -> Result<()> {
        let hash = self.hasher.hash_one(credentials);
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(refusal) if refusal.hash == hash && refusal.at.elapsed() < PAUSE => {
                let left = PAUSE.saturating_sub(refusal.at.elapsed());
                let mut error = refusal.error.clone();
                error
                    .0
                    .what
                    .insert_str(0, "not sent, because the same credentials were refused before: ");
                Err(error.with_note(Some(&note(left))))
            }
            _ => Ok(()),
        }
    }

    /// Remembers a refusal.
    pub(crate) fn note(&self, credentials: [&str; 2], error: Error) -> Error {
        let refusal = Refusal {
            hash: self.hasher.hash_one(credentials),
            at: Instant::now(),
            error: error.clone(),
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
        error.with_note(Some(&note(PAUSE)))
    }
}

fn note(left: Duration) -> String {
    let minutes = left.as_secs().div_ceil(60).max(1);
    format!(
        "Correct the credentials first: this client does not send the same ones again for {minutes} min. A new client, or the next run of a command, does."
    )
}
