//! What a request carries to prove who calls.

use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::contract::types::{ProjectId, Secret};
use crate::error::{Error, Result};
use crate::signing::access_key::AccessKey;
use crate::signing::lifetime::{Expires, Lifetime};

/// What a request carries, and for how long.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) credential: Credential,
    /// The project that the token is scoped to, if that is known.
    pub(crate) project_id: Option<ProjectId>,
    /// Where it comes from; none if it was given in code.
    pub(crate) origin: Option<String>,
    /// None if its end is not known.
    pub(crate) lifetime: Option<Lifetime>,
    /// Whether it was just issued by whoever knows the caller, such as IAM, and not taken from a setting.
    pub(crate) is_issued: bool,
}

/// How a request shows whose it is.
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

    /// A temporary access key as the vendor's services hand it out. It ends at a moment of the clock on the wall.
    pub(crate) fn temporary(
        id: String,
        secret_key: Secret,
        security_token: &Secret,
        expires_at: &str,
        now: Timestamp,
    ) -> Result<Self> {
        const HINT: &str =
            "Whoever hands out the keys broke its contract: check its address and any proxy.";
        let end: Timestamp = expires_at.parse().map_err(|_| {
            Error::credentials("the time at which the key expires cannot be read", HINT)
        })?;
        let length = Duration::try_from(end.duration_since(now)).unwrap_or_default();
        if length.is_zero() {
            return Err(Error::credentials(
                format!("the access key expired at {end}, and it is {now} by this machine's clock"),
                "Check the clock; if it is right, whoever hands out the keys is behind.",
            ));
        }
        let key = AccessKey::new(id, secret_key, Some(security_token))?;
        let lifetime = Some(Lifetime::new(Instant::now(), length));
        Ok(Self { lifetime, is_issued: true, ..Self::new(Credential::AccessKey(key)) })
    }

    /// The texts that must not come back in an error.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        match &self.credential {
            Credential::Token(token) => [token.to_str().unwrap_or_default(), ""],
            Credential::AccessKey(key) => key.secrets(),
        }
    }

    /// Whether it is a token that no text of such a length can have in it.
    pub(crate) fn is_longer_than(&self, length: usize) -> bool {
        matches!(&self.credential, Credential::Token(token) if token.len() > length)
    }

    /// The length of its token in bytes. An access key is always short.
    pub(crate) fn token_size(&self) -> Option<usize> {
        match &self.credential {
            Credential::Token(token) => Some(token.len()),
            Credential::AccessKey(_) => None,
        }
    }

    /// How much longer it lives, if that is known.
    pub(crate) fn expires_in(&self) -> Option<Duration> {
        self.lifetime.map(Lifetime::remaining)
    }
}
