//! Who calls: what a user has, and the identity that a request carries.

mod access_key;
mod agency;
mod cache;
mod chain;
mod command_line;
mod environment;
mod identity_provider;
mod local;
mod metadata;
mod password;
mod pod;
mod profile;
mod provider;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

pub(crate) use self::access_key::{AccessKey, X_SDK_DATE};
pub(crate) use self::cache::{Cache, Fetch, Life, Mortal, Source};
pub(crate) use self::chain::Found;
pub(crate) use self::environment::Environment;
pub(crate) use self::metadata::METADATA_OFF;
pub(crate) use self::password::Scope;
pub use self::provider::CredentialProvider;

use self::agency::Agency;
use self::chain::LastResorts;
use self::identity_provider::IdentityProvider;
use self::metadata::Metadata;
use self::password::Password;
use self::provider::{Erased, Provided};
use crate::attempt::Seen;
use crate::error::{Error, Result};
use crate::error_body::SHORTEST_SECRET;
use crate::hosts::Hosts;
use crate::types::{ProjectId, Secret};

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
    Agency(agency::Request),
    Metadata,
    LastResorts(chain::Last),
    Provider(Arc<dyn Erased>),
}

/// What a request can carry as it is.
#[derive(Clone, Debug)]
enum Ready {
    Token(Secret),
    AccessKey { id: String, secret_key: Secret, security_token: Option<Secret> },
}

impl Ready {
    fn proof(self) -> Result<Proof> {
        match self {
            Self::Token(token) => {
                token_header(token.expose()).map(Proof::Token).map_err(|problem| {
                    Error::credentials(
                        format!("the token {problem}"),
                        "Pass the value of the response header `X-Subject-Token` of IAM, as it is.",
                    )
                })
            }
            Self::AccessKey { id, secret_key, security_token } => {
                AccessKey::new(id, secret_key, security_token.as_ref()).map(Proof::AccessKey)
            }
        }
    }
}

/// What a text gives as the profile file of the SDKs and as the configuration of the command line, and what would prove
/// it to the service.
#[cfg(fuzzing)]
pub(crate) fn files(text: &str) -> [Result<(String, Option<Result<Proof>>)>; 2] {
    let file = profile::Text { path: "file".to_owned(), text: text.to_owned() };
    [profile::found(&file), command_line::found(&file, None)].map(|look| {
        let look = look?;
        let told = format!("{look:?}");
        Ok(match look.map(|found| found.credentials.kind) {
            Ok(Kind::Ready(ready)) => (told, Some(ready.proof())),
            _ => (told, None),
        })
    })
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
    /// IAM, keeps it, and renews it before it expires.
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
    pub fn metadata() -> Self {
        Kind::Metadata.into()
    }

    /// Credentials from a source of your own, such as a vault.
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Kind::Provider(Arc::new(provider)).into()
    }

    /// How long a token or access key lives from now on, for a [`CredentialProvider`] to say: the client asks it for
    /// another ahead of the end. What is given to the client itself cannot be renewed, so nothing comes of it there.
    #[must_use]
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.expires_in = Some(life);
        self
    }

    /// Where they were found, for messages.
    fn found_in(mut self, origin: impl Into<String>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Checks what can be checked without a request.
    pub(crate) fn into_provider(self, hosts: &Hosts<'_>) -> Result<Provider> {
        let origin = self.origin.clone();
        let provider = self.checked(hosts);
        provider.map_err(|error| match origin {
            Some(origin) if error.kind() == crate::ErrorKind::Credentials => {
                error.with_subject(origin)
            }
            _ => error,
        })
    }

    fn checked(self, hosts: &Hosts<'_>) -> Result<Provider> {
        let origin = self.origin;
        let cache = match self.kind {
            Kind::Ready(ready) => {
                let identity = Identity { origin, ..Identity::new(ready.proof()?) };
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
                let (iam, scope) = (hosts.iam()?, hosts.scope()?);
                Cache::new(Password { user_name, password, domain_name, iam, scope, origin })
            }
            Kind::IdentityProvider { id, token_file } => {
                Cache::new(IdentityProvider { id, token_file, iam: hosts.iam()?, origin })
            }
            Kind::Agency(request) => Cache::new(Agency { request, sts: hosts.sts()?, origin }),
            Kind::Metadata => Cache::new(Metadata::new(hosts)?),
            Kind::LastResorts(last) => Cache::new(LastResorts::new(last, hosts)?),
            Kind::Provider(provider) => Cache::new(Provided(provider)),
        };
        Ok(Provider::Fetched(cache))
    }

    /// Whether the token that comes of it tells which project it is for.
    pub(crate) fn tell_project(&self) -> bool {
        matches!(self.kind, Kind::Password { .. })
    }
}

/// A token as a header that does not print; the problem is told without it.
pub(crate) fn token_header(token: &str) -> Result<HeaderValue, &'static str> {
    if token.is_empty() {
        return Err("is empty");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "holds white space, a line break or another character that none of its kind has",
        );
    }
    let mut header = HeaderValue::from_str(token).map_err(|_| "is not fit for a header")?;
    header.set_sensitive(true);
    Ok(header)
}

/// What a request carries, and for how long.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) proof: Proof,
    /// The project that the token is scoped to, if that is known.
    pub(crate) project_id: Option<ProjectId>,
    /// Where it comes from; none if it was given in code.
    pub(crate) origin: Option<String>,
    /// None if its end is not known.
    life: Option<Life>,
}

/// How a request shows whose it is.
#[derive(Debug)]
pub(crate) enum Proof {
    Token(HeaderValue),
    AccessKey(AccessKey),
}

impl Mortal for Identity {
    fn life(&self) -> Option<Life> {
        self.life
    }
}

impl Identity {
    fn new(proof: Proof) -> Self {
        Self { proof, project_id: None, origin: None, life: None }
    }

    /// A temporary access key as the vendor's services hand it out. It ends at a moment of the clock on the wall.
    fn temporary(
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
        let life = Some(Life::new(Instant::now(), length));
        Ok(Self { life, ..Self::new(Proof::AccessKey(key)) })
    }

    /// The texts that must not come back in an error.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        match &self.proof {
            Proof::Token(token) => [token.to_str().unwrap_or_default(), ""],
            Proof::AccessKey(key) => key.secrets(),
        }
    }

    /// Whether a text has in it what the identity is proved with. A token that is longer is not even read: this is asked
    /// of every answer.
    pub(crate) fn is_repeated_in(&self, text: &str) -> bool {
        if matches!(&self.proof, Proof::Token(token) if token.len() > text.len()) {
            return false;
        }
        let mut secrets = self.secrets().into_iter();
        secrets.any(|secret| secret.len() >= SHORTEST_SECRET && text.contains(secret))
    }

    /// Said when no answer came to a token that is larger than what many a peer takes in a header.
    pub(crate) fn note_on_size(&self, seen: Option<&Seen>) -> Option<String> {
        const OFTEN_TAKEN: usize = 8 * 1024;
        let Proof::Token(token) = &self.proof else { return None };
        let is_told = seen.is_none_or(|seen| matches!(seen.status.as_u16(), 431 | 494));
        (is_told && token.len() > OFTEN_TAKEN).then(|| {
            let size = token.len();
            format!("The token has {size} bytes, which may be more than whoever answers takes: ask IAM for one with `nocatalog=true`.")
        })
    }

    /// How much longer it lives, if that is known.
    pub(crate) fn expires_in(&self) -> Option<Duration> {
        self.life.map(|life| life.expires_at.saturating_duration_since(Instant::now()))
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
    pub(crate) async fn identity(&self) -> Result<Arc<Identity>> {
        match self {
            Self::Fixed(identity) => Ok(identity.clone()),
            Self::Fetched(cache) => cache.get().await,
        }
    }

    /// Forgets an identity that was refused, and only that one. Tells whether to try again with another: a token may have
    /// been revoked, but wrong signatures lock an access key.
    pub(crate) fn discard(&self, refused: &Arc<Identity>) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Fetched(cache) => {
                cache.discard(refused);
                matches!(refused.proof, Proof::Token(_))
            }
        }
    }
}
