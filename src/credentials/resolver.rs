//! The identity of each attempt.

use std::sync::Arc;

use tokio::time::Instant;

use crate::credentials::cache::Cache;
use crate::error::{Error, Result};
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Expires;

#[derive(Debug)]
pub(crate) enum Resolver {
    /// A token or access key that the client cannot renew.
    Static(Arc<Identity>),
    Cached(Arc<Cache<Identity>>),
}

impl Resolver {
    /// The identity for an attempt that began at that moment.
    pub(crate) async fn identity(&self, began: Instant) -> Result<Arc<Identity>> {
        match self {
            Self::Static(identity) if identity.is_expired() => {
                let error = Error::credentials(
                    "the credentials have expired, and the client cannot renew them",
                    "Create the client again with new credentials, or pass a `CredentialProvider`.",
                );
                Err(match &identity.origin {
                    Some(origin) => error.with_subject(origin),
                    None => error,
                })
            }
            Self::Static(identity) => Ok(identity.clone()),
            Self::Cached(cache) => cache.get(began).await,
        }
    }

    /// Removes a refused identity from the cache. Returns whether the call may try again with another one: a token may
    /// have been revoked, but wrong signatures lock an access key. A token that replaced another one in the same call
    /// stays, so that a service that refuses every token does not cause a fetch for each refusal.
    pub(crate) fn discard(&self, refused: &Arc<Identity>, is_first: bool) -> bool {
        let Self::Cached(cache) = self else { return false };
        let is_token = matches!(refused.credential, Credential::Token(_));
        if is_first || !is_token {
            cache.discard(refused);
        }
        is_first && is_token
    }
}
