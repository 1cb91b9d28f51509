//! The identity of each attempt: fixed, or from the cache.

use std::sync::Arc;

use tokio::time::Instant;

use crate::credentials::cache::Cache;
use crate::error::{Error, Result};
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Expires;

/// The error of credentials that the client cannot renew.
fn expired(identity: &Identity) -> Error {
    let error = Error::credentials(
        "the credentials have expired, and the client cannot renew them",
        "Create the client again with new credentials, or pass a `CredentialProvider`.",
    );
    match &identity.origin {
        Some(origin) => error.with_subject(origin.clone()),
        None => error,
    }
}

/// Hands out the identity of each attempt.
#[derive(Debug)]
pub(crate) enum Provider {
    /// A token or access key from outside, which cannot be renewed.
    Fixed(Arc<Identity>),
    Fetched(Arc<Cache<Identity>>),
}

impl Provider {
    /// The identity of an attempt that began at that moment.
    pub(crate) async fn identity(&self, began: Instant) -> Result<Arc<Identity>> {
        match self {
            Self::Fixed(identity) if identity.is_expired() => Err(expired(identity)),
            Self::Fixed(identity) => Ok(identity.clone()),
            Self::Fetched(cache) => cache.get(began).await,
        }
    }

    /// Forgets an identity that was refused, and only that one. Tells whether to try again with another: a token may have
    /// been revoked, but wrong signatures lock an access key. A token that replaced another in the same call is kept, since
    /// whoever refuses every token must not have one fetched for each refusal.
    pub(crate) fn discard(&self, refused: &Arc<Identity>, is_first: bool) -> bool {
        let Self::Fetched(cache) = self else { return false };
        let is_token = matches!(refused.credential, Credential::Token(_));
        if is_first || !is_token {
            cache.discard(refused);
        }
        is_first && is_token
    }
}
