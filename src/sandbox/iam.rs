//! IAM: tokens for the one user, and the one project.

use http::request::Parts;
use http::{HeaderValue, Method};
use serde_json::{Value, json};

use super::answer::Answer;
use super::service::authorize;
use super::state::{State, example};
use crate::generated::iam::types::CreateUserTokenRequest;
use crate::generated::tables;

/// Whether a request is for IAM, by its path.
pub(super) fn is_iam(head: &Parts) -> bool {
    [tables::CREATE_USER_TOKEN, tables::LIST_PROJECTS].contains(&head.uri.path())
}

/// Answers IAM's operations; none for any other method or path.
pub(super) fn answer(state: &mut State, head: &Parts, body: &[u8]) -> Option<Answer> {
    let answer = match (&head.method, head.uri.path()) {
        (&Method::POST, tables::CREATE_USER_TOKEN) => create_user_token(state, body),
        (&Method::GET, tables::LIST_PROJECTS) => {
            let refused = |_| Answer::example(401, tables::EXAMPLE_AUTHENTICATION_REQUIRED);
            authorize(state, head, body).map_err(refused).and_then(|()| list_projects(state, head))
        }
        _ => return None,
    };
    Some(answer.unwrap_or_else(|refusal| refusal))
}

fn create_user_token(state: &mut State, body: &[u8]) -> Result<Answer, Answer> {
    let invalid = || Answer::example(400, tables::EXAMPLE_INVALID_REQUEST_BODY);
    let body: Value = serde_json::from_slice(body).map_err(|_| invalid())?;
    // The contract lets these be left out, not be null; the generated types do not tell one from the other.
    let optional = ["/auth/identity/totp", "/auth/scope/project/id", "/auth/scope/project/name"];
    if optional.iter().any(|field| body.pointer(field).is_some_and(Value::is_null)) {
        return Err(invalid());
    }
    let request: CreateUserTokenRequest = serde_json::from_value(body).map_err(|_| invalid())?;
    let user = request.auth.identity.password.ok_or_else(invalid)?.user;
    let domain_name = user.domain.and_then(|domain| domain.name).ok_or_else(invalid)?;
    let user_name = user.name.ok_or_else(invalid)?;
    let given = [user_name.as_str(), user.password.0.expose(), domain_name.as_str()];
    if given != [&state.user_name, state.password.expose(), &state.domain_name] {
        return Err(Answer::example(401, tables::EXAMPLE_WRONG_PASSWORD));
    }
    let project = request.auth.scope.and_then(|scope| scope.project).ok_or_else(invalid)?;
    let is_known = match (&project.id, &project.name) {
        (Some(id), _) => *id == state.project_id,
        (None, Some(name)) => **name == state.project_name,
        (None, None) => return Err(invalid()),
    };
    if !is_known {
        return Err(Answer::example(404, tables::EXAMPLE_NOT_FOUND));
    }
    let (token, issued_at, expires_at) = state.issue_token();
    let mut body = example(tables::EXAMPLE_USER_TOKEN_CREATED);
    body["token"]["issued_at"] = format!("{issued_at:.6}").into();
    body["token"]["expires_at"] = format!("{expires_at:.6}").into();
    body["token"]["project"]["id"] = json!(state.project_id);
    let mut answer = Answer::json(201, &body);
    answer
        .headers
        .extend(HeaderValue::from_str(&token).ok().map(|token| (tables::X_SUBJECT_TOKEN, token)));
    Ok(answer)
}

/// The one project, if it fits every filter.
fn list_projects(state: &State, head: &Parts) -> Result<Answer, Answer> {
    let mut body: Value = example(tables::EXAMPLE_PROJECTS_FOUND);
    body["projects"][0]["id"] = json!(state.project_id);
    let project = &body["projects"][0];
    let mut is_found = true;
    for (key, value) in url::form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes())
    {
        let is_number = |most| value.parse().is_ok_and(|number| (1..=most).contains(&number));
        let is_valid = match &*key {
            "name" => {
                is_found &= value == state.project_name;
                true
            }
            "domain_id" | "parent_id" => {
                is_found &= project[&*key] == *value;
                true
            }
            "enabled" | "is_domain" => {
                let wanted = value.parse().ok();
                is_found &= project[&*key].as_bool() == wanted;
                wanted.is_some()
            }
            "page" => {
                is_found &= value == "1"; // one project fills one page
                is_number(u64::MAX)
            }
            "per_page" => is_number(5000),
            _ => true,
        };
        if !is_valid {
            return Err(Answer::example(400, tables::EXAMPLE_INVALID_PARAMETER));
        }
    }
    if !is_found {
        return Ok(Answer::example(200, tables::EXAMPLE_NO_PROJECT_FOUND));
    }
    Ok(Answer::json(200, &body))
}
