//! The service behind its gateway.

use http::Method;
use http::header::AUTHORIZATION;
use http::request::Parts;

use super::answer::{Answer, parameters};
use super::signature::verify;
use super::state::State;
use crate::generated::tables;
use crate::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::signing::X_PROJECT_ID;
use crate::types::{EngineName, Language, ProjectId};

/// Answers the service's one operation; none for any other method or path.
pub(super) fn answer(state: &mut State, head: &Parts, body: &[u8]) -> Option<Answer> {
    let values = parameters(tables::LIST_HTAP_DATA_STORE, head.uri.path())?;
    let ([project_id, engine_name], &Method::GET) = (values.as_slice(), &head.method) else {
        return None;
    };
    Some(
        list_datastores(state, head, body, project_id, engine_name)
            .unwrap_or_else(|refusal| refusal),
    )
}

fn list_datastores(
    state: &mut State,
    head: &Parts,
    body: &[u8],
    project_id: &str,
    engine_name: &str,
) -> Result<Answer, Answer> {
    authorize(state, head, body)?;
    let refused = |_| Answer::example(400, tables::EXAMPLE_PARAMETER_ERROR);
    let project_id: ProjectId = project_id.parse().map_err(refused)?;
    // A token is for the project it was issued for, a signature for the one it names, if any. What the service says to
    // another one is not documented by itself: this is what it says when something is not there or not allowed.
    let named = head.headers.get(X_PROJECT_ID);
    if project_id != state.project_id || named.is_some_and(|id| id != project_id.as_str()) {
        return Err(Answer::example(403, tables::EXAMPLE_PERMISSION_DENIED));
    }
    if let Some(language) = head.headers.get(tables::X_LANGUAGE) {
        language.to_str().unwrap_or_default().parse::<Language>().map_err(refused)?;
    }
    let engine: EngineName = engine_name
        .parse()
        .map_err(|_| Answer::example(400, tables::EXAMPLE_INVALID_DATABASE_TYPE))?;
    let datastores = state.datastores.get(&engine).cloned().unwrap_or_default();
    Ok(Answer::json(200, &ListHtapDataStoreResponse { datastores }))
}

/// What the gateway does with an identity before any service sees the request.
pub(super) fn authorize(state: &mut State, head: &Parts, body: &[u8]) -> Result<(), Answer> {
    let Some(token) = head.headers.get(tables::X_AUTH_TOKEN) else {
        if head.headers.contains_key(AUTHORIZATION) {
            return verify(state, head, body);
        }
        return Err(Answer::example(401, tables::EXAMPLE_TOKEN_NOT_FOUND));
    };
    match state.knows_token(token.to_str().unwrap_or_default()) {
        None => Err(Answer::example(401, tables::EXAMPLE_TOKEN_NOT_DECRYPTED)),
        Some(false) => Err(Answer::example(401, tables::EXAMPLE_TOKEN_MUST_BE_UPDATED)),
        Some(true) => Ok(()),
    }
}
