//! Operations of IAM on tokens: log in with a password, a token or an ID token; show, check and revoke a token.

use http::Method;
use serde_json::{Value, json};

use super::account::Account;
use super::caller::Caller;
use super::discovery::catalog;
use super::request::{Request, body, catalog_origin, methods};
use super::response::{Response, Result, example};
use super::state::{Login, Scope, State, Token};
use crate::contract::generated::iam::types::{
    CreateTokenWithIdTokenRequest, CreateUserTokenRequest,
};
use crate::contract::generated::tables;

pub(super) fn create_user_token(state: &mut State, request: &Request) -> Result {
    let body = body::<CreateUserTokenRequest>(request, state.settings.is_strict, invalid_body)?;
    let login = log_in(state, &body["auth"]["identity"])?;
    let scope = scope(&state.account, &body["auth"]["scope"], invalid_body)?;
    Ok(issue(state, login, scope, catalog_origin(request).as_deref()))
}

pub(super) fn create_token_with_id_token(state: &mut State, request: &Request) -> Result {
    let invalid = Response::invalid_parameter;
    let provider = request.headers().get(tables::X_IDP_ID).ok_or_else(|| invalid("X-Idp-Id"))?;
    let body = body::<CreateTokenWithIdTokenRequest>(request, state.settings.is_strict, || {
        invalid("auth")
    })?;
    // The contract has no example of the provider's ID, but the URN of the agency's provider ends with it.
    let known = example(tables::EXAMPLE_ASSUME_AGENCY);
    let provider_id = known["provider_urn"].as_str().and_then(|urn| urn.rsplit(':').next());
    let is_known = provider_id.is_some_and(|id| provider == id);
    if !is_known || body["auth"]["id_token"]["id"] != known["id_token"] {
        return Err(Response::error(401, tables::EXAMPLE_TOKEN_INVALID));
    }
    let scope = scope(&state.account, &body["auth"]["scope"], || invalid("scope"))?;
    let shown = example(tables::EXAMPLE_FEDERATED_TOKEN_CREATED);
    let methods = serde_json::from_value(shown["token"]["methods"].clone()).unwrap_or_default();
    let user = state.account.administrator().clone();
    Ok(issue(state, Login { user, methods, expires_at: None }, scope, None))
}

/// Shows, checks or revokes the token in `X-Subject-Token`. An expired token can be revoked, but not shown.
pub(super) fn subject_token(state: &mut State, request: &Request) -> Result {
    let caller = Caller::of_iam(state, request)?;
    let subject = request.headers().get(tables::X_SUBJECT_TOKEN);
    let subject = subject.ok_or_else(|| Response::invalid_parameter("X-Subject-Token"))?;
    let text = subject.to_str().unwrap_or_default();
    let missing = || Response::not_found("token"); // the text of a token is a secret
    let token = state.tokens.get(text).ok_or_else(missing)?;
    if !caller.user.is_administrator && caller.user.id != token.user.id {
        return Err(Response::error(403, tables::EXAMPLE_NO_PERMISSION));
    }
    if request.method() == Method::DELETE {
        state.tokens.remove(text);
        return Ok(Response::new(204, Vec::new()));
    }
    let token = state.valid_token(text).ok_or_else(missing)?;
    let body = describe(token, &state.account, catalog_origin(request).as_deref());
    Ok(Response::json(200, &body).header(tables::X_SUBJECT_TOKEN, text))
}

fn invalid_body() -> Response {
    Response::error(400, tables::EXAMPLE_INVALID_REQUEST_BODY)
}

/// Checks the password or the token of an identity. The sandbox ignores a passcode, because no user has a second factor.
fn log_in(state: &State, identity: &Value) -> Result<Login> {
    let methods = methods(identity).ok_or_else(invalid_body)?;
    let owned = methods.iter().map(|method| (*method).to_owned()).collect();
    if methods.contains(&"token") {
        let token = state.token_of_identity(identity)?;
        let mut methods = [token.methods.clone(), owned].concat();
        methods.dedup();
        // As in Keystone, the new token expires with the first one. Otherwise tokens could be renewed without a password.
        return Ok(Login { user: token.user.clone(), methods, expires_at: Some(token.expires_at) });
    }
    let user = &identity["password"]["user"];
    let is_named =
        user["id"].is_string() || user["name"].is_string() && id_or_name(&user["domain"]).is_some();
    if !methods.contains(&"password") || !is_named {
        return Err(invalid_body());
    }
    match state.account.user(user).cloned() {
        Some(user) => Ok(Login { user, methods: owned, expires_at: None }),
        None => Err(Response::error(401, tables::EXAMPLE_WRONG_PASSWORD)),
    }
}

/// Reads a scope. If it names a project and an account, the project counts.
fn scope(account: &Account, scope: &Value, invalid: impl Fn() -> Response) -> Result<Scope> {
    let (what, value, scope) = match (scope.get("project"), scope.get("domain")) {
        (Some(project), _) => ("project", project, account.project(project).map(Scope::Project)),
        (None, Some(domain)) => {
            ("domain", domain, account.matches(domain).then_some(Scope::Account))
        }
        (None, None) => return Ok(Scope::None),
    };
    let name = id_or_name(value).ok_or_else(invalid)?;
    scope.ok_or_else(|| Response::not_found(&format!("{what}: {name}")))
}

fn id_or_name(value: &Value) -> Option<&str> {
    value["id"].as_str().or(value["name"].as_str())
}

fn issue(state: &mut State, login: Login, scope: Scope, catalog_origin: Option<&str>) -> Response {
    let (text, token) = state.issue_token(login, scope);
    let body = describe(&token, &state.account, catalog_origin);
    Response::json(201, &body).header(tables::X_SUBJECT_TOKEN, &text)
}

/// The body that describes a token, with a catalog of the services at `catalog_origin`.
fn describe(token: &Token, account: &Account, catalog_origin: Option<&str>) -> Value {
    let mut body = example(tables::EXAMPLE_USER_TOKEN_CREATED);
    let members = &mut body["token"];
    members["issued_at"] = format!("{:.6}", token.issued_at).into();
    members["expires_at"] = format!("{:.6}", token.expires_at).into();
    members["methods"] = json!(token.methods);
    members["user"]["id"] = json!(token.user.id);
    members["user"]["name"] = json!(token.user.name);
    let number = if let Scope::Project(number) = token.scope { number } else { 0 };
    let project = &account.projects[number];
    members["project"]["id"] = json!(project.id);
    members["project"]["name"] = json!(project.name);
    if let Some(origin) = catalog_origin {
        members["catalog"] = catalog(project, origin);
    }
    let absent: &[&str] = match token.scope {
        Scope::Project(_) => &[],
        Scope::Account => {
            members["domain"] = members["user"]["domain"].clone();
            &["project"]
        }
        // Keystone omits all three. Huawei's manual does not say.
        Scope::None => &["project", "roles", "catalog"],
    };
    if let Some(members) = members.as_object_mut() {
        members.retain(|name, _| !absent.contains(&&**name));
    }
    body
}
