//! Who the client is, as far as may be told.

use std::time::Duration;

use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

/// Who a client calls as: what [`Client::login`](crate::Client::login) found, without a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Login {
    /// What shows who is calling.
    pub identity: LoginIdentity,
    /// Where it came from, such as `the environment (HW_AUTH_TOKEN)`; none if it was given in code.
    pub origin: Option<String>,
    /// How much longer it lives; none if that is not known.
    pub expires_in: Option<Duration>,
    /// Whether the identity is known to be good: IAM, STS or the machine issued it for this client, or
    /// [`Client::verify_login`](crate::Client::verify_login) asked IAM. If not, it was only found.
    pub is_verified: bool,
    /// Variables that are set and files that are there for other identities, which the client does not use.
    pub unused: Vec<String>,
}

/// What shows who is calling.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoginIdentity {
    /// A user token.
    Token,
    /// An access key, and the ID of it, which is no secret.
    AccessKey(String),
    /// The same, of one that expires.
    TemporaryAccessKey(String),
}

impl Login {
    pub(crate) fn new(identity: &Identity, is_verified: bool, unused: Vec<String>) -> Self {
        Self {
            identity: match &identity.credential {
                Credential::Token(_) => LoginIdentity::Token,
                Credential::AccessKey(key) if key.is_temporary() => {
                    LoginIdentity::TemporaryAccessKey(key.id().to_owned())
                }
                Credential::AccessKey(key) => LoginIdentity::AccessKey(key.id().to_owned()),
            },
            origin: identity.origin.clone(),
            expires_in: identity.lifetime.map(Lifetime::remaining),
            is_verified,
            unused,
        }
    }
}
