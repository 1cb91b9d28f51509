//! A token that IAM issued.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::account::{Account, User};
use super::answer::example;
use crate::contract::generated::tables;

/// A token as the sandbox remembers it.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) user: Arc<User>,
    pub(super) scope: Scope,
    /// How its user proved who they are.
    pub(super) methods: Vec<String>,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// What a token is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Scope {
    Project,
    Account,
    /// Neither: the token has no roles.
    None,
}

impl Token {
    /// What IAM says about a token when it issues or shows it, with a catalogue of the services at `origin`.
    pub(super) fn describe(&self, account: &Account, origin: Option<&str>) -> Value {
        let mut body = example(tables::EXAMPLE_USER_TOKEN_CREATED);
        let token = &mut body["token"];
        token["issued_at"] = format!("{:.6}", self.issued_at).into();
        token["expires_at"] = format!("{:.6}", self.expires_at).into();
        token["methods"] = json!(self.methods);
        token["user"]["id"] = json!(self.user.id);
        token["user"]["name"] = json!(self.user.name);
        token["project"]["id"] = json!(account.project_id);
        if let Some(origin) = origin {
            token["catalog"] = catalog(account, origin);
        }
        let absent: &[&str] = match self.scope {
            Scope::Project => &[],
            Scope::Account => {
                token["domain"] = token["user"]["domain"].clone();
                &["project"]
            }
            // Keystone leaves all three out; Huawei's manual does not say.
            Scope::None => &["project", "roles", "catalog"],
        };
        if let Some(members) = token.as_object_mut() {
            members.retain(|name, _| !absent.contains(&&**name));
        }
        body
    }
}

/// Where the services are: all at the sandbox. The contract's type of IAM is `iam`; clients of Keystone look for `identity`.
/// No source has the type of TaurusDB: `gaussdb` is how the vendor's Terraform provider calls it.
pub(super) fn catalog(account: &Account, origin: &str) -> Value {
    let region = &account.project_name;
    let iam = format!("{origin}/v3");
    let service = format!("{iam}/{}", account.project_id.as_str());
    let services = [("iam", &iam), ("identity", &iam), ("gaussdb", &service)];
    let entry = |(number, (name, url)): (usize, (&str, &String))| {
        let id = |part: usize| format!("{:032}", 2 * number + part);
        let endpoint = json!({
            "id": id(2), "interface": "public", "region": region, "region_id": region, "url": url,
        });
        json!({"id": id(1), "name": name, "type": name, "endpoints": [endpoint]})
    };
    services.into_iter().enumerate().map(entry).collect()
}
