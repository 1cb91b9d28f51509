//! Logins at IAM: a token by password, by another token, or by an ID token.

use std::sync::Arc;

use http::HeaderValue;
use http::request::Parts;
use jiff::Timestamp;
use serde_json::Value;

use super::account::{Account, User};
use super::answer::{Answer, example};
use super::iam::{catalog_origin, read};
use super::state::State;
use super::token::Scope;
use crate::contract::generated::iam::types::{
    CreateTokenWithIdTokenRequest, CreateUserTokenRequest,
};
use crate::contract::generated::tables;

/// Who logged in, and how.
struct Login {
    user: Arc<User>,
    methods: Vec<String>,
    /// When the new token expires, unless it lives as long as any other.
    end: Option<Timestamp>,
}

pub(super) fn create_user_token(
    state: &mut State,
    head: &Parts,
    body: &[u8],
) -> Result<Answer, Answer> {
    let invalid = || Answer::example(400, tables::EXAMPLE_INVALID_REQUEST_BODY);
    let request = read::<CreateUserTokenRequest>(state, head, body).ok_or_else(invalid)?;
    let login = log_in(state, &request["auth"]["identity"])?.ok_or_else(invalid)?;
    let scope = scope(&state.account, &request["auth"]["scope"])?.ok_or_else(invalid)?;
    Ok(issue(state, login, scope, catalog_origin(head).as_deref()))
}

pub(super) fn create_token_with_id_token(
    state: &mut State,
    head: &Parts,
    body: &[u8],
) -> Result<Answer, Answer> {
    let invalid = Answer::invalid_parameter;
    let provider = head.headers.get(tables::X_IDP_ID).ok_or_else(|| invalid("X-Idp-Id"))?;
    let request =
        read::<CreateTokenWithIdTokenRequest>(state, head, body).ok_or_else(|| invalid("auth"))?;
    // No example names the provider by itself; the URN of the one that the agency accepts ends in its ID.
    let known = example(tables::EXAMPLE_ASSUME_AGENCY);
    let provider_id = known["provider_urn"].as_str().and_then(|urn| urn.rsplit(':').next());
    let is_known = provider_id.is_some_and(|id| provider == id);
    if !is_known || request["auth"]["id_token"]["id"] != known["id_token"] {
        return Err(Answer::example(401, tables::EXAMPLE_TOKEN_INVALID));
    }
    let scope = scope(&state.account, &request["auth"]["scope"])?;
    let scope = scope.ok_or_else(|| invalid("scope"))?;
    let shown = example(tables::EXAMPLE_FEDERATED_TOKEN_CREATED);
    let methods = serde_json::from_value(shown["token"]["methods"].clone()).unwrap_or_default();
    let login = Login { user: state.account.administrator().clone(), methods, end: None };
    Ok(issue(state, login, scope, None))
}

/// Who an identity proves to be; none if it proves nothing. Only what its `methods` name counts.
fn log_in(state: &State, identity: &Value) -> Result<Option<Login>, Answer> {
    let methods = identity["methods"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let methods: Vec<_> = methods.map(str::to_owned).collect();
    let given = |method: &str| identity.get(method).filter(|_| methods.iter().any(|m| m == method));
    if let Some(token) = given("token") {
        let token = state.live_token(token["id"].as_str().unwrap_or_default());
        let token = token.ok_or_else(|| Answer::example(401, tables::EXAMPLE_TOKEN_INVALID))?;
        let mut methods = [token.methods.clone(), methods].concat();
        methods.dedup();
        // The end stays that of the first token, as in Keystone: else tokens could be prolonged without a password.
        return Ok(Some(Login { user: token.user.clone(), methods, end: Some(token.expires_at) }));
    }
    let Some(given) = given("password").map(|password| &password["user"]) else { return Ok(None) };
    let (id, name) = (given["id"].as_str(), given["name"].as_str());
    let domain = &given["domain"];
    if id.is_none() && (name.is_none() || !is_named(domain)) {
        return Ok(None);
    }
    let is_given = |user: &&Arc<User>| {
        id.is_none_or(|id| id == user.id)
            && name.is_none_or(|name| name == user.name)
            && given["password"] == *user.password.expose()
            && state.account.is(domain)
    };
    let user = state.account.users.iter().find(is_given).cloned();
    let user = user.ok_or_else(|| Answer::example(401, tables::EXAMPLE_WRONG_PASSWORD))?;
    Ok(Some(Login { user, methods, end: None }))
}

/// What a token is to be for; none if the scope names nothing. Of a project and an account the project counts.
fn scope(account: &Account, scope: &Value) -> Result<Option<Scope>, Answer> {
    let unknown = |what: &str, asked: &Value| {
        let asked = asked["id"].as_str().or(asked["name"].as_str()).unwrap_or_default();
        Answer::not_found(&format!("{what}: {asked}"))
    };
    if let Some(project) = scope.get("project") {
        let is_known = match (project["id"].as_str(), project["name"].as_str()) {
            (Some(id), _) => id == account.project_id.as_str(),
            (None, Some(name)) => name == account.project_name && account.is(&project["domain"]),
            (None, None) => return Ok(None),
        };
        return if is_known { Ok(Some(Scope::Project)) } else { Err(unknown("project", project)) };
    }
    match scope.get("domain") {
        None => Ok(Some(Scope::None)),
        Some(domain) if !is_named(domain) => Ok(None),
        Some(domain) if account.is(domain) => Ok(Some(Scope::Account)),
        Some(domain) => Err(unknown("domain", domain)),
    }
}

/// Whether an account is named, by its ID or its name.
fn is_named(domain: &Value) -> bool {
    domain["id"].is_string() || domain["name"].is_string()
}

fn issue(state: &mut State, login: Login, scope: Scope, catalog_origin: Option<&str>) -> Answer {
    let (text, token) = state.issue_token(login.user, scope, login.methods, login.end);
    let mut answer = Answer::json(201, &token.describe(&state.account, catalog_origin));
    let header = HeaderValue::from_str(&text).ok();
    answer.headers.extend(header.map(|header| (tables::X_SUBJECT_TOKEN, header)));
    answer
}
