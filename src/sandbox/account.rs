//! The one account of the sandbox, from the contract's examples.

use std::sync::Arc;

use serde_json::Value;

use super::response::example;
use crate::contract::generated::tables;
use crate::contract::types::{ProjectId, Secret};

/// ID, name and password of the second user. The contract's examples have only one user.
const MEMBER: [&str; 3] =
    ["fedcba9876543210fedcba9876543211", "example-member", "example-member-password"];

/// An account, which IAM calls a domain, with its users and its one project.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) project_id: ProjectId,
    pub(super) project_name: String,
    /// The first user is the administrator and owns the access keys. The second user has a role in the project only.
    pub(super) users: [Arc<User>; 2],
}

/// An IAM user.
pub(super) struct User {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) password: Secret,
    /// Administrators may list projects and users, assume agencies, and show or revoke the tokens of other users.
    pub(super) is_administrator: bool,
}

impl Account {
    /// `project_id` replaces the ID of the example.
    pub(super) fn new(project_id: Option<ProjectId>) -> serde_json::Result<Self> {
        let text = |value: &Value| serde_json::from_value::<String>(value.clone());
        let login = example(tables::EXAMPLE_PASSWORD_BY_PROJECT_NAME);
        let token = &example(tables::EXAMPLE_USER_TOKEN_CREATED)["token"];
        let (user, project) = (&token["user"], &token["project"]);
        let [id, name, password] = MEMBER.map(str::to_owned);
        let member = User { id, name, password: password.into(), is_administrator: false };
        let administrator = User {
            id: text(&user["id"])?,
            name: text(&user["name"])?,
            password: text(&login["auth"]["identity"]["password"]["user"]["password"])?.into(),
            is_administrator: true,
        };
        Ok(Self {
            id: text(&user["domain"]["id"])?,
            name: text(&user["domain"]["name"])?,
            project_id: project_id
                .map_or_else(|| serde_json::from_value(project["id"].clone()), Ok)?,
            project_name: text(&project["name"])?,
            users: [administrator, member].map(Arc::new),
        })
    }

    pub(super) fn administrator(&self) -> &Arc<User> {
        &self.users[0]
    }

    /// The user that the `user` of a password login names, if the password is right.
    pub(super) fn user(&self, login: &Value) -> Option<&Arc<User>> {
        self.users.iter().find(|user| {
            is_or_absent(&login["id"], &user.id)
                && is_or_absent(&login["name"], &user.name)
                && login["password"] == *user.password.expose()
                && self.matches(&login["domain"])
        })
    }

    /// Whether a request that names an account by ID, by name, by both or not at all means this one.
    pub(super) fn matches(&self, domain: &Value) -> bool {
        is_or_absent(&domain["id"], &self.id) && is_or_absent(&domain["name"], &self.name)
    }

    /// Whether a project that a request names by ID, or else by name, is this account's.
    pub(super) fn has_project(&self, project: &Value) -> bool {
        match project["id"].as_str() {
            Some(id) => id == self.project_id.as_str(),
            None => project["name"] == *self.project_name && self.matches(&project["domain"]),
        }
    }
}

/// Whether a member has this value, or is absent.
fn is_or_absent(value: &Value, own: &str) -> bool {
    value.as_str().is_none_or(|value| value == own)
}
