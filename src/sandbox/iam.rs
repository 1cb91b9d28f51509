//! IAM and STS: which operation is asked, and who may ask it.

use http::Method;
use http::header::HOST;
use http::request::Parts;
use http::uri::Authority;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::answer::{Answer, parameters};
use super::caller::Caller;
use super::request::is_json;
use super::state::State;
use super::{exchange, list, login, token, versions};
use crate::contract::generated::tables;

/// The account of a signed request that is for no project.
const X_DOMAIN_ID: &str = "x-domain-id";

/// The catalogue by itself. The contract does without it; clients of Keystone and the vendor's SDKs have the call.
const SHOW_CATALOG: &str = "/v3/auth/catalog";

/// Whether a request is for IAM or STS, by its path.
pub(super) fn is_iam(head: &Parts) -> bool {
    let path = head.uri.path();
    tables::IAM_OPERATIONS.iter().any(|(_, template)| parameters(template, path).is_some())
        || path == SHOW_CATALOG
        || versions::is_asked(head)
}

/// Answers an operation; none for any other method or path.
pub(super) fn answer(state: &mut State, head: &Parts, body: &[u8]) -> Option<Answer> {
    let path = head.uri.path();
    let mut known = || caller(state, head, body);
    let answer = match (head.method.as_str(), path) {
        ("POST", tables::CREATE_USER_TOKEN) => login::create_user_token(state, head, body),
        ("POST", tables::CREATE_TOKEN_WITH_ID_TOKEN) => {
            login::create_token_with_id_token(state, head, body)
        }
        ("POST", tables::CREATE_TEMPORARY_ACCESS_KEY) => {
            exchange::create_temporary_access_key(state, head, body)
        }
        ("POST", tables::ASSUME_AGENCY_WITH_OIDC) => {
            exchange::assume_agency_with_oidc(state, head, body)
        }
        ("GET" | "HEAD" | "DELETE", tables::SHOW_TOKEN) => {
            known().and_then(|caller| subject(state, head, &caller))
        }
        ("GET", SHOW_CATALOG) => known().map(|_| {
            let links = json!({"self": format!("{}{path}", origin(head))});
            let catalog = token::catalog(&state.account, &origin(head));
            Answer::json(200, &json!({"catalog": catalog, "links": links}))
        }),
        ("GET", tables::LIST_AUTH_DOMAINS) => known().and_then(|_| list::domains(head)),
        ("GET", tables::LIST_AUTH_PROJECTS) => {
            known().and_then(|_| list::projects(&state.account, None, head))
        }
        ("GET", tables::LIST_PROJECTS) => known()
            .and_then(Caller::granted)
            .and_then(|_| list::projects(&state.account, head.uri.query(), head)),
        ("GET", tables::LIST_USERS) => {
            known().and_then(Caller::granted).and_then(|_| list::users(&state.account, head))
        }
        ("GET", _) => {
            let Some(id) = parameters(tables::SHOW_PROJECT, path) else {
                return versions::answer(head);
            };
            let id = id.concat();
            known().and_then(Caller::granted).and_then(|_| list::project(&state.account, &id, head))
        }
        _ => return versions::answer(head),
    };
    Some(answer.unwrap_or_else(|refusal| refusal))
}

/// Shows, checks or revokes the token that the request is about. Revoking works on an expired one, too.
fn subject(state: &mut State, head: &Parts, caller: &Caller) -> Result<Answer, Answer> {
    let given = head.headers.get(tables::X_SUBJECT_TOKEN);
    let given = given.ok_or_else(|| Answer::invalid_parameter("X-Subject-Token"))?;
    let text = given.to_str().unwrap_or_default();
    // Its text is a secret and not named.
    let missing = || Answer::not_found("token");
    let token = state.tokens.get(text).ok_or_else(missing)?;
    if !caller.user.is_administrator && caller.user.id != token.user.id {
        return Err(Answer::example(403, tables::EXAMPLE_NO_PERMISSION));
    }
    if head.method == Method::DELETE {
        state.tokens.remove(text);
        return Ok(Answer::new(204, Vec::new()));
    }
    let token = state.live_token(text).ok_or_else(missing)?;
    let shown = token.describe(&state.account, catalog_origin(head).as_deref());
    let mut answer = Answer::json(200, &shown);
    answer.headers.push((tables::X_SUBJECT_TOKEN, given.clone()));
    Ok(answer)
}

/// Who is calling, in the words of IAM if that is not known.
pub(super) fn caller(state: &mut State, head: &Parts, body: &[u8]) -> Result<Caller, Answer> {
    let is_token = head.headers.contains_key(tables::X_AUTH_TOKEN);
    let refused = if is_token {
        tables::EXAMPLE_TOKEN_INVALID
    } else {
        tables::EXAMPLE_AUTHENTICATION_REQUIRED
    };
    let caller = Caller::of(state, head, body).map_err(|_| Answer::example(401, refused))?;
    let domain = head.headers.get(X_DOMAIN_ID);
    if domain.is_some_and(|id| id != &*state.account.id) {
        return Err(Answer::example(403, tables::EXAMPLE_NO_PERMISSION));
    }
    Ok(caller)
}

/// Reads a body that fits its type of the contract. The contract lets members be left out, but not be null; the generated
/// types do not tell one from the other.
pub(super) fn read<T: DeserializeOwned>(state: &State, head: &Parts, body: &[u8]) -> Option<Value> {
    if state.is_strict && !is_json(head) {
        return None;
    }
    let value: Value = serde_json::from_slice(body).ok()?;
    T::deserialize(&value).ok()?;
    Some(value).filter(|value| !has_null(value))
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, member)| {
            member.is_null() && tables::PROPERTY_NAMES.contains(&&**name) || has_null(member)
        }),
        Value::Array(items) => items.iter().any(has_null),
        _ => false,
    }
}

/// Where the caller reached the sandbox, for links and for the catalogue.
pub(super) fn origin(head: &Parts) -> String {
    let authority = head.uri.authority().map(Authority::as_str); // HTTP/2 has the host in the target
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok());
    format!("http://{}", authority.or(host).unwrap_or_default())
}

/// Where the services of the catalogue are; none if the caller wants no catalogue.
pub(super) fn catalog_origin(head: &Parts) -> Option<String> {
    let query = head.uri.query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let is_unwanted = pairs.any(|(name, value)| name == "nocatalog" && !value.is_empty());
    (!is_unwanted).then(|| origin(head))
}
