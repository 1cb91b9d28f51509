//! A host beside the service's own, and how it is asked.

use std::sync::Arc;
use std::time::Duration;

use progenitor_client::Error as CallError;
use serde::de::DeserializeOwned;

use crate::contract::generated::iam;
use crate::error::{Error, ErrorKind, Result};
use crate::http::attempt::{Attempt, Sender};
use crate::http::outcome::failure;
use crate::http::refusals::Refusals;
use crate::http::response::ReceivedResponse;

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// Said with every error if the host is a guess.
    pub(crate) guess: Option<String>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
    pub(crate) refusals: Arc<Refusals>,
}

impl Host {
    /// The generated client for one exchange. Fails if the host refused the same credentials lately.
    pub(crate) fn api(&self, sender: Sender) -> Result<iam::Client> {
        let attempt = Attempt::new(sender, self.body_limit).within(self.attempt_timeout);
        if let Some(credentials) = attempt.counted() {
            self.refusals.check(credentials)?;
        }
        let (baseurl, client) = (self.endpoint.clone(), self.http.clone());
        Ok(iam::Client { baseurl, client, inner: attempt })
    }

    /// What went wrong with a call of it.
    pub(crate) fn failure<T: DeserializeOwned, E>(
        &self,
        operation: &'static str,
        attempt: &Attempt,
        error: CallError<E>,
    ) -> Error {
        let error = failure::<T, _>(
            operation,
            &attempt.secrets(),
            attempt.token_size(),
            attempt.received(),
            error,
        );
        attempt.failed(&error);
        let error = error.with_note(self.guess.as_deref());
        match attempt.counted() {
            Some(credentials) if error.refuses_identity() => self.refusals.note(credentials, error),
            _ => error,
        }
    }

    /// What is wrong with an answer that was a success.
    pub(crate) fn unfit(&self, operation: &'static str, attempt: &Attempt, error: Error) -> Error {
        let (status, request_id) = ReceivedResponse::answer(attempt.received());
        let error = error.with_subject(operation).with_answer(status, request_id);
        attempt.failed(&error);
        error.with_note(self.guess.as_deref())
    }

    /// The same in a few words.
    pub(crate) fn broken(&self, operation: &'static str, attempt: &Attempt, what: &str) -> Error {
        let error = Error::new(ErrorKind::InvalidResponse, format!("invalid response: {what}"));
        let error = error.with_hint(Some("Check the endpoint and any proxy on the way."));
        self.unfit(operation, attempt, error)
    }
}
