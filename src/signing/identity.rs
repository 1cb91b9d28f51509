//! The caller's identity: a token or an access key, and its lifetime.

use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::contract::types::{ProjectId, Secret};
use crate::error::{Error, Result};
use crate::signing::access_key::AccessKey;
use crate::signing::lifetime::{Expires, Lifetime};

/// A credential with its origin and lifetime.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) credential: Credential,
    /// The project of the token, if it is known.
    pub(crate) project_id: Option<ProjectId>,
    /// The source of the credential. `None` if it was passed in code.
    pub(crate) origin: Option<String>,
    /// `None` if the expiry is not known.
    pub(crate) lifetime: Option<Lifetime>,
    /// Whether IAM, STS or the machine just issued it, so that it is known to be valid.
    pub(crate) is_issued: bool,
}

/// What a request carries to identify the caller.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    Token(HeaderValue),
    AccessKey(AccessKey),
}

impl Expires for Identity {
    fn lifetime(&self) -> Option<Lifetime> {
        self.lifetime
    }
}

impl Identity {
    pub(crate) fn new(credential: Credential) -> Self {
        Self { credential, project_id: None, origin: None, lifetime: None, is_issued: false }
    }

    /// A temporary access key, as the vendor's services issue it. It expires at a date and time.
    pub(crate) fn temporary(
        id: String,
        secret_key: Secret,
        security_token: &Secret,
        expires_at: &str,
        now: Timestamp,
    ) -> Result<Self> {
        const HINT: &str = "Check the address of the service that issues the keys, and any proxy.";
        let end: Timestamp = expires_at.parse().map_err(|_| {
            Error::credentials("the time at which the key expires cannot be read", HINT)
        })?;
        let length = Duration::try_from(end.duration_since(now)).unwrap_or_default();
        if length.is_zero() {
            return Err(Error::credentials(
                format!("the access key expired at {end}, and it is {now} by this machine's clock"),
                "Check the clock; if it is right, the service that issued the key returns old keys.",
            ));
        }
        let key = AccessKey::new(id, secret_key, Some(security_token))?;
        let lifetime = Some(Lifetime::new(Instant::now(), length));
        Ok(Self { lifetime, is_issued: true, ..Self::new(Credential::AccessKey(key)) })
    }

    /// The texts that an error must not repeat.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        match &self.credential {
            Credential::Token(token) => [token.to_str().unwrap_or_default(), ""],
            Credential::AccessKey(key) => key.secrets(),
        }
    }

    /// The length of the token in bytes. `None` for an access key.
    pub(crate) fn token_size(&self) -> Option<usize> {
        match &self.credential {
            Credential::Token(token) => Some(token.len()),
            Credential::AccessKey(_) => None,
        }
    }
}
