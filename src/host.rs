//! A host beside the service's own, and how it is asked.

use std::time::Duration;

use progenitor_client::Error as CallError;
use serde::de::DeserializeOwned;

use crate::answer::failure;
use crate::attempt::{Attempt, Sender};
use crate::error::Error;
use crate::generated::iam;

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// Said with every error if the host is a guess.
    pub(crate) guess: Option<String>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
}

impl Host {
    /// The generated client for one exchange.
    pub(crate) fn iam(&self, sender: Sender) -> iam::Client {
        let attempt = Attempt::new(sender, self.body_limit).within(self.attempt_timeout);
        iam::Client { baseurl: self.endpoint.clone(), client: self.http.clone(), inner: attempt }
    }

    /// What went wrong with a call of it.
    pub(crate) fn failure<T: DeserializeOwned, E>(
        &self,
        operation: &'static str,
        attempt: &Attempt,
        error: CallError<E>,
    ) -> Error {
        let error = failure::<T, _>(operation, &attempt.secrets(), attempt.seen(), error);
        attempt.failed(&error);
        error.with_note(self.guess.as_deref())
    }
}
