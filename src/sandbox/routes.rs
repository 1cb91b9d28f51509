//! The operations that the sandbox serves: method, path, and the callers that may use each.

use super::access_keys::{assume_agency_with_oidc, create_temporary_access_key};
use super::caller::Caller;
use super::datastores::list_datastores;
use super::directory::{list_domains, list_projects, list_users, show_project};
use super::discovery::{show_catalog, show_versions};
use super::request::{Request, accepts_html, path_parameters};
use super::response::{Response, Result};
use super::state::State;
use super::tokens::{create_token_with_id_token, create_user_token, subject_token};
use crate::contract::generated::tables;

type Operation = fn(&mut State, &Request) -> Result;

enum Access {
    /// The operation itself checks the caller, if it needs one.
    Open,
    /// Every user and access key of the account.
    Authenticated,
    Administrator,
}
use Access::{Administrator, Authenticated, Open};

const SHOW_CATALOG: Operation = |state, request| Ok(show_catalog(&state.account, request));
const SHOW_VERSIONS: Operation = |_, request| Ok(show_versions(request));

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];
const GET_OR_HEAD: &[&str] = &["GET", "HEAD"];

const ROUTES: [(&[&str], &str, Access, Operation); 15] = [
    (GET, tables::LIST_HTAP_DATA_STORE, Open, list_datastores),
    (POST, tables::CREATE_USER_TOKEN, Open, create_user_token),
    (&["GET", "HEAD", "DELETE"], tables::SHOW_TOKEN, Open, subject_token),
    (POST, tables::CREATE_TOKEN_WITH_ID_TOKEN, Open, create_token_with_id_token),
    (POST, tables::CREATE_TEMPORARY_ACCESS_KEY, Open, create_temporary_access_key),
    (POST, tables::ASSUME_AGENCY_WITH_OIDC, Open, assume_agency_with_oidc),
    (GET, tables::LIST_AUTH_DOMAINS, Authenticated, list_domains),
    (GET, tables::LIST_AUTH_PROJECTS, Authenticated, list_projects),
    (GET, tables::LIST_PROJECTS, Administrator, list_projects),
    (GET, tables::SHOW_PROJECT, Administrator, show_project),
    (GET, tables::LIST_USERS, Administrator, list_users),
    // For clients of Keystone and the vendor's SDKs; not in the contract.
    (GET, "/v3/auth/catalog", Authenticated, SHOW_CATALOG),
    (GET_OR_HEAD, "/", Open, SHOW_VERSIONS),
    (GET_OR_HEAD, "/v3", Open, SHOW_VERSIONS),
    (GET_OR_HEAD, "/v3/", Open, SHOW_VERSIONS),
];

/// Whether the path is that of an operation. A browser that opens `/` gets a page instead.
pub(super) fn is_operation(request: &Request) -> bool {
    ROUTES.iter().any(|(_, path, ..)| matches(request, path))
}

/// Whether the path is that of an operation of IAM or STS.
pub(super) fn is_iam(request: &Request) -> bool {
    is_operation(request) && !matches(request, tables::LIST_HTAP_DATA_STORE)
}

fn matches(request: &Request, path: &str) -> bool {
    path_parameters(request, path).is_some() && (path != "/" || !accepts_html(request))
}

/// Serves a request, with the gateway's error if there is no such operation.
pub(super) fn serve(state: &mut State, request: &Request) -> Response {
    let route = ROUTES.iter().find(|(methods, path, ..)| {
        methods.contains(&request.method().as_str()) && matches(request, path)
    });
    let Some((.., access, operation)) = route else {
        return Response::error(404, tables::EXAMPLE_API_NOT_FOUND);
    };
    let caller = match access {
        Open => Ok(None),
        Authenticated => Caller::of_iam(state, request).map(Some),
        Administrator => Caller::of_iam(state, request).and_then(Caller::administrator).map(Some),
    };
    caller.and_then(|_| operation(state, request)).unwrap_or_else(|refusal| refusal)
}
