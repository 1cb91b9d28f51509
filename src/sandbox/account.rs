//! The one account of the sandbox, from the contract's examples.

use std::sync::Arc;

use serde_json::Value;

use super::response::example;
use crate::contract::generated::tables;
use crate::contract::types::{ProjectId, Secret};

/// ID, name and password of the second user. The contract's examples have only one user.
const MEMBER: [&str; 3] =
    ["fedcba9876543210fedcba9876543211", "example-member", "example-member-password"];

/// An account, which IAM calls a domain, with its users and its projects.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    /// Never empty.
    pub(super) projects: Vec<Project>,
    /// The first user is the administrator and owns the access keys. The second user has a role in the project only.
    pub(super) users: [Arc<User>; 2],
}

/// A project, which is named like its region.
pub(super) struct Project {
    pub(super) id: ProjectId,
    pub(super) name: String,
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
    /// `project_id` replaces the ID of the example, and `regions` its region.
    pub(super) fn new(
        project_id: Option<ProjectId>,
        regions: &[String],
    ) -> serde_json::Result<Self> {
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
        let first = project_id.map_or_else(|| serde_json::from_value(project["id"].clone()), Ok)?;
        let mut projects = vec![Project { id: first, name: text(&project["name"])? }];
        for (number, name) in regions.iter().enumerate() {
            let id = serde_json::from_value(format!("{number:032x}").into())?;
            match number {
                0 => projects[0].name.clone_from(name),
                _ => projects.push(Project { id, name: name.clone() }),
            }
        }
        Ok(Self {
            id: text(&user["domain"]["id"])?,
            name: text(&user["domain"]["name"])?,
            projects,
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

    /// The number of the project that a request names by ID, or else by name.
    pub(super) fn project(&self, project: &Value) -> Option<usize> {
        self.projects.iter().position(|own| match project["id"].as_str() {
            Some(id) => id == own.id.as_str(),
            None => project["name"] == *own.name && self.matches(&project["domain"]),
        })
    }
}

/// Whether a member has this value, or is absent.
fn is_or_absent(value: &Value, own: &str) -> bool {
    value.as_str().is_none_or(|value| value == own)
}
