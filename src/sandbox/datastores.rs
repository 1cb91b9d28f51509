//! The operation of the service: list the versions of an engine.

use super::caller::Caller;
use super::request::{Request, is_json, path_parameters};
use super::response::{Response, Result};
use super::state::{Scope, State};
use crate::contract::generated::tables;
use crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::signing::sdk_hmac_sha256::X_PROJECT_ID;

pub(super) fn list_datastores(state: &mut State, request: &Request) -> Result {
    let caller = Caller::of_service(state, request)?;
    let invalid = || Response::error(400, tables::EXAMPLE_PARAMETER_ERROR);
    let parameters = path_parameters(request, tables::LIST_HTAP_DATA_STORE).unwrap_or_default();
    let [project_id, engine_name] = parameters[..] else { return Err(invalid()) };
    // The vendor documents no error for another content type. This one is for other invalid parameters.
    if state.settings.is_strict && !is_json(request) {
        return Err(invalid());
    }
    let project_id: ProjectId = project_id.parse().map_err(|_| invalid())?;
    // A token is valid for its own project, a signature for the project that it names, if any. The vendor documents no error
    // for another project. This one is for resources that do not exist or are not allowed.
    let named = request.headers().get(X_PROJECT_ID);
    let project = state.account.projects.iter().position(|own| own.id == project_id);
    let is_for_project = |number| caller.scope.is_none_or(|scope| scope == Scope::Project(number));
    if !project.is_some_and(is_for_project) || named.is_some_and(|id| id != project_id.as_str()) {
        return Err(Response::error(403, tables::EXAMPLE_PERMISSION_DENIED));
    }
    if let Some(language) = request.headers().get(tables::X_LANGUAGE) {
        language.to_str().unwrap_or_default().parse::<Language>().map_err(|_| invalid())?;
    }
    let engine = engine_name.parse::<EngineName>();
    let engine = engine.map_err(|_| Response::error(400, tables::EXAMPLE_INVALID_DATABASE_TYPE))?;
    let datastores = state.datastores.get(&engine).cloned().unwrap_or_default();
    Ok(Response::json(200, &ListHtapDataStoreResponse { datastores }))
}
