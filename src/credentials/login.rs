//! The caller's identity, without secrets.

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

/// The caller's identity, without secrets, as [`Client::login`](crate::Client::login) returns it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Login {
    /// The kind of credential.
    pub identity: LoginIdentity,
    /// Where the client found the credentials, such as `the environment (HW_AUTH_TOKEN)`; `None` if they were set in
    /// code.
    pub origin: Option<String>,
    /// The remaining lifetime; `None` if the client does not know when the identity expires. Serialized as whole seconds.
    #[serde(rename = "expires_in_seconds", serialize_with = "seconds")]
    pub expires_in: Option<Duration>,
    /// Whether the identity is known to be valid: IAM, STS or the machine issued it for this client, or
    /// [`Client::verify_login`](crate::Client::verify_login) checked it with IAM.
    pub is_verified: bool,
    /// Variables that are set and files that exist for other identities, which the client does not use.
    pub unused: Vec<String>,
}

/// The kind of credential that identifies the caller.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "access_key_id")]
#[non_exhaustive]
pub enum LoginIdentity {
    /// A user token.
    Token,
    /// An access key, by its ID, which is not secret.
    AccessKey(String),
    /// A temporary access key, by its ID.
    TemporaryAccessKey(String),
}

#[expect(clippy::ref_option, reason = "serde passes the field")]
fn seconds<S: Serializer>(lifetime: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    lifetime.map(|lifetime| lifetime.as_secs()).serialize(serializer)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_login_is_serialized_with_its_lifetime_in_seconds() {
        let login = |identity, expires_in| Login {
            identity,
            origin: None,
            expires_in,
            is_verified: true,
            unused: Vec::new(),
        };
        let key = login(
            LoginIdentity::TemporaryAccessKey("ID".to_owned()),
            Some(Duration::from_millis(61_500)),
        );
        let (key, token) = (json!(key), json!(login(LoginIdentity::Token, None)));
        assert_eq!(key["identity"], json!({"kind": "temporary_access_key", "access_key_id": "ID"}));
        assert_eq!(token["identity"], json!({"kind": "token"}));
        assert_eq!(key["expires_in_seconds"], 61);
        assert!(token["expires_in_seconds"].is_null() && token["is_verified"] == true);
    }
}
