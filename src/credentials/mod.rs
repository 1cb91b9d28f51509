//! Who calls: what a user has, and how it becomes an identity.
//!
//! May import: `http`, `signing`, `contract`, `error`. Each way to an identity has a file of its own, and `environment/` finds
//! out which one the user has. Begin reading here; `cache.rs` keeps and renews what was fetched, one fetch at a time.

mod agency;
mod assume_role;
pub(crate) mod cache;
pub(crate) mod environment;
pub(crate) mod hosts;
mod identity_provider;
mod last_resorts;
mod local;
pub(crate) mod login;
mod metadata;
mod password;
mod pod;
pub(crate) mod project;
mod provider;
pub(crate) mod resolver;
mod single_flight;
mod temporary_key;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

pub(crate) use self::agency::{IdToken, Request as AgencyRequest};
pub(crate) use self::assume_role::{AgencyDomain, Role};
pub(crate) use self::last_resorts::Last;
pub(crate) use self::local::read_secret;
pub(crate) use self::pod::{Agent, TOKEN_FILE as POD_TOKEN_FILE, URI as POD_URI};
pub use self::provider::CredentialProvider;

use self::agency::Agency;
use self::assume_role::AssumeRole;
use self::identity_provider::IdentityProvider;
use self::last_resorts::LastResorts;
use self::metadata::Metadata;
use self::password::{Password, Scope};
use crate::contract::secret::token_header;
use crate::contract::types::Secret;
use crate::credentials::cache::{Cache, FETCH_TIME, Source};
use crate::credentials::hosts::Hosts;
use crate::credentials::resolver::Provider;
use crate::error::{Error, ErrorKind, Result};
use crate::signing::access_key::AccessKey;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

/// What the client identifies itself with.
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
    /// Where they were found; none if they were given in code.
    origin: Option<String>,
    expires_in: Option<Duration>,
}

#[derive(Clone, Debug)]
enum Kind {
    Ready(Ready),
    Password { user_name: String, password: Secret, domain_name: String },
    IdentityProvider { id: String, token_file: PathBuf },
    Agency(AgencyRequest),
    AssumeRole(Ready, Role),
    Metadata,
    LastResorts(Last),
    Other(Arc<dyn Source<Identity>>),
}

/// What a request can carry as it is.
#[derive(Clone, Debug)]
enum Ready {
    Token(Secret),
    AccessKey { id: String, secret_key: Secret, security_token: Option<Secret> },
}

impl Ready {
    fn credential(self) -> Result<Credential> {
        match self {
            Self::Token(token) => {
                token_header(token.expose()).map(Credential::Token).map_err(|problem| {
                    Error::credentials(
                        format!("the token {problem}"),
                        "Pass the value of the response header `X-Subject-Token` of IAM, as it is.",
                    )
                })
            }
            Self::AccessKey { id, secret_key, security_token } => {
                AccessKey::new(id, secret_key, security_token.as_ref()).map(Credential::AccessKey)
            }
        }
    }
}

impl From<Kind> for Credentials {
    fn from(kind: Kind) -> Self {
        Self { kind, origin: None, expires_in: None }
    }
}

impl Credentials {
    /// A user token of IAM, scoped to the project that is asked about. It lives for 24 hours, and the client cannot
    /// renew it.
    pub fn token(token: impl Into<Secret>) -> Self {
        Kind::Ready(Ready::Token(token.into())).into()
    }

    /// Name and password of an IAM user, and the name of the account it belongs to. The client fetches a token from
    /// IAM, keeps it, and renews it before it expires. A password that IAM refuses with 401 is not sent again by this client
    /// for 30 minutes, because repeated failures can lock the account.
    pub fn password(
        user_name: impl Into<String>,
        password: impl Into<Secret>,
        domain_name: impl Into<String>,
    ) -> Self {
        Kind::Password {
            user_name: user_name.into(),
            password: password.into(),
            domain_name: domain_name.into(),
        }
        .into()
    }

    /// An access key: its ID, and the secret key that signs each request and is never sent.
    pub fn access_key(id: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        let (id, secret_key) = (id.into(), secret_key.into());
        Kind::Ready(Ready::AccessKey { id, secret_key, security_token: None }).into()
    }

    /// A temporary access key, which has a security token beside it and expires.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        let (id, secret_key) = (id.into(), secret_key.into());
        let security_token = Some(security_token.into());
        Kind::Ready(Ready::AccessKey { id, secret_key, security_token }).into()
    }

    /// The temporary access key of the agency that the ECS instance has, from its metadata service. The client renews
    /// it before it expires.
    #[must_use]
    pub fn ecs_metadata() -> Self {
        Kind::Metadata.into()
    }

    /// How long a token or access key lives from now on. The client asks a [`CredentialProvider`] for new credentials before
    /// they expire. Credentials passed directly to a client cannot be renewed: calls fail once they have expired, and send
    /// nothing. `Duration::ZERO` means that the credentials never expire.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }

    /// The holder of an ID token for an identity provider that IAM knows.
    pub(crate) fn identity_provider(id: String, token_file: PathBuf) -> Self {
        Kind::IdentityProvider { id, token_file }.into()
    }

    /// The holder of an ID token for an agency.
    pub(crate) fn agency(request: AgencyRequest) -> Self {
        Kind::Agency(request).into()
    }

    /// The agency that these credentials assume; none if they are not an access key, since only a key can.
    pub(crate) fn assume(self, role: Role) -> Option<Self> {
        match self.kind {
            Kind::Ready(key @ Ready::AccessKey { .. }) => {
                Some(Self { kind: Kind::AssumeRole(key, role), ..self })
            }
            _ => None,
        }
    }

    /// Whatever this machine turns out to offer.
    pub(crate) fn last_resorts(last: Last) -> Self {
        Kind::LastResorts(last).into()
    }

    /// What a request carries, if they are such that it can be told without asking anyone.
    pub(crate) fn credential(self) -> Option<Result<Credential>> {
        match self.kind {
            Kind::Ready(ready) => Some(ready.credential()),
            _ => None,
        }
    }

    /// Where they were found; none if they were given in code.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// Says where they were found, for messages.
    pub(crate) fn found_in(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Checks what can be checked without a request.
    pub(crate) fn into_provider(self, hosts: &Hosts<'_>) -> Result<Provider> {
        let origin = self.origin.clone();
        let provider = self.checked(hosts);
        provider.map_err(|error| match origin {
            Some(origin) if error.kind() == ErrorKind::Credentials => error.with_subject(origin),
            _ => error,
        })
    }

    fn checked(self, hosts: &Hosts<'_>) -> Result<Provider> {
        let origin = self.origin;
        let length = self.expires_in.filter(|length| !length.is_zero());
        let lifetime = length.map(|length| Lifetime::new(Instant::now(), length));
        let time = hosts.fetch_time();
        let cache = match self.kind {
            Kind::Ready(ready) => {
                let identity = Identity { origin, lifetime, ..Identity::new(ready.credential()?) };
                return Ok(Provider::Fixed(Arc::new(identity)));
            }
            Kind::Password { user_name, password, domain_name } => {
                let fields = [
                    ("user name", &*user_name),
                    ("password", password.expose()),
                    ("domain name", &domain_name),
                ];
                if let Some((field, _)) = fields.into_iter().find(|(_, value)| value.is_empty()) {
                    return Err(Error::credentials(
                        format!("the {field} is empty"),
                        "IAM needs the user's name, its password, and the name of the account it belongs to.",
                    ));
                }
                let (iam, scope) = (hosts.iam()?, Scope::of(hosts)?);
                Cache::new(Password { user_name, password, domain_name, iam, scope, origin }, time)
            }
            Kind::IdentityProvider { id, token_file } => {
                token_header(&id).map_err(|problem| {
                    Error::credentials(
                        format!("the ID of the identity provider {problem}"),
                        "Copy it from the console of IAM: Identity Providers.",
                    )
                })?;
                Cache::new(IdentityProvider { id, token_file, iam: hosts.iam()?, origin }, time)
            }
            Kind::Agency(request) => {
                Cache::new(Agency { request, sts: hosts.sts()?, origin }, time)
            }
            Kind::AssumeRole(key, role) => {
                let caller =
                    Identity { origin: origin.clone(), ..Identity::new(key.credential()?) };
                let (caller, iam) = (Arc::new(caller), hosts.iam()?);
                Cache::new(AssumeRole { role, caller, iam, origin }, time)
            }
            Kind::Metadata => Cache::new(Metadata::new(hosts)?, time),
            Kind::LastResorts(last) => Cache::new(LastResorts::new(last, hosts)?, time),
            Kind::Other(source) => Cache::new(source, FETCH_TIME),
        };
        Ok(Provider::Fetched(cache))
    }

    /// Whether they may turn out to be a token from outside, whose project only IAM can tell.
    pub(crate) fn may_be_token(&self) -> bool {
        matches!(self.kind, Kind::Ready(Ready::Token(_)) | Kind::Other(_))
    }

    /// Whether the token that comes of it tells which project it is for.
    pub(crate) fn tell_project(&self) -> bool {
        matches!(self.kind, Kind::Password { .. })
    }
}

#[cfg(test)]
mod tests;
