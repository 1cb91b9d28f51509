//! A source issues new values to a cache. All sources of identities share the shape that `IdentitySource` gives them.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;

use crate::credentials::hosts::Hosts;
use crate::error::Result;
use crate::signing::identity::Identity;

/// Issues values of one type.
pub(crate) trait Source<T>: Debug + Send + Sync {
    fn fetch(&self) -> Fetch<'_, T>;

    /// The name of the value in errors.
    fn noun(&self) -> &'static str {
        "identity"
    }
}

pub(super) type SharedSource = Arc<dyn Source<Identity>>;

/// A boxed future, so that a cache does not depend on the type of its source.
pub(crate) type Fetch<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// The configuration of a source of identities.
pub(super) trait IdentitySource: Debug + Send + Sync + 'static {
    /// The host that issues the identity, and what else a fetch needs of the client.
    type Issuer: Debug + Send + Sync;

    /// Checks the configuration without a request, and finds the issuer.
    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Self::Issuer>;

    fn fetch(&self, issuer: &Self::Issuer) -> impl Future<Output = Result<Identity>> + Send;
}

#[derive(Debug)]
struct Connected<S: IdentitySource> {
    source: S,
    issuer: S::Issuer,
    origin: Option<String>,
}

/// Connects a source to its issuer. Its identities and errors include where the configuration was found.
pub(super) fn connect<S: IdentitySource>(
    source: S,
    hosts: &Hosts<'_>,
    origin: Option<String>,
) -> Result<SharedSource> {
    let issuer = source.issuer(hosts)?;
    Ok(Arc::new(Connected { source, issuer, origin }))
}

impl<S: IdentitySource> Source<Identity> for Connected<S> {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            match (self.source.fetch(&self.issuer).await, self.origin.clone()) {
                (Ok(identity), origin) => Ok(Identity { origin, ..identity }),
                (Err(error), Some(origin)) if error.0.subject.is_none() => {
                    Err(error.with_subject(origin))
                }
                (Err(error), origin) => {
                    Err(error.with_origin(origin.as_deref()).into_credentials())
                }
            }
        })
    }
}
