//! The service behind its gateway.

use http::Method;
use http::request::Parts;

use super::answer::{Answer, parameters};
use super::caller::Caller;
use super::request::is_json;
use super::state::State;
use super::token::Scope;
use crate::contract::generated::tables;
use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::signing::sdk_hmac_sha256::X_PROJECT_ID;

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
    let caller = Caller::of(state, head, body)?;
    let refused = |_| Answer::example(400, tables::EXAMPLE_PARAMETER_ERROR);
    // How the service refuses another content type is not documented: this is what it says about other parameters.
    if state.is_strict && !is_json(head) {
        return Err(Answer::example(400, tables::EXAMPLE_PARAMETER_ERROR));
    }
    let project_id: ProjectId = project_id.parse().map_err(refused)?;
    // A token is for the project it was issued for, a signature for the one it names, if any. What the service says to
    // another one is not documented by itself: this is what it says when something is not there or not allowed.
    let named = head.headers.get(X_PROJECT_ID);
    let is_for_project = caller.scope.is_none_or(|scope| scope == Scope::Project);
    if project_id != state.account.project_id
        || named.is_some_and(|id| id != project_id.as_str())
        || !is_for_project
    {
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
