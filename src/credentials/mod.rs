//! The caller's credentials, and how a client gets an identity from them. `environment/` finds credentials where the
//! vendor's tools look for them.
//!
//! Imports `http`, `signing`, `contract` and `error`. Begin with `Credentials::into_resolver`: it connects a source,
//! one file for each (`password.rs`, `oidc_agency.rs`, …), to its host (`source.rs`, `hosts.rs`); `cache.rs` fetches
//! and renews the identity.

mod assume_role;
pub(crate) mod cache;
mod ecs_metadata;
pub(crate) mod environment;
pub(crate) mod hosts;
mod identity_provider;
mod local_service;
pub(crate) mod login;
mod oidc_agency;
mod password;
mod pod_identity;
pub(crate) mod project;
mod provider;
pub(crate) mod resolver;
mod single_flight;
mod source;
mod token_file;
mod workload_identity;

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use self::assume_role::AssumeRole;
use self::ecs_metadata::EcsMetadata;
use self::identity_provider::IdentityProvider;
use self::oidc_agency::OidcAgency;
use self::password::Password;
pub use self::provider::{CredentialProvider, CredentialsFuture};
use self::source::{SharedSource, connect};
use self::workload_identity::WorkloadIdentity;
use crate::contract::generated::iam::types;
use crate::contract::secret::token_header;
use crate::contract::types::Secret;
use crate::credentials::cache::Cache;
use crate::credentials::hosts::{FETCH_TIME, Hosts};
use crate::credentials::resolver::Resolver;
use crate::error::{Error, ErrorKind, Result};
use crate::signing::access_key::AccessKey;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

/// The credentials of the caller.
///
/// ```
/// use taurusdb_htap::Credentials;
///
/// let token = Credentials::token("MIIE...");
/// let password = Credentials::password("user", "example-password", "account");
/// assert!(!format!("{password:?}").contains("example-password"));
/// ```
#[derive(Clone, Debug)]
pub struct Credentials {
    kind: Kind,
    /// Where the client found them; `None` if they were set in code.
    origin: Option<String>,
    expires_in: Option<Duration>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// What a request carries unchanged, or why it is invalid. The client cannot renew it.
    Static(Result<Credential>),
    Password(Password),
    IdentityProvider(IdentityProvider),
    OidcAgency(OidcAgency),
    AssumeRole(AssumeRole),
    EcsMetadata(EcsMetadata),
    WorkloadIdentity(WorkloadIdentity),
    Provider(SharedSource),
}

impl From<Kind> for Credentials {
    fn from(kind: Kind) -> Self {
        Self { kind, origin: None, expires_in: None }
    }
}

impl Credentials {
    /// A [user token](https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html) of IAM, scoped to the project of the
    /// calls. It expires after 24 hours, and the client cannot renew it.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) reports a malformed token: `token` itself accepts every text.
    pub fn token(token: impl Into<Secret>) -> Self {
        let token = token_header(token.into().expose()).map_err(|problem| {
            let hint = "Pass the value of IAM's response header `X-Subject-Token` unchanged.";
            Error::credentials(format!("the token {problem}"), hint)
        });
        Kind::Static(token.map(Credential::Token)).into()
    }

    /// The name and password of an IAM user, and the name of the account that the user belongs to. The client gets a
    /// [token from IAM](https://support.huaweicloud.com/intl/en-us/api-iam/iam_30_0001.html), caches it, and renews it
    /// before it expires. After IAM has refused the password with 401, the
    /// client does not send it again for 30 minutes, because repeated failures can lock the account.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) reports an empty text, a line break, and a blank around a name.
    pub fn password(
        user_name: impl Into<String>,
        password: impl Into<Secret>,
        domain_name: impl Into<String>,
    ) -> Self {
        let (user_name, domain_name) = (user_name.into(), domain_name.into());
        Kind::Password(Password { user_name, password: password.into(), domain_name }).into()
    }

    /// An access key: its ID and its secret key, which
    /// [signs](https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm-002.html) each request and is never
    /// sent.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) reports a malformed key, such as one with white space.
    pub fn access_key(id: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self::key(id, secret_key, None::<Secret>)
    }

    /// A temporary access key, which also has a security token.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        Self::key(id, secret_key, Some(security_token))
    }

    fn key(
        id: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: Option<impl Into<Secret>>,
    ) -> Self {
        let security_token = security_token.map(Into::into);
        let key = AccessKey::new(id.into(), secret_key.into(), security_token.as_ref());
        Kind::Static(key.map(Credential::AccessKey)).into()
    }

    /// The temporary access key of the agency of the ECS instance, from the instance's metadata service. The client
    /// renews it before it expires.
    #[must_use]
    pub fn ecs_metadata() -> Self {
        Kind::EcsMetadata(EcsMetadata).into()
    }

    /// Sets how long a token or access key that a [`CredentialProvider`] returns lives from now on. The client requests
    /// new credentials before then. `Duration::ZERO` means that the credentials never expire.
    ///
    /// The client cannot renew credentials that you pass to it, and knows the lifetime of those that it gets itself, so
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) refuses them with a lifetime.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }

    /// The agency, assumed with these credentials. `None` if they are not an access key, because only a key can assume
    /// one.
    pub(crate) fn assume(self, role: types::AssumedRole) -> Option<Self> {
        let kind = match self.kind {
            Kind::Static(Ok(key @ Credential::AccessKey(_))) => {
                Kind::AssumeRole(AssumeRole { key, role })
            }
            invalid @ Kind::Static(Err(_)) => invalid,
            _ => return None,
        };
        Some(Self { kind, ..self })
    }

    /// Sets where they were found, for errors and [`Login`](login::Login).
    pub(crate) fn found_in(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Checks the credentials without a request, and connects them to the host that issues the identity.
    pub(crate) fn into_resolver(self, hosts: &Hosts<'_>) -> Result<Resolver> {
        let origin = self.origin;
        // A profile may say when its key expires. Calls then fail without a request.
        if origin.is_none() && self.expires_in.is_some_and(|lifetime| !lifetime.is_zero()) {
            return Err(Error::configuration(
                "credentials: a lifetime is set, but the client cannot renew them",
                "Return them from a `CredentialProvider`, or do not call `expires_in`.",
            ));
        }
        let named = |error: Error| match &origin {
            Some(origin) if error.kind() == ErrorKind::Credentials => error.with_subject(origin),
            _ => error,
        };
        let source = match self.kind {
            Kind::Static(credential) => {
                let identity = static_identity(credential.map_err(named)?, self.expires_in);
                return Ok(Resolver::Static(Arc::new(Identity { origin, ..identity })));
            }
            Kind::Provider(source) => return Ok(Resolver::Cached(Cache::new(source, FETCH_TIME))),
            Kind::Password(source) => connect(source, hosts, origin.clone()),
            Kind::IdentityProvider(source) => connect(source, hosts, origin.clone()),
            Kind::OidcAgency(source) => connect(source, hosts, origin.clone()),
            Kind::AssumeRole(source) => connect(source, hosts, origin.clone()),
            Kind::EcsMetadata(source) => connect(source, hosts, Some(ecs_metadata::ORIGIN.into())),
            Kind::WorkloadIdentity(source) => source.connect(hosts),
        };
        Ok(Resolver::Cached(Cache::new(source.map_err(named)?, hosts.fetch_time())))
    }

    /// Where the client found them, or the name of the function that made them.
    pub(crate) fn source(&self) -> &str {
        match (&self.origin, &self.kind) {
            (Some(origin), _) => origin,
            (None, Kind::Static(Ok(Credential::Token(_)))) => "token",
            (None, Kind::Static(_)) => "access_key",
            (None, Kind::Password(_)) => "password",
            (None, Kind::EcsMetadata(_)) => "ecs_metadata",
            (None, Kind::Provider(_)) => "provider",
            (None, _) => "environment",
        }
    }

    /// Whether they may be a token that was issued elsewhere, so that only IAM knows its project.
    pub(crate) fn may_be_token(&self) -> bool {
        matches!(self.kind, Kind::Static(Ok(Credential::Token(_))) | Kind::Provider(_))
    }

    /// Whether IAM scopes the identity to a project, so that the client need not look it up.
    pub(crate) fn are_scoped(&self) -> bool {
        matches!(self.kind, Kind::Password(_))
    }
}

/// The identity of credentials whose lifetime starts now.
fn static_identity(credential: Credential, expires_in: Option<Duration>) -> Identity {
    let length = expires_in.filter(|length| !length.is_zero());
    let lifetime = length.map(|length| Lifetime::new(Instant::now(), length));
    Identity { lifetime, ..Identity::new(credential) }
}

#[cfg(test)]
mod tests;
