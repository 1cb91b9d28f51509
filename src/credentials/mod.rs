//! Who calls: what a user has, and the identity that a request carries.

mod access_key;
mod cache;
mod environment;
mod password;

use std::sync::Arc;

use http::HeaderValue;
use tokio::time::Instant;

pub(crate) use self::access_key::AccessKey;
use self::cache::Cache;
use self::password::Password;
use crate::error::{Error, Result};
use crate::types::{ProjectId, Secret};

pub(crate) use self::environment::Environment;
pub(crate) use self::password::{Iam, Scope};

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
pub struct Credentials(Source);

#[derive(Clone, Debug)]
enum Source {
    Token(Secret),
    Password { user_name: String, password: Secret, domain_name: String },
    AccessKey { id: String, secret_key: Secret, security_token: Option<Secret> },
}

impl Credentials {
    /// A user token of IAM, scoped to the project that is asked about. It lives for 24 hours, and the client cannot
    /// renew it.
    pub fn token(token: impl Into<Secret>) -> Self {
        Self(Source::Token(token.into()))
    }

    /// Name and password of an IAM user, and the name of the account it belongs to. The client fetches a token from
    /// IAM, keeps it, and renews it before it expires.
    pub fn password(
        user_name: impl Into<String>,
        password: impl Into<Secret>,
        domain_name: impl Into<String>,
    ) -> Self {
        Self(Source::Password {
            user_name: user_name.into(),
            password: password.into(),
            domain_name: domain_name.into(),
        })
    }

    /// An access key: its ID, and the secret key that signs each request and is never sent.
    pub fn access_key(id: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self(Source::AccessKey {
            id: id.into(),
            secret_key: secret_key.into(),
            security_token: None,
        })
    }

    /// A temporary access key, which has a security token beside it and expires.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        Self(Source::AccessKey {
            id: id.into(),
            secret_key: secret_key.into(),
            security_token: Some(security_token.into()),
        })
    }

    /// Checks what can be checked without a request. `iam` is where a password is exchanged for a token.
    pub(crate) fn into_provider(self, iam: impl FnOnce() -> Result<Iam>) -> Result<Provider> {
        match self.0 {
            Source::Token(token) => {
                let token = token_header(token.expose()).map_err(|problem| {
                    Error::credentials(
                        format!("the token {problem}"),
                        "Pass the value of the response header `X-Subject-Token` of IAM, as it is.",
                    )
                })?;
                Ok(Provider::Fixed(Arc::new(Identity::fixed(Proof::Token(token)))))
            }
            Source::AccessKey { id, secret_key, security_token } => {
                let key = AccessKey::new(id, secret_key, security_token.as_ref())?;
                Ok(Provider::Fixed(Arc::new(Identity::fixed(Proof::AccessKey(key)))))
            }
            Source::Password { user_name, password, domain_name } => {
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
                let password = Password { user_name, password, domain_name, iam: iam()? };
                Ok(Provider::Password(Cache::new(password)))
            }
        }
    }

    /// Whether the token that comes of it tells which project it is for.
    pub(crate) fn tell_project(&self) -> bool {
        matches!(self.0, Source::Password { .. })
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
    /// None for what was given from outside: its end is not known.
    life: Option<Life>,
}

/// How a request shows whose it is.
#[derive(Debug)]
pub(crate) enum Proof {
    Token(HeaderValue),
    AccessKey(AccessKey),
}

impl Identity {
    fn fixed(proof: Proof) -> Self {
        Self { proof, project_id: None, life: None }
    }

    /// The texts that must not come back in an error.
    pub(crate) fn secrets(&self) -> [&str; 2] {
        match &self.proof {
            Proof::Token(token) => [token.to_str().unwrap_or_default(), ""],
            Proof::AccessKey(key) => key.secrets(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Life {
    renew_at: Instant,
    expires_at: Instant,
}

/// Hands out the identity of each attempt.
#[derive(Debug)]
pub(crate) enum Provider {
    /// A token or access key from outside, which cannot be renewed.
    Fixed(Arc<Identity>),
    Password(Arc<Cache<Password>>),
}

impl Provider {
    pub(crate) async fn identity(&self) -> Result<Arc<Identity>> {
        match self {
            Self::Fixed(identity) => Ok(identity.clone()),
            Self::Password(cache) => cache.get().await,
        }
    }

    /// Forgets an identity that was refused, and only that one. Tells whether another can be had.
    pub(crate) fn discard(&self, refused: &Arc<Identity>) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Password(cache) => {
                cache.discard(refused);
                true
            }
        }
    }
}
