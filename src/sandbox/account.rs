//! The one account that the sandbox knows, from the contract's examples.

use std::sync::Arc;

use serde_json::Value;

use super::answer::example;
use crate::contract::generated::tables;
use crate::contract::types::{ProjectId, Secret};

/// ID, name and password of the second user: the contract's examples know one user only.
const MEMBER: [&str; 3] =
    ["fedcba9876543210fedcba9876543211", "example-member", "example-member-password"];

/// An account, which IAM calls a domain, with its users and its one project.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) project_id: ProjectId,
    pub(super) project_name: String,
    /// The first one may do everything, and owns the access keys. The second one has a role in the project alone.
    pub(super) users: [Arc<User>; 2],
}

/// An IAM user.
pub(super) struct User {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) password: Secret,
    /// Whether it may list projects and users, assume agencies, and show or revoke the tokens of other users.
    pub(super) is_administrator: bool,
}

impl Account {
    /// `project_id` takes the place of the example's.
    pub(super) fn new(project_id: Option<ProjectId>) -> serde_json::Result<Self> {
        let token = example(tables::EXAMPLE_USER_TOKEN_CREATED);
        let login = example(tables::EXAMPLE_PASSWORD_BY_PROJECT_NAME);
        let text = |value: &Value, pointer| {
            let found = value.pointer(pointer).cloned().unwrap_or_default();
            serde_json::from_value::<String>(found)
        };
        let project_id = match project_id {
            Some(project_id) => project_id,
            None => serde_json::from_value(token["token"]["project"]["id"].clone())?,
        };
        let [id, name, password] = MEMBER.map(str::to_owned);
        let member = User { id, name, password: password.into(), is_administrator: false };
        let administrator = User {
            id: text(&token, "/token/user/id")?,
            name: text(&token, "/token/user/name")?,
            password: text(&login, "/auth/identity/password/user/password")?.into(),
            is_administrator: true,
        };
        Ok(Self {
            id: text(&token, "/token/user/domain/id")?,
            name: text(&token, "/token/user/domain/name")?,
            project_id,
            project_name: text(&token, "/token/project/name")?,
            users: [administrator, member].map(Arc::new),
        })
    }

    pub(super) fn administrator(&self) -> &Arc<User> {
        &self.users[0]
    }

    /// Whether an account that a request names by ID or name is this one; without either, this one is meant.
    pub(super) fn is(&self, domain: &Value) -> bool {
        let is = |named: &Value, own: &str| named.as_str().is_none_or(|named| named == own);
        is(&domain["id"], &self.id) && is(&domain["name"], &self.name)
    }
}
