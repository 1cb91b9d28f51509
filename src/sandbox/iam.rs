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
            authorize(state, head, body).map_err(refused).map(|()| list_projects(state, head))
        }
        _ => return None,
    };
    Some(answer.unwrap_or_else(|refusal| refusal))
}

fn create_user_token(state: &mut State, body: &[u8]) -> Result<Answer, Answer> {
    let request: CreateUserTokenRequest = serde_json::from_slice(body)
        .map_err(|_| Answer::example(400, tables::EXAMPLE_INVALID_REQUEST_BODY))?;
    let user = request.auth.identity.password.user;
    let given = [user.name.as_str(), user.password.0.expose(), user.domain.name.as_str()];
    if given != [&state.user_name, state.password.expose(), &state.domain_name] {
        return Err(Answer::example(401, tables::EXAMPLE_WRONG_PASSWORD));
    }
    let project = request.auth.scope.project;
    let is_known = match (&project.id, &project.name) {
        (Some(id), _) => *id == state.project_id,
        (None, Some(name)) => **name == state.project_name,
        (None, None) => return Err(Answer::example(400, tables::EXAMPLE_INVALID_REQUEST_BODY)),
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

fn list_projects(state: &State, head: &Parts) -> Answer {
    let mut name = url::form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes());
    let name = name.find(|(key, _)| key == "name").map(|(_, name)| name);
    if name.is_some_and(|name| name != state.project_name) {
        return Answer::example(200, tables::EXAMPLE_NO_PROJECT_FOUND);
    }
    let mut body: Value = example(tables::EXAMPLE_PROJECTS_FOUND);
    body["projects"][0]["id"] = json!(state.project_id);
    Answer::json(200, &body)
}
