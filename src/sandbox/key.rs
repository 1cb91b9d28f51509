//! An access key that the sandbox knows.

use std::sync::Arc;

use jiff::Timestamp;

use super::account::User;
use crate::credentials::Credentials;

/// An access key, and how often in a row it was misused.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) id: String,
    pub(super) secret_key: String,
    /// What a temporary key has beside it.
    pub(super) security_token: Option<String>,
    pub(super) owner: Arc<User>,
    pub(super) expires_at: Timestamp,
    pub(super) failures: u32,
    pub(super) locked_until: Option<Timestamp>,
}

impl Key {
    /// A permanent key.
    pub(super) fn new(id: &str, secret_key: &str, owner: &Arc<User>) -> Self {
        Self {
            id: id.to_owned(),
            secret_key: secret_key.to_owned(),
            security_token: None,
            owner: owner.clone(),
            expires_at: Timestamp::MAX,
            failures: 0,
            locked_until: None,
        }
    }

    pub(super) fn credentials(&self) -> Credentials {
        let (id, secret_key) = (&*self.id, &*self.secret_key);
        match &self.security_token {
            Some(token) => Credentials::temporary_access_key(id, secret_key, &**token),
            None => Credentials::access_key(id, secret_key),
        }
    }
}
