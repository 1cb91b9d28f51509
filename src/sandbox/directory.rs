//! Operations of IAM that list projects, accounts and users.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Value, json};
use url::form_urlencoded;

use super::account::Project;
use super::request::{Request, origin, path_parameters};
use super::response::{Response, Result, example};
use super::state::State;
use crate::contract::generated::tables;

pub(super) fn list_projects(state: &mut State, request: &Request) -> Result {
    let projects = state.account.projects.iter().map(|own| project(own, request));
    list(request, "projects", tables::EXAMPLE_PROJECTS_FOUND, projects.collect())
}

pub(super) fn show_project(state: &mut State, request: &Request) -> Result {
    let id = path_parameters(request, tables::SHOW_PROJECT).unwrap_or_default().concat();
    if let Some(own) = state.account.projects.iter().find(|own| own.id.as_str() == id) {
        return Ok(Response::json(200, &json!({"project": project(own, request)})));
    }
    Err(Response::not_found(&format!("project: {id}")))
}

fn project(own: &Project, request: &Request) -> Value {
    let mut project = example(tables::EXAMPLE_PROJECT_SHOWN)["project"].take();
    project["id"] = json!(own.id);
    project["name"] = json!(own.name);
    let (path, id) = (tables::LIST_PROJECTS, own.id.as_str());
    project["links"]["self"] = format!("{}{path}/{id}", origin(request)).into();
    project
}

pub(super) fn list_domains(_: &mut State, request: &Request) -> Result {
    let mut domain = example(tables::EXAMPLE_DOMAINS_FOUND)["domains"][0].take();
    let id = domain["id"].as_str().unwrap_or_default();
    domain["links"]["self"] = format!("{}/v3/domains/{id}", origin(request)).into();
    list(request, "domains", tables::EXAMPLE_DOMAINS_FOUND, vec![domain])
}

pub(super) fn list_users(state: &mut State, request: &Request) -> Result {
    let template = example(tables::EXAMPLE_USERS_FOUND)["users"][0].take();
    let users = state.account.users.iter().map(|user| {
        let mut shown = template.clone();
        shown["id"] = json!(user.id);
        shown["name"] = json!(user.name);
        let path = tables::LIST_USERS;
        shown["links"]["self"] = format!("{}{path}/{}", origin(request), user.id).into();
        shown
    });
    list(request, "users", tables::EXAMPLE_USERS_FOUND, users.collect())
}

/// Lists the items that match every filter of the query, or one page of them. A parameter that is no member of an item is
/// ignored. The operations below `/v3/auth` have no filters.
fn list(request: &Request, member: &str, text: &str, mut items: Vec<Value>) -> Result {
    let path = request.uri().path();
    let query = request.uri().query().filter(|_| !path.starts_with("/v3/auth/"));
    let query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let query: BTreeMap<_, _> = query.into_owned().collect();
    let invalid = Response::invalid_parameter;
    let number = |name: &str, allowed: RangeInclusive<i64>| {
        let Some(value) = query.get(name) else { return Ok(None) };
        let number = value.parse().ok().filter(|number: &i64| allowed.contains(number));
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.map(Some).ok_or_else(|| invalid(name))
    };
    let page = number("page", tables::PAGE_NUMBER_RANGE)?;
    let (page, page_size) = match (page, number("per_page", tables::PAGE_SIZE_RANGE)?) {
        (Some(page), Some(page_size)) => (page, page_size),
        (None, None) => (1, usize::MAX),
        (Some(_), None) => return Err(invalid("per_page")),
        (None, Some(_)) => return Err(invalid("page")),
    };
    let template = items.first().cloned().unwrap_or_default();
    for (name, value) in &query {
        let wanted = match &template[name] {
            Value::Bool(_) => value.parse().map(Value::Bool).map_err(|_| invalid(name))?,
            Value::String(_) => value.as_str().into(),
            _ => continue,
        };
        items.retain(|item| item[name] == wanted);
    }
    let items = items.into_iter().skip((page - 1).saturating_mul(page_size)).take(page_size);
    let mut body = example(text);
    body[member] = items.collect();
    body["links"]["self"] = format!("{}{path}", origin(request)).into();
    Ok(Response::json(200, &body))
}
