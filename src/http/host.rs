//! A host other than the service's: IAM or STS.

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::contract::generated::iam;
use crate::error::{Error, ErrorKind, Result};
use crate::http::exchange::{Exchange, Sender};
use crate::http::outcome::{CallResult, outcome, rejected};
use crate::http::refusals::Refusals;

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoint: String,
    /// A sentence that every error carries if the host name is a guess.
    pub(crate) guess: Option<String>,
    pub(crate) attempt_timeout: Duration,
    pub(crate) body_limit: usize,
    pub(crate) refusals: Arc<Refusals>,
}

impl Host {
    /// The generated client for one exchange. Fails if the host refused the same credentials recently.
    pub(crate) fn api(&self, sender: Sender) -> Result<iam::Client> {
        if let Some(credentials) = counted(&sender) {
            self.refusals.check(credentials)?;
        }
        let exchange = Exchange::new(sender, self.body_limit).with_timeout(self.attempt_timeout);
        let (baseurl, client) = (self.endpoint.clone(), self.http.clone());
        Ok(iam::Client { baseurl, client, inner: exchange })
    }

    /// The value of a successful exchange, or the error of a failed one.
    pub(crate) fn outcome<T: DeserializeOwned, E>(
        &self,
        exchange: &Exchange,
        result: CallResult<T, E>,
    ) -> Result<T> {
        outcome(exchange, result).map_err(|error| {
            let error = error.asked(&self.endpoint).with_note(self.guess.as_deref());
            match counted(&exchange.sender) {
                Some(credentials) if error.0.refuses_identity => {
                    self.refusals.note(credentials, error)
                }
                _ => error,
            }
        })
    }

    /// The error of a success whose content the client cannot use.
    pub(crate) fn rejected(&self, exchange: &Exchange, error: Error) -> Error {
        rejected(exchange, error).with_note(self.guess.as_deref())
    }

    /// The same, with the reason as a clause.
    pub(crate) fn invalid(&self, exchange: &Exchange, what: &str) -> Error {
        let error = Error::new(ErrorKind::InvalidResponse, format!("invalid response: {what}"));
        self.rejected(exchange, error.with_hint(Some("Check the endpoint and any proxy.")))
    }
}

/// The secrets for which IAM may count refusals towards a lock: a password, an ID token or an access key. A user token does
/// not count, because the client replaces it.
fn counted(sender: &Sender) -> Option<[&str; 2]> {
    sender.token_size().is_none().then(|| sender.secrets())
}
